/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "kontor-stock-form.h"

/* One notice an item and crossing of its reorder level, however many sales follow; it closes itself
 * when enough is available again. Whoever notices first names the variants; others that noticed the
 * same crossing make the same notice. */

#define MOST_VARIANTS 1000

/* --- which items are to be looked at --- */

/* Items whose notice does not say what their level says. */
static const char kept_changes[]
  = "SELECT l.variant_uid FROM derived_stock_level AS l WHERE l.low_stock = 1"
    " AND NOT EXISTS (SELECT 1 FROM stock_notice AS n"
    "  WHERE n.variant_uid = l.variant_uid AND n.closed_at IS NULL)"
    " UNION SELECT n.variant_uid FROM stock_notice AS n"
    " LEFT JOIN derived_stock_level AS l ON l.variant_uid = n.variant_uid"
    " WHERE n.closed_at IS NULL AND coalesce (l.low_stock, 0) = 0"
    " LIMIT ?1";
/* Without levels at hand, everything that ever moved or has a reorder level is looked at. */
static const char all_watched[]
  = "SELECT v.uid FROM product_variant AS v WHERE v.reorder_level > 0"
    " OR EXISTS (SELECT 1 FROM stock_movement AS m WHERE m.variant_uid = v.uid)"
    " OR EXISTS (SELECT 1 FROM stock_notice AS n"
    "  WHERE n.variant_uid = v.uid AND n.closed_at IS NULL) ORDER BY v.uid LIMIT ?1";

static KontorJson *
list_changed (KontorDatabase *database, GError **error)
{
  gboolean is_kept = kontor_database_get_engine (database) == KONTOR_ENGINE_SQLITE;
  g_autoptr (KontorJson) variants = kontor_json_new_array ();
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    is_kept ? kept_changes : all_watched,
    error,
    KONTOR_VALUES (kontor_value_integer (is_kept ? MOST_VARIANTS : G_MAXINT32)));
  KontorStep step = KONTOR_STEP_FAILED;

  while (row != NULL && (step = kontor_statement_step (row, error)) == KONTOR_STEP_ROW)
    {
      KontorUid uid;

      kontor_statement_get_uid (row, 0, &uid);
      kontor_json_append (variants, kontor_json_new_uid (&uid));
    }
  return step == KONTOR_STEP_DONE ? g_steal_pointer (&variants) : NULL;
}

static gboolean
prepare_check (KontorDatabase *database, guint station, KontorCommand *command, GError **error)
{
  KontorJson *variants = NULL;
  KontorJson *params = NULL;

  if (kontor_json_get (command->params, "variants") != NULL)
    return TRUE;
  variants = list_changed (database, error);
  if (variants == NULL)
    return FALSE;
  params = kontor_json_with (command->params, "variants", variants);
  kontor_json_unref (command->params); /* replaced by the copy with the variants */
  command->params = params;
  return TRUE;
}

/* --- stock.check_levels --- */

typedef struct
{
  KontorUid variant;
  gint64    available;
  gint64    reorder_level;
  gboolean  is_low;
} Watched;

/* The same rule as low_stock in data/schema/derived-stock.sql. */
static gboolean
look_at (KontorDatabase *database, Watched *watched, GError **error)
{
  KontorStockLevel level;
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    "SELECT v.reorder_level, CASE WHEN p.kind = 'goods' AND v.archived_at IS NULL"
    " AND p.archived_at IS NULL AND (v.reorder_level > 0 OR EXISTS"
    "  (SELECT 1 FROM stock_movement AS m WHERE m.variant_uid = v.uid)) THEN 1 ELSE 0 END"
    " FROM product_variant AS v JOIN product AS p ON p.uid = v.product_uid WHERE v.uid = ?1",
    error,
    KONTOR_VALUES (kontor_value_uid (&watched->variant)));
  KontorStep step = row != NULL ? kontor_statement_step (row, error) : KONTOR_STEP_FAILED;

  if (step == KONTOR_STEP_FAILED
      || !kontor_stock_read_level (database, &watched->variant, &level, error))
    return FALSE;
  watched->available = kontor_stock_level_available (&level);
  watched->reorder_level = step == KONTOR_STEP_ROW ? kontor_statement_get_integer (row, 0) : 0;
  watched->is_low = step == KONTOR_STEP_ROW && kontor_statement_get_integer (row, 1) != 0
                    && watched->available <= watched->reorder_level;
  return TRUE;
}

static gboolean
find_open (KontorDatabase *database, const KontorUid *variant, KontorUid *notice, GError **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    "SELECT uid FROM stock_notice WHERE variant_uid = ?1 AND closed_at IS NULL LIMIT 1",
    error,
    KONTOR_VALUES (kontor_value_uid (variant)));
  KontorStep step = row != NULL ? kontor_statement_step (row, error) : KONTOR_STEP_FAILED;

  *notice = (KontorUid){ { 0 } };
  if (step == KONTOR_STEP_ROW)
    kontor_statement_get_uid (row, 0, notice);
  return step != KONTOR_STEP_FAILED;
}

static gboolean
count_notices (KontorDatabase *database, const KontorUid *variant, gint64 *n, GError **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    "SELECT count (*) FROM stock_notice WHERE variant_uid = ?1",
    error,
    KONTOR_VALUES (kontor_value_uid (variant)));

  if (row == NULL || !kontor_statement_step_row (row, error))
    return FALSE;
  *n = kontor_statement_get_integer (row, 0);
  return TRUE;
}

