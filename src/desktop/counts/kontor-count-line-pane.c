/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-count-line-pane.h"

#include <glib/gi18n.h>

#include "kontor-count-decisions.h"
#include "kontor-count-facts.h"
#include "kontor-count-query.h"
#include "kontor-count-text.h"
#include "kontor-format.h"
#include "kontor-state.h"

#define BEFORE_SHOWN 5

/**
 * KontorCountLinePane:
 *
 * One line of a count, which explains its figures: what the book said when it was counted, what was
 * counted, what moved since, and what the count books.
 */
struct _KontorCountLinePane
{
  KontorRecordPane parent_instance;

  const KontorJson *line; /* (unowned) (nullable) until read */

  /* Template children */
  AdwWindowTitle   *title;
  GtkButton        *name;
  GtkLabel         *summary;
  GtkImage         *state_icon;
  GtkLabel         *state;
  GtkBox           *question;
  KontorCountFacts *facts;
};

G_DEFINE_FINAL_TYPE (KontorCountLinePane, kontor_count_line_pane, KONTOR_TYPE_RECORD_PANE)

static const char *
get_text (KontorCountLinePane *self, const char *key)
{
  return kontor_json_get_string (self->line, key, "");
}

static gint64
get_integer (KontorCountLinePane *self, const char *key)
{
  return kontor_json_get_integer (self->line, key, 0);
}

static void
show_head (KontorCountLinePane *self)
{
  const KontorState *state = kontor_state_find (get_text (self, "state"));
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();
  g_autofree char *summary = NULL;

  g_ptr_array_add (parts, (gpointer) kontor_count_place_name (get_text (self, "place_name")));
  if (*get_text (self, "lot_code") != '\0')
    g_ptr_array_add (parts, (gpointer) get_text (self, "lot_code"));
  g_ptr_array_add (parts, NULL);
  summary = g_strjoinv (" · ", (char **) parts->pdata);
  adw_window_title_set_title (self->title, get_text (self, "sku"));
  gtk_button_set_label (self->name, get_text (self, "title"));
  gtk_label_set_label (self->summary, summary);
  gtk_label_set_label (self->state, kontor_state_label (get_text (self, "state")));
  gtk_image_set_from_icon_name (self->state_icon, state != NULL ? state->icon_name : NULL);
}

/* --- figures --- */

static void
add_quantity (KontorCountLinePane *self, const char *label, gint64 quantity)
{
  g_autofree char *text = kontor_format_quantity (quantity);

  kontor_count_facts_add_figure (self->facts, label, text);
}

static void
add_change (KontorCountLinePane *self, const char *label, gint64 quantity)
{
  g_autofree char *text = kontor_count_dup_change (quantity);

  kontor_count_facts_add_figure (self->facts, label, text);
}

static void
add_figures (KontorCountLinePane *self)
{
  g_autofree char *when = kontor_format_when (get_integer (self, "counted_at"));
  g_autofree char *value = kontor_format_money (get_integer (self, "value_minor"),
                                                get_text (self, "currency"));
  const char      *state = get_text (self, "state");
  gboolean         is_posted = g_str_equal (state, "booked") || g_str_equal (state, "reopened");
  gint64           late = get_integer (self, "counted") + get_integer (self, "excluded")
                - get_integer (self, "book") - get_integer (self, "shown");

  if (kontor_json_get (self->line, "counted") == NULL)
    {
      kontor_count_facts_add_heading (self->facts, _ ("Not Counted"));
      add_quantity (self, _ ("The book says"), get_integer (self, "on_hand"));
      return;
    }
  kontor_count_facts_add_heading (self->facts, _ ("When It Was Counted"));
  kontor_count_facts_add_figure (self->facts, _ ("Moment"), when);
  add_quantity (self, _ ("The book said"), get_integer (self, "book"));
  add_quantity (self, _ ("Counted"), get_integer (self, "counted"));
  if (is_posted && late != 0)
    add_change (self, _ ("Known only later"), late);
  add_change (self, _ ("Difference"), get_integer (self, "shown"));
  kontor_count_facts_add_figure (self->facts, _ ("Value of it"), value);
  kontor_count_facts_add_heading (self->facts, _ ("Now"));
  add_change (self, _ ("Moved since"), get_integer (self, "since"));
  add_quantity (self,
                is_posted ? _ ("On hand") : _ ("On hand once it is booked"),
                is_posted ? get_integer (self, "on_hand")
                          : get_integer (self, "counted") + get_integer (self, "since"));
  add_change (
    self, is_posted ? _ ("Booked") : _ ("Will be booked"), get_integer (self, "adjustment"));
}

