/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-counts-page.h"

#include <glib/gi18n.h>

#include "kontor-count-pane.h"
#include "kontor-format.h"

/**
 * KontorCountsPage:
 *
 * All counts: those that are planned, counted, looked through, and booked.
 */
struct _KontorCountsPage
{
  KontorListPage parent_instance;
};

G_DEFINE_FINAL_TYPE (KontorCountsPage, kontor_counts_page, KONTOR_TYPE_LIST_PAGE)

static char *
kontor_counts_page_dup_count (KontorListPage *self, gint64 count)
{
  g_autofree char *number = kontor_format_count (count);

  return g_strdup_printf (ngettext ("%s count", "%s counts", (gulong) count), number);
}

static gboolean
kontor_counts_page_create (KontorPage *page)
{
  return gtk_widget_activate_action (GTK_WIDGET (page), "win.page", "s", "new-count");
}

static void
kontor_counts_page_class_init (KontorCountsPageClass *klass)
{
  KontorListPageClass *list_class = KONTOR_LIST_PAGE_CLASS (klass);

  KONTOR_PAGE_CLASS (klass)->create = kontor_counts_page_create;
  list_class->list = "counts";
  list_class->get_pane_type = kontor_count_pane_get_type;
  list_class->create_label = N_ ("New Count");
  list_class->empty_icon = "kontor-counts-symbolic";
  list_class->empty_title = N_ ("No Counts Yet");
  list_class->empty_description = N_ (
    "A count is right although the shop goes on selling: every shelf has its own moment.");
  list_class->empty_button = N_ ("_Plan a Count");
  list_class->empty_action = "win.page::new-count";
  list_class->dup_count = kontor_counts_page_dup_count;
}

static void
kontor_counts_page_init (KontorCountsPage *self)
{
}
