/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-count-decisions.h"

#include <glib/gi18n.h>

#include "kontor-act.h"
#include "kontor-ask-window.h"
#include "kontor-count-text.h"
#include "kontor-format.h"

/* --- what a line is like --- */

static const char *
state_of (const KontorJson *line)
{
  return kontor_json_get_string (line, "state", "");
}

static gboolean
is_reopened (const KontorJson *line)
{
  return g_str_equal (state_of (line), "reopened");
}

/* Not booked, and neither reversed nor left. */
static gboolean
is_open (const KontorJson *line)
{
  static const char *const states[] = { "open", "recount", "agreed", "left", NULL };

  return line != NULL && g_strv_contains (states, state_of (line));
}

static gboolean
is_counted (const KontorJson *line)
{
  return kontor_json_get (line, "counted") != NULL;
}

static gboolean
has_check (const KontorJson *line, const char *check)
{
  const KontorJson *checks = line != NULL ? kontor_json_get_array (line, "checks") : NULL;

  for (guint i = 0; i < kontor_json_length (checks); i++)
    if (check == NULL || g_str_equal (kontor_json_string (kontor_json_at (checks, i)), check))
      return TRUE;
  return FALSE;
}

/* --- commands --- */

static KontorJson *
params_for (KontorCountLinePane *self)
{
  const KontorJson *line = kontor_count_line_pane_get_line (self);
  KontorJson       *params = kontor_json_new_object ();
  KontorJson       *lines = kontor_json_new_array ();

  kontor_json_set_string (params, "count", kontor_json_get_string (line, "count", ""));
  kontor_json_append (lines, kontor_json_new_string (kontor_json_get_string (line, "uid", "")));
  kontor_json_set (params, "lines", lines);
  return params;
}

/* One member that is said of the line. */
static const struct
{
  const char *action;
  const char *command;
  const char *key; /* (nullable) */
  const char *value;
  const char *done; /* N_() */
} said[] = {
  { "line.recount", "count.recount", NULL, NULL, N_ ("To be counted again") },
  { "line.book", "count.approve", NULL, NULL, N_ ("Line booked") },
  { "line.keep", "count.decide", "uncounted", "keep", N_ ("It stays as in the book") },
  { "line.zero", "count.decide", "uncounted", "zero", N_ ("It is set to zero") },
  { "line.picks-in", "count.decide", "picks", "in", N_ ("The figure has what is being packed") },
  { "line.picks-out",
    "count.decide",
    "picks",
    "out",
    N_ ("What is being packed comes on top of the figure") },
  { "line.accept", "count.decide", "accept", "", N_ ("Figure accepted") },
};

static void
said_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorCountLinePane *self = KONTOR_COUNT_LINE_PANE (widget);

  for (gsize i = 0; i < G_N_ELEMENTS (said); i++)
    if (g_str_equal (said[i].action, name))
      {
        KontorJson *params = params_for (self);

        if (g_strcmp0 (said[i].key, "accept") == 0)
          kontor_json_set_boolean (params, "accept", TRUE);
        else if (said[i].key != NULL)
          kontor_json_set_string (params, said[i].key, said[i].value);
        kontor_act (widget,
                    kontor_count_line_pane_get_company (self),
                    said[i].command,
                    params,
                    _ (said[i].done));
      }
}

static void
settle_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorCountLinePane *self = KONTOR_COUNT_LINE_PANE (widget);
  const KontorJson    *line = kontor_count_line_pane_get_line (self);
  KontorJson          *params = kontor_json_new_object ();

  kontor_json_set_string (params, "line", kontor_json_get_string (line, "uid", ""));
  kontor_act (widget,
              kontor_count_line_pane_get_company (self),
              "count.settle",
              params,
              _ ("The count had seen it"));
}

