/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "kontor-count-query.h"
#include "kontor-import.h"
#include "kontor-incoming-query.h"
#include "kontor-number.h"
#include "kontor-payment-query.h"
#include "kontor-purchase-query.h"
#include "kontor-stock-query.h"
#include "kontor-time.h"
#include "kontor-tool.h"

typedef struct
{
  KontorListQuery *query;
  gint64           limit;
  GPtrArray       *rows; /* (owned) (element-type KontorListRow) */
} KontorToolRows;

typedef KontorJson *(*KontorToolDetail) (KontorDatabase  *database,
                                         const KontorUid *uid,
                                         GError         **error);

typedef struct
{
  const char      *name;
  KontorKind       kind;
  KontorToolDetail detail;
} KontorToolSubject;

static KontorJson *
show_stock (KontorDatabase *database, const KontorUid *uid, GError **error)
{
  return kontor_query_stock_json (database, uid, kontor_time_now (), error);
}

static const KontorToolSubject subjects[] = {
  { "order", KONTOR_KIND_ORDER, kontor_query_order_json },
  { "product", KONTOR_KIND_PRODUCT, kontor_query_product_json },
  { "customer", KONTOR_KIND_CUSTOMER, kontor_query_customer_json },
  { "invoice", KONTOR_KIND_INVOICE, kontor_query_invoice_json },
  { "incoming", KONTOR_KIND_INCOMING_INVOICE, kontor_query_incoming_json },
  { "draft", KONTOR_KIND_INVOICE_DRAFT, kontor_query_draft_json },
  { "entry", KONTOR_KIND_BANK_ENTRY, kontor_query_entry_json },
  { "payment", KONTOR_KIND_PAYMENT, kontor_query_payment_json },
  { "attention", KONTOR_KIND_ATTENTION, kontor_query_attention_json },
  { "lot", KONTOR_KIND_LOT, kontor_query_lot_json },
  { "transfer", KONTOR_KIND_STOCK_TRANSFER, kontor_query_transfer_json },
  { "stock", 0, show_stock },
  { "purchase", KONTOR_KIND_PURCHASE_ORDER, kontor_query_purchase_json },
  { "supplier", KONTOR_KIND_SUPPLIER, kontor_query_supplier_json },
  { "count", KONTOR_KIND_STOCK_COUNT, kontor_query_count_json },
  { "count-line", KONTOR_KIND_COUNT_LINE, kontor_query_count_line_json },
};

static KontorListQuery *
new_query (const char *list, const char *filter, const char *sort, GError **error)
{
  const KontorListType *type = kontor_list_type_find (list);
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();

  if (type == NULL)
    {
      kontor_tool_usage (error, _ ("There is no list “%s”"), list);
      return NULL;
    }
  return kontor_list_query_new (
    type, filter != NULL ? filter : "", sort, kontor_time_now (), zone, error);
}

static gpointer
rows_in_reader (KontorDatabase *database, gpointer data, GError **error)
{
  KontorToolRows *rows = data;
  g_autoptr (GArray) ids = kontor_list_query_fetch_ids (rows->query, database, rows->limit, error);

  if (ids == NULL)
    return NULL;
  rows->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_list_row_free);
  for (guint at = 0; at < ids->len; at += 128)
    {
      g_autoptr (GPtrArray) page = NULL;

      page = kontor_list_query_fetch_rows (
        rows->query, database, &g_array_index (ids, gint64, at), MIN (128, ids->len - at), error);
      if (page == NULL)
        return NULL;
      g_ptr_array_extend_and_steal (rows->rows, g_steal_pointer (&page));
    }
  return rows;
}

static char *
format_value (const KontorListColumn *column, const KontorListRow *row, guint i)
{
  gint64 value = row->values[i].integer;

  if (row->values[i].is_null)
    return g_strdup ("");
  switch (column->type)
    {
    case KONTOR_COLUMN_TEXT:
    case KONTOR_COLUMN_STATE:
      return g_strdup (row->values[i].text);
    case KONTOR_COLUMN_COUNT:
      return g_strdup_printf ("%" G_GINT64_FORMAT, value);
    case KONTOR_COLUMN_MONEY:
      {
        guint digits = kontor_currency_digits (row->currency != NULL ? row->currency : "EUR");

        return kontor_decimal_format (value, digits, digits, &kontor_number_style_plain);
      }
    case KONTOR_COLUMN_PRICE:
      return kontor_decimal_format (value, 4, 2, &kontor_number_style_plain);
    case KONTOR_COLUMN_QUANTITY:
      return kontor_decimal_format (value, 3, 0, &kontor_number_style_plain);
    case KONTOR_COLUMN_TIME: /* what happens on a day, not at a moment, stands at its beginning */
      return value % KONTOR_DAY == 0 ? kontor_day_format_iso (value / KONTOR_DAY)
                                     : kontor_time_format_iso (value);
    }
  g_assert_not_reached ();
}

