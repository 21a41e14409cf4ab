/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <string.h>

#include "kontor-text.h"
#include "kontor-uid.h"

#define PER_THREAD 20000
#define THREADS 4

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    gboolean    is_valid;
  } cases[] = {
    { "017f22e2-79b0-7cc3-98c4-dc0c0c07398f", TRUE },
    { "017F22E2-79B0-7CC3-98C4-DC0C0C07398F", TRUE },
    { "00000000-0000-0000-0000-000000000000", TRUE },
    { NULL, FALSE },
    { "", FALSE },
    { "017f22e2-79b0-7cc3-98c4-dc0c0c07398", FALSE },
    { "017f22e2-79b0-7cc3-98c4-dc0c0c07398f0", FALSE },
    { "017f22e2-79b0-7cc3-98c4-dc0c0c07398g", FALSE },
    { "017f22e279b07cc398c4dc0c0c07398f", FALSE },
    { "{17f22e2-79b0-7cc3-98c4-dc0c0c07398f", FALSE },
    { "017f22e2_79b0-7cc3-98c4-dc0c0c07398f", FALSE },
  };
  guint i = 0;

  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      KontorUid uid = { { 42 } };

      g_assert_cmpint (kontor_uid_parse (&uid, cases[i].text), ==, cases[i].is_valid);

      if (cases[i].is_valid)
        {
          g_autofree char *text = kontor_uid_dup_text (&uid);

          g_assert_true (g_ascii_strcasecmp (text, cases[i].text) == 0);
        }
      else
        g_assert_cmpuint (uid.bytes[0], ==, 42);
    }
}

/* The example of RFC 9562, appendix A.6. */
static void
test_from_parts (void)
{
  static const guint8 random[10] = { 0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f };
  KontorUid           uid = { { 0 } };
  char                text[KONTOR_UID_TEXT_SIZE];

  kontor_uid_from_parts (&uid, G_GINT64_CONSTANT (0x017f22e279b0), random);
  g_assert_cmpstr (kontor_uid_format (&uid, text), ==, "017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
}

static gboolean
has_version (const KontorUid *uid, guint version)
{
  return uid->bytes[6] >> 4 == version && uid->bytes[8] >> 6 == 2;
}

/* The expected bytes come out of sha256sum. */
static void
test_derive (void)
{
  KontorUid parent = { { 0 } };
  KontorUid child = { { 0 } };
  KontorUid named = { { 0 } };
  char      text[KONTOR_UID_TEXT_SIZE];
  guint8    data[20] = { 0 };
  guint8    digest[32] = { 0 };

  g_assert_true (kontor_uid_parse (&parent, "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"));
  kontor_uid_derive (&child, &parent, 0x01020304);
  g_assert_cmpstr (kontor_uid_format (&child, text), ==, "31390fa7-017d-8739-afd7-16b9da5cac61");

  memcpy (data, parent.bytes, 16);
  memcpy (data + 16, "\1\2\3\4", 4);
  kontor_sha256 (data, sizeof data, digest);
  g_assert_cmpmem (child.bytes, 6, digest, 6);
  g_assert_true (has_version (&child, 8));

  kontor_uid_derive (&named, &parent, 0x01020305);
  g_assert_false (kontor_uid_equal (&named, &child));
  kontor_uid_derive (&parent, &parent, 0x01020304);
  g_assert_true (kontor_uid_equal (&parent, &child));

  kontor_uid_from_name (&named, "space", "name");
  g_assert_cmpstr (kontor_uid_format (&named, text), ==, "884f0ca9-728d-8168-bd23-0ae1a144c410");
  g_assert_true (has_version (&named, 8));
}

static gpointer
generate_thread (gpointer unused)
{
  KontorUid *uids = g_new (KontorUid, PER_THREAD);
  int        i = 0;

  for (i = 0; i < PER_THREAD; i++)
    kontor_uid_generate (&uids[i]);

  return uids;
}

/* Each thread sees its own uids grow, and no two are the same. */
static void
test_generate (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (kontor_uid_hash, kontor_uid_equal);
  GThread *threads[THREADS];
  gpointer results[THREADS];
  int      i = 0;
  int      j = 0;

  for (i = 0; i < THREADS; i++)
    threads[i] = g_thread_new ("uid", generate_thread, NULL);

  for (i = 0; i < THREADS; i++)
    {
      KontorUid *uids = results[i] = g_thread_join (threads[i]);

      for (j = 0; j < PER_THREAD; j++)
        {
          g_assert_true (has_version (&uids[j], 7));
          g_assert_true (j == 0 || kontor_uid_compare (&uids[j - 1], &uids[j]) < 0);
          g_assert_true (g_hash_table_add (seen, &uids[j]));
        }
    }

  g_hash_table_remove_all (seen);
  for (i = 0; i < THREADS; i++)
    g_free (results[i]); /* an array of plain results */
}

static void
test_generate_time (void)
{
  gint64    before = g_get_real_time () / 1000;
  KontorUid uid = { { 0 } };
  gint64    ms = 0;
  int       i = 0;

  kontor_uid_generate (&uid);
  for (i = 0; i < 6; i++)
    ms = ms << 8 | uid.bytes[i];

  /* Uids made in a hurry may run ahead of the clock a little. */
  g_assert_cmpint (ms, >=, before);
  g_assert_cmpint (ms, <=, g_get_real_time () / 1000 + 1000);
}

static void
test_compare (void)
{
  KontorUid a = { { 1 } };
  KontorUid b = { { 1, 0xff } };
  KontorUid nil = { { 0 } };

  g_assert_cmpint (kontor_uid_compare (&a, &b), <, 0);
  g_assert_cmpint (kontor_uid_compare (&b, &a), >, 0);
  g_assert_cmpint (kontor_uid_compare (&a, &a), ==, 0);
  g_assert_true (kontor_uid_is_nil (&nil));
  g_assert_false (kontor_uid_is_nil (&a));
  g_assert_cmpuint (kontor_uid_hash (&a), ==, kontor_uid_hash (&a));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/uid/parse", test_parse);
  g_test_add_func ("/uid/from-parts", test_from_parts);
  g_test_add_func ("/uid/derive", test_derive);
  g_test_add_func ("/uid/generate", test_generate);
  g_test_add_func ("/uid/generate-time", test_generate_time);
  g_test_add_func ("/uid/compare", test_compare);

  return g_test_run ();
}