static void
exclude_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorCountLinePane *self = KONTOR_COUNT_LINE_PANE (widget);
  const KontorJson    *line = kontor_count_line_pane_get_line (self);
  KontorJson          *params = kontor_json_new_object ();

  kontor_json_set_string (params, "line", kontor_json_get_string (line, "uid", ""));
  kontor_json_set_string (params, "movement", g_variant_get_string (parameter, NULL));
  kontor_act (widget,
              kontor_count_line_pane_get_company (self),
              "count.exclude",
              params,
              _ ("It was still on the shelf"));
}

/* A movement before the figure that the figure had not seen. */
static void
after_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorCountLinePane *self = KONTOR_COUNT_LINE_PANE (widget);
  KontorJson          *params = params_for (self);
  KontorJson          *after = kontor_json_new_array ();

  kontor_json_append (after, kontor_json_new_string (g_variant_get_string (parameter, NULL)));
  kontor_json_set (params, "after", after);
  kontor_act (widget,
              kontor_count_line_pane_get_company (self),
              "count.decide",
              params,
              _ ("It moved after the shelf was counted"));
}

static void
reason_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  static const char *const reasons[] = {
    "damaged", "lost", "stolen", "expired", "found", "not_booked", "miscounted", "other",
  };
  KontorCountLinePane *self = KONTOR_COUNT_LINE_PANE (widget);
  const KontorJson    *line = kontor_count_line_pane_get_line (self);
  KontorAskChoice      choices[G_N_ELEMENTS (reasons)];
  KontorAskWindow     *window = kontor_ask_window_new (widget,
                                                   kontor_count_line_pane_get_company (self),
                                                   _ ("Reason of the Difference"),
                                                   _ ("_Set Reason"));

  for (gsize i = 0; i < G_N_ELEMENTS (reasons); i++)
    choices[i] = (KontorAskChoice){ reasons[i], kontor_count_reason_name (reasons[i]) };
  kontor_ask_window_add_choice (window, "reason", _ ("_Reason"), choices, G_N_ELEMENTS (choices));
  kontor_ask_window_add_entry (window, "note", _ ("_Note"), KONTOR_ASK_TEXT, FALSE);
  kontor_ask_window_choose (window, "reason", kontor_json_get_string (line, "reason", ""));
  kontor_ask_window_set_text (window, "note", kontor_json_get_string (line, "note", ""));
  kontor_ask_window_set_command (
    window, "count.decide", params_for (self), _ ("Reason noted"), NULL);
  gtk_window_present (GTK_WINDOW (window));
}

void
kontor_count_decisions_install (GtkWidgetClass *widget_class)
{
  for (gsize i = 0; i < G_N_ELEMENTS (said); i++)
    gtk_widget_class_install_action (widget_class, said[i].action, NULL, said_action);
  gtk_widget_class_install_action (widget_class, "line.settle", NULL, settle_action);
  gtk_widget_class_install_action (widget_class, "line.exclude", "s", exclude_action);
  gtk_widget_class_install_action (widget_class, "line.after", "s", after_action);
  gtk_widget_class_install_action (widget_class, "line.reason", NULL, reason_action);
}

/**
 * kontor_count_decisions_update:
 *
 * Enables what can be said about the line now.
 */
void
kontor_count_decisions_update (KontorCountLinePane *self)
{
  GtkWidget        *widget = GTK_WIDGET (self);
  const KontorJson *line = kontor_count_line_pane_get_line (self);
  gboolean          open = is_open (line);
  gboolean          counted = open && is_counted (line);

  gtk_widget_action_set_enabled (widget, "line.recount", open);
  gtk_widget_action_set_enabled (widget, "line.book", open);
  gtk_widget_action_set_enabled (widget, "line.reason", open);
  gtk_widget_action_set_enabled (widget, "line.keep", open && !counted);
  gtk_widget_action_set_enabled (widget, "line.zero", open && !counted);
  gtk_widget_action_set_enabled (widget, "line.accept", counted && has_check (line, NULL));
  gtk_widget_action_set_enabled (widget, "line.picks-in", counted && has_check (line, "picks"));
  gtk_widget_action_set_enabled (widget, "line.picks-out", counted && has_check (line, "picks"));
  gtk_widget_action_set_enabled (widget, "line.after", counted && has_check (line, "between"));
  gtk_widget_action_set_enabled (widget, "line.settle", line != NULL && is_reopened (line));
  gtk_widget_action_set_enabled (widget, "line.exclude", line != NULL && is_reopened (line));
}