static void
print_table (const KontorListType *type, GPtrArray *rows)
{
  for (guint i = 0; type->columns[i].key != NULL; i++)
    if (type->columns[i].shown)
      printf ("%s%s", i > 0 ? "\t" : "", type->columns[i].key);
  putchar ('\n');
  for (guint at = 0; at < rows->len; at++)
    {
      const KontorListRow *row = g_ptr_array_index (rows, at);

      for (guint i = 0; i < row->n_values; i++)
        {
          g_autofree char *text = NULL;

          if (!type->columns[i].shown)
            continue;
          text = format_value (&type->columns[i], row, i);
          printf ("%s%s", i > 0 ? "\t" : "", text);
        }
      putchar ('\n');
    }
}

static KontorJson *
row_to_json (const KontorListType *type, const KontorListRow *row)
{
  KontorJson *object = kontor_json_new_object ();
  char        uid[KONTOR_UID_TEXT_SIZE];

  kontor_json_set_string (object, "uid", kontor_uid_format (&row->uid, uid));
  if (row->currency != NULL)
    kontor_json_set_string (object, "currency", row->currency);
  for (guint i = 0; i < row->n_values; i++)
    {
      if (row->values[i].is_null)
        kontor_json_set (object, type->columns[i].key, kontor_json_new_null ());
      else if (row->values[i].text != NULL)
        kontor_json_set_string (object, type->columns[i].key, row->values[i].text);
      else
        kontor_json_set_integer (object, type->columns[i].key, row->values[i].integer);
    }
  return object;
}

static void
print_rows (KontorTool *self, const KontorListType *type, GPtrArray *rows)
{
  g_autoptr (KontorJson) array = NULL;

  if (!self->json)
    {
      print_table (type, rows);
      return;
    }
  array = kontor_json_new_array ();
  for (guint i = 0; i < rows->len; i++)
    kontor_json_append (array, row_to_json (type, g_ptr_array_index (rows, i)));
  kontor_tool_print_json (array);
}

static KontorToolStatus
run_list (KontorTool *self, int argc, char **argv, GError **error)
{
  g_autofree char *filter = NULL;
  g_autofree char *sort = NULL;
  gint64           limit = 0;
  KontorToolRows   rows = { 0 };
  g_autoptr (KontorListQuery) query = NULL;
  g_autoptr (GPtrArray) found = NULL;
  gpointer           read;
  const GOptionEntry entries[] = {
    { "filter", 0, 0, G_OPTION_ARG_STRING, &filter, NULL, NULL },
    { "sort", 0, 0, G_OPTION_ARG_STRING, &sort, NULL, NULL },
    { "limit", 0, 0, G_OPTION_ARG_INT64, &limit, NULL, NULL },
    { NULL },
  };

  if (!kontor_tool_parse_options (&argc, &argv, entries, 1, 1, error))
    return KONTOR_TOOL_USAGE;
  if (limit < 0)
    return kontor_tool_usage (error, _ ("The limit can't be negative"));
  if (g_str_equal (argv[1], "proposals"))
    return sort == NULL ? kontor_tool_list_proposals (self, filter, limit, error)
                        : kontor_tool_usage (error, _ ("Proposals have an order of their own"));
  query = new_query (argv[1], filter, sort, error);
  if (query == NULL)
    return KONTOR_TOOL_USAGE;
  rows.query = query;
  rows.limit = limit;
  read = kontor_replica_read (self->replica, rows_in_reader, &rows, error);
  found = rows.rows;
  if (read == NULL)
    return KONTOR_TOOL_FAILED;
  print_rows (self, kontor_list_query_get_type_info (query), found);
  return KONTOR_TOOL_DONE;
}

static KontorToolStatus
run_export (KontorTool *self, int argc, char **argv, GError **error)
{
  g_autofree char *filter = NULL;
  g_autofree char *sort = NULL;
  g_autofree char *layout = NULL;
  g_autoptr (KontorListQuery) query = NULL;
  g_autoptr (GBytes) bytes = NULL;
  const GOptionEntry entries[] = {
    { "filter", 0, 0, G_OPTION_ARG_STRING, &filter, NULL, NULL },
    { "sort", 0, 0, G_OPTION_ARG_STRING, &sort, NULL, NULL },
    { "layout", 0, 0, G_OPTION_ARG_STRING, &layout, NULL, NULL },
    { NULL },
  };

  if (!kontor_tool_parse_options (&argc, &argv, entries, 2, 2, error))
    return KONTOR_TOOL_USAGE;
  query = new_query (argv[1], filter, sort, error);
  if (query == NULL)
    return KONTOR_TOOL_USAGE;
  bytes = layout != NULL ? kontor_export_products (self->replica, layout, query, NULL, error)
                         : kontor_export_list (self->replica, query, NULL, NULL, error);
  if (bytes == NULL || !kontor_tool_write_output (argv[2], bytes, error))
    return KONTOR_TOOL_FAILED;
  return KONTOR_TOOL_DONE;
}

