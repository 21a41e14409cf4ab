/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-count-actions.h"

#include <glib/gi18n.h>

#include "kontor-act.h"
#include "kontor-ask-window.h"
#include "kontor-count-assign-window.h"
#include "kontor-count-print.h"
#include "kontor-toast.h"

/* Steps that need nothing else said. */
static const struct
{
  const char *action;
  const char *can;
  const char *done; /* N_(), with the number */
} steps[] = {
  { "count.start", "start", N_ ("Count %s started") },
  { "count.finish", "finish", N_ ("Counting of %s is finished") },
  { "count.cancel", "cancel", N_ ("Count %s cancelled") },
  { "count.resume", "resume", N_ ("Count %s goes on") },
};

static const struct
{
  const char          *action;
  KontorCountPaperKind kind;
} papers[] = {
  { "count.sheet", KONTOR_COUNT_SHEET },
  { "count.record", KONTOR_COUNT_RECORD },
  { "count.inventory", KONTOR_COUNT_INVENTORY },
};

/* The first that is possible is what most people do next. */
static const KontorCountNext next[] = {
  { "start", "count.start", N_ ("_Start Count") },
  { "scan", "count.count", N_ ("_Count") },
  { "approve", "count.review", N_ ("_Review…") },
  { "repeat", "count.repeat", N_ ("_Plan It Again") },
};

/**
 * kontor_count_can:
 * @count: (nullable): as kontor_query_count_json() gives it
 *
 * Returns: whether this may be done with it now
 */
gboolean
kontor_count_can (const KontorJson *count, const char *what)
{
  const KontorJson *can = count != NULL ? kontor_json_get_array (count, "can") : NULL;

  for (guint i = 0; i < kontor_json_length (can); i++)
    if (g_strcmp0 (kontor_json_string (kontor_json_at (can, i)), what) == 0)
      return TRUE;
  return FALSE;
}

static const char *
get_text (KontorCountPane *self, const char *key)
{
  return kontor_json_get_string (kontor_count_pane_get_count (self), key, "");
}

static KontorJson *
params_for (KontorCountPane *self)
{
  KontorJson *params = kontor_json_new_object ();

  kontor_json_set_string (params, "count", get_text (self, "uid"));
  return params;
}

/* Who starts a count wants to count. */
static void
started (GtkWidget *widget, const KontorJson *result)
{
  if (result != NULL)
    gtk_widget_activate_action (
      widget, "win.record", "(ss)", "counting", kontor_json_get_string (result, "count", ""));
}

static void
step_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorCountPane *self = KONTOR_COUNT_PANE (widget);

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    if (g_str_equal (steps[i].action, name))
      {
        g_autoptr (GString) done = g_string_new (_ (steps[i].done));

        g_string_replace (done, "%s", get_text (self, "number"), 1);
        kontor_act_then (widget,
                         kontor_count_pane_get_company (self),
                         name,
                         params_for (self),
                         done->str,
                         g_str_equal (name, "count.start") ? started : NULL);
      }
}

/* A page that shows this count in its own way. */
static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorCountPane *self = KONTOR_COUNT_PANE (widget);

  gtk_widget_activate_action (widget,
                              "win.record",
                              "(ss)",
                              g_str_equal (name, "count.count") ? "counting" : "count-review",
                              get_text (self, "uid"));
}

static void
assign_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorCountPane *self = KONTOR_COUNT_PANE (widget);

  kontor_count_assign (
    widget, kontor_count_pane_get_company (self), kontor_count_pane_get_count (self));
}

static void
reverse_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorCountPane *self = KONTOR_COUNT_PANE (widget);
  KontorAskWindow *window = kontor_ask_window_new (
    widget, kontor_count_pane_get_company (self), _ ("Reverse Count"), _ ("_Reverse Count"));

  kontor_ask_window_set_about (
    window, _ ("A counter-document takes back what this count booked. Both stay in the books."));
  kontor_ask_window_add_entry (window, "reason", _ ("_Reason"), KONTOR_ASK_TEXT, FALSE);
  kontor_ask_window_set_command (
    window, "count.reverse", params_for (self), _ ("Count reversed"), NULL);
  gtk_window_present (GTK_WINDOW (window));
}

static const char *const repeated[] = {
  "title",           "plan",           "prefilled",   "blind", "passes", "tolerance_quantity",
  "tolerance_minor", "approval_minor", "repeat_days",
};