static void
add_words (KontorCountLinePane *self)
{
  const char *reason = get_text (self, "reason");

  if (*reason != '\0')
    kontor_count_facts_add (self->facts, _ ("Reason"), kontor_count_reason_name (reason));
  if (*get_text (self, "note") != '\0')
    kontor_count_facts_add (self->facts, _ ("Note"), get_text (self, "note"));
  if (*get_text (self, "decided_by") != '\0')
    kontor_count_facts_add_figure (self->facts, _ ("Decided by"), get_text (self, "decided_by"));
}

/* --- rows behind the figures --- */

static void
add_movement (KontorCountLinePane *self, const KontorJson *movement)
{
  g_autofree char *when = kontor_format_when (kontor_json_get_integer (movement, "happened_at", 0));
  g_autofree char *change = kontor_count_dup_change (
    kontor_json_get_integer (movement, "quantity", 0));
  const char *number = kontor_json_get_string (movement, "order_number", "");
  const char *kind = kontor_count_movement_name (kontor_json_get_string (movement, "kind", ""));
  g_autofree char *label = g_strconcat (kind, " ", when, NULL);
  g_autofree char *value = g_strconcat (number, *number != '\0' ? "   " : "", change, NULL);

  kontor_count_facts_add_figure (self->facts, label, value);
}

static void
add_movements (KontorCountLinePane *self, const char *key, const char *title, guint most)
{
  const KontorJson *movements = kontor_json_get_array (self->line, key);
  guint             n = MIN (kontor_json_length (movements), most);

  if (n == 0)
    return;
  kontor_count_facts_add_heading (self->facts, title);
  for (guint i = 0; i < n; i++)
    add_movement (self, kontor_json_at (movements, i));
}

/* "12+12+3 = 27 · Anna · Cellar, left" */
static void
add_scan (KontorCountLinePane *self, const KontorJson *scan)
{
  const char      *expression = kontor_json_get_string (scan, "expression", "");
  const char      *author = kontor_json_get_string (scan, "author", "");
  const char      *note = kontor_json_get_string (scan, "note", "");
  const char      *spot = kontor_json_get_string (scan, "spot", "");
  gint64           pass = kontor_json_get_integer (scan, "pass", 1);
  g_autofree char *when = kontor_format_when (kontor_json_get_integer (scan, "happened_at", 0));
  g_autofree char *quantity = kontor_format_quantity (
    kontor_json_get_integer (scan, "quantity", 0));
  g_autoptr (GString) value = g_string_new (NULL);
  g_autofree char *label = g_strconcat (when, *author != '\0' ? " · " : "", author, NULL);

  if (pass > 1)
    {
      g_autofree char *which = g_strdup_printf (_ ("count %d"), (int) pass);

      g_string_append_printf (value, "%s   ", which);
    }
  if (*spot != '\0')
    g_string_append_printf (value, "%s   ", spot);
  if (g_str_equal (kontor_json_get_string (scan, "condition", ""), "damaged"))
    g_string_append_printf (value, "%s   ", _ ("damaged"));
  if (*note != '\0')
    g_string_append_printf (value, "%s   ", note);
  if (*expression != '\0' && !g_str_equal (expression, quantity))
    g_string_append_printf (value, "%s = ", expression);
  g_string_append (value, quantity);
  if (!kontor_json_get_boolean (scan, "stands", TRUE))
    g_string_append_printf (value, "   (%s)", _ ("taken back"));
  kontor_count_facts_add_figure (self->facts, label, value->str);
}

