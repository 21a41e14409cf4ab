/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"
#include "kontor-invoice-sheet.h"

#include <string.h>

#define GAP_MM 5.0
#define BETWEEN_MM 1.0

/* What the law wants to be said beside the figures, and what the sender wants to say; nothing
 * twice. */
typedef struct
{
  KontorInvoiceSheet *sheet;
  GPtrArray          *said; /* (owned) (element-type utf8) */
} Notes;

static char *
strip (const char *text)
{
  char *stripped = g_strstrip (g_strdup (text));
  gsize length = strlen (stripped);

  if (length > 0 && stripped[length - 1] == '.')
    stripped[length - 1] = '\0';
  return stripped;
}

/* A text that is part of one that stands there, or the other way round, says the same. */
static gboolean
is_said (const Notes *self, const char *text)
{
  for (guint i = 0; i < self->said->len; i++)
    {
      const char *other = g_ptr_array_index (self->said, i);

      if (strstr (other, text) != NULL)
        return TRUE;
    }

  return FALSE;
}

static void
say (Notes *self, const char *text)
{
  static const KontorTextStyle style = { .type = KONTOR_TYPE_BODY };
  g_autofree char             *stripped = NULL;
  g_autofree char             *sentence = NULL;

  if (!kontor_invoice_sheet_has (text))
    return;

  stripped = strip (text);
  if (is_said (self, stripped))
    return;

  sentence = g_strconcat (
    stripped, strchr ("!?:", stripped[strlen (stripped) - 1]) ? "" : ".", NULL);
  self->sheet->y_mm += self->said->len == 0 ? GAP_MM : BETWEEN_MM;
  kontor_invoice_sheet_paragraph (self->sheet, &style, sentence);
  g_ptr_array_add (self->said, g_steal_pointer (&stripped));
}

/* § 14a Abs. 5 UStG wants these very words, in an official language of the Union. */
static void
say_exemption (Notes *self, const KontorInvoiceTax *tax)
{
  const char *usual = kontor_invoice_words_get_exemption (
    self->sheet->language, tax->category, tax->exemption_code);

  if (g_strcmp0 (tax->category, "AE") == 0)
    say (self, usual);
  if (kontor_invoice_sheet_has (tax->exemption_reason))
    say (self, tax->exemption_reason);
  else
    say (self, usual);
}

static void
say_ship_to (Notes *self)
{
  const KontorInvoiceParty *party = self->sheet->invoice->ship_to;
  const KontorAddress      *buyer = &self->sheet->invoice->buyer.address;
  g_auto (GStrv) lines = NULL;
  g_autofree char *address = NULL;
  g_autofree char *text = NULL;

  if (party == NULL
      || (g_strcmp0 (party->address.name, buyer->name) == 0
          && g_strcmp0 (party->address.street, buyer->street) == 0
          && g_strcmp0 (party->address.postcode, buyer->postcode) == 0))
    return;

  lines = kontor_language_format_address (
    self->sheet->language, &party->address, self->sheet->head->country);
  address = g_strjoinv (", ", lines);
  text = g_strdup_printf (
    "%s: %s", kontor_invoice_sheet_word (self->sheet, KONTOR_INVOICE_WORD_SHIP_TO), address);
  say (self, text);
}

/* Draws the notes under the sums. */
void
kontor_invoice_sheet_draw_notes (KontorInvoiceSheet *self)
{
  const KontorInvoice *invoice = self->invoice;
  g_autoptr (GPtrArray) said = g_ptr_array_new_with_free_func (g_free);
  Notes notes = { .sheet = self, .said = said };

  for (guint i = 0; i < invoice->taxes->len; i++)
    say_exemption (&notes, g_ptr_array_index (invoice->taxes, i));
  if (invoice->kind == KONTOR_INVOICE_ADVANCE)
    say (&notes, kontor_invoice_sheet_word (self, KONTOR_INVOICE_WORD_ADVANCE_NOTE));
  say_ship_to (&notes);
  for (guint i = 0; i < invoice->notes->len; i++)
    say (&notes, ((const KontorInvoiceNote *) g_ptr_array_index (invoice->notes, i))->text);
}
