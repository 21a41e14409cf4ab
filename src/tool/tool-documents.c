/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n.h>

#include "kontor-documents.h"
#include "kontor-letterhead.h"
#include "kontor-time.h"
#include "kontor-tool.h"

/* What a document is made of, read in one snapshot. */
typedef struct
{
  const KontorUid *uid;
  KontorOrder     *order;    /* (owned) */
  KontorJson      *settings; /* (owned) */
} KontorToolPaper;

static gpointer
paper_in_reader (KontorDatabase *database, gpointer data, GError **error)
{
  KontorToolPaper *paper = data;

  paper->order = kontor_query_order (database, paper->uid, error);
  paper->settings = paper->order != NULL ? kontor_query_settings (database, error) : NULL;
  return paper->settings != NULL ? paper : NULL;
}

/* The newest delivery that was not withdrawn. */
static int
newest_delivery (const KontorOrder *order)
{
  const KontorOrderEvent *event = order->deliveries->len > 0 ? g_ptr_array_index (
                                    order->deliveries, order->deliveries->len - 1)
                                                             : NULL;

  return event != NULL ? event->position : 0;
}

static GBytes *
render (const char *what, KontorToolPaper *paper, const char *language, GError **error)
{
  KontorLetterhead head = { 0 };
  g_autoptr (GPtrArray) orders = g_ptr_array_new ();
  gint64  now = kontor_time_now ();
  GBytes *bytes;

  kontor_letterhead_from_settings (&head, paper->settings);
  g_ptr_array_add (orders, paper->order);
  if (g_str_equal (what, "delivery-note"))
    bytes = kontor_delivery_note_render (
      paper->order, newest_delivery (paper->order), &head, language, now, FALSE, error);
  else if (g_str_equal (what, "packing-slip"))
    bytes = kontor_packing_slip_render (orders, &head, language, now, FALSE, error);
  else
    bytes = kontor_pick_list_render (orders, language, now, error);
  kontor_letterhead_clear (&head);
  return bytes;
}

static KontorToolStatus
run_print (KontorTool *self, int argc, char **argv, GError **error)
{
  static const char *const kinds[] = { "delivery-note", "packing-slip", "pick-list", NULL };
  g_autofree char         *language = NULL;
  int                      receipt = 0;
  g_autoptr (GBytes) bytes = NULL;
  KontorToolPaper    paper = { 0 };
  KontorUid          uid;
  const GOptionEntry entries[] = {
    { "language", 0, 0, G_OPTION_ARG_STRING, &language, NULL, NULL },
    { "receipt", 0, 0, G_OPTION_ARG_INT, &receipt, NULL, NULL },
    { NULL },
  };

  if (!kontor_tool_parse_options (&argc, &argv, entries, 3, 3, error))
    return KONTOR_TOOL_USAGE;
  if (g_str_equal (argv[1], "purchase") || g_str_equal (argv[1], "receipt-labels"))
    return kontor_tool_print_purchase (self, argv, language, receipt, error);
  if (!g_strv_contains (kinds, argv[1]))
    return kontor_tool_usage (error, _ ("There is no document “%s”"), argv[1]);
  if (!kontor_tool_find (self, KONTOR_KIND_ORDER, argv[2], &uid, error))
    return KONTOR_TOOL_FAILED;
  paper.uid = &uid;
  if (kontor_replica_read (self->replica, paper_in_reader, &paper, error) != NULL)
    bytes = render (argv[1],
                    &paper,
                    language != NULL ? language
                                     : kontor_json_get_string (paper.settings, "language", "de"),
                    error);
  g_clear_pointer (&paper.order, kontor_order_free);
  g_clear_pointer (&paper.settings, kontor_json_unref);
  if (bytes == NULL || !kontor_tool_write_output (argv[3], bytes, error))
    return KONTOR_TOOL_FAILED;
  return KONTOR_TOOL_DONE;
}

static gpointer
product_in_reader (KontorDatabase *database, gpointer data, GError **error)
{
  return kontor_query_product_json (database, data, error);
}

static void
add_label (GPtrArray *labels, const KontorJson *product, const KontorJson *variant, guint copies)
{
  const KontorJson *barcodes = kontor_json_get_array (variant, "barcodes");
  const KontorJson *barcode = barcodes != NULL && kontor_json_length (barcodes) > 0
                                ? kontor_json_at (barcodes, 0)
                                : NULL;
  const char       *code = barcode != NULL ? kontor_json_get_string (barcode, "code", "")
                                           : kontor_json_get_string (variant, "sku", "");
  KontorLabel      *label;

  if (*code == '\0')
    return;
  label = g_new0 (KontorLabel, 1);
  label->title = g_strdup (kontor_json_get_string (product, "title", ""));
  label->detail = g_strdup (kontor_json_get_string (variant, "value1", ""));
  label->code = g_strdup (code);
  label->symbology = kontor_label_symbology_for (code);
  label->copies = copies;
  g_ptr_array_add (labels, label);
}

static KontorToolStatus
run_labels (KontorTool *self, int argc, char **argv, GError **error)
{
  int       copies = 1;
  KontorUid uid;
  g_autoptr (KontorJson) product = NULL;
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (
    (GDestroyNotify) kontor_label_free);
  g_autoptr (GBytes) bytes = NULL;
  const KontorJson  *variants;
  const GOptionEntry entries[] = {
    { "copies", 0, 0, G_OPTION_ARG_INT, &copies, NULL, NULL },
    { NULL },
  };

  if (!kontor_tool_parse_options (&argc, &argv, entries, 2, 2, error))
    return KONTOR_TOOL_USAGE;
  if (copies < 1 || copies > 1000)
    return kontor_tool_usage (error, _ ("Labels can be printed from 1 to 1000 times"));
  if (!kontor_tool_find (self, KONTOR_KIND_PRODUCT, argv[1], &uid, error))
    return KONTOR_TOOL_FAILED;
  product = kontor_replica_read (self->replica, product_in_reader, &uid, error);
  if (product == NULL)
    return KONTOR_TOOL_FAILED;
  variants = kontor_json_get_array (product, "variants");
  for (guint i = 0; variants != NULL && i < kontor_json_length (variants); i++)
    add_label (labels, product, kontor_json_at (variants, i), (guint) copies);
  if (labels->len == 0)
    {
      g_set_error (error,
                   KONTOR_DOCUMENT_ERROR,
                   KONTOR_DOCUMENT_ERROR_INVALID,
                   _ ("“%s” has neither a barcode nor a SKU to print"),
                   argv[1]);
      return KONTOR_TOOL_FAILED;
    }
  bytes = kontor_labels_render (labels, 57, 32, error);
  if (bytes == NULL || !kontor_tool_write_output (argv[2], bytes, error))
    return KONTOR_TOOL_FAILED;
  return KONTOR_TOOL_DONE;
}

const KontorToolCommand kontor_tool_document_commands[] = {
  { "print",
    "delivery-note|packing-slip|pick-list|purchase|receipt-labels NUMBER FILE|- [--language de|en] "
    "[--receipt N]",
    N_ ("a document of an order as PDF"),
    TRUE,
    run_print },
  { "labels",
    "PRODUCT FILE|- [--copies N]",
    N_ ("labels of a product's variants as PDF"),
    TRUE,
    run_labels },
  { NULL },
};
