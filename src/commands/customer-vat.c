/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "kontor-codes.h"
#include "kontor-invoice-check.h"
#include "kontor-invoice-private.h"
#include "kontor-record.h"
#include "kontor-time.h"

/* What the VAT register of another country said of a customer's VAT id. The answer is a fact that
 * was had at a time: it is appended, whatever is known by now, and is the proof of an
 * intra-Community supply (§ 6a Abs. 1 Nr. 4, § 18e UStG; finance-spec.md section 4, row K). */

#define MOST_DAYS 90 /* how old a proof may be, unless the company says otherwise */
#define DAY_US (24 * G_TIME_SPAN_HOUR)

static const KontorFormField check_fields[] = {
  { "vat_id",
    KONTOR_FORM_TEXT,
    KONTOR_FORM_REQUIRED,
    .most = 20,
    .check = kontor_form_check_vat_id },
  { "is_valid", KONTOR_FORM_FLAG, KONTOR_FORM_REQUIRED },
  { "name", KONTOR_FORM_TEXT, 0, .most = 300 },
  { "address", KONTOR_FORM_TEXT, 0, .most = 500 },
  { "consultation", KONTOR_FORM_TEXT, 0, .most = 60 },
  { "requester", KONTOR_FORM_TEXT, 0, .most = 20 },
  { "service", KONTOR_FORM_TEXT, KONTOR_FORM_REQUIRED, .most = 200 },
  { NULL },
};

static const char *const check_members[] = { "customer", NULL };

/* {customer, vat_id, is_valid, name?, address?, consultation?, requester?, service} */
static gboolean
vat_check (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  g_autoptr (KontorJson) record = kontor_form_read (
    check_fields, check_members, params, NULL, NULL, error);
  g_autoptr (KontorJson) customer = NULL;
  const char *author = context->command->author_name;
  KontorUid   customer_uid;
  KontorUid   uid;

  if (record == NULL)
    return FALSE;
  customer = kontor_record_load_param (
    context->database, KONTOR_KIND_CUSTOMER, params, "customer", &customer_uid, error);
  if (customer == NULL)
    return FALSE;

  kontor_command_context_derive_uid (context, &uid);
  kontor_json_set (record, "uid", kontor_json_new_uid (&uid));
  kontor_json_set (record, "customer", kontor_json_new_uid (&customer_uid));
  kontor_json_set_integer (record, "checked_at", context->command->at);
  kontor_json_set_string (record, "author_name", author != NULL ? author : "");
  kontor_json_set_integer (record, "station", context->command->station);
  kontor_command_context_set_uid (context, "check", &uid);
  return kontor_record_store (context, KONTOR_KIND_VAT_CHECK, record, error);
}

/* --- the proof that an invoice needs --- */

static gboolean
is_union_supply (const KontorInvoice *invoice)
{
  for (guint i = 0; i < invoice->lines->len; i++)
    if (g_strcmp0 (((const KontorInvoiceLine *) g_ptr_array_index (invoice->lines, i))->category,
                   "K")
        == 0)
      return TRUE;
  return FALSE;
}

static gint64
read_most_days (const KontorJson *settings)
{
  const char *text = kontor_json_get_string (settings, "vat_check_days", "");

  return *text != '\0' ? g_ascii_strtoll (text, NULL, 10) : MOST_DAYS;
}

/* The newest answer counts: an id may have been taken away since. */
static gboolean
read_newest (KontorDatabase *database,
             const char     *vat_id,
             gboolean       *is_valid,
             gint64         *checked_at,
             GError        **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    "SELECT is_valid, checked_at FROM vat_check WHERE vat_id = ?1 ORDER BY checked_at DESC, uid"
    " LIMIT 1",
    error,
    KONTOR_VALUES (kontor_value_text (vat_id)));
  KontorStep step = row != NULL ? kontor_statement_step (row, error) : KONTOR_STEP_FAILED;

  *is_valid = FALSE;
  *checked_at = 0;
  if (step == KONTOR_STEP_ROW)
    {
      *is_valid = kontor_statement_get_integer (row, 0) != 0;
      *checked_at = kontor_statement_get_integer (row, 1);
    }
  return step != KONTOR_STEP_FAILED;
}

/**
 * kontor_invoice_find_vat_proof:
 * @database: a connection
 * @invoice: a draft whose VAT is decided
 * @settings: the company's: "vat_check_days" is how old a proof may be
 * @at: UTC microseconds
 * @findings: (element-type KontorFinding): gets a warning where the proof is missing
 * @error: return location for an error
 *
 * An intra-Community supply is exempt when the buyer gave a valid VAT id (§ 6a Abs. 1 Nr. 4 UStG):
 * that it was valid has to be proved by a check that was kept.
 *
 * Errors: #KontorDatabaseError.
 *
 * Returns: whether it could be looked up
 */
gboolean
kontor_invoice_find_vat_proof (KontorDatabase      *database,
                               const KontorInvoice *invoice,
                               const KontorJson    *settings,
                               gint64               at,
                               GPtrArray           *findings,
                               GError             **error)
{
  g_autofree char *vat_id = kontor_vat_id_normalise (
    invoice->buyer.vat_id != NULL ? invoice->buyer.vat_id : "");
  gboolean is_valid = FALSE;
  gint64   checked_at = 0;

  if (!is_union_supply (invoice))
    return TRUE;
  if (!read_newest (database, vat_id, &is_valid, &checked_at, error))
    return FALSE;
  if (checked_at != 0 && !is_valid)
    kontor_findings_add (findings, "VAT-ID-INVALID");
  else if (checked_at == 0)
    kontor_findings_add (findings, "VAT-ID-UNPROVED");
  else if (checked_at < at - read_most_days (settings) * DAY_US)
    kontor_findings_add (findings, "VAT-ID-OLD-PROOF");
  return TRUE;
}

#define ROLES "staff finance admin"

const KontorCommandType kontor_customer_vat_commands[] = {
  {
    .name = "customer.vat_check",
    .version = 1,
    .kind = KONTOR_COMMAND_FACT,
    .merge = "an answer of a register at a time: every one is kept",
    .roles = ROLES,
    .help = "{customer, vat_id, is_valid, name?, address?, consultation?, requester?, service}: "
            "what a VAT register answered",
    .run = vat_check,
  },
  { NULL },
};
