/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-bank-zip.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "kontor-zip.h"

/* Banks hand out many statements as one ZIP (finance-spec.md section 13). What is in it comes from
 * its directory at the end; nothing is ever written to a disk, and GIO's own decompressor unpacks.
 * An archive that is not what a bank makes is refused as a whole, before anything is taken. */

#define MOST_FILES 500
#define MOST_MEMBER (50 * 1024 * 1024) /* as of a statement that comes alone */
#define MOST_TOTAL (200 * 1024 * 1024)
#define MOST_RATIO 200              /* statements are packed to a tenth or a fiftieth */
#define LEAST_SUSPECT (1024 * 1024) /* below this size no ratio does harm */
#define MOST_PACKED (64 * 1024 * 1024)

#define END_SIZE 22
#define ENTRY_SIZE 46
#define LOCAL_SIZE 30
#define MOST_COMMENT 65535
#define FLAG_ENCRYPTED 1
#define METHOD_STORED 0
#define METHOD_DEFLATED 8

typedef struct
{
  const guint8 *data;
  gsize         size;
  gsize         at;    /* of the next entry of the directory */
  gsize         end;   /* of the directory */
  guint         n;     /* entries */
  guint64       total; /* unpacked so far, in bytes */
} KontorArchive;

/* What the directory says of one file. */
typedef struct
{
  char   *name; /* (owned): valid text */
  guint   flags;
  guint   method;
  guint32 sum;
  gsize   packed;
  gsize   size;
  gsize   offset;
} KontorArchiveEntry;

static void
clear_entry (KontorArchiveEntry *self)
{
  g_free (self->name);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (KontorArchiveEntry, clear_entry)

/**
 * kontor_bank_member_free:
 * @self: (nullable) (transfer full): a file of an archive
 */
void
kontor_bank_member_free (KontorBankMember *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self->problem);
  g_free (self);
}

static guint
get16 (const guint8 *data)
{
  return (guint) data[0] | (guint) data[1] << 8;
}

static guint32
get32 (const guint8 *data)
{
  return (guint32) get16 (data) | (guint32) get16 (data + 2) << 16;
}

static gboolean
fail (KontorBankError code, const char *words, GError **error)
{
  g_set_error_literal (error, KONTOR_BANK_ERROR, (int) code, words);
  return FALSE;
}

/* --- the directory --- */

/* The end of the directory is the last thing in the file, but for a comment. */
static const guint8 *
find_end (const guint8 *data, gsize size)
{
  gsize least = size > END_SIZE + MOST_COMMENT ? size - END_SIZE - MOST_COMMENT : 0;

  if (size < END_SIZE)
    return NULL;
  for (gsize at = size - END_SIZE + 1; at > least; at--)
    if (get32 (data + at - 1) == 0x06054b50
        && at - 1 + END_SIZE + get16 (data + at - 1 + 20) == size)
      return data + at - 1;
  return NULL;
}

static gboolean
open_archive (KontorArchive *self, GBytes *bytes, GError **error)
{
  const guint8 *end = NULL;
  gsize         start = 0;

  self->data = g_bytes_get_data (bytes, &self->size);
  if (self->size > MOST_PACKED)
    return fail (KONTOR_BANK_ERROR_HOSTILE, _ ("the archive is larger than 64 MB"), error);
  end = find_end (self->data, self->size);
  if (end == NULL)
    return fail (
      KONTOR_BANK_ERROR_FORMAT, _ ("the archive is damaged: its list of files is missing"), error);

  self->n = get16 (end + 10);
  start = get32 (end + 16);
  self->end = (gsize) (end - self->data);
  if (get16 (end + 4) != 0 || get16 (end + 8) != self->n || start > self->end
      || get32 (end + 12) != self->end - start)
    return fail (
      KONTOR_BANK_ERROR_FORMAT,
      _ ("the archive is damaged, or one of several parts: its list of files doesn't fit"),
      error);
  if (self->n == 0)
    return fail (KONTOR_BANK_ERROR_FORMAT, _ ("the archive is empty"), error);
  if (self->n > MOST_FILES)
    return fail (KONTOR_BANK_ERROR_HOSTILE,
                 _ ("the archive has more than 500 files: no bank hands out that many statements"),
                 error);
  self->at = start;
  return TRUE;
}

