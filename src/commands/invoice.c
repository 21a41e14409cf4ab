/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "kontor-invoice-private.h"
#include "kontor-record.h"
#include "kontor-text.h"

/* --- drafts --- */

static KontorInvoice *
read_content (const KontorJson *content, GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (KontorInvoice) invoice = kontor_invoice_from_json (content, &reason);

  if (invoice != NULL && kontor_invoice_compute (invoice, &reason))
    return g_steal_pointer (&invoice);
  kontor_command_set_error (error, KONTOR_COMMAND_ERROR_INVALID, "content", "%s", reason->message);
  return NULL;
}

static void
put_content (KontorJson *params, const KontorInvoice *invoice)
{
  kontor_json_set (params, "content", kontor_invoice_to_json (invoice));
}

static gboolean
read_kind (const KontorJson *params, KontorInvoiceKind *kind, GError **error)
{
  const char *name = kontor_json_get_string (params, "kind", "invoice");

  if (kontor_invoice_kind_from_name (name, kind))
    return TRUE;
  kontor_command_set_error (
    error, KONTOR_COMMAND_ERROR_INVALID, "kind", _ ("“%s” is no kind of document"), name);
  return FALSE;
}

static void
take_params (KontorCommand *command, KontorJson *params)
{
  kontor_json_unref (command->params);
  command->params = params;
}

/* From orders: the customer is theirs. */
static KontorInvoice *
draft_orders (KontorDatabase *database, KontorJson *params, gint64 at, GError **error)
{
  g_auto (KontorInvoiceSource) source = { 0 };
  g_autoptr (KontorInvoice) invoice = NULL;
  KontorUid customer;

  if (!kontor_invoice_read_source (database, params, at, &source, error))
    return NULL;
  invoice = kontor_invoice_from_orders (&source, &customer, error);
  if (invoice != NULL && !kontor_uid_is_nil (&customer))
    kontor_json_set (params, "customer", kontor_json_new_uid (&customer));
  return g_steal_pointer (&invoice);
}

/* By hand: only the head is known. */
static KontorInvoice *
draft_customer (KontorDatabase *database, KontorJson *params, gint64 at, GError **error)
{
  KontorInvoiceKind kind = KONTOR_INVOICE_INVOICE;
  KontorUid         customer;

  if (!read_kind (params, &kind, error) || !kontor_param_uid (params, "customer", &customer, error))
    return NULL;
  return kontor_invoice_for_customer (database, &customer, kind, at, error);
}

/* What is taken back of an issued invoice; the person strikes out the rest. */
static KontorInvoice *
draft_credit (KontorDatabase *database, KontorJson *params, gint64 at, GError **error)
{
  g_autoptr (KontorJson) record = NULL;
  const char *reason = NULL;
  KontorUid   uid;

  if (!kontor_param_string_or (params, "reason", 2000, "", &reason, error))
    return NULL;
  record = kontor_record_load_param (database, KONTOR_KIND_INVOICE, params, "credits", &uid, error);
  if (record == NULL)
    return NULL;
  if (kontor_json_get_integer (record, "sign", 0) <= 0)
    {
      kontor_command_set_error (
        error, KONTOR_COMMAND_ERROR_INVALID, "credits", _ ("only an invoice can be credited"));
      return NULL;
    }
  kontor_json_set (params, "order", kontor_json_share (kontor_json_get (record, "order")));
  kontor_json_set (params, "customer", kontor_json_share (kontor_json_get (record, "customer")));
  return kontor_invoice_from_issued (database, &uid, KONTOR_INVOICE_CREDIT_NOTE, at, reason, error);
}