typedef struct
{
  const KontorToolSubject *subject;
  const KontorUid         *uid;
} KontorToolShow;

static gpointer
find_stock_in_reader (KontorDatabase *database, gpointer data, GError **error)
{
  g_autofree KontorUid *uid = g_new0 (KontorUid, 1);

  return kontor_query_find_variant (database, data, uid, error) ? g_steal_pointer (&uid) : NULL;
}

/* Variants are found by SKU and barcode; they have no kind of their own. */
static gboolean
find_subject (KontorTool *self, KontorKind kind, char *name, KontorUid *uid, GError **error)
{
  g_autofree KontorUid *found = NULL;

  if (kind != 0)
    return kontor_tool_find (self, kind, name, uid, error);
  found = kontor_replica_read (self->replica, find_stock_in_reader, name, error);
  if (found == NULL)
    return FALSE;
  *uid = *found;
  return TRUE;
}

static gpointer
show_in_reader (KontorDatabase *database, gpointer data, GError **error)
{
  const KontorToolShow *show = data;

  return show->subject->detail (database, show->uid, error);
}

static KontorToolStatus
run_show (KontorTool *self, int argc, char **argv, GError **error)
{
  KontorToolShow show = { 0 };
  KontorUid      uid;
  g_autoptr (KontorJson) detail = NULL;

  if (!kontor_tool_parse_options (&argc, &argv, NULL, 2, 2, error))
    return KONTOR_TOOL_USAGE;
  for (gsize i = 0; i < G_N_ELEMENTS (subjects); i++)
    if (g_str_equal (subjects[i].name, argv[1]))
      show.subject = &subjects[i];
  if (show.subject == NULL)
    return kontor_tool_usage (error, _ ("“%s” can't be shown"), argv[1]);
  if (!find_subject (self, show.subject->kind, argv[2], &uid, error))
    return KONTOR_TOOL_FAILED;
  show.uid = &uid;
  detail = kontor_replica_read (self->replica, show_in_reader, &show, error);
  if (detail == NULL)
    return KONTOR_TOOL_FAILED;
  kontor_tool_print_json (detail);
  return KONTOR_TOOL_DONE;
}

static gpointer
search_in_reader (KontorDatabase *database, gpointer data, GError **error)
{
  return kontor_query_search (database, data, 20, error);
}

static KontorToolStatus
run_search (KontorTool *self, int argc, char **argv, GError **error)
{
  g_autoptr (KontorJson) hits = NULL;

  if (!kontor_tool_parse_options (&argc, &argv, NULL, 1, 1, error))
    return KONTOR_TOOL_USAGE;
  hits = kontor_replica_read (self->replica, search_in_reader, argv[1], error);
  if (hits == NULL)
    return KONTOR_TOOL_FAILED;
  if (self->json)
    {
      kontor_tool_print_json (hits);
      return KONTOR_TOOL_DONE;
    }
  for (guint i = 0; i < kontor_json_length (hits); i++)
    {
      const KontorJson *hit = kontor_json_at (hits, i);

      printf ("%s\t%s\t%s\n",
              kontor_json_get_string (hit, "kind", ""),
              kontor_json_get_string (hit, "title", ""),
              kontor_json_get_string (hit, "subtitle", ""));
    }
  return KONTOR_TOOL_DONE;
}

const KontorToolCommand kontor_tool_list_commands[] = {
  { "list",
    "orders|products|customers|stock|purchases|proposals|… [--filter TEXT] [--sort KEY] [--limit "
    "N]",
    N_ ("the rows of a list"),
    TRUE,
    run_list },
  { "show",
    "order|product|customer|purchase|supplier|count|count-line|attention|stock|lot|transfer "
    "NUMBER-OR-ID",
    N_ ("one thing with all that belongs to it"),
    TRUE,
    run_show },
  { "search", "TEXT", N_ ("search over everything"), TRUE, run_search },
  { "export",
    "LIST FILE|- [--filter TEXT] [--sort KEY] [--layout shopify]",
    N_ ("a list as CSV"),
    TRUE,
    run_export },
  { NULL },
};
