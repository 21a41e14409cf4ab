/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-window-private.h"

#include <glib/gi18n.h>

#include "kontor-pages.h"
#include "kontor-problem.h"
#include "kontor-text-scale.h"
#include "kontor-weak.h"

/* Pixels; those about words are for text of the usual size and grow with it. */
#define RAIL_BELOW 1100
#define RAIL_WIDTH 60 /* icons only */
#define SIDEBAR_WIDTH 224
#define FOLD_BELOW 720
#define LEAST_PAGE 480

/**
 * KontorWindow:
 *
 * The window of one company: sidebar and pages. Before there is a company it welcomes, while one is
 * opened it says so, and when that fails it says why.
 */
G_DEFINE_FINAL_TYPE (KontorWindow, kontor_window, ADW_TYPE_APPLICATION_WINDOW)

static void
replace_text (char **place, const char *text)
{
  g_clear_pointer (place, g_free);
  *place = g_strdup (text);
}

static void
page_chosen_cb (KontorWindow *self, const char *name)
{
  kontor_window_show_page (self, name);
}

static gboolean
fills_window (KontorPage *page)
{
  return page != NULL && KONTOR_PAGE_GET_CLASS (page)->fills_window;
}

static void
folded_cb (KontorWindow *self)
{
  gboolean    folded = kontor_split_view_get_folded (self->frame);
  GtkWidget  *page = gtk_widget_get_first_child (GTK_WIDGET (self->pages));
  GtkWidget  *focus = gtk_root_get_focus (GTK_ROOT (self));
  KontorPage *front = kontor_window_get_page (self);

  kontor_split_view_set_show_side (self->frame, !folded && !fills_window (front));
  for (; page != NULL; page = gtk_widget_get_next_sibling (page))
    kontor_page_set_folded (KONTOR_PAGE (page), folded);
  /* What had the focus may be hidden now. */
  if (folded && front != NULL && !GTK_IS_EDITABLE (focus))
    kontor_page_shown (front);
}

static gboolean
layout_cb (gpointer data)
{
  KontorWindow *self = data;
  GtkWidget    *widget = GTK_WIDGET (self);
  gboolean      folded = kontor_split_view_get_folded (self->frame);
  gboolean      rail = gtk_widget_get_width (widget) < kontor_text_scaled (widget, RAIL_BELOW)
                  && !folded;

  self->layout_id = 0;
  kontor_sidebar_set_rail (self->sidebar, rail);
  g_object_set (self->frame,
                "side-width",
                rail ? RAIL_WIDTH : kontor_text_scaled (widget, SIDEBAR_WIDTH),
                "fold-below",
                MAX (FOLD_BELOW, kontor_text_scaled (widget, LEAST_PAGE) + RAIL_WIDTH),
                NULL);
  return G_SOURCE_REMOVE;
}

static void
company_opened (KontorWindow *self, KontorCompany *company)
{
  self->company = g_object_ref (company);
  kontor_sidebar_set_company (self->sidebar, self->companies, company);
  kontor_palette_set_company (self->palette, company);
  gtk_stack_set_visible_child_name (self->states, "main");
  kontor_window_update_actions (self);
  if (self->first_filter != NULL)
    kontor_window_show_rows (self, self->first_page, self->first_filter);
  else
    kontor_window_show_page (self, self->first_page != NULL ? self->first_page : "today");
  if (self->first_row >= 0)
    kontor_page_select (kontor_window_get_page (self), (guint) self->first_row);
  kontor_window_open_waiting (self);
}

static void
show_failure (KontorWindow *self, const GError *error)
{
  g_autoptr (KontorProblem) problem = kontor_problem_from_error (error);
  g_autofree char *description = g_markup_printf_escaped (
    "%s\n\n<small>%s\n%s</small>", problem->advice, self->folder, problem->details);

  adw_status_page_set_title (self->failed, problem->title);
  adw_status_page_set_description (self->failed, description);
  gtk_stack_set_visible_child_name (self->states, "failed");
}

static void
company_created_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorWindow) self = kontor_weak_take (user_data);
  g_autoptr (KontorCompany) company = kontor_companies_open_finish (
    KONTOR_COMPANIES (source), result, &error);

  if (self == NULL)
    return;
  kontor_welcome_set_busy (self->welcome, NULL);
  if (company != NULL)
    company_opened (self, company);
  else
    kontor_problem_present (GTK_WIDGET (self->welcome), error);
}

static void
create_cb (KontorWindow *self, KontorCompanyPlan *plan, gboolean then_import)
{
  kontor_company_plan_set_folder (plan, self->folder);
  kontor_welcome_set_busy (self->welcome, plan);
  if (then_import && kontor_pages_find ("import") != NULL)
    replace_text (&self->first_page, "import");
  kontor_companies_create_async (
    self->companies, plan, self->cancellable, company_created_cb, kontor_weak_new (self));
}

