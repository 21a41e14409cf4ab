/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-purchase-private.h"

#include <glib/gi18n-lib.h>

#include "kontor-number-series.h"
#include "kontor-text.h"

static gboolean
is_missing (const KontorJson *object, const char *key)
{
  return kontor_json_get (object, key) == NULL;
}

/* Whose parameters may be shared; a copy is filled in and takes their place. */
static void
replace_params (KontorCommand *command, KontorJson *params)
{
  kontor_json_unref (command->params);
  command->params = params;
}

/* The uid in the first column; FALSE with an error of the database only. */
static gboolean
look_up (
  KontorDatabase *database, const char *sql, const char *text, KontorUid *uid, GError **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (
    database, sql, error, KONTOR_VALUES (kontor_value_text (text)));
  KontorStep step = row != NULL ? kontor_statement_step (row, error) : KONTOR_STEP_FAILED;

  memset (uid, 0, sizeof *uid);
  if (step == KONTOR_STEP_ROW)
    kontor_statement_get_uid (row, 0, uid);
  return step != KONTOR_STEP_FAILED;
}

/* What a person may call a thing, and what is said when there is none of that name. */
typedef struct
{
  const char *key;
  const char *sql;
  const char *missing; /* N_(), with a place for the name */
} Name;

static const Name supplier_name = {
  "supplier",
  "SELECT uid FROM supplier WHERE name = ?1 AND archived_at IS NULL ORDER BY uid LIMIT 1",
  N_ ("There is no supplier “%s”."),
};

static const Name variant_name = {
  "variant",
  "SELECT uid FROM product_variant WHERE sku = ?1 AND archived_at IS NULL ORDER BY uid LIMIT 1",
  N_ ("There is no product “%s” in the catalog."),
};

static const Name purchase_name = {
  "purchase",
  "SELECT uid FROM purchase_order WHERE number = ?1 ORDER BY uid LIMIT 1",
  N_ ("There is no purchase order “%s”."),
};

static const Name place_name = {
  "place",
  "SELECT uid FROM location WHERE (code = ?1 OR name = ?1) AND archived_at IS NULL"
  " ORDER BY CASE WHEN code = ?1 THEN 0 ELSE 1 END, uid LIMIT 1",
  N_ ("There is no place “%s”."),
};

static gboolean
refuse_name (const Name *kind, const char *name, GError **error)
{
  g_auto (GStrv) halves = g_strsplit (_ (kind->missing), "%s", 2);
  g_autofree char *message = g_strjoinv (name, halves);

  kontor_command_set_error (error, KONTOR_COMMAND_ERROR_NOT_FOUND, kind->key, "%s", message);
  return FALSE;
}

/* Replaces what a person calls a thing by its uid. */
static gboolean
resolve (KontorDatabase *database, KontorJson *object, const Name *kind, GError **error)
{
  const char *name = kontor_json_get_string (object, kind->key, NULL);
  KontorUid   uid;

  if (name == NULL || *name == '\0' || kontor_uid_parse (&uid, name))
    return TRUE;
  if (!look_up (database, kind->sql, name, &uid, error))
    return FALSE;
  if (kontor_uid_is_nil (&uid))
    return refuse_name (kind, name, error);
  kontor_json_set (object, kind->key, kontor_json_new_uid (&uid));
  return TRUE;
}

/* --- lines from the catalog --- */

static char *
dup_title (KontorStatement *row)
{
  g_autoptr (GString) title = g_string_new (kontor_statement_get_text (row, 1));
  const char *between = ", ";

  for (int i = 2; i <= 4; i++)
    {
      const char *value = kontor_statement_get_text (row, i);

      if (*value == '\0' || g_str_equal (value, "Default Title"))
        continue;
      g_string_append_printf (title, "%s%s", between, value);
      between = " / ";
    }
  return g_strdup (title->str);
}

static void
fill_from_row (KontorJson *line, KontorStatement *row)
{
  g_autofree char *title = dup_title (row);

  if (is_missing (line, "sku"))
    kontor_json_set_string (line, "sku", kontor_statement_get_text (row, 0));
  if (is_missing (line, "title"))
    kontor_json_set_string (line, "title", title);
  if (is_missing (line, "order_code") && !kontor_statement_is_null (row, 5))
    kontor_json_set_string (line, "order_code", kontor_statement_get_text (row, 5));
  if (is_missing (line, "pack_quantity") && !kontor_statement_is_null (row, 6))
    kontor_json_set_integer (line, "pack_quantity", kontor_statement_get_integer (row, 6));
  if (is_missing (line, "price_e4") && !kontor_statement_is_null (row, 7))
    kontor_json_set_integer (line, "price_e4", kontor_statement_get_integer (row, 7));
}

