/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-count-pane.h"

#include <glib/gi18n.h>

#include "kontor-ask-window.h"
#include "kontor-count-actions.h"
#include "kontor-count-facts.h"
#include "kontor-count-query.h"
#include "kontor-count-text.h"
#include "kontor-count-unknown.h"
#include "kontor-format.h"
#include "kontor-state.h"

/**
 * KontorCountPane:
 *
 * One count: how far it is, what it is about, what came of it, and the next step.
 */
struct _KontorCountPane
{
  KontorRecordPane parent_instance;

  const KontorJson *count; /* (unowned) (nullable) until read */

  /* Template children */
  AdwWindowTitle     *title;
  GtkLabel           *name;
  GtkLabel           *summary;
  GtkImage           *state_icon;
  GtkLabel           *state;
  GtkButton          *suggested;
  GtkButton          *lines;
  GtkButton          *paper;
  GtkBox             *progress_box;
  GtkLabel           *progress;
  GtkLevelBar        *level;
  KontorCountUnknown *unknown;
  KontorCountFacts   *facts;
};

G_DEFINE_FINAL_TYPE (KontorCountPane, kontor_count_pane, KONTOR_TYPE_RECORD_PANE)

static const char *
get_text (KontorCountPane *self, const char *key)
{
  return kontor_json_get_string (self->count, key, "");
}

/* The newest of what happened to it: "booked Today 10:05 by Anna" */
static char *
dup_summary (KontorCountPane *self)
{
  static const struct
  {
    const char *key;
    const char *words; /* N_() */
    const char *by;
  } moments[] = {
    { "booked_at", N_ ("booked %s"), "booked_by" },
    { "finished_at", N_ ("counted until %s"), "finished_by" },
    { "started_at", N_ ("begun %s"), NULL },
    { "created_at", N_ ("planned %s"), "author" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (moments); i++)
    {
      gint64           at = kontor_json_get_integer (self->count, moments[i].key, 0);
      g_autofree char *when = kontor_format_when (at);
      const char      *by = moments[i].by != NULL ? get_text (self, moments[i].by) : "";
      g_autoptr (GString) text = g_string_new (_ (moments[i].words));

      if (at == 0)
        continue;
      g_string_replace (text, "%s", when, 1);
      if (*by != '\0')
        g_string_append_printf (text, " · %s", by);
      return g_strdup (text->str);
    }
  return g_strdup ("");
}

static void
show_head (KontorCountPane *self)
{
  const KontorState *state = kontor_state_find (get_text (self, "state"));
  g_autofree char   *summary = dup_summary (self);

  adw_window_title_set_title (self->title, get_text (self, "number"));
  gtk_label_set_label (self->name, get_text (self, "title"));
  gtk_label_set_label (self->summary, summary);
  gtk_label_set_label (self->state, kontor_state_label (get_text (self, "state")));
  gtk_image_set_from_icon_name (self->state_icon, state != NULL ? state->icon_name : NULL);
}

static void
show_suggested (KontorCountPane *self)
{
  const KontorCountNext *next = kontor_count_actions_suggested (self->count);

  gtk_widget_set_visible (GTK_WIDGET (self->suggested), next != NULL);
  if (next == NULL)
    return;
  gtk_button_set_label (self->suggested, _ (next->label));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->suggested), next->action);
}

/* Before it is counted, the sheet; afterwards the record, and what it is made of. */
static gboolean
is_open (KontorCountPane *self)
{
  return kontor_count_can (self->count, "start") || kontor_count_can (self->count, "scan");
}

static void
show_buttons (KontorCountPane *self)
{
  const KontorJson *states = kontor_json_get_array (self->count, "states");

  gtk_widget_set_visible (GTK_WIDGET (self->lines),
                          kontor_json_length (states) > 0
                            && !kontor_count_can (self->count, "approve"));
  gtk_button_set_label (self->paper, is_open (self) ? _ ("Count _Sheet…") : _ ("Print _Record…"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->paper),
                                  is_open (self) ? "count.sheet" : "count.record");
}

static void
show_progress (KontorCountPane *self)
{
  const KontorJson *progress = kontor_json_get_object (self->count, "progress");
  gint64            items = kontor_json_get_integer (progress, "items", 0);
  gint64            counted = kontor_json_get_integer (progress, "counted", 0);
  g_autofree char  *all = kontor_format_count (items);
  g_autofree char  *done = kontor_format_count (counted);
  g_autofree char  *text = NULL;

  /* Translators: how far a count is: "34 of 40 items counted". */
  text = g_strdup_printf (
    ngettext ("%s of %s item counted", "%s of %s items counted", (gulong) items), done, all);
  gtk_widget_set_visible (GTK_WIDGET (self->progress_box), items > 0);
  gtk_label_set_label (self->progress, text);
  gtk_level_bar_set_value (self->level, items > 0 ? (double) counted / (double) items : 0);
}

static void
add_money (KontorCountPane *self, const char *label, gint64 minor)
{
  g_autofree char *text = kontor_format_money (minor, get_text (self, "currency"));

  kontor_count_facts_add_figure (self->facts, label, text);
}

