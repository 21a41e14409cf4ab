/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-order-private.h"

#include <glib/gi18n-lib.h>

#include "kontor-codes.h"
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

/* --- order.create --- */

static gboolean
number_is_taken (KontorDatabase *database, const char *number, gboolean *taken, GError **error)
{
  const KontorValue value = kontor_value_text (number);

  return kontor_order_exists (
    database, "SELECT 1 FROM sales_order WHERE number = ?1", &value, taken, error);
}

static gboolean
fill_number (KontorDatabase *database, guint station, KontorJson *params, GError **error)
{
  g_autofree char *number = NULL;

  if (!kontor_text_is_blank (kontor_json_get_string (params, "number", "")))
    return TRUE;

  number = kontor_number_take (database,
                               "order",
                               "order_number_pattern",
                               KONTOR_NUMBER_PATTERN_ORDER,
                               kontor_json_get_integer (params, "placed_at", 0),
                               station,
                               number_is_taken,
                               error);
  if (number == NULL)
    return FALSE;

  kontor_json_set_string (params, "number", number);
  return TRUE;
}

static gboolean
fill_setting (KontorDatabase *database,
              KontorJson     *params,
              const char     *key,
              const char     *fallback,
              char          **value,
              GError        **error)
{
  if (is_missing (params, key))
    {
      g_autofree char *setting = kontor_setting_read (database, key, fallback, error);

      if (setting == NULL)
        return FALSE;

      kontor_json_set_string (params, key, setting);
    }

  *value = g_strdup (kontor_json_get_string (params, key, ""));
  return TRUE;
}

/**
 * kontor_order_prepare_create:
 * @database: the station's connection, in its transaction
 * @station: its number
 * @command: order.create
 * @error: return location for an error
 *
 * Makes the content complete, so that running it needs neither catalog nor clock: number, time,
 * currency, price mode, name and addresses of the customer, and per line the product's title, SKU,
 * unit, tax and the price that holds for this customer, quantity and time.
 *
 * Returns: whether it could be filled in
 */
gboolean
kontor_order_prepare_create (KontorDatabase *database,
                             guint           station,
                             KontorCommand  *command,
                             GError        **error)
{
  g_autoptr (KontorJson) params = kontor_order_copy_members (command->params);
  g_auto (KontorPricing) pricing = { .database = database };

  if (is_missing (params, "placed_at"))
    kontor_json_set_integer (params, "placed_at", command->at);
  if (!kontor_param_integer (
        params, "placed_at", KONTOR_TIME_LEAST, KONTOR_TIME_MOST, &pricing.at, error))
    return FALSE;

  pricing.country = kontor_setting_read (database, "country", "DE", error);
  if (pricing.country == NULL
      || !fill_setting (database, params, "currency", "EUR", &pricing.currency, error)
      || !fill_setting (database, params, "price_mode", "gross", &pricing.price_mode, error)
      || !kontor_order_fill_customer (database, params, &pricing.group, error)
      || !kontor_order_fill_lines (&pricing, NULL, params, error)
      || !fill_number (database, station, params, error))
    return FALSE;

  replace_params (command, g_steal_pointer (&params));
  return TRUE;
}

/* --- the others --- */

static gboolean
find_by_number (KontorDatabase *database, const char *number, KontorJson *params, GError **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    "SELECT uid FROM sales_order WHERE number = ?1 ORDER BY uid LIMIT 1",
    error,
    KONTOR_VALUES (kontor_value_text (number)));
  KontorUid  uid;
  KontorStep step;
  char       text[KONTOR_UID_TEXT_SIZE];

  if (row == NULL)
    return FALSE;

  step = kontor_statement_step (row, error);
  if (step == KONTOR_STEP_FAILED)
    return FALSE;
  if (step == KONTOR_STEP_DONE)
    {
      kontor_command_set_error (
        error, KONTOR_COMMAND_ERROR_NOT_FOUND, "order", _ ("There is no order “%s”."), number);
      return FALSE;
    }

  kontor_statement_get_uid (row, 0, &uid);
  kontor_json_set_string (params, "order", kontor_uid_format (&uid, text));
  return TRUE;
}

