/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-notices-page.h"

#include <glib/gi18n.h>

#include "kontor-act.h"
#include "kontor-format.h"
#include "kontor-notice-pane.h"
#include "kontor-time.h"

/**
 * KontorNoticesPage:
 *
 * Items that fell to their reorder level, once for each crossing, until they are ordered or
 * snoozed.
 */
struct _KontorNoticesPage
{
  KontorListPage parent_instance;
};

G_DEFINE_FINAL_TYPE (KontorNoticesPage, kontor_notices_page, KONTOR_TYPE_LIST_PAGE)

static const KontorBulkAction bulk[] = {
  { N_ ("_Snooze for a Week"), "notices.snooze" },
  { N_ ("_Export…"), "page.export-selected" },
  { NULL },
};

static void
snooze_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorListPage *self = KONTOR_LIST_PAGE (widget);
  gint64          until = kontor_time_now () + 7 * KONTOR_DAY;
  g_autoptr (GPtrArray) rows = kontor_grid_get_selected (kontor_list_page_get_list (self));
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (
    (GDestroyNotify) kontor_replica_item_free);
  g_autofree char *done = NULL;

  for (guint i = 0; i < rows->len; i++)
    {
      g_autofree char *uid = kontor_uid_dup_text (&kontor_row_get_data (rows->pdata[i])->uid);
      KontorJson      *params = kontor_json_new_object ();

      kontor_json_set_string (params, "notice", uid);
      kontor_json_set_integer (params, "until", until);
      g_ptr_array_add (items, kontor_act_item ("stock.notice.snooze", params));
    }
  done = g_strdup_printf (ngettext ("%u notice snoozed", "%u notices snoozed", items->len),
                          items->len);
  kontor_act_many (widget, kontor_page_get_company (KONTOR_PAGE (self)), items, done);
}

static char *
kontor_notices_page_dup_count (KontorListPage *self, gint64 count)
{
  g_autofree char *number = kontor_format_count (count);

  return g_strdup_printf (ngettext ("%s item", "%s items", (gulong) count), number);
}

static void
kontor_notices_page_class_init (KontorNoticesPageClass *klass)
{
  GtkWidgetClass      *widget_class = GTK_WIDGET_CLASS (klass);
  KontorListPageClass *list_class = KONTOR_LIST_PAGE_CLASS (klass);

  list_class->list = "notices";
  list_class->parent = "stock";
  list_class->get_pane_type = kontor_notice_pane_get_type;
  list_class->empty_icon = "kontor-stock-symbolic";
  list_class->empty_title = N_ ("Enough of Everything");
  list_class->empty_description = N_ (
    "What falls to its reorder level is named here once, until it rises again.");
  list_class->bulk = bulk;
  list_class->dup_count = kontor_notices_page_dup_count;

  gtk_widget_class_install_action (widget_class, "notices.snooze", NULL, snooze_action);
}

static void
kontor_notices_page_init (KontorNoticesPage *self)
{
}
