/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-stock-pane.h"

#include <glib/gi18n.h>

#include "kontor-format.h"
#include "kontor-stock-actions.h"
#include "kontor-stock-chart.h"
#include "kontor-stock-figures.h"
#include "kontor-stock-notice.h"
#include "kontor-stock-query.h"
#include "kontor-stock-rows.h"
#include "kontor-stock-words.h"
#include "kontor-text-scale.h"

#define DAYS_SHOWN 90
#define MOST_STEPS 400
#define MOST_ROWS 100
#define MOST_MOVEMENTS 8

/**
 * KontorStockPane:
 *
 * One item of the stock: what lies where, what is promised, what comes, and how it got there.
 */
struct _KontorStockPane
{
  KontorRecordPane parent_instance;

  const KontorJson *item; /* (unowned) (nullable) until read */

  /* Template children */
  AdwWindowTitle     *title;
  GtkButton          *name;
  GtkLabel           *summary;
  KontorStockNotice  *notice;
  KontorStockFigures *figures;
  GtkWidget          *buttons;
  GtkLabel           *content;
  GtkWidget          *course;
  KontorStockChart   *chart;
  GtkListBox         *shelves;
  GtkListBox         *orders;
  GtkListBox         *purchases;
  GtkListBox         *parts;
  GtkListBox         *bundles;
  GtkListBox         *movements;
};

G_DEFINE_FINAL_TYPE (KontorStockPane, kontor_stock_pane, KONTOR_TYPE_RECORD_PANE)

/* --- reading --- */

/* Any thread: what the pane shows, with the steps of its chart and the places there are. */
static KontorJson *
ask_item (KontorDatabase *database, const KontorUid *uid, GError **error)
{
  gint64 now = kontor_time_now ();
  gint64 from = now - DAYS_SHOWN * KONTOR_DAY;
  g_autoptr (KontorJson) item = kontor_query_stock_json (database, uid, now, error);
  g_autoptr (KontorJson) history = NULL;
  g_autoptr (KontorJson) places = NULL;
  KontorJson *targets = NULL;

  if (item == NULL)
    return NULL;
  history = kontor_query_stock_history (database, uid, from, now, MOST_STEPS, error);
  places = history != NULL ? kontor_query_places_json (database, error) : NULL;
  targets = places != NULL ? kontor_query_split_targets (database, uid, error) : NULL;
  if (targets == NULL)
    return NULL;
  kontor_json_set_integer (item, "from", from);
  kontor_json_set_integer (item, "to", now);
  kontor_json_set (item, "history", g_steal_pointer (&history));
  kontor_json_set (item, "places", g_steal_pointer (&places));
  kontor_json_set (item, "targets", targets);
  return g_steal_pointer (&item);
}

/* --- showing --- */

/* "TEE-001-2 · last moved 3 May · lasts 116 days" */
static char *
dup_summary (const KontorJson *item)
{
  g_autofree char *moved = kontor_format_when (kontor_json_get_integer (item, "last_moved_at", 0));
  gint64           days = kontor_json_get_integer (item, "days_left", -1);
  g_autofree char *number = kontor_format_count (days);
  g_autoptr (GString) text = g_string_new (kontor_json_get_string (item, "sku", ""));

  if (*moved != '\0')
    {
      g_string_append (text, " · ");
      g_string_append_printf (text, _ ("last moved %s"), moved);
    }
  if (days >= 0)
    {
      g_string_append (text, " · ");
      /* Translators: how long what is there is enough, as it was sold in the last 90 days. */
      g_string_append_printf (
        text, ngettext ("lasts %s day", "lasts %s days", (gulong) days), number);
    }
  if (kontor_json_get (item, "archived_at") != NULL)
    g_string_append_printf (text, " · %s", _ ("archived"));
  return g_strdup (text->str);
}

