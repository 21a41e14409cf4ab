/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-paper-view.h"

#include <glib/gi18n.h>
#include <poppler.h>

#include "kontor-file-store.h"
#include "kontor-weak.h"

#define PAGE_WIDTH 900 /* pixels: sharp enough for a pane on a dense screen */

/**
 * KontorPaperView:
 *
 * A PDF page by page: a stored one as it was issued, or one that is made anew while somebody types.
 * Both making and poppler work on the document thread; of several wishes the latest wins.
 */
struct _KontorPaperView
{
  AdwBin parent_instance;

  KontorCompany *company;     /* (owned) (nullable) */
  char          *sha256;      /* (owned) (nullable): of the file that is shown */
  GBytes        *made;        /* (owned) (nullable): the file, where it is not stored */
  int            page;        /* from 0 */
  int            n_pages;     /* 0: not known yet */
  GCancellable  *cancellable; /* (owned) (nullable): of the drawing under way */

  /* Template children */
  GtkPicture *picture;
  GtkLabel   *missing;
  GtkWidget  *turner;
  GtkLabel   *position;
};

G_DEFINE_FINAL_TYPE (KontorPaperView, kontor_paper_view, ADW_TYPE_BIN)

typedef struct
{
  KontorReplica *replica; /* (owned) */
  char          *sha256;  /* (owned) (nullable) */
  GBytes        *pdf;     /* (owned) (nullable): made already, or loaded */
  int            page;
  int            n_pages; /* found */

  KontorPaperMake make; /* (nullable) */
  gpointer        data; /* (owned) (nullable): for it */
  GDestroyNotify  destroy;
} Drawing;

static void
drawing_free (gpointer data)
{
  g_autofree Drawing *drawing = data;

  g_clear_object (&drawing->replica);
  g_clear_pointer (&drawing->sha256, g_free);
  g_clear_pointer (&drawing->pdf, g_bytes_unref);
  if (drawing->data != NULL && drawing->destroy != NULL)
    drawing->destroy (drawing->data);
}

static GdkTexture *
surface_to_texture (cairo_surface_t *surface)
{
  int   height = cairo_image_surface_get_height (surface);
  gsize stride = (gsize) cairo_image_surface_get_stride (surface);
  g_autoptr (GBytes) bytes = g_bytes_new (cairo_image_surface_get_data (surface),
                                          stride * (gsize) height);

  return gdk_memory_texture_new (PAGE_WIDTH, height, GDK_MEMORY_DEFAULT, bytes, stride);
}

static GdkTexture *
draw_page (PopplerPage *page)
{
  double           width = 0;
  double           height = 0;
  cairo_surface_t *surface = NULL;
  cairo_t         *cr = NULL;
  GdkTexture      *texture = NULL;

  poppler_page_get_size (page, &width, &height);
  surface = cairo_image_surface_create (
    CAIRO_FORMAT_ARGB32, PAGE_WIDTH, (int) (PAGE_WIDTH * height / width));
  cr = cairo_create (surface);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, PAGE_WIDTH / width, PAGE_WIDTH / width);
  poppler_page_render (page, cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  texture = surface_to_texture (surface);
  cairo_surface_destroy (surface);
  return texture;
}

/* Poppler has no cleanup functions at the floor: references are dropped by hand. */
static GdkTexture *
draw_document (Drawing *drawing, GBytes *pdf, GError **error)
{
  PopplerDocument *document = poppler_document_new_from_bytes (pdf, NULL, error);
  PopplerPage     *page = NULL;
  GdkTexture      *texture = NULL;

  if (document == NULL)
    return NULL;
  drawing->n_pages = poppler_document_get_n_pages (document);
  drawing->page = CLAMP (drawing->page, 0, MAX (drawing->n_pages - 1, 0));
  page = poppler_document_get_page (document, drawing->page);
  if (page != NULL)
    texture = draw_page (page);
  g_clear_object (&page);
  g_object_unref (document);
  return texture;
}

static GBytes *
get_pdf (Drawing *drawing, GError **error)
{
  if (drawing->make != NULL)
    return drawing->make (drawing->data, error);
  return kontor_file_store_load (drawing->replica, drawing->sha256, error);
}

static void
draw_in_worker (GTask *task)
{
  Drawing    *drawing = g_task_get_task_data (task);
  GError     *error = NULL;
  GdkTexture *texture = NULL;

  if (g_task_return_error_if_cancelled (task)) /* somebody typed on: this one is not wanted */
    return;
  if (drawing->pdf == NULL)
    drawing->pdf = get_pdf (drawing, &error);
  if (drawing->pdf != NULL)
    texture = draw_document (drawing, drawing->pdf, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, texture, g_object_unref);
}

