/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"
#include "kontor-purchase-order.h"

#include "kontor-letterhead.h"
#include "kontor-words.h"

#define PIECE G_GINT64_CONSTANT (1000)

static const KontorReceipt *
find_receipt (const KontorPurchase *purchase, int position)
{
  for (guint i = 0; i < purchase->receipts->len; i++)
    {
      const KontorReceipt *receipt = g_ptr_array_index (purchase->receipts, i);

      if (receipt->position == position)
        return receipt;
    }
  return NULL;
}

static const KontorPurchaseLine *
find_line (const KontorPurchase *purchase, int number)
{
  for (guint i = 0; i < purchase->lines->len; i++)
    {
      const KontorPurchaseLine *line = g_ptr_array_index (purchase->lines, i);

      if (line->line == number)
        return line;
    }
  return NULL;
}

static const char *
find_code (const KontorReceiptCode *codes, guint n_codes, const KontorPurchaseLine *line)
{
  for (guint i = 0; i < n_codes; i++)
    if (codes[i].line == line->line && *codes[i].code != '\0')
      return codes[i].code;
  return line->sku;
}

/* What is poured or weighed gets a label for each pack that it came in. */
static guint
count_copies (const KontorPurchaseLine *line, gint64 quantity)
{
  gboolean is_counted = g_str_equal (line->unit, "piece") || g_str_equal (line->unit, "pcs")
                        || *line->unit == '\0';
  gint64 each = is_counted ? PIECE : MAX (line->pack_quantity, 1);

  return (guint) CLAMP ((quantity + each - 1) / each, 1, G_MAXINT16);
}

static char *
dup_detail (const KontorReceiptPart *part, KontorLanguage language, GTimeZone *zone)
{
  g_autofree char *date = NULL;

  if (*part->lot_code == '\0')
    return g_strdup ("");
  if (part->best_before == 0)
    return g_strdup_printf (
      "%s %s", language == KONTOR_LANGUAGE_DE ? "Charge" : "Lot", part->lot_code);

  date = kontor_language_format_date (language, part->best_before, zone);
  return g_strdup_printf (language == KONTOR_LANGUAGE_DE ? "Charge %s, MHD %s"
                                                         : "Lot %s, best before %s",
                          part->lot_code,
                          date);
}

/**
 * kontor_receipt_labels_new:
 * @purchase: an order to a supplier with its receipts
 * @receipt: position of one of them
 * @codes: (array length=n_codes): the codes of lines that have one
 * @n_codes: how many
 * @language: (nullable): "de" or "en"
 * @zone: (nullable): in which dates are printed; %NULL is the machine's
 * @error: return location for an error
 *
 * A label for each piece that came, with lot and best-before date; for goods that are not counted
 * in pieces one for each pack.
 *
 * Returns: (transfer full) (element-type KontorLabel): for kontor_labels_render(), or %NULL with
 * %KONTOR_DOCUMENT_ERROR_INVALID when there is no such receipt, it was taken back, or nothing of it
 * has a code
 */
GPtrArray *
kontor_receipt_labels_new (const KontorPurchase    *purchase,
                           int                      receipt,
                           const KontorReceiptCode *codes,
                           guint                    n_codes,
                           const char              *language,
                           GTimeZone               *zone,
                           GError                 **error)
{
  const KontorReceipt *event = find_receipt (purchase, receipt);
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (
    (GDestroyNotify) kontor_label_free);

  for (guint i = 0; event != NULL && event->withdrawn_at == 0 && i < event->parts->len; i++)
    {
      const KontorReceiptPart  *part = g_ptr_array_index (event->parts, i);
      const KontorPurchaseLine *line = find_line (purchase, part->line);
      const char               *code = line != NULL ? find_code (codes, n_codes, line) : "";
      KontorLabel              *label = NULL;

      if (*code == '\0')
        continue;
      label = g_new0 (KontorLabel, 1);
      label->title = g_strdup (line->title);
      label->detail = dup_detail (part, kontor_language_from_code (language), zone);
      label->code = g_strdup (code);
      label->symbology = kontor_label_symbology_for (code);
      label->copies = count_copies (line, part->quantity);
      g_ptr_array_add (labels, label);
    }

  if (labels->len > 0)
    return g_steal_pointer (&labels);
  g_set_error (error,
               KONTOR_DOCUMENT_ERROR,
               KONTOR_DOCUMENT_ERROR_INVALID,
               "receipt %d of %s has nothing to print a label for",
               receipt,
               purchase->number);
  return NULL;
}
