/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "kontor-matter-text.h"
#include "kontor-record.h"
#include "kontor-stock.h"

/* What never came in is not kept account of, and can't be sold too often. */
static gboolean
is_watched (KontorDatabase *database, const KontorUid *variant, gboolean *watched, GError **error)
{
  return kontor_record_exists (
    database,
    "SELECT 1 FROM stock_movement WHERE variant_uid = ?1 AND quantity > 0 LIMIT 1",
    KONTOR_VALUES (kontor_value_uid (variant)),
    watched,
    error);
}

static gboolean
is_open (KontorDatabase *database, const char *title, gboolean *open, GError **error)
{
  return kontor_record_exists (
    database,
    "SELECT 1 FROM attention WHERE closed_at IS NULL AND kind = 'oversold' AND subject_title = ?1",
    KONTOR_VALUES (kontor_value_text (title)),
    open,
    error);
}

/* The order that took the one before it. */
static char *
dup_other_order (KontorDatabase *database, const KontorMovement *movement, GError **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    "SELECT o.number FROM stock_movement AS m JOIN sales_order AS o ON o.uid = m.order_uid"
    " WHERE m.variant_uid = ?1 AND m.quantity < 0 AND m.order_uid <> ?2 AND m.about_uid IS NULL"
    " ORDER BY m.recorded_at DESC, m.happened_at DESC, m.uid LIMIT 1",
    error,
    KONTOR_VALUES (kontor_value_uid (&movement->variant), kontor_value_uid (&movement->order)));
  KontorStep step = row != NULL ? kontor_statement_step (row, error) : KONTOR_STEP_FAILED;

  if (step == KONTOR_STEP_FAILED)
    return NULL;
  return g_strdup (step == KONTOR_STEP_ROW ? kontor_statement_get_text (row, 0) : "");
}

static char *
dup_order_number (KontorDatabase *database, const KontorUid *order, GError **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    "SELECT number FROM sales_order WHERE uid = ?1",
    error,
    KONTOR_VALUES (kontor_value_uid (order)));

  if (row == NULL || !kontor_statement_step_row (row, error))
    return NULL;
  return g_strdup (kontor_statement_get_text (row, 0));
}

static gboolean
open_attention (KontorCommandContext *context,
                const KontorMovement *movement,
                const char           *title,
                GError              **error)
{
  const KontorCommand *command = context->command;
  g_autofree char     *mine = dup_order_number (context->database, &movement->order, error);
  g_autofree char     *theirs = NULL;
  g_autofree char     *message = NULL;
  KontorUid            uid;

  if (mine == NULL)
    return FALSE;
  theirs = dup_other_order (context->database, movement, error);
  if (theirs == NULL)
    return FALSE;

  message = *theirs != '\0' ? g_strdup_printf (KONTOR_MATTER_OVERSOLD_TWO, title, mine, theirs)
                            : g_strdup_printf (KONTOR_MATTER_OVERSOLD, title, mine);
  kontor_command_context_derive_uid (context, &uid);
  kontor_command_context_touch (context, KONTOR_KIND_ATTENTION, &uid);
  return kontor_database_run (
    context->database,
    "INSERT INTO attention (uid, kind, subject_kind, subject_uid, subject_title, command_uid,"
    " command_name, reason_code, message, mine, theirs, opened_at)"
    " SELECT ?1, 'oversold', 'product', product_uid, ?3, ?4, ?5, 'oversold', ?6, ?7, ?8, ?9"
    " FROM product_variant WHERE uid = ?2",
    error,
    KONTOR_VALUES (kontor_value_uid (&uid),
                   kontor_value_uid (&movement->variant),
                   kontor_value_text (title),
                   kontor_value_uid (&command->uid),
                   kontor_value_text (command->name),
                   kontor_value_text (message),
                   kontor_value_text (mine),
                   kontor_value_text (theirs),
                   kontor_value_integer (command->at)));
}

/**
 * kontor_stock_check_oversold:
 * @context: the running command
 * @movement: what an order has just taken
 * @error: return location for an error
 *
 * Two stations may each have sold the last piece, and both happened (sync-spec.md section 8): if
 * more left than came, a row in "Needs attention" names both orders; one an item at a time.
 *
 * Errors: #KontorDatabaseError.
 *
 * Returns: whether it could be checked
 */
gboolean
kontor_stock_check_oversold (KontorCommandContext *context,
                             const KontorMovement *movement,
                             GError              **error)
{
  g_autofree char *title = NULL;
  KontorStockLevel level;
  gboolean         watched = FALSE;
  gboolean         open = FALSE;

  if (!kontor_stock_read_level (context->database, &movement->variant, &level, error))
    return FALSE;
  if (level.on_hand >= 0)
    return TRUE;
  if (!is_watched (context->database, &movement->variant, &watched, error))
    return FALSE;
  if (!watched)
    return TRUE;

  title = kontor_stock_dup_name (context->database, &movement->variant, error);
  if (title == NULL || !is_open (context->database, title, &open, error))
    return FALSE;
  return open || open_attention (context, movement, title, error);
}
