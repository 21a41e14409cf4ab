/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-zip.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Of one archive; what receives it refuses much larger ones. */
#define MOST_BYTES G_GUINT64_CONSTANT (400000000)
#define MOST_FILES 20000

#define VERSION 20          /* that is needed to read it */
#define FLAG_UTF8 (1 << 11) /* names */

struct _KontorZip
{
  GOutputStream *stream;  /* (owned) */
  GByteArray    *entries; /* (owned): of the directory at the end */
  guint64        offset;
  guint          n_files;
  guint16        date;
};

/**
 * kontor_zip_new:
 * @stream: where to
 * @day: that the files are of, counted from 1970-01-01
 *
 * Returns: (transfer full): an empty archive
 */
KontorZip *
kontor_zip_new (GOutputStream *stream, gint64 day)
{
  KontorZip *self = g_new0 (KontorZip, 1);
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (day * 86400);

  self->stream = g_object_ref (stream);
  self->entries = g_byte_array_new ();
  self->date = (guint16) ((MAX (g_date_time_get_year (date) - 1980, 0) << 9)
                          | (g_date_time_get_month (date) << 5)
                          | g_date_time_get_day_of_month (date));
  return self;
}

/**
 * kontor_zip_free:
 * @self: (transfer full) (nullable): an archive
 */
void
kontor_zip_free (KontorZip *self)
{
  if (self == NULL)
    return;

  g_object_unref (self->stream);
  g_byte_array_unref (self->entries);
  g_free (self);
}

/**
 * kontor_zip_sum:
 * @data: (array length=length): bytes of a file
 * @length: their number
 *
 * Returns: the CRC-32 of ISO 3309, by which archives notice damage
 */
guint32
kontor_zip_sum (const guint8 *data, gsize length)
{
  static guint32 table[256];
  static gsize   is_made = 0;
  guint32        sum = 0xffffffff;

  if (g_once_init_enter (&is_made))
    {
      for (guint32 i = 0; i < 256; i++)
        {
          guint32 value = i;

          for (guint bit = 0; bit < 8; bit++)
            value = (value & 1) != 0 ? 0xedb88320 ^ (value >> 1) : value >> 1;
          table[i] = value;
        }
      g_once_init_leave (&is_made, 1);
    }
  for (gsize i = 0; i < length; i++)
    sum = table[(sum ^ data[i]) & 0xff] ^ (sum >> 8);
  return ~sum;
}

static void
put16 (GByteArray *out, guint value)
{
  const guint8 bytes[] = { (guint8) value, (guint8) (value >> 8) };

  g_byte_array_append (out, bytes, sizeof bytes);
}

static void
put32 (GByteArray *out, guint64 value)
{
  put16 (out, (guint) (value & 0xffff));
  put16 (out, (guint) (value >> 16 & 0xffff));
}

/* What stands before the file and in the directory alike. */
static void
put_facts (GByteArray *out, const KontorZip *self, guint32 sum, gsize size, gsize name_length)
{
  put16 (out, VERSION);
  put16 (out, FLAG_UTF8);
  put16 (out, 0); /* not packed */
  put16 (out, 0); /* midnight */
  put16 (out, self->date);
  put32 (out, sum);
  put32 (out, size);
  put32 (out, size);
  put16 (out, (guint) name_length);
  put16 (out, 0);
}

static gboolean
write_out (KontorZip *self, const void *data, gsize length, GError **error)
{
  self->offset += length;
  return g_output_stream_write_all (self->stream, data, length, NULL, NULL, error);
}

/**
 * kontor_zip_has_room:
 * @n_bytes: of one more file
 *
 * Returns: whether the archive stays as small as its receivers like it
 */
gboolean
kontor_zip_has_room (KontorZip *self, gsize n_bytes)
{
  return self->n_files == 0 || (self->n_files < MOST_FILES && self->offset + n_bytes < MOST_BYTES);
}

/**
 * kontor_zip_add:
 * @self: an archive that is not finished
 * @name: of the file, without folders
 * @bytes: what is in it
 * @error: return location for an error of #GIOErrorEnum
 *
 * Returns: whether it was written
 */
gboolean
kontor_zip_add (KontorZip *self, const char *name, GBytes *bytes, GError **error)
{
  gsize         size = 0;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  guint64       offset = self->offset;
  guint32       sum = 0;
  g_autoptr (GByteArray) head = g_byte_array_new ();

  if (offset + size > G_MAXUINT32 - 1000000 || self->n_files == G_MAXUINT16 - 1)
    {
      g_set_error_literal (
        error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, _ ("the archive becomes too large"));
      return FALSE;
    }
  sum = kontor_zip_sum (data, size);
  put32 (head, 0x04034b50);
  put_facts (head, self, sum, size, strlen (name));
  g_byte_array_append (head, (const guint8 *) name, (guint) strlen (name));

  put32 (self->entries, 0x02014b50);
  put16 (self->entries, VERSION);
  put_facts (self->entries, self, sum, size, strlen (name));
  put16 (self->entries, 0); /* comment */
  put16 (self->entries, 0); /* disk */
  put16 (self->entries, 0);
  put32 (self->entries, 0);
  put32 (self->entries, offset);
  g_byte_array_append (self->entries, (const guint8 *) name, (guint) strlen (name));
  self->n_files++;
  return write_out (self, head->data, head->len, error) && write_out (self, data, size, error);
}

/**
 * kontor_zip_finish:
 * @self: an archive
 * @error: return location for an error of #GIOErrorEnum
 *
 * Writes the directory and closes the stream.
 *
 * Returns: whether the archive is whole
 */
gboolean
kontor_zip_finish (KontorZip *self, GError **error)
{
  guint64 start = self->offset;
  g_autoptr (GByteArray) end = g_byte_array_new ();

  put32 (end, 0x06054b50);
  put16 (end, 0);
  put16 (end, 0);
  put16 (end, self->n_files);
  put16 (end, self->n_files);
  put32 (end, self->entries->len);
  put32 (end, start);
  put16 (end, 0);
  return write_out (self, self->entries->data, self->entries->len, error)
         && write_out (self, end->data, end->len, error)
         && g_output_stream_close (self->stream, NULL, error);
}