/* Most starts never see it, and it is a tenth of making the window. */
static KontorWelcome *
show_welcome (KontorWindow *self)
{
  if (self->welcome == NULL)
    {
      self->welcome = g_object_new (KONTOR_TYPE_WELCOME, NULL);
      g_signal_connect_object (
        self->welcome, "create", G_CALLBACK (create_cb), self, G_CONNECT_SWAPPED);
      gtk_stack_add_named (self->states, GTK_WIDGET (self->welcome), "welcome");
    }
  gtk_stack_set_visible_child_name (self->states, "welcome");
  return self->welcome;
}

static void
company_opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorWindow) self = kontor_weak_take (user_data);
  g_autoptr (KontorCompany) company = kontor_companies_open_finish (
    KONTOR_COMPANIES (source), result, &error);

  if (self == NULL && company != NULL)
    kontor_company_close (company);
  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (company != NULL)
    company_opened (self, company);
  else if (g_error_matches (error, KONTOR_REPLICA_ERROR, KONTOR_REPLICA_ERROR_NO_PROFILE)
           || g_error_matches (error, KONTOR_DATABASE_ERROR, KONTOR_DATABASE_ERROR_MISSING))
    show_welcome (self);
  else
    show_failure (self, error);
}

void
kontor_window_show_loading (KontorWindow *self)
{
  gtk_stack_set_visible_child_name (self->states, "loading");
  kontor_companies_open_async (
    self->companies, self->folder, self->cancellable, company_opened_cb, kontor_weak_new (self));
}

static gboolean
key_pressed_cb (KontorWindow *self, guint key, guint code, GdkModifierType state)
{
  /* Not accelerators: these must reach an entry first. */
  if (key == GDK_KEY_question && self->company != NULL)
    return gtk_widget_activate_action (GTK_WIDGET (self), "win.show-help-overlay", NULL);
  if (key == GDK_KEY_Escape)
    return gtk_widget_activate_action (GTK_WIDGET (self), "win.back", NULL);
  return GDK_EVENT_PROPAGATE;
}

static void
restore_size (KontorWindow *self)
{
  int width = g_settings_get_int (self->settings, "window-width");
  int height = g_settings_get_int (self->settings, "window-height");

  gtk_window_set_default_size (GTK_WINDOW (self), width, height);
  if (g_settings_get_boolean (self->settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
}

static void
save_size (KontorWindow *self)
{
  int width = 0;
  int height = 0;

  g_settings_set_boolean (
    self->settings, "window-maximized", gtk_window_is_maximized (GTK_WINDOW (self)));
  if (gtk_window_is_maximized (GTK_WINDOW (self)))
    return;
  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  g_settings_set_int (self->settings, "window-width", width);
  g_settings_set_int (self->settings, "window-height", height);
}

/* Fields are saved when they are left, forms after a moment: now is the last one. */
static void
finish_typing (KontorWindow *self)
{
  GtkWidget *page = gtk_widget_get_first_child (GTK_WIDGET (self->pages));

  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  for (; page != NULL; page = gtk_widget_get_next_sibling (page))
    kontor_page_put_aside (KONTOR_PAGE (page));
}

static gboolean
kontor_window_close_request (GtkWindow *window)
{
  KontorWindow *self = KONTOR_WINDOW (window);

  finish_typing (self);
  save_size (self);
  if (self->company != NULL)
    kontor_company_close (self->company);
  return GTK_WINDOW_CLASS (kontor_window_parent_class)->close_request (window);
}

static void
kontor_window_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  KontorWindow *self = KONTOR_WINDOW (widget);

  GTK_WIDGET_CLASS (kontor_window_parent_class)->size_allocate (widget, width, height, baseline);
  /* Later: widgets must not change while sizes are being given. */
  if (self->layout_id == 0)
    self->layout_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, layout_cb, self, NULL);
}

static void
kontor_window_dispose (GObject *object)
{
  KontorWindow *self = KONTOR_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->layout_id, g_source_remove);
  g_clear_object (&self->scanner);
  g_clear_object (&self->companies);
  g_clear_object (&self->company);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (kontor_window_parent_class)->dispose (object);
}

static void
kontor_window_finalize (GObject *object)
{
  KontorWindow *self = KONTOR_WINDOW (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->first_page, g_free);
  g_clear_pointer (&self->first_filter, g_free);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);

  G_OBJECT_CLASS (kontor_window_parent_class)->finalize (object);
}