/* What was paid last for it, or else what it is said to cost. */
#define PRICE                                                                                      \
  "coalesce ((SELECT l.price_e4 FROM purchase_line AS l JOIN purchase_order AS o ON o.uid = "      \
  "l.purchase_uid WHERE l.variant_uid = v.uid AND o.supplier_uid = ?2 AND o.currency = ?3 AND "    \
  "o.sent_at IS NOT NULL AND l.price_e4 > 0 ORDER BY o.sent_at DESC, o.uid DESC, l.line DESC "     \
  "LIMIT 1), (SELECT c.cost_e4 FROM product_cost AS c WHERE c.variant_uid = v.uid AND c.currency " \
  "= ?3 ORDER BY c.uid LIMIT 1))"

static gboolean
fill_line (KontorDatabase  *database,
           const KontorUid *supplier,
           const char      *currency,
           KontorJson      *line,
           GError         **error)
{
  g_autoptr (KontorStatement) row = NULL;
  KontorUid  variant;
  KontorStep step = KONTOR_STEP_FAILED;

  if (is_missing (line, "variant"))
    kontor_json_set (line, "variant", kontor_json_share (kontor_json_get (line, "sku")));
  if (!resolve (database, line, &variant_name, error)
      || !kontor_param_uid (line, "variant", &variant, error))
    return FALSE;

  row = kontor_database_query (
    database,
    "SELECT v.sku, p.title, v.value1, v.value2, v.value3, s.order_code, s.pack_quantity, " PRICE
    " FROM product_variant AS v JOIN product AS p ON p.uid = v.product_uid LEFT JOIN "
    "variant_supplier AS s ON s.variant_uid = v.uid AND s.supplier_uid = ?2 WHERE v.uid = ?1",
    error,
    KONTOR_VALUES (
      kontor_value_uid (&variant), kontor_value_uid (supplier), kontor_value_text (currency)));
  if (row != NULL)
    step = kontor_statement_step (row, error);
  if (step == KONTOR_STEP_ROW)
    fill_from_row (line, row);
  return step != KONTOR_STEP_FAILED;
}

static gboolean
fill_lines (KontorDatabase  *database,
            const KontorUid *supplier,
            const char      *currency,
            KontorJson      *params,
            GError         **error)
{
  const KontorJson *lines = kontor_json_get_array (params, "lines");
  g_autoptr (KontorJson) filled = kontor_json_new_array ();

  for (guint i = 0; i < kontor_json_length (lines); i++)
    {
      KontorJson *line = kontor_json_copy_object (kontor_json_at (lines, i));

      kontor_json_append (filled, line);
      if (!fill_line (database, supplier, currency, line, error))
        {
          g_prefix_error (error, _ ("Line %u: "), i + 1);
          return FALSE;
        }
    }
  if (lines != NULL)
    kontor_json_set (params, "lines", g_steal_pointer (&filled));
  return TRUE;
}

/* --- purchase.create --- */

static gboolean
number_is_taken (KontorDatabase *database, const char *number, gboolean *taken, GError **error)
{
  const KontorValue value = kontor_value_text (number);

  return kontor_record_exists (
    database, "SELECT 1 FROM purchase_order WHERE number = ?1", &value, 1, taken, error);
}

static gboolean
fill_number (KontorDatabase      *database,
             const KontorCommand *command,
             KontorJson          *params,
             GError             **error)
{
  g_autofree char *number = NULL;

  if (!kontor_text_is_blank (kontor_json_get_string (params, "number", "")))
    return TRUE;

  number = kontor_number_take (database,
                               "purchase",
                               "purchase_number_pattern",
                               KONTOR_NUMBER_PATTERN_PURCHASE,
                               kontor_json_get_integer (params, "created_at", command->at),
                               command->station,
                               number_is_taken,
                               error);
  if (number == NULL)
    return FALSE;
  kontor_json_set_string (params, "number", number);
  return TRUE;
}

static gboolean
fill_currency (KontorDatabase *database, KontorJson *params, GError **error)
{
  g_autofree char *currency = NULL;

  if (!is_missing (params, "currency"))
    return TRUE;
  currency = kontor_setting_read (database, "currency", "EUR", error);
  if (currency == NULL)
    return FALSE;
  kontor_json_set_string (params, "currency", currency);
  return TRUE;
}

