/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-palette.h"

#include <glib/gi18n.h>

#include "kontor-pages.h"
#include "kontor-state.h"
#include "kontor-text.h"
#include "kontor-weak.h"

#define MOST_OF_A_KIND 6
#define MOST_RECENT 6

/**
 * KontorPalette:
 *
 * Go anywhere, do anything: pages, commands and records by a few letters, over the window.
 */
struct _KontorPalette
{
  AdwBin parent_instance;

  KontorCompany *company;     /* (owned) (nullable) until there is one */
  GCancellable  *cancellable; /* (owned) (nullable): of the search under way */
  GSettings     *settings;    /* (owned) */
  GtkWidget     *focus;       /* (owned) (nullable): where the focus goes back to */

  /* Template children */
  GtkSearchEntry    *entry;
  GtkListBox        *list;
  GtkScrolledWindow *scroll;
};

static const struct
{
  const char *title; /* N_() */
  const char *icon_name;
  const char *action;
  const char *keys;
} commands[] = {
  { N_ ("New order"), "list-add-symbolic", "win.page::new-order", "Ctrl+N" },
  { N_ ("Undo"), "edit-undo-symbolic", "win.undo", "Ctrl+Z" },
  { N_ ("Redo"), "edit-redo-symbolic", "win.redo", "Ctrl+Shift+Z" },
  { N_ ("Print"), "printer-symbolic", "win.print", "Ctrl+P" },
  { N_ ("Import"), "document-open-symbolic", "win.import", NULL },
  { N_ ("Back up"), "document-save-symbolic", "win.backup", NULL },
  { N_ ("Send and fetch"), "kontor-send-symbolic", "win.sync", NULL },
  { N_ ("Server"), "network-server-symbolic", "win.server", NULL },
  { N_ ("Keyboard shortcuts"), "input-keyboard-symbolic", "win.show-help-overlay", "?" },
  { N_ ("New company"), "list-add-symbolic", "app.new-company", NULL },
};

G_DEFINE_FINAL_TYPE (KontorPalette, kontor_palette, ADW_TYPE_BIN)

static void
hide (KontorPalette *self)
{
  g_autoptr (GtkWidget) focus = g_steal_pointer (&self->focus);

  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  if (focus != NULL && gtk_widget_get_root (focus) != NULL)
    gtk_widget_grab_focus (focus);
}

static void
clear (KontorPalette *self)
{
  GtkWidget *child = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
}

static GtkWidget *
new_label (const char *text, gboolean dim)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (dim)
    gtk_widget_add_css_class (label, "dim-label");
  return label;
}

/* The row's name carries the detailed action it starts. */
static void
add_row (KontorPalette *self,
         const char    *icon_name,
         const char    *title,
         const char    *detail,
         const char    *hint,
         const char    *action)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *detail_label = new_label (detail, TRUE);

  gtk_widget_set_hexpand (detail_label, TRUE);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (icon_name));
  gtk_box_append (GTK_BOX (box), new_label (title, FALSE));
  gtk_box_append (GTK_BOX (box), detail_label);
  if (hint != NULL)
    gtk_box_append (GTK_BOX (box), new_label (hint, TRUE));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_name (row, action);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_list_box_append (self->list, row);
}

static gboolean
matches (const char *title, const char *folded)
{
  g_autofree char *title_folded = kontor_text_fold (title, -1);

  return strstr (title_folded, folded) != NULL;
}

static void
add_pages (KontorPalette *self, const char *folded)
{
  guint                 n_pages = 0;
  const KontorPageInfo *pages = kontor_pages_list (&n_pages);
  int                   number = 0;

  for (guint i = 0; i < n_pages; i++)
    {
      g_autofree char *action = g_strconcat ("win.page::", pages[i].name, NULL);
      g_autofree char *hint = NULL;

      if (pages[i].section != KONTOR_SECTION_NONE)
        hint = g_strdup_printf ("Alt+%d", ++number);
      if (!g_str_equal (pages[i].name, "new-order") && matches (_ (pages[i].title), folded))
        add_row (self, pages[i].icon_name, _ (pages[i].title), _ ("Page"), hint, action);
    }
}

static void
add_commands (KontorPalette *self, const char *folded)
{
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    if (matches (_ (commands[i].title), folded))
      add_row (self,
               commands[i].icon_name,
               _ (commands[i].title),
               "",
               commands[i].keys,
               commands[i].action);
}

static char *
record_action (const char *kind, const char *uid)
{
  g_autoptr (GVariant) target = g_variant_ref_sink (g_variant_new ("(ss)", kind, uid));

  return g_action_print_detailed_name ("win.record", target);
}

static const char *
icon_of_kind (const char *kind)
{
  const KontorPageInfo *page = kontor_pages_find_kind (kind);

  return page != NULL ? page->icon_name : "text-x-generic-symbolic";
}

static void
add_recent (KontorPalette *self)
{
  g_autoptr (GVariant) recent = g_settings_get_value (self->settings, "recent-records");
  GVariantIter iter;
  const char  *kind = NULL;
  const char  *uid = NULL;
  const char  *title = NULL;

  g_variant_iter_init (&iter, recent);
  while (g_variant_iter_next (&iter, "(&s&s&s)", &kind, &uid, &title))
    {
      g_autofree char *action = record_action (kind, uid);

      add_row (self, icon_of_kind (kind), title, _ ("Recent"), NULL, action);
    }
}

