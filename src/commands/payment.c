/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "kontor-invoice-private.h"
#include "kontor-ledger.h"
#include "kontor-ledger-private.h"
#include "kontor-payment-private.h"
#include "kontor-time.h"

/* Money, and what it was for (finance-spec.md section 13). A payment is appended when money moved;
 * its shares say for which invoices. Nothing is changed: what was wrong gets a counter row
 * (payment-undo.c). An invoice is closed by its shares alone. */

#define MOST_SHARES 500

static const char *const methods[] = { "transfer",     "card",     "paypal", "cash",
                                       "direct_debit", "clearing", NULL };
static const char *const kinds[] = { "payment", "cash_discount", "write_off",
                                     "fee",     "overpayment",   NULL };

static gboolean
refuse (GError **error, const char *field, const char *sentence)
{
  kontor_command_set_error (error, KONTOR_COMMAND_ERROR_INVALID, field, "%s", sentence);
  return FALSE;
}

static gboolean
is_money (const char *kind)
{
  return !g_str_equal (kind, "cash_discount") && !g_str_equal (kind, "write_off");
}

/* --- one share --- */

/* What is being said about one payment. */
typedef struct
{
  KontorCommandContext *context;
  KontorUid             payment; /* nil: without money */
  const char           *currency;
  gint64                happened_on;
  gint64                free_minor; /* of the payment, for the shares that are still to come */
  const char           *by_rule;
  const char           *explanation;
  KontorJson           *made; /* (owned): uids of the shares, for undo */
} KontorSpending;

