/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-scan-stream.h"

/* What is typed, with the pause before each key: the letter that the verdicts make says what the
 * stream thought: t typed, F found, m more, D done, x dropped. */
typedef struct
{
  const char *name;
  gunichar    prefix;
  const char *keys;
  gint64      pause_ms;
  const char *verdicts;
  const char *code;
} Case;

static const Case cases[] = {
  { "scanner", 0, "4006381333931\r", 3, "tttFmmmmmmmmmD", "4006381333931" },
  { "slow-scanner", 0, "ABC-1234\r", 38, "tttFmmmmD", "ABC-1234" },
  { "tab-at-the-end", 0, "12345\t", 5, "tttFmD", "12345" },
  { "gs1",
    0,
    "0104006381333931\x1d"
    "10AB\r",
    2,
    "tttFmmmmmmmmmmmmmmmmmD",
    "0104006381333931\x1d"
    "10AB" },
  { "umlaut", 0, "K\xc3\xb6ln-7\r", 2, "tttFmmD", "K\xc3\xb6ln-7" },
  { "person", 0, "12+12+3\r", 90, "tttttttt", NULL },
  { "fast-typist", 0, "hello\r", 55, "tttttt", NULL },
  { "rolling-fingers", 0, "the\r", 20, "tttt", NULL },
  { "prefix", '~', "~4711\r", 30, "mmmmmD", "4711" },
  { "slow-with-prefix", '~', "~4711\r", 120, "mmmmmD", "4711" },
  { "too-short-with-prefix", '~', "~1\r", 5, "mmx", NULL },
  { "fast-without-the-prefix", '~', "4006381333931\r", 3, "tttttttttttttt", NULL },
};

static char
letter (KontorScanVerdict verdict)
{
  switch (verdict)
    {
    case KONTOR_SCAN_TYPED:
      return 't';
    case KONTOR_SCAN_FOUND:
      return 'F';
    case KONTOR_SCAN_MORE:
      return 'm';
    case KONTOR_SCAN_DONE:
      return 'D';
    case KONTOR_SCAN_DROPPED:
      return 'x';
    }
  g_assert_not_reached ();
}

static void
test_case (gconstpointer data)
{
  const Case        *c = data;
  KontorScanSettings settings = kontor_scan_settings_default;
  KontorScanStream   stream;
  g_autoptr (GString) verdicts = g_string_new (NULL);
  gint64 now = 1000000;

  settings.prefix = c->prefix;
  kontor_scan_stream_init (&stream, &settings);
  for (const char *at = c->keys; *at != '\0'; at = g_utf8_next_char (at))
    {
      now += c->pause_ms * 1000;
      g_string_append_c (verdicts,
                         letter (kontor_scan_stream_feed (&stream, g_utf8_get_char (at), now)));
    }
  g_assert_cmpstr (verdicts->str, ==, c->verdicts);
  if (c->code != NULL)
    g_assert_cmpstr (stream.text, ==, c->code);
}

static void
feed (KontorScanStream *stream, const char *keys, gint64 *now, gint64 pause_us)
{
  for (; *keys != '\0'; keys++)
    {
      *now += pause_us;
      kontor_scan_stream_feed (stream, (guchar) *keys, *now);
    }
}

static void
test_without_an_end (void)
{
  KontorScanStream stream;
  gint64           now = 0;

  kontor_scan_stream_init (&stream, &kontor_scan_settings_default);
  feed (&stream, "4006381333931", &now, 5000);
  g_assert_false (kontor_scan_stream_expire (&stream, now + 5000));
  g_assert_true (kontor_scan_stream_expire (&stream, now + 200000));
  g_assert_cmpstr (stream.text, ==, "4006381333931");
  g_assert_false (kontor_scan_stream_expire (&stream, now + 300000));

  feed (&stream, "abc", &now, 5000);
  g_assert_false (kontor_scan_stream_expire (&stream, now + 200000));
}

static void
test_one_after_the_other (void)
{
  KontorScanStream stream;
  gint64           now = 0;

  kontor_scan_stream_init (&stream, &kontor_scan_settings_default);
  for (guint i = 0; i < 3; i++)
    {
      feed (&stream, "471", &now, 2000);
      g_assert_cmpint (kontor_scan_stream_feed (&stream, '1', now), ==, KONTOR_SCAN_FOUND);
      g_assert_cmpint (kontor_scan_stream_feed (&stream, '\r', now), ==, KONTOR_SCAN_DONE);
      g_assert_cmpstr (stream.text, ==, "4711");
    }
}

/* The key that ends it, or one in its middle, may be late. */
static void
test_late_keys (void)
{
  KontorScanStream stream;
  gint64           now = 0;

  kontor_scan_stream_init (&stream, &kontor_scan_settings_default);
  feed (&stream, "40063", &now, 5000);
  feed (&stream, "8", &now, 75000);
  g_assert_cmpint (kontor_scan_stream_feed (&stream, '\r', now + 75000), ==, KONTOR_SCAN_DONE);
  g_assert_cmpstr (stream.text, ==, "400638");

  feed (&stream, "12345", &now, 200000);
  feed (&stream, "67890", &now, 5000);
  now += 200000;
  g_assert_true (kontor_scan_stream_expire (&stream, now));
  g_assert_cmpstr (stream.text, ==, "567890");
  g_assert_cmpint (kontor_scan_stream_feed (&stream, '\r', now), ==, KONTOR_SCAN_TYPED);
}

/* A person types, a scan comes in between, the person goes on. */
static void
test_between_keys (void)
{
  KontorScanStream stream;
  gint64           now = 0;

  kontor_scan_stream_init (&stream, &kontor_scan_settings_default);
  feed (&stream, "12+", &now, 150000);
  now += 150000;
  feed (&stream, "47", &now, 2000);
  feed (&stream, "11", &now, 2000);
  g_assert_cmpint (kontor_scan_stream_feed (&stream, '\r', now), ==, KONTOR_SCAN_DONE);
  g_assert_cmpstr (stream.text, ==, "4711");
  g_assert_cmpint (kontor_scan_stream_feed (&stream, '3', now + 150000), ==, KONTOR_SCAN_TYPED);
}

static void
test_too_long (void)
{
  KontorScanStream stream;
  guint            dropped = 0;

  kontor_scan_stream_init (&stream, &kontor_scan_settings_default);
  for (gint64 i = 0; i < 2 * KONTOR_SCAN_MOST; i++)
    dropped += kontor_scan_stream_feed (&stream, 0x10ffff, i) == KONTOR_SCAN_DROPPED;
  g_assert_cmpuint (dropped, ==, 1);
}

static void
test_forget (void)
{
  KontorScanStream stream;
  gint64           now = 0;

  kontor_scan_stream_init (&stream, &kontor_scan_settings_default);
  feed (&stream, "471", &now, 1000);
  kontor_scan_stream_forget (&stream);
  g_assert_cmpint (kontor_scan_stream_feed (&stream, '1', now), ==, KONTOR_SCAN_TYPED);
  g_assert_cmpint (kontor_scan_stream_feed (&stream, '\r', now), ==, KONTOR_SCAN_TYPED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/scan-stream/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/scan-stream/without-an-end", test_without_an_end);
  g_test_add_func ("/scan-stream/one-after-the-other", test_one_after_the_other);
  g_test_add_func ("/scan-stream/late-keys", test_late_keys);
  g_test_add_func ("/scan-stream/between-keys", test_between_keys);
  g_test_add_func ("/scan-stream/too-long", test_too_long);
  g_test_add_func ("/scan-stream/forget", test_forget);
  return g_test_run ();
}
