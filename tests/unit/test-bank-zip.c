/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <gio/gio.h>
#include <string.h>

#include "kontor-bank-zip.h"
#include "kontor-zip.h"

#define ENCRYPTED 1
#define STORED 0
#define DEFLATED 8

/* An archive as the format's description says, with any field wrong that a test wants wrong. */
typedef struct
{
  GByteArray *data;      /* (owned) */
  GByteArray *directory; /* (owned) */
  guint       n;
} Archive;

typedef struct
{
  const char *name;
  const char *text;
  gsize       length; /* 0: of the text */
  guint       flags;
  guint       method;
  guint32     more;     /* added to the checksum */
  gint64      size;     /* 0: the true one */
  gboolean    is_moved; /* the directory points elsewhere */
} Member;

static void
put (GByteArray *out, guint64 value, guint n_bytes)
{
  for (guint i = 0; i < n_bytes; i++)
    {
      guint8 byte = (guint8) (value >> (8 * i));

      g_byte_array_append (out, &byte, 1);
    }
}

static GBytes *
deflate (const char *text, gsize length)
{
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_RAW, 9);
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) plain = g_memory_input_stream_new_from_data (
    text, (gssize) length, NULL);
  g_autoptr (GInputStream) packed = g_converter_input_stream_new (plain, G_CONVERTER (compressor));
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();

  g_output_stream_splice (out, packed, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, &error);
  g_assert_no_error (error);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (out));
}

static void
put_facts (GByteArray *out, const Member *member, gsize packed, gsize length)
{
  guint32 sum = kontor_zip_sum ((const guint8 *) member->text, length);

  put (out, 20, 2);
  put (out, member->flags, 2);
  put (out, member->method, 2);
  put (out, 0, 4);
  put (out, sum + member->more, 4);
  put (out, packed, 4);
  put (out, member->size != 0 ? (guint64) member->size : length, 4);
  put (out, strlen (member->name), 2);
  put (out, 0, 2);
}

static void
add (Archive *self, const Member *member)
{
  gsize length = member->length != 0 ? member->length : strlen (member->text);
  g_autoptr (GBytes) packed = member->method == DEFLATED ? deflate (member->text, length)
                                                         : g_bytes_new (member->text, length);
  gsize         size = 0;
  const guint8 *bytes = g_bytes_get_data (packed, &size);
  guint         offset = self->data->len;

  put (self->data, 0x04034b50, 4);
  put_facts (self->data, member, size, length);
  g_byte_array_append (self->data, (const guint8 *) member->name, (guint) strlen (member->name));
  g_byte_array_append (self->data, bytes, (guint) size);

  put (self->directory, 0x02014b50, 4);
  put (self->directory, 20, 2);
  put_facts (self->directory, member, size, length);
  put (self->directory, 0, 6); /* comment, disk, kind */
  put (self->directory, 0, 4);
  put (self->directory, offset + (member->is_moved ? 1000000 : 0), 4);
  g_byte_array_append (
    self->directory, (const guint8 *) member->name, (guint) strlen (member->name));
  self->n++;
}

static void
archive_init (Archive *self)
{
  self->data = g_byte_array_new ();
  self->directory = g_byte_array_new ();
  self->n = 0;
}

/* The bytes, and an empty archive again. */
static GBytes *
finish (Archive *self, const char *comment)
{
  guint start = self->data->len;

  g_byte_array_append (self->data, self->directory->data, self->directory->len);
  put (self->data, 0x06054b50, 4);
  put (self->data, 0, 4);
  put (self->data, self->n, 2);
  put (self->data, self->n, 2);
  put (self->data, self->directory->len, 4);
  put (self->data, start, 4);
  put (self->data, strlen (comment), 2);
  g_byte_array_append (self->data, (const guint8 *) comment, (guint) strlen (comment));
  g_byte_array_unref (self->directory);
  return g_byte_array_free_to_bytes (self->data);
}

static GBytes *
make_one (const Member *member)
{
  Archive archive;

  archive_init (&archive);
  add (&archive, member);
  return finish (&archive, "");
}

