/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "kontor-category.h"
#include "kontor-record.h"

#define MOST_NAME 200
#define MOST_DEPTH 16

static const KontorFormField category_fields[] = {
  { "name", KONTOR_FORM_TEXT, KONTOR_FORM_REQUIRED, .most = MOST_NAME },
  { "parent", KONTOR_FORM_UID, KONTOR_FORM_NULLABLE },
  { NULL },
};

/* A sibling in use with that name; nil when there is none. */
static gboolean
find_sibling (KontorDatabase  *database,
              const char      *name,
              const KontorUid *parent,
              KontorUid       *uid,
              GError         **error)
{
  g_autoptr (KontorStatement) sibling = NULL;
  KontorStep step = KONTOR_STEP_FAILED;

  *uid = (KontorUid){ 0 };
  if (kontor_uid_is_nil (parent))
    sibling = kontor_database_query (
      database,
      "SELECT uid FROM category WHERE parent_uid IS NULL AND name = ?1 "
      "AND archived_at IS NULL ORDER BY uid",
      error,
      KONTOR_VALUES (kontor_value_text (name)));
  else
    sibling = kontor_database_query (
      database,
      "SELECT uid FROM category WHERE parent_uid = ?2 AND name = ?1 "
      "AND archived_at IS NULL ORDER BY uid",
      error,
      KONTOR_VALUES (kontor_value_text (name), kontor_value_uid (parent)));
  if (sibling != NULL)
    step = kontor_statement_step (sibling, error);
  if (step == KONTOR_STEP_ROW)
    kontor_statement_get_uid (sibling, 0, uid);
  return step != KONTOR_STEP_FAILED;
}

/* nil for a root. */
static gboolean
find_parent (KontorDatabase *database, const KontorUid *uid, KontorUid *parent, GError **error)
{
  g_autoptr (KontorJson) category = kontor_record_load (
    database, KONTOR_KIND_CATEGORY, uid, "parent", error);

  if (category == NULL)
    return FALSE;
  return kontor_param_uid_or_nil (category, "parent", parent, error);
}

/* Walks up to the root: it must not come by the category itself. */
static gboolean
check_no_cycle (KontorDatabase *database, const KontorUid *uid, KontorUid parent, GError **error)
{
  for (guint depth = 0; !kontor_uid_is_nil (&parent); depth++)
    {
      KontorUid next;

      if (kontor_uid_equal (&parent, uid) || depth >= MOST_DEPTH)
        {
          kontor_command_set_error (error,
                                    KONTOR_COMMAND_ERROR_INVALID,
                                    "parent",
                                    depth >= MOST_DEPTH
                                      ? _ ("categories can't be nested deeper than 16 levels")
                                      : _ ("a category can't be inside itself"));
          return FALSE;
        }
      if (!find_parent (database, &parent, &next, error))
        return FALSE;
      parent = next;
    }
  return TRUE;
}

static gboolean
check_category (KontorDatabase   *database,
                const KontorUid  *uid,
                const KontorJson *category,
                GError          **error)
{
  const char *name = kontor_json_get_string (category, "name", "");
  KontorUid   parent;
  KontorUid   sibling;

  if (!kontor_param_uid_or_nil (category, "parent", &parent, error)
      || !check_no_cycle (database, uid, parent, error)
      || !find_sibling (database, name, &parent, &sibling, error))
    return FALSE;
  if (kontor_uid_is_nil (&sibling) || kontor_uid_equal (&sibling, uid))
    return TRUE;

  kontor_command_set_error (error,
                            KONTOR_COMMAND_ERROR_CONFLICT,
                            "name",
                            _ ("there is a category “%s” in this place already"),
                            name);
  return FALSE;
}

static const KontorRecordType category_type = {
  KONTOR_KIND_CATEGORY, "category", category_fields, check_category
};

static gboolean
make_category (KontorCommandContext *context,
               const KontorUid      *uid,
               const char           *name,
               const KontorUid      *parent,
               GError              **error)
{
  g_autoptr (KontorJson) category = kontor_json_new_object ();

  kontor_json_set (category, "uid", kontor_json_new_uid (uid));
  kontor_json_set_string (category, "name", name);
  kontor_json_set (category, "parent", kontor_json_new_uid (parent));
  return kontor_record_store (context, KONTOR_KIND_CATEGORY, category, error);
}

/* One step down: the category that was made for this path once (it may have another name now), else
 * a sibling of that name, else a new one. */
static gboolean
ensure_child (KontorCommandContext *context,
              const char           *path,
              const char           *name,
              KontorUid            *uid,
              KontorJson           *created,
              GError              **error)
{
  KontorUid parent = *uid;
  KontorUid sibling;
  gboolean  exists = FALSE;

  kontor_uid_from_name (uid, "category", path);
  if (!kontor_record_exists (context->database,
                             "SELECT 1 FROM category WHERE uid = ?1",
                             KONTOR_VALUES (kontor_value_uid (uid)),
                             &exists,
                             error))
    return FALSE;
  if (exists)
    return TRUE;
  if (!find_sibling (context->database, name, &parent, &sibling, error))
    return FALSE;
  if (!kontor_uid_is_nil (&sibling))
    {
      *uid = sibling;
      return TRUE;
    }

  kontor_json_append (created, kontor_json_new_uid (uid));
  return make_category (context, uid, name, &parent, error);
}

static gboolean
check_path (guint depth, const char *name, GError **error)
{
  if (*name == '\0' || depth >= MOST_DEPTH || g_utf8_strlen (name, -1) > MOST_NAME)
    {
      kontor_command_set_error (
        error,
        KONTOR_COMMAND_ERROR_INVALID,
        "category_path",
        _ ("a path of categories is written “A > B”, with 16 names of 200 characters at most"));
      return FALSE;
    }
  return TRUE;
}

