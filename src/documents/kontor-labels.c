/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"
#include "kontor-documents.h"

#include "kontor-barcode.h"
#include "kontor-paper.h"

#define MIN_SIDE_MM 10.0
#define MAX_SIDE_MM 300.0
#define MAX_PAGES 10000

#define LINEAR_LEAST_MODULE_MM 0.2 /* finer bars run together on a label printer of 203 dpi */
#define LINEAR_MODULE_MM 0.4
#define LINEAR_LEAST_HEIGHT_MM 5.0
#define LINEAR_HEIGHT_MM 28.0
#define QR_LEAST_MODULE_MM 0.25

/* EAN-13 in modules (GS1 General Specifications, section 5.2.3): 11 white, 3 guard, 42 left half, 5
 * guard, 42 right half, 3 guard, 7 white. */
#define EAN_WIDTH 113.0
#define EAN_LEFT_HALF 14.0
#define EAN_RIGHT_HALF 61.0
#define EAN_HALF 42.0
#define EAN_DIGITS 9.2 /* size of the digits, so that six fill a half */

typedef struct
{
  GPtrArray *labels;   /* (element-type KontorLabel) */
  GPtrArray *barcodes; /* (element-type KontorBarcode): one a label */
  double     width_mm;
  double     height_mm;
  double     margin_mm;
} Sheet;

static const KontorTextStyle code_style = { .type = KONTOR_TYPE_SMALL,
                                            .align = PANGO_ALIGN_CENTER,
                                            .max_lines = 1 };

static gboolean
is_blank (const char *text)
{
  return text == NULL || *text == '\0';
}

static double
draw_words (KontorPaper       *paper,
            const KontorLabel *label,
            double             x,
            double             y,
            double             width,
            PangoAlignment     align,
            int                title_lines)
{
  KontorTextStyle title = {
    .type = KONTOR_TYPE_BODY, .weight = PANGO_WEIGHT_BOLD, .align = align, .max_lines = title_lines
  };
  KontorTextStyle detail = { .type = KONTOR_TYPE_SMALL, .align = align, .max_lines = title_lines };

  y += kontor_paper_text (paper, &title, x, y, width, label->title);
  y += kontor_paper_text (paper, &detail, x, y, width, label->detail);
  return y;
}

static double
measure_words (KontorPaper *paper, const KontorLabel *label, double width, int title_lines)
{
  KontorTextStyle style = { .type = KONTOR_TYPE_BODY,
                            .weight = PANGO_WEIGHT_BOLD,
                            .max_lines = title_lines };
  g_autoptr (PangoLayout) title = kontor_paper_layout (paper, &style, width, label->title);
  g_autoptr (PangoLayout) detail = NULL;
  double height = 0.0;

  style.type = KONTOR_TYPE_SMALL;
  style.weight = PANGO_WEIGHT_NORMAL;
  detail = kontor_paper_layout (paper, &style, width, label->detail);
  if (!is_blank (label->title))
    height += pango_layout_get_line_count (title)
              * kontor_paper_get_leading (paper, KONTOR_TYPE_BODY);
  if (!is_blank (label->detail))
    height += pango_layout_get_line_count (detail)
              * kontor_paper_get_leading (paper, KONTOR_TYPE_SMALL);

  return height;
}

static void
draw_ean_digits (KontorPaper *paper, const char *code, double x, double y, double module)
{
  KontorTextStyle  style = { .type = KONTOR_TYPE_LARGE,
                             .align = PANGO_ALIGN_CENTER,
                             .tabular = TRUE };
  g_autofree char *first = g_strndup (code, 1);
  g_autofree char *left = g_strndup (code + 1, 6);

  kontor_paper_text (paper, &style, x + EAN_LEFT_HALF * module, y, EAN_HALF * module, left);
  kontor_paper_text (paper, &style, x + EAN_RIGHT_HALF * module, y, EAN_HALF * module, code + 7);
  style.align = PANGO_ALIGN_RIGHT;
  kontor_paper_text (paper, &style, x, y, 9.0 * module, first);
}

static double
linear_module (const Sheet *sheet, const KontorBarcode *barcode)
{
  return MIN (LINEAR_MODULE_MM, sheet->width_mm / kontor_barcode_get_width (barcode));
}

static double
digits_height (KontorPaper *paper, const KontorLabel *label, double module)
{
  if (label->symbology == KONTOR_LABEL_EAN13)
    return kontor_paper_get_leading (paper, KONTOR_TYPE_LARGE) - KONTOR_BARCODE_GUARD * module;

  return kontor_paper_get_leading (paper, KONTOR_TYPE_SMALL) + 0.5;
}

static void
draw_digits (KontorPaper         *paper,
             const Sheet         *sheet,
             const KontorBarcode *barcode,
             const KontorLabel   *label,
             double               bottom,
             double               module)
{
  double x = (sheet->width_mm - kontor_barcode_get_width (barcode) * module) / 2.0;

  if (label->symbology == KONTOR_LABEL_EAN13)
    draw_ean_digits (
      paper, kontor_barcode_get_text (barcode), x, bottom - KONTOR_BARCODE_GUARD * module, module);
  else
    kontor_paper_text (paper,
                       &code_style,
                       sheet->margin_mm,
                       bottom + 0.5,
                       sheet->width_mm - 2.0 * sheet->margin_mm,
                       kontor_barcode_get_text (barcode));
}