static gboolean
read_entry (KontorArchive *self, KontorArchiveEntry *entry)
{
  const guint8    *data = self->data + self->at;
  g_autofree char *raw = NULL;
  gsize            name_length = 0;
  gsize            length = ENTRY_SIZE;

  if (self->end - self->at < ENTRY_SIZE || get32 (data) != 0x02014b50)
    return FALSE;
  name_length = get16 (data + 28);
  length += name_length + get16 (data + 30) + get16 (data + 32);
  if (self->end - self->at < length)
    return FALSE;
  entry->flags = get16 (data + 8);
  entry->method = get16 (data + 10);
  entry->sum = get32 (data + 16);
  entry->packed = get32 (data + 20);
  entry->size = get32 (data + 24);
  entry->offset = get32 (data + 42);
  raw = g_strndup ((const char *) data + ENTRY_SIZE, name_length);
  entry->name = g_utf8_make_valid (raw, -1);
  self->at += length;
  return TRUE;
}

/* --- what is refused as a whole --- */

static gboolean
is_plain_name (const char *name)
{
  if (*name == '\0' || strpbrk (name, "/\\:") != NULL || g_str_equal (name, ".")
      || g_str_equal (name, ".."))
    return FALSE;
  for (const char *at = name; *at != '\0'; at = g_utf8_next_char (at))
    if (g_unichar_iscntrl (g_utf8_get_char (at)))
      return FALSE;
  return TRUE;
}

static gboolean
check_name (const KontorArchiveEntry *entry, GError **error)
{
  g_autofree char *shown = NULL;

  if (is_plain_name (entry->name))
    return TRUE;
  shown = g_strdelimit (
    g_utf8_substring (entry->name, 0, MIN (g_utf8_strlen (entry->name, -1), 60)), "\r\n\t", ' ');
  g_set_error (error,
               KONTOR_BANK_ERROR,
               KONTOR_BANK_ERROR_HOSTILE,
               _ ("the archive has a folder or a path in it (“%s”): pack the statements without "
                  "folders, or unpack it and choose them one by one"),
               shown);
  return FALSE;
}

static gboolean
check_flags (const KontorArchiveEntry *entry, GError **error)
{
  if ((entry->flags & FLAG_ENCRYPTED) == 0)
    return TRUE;
  g_set_error (error,
               KONTOR_BANK_ERROR,
               KONTOR_BANK_ERROR_HOSTILE,
               _ ("“%s” in the archive is locked with a password: unpack it first"),
               entry->name);
  return FALSE;
}

static gboolean
check_sizes (KontorArchive *self, const KontorArchiveEntry *entry, GError **error)
{
  if (entry->size > MOST_MEMBER
      || (entry->size > LEAST_SUSPECT && entry->size / MOST_RATIO > entry->packed))
    {
      g_set_error (error,
                   KONTOR_BANK_ERROR,
                   KONTOR_BANK_ERROR_HOSTILE,
                   _ ("“%s” in the archive would become larger than any statement when unpacked"),
                   entry->name);
      return FALSE;
    }
  self->total += entry->size;
  if (self->total <= MOST_TOTAL)
    return TRUE;
  return fail (KONTOR_BANK_ERROR_HOSTILE,
               _ ("the archive would become larger than 200 MB when unpacked"),
               error);
}

static gboolean
check_not_nested (const KontorArchiveEntry *entry, GBytes *bytes, GError **error)
{
  if (!kontor_bank_is_zip (bytes))
    return TRUE;
  g_set_error (error,
               KONTOR_BANK_ERROR,
               KONTOR_BANK_ERROR_HOSTILE,
               _ ("“%s” is an archive in the archive: unpack it, and choose it by itself"),
               entry->name);
  return FALSE;
}

/* --- unpacking --- */

/* The packed bytes; the file's own head must say the same name. NULL when it doesn't fit. */
static const guint8 *
find_packed (const KontorArchive *self, const KontorArchiveEntry *entry)
{
  gsize         start = entry->offset;
  const guint8 *head = self->data + start;

  if (start > self->end || self->end - start < LOCAL_SIZE || get32 (head) != 0x04034b50)
    return NULL;
  start += LOCAL_SIZE + get16 (head + 26) + get16 (head + 28);
  if (start > self->end || self->end - start < entry->packed || get16 (head + 8) != entry->method)
    return NULL;
  return self->data + start;
}

