/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-today-page.h"

#include <glib/gi18n.h>

#include "kontor-beside.h"
#include "kontor-chart-view.h"
#include "kontor-format.h"
#include "kontor-text-scale.h"
#include "kontor-today-tiles.h"

#define N_DAYS 30

/**
 * KontorTodayPage:
 *
 * What needs doing now, each line opening exactly its rows; beside it how the last 30 days went.
 */
struct _KontorTodayPage
{
  KontorPage parent_instance;

  gboolean was_shown; /* what waits was there once */

  /* Template children */
  GtkStack         *stack;
  AdwWindowTitle   *title;
  GtkListBox       *work;
  GtkWidget        *figures;
  KontorChartView  *chart;
  GtkLabel         *revenue;
  GtkLabel         *revenue_before;
  GtkLabel         *orders;
  GtkLabel         *orders_before;
  GtkLabel         *average;
  GtkLabel         *average_before;
  KontorTodayTiles *tiles;
};

G_DEFINE_FINAL_TYPE (KontorTodayPage, kontor_today_page, KONTOR_TYPE_PAGE)

/* What may wait, in the order in which it hurts. */
static const struct
{
  const char *key;
  const char *one;  /* N_() */
  const char *many; /* N_() */
  const char *icon_name;
  const char *css_class; /* (nullable) */
} kinds[] = {
  { "late", N_ ("order is late"), N_ ("orders are late"), "dialog-warning-symbolic", "warning" },
  { "attention",
    N_ ("matter needs a decision"),
    N_ ("matters need a decision"),
    "dialog-warning-symbolic",
    "warning" },
  { "to_ship",
    N_ ("order to ship"),
    N_ ("orders to ship"),
    "kontor-state-most-symbolic",
    "accent" },
  { "to_pack",
    N_ ("order to pack"),
    N_ ("orders to pack"),
    "kontor-state-half-symbolic",
    "accent" },
  { "to_pay",
    N_ ("order to be paid"),
    N_ ("orders to be paid"),
    "kontor-state-quarter-symbolic",
    NULL },
  { "expected", N_ ("delivery due"), N_ ("deliveries due"), "kontor-purchasing-symbolic", NULL },
  { "low_stock",
    N_ ("item at its reorder level"),
    N_ ("items at their reorder level"),
    "kontor-stock-symbolic",
    "warning" },
  { "overdue",
    N_ ("invoice is overdue"),
    N_ ("invoices are overdue"),
    "kontor-invoices-symbolic",
    "warning" },
  { "incoming",
    N_ ("incoming invoice to review"),
    N_ ("incoming invoices to review"),
    "kontor-incoming-symbolic",
    NULL },
  { "unpriced",
    N_ ("product without a price"),
    N_ ("products without a price"),
    "kontor-products-symbolic",
    NULL },
  { "old_carts",
    N_ ("cart left standing"),
    N_ ("carts left standing"),
    "kontor-state-draft-symbolic",
    NULL },
};

static const KontorJson *
today_of (KontorTodayPage *self)
{
  return kontor_company_get_today (kontor_page_get_company (KONTOR_PAGE (self)));
}

static GtkWidget *
new_work_row (gsize kind, gint64 count, const char *list, const char *filter)
{
  GtkWidget       *row = adw_action_row_new ();
  GtkWidget       *icon = gtk_image_new_from_icon_name (kinds[kind].icon_name);
  GtkWidget       *number = NULL;
  g_autofree char *text = kontor_format_count (count);

  number = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (number), 1);
  gtk_label_set_width_chars (GTK_LABEL (number), 3);
  gtk_widget_add_css_class (number, "count");
  gtk_widget_add_css_class (number, "numeric");
  if (kinds[kind].css_class != NULL)
    gtk_widget_add_css_class (icon, kinds[kind].css_class);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 (count == 1 ? _ (kinds[kind].one) : _ (kinds[kind].many)));
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), number);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.rows");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "(ss)", list, filter);
  return row;
}

