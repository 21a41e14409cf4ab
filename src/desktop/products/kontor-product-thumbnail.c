/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-product-thumbnail.h"

#include <glib/gi18n.h>

#include "kontor-file-store.h"
#include "kontor-weak.h"

#define MOST_KEPT 600
#define SHARPNESS 2 /* pixels for each one asked for: enough for screens of double density */

/**
 * KontorProductThumbnail:
 *
 * A small picture out of the file store, read and scaled off the main thread.
 */
struct _KontorProductThumbnail
{
  AdwBin parent_instance;

  KontorCompany *company;     /* (owned) */
  int            size;        /* pixels */
  char          *sha256;      /* (owned) (nullable): what is shown or on its way */
  GCancellable  *cancellable; /* (owned) (nullable): of the picture on its way */
  GtkImage      *image;       /* (unowned): the child */
};

typedef struct
{
  KontorReplica *replica; /* (owned) */
  char          *sha256;
  int            size;
} Request;

G_DEFINE_FINAL_TYPE (KontorProductThumbnail, kontor_product_thumbnail, ADW_TYPE_BIN)

static void
request_free (gpointer data)
{
  g_autofree Request *request = data;

  g_clear_object (&request->replica);
  g_clear_pointer (&request->sha256, g_free);
}

/* Pictures seen lately, kept with the company: a list that is scrolled back shows them at once. */
static GHashTable *
kept_of (KontorCompany *company)
{
  GHashTable *kept = g_object_get_data (G_OBJECT (company), "kontor-thumbnails");

  if (kept == NULL)
    {
      kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
      g_object_set_data_full (
        G_OBJECT (company), "kontor-thumbnails", kept, (GDestroyNotify) g_hash_table_unref);
    }
  if (g_hash_table_size (kept) > MOST_KEPT)
    g_hash_table_remove_all (kept);
  return kept;
}

static char *
dup_key (const char *sha256, int size)
{
  return g_strdup_printf ("%s@%d", sha256, size);
}

static void
load_in_worker (GTask *task)
{
  Request *request = g_task_get_task_data (task);
  GError  *error = NULL;
  g_autoptr (GBytes) bytes = kontor_file_store_load (request->replica, request->sha256, &error);
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GdkPixbuf) pixbuf = NULL;

  if (bytes != NULL)
    {
      stream = g_memory_input_stream_new_from_bytes (bytes);
      pixbuf = gdk_pixbuf_new_from_stream_at_scale (
        stream, request->size * SHARPNESS, request->size * SHARPNESS, TRUE, NULL, &error);
    }
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (
      task, pixbuf != NULL ? gdk_texture_new_for_pixbuf (pixbuf) : NULL, g_object_unref);
}

static void
show_icon (KontorProductThumbnail *self)
{
  gtk_image_set_from_icon_name (self->image, "image-x-generic-symbolic");
  gtk_image_set_pixel_size (self->image, MIN (self->size / 2, 32));
  gtk_widget_add_css_class (GTK_WIDGET (self->image), "dim-label");
}

static void
show_texture (KontorProductThumbnail *self, GdkTexture *texture)
{
  gtk_image_set_from_paintable (self->image, GDK_PAINTABLE (texture));
  gtk_image_set_pixel_size (self->image, self->size);
  gtk_widget_remove_css_class (GTK_WIDGET (self->image), "dim-label");
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorProductThumbnail) self = kontor_weak_take (user_data);
  g_autoptr (GdkTexture) texture = g_task_propagate_pointer (G_TASK (result), &error);
  Request *request = g_task_get_task_data (G_TASK (result));

  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (error != NULL)
    g_message ("the picture %s can't be shown: %s", request->sha256, error->message);
  if (texture == NULL)
    return;
  g_hash_table_insert (
    kept_of (self->company), dup_key (request->sha256, request->size), g_object_ref (texture));
  show_texture (self, texture);
}

static void
load (KontorProductThumbnail *self)
{
  Request *request = g_new0 (Request, 1);
  GTask   *task = NULL;

  self->cancellable = g_cancellable_new ();
  task = g_task_new (self->company, self->cancellable, loaded_cb, kontor_weak_new (self));
  request->replica = g_object_ref (kontor_company_get_replica (self->company));
  request->sha256 = g_strdup (self->sha256);
  request->size = self->size;
  g_task_set_task_data (task, request, request_free);
  kontor_worker_run (kontor_company_get_worker (self->company), task, load_in_worker);
}

static void
forget (KontorProductThumbnail *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->sha256, g_free);
}

static void
kontor_product_thumbnail_dispose (GObject *object)
{
  KontorProductThumbnail *self = KONTOR_PRODUCT_THUMBNAIL (object);

  forget (self);
  g_clear_object (&self->company);

  G_OBJECT_CLASS (kontor_product_thumbnail_parent_class)->dispose (object);
}

static void
kontor_product_thumbnail_class_init (KontorProductThumbnailClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = kontor_product_thumbnail_dispose;
}

static void
kontor_product_thumbnail_init (KontorProductThumbnail *self)
{
  self->image = GTK_IMAGE (gtk_image_new ());
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->image));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self), "thumbnail");
}

/**
 * kontor_product_thumbnail_new:
 * @size: of the square that the picture fits into
 */
GtkWidget *
kontor_product_thumbnail_new (KontorCompany *company, int size)
{
  KontorProductThumbnail *self = g_object_new (
    KONTOR_TYPE_PRODUCT_THUMBNAIL, "width-request", size, "height-request", size, NULL);

  self->company = g_object_ref (company);
  self->size = size;
  show_icon (self);
  return GTK_WIDGET (self);
}

/**
 * kontor_product_thumbnail_set_picture:
 * @sha256: (nullable): of the file, NULL or "" when there is none
 * @alt: (nullable): what is to be seen, for those who do not see it
 */
void
kontor_product_thumbnail_set_picture (KontorProductThumbnail *self,
                                      const char             *sha256,
                                      const char             *alt)
{
  g_autofree char *key = NULL;
  GdkTexture      *kept = NULL;

  g_return_if_fail (KONTOR_IS_PRODUCT_THUMBNAIL (self));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->image),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  alt != NULL && *alt != '\0' ? alt : _ ("Picture"),
                                  -1);
  if (self->sha256 != NULL && g_strcmp0 (self->sha256, sha256) == 0)
    return;
  forget (self);
  show_icon (self);
  if (sha256 == NULL || *sha256 == '\0')
    return;
  self->sha256 = g_strdup (sha256);
  key = dup_key (sha256, self->size);
  kept = g_hash_table_lookup (kept_of (self->company), key);
  if (kept != NULL)
    show_texture (self, kept);
  else
    load (self);
}
