/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-order-private.h"

#include <glib/gi18n-lib.h>
#include <stddef.h>

#include "kontor-codes.h"
#include "kontor-matter-text.h"

typedef enum
{
  FIELD_TEXT,
  FIELD_EMAIL,
  FIELD_COUNTRY,
  FIELD_TIME,
  FIELD_CUSTOMER,
} KontorFieldType;

typedef struct
{
  const char     *name;
  KontorFieldType type;
  gsize           offset;
  gsize           max_length;
  gboolean        careful; /* nobody wins silently (sync-spec.md section 11) */
} KontorField;

#define PLACE(member) offsetof (KontorOrder, member)

static const KontorField fields[] = {
  { "note", FIELD_TEXT, PLACE (note), 10000, FALSE },
  { "payment_method", FIELD_TEXT, PLACE (payment_method), 50, FALSE },
  { "ship_by", FIELD_TIME, PLACE (ship_by), 0, FALSE },
  { "email", FIELD_EMAIL, PLACE (email), 254, TRUE },
  { "customer", FIELD_CUSTOMER, PLACE (customer), 0, TRUE },
  { "billing_name", FIELD_TEXT, PLACE (billing.name), 200, TRUE },
  { "billing_extra", FIELD_TEXT, PLACE (billing.extra), 200, TRUE },
  { "billing_street", FIELD_TEXT, PLACE (billing.street), 200, TRUE },
  { "billing_postcode", FIELD_TEXT, PLACE (billing.postcode), 200, TRUE },
  { "billing_city", FIELD_TEXT, PLACE (billing.city), 200, TRUE },
  { "billing_region", FIELD_TEXT, PLACE (billing.region), 200, TRUE },
  { "billing_country", FIELD_COUNTRY, PLACE (billing.country), 2, TRUE },
  { "shipping_name", FIELD_TEXT, PLACE (shipping.name), 200, TRUE },
  { "shipping_extra", FIELD_TEXT, PLACE (shipping.extra), 200, TRUE },
  { "shipping_street", FIELD_TEXT, PLACE (shipping.street), 200, TRUE },
  { "shipping_postcode", FIELD_TEXT, PLACE (shipping.postcode), 200, TRUE },
  { "shipping_city", FIELD_TEXT, PLACE (shipping.city), 200, TRUE },
  { "shipping_region", FIELD_TEXT, PLACE (shipping.region), 200, TRUE },
  { "shipping_country", FIELD_COUNTRY, PLACE (shipping.country), 2, TRUE },
};

#undef PLACE

/* What one running edit has found so far. */
typedef struct
{
  KontorCommandContext *context;
  KontorOrder          *order;
  KontorJson           *undo; /* fields of the inverse command */
  guint                 n_changed;
  guint                 n_conflicts;
} KontorEdit;

static gboolean
invalid (GError **error, const char *field, const char *text)
{
  kontor_command_set_error (error, KONTOR_COMMAND_ERROR_INVALID, field, "%s", text);
  return FALSE;
}

static const KontorField *
find_field (const char *name)
{
  guint i;

  for (i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      if (g_str_equal (fields[i].name, name))
        return &fields[i];
    }

  return NULL;
}

static gpointer
place_of (const KontorField *field, KontorOrder *order)
{
  return (char *) order + field->offset;
}

static KontorJson *
get_current (const KontorField *field, KontorOrder *order)
{
  char text[KONTOR_UID_TEXT_SIZE];

  switch (field->type)
    {
    case FIELD_TEXT:
    case FIELD_EMAIL:
    case FIELD_COUNTRY:
      return kontor_json_new_string (*(char **) place_of (field, order));
    case FIELD_TIME:
      return order->ship_by != 0 ? kontor_json_new_integer (order->ship_by)
                                 : kontor_json_new_null ();
    case FIELD_CUSTOMER:
      return kontor_uid_is_nil (&order->customer)
               ? kontor_json_new_null ()
               : kontor_json_new_string (kontor_uid_format (&order->customer, text));
    }

  g_assert_not_reached ();
}

static gboolean
set_text (const KontorField *field, KontorOrder *order, const KontorJson *change, GError **error)
{
  char      **place = place_of (field, order);
  const char *text;

  if (!kontor_param_string_or (change, "new", field->max_length, "", &text, error))
    return FALSE;
  if (field->type == FIELD_EMAIL && text[0] != '\0' && !kontor_email_is_plausible (text))
    return invalid (error, field->name, _ ("This is no e-mail address."));
  if (field->type == FIELD_COUNTRY && text[0] != '\0' && !kontor_country_is_known (text))
    return invalid (error, field->name, _ ("This is no country: use two letters as DE."));

  g_free (*place); /* replaced */
  *place = g_strdup (text);
  return TRUE;
}

/* The name is copied as order.create does; addresses stay, because they may be meant so. */
static gboolean
set_customer (KontorEdit *edit, const KontorJson *change, GError **error)
{
  g_autoptr (KontorStatement) row = NULL;
  KontorStep step;

  if (!kontor_param_uid_or_nil (change, "new", &edit->order->customer, error))
    return FALSE;
  if (kontor_uid_is_nil (&edit->order->customer))
    return TRUE;

  row = kontor_database_query (edit->context->database,
                               "SELECT name FROM customer WHERE uid = ?1",
                               error,
                               KONTOR_VALUES (kontor_value_uid (&edit->order->customer)));
  if (row == NULL)
    return FALSE;

  step = kontor_statement_step (row, error);
  if (step == KONTOR_STEP_DONE)
    kontor_command_set_error (
      error, KONTOR_COMMAND_ERROR_NOT_FOUND, "customer", _ ("There is no such customer."));
  if (step != KONTOR_STEP_ROW)
    return FALSE;

  g_free (edit->order->customer_name); /* replaced */
  edit->order->customer_name = g_strdup (kontor_statement_get_text (row, 0));
  return TRUE;
}

