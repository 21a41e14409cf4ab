/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-purchase-private.h"

#include <glib/gi18n-lib.h>

/* What is said about an order as a whole. Supplier and currency are only changed in drafts. */
static const KontorFormField head_fields[] = {
  { "supplier", KONTOR_FORM_UID, KONTOR_FORM_REQUIRED | KONTOR_FORM_CAREFUL },
  { "currency",
    KONTOR_FORM_TEXT,
    KONTOR_FORM_REQUIRED | KONTOR_FORM_CAREFUL,
    .most = 3,
    .check = kontor_form_check_currency },
  { "expected_at",
    KONTOR_FORM_INTEGER,
    KONTOR_FORM_NULLABLE,
    .least = KONTOR_TIME_LEAST,
    .most = KONTOR_TIME_MOST },
  { "note", KONTOR_FORM_TEXT, 0, .most = 20000 },
  { NULL },
};

static const char *const create_members[] = { "number", "created_at", "lines", NULL };

/* --- purchase.create --- */

static gboolean
set_supplier_name (KontorDatabase *database, KontorJson *purchase, GError **error)
{
  KontorUid uid;
  g_autoptr (KontorJson) supplier = kontor_record_load_param (
    database, KONTOR_KIND_SUPPLIER, purchase, "supplier", &uid, error);

  if (supplier == NULL)
    return FALSE;
  kontor_json_set (
    purchase, "supplier_name", kontor_json_share (kontor_json_get (supplier, "name")));
  return TRUE;
}

static gboolean
check_number (KontorDatabase *database, const char *number, GError **error)
{
  const KontorValue value = kontor_value_text (number);
  gboolean          taken = FALSE;

  if (!kontor_record_exists (
        database, "SELECT 1 FROM purchase_order WHERE number = ?1", &value, 1, &taken, error))
    return FALSE;
  if (taken)
    kontor_command_set_error (error,
                              KONTOR_COMMAND_ERROR_CONFLICT,
                              "number",
                              _ ("There is a purchase order %s already."),
                              number);
  return !taken;
}

static gboolean
fill_head (KontorCommandContext *context,
           const KontorJson     *params,
           KontorJson           *purchase,
           GError              **error)
{
  gint64      at = context->command->at;
  const char *number = NULL;
  KontorUid   uid;

  if (!kontor_param_string (params, "number", 50, &number, error)
      || !kontor_param_integer_or (
        params, "created_at", KONTOR_TIME_LEAST, KONTOR_TIME_MOST, at, &at, error)
      || !check_number (context->database, number, error)
      || !set_supplier_name (context->database, purchase, error))
    return FALSE;

  kontor_command_context_derive_uid (context, &uid);
  kontor_json_set (purchase, "uid", kontor_json_new_uid (&uid));
  kontor_json_set_string (purchase, "number", number);
  kontor_json_set_string (purchase, "state", kontor_purchase_state_to_name (KONTOR_PURCHASE_DRAFT));
  kontor_json_set_integer (purchase, "created_at", at);
  return TRUE;
}

static void
set_create_inverse (KontorCommandContext *context, const KontorJson *purchase)
{
  kontor_command_context_set_inverse (
    context,
    "purchase.cancel",
    kontor_purchase_new_params (purchase),
    g_strdup_printf (_ ("Create purchase order %s"),
                     kontor_json_get_string (purchase, "number", "")));
}

/* {supplier, lines, …} */
static gboolean
run_create (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  g_autoptr (KontorJson) purchase = kontor_form_read (
    head_fields, create_members, params, NULL, NULL, error);
  KontorJson *lines = NULL;

  if (purchase == NULL || !fill_head (context, params, purchase, error))
    return FALSE;

  lines = kontor_purchase_read_lines (context->database, kontor_json_get (params, "lines"), error);
  if (lines == NULL)
    return FALSE;
  kontor_json_set (purchase, "purchase_line", lines);
  if (!kontor_purchase_sum (purchase, error) || !kontor_purchase_save (context, purchase, error))
    return FALSE;

  set_create_inverse (context, purchase);
  return TRUE;
}

/* --- purchase.edit --- */

static gboolean
is_changed (const KontorJson *before, const KontorJson *after, const char *key)
{
  return !kontor_json_same (kontor_json_get (before, key), kontor_json_get (after, key));
}