static KontorInvoice *
make_draft (KontorDatabase *database, KontorJson *params, gint64 at, GError **error)
{
  if (kontor_json_has (params, "credits"))
    return draft_credit (database, params, at, error);
  if (kontor_json_has (params, "order") || kontor_json_has (params, "orders"))
    return draft_orders (database, params, at, error);
  if (kontor_json_has (params, "customer"))
    return draft_customer (database, params, at, error);
  kontor_command_set_error (error,
                            KONTOR_COMMAND_ERROR_INVALID,
                            "order",
                            _ ("what is to be drafted: orders, a customer, or a credit note"));
  return NULL;
}

/* The content is part of the command from here on. */
static gboolean
prepare_draft (KontorDatabase *database, guint station, KontorCommand *command, GError **error)
{
  g_autoptr (KontorJson) params = kontor_json_copy_object (command->params);
  g_autoptr (KontorInvoice) invoice = NULL;

  if (kontor_json_get_object (params, "content") != NULL)
    return TRUE;
  invoice = make_draft (database, params, command->at, error);
  if (invoice == NULL)
    return FALSE;

  put_content (params, invoice);
  take_params (command, g_steal_pointer (&params));
  return TRUE;
}

/* Rates follow from what was changed: customer, day, products. */
static gboolean
prepare_edit (KontorDatabase *database, guint station, KontorCommand *command, GError **error)
{
  g_autoptr (KontorJson) params = kontor_json_copy_object (command->params);
  g_autoptr (KontorJson) draft = NULL;
  g_autoptr (KontorInvoice) invoice = NULL;
  KontorUid uid;
  KontorUid customer;

  draft = kontor_record_load_param (
    database, KONTOR_KIND_INVOICE_DRAFT, params, "draft", &uid, error);
  if (draft == NULL || !kontor_param_uid_or_nil (draft, "customer", &customer, error))
    return FALSE;
  invoice = read_content (kontor_json_get_object (params, "content"), error);
  if (invoice == NULL || !kontor_invoice_decide_for (database, invoice, &customer, error))
    return FALSE;

  put_content (params, invoice);
  take_params (command, g_steal_pointer (&params));
  return TRUE;
}

static void
set_content (KontorJson *record, const KontorInvoice *invoice, gint64 at)
{
  g_autoptr (KontorJson) content = kontor_invoice_to_json (invoice);
  g_autofree char *text = kontor_json_to_string (content);

  kontor_json_set_string (record, "kind", kontor_invoice_kind_to_name (invoice->kind));
  kontor_json_set_string (record,
                          "customer_name",
                          invoice->buyer.address.name != NULL ? invoice->buyer.address.name : "");
  kontor_json_set_string (record, "currency", invoice->currency);
  kontor_json_set_integer (record, "gross_minor", invoice->totals.gross_minor);
  kontor_json_set_string (record, "content", text);
  kontor_json_set_integer (record, "changed_at", at);
}

static void
set_inverse (KontorCommandContext *context,
             const char           *name,
             const KontorUid      *draft,
             const char           *label)
{
  KontorJson *back = kontor_json_new_object ();

  kontor_json_set (back, "draft", kontor_json_new_uid (draft));
  kontor_command_context_set_inverse (context, name, back, g_strdup (label));
}

/* As prepare_draft() left it: {content, order?, customer?} */
static gboolean
invoice_draft (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  g_autoptr (KontorInvoice) invoice = read_content (kontor_json_get_object (params, "content"),
                                                    error);
  g_autoptr (KontorJson) record = NULL;
  KontorUid uid;

  if (invoice == NULL)
    return FALSE;

  kontor_command_context_derive_uid (context, &uid);
  record = kontor_json_new_object ();
  kontor_json_set (record, "uid", kontor_json_new_uid (&uid));
  kontor_json_set (record, "order", kontor_json_share (kontor_json_get (params, "order")));
  kontor_json_set (record, "customer", kontor_json_share (kontor_json_get (params, "customer")));
  kontor_json_set_string (record,
                          "author_name",
                          context->command->author_name != NULL ? context->command->author_name
                                                                : "");
  kontor_json_set_integer (record, "created_at", context->command->at);
  set_content (record, invoice, context->command->at);
  set_inverse (context, "invoice.draft.discard", &uid, _ ("Draft an Invoice"));
  kontor_command_context_set_uid (context, "draft", &uid);
  return kontor_record_store (context, KONTOR_KIND_INVOICE_DRAFT, record, error);
}