static void
set_value (KontorJson *params, const char *key, const KontorJson *value)
{
  gboolean is_flag = value != NULL && kontor_json_type (value) == KONTOR_JSON_BOOLEAN;

  if (is_flag)
    kontor_json_set_integer (params, key, kontor_json_boolean (value) ? 1 : 0);
  else if (value != NULL)
    kontor_json_set (params, key, kontor_json_ref ((KontorJson *) value));
}

static void
repeat_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorCountPane  *self = KONTOR_COUNT_PANE (widget);
  const KontorJson *count = kontor_count_pane_get_count (self);
  KontorJson       *params = kontor_json_new_object ();

  for (gsize i = 0; i < G_N_ELEMENTS (repeated); i++)
    set_value (params, repeated[i], kontor_json_get (count, repeated[i]));
  kontor_json_set_string (params, "repeats", get_text (self, "uid"));
  kontor_act (
    widget, kontor_count_pane_get_company (self), "count.plan", params, _ ("Count planned again"));
}

static void
paper_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorCountPane *self = KONTOR_COUNT_PANE (widget);
  KontorUid        uid;

  if (!kontor_uid_parse (&uid, get_text (self, "uid")))
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (papers); i++)
    if (g_str_equal (papers[i].action, name))
      kontor_count_print (widget, kontor_count_pane_get_company (self), &uid, papers[i].kind);
}

static void
table_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorCountPane *self = KONTOR_COUNT_PANE (widget);
  KontorUid        uid;

  if (kontor_uid_parse (&uid, get_text (self, "uid")))
    kontor_count_save_table (
      widget, kontor_count_pane_get_company (self), &uid, get_text (self, "number"));
}

static void
copy_number_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget),
                          get_text (KONTOR_COUNT_PANE (widget), "number"));
  kontor_toast (widget, _ ("Number copied"));
}

void
kontor_count_actions_install (GtkWidgetClass *widget_class)
{
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    gtk_widget_class_install_action (widget_class, steps[i].action, NULL, step_action);
  for (gsize i = 0; i < G_N_ELEMENTS (papers); i++)
    gtk_widget_class_install_action (widget_class, papers[i].action, NULL, paper_action);
  gtk_widget_class_install_action (widget_class, "count.count", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "count.review", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "count.assign", NULL, assign_action);
  gtk_widget_class_install_action (widget_class, "count.reverse", NULL, reverse_action);
  gtk_widget_class_install_action (widget_class, "count.repeat", NULL, repeat_action);
  gtk_widget_class_install_action (widget_class, "count.table", NULL, table_action);
  gtk_widget_class_install_action (widget_class, "count.copy-number", NULL, copy_number_action);
}

/**
 * kontor_count_actions_update:
 *
 * Enables what the count allows now.
 */
void
kontor_count_actions_update (KontorCountPane *self)
{
  const KontorJson *count = kontor_count_pane_get_count (self);
  GtkWidget        *widget = GTK_WIDGET (self);
  const KontorJson *lines = count != NULL ? kontor_json_get_array (count, "states") : NULL;
  gboolean          has_lines = kontor_json_length (lines) > 0;

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    gtk_widget_action_set_enabled (widget, steps[i].action, kontor_count_can (count, steps[i].can));
  gtk_widget_action_set_enabled (widget, "count.count", kontor_count_can (count, "scan"));
  gtk_widget_action_set_enabled (widget, "count.assign", kontor_count_can (count, "assign"));
  gtk_widget_action_set_enabled (widget, "count.review", has_lines);
  gtk_widget_action_set_enabled (widget, "count.reverse", kontor_count_can (count, "reverse"));
  gtk_widget_action_set_enabled (widget, "count.repeat", kontor_count_can (count, "repeat"));
  gtk_widget_action_set_enabled (widget, "count.sheet", count != NULL);
  gtk_widget_action_set_enabled (widget, "count.record", has_lines);
  gtk_widget_action_set_enabled (widget, "count.inventory", has_lines);
  gtk_widget_action_set_enabled (widget, "count.table", has_lines);
  gtk_widget_action_set_enabled (widget, "count.copy-number", count != NULL);
}

/**
 * kontor_count_actions_suggested:
 *
 * Returns: (nullable): what most people do next; %NULL when the count is done
 */
const KontorCountNext *
kontor_count_actions_suggested (const KontorJson *count)
{
  for (gsize i = 0; i < G_N_ELEMENTS (next); i++)
    if (kontor_count_can (count, next[i].can))
      return &next[i];
  return NULL;
}