static void
add_scans (KontorCountLinePane *self)
{
  const KontorJson *scans = kontor_json_get_array (self->line, "scans");
  guint             n = 0;

  for (guint i = 0; i < kontor_json_length (scans); i++)
    {
      const KontorJson *scan = kontor_json_at (scans, i);

      if (kontor_json_get (scan, "corrects") != NULL)
        continue;
      if (n++ == 0)
        kontor_count_facts_add_heading (self->facts, _ ("Scans"));
      add_scan (self, scan);
    }
}

static void
show_line (KontorCountLinePane *self)
{
  show_head (self);
  kontor_count_decisions_ask (self, self->question);
  kontor_count_facts_clear (self->facts);
  add_figures (self);
  add_words (self);
  add_scans (self);
  add_movements (self, "movements_since", _ ("Moved Since"), G_MAXUINT);
  add_movements (self, "rows", _ ("What the Count Booked"), G_MAXUINT);
  add_movements (self, "movements_before", _ ("Before It Was Counted"), BEFORE_SHOWN);
}

static void
open_product_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorCountLinePane *self = KONTOR_COUNT_LINE_PANE (widget);

  gtk_widget_activate_action (widget, "win.record", "(ss)", "product", get_text (self, "product"));
}

static void
kontor_count_line_pane_take (KontorRecordPane *pane, const KontorJson *line)
{
  KontorCountLinePane *self = KONTOR_COUNT_LINE_PANE (pane);

  self->line = line;
  kontor_count_decisions_update (self);
  if (line != NULL)
    show_line (self);
}

static gboolean
kontor_count_line_pane_concerns (KontorRecordPane *pane, const GArray *touched)
{
  return kontor_touched_has_kind (touched, KONTOR_KIND_COUNT_SCAN)
         || kontor_touched_has_kind (touched, KONTOR_KIND_STOCK_MOVEMENT);
}

static gboolean
kontor_count_line_pane_suggested (KontorRecordPane *pane)
{
  KontorCountLinePane *self = KONTOR_COUNT_LINE_PANE (pane);
  const char *action = self->line != NULL ? kontor_count_decisions_suggested (self->line) : NULL;

  return action != NULL && gtk_widget_activate_action (GTK_WIDGET (self), action, NULL);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, KontorCountLinePane, title);
  gtk_widget_class_bind_template_child (widget_class, KontorCountLinePane, name);
  gtk_widget_class_bind_template_child (widget_class, KontorCountLinePane, summary);
  gtk_widget_class_bind_template_child (widget_class, KontorCountLinePane, state_icon);
  gtk_widget_class_bind_template_child (widget_class, KontorCountLinePane, state);
  gtk_widget_class_bind_template_child (widget_class, KontorCountLinePane, question);
  gtk_widget_class_bind_template_child (widget_class, KontorCountLinePane, facts);
}

static void
kontor_count_line_pane_class_init (KontorCountLinePaneClass *klass)
{
  KontorRecordPaneClass *pane_class = KONTOR_RECORD_PANE_CLASS (klass);
  GtkWidgetClass        *widget_class = GTK_WIDGET_CLASS (klass);

  pane_class->query = kontor_query_count_line_json;
  pane_class->take = kontor_count_line_pane_take;
  pane_class->concerns = kontor_count_line_pane_concerns;
  pane_class->suggested = kontor_count_line_pane_suggested;

  g_type_ensure (KONTOR_TYPE_COUNT_FACTS);
  kontor_count_decisions_install (widget_class);
  gtk_widget_class_install_action (widget_class, "line.open-product", NULL, open_product_action);
  kontor_record_pane_class_set_template (
    pane_class, "/org/kontorapp/Kontor/ui/kontor-count-line-pane.ui", "line");
  bind_children (widget_class);
}

static void
kontor_count_line_pane_init (KontorCountLinePane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kontor_count_line_pane_get_line:
 *
 * Returns: (nullable): the line shown, as kontor_query_count_line_json() gives it
 */
const KontorJson *
kontor_count_line_pane_get_line (KontorCountLinePane *self)
{
  return self->line;
}

KontorCompany *
kontor_count_line_pane_get_company (KontorCountLinePane *self)
{
  return kontor_record_pane_get_company (KONTOR_RECORD_PANE (self));
}