/* Dates and notes may be told at any time; what the supplier was told may not change behind his
 * back. */
static gboolean
check_change (const KontorJson *before, const KontorJson *after, gboolean has_lines, GError **error)
{
  if (!has_lines && !is_changed (before, after, "supplier")
      && !is_changed (before, after, "currency"))
    return TRUE;
  return kontor_purchase_check_step (before, KONTOR_PURCHASE_STEP_EDIT, error);
}

static KontorJson *
read_head (const KontorJson *before, const KontorJson *params, GError **error)
{
  g_autoptr (KontorJson) changes = kontor_json_has (params, "fields")
                                     ? kontor_form_edit (head_fields, params, before, error)
                                     : kontor_json_new_object ();
  g_autoptr (KontorJson) head = NULL;
  KontorJson *after = NULL;

  if (changes != NULL)
    head = kontor_form_read (head_fields, NULL, changes, before, NULL, error);
  if (head == NULL)
    return NULL;

  after = kontor_json_copy_object (before);
  for (const KontorFormField *field = head_fields; field->key != NULL; field++)
    kontor_json_set (after, field->key, kontor_json_share (kontor_json_get (head, field->key)));
  return after;
}

/* A reason is an object in the parameters and text in the row. */
static KontorJson *
dup_lines_params (const KontorJson *purchase)
{
  const KontorJson *lines = kontor_json_get_array (purchase, "purchase_line");
  KontorJson       *params = kontor_json_new_array ();

  for (guint i = 0; i < kontor_json_length (lines); i++)
    {
      KontorJson *line = kontor_json_copy_object (kontor_json_at (lines, i));

      kontor_json_set (line,
                       "reason",
                       kontor_json_parse (kontor_json_get_string (line, "reason", "{}"), -1, NULL));
      kontor_json_append (params, line);
    }
  return params;
}

static void
set_edit_inverse (KontorCommandContext *context,
                  const KontorJson     *before,
                  const KontorJson     *after,
                  gboolean              has_lines)
{
  KontorJson *back = kontor_purchase_new_params (before);

  kontor_json_set (back, "fields", kontor_form_diff (head_fields, before, after));
  if (has_lines)
    kontor_json_set (back, "lines", dup_lines_params (before));
  kontor_command_context_set_inverse (
    context,
    "purchase.edit",
    back,
    g_strdup_printf (_ ("Change purchase order %s"),
                     kontor_json_get_string (before, "number", "")));
}

static gboolean
set_lines (KontorDatabase *database, const KontorJson *params, KontorJson *purchase, GError **error)
{
  KontorJson *lines = NULL;

  if (!kontor_json_has (params, "lines"))
    return TRUE;
  lines = kontor_purchase_read_lines (database, kontor_json_get (params, "lines"), error);
  if (lines == NULL)
    return FALSE;
  kontor_json_set (purchase, "purchase_line", lines);
  return TRUE;
}

/* Lines are one text that two can't write at once: the later one must have seen the other's. */
static gboolean
check_base (const KontorJson *params, const KontorJson *before, GError **error)
{
  const KontorJson *base = kontor_json_get (params, "base_changed_at");

  if (base == NULL || kontor_json_equal (base, kontor_json_get (before, "changed_at")))
    return TRUE;
  kontor_command_set_error (
    error,
    KONTOR_COMMAND_ERROR_CONFLICT,
    "lines",
    _ ("Purchase order %s was changed meanwhile. Look at it again, then change its lines."),
    kontor_json_get_string (before, "number", ""));
  return FALSE;
}

/* {purchase, fields?, lines?, base_changed_at?} */
static gboolean
run_edit (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  KontorUid uid;
  g_autoptr (KontorJson) before = kontor_record_load_param (
    context->database, KONTOR_KIND_PURCHASE_ORDER, params, "purchase", &uid, error);
  g_autoptr (KontorJson) after = before != NULL ? read_head (before, params, error) : NULL;
  gboolean has_lines = kontor_json_has (params, "lines");

  if (after == NULL || !check_change (before, after, has_lines, error)
      || (has_lines && !check_base (params, before, error))
      || !set_lines (context->database, params, after, error)
      || (is_changed (before, after, "supplier")
          && !set_supplier_name (context->database, after, error))
      || !kontor_purchase_sum (after, error))
    return FALSE;

  kontor_command_context_set_uid (context, "purchase", &uid);
  if (kontor_json_equal (before, after))
    return TRUE;
  set_edit_inverse (context, before, after, has_lines);
  return kontor_purchase_save (context, after, error);
}