static void
draw_linear (KontorPaper         *paper,
             const Sheet         *sheet,
             const KontorLabel   *label,
             const KontorBarcode *barcode)
{
  double width = sheet->width_mm - 2.0 * sheet->margin_mm;
  double module = linear_module (sheet, barcode);
  double room = sheet->height_mm - 2.0 * sheet->margin_mm - digits_height (paper, label, module)
                - 1.0;
  int    title_lines = 2;
  double bars, y;

  if (room - measure_words (paper, label, width, title_lines) < LINEAR_LEAST_HEIGHT_MM)
    title_lines = 1;
  bars = MIN (room - measure_words (paper, label, width, title_lines), LINEAR_HEIGHT_MM);
  if (bars < LINEAR_LEAST_HEIGHT_MM || module < LINEAR_LEAST_MODULE_MM)
    {
      kontor_paper_fail (paper,
                         "a label of %.0f × %.0f mm is too small for the bar code “%s”",
                         sheet->width_mm,
                         sheet->height_mm,
                         kontor_barcode_get_text (barcode));
      return;
    }

  y = sheet->margin_mm + (room - measure_words (paper, label, width, title_lines) - bars) / 2.0;
  y = draw_words (paper, label, sheet->margin_mm, y, width, PANGO_ALIGN_CENTER, title_lines) + 1.0;
  kontor_barcode_draw (barcode,
                       kontor_paper_get_cairo (paper),
                       (sheet->width_mm - kontor_barcode_get_width (barcode) * module) / 2.0,
                       y,
                       module,
                       bars);
  draw_digits (paper, sheet, barcode, label, y + bars, module);
}

typedef struct
{
  double         side_mm; /* of the code, whose own quiet zone is part of the margin */
  double         code_x_mm;
  double         code_y_mm;
  double         x_mm; /* of the words */
  double         y_mm;
  double         width_mm;
  PangoAlignment align;
} QrPlan;

/* The code stands on the left of a wide label and on top of a tall one. */
static QrPlan
plan_qr (KontorPaper *paper, const Sheet *sheet, const KontorLabel *label)
{
  QrPlan plan = { .x_mm = sheet->margin_mm, .align = PANGO_ALIGN_CENTER };

  if (sheet->width_mm >= 1.3 * sheet->height_mm)
    {
      plan.side_mm = MIN (sheet->height_mm, sheet->width_mm * 0.5);
      plan.code_y_mm = (sheet->height_mm - plan.side_mm) / 2.0;
      plan.x_mm = plan.side_mm;
      plan.y_mm = plan.code_y_mm
                  + plan.side_mm * 0.12; /* level with the code, below its quiet zone */
      plan.align = PANGO_ALIGN_LEFT;
    }
  else
    {
      plan.side_mm = MIN (sheet->width_mm, sheet->height_mm * 0.6);
      plan.code_x_mm = (sheet->width_mm - plan.side_mm) / 2.0;
    }

  plan.width_mm = sheet->width_mm - plan.x_mm - sheet->margin_mm;
  if (plan.align == PANGO_ALIGN_CENTER)
    {
      double words = measure_words (paper, label, plan.width_mm, 2);
      double rest = sheet->height_mm - plan.side_mm - words - sheet->margin_mm;

      plan.code_y_mm = MAX (rest, 0.0) / 2.0;
      plan.y_mm = plan.code_y_mm + plan.side_mm;
    }

  return plan;
}

static void
draw_qr (KontorPaper         *paper,
         const Sheet         *sheet,
         const KontorLabel   *label,
         const KontorBarcode *barcode)
{
  static const KontorTextStyle text_style = { .type = KONTOR_TYPE_SMALL,
                                              .ink = KONTOR_INK_DIM,
                                              .max_lines = 2 };
  QrPlan                       plan = plan_qr (paper, sheet, label);
  double                       module = plan.side_mm / kontor_barcode_get_width (barcode);
  double                       y;

  if (module < QR_LEAST_MODULE_MM)
    {
      kontor_paper_fail (paper,
                         "a label of %.0f × %.0f mm is too small for its QR code",
                         sheet->width_mm,
                         sheet->height_mm);
      return;
    }

  kontor_barcode_draw (
    barcode, kontor_paper_get_cairo (paper), plan.code_x_mm, plan.code_y_mm, module, plan.side_mm);
  y = draw_words (paper, label, plan.x_mm, plan.y_mm, plan.width_mm, plan.align, 2);
  if (y + 3.0 * kontor_paper_get_leading (paper, KONTOR_TYPE_SMALL) < sheet->height_mm
      && plan.align == PANGO_ALIGN_LEFT)
    kontor_paper_text (
      paper, &text_style, plan.x_mm, y + 1.0, plan.width_mm, kontor_barcode_get_text (barcode));
}

