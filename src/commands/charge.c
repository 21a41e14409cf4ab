/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "kontor-record.h"

#define MOST_MINOR G_GINT64_CONSTANT (1000000000000000)

static const char *const charge_kinds[] = { "fee",      "bad_debt", "correction", "sample",
                                            "discount", "postage",  NULL };

static const KontorFormField charge_fields[] = {
  { "number", KONTOR_FORM_TEXT, 0, .most = 60 },
  { "kind", KONTOR_FORM_CHOICE, KONTOR_FORM_REQUIRED, .choices = charge_kinds },
  { "title", KONTOR_FORM_TEXT, KONTOR_FORM_REQUIRED, .most = 500 },
  { "customer", KONTOR_FORM_UID, KONTOR_FORM_NULLABLE },
  { "happened_at",
    KONTOR_FORM_INTEGER,
    KONTOR_FORM_NULLABLE,
    .least = KONTOR_TIME_LEAST,
    .most = KONTOR_TIME_MOST },
  { "recorded_at",
    KONTOR_FORM_INTEGER,
    KONTOR_FORM_NULLABLE,
    .least = KONTOR_TIME_LEAST,
    .most = KONTOR_TIME_MOST },
  { "currency",
    KONTOR_FORM_TEXT,
    KONTOR_FORM_REQUIRED,
    .most = 3,
    .check = kontor_form_check_currency },
  { "amount_minor",
    KONTOR_FORM_INTEGER,
    KONTOR_FORM_REQUIRED,
    .least = -MOST_MINOR,
    .most = MOST_MINOR },
  { "source", KONTOR_FORM_TEXT, 0, .most = 50 },
  { "source_key", KONTOR_FORM_TEXT, 0, .most = 500 },
  { NULL },
};

static const char *const charge_members[] = { "charge", NULL };

/* The uid is given when a withdrawn one comes back. */
static gboolean
take_uid (KontorCommandContext *context, const KontorJson *params, KontorUid *uid, GError **error)
{
  gboolean exists = FALSE;

  if (!kontor_param_uid_or_nil (params, "charge", uid, error))
    return FALSE;
  if (kontor_uid_is_nil (uid))
    kontor_command_context_derive_uid (context, uid);
  if (!kontor_record_exists (context->database,
                             "SELECT 1 FROM other_charge WHERE uid = ?1",
                             KONTOR_VALUES (kontor_value_uid (uid)),
                             &exists,
                             error))
    return FALSE;
  if (exists)
    kontor_command_set_error (
      error, KONTOR_COMMAND_ERROR_ALREADY, "charge", _ ("the charge is recorded already"));
  return !exists;
}

static void
fill_in_times (KontorCommandContext *context, KontorJson *record)
{
  static const char *const times[] = { "happened_at", "recorded_at" };

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    if (kontor_json_get (record, times[i]) == NULL)
      kontor_json_set_integer (record, times[i], context->command->at);
}

/* {number?, kind, title, customer?, happened_at?, currency, amount_minor, source?, source_key?} */
static gboolean
charge_create (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  KontorUid uid;
  g_autoptr (KontorJson) record = kontor_form_read (
    charge_fields, charge_members, params, NULL, NULL, error);

  if (record == NULL || !take_uid (context, params, &uid, error))
    return FALSE;

  fill_in_times (context, record);
  kontor_json_set (record, "uid", kontor_json_new_uid (&uid));
  kontor_record_set_inverse (context, "charge.withdraw", "charge", &uid, _ ("Record “%s”"), record);
  kontor_command_context_set_uid (context, "charge", &uid);
  return kontor_record_store (context, KONTOR_KIND_OTHER_CHARGE, record, error);
}

/* {charge} */
static gboolean
charge_withdraw (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  KontorUid   uid;
  KontorJson *back = NULL;
  g_autoptr (KontorJson) record = kontor_record_load_param (
    context->database, KONTOR_KIND_OTHER_CHARGE, params, "charge", &uid, error);

  if (record == NULL)
    return FALSE;

  back = kontor_form_pick (charge_fields, record);
  kontor_json_set (back, "charge", kontor_json_new_uid (&uid));
  kontor_command_context_set_inverse (
    context, "charge.create", back, kontor_record_label (_ ("Take Back “%s”"), record));
  kontor_command_context_set_uid (context, "charge", &uid);
  return kontor_record_delete (context, KONTOR_KIND_OTHER_CHARGE, &uid, error);
}

#define ROLES "staff finance admin"

const KontorCommandType kontor_charge_commands[] = {
  {
    .name = "charge.create",
    .version = 1,
    .kind = KONTOR_COMMAND_FACT,
    .merge = "never refused when valid: it happened",
    .roles = ROLES,
    .help = "{number?, kind (fee, bad_debt, correction, sample, discount, postage), title, "
            "customer?, happened_at?, "
            "currency, amount_minor, source?, source_key?}",
    .run = charge_create,
  },
  {
    .name = "charge.withdraw",
    .version = 1,
    .kind = KONTOR_COMMAND_REQUEST,
    .merge = "gone already: refused as not found, nothing is lost",
    .roles = ROLES,
    .help = "{charge}: takes back what charge.create recorded",
    .run = charge_withdraw,
  },
  { NULL },
};
