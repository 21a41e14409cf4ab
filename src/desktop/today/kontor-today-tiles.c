/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-today-tiles.h"

#include <glib/gi18n.h>

#include "kontor-format.h"
#include "kontor-report-query.h"
#include "kontor-text-scale.h"
#include "kontor-time.h"
#include "kontor-weak.h"

/**
 * KontorTodayTiles:
 *
 * Three figures for the owner: revenue today and this week beside the same days a week earlier, and
 * what customers owe. Each opens its rows.
 */
struct _KontorTodayTiles
{
  AdwBin parent_instance;

  KontorCompany *company;     /* (owned) (nullable) */
  GCancellable  *cancellable; /* (owned): of the readings */

  /* Template children */
  GtkWidget *today;
  GtkLabel  *today_value;
  GtkLabel  *today_before;
  GtkWidget *week;
  GtkLabel  *week_value;
  GtkLabel  *week_before;
  GtkWidget *open;
  GtkLabel  *open_value;
  GtkLabel  *open_note;
};

G_DEFINE_FINAL_TYPE (KontorTodayTiles, kontor_today_tiles, ADW_TYPE_BIN)

static void
set_target (GtkWidget *button, const KontorJson *tile)
{
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button),
                                    "(ss)",
                                    kontor_json_get_string (tile, "list", "orders"),
                                    kontor_json_get_string (tile, "filter", ""));
}

static void
show_revenue (GtkWidget        *button,
              GtkLabel         *value,
              GtkLabel         *before,
              const KontorJson *tile,
              const char       *currency)
{
  g_autofree char *now = kontor_format_money (kontor_json_get_integer (tile, "revenue_minor", 0),
                                              currency);
  g_autofree char *then = kontor_format_money (kontor_json_get_integer (tile, "before_minor", 0),
                                               currency);
  /* Translators: revenue of the same days a week earlier. */
  g_autofree char *text = g_strdup_printf (_ ("a week before: %s"), then);

  gtk_label_set_label (value, now);
  gtk_label_set_label (before, text);
  set_target (button, tile);
}

static void
show_open (KontorTodayTiles *self, const KontorJson *tile, const char *currency)
{
  gint64           overdue = kontor_json_get_integer (tile, "overdue_minor", 0);
  g_autofree char *open = kontor_format_money (kontor_json_get_integer (tile, "open_minor", 0),
                                               currency);
  g_autofree char *late = kontor_format_money (overdue, currency);
  g_autofree char *text = overdue != 0 ? g_strdup_printf (_ ("%s of it overdue"), late)
                                       : g_strdup (_ ("nothing overdue"));

  gtk_label_set_label (self->open_value, open);
  gtk_label_set_label (self->open_note, text);
  set_target (self->open, tile);
}

static gpointer
ask (KontorDatabase *database, gpointer data, GError **error)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();

  return kontor_query_tiles (database, kontor_time_now (), zone, error);
}

static void
tiles_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorTodayTiles) self = kontor_weak_take (user_data);
  g_autoptr (KontorJson) tiles = kontor_replica_read_finish (
    KONTOR_REPLICA (source), result, &error);
  const char *currency = NULL;

  /* What can't be read now is read with the next change; the figures of before stay meanwhile. */
  if (self == NULL || tiles == NULL)
    return;
  currency = kontor_json_get_string (tiles, "currency", "");
  show_revenue (self->today,
                self->today_value,
                self->today_before,
                kontor_json_get_object (tiles, "today"),
                currency);
  show_revenue (self->week,
                self->week_value,
                self->week_before,
                kontor_json_get_object (tiles, "week"),
                currency);
  show_open (self, kontor_json_get_object (tiles, "open"), currency);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

static void
read_tiles (KontorTodayTiles *self)
{
  kontor_replica_read_async (kontor_company_get_replica (self->company),
                             ask,
                             NULL,
                             NULL,
                             (GDestroyNotify) kontor_json_unref,
                             self->cancellable,
                             tiles_read_cb,
                             kontor_weak_new (self));
}

static void
kontor_today_tiles_dispose (GObject *object)
{
  KontorTodayTiles *self = KONTOR_TODAY_TILES (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->company);

  G_OBJECT_CLASS (kontor_today_tiles_parent_class)->dispose (object);
}

static void
kontor_today_tiles_finalize (GObject *object)
{
  g_clear_object (&KONTOR_TODAY_TILES (object)->cancellable);

  G_OBJECT_CLASS (kontor_today_tiles_parent_class)->finalize (object);
}

static void
kontor_today_tiles_class_init (KontorTodayTilesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_today_tiles_dispose;
  G_OBJECT_CLASS (klass)->finalize = kontor_today_tiles_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-today-tiles.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorTodayTiles, today);
  gtk_widget_class_bind_template_child (widget_class, KontorTodayTiles, today_value);
  gtk_widget_class_bind_template_child (widget_class, KontorTodayTiles, today_before);
  gtk_widget_class_bind_template_child (widget_class, KontorTodayTiles, week);
  gtk_widget_class_bind_template_child (widget_class, KontorTodayTiles, week_value);
  gtk_widget_class_bind_template_child (widget_class, KontorTodayTiles, week_before);
  gtk_widget_class_bind_template_child (widget_class, KontorTodayTiles, open);
  gtk_widget_class_bind_template_child (widget_class, KontorTodayTiles, open_value);
  gtk_widget_class_bind_template_child (widget_class, KontorTodayTiles, open_note);
}

static void
kontor_today_tiles_init (KontorTodayTiles *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  kontor_text_scale_template (GTK_WIDGET (self));
}

/**
 * kontor_today_tiles_set_company:
 * @company: whose figures are shown, and read again with its overview
 */
void
kontor_today_tiles_set_company (KontorTodayTiles *self, KontorCompany *company)
{
  g_return_if_fail (KONTOR_IS_TODAY_TILES (self) && self->company == NULL);

  self->company = g_object_ref (company);
  g_signal_connect_object (
    company, "notify::today", G_CALLBACK (read_tiles), self, G_CONNECT_SWAPPED);
  read_tiles (self);
}
