/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "kontor-number.h"
#include "kontor-record.h"
#include "kontor-totals.h"

/* What came back, or was credited, without an order known here. It moves no stock: whoever puts the
 * goods back on the shelf says so with stock.adjust. */

#define MOST_MINOR G_GINT64_CONSTANT (1000000000000000)
#define MOST_PRICE G_GINT64_CONSTANT (100000000000000)
#define MOST_QUANTITY G_GINT64_CONSTANT (1000000000000)
#define RETURN_NUMBER_PATTERN "R{yy}{mm}{dd}-{station}{n:3}"

static const char *const line_kinds[] = { "goods", "service", "shipping", "fee", "discount", NULL };

static const KontorFormField return_fields[] = {
  { "number", KONTOR_FORM_TEXT, KONTOR_FORM_REQUIRED, .most = 60 },
  { "customer", KONTOR_FORM_UID, KONTOR_FORM_NULLABLE },
  { "customer_name", KONTOR_FORM_TEXT, 0, .most = 300 },
  { "happened_at",
    KONTOR_FORM_INTEGER,
    KONTOR_FORM_NULLABLE,
    .least = KONTOR_TIME_LEAST,
    .most = KONTOR_TIME_MOST },
  { "recorded_at",
    KONTOR_FORM_INTEGER,
    KONTOR_FORM_NULLABLE,
    .least = KONTOR_TIME_LEAST,
    .most = KONTOR_TIME_MOST },
  { "currency",
    KONTOR_FORM_TEXT,
    KONTOR_FORM_REQUIRED,
    .most = 3,
    .check = kontor_form_check_currency },
  { "reason", KONTOR_FORM_TEXT, 0, .most = 2000 },
  { "source", KONTOR_FORM_TEXT, 0, .most = 50 },
  { "source_key", KONTOR_FORM_TEXT, 0, .most = 500 },
  { NULL },
};

static const char *const return_members[] = { "return", "lines", NULL };

static const KontorFormField line_fields[] = {
  { "kind", KONTOR_FORM_CHOICE, 0, .choices = line_kinds, .fallback = "goods" },
  { "variant", KONTOR_FORM_UID, KONTOR_FORM_NULLABLE },
  { "sku", KONTOR_FORM_TEXT, 0, .most = 100 },
  { "title", KONTOR_FORM_TEXT, KONTOR_FORM_REQUIRED, .most = 500 },
  { "quantity", KONTOR_FORM_INTEGER, KONTOR_FORM_REQUIRED, .least = 1, .most = MOST_QUANTITY },
  { "price_e4",
    KONTOR_FORM_INTEGER,
    KONTOR_FORM_REQUIRED,
    .least = -MOST_PRICE,
    .most = MOST_PRICE },
  { "gross_minor",
    KONTOR_FORM_INTEGER,
    KONTOR_FORM_NULLABLE,
    .least = -MOST_MINOR,
    .most = MOST_MINOR },
  { NULL },
};

static gboolean
number_is_taken (KontorDatabase *database, const char *number, gboolean *taken, GError **error)
{
  return kontor_record_exists (database,
                               "SELECT 1 FROM sales_return WHERE number = ?1",
                               KONTOR_VALUES (kontor_value_text (number)),
                               taken,
                               error);
}

static gboolean
prepare_create (KontorDatabase *database, guint station, KontorCommand *command, GError **error)
{
  g_autofree char *number = NULL;
  KontorJson      *params = NULL;

  if (*kontor_json_get_string (command->params, "number", "") != '\0')
    return TRUE;
  number = kontor_number_take (database,
                               "return",
                               "return_number_pattern",
                               RETURN_NUMBER_PATTERN,
                               command->at,
                               station,
                               number_is_taken,
                               error);
  if (number == NULL)
    return FALSE;

  params = kontor_json_with (command->params, "number", kontor_json_new_string (number));
  kontor_json_unref (command->params); /* replaced by the copy with the number */
  command->params = params;
  return TRUE;
}

static gboolean
add_line (KontorJson *line, guint number, const char *currency, gint64 *total, GError **error)
{
  gint64 gross = kontor_json_get_integer (line, "gross_minor", 0);

  kontor_json_set_integer (line, "line", number);
  if ((kontor_json_get (line, "gross_minor") == NULL
       && !kontor_totals_line (kontor_json_get_integer (line, "quantity", 0),
                               kontor_json_get_integer (line, "price_e4", 0),
                               0,
                               kontor_currency_digits (currency),
                               &gross))
      || !kontor_add_checked (*total, gross, total))
    {
      kontor_command_set_error (error,
                                KONTOR_COMMAND_ERROR_INVALID,
                                "lines",
                                _ ("the amount of line %u is too large"),
                                number);
      return FALSE;
    }
  kontor_json_set_integer (line, "gross_minor", gross);
  return TRUE;
}

