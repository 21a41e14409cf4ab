/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-uid.h"

#include <stdatomic.h>
#include <string.h>
#include <sys/random.h>

#include "kontor-text.h"

#define RANDOM_SIZE 10
#define COUNTER_BITS 12
#define SEED_MASK 0x7ff /* the counter starts in its lower half, so that it has room to grow */

static void
set_version (KontorUid *self, guint version)
{
  self->bytes[6] = (guint8) ((self->bytes[6] & 0x0f) | (version << 4));
  self->bytes[8] = (guint8) ((self->bytes[8] & 0x3f) | 0x80);
}

static void
fill_random (guint8 *bytes, gsize length)
{
  gsize filled = 0;

  if (getrandom (bytes, length, 0) == (gssize) length)
    return;

  /* Only kernels without getrandom come here. Uids must be unique, not secret: GLib's generator,
   * seeded from the system, is good enough. */
  for (filled = 0; filled < length; filled++)
    bytes[filled] = (guint8) g_random_int_range (0, 256);
}

/* Milliseconds and counter in one number that only grows (RFC 9562 section 6.2, method 1). */
static guint64
next_tick (guint64 now_ms, guint seed)
{
  static _Atomic guint64 last_tick;
  guint64                last = atomic_load (&last_tick);
  guint64                next = 0;

  do
    next = MAX (last + 1, now_ms << COUNTER_BITS | (seed & SEED_MASK));
  while (!atomic_compare_exchange_weak (&last_tick, &last, next));

  return next;
}

/**
 * kontor_uid_generate:
 * @self: (out caller-allocates): where the uid is put
 *
 * Makes a fresh UUID version 7. Those made by one process sort in the order in which they were
 * made, also when the clock goes back. May be called from any thread.
 */
void
kontor_uid_generate (KontorUid *self)
{
  guint8  random[RANDOM_SIZE];
  guint64 tick = 0;

  g_return_if_fail (self != NULL);

  fill_random (random, sizeof random);
  tick = next_tick ((guint64) (g_get_real_time () / 1000), (guint) (random[0] << 8 | random[1]));
  random[0] = (guint8) (tick >> 8 & 0x0f);
  random[1] = (guint8) (tick & 0xff);
  kontor_uid_from_parts (self, (gint64) (tick >> COUNTER_BITS), random);
}

/**
 * kontor_uid_from_parts:
 * @self: (out caller-allocates): where the uid is put
 * @unix_ms: milliseconds since 1970 in UTC
 * @random: ten random bytes; six of their bits give way to version and variant
 *
 * Makes a UUID version 7 (RFC 9562 section 5.7) out of given parts, for tests and sample data.
 */
void
kontor_uid_from_parts (KontorUid *self, gint64 unix_ms, const guint8 random[10])
{
  guint i = 0;

  g_return_if_fail (self != NULL);
  g_return_if_fail (unix_ms >= 0);

  for (i = 0; i < 6; i++)
    self->bytes[i] = (guint8) ((guint64) unix_ms >> (40 - 8 * i));

  memcpy (self->bytes + 6, random, RANDOM_SIZE);
  set_version (self, 7);
}

static void
from_digest (KontorUid *self, const void *data, gsize length)
{
  guint8 digest[32];

  kontor_sha256 (data, length, digest);
  memcpy (self->bytes, digest, sizeof self->bytes);
  set_version (self, 8);
}

/**
 * kontor_uid_derive:
 * @self: (out caller-allocates): where the uid is put; may be @parent
 * @parent: usually the uid of a command
 * @counter: which of the things that @parent made
 *
 * Derives a UUID version 8: the first 16 bytes of SHA-256 over the bytes of @parent and @counter in
 * big-endian order. Every station that runs the same command so gives its rows the same uids.
 */
void
kontor_uid_derive (KontorUid *self, const KontorUid *parent, guint32 counter)
{
  guint8  data[sizeof parent->bytes + sizeof counter];
  guint32 big_endian = GUINT32_TO_BE (counter);

  g_return_if_fail (self != NULL);
  g_return_if_fail (parent != NULL);

  memcpy (data, parent->bytes, sizeof parent->bytes);
  memcpy (data + sizeof parent->bytes, &big_endian, sizeof big_endian);
  from_digest (self, data, sizeof data);
}