static void
show_work (KontorTodayPage *self, const KontorJson *today)
{
  GtkWidget *child = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->work))) != NULL)
    gtk_list_box_remove (self->work, child);
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      const KontorJson *entry = kontor_json_get_object (today, kinds[i].key);
      gint64            count = entry != NULL ? kontor_json_get_integer (entry, "count", 0)
                                              : kontor_json_get_integer (today, kinds[i].key, 0);
      const char       *list = entry != NULL ? kontor_json_get_string (entry, "list", "orders")
                                             : "attention";
      const char       *filter = entry != NULL ? kontor_json_get_string (entry, "filter", "") : "";

      if (count > 0)
        gtk_list_box_append (self->work, new_work_row (i, count, list, filter));
    }
}

static gint64
figure (const KontorJson *today, const char *period, const char *key)
{
  const KontorJson *figures = kontor_json_get_object (today, period);

  return figures != NULL ? kontor_json_get_integer (figures, key, 0) : 0;
}

static gint64
average (const KontorJson *today, const char *period)
{
  gint64 n_orders = figure (today, period, "paid_orders");
  gint64 result = 0;

  if (n_orders == 0
      || !kontor_scale_rounded (figure (today, period, "revenue_minor"), 1, n_orders, &result))
    return 0;
  return result;
}

static void
show_pair (GtkLabel *label, GtkLabel *before_label, char *now, char *before)
{
  g_autofree char *owned_now = now;
  g_autofree char *owned_before = before;
  /* Translators: the figure of the 30 days before. */
  g_autofree char *text = g_strdup_printf (_ ("before: %s"), owned_before);

  gtk_label_set_label (label, owned_now);
  gtk_label_set_label (before_label, text);
}

static void
show_figures (KontorTodayPage *self, const KontorJson *today)
{
  const char *currency = kontor_json_get_string (today, "currency", "");

  show_pair (self->revenue,
             self->revenue_before,
             kontor_format_money (figure (today, "last30", "revenue_minor"), currency),
             kontor_format_money (figure (today, "before30", "revenue_minor"), currency));
  show_pair (self->orders,
             self->orders_before,
             kontor_format_count (figure (today, "last30", "orders")),
             kontor_format_count (figure (today, "before30", "orders")));
  show_pair (self->average,
             self->average_before,
             kontor_format_money (average (today, "last30"), currency),
             kontor_format_money (average (today, "before30"), currency));
}

/* Round sums go without decimals, so that the axis stays calm. */
static char *
format_amount (gint64 value, gpointer data)
{
  KontorTodayPage  *self = data;
  const KontorJson *today = today_of (self);
  const char       *currency = today != NULL ? kontor_json_get_string (today, "currency", "") : "";
  gint64            major = 1;
  g_autofree char  *number = NULL;

  for (guint i = 0; i < kontor_currency_digits (currency); i++)
    major *= 10;
  if (value % major != 0)
    return kontor_format_money (value, currency);
  number = kontor_format_count (value / major);
  return g_strjoin ("\u00a0", number, kontor_format_currency_sign (currency), NULL);
}

static void
show_chart (KontorTodayPage *self, const KontorJson *today)
{
  const KontorJson *days = kontor_json_get_array (today, "days");
  g_autoptr (GArray) now = g_array_new (FALSE, TRUE, sizeof (gint64));
  g_autoptr (GArray) before = g_array_new (FALSE, TRUE, sizeof (gint64));
  g_auto (GStrv) labels = g_new0 (char *, N_DAYS + 1);

  if (days == NULL || kontor_json_length (days) < 2 * N_DAYS)
    return;
  for (guint i = 0; i < N_DAYS; i++)
    {
      const KontorJson *old_day = kontor_json_at (days, i);
      const KontorJson *day = kontor_json_at (days, i + N_DAYS);
      gint64            old_revenue = kontor_json_get_integer (old_day, "revenue_minor", 0);
      gint64            revenue = kontor_json_get_integer (day, "revenue_minor", 0);
      gint64            start = kontor_day_start (kontor_json_get_integer (day, "day", 0),
                                       kontor_format_zone ());

      g_array_append_val (before, old_revenue);
      g_array_append_val (now, revenue);
      labels[i] = kontor_time_format_local (start, kontor_format_zone (), _ ("%-d %b"));
    }
  kontor_chart_view_take_data (self->chart,
                               g_steal_pointer (&now),
                               g_steal_pointer (&before),
                               g_steal_pointer (&labels),
                               _ ("last 30 days"),
                               _ ("30 days before"));
}