static gboolean
read_lines (KontorJson *record, const KontorJson *params, GError **error)
{
  g_autoptr (KontorJson) lines = kontor_form_read_list (
    line_fields, kontor_json_get (params, "lines"), "lines", error);
  gint64 total = 0;

  if (lines == NULL)
    return FALSE;
  if (kontor_json_length (lines) == 0)
    {
      kontor_command_set_error (
        error, KONTOR_COMMAND_ERROR_INVALID, "lines", _ ("a return has one line at least"));
      return FALSE;
    }

  for (guint i = 0; i < kontor_json_length (lines); i++)
    if (!add_line ((KontorJson *) kontor_json_at (lines, i),
                   i + 1,
                   kontor_json_get_string (record, "currency", ""),
                   &total,
                   error))
      return FALSE;
  kontor_json_set_integer (record, "gross_minor", total);
  kontor_json_set (record, "sales_return_line", g_steal_pointer (&lines));
  return TRUE;
}

/* The uid is given when a withdrawn one comes back. */
static gboolean
take_uid (KontorCommandContext *context, const KontorJson *params, KontorUid *uid, GError **error)
{
  gboolean exists = FALSE;

  if (!kontor_param_uid_or_nil (params, "return", uid, error))
    return FALSE;
  if (kontor_uid_is_nil (uid))
    kontor_command_context_derive_uid (context, uid);
  if (!kontor_record_exists (context->database,
                             "SELECT 1 FROM sales_return WHERE uid = ?1",
                             KONTOR_VALUES (kontor_value_uid (uid)),
                             &exists,
                             error))
    return FALSE;
  if (exists)
    kontor_command_set_error (
      error, KONTOR_COMMAND_ERROR_ALREADY, "return", _ ("the return is recorded already"));
  return !exists;
}

static void
fill_in_times (KontorCommandContext *context, KontorJson *record)
{
  static const char *const times[] = { "happened_at", "recorded_at" };

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    if (kontor_json_get (record, times[i]) == NULL)
      kontor_json_set_integer (record, times[i], context->command->at);
}

/* {number?, customer?, …, lines}: see the help below */
static gboolean
return_create (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  KontorUid   uid;
  KontorJson *back = NULL;
  g_autoptr (KontorJson) record = kontor_form_read (
    return_fields, return_members, params, NULL, NULL, error);

  if (record == NULL || !read_lines (record, params, error)
      || !take_uid (context, params, &uid, error))
    return FALSE;

  fill_in_times (context, record);
  kontor_json_set (record, "uid", kontor_json_new_uid (&uid));
  back = kontor_json_new_object ();
  kontor_json_set (back, "return", kontor_json_new_uid (&uid));
  kontor_command_context_set_inverse (
    context,
    "return.withdraw",
    back,
    g_strdup_printf (_ ("Record Return %s"), kontor_json_get_string (record, "number", "")));
  kontor_command_context_set_uid (context, "return", &uid);
  kontor_json_set (
    context->outcome->result, "number", kontor_json_share (kontor_json_get (record, "number")));
  return kontor_record_store (context, KONTOR_KIND_SALES_RETURN, record, error);
}

static KontorJson *
dup_params (const KontorJson *record)
{
  KontorJson       *params = kontor_form_pick (return_fields, record);
  const KontorJson *lines = kontor_json_get (record, "sales_return_line");
  KontorJson       *copies = kontor_json_new_array ();

  for (guint i = 0; i < kontor_json_length (lines); i++)
    kontor_json_append (copies, kontor_form_pick (line_fields, kontor_json_at (lines, i)));
  kontor_json_set (params, "return", kontor_json_share (kontor_json_get (record, "uid")));
  kontor_json_set (params, "lines", copies);
  return params;
}

/* {return} */
static gboolean
return_withdraw (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  KontorUid uid;
  g_autoptr (KontorJson) record = kontor_record_load_param (
    context->database, KONTOR_KIND_SALES_RETURN, params, "return", &uid, error);

  if (record == NULL)
    return FALSE;

  kontor_command_context_set_inverse (
    context,
    "return.create",
    dup_params (record),
    g_strdup_printf (_ ("Take Back Return %s"), kontor_json_get_string (record, "number", "")));
  kontor_command_context_set_uid (context, "return", &uid);
  return kontor_record_delete (context, KONTOR_KIND_SALES_RETURN, &uid, error);
}

#define ROLES "staff finance admin"

const KontorCommandType kontor_sales_return_commands[] = {
  {
    .name = "return.create",
    .version = 1,
    .kind = KONTOR_COMMAND_FACT,
    .merge = "never refused when valid: it happened",
    .roles = ROLES,
    .help = "{number?, customer?, customer_name?, happened_at?, currency, reason?, lines: [{kind?, "
            "variant?, sku?, title, "
            "quantity, price_e4, gross_minor?}], source?, source_key?}",
    .run = return_create,
    .prepare = prepare_create,
  },
  {
    .name = "return.withdraw",
    .version = 1,
    .kind = KONTOR_COMMAND_REQUEST,
    .merge = "gone already: refused as not found, nothing is lost",
    .roles = ROLES,
    .help = "{return}: takes back what return.create recorded",
    .run = return_withdraw,
  },
  { NULL },
};