/**
 * kontor_count_decisions_suggested:
 * @line: as kontor_query_count_line_json() gives it
 *
 * Returns: (nullable): the action that most people choose; %NULL when nothing is asked
 */
const char *
kontor_count_decisions_suggested (const KontorJson *line)
{
  if (is_reopened (line))
    return "line.settle";
  if (!is_open (line))
    return NULL;
  if (!is_counted (line))
    return "line.keep";
  if (has_check (line, "picks"))
    return "line.picks-in";
  return has_check (line, NULL) ? "line.recount" : NULL;
}

/* --- the question --- */

static void
add_text (GtkBox *box, const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_box_append (box, label);
}

static GtkWidget *
add_button (GtkBox *box, const char *label, const char *action, gboolean is_suggested)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_hexpand (button, TRUE);
  if (is_suggested)
    gtk_widget_add_css_class (button, "suggested-action");
  gtk_box_append (box, button);
  return button;
}

static GtkBox *
add_buttons (GtkBox *box)
{
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_box_append (box, buttons);
  return GTK_BOX (buttons);
}

/* "−2 sold 9:30 · PS250523-1004 · known since Today 13:02" */
static char *
dup_movement (const KontorJson *movement)
{
  g_autofree char *change = kontor_count_dup_change (
    kontor_json_get_integer (movement, "quantity", 0));
  g_autofree char *when = kontor_format_exact (
    kontor_json_get_integer (movement, "happened_at", 0));
  g_autofree char *known = kontor_format_when (
    kontor_json_get_integer (movement, "recorded_at", 0));
  g_autofree char *since = NULL;
  const char *kind = kontor_count_movement_name (kontor_json_get_string (movement, "kind", ""));
  const char *number = kontor_json_get_string (movement, "order_number", "");

  since = g_strdup_printf (_ ("known since %s"), known);
  return g_strconcat (
    change, " · ", kind, " ", when, *number != '\0' ? " · " : "", number, " · ", since, NULL);
}

/* The movement that a balance row is about: it stands among those before the line. */
static const KontorJson *
find_movement (const KontorJson *line, const char *uid)
{
  const KontorJson *before = kontor_json_get_array (line, "movements_before");

  for (guint i = 0; i < kontor_json_length (before); i++)
    if (g_str_equal (kontor_json_get_string (kontor_json_at (before, i), "movement", ""), uid))
      return kontor_json_at (before, i);
  return NULL;
}

/* One proposal: the count had seen it. */
static void
ask_late (const KontorJson *line, GtkBox *box)
{
  const KontorJson *rows = kontor_json_get_array (line, "rows");

  add_text (box, _ ("Something from before the count became known after it was booked"), "heading");
  add_text (box,
            _ ("It happened before the shelf was counted, so the figure has it already: the "
               "quantity on hand did not change."),
            NULL);
  add_button (box, _ ("The Count _Had Seen It"), "line.settle", TRUE);
  for (guint i = 0; i < kontor_json_length (rows); i++)
    {
      const char       *about = kontor_json_get_string (kontor_json_at (rows, i), "about", "");
      const KontorJson *movement = find_movement (line, about);
      g_autofree char  *text = movement != NULL ? dup_movement (movement) : NULL;
      GtkWidget        *button = NULL;

      if (movement == NULL)
        continue;
      add_text (box, text, "dim-label");
      button = add_button (box, _ ("It Was _Still on the Shelf"), "line.exclude", FALSE);
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", about);
    }
}

static void
ask_uncounted (GtkBox *box)
{
  GtkBox *buttons = NULL;

  add_text (box, _ ("Nobody counted it"), "heading");
  buttons = add_buttons (box);
  add_button (buttons, _ ("Keep as _in the Book"), "line.keep", TRUE);
  add_button (buttons, _ ("Set to Ze_ro"), "line.zero", FALSE);
}

