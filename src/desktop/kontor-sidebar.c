/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-sidebar.h"

#include <glib/gi18n.h>

#include "kontor-saved-button.h"
#include "kontor-sidebar-row.h"

/**
 * KontorSidebar:
 *
 * The company's name with its menu, the pages with what waits there, and at the bottom what needs
 * attention and whether everything is saved and sent.
 */
struct _KontorSidebar
{
  AdwBin parent_instance;

  KontorCompanies *companies; /* (owned) (nullable) */
  KontorCompany   *company;   /* (owned) (nullable) */
  gboolean         rail;

  /* Template children */
  AdwHeaderBar      *header;
  GtkMenuButton     *company_button;
  GtkLabel          *company_name;
  GtkBox            *company_words;
  GtkImage          *company_icon;
  GtkLabel          *sample_label;
  GMenu             *recent_menu;
  GtkListBox        *pages;
  GtkListBox        *bottom;
  KontorSavedButton *saved;
};

enum
{
  PAGE_CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KontorSidebar, kontor_sidebar, ADW_TYPE_BIN)

typedef void (*RowFunc) (KontorSidebar *self, KontorSidebarRow *row);

static void
for_each_row (KontorSidebar *self, RowFunc func)
{
  GtkListBox *boxes[] = { self->pages, self->bottom };

  for (gsize i = 0; i < G_N_ELEMENTS (boxes); i++)
    {
      GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (boxes[i]));

      for (; row != NULL; row = gtk_widget_get_next_sibling (row))
        if (KONTOR_IS_SIDEBAR_ROW (row))
          func (self, KONTOR_SIDEBAR_ROW (row));
    }
}

static void
add_section_header (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  KontorSidebar        *self = user_data;
  const KontorPageInfo *info = kontor_sidebar_row_get_info (KONTOR_SIDEBAR_ROW (row));
  const KontorPageInfo *above = before != NULL
                                  ? kontor_sidebar_row_get_info (KONTOR_SIDEBAR_ROW (before))
                                  : NULL;
  GtkWidget            *header = NULL;

  if ((above == NULL && !self->rail) || (above != NULL && above->section != info->section))
    {
      header = self->rail ? gtk_separator_new (GTK_ORIENTATION_HORIZONTAL)
                          : gtk_label_new (kontor_section_title (info->section));
      if (GTK_IS_LABEL (header))
        gtk_label_set_xalign (GTK_LABEL (header), 0);
      gtk_widget_add_css_class (header, "section");
    }
  gtk_list_box_row_set_header (row, header);
}

static void
row_activated_cb (KontorSidebar *self, GtkListBoxRow *row, GtkListBox *box)
{
  const KontorPageInfo *info = kontor_sidebar_row_get_info (KONTOR_SIDEBAR_ROW (row));

  g_signal_emit (self, signals[PAGE_CHOSEN], 0, info->name);
}

static void
update_count (KontorSidebar *self, KontorSidebarRow *row)
{
  const KontorPageInfo *info = kontor_sidebar_row_get_info (row);

  if (info->work != NULL)
    kontor_sidebar_row_set_count (row, kontor_company_count_work (self->company, info->work));
}

static void
today_read_cb (KontorSidebar *self)
{
  for_each_row (self, update_count);
}

static void
update_recent (KontorSidebar *self)
{
  g_autoptr (GVariant) recent = kontor_companies_get_recent (self->companies);
  GVariantIter iter;
  const char  *folder = NULL;
  const char  *name = NULL;

  g_menu_remove_all (self->recent_menu);
  g_variant_iter_init (&iter, recent);
  while (g_variant_iter_next (&iter, "(&s&s)", &folder, &name))
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (name, NULL);

      g_menu_item_set_action_and_target (item, "app.open-company", "s", folder);
      if (!g_str_equal (folder, kontor_company_get_folder (self->company)))
        g_menu_append_item (self->recent_menu, item);
    }
}

static void
name_read_cb (KontorSidebar *self)
{
  const char *name = kontor_company_get_name (self->company);
  gboolean    sample = kontor_company_is_sample (self->company);
  GtkRoot    *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (*name == '\0')
    return;
  gtk_label_set_label (self->company_name, name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->company_button), name);
  gtk_widget_set_visible (GTK_WIDGET (self->sample_label), sample);
  if (sample && root != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (root), "sample");
  kontor_companies_remember (self->companies, kontor_company_get_folder (self->company), name);
  update_recent (self);
}

