/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-letterhead.h"

#include <string.h>

#include "kontor-codes.h"
#include "kontor-iban.h"

static const char *
get (const KontorJson *settings, const char *key)
{
  return kontor_json_get_string (settings, key, "");
}

static void
add_line (GString *block, const char *prefix, const char *text)
{
  if (*text != '\0')
    g_string_append_printf (block, "%s%s%s", block->len > 0 ? "\n" : "", prefix, text);
}

static char *
join_words (const char *first, const char *second)
{
  return g_strstrip (g_strjoin (" ", first, second, NULL));
}

static char *
address_block (const KontorJson *settings)
{
  GString         *block = g_string_new (NULL);
  g_autofree char *city = join_words (get (settings, "postcode"), get (settings, "city"));

  add_line (block, "", get (settings, "company_name"));
  add_line (block, "", get (settings, "street"));
  add_line (block, "", city);
  return g_string_free (block, FALSE);
}

/* As people write and compare it: in groups of four. */
static char *
bank_block (const KontorJson *settings)
{
  g_autofree char *iban = kontor_iban_format (get (settings, "iban"));
  GString         *block = g_string_new (NULL);

  add_line (block, "", get (settings, "bank_name"));
  add_line (block, "IBAN ", iban);
  add_line (block, "BIC ", get (settings, "bic"));
  return g_string_free (block, FALSE);
}

static char *
block_of (const KontorJson *settings, const char *const (*lines)[2], gsize n_lines)
{
  GString *block = g_string_new (NULL);

  for (gsize i = 0; i < n_lines; i++)
    add_line (block, lines[i][0], get (settings, lines[i][1]));
  return g_string_free (block, FALSE);
}

static char *
sender_line (const KontorJson *settings)
{
  GString         *line = g_string_new (get (settings, "company_name"));
  g_autofree char *city = join_words (get (settings, "postcode"), get (settings, "city"));

  if (*get (settings, "street") != '\0')
    g_string_append_printf (line, " · %s", get (settings, "street"));
  if (*city != '\0')
    g_string_append_printf (line, " · %s", city);
  return g_string_free (line, FALSE);
}

static GBytes *
read_logo (const char *text)
{
  gsize   length = 0;
  guchar *data = *text != '\0' ? g_base64_decode (text, &length) : NULL;

  return data != NULL ? g_bytes_new_take (data, length) : NULL;
}

/**
 * kontor_letterhead_from_settings:
 * @self: cleared; filled
 * @settings: the company's settings
 *
 * The sender's face as the settings say it: blocks without any line stay away.
 */
void
kontor_letterhead_from_settings (KontorLetterhead *self, const KontorJson *settings)
{
  static const char *const contact[][2] = { { "", "phone" }, { "", "email" }, { "", "website" } };
  static const char *const tax[][2] = { { "USt-IdNr. ", "vat_id" },
                                        { "Steuernr. ", "tax_number" } };
  g_autoptr (GPtrArray) blocks = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (blocks, address_block (settings));
  g_ptr_array_add (blocks, block_of (settings, contact, G_N_ELEMENTS (contact)));
  g_ptr_array_add (blocks, bank_block (settings));
  g_ptr_array_add (blocks, block_of (settings, tax, G_N_ELEMENTS (tax)));
  for (guint i = blocks->len; i-- > 0;)
    if (*(const char *) g_ptr_array_index (blocks, i) == '\0')
      g_ptr_array_remove_index (blocks, i);
  g_ptr_array_add (blocks, NULL);
  self->logo = read_logo (get (settings, "logo_png"));
  self->company = g_strdup (get (settings, "company_name"));
  self->sender_line = sender_line (settings);
  self->footer = (char **) g_ptr_array_free (g_steal_pointer (&blocks), FALSE);
  self->website = g_strdup (get (settings, "website"));
  self->bank = g_strdup (get (settings, "bank_name"));
  self->country = g_strdup (get (settings, "country"));
  self->accent = g_strdup (*get (settings, "accent") != '\0' ? get (settings, "accent")
                                                             : "#1a5fb4");
}

/**
 * kontor_label_symbology_for:
 *
 * Returns: EAN-13 for a valid GTIN-13, Code 128 for what fits on a label, QR for the rest
 */
KontorLabelSymbology
kontor_label_symbology_for (const char *code)
{
  if (strlen (code) == 13 && kontor_gtin_is_valid (code))
    return KONTOR_LABEL_EAN13;
  return strlen (code) <= 24 ? KONTOR_LABEL_CODE128 : KONTOR_LABEL_QR;
}