static void
remember (KontorPalette *self, const char *kind, const char *uid, const char *title)
{
  g_autoptr (GVariant) old = g_settings_get_value (self->settings, "recent-records");
  GVariantBuilder builder;
  GVariantIter    iter;
  const char     *old_kind = NULL;
  const char     *old_uid = NULL;
  const char     *old_title = NULL;
  guint           n_kept = 1;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(sss)"));
  g_variant_builder_add (&builder, "(sss)", kind, uid, title);
  g_variant_iter_init (&iter, old);
  while (n_kept < MOST_RECENT
         && g_variant_iter_next (&iter, "(&s&s&s)", &old_kind, &old_uid, &old_title))
    if (!g_str_equal (old_uid, uid))
      {
        g_variant_builder_add (&builder, "(sss)", old_kind, old_uid, old_title);
        n_kept++;
      }
  g_settings_set_value (self->settings, "recent-records", g_variant_builder_end (&builder));
}

static void
select_first (KontorPalette *self)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, 0);

  if (row != NULL)
    gtk_list_box_select_row (self->list, row);
  gtk_widget_set_visible (GTK_WIDGET (self->scroll), row != NULL);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorPalette) self = kontor_weak_take (user_data);
  g_autoptr (KontorJson) found = kontor_company_query_finish (NULL, result, &error);

  if (self == NULL || found == NULL)
    {
      if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_warning ("nothing was searched: %s", error->message);
      return;
    }
  for (guint i = 0; i < kontor_json_length (found); i++)
    {
      const KontorJson *item = kontor_json_at (found, i);
      const char       *kind = kontor_json_get_string (item, "kind", "");
      const char       *state = kontor_json_get_string (item, "state", NULL);
      g_autofree char  *action = record_action (kind, kontor_json_get_string (item, "uid", ""));

      add_row (self,
               icon_of_kind (kind),
               kontor_json_get_string (item, "title", ""),
               kontor_json_get_string (item, "subtitle", ""),
               state != NULL ? kontor_state_label (state) : NULL,
               action);
    }
  select_first (self);
}

static void
changed_cb (KontorPalette *self)
{
  g_autofree char *text = g_strstrip (
    g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
  g_autofree char *folded = kontor_text_fold (text, -1);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  clear (self);
  if (*text == '\0')
    add_recent (self);
  add_commands (self, folded);
  add_pages (self, folded);
  select_first (self);
  if (*text == '\0' || self->company == NULL)
    return;
  self->cancellable = g_cancellable_new ();
  kontor_company_query_text_async (self->company,
                                   kontor_query_search,
                                   text,
                                   MOST_OF_A_KIND,
                                   self->cancellable,
                                   found_cb,
                                   kontor_weak_new (self));
}

static void
remember_row (KontorPalette *self, GtkListBoxRow *row, GVariant *target)
{
  GtkWidget *title = gtk_widget_get_next_sibling (
    gtk_widget_get_first_child (gtk_list_box_row_get_child (row)));
  const char *kind = NULL;
  const char *uid = NULL;

  if (target == NULL || !g_variant_is_of_type (target, G_VARIANT_TYPE ("(ss)")))
    return;
  g_variant_get (target, "(&s&s)", &kind, &uid);
  remember (self, kind, uid, gtk_label_get_label (GTK_LABEL (title)));
}

static void
row_activated_cb (KontorPalette *self, GtkListBoxRow *row)
{
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;

  if (!g_action_parse_detailed_name (gtk_widget_get_name (GTK_WIDGET (row)), &name, &target, NULL))
    return;
  remember_row (self, row, target);
  hide (self);
  gtk_widget_activate_action_variant (GTK_WIDGET (self), name, target);
}

static void
activate_cb (KontorPalette *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (row != NULL)
    row_activated_cb (self, row);
}

static void
move (KontorPalette *self, int by)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int            index = row != NULL ? gtk_list_box_row_get_index (row) + by : 0;

  row = gtk_list_box_get_row_at_index (self->list, index);
  if (row == NULL)
    return;
  gtk_list_box_select_row (self->list, row);
  /* Brings the row into view without taking the focus from the entry for good. */
  gtk_widget_grab_focus (GTK_WIDGET (row));
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
}

static gboolean
key_pressed_cb (KontorPalette *self, guint key)
{
  switch (key)
    {
    case GDK_KEY_Escape:
      hide (self);
      return GDK_EVENT_STOP;
    case GDK_KEY_Down:
      move (self, 1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Up:
      move (self, -1);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
kontor_palette_dispose (GObject *object)
{
  KontorPalette *self = KONTOR_PALETTE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->company);
  g_clear_object (&self->settings);
  g_clear_object (&self->focus);

  G_OBJECT_CLASS (kontor_palette_parent_class)->dispose (object);
}

static void
kontor_palette_class_init (KontorPaletteClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_palette_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-palette.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorPalette, entry);
  gtk_widget_class_bind_template_child (widget_class, KontorPalette, list);
  gtk_widget_class_bind_template_child (widget_class, KontorPalette, scroll);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
}

static void
kontor_palette_init (KontorPalette *self)
{
  self->settings = g_settings_new ("org.kontorapp.Kontor");
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
kontor_palette_set_company (KontorPalette *self, KontorCompany *company)
{
  g_return_if_fail (KONTOR_IS_PALETTE (self));

  g_set_object (&self->company, company);
}

/**
 * kontor_palette_toggle:
 *
 * Shows it, empty, with the focus; or hides it and puts the focus back.
 */
void
kontor_palette_toggle (KontorPalette *self)
{
  GtkRoot   *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = gtk_root_get_focus (root);

  g_return_if_fail (KONTOR_IS_PALETTE (self));

  if (gtk_widget_get_visible (GTK_WIDGET (self)))
    {
      hide (self);
      return;
    }
  g_set_object (&self->focus, focus);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  changed_cb (self);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

/**
 * kontor_palette_search:
 * @text: to begin with
 */
void
kontor_palette_search (KontorPalette *self, const char *text)
{
  if (!gtk_widget_get_visible (GTK_WIDGET (self)))
    kontor_palette_toggle (self);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
}
