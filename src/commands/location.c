/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "kontor-location.h"
#include "kontor-record.h"

/* Places where goods lie. The main place has no row: it is where everything is that says nothing.
 * Goods under way are in one place of the kind "transit", which the first transfer makes. */

static const char *const kinds[] = { "shelf", "packing", "quarantine", NULL };

static const KontorFormField location_fields[] = {
  { "name", KONTOR_FORM_TEXT, KONTOR_FORM_REQUIRED, .most = 200 },
  { "code", KONTOR_FORM_TEXT, 0, .most = 100 },
  { "parent", KONTOR_FORM_UID, KONTOR_FORM_NULLABLE },
  { "kind", KONTOR_FORM_CHOICE, 0, .choices = kinds, .fallback = "shelf" },
  { "position", KONTOR_FORM_INTEGER, 0, .least = 0, .most = 1000000000 },
  { NULL },
};

static gboolean
check_code (KontorDatabase   *database,
            const KontorUid  *uid,
            const KontorJson *record,
            GError          **error)
{
  const char *code = kontor_json_get_string (record, "code", "");
  gboolean    taken = FALSE;

  if (*code == '\0')
    return TRUE;
  if (!kontor_record_exists (
        database,
        "SELECT 1 FROM location WHERE code = ?1 AND uid <> ?2 AND archived_at IS NULL",
        KONTOR_VALUES (kontor_value_text (code), kontor_value_uid (uid)),
        &taken,
        error))
    return FALSE;
  if (taken)
    kontor_command_set_error (error,
                              KONTOR_COMMAND_ERROR_CONFLICT,
                              "code",
                              _ ("another place has the code “%s” already"),
                              code);
  return !taken;
}

/* A place is not in itself, nor in one that is in it. */
static gboolean
check_parent (KontorDatabase   *database,
              const KontorUid  *uid,
              const KontorJson *record,
              GError          **error)
{
  KontorUid parent;
  gboolean  exists = FALSE;
  gboolean  is_inside = FALSE;

  if (!kontor_param_uid_or_nil (record, "parent", &parent, error))
    return FALSE;
  if (kontor_uid_is_nil (&parent))
    return TRUE;
  if (!kontor_record_exists (database,
                             "SELECT 1 FROM location WHERE uid = ?1",
                             KONTOR_VALUES (kontor_value_uid (&parent)),
                             &exists,
                             error)
      || !kontor_record_exists (
        database,
        "WITH RECURSIVE up (uid) AS (SELECT uid FROM location WHERE uid = ?1 UNION"
        " SELECT l.parent_uid FROM up JOIN location AS l ON l.uid = up.uid"
        " WHERE l.parent_uid IS NOT NULL) SELECT 1 FROM up WHERE uid = ?2",
        KONTOR_VALUES (kontor_value_uid (&parent), kontor_value_uid (uid)),
        &is_inside,
        error))
    return FALSE;
  if (exists && !is_inside)
    return TRUE;

  kontor_command_set_error (error,
                            exists ? KONTOR_COMMAND_ERROR_INVALID : KONTOR_COMMAND_ERROR_NOT_FOUND,
                            "parent",
                            exists ? _ ("a place can’t be inside itself")
                                   : _ ("there is no such place"));
  return FALSE;
}

static gboolean
check_location (KontorDatabase   *database,
                const KontorUid  *uid,
                const KontorJson *record,
                GError          **error)
{
  return check_code (database, uid, record, error) && check_parent (database, uid, record, error);
}

static const KontorRecordType location_type = {
  KONTOR_KIND_LOCATION, "location", location_fields, check_location
};

/**
 * kontor_location_ensure_transit:
 * @context: the running command
 * @uid: (out): uid of the place that stands for "under way"
 * @error: return location for an error
 *
 * Makes it when it is not there; it is the same one on every station.
 *
 * Errors: #KontorDatabaseError.
 *
 * Returns: whether it is there
 */
gboolean
kontor_location_ensure_transit (KontorCommandContext *context, KontorUid *uid, GError **error)
{
  g_autoptr (KontorJson) record = NULL;

  kontor_uid_from_name (uid, "location", "transit");
  if (!kontor_record_find (context->database, KONTOR_KIND_LOCATION, uid, &record, error))
    return FALSE;
  if (record != NULL)
    return TRUE;

  record = kontor_json_new_object ();
  kontor_json_set (record, "uid", kontor_json_new_uid (uid));
  kontor_json_set_string (record, "name", "In transit"); /* the same everywhere, not translated */
  kontor_json_set_string (record, "code", "");
  kontor_json_set_string (record, "kind", "transit");
  kontor_json_set_integer (record, "position", 0);
  return kontor_record_store (context, KONTOR_KIND_LOCATION, record, error);
}

/* {name, code?, parent?, kind?, position?} */
static gboolean
location_create (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  return kontor_record_create (
    context, &location_type, params, "location.archive", _ ("Create Place “%s”"), error);
}

/* {location, fields} */
static gboolean
location_edit (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  return kontor_record_edit (
    context, &location_type, params, "location.edit", _ ("Edit Place “%s”"), error);
}

static gboolean
check_empty (KontorDatabase *database, const KontorUid *uid, GError **error)
{
  gboolean holds = FALSE;

  if (!kontor_record_exists (database,
                             "SELECT 1 FROM stock_movement WHERE place_uid = ?1"
                             " GROUP BY variant_uid, lot_uid HAVING sum (quantity) <> 0 LIMIT 1",
                             KONTOR_VALUES (kontor_value_uid (uid)),
                             &holds,
                             error))
    return FALSE;
  if (holds)
    kontor_command_set_error (error,
                              KONTOR_COMMAND_ERROR_STATE_CHANGED,
                              "location",
                              _ ("goods lie in this place: move them first"));
  return !holds;
}

/* {location} */
static gboolean
location_archive (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  KontorUid uid;

  return kontor_param_uid (params, "location", &uid, error)
         && check_empty (context->database, &uid, error)
         && kontor_record_archive (context,
                                   KONTOR_KIND_LOCATION,
                                   params,
                                   "location",
                                   TRUE,
                                   "location.restore",
                                   _ ("Archive Place “%s”"),
                                   error);
}

/* {location} */
static gboolean
location_restore (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  return kontor_record_archive (context,
                                KONTOR_KIND_LOCATION,
                                params,
                                "location",
                                FALSE,
                                "location.archive",
                                _ ("Restore Place “%s”"),
                                error);
}

#define ROLES "staff counter admin"

const KontorCommandType kontor_location_commands[] = {
  {
    .name = "location.create",
    .version = 1,
    .kind = KONTOR_COMMAND_EDIT,
    .merge = "refused when invalid, or when another place has the code",
    .roles = ROLES,
    .help = "{name, code?, parent?, kind? (shelf, packing, quarantine), position?}",
    .run = location_create,
  },
  {
    .name = "location.edit",
    .version = 1,
    .kind = KONTOR_COMMAND_EDIT,
    .merge = "by field: the newest value wins",
    .roles = ROLES,
    .help = "{location, fields: {name: {base?, new}}}",
    .run = location_edit,
  },
  {
    .name = "location.archive",
    .version = 1,
    .kind = KONTOR_COMMAND_EDIT,
    .merge = "done already: settled without noise; refused while goods lie there",
    .roles = ROLES,
    .help = "{location}",
    .run = location_archive,
  },
  {
    .name = "location.restore",
    .version = 1,
    .kind = KONTOR_COMMAND_EDIT,
    .merge = "done already: settled without noise",
    .roles = ROLES,
    .help = "{location}",
    .run = location_restore,
  },
  { NULL },
};
