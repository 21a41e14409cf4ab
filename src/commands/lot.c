/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "kontor-lot.h"
#include "kontor-stock-form.h"

static const KontorFormField lot_fields[] = {
  { "variant", KONTOR_FORM_UID, KONTOR_FORM_REQUIRED | KONTOR_FORM_FIXED },
  { "code", KONTOR_FORM_TEXT, KONTOR_FORM_REQUIRED | KONTOR_FORM_FIXED, .most = 100 },
  { "best_before",
    KONTOR_FORM_INTEGER,
    KONTOR_FORM_NULLABLE,
    .least = KONTOR_TIME_LEAST,
    .most = KONTOR_TIME_MOST },
  { "is_serial", KONTOR_FORM_FLAG, 0 },
  { "note", KONTOR_FORM_TEXT, 0, .most = 2000 },
  { NULL },
};

static const KontorRecordType lot_type = { KONTOR_KIND_LOT, "lot", lot_fields, NULL };

/**
 * kontor_lot_derive_uid:
 * @variant: a variant
 * @code: the lot's code or serial number
 * @uid: (out): the lot's uid
 */
void
kontor_lot_derive_uid (const KontorUid *variant, const char *code, KontorUid *uid)
{
  char             text[KONTOR_UID_TEXT_SIZE];
  g_autofree char *name = g_strconcat (kontor_uid_format (variant, text), "/", code, NULL);

  kontor_uid_from_name (uid, "lot", name);
}

static gboolean
store_new (KontorCommandContext *context, const KontorUid *uid, KontorJson *record, GError **error)
{
  kontor_json_set (record, "uid", kontor_json_new_uid (uid));
  kontor_json_set_string (record, "recall_reason", "");
  return kontor_record_store (context, KONTOR_KIND_LOT, record, error);
}

/**
 * kontor_lot_ensure:
 * @context: the running command
 * @variant: a variant
 * @code: the lot's code
 * @best_before: end of that day, UTC microseconds; 0 when it is not said
 * @uid: (out): the lot's uid
 * @error: return location for an error
 *
 * Makes the lot when it is not there, for goods that come in or are counted with a lot on them. A
 * date that is known already stays.
 *
 * Errors: #KontorDatabaseError.
 *
 * Returns: whether it is there
 */
gboolean
kontor_lot_ensure (KontorCommandContext *context,
                   const KontorUid      *variant,
                   const char           *code,
                   gint64                best_before,
                   KontorUid            *uid,
                   GError              **error)
{
  g_autoptr (KontorJson) record = NULL;

  kontor_lot_derive_uid (variant, code, uid);
  if (!kontor_record_find (context->database, KONTOR_KIND_LOT, uid, &record, error))
    return FALSE;
  if (record != NULL && (best_before == 0 || kontor_json_get (record, "best_before") != NULL))
    return TRUE;
  if (record != NULL)
    {
      kontor_json_set_integer (record, "best_before", best_before);
      return kontor_record_store (context, KONTOR_KIND_LOT, record, error);
    }

  record = kontor_json_new_object ();
  kontor_json_set (record, "variant", kontor_json_new_uid (variant));
  kontor_json_set_string (record, "code", code);
  kontor_json_set_integer (record, "is_serial", 0);
  kontor_json_set_string (record, "note", "");
  if (best_before != 0)
    kontor_json_set_integer (record, "best_before", best_before);
  return store_new (context, uid, record, error);
}

/* {variant, code, best_before?, is_serial?, note?} */
static gboolean
lot_create (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  g_autoptr (KontorJson) form = kontor_form_read (lot_fields, NULL, params, NULL, NULL, error);
  g_autofree char *name = NULL;
  g_autoptr (KontorJson) before = NULL;
  KontorUid variant;
  KontorUid uid;

  if (form == NULL || !kontor_param_uid (form, "variant", &variant, error))
    return FALSE;
  name = kontor_stock_dup_name (context->database, &variant, error);
  if (name == NULL)
    return FALSE;

  kontor_lot_derive_uid (&variant, kontor_json_get_string (form, "code", ""), &uid);
  if (!kontor_record_find (context->database, KONTOR_KIND_LOT, &uid, &before, error))
    return FALSE;
  if (before != NULL)
    {
      kontor_command_set_error (
        error, KONTOR_COMMAND_ERROR_ALREADY, "code", _ ("this lot of “%s” is known already"), name);
      return FALSE;
    }
  kontor_command_context_set_uid (context, "lot", &uid);
  return store_new (context, &uid, form, error);
}