static gboolean
set_new (KontorEdit *edit, const KontorField *field, const KontorJson *change, GError **error)
{
  switch (field->type)
    {
    case FIELD_TEXT:
    case FIELD_EMAIL:
    case FIELD_COUNTRY:
      return set_text (field, edit->order, change, error);
    case FIELD_TIME:
      return kontor_param_integer_or (
        change, "new", 1, KONTOR_TIME_MOST, 0, &edit->order->ship_by, error);
    case FIELD_CUSTOMER:
      return set_customer (edit, change, error);
    }

  g_assert_not_reached ();
}

static KontorJson *
new_change (const KontorJson *base, const KontorJson *value)
{
  KontorJson *change = kontor_json_new_object ();

  kontor_json_set (change, "base", kontor_json_ref ((KontorJson *) base));
  kontor_json_set (change, "new", kontor_json_ref ((KontorJson *) value));
  return change;
}

static gboolean
open_conflict (KontorEdit        *edit,
               const KontorField *field,
               const KontorJson  *base,
               const KontorJson  *mine,
               const KontorJson  *theirs,
               GError           **error)
{
  g_autofree char *base_text = kontor_json_to_string (base);
  g_autofree char *mine_text = kontor_json_to_string (mine);
  g_autofree char *theirs_text = kontor_json_to_string (theirs);
  g_autofree char *message = g_strdup_printf (
    KONTOR_MATTER_TWO_EDITS, edit->order->number, field->name);
  KontorJson *offers = kontor_json_new_array ();
  KontorJson *offer = kontor_json_new_object ();
  KontorJson *params = kontor_order_new_params (edit->order);
  KontorJson *changes = kontor_json_new_object ();

  kontor_json_set (changes, field->name, new_change (theirs, mine));
  kontor_json_set (params, "fields", changes);
  kontor_json_set_string (offer, "command", "order.edit");
  kontor_json_set (offer, "params", params);
  kontor_json_append (offers, offer);
  edit->n_conflicts++;
  return kontor_order_open_attention (edit->context,
                                      edit->order,
                                      "field_conflict",
                                      message,
                                      base_text,
                                      mine_text,
                                      theirs_text,
                                      offers,
                                      error);
}

static gboolean
edit_field (KontorEdit *edit, const char *name, const KontorJson *change, GError **error)
{
  const KontorField *field = find_field (name);
  const KontorJson  *base = kontor_json_get (change, "base");
  g_autoptr (KontorJson) current = NULL;
  g_autoptr (KontorJson) result = NULL;

  if (field == NULL)
    return invalid (error, name, _ ("An order has no such field that can be edited."));
  if (kontor_json_type (change) != KONTOR_JSON_OBJECT)
    return invalid (error, name, _ ("A change has the form {\"base\": …, \"new\": …}."));

  current = get_current (field, edit->order);
  if (!set_new (edit, field, change, error))
    return FALSE;

  result = get_current (field, edit->order);
  if (kontor_json_equal (current, result))
    return TRUE;

  if (field->careful && base != NULL && !kontor_json_equal (base, current))
    {
      g_autoptr (KontorJson) back = new_change (result, current);

      return set_new (edit, field, back, error)
             && open_conflict (edit, field, base, result, current, error);
    }

  kontor_json_set (edit->undo, name, new_change (result, current));
  edit->n_changed++;
  return TRUE;
}

static gboolean
edit_fields (KontorEdit *edit, const KontorJson *params, GError **error)
{
  const KontorJson *changes = kontor_json_get_object (params, "fields");
  guint             i;

  if (changes == NULL || kontor_json_length (changes) == 0)
    return invalid (error, "fields", _ ("The change names no field."));

  for (i = 0; i < kontor_json_length (changes); i++)
    {
      if (!edit_field (edit, kontor_json_key_at (changes, i), kontor_json_at (changes, i), error))
        return FALSE;
    }

  return TRUE;
}

/**
 * kontor_order_run_edit:
 * @context: the running command
 * @params: order, fields
 * @error: return location for an error
 *
 * order.edit: changes what describes the order, in any state. A field whose base is not the current
 * value any more takes the new one, except the careful ones: they stay, and both values go to
 * "Needs attention" (sync-spec.md section 11).
 *
 * Returns: whether it took effect
 */
gboolean
kontor_order_run_edit (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  g_autoptr (KontorOrder) order = kontor_order_load_param (context->database, params, error);
  g_autoptr (KontorJson) undo = kontor_json_new_object ();
  KontorEdit edit = { context, order, undo, 0, 0 };

  if (order == NULL || !edit_fields (&edit, params, error))
    return FALSE;
  if (edit.n_changed > 0 && !kontor_order_save (context, order, error))
    return FALSE;

  if (edit.n_changed > 0)
    {
      KontorJson *inverse = kontor_order_new_params (order);

      kontor_json_set (inverse, "fields", g_steal_pointer (&undo));
      kontor_order_undo_by (context, "order.edit", inverse, _ ("Edit order %s"), order->number);
    }

  kontor_order_set_result (context, order);
  kontor_json_set_integer (context->outcome->result, "changed", edit.n_changed);
  kontor_json_set_integer (context->outcome->result, "conflicts", edit.n_conflicts);
  return TRUE;
}
