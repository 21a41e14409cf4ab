/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-incoming-sheet.h"

#include <glib/gi18n.h>

#define MARGIN 4 /* pixels around what is lit up */

struct _KontorIncomingSheet
{
  GtkWidget parent_instance;

  KontorPdfPage *page;    /* (owned) (nullable) */
  GdkTexture    *texture; /* (owned) (nullable): of the page */
  KontorPdfBox   mark;    /* in pixels of the page */
  gboolean       is_marked;
};

G_DEFINE_FINAL_TYPE (KontorIncomingSheet, kontor_incoming_sheet, GTK_TYPE_WIDGET)

static GtkSizeRequestMode
kontor_incoming_sheet_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
kontor_incoming_sheet_measure (GtkWidget     *widget,
                               GtkOrientation orientation,
                               int            for_size,
                               int           *minimum,
                               int           *natural,
                               int           *minimum_baseline,
                               int           *natural_baseline)
{
  KontorIncomingSheet *self = KONTOR_INCOMING_SHEET (widget);
  int                  width = self->page != NULL ? self->page->width : 1;
  int                  height = self->page != NULL ? self->page->height : 1;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = 120;
      *natural = 600;
      return;
    }
  *minimum = (int) ((gint64) MAX (for_size, 120) * height / width);
  *natural = *minimum;
}

static void
light_up (KontorIncomingSheet *self, GtkSnapshot *snapshot, float scale)
{
  GdkRGBA         color;
  graphene_rect_t place = GRAPHENE_RECT_INIT ((float) self->mark.x * scale - MARGIN,
                                              (float) self->mark.y * scale - MARGIN,
                                              (float) self->mark.width * scale + 2 * MARGIN,
                                              (float) self->mark.height * scale + 2 * MARGIN);
  GskRoundedRect  frame;
  const float     widths[] = { 2, 2, 2, 2 };
  GdkRGBA         colors[4];

  if (!gtk_style_context_lookup_color (
        gtk_widget_get_style_context (GTK_WIDGET (self)), "accent_bg_color", &color))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (colors); i++)
    colors[i] = color;
  color.alpha = 0.22f;
  gsk_rounded_rect_init_from_rect (&frame, &place, 3);
  gtk_snapshot_append_color (snapshot, &color, &place);
  gtk_snapshot_append_border (snapshot, &frame, widths, colors);
}

static void
kontor_incoming_sheet_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  KontorIncomingSheet *self = KONTOR_INCOMING_SHEET (widget);
  float                scale = 0;

  if (self->texture == NULL)
    return;
  scale = (float) gtk_widget_get_width (widget) / (float) self->page->width;
  gtk_snapshot_append_texture (
    snapshot,
    self->texture,
    &GRAPHENE_RECT_INIT (
      0, 0, (float) self->page->width * scale, (float) self->page->height * scale));
  if (self->is_marked)
    light_up (self, snapshot, scale);
}

static void
kontor_incoming_sheet_finalize (GObject *object)
{
  KontorIncomingSheet *self = KONTOR_INCOMING_SHEET (object);

  g_clear_object (&self->texture);
  g_clear_pointer (&self->page, kontor_pdf_page_free);

  G_OBJECT_CLASS (kontor_incoming_sheet_parent_class)->finalize (object);
}

static void
kontor_incoming_sheet_class_init (KontorIncomingSheetClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = kontor_incoming_sheet_finalize;
  widget_class->get_request_mode = kontor_incoming_sheet_get_request_mode;
  widget_class->measure = kontor_incoming_sheet_measure;
  widget_class->snapshot = kontor_incoming_sheet_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "sheet");
}

static void
kontor_incoming_sheet_init (KontorIncomingSheet *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/* A listener hears the words that stand on the page. */
static void
describe (KontorIncomingSheet *self)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; self->page != NULL && i < MIN (self->page->words->len, 2000); i++)
    g_string_append_printf (words, "%s ", g_array_index (self->page->words, KontorPdfWord, i).text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("The page as it came"),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  words->str,
                                  -1);
}

/**
 * kontor_incoming_sheet_take_page:
 * @page: (nullable) (transfer full): what is shown; %NULL for nothing
 */
void
kontor_incoming_sheet_take_page (KontorIncomingSheet *self, KontorPdfPage *page)
{
  g_return_if_fail (KONTOR_IS_INCOMING_SHEET (self));

  g_clear_object (&self->texture);
  g_clear_pointer (&self->page, kontor_pdf_page_free);
  self->page = page;
  self->is_marked = FALSE;
  if (page != NULL)
    self->texture = gdk_memory_texture_new (
      page->width, page->height, GDK_MEMORY_DEFAULT, page->pixels, (gsize) page->width * 4);
  describe (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * kontor_incoming_sheet_mark:
 * @spellings: (nullable): ways to write what is to be lit up; %NULL for nothing
 *
 * Returns: whether it stands on the page
 */
gboolean
kontor_incoming_sheet_mark (KontorIncomingSheet *self, const char *const *spellings)
{
  g_return_val_if_fail (KONTOR_IS_INCOMING_SHEET (self), FALSE);

  self->is_marked = spellings != NULL && self->page != NULL
                    && kontor_pdf_page_find (self->page, spellings, &self->mark);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return self->is_marked;
}
