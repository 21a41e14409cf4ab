/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-product-pictures.h"

#include <glib/gi18n.h>

#include "kontor-customer-wrap.h"
#include "kontor-dialogs.h"
#include "kontor-problem.h"
#include "kontor-product-edit.h"
#include "kontor-product-files.h"
#include "kontor-product-thumbnail.h"
#include "kontor-weak.h"

#define TILE_SIZE 72

/**
 * KontorProductPictures:
 *
 * The pictures of a product, the first one being its face. Files are added with a button or dropped
 * here.
 */
struct _KontorProductPictures
{
  AdwBin parent_instance;

  KontorCompany *company;  /* (owned) (nullable) until shown */
  KontorJson    *pictures; /* (owned) (nullable) until shown: an array, as the command takes it */
  GCancellable  *cancellable; /* (owned): cancelled in dispose */

  /* Template children */
  GtkBox    *box;
  GtkButton *add;
};

enum
{
  EDITED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KontorProductPictures, kontor_product_pictures, ADW_TYPE_BIN)

static void
edited (KontorProductPictures *self, KontorJson *pictures)
{
  g_signal_emit (self, signals[EDITED], 0, pictures);
}

static void
add_hashes (KontorProductPictures *self, char **hashes)
{
  g_autoptr (KontorJson) list = kontor_product_pick_list (self->pictures,
                                                          kontor_product_picture_members);

  for (char **hash = hashes; *hash != NULL; hash++)
    {
      KontorJson *picture = kontor_json_new_object ();

      kontor_json_set_string (picture, "sha256", *hash);
      kontor_json_append (list, picture);
    }
  edited (self, list);
}

static void
added_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorProductPictures) self = kontor_weak_take (user_data);
  g_auto (GStrv) hashes = kontor_product_files_add_finish (KONTOR_COMPANY (source), result, &error);

  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self->add), TRUE);
  if (error != NULL)
    kontor_problem_present (GTK_WIDGET (self), error);
  else
    add_hashes (self, hashes);
}

static void
add_files (KontorProductPictures *self, GPtrArray *files)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->add), FALSE);
  kontor_product_files_add_async (
    self->company, files, self->cancellable, added_cb, kontor_weak_new (self));
}

static void
file_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (KontorProductPictures) self = kontor_weak_take (user_data);
  g_autoptr (GFile) file = kontor_file_open_finish (result, NULL);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

  if (self == NULL || file == NULL)
    return;
  g_ptr_array_add (files, g_steal_pointer (&file));
  add_files (self, files);
}

static void
add_cb (KontorProductPictures *self)
{
  kontor_file_open_async (GTK_WIDGET (self),
                          _ ("Add Picture"),
                          self->cancellable,
                          file_chosen_cb,
                          kontor_weak_new (self));
}

static gboolean
drop_cb (KontorProductPictures *self, const GValue *value)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  GSList *list = gdk_file_list_get_files (g_value_get_boxed (value));

  for (GSList *file = list; file != NULL; file = file->next)
    g_ptr_array_add (files, g_object_ref (file->data));
  g_slist_free (list); /* the container only */
  if (files->len > 0 && self->company != NULL)
    add_files (self, files);
  return files->len > 0;
}

/* The picture at @index comes first, or goes. */
static void
move (KontorProductPictures *self, guint index, gboolean keep)
{
  g_autoptr (KontorJson) list = kontor_product_pick_list (self->pictures,
                                                          kontor_product_picture_members);
  g_autoptr (KontorJson) moved = kontor_json_new_array ();

  if (keep)
    kontor_json_append (moved, kontor_json_ref ((KontorJson *) kontor_json_at (list, index)));
  for (guint i = 0; i < kontor_json_length (list); i++)
    if (i != index)
      kontor_json_append (moved, kontor_json_ref ((KontorJson *) kontor_json_at (list, i)));
  edited (self, moved);
}

static void
first_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  move (KONTOR_PRODUCT_PICTURES (widget), g_variant_get_uint32 (parameter), TRUE);
}