static KontorJson *
load_open (KontorCommandContext *context, const KontorJson *params, KontorUid *uid, GError **error)
{
  g_autoptr (KontorJson) draft = kontor_record_load_param (
    context->database, KONTOR_KIND_INVOICE_DRAFT, params, "draft", uid, error);

  if (draft == NULL || kontor_json_get (draft, "issued") == NULL)
    return g_steal_pointer (&draft);
  kontor_command_set_error (error,
                            KONTOR_COMMAND_ERROR_STATE_CHANGED,
                            "draft",
                            _ ("This draft was issued meanwhile. Issue a correction instead."));
  return NULL;
}

/* {draft, content, base?}: base is the content that the person saw */
static gboolean
invoice_draft_edit (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  KontorUid uid;
  g_autoptr (KontorJson) draft = load_open (context, params, &uid, error);
  g_autoptr (KontorInvoice) invoice = NULL;
  g_autoptr (KontorJson) record = NULL;
  g_autoptr (KontorJson) before = NULL;
  KontorJson *back = NULL;

  if (draft == NULL)
    return FALSE;
  invoice = read_content (kontor_json_get_object (params, "content"), error);
  before = kontor_json_parse (kontor_json_get_string (draft, "content", ""), -1, error);
  if (invoice == NULL || before == NULL)
    return FALSE;

  back = kontor_json_new_object ();
  kontor_json_set (back, "draft", kontor_json_new_uid (&uid));
  kontor_json_set (back, "content", g_steal_pointer (&before));
  kontor_command_context_set_inverse (
    context, "invoice.draft.edit", back, g_strdup (_ ("Edit a Draft")));
  record = kontor_json_copy_object (draft);
  set_content (record, invoice, context->command->at);
  kontor_command_context_set_uid (context, "draft", &uid);
  return kontor_record_store (context, KONTOR_KIND_INVOICE_DRAFT, record, error);
}

static gboolean
close_draft (KontorCommandContext *context,
             const KontorJson     *params,
             KontorJson           *closed_at,
             const char           *inverse,
             const char           *label,
             GError              **error)
{
  KontorUid uid;
  g_autoptr (KontorJson) closed = closed_at;
  g_autoptr (KontorJson) draft = load_open (context, params, &uid, error);
  g_autoptr (KontorJson) record = NULL;

  if (draft == NULL)
    return FALSE;
  record = kontor_json_with (draft, "closed_at", g_steal_pointer (&closed));
  set_inverse (context, inverse, &uid, label);
  kontor_command_context_set_uid (context, "draft", &uid);
  return kontor_record_store (context, KONTOR_KIND_INVOICE_DRAFT, record, error);
}

/* {draft} */
static gboolean
invoice_draft_discard (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  return close_draft (context,
                      params,
                      kontor_json_new_integer (context->command->at),
                      "invoice.draft.restore",
                      _ ("Throw a Draft Away"),
                      error);
}

/* {draft} */
static gboolean
invoice_draft_restore (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  return close_draft (context,
                      params,
                      kontor_json_new_null (),
                      "invoice.draft.discard",
                      _ ("Take a Draft Back"),
                      error);
}

/* --- what happens afterwards --- */

static const char *const events[] = { "sent",    "printed",   "disputed", "settled",
                                      "blocked", "unblocked", "note",     NULL };

