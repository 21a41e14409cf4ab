/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "kontor-invoice-private.h"
#include "kontor-number-series.h"
#include "kontor-record.h"
#include "kontor-text.h"
#include "kontor-invoice-vat.h"
#include "kontor-time.h"

static KontorInvoiceRender render_func;

/**
 * kontor_invoice_set_render:
 * @render: (nullable) (scope forever): draws documents
 *
 * Said once, at the start of a program that issues documents.
 */
void
kontor_invoice_set_render (KontorInvoiceRender render)
{
  render_func = render;
}

static gboolean
refuse (GError **error, const char *field, const char *sentence)
{
  kontor_command_set_error (error, KONTOR_COMMAND_ERROR_INVALID, field, "%s", sentence);
  return FALSE;
}

static int
sign_of (KontorInvoiceKind kind)
{
  if (kind == KONTOR_INVOICE_QUOTATION || kind == KONTOR_INVOICE_CONFIRMATION)
    return 0;
  return kind == KONTOR_INVOICE_CREDIT_NOTE || kind == KONTOR_INVOICE_CANCELLATION ? -1 : 1;
}

/* --- preparing: on the station that issues, in its transaction --- */

typedef struct
{
  KontorDatabase *database;
  guint           station;
  gint64          at;
  KontorJson     *params; /* (owned): becomes the content */
  KontorJson     *settings;
  KontorInvoice  *invoice;

  KontorFinanceRules *rules; /* (owned) */
} KontorIssue;