/**
 * kontor_category_ensure_path:
 * @context: the running command
 * @path: names from the root down, separated by ">"
 * @uid: (out): the last of them
 * @created: an array that the uids of new categories are appended to
 * @error: return location for an error
 *
 * Uids of new categories come from the path, so that two stations make the same one.
 *
 * Errors: %KONTOR_COMMAND_ERROR_INVALID, #KontorDatabaseError.
 *
 * Returns: whether all of them are there
 */
gboolean
kontor_category_ensure_path (KontorCommandContext *context,
                             const char           *path,
                             KontorUid            *uid,
                             KontorJson           *created,
                             GError              **error)
{
  g_auto (GStrv) names = g_strsplit (path, ">", -1);
  g_autoptr (GString) so_far = g_string_new (NULL);

  *uid = (KontorUid){ 0 };
  for (guint i = 0; names[i] != NULL; i++)
    {
      const char *name = g_strstrip (names[i]);

      if (!check_path (i, name, error))
        return FALSE;
      g_string_append_printf (so_far, "%s%s", i == 0 ? "" : " > ", name);
      if (!ensure_child (context, so_far->str, name, uid, created, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_used (KontorDatabase *database, const KontorUid *uid, gboolean *used, GError **error)
{
  const KontorValue value = kontor_value_uid (uid);

  if (!kontor_record_exists (
        database, "SELECT 1 FROM product WHERE category_uid = ?1", &value, 1, used, error))
    return FALSE;
  return *used
         || kontor_record_exists (
           database, "SELECT 1 FROM category WHERE parent_uid = ?1", &value, 1, used, error);
}

/**
 * kontor_category_withdraw:
 * @context: the running command
 * @created: (nullable): uids from kontor_category_ensure_path()
 * @error: return location for an error
 *
 * Deletes those that nothing is in, the deepest first.
 *
 * Errors: %KONTOR_COMMAND_ERROR_INVALID, #KontorDatabaseError.
 *
 * Returns: whether it was done
 */
gboolean
kontor_category_withdraw (KontorCommandContext *context, const KontorJson *created, GError **error)
{
  for (guint i = kontor_json_length (created); i > 0; i--)
    {
      g_autoptr (KontorJson) category = NULL;
      const char *text = kontor_json_string (kontor_json_at (created, i - 1));
      KontorUid   uid;
      gboolean    used = FALSE;

      if (text == NULL || !kontor_uid_parse (&uid, text))
        {
          kontor_command_set_error (error,
                                    KONTOR_COMMAND_ERROR_INVALID,
                                    "categories",
                                    _ ("“%s” must be a list of ids (UUID)"),
                                    "categories");
          return FALSE;
        }
      if (!kontor_record_find (context->database, KONTOR_KIND_CATEGORY, &uid, &category, error)
          || !is_used (context->database, &uid, &used, error))
        return FALSE;
      if (category != NULL && !used
          && !kontor_record_delete (context, KONTOR_KIND_CATEGORY, &uid, error))
        return FALSE;
    }
  return TRUE;
}

/* {name, parent?} */
static gboolean
category_create (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  return kontor_record_create (
    context, &category_type, params, "category.archive", _ ("Create Category “%s”"), error);
}

/* {category, fields} */
static gboolean
category_edit (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  return kontor_record_edit (
    context, &category_type, params, "category.edit", _ ("Edit Category “%s”"), error);
}

/* {category} */
static gboolean
category_archive (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  return kontor_record_archive (context,
                                KONTOR_KIND_CATEGORY,
                                params,
                                "category",
                                TRUE,
                                "category.restore",
                                _ ("Archive Category “%s”"),
                                error);
}

/* {category}: its name may have been given to another meanwhile. */
static gboolean
category_restore (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  KontorUid uid;
  g_autoptr (KontorJson) category = kontor_record_load_param (
    context->database, KONTOR_KIND_CATEGORY, params, "category", &uid, error);

  if (category == NULL || !check_category (context->database, &uid, category, error))
    return FALSE;
  return kontor_record_archive (context,
                                KONTOR_KIND_CATEGORY,
                                params,
                                "category",
                                FALSE,
                                "category.archive",
                                _ ("Restore Category “%s”"),
                                error);
}

#define ROLES "staff finance admin"

const KontorCommandType kontor_category_commands[] = {
  {
    .name = "category.create",
    .version = 1,
    .kind = KONTOR_COMMAND_EDIT,
    .merge = "refused when there is one of that name in the same place",
    .roles = ROLES,
    .help = "{name, parent?}",
    .run = category_create,
  },
  {
    .name = "category.edit",
    .version = 1,
    .kind = KONTOR_COMMAND_EDIT,
    .merge = "by field: the newest value wins; refused when the name is taken or the place is "
             "inside itself",
    .roles = ROLES,
    .help = "{category, fields: {name: {base?, new}, parent: …}}",
    .run = category_edit,
  },
  {
    .name = "category.archive",
    .version = 1,
    .kind = KONTOR_COMMAND_EDIT,
    .merge = "done already: settled without noise",
    .roles = ROLES,
    .help = "{category}",
    .run = category_archive,
  },
  {
    .name = "category.restore",
    .version = 1,
    .kind = KONTOR_COMMAND_EDIT,
    .merge = "done already: settled without noise; refused when its name is taken",
    .roles = ROLES,
    .help = "{category}",
    .run = category_restore,
  },
  { NULL },
};