static void
add_pages (KontorSidebar *self)
{
  guint                 n_pages = 0;
  const KontorPageInfo *pages = kontor_pages_list (&n_pages);

  for (guint i = 0; i < n_pages; i++)
    if (pages[i].section == KONTOR_SECTION_BOTTOM)
      gtk_list_box_append (self->bottom, kontor_sidebar_row_new (&pages[i]));
    else if (pages[i].section != KONTOR_SECTION_NONE)
      gtk_list_box_append (self->pages, kontor_sidebar_row_new (&pages[i]));
}

static void
kontor_sidebar_dispose (GObject *object)
{
  KontorSidebar *self = KONTOR_SIDEBAR (object);

  g_clear_object (&self->companies);
  g_clear_object (&self->company);

  G_OBJECT_CLASS (kontor_sidebar_parent_class)->dispose (object);
}

static void
kontor_sidebar_class_init (KontorSidebarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_sidebar_dispose;
  g_type_ensure (KONTOR_TYPE_SAVED_BUTTON);

  signals[PAGE_CHOSEN] = g_signal_new ("page-chosen",
                                       KONTOR_TYPE_SIDEBAR,
                                       G_SIGNAL_RUN_LAST,
                                       0,
                                       NULL,
                                       NULL,
                                       NULL,
                                       G_TYPE_NONE,
                                       1,
                                       G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorSidebar, header);
  gtk_widget_class_bind_template_child (widget_class, KontorSidebar, company_button);
  gtk_widget_class_bind_template_child (widget_class, KontorSidebar, company_name);
  gtk_widget_class_bind_template_child (widget_class, KontorSidebar, company_words);
  gtk_widget_class_bind_template_child (widget_class, KontorSidebar, company_icon);
  gtk_widget_class_bind_template_child (widget_class, KontorSidebar, sample_label);
  gtk_widget_class_bind_template_child (widget_class, KontorSidebar, recent_menu);
  gtk_widget_class_bind_template_child (widget_class, KontorSidebar, pages);
  gtk_widget_class_bind_template_child (widget_class, KontorSidebar, bottom);
  gtk_widget_class_bind_template_child (widget_class, KontorSidebar, saved);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
kontor_sidebar_init (KontorSidebar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_header_func (self->pages, add_section_header, self, NULL);
  add_pages (self);
}

void
kontor_sidebar_set_company (KontorSidebar *self, KontorCompanies *companies, KontorCompany *company)
{
  g_return_if_fail (KONTOR_IS_SIDEBAR (self));
  g_return_if_fail (self->company == NULL);

  self->companies = g_object_ref (companies);
  self->company = g_object_ref (company);
  g_signal_connect_object (
    company, "notify::name", G_CALLBACK (name_read_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
    company, "notify::today", G_CALLBACK (today_read_cb), self, G_CONNECT_SWAPPED);
  kontor_saved_button_set_company (self->saved, company);
}

static void
select_in (GtkListBox *box, const char *name)
{
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (box));

  gtk_list_box_unselect_all (box);
  if (name == NULL)
    return;
  for (; row != NULL; row = gtk_widget_get_next_sibling (row))
    if (KONTOR_IS_SIDEBAR_ROW (row)
        && g_str_equal (kontor_sidebar_row_get_info (KONTOR_SIDEBAR_ROW (row))->name, name))
      gtk_list_box_select_row (box, GTK_LIST_BOX_ROW (row));
}

/**
 * kontor_sidebar_set_page:
 * @name: the page that is in front
 */
void
kontor_sidebar_set_page (KontorSidebar *self, const char *name)
{
  const KontorPageInfo *listed = NULL;

  g_return_if_fail (KONTOR_IS_SIDEBAR (self));

  listed = kontor_pages_find_listed (name);
  select_in (self->pages, listed != NULL ? listed->name : NULL);
  select_in (self->bottom, listed != NULL ? listed->name : NULL);
}

static void
apply_rail (KontorSidebar *self, KontorSidebarRow *row)
{
  kontor_sidebar_row_set_rail (row, self->rail);
}

/**
 * kontor_sidebar_set_rail:
 * @rail: show icons only
 */
void
kontor_sidebar_set_rail (KontorSidebar *self, gboolean rail)
{
  g_return_if_fail (KONTOR_IS_SIDEBAR (self));

  if (self->rail == rail)
    return;
  self->rail = rail;
  if (rail)
    gtk_widget_add_css_class (GTK_WIDGET (self), "rail");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "rail");
  gtk_widget_set_visible (GTK_WIDGET (self->company_words), !rail);
  gtk_menu_button_set_always_show_arrow (self->company_button, !rail);
  gtk_widget_set_visible (GTK_WIDGET (self->company_icon), rail);
  kontor_saved_button_set_rail (self->saved, rail);
  for_each_row (self, apply_rail);
  gtk_list_box_invalidate_headers (self->pages);
}
