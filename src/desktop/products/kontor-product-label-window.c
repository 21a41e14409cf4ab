/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-product-label-window.h"

#include <glib/gi18n.h>
#include <poppler.h>

#include "kontor-dialogs.h"
#include "kontor-print.h"
#include "kontor-problem.h"
#include "kontor-product-read.h"
#include "kontor-text-scale.h"
#include "kontor-toast.h"
#include "kontor-weak.h"

#define PREVIEW_WIDTH 560 /* pixels */

/**
 * KontorProductLabelWindow:
 *
 * Labels for products: which code, how large, how many; seen before they are printed or saved.
 */
struct _KontorProductLabelWindow
{
  AdwWindow parent_instance;

  KontorCompany *company;     /* (owned) */
  KontorJson    *products;    /* (owned) (nullable) until read */
  GtkWidget     *opener;      /* (owned): where what comes later is told */
  GCancellable  *cancellable; /* (owned): cancelled in dispose */
  guint          generation;  /* of the preview: late ones are dropped */

  /* Template children */
  AdwToastOverlay *toasts;
  AdwComboRow     *symbology;
  AdwComboRow     *size;
  GtkSpinButton   *copies;
  GtkSwitch       *price;
  GtkPicture      *preview;
  GtkLabel        *count;
};

static const struct
{
  double width_mm;
  double height_mm;
} sizes[] = { { 57, 32 }, { 62, 29 }, { 50, 25 }, { 70, 36 }, { 100, 50 } };

/* What becomes of the labels that were drawn. */
typedef enum
{
  PURPOSE_PREVIEW,
  PURPOSE_PRINT,
  PURPOSE_SAVE,
} Purpose;

typedef struct
{
  GPtrArray *labels; /* (owned) of KontorLabel */
  double     width_mm;
  double     height_mm;
  Purpose    purpose;
  guint      generation;
  GFile     *file; /* (owned) (nullable): where to save */
} Drawing;

G_DEFINE_FINAL_TYPE (KontorProductLabelWindow, kontor_product_label_window, ADW_TYPE_WINDOW)

static void
drawing_free (gpointer data)
{
  g_autofree Drawing *drawing = data;

  g_clear_pointer (&drawing->labels, g_ptr_array_unref);
  g_clear_object (&drawing->file);
}

static GPtrArray *
dup_labels (KontorProductLabelWindow *self, guint *n_without)
{
  int symbology = (int) adw_combo_row_get_selected (self->symbology) - 1;

  return kontor_product_labels_new (self->products,
                                    kontor_company_get_currency (self->company),
                                    symbology,
                                    (guint) gtk_spin_button_get_value_as_int (self->copies),
                                    gtk_switch_get_active (self->price),
                                    n_without);
}

static GdkTexture *
new_page_texture (PopplerPage *page)
{
  double           width = 0;
  double           height = 0;
  int              pixels = 0;
  cairo_surface_t *surface = NULL;
  cairo_t         *cr = NULL;
  GdkTexture      *texture = NULL;
  g_autoptr (GBytes) bytes = NULL;

  poppler_page_get_size (page, &width, &height);
  pixels = (int) (PREVIEW_WIDTH * height / width);
  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, PREVIEW_WIDTH, pixels);
  cr = cairo_create (surface);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, PREVIEW_WIDTH / width, PREVIEW_WIDTH / width);
  poppler_page_render (page, cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  bytes = g_bytes_new (cairo_image_surface_get_data (surface),
                       (gsize) cairo_image_surface_get_stride (surface) * (gsize) pixels);
  texture = gdk_memory_texture_new (PREVIEW_WIDTH,
                                    pixels,
                                    GDK_MEMORY_DEFAULT,
                                    bytes,
                                    (gsize) cairo_image_surface_get_stride (surface));
  cairo_surface_destroy (surface);
  return texture;
}

/* Poppler has no cleanup functions at the floor: references are dropped by hand. */
static GdkTexture *
new_texture (GBytes *pdf, GError **error)
{
  PopplerDocument *document = poppler_document_new_from_bytes (pdf, NULL, error);
  PopplerPage     *page = document != NULL ? poppler_document_get_page (document, 0) : NULL;
  GdkTexture      *texture = page != NULL ? new_page_texture (page) : NULL;

  g_clear_object (&page);
  g_clear_object (&document);
  return texture;
}