static void
assert_refused (GBytes *bytes, KontorBankError code, const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) members = kontor_bank_unzip (bytes, &error);

  g_assert_null (members);
  g_assert_error (error, KONTOR_BANK_ERROR, (int) code);
  if (strstr (error->message, words) == NULL)
    g_error ("“%s” doesn't say “%s”", error->message, words);
}

static void
assert_text (const KontorBankMember *member, const char *name, const char *text)
{
  gsize       size = 0;
  const char *data = NULL;

  g_assert_cmpstr (member->name, ==, name);
  g_assert_null (member->problem);
  data = g_bytes_get_data (member->bytes, &size);
  g_assert_cmpmem (data, size, text, strlen (text));
}

static void
test_files_in_order (void)
{
  const Member members[] = { { .name = "b.xml", .text = "<b/>", .method = DEFLATED },
                             { .name = "a ü.xml", .text = "<a/>", .method = STORED },
                             { .name = "empty.txt", .text = "", .method = STORED } };
  Archive      archive;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GPtrArray) found = NULL;

  archive_init (&archive);
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    add (&archive, &members[i]);
  bytes = finish (&archive, "a comment of the bank");
  g_assert_true (kontor_bank_is_zip (bytes));
  found = kontor_bank_unzip (bytes, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, G_N_ELEMENTS (members));
  for (guint i = 0; i < found->len; i++)
    assert_text (g_ptr_array_index (found, i), members[i].name, members[i].text);
}

static void
test_own_writer (void)
{
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();
  g_autoptr (KontorZip) zip = kontor_zip_new (out, 20000);
  g_autoptr (GBytes) content = g_bytes_new_static ("<x/>", 4);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GPtrArray) found = NULL;

  g_assert_true (kontor_zip_add (zip, "x.xml", content, NULL));
  g_assert_true (kontor_zip_finish (zip, NULL));
  bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (out));
  found = kontor_bank_unzip (bytes, NULL);
  g_assert_nonnull (found);
  assert_text (g_ptr_array_index (found, 0), "x.xml", "<x/>");
}

