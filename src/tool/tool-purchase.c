/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "kontor-letterhead.h"
#include "kontor-number.h"
#include "kontor-purchase-order.h"
#include "kontor-purchase-query.h"
#include "kontor-text.h"
#include "kontor-time.h"
#include "kontor-tool.h"

/* --- list proposals --- */

static gpointer
proposals_in_reader (KontorDatabase *database, gpointer data, GError **error)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();

  return kontor_query_proposals (database, kontor_time_now (), zone, error);
}

/* Every word of the filter stands in supplier, number or name. */
static gboolean
matches (const KontorJson *proposal, char **words)
{
  g_autofree char *text = g_strdup_printf ("%s %s %s %s",
                                           kontor_json_get_string (proposal, "supplier_name", ""),
                                           kontor_json_get_string (proposal, "sku", ""),
                                           kontor_json_get_string (proposal, "order_code", ""),
                                           kontor_json_get_string (proposal, "title", ""));
  g_autofree char *folded = kontor_text_fold (text, -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (folded, words[i]) == NULL)
      return FALSE;
  return TRUE;
}

static KontorJson *
pick (const KontorJson *proposals, const char *filter, gint64 limit)
{
  g_autofree char *folded = kontor_text_fold (filter != NULL ? filter : "", -1);
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);
  KontorJson *picked = kontor_json_new_array ();

  for (guint i = 0;
       i < kontor_json_length (proposals) && (limit == 0 || kontor_json_length (picked) < limit);
       i++)
    if (matches (kontor_json_at (proposals, i), words))
      kontor_json_append (picked, kontor_json_ref ((KontorJson *) kontor_json_at (proposals, i)));
  return picked;
}

static void
print_proposal (const KontorJson *proposal)
{
  const KontorJson *reason = kontor_json_get (proposal, "reason");
  g_autofree char  *quantity = kontor_decimal_format (
    kontor_json_get_integer (proposal, "quantity", 0), 3, 0, &kontor_number_style_plain);
  g_autofree char *price = kontor_decimal_format (
    kontor_json_get_integer (proposal, "price_e4", 0), 4, 2, &kontor_number_style_plain);
  g_autofree char *text = kontor_proposal_dup_reason (reason, &kontor_number_style_plain);

  printf ("%s\t%s\t%s\t%s\t%s\t%s\t%s\n",
          kontor_json_get_string (proposal, "supplier_name", ""),
          kontor_json_get_string (proposal, "sku", ""),
          kontor_json_get_string (proposal, "title", ""),
          quantity,
          price,
          kontor_json_get_string (reason, "cause", ""),
          g_strdelimit (text, "\n", ' '));
}

/* list proposals: what should be ordered, and why. */
KontorToolStatus
kontor_tool_list_proposals (KontorTool *self, const char *filter, gint64 limit, GError **error)
{
  g_autoptr (KontorJson) proposals = kontor_replica_read (
    self->replica, proposals_in_reader, NULL, error);
  g_autoptr (KontorJson) picked = NULL;

  if (proposals == NULL)
    return KONTOR_TOOL_FAILED;

  picked = pick (proposals, filter, limit);
  if (self->json)
    {
      kontor_tool_print_json (picked);
      return KONTOR_TOOL_DONE;
    }
  puts ("supplier\tsku\ttitle\tquantity\tprice\tcause\treason");
  for (guint i = 0; i < kontor_json_length (picked); i++)
    print_proposal (kontor_json_at (picked, i));
  return KONTOR_TOOL_DONE;
}

/* --- print purchase, print receipt-labels --- */

typedef struct
{
  const KontorUid *uid;
  KontorPurchase  *purchase; /* (owned) */
  KontorJson      *settings; /* (owned) */
  KontorJson      *codes;    /* (owned): of the lines */
} KontorToolLetter;

static void
letter_clear (KontorToolLetter *self)
{
  g_clear_pointer (&self->purchase, kontor_purchase_free);
  g_clear_pointer (&self->settings, kontor_json_unref);
  g_clear_pointer (&self->codes, kontor_json_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (KontorToolLetter, letter_clear)

static gpointer
letter_in_reader (KontorDatabase *database, gpointer data, GError **error)
{
  KontorToolLetter *letter = data;

  letter->purchase = kontor_query_purchase (database, letter->uid, error);
  if (letter->purchase != NULL)
    letter->settings = kontor_query_settings (database, error);
  if (letter->settings != NULL)
    letter->codes = kontor_query_purchase_codes (database, letter->uid, error);
  return letter->codes != NULL ? letter : NULL;
}

static GBytes *
render_letter (const KontorToolLetter *letter, const char *language, GError **error)
{
  KontorLetterhead head = { 0 };
  GBytes          *bytes = NULL;

  kontor_letterhead_from_settings (&head, letter->settings);
  bytes = kontor_purchase_order_render (
    letter->purchase, &head, language, kontor_time_now (), FALSE, error);
  kontor_letterhead_clear (&head);
  return bytes;
}

static int
newest_receipt (const KontorPurchase *purchase)
{
  int position = 0;

  for (guint i = 0; i < purchase->receipts->len; i++)
    {
      const KontorReceipt *receipt = g_ptr_array_index (purchase->receipts, i);

      if (receipt->withdrawn_at == 0)
        position = receipt->position;
    }
  return position;
}

static GBytes *
render_labels (const KontorToolLetter *letter, const char *language, int receipt, GError **error)
{
  g_autoptr (GArray) codes = g_array_new (FALSE, FALSE, sizeof (KontorReceiptCode));
  g_autoptr (GPtrArray) labels = NULL;

  for (guint i = 0; i < kontor_json_length (letter->codes); i++)
    {
      const KontorJson *row = kontor_json_at (letter->codes, i);
      KontorReceiptCode code = { kontor_json_get_string (row, "code", ""),
                                 (int) kontor_json_get_integer (row, "line", 0) };

      g_array_append_val (codes, code);
    }
  labels = kontor_receipt_labels_new (letter->purchase,
                                      receipt > 0 ? receipt : newest_receipt (letter->purchase),
                                      (const KontorReceiptCode *) (gpointer) codes->data,
                                      codes->len,
                                      language,
                                      NULL,
                                      error);
  return labels != NULL ? kontor_labels_render (labels, 57, 32, error) : NULL;
}

/* A supplier's language comes before the company's. */
static const char *
choose_language (const KontorToolLetter *letter, const char *asked)
{
  if (asked != NULL)
    return asked;
  if (*letter->purchase->language != '\0')
    return letter->purchase->language;
  return kontor_json_get_string (letter->settings, "language", "de");
}

/* print purchase|receipt-labels NUMBER FILE: @receipt 0 is the newest. */
KontorToolStatus
kontor_tool_print_purchase (
  KontorTool *self, char **argv, const char *language, int receipt, GError **error)
{
  KontorUid uid;
  g_auto (KontorToolLetter) letter = { .uid = &uid };
  g_autoptr (GBytes) bytes = NULL;

  if (!kontor_tool_find (self, KONTOR_KIND_PURCHASE_ORDER, argv[2], &uid, error)
      || kontor_replica_read (self->replica, letter_in_reader, &letter, error) == NULL)
    return KONTOR_TOOL_FAILED;

  language = choose_language (&letter, language);
  bytes = g_str_equal (argv[1], "purchase") ? render_letter (&letter, language, error)
                                            : render_labels (&letter, language, receipt, error);
  if (bytes == NULL || !kontor_tool_write_output (argv[3], bytes, error))
    return KONTOR_TOOL_FAILED;
  return KONTOR_TOOL_DONE;
}