static void
draw_in_worker (GTask *task)
{
  Drawing *drawing = g_task_get_task_data (task);
  GError  *error = NULL;
  g_autoptr (GBytes) pdf = kontor_labels_render (
    drawing->labels, drawing->width_mm, drawing->height_mm, &error);
  GdkTexture *texture = NULL;
  gsize       size = 0;

  if (pdf != NULL && drawing->purpose == PURPOSE_PREVIEW)
    texture = new_texture (pdf, &error);
  if (pdf != NULL && drawing->purpose == PURPOSE_SAVE)
    g_file_replace_contents (drawing->file,
                             g_bytes_get_data (pdf, &size),
                             g_bytes_get_size (pdf),
                             NULL,
                             FALSE,
                             G_FILE_CREATE_NONE,
                             NULL,
                             NULL,
                             &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else if (drawing->purpose == PURPOSE_PREVIEW)
    g_task_return_pointer (task, texture, g_object_unref);
  else
    g_task_return_pointer (task, g_steal_pointer (&pdf), (GDestroyNotify) g_bytes_unref);
}

static void
draw (KontorProductLabelWindow *self, Drawing *drawing, GAsyncReadyCallback callback)
{
  guint  size = adw_combo_row_get_selected (self->size);
  GTask *task = g_task_new (self->company, self->cancellable, callback, kontor_weak_new (self));

  drawing->width_mm = sizes[size].width_mm;
  drawing->height_mm = sizes[size].height_mm;
  g_task_set_task_data (task, drawing, drawing_free);
  kontor_worker_run (kontor_company_get_documents (self->company), task, draw_in_worker);
}

static void
previewed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorProductLabelWindow) self = kontor_weak_take (user_data);
  Drawing *drawing = g_task_get_task_data (G_TASK (result));
  g_autoptr (GdkTexture) texture = g_task_propagate_pointer (G_TASK (result), &error);

  if (self == NULL || drawing->generation != self->generation)
    return;
  gtk_picture_set_paintable (self->preview, GDK_PAINTABLE (texture));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "labels.print", texture != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "labels.save", texture != NULL);
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    gtk_label_set_label (self->count, error->message);
}

static void
say_count (KontorProductLabelWindow *self, guint n_labels, guint n_without)
{
  guint            n_pages = n_labels * (guint) gtk_spin_button_get_value_as_int (self->copies);
  g_autofree char *pages = g_strdup_printf (ngettext ("%u label", "%u labels", n_pages), n_pages);
  g_autofree char *without = g_strdup_printf (
    ngettext ("%u variant is left out: it has no code of this kind",
              "%u variants are left out: they have no code of this kind",
              n_without),
    n_without);
  g_autofree char *text = g_strjoin (" · ", pages, n_without > 0 ? without : NULL, NULL);

  gtk_label_set_label (self->count, text);
}

static void
changed_cb (KontorProductLabelWindow *self)
{
  Drawing *drawing = NULL;
  guint    n_without = 0;
  g_autoptr (GPtrArray) labels = NULL;

  if (self->products == NULL)
    return;
  labels = dup_labels (self, &n_without);
  say_count (self, labels->len, n_without);
  self->generation++;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "labels.print", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "labels.save", FALSE);
  if (labels->len == 0)
    {
      gtk_picture_set_paintable (self->preview, NULL);
      return;
    }
  g_ptr_array_set_size (labels, 1);
  ((KontorLabel *) g_ptr_array_index (labels, 0))->copies = 1;
  drawing = g_new0 (Drawing, 1);
  drawing->labels = g_steal_pointer (&labels);
  drawing->generation = self->generation;
  draw (self, drawing, previewed_cb);
}

static void
drawn_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorProductLabelWindow) self = kontor_weak_take (user_data);
  Drawing *drawing = g_task_get_task_data (G_TASK (result));
  g_autoptr (GBytes) pdf = g_task_propagate_pointer (G_TASK (result), &error);

  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (pdf == NULL)
    {
      kontor_problem_present (GTK_WIDGET (self->toasts), error);
      return;
    }
  if (drawing->purpose == PURPOSE_PRINT)
    kontor_print_pdf (
      self->opener, kontor_company_get_documents (self->company), pdf, _ ("Labels"));
  else
    kontor_toast (self->opener, _ ("Labels saved"));
  gtk_window_close (GTK_WINDOW (self));
}

