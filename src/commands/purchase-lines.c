/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-purchase-private.h"

#include <glib/gi18n-lib.h>

#include "kontor-number.h"
#include "kontor-totals.h"

#define MOST_PRICE G_GINT64_CONSTANT (1000000000000)
#define MOST_REASON 4000

static const KontorFormField line_fields[] = {
  { "line", KONTOR_FORM_INTEGER, KONTOR_FORM_NULLABLE, .least = 1, .most = G_MAXINT32 },
  { "variant", KONTOR_FORM_UID, KONTOR_FORM_REQUIRED },
  { "sku", KONTOR_FORM_TEXT, 0, .most = 100 },
  { "title", KONTOR_FORM_TEXT, KONTOR_FORM_REQUIRED, .most = 500 },
  { "order_code", KONTOR_FORM_TEXT, 0, .most = 100 },
  { "quantity",
    KONTOR_FORM_INTEGER,
    KONTOR_FORM_REQUIRED,
    .least = 1,
    .most = G_GINT64_CONSTANT (1000000000000) },
  { "pack_quantity",
    KONTOR_FORM_INTEGER,
    0,
    .least = 1,
    .most = G_GINT64_CONSTANT (1000000000000),
    .fallback_integer = KONTOR_QUANTITY_ONE },
  { "price_e4", KONTOR_FORM_INTEGER, 0, .least = 0, .most = MOST_PRICE },
  { NULL },
};

static const char *const other_members[] = { "reason", NULL };

static gboolean
invalid (GError **error, const char *path, const char *message)
{
  kontor_command_set_error (error, KONTOR_COMMAND_ERROR_INVALID, path, "%s", message);
  return FALSE;
}

/* The figures of the proposal are kept as they were: canonical, so that they travel unchanged. */
static gboolean
read_reason (const KontorJson *params, KontorJson *line, const char *path, GError **error)
{
  const KontorJson *reason = kontor_json_get (params, "reason");
  g_autofree char  *text = NULL;

  if (reason != NULL && kontor_json_type (reason) != KONTOR_JSON_OBJECT)
    return invalid (error, path, _ ("“reason” must be an object"));

  text = reason != NULL ? kontor_json_to_string (reason) : g_strdup ("{}");
  if (strlen (text) > MOST_REASON)
    return invalid (error, path, _ ("“reason” is too long"));
  kontor_json_set_string (line, "reason", text);
  return TRUE;
}

static gint64
find_highest (const KontorJson *lines)
{
  gint64 highest = 0;

  for (guint i = 0; i < kontor_json_length (lines); i++)
    highest = MAX (highest, kontor_json_get_integer (kontor_json_at (lines, i), "line", 0));
  return highest;
}

/* New lines come behind those that have a number. */
static void
number_lines (GPtrArray *lines, gint64 highest)
{
  for (guint i = 0; i < lines->len; i++)
    if (kontor_json_get (lines->pdata[i], "line") == NULL)
      kontor_json_set_integer (lines->pdata[i], "line", ++highest);
}

static gboolean
variant_is_known (KontorDatabase   *database,
                  const KontorJson *line,
                  const char       *path,
                  GError          **error)
{
  KontorUid   variant;
  KontorValue value;
  gboolean    is_known = FALSE;

  if (!kontor_param_uid (line, "variant", &variant, error))
    return FALSE;
  value = kontor_value_uid (&variant);
  if (!kontor_record_exists (
        database, "SELECT 1 FROM product_variant WHERE uid = ?1", &value, 1, &is_known, error))
    return FALSE;
  return is_known || invalid (error, path, _ ("there is no such variant"));
}

static gboolean
read_line (
  KontorDatabase *database, const KontorJson *params, guint i, GPtrArray *lines, GError **error)
{
  g_autofree char *path = g_strdup_printf ("lines[%u]", i);
  g_autoptr (KontorJson) line = kontor_form_read (
    line_fields, other_members, params, NULL, path, error);

  if (line == NULL || !read_reason (params, line, path, error)
      || !variant_is_known (database, line, path, error))
    return FALSE;

  for (guint other = 0; other < lines->len; other++)
    {
      const KontorJson *number = kontor_json_get (line, "line");

      if (number != NULL
          && kontor_json_equal (number, kontor_json_get (lines->pdata[other], "line")))
        return invalid (error, path, _ ("A line is named twice."));
    }
  g_ptr_array_add (lines, g_steal_pointer (&line));
  return TRUE;
}

/**
 * kontor_purchase_read_lines:
 * @database: a connection
 * @lines: (nullable): what the parameters say
 * @error: return location for an error
 *
 * Reads lines of a purchase order; those without a number get one.
 *
 * Errors: %KONTOR_COMMAND_ERROR_INVALID with the line and its field, #KontorDatabaseError.
 *
 * Returns: (transfer full): rows of purchase_line, or %NULL with @error set
 */
KontorJson *
kontor_purchase_read_lines (KontorDatabase *database, const KontorJson *lines, GError **error)
{
  g_autoptr (GPtrArray) read = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_json_unref);
  KontorJson *array = NULL;

  if (kontor_json_type (lines) != KONTOR_JSON_ARRAY || kontor_json_length (lines) == 0)
    {
      invalid (error, "lines", _ ("A purchase order needs at least one line."));
      return NULL;
    }
  if (kontor_json_length (lines) > KONTOR_PURCHASE_MOST_LINES)
    {
      invalid (error, "lines", _ ("A purchase order has at most 2000 lines."));
      return NULL;
    }

  for (guint i = 0; i < kontor_json_length (lines); i++)
    if (!read_line (database, kontor_json_at (lines, i), i, read, error))
      return NULL;

  number_lines (read, find_highest (lines));
  array = kontor_json_new_array ();
  for (guint i = 0; i < read->len; i++)
    kontor_json_append (array, kontor_json_ref (read->pdata[i]));
  return array;
}

/**
 * kontor_purchase_sum:
 * @purchase: a purchase order, one owner
 * @error: return location for an error
 *
 * Sets its net total: lines rounded once each, as in every document.
 *
 * Errors: %KONTOR_COMMAND_ERROR_INVALID when it does not fit.
 *
 * Returns: whether it could be summed up
 */
gboolean
kontor_purchase_sum (KontorJson *purchase, GError **error)
{
  const KontorJson *lines = kontor_json_get_array (purchase, "purchase_line");
  guint  digits = kontor_currency_digits (kontor_json_get_string (purchase, "currency", ""));
  gint64 net_minor = 0;

  for (guint i = 0; i < kontor_json_length (lines); i++)
    {
      const KontorJson *line = kontor_json_at (lines, i);
      gint64            minor = 0;

      if (!kontor_totals_line (kontor_json_get_integer (line, "quantity", 0),
                               kontor_json_get_integer (line, "price_e4", 0),
                               0,
                               digits,
                               &minor)
          || !kontor_add_checked (net_minor, minor, &net_minor))
        return invalid (error, "lines", _ ("The total is too large."));
    }
  kontor_json_set_integer (purchase, "net_minor", net_minor);
  return TRUE;
}
