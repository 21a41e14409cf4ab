/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-schema-private.h"

#include <gio/gio.h>

#include "kontor-schema-resources.h"

#define FOLDER "/org/kontorapp/Kontor/schema"

/* Tables that refer to others stand before those. A changeset lists tables in this order, so that
 * undoing it deletes rows before what they refer to, and no cascade takes them away beforehand. */
static const char *const base_tables[] = {
  "attention",
  "import_batch",
  "books_export",
  "party_account",
  "dunning_line",
  "dunning",
  "payment_share",
  "payment",
  "bank_entry",
  "bank_statement",
  "bank_account",
  "incoming_event",
  "incoming_invoice",
  "invoice_draft",
  "invoice_event",
  "invoice_tax",
  "invoice_line",
  "invoice",
  "count_line",
  "count_scan",
  "count_item",
  "count_assignment",
  "stock_count",
  "receipt_line",
  "purchase_receipt",
  "purchase_line",
  "purchase_order",
  "stock_request",
  "stock_notice",
  "transfer_line",
  "stock_transfer",
  "lot",
  "location",
  "saved_view",
  "stock_movement",
  "other_charge",
  "sales_return_line",
  "sales_return",
  "refund_line",
  "order_refund",
  "return_line",
  "order_return",
  "delivery_line",
  "delivery",
  "order_transition",
  "order_tax",
  "order_line",
  "sales_order",
  "customer_tag",
  "customer_contact",
  "customer_address",
  "customer",
  "product_cost",
  "variant_part",
  "variant_supplier",
  "variant_barcode",
  "variant_price",
  "product_variant",
  "product_picture",
  "product_tag",
  "product_attribute",
  "product",
  "supplier",
  "category",
  "station",
  "person",
  "setting",
  "vat_check",
  NULL,
};

/**
 * kontor_schema_get_base_tables:
 *
 * The tables that are recorded and replicated, those that refer to others first.
 *
 * Returns: (transfer none) (array zero-terminated=1): their names
 */
const char *const *
kontor_schema_get_base_tables (void)
{
  return base_tables;
}

static GStrv
list_derived_tables (void)
{
  g_autoptr (GBytes) script = kontor_schema_get_derived ();
  g_autoptr (GRegex) pattern = NULL;
  g_autoptr (GMatchInfo) match = NULL;
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  gsize       size;
  const char *text = g_bytes_get_data (script, &size);

  pattern = g_regex_new ("^\\s*CREATE\\s+(?:VIRTUAL\\s+)?TABLE\\s+(derived_\\w+)",
                         G_REGEX_MULTILINE | G_REGEX_CASELESS,
                         0,
                         NULL);
  g_regex_match_full (pattern, text != NULL ? text : "", (gssize) size, 0, 0, &match, NULL);
  for (; g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_autofree char *name = g_match_info_fetch (match, 1);

      g_strv_builder_add (names, name);
    }
  return g_strv_builder_end (names);
}

/**
 * kontor_schema_get_derived_tables:
 *
 * The tables that triggers keep up to date from the base tables, on SQLite only.
 *
 * Returns: (transfer none) (array zero-terminated=1): their names
 */
const char *const *
kontor_schema_get_derived_tables (void)
{
  static GStrv names = NULL; /* read once, kept as long as the program runs */

  if (g_once_init_enter (&names))
    g_once_init_leave (&names, list_derived_tables ());

  return (const char *const *) names;
}

/* Migrations are named by their number: "0001-base.sql". */
char *
kontor_schema_dup_migration_name (int version)
{
  g_auto (GStrv) names = NULL;
  g_autofree char *prefix = g_strdup_printf ("%04d-", version);

  names = g_resource_enumerate_children (
    kontor_schema_get_resource (), FOLDER, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      if (g_str_has_prefix (names[i], prefix))
        return g_strdup (names[i]);
    }
  return NULL;
}

static GBytes *
look_up (const char *name)
{
  g_autofree char *path = g_build_path ("/", FOLDER, name, NULL);

  return g_resource_lookup_data (
    kontor_schema_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
}

GBytes *
kontor_schema_get_migration (int version)
{
  g_autofree char *name = kontor_schema_dup_migration_name (version);

  return name != NULL ? look_up (name) : NULL;
}

/* All that defines, then the line, then all that fills: a file's triggers see the tables of all. */
GBytes *
kontor_schema_get_derived (void)
{
  static const char *const names[] = {
    "derived.sql",         "derived-count.sql",  "derived-stock.sql",
    "derived-finance.sql", "derived-report.sql", "derived-delivered.sql",
  };
  g_autoptr (GString) fill = g_string_new (KONTOR_DERIVED_FILL_LINE);
  GString *script = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GBytes) bytes = look_up (names[i]);
      g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
      g_auto (GStrv) parts = g_strsplit (text, KONTOR_DERIVED_FILL_LINE, 2);

      g_string_append (script, parts[0]);
      if (parts[1] != NULL)
        g_string_append (fill, parts[1]);
    }
  g_string_append (script, fill->str);
  return g_string_free_to_bytes (script);
}

/* Triggers that refuse to change what is only ever appended; in each engine's own words. */
GBytes *
kontor_schema_get_guards (KontorEngine engine)
{
  return look_up (engine == KONTOR_ENGINE_SQLITE ? "guards-sqlite.sql" : "guards-postgres.sql");
}

/**
 * kontor_migration_get_latest:
 *
 * Numbers may be left out: people who work on several at once take theirs beforehand.
 *
 * Returns: the version that kontor_migration_run() leads to
 */
int
kontor_migration_get_latest (void)
{
  g_auto (GStrv) names = g_resource_enumerate_children (
    kontor_schema_get_resource (), FOLDER, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  int latest = 0;

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    if (g_ascii_isdigit (names[i][0]))
      latest = MAX (latest, (int) g_ascii_strtoll (names[i], NULL, 10));
  return latest;
}
