/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-einvoice.h"
#include "kontor-xml.h"

G_BEGIN_DECLS

/* What both syntaxes share while an invoice is written. */
typedef struct
{
  KontorXml           *xml;
  const KontorInvoice *invoice;
  KontorFormatVersion  version;
  gboolean             is_xrechnung;
} KontorEinvoiceWriter;

gboolean    kontor_einvoice_is_given (const char *text);
const char *kontor_einvoice_get_type_code (const KontorEinvoiceWriter *self);
gboolean    kontor_einvoice_has_adjustment (const KontorEinvoiceWriter *self, gboolean is_charge);
char       *kontor_einvoice_dup_amount (const KontorEinvoiceWriter *self, gint64 minor);
char       *kontor_einvoice_dup_decimal (gint64 value, guint scale);
char       *kontor_einvoice_dup_terms (const KontorEinvoiceWriter *self);
char       *kontor_einvoice_dup_iban (const char *iban);
void        kontor_einvoice_write_decimal (const KontorEinvoiceWriter *self,
                                           const char                 *name,
                                           gint64                      value,
                                           guint                       scale);
void        kontor_einvoice_write_quantity (const KontorEinvoiceWriter *self,
                                            const char                 *name,
                                            gint64                      quantity_e6,
                                            const char                 *unit);

void kontor_cii_write (const KontorEinvoiceWriter *self);
void kontor_cii_write_line (const KontorEinvoiceWriter *self, const KontorInvoiceLine *line);
void kontor_cii_write_party (const KontorEinvoiceWriter *self,
                             const char                 *name,
                             const KontorInvoiceParty   *party,
                             gboolean                    is_seller);
void kontor_cii_write_minor_party (const KontorEinvoiceWriter *self,
                                   const char                 *name,
                                   const KontorInvoiceParty   *party);
void kontor_cii_write_day (const KontorEinvoiceWriter *self,
                           const char                 *name,
                           const char                 *type,
                           gint64                      day);
void kontor_cii_write_period (const KontorEinvoiceWriter *self, gint64 from_day, gint64 to_day);
void kontor_cii_write_adjustment (const KontorEinvoiceWriter    *self,
                                  const KontorInvoiceAdjustment *adjustment);

void kontor_ubl_write (const KontorEinvoiceWriter *self);
void kontor_ubl_write_line (const KontorEinvoiceWriter *self, const KontorInvoiceLine *line);
void kontor_ubl_write_parties (const KontorEinvoiceWriter *self);
void kontor_ubl_write_delivery (const KontorEinvoiceWriter *self);
void kontor_ubl_write_amount (const KontorEinvoiceWriter *self, const char *name, gint64 minor);
void kontor_ubl_write_day (const KontorEinvoiceWriter *self, const char *name, gint64 day);
void kontor_ubl_write_category (const KontorEinvoiceWriter *self,
                                const char                 *name,
                                const char                 *category,
                                gint64                      rate_bp,
                                const KontorInvoiceTax     *exemption);
void kontor_ubl_write_adjustment (const KontorEinvoiceWriter    *self,
                                  const KontorInvoiceAdjustment *adjustment);

G_END_DECLS