/* {lot, fields} */
static gboolean
lot_edit (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  return kontor_record_edit (context, &lot_type, params, "lot.edit", _ ("Edit Lot"), error);
}

static gboolean
set_recalled (KontorCommandContext *context,
              const KontorJson     *params,
              gboolean              recalled,
              const char           *reason,
              GError              **error)
{
  KontorUid   uid;
  KontorJson *back = NULL;
  g_autoptr (KontorJson) record = kontor_record_load_param (
    context->database, KONTOR_KIND_LOT, params, "lot", &uid, error);

  if (record == NULL)
    return FALSE;
  if ((kontor_json_get (record, "recalled_at") != NULL) == recalled)
    {
      kontor_command_set_error (error,
                                KONTOR_COMMAND_ERROR_ALREADY,
                                "lot",
                                recalled ? _ ("the lot was recalled already")
                                         : _ ("the lot is not recalled"));
      return FALSE;
    }

  back = kontor_json_new_object ();
  kontor_json_set (back, "lot", kontor_json_new_uid (&uid));
  if (!recalled)
    kontor_json_set (back, "reason", kontor_json_share (kontor_json_get (record, "recall_reason")));
  kontor_command_context_set_inverse (
    context,
    recalled ? "lot.unrecall" : "lot.recall",
    back,
    g_strdup_printf (recalled ? _ ("Recall Lot “%s”") : _ ("Take Back Recall of Lot “%s”"),
                     kontor_json_get_string (record, "code", "")));
  kontor_json_set (record,
                   "recalled_at",
                   recalled ? kontor_json_new_integer (context->command->at)
                            : kontor_json_new_null ());
  kontor_json_set_string (record, "recall_reason", reason);
  kontor_command_context_set_uid (context, "lot", &uid);
  return kontor_record_store (context, KONTOR_KIND_LOT, record, error);
}

/* {lot, reason} */
static gboolean
lot_recall (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  const char *reason = NULL;

  return kontor_param_string (params, "reason", 2000, &reason, error)
         && set_recalled (context, params, TRUE, reason, error);
}

/* {lot} */
static gboolean
lot_unrecall (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  return set_recalled (context, params, FALSE, "", error);
}

#define ROLES "staff counter admin"

const KontorCommandType kontor_lot_commands[] = {
  {
    .name = "lot.create",
    .version = 1,
    .kind = KONTOR_COMMAND_FACT,
    .merge = "known already: settled without noise",
    .roles = ROLES,
    .help = "{variant, code, best_before?, is_serial?, note?}",
    .run = lot_create,
    .prepare = kontor_stock_prepare,
  },
  {
    .name = "lot.edit",
    .version = 1,
    .kind = KONTOR_COMMAND_EDIT,
    .merge = "by field: the newest value wins",
    .roles = ROLES,
    .help = "{lot, fields: {best_before: {base?, new}}}",
    .run = lot_edit,
    .prepare = kontor_stock_prepare,
  },
  {
    .name = "lot.recall",
    .version = 1,
    .kind = KONTOR_COMMAND_REQUEST,
    .merge = "recalled already: settled without noise",
    .roles = ROLES,
    .help = "{lot, reason}: it is not proposed for shipping any more",
    .run = lot_recall,
    .prepare = kontor_stock_prepare,
  },
  {
    .name = "lot.unrecall",
    .version = 1,
    .kind = KONTOR_COMMAND_REQUEST,
    .merge = "not recalled any more: settled without noise",
    .roles = ROLES,
    .help = "{lot}",
    .run = lot_unrecall,
    .prepare = kontor_stock_prepare,
  },
  { NULL },
};
