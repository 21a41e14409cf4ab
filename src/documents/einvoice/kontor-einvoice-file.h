/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-einvoice.h"

G_BEGIN_DECLS

/**
 * KontorEinvoiceFile:
 *
 * A file that somebody sent as an invoice, looked into: XML, a PDF with XML inside, or a PDF alone.
 */
typedef struct
{
  gboolean        is_pdf;
  GBytes         *xml;      /* (owned) (nullable): the structured invoice; NULL: only pages */
  char           *xml_name; /* (owned) (nullable): what it is called inside the PDF */
  KontorEinvoice *einvoice; /* (owned) (nullable): NULL: only pages */
  GPtrArray      *findings; /* (owned) (element-type KontorFinding) */
} KontorEinvoiceFile;

KontorEinvoiceFile *kontor_einvoice_file_read (GBytes                   *bytes,
                                               KontorEinvoiceSchemas    *schemas,
                                               const KontorFinanceRules *rules,
                                               GError                  **error);
void                kontor_einvoice_file_free (KontorEinvoiceFile *self);
KontorJson         *kontor_einvoice_file_to_json (const KontorEinvoiceFile *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorEinvoiceFile, kontor_einvoice_file_free)

G_END_DECLS