static void
ask_picks (const KontorJson *line, GtkBox *box)
{
  const KontorJson *picks = kontor_json_get_array (line, "picks");
  GtkBox           *buttons = NULL;

  for (guint i = 0; i < kontor_json_length (picks); i++)
    {
      const KontorJson *pick = kontor_json_at (picks, i);
      g_autofree char  *quantity = kontor_format_quantity (
        kontor_json_get_integer (pick, "quantity", 0));
      g_autofree char *text = g_strconcat (
        quantity, " × ", kontor_json_get_string (pick, "number", ""), NULL);

      add_text (box, text, "dim-label");
    }
  buttons = add_buttons (box);
  add_button (buttons, _ ("The Figure _Has Them"), "line.picks-in", TRUE);
  add_button (buttons, _ ("They Come on _Top"), "line.picks-out", FALSE);
}

/* What moved between the first spot and the last one. */
static void
ask_between (const KontorJson *line, GtkBox *box)
{
  const KontorJson *before = kontor_json_get_array (line, "movements_before");
  gint64            first = kontor_json_get_integer (line, "counted_at", 0);
  const KontorJson *scans = kontor_json_get_array (line, "scans");

  for (guint i = 0; i < kontor_json_length (scans); i++)
    first = MIN (first, kontor_json_get_integer (kontor_json_at (scans, i), "happened_at", first));
  for (guint i = 0; i < kontor_json_length (before); i++)
    {
      const KontorJson *movement = kontor_json_at (before, i);
      g_autofree char  *text = dup_movement (movement);
      GtkWidget        *button = NULL;

      if (kontor_json_get_integer (movement, "happened_at", 0) < first)
        continue;
      add_text (box, text, "dim-label");
      button = add_button (box, _ ("The Figure Has _Not Seen It"), "line.after", FALSE);
      gtk_actionable_set_action_target (
        GTK_ACTIONABLE (button), "s", kontor_json_get_string (movement, "movement", ""));
    }
}

static void
ask_checks (const KontorJson *line, GtkBox *box)
{
  const KontorJson *checks = kontor_json_get_array (line, "checks");
  GtkBox           *buttons = NULL;

  for (guint i = 0; i < kontor_json_length (checks); i++)
    {
      const char *check = kontor_json_string (kontor_json_at (checks, i));

      add_text (box, kontor_count_check_name (check), "heading");
      add_text (box, kontor_count_check_advice (check), NULL);
      if (g_str_equal (check, "picks"))
        ask_picks (line, box);
      if (g_str_equal (check, "between"))
        ask_between (line, box);
    }
  buttons = add_buttons (box);
  add_button (buttons, _ ("Count _Again"), "line.recount", !has_check (line, "picks"));
  add_button (buttons, _ ("_Accept"), "line.accept", FALSE);
}

/* Nothing is asked: what may be done all the same. */
static void
offer (GtkBox *box)
{
  GtkBox *buttons = add_buttons (box);

  add_button (buttons, _ ("Count _Again"), "line.recount", FALSE);
  add_button (buttons, _ ("Book This _Line"), "line.book", FALSE);
}

/**
 * kontor_count_decisions_ask:
 * @box: filled with what the line asks, and the answers
 */
void
kontor_count_decisions_ask (KontorCountLinePane *self, GtkBox *box)
{
  const KontorJson *line = kontor_count_line_pane_get_line (self);
  GtkWidget        *child = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
  if (is_reopened (line))
    ask_late (line, box);
  else if (is_open (line) && !is_counted (line))
    ask_uncounted (box);
  else if (is_open (line) && has_check (line, NULL))
    ask_checks (line, box);
  else if (is_open (line))
    offer (box);
  if (is_open (line) && is_counted (line))
    add_button (box, _ ("_Reason and Note…"), "line.reason", FALSE);
  gtk_widget_set_visible (GTK_WIDGET (box), gtk_widget_get_first_child (GTK_WIDGET (box)) != NULL);
}
