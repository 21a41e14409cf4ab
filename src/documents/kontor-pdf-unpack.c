/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"
#include "kontor-pdf-private.h"

/* The filters that files inside a PDF are packed with (ISO 32000-2, 7.4), with a limit on what
 * comes out: qpdf unpacks a bomb whole. */

#define CHUNK (64 * 1024)

static gboolean
append (GByteArray *bytes, const guint8 *data, gsize length, gsize limit)
{
  if (bytes->len + length > limit)
    return FALSE;

  g_byte_array_append (bytes, data, (guint) length);
  return TRUE;
}

static GByteArray *
inflate_all (GByteArray *packed, gsize limit)
{
  g_autoptr (GByteArray) out = g_byte_array_new ();
  g_autoptr (GZlibDecompressor) zlib = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB);
  GConverter      *inflater = G_CONVERTER (zlib);
  GConverterResult result = G_CONVERTER_CONVERTED;
  gsize            used = 0;

  while (result != G_CONVERTER_FINISHED)
    {
      guint8 chunk[CHUNK];
      gsize  n_read = 0;
      gsize  n_written = 0;

      result = g_converter_convert (inflater,
                                    packed->data + used,
                                    packed->len - used,
                                    chunk,
                                    sizeof chunk,
                                    G_CONVERTER_INPUT_AT_END,
                                    &n_read,
                                    &n_written,
                                    NULL);
      if (result == G_CONVERTER_ERROR || !append (out, chunk, n_written, limit))
        return NULL;
      used += n_read;
    }

  return g_steal_pointer (&out);
}

static GByteArray *
unhex_all (GByteArray *packed, gsize limit)
{
  g_autoptr (GByteArray) out = g_byte_array_new ();
  int high = -1;

  for (guint i = 0; i < packed->len && packed->data[i] != '>'; i++)
    {
      int    digit = g_ascii_xdigit_value ((char) packed->data[i]);
      guint8 byte;

      if (g_ascii_isspace (packed->data[i]))
        continue;
      if (digit < 0)
        return NULL;
      if (high < 0)
        {
          high = digit;
          continue;
        }
      byte = (guint8) (high << 4 | digit);
      high = -1;
      if (!append (out, &byte, 1, limit))
        return NULL;
    }

  if (high >= 0) /* an odd one out counts as if a zero followed */
    {
      guint8 byte = (guint8) (high << 4);

      g_byte_array_append (out, &byte, 1);
    }
  return g_steal_pointer (&out);
}

/* Four bytes from five digits of base 85; at the end n bytes from n + 1 digits. */
static gboolean
add_group (GByteArray *out, const guint8 *digits, guint n_digits, gsize limit)
{
  guint64 value = 0;
  guint8  bytes[4];

  for (guint i = 0; i < 5; i++)
    value = value * 85 + (i < n_digits ? digits[i] : 84);
  if (value > G_MAXUINT32)
    return FALSE;

  for (guint i = 0; i < 4; i++)
    bytes[i] = (guint8) (value >> (24 - 8 * i));
  return append (out, bytes, n_digits - 1, limit);
}

static GByteArray *
unascii85_all (GByteArray *packed, gsize limit)
{
  static const guint8 zeros[5] = { 0 };
  g_autoptr (GByteArray) out = g_byte_array_new ();
  guint8 digits[5];
  guint  n_digits = 0;

  for (guint i = 0; i < packed->len && packed->data[i] != '~'; i++)
    {
      guint8 sign = packed->data[i];

      if (g_ascii_isspace (sign))
        continue;
      if (sign == 'z' && n_digits == 0)
        {
          if (!add_group (out, zeros, 5, limit))
            return NULL;
          continue;
        }
      if (sign < '!' || sign > 'u')
        return NULL;
      digits[n_digits++] = (guint8) (sign - '!');
      if (n_digits == 5 && !add_group (out, digits, 5, limit))
        return NULL;
      n_digits %= 5;
    }

  if (n_digits == 1 || (n_digits > 1 && !add_group (out, digits, n_digits, limit)))
    return NULL;
  return g_steal_pointer (&out);
}

/*
 * kontor_pdf_unpack:
 * @filter: "/FlateDecode", "/ASCIIHexDecode", "/ASCII85Decode"
 * @packed: what it is applied to
 * @limit: how many bytes may come out
 *
 * Returns: (transfer full): the bytes; %NULL when they are damaged or too many, or nobody packs
 * files that way
 */
GByteArray *
kontor_pdf_unpack (const char *filter, GByteArray *packed, gsize limit)
{
  if (g_strcmp0 (filter, "/FlateDecode") == 0)
    return packed->len > 0 ? inflate_all (packed, limit) : NULL;
  if (g_strcmp0 (filter, "/ASCIIHexDecode") == 0)
    return unhex_all (packed, limit);
  if (g_strcmp0 (filter, "/ASCII85Decode") == 0)
    return unascii85_all (packed, limit);

  return NULL;
}