static void
show_position (KontorPaperView *self)
{
  g_autofree char *text = g_strdup_printf (
    _ ("Page %d of %d"), self->page + 1, MAX (self->n_pages, 1));

  gtk_label_set_label (self->position, text);
  gtk_widget_set_visible (self->turner, self->n_pages > 1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "paper.back", self->page > 0);
  gtk_widget_action_set_enabled (
    GTK_WIDGET (self), "paper.forward", self->page + 1 < self->n_pages);
}

static void
drawn_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorPaperView) self = kontor_weak_take (user_data);
  g_autoptr (GdkTexture) texture = g_task_propagate_pointer (G_TASK (result), &error);
  Drawing *drawing = g_task_get_task_data (G_TASK (result));

  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->n_pages = drawing->n_pages;
  self->page = drawing->page;
  if (drawing->make != NULL && drawing->pdf != NULL && self->made == NULL)
    self->made = g_bytes_ref (drawing->pdf);
  gtk_picture_set_paintable (self->picture, GDK_PAINTABLE (texture));
  gtk_widget_set_visible (GTK_WIDGET (self->picture), texture != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->missing), texture == NULL);
  gtk_label_set_label (self->missing,
                       error != NULL ? error->message : _ ("The file is not on this station yet."));
  show_position (self);
}

static void
start (KontorPaperView *self, Drawing *drawing)
{
  GTask *task = NULL;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  task = g_task_new (self->company, self->cancellable, drawn_cb, kontor_weak_new (self));
  g_task_set_source_tag (task, start);
  drawing->replica = g_object_ref (kontor_company_get_replica (self->company));
  drawing->page = self->page;
  g_task_set_task_data (task, drawing, drawing_free);
  kontor_worker_run (kontor_company_get_documents (self->company), task, draw_in_worker);
}

static void
draw (KontorPaperView *self)
{
  Drawing *drawing = g_new0 (Drawing, 1);

  drawing->sha256 = g_strdup (self->sha256);
  drawing->pdf = self->made != NULL ? g_bytes_ref (self->made) : NULL;
  start (self, drawing);
}

static void
turn (KontorPaperView *self, int pages)
{
  self->page = CLAMP (self->page + pages, 0, MAX (self->n_pages - 1, 0));
  draw (self);
}

static void
back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  turn (KONTOR_PAPER_VIEW (widget), -1);
}

static void
forward_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  turn (KONTOR_PAPER_VIEW (widget), 1);
}

/**
 * kontor_paper_view_show:
 * @company: whose file it is
 * @sha256: of a stored PDF
 *
 * Shows its first page.
 */
void
kontor_paper_view_show (KontorPaperView *self, KontorCompany *company, const char *sha256)
{
  g_return_if_fail (KONTOR_IS_PAPER_VIEW (self));

  if (g_strcmp0 (self->sha256, sha256) == 0)
    return;
  g_set_object (&self->company, company);
  g_clear_pointer (&self->made, g_bytes_unref);
  g_free (self->sha256); /* replaced */
  self->sha256 = g_strdup (sha256);
  self->page = 0;
  self->n_pages = 0;
  gtk_picture_set_paintable (self->picture, NULL);
  show_position (self);
  draw (self);
}

/**
 * kontor_paper_view_make:
 * @company: whose it is
 * @make: (scope async): gives the bytes of a PDF; on the document thread
 * @data: (transfer full): for it
 * @destroy: frees it
 *
 * Shows a document that is not stored. What was shown stays until the new one is drawn, on the same
 * page; a wish that another one overtakes is dropped.
 */
void
kontor_paper_view_make (KontorPaperView *self,
                        KontorCompany   *company,
                        KontorPaperMake  make,
                        gpointer         data,
                        GDestroyNotify   destroy)
{
  Drawing *drawing = NULL;

  g_return_if_fail (KONTOR_IS_PAPER_VIEW (self));

  g_set_object (&self->company, company);
  g_clear_pointer (&self->sha256, g_free);
  g_clear_pointer (&self->made, g_bytes_unref);
  drawing = g_new0 (Drawing, 1);
  drawing->make = make;
  drawing->data = data;
  drawing->destroy = destroy;
  start (self, drawing);
}

static void
kontor_paper_view_dispose (GObject *object)
{
  KontorPaperView *self = KONTOR_PAPER_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->company);
  g_clear_pointer (&self->sha256, g_free);
  g_clear_pointer (&self->made, g_bytes_unref);

  G_OBJECT_CLASS (kontor_paper_view_parent_class)->dispose (object);
}

static void
kontor_paper_view_class_init (KontorPaperViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_paper_view_dispose;
  gtk_widget_class_install_action (widget_class, "paper.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "paper.forward", NULL, forward_action);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-paper-view.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorPaperView, picture);
  gtk_widget_class_bind_template_child (widget_class, KontorPaperView, missing);
  gtk_widget_class_bind_template_child (widget_class, KontorPaperView, turner);
  gtk_widget_class_bind_template_child (widget_class, KontorPaperView, position);
}

static void
kontor_paper_view_init (KontorPaperView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