/**
 * kontor_uid_from_name:
 * @self: (out caller-allocates): where the uid is put
 * @space: what kind of name it is, such as "import.shopify"
 * @name: the name in that space
 *
 * Derives a UUID version 8 out of a name: the first 16 bytes of SHA-256 over @space, a NUL byte and
 * @name. The same name always gives the same uid.
 */
void
kontor_uid_from_name (KontorUid *self, const char *space, const char *name)
{
  g_autoptr (GString) data = NULL;

  g_return_if_fail (self != NULL);
  g_return_if_fail (space != NULL);
  g_return_if_fail (name != NULL);

  data = g_string_new (space);
  g_string_append_c (data, '\0');
  g_string_append (data, name);
  from_digest (self, data->str, data->len);
}

static gboolean
is_hyphen_position (guint position)
{
  return position == 8 || position == 13 || position == 18 || position == 23;
}

/**
 * kontor_uid_parse:
 * @self: (out caller-allocates): where the uid is put; untouched on failure
 * @text: (nullable): 36 characters, hexadecimal digits of either case and four hyphens
 *
 * Reads the text form of RFC 9562 section 4. Any version is accepted.
 *
 * Returns: whether @text is a UUID
 */
gboolean
kontor_uid_parse (KontorUid *self, const char *text)
{
  KontorUid uid = { { 0 } };
  guint     digits = 0;
  guint     i = 0;

  g_return_val_if_fail (self != NULL, FALSE);

  if (text == NULL)
    return FALSE;

  for (i = 0; i < KONTOR_UID_TEXT_SIZE - 1; i++)
    {
      int digit = g_ascii_xdigit_value (text[i]);

      if (is_hyphen_position (i) ? text[i] != '-' : digit < 0)
        return FALSE;

      if (is_hyphen_position (i))
        continue;

      uid.bytes[digits / 2] = (guint8) (uid.bytes[digits / 2] << 4 | digit);
      digits++;
    }

  if (text[i] != '\0')
    return FALSE;

  *self = uid;
  return TRUE;
}

/**
 * kontor_uid_format:
 * @self: a uid
 * @text: (out caller-allocates): room for 36 characters and the NUL
 *
 * Returns: (transfer none): @text, in lower case
 */
char *
kontor_uid_format (const KontorUid *self, char text[KONTOR_UID_TEXT_SIZE])
{
  static const char digits[] = "0123456789abcdef";
  char             *at = text;
  guint             i = 0;

  g_return_val_if_fail (self != NULL, NULL);

  for (i = 0; i < sizeof self->bytes; i++)
    {
      if (i == 4 || i == 6 || i == 8 || i == 10)
        *at++ = '-';
      *at++ = digits[self->bytes[i] >> 4];
      *at++ = digits[self->bytes[i] & 0x0f];
    }

  *at = '\0';
  return text;
}

/**
 * kontor_uid_dup_text:
 * @self: a uid
 *
 * Returns: (transfer full): the text form, in lower case
 */
char *
kontor_uid_dup_text (const KontorUid *self)
{
  char text[KONTOR_UID_TEXT_SIZE];

  g_return_val_if_fail (self != NULL, NULL);

  return g_strdup (kontor_uid_format (self, text));
}

/**
 * kontor_uid_equal:
 * @a: (type KontorUid): a uid
 * @b: (type KontorUid): another one
 *
 * Returns: whether both are the same; fits #GHashTable
 */
gboolean
kontor_uid_equal (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, sizeof (KontorUid)) == 0;
}

/**
 * kontor_uid_hash:
 * @self: (type KontorUid): a uid
 *
 * Returns: a hash value; fits #GHashTable
 */
guint
kontor_uid_hash (gconstpointer self)
{
  guint32 words[4];

  memcpy (words, self, sizeof words);
  return words[0] ^ words[1] ^ words[2] ^ words[3];
}

/**
 * kontor_uid_compare:
 * @a: a uid
 * @b: another one
 *
 * Orders by bytes, as both database engines do; for version 7 that is by time.
 *
 * Returns: less than, equal to or greater than zero
 */
int
kontor_uid_compare (const KontorUid *a, const KontorUid *b)
{
  return memcmp (a->bytes, b->bytes, sizeof a->bytes);
}

/**
 * kontor_uid_is_nil:
 * @self: a uid
 *
 * Returns: whether all bits are zero, which stands for "none"
 */
gboolean
kontor_uid_is_nil (const KontorUid *self)
{
  static const KontorUid nil;

  return kontor_uid_equal (self, &nil);
}
