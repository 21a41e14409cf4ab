/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "kontor-invoice-check.h"
#include "kontor-invoice-private.h"
#include "kontor-invoice-vat.h"
#include "kontor-record.h"
#include "kontor-text.h"

#define NUMBER_TO_COME "0" /* stands for the number that issuing gives */

static const char *
severity_name (KontorFindingSeverity severity)
{
  switch (severity)
    {
    case KONTOR_FINDING_NOTE:
      return "note";
    case KONTOR_FINDING_WARNING:
      return "warning";
    case KONTOR_FINDING_FATAL:
      return "fatal";
    }
  g_return_val_if_reached ("fatal");
}

static KontorJson *
list_findings (const GPtrArray *findings)
{
  KontorJson *list = kontor_json_new_array ();

  for (guint i = 0; i < findings->len; i++)
    {
      const KontorFinding *finding = g_ptr_array_index (findings, i);
      KontorJson          *row = kontor_json_new_object ();

      kontor_json_set_string (row, "rule", finding->rule);
      kontor_json_set_string (row, "severity", severity_name (finding->severity));
      kontor_json_set_string (row, "field", finding->field);
      kontor_json_set_integer (row, "line", finding->line);
      kontor_json_set_string (row, "sentence", _ (finding->sentence));
      kontor_json_set_string (row, "expected", finding->expected);
      kontor_json_set_string (row, "found", finding->found);
      kontor_json_append (list, row);
    }
  return list;
}

/**
 * kontor_invoice_reasons_json:
 * @invoice: a draft or what was issued
 *
 * Returns: (transfer full): for each line its name, VAT category, rate, and why it has them
 */
KontorJson *
kontor_invoice_reasons_json (const KontorInvoice *invoice)
{
  KontorJson *list = kontor_json_new_array ();

  for (guint i = 0; i < invoice->lines->len; i++)
    {
      const KontorInvoiceLine *line = g_ptr_array_index (invoice->lines, i);
      const char              *sentence = kontor_vat_reason_get_sentence (line->reason);
      KontorJson              *row = kontor_json_new_object ();

      kontor_json_set_integer (row, "line", i + 1);
      kontor_json_set_string (row, "name", line->name);
      kontor_json_set_string (row, "category", line->category);
      kontor_json_set_integer (row, "rate_bp", line->rate_bp);
      kontor_json_set_string (row, "reason", line->reason);
      kontor_json_set_string (row, "sentence", sentence != NULL ? _ (sentence) : NULL);
      kontor_json_append (list, row);
    }
  return list;
}

typedef struct
{
  KontorJson         *settings; /* (owned) */
  KontorFinanceRules *rules;    /* (owned) */
  KontorJson         *customer; /* (owned) (nullable) */
} Circumstances;

static void
clear_circumstances (Circumstances *self)
{
  g_clear_pointer (&self->settings, kontor_json_unref);
  g_clear_pointer (&self->rules, kontor_finance_rules_free);
  g_clear_pointer (&self->customer, kontor_json_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Circumstances, clear_circumstances)

static gboolean
read_circumstances (Circumstances   *self,
                    KontorDatabase  *database,
                    const KontorUid *customer,
                    GError         **error)
{
  self->settings = kontor_invoice_read_settings (database, error);
  if (self->settings == NULL)
    return FALSE;
  self->rules = kontor_invoice_read_rules (self->settings, error);
  return self->rules != NULL
         && (kontor_uid_is_nil (customer)
             || kontor_record_find (
               database, KONTOR_KIND_CUSTOMER, customer, &self->customer, error));
}

static const char *
find_format (const char *wanted)
{
  for (guint i = 0; wanted != NULL && kontor_invoice_formats[i] != NULL; i++)
    if (g_str_equal (kontor_invoice_formats[i], wanted))
      return kontor_invoice_formats[i];
  return NULL;
}

/* As it will be issued: completed, with a number. */
static gboolean
find_faults (const KontorInvoice *draft,
             const char          *format,
             Circumstances       *around,
             GPtrArray          **faults,
             GError             **error)
{
  g_autoptr (KontorInvoice) invoice = kontor_invoice_copy (draft);

  g_free (invoice->number); /* replaced */
  invoice->number = g_strdup (NUMBER_TO_COME);
  if (!kontor_invoice_complete (invoice, around->rules, error))
    return FALSE;
  *faults = kontor_invoice_find_faults (invoice, format, around->rules);
  return TRUE;
}

static KontorJson *
make_review (const KontorInvoice *invoice,
             const char          *format,
             const char          *suggested,
             const GPtrArray     *faults)
{
  KontorJson *review = kontor_json_new_object ();

  kontor_json_set (review, "content", kontor_invoice_to_json (invoice));
  kontor_json_set_string (review, "format", format);
  kontor_json_set_string (review, "suggested_format", suggested);
  kontor_json_set (review, "findings", list_findings (faults));
  kontor_json_set (review, "reasons", kontor_invoice_reasons_json (invoice));
  return review;
}

/**
 * kontor_invoice_review:
 * @database: a connection
 * @content: a draft as its writer has it now
 * @customer: whose it is; nil for a guest
 * @format: (nullable): the one chosen; %NULL for the customer's own
 * @at: UTC microseconds
 * @error: return location for an error
 *
 * What would become of a draft if it were issued now: nothing is written. Its VAT is decided and
 * its amounts are computed anew.
 *
 * Errors: %KONTOR_COMMAND_ERROR_INVALID when the content has no meaning; #KontorDatabaseError.
 *
 * Returns: (transfer full): content, format, suggested_format, findings[] (rule, severity, field,
 *   line, sentence, expected, found) and reasons[] of the lines' VAT; or %NULL
 */
KontorJson *
kontor_invoice_review (KontorDatabase   *database,
                       const KontorJson *content,
                       const KontorUid  *customer,
                       const char       *format,
                       gint64            at,
                       GError          **error)
{
  g_auto (Circumstances) around = { NULL };
  g_autoptr (KontorInvoice) invoice = kontor_invoice_from_json (content, error);
  g_autoptr (GPtrArray) faults = NULL;
  const char *suggested = NULL;

  if (invoice == NULL || !read_circumstances (&around, database, customer, error))
    return NULL;
  invoice->issue_day = kontor_invoice_today (at);
  if (!kontor_invoice_decide (invoice, around.settings, around.customer, around.rules, error))
    return NULL;

  suggested = kontor_invoice_suggest_format (invoice, customer, around.settings, around.rules);
  format = find_format (format) != NULL ? find_format (format) : suggested;
  if (!find_faults (invoice, format, &around, &faults, error)
      || !kontor_invoice_find_vat_proof (database, invoice, around.settings, at, faults, error))
    return NULL;
  return make_review (invoice, format, suggested, faults);
}