/**
 * kontor_purchase_prepare_create:
 * @database: the station's connection, in its transaction
 * @station: its number
 * @command: purchase.create
 * @error: return location for an error
 *
 * Makes the content complete: number, currency, and per line the article's name, the supplier's
 * order code and pack, and the price that was paid last. A supplier may be named, an article told
 * by its SKU.
 *
 * Returns: whether it could be filled in
 */
gboolean
kontor_purchase_prepare_create (KontorDatabase *database,
                                guint           station,
                                KontorCommand  *command,
                                GError        **error)
{
  g_autoptr (KontorJson) params = kontor_json_copy_object (command->params);
  KontorUid supplier;

  if (!resolve (database, params, &supplier_name, error)
      || !kontor_param_uid (params, "supplier", &supplier, error)
      || !fill_currency (database, params, error)
      || !fill_lines (
        database, &supplier, kontor_json_get_string (params, "currency", ""), params, error)
      || !fill_number (database, command, params, error))
    return FALSE;

  replace_params (command, g_steal_pointer (&params));
  return TRUE;
}

/* --- the others --- */

/**
 * kontor_purchase_prepare_name:
 * @database: the station's connection
 * @command: a command with "purchase"
 * @purchase: (out): the purchase order
 * @error: return location for an error
 *
 * Errors: %KONTOR_COMMAND_ERROR_NOT_FOUND, %KONTOR_COMMAND_ERROR_INVALID, #KontorDatabaseError.
 *
 * Returns: (transfer full): a copy of the parameters with its uid, when they name it by its number;
 *   %NULL with @error set
 */
KontorJson *
kontor_purchase_prepare_name (KontorDatabase      *database,
                              const KontorCommand *command,
                              KontorJson         **purchase,
                              GError             **error)
{
  g_autoptr (KontorJson) params = kontor_json_copy_object (command->params);
  KontorUid uid;

  if (!resolve (database, params, &purchase_name, error))
    return NULL;

  *purchase = kontor_record_load_param (
    database, KONTOR_KIND_PURCHASE_ORDER, params, "purchase", &uid, error);
  return *purchase != NULL ? g_steal_pointer (&params) : NULL;
}

/**
 * kontor_purchase_prepare_step:
 * @database: the station's connection, in its transaction
 * @station: its number
 * @command: a command with "purchase"
 * @error: return location for an error
 *
 * Resolves a number to the uid.
 *
 * Returns: whether it could be filled in
 */
gboolean
kontor_purchase_prepare_step (KontorDatabase *database,
                              guint           station,
                              KontorCommand  *command,
                              GError        **error)
{
  g_autoptr (KontorJson) purchase = NULL;
  g_autoptr (KontorJson) params = kontor_purchase_prepare_name (
    database, command, &purchase, error);

  if (params == NULL)
    return FALSE;
  replace_params (command, g_steal_pointer (&params));
  return TRUE;
}

static const KontorJson *
get_new (const KontorJson *params, const char *key, const KontorJson *purchase)
{
  const KontorJson *fields = kontor_json_get_object (params, "fields");
  const KontorJson *edit = kontor_json_get_object (fields, key);

  return edit != NULL ? kontor_json_get (edit, "new") : kontor_json_get (purchase, key);
}

/**
 * kontor_purchase_prepare_edit:
 * @database: the station's connection, in its transaction
 * @station: its number
 * @command: purchase.edit
 * @error: return location for an error
 *
 * Makes the lines complete, by the supplier and the currency that the order will have.
 *
 * Returns: whether it could be filled in
 */
gboolean
kontor_purchase_prepare_edit (KontorDatabase *database,
                              guint           station,
                              KontorCommand  *command,
                              GError        **error)
{
  g_autoptr (KontorJson) purchase = NULL;
  g_autoptr (KontorJson) params = kontor_purchase_prepare_name (
    database, command, &purchase, error);
  KontorUid supplier = { { 0 } };

  if (params == NULL)
    return FALSE;
  kontor_uid_parse (&supplier, kontor_json_string (get_new (params, "supplier", purchase)));
  if (!fill_lines (database,
                   &supplier,
                   kontor_json_string (get_new (params, "currency", purchase)),
                   params,
                   error))
    return FALSE;
  replace_params (command, g_steal_pointer (&params));
  return TRUE;
}

/* --- purchase.receive --- */

static KontorJson *
new_part (gint64 line, gint64 quantity)
{
  KontorJson *part = kontor_json_new_object ();

  kontor_json_set_integer (part, "line", line);
  kontor_json_set_integer (part, "quantity", quantity);
  return part;
}

