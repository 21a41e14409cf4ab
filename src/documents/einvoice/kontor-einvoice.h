/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-finance-rules.h"
#include "kontor-invoice-check.h"
#include "kontor-invoice.h"

G_BEGIN_DECLS

/* Electronic invoices by EN 16931: model in, bytes out; bytes in, model and findings out. */

/**
 * KontorEinvoiceError:
 * @KONTOR_EINVOICE_ERROR_UNSUITABLE: this document can't be written in this format
 * @KONTOR_EINVOICE_ERROR_FORMAT: the bytes are no e-invoice (Formatfehler)
 * @KONTOR_EINVOICE_ERROR_HOSTILE: the bytes have what no invoice has, such as entities, or too much
 */
typedef enum
{
  KONTOR_EINVOICE_ERROR_UNSUITABLE,
  KONTOR_EINVOICE_ERROR_FORMAT,
  KONTOR_EINVOICE_ERROR_HOSTILE,
} KontorEinvoiceError;

#define KONTOR_EINVOICE_ERROR (kontor_einvoice_error_quark ())
GQuark kontor_einvoice_error_quark (void);

typedef enum
{
  KONTOR_EINVOICE_FACTURX, /* CII, profile EN 16931: the XML inside a hybrid PDF */
  KONTOR_EINVOICE_XRECHNUNG_CII,
  KONTOR_EINVOICE_XRECHNUNG_UBL,
} KontorEinvoiceFormat;

#define KONTOR_EINVOICE_N_FORMATS 3

GBytes *kontor_einvoice_write (const KontorInvoice      *invoice,
                               KontorEinvoiceFormat      format,
                               const KontorFinanceRules *rules,
                               GError                  **error);

typedef enum
{
  KONTOR_SYNTAX_CII,
  KONTOR_SYNTAX_UBL,
  KONTOR_SYNTAX_ZUGFERD1, /* CrossIndustryDocument: read only */
} KontorEinvoiceSyntax;

typedef enum
{
  KONTOR_PROFILE_UNKNOWN,
  KONTOR_PROFILE_MINIMUM, /* an aid to booking and no invoice in German law, like the next */
  KONTOR_PROFILE_BASIC_WL,
  KONTOR_PROFILE_BASIC,
  KONTOR_PROFILE_EN16931,
  KONTOR_PROFILE_EXTENDED,
  KONTOR_PROFILE_XRECHNUNG,
} KontorEinvoiceProfile;

typedef struct
{
  KontorInvoice        *invoice;
  KontorEinvoiceSyntax  syntax;
  KontorEinvoiceProfile profile;
  GPtrArray            *findings; /* (element-type KontorFinding) what the bytes alone show */
} KontorEinvoice;

/**
 * KontorEinvoiceSchemas:
 *
 * The official schemas, compiled.
 */
typedef struct _KontorEinvoiceSchemas KontorEinvoiceSchemas;

KontorEinvoiceSchemas *kontor_einvoice_schemas_new (void);
void                   kontor_einvoice_schemas_free (KontorEinvoiceSchemas *self);

KontorEinvoice      *
kontor_einvoice_read (GBytes *bytes, KontorEinvoiceSchemas *schemas, GError **error);
void kontor_einvoice_free (KontorEinvoice *self);

GPtrArray *kontor_einvoice_check (const KontorEinvoice *self, const KontorFinanceRules *rules);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorEinvoice, kontor_einvoice_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorEinvoiceSchemas, kontor_einvoice_schemas_free)

G_END_DECLS