static void
kontor_window_class_init (KontorWindowClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = kontor_window_dispose;
  object_class->finalize = kontor_window_finalize;
  widget_class->size_allocate = kontor_window_size_allocate;
  GTK_WINDOW_CLASS (klass)->close_request = kontor_window_close_request;

  g_type_ensure (KONTOR_TYPE_SPLIT_VIEW);
  g_type_ensure (KONTOR_TYPE_SIDEBAR);
  g_type_ensure (KONTOR_TYPE_BANNER);
  g_type_ensure (KONTOR_TYPE_PALETTE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-window.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorWindow, states);
  gtk_widget_class_bind_template_child (widget_class, KontorWindow, failed);
  gtk_widget_class_bind_template_child (widget_class, KontorWindow, overlay);
  gtk_widget_class_bind_template_child (widget_class, KontorWindow, frame);
  gtk_widget_class_bind_template_child (widget_class, KontorWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, KontorWindow, banner);
  gtk_widget_class_bind_template_child (widget_class, KontorWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, KontorWindow, palette);
  gtk_widget_class_bind_template_callback (widget_class, page_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, folded_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  kontor_window_install_actions (widget_class);
}

static void
kontor_window_init (KontorWindow *self)
{
  self->cancellable = g_cancellable_new ();
  self->settings = g_settings_new ("org.kontorapp.Kontor");
  self->waiting = g_ptr_array_new_with_free_func (g_free);
  self->first_row = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
  kontor_window_attach_drop (self);
  kontor_window_attach_scanner (self);
  restore_size (self);
}

/**
 * kontor_window_new:
 * @companies: what can be opened here
 * @folder: profile of the company to show; welcomes when there is none
 */
KontorWindow *
kontor_window_new (GtkApplication *application, KontorCompanies *companies, const char *folder)
{
  KontorWindow *self = g_object_new (KONTOR_TYPE_WINDOW, "application", application, NULL);

  self->companies = g_object_ref (companies);
  self->folder = g_strdup (folder);
  kontor_window_update_actions (self);
  kontor_window_show_loading (self);
  return self;
}

/**
 * kontor_window_of:
 * @widget: any
 *
 * Returns: (nullable): the main window that it belongs to, also from a record's window of its own
 */
KontorWindow *
kontor_window_of (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  while (root != NULL && !KONTOR_IS_WINDOW (root))
    root = (GtkRoot *) gtk_window_get_transient_for (GTK_WINDOW (root));
  return root != NULL ? KONTOR_WINDOW (root) : NULL;
}

const char *
kontor_window_get_folder (KontorWindow *self)
{
  return self->folder;
}

KontorCompany *
kontor_window_get_company (KontorWindow *self)
{
  return self->company;
}

/**
 * kontor_window_get_page:
 *
 * Returns: (nullable): the page in front
 */
KontorPage *
kontor_window_get_page (KontorWindow *self)
{
  GtkWidget *page = gtk_stack_get_visible_child (self->pages);

  return page != NULL ? KONTOR_PAGE (page) : NULL;
}

static KontorPage *
ensure_page (KontorWindow *self, const KontorPageInfo *info)
{
  GtkWidget *page = gtk_stack_get_child_by_name (self->pages, info->name);

  if (page == NULL)
    {
      page = g_object_new (info->get_type (), "company", self->company, NULL);
      gtk_stack_add_named (self->pages, page, info->name);
      kontor_page_set_folded (KONTOR_PAGE (page), kontor_split_view_get_folded (self->frame));
    }
  return KONTOR_PAGE (page);
}

/**
 * kontor_window_show_page:
 * @name: of a page in kontor-pages.c
 *
 * Returns: (nullable): the page, now in front; NULL when there is none, or no company yet
 */
KontorPage *
kontor_window_show_page (KontorWindow *self, const char *name)
{
  const KontorPageInfo *info = kontor_pages_find (name);
  KontorPage           *page = NULL;

  g_return_val_if_fail (KONTOR_IS_WINDOW (self), NULL);

  if (info == NULL || self->company == NULL)
    return NULL;
  page = ensure_page (self, info);
  gtk_stack_set_visible_child (self->pages, GTK_WIDGET (page));
  kontor_sidebar_set_page (self->sidebar, name);
  kontor_split_view_set_show_side (
    self->frame, !kontor_split_view_get_folded (self->frame) && !fills_window (page));
  kontor_page_shown (page);
  return page;
}

void
kontor_window_show_record (KontorWindow *self, const char *kind, const KontorUid *uid)
{
  const KontorPageInfo *info = kontor_pages_find_kind (kind);
  KontorPage           *page = info != NULL ? kontor_window_show_page (self, info->name) : NULL;

  if (page != NULL)
    kontor_page_open (page, uid);
}

void
kontor_window_show_rows (KontorWindow *self, const char *name, const char *filter)
{
  KontorPage *page = kontor_window_show_page (self, name);

  if (page != NULL)
    kontor_page_filter (page, filter);
}

/**
 * kontor_window_start_with:
 * @page: (nullable): in front once the company is open
 * @filter: (nullable): of its list
 * @select: row to select, -1 for none
 */
void
kontor_window_start_with (KontorWindow *self, const char *page, const char *filter, int select)
{
  replace_text (&self->first_page, page);
  replace_text (&self->first_filter, filter);
  self->first_row = select;
}

/**
 * kontor_window_show_create:
 *
 * Goes straight to the form for a new company.
 */
void
kontor_window_show_create (KontorWindow *self)
{
  kontor_welcome_show_form (show_welcome (self));
}