static void
draw_label (KontorPaper *paper, const Sheet *sheet, guint index)
{
  const KontorLabel   *label = g_ptr_array_index (sheet->labels, index);
  const KontorBarcode *barcode = g_ptr_array_index (sheet->barcodes, index);

  for (guint copy = 0; copy < label->copies && !kontor_paper_has_failed (paper); copy++)
    {
      kontor_paper_begin_page (paper);
      if (label->symbology == KONTOR_LABEL_QR)
        draw_qr (paper, sheet, label, barcode);
      else
        draw_linear (paper, sheet, label, barcode);
    }
}

static void
draw_labels (KontorPaper *paper, gconstpointer data)
{
  const Sheet *sheet = data;

  kontor_paper_begin_section (paper);
  for (guint i = 0; i < sheet->labels->len; i++)
    draw_label (paper, sheet, i);
}

static gboolean
check_labels (GPtrArray *labels, double width_mm, double height_mm, GError **error)
{
  guint64 n_pages = 0;

  for (guint i = 0; i < labels->len; i++)
    n_pages += ((const KontorLabel *) g_ptr_array_index (labels, i))->copies;

  if (n_pages == 0)
    g_set_error_literal (
      error, KONTOR_DOCUMENT_ERROR, KONTOR_DOCUMENT_ERROR_INVALID, "there are no labels to print");
  else if (n_pages > MAX_PAGES)
    g_set_error (error,
                 KONTOR_DOCUMENT_ERROR,
                 KONTOR_DOCUMENT_ERROR_INVALID,
                 "%" G_GUINT64_FORMAT " labels are too many for one print: at most %d",
                 n_pages,
                 MAX_PAGES);
  else if (!(width_mm >= MIN_SIDE_MM && width_mm <= MAX_SIDE_MM && height_mm >= MIN_SIDE_MM
             && height_mm <= MAX_SIDE_MM))
    g_set_error (error,
                 KONTOR_DOCUMENT_ERROR,
                 KONTOR_DOCUMENT_ERROR_INVALID,
                 "a label of %.0f × %.0f mm can't be printed: sides are %.0f to %.0f mm",
                 width_mm,
                 height_mm,
                 MIN_SIDE_MM,
                 MAX_SIDE_MM);
  else
    return TRUE;

  return FALSE;
}

static GPtrArray *
encode_all (GPtrArray *labels, GError **error)
{
  g_autoptr (GPtrArray) barcodes = g_ptr_array_new_with_free_func (
    (GDestroyNotify) kontor_barcode_free);

  for (guint i = 0; i < labels->len; i++)
    {
      const KontorLabel *label = g_ptr_array_index (labels, i);
      KontorBarcode     *barcode = kontor_barcode_new (label->symbology, label->code, error);

      if (barcode == NULL)
        {
          g_prefix_error (error, "label %u: ", i + 1);
          return NULL;
        }
      g_ptr_array_add (barcodes, barcode);
    }

  return g_steal_pointer (&barcodes);
}

static KontorPaperSetup
make_setup (double width_mm, double height_mm)
{
  double body = CLAMP (MIN (width_mm * 0.155, height_mm * 0.26), 5.5, 14.0);
  double module = MIN (LINEAR_MODULE_MM, width_mm / EAN_WIDTH);

  return (KontorPaperSetup){
    .width_mm = width_mm,
    .height_mm = height_mm,
    .size_pt = { body * 0.86, body, EAN_DIGITS * module * KONTOR_POINTS_PER_MM },
    .leading_mm = { body * 0.86 * 0.45, body * 0.45, 8.4 * module },
    .title = "Labels",
    .language = KONTOR_LANGUAGE_EN,
  };
}

/**
 * kontor_labels_render:
 * @labels: (element-type KontorLabel): what to print, @copies times each
 * @width_mm: of a label, 10 to 300
 * @height_mm: of a label, 10 to 300
 * @error: (nullable): return location
 *
 * Draws labels, one a page, with EAN-13 (GS1 General Specifications, section 5.2), Code 128
 * (ISO/IEC 15417) or QR code (ISO/IEC 18004), quiet zones included. The date inside is always the
 * same, so that equal labels are equal bytes.
 *
 * Returns: (transfer full): a PDF; %NULL with %KONTOR_DOCUMENT_ERROR_INVALID when a code is no bar
 * code of its kind, does not fit on the label, or there is nothing to print, with
 * %KONTOR_DOCUMENT_ERROR_FAILED when drawing failed
 */
GBytes *
kontor_labels_render (GPtrArray *labels, double width_mm, double height_mm, GError **error)
{
  g_autoptr (GPtrArray) barcodes = NULL;
  KontorPaperSetup setup;
  Sheet            sheet;

  g_return_val_if_fail (labels != NULL, NULL);

  if (!check_labels (labels, width_mm, height_mm, error))
    return NULL;

  barcodes = encode_all (labels, error);
  if (barcodes == NULL)
    return NULL;

  setup = make_setup (width_mm, height_mm);
  sheet = (Sheet){ labels, barcodes, width_mm, height_mm, CLAMP (height_mm * 0.06, 1.0, 4.0) };
  return kontor_paper_render (&setup, draw_labels, &sheet, error);
}