/* "740 ml remain of 1,000 ml: 250 ml used, 10 ml corrected" */
static char *
dup_content (const KontorJson *item)
{
  const KontorJson *sums = kontor_json_get_object (item, "content_sums");
  const char       *unit = kontor_json_get_string (sums, "unit", "");
  g_autofree char  *remaining = kontor_stock_dup_amount (
    kontor_json_get_integer (sums, "remaining", 0), unit);
  g_autofree char *received = kontor_stock_dup_amount (
    kontor_json_get_integer (sums, "received", 0), unit);
  g_autofree char *used = kontor_stock_dup_amount (kontor_json_get_integer (sums, "used", 0), unit);
  gint64           corrected = kontor_json_get_integer (sums, "corrected", 0);
  g_autofree char *other = kontor_stock_dup_amount (ABS (corrected), unit);

  if (corrected == 0)
    return g_strdup_printf (_ ("%s remain of %s received; %s used."), remaining, received, used);
  return g_strdup_printf (
    corrected > 0 ? _ ("%s remain of %s received; %s used, %s added by corrections and filling.")
                  : _ ("%s remain of %s received; %s used, %s taken by corrections and filling."),
    remaining,
    received,
    used,
    other);
}

static char *
dup_buildable (const KontorJson *item)
{
  g_autofree char *number = kontor_format_quantity (kontor_json_get_integer (item, "buildable", 0));

  return g_strdup_printf (_ ("Nothing is kept of a bundle: its parts are enough for %s."), number);
}

static void
show_content (KontorStockPane *self, gboolean is_bundle)
{
  gboolean         has_content = kontor_json_get_object (self->item, "content_sums") != NULL;
  g_autofree char *text = is_bundle     ? dup_buildable (self->item)
                          : has_content ? dup_content (self->item)
                                        : NULL;

  gtk_label_set_label (self->content, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->content), text != NULL);
}

static void
show_rows (KontorStockPane *self)
{
  const struct
  {
    GtkListBox        *list;
    const char        *key;
    guint              most;
    KontorStockRowFunc func;
  } rows[] = {
    { self->shelves, "shelves", MOST_ROWS, kontor_stock_rows_new_shelf },
    { self->orders, "orders", MOST_ROWS, kontor_stock_rows_new_order },
    { self->purchases, "purchases", MOST_ROWS, kontor_stock_rows_new_purchase },
    { self->parts, "parts", MOST_ROWS, kontor_stock_rows_new_part },
    { self->bundles, "bundles", MOST_ROWS, kontor_stock_rows_new_part },
    { self->movements, "movements", MOST_MOVEMENTS, kontor_stock_rows_new_movement },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    kontor_stock_rows_fill (rows[i].list, self->item, rows[i].key, rows[i].most, rows[i].func);
}

static void
show_course (KontorStockPane *self)
{
  const KontorJson *history = kontor_json_get_object (self->item, "history");
  gboolean          has_course = kontor_json_length (kontor_json_get_array (history, "points")) > 0
                        || kontor_json_get_integer (history, "before", 0) != 0;

  gtk_widget_set_visible (self->course, has_course);
  kontor_stock_chart_set_history (self->chart,
                                  history,
                                  kontor_json_get_string (self->item, "unit", ""),
                                  kontor_json_get_integer (self->item, "from", 0),
                                  kontor_json_get_integer (self->item, "to", 1));
}

static void
show_item (KontorStockPane *self)
{
  g_autofree char *name = kontor_stock_dup_item (self->item);
  g_autofree char *summary = dup_summary (self->item);
  gboolean         is_bundle = kontor_json_length (kontor_json_get_array (self->item, "parts")) > 0;

  adw_window_title_set_title (self->title, kontor_json_get_string (self->item, "sku", ""));
  gtk_button_set_label (self->name, name);
  gtk_label_set_label (self->summary, summary);
  kontor_stock_notice_set_item (self->notice, self->item);
  kontor_stock_figures_set_item (self->figures, self->item);
  gtk_widget_set_visible (self->buttons, !is_bundle);
  show_content (self, is_bundle);
  show_course (self);
  show_rows (self);
}

/* Of several movements in one step, all are listed. */
static void
step_opened_cb (KontorStockPane *self, const KontorJson *step)
{
  g_autofree char *item = kontor_stock_dup_filter ("item",
                                                   kontor_json_get_string (self->item, "sku", ""));
  gint64           at = kontor_json_get_integer (step, "at", 0);
  g_autofree char *day = kontor_day_format_iso (kontor_day_from_time (at, kontor_format_zone ()));
  g_autofree char *filter = g_strconcat (item, " happened:", day, NULL);

  if (kontor_json_get_integer (step, "movements", 0) == 1)
    gtk_widget_activate_action (GTK_WIDGET (self),
                                "win.record",
                                "(ss)",
                                "movement",
                                kontor_json_get_string (step, "movement", ""));
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "win.rows", "(ss)", "movements", filter);
}

