/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-order.h"

G_BEGIN_DECLS

/**
 * KontorDocumentError:
 * @KONTOR_DOCUMENT_ERROR_INVALID: the data can't be put on paper (a code that is no barcode, text
 * that is no UTF-8)
 * @KONTOR_DOCUMENT_ERROR_FAILED: drawing failed
 */
typedef enum
{
  KONTOR_DOCUMENT_ERROR_INVALID,
  KONTOR_DOCUMENT_ERROR_FAILED,
} KontorDocumentError;

#define KONTOR_DOCUMENT_ERROR (kontor_document_error_quark ())
GQuark kontor_document_error_quark (void);

/* The sender's face, from the settings. Strings are owned. */
typedef struct
{
  char   *company;
  char   *sender_line; /* one line above the window */
  char  **footer;      /* up to four blocks of lines, GStrv */
  char   *accent;      /* "#1a5fb4" */
  GBytes *logo;        /* (nullable): PNG */
  char   *website;     /* (nullable) */
  char   *bank;        /* (nullable): its name */
  char   *country; /* (nullable): ISO 3166-1 alpha-2 of the sender; left out of addresses at home */
  GTimeZone *zone; /* (nullable): in which dates are printed; NULL is the machine's */
} KontorLetterhead;

void kontor_letterhead_clear (KontorLetterhead *self);

typedef enum
{
  KONTOR_LABEL_EAN13,
  KONTOR_LABEL_CODE128,
  KONTOR_LABEL_QR,
} KontorLabelSymbology;

typedef struct
{
  char                *title;
  char                *detail; /* options, price: second line */
  char                *code;
  KontorLabelSymbology symbology;
  guint                copies;
} KontorLabel;

void kontor_label_free (KontorLabel *self);

/* language: "de" or "en"; printed_at: UTC microseconds; copy: says that it is a reprint. Any thread
 * but one at a time per call; the same input gives the same bytes. */
GBytes *kontor_delivery_note_render (const KontorOrder      *order,
                                     int                     delivery,
                                     const KontorLetterhead *head,
                                     const char             *language,
                                     gint64                  printed_at,
                                     gboolean                copy,
                                     GError                **error); /* DIN 5008 form B */
GBytes *kontor_packing_slip_render (GPtrArray              *orders,
                                    const KontorLetterhead *head,
                                    const char             *language,
                                    gint64                  printed_at,
                                    gboolean                copy,
                                    GError                **error);
GBytes *kontor_pick_list_render (GPtrArray  *orders,
                                 const char *language,
                                 gint64      printed_at,
                                 GError    **error);
GBytes *kontor_labels_render (GPtrArray *labels,
                              double     width_mm,
                              double     height_mm,
                              GError   **error); /* one label a page; (element-type KontorLabel) */

G_END_DECLS