/* One byte more than the directory says, so that what is longer is noticed. */
static GBytes *
inflate (const guint8 *packed, const KontorArchiveEntry *entry)
{
  g_autoptr (GZlibDecompressor) decompressor = g_zlib_decompressor_new (
    G_ZLIB_COMPRESSOR_FORMAT_RAW);
  g_autofree guint8 *out = g_malloc (entry->size + 1);
  gsize              n_in = 0;
  gsize              n_out = 0;
  GConverterResult   result = G_CONVERTER_CONVERTED;

  while (result == G_CONVERTER_CONVERTED && n_out <= entry->size)
    {
      gsize n_read = 0;
      gsize n_written = 0;

      result = g_converter_convert (G_CONVERTER (decompressor),
                                    packed + n_in,
                                    entry->packed - n_in,
                                    out + n_out,
                                    entry->size + 1 - n_out,
                                    G_CONVERTER_INPUT_AT_END,
                                    &n_read,
                                    &n_written,
                                    NULL);
      n_in += n_read;
      n_out += n_written;
    }
  if (result != G_CONVERTER_FINISHED || n_out != entry->size)
    return NULL;
  return g_bytes_new_take (g_steal_pointer (&out), n_out);
}

static GBytes *
unpack (const KontorArchive *self, const KontorArchiveEntry *entry)
{
  const guint8 *packed = find_packed (self, entry);
  g_autoptr (GBytes) bytes = NULL;
  gsize         size = 0;
  const guint8 *data = NULL;

  if (packed != NULL && entry->method == METHOD_DEFLATED)
    bytes = inflate (packed, entry);
  else if (packed != NULL && entry->packed == entry->size)
    bytes = g_bytes_new (packed, entry->size);
  if (bytes == NULL)
    return NULL;
  data = g_bytes_get_data (bytes, &size);
  return kontor_zip_sum (data, size) == entry->sum ? g_steal_pointer (&bytes) : NULL;
}

static KontorBankMember *
read_member (const KontorArchive *self, KontorArchiveEntry *entry, GError **error)
{
  g_autoptr (KontorBankMember) member = g_new0 (KontorBankMember, 1);

  member->name = g_strdup (entry->name);
  if (entry->method != METHOD_STORED && entry->method != METHOD_DEFLATED)
    {
      member->problem = g_strdup (_ ("it is packed in a way that is not known here"));
      return g_steal_pointer (&member);
    }
  member->bytes = unpack (self, entry);
  if (member->bytes == NULL)
    member->problem = g_strdup (_ ("it is damaged: its checksum doesn't fit"));
  else if (!check_not_nested (entry, member->bytes, error))
    return NULL;
  return g_steal_pointer (&member);
}

/**
 * kontor_bank_is_zip:
 * @bytes: a file
 *
 * Returns: whether it begins as a ZIP archive does
 */
gboolean
kontor_bank_is_zip (GBytes *bytes)
{
  gsize         size = 0;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  return size >= END_SIZE && (get32 (data) == 0x04034b50 || get32 (data) == 0x06054b50);
}

/**
 * kontor_bank_unzip:
 * @bytes: a ZIP archive of a stranger
 * @error: return location for an error
 *
 * Unpacks the files in an archive, in memory and in its order. Too many files, too much when
 * unpacked, names with folders, locked files and archives in the archive refuse the whole of it; a
 * file that is damaged is told with its problem, beside the others.
 *
 * Errors: %KONTOR_BANK_ERROR_FORMAT, %KONTOR_BANK_ERROR_HOSTILE.
 *
 * Returns: (transfer full) (element-type KontorBankMember): the files, or %NULL
 */
GPtrArray *
kontor_bank_unzip (GBytes *bytes, GError **error)
{
  KontorArchive archive = { 0 };
  g_autoptr (GPtrArray) members = g_ptr_array_new_with_free_func (
    (GDestroyNotify) kontor_bank_member_free);

  g_return_val_if_fail (bytes != NULL, NULL);

  if (!open_archive (&archive, bytes, error))
    return NULL;
  for (guint i = 0; i < archive.n; i++)
    {
      g_auto (KontorArchiveEntry) entry = { 0 };
      KontorBankMember *member = NULL;

      if (!read_entry (&archive, &entry))
        {
          fail (KONTOR_BANK_ERROR_FORMAT,
                _ ("the archive is damaged: its list of files is not whole"),
                error);
          return NULL;
        }
      if (!check_name (&entry, error) || !check_flags (&entry, error)
          || !check_sizes (&archive, &entry, error))
        return NULL;
      member = read_member (&archive, &entry, error);
      if (member == NULL)
        return NULL;
      g_ptr_array_add (members, member);
    }
  return g_steal_pointer (&members);
}
