/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "kontor-record.h"

static const char *const roles[] = { "staff", "counter", "finance", "admin", NULL };

static const KontorFormField person_fields[] = {
  { "name", KONTOR_FORM_TEXT, KONTOR_FORM_REQUIRED, .most = 200 },
  { "role", KONTOR_FORM_CHOICE, KONTOR_FORM_REQUIRED | KONTOR_FORM_CAREFUL, .choices = roles },
  { "email", KONTOR_FORM_TEXT, KONTOR_FORM_CAREFUL, .most = 254, .check = kontor_form_check_email },
  { NULL },
};

static const KontorFormField station_fields[] = {
  { "number", KONTOR_FORM_INTEGER, KONTOR_FORM_REQUIRED, .least = 0, .most = 999 },
  { "name", KONTOR_FORM_TEXT, KONTOR_FORM_REQUIRED, .most = 100 },
  { NULL },
};

static const char *const station_members[] = { "station", NULL };

static const KontorRecordType person_type = { KONTOR_KIND_PERSON, "person", person_fields, NULL };

/* {name, role, email?} */
static gboolean
person_create (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  return kontor_record_create (
    context, &person_type, params, "person.archive", _ ("Add “%s”"), error);
}

/* {person, fields} */
static gboolean
person_edit (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  return kontor_record_edit (context, &person_type, params, "person.edit", _ ("Edit “%s”"), error);
}

/* {person} */
static gboolean
person_archive (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  return kontor_record_archive (context,
                                KONTOR_KIND_PERSON,
                                params,
                                "person",
                                TRUE,
                                "person.restore",
                                _ ("Archive “%s”"),
                                error);
}

/* {person} */
static gboolean
person_restore (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  return kontor_record_archive (context,
                                KONTOR_KIND_PERSON,
                                params,
                                "person",
                                FALSE,
                                "person.archive",
                                _ ("Restore “%s”"),
                                error);
}

static void
set_station_inverse (KontorCommandContext *context, const KontorUid *uid, const KontorJson *before)
{
  KontorJson *back = kontor_json_new_object ();

  kontor_json_set (back, "station", kontor_json_new_uid (uid));
  kontor_json_set (back, "number", kontor_json_share (kontor_json_get (before, "number")));
  kontor_json_set (back, "name", kontor_json_share (kontor_json_get (before, "name")));
  kontor_command_context_set_inverse (
    context,
    "station.name",
    back,
    g_strdup_printf (_ ("Rename Station “%s”"), kontor_json_get_string (before, "name", "")));
}

/* {station, name, number?}: the number is needed for a station that is not known yet. */
static gboolean
station_name (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  KontorUid uid;
  g_autoptr (KontorJson) before = NULL;
  g_autoptr (KontorJson) after = NULL;

  if (!kontor_param_uid (params, "station", &uid, error)
      || !kontor_record_find (context->database, KONTOR_KIND_STATION, &uid, &before, error))
    return FALSE;

  after = kontor_form_read (station_fields, station_members, params, before, NULL, error);
  if (after == NULL)
    return FALSE;
  kontor_command_context_set_uid (context, "station", &uid);
  kontor_json_set (after, "uid", kontor_json_new_uid (&uid));
  if (before != NULL && kontor_json_equal (before, after))
    return TRUE;
  if (before != NULL)
    set_station_inverse (context, &uid, before);
  return kontor_record_store (context, KONTOR_KIND_STATION, after, error);
}

#define MERGE                                                                                      \
  "by field: the newest value wins; role and e-mail are refused when somebody else changed them "  \
  "since"

const KontorCommandType kontor_person_commands[] = {
  { "person.create",
    1,
    KONTOR_COMMAND_EDIT,
    "refused only when invalid",
    "admin",
    "{name, role, email?}",
    person_create,
    NULL },
  { "person.edit",
    1,
    KONTOR_COMMAND_EDIT,
    MERGE,
    "admin",
    "{person, fields: {name: {base?, new}}}",
    person_edit,
    NULL },
  { "person.archive",
    1,
    KONTOR_COMMAND_EDIT,
    "done already: settled without noise",
    "admin",
    "{person}",
    person_archive,
    NULL },
  { "person.restore",
    1,
    KONTOR_COMMAND_EDIT,
    "done already: settled without noise",
    "admin",
    "{person}",
    person_restore,
    NULL },
  { "station.name",
    1,
    KONTOR_COMMAND_EDIT,
    "the newest name wins",
    "admin",
    "{station, name, number?}",
    station_name,
    NULL },
  { NULL },
};
