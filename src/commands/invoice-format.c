/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "kontor-invoice-check.h"
#include "kontor-invoice-private.h"
#include "kontor-record.h"
#include "kontor-text.h"

const char *const kontor_invoice_formats[] = {
  "plain", "facturx", "xrechnung-cii", "xrechnung-ubl", NULL
};

/* --- which format a customer gets --- */

static char *
setting_key (const KontorUid *customer)
{
  char text[KONTOR_UID_TEXT_SIZE];

  return g_strconcat ("invoice_format.", kontor_uid_format (customer, text), NULL);
}

/* "04011000-12345-67": who has one is an authority. */
static gboolean
is_leitweg_id (const char *reference)
{
  return reference != NULL
         && g_regex_match_simple ("^[0-9]{2,12}(-[0-9A-Za-z]{1,30})?-[0-9]{2}$", reference, 0, 0);
}

/* What may always be a plain file: § 14 Abs. 2 Satz 2 UStG wants an e-invoice between businesses
 * at home only, § 33 UStDV not for small amounts, § 34a not of small businesses. */
static gboolean
is_plain_enough (const KontorInvoice *invoice, const KontorFinanceRules *rules)
{
  gint64 small = 0;

  if (kontor_text_is_blank (invoice->buyer.vat_id)
      && kontor_text_is_blank (invoice->references.buyer_reference))
    return TRUE;
  return kontor_finance_rules_find_threshold (
           rules, "small-invoice", invoice->seller.address.country, invoice->issue_day, &small)
         && invoice->totals.gross_minor <= small;
}

/**
 * kontor_invoice_suggest_format:
 * @invoice: computed
 * @customer: whose it is; nil for a guest
 * @settings: the company's; "invoice_format." with the customer's uid says what was agreed
 * @rules: thresholds
 *
 * Returns: (transfer none): the format that this customer gets unless somebody chooses another
 */
const char *
kontor_invoice_suggest_format (const KontorInvoice      *invoice,
                               const KontorUid          *customer,
                               const KontorJson         *settings,
                               const KontorFinanceRules *rules)
{
  g_autofree char *key = setting_key (customer);
  const char      *agreed = kontor_json_get_string (settings, key, "");

  if (!kontor_invoice_kind_is_claim (invoice->kind))
    return "plain";
  for (guint i = 0; kontor_invoice_formats[i] != NULL; i++)
    if (g_str_equal (kontor_invoice_formats[i], agreed))
      return kontor_invoice_formats[i];
  if (is_leitweg_id (invoice->references.buyer_reference))
    return "xrechnung-ubl";
  return is_plain_enough (invoice, rules) ? "plain" : "facturx";
}

/* {customer, format}: null takes the choice back */
static gboolean
customer_invoicing (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  g_autoptr (KontorJson) record = NULL;
  g_autoptr (KontorJson) customer = NULL;
  g_autofree char *key = NULL;
  const char      *format = NULL;
  KontorJson      *back = NULL;
  KontorUid        uid;
  KontorUid        setting;

  customer = kontor_record_load_param (
    context->database, KONTOR_KIND_CUSTOMER, params, "customer", &uid, error);
  if (customer == NULL
      || !kontor_param_choice (params, "format", kontor_invoice_formats, "", &format, error))
    return FALSE;

  key = setting_key (&uid);
  kontor_uid_from_name (&setting, "setting", key);
  if (!kontor_record_find (context->database, KONTOR_KIND_SETTING, &setting, &record, error))
    return FALSE;
  back = kontor_json_new_object ();
  kontor_json_set (back, "customer", kontor_json_new_uid (&uid));
  kontor_json_set (back, "format", kontor_json_share (kontor_json_get (record, "value")));
  kontor_command_context_set_inverse (
    context, "customer.invoicing", back, g_strdup (_ ("Choose an Invoice Format")));
  if (*format == '\0')
    return record == NULL || kontor_record_delete (context, KONTOR_KIND_SETTING, &setting, error);

  g_clear_pointer (&record, kontor_json_unref);
  record = kontor_json_new_object ();
  kontor_json_set (record, "uid", kontor_json_new_uid (&setting));
  kontor_json_set_string (record, "key", key);
  kontor_json_set_string (record, "value", format);
  return kontor_record_store (context, KONTOR_KIND_SETTING, record, error);
}

/* --- what is wrong with a document before it goes out --- */

static KontorCheckKind
check_kind (const char *format)
{
  return g_str_has_prefix (format, "xrechnung") ? KONTOR_CHECK_XRECHNUNG : KONTOR_CHECK_EN16931;
}

/* A sheet of paper need not say what only a machine asks for. */
static gboolean
is_for_people (const KontorFinding *finding)
{
  return g_str_has_prefix (finding->rule, "UStG-") || g_str_equal (finding->rule, "OSS-MIX")
         || g_str_equal (finding->rule, "BR-16");
}

/**
 * kontor_invoice_find_faults:
 * @invoice: completed
 * @format: in which it is to go out
 * @rules: code lists and rates
 *
 * Returns: (transfer full) (element-type KontorFinding): the rules of its format that it breaks; of
 *   a plain one those of the law only. Quotations and confirmations have no rules.
 */