static void
add_differences (KontorCountPane *self)
{
  const KontorJson *differences = kontor_json_get_object (self->count, "differences");
  gint64            n = kontor_json_get_integer (differences, "different", 0);
  g_autofree char  *number = kontor_format_count (n);

  if (kontor_json_get_integer (differences, "lines", 0) == 0)
    return;
  kontor_count_facts_add_heading (self->facts, _ ("Differences"));
  kontor_count_facts_add_figure (self->facts, _ ("Lines that differ"), number);
  if (n == 0)
    return;
  add_money (
    self, _ ("More than in the book"), kontor_json_get_integer (differences, "plus_minor", 0));
  add_money (
    self, _ ("Less than in the book"), kontor_json_get_integer (differences, "minus_minor", 0));
  add_money (self, _ ("Together"), kontor_json_get_integer (differences, "value_minor", 0));
}

static void
add_reasons (KontorCountPane *self)
{
  const KontorJson *reasons = kontor_json_get_array (self->count, "reasons");
  guint             n = kontor_json_length (reasons);

  if (n == 0
      || (n == 1 && *kontor_json_get_string (kontor_json_at (reasons, 0), "reason", "") == '\0'))
    return;
  kontor_count_facts_add_heading (self->facts, _ ("By Reason"));
  for (guint i = 0; i < n; i++)
    {
      const KontorJson *reason = kontor_json_at (reasons, i);
      const char       *name = kontor_json_get_string (reason, "reason", "");

      add_money (self,
                 *name != '\0' ? kontor_count_reason_name (name) : _ ("No reason given"),
                 kontor_json_get_integer (reason, "value_minor", 0));
    }
}

static void
add_places (KontorCountPane *self)
{
  const KontorJson *places = kontor_json_get_array (self->count, "places");
  guint             n = kontor_json_length (places);

  if (n == 0)
    return;
  kontor_count_facts_add_heading (self->facts, _ ("Places"));
  for (guint i = 0; i < n; i++)
    {
      const KontorJson *place = kontor_json_at (places, i);
      g_autofree char  *counted = kontor_format_count (
        kontor_json_get_integer (place, "counted", 0));
      g_autofree char *items = kontor_format_count (kontor_json_get_integer (place, "items", 0));
      /* Translators: how far the count of a place is: "3 of 12". */
      g_autofree char *text = g_strdup_printf (_ ("%s of %s"), counted, items);

      kontor_count_facts_add_figure (
        self->facts, kontor_count_place_name (kontor_json_get_string (place, "name", "")), text);
    }
}

static void
add_people (KontorCountPane *self)
{
  const KontorJson *people = kontor_json_get_array (self->count, "people");
  guint             n = kontor_json_length (people);

  if (n == 0)
    return;
  kontor_count_facts_add_heading (self->facts, _ ("Who Counted"));
  for (guint i = 0; i < n; i++)
    {
      const KontorJson *person = kontor_json_at (people, i);
      const char       *name = kontor_json_get_string (person, "name", "");
      gint64            scans = kontor_json_get_integer (person, "scans", 0);
      g_autofree char  *number = kontor_format_count (scans);
      g_autofree char  *last = kontor_format_when (kontor_json_get_integer (person, "last_at", 0));
      g_autofree char  *text = g_strdup_printf (
        ngettext ("%s scan, the last %s", "%s scans, the last %s", (gulong) scans), number, last);

      kontor_count_facts_add_figure (self->facts, *name != '\0' ? name : _ ("No name"), text);
    }
}

static void
add_assign_button (KontorCountPane *self)
{
  GtkWidget *button = NULL;

  if (!kontor_count_can (self->count, "assign"))
    return;
  button = gtk_button_new_with_mnemonic (_ ("_Who Counts…"));
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_set_margin_top (button, 6);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "count.assign");
  kontor_count_facts_add_widget (self->facts, button);
}

static void
add_plan (KontorCountPane *self)
{
  const KontorJson *assignments = kontor_json_get_array (self->count, "assignments");
  g_autofree char  *cover = kontor_count_dup_cover (self->count);
  g_autofree char  *manner = kontor_count_dup_manner (self->count);
  g_autofree char  *due = kontor_format_day (kontor_json_get_integer (self->count, "due_at", 0));
  const char       *note = get_text (self, "note");

  kontor_count_facts_add_heading (self->facts, _ ("What to Count"));
  kontor_count_facts_add (self->facts, _ ("What"), cover);
  kontor_count_facts_add (self->facts, _ ("How"), manner);
  for (guint i = 0; i < kontor_json_length (assignments); i++)
    {
      const KontorJson *assignment = kontor_json_at (assignments, i);
      g_autofree char  *who = kontor_count_dup_assignment (assignment);
      const char       *place = kontor_json_get_string (assignment, "place_name", "");

      kontor_count_facts_add (self->facts, *place != '\0' ? place : _ ("Everywhere"), who);
    }
  if (*due != '\0')
    kontor_count_facts_add (self->facts, _ ("Due again"), due);
  if (*note != '\0')
    kontor_count_facts_add (self->facts, _ ("Note"), note);
  add_assign_button (self);
}