static void
remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  move (KONTOR_PRODUCT_PICTURES (widget), g_variant_get_uint32 (parameter), FALSE);
}

static GMenuModel *
new_menu (guint index)
{
  GMenu           *menu = g_menu_new ();
  g_autofree char *first = g_strdup_printf ("pictures.first(uint32 %u)", index);
  g_autofree char *gone = g_strdup_printf ("pictures.remove(uint32 %u)", index);

  if (index > 0)
    g_menu_append (menu, _ ("_Show First"), first);
  g_menu_append (menu, _ ("_Remove"), gone);
  return G_MENU_MODEL (menu);
}

static GtkWidget *
new_tile (KontorProductPictures *self, const KontorJson *picture, guint index)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *thumbnail = kontor_product_thumbnail_new (self->company, TILE_SIZE);
  g_autoptr (GMenuModel) menu = new_menu (index);
  const char      *alt = kontor_json_get_string (picture, "alt", "");
  g_autofree char *label = g_strdup_printf (_ ("Picture %u"), index + 1);

  kontor_product_thumbnail_set_picture (
    KONTOR_PRODUCT_THUMBNAIL (thumbnail), kontor_json_get_string (picture, "sha256", ""), alt);
  gtk_menu_button_set_child (GTK_MENU_BUTTON (button), thumbnail);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), menu);
  gtk_widget_add_css_class (button, "picture");
  gtk_widget_set_tooltip_text (button, *alt != '\0' ? alt : label);
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, *alt != '\0' ? alt : label, -1);
  g_object_set_data (G_OBJECT (button), "kontor-index", GUINT_TO_POINTER (index));
  return button;
}

static void
kontor_product_pictures_dispose (GObject *object)
{
  KontorProductPictures *self = KONTOR_PRODUCT_PICTURES (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->company);
  g_clear_pointer (&self->pictures, kontor_json_unref);

  G_OBJECT_CLASS (kontor_product_pictures_parent_class)->dispose (object);
}

static void
kontor_product_pictures_class_init (KontorProductPicturesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_product_pictures_dispose;
  signals[EDITED] = g_signal_new ("edited",
                                  KONTOR_TYPE_PRODUCT_PICTURES,
                                  G_SIGNAL_RUN_LAST,
                                  0,
                                  NULL,
                                  NULL,
                                  NULL,
                                  G_TYPE_NONE,
                                  1,
                                  G_TYPE_POINTER);

  g_type_ensure (KONTOR_TYPE_CUSTOMER_WRAP);
  gtk_widget_class_install_action (widget_class, "pictures.first", "u", first_action);
  gtk_widget_class_install_action (widget_class, "pictures.remove", "u", remove_action);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/kontorapp/Kontor/ui/kontor-product-pictures.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorProductPictures, box);
  gtk_widget_class_bind_template_child (widget_class, KontorProductPictures, add);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
}

static void
kontor_product_pictures_init (KontorProductPictures *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

/**
 * kontor_product_pictures_set:
 * @pictures: (nullable): an array as kontor_query_product_json() or the command has it
 */
void
kontor_product_pictures_set (KontorProductPictures *self,
                             KontorCompany         *company,
                             const KontorJson      *pictures)
{
  g_autoptr (KontorJson) list = kontor_product_pick_list (pictures, kontor_product_picture_members);
  GtkWidget *child = NULL;

  g_return_if_fail (KONTOR_IS_PRODUCT_PICTURES (self));

  g_set_object (&self->company, company);
  if (self->pictures != NULL && kontor_json_equal (list, self->pictures))
    return;
  g_clear_pointer (&self->pictures, kontor_json_unref);
  self->pictures = g_steal_pointer (&list);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != GTK_WIDGET (self->add))
    gtk_box_remove (self->box, child);
  for (guint i = 0; i < kontor_json_length (self->pictures); i++)
    gtk_widget_insert_before (new_tile (self, kontor_json_at (self->pictures, i), i),
                              GTK_WIDGET (self->box),
                              GTK_WIDGET (self->add));
}