static void
update (KontorTodayPage *self)
{
  const KontorJson *today = today_of (self);
  g_autofree char  *date = kontor_time_format_local (
    kontor_time_now (), kontor_format_zone (), _ ("%A, %-d %B"));
  gboolean has_work = FALSE;
  gboolean is_new = today != NULL && kontor_json_get_boolean (today, "is_new", FALSE);

  adw_window_title_set_subtitle (self->title, date);
  if (today == NULL)
    return;
  show_work (self, today);
  show_figures (self, today);
  show_chart (self, today);
  has_work = gtk_list_box_get_row_at_index (self->work, 0) != NULL;
  gtk_stack_set_visible_child_name (self->stack, has_work ? "work" : is_new ? "start" : "done");
  if (!self->was_shown && gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_widget_child_focus (GTK_WIDGET (self->stack), GTK_DIR_TAB_FORWARD);
  self->was_shown = TRUE;
  /* Figures of nothing would only be in the way. */
  gtk_widget_set_visible (self->figures, has_work || !is_new);
}

static void
point_opened_cb (KontorTodayPage *self, int point)
{
  const KontorJson *days = kontor_json_get_array (today_of (self), "days");
  gint64 day = kontor_json_get_integer (kontor_json_at (days, (guint) point + N_DAYS), "day", 0);
  g_autofree char *iso = kontor_day_format_iso (day);
  g_autofree char *filter = g_strconcat ("paid:", iso, NULL);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.rows", "(ss)", "orders", filter);
}

static void
open_period (KontorTodayPage *self, const char *key)
{
  g_autofree char *filter = g_strconcat (key, ":-29d..", NULL);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.rows", "(ss)", "orders", filter);
}

static void
figure_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  open_period (KONTOR_TODAY_PAGE (widget), g_variant_get_string (parameter, NULL));
}

static void
kontor_today_page_shown (KontorPage *page)
{
  kontor_company_refresh (kontor_page_get_company (page));
  gtk_widget_child_focus (GTK_WIDGET (KONTOR_TODAY_PAGE (page)->stack), GTK_DIR_TAB_FORWARD);
}

static void
kontor_today_page_constructed (GObject *object)
{
  KontorTodayPage *self = KONTOR_TODAY_PAGE (object);

  G_OBJECT_CLASS (kontor_today_page_parent_class)->constructed (object);
  g_signal_connect_object (kontor_page_get_company (KONTOR_PAGE (self)),
                           "notify::today",
                           G_CALLBACK (update),
                           self,
                           G_CONNECT_SWAPPED);
  kontor_today_tiles_set_company (self->tiles, kontor_page_get_company (KONTOR_PAGE (self)));
  update (self);
}

static void
kontor_today_page_class_init (KontorTodayPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = kontor_today_page_constructed;
  KONTOR_PAGE_CLASS (klass)->shown = kontor_today_page_shown;

  g_type_ensure (KONTOR_TYPE_BESIDE);
  g_type_ensure (KONTOR_TYPE_CHART_VIEW);
  g_type_ensure (KONTOR_TYPE_TODAY_TILES);
  gtk_widget_class_install_action (widget_class, "today.figure", "s", figure_action);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-today-page.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorTodayPage, stack);
  gtk_widget_class_bind_template_child (widget_class, KontorTodayPage, title);
  gtk_widget_class_bind_template_child (widget_class, KontorTodayPage, work);
  gtk_widget_class_bind_template_child (widget_class, KontorTodayPage, figures);
  gtk_widget_class_bind_template_child (widget_class, KontorTodayPage, chart);
  gtk_widget_class_bind_template_child (widget_class, KontorTodayPage, revenue);
  gtk_widget_class_bind_template_child (widget_class, KontorTodayPage, revenue_before);
  gtk_widget_class_bind_template_child (widget_class, KontorTodayPage, orders);
  gtk_widget_class_bind_template_child (widget_class, KontorTodayPage, orders_before);
  gtk_widget_class_bind_template_child (widget_class, KontorTodayPage, average);
  gtk_widget_class_bind_template_child (widget_class, KontorTodayPage, average_before);
  gtk_widget_class_bind_template_child (widget_class, KontorTodayPage, tiles);
  gtk_widget_class_bind_template_callback (widget_class, point_opened_cb);
}

static void
kontor_today_page_init (KontorTodayPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  kontor_text_scale_template (GTK_WIDGET (self));
  kontor_chart_view_set_format (self->chart, format_amount, self);
}
