/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <stdio.h>

#include "kontor-number.h"
#include "tool-count.h"

typedef struct
{
  char    *title;
  char   **places;
  char   **categories;
  char   **suppliers;
  char   **skus;
  char    *abc;
  char    *tolerance;
  char    *tolerance_value;
  char    *approval;
  char    *person;
  int      not_since;
  int      passes;
  int      repeat;
  gboolean blind;
  gboolean blank;
} PlanOptions;

static void
plan_options_clear (PlanOptions *self)
{
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->places, g_strfreev);
  g_clear_pointer (&self->categories, g_strfreev);
  g_clear_pointer (&self->suppliers, g_strfreev);
  g_clear_pointer (&self->skus, g_strfreev);
  g_clear_pointer (&self->abc, g_free);
  g_clear_pointer (&self->tolerance, g_free);
  g_clear_pointer (&self->tolerance_value, g_free);
  g_clear_pointer (&self->approval, g_free);
  g_clear_pointer (&self->person, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PlanOptions, plan_options_clear)

/* "main" is the place without a name. */
static KontorJson *
name_one (KontorTool *self, const char *kind, const char *name, GError **error)
{
  KontorUid uid;
  char      text[KONTOR_UID_TEXT_SIZE];

  if (g_str_equal (kind, "place") && g_str_equal (name, "main"))
    return kontor_json_new_null ();
  if (!kontor_tool_named (self, kind, name, &uid, error))
    return NULL;
  return kontor_json_new_string (kontor_uid_format (&uid, text));
}

static gboolean
add_names (KontorTool *self,
           KontorJson *plan,
           const char *key,
           const char *kind,
           char      **names,
           GError    **error)
{
  KontorJson *list = NULL;

  if (names == NULL)
    return TRUE;
  list = kontor_json_new_array ();
  kontor_json_set (plan, key, list);
  for (guint i = 0; names[i] != NULL; i++)
    {
      KontorJson *value = name_one (self, kind, names[i], error);

      if (value == NULL)
        return FALSE;
      kontor_json_append (list, value);
    }
  return TRUE;
}

static gboolean
set_decimal (KontorJson *params, const char *key, const char *text, guint scale, GError **error)
{
  gint64 value = 0;

  if (text == NULL)
    return TRUE;
  if (!kontor_decimal_parse (text, scale, ".", &value, error))
    return FALSE;
  kontor_json_set_integer (params, key, value);
  return TRUE;
}

static gpointer
settings_in_reader (KontorDatabase *database, gpointer data, GError **error)
{
  return kontor_query_settings (database, error);
}

static gboolean
set_limits (KontorTool *self, KontorJson *params, const PlanOptions *options, GError **error)
{
  g_autoptr (KontorJson) settings = kontor_replica_read (
    self->replica, settings_in_reader, NULL, error);
  guint digits = 0;

  if (settings == NULL)
    return FALSE;
  digits = kontor_currency_digits (kontor_json_get_string (settings, "currency", "EUR"));
  return set_decimal (params, "tolerance_quantity", options->tolerance, 3, error)
         && set_decimal (params, "tolerance_minor", options->tolerance_value, digits, error)
         && set_decimal (params, "approval_minor", options->approval, digits, error);
}

static KontorJson *
make_params (KontorTool *self, const PlanOptions *options, GError **error)
{
  g_autoptr (KontorJson) params = kontor_json_new_object ();
  KontorJson *plan = kontor_json_new_object ();

  kontor_json_set (params, "plan", plan);
  if (!add_names (self, plan, "places", "place", options->places, error)
      || !add_names (self, plan, "categories", "category", options->categories, error)
      || !add_names (self, plan, "suppliers", "supplier", options->suppliers, error)
      || !add_names (self, plan, "variants", "variant", options->skus, error)
      || !set_limits (self, params, options, error))
    return NULL;
  if (options->abc != NULL)
    kontor_json_set_string (plan, "abc", options->abc);
  if (options->not_since != 0)
    kontor_json_set_integer (plan, "not_since_days", options->not_since);
  kontor_json_set_string (params, "title", options->title);
  kontor_json_set_boolean (params, "blind", options->blind);
  kontor_json_set_boolean (params, "prefilled", !options->blank);
  kontor_json_set_integer (params, "passes", options->passes);
  kontor_json_set_integer (params, "repeat_days", options->repeat);
  return g_steal_pointer (&params);
}

/**
 * kontor_tool_count_plan:
 *
 * kontorctl count plan: a new count, which has not begun.
 */
KontorToolStatus
kontor_tool_count_plan (KontorTool *self, int argc, char **argv, GError **error)
{
  g_auto (PlanOptions) options = { .passes = 1 };
  g_autoptr (KontorJson) result = NULL;
  KontorJson        *params = NULL;
  const GOptionEntry entries[] = {
    { "title", 0, 0, G_OPTION_ARG_STRING, &options.title, NULL, NULL },
    { "place", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.places, NULL, NULL },
    { "category", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.categories, NULL, NULL },
    { "supplier", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.suppliers, NULL, NULL },
    { "sku", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.skus, NULL, NULL },
    { "abc", 0, 0, G_OPTION_ARG_STRING, &options.abc, NULL, NULL },
    { "not-since", 0, 0, G_OPTION_ARG_INT, &options.not_since, NULL, NULL },
    { "blind", 0, 0, G_OPTION_ARG_NONE, &options.blind, NULL, NULL },
    { "blank", 0, 0, G_OPTION_ARG_NONE, &options.blank, NULL, NULL },
    { "passes", 0, 0, G_OPTION_ARG_INT, &options.passes, NULL, NULL },
    { "tolerance", 0, 0, G_OPTION_ARG_STRING, &options.tolerance, NULL, NULL },
    { "tolerance-value", 0, 0, G_OPTION_ARG_STRING, &options.tolerance_value, NULL, NULL },
    { "approval", 0, 0, G_OPTION_ARG_STRING, &options.approval, NULL, NULL },
    { "repeat", 0, 0, G_OPTION_ARG_INT, &options.repeat, NULL, NULL },
    { "as", 0, 0, G_OPTION_ARG_STRING, &options.person, NULL, NULL },
    { NULL },
  };

  if (!kontor_tool_parse_options (&argc, &argv, entries, 0, 0, error))
    return KONTOR_TOOL_USAGE;
  if (options.title == NULL)
    return kontor_tool_usage (error, "A count needs a --title");
  if (!kontor_tool_be_person (self, options.person, error))
    return KONTOR_TOOL_FAILED;
  params = make_params (self, &options, error);
  if (params == NULL)
    return KONTOR_TOOL_FAILED;
  result = kontor_replica_run (self->replica, "count.plan", params, NULL, error);
  if (result == NULL)
    return KONTOR_TOOL_FAILED;
  if (self->json)
    kontor_tool_print_json (result);
  else
    puts (kontor_json_get_string (result, "number", ""));
  return KONTOR_TOOL_DONE;
}
