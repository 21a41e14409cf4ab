/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "kontor-invoice-private.h"
#include "kontor-payment-private.h"

/* Taking back what was said about money, and money that never moved: each row gets one that names
 * it, with the opposite amount. Entries of the bank stay: they happened. */

static gboolean
is_standing (KontorDatabase   *database,
             const char       *table,
             const KontorJson *record,
             const KontorUid  *uid,
             gboolean         *standing,
             GError          **error)
{
  gboolean is_reversed = FALSE;

  if (!kontor_payment_is_reversed (database, table, uid, &is_reversed, error))
    return FALSE;
  *standing = !is_reversed && kontor_json_get (record, "reverses") == NULL;
  return TRUE;
}

static KontorJson *
make_counter (KontorCommandContext *context, const KontorJson *record, const KontorUid *uid)
{
  KontorJson *counter = kontor_json_copy_object (record);

  kontor_json_set_integer (
    counter, "amount_minor", -kontor_json_get_integer (record, "amount_minor", 0));
  kontor_json_set_integer (counter, "happened_on", kontor_invoice_today (context->command->at));
  kontor_json_set (counter, "reverses", kontor_json_new_uid (uid));
  return counter;
}

/* The same share as parameters, for taking the undo back. */
static KontorJson *
make_again (const KontorJson *share)
{
  static const char *const keys[] = {
    "invoice", "incoming", "kind", "amount_minor", "explanation"
  };
  KontorJson *again = kontor_json_new_object ();

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (kontor_json_get (share, keys[i]) != NULL)
      kontor_json_set (again, keys[i], kontor_json_share (kontor_json_get (share, keys[i])));
  return again;
}

typedef struct
{
  KontorCommandContext *context;
  KontorJson           *again;   /* (owned): shares */
  KontorUid             payment; /* of the latest share; nil: without money */
  guint                 n;
} KontorUndo;

