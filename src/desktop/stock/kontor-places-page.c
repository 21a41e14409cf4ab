/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-places-page.h"

#include <glib/gi18n.h>

#include "kontor-format.h"
#include "kontor-place-form.h"
#include "kontor-place-pane.h"

/**
 * KontorPlacesPage:
 *
 * Where goods lie: shelves, the packing table, what is kept apart.
 */
struct _KontorPlacesPage
{
  KontorListPage parent_instance;
};

G_DEFINE_FINAL_TYPE (KontorPlacesPage, kontor_places_page, KONTOR_TYPE_LIST_PAGE)

static char *
kontor_places_page_dup_count (KontorListPage *self, gint64 count)
{
  g_autofree char *number = kontor_format_count (count);

  return g_strdup_printf (ngettext ("%s place", "%s places", (gulong) count), number);
}

static gboolean
kontor_places_page_create (KontorPage *page)
{
  kontor_place_form_create (GTK_WIDGET (page), kontor_page_get_company (page));
  return TRUE;
}

static void
kontor_places_page_class_init (KontorPlacesPageClass *klass)
{
  KontorListPageClass *list_class = KONTOR_LIST_PAGE_CLASS (klass);

  KONTOR_PAGE_CLASS (klass)->create = kontor_places_page_create;
  list_class->list = "locations";
  list_class->parent = "stock";
  list_class->get_pane_type = kontor_place_pane_get_type;
  list_class->create_label = N_ ("New Place");
  list_class->empty_icon = "kontor-stock-symbolic";
  list_class->empty_title = N_ ("No Places Yet");
  list_class->empty_description = N_ (
    "Without places all lies at the main place. With them, counts and orders know the way.");
  list_class->empty_button = N_ ("_New Place");
  list_class->empty_action = "win.new";
  list_class->dup_count = kontor_places_page_dup_count;
}

static void
kontor_places_page_init (KontorPlacesPage *self)
{
}