/* --- pane --- */

static void
kontor_stock_pane_take (KontorRecordPane *pane, const KontorJson *item)
{
  KontorStockPane *self = KONTOR_STOCK_PANE (pane);

  self->item = item;
  kontor_stock_actions_update (self);
  if (item != NULL)
    show_item (self);
}

static gboolean
kontor_stock_pane_concerns (KontorRecordPane *pane, const GArray *touched)
{
  static const KontorKind kinds[] = {
    KONTOR_KIND_STOCK_MOVEMENT, KONTOR_KIND_ORDER,         KONTOR_KIND_PURCHASE_ORDER,
    KONTOR_KIND_PRODUCT,        KONTOR_KIND_LOCATION,      KONTOR_KIND_LOT,
    KONTOR_KIND_STOCK_NOTICE,   KONTOR_KIND_STOCK_REQUEST,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kontor_touched_has_kind (touched, (int) kinds[i]))
      return TRUE;
  return FALSE;
}

static gboolean
kontor_stock_pane_suggested (KontorRecordPane *pane)
{
  KontorStockPane *self = KONTOR_STOCK_PANE (pane);

  return self->item != NULL && gtk_widget_get_visible (self->buttons)
         && gtk_widget_activate_action (GTK_WIDGET (self), "stock.correct", NULL);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, KontorStockPane, title);
  gtk_widget_class_bind_template_child (widget_class, KontorStockPane, name);
  gtk_widget_class_bind_template_child (widget_class, KontorStockPane, summary);
  gtk_widget_class_bind_template_child (widget_class, KontorStockPane, notice);
  gtk_widget_class_bind_template_child (widget_class, KontorStockPane, figures);
  gtk_widget_class_bind_template_child (widget_class, KontorStockPane, buttons);
  gtk_widget_class_bind_template_child (widget_class, KontorStockPane, content);
  gtk_widget_class_bind_template_child (widget_class, KontorStockPane, course);
  gtk_widget_class_bind_template_child (widget_class, KontorStockPane, chart);
  gtk_widget_class_bind_template_child (widget_class, KontorStockPane, shelves);
  gtk_widget_class_bind_template_child (widget_class, KontorStockPane, orders);
  gtk_widget_class_bind_template_child (widget_class, KontorStockPane, purchases);
  gtk_widget_class_bind_template_child (widget_class, KontorStockPane, parts);
  gtk_widget_class_bind_template_child (widget_class, KontorStockPane, bundles);
  gtk_widget_class_bind_template_child (widget_class, KontorStockPane, movements);
}

static void
kontor_stock_pane_class_init (KontorStockPaneClass *klass)
{
  KontorRecordPaneClass *pane_class = KONTOR_RECORD_PANE_CLASS (klass);
  GtkWidgetClass        *widget_class = GTK_WIDGET_CLASS (klass);

  pane_class->query = ask_item;
  pane_class->take = kontor_stock_pane_take;
  pane_class->concerns = kontor_stock_pane_concerns;
  pane_class->suggested = kontor_stock_pane_suggested;

  g_type_ensure (KONTOR_TYPE_STOCK_CHART);
  g_type_ensure (KONTOR_TYPE_STOCK_FIGURES);
  g_type_ensure (KONTOR_TYPE_STOCK_NOTICE);
  kontor_stock_actions_install (widget_class);
  kontor_record_pane_class_set_template (
    pane_class, "/org/kontorapp/Kontor/ui/kontor-stock-pane.ui", "item");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, step_opened_cb);
}

static void
kontor_stock_pane_init (KontorStockPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  kontor_text_scale_template (GTK_WIDGET (self));
}

KontorCompany *
kontor_stock_pane_get_company (KontorStockPane *self)
{
  g_return_val_if_fail (KONTOR_IS_STOCK_PANE (self), NULL);

  return kontor_record_pane_get_company (KONTOR_RECORD_PANE (self));
}

/**
 * kontor_stock_pane_get_item:
 *
 * Returns: (nullable): the item that is shown, with "places" and "history"
 */
const KontorJson *
kontor_stock_pane_get_item (KontorStockPane *self)
{
  g_return_val_if_fail (KONTOR_IS_STOCK_PANE (self), NULL);

  return self->item;
}