/* {invoice, kind, text?, happened_at?} */
static gboolean
invoice_note (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  KontorUid uid;
  KontorUid invoice_uid;
  g_autoptr (KontorJson) invoice = kontor_record_load_param (
    context->database, KONTOR_KIND_INVOICE, params, "invoice", &invoice_uid, error);
  g_autoptr (KontorJson) data = kontor_json_new_object ();
  g_autofree char *data_text = NULL;
  const char      *kind = NULL;
  const char      *text = NULL;
  gint64           at = 0;

  if (invoice == NULL || !kontor_param_choice (params, "kind", events, NULL, &kind, error)
      || !kontor_param_string_or (params, "text", 2000, "", &text, error)
      || !kontor_param_integer_or (params,
                                   "happened_at",
                                   KONTOR_TIME_LEAST,
                                   KONTOR_TIME_MOST,
                                   context->command->at,
                                   &at,
                                   error))
    return FALSE;

  kontor_json_set_string (data, "text", text);
  data_text = kontor_json_to_string (data);
  kontor_command_context_derive_uid (context, &uid);
  kontor_command_context_touch (context, KONTOR_KIND_INVOICE_EVENT, &uid);
  kontor_command_context_set_uid (context, "event", &uid);
  return kontor_database_run (
    context->database,
    "INSERT INTO invoice_event (uid, invoice_uid, kind, happened_at, author_name, station, data)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    error,
    KONTOR_VALUES (kontor_value_uid (&uid),
                   kontor_value_uid (&invoice_uid),
                   kontor_value_text (kind),
                   kontor_value_integer (at),
                   kontor_value_text (
                     context->command->author_name != NULL ? context->command->author_name : ""),
                   kontor_value_integer (context->command->station),
                   kontor_value_text (data_text)));
}

#define ROLES "staff finance admin"

const KontorCommandType kontor_invoice_commands[] = {
  {
    .name = "invoice.draft",
    .version = 1,
    .kind = KONTOR_COMMAND_REQUEST,
    .merge = "a draft of its own: nothing to clash with",
    .roles = ROLES,
    .help = "{order or orders[], kind? (quotation, confirmation, invoice, part, advance, final), "
            "percent? or amount_minor? (of an advance)}, {customer, kind?}, {credits, reason?} or "
            "{content, order?, customer?}",
    .run = invoice_draft,
    .prepare = prepare_draft,
  },
  {
    .name = "invoice.draft.discard",
    .version = 1,
    .kind = KONTOR_COMMAND_REQUEST,
    .merge = "issued meanwhile: refused",
    .roles = ROLES,
    .help = "{draft}",
    .run = invoice_draft_discard,
  },
  {
    .name = "invoice.draft.edit",
    .version = 1,
    .kind = KONTOR_COMMAND_EDIT,
    .merge = "the last content stands; issued meanwhile: refused",
    .roles = ROLES,
    .help = "{draft, content}: lines with a tax_code get their VAT anew",
    .run = invoice_draft_edit,
    .prepare = prepare_edit,
  },
  {
    .name = "invoice.draft.restore",
    .version = 1,
    .kind = KONTOR_COMMAND_REQUEST,
    .merge = "issued meanwhile: refused",
    .roles = ROLES,
    .help = "{draft}: takes back what invoice.draft.discard did",
    .run = invoice_draft_restore,
  },
  {
    .name = "invoice.issue",
    .version = 1,
    .kind = KONTOR_COMMAND_FACT,
    .merge
    = "the station's own range: never clashes; a number that was given twice is a matter for "
      "finance",
    .roles = ROLES,
    .help = "{draft} or {order, kind?} or {cancels, reason?}; format? (plain, facturx, "
            "xrechnung-cii, xrechnung-ubl)",
    .run = kontor_invoice_issue,
    .prepare = kontor_invoice_prepare_issue,
  },
  {
    .name = "invoice.note",
    .version = 1,
    .kind = KONTOR_COMMAND_FACT,
    .merge = "appended",
    .roles = ROLES,
    .help = "{invoice, kind (sent, printed, disputed, settled, blocked, unblocked, note), text?, "
            "happened_at?}",
    .run = invoice_note,
  },
  { NULL },
};