GPtrArray *
kontor_invoice_find_faults (const KontorInvoice      *invoice,
                            const char               *format,
                            const KontorFinanceRules *rules)
{
  GPtrArray *findings = NULL;

  if (!kontor_invoice_kind_is_claim (invoice->kind))
    return kontor_findings_new ();
  findings = kontor_invoice_check (invoice, check_kind (format), rules);
  for (guint i = findings->len; i-- > 0 && g_str_equal (format, "plain");)
    if (!is_for_people (g_ptr_array_index (findings, i)))
      g_ptr_array_remove_index (findings, i);
  return findings;
}

/**
 * kontor_invoice_check_issue:
 * @invoice: completed, with its number
 * @format: in which it goes out
 * @rules: as above
 * @error: return location for an error
 *
 * Returns: whether it may be issued: it has lines, and no receiver's program must reject it
 */
gboolean
kontor_invoice_check_issue (const KontorInvoice      *invoice,
                            const char               *format,
                            const KontorFinanceRules *rules,
                            GError                  **error)
{
  g_autoptr (GPtrArray) findings = kontor_invoice_find_faults (invoice, format, rules);

  if (invoice->lines->len == 0)
    {
      kontor_command_set_error (
        error, KONTOR_COMMAND_ERROR_INVALID, "lines", _ ("a document without lines says nothing"));
      return FALSE;
    }
  for (guint i = 0; i < findings->len; i++)
    {
      const KontorFinding *finding = g_ptr_array_index (findings, i);

      if (finding->severity != KONTOR_FINDING_FATAL)
        continue;
      kontor_command_set_error (error,
                                KONTOR_COMMAND_ERROR_INVALID,
                                finding->field,
                                "%s: %s",
                                finding->rule,
                                _ (finding->sentence));
      return FALSE;
    }
  return TRUE;
}

/* What was credited of an invoice so far, with this document. */
static gboolean
check_credited (KontorDatabase      *database,
                const KontorInvoice *invoice,
                const KontorUid     *uid,
                gint64               gross_minor,
                GError             **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    "SELECT CAST (coalesce (sum (gross_minor), 0) AS BIGINT) FROM invoice"
    " WHERE preceding_uid = ?1 AND sign < 0",
    error,
    KONTOR_VALUES (kontor_value_uid (uid)));

  if (row == NULL || !kontor_statement_step_row (row, error))
    return FALSE;
  if (kontor_statement_get_integer (row, 0) + invoice->totals.gross_minor <= gross_minor)
    return TRUE;
  kontor_command_set_error (
    error,
    KONTOR_COMMAND_ERROR_INVALID,
    "lines",
    _ ("more would be credited than was invoiced; strike out what was credited already"));
  return FALSE;
}

/**
 * kontor_invoice_find_preceding:
 * @database: a connection
 * @invoice: a document that names another one (BG-3), or not
 * @params: gets "preceding", unless it is there
 * @error: return location for an error
 *
 * Links a document to the issued one that it credits or follows.
 *
 * Returns: whether there is such a document, and no more is credited than it asked for
 */
gboolean
kontor_invoice_find_preceding (KontorDatabase      *database,
                               const KontorInvoice *invoice,
                               KontorJson          *params,
                               GError             **error)
{
  const KontorInvoicePreceding *preceding = NULL;
  g_autoptr (KontorStatement) row = NULL;
  KontorStep step = KONTOR_STEP_FAILED;
  KontorUid  uid;
  gint64     gross_minor = 0;

  if (kontor_json_get (params, "preceding") != NULL || invoice->references.preceding->len == 0)
    return TRUE;
  preceding = g_ptr_array_index (invoice->references.preceding, 0);
  row = kontor_database_query (database,
                               "SELECT uid, gross_minor FROM invoice WHERE number = ?1 LIMIT 1",
                               error,
                               KONTOR_VALUES (kontor_value_text (preceding->number)));
  if (row != NULL)
    step = kontor_statement_step (row, error);
  if (step == KONTOR_STEP_DONE)
    kontor_command_set_error (error,
                              KONTOR_COMMAND_ERROR_NOT_FOUND,
                              "preceding",
                              _ ("There is no document “%s”."),
                              preceding->number);
  if (step != KONTOR_STEP_ROW)
    return FALSE;

  kontor_statement_get_uid (row, 0, &uid);
  gross_minor = kontor_statement_get_integer (row, 1);
  kontor_json_set (params, "preceding", kontor_json_new_uid (&uid));
  return invoice->kind != KONTOR_INVOICE_CREDIT_NOTE
         || check_credited (database, invoice, &uid, gross_minor, error);
}

const KontorCommandType kontor_invoice_format_commands[] = {
  {
    .name = "customer.invoicing",
    .version = 1,
    .kind = KONTOR_COMMAND_EDIT,
    .merge = "the newest choice wins",
    .roles = "staff finance admin",
    .help = "{customer, format (plain, facturx, xrechnung-cii, xrechnung-ubl) or null}",
    .run = customer_invoicing,
  },
  { NULL },
};