/* The uid says which crossing of the item it is. */
static gboolean
open_notice (KontorCommandContext *context, const Watched *watched, GError **error)
{
  g_autoptr (KontorJson) record = kontor_json_new_object ();
  g_autofree char *name = NULL;
  char             text[KONTOR_UID_TEXT_SIZE];
  KontorUid        uid;
  gint64           n = 0;

  if (!count_notices (context->database, &watched->variant, &n, error))
    return FALSE;
  name = g_strdup_printf (
    "%s/%" G_GINT64_FORMAT, kontor_uid_format (&watched->variant, text), n + 1);
  kontor_uid_from_name (&uid, "stock.notice", name);
  kontor_json_set (record, "uid", kontor_json_new_uid (&uid));
  kontor_json_set (record, "variant", kontor_json_new_uid (&watched->variant));
  kontor_json_set_integer (record, "opened_at", context->command->at);
  kontor_json_set_integer (record, "available", watched->available);
  kontor_json_set_integer (record, "reorder_level", watched->reorder_level);
  return kontor_record_store (context, KONTOR_KIND_STOCK_NOTICE, record, error);
}

static gboolean
close_notice (KontorCommandContext *context, const KontorUid *uid, GError **error)
{
  kontor_command_context_touch (context, KONTOR_KIND_STOCK_NOTICE, uid);
  return kontor_database_run (
    context->database,
    "UPDATE stock_notice SET closed_at = ?2 WHERE uid = ?1",
    error,
    KONTOR_VALUES (kontor_value_uid (uid), kontor_value_integer (context->command->at)));
}

static gboolean
check_variant (KontorCommandContext *context,
               const KontorUid      *variant,
               gint64               *n_opened,
               gint64               *n_closed,
               GError              **error)
{
  Watched   watched = { .variant = *variant };
  KontorUid notice;

  if (!look_at (context->database, &watched, error)
      || !find_open (context->database, variant, &notice, error))
    return FALSE;
  if (watched.is_low == !kontor_uid_is_nil (&notice))
    return TRUE;

  *(watched.is_low ? n_opened : n_closed) += 1;
  return watched.is_low ? open_notice (context, &watched, error)
                        : close_notice (context, &notice, error);
}

/* {variants?} */
static gboolean
check_levels (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  const KontorJson *variants = kontor_json_get_array (params, "variants");
  gint64            n_opened = 0;
  gint64            n_closed = 0;

  for (guint i = 0; variants != NULL && i < kontor_json_length (variants); i++)
    {
      const char *text = kontor_json_string (kontor_json_at (variants, i));
      KontorUid   variant;

      if (text == NULL || !kontor_uid_parse (&variant, text))
        {
          kontor_command_set_error (error,
                                    KONTOR_COMMAND_ERROR_INVALID,
                                    "variants",
                                    _ ("“%s” must be an id (UUID)"),
                                    "variants");
          return FALSE;
        }
      if (!check_variant (context, &variant, &n_opened, &n_closed, error))
        return FALSE;
    }
  if (n_opened + n_closed == 0)
    {
      kontor_command_set_error (
        error, KONTOR_COMMAND_ERROR_ALREADY, NULL, _ ("no item crossed its reorder level"));
      return FALSE;
    }

  kontor_json_set_integer (context->outcome->result, "opened", n_opened);
  kontor_json_set_integer (context->outcome->result, "closed", n_closed);
  return TRUE;
}

/* --- stock.notice.snooze --- */

/* {notice, until?} */
static gboolean
notice_snooze (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  KontorUid   uid;
  KontorJson *back = NULL;
  g_autoptr (KontorJson) record = kontor_record_load_param (
    context->database, KONTOR_KIND_STOCK_NOTICE, params, "notice", &uid, error);
  gint64 until = 0;

  if (record == NULL
      || !kontor_param_integer_or (
        params, "until", KONTOR_TIME_LEAST, KONTOR_TIME_MOST, 0, &until, error))
    return FALSE;
  if (kontor_json_get (record, "closed_at") != NULL)
    {
      kontor_command_set_error (error,
                                KONTOR_COMMAND_ERROR_ALREADY,
                                "notice",
                                _ ("enough is available again: the notice is closed"));
      return FALSE;
    }

  back = kontor_json_new_object ();
  kontor_json_set (back, "notice", kontor_json_new_uid (&uid));
  kontor_json_set (back, "until", kontor_json_share (kontor_json_get (record, "snoozed_until")));
  kontor_command_context_set_inverse (
    context, "stock.notice.snooze", back, g_strdup (_ ("Snooze Notice")));
  kontor_json_set (record,
                   "snoozed_until",
                   until != 0 ? kontor_json_new_integer (until) : kontor_json_new_null ());
  return kontor_record_store (context, KONTOR_KIND_STOCK_NOTICE, record, error);
}

const KontorCommandType kontor_stock_notice_commands[] = {
  {
    .name = "stock.check_levels",
    .version = 1,
    .kind = KONTOR_COMMAND_REQUEST,
    .merge = "already noticed: settled without noise",
    .roles = "staff counter finance admin",
    .help = "{variants?}: opens a notice for each item that fell to its reorder level, and closes "
            "those of items that rose above it",
    .run = check_levels,
    .prepare = prepare_check,
  },
  {
    .name = "stock.notice.snooze",
    .version = 1,
    .kind = KONTOR_COMMAND_EDIT,
    .merge = "the newest moment wins",
    .roles = "staff counter finance admin",
    .help = "{notice, until?}: not shown until then; shown again without it",
    .run = notice_snooze,
  },
  { NULL },
};
