/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <stddef.h>

#include "kontor-einvoice.h"

/* Whatever can be read is checked, frozen and thawed to the same, and written again, which either
 * works or says why not. */
int
LLVMFuzzerTestOneInput (const unsigned char *data, size_t size)
{
  static KontorFinanceRules    *rules;
  static KontorEinvoiceSchemas *schemas;
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (KontorEinvoice) einvoice = NULL;
  g_autoptr (KontorInvoice) copy = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  int format;

  if (rules == NULL)
    {
      rules = kontor_finance_rules_new (NULL, NULL);
      schemas = kontor_einvoice_schemas_new ();
    }

  einvoice = kontor_einvoice_read (bytes, schemas, NULL);
  if (einvoice == NULL)
    return 0;

  findings = kontor_einvoice_check (einvoice, rules);
  copy = kontor_invoice_copy (einvoice->invoice);
  if (copy == NULL || !kontor_invoice_equal (copy, einvoice->invoice))
    __builtin_trap ();
  for (format = 0; format < KONTOR_EINVOICE_N_FORMATS; format++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) written = kontor_einvoice_write (
        einvoice->invoice, (KontorEinvoiceFormat) format, rules, &error);

      if ((written == NULL) != (error != NULL))
        __builtin_trap ();
    }

  return 0;
}