static void
clear_issue (KontorIssue *self)
{
  g_clear_pointer (&self->params, kontor_json_unref);
  g_clear_pointer (&self->settings, kontor_json_unref);
  g_clear_pointer (&self->invoice, kontor_invoice_free);
  g_clear_pointer (&self->rules, kontor_finance_rules_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (KontorIssue, clear_issue)

static void
set_uid (KontorJson *params, const char *key, const KontorUid *uid)
{
  if (!kontor_uid_is_nil (uid))
    kontor_json_set (params, key, kontor_json_new_uid (uid));
}

static gboolean
load_draft (KontorIssue *self, const KontorUid *uid, GError **error)
{
  g_autoptr (KontorJson) draft = kontor_record_load (
    self->database, KONTOR_KIND_INVOICE_DRAFT, uid, "draft", error);
  g_autoptr (KontorJson) content = NULL;

  if (draft == NULL)
    return FALSE;
  if (kontor_json_has (draft, "closed_at") && kontor_json_get (draft, "closed_at") != NULL)
    {
      kontor_command_set_error (error,
                                KONTOR_COMMAND_ERROR_ALREADY,
                                "draft",
                                _ ("this draft was issued or thrown away already"));
      return FALSE;
    }

  content = kontor_json_parse (kontor_json_get_string (draft, "content", ""), -1, error);
  if (content == NULL)
    return FALSE;
  self->invoice = kontor_invoice_from_json (content, error);
  kontor_json_set (self->params, "order", kontor_json_share (kontor_json_get (draft, "order")));
  kontor_json_set (
    self->params, "customer", kontor_json_share (kontor_json_get (draft, "customer")));
  return self->invoice != NULL;
}

static gboolean
load_order (KontorIssue *self, GError **error)
{
  g_auto (KontorInvoiceSource) source = { 0 };
  KontorUid customer;

  if (!kontor_invoice_read_source (self->database, self->params, self->at, &source, error))
    return FALSE;
  self->invoice = kontor_invoice_from_orders (&source, &customer, error);
  set_uid (self->params, "customer", &customer);
  return self->invoice != NULL;
}

static gboolean
check_not_cancelled (KontorIssue *self, const KontorUid *uid, GError **error)
{
  gboolean exists = FALSE;

  if (!kontor_record_exists (
        self->database,
        "SELECT 1 FROM invoice WHERE preceding_uid = ?1 AND kind = 'cancellation'",
        KONTOR_VALUES (kontor_value_uid (uid)),
        &exists,
        error))
    return FALSE;
  if (exists)
    kontor_command_set_error (
      error, KONTOR_COMMAND_ERROR_ALREADY, "cancels", _ ("this invoice was cancelled already"));
  return !exists;
}

/* A cancellation takes all of it back; what was credited already can't be taken back again. */
static gboolean
check_not_credited (KontorIssue *self, const KontorUid *uid, GError **error)
{
  gboolean exists = FALSE;

  if (!kontor_record_exists (
        self->database,
        "SELECT 1 FROM invoice WHERE preceding_uid = ?1 AND kind = 'credit-note'",
        KONTOR_VALUES (kontor_value_uid (uid)),
        &exists,
        error))
    return FALSE;
  if (exists)
    kontor_command_set_error (
      error,
      KONTOR_COMMAND_ERROR_STATE_CHANGED,
      "cancels",
      _ ("a part of this invoice was credited already: credit the rest instead"));
  return !exists;
}

static gboolean
load_cancelled (KontorIssue *self, const KontorUid *uid, GError **error)
{
  g_autoptr (KontorJson) record = kontor_record_load (
    self->database, KONTOR_KIND_INVOICE, uid, "cancels", error);

  if (record == NULL || !check_not_cancelled (self, uid, error)
      || !check_not_credited (self, uid, error))
    return FALSE;
  if (kontor_json_get_integer (record, "sign", 0) <= 0)
    return refuse (error, "cancels", _ ("only an invoice can be cancelled"));

  self->invoice = kontor_invoice_from_issued (self->database,
                                              uid,
                                              KONTOR_INVOICE_CANCELLATION,
                                              self->at,
                                              kontor_json_get_string (self->params, "reason", ""),
                                              error);
  set_uid (self->params, "preceding", uid);
  kontor_json_set (self->params, "order", kontor_json_share (kontor_json_get (record, "order")));
  kontor_json_set (
    self->params, "customer", kontor_json_share (kontor_json_get (record, "customer")));
  return self->invoice != NULL;
}

static gboolean
load_source (KontorIssue *self, GError **error)
{
  KontorUid draft;
  KontorUid cancels;

  if (!kontor_param_uid_or_nil (self->params, "draft", &draft, error)
      || !kontor_param_uid_or_nil (self->params, "cancels", &cancels, error))
    return FALSE;
  if (!kontor_uid_is_nil (&draft))
    return load_draft (self, &draft, error);
  if (!kontor_uid_is_nil (&cancels))
    return load_cancelled (self, &cancels, error);
  if (kontor_json_get_array (self->params, "orders") == NULL
      && kontor_text_is_blank (kontor_json_get_string (self->params, "order", "")))
    return refuse (
      error, "order", _ ("what is to be issued: a draft, an order, or a cancellation"));
  return load_order (self, error);
}

static gboolean
set_format (KontorIssue *self, GError **error)
{
  const char *chosen = NULL;
  const char *fallback = NULL;
  KontorUid   customer;

  if (!kontor_param_uid_or_nil (self->params, "customer", &customer, error))
    return FALSE;
  fallback = kontor_invoice_suggest_format (self->invoice, &customer, self->settings, self->rules);

  if (!kontor_param_choice (
        self->params, "format", kontor_invoice_formats, fallback, &chosen, error))
    return FALSE;
  kontor_json_set_string (self->params, "format", chosen);
  return TRUE;
}

static const char *
pattern_of (KontorInvoiceKind kind, const char **setting)
{
  switch (kind)
    {
    case KONTOR_INVOICE_QUOTATION:
      *setting = "quotation_number_pattern";
      return KONTOR_INVOICE_PATTERN_QUOTATION;
    case KONTOR_INVOICE_CONFIRMATION:
      *setting = "confirmation_number_pattern";
      return KONTOR_INVOICE_PATTERN_CONFIRMATION;
    case KONTOR_INVOICE_CREDIT_NOTE:
      *setting = "credit_number_pattern";
      return KONTOR_INVOICE_PATTERN_CREDIT;
    case KONTOR_INVOICE_CANCELLATION:
      *setting = "cancellation_number_pattern";
      return KONTOR_INVOICE_PATTERN_CANCELLATION;
    case KONTOR_INVOICE_INVOICE:
    case KONTOR_INVOICE_PART:
    case KONTOR_INVOICE_ADVANCE:
    case KONTOR_INVOICE_FINAL:
      break;
    }
  *setting = "invoice_number_pattern";
  return KONTOR_INVOICE_PATTERN_INVOICE;
}

static gboolean
number_is_taken (KontorDatabase *database, const char *number, gboolean *taken, GError **error)
{
  return kontor_record_exists (database,
                               "SELECT 1 FROM invoice WHERE number = ?1",
                               KONTOR_VALUES (kontor_value_text (number)),
                               taken,
                               error);
}

/* Only what DATEV and SEPA carry unharmed. */
static gboolean
number_is_plain (const char *number)
{
  return g_regex_match_simple ("^[A-Z0-9/-]{1,30}$", number, 0, 0);
}

static gboolean
take_number (KontorIssue *self, GError **error)
{
  const char      *setting = NULL;
  const char      *fallback = pattern_of (self->invoice->kind, &setting);
  g_autofree char *pattern = kontor_setting_read (self->database, setting, fallback, error);
  g_autofree char *series = NULL;
  g_autofree char *previous = NULL;
  gint64           position = 0;

  if (pattern == NULL)
    return FALSE;
  g_free (self->invoice->number); /* replaced */
  self->invoice->number = kontor_number_take (
    self->database, setting, setting, fallback, self->at, self->station, number_is_taken, error);
  if (self->invoice->number == NULL)
    return FALSE;
  if (!number_is_plain (self->invoice->number))
    return refuse (
      error, setting, _ ("a document's number has only capital letters, digits, “-” and “/”"));

  series = kontor_number_range_name (setting, pattern, self->invoice->issue_day, self->station);
  previous = kontor_invoice_last_hash (self->database, series, &position, error);
  if (previous == NULL)
    return FALSE;
  kontor_json_set_string (self->params, "series", series);
  kontor_json_set_integer (self->params, "position", position + 1);
  kontor_json_set_string (self->params, "number", self->invoice->number);
  kontor_json_set_string (self->params, "previous_hash", previous);
  return TRUE;
}

static gboolean
check_period (KontorIssue *self, GError **error)
{
  const char *closed = kontor_json_get_string (self->settings, "books_closed_until", "");
  gint64      day = 0;

  if (*closed == '\0' || !kontor_day_parse (closed, &day, NULL) || self->invoice->issue_day > day)
    return TRUE;
  kontor_command_set_error (error,
                            KONTOR_COMMAND_ERROR_INVALID,
                            "issue_day",
                            _ ("The books are closed up to %s: nothing is issued in that period."),
                            closed);
  return FALSE;
}

static gboolean
keep_bytes (KontorIssue *self, const char *key, const char *type, GBytes *bytes, GError **error)
{
  g_autofree char *sha256 = NULL;

  if (bytes == NULL)
    {
      kontor_json_set_string (self->params, key, "");
      return TRUE;
    }

  sha256 = kontor_text_sha256 (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  kontor_json_set_string (self->params, key, sha256);
  return kontor_database_run (
    self->database,
    "INSERT INTO stored_file (sha256, media_type, size, content) VALUES (?1, ?2, ?3, ?4)"
    " ON CONFLICT (sha256) DO NOTHING",
    error,
    KONTOR_VALUES (kontor_value_text (sha256),
                   kontor_value_text (type),
                   kontor_value_integer ((gint64) g_bytes_get_size (bytes)),
                   kontor_value_bytes (bytes)));
}

static gboolean
render (KontorIssue *self, GError **error)
{
  g_autoptr (KontorJson) snapshot = kontor_invoice_to_json (self->invoice);
  g_autofree char *text = kontor_json_to_string (snapshot);
  g_autoptr (GBytes) pdf = NULL;
  g_autoptr (GBytes) xml = NULL;

  if (render_func == NULL)
    return refuse (error, NULL, _ ("this program can't draw documents, so it issues none"));
  kontor_json_set_string (self->params, "snapshot", text);
  return render_func (self->invoice,
                      self->settings,
                      kontor_json_get_string (self->params, "format", "plain"),
                      self->at,
                      &pdf,
                      &xml,
                      error)
         && keep_bytes (self, "pdf_sha256", "application/pdf", pdf, error)
         && keep_bytes (self, "xml_sha256", "text/xml", xml, error);
}

/* What the number is needed for is filled in after it is known; what is wrong is wrong before. */
static gboolean
complete (KontorIssue *self, GError **error)
{
  g_autoptr (GError) reason = NULL;

  if (!kontor_invoice_complete (self->invoice, self->rules, &reason))
    return refuse (error, NULL, reason->message);
  return kontor_invoice_check_issue (
    self->invoice, kontor_json_get_string (self->params, "format", "plain"), self->rules, error);
}

static gboolean
issue_prepared (KontorIssue *self, GError **error)
{
  g_autoptr (GError) reason = NULL;

  self->settings = kontor_invoice_read_settings (self->database, error);
  if (self->settings == NULL)
    return FALSE;
  self->rules = kontor_invoice_read_rules (self->settings, error);
  if (self->rules == NULL || !load_source (self, error))
    return FALSE;
  self->invoice->issue_day = kontor_invoice_today (self->at);
  if (!kontor_invoice_compute (self->invoice, &reason))
    return refuse (error, NULL, reason->message);
  return check_period (self, error)
         && kontor_invoice_find_preceding (self->database, self->invoice, self->params, error)
         && set_format (self, error) && take_number (self, error) && complete (self, error)
         && render (self, error);
}

/**
 * kontor_invoice_prepare_issue:
 * @database: the station's connection, in its transaction
 * @station: its number
 * @command: invoice.issue with a draft, an order and kind, or what it cancels
 * @error: return location for an error
 *
 * Gives the number, freezes the snapshot, draws the pages and writes the XML, and keeps their bytes
 * in the same transaction: whatever fails takes back all of it, the number too, so that a series
 * has no gap.
 *
 * Returns: whether it could be filled in
 */
gboolean
kontor_invoice_prepare_issue (KontorDatabase *database,
                              guint           station,
                              KontorCommand  *command,
                              GError        **error)
{
  g_auto (KontorIssue) issue = { .database = database, .station = station, .at = command->at };

  issue.params = kontor_json_copy_object (command->params);
  if (!issue_prepared (&issue, error))
    return FALSE;

  kontor_json_unref (command->params);
  command->params = g_steal_pointer (&issue.params);
  return TRUE;
}

/* --- running: everywhere --- */

static KontorInvoice *
read_snapshot (const KontorJson *params, GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (KontorJson) snapshot = kontor_json_parse (
    kontor_json_get_string (params, "snapshot", ""), -1, &reason);
  KontorInvoice *invoice = snapshot != NULL ? kontor_invoice_from_json (snapshot, &reason) : NULL;

  if (invoice == NULL)
    kontor_command_set_error (
      error, KONTOR_COMMAND_ERROR_INVALID, "snapshot", "%s", reason->message);
  return invoice;
}

static gboolean
check_number (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  const char *number = kontor_json_get_string (params, "number", "");
  gboolean    taken = FALSE;

  if (!number_is_plain (number))
    return refuse (
      error, "number", _ ("a document's number has only capital letters, digits, “-” and “/”"));
  if (!number_is_taken (context->database, number, &taken, error))
    return FALSE;
  if (taken)
    kontor_command_set_error (error,
                              KONTOR_COMMAND_ERROR_CONFLICT,
                              "number",
                              _ ("Number %s was given already. Finance has to look at both."),
                              number);
  return !taken;
}

static gboolean
check_chain (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  gint64           position = 0;
  g_autofree char *last = kontor_invoice_last_hash (
    context->database, kontor_json_get_string (params, "series", ""), &position, error);

  if (last == NULL)
    return FALSE;
  if (g_strcmp0 (last, kontor_json_get_string (params, "previous_hash", "")) == 0
      && kontor_json_get_integer (params, "position", 0) == position + 1)
    return TRUE;
  kontor_command_set_error (error,
                            KONTOR_COMMAND_ERROR_CONFLICT,
                            "previous_hash",
                            _ ("Document %s does not follow the last one of its series."),
                            kontor_json_get_string (params, "number", ""));
  return FALSE;
}

static void
set_text (KontorJson *record, const char *key, const char *text)
{
  kontor_json_set_string (record, key, text != NULL ? text : "");
}

static void
set_day (KontorJson *record, const char *key, gint64 day)
{
  if (day != 0)
    kontor_json_set_integer (record, key, day);
}

static void
copy (KontorJson *record, const KontorJson *params, const char *key)
{
  kontor_json_set (record, key, kontor_json_share (kontor_json_get (params, key)));
}

static void
set_amounts (KontorJson *record, const KontorInvoice *invoice)
{
  const KontorInvoiceTotals *totals = &invoice->totals;

  kontor_json_set_integer (record, "net_minor", totals->net_minor);
  kontor_json_set_integer (record, "tax_minor", totals->tax_minor);
  kontor_json_set_integer (record, "gross_minor", totals->gross_minor);
  kontor_json_set_integer (record, "prepaid_minor", totals->paid_minor);
  kontor_json_set_integer (record, "due_minor", totals->due_minor);
}

static KontorJson *
make_lines (const KontorInvoice *invoice, const KontorJson *params)
{
  KontorJson *lines = kontor_json_new_array ();

  for (guint i = 0; i < invoice->lines->len; i++)
    {
      const KontorInvoiceLine *line = g_ptr_array_index (invoice->lines, i);
      KontorJson              *row = kontor_json_new_object ();
      gint64 number = g_ascii_strtoll (line->order_line != NULL ? line->order_line : "", NULL, 10);

      kontor_json_set_integer (row, "line", i + 1);
      set_text (row, "kind", line->kind);
      if (number > 0)
        {
          copy (row, params, "order");
          if (!kontor_text_is_blank (line->order))
            kontor_json_set_string (row, "order", line->order);
          kontor_json_set_integer (row, "order_line", number);
        }
      set_text (row, "sku", line->sku);
      set_text (row, "title", line->name);
      kontor_json_set_integer (row, "quantity", line->quantity_e6 / 1000);
      kontor_json_set_integer (row, "net_minor", line->net_minor);
      kontor_json_set_integer (row, "gross_minor", line->gross_minor);
      set_text (row, "category", line->category);
      kontor_json_set_integer (row, "rate_bp", line->rate_bp);
      kontor_json_append (lines, row);
    }
  return lines;
}

static KontorJson *
make_taxes (const KontorInvoice *invoice)
{
  KontorJson *taxes = kontor_json_new_array ();

  for (guint i = 0; i < invoice->taxes->len; i++)
    {
      const KontorInvoiceTax *tax = g_ptr_array_index (invoice->taxes, i);
      KontorJson             *row = kontor_json_new_object ();

      set_text (row, "category", tax->category);
      kontor_json_set_integer (row, "rate_bp", tax->rate_bp);
      kontor_json_set_integer (row, "net_minor", tax->net_minor);
      kontor_json_set_integer (row, "tax_minor", tax->tax_minor);
      kontor_json_set_integer (row, "gross_minor", tax->gross_minor);
      kontor_json_append (taxes, row);
    }
  return taxes;
}

static void
set_who_and_when (KontorCommandContext *context, const KontorInvoice *invoice, KontorJson *record)
{
  const KontorCommand *command = context->command;

  kontor_json_set (record, "author", kontor_json_new_uid (&command->author));
  set_text (record, "author_name", command->author_name);
  kontor_json_set_integer (record, "station", command->station);
  kontor_json_set_integer (record, "issued_at", command->at);
  kontor_json_set_integer (record, "issued_on", invoice->issue_day);
  set_day (record, "due_on", invoice->payment.due_day);
  set_day (
    record, "supplied_from", invoice->from_day != 0 ? invoice->from_day : invoice->delivery_day);
  set_day (record, "supplied_to", invoice->to_day != 0 ? invoice->to_day : invoice->delivery_day);
}

static KontorJson *
make_record (KontorCommandContext *context, const KontorInvoice *invoice, const KontorJson *params)
{
  static const char *const copied[] = { "series",     "position",   "number",       "customer",
                                        "order",      "preceding",  "format",       "snapshot",
                                        "pdf_sha256", "xml_sha256", "previous_hash" };
  KontorJson              *record = kontor_json_new_object ();
  g_autofree char *hash = kontor_invoice_hash (kontor_json_get_string (params, "previous_hash", ""),
                                               params);

  for (gsize i = 0; i < G_N_ELEMENTS (copied); i++)
    copy (record, params, copied[i]);
  kontor_json_set_string (record, "hash", hash);
  set_text (record, "kind", kontor_invoice_kind_to_name (invoice->kind));
  set_text (record, "customer_name", invoice->buyer.address.name);
  set_text (record, "order_number", invoice->references.sales_order);
  set_text (record, "currency", invoice->currency);
  set_text (record, "price_mode", invoice->price_mode == KONTOR_PRICE_GROSS ? "gross" : "net");
  set_text (record, "country", invoice->seller.address.country);
  set_text (record, "language", invoice->language);
  kontor_json_set_integer (record, "sign", sign_of (invoice->kind));
  set_amounts (record, invoice);
  set_who_and_when (context, invoice, record);
  kontor_json_set (record, "invoice_line", make_lines (invoice, params));
  kontor_json_set (record, "invoice_tax", make_taxes (invoice));
  return record;
}

static gboolean
close_draft (KontorCommandContext *context,
             const KontorJson     *params,
             const KontorUid      *issued,
             GError              **error)
{
  KontorUid draft;

  if (!kontor_param_uid_or_nil (params, "draft", &draft, error))
    return FALSE;
  if (kontor_uid_is_nil (&draft))
    return TRUE;
  kontor_command_context_touch (context, KONTOR_KIND_INVOICE_DRAFT, &draft);
  return kontor_database_run (
    context->database,
    "UPDATE invoice_draft SET issued_uid = ?2, closed_at = ?3 WHERE uid = ?1",
    error,
    KONTOR_VALUES (kontor_value_uid (&draft),
                   kontor_value_uid (issued),
                   kontor_value_integer (context->command->at)));
}

/* The undo of an invoice is a cancellation: another document. */
static void
set_inverse (KontorCommandContext *context, const KontorInvoice *invoice, const KontorUid *uid)
{
  KontorJson *back = NULL;

  if (sign_of (invoice->kind) <= 0)
    return;
  back = kontor_json_new_object ();
  kontor_json_set (back, "cancels", kontor_json_new_uid (uid));
  kontor_command_context_set_inverse (
    context, "invoice.issue", back, g_strdup_printf (_ ("Issue %s"), invoice->number));
}

/**
 * kontor_invoice_issue:
 * @context: the running command
 * @params: as kontor_invoice_prepare_issue() left them
 * @error: return location for an error
 *
 * Writes the issued document with its lines, VAT groups and hash.
 *
 * Returns: whether it was written
 */
gboolean
kontor_invoice_issue (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  g_autoptr (KontorInvoice) invoice = read_snapshot (params, error);
  g_autoptr (KontorJson) record = NULL;
  KontorUid uid;

  if (invoice == NULL || !check_number (context, params, error)
      || !check_chain (context, params, error))
    return FALSE;

  kontor_command_context_derive_uid (context, &uid);
  record = make_record (context, invoice, params);
  kontor_json_set (record, "uid", kontor_json_new_uid (&uid));
  set_inverse (context, invoice, &uid);
  kontor_command_context_set_uid (context, "invoice", &uid);
  kontor_json_set_string (context->outcome->result, "number", invoice->number);
  return kontor_record_store (context, KONTOR_KIND_INVOICE, record, error)
         && close_draft (context, params, &uid, error);
}
