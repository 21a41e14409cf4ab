/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-stock-notice.h"

#include <glib/gi18n.h>

#include "kontor-format.h"
#include "kontor-stock-words.h"

/**
 * KontorStockNotice:
 *
 * What an item waits for: that somebody orders it, or decides about a correction. Its buttons name
 * actions of the pane around it.
 */
struct _KontorStockNotice
{
  AdwBin parent_instance;

  /* Template children */
  GtkWidget     *low_box;
  GtkLabel      *low;
  GtkMenuButton *snooze;
  GtkButton     *wake;
  GtkWidget     *request_box;
  GtkLabel      *request;
};

G_DEFINE_FINAL_TYPE (KontorStockNotice, kontor_stock_notice, ADW_TYPE_BIN)

/**
 * kontor_stock_notice_find_open:
 * @item: (nullable): as kontor_query_stock_json() gives it
 *
 * Returns: (nullable): the notice that it is at its reorder level
 */
const KontorJson *
kontor_stock_notice_find_open (const KontorJson *item)
{
  const KontorJson *notices = item != NULL ? kontor_json_get_array (item, "notices") : NULL;

  for (guint i = 0; notices != NULL && i < kontor_json_length (notices); i++)
    if (kontor_json_get (kontor_json_at (notices, i), "closed_at") == NULL)
      return kontor_json_at (notices, i);
  return NULL;
}

static void
show_low (KontorStockNotice *self, const KontorJson *item)
{
  const KontorJson *notice = kontor_stock_notice_find_open (item);
  gint64            until = kontor_json_get_integer (notice, "snoozed_until", 0);
  gboolean          snoozed = until > kontor_time_now ();
  g_autofree char  *since = kontor_format_when (kontor_json_get_integer (notice, "opened_at", 0));
  g_autofree char  *later = kontor_format_when (until);
  g_autofree char  *level = kontor_stock_dup_amount (
    kontor_json_get_integer (notice, "reorder_level", 0),
    kontor_json_get_string (item, "unit", ""));
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->low_box, notice != NULL);
  if (notice == NULL)
    return;
  text = snoozed
           ? g_strdup_printf (_ ("At its reorder level of %s; not shown until %s."), level, later)
           : g_strdup_printf (_ ("At its reorder level of %s since %s."), level, since);
  gtk_label_set_label (self->low, text);
  gtk_widget_set_visible (GTK_WIDGET (self->snooze), !snoozed);
  gtk_widget_set_visible (GTK_WIDGET (self->wake), snoozed);
}

static void
show_request (KontorStockNotice *self, const KontorJson *item)
{
  const KontorJson *requests = kontor_json_get_array (item, "requests");
  const KontorJson *first = kontor_json_length (requests) > 0 ? kontor_json_at (requests, 0) : NULL;
  const char       *author = kontor_json_get_string (first, "author", "");
  g_autofree char  *value = NULL;
  g_autofree char  *change = NULL;
  g_autofree char  *text = NULL;

  gtk_widget_set_visible (self->request_box, first != NULL);
  if (first == NULL)
    return;
  value = kontor_format_money (kontor_json_get_integer (first, "value_minor", 0),
                               kontor_json_get_string (first, "currency", ""));
  change = kontor_stock_dup_change (
    kontor_json_get_integer (kontor_json_get_object (first, "content"), "quantity", 0));
  text = g_strdup_printf (_ ("%s asks to correct it by %s, worth %s. A second person decides."),
                          *author != '\0' ? author : _ ("Somebody"),
                          change,
                          value);
  gtk_label_set_label (self->request, text);
}

static void
kontor_stock_notice_class_init (KontorStockNoticeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-stock-notice.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorStockNotice, low_box);
  gtk_widget_class_bind_template_child (widget_class, KontorStockNotice, low);
  gtk_widget_class_bind_template_child (widget_class, KontorStockNotice, snooze);
  gtk_widget_class_bind_template_child (widget_class, KontorStockNotice, wake);
  gtk_widget_class_bind_template_child (widget_class, KontorStockNotice, request_box);
  gtk_widget_class_bind_template_child (widget_class, KontorStockNotice, request);
}

static void
kontor_stock_notice_init (KontorStockNotice *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kontor_stock_notice_set_item:
 * @item: as kontor_query_stock_json() gives it
 */
void
kontor_stock_notice_set_item (KontorStockNotice *self, const KontorJson *item)
{
  g_return_if_fail (KONTOR_IS_STOCK_NOTICE (self));

  show_low (self, item);
  show_request (self, item);
  gtk_widget_set_visible (GTK_WIDGET (self),
                          gtk_widget_get_visible (self->low_box)
                            || gtk_widget_get_visible (self->request_box));
}
