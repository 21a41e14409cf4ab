/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <stddef.h>

#include "kontor-einvoice.h"
#include "kontor-invoice-paper.h"

#define CREATED_AT G_GINT64_CONSTANT (1795251600000000) /* 21 November 2026 */

/* Whatever can be read as an invoice can be put on paper, or there is a reason why not: no text is
 * too long, no column too narrow, no row higher than a page. */
int
LLVMFuzzerTestOneInput (const unsigned char *data, size_t size)
{
  static KontorEinvoiceSchemas *schemas;
  KontorLetterhead head = { .company = (char *) "Probe", .accent = (char *) "#2b6b4f" };
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (GBytes) pdf = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorEinvoice) einvoice = NULL;
  g_autofree char *missing = NULL;

  if (schemas == NULL)
    schemas = kontor_einvoice_schemas_new ();
  einvoice = kontor_einvoice_read (bytes, schemas, NULL);
  if (einvoice == NULL)
    return 0;

  pdf = kontor_invoice_paper_render (
    einvoice->invoice, &head, KONTOR_PAPER_ORIGINAL, CREATED_AT, &missing, &error);
  if ((pdf == NULL) != (error != NULL))
    __builtin_trap ();
  return 0;
}