static void
clear_undo (KontorUndo *self)
{
  g_clear_pointer (&self->again, kontor_json_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (KontorUndo, clear_undo)

static gboolean
undo_share (KontorUndo *self, const KontorUid *uid, GError **error)
{
  KontorCommandContext *context = self->context;
  g_autoptr (KontorJson) share = kontor_record_load (
    context->database, KONTOR_KIND_PAYMENT_SHARE, uid, "shares", error);
  g_autoptr (KontorJson) counter = NULL;
  KontorUid invoice;
  KontorUid made;
  gboolean  standing = FALSE;

  if (share == NULL
      || !is_standing (context->database, "payment_share", share, uid, &standing, error))
    return FALSE;
  if (!standing)
    return TRUE;

  counter = make_counter (context, share, uid);
  if (!kontor_payment_store_share (context, counter, &made, error)
      || !kontor_param_uid_or_nil (share, "payment", &self->payment, error)
      || !kontor_param_uid_or_nil (share, "invoice", &invoice, error))
    return FALSE;
  kontor_json_append (self->again, make_again (share));
  self->n++;
  return kontor_uid_is_nil (&invoice) || kontor_payment_mark_order (context, &invoice, error);
}

static gboolean
undo_shares_of (KontorUndo *self, const KontorUid *payment, GError **error)
{
  g_autoptr (GArray) uids = g_array_new (FALSE, FALSE, sizeof (KontorUid));
  g_autoptr (KontorStatement) rows = kontor_database_query (
    self->context->database,
    "SELECT s.uid FROM payment_share AS s WHERE s.payment_uid = ?1 AND s.reverses_uid IS NULL"
    " AND NOT EXISTS (SELECT 1 FROM payment_share AS r WHERE r.reverses_uid = s.uid)"
    " ORDER BY s.uid",
    error,
    KONTOR_VALUES (kontor_value_uid (payment)));
  KontorStep step = KONTOR_STEP_FAILED;
  KontorUid  uid;

  while (rows != NULL && (step = kontor_statement_step (rows, error)) == KONTOR_STEP_ROW)
    {
      kontor_statement_get_uid (rows, 0, &uid);
      g_array_append_val (uids, uid);
    }
  if (step != KONTOR_STEP_DONE)
    return FALSE;
  for (guint i = 0; i < uids->len; i++)
    if (!undo_share (self, &g_array_index (uids, KontorUid, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
refuse_already (GError **error)
{
  kontor_command_set_error (
    error, KONTOR_COMMAND_ERROR_ALREADY, "payment", _ ("this was undone already"));
  return FALSE;
}

/* The shares once more, on the same payment. */
static void
set_again (KontorUndo *self)
{
  KontorJson *back = kontor_json_new_object ();

  if (kontor_uid_is_nil (&self->payment))
    {
      const KontorJson *share = kontor_json_at (self->again, 0);

      kontor_json_set (back, "invoice", kontor_json_share (kontor_json_get (share, "invoice")));
      kontor_json_set (back, "kind", kontor_json_share (kontor_json_get (share, "kind")));
      kontor_json_set (
        back, "amount_minor", kontor_json_share (kontor_json_get (share, "amount_minor")));
      kontor_command_context_set_inverse (
        self->context, "payment.write_off", back, g_strdup (_ ("Undo a Write-Off")));
      return;
    }
  kontor_json_set (back, "payment", kontor_json_new_uid (&self->payment));
  kontor_json_set (back, "shares", kontor_json_ref (self->again));
  kontor_command_context_set_inverse (
    self->context, "payment.allocate", back, g_strdup (_ ("Undo a Match")));
}

/* Money that a person recorded goes with its shares. */
static gboolean
undo_payment (KontorUndo *self, const KontorJson *payment, const KontorUid *uid, GError **error)
{
  KontorCommandContext *context = self->context;
  g_autoptr (KontorJson) counter = make_counter (context, payment, uid);
  KontorJson *back = NULL;
  KontorUid   made;

  kontor_command_context_derive_uid (context, &made);
  if (!kontor_payment_store (context, counter, &made, error))
    return FALSE;
  if (self->n == 0 || kontor_json_get (kontor_json_at (self->again, 0), "invoice") == NULL)
    return TRUE;

  back = kontor_form_pick (
    (const KontorFormField[]){
      { "method" }, { "amount_minor" }, { "happened_on" }, { "reference" }, { "note" }, { NULL } },
    payment);
  kontor_json_set (
    back,
    "invoice",
    kontor_json_share (kontor_json_get (kontor_json_at (self->again, 0), "invoice")));
  kontor_json_set (back, "shares", kontor_json_ref (self->again));
  kontor_command_context_set_inverse (
    context, "payment.record", back, g_strdup (_ ("Undo a Payment")));
  return TRUE;
}

static gboolean
undo_all (KontorUndo *self, const KontorUid *uid, GError **error)
{
  g_autoptr (KontorJson) payment = kontor_record_load (
    self->context->database, KONTOR_KIND_PAYMENT, uid, "payment", error);
  gboolean standing = FALSE;

  if (payment == NULL || !undo_shares_of (self, uid, error)
      || !is_standing (self->context->database, "payment", payment, uid, &standing, error))
    return FALSE;
  if (kontor_json_get (payment, "entry") != NULL)
    {
      if (self->n > 0)
        set_again (self);
      return self->n > 0 || refuse_already (error);
    }
  return standing ? undo_payment (self, payment, uid, error) : refuse_already (error);
}

static gboolean
undo_list (KontorUndo *self, const KontorJson *list, GError **error)
{
  for (guint i = 0; i < kontor_json_length (list); i++)
    {
      const char *text = kontor_json_string (kontor_json_at (list, i));
      KontorUid   uid;

      if (!kontor_uid_parse (&uid, text))
        {
          kontor_command_set_error (
            error, KONTOR_COMMAND_ERROR_INVALID, "shares", _ ("a share is named by its uid"));
          return FALSE;
        }
      if (!undo_share (self, &uid, error))
        return FALSE;
    }
  if (self->n == 0)
    return refuse_already (error);
  set_again (self);
  return TRUE;
}

/**
 * kontor_payment_run_undo:
 * @context: the running command
 * @params: payment, entry, or shares
 * @error: return location for an error
 *
 * payment.undo: see the head of this file.
 *
 * Returns: whether it took effect
 */
gboolean
kontor_payment_run_undo (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  g_auto (KontorUndo) undo = { .context = context, .again = kontor_json_new_array () };
  KontorUid uid;
  KontorUid entry;

  if (kontor_json_get_array (params, "shares") != NULL)
    return undo_list (&undo, kontor_json_get_array (params, "shares"), error);
  if (!kontor_param_uid_or_nil (params, "entry", &entry, error))
    return FALSE;
  if (!kontor_uid_is_nil (&entry))
    kontor_payment_uid_of_entry (&entry, &uid);
  else if (!kontor_param_uid (params, "payment", &uid, error))
    return FALSE;
  return undo_all (&undo, &uid, error);
}