static void
clear_spending (KontorSpending *self)
{
  g_clear_pointer (&self->made, kontor_json_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (KontorSpending, clear_spending)

static gboolean
check_currency (const KontorSpending *self, const KontorJson *record, GError **error)
{
  const char *currency = kontor_json_get_string (record, "currency", "");

  if (g_strcmp0 (currency, self->currency) == 0)
    return TRUE;
  kontor_command_set_error (error,
                            KONTOR_COMMAND_ERROR_INVALID,
                            "shares",
                            _ ("%s is in %s, the payment in %s"),
                            kontor_json_get_string (record, "number", ""),
                            currency,
                            self->currency);
  return FALSE;
}

/* No share makes an invoice more than paid, and what goes back came before. */
static gboolean
check_invoice (const KontorSpending *self, const KontorUid *uid, gint64 amount, GError **error)
{
  g_autoptr (KontorJson) invoice = kontor_record_load (
    self->context->database, KONTOR_KIND_INVOICE, uid, "shares", error);
  const char *number = NULL;
  gint64      open_minor = 0;
  gint64      paid_minor = 0;

  if (invoice == NULL || !check_currency (self, invoice, error)
      || !kontor_payment_read_open (self->context->database, uid, &open_minor, &paid_minor, error))
    return FALSE;
  if (amount > 0 ? open_minor >= amount : (open_minor <= amount || paid_minor >= -amount))
    return TRUE;

  number = kontor_json_get_string (invoice, "number", "");
  kontor_command_set_error (error,
                            KONTOR_COMMAND_ERROR_NOT_AVAILABLE,
                            "shares",
                            amount > 0
                              ? _ ("%s has less open than that: what is too much is an overpayment")
                              : _ ("less was paid for %s than that"),
                            number);
  return FALSE;
}

static gboolean
check_incoming (const KontorSpending *self, const KontorUid *uid, gint64 amount, GError **error)
{
  g_autoptr (KontorJson) invoice = kontor_record_load (
    self->context->database, KONTOR_KIND_INCOMING_INVOICE, uid, "shares", error);
  gint64 open_minor = 0;

  if (invoice == NULL || !check_currency (self, invoice, error)
      || !kontor_payment_read_incoming_open (self->context->database, uid, &open_minor, error))
    return FALSE;
  if (amount > 0 || -amount <= open_minor)
    return TRUE;
  kontor_command_set_error (error,
                            KONTOR_COMMAND_ERROR_NOT_AVAILABLE,
                            "shares",
                            _ ("%s has less open than that"),
                            kontor_json_get_string (invoice, "number", ""));
  return FALSE;
}

static gboolean
check_free (KontorSpending *self, const char *kind, gint64 amount, GError **error)
{
  if (!is_money (kind))
    return TRUE;
  if (kontor_uid_is_nil (&self->payment))
    return refuse (
      error, "shares", _ ("without a payment there is only a discount or a write-off"));
  if ((amount > 0) != (self->free_minor > 0) || ABS (amount) > ABS (self->free_minor))
    {
      kontor_command_set_error (error,
                                KONTOR_COMMAND_ERROR_NOT_AVAILABLE,
                                "shares",
                                _ ("the shares are more than what is left of the payment"));
      return FALSE;
    }
  self->free_minor -= amount;
  return TRUE;
}

static gboolean
read_share (const KontorJson *share,
            KontorUid        *invoice,
            KontorUid        *incoming,
            const char      **kind,
            gint64           *amount,
            GError          **error)
{
  if (!kontor_param_uid_or_nil (share, "invoice", invoice, error)
      || !kontor_param_uid_or_nil (share, "incoming", incoming, error)
      || !kontor_param_choice (share, "kind", kinds, "payment", kind, error)
      || !kontor_param_integer (share,
                                "amount_minor",
                                -KONTOR_PAYMENT_MOST_MINOR,
                                KONTOR_PAYMENT_MOST_MINOR,
                                amount,
                                error))
    return FALSE;
  if (*amount == 0)
    return refuse (error, "shares", _ ("a share of nothing is no share"));
  if (!kontor_uid_is_nil (invoice) && !kontor_uid_is_nil (incoming))
    return refuse (error, "shares", _ ("a share is for one invoice"));
  if (!is_money (*kind) && kontor_uid_is_nil (invoice) && kontor_uid_is_nil (incoming))
    return refuse (error, "shares", _ ("a discount or a write-off is for an invoice"));
  return TRUE;
}

static KontorJson *
make_row (const KontorSpending *self, const KontorJson *share, const char *kind, gint64 amount)
{
  KontorJson *row = kontor_json_new_object ();

  kontor_json_set (row, "payment", kontor_json_new_uid (&self->payment));
  kontor_json_set (row, "invoice", kontor_json_share (kontor_json_get (share, "invoice")));
  kontor_json_set (row, "incoming", kontor_json_share (kontor_json_get (share, "incoming")));
  kontor_json_set_string (row, "kind", kind);
  kontor_json_set_integer (row, "amount_minor", amount);
  kontor_json_set_string (row, "currency", self->currency);
  kontor_json_set_integer (row, "happened_on", self->happened_on);
  kontor_json_set_string (
    row, "explanation", kontor_json_get_string (share, "explanation", self->explanation));
  kontor_json_set_string (row, "by_rule", self->by_rule);
  return row;
}

static gboolean
add_share (KontorSpending *self, const KontorJson *share, GError **error)
{
  g_autoptr (KontorJson) row = NULL;
  const char *kind = NULL;
  KontorUid   invoice;
  KontorUid   incoming;
  KontorUid   uid;
  gint64      amount = 0;

  if (!read_share (share, &invoice, &incoming, &kind, &amount, error)
      || !check_free (self, kind, amount, error)
      || (!kontor_uid_is_nil (&invoice) && !check_invoice (self, &invoice, amount, error))
      || (!kontor_uid_is_nil (&incoming) && !check_incoming (self, &incoming, amount, error)))
    return FALSE;

  row = make_row (self, share, kind, amount);
  if (!kontor_payment_store_share (self->context, row, &uid, error))
    return FALSE;
  kontor_json_append (self->made, kontor_json_new_uid (&uid));
  return kontor_uid_is_nil (&invoice) || kontor_payment_mark_order (self->context, &invoice, error);
}

static gboolean
add_shares (KontorSpending *self, const KontorJson *shares, GError **error)
{
  guint n = kontor_json_length (shares);

  if (n == 0 || n > MOST_SHARES)
    return refuse (error, "shares", _ ("what was the money for: name one to 500 shares"));
  for (guint i = 0; i < n; i++)
    if (!add_share (self, kontor_json_at (shares, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
begin_spending (KontorSpending       *self,
                KontorCommandContext *context,
                const KontorJson     *params,
                GError              **error)
{
  self->context = context;
  self->made = kontor_json_new_array ();
  return kontor_param_string_or (params, "by_rule", 100, "", &self->by_rule, error)
         && kontor_param_string_or (params, "explanation", 500, "", &self->explanation, error);
}

/* Undo takes back exactly these shares. */
static void
set_undo (KontorSpending *self, gboolean with_payment, char *label)
{
  KontorJson *back = kontor_json_new_object ();

  if (with_payment)
    kontor_json_set (back, "payment", kontor_json_new_uid (&self->payment));
  else
    kontor_json_set (back, "shares", kontor_json_ref (self->made));
  kontor_command_context_set_inverse (self->context, "payment.undo", back, label);
  if (!kontor_uid_is_nil (&self->payment))
    kontor_command_context_set_uid (self->context, "payment", &self->payment);
  kontor_json_set (self->context->outcome->result, "shares", kontor_json_ref (self->made));
}

/* --- payment.allocate --- */

static gboolean
find_customer (KontorDatabase   *database,
               const KontorJson *shares,
               KontorJson       *payment,
               GError          **error)
{
  for (guint i = 0; i < kontor_json_length (shares); i++)
    {
      g_autoptr (KontorJson) invoice = NULL;
      KontorUid uid;

      if (!kontor_uid_parse (&uid,
                             kontor_json_get_string (kontor_json_at (shares, i), "invoice", "")))
        continue;
      if (!kontor_record_find (database, KONTOR_KIND_INVOICE, &uid, &invoice, error))
        return FALSE;
      if (invoice == NULL || kontor_json_get (invoice, "customer") == NULL)
        continue;
      kontor_json_set (
        payment, "customer", kontor_json_share (kontor_json_get (invoice, "customer")));
      return TRUE;
    }
  return TRUE;
}

static const char *
get_method (const KontorJson *entry, const char *by_rule)
{
  if (g_str_equal (by_rule, "provider"))
    return "clearing";
  return kontor_json_get_integer (entry, "is_return", 0) != 0
             || *kontor_json_get_string (entry, "mandate", "") != '\0'
           ? "direct_debit"
           : "transfer";
}

/* The first who says what an entry was for makes it a payment. */
static gboolean
take_entry (KontorSpending *self, const KontorJson *params, KontorJson **payment, GError **error)
{
  KontorDatabase *database = self->context->database;
  KontorUid       uid;
  g_autoptr (KontorJson) entry = kontor_record_load_param (
    database, KONTOR_KIND_BANK_ENTRY, params, "entry", &uid, error);

  if (entry == NULL)
    return FALSE;
  kontor_payment_uid_of_entry (&uid, &self->payment);
  if (!kontor_record_find (database, KONTOR_KIND_PAYMENT, &self->payment, payment, error))
    return FALSE;
  if (*payment != NULL)
    return TRUE;

  *payment = kontor_json_new_object ();
  kontor_json_set (*payment, "entry", kontor_json_new_uid (&uid));
  kontor_json_set_string (*payment, "method", get_method (entry, self->by_rule));
  kontor_json_set_integer (
    *payment, "happened_on", kontor_json_get_integer (entry, "booked_on", 0));
  kontor_json_set_integer (
    *payment, "amount_minor", kontor_json_get_integer (entry, "amount_minor", 0));
  kontor_json_set_string (*payment, "currency", kontor_json_get_string (entry, "currency", ""));
  kontor_json_set_string (*payment, "reference", kontor_json_get_string (entry, "end_to_end", ""));
  return find_customer (database, kontor_json_get_array (params, "shares"), *payment, error)
         && kontor_payment_store (self->context, *payment, &self->payment, error);
}

static gboolean
take_payment (KontorSpending *self, const KontorJson *params, KontorJson **payment, GError **error)
{
  gboolean is_reversed = FALSE;

  if (kontor_json_get (params, "payment") == NULL)
    return take_entry (self, params, payment, error);
  *payment = kontor_record_load_param (
    self->context->database, KONTOR_KIND_PAYMENT, params, "payment", &self->payment, error);
  if (*payment == NULL
      || !kontor_payment_is_reversed (
        self->context->database, "payment", &self->payment, &is_reversed, error))
    return FALSE;
  if (is_reversed || kontor_json_get (*payment, "reverses") != NULL)
    {
      kontor_command_set_error (error,
                                KONTOR_COMMAND_ERROR_STATE_CHANGED,
                                "payment",
                                _ ("This payment was undone: it is for nothing any more."));
      return FALSE;
    }
  return TRUE;
}

static gboolean
find_number (KontorDatabase *database,
             const char     *sql,
             const char     *number,
             const char     *key,
             KontorJson     *share,
             GError        **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (
    database, sql, error, KONTOR_VALUES (kontor_value_text (number)));
  KontorStep step = row != NULL ? kontor_statement_step (row, error) : KONTOR_STEP_FAILED;
  KontorUid  uid;

  if (step != KONTOR_STEP_ROW)
    return step == KONTOR_STEP_DONE;
  kontor_statement_get_uid (row, 0, &uid);
  kontor_json_set (share, key, kontor_json_new_uid (&uid));
  return TRUE;
}

/* People name invoices by their number; the content has the uid. */
static gboolean
resolve_share (KontorDatabase *database, KontorJson *share, GError **error)
{
  g_autofree char *number = g_strdup (kontor_json_get_string (share, "number", ""));

  if (*g_strstrip (number) == '\0' || kontor_json_get (share, "invoice") != NULL
      || kontor_json_get (share, "incoming") != NULL)
    return TRUE;
  if (!find_number (database,
                    "SELECT uid FROM invoice WHERE number = ?1 ORDER BY issued_at DESC LIMIT 1",
                    number,
                    "invoice",
                    share,
                    error))
    return FALSE;
  if (kontor_json_get (share, "invoice") == NULL
      && !find_number (database,
                       "SELECT uid FROM incoming_invoice WHERE number = ?1"
                       " ORDER BY state = 'returned', received_at DESC LIMIT 1",
                       number,
                       "incoming",
                       share,
                       error))
    return FALSE;
  if (kontor_json_get (share, "invoice") != NULL || kontor_json_get (share, "incoming") != NULL)
    return TRUE;
  kontor_command_set_error (
    error, KONTOR_COMMAND_ERROR_NOT_FOUND, "number", _ ("There is no invoice “%s”."), number);
  return FALSE;
}

static gboolean
prepare_allocate (KontorDatabase *database, guint station, KontorCommand *command, GError **error)
{
  const KontorJson *from = kontor_json_get_array (command->params, "shares");
  g_autoptr (KontorJson) params = kontor_json_copy_object (command->params);
  KontorJson *shares = kontor_json_new_array ();

  kontor_json_set (params, "shares", shares);
  for (guint i = 0; i < kontor_json_length (from); i++)
    {
      KontorJson *share = kontor_json_copy_object (kontor_json_at (from, i));

      kontor_json_append (shares, share);
      if (!resolve_share (database, share, error))
        return FALSE;
    }
  kontor_json_unref (command->params); /* replaced */
  command->params = g_steal_pointer (&params);
  return TRUE;
}

/* {entry | payment, shares: [{invoice? | incoming? | number?, kind?, amount_minor, explanation?}],
 * by_rule?, explanation?} */
static gboolean
payment_allocate (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  g_auto (KontorSpending) spending = { 0 };
  g_autoptr (KontorJson) payment = NULL;

  if (!begin_spending (&spending, context, params, error)
      || !take_payment (&spending, params, &payment, error))
    return FALSE;

  spending.currency = kontor_json_get_string (payment, "currency", "");
  spending.happened_on = kontor_json_get_integer (payment, "happened_on", 0);
  if (!kontor_payment_read_free (context->database,
                                 &spending.payment,
                                 kontor_json_get_integer (payment, "amount_minor", 0),
                                 &spending.free_minor,
                                 error))
    return FALSE;
  if (spending.free_minor == 0)
    {
      kontor_command_set_error (error,
                                KONTOR_COMMAND_ERROR_ALREADY,
                                "shares",
                                _ ("it was said already what this money was for"));
      return FALSE;
    }
  if (!add_shares (&spending, kontor_json_get_array (params, "shares"), error))
    return FALSE;
  set_undo (&spending, FALSE, g_strdup (_ ("Match a Payment")));
  kontor_json_set_integer (context->outcome->result, "left_minor", spending.free_minor);
  return TRUE;
}

/* --- payment.record --- */

static gboolean
read_day (KontorCommandContext *context, const KontorJson *params, gint64 *day, GError **error)
{
  gint64 today = kontor_invoice_today (context->command->at);
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();

  if (!kontor_param_integer_or (params, "happened_on", 0, today + 1, today, day, error))
    return FALSE;
  return kontor_ledger_check_period (context->database, kontor_day_start (*day, zone), 0, error);
}

/* The invoice named gets what it has open; the rest stays with the payment, for a person to decide.
 */
static gboolean
share_with (KontorSpending *self, const KontorUid *invoice, gint64 amount, GError **error)
{
  g_autoptr (KontorJson) share = kontor_json_new_object ();
  gint64 open_minor = 0;
  gint64 paid_minor = 0;

  if (!kontor_payment_read_open (self->context->database, invoice, &open_minor, &paid_minor, error))
    return FALSE;
  if ((amount > 0) != (open_minor > 0) || open_minor == 0)
    return TRUE;
  kontor_json_set (share, "invoice", kontor_json_new_uid (invoice));
  kontor_json_set_integer (
    share, "amount_minor", amount > 0 ? MIN (amount, open_minor) : MAX (amount, open_minor));
  return add_share (self, share, error);
}

static gboolean
make_payment (KontorSpending   *self,
              const KontorJson *params,
              const KontorJson *invoice,
              gint64           *amount,
              GError          **error)
{
  KontorCommandContext *context = self->context;
  g_autoptr (KontorJson) payment = kontor_json_new_object ();
  const char *method = NULL;
  const char *reference = NULL;
  const char *note = NULL;

  if (!kontor_param_choice (params, "method", methods, NULL, &method, error)
      || !kontor_param_integer (params,
                                "amount_minor",
                                -KONTOR_PAYMENT_MOST_MINOR,
                                KONTOR_PAYMENT_MOST_MINOR,
                                amount,
                                error)
      || !kontor_param_string_or (params, "reference", 200, "", &reference, error)
      || !kontor_param_string_or (params, "note", 2000, "", &note, error)
      || !read_day (context, params, &self->happened_on, error))
    return FALSE;
  if (*amount == 0)
    return refuse (error, "amount_minor", _ ("a payment of nothing is no payment"));

  kontor_json_set_string (payment, "method", method);
  kontor_json_set_integer (payment, "happened_on", self->happened_on);
  kontor_json_set_integer (payment, "amount_minor", *amount);
  kontor_json_set_string (payment, "currency", self->currency);
  kontor_json_set_string (payment, "reference", reference);
  kontor_json_set_string (payment, "note", note);
  kontor_json_set (payment, "customer", kontor_json_share (kontor_json_get (invoice, "customer")));
  kontor_json_set (payment, "order", kontor_json_share (kontor_json_get (invoice, "order")));
  kontor_command_context_derive_uid (context, &self->payment);
  self->free_minor = *amount;
  return kontor_payment_store (context, payment, &self->payment, error);
}

/* {invoice, method, amount_minor, happened_on?, reference?, note?, shares?} */
static gboolean
payment_record (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  g_auto (KontorSpending) spending = { 0 };
  KontorUid uid;
  g_autoptr (KontorJson) invoice = kontor_record_load_param (
    context->database, KONTOR_KIND_INVOICE, params, "invoice", &uid, error);
  gint64 amount = 0;

  if (invoice == NULL || !begin_spending (&spending, context, params, error))
    return FALSE;
  spending.currency = kontor_json_get_string (invoice, "currency", "");
  if (!make_payment (&spending, params, invoice, &amount, error))
    return FALSE;
  if (kontor_json_get_array (params, "shares") != NULL
        ? !add_shares (&spending, kontor_json_get_array (params, "shares"), error)
        : !share_with (&spending, &uid, amount, error))
    return FALSE;

  set_undo (&spending,
            TRUE,
            g_strdup_printf (_ ("Record a Payment for %s"),
                             kontor_json_get_string (invoice, "number", "")));
  kontor_json_set_integer (context->outcome->result, "left_minor", spending.free_minor);
  return TRUE;
}

/* --- payment.write_off --- */

/* {invoice, amount_minor?, kind?, explanation?, happened_on?} */
static gboolean
payment_write_off (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  static const char *const forgiving[] = { "write_off", "cash_discount", NULL };
  g_auto (KontorSpending) spending = { 0 };
  g_autoptr (KontorJson) share = kontor_json_new_object ();
  KontorUid uid;
  g_autoptr (KontorJson) invoice = kontor_record_load_param (
    context->database, KONTOR_KIND_INVOICE, params, "invoice", &uid, error);
  const char *kind = NULL;
  gint64      open_minor = 0;
  gint64      paid_minor = 0;
  gint64      amount = 0;

  if (invoice == NULL || !begin_spending (&spending, context, params, error)
      || !kontor_param_choice (params, "kind", forgiving, "write_off", &kind, error)
      || !kontor_payment_read_open (context->database, &uid, &open_minor, &paid_minor, error)
      || !kontor_param_integer_or (params,
                                   "amount_minor",
                                   -KONTOR_PAYMENT_MOST_MINOR,
                                   KONTOR_PAYMENT_MOST_MINOR,
                                   open_minor,
                                   &amount,
                                   error)
      || !read_day (context, params, &spending.happened_on, error))
    return FALSE;
  if (open_minor == 0)
    {
      kontor_command_set_error (
        error, KONTOR_COMMAND_ERROR_ALREADY, "invoice", _ ("nothing is open on this invoice"));
      return FALSE;
    }

  spending.currency = kontor_json_get_string (invoice, "currency", "");
  kontor_json_set (share, "invoice", kontor_json_new_uid (&uid));
  kontor_json_set_string (share, "kind", kind);
  kontor_json_set_integer (share, "amount_minor", amount);
  if (!add_share (&spending, share, error))
    return FALSE;
  set_undo (
    &spending,
    FALSE,
    g_strdup_printf (_ ("Write off a Rest of %s"), kontor_json_get_string (invoice, "number", "")));
  return TRUE;
}

#define ROLES "staff finance admin"

const KontorCommandType kontor_payment_commands[] = {
  {
    .name = "payment.allocate",
    .version = 1,
    .kind = KONTOR_COMMAND_REQUEST,
    .merge = "somebody else said what it was for, or paid the invoice: refused, to be looked at",
    .roles = ROLES,
    .help
    = "{entry | payment, shares: [{invoice? | incoming? | number?, kind? (payment, cash_discount, "
      "write_off, fee, overpayment), amount_minor, explanation?}], by_rule?, explanation?}",
    .run = payment_allocate,
    .prepare = prepare_allocate,
  },
  {
    .name = "payment.record",
    .version = 1,
    .kind = KONTOR_COMMAND_FACT,
    .merge = "it happened: what the invoice does not need stays with the payment",
    .roles = ROLES,
    .help = "{invoice, method (transfer, card, paypal, cash, direct_debit, clearing), "
            "amount_minor, happened_on?, reference?, note?, shares?}",
    .run = payment_record,
  },
  {
    .name = "payment.undo",
    .version = 1,
    .kind = KONTOR_COMMAND_REQUEST,
    .merge = "undone already: settled without noise",
    .roles = ROLES,
    .help = "{payment} with all its shares, or {shares: [uid]}, or {entry}: what it was matched to",
    .run = kontor_payment_run_undo,
  },
  {
    .name = "payment.write_off",
    .version = 1,
    .kind = KONTOR_COMMAND_REQUEST,
    .merge = "paid meanwhile: refused",
    .roles = ROLES,
    .help
    = "{invoice, amount_minor?, kind? (write_off, cash_discount), explanation?, happened_on?}",
    .run = payment_write_off,
  },
  { NULL },
};