#define ROLES "staff finance admin"

const KontorCommandType kontor_purchase_commands[] = {
  { .name = "purchase.create",
    .version = 1,
    .kind = KONTOR_COMMAND_FACT,
    .merge = "A new order meets no other; a number that exists already is refused.",
    .roles = ROLES,
    .help = "{supplier, number?, currency?, created_at?, expected_at?, note?, lines:[{variant | "
            "sku, quantity, pack_quantity?, price_e4? (net), order_code?, title?, reason?{}}]}",
    .run = run_create,
    .prepare = kontor_purchase_prepare_create },
  { .name = "purchase.edit",
    .version = 1,
    .kind = KONTOR_COMMAND_EDIT,
    .merge = "Field by field, the later one wins; supplier and currency are refused when somebody "
             "else changed them, lines when base_changed_at is not the order's, both once it was "
             "sent.",
    .roles = ROLES,
    .help
    = "{purchase, fields?:{supplier|currency|expected_at|note: {base?, new}}, lines?:[{line?, "
      "…as purchase.create}], base_changed_at?}",
    .run = run_edit,
    .prepare = kontor_purchase_prepare_edit },
  { .name = "purchase.send",
    .version = 1,
    .kind = KONTOR_COMMAND_FACT,
    .merge = "Sent already: settled without noise; refused once it was cancelled.",
    .roles = ROLES,
    .help = "{purchase, sent_at?, expected_at?}",
    .run = kontor_purchase_run_send,
    .prepare = kontor_purchase_prepare_step },
  { .name = "purchase.unsend",
    .version = 1,
    .kind = KONTOR_COMMAND_REQUEST,
    .merge = "Makes it a draft again; refused when something of it came.",
    .roles = ROLES,
    .help = "{purchase}",
    .run = kontor_purchase_run_unsend,
    .prepare = kontor_purchase_prepare_step },
  { .name = "purchase.receive",
    .version = 1,
    .kind = KONTOR_COMMAND_FACT,
    .merge = "Goods that came are booked. When somebody received or cancelled the order meanwhile, "
             "it needs attention.",
    .roles = "staff counter finance admin",
    .help
    = "{purchase, lines?:[{line, quantity, place?, lot?, best_before?, is_serial?}] (all that "
      "is left), delivery_note?, happened_at?, booked_on?, over? (true: more came than was "
      "ordered)}",
    .run = kontor_purchase_run_receive,
    .prepare = kontor_purchase_prepare_receive },
  { .name = "purchase.unreceive",
    .version = 1,
    .kind = KONTOR_COMMAND_REQUEST,
    .merge = "Takes back a receipt that never was; refused when it was taken back already.",
    .roles = "staff counter finance admin",
    .help = "{purchase, receipt}",
    .run = kontor_purchase_run_unreceive,
    .prepare = kontor_purchase_prepare_step },
  { .name = "purchase.close",
    .version = 1,
    .kind = KONTOR_COMMAND_REQUEST,
    .merge = "The rest will not come. Closed already: settled without noise.",
    .roles = ROLES,
    .help = "{purchase}",
    .run = kontor_purchase_run_close,
    .prepare = kontor_purchase_prepare_step },
  { .name = "purchase.cancel",
    .version = 1,
    .kind = KONTOR_COMMAND_REQUEST,
    .merge
    = "Refused when something of it came meanwhile. Cancelled already: settled without noise.",
    .roles = ROLES,
    .help = "{purchase}",
    .run = kontor_purchase_run_cancel,
    .prepare = kontor_purchase_prepare_step },
  { .name = "purchase.reopen",
    .version = 1,
    .kind = KONTOR_COMMAND_REQUEST,
    .merge = "Takes back that it was cancelled or closed; refused when all of it came.",
    .roles = ROLES,
    .help = "{purchase}",
    .run = kontor_purchase_run_reopen,
    .prepare = kontor_purchase_prepare_step },
  { NULL },
};