/* The document that takes it back, or that it takes back. */
static void
add_counterpart (KontorCountPane *self)
{
  gboolean         reversed = kontor_json_get (self->count, "reversed_by") != NULL;
  const char      *number = get_text (self, reversed ? "reversed_by_number" : "reverses_number");
  const char      *uid = get_text (self, reversed ? "reversed_by" : "reverses");
  GtkWidget       *button = NULL;
  g_autofree char *label = NULL;

  if (*uid == '\0')
    return;
  label = g_strdup_printf (reversed ? _ ("Taken back by %s") : _ ("Takes back %s"), number);
  button = gtk_button_new_with_label (label);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_set_margin_top (button, 12);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.record");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(ss)", "stock_count", uid);
  kontor_count_facts_add_widget (self->facts, button);
}

static void
show_count (KontorCountPane *self)
{
  show_head (self);
  show_suggested (self);
  show_buttons (self);
  show_progress (self);
  kontor_count_unknown_set_count (
    self->unknown, kontor_record_pane_get_company (KONTOR_RECORD_PANE (self)), self->count);
  kontor_count_facts_clear (self->facts);
  add_differences (self);
  add_reasons (self);
  add_places (self);
  add_people (self);
  add_plan (self);
  add_counterpart (self);
}

static void
kontor_count_pane_take (KontorRecordPane *pane, const KontorJson *count)
{
  KontorCountPane *self = KONTOR_COUNT_PANE (pane);

  self->count = count;
  kontor_count_actions_update (self);
  if (count != NULL)
    show_count (self);
}

static gboolean
kontor_count_pane_concerns (KontorRecordPane *pane, const GArray *touched)
{
  return kontor_touched_has_kind (touched, KONTOR_KIND_COUNT_LINE)
         || kontor_touched_has_kind (touched, KONTOR_KIND_COUNT_SCAN);
}

static gboolean
kontor_count_pane_suggested (KontorRecordPane *pane)
{
  KontorCountPane       *self = KONTOR_COUNT_PANE (pane);
  const KontorCountNext *next = self->count != NULL ? kontor_count_actions_suggested (self->count)
                                                    : NULL;

  return next != NULL && gtk_widget_activate_action (GTK_WIDGET (self), next->action, NULL);
}

static gboolean
kontor_count_pane_print (KontorRecordPane *pane)
{
  return gtk_widget_activate_action (
    GTK_WIDGET (pane), is_open (KONTOR_COUNT_PANE (pane)) ? "count.sheet" : "count.record", NULL);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, KontorCountPane, title);
  gtk_widget_class_bind_template_child (widget_class, KontorCountPane, name);
  gtk_widget_class_bind_template_child (widget_class, KontorCountPane, summary);
  gtk_widget_class_bind_template_child (widget_class, KontorCountPane, state_icon);
  gtk_widget_class_bind_template_child (widget_class, KontorCountPane, state);
  gtk_widget_class_bind_template_child (widget_class, KontorCountPane, suggested);
  gtk_widget_class_bind_template_child (widget_class, KontorCountPane, lines);
  gtk_widget_class_bind_template_child (widget_class, KontorCountPane, paper);
  gtk_widget_class_bind_template_child (widget_class, KontorCountPane, progress_box);
  gtk_widget_class_bind_template_child (widget_class, KontorCountPane, progress);
  gtk_widget_class_bind_template_child (widget_class, KontorCountPane, level);
  gtk_widget_class_bind_template_child (widget_class, KontorCountPane, unknown);
  gtk_widget_class_bind_template_child (widget_class, KontorCountPane, facts);
}

static void
kontor_count_pane_class_init (KontorCountPaneClass *klass)
{
  KontorRecordPaneClass *pane_class = KONTOR_RECORD_PANE_CLASS (klass);
  GtkWidgetClass        *widget_class = GTK_WIDGET_CLASS (klass);

  pane_class->query = kontor_query_count_json;
  pane_class->take = kontor_count_pane_take;
  pane_class->concerns = kontor_count_pane_concerns;
  pane_class->suggested = kontor_count_pane_suggested;
  pane_class->print = kontor_count_pane_print;

  g_type_ensure (KONTOR_TYPE_COUNT_FACTS);
  g_type_ensure (KONTOR_TYPE_COUNT_UNKNOWN);
  kontor_count_actions_install (widget_class);
  kontor_record_pane_class_set_template (
    pane_class, "/org/kontorapp/Kontor/ui/kontor-count-pane.ui", "count");
  bind_children (widget_class);
}

static void
kontor_count_pane_init (KontorCountPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kontor_count_pane_get_count:
 *
 * Returns: (nullable): the count shown, as kontor_query_count_json() gives it
 */
const KontorJson *
kontor_count_pane_get_count (KontorCountPane *self)
{
  return self->count;
}

KontorCompany *
kontor_count_pane_get_company (KontorCountPane *self)
{
  return kontor_record_pane_get_company (KONTOR_RECORD_PANE (self));
}