static void
draw_all (KontorProductLabelWindow *self, Purpose purpose, GFile *file)
{
  Drawing *drawing = g_new0 (Drawing, 1);
  guint    n_without = 0;

  drawing->labels = dup_labels (self, &n_without);
  drawing->purpose = purpose;
  drawing->file = file != NULL ? g_object_ref (file) : NULL;
  draw (self, drawing, drawn_cb);
}

static void
print_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  draw_all (KONTOR_PRODUCT_LABEL_WINDOW (widget), PURPOSE_PRINT, NULL);
}

static void
file_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (KontorProductLabelWindow) self = kontor_weak_take (user_data);
  g_autoptr (GFile) file = kontor_file_save_finish (result, NULL);

  if (self != NULL && file != NULL)
    draw_all (self, PURPOSE_SAVE, file);
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorProductLabelWindow *self = KONTOR_PRODUCT_LABEL_WINDOW (widget);

  kontor_file_save_async (widget,
                          _ ("Save Labels"),
                          "labels.pdf",
                          self->cancellable,
                          file_chosen_cb,
                          kontor_weak_new (self));
}

static void
close_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_window_close (GTK_WINDOW (widget));
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorProductLabelWindow) self = kontor_weak_take (user_data);
  g_autoptr (KontorJson) products = kontor_product_read_many_finish (result, &error);

  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->products = g_steal_pointer (&products);
  if (error != NULL)
    kontor_problem_present (GTK_WIDGET (self->toasts), error);
  changed_cb (self);
}

static void
kontor_product_label_window_dispose (GObject *object)
{
  KontorProductLabelWindow *self = KONTOR_PRODUCT_LABEL_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->company);
  g_clear_object (&self->opener);
  g_clear_pointer (&self->products, kontor_json_unref);

  G_OBJECT_CLASS (kontor_product_label_window_parent_class)->dispose (object);
}

static void
kontor_product_label_window_class_init (KontorProductLabelWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_product_label_window_dispose;
  gtk_widget_class_install_action (widget_class, "labels.print", NULL, print_action);
  gtk_widget_class_install_action (widget_class, "labels.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "dialog.close", NULL, close_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "dialog.close", NULL);
  gtk_widget_class_add_binding_action (
    widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "labels.print", NULL);
  gtk_widget_class_add_binding_action (
    widget_class, GDK_KEY_p, GDK_CONTROL_MASK, "labels.print", NULL);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/kontorapp/Kontor/ui/kontor-product-label-window.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorProductLabelWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, KontorProductLabelWindow, symbology);
  gtk_widget_class_bind_template_child (widget_class, KontorProductLabelWindow, size);
  gtk_widget_class_bind_template_child (widget_class, KontorProductLabelWindow, copies);
  gtk_widget_class_bind_template_child (widget_class, KontorProductLabelWindow, price);
  gtk_widget_class_bind_template_child (widget_class, KontorProductLabelWindow, preview);
  gtk_widget_class_bind_template_child (widget_class, KontorProductLabelWindow, count);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
kontor_product_label_window_init (KontorProductLabelWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  kontor_text_scale_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "labels.print", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "labels.save", FALSE);
}

/**
 * kontor_product_label_window_present:
 * @opener: where it was asked for
 * @uids: (element-type KontorUid): products
 */
void
kontor_product_label_window_present (GtkWidget *opener, KontorCompany *company, GArray *uids)
{
  KontorProductLabelWindow *self = g_object_new (
    KONTOR_TYPE_PRODUCT_LABEL_WINDOW, "transient-for", gtk_widget_get_root (opener), NULL);

  self->company = g_object_ref (company);
  self->opener = g_object_ref (opener);
  kontor_product_read_many_async (
    company, uids, self->cancellable, read_cb, kontor_weak_new (self));
  gtk_window_present (GTK_WINDOW (self));
}