/* A person may name an order by its number; the content always has the uid. */
static KontorJson *
copy_with_order (KontorDatabase      *database,
                 const KontorCommand *command,
                 KontorOrder        **order,
                 GError             **error)
{
  g_autoptr (KontorJson) params = kontor_order_copy_members (command->params);
  const char *name = kontor_json_get_string (params, "order", NULL);
  KontorUid   uid;

  if (name != NULL && !kontor_uid_parse (&uid, name)
      && !find_by_number (database, name, params, error))
    return NULL;

  *order = kontor_order_load_param (database, params, error);
  return *order != NULL ? g_steal_pointer (&params) : NULL;
}

/**
 * kontor_order_prepare_step:
 * @database: the station's connection, in its transaction
 * @station: its number
 * @command: a command with "order"
 * @error: return location for an error
 *
 * Resolves a number to the order's uid, and notes as "basis_state" the state that the person saw: a
 * fact that was possible then is accepted wherever it arrives, one that was not is refused.
 *
 * Returns: whether it could be filled in
 */
gboolean
kontor_order_prepare_step (KontorDatabase *database,
                           guint           station,
                           KontorCommand  *command,
                           GError        **error)
{
  g_autoptr (KontorOrder) order = NULL;
  g_autoptr (KontorJson) params = copy_with_order (database, command, &order, error);

  if (params == NULL)
    return FALSE;

  kontor_json_set_string (params, "basis_state", kontor_order_state_to_name (order->state));
  replace_params (command, g_steal_pointer (&params));
  return TRUE;
}

/**
 * kontor_order_prepare_lines:
 * @database: the station's connection, in its transaction
 * @station: its number
 * @command: order.set_lines
 * @error: return location for an error
 *
 * Makes the lines complete, from the order's own lines and the catalog.
 *
 * Returns: whether it could be filled in
 */
gboolean
kontor_order_prepare_lines (KontorDatabase *database,
                            guint           station,
                            KontorCommand  *command,
                            GError        **error)
{
  g_autoptr (KontorOrder) order = NULL;
  g_autoptr (KontorJson) params = copy_with_order (database, command, &order, error);
  g_autoptr (KontorJson) customer = NULL;
  g_auto (KontorPricing) pricing = { .database = database, .at = command->at };
  char text[KONTOR_UID_TEXT_SIZE];

  if (params == NULL)
    return FALSE;

  customer = kontor_json_new_object ();
  if (!kontor_uid_is_nil (&order->customer))
    kontor_json_set_string (customer, "customer", kontor_uid_format (&order->customer, text));

  pricing.currency = g_strdup (order->currency);
  pricing.price_mode = g_strdup (order->price_mode == KONTOR_PRICE_NET ? "net" : "gross");
  pricing.country = kontor_setting_read (database, "country", "DE", error);
  if (pricing.country == NULL
      || !kontor_order_fill_customer (database, customer, &pricing.group, error)
      || !kontor_order_fill_lines (&pricing, order, params, error))
    return FALSE;

  replace_params (command, g_steal_pointer (&params));
  return TRUE;
}

/* --- order.ship and order.refund --- */

static KontorJson *
part_of_line (const KontorOrderLine *line, gint64 quantity)
{
  KontorJson *part = kontor_json_new_object ();

  kontor_json_set_integer (part, "line", line->line);
  kontor_json_set_integer (part, "quantity", quantity);
  return part;
}

static KontorJson *
all_that_is_left (const KontorOrder *order)
{
  KontorJson *parts = kontor_json_new_array ();
  guint       i;

  for (i = 0; i < order->lines->len; i++)
    {
      const KontorOrderLine *line = g_ptr_array_index (order->lines, i);

      if (kontor_order_line_is_shipped (order, line) && line->delivered < line->quantity)
        kontor_json_append (parts, part_of_line (line, line->quantity - line->delivered));
    }

  return parts;
}

/* "left" is what the person saw as not yet delivered: two stations that ship the same goods both
 * tell a fact (sync-spec.md section 8), a person who ships too much makes a mistake. "goods" is
 * what is taken from where. */