static void
test_refused (void)
{
  static const struct
  {
    Member      member;
    const char *words;
  } cases[] = {
    { { .name = "../etc/passwd", .text = "x" }, "folder or a path" },
    { { .name = "/a.xml", .text = "x" }, "folder or a path" },
    { { .name = "c:\\a.xml", .text = "x" }, "folder or a path" },
    { { .name = "camt/a.xml", .text = "x" }, "folder or a path" },
    { { .name = "", .text = "x" }, "folder or a path" },
    { { .name = "a\nb.xml", .text = "x" }, "folder or a path" },
    { { .name = "a.xml", .text = "x", .flags = ENCRYPTED }, "password" },
    { { .name = "a.xml", .text = "x", .size = 60 * 1024 * 1024 }, "larger than any statement" },
    { { .name = "a.xml", .text = "x", .size = G_MAXUINT32 }, "larger than any statement" },
    { { .name = "b.zip", .text = "PK\003\004                              ", .method = DEFLATED },
      "archive in the archive" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = make_one (&cases[i].member);

      assert_refused (bytes, KONTOR_BANK_ERROR_HOSTILE, cases[i].words);
    }
}

/* Two megabytes of blanks are packed to two kilobytes: a statement never is. */
static void
test_bombs (void)
{
  const gsize      length = 2 * 1024 * 1024;
  g_autofree char *blanks = g_strnfill (length, ' ');
  Member           member = { "a.xml", blanks, length, 0, DEFLATED, 0, 0, FALSE };
  g_autoptr (GBytes) bytes = make_one (&member);
  g_autoptr (GBytes) many = NULL;
  Archive archive;

  assert_refused (bytes, KONTOR_BANK_ERROR_HOSTILE, "larger than any statement");
  archive_init (&archive);
  member = (Member){ .name = "a.xml", .text = "x" };
  for (guint i = 0; i <= 500; i++)
    add (&archive, &member);
  many = finish (&archive, "");
  assert_refused (many, KONTOR_BANK_ERROR_HOSTILE, "more than 500 files");
}

/* One byte less than a mebibyte passes the ratio; two hundred of them are too much together. */
static void
test_total (void)
{
  const gsize      length = 1024 * 1024;
  g_autofree char *blanks = g_strnfill (length, ' ');
  Member           member = { "a.xml", blanks, length, 0, DEFLATED, 0, 0, FALSE };
  Archive          archive;
  g_autoptr (GBytes) bytes = NULL;

  archive_init (&archive);
  for (guint i = 0; i < 201; i++)
    add (&archive, &member);
  bytes = finish (&archive, "");
  assert_refused (bytes, KONTOR_BANK_ERROR_HOSTILE, "larger than 200 MB");
}

static void
test_damaged_members (void)
{
  static const struct
  {
    Member      member;
    const char *words;
  } cases[] = {
    { { .name = "a.xml", .text = "<a/>", .method = DEFLATED, .more = 1 }, "damaged" },
    { { .name = "a.xml", .text = "<a/>", .method = STORED, .more = 1 }, "damaged" },
    { { .name = "a.xml", .text = "<a/>", .method = DEFLATED, .size = 3 }, "damaged" },
    { { .name = "a.xml", .text = "<a/>", .method = DEFLATED, .size = 5 }, "damaged" },
    { { .name = "a.xml", .text = "<a/>", .method = STORED, .size = 5 }, "damaged" },
    { { .name = "a.xml", .text = "<a/>", .is_moved = TRUE }, "damaged" },
    { { .name = "a.xml", .text = "<a/>", .method = 12 }, "not known" },
  };
  const Member good = { .name = "good.xml", .text = "<g/>", .method = DEFLATED };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Archive archive;
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GPtrArray) found = NULL;
      const KontorBankMember *bad = NULL;

      archive_init (&archive);
      add (&archive, &cases[i].member);
      add (&archive, &good);
      bytes = finish (&archive, "");
      found = kontor_bank_unzip (bytes, NULL);
      g_assert_nonnull (found);
      bad = g_ptr_array_index (found, 0);
      g_assert_null (bad->bytes);
      g_assert_nonnull (strstr (bad->problem, cases[i].words));
      assert_text (g_ptr_array_index (found, 1), "good.xml", "<g/>");
    }
}

/* Cut anywhere, an archive has no list of files any more; no byte may make the reader leave it. */
static void
test_cut_and_changed (void)
{
  const Member member = { .name = "a.xml", .text = "<a>text</a>", .method = DEFLATED };
  g_autoptr (GBytes) whole = make_one (&member);
  gsize         size = 0;
  const guint8 *data = g_bytes_get_data (whole, &size);

  for (gsize i = 4; i < size; i++)
    {
      g_autoptr (GBytes) cut = g_bytes_new (data, i);

      assert_refused (cut, KONTOR_BANK_ERROR_FORMAT, "archive");
    }
  for (gsize i = 0; i < size; i++)
    for (guint bit = 0; bit < 8; bit++)
      {
        g_autofree guint8 *changed = g_memdup2 (data, size);
        g_autoptr (GBytes) bytes = NULL;
        g_autoptr (GPtrArray) found = NULL;

        changed[i] ^= (guint8) (1u << bit);
        bytes = g_bytes_new_take (g_steal_pointer (&changed), size);
        found = kontor_bank_unzip (bytes, NULL);
        g_assert_true (found == NULL || found->len <= 1);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bank-zip/files-in-order", test_files_in_order);
  g_test_add_func ("/bank-zip/own-writer", test_own_writer);
  g_test_add_func ("/bank-zip/refused", test_refused);
  g_test_add_func ("/bank-zip/bombs", test_bombs);
  g_test_add_func ("/bank-zip/total", test_total);
  g_test_add_func ("/bank-zip/damaged-members", test_damaged_members);
  g_test_add_func ("/bank-zip/cut-and-changed", test_cut_and_changed);
  return g_test_run ();
}