static gint64
count_left (const KontorJson *purchase, gint64 number)
{
  const KontorJson *line = kontor_purchase_find_line (purchase, number);

  return MAX (kontor_json_get_integer (line, "quantity", 0)
                - kontor_purchase_count_received (purchase, number),
              0);
}

static KontorJson *
all_that_is_left (const KontorJson *purchase)
{
  const KontorJson *lines = kontor_json_get_array (purchase, "purchase_line");
  KontorJson       *parts = kontor_json_new_array ();

  for (guint i = 0; i < kontor_json_length (lines); i++)
    {
      gint64 number = kontor_json_get_integer (kontor_json_at (lines, i), "line", 0);
      gint64 left = count_left (purchase, number);

      if (left > 0)
        kontor_json_append (parts, new_part (number, left));
    }
  return parts;
}

/* A known lot's date is not changed by a delivery: here somebody can still look at the box again.
 */
static gboolean
check_lot (KontorDatabase   *database,
           const KontorJson *part,
           const KontorJson *purchase,
           GError          **error)
{
  const char       *code = kontor_json_get_string (part, "lot", "");
  gint64            best_before = kontor_json_get_integer (part, "best_before", 0);
  const KontorJson *line = kontor_purchase_find_line (purchase,
                                                      kontor_json_get_integer (part, "line", 0));
  g_autoptr (KontorStatement) row = NULL;
  KontorUid  variant;
  KontorStep step = KONTOR_STEP_FAILED;

  if (*code == '\0' || best_before == 0 || line == NULL)
    return TRUE;
  if (!kontor_param_uid (line, "variant", &variant, error))
    return FALSE;

  row = kontor_database_query (
    database,
    "SELECT 1 FROM lot WHERE variant_uid = ?1 AND code = ?2 AND best_before <> ?3",
    error,
    KONTOR_VALUES (
      kontor_value_uid (&variant), kontor_value_text (code), kontor_value_integer (best_before)));
  if (row != NULL)
    step = kontor_statement_step (row, error);
  if (step == KONTOR_STEP_ROW)
    kontor_command_set_error (
      error,
      KONTOR_COMMAND_ERROR_INVALID,
      "best_before",
      _ ("Lot “%s” is known with another best-before date. Check the date and the lot."),
      code);
  return step == KONTOR_STEP_DONE;
}

/* "left" is what the person saw as still to come: two stations that receive the same goods both
 * tell a fact, a person who receives too much is asked (sync-spec.md section 8). */
static KontorJson *
note_parts (KontorDatabase   *database,
            const KontorJson *purchase,
            const KontorJson *parts,
            GError          **error)
{
  g_autoptr (KontorJson) noted = kontor_json_new_array ();

  for (guint i = 0; i < kontor_json_length (parts); i++)
    {
      KontorJson *part = kontor_json_copy_object (kontor_json_at (parts, i));

      kontor_json_append (noted, part);
      kontor_json_set_integer (
        part, "left", count_left (purchase, kontor_json_get_integer (part, "line", 0)));
      if (!resolve (database, part, &place_name, error)
          || !check_lot (database, part, purchase, error))
        return NULL;
    }
  return g_steal_pointer (&noted);
}

/**
 * kontor_purchase_prepare_receive:
 * @database: the station's connection, in its transaction
 * @station: its number
 * @command: purchase.receive
 * @error: return location for an error
 *
 * Notes what the person saw: the state, and per line what was still to come; names the lines when
 * it is all. Places may be told by their code or name.
 *
 * Returns: whether it could be filled in
 */
gboolean
kontor_purchase_prepare_receive (KontorDatabase *database,
                                 guint           station,
                                 KontorCommand  *command,
                                 GError        **error)
{
  g_autoptr (KontorJson) purchase = NULL;
  g_autoptr (KontorJson) params = kontor_purchase_prepare_name (
    database, command, &purchase, error);
  g_autoptr (KontorJson) parts = NULL;
  g_autoptr (KontorJson) noted = NULL;

  if (params == NULL)
    return FALSE;

  parts = is_missing (params, "lines") ? all_that_is_left (purchase)
                                       : kontor_json_share (kontor_json_get (params, "lines"));
  if (kontor_json_type (parts) == KONTOR_JSON_ARRAY)
    {
      noted = note_parts (database, purchase, parts, error);
      if (noted == NULL)
        return FALSE;
      kontor_json_set (params, "lines", g_steal_pointer (&noted));
    }
  kontor_json_set (params, "basis_state", kontor_json_share (kontor_json_get (purchase, "state")));
  replace_params (command, g_steal_pointer (&params));
  return TRUE;
}