static KontorJson *
note_what_is_left (KontorDatabase    *database,
                   const KontorOrder *order,
                   const KontorJson  *parts,
                   gint64             at,
                   GError           **error)
{
  g_autoptr (KontorJson) noted = kontor_json_new_array ();
  guint i;

  for (i = 0; i < kontor_json_length (parts); i++)
    {
      KontorJson            *part = kontor_order_copy_members (kontor_json_at (parts, i));
      const KontorOrderLine *line = kontor_order_find_line (
        order, kontor_json_get_integer (part, "line", 0));

      kontor_json_append (noted, part);
      if (line == NULL)
        continue;
      kontor_json_set_integer (part, "left", line->quantity - line->delivered);
      if (!kontor_order_propose_goods (database, line, part, at, error))
        return NULL;
    }

  return g_steal_pointer (&noted);
}

static void
fill_tracking_url (KontorJson *params)
{
  g_autofree char *url = NULL;

  if (!is_missing (params, "tracking_url"))
    return;

  url = kontor_tracking_url (kontor_json_get_string (params, "carrier", NULL),
                             kontor_json_get_string (params, "tracking_number", NULL));
  if (url != NULL)
    kontor_json_set_string (params, "tracking_url", url);
}

/**
 * kontor_order_prepare_ship:
 * @database: the station's connection, in its transaction
 * @station: its number
 * @command: order.ship
 * @error: return location for an error
 *
 * Notes what the person saw: the state, and per line what was left; names the lines when it is all;
 * says from which places and lots they are taken where nobody did; adds the carrier's page.
 *
 * Returns: whether it could be filled in
 */
gboolean
kontor_order_prepare_ship (KontorDatabase *database,
                           guint           station,
                           KontorCommand  *command,
                           GError        **error)
{
  g_autoptr (KontorOrder) order = NULL;
  g_autoptr (KontorJson) params = copy_with_order (database, command, &order, error);
  g_autoptr (KontorJson) parts = NULL;

  if (params == NULL)
    return FALSE;

  parts = is_missing (params, "lines")
            ? all_that_is_left (order)
            : kontor_json_ref ((KontorJson *) kontor_json_get (params, "lines"));
  if (kontor_json_type (parts) == KONTOR_JSON_ARRAY)
    {
      KontorJson *noted = note_what_is_left (
        database, order, parts, kontor_json_get_integer (params, "at", command->at), error);

      if (noted == NULL)
        return FALSE;
      kontor_json_set (params, "lines", noted);
    }
  kontor_json_set_string (params, "basis_state", kontor_order_state_to_name (order->state));
  fill_tracking_url (params);
  replace_params (command, g_steal_pointer (&params));
  return TRUE;
}

/**
 * kontor_order_prepare_refund:
 * @database: the station's connection, in its transaction
 * @station: its number
 * @command: order.refund
 * @error: return location for an error
 *
 * Freezes the amounts of lines that name only a quantity: what the person saw is what is refunded.
 *
 * Returns: whether it could be filled in
 */
gboolean
kontor_order_prepare_refund (KontorDatabase *database,
                             guint           station,
                             KontorCommand  *command,
                             GError        **error)
{
  g_autoptr (KontorOrder) order = NULL;
  g_autoptr (KontorJson) params = copy_with_order (database, command, &order, error);
  g_autoptr (KontorJson) filled = kontor_json_new_array ();
  const KontorJson *parts;
  guint             i;

  if (params == NULL)
    return FALSE;

  parts = kontor_json_get_array (params, "lines");
  for (i = 0; parts != NULL && i < kontor_json_length (parts); i++)
    {
      KontorJson            *part = kontor_order_copy_members (kontor_json_at (parts, i));
      const KontorOrderLine *line = kontor_order_find_line (
        order, kontor_json_get_integer (part, "line", 0));
      gint64 quantity = kontor_json_get_integer (part, "quantity", 0);

      if (line != NULL && is_missing (part, "amount_minor") && quantity > 0
          && quantity <= line->quantity)
        kontor_json_set_integer (
          part, "amount_minor", kontor_order_refund_amount (order, line, quantity));
      kontor_json_append (filled, part);
    }

  if (parts != NULL)
    kontor_json_set (params, "lines", g_steal_pointer (&filled));
  replace_params (command, g_steal_pointer (&params));
  return TRUE;
}
