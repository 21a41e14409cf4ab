/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "kontor-location.h"
#include "kontor-number-series.h"
#include "kontor-number.h"
#include "kontor-stock-form.h"

/* Goods on their way from place to place. Sending moves them into the place "in transit", where
 * they are on hand and can't be sold; receiving moves them on, in parts. What does not arrive stays
 * under way until somebody says that it is lost or back. */

static const KontorFormField send_fields[] = {
  { "number", KONTOR_FORM_TEXT, KONTOR_FORM_REQUIRED, .most = 60 },
  { "from", KONTOR_FORM_UID, KONTOR_FORM_NULLABLE },
  { "to", KONTOR_FORM_UID, KONTOR_FORM_NULLABLE },
  KONTOR_STOCK_FORM_WHEN,
  { NULL },
};

static const char *const send_members[] = { "lines", NULL };

static const KontorFormField line_fields[] = {
  { "variant", KONTOR_FORM_UID, KONTOR_FORM_REQUIRED },
  { "lot", KONTOR_FORM_UID, KONTOR_FORM_NULLABLE },
  { "quantity",
    KONTOR_FORM_INTEGER,
    KONTOR_FORM_REQUIRED,
    .least = 1,
    .most = KONTOR_STOCK_MOST_QUANTITY },
  { NULL },
};

static const KontorFormField receive_fields[] = {
  { "transfer", KONTOR_FORM_UID, KONTOR_FORM_REQUIRED },
  { "missing", KONTOR_FORM_FLAG, 0 },
  KONTOR_STOCK_FORM_WHEN,
  { NULL },
};

static const KontorFormField part_fields[] = {
  { "line", KONTOR_FORM_INTEGER, KONTOR_FORM_REQUIRED, .least = 1, .most = G_MAXINT32 },
  { "quantity",
    KONTOR_FORM_INTEGER,
    KONTOR_FORM_REQUIRED,
    .least = 1,
    .most = KONTOR_STOCK_MOST_QUANTITY },
  { NULL },
};

/* A transfer that a command works on. */
typedef struct
{
  KontorCommandContext *context;
  KontorJson           *record; /* (owned) */
  KontorUid             uid;
  KontorUid             from;
  KontorUid             to;
  KontorUid             transit;
  KontorMovement        movement; /* times and note of all that is written */
} Transfer;

static void
transfer_clear (Transfer *self)
{
  g_clear_pointer (&self->record, kontor_json_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Transfer, transfer_clear)

static gboolean
number_is_taken (KontorDatabase *database, const char *number, gboolean *taken, GError **error)
{
  return kontor_record_exists (database,
                               "SELECT 1 FROM stock_transfer WHERE number = ?1",
                               KONTOR_VALUES (kontor_value_text (number)),
                               taken,
                               error);
}

static gboolean
prepare_send (KontorDatabase *database, guint station, KontorCommand *command, GError **error)
{
  g_autofree char *number = NULL;
  KontorJson      *params = NULL;

  if (!kontor_stock_prepare (database, station, command, error))
    return FALSE;
  if (*kontor_json_get_string (command->params, "number", "") != '\0')
    return TRUE;

  number = kontor_number_take (database,
                               "transfer",
                               "transfer_number_pattern",
                               KONTOR_NUMBER_PATTERN_TRANSFER,
                               command->at,
                               station,
                               number_is_taken,
                               error);
  if (number == NULL)
    return FALSE;
  params = kontor_json_with (command->params, "number", kontor_json_new_string (number));
  kontor_json_unref (command->params); /* replaced by the copy with the number */
  command->params = params;
  return TRUE;
}

static gboolean
read_line (const Transfer *self, guint line, KontorMovement *movement, GError **error)
{
  const KontorJson *lines = kontor_json_get_array (self->record, "transfer_line");
  const KontorJson *object = kontor_json_at (lines, line);

  *movement = self->movement;
  movement->kind = "TRANSFER";
  movement->document = self->uid;
  return kontor_param_uid (object, "variant", &movement->variant, error)
         && kontor_param_uid_or_nil (object, "lot", &movement->lot, error);
}

static gboolean
move (const Transfer  *self,
      guint            line,
      const KontorUid *from,
      const KontorUid *to,
      gint64           quantity,
      GError         **error)
{
  KontorMovement movement;

  if (!read_line (self, line, &movement, error))
    return FALSE;
  movement.place = *from;
  movement.quantity = -quantity;
  if (!kontor_ledger_append (self->context, &movement, NULL, error))
    return FALSE;
  movement.place = *to;
  movement.quantity = quantity;
  return kontor_ledger_append (self->context, &movement, NULL, error);
}

/* --- stock.transfer.send --- */

static gboolean
check_ends (const Transfer *self, GError **error)
{
  KontorMovement from = { .place = self->from };
  KontorMovement to = { .place = self->to };

  if (kontor_uid_equal (&self->from, &self->to))
    {
      kontor_command_set_error (error,
                                KONTOR_COMMAND_ERROR_INVALID,
                                "to",
                                _ ("goods are moved from one place to another one"));
      return FALSE;
    }
  return kontor_stock_check_key (self->context->database, &from, error)
         && kontor_stock_check_key (self->context->database, &to, error);
}

static gboolean
check_lines (const Transfer *self, GError **error)
{
  guint n_lines = kontor_json_length (kontor_json_get_array (self->record, "transfer_line"));

  if (n_lines == 0)
    kontor_command_set_error (
      error, KONTOR_COMMAND_ERROR_INVALID, "lines", _ ("a transfer has one line at least"));
  for (guint i = 0; i < n_lines; i++)
    {
      KontorMovement   movement;
      g_autofree char *name = NULL;

      if (!read_line (self, i, &movement, error)
          || !kontor_stock_check_key (self->context->database, &movement, error))
        return FALSE;
      name = kontor_stock_dup_name (self->context->database, &movement.variant, error);
      if (name == NULL)
        return FALSE;
    }
  return n_lines > 0;
}

static gboolean
send_lines (Transfer *self, GError **error)
{
  const KontorJson *lines = kontor_json_get_array (self->record, "transfer_line");

  for (guint i = 0; i < kontor_json_length (lines); i++)
    {
      gint64 quantity = kontor_json_get_integer (kontor_json_at (lines, i), "quantity", 0);

      if (!move (self, i, &self->from, &self->transit, quantity, error))
        return FALSE;
    }
  return TRUE;
}

static KontorJson *
number_lines (const KontorJson *lines)
{
  KontorJson *numbered = kontor_json_new_array ();

  for (guint i = 0; i < kontor_json_length (lines); i++)
    {
      KontorJson *line = kontor_json_copy_object (kontor_json_at (lines, i));

      kontor_json_set_integer (line, "line", i + 1);
      kontor_json_set_integer (line, "received", 0);
      kontor_json_append (numbered, line);
    }
  return numbered;
}

static gboolean
read_send (Transfer *self, const KontorJson *params, GError **error)
{
  g_autoptr (KontorJson) form = kontor_form_read (
    send_fields, send_members, params, NULL, NULL, error);
  g_autoptr (KontorJson) lines = NULL;

  if (form == NULL || !kontor_param_uid_or_nil (form, "from", &self->from, error)
      || !kontor_param_uid_or_nil (form, "to", &self->to, error)
      || !kontor_stock_read_times (self->context, form, &self->movement, error))
    return FALSE;
  lines = kontor_form_read_list (line_fields, kontor_json_get (params, "lines"), "lines", error);
  if (lines == NULL)
    return FALSE;

  kontor_command_context_derive_uid (self->context, &self->uid);
  self->record = kontor_json_new_object ();
  kontor_json_set (self->record, "uid", kontor_json_new_uid (&self->uid));
  kontor_json_set (self->record, "number", kontor_json_share (kontor_json_get (form, "number")));
  kontor_json_set (self->record, "from_place", kontor_json_new_uid (&self->from));
  kontor_json_set (self->record, "to_place", kontor_json_new_uid (&self->to));
  kontor_json_set_string (self->record, "state", "sent");
  kontor_json_set_integer (self->record, "sent_at", self->movement.happened_at);
  kontor_json_set (self->record, "note", kontor_json_share (kontor_json_get (form, "note")));
  kontor_json_set_integer (self->record, "recorded_at", self->context->command->at);
  kontor_json_set (self->record, "transfer_line", number_lines (lines));
  self->movement.note = kontor_json_get_string (self->record, "number", "");
  return TRUE;
}

static void
undo_by (const Transfer *self, const char *command, const char *label)
{
  const char *number = kontor_json_get_string (self->record, "number", "");
  KontorJson *back = kontor_json_new_object ();
  g_auto (GStrv) parts = g_strsplit (label, "%s", 2);

  kontor_json_set (back, "transfer", kontor_json_new_uid (&self->uid));
  kontor_json_set_boolean (back, "never", TRUE);
  kontor_command_context_set_inverse (self->context, command, back, g_strjoinv (number, parts));
}

static gboolean
finish (const Transfer *self, GError **error)
{
  kontor_command_context_set_uid (self->context, "transfer", &self->uid);
  kontor_json_set (self->context->outcome->result,
                   "number",
                   kontor_json_share (kontor_json_get (self->record, "number")));
  kontor_json_set (self->context->outcome->result,
                   "state",
                   kontor_json_share (kontor_json_get (self->record, "state")));
  return kontor_record_store (self->context, KONTOR_KIND_STOCK_TRANSFER, self->record, error);
}

/* {number?, from?, to?, lines: [{variant, lot?, quantity}], note?, happened_at?, booked_on?} */
static gboolean
transfer_send (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  g_auto (Transfer) self = { .context = context };

  if (!read_send (&self, params, error) || !check_ends (&self, error) || !check_lines (&self, error)
      || !kontor_location_ensure_transit (context, &self.transit, error)
      || !send_lines (&self, error))
    return FALSE;

  undo_by (&self, "stock.transfer.cancel", _ ("Send Transfer %s"));
  return finish (&self, error);
}

/* --- the others --- */

static gboolean
load (Transfer *self, const KontorJson *params, GError **error)
{
  self->record = kontor_record_load_param (
    self->context->database, KONTOR_KIND_STOCK_TRANSFER, params, "transfer", &self->uid, error);
  if (self->record == NULL
      || !kontor_param_uid_or_nil (self->record, "from_place", &self->from, error)
      || !kontor_param_uid_or_nil (self->record, "to_place", &self->to, error)
      || !kontor_location_ensure_transit (self->context, &self->transit, error))
    return FALSE;

  self->movement.note = kontor_json_get_string (self->record, "number", "");
  if (g_str_equal (kontor_json_get_string (self->record, "state", ""), "sent"))
    return TRUE;
  kontor_command_set_error (
    error,
    KONTOR_COMMAND_ERROR_ALREADY,
    "transfer",
    g_str_equal (kontor_json_get_string (self->record, "state", ""), "received")
      ? _ ("transfer %s was received already")
      : _ ("transfer %s was cancelled already"),
    kontor_json_get_string (self->record, "number", ""));
  return FALSE;
}

static gint64
get_left (const KontorJson *line)
{
  return kontor_json_get_integer (line, "quantity", 0)
         - kontor_json_get_integer (line, "received", 0);
}

static gboolean
refuse_too_many (const KontorJson *line, GError **error)
{
  g_autofree char *left = kontor_decimal_format (get_left (line), 3, 0, &kontor_number_style_plain);

  kontor_command_set_error (error,
                            KONTOR_COMMAND_ERROR_NOT_AVAILABLE,
                            "lines",
                            _ ("only %s of line %d are under way"),
                            left,
                            (int) kontor_json_get_integer (line, "line", 0));
  return FALSE;
}

static gboolean
receive_line (Transfer *self, gint64 number, gint64 quantity, GError **error)
{
  const KontorJson *lines = kontor_json_get_array (self->record, "transfer_line");

  for (guint i = 0; i < kontor_json_length (lines); i++)
    {
      KontorJson *line = (KontorJson *) kontor_json_at (lines, i);

      if (kontor_json_get_integer (line, "line", 0) != number)
        continue;
      if (quantity > get_left (line))
        return refuse_too_many (line, error);
      if (!move (self, i, &self->transit, &self->to, quantity, error))
        return FALSE;
      kontor_json_set_integer (
        line, "received", kontor_json_get_integer (line, "received", 0) + quantity);
      return TRUE;
    }

  kontor_command_set_error (error,
                            KONTOR_COMMAND_ERROR_INVALID,
                            "lines",
                            _ ("the transfer has no line number %d"),
                            (int) number);
  return FALSE;
}

static gboolean
receive_named (Transfer *self, const KontorJson *parts, GError **error)
{
  for (guint i = 0; i < kontor_json_length (parts); i++)
    {
      const KontorJson *part = kontor_json_at (parts, i);

      if (!receive_line (self,
                         kontor_json_get_integer (part, "line", 0),
                         kontor_json_get_integer (part, "quantity", 0),
                         error))
        return FALSE;
    }
  return TRUE;
}

/* What is left of every line: it arrives, is lost, or goes back. */
typedef enum
{
  REST_ARRIVES,
  REST_IS_LOST,
  REST_GOES_BACK,
} Rest;

static gboolean
lose (const Transfer *self, guint line, gint64 quantity, GError **error)
{
  KontorMovement movement;

  if (!read_line (self, line, &movement, error))
    return FALSE;
  movement.kind = "ADJUSTMENT";
  movement.reason = "lost";
  movement.place = self->transit;
  movement.quantity = -quantity;
  return kontor_ledger_append (self->context, &movement, NULL, error);
}

static gboolean
settle_rest (Transfer *self, Rest rest, GError **error)
{
  const KontorJson *lines = kontor_json_get_array (self->record, "transfer_line");

  for (guint i = 0; i < kontor_json_length (lines); i++)
    {
      const KontorJson *line = kontor_json_at (lines, i);
      gint64            left = get_left (line);

      if (left <= 0)
        continue;
      if (rest == REST_ARRIVES
          && !receive_line (self, kontor_json_get_integer (line, "line", 0), left, error))
        return FALSE;
      if (rest == REST_IS_LOST && !lose (self, i, left, error))
        return FALSE;
      if (rest == REST_GOES_BACK && !move (self, i, &self->transit, &self->from, left, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_complete (const Transfer *self)
{
  const KontorJson *lines = kontor_json_get_array (self->record, "transfer_line");

  for (guint i = 0; i < kontor_json_length (lines); i++)
    if (get_left (kontor_json_at (lines, i)) > 0)
      return FALSE;
  return TRUE;
}

static gboolean
receive (Transfer *self, const KontorJson *form, const KontorJson *list, GError **error)
{
  g_autoptr (KontorJson) parts = NULL;
  gboolean is_missing = kontor_json_get_integer (form, "missing", 0) != 0;

  if (list != NULL)
    {
      parts = kontor_form_read_list (part_fields, list, "lines", error);
      if (parts == NULL || !receive_named (self, parts, error))
        return FALSE;
    }
  if ((list == NULL || is_missing)
      && !settle_rest (self, is_missing ? REST_IS_LOST : REST_ARRIVES, error))
    return FALSE;

  if (is_missing || is_complete (self))
    {
      kontor_json_set_string (self->record, "state", "received");
      kontor_json_set_integer (self->record, "received_at", self->movement.happened_at);
    }
  return TRUE;
}

/* {transfer, lines?: [{line, quantity}], missing?, note?, happened_at?, booked_on?} */
static gboolean
transfer_receive (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  g_auto (Transfer) self = { .context = context };
  g_autoptr (KontorJson) form = kontor_form_read (
    receive_fields, send_members, params, NULL, NULL, error);

  return form != NULL && load (&self, params, error)
         && kontor_stock_read_times (context, form, &self.movement, error)
         && receive (&self, form, kontor_json_get (params, "lines"), error)
         && finish (&self, error);
}

static gboolean
check_nothing_arrived (const Transfer *self, GError **error)
{
  const KontorJson *lines = kontor_json_get_array (self->record, "transfer_line");

  for (guint i = 0; i < kontor_json_length (lines); i++)
    if (kontor_json_get_integer (kontor_json_at (lines, i), "received", 0) > 0)
      {
        kontor_command_set_error (error,
                                  KONTOR_COMMAND_ERROR_STATE_CHANGED,
                                  "transfer",
                                  _ ("part of it arrived: let the rest go back instead"));
        return FALSE;
      }
  return TRUE;
}

/* It was never sent: its movements are taken back where they stand. */
static gboolean
take_back (Transfer *self, GError **error)
{
  g_autoptr (GArray) uids = g_array_new (FALSE, TRUE, sizeof (KontorUid));
  g_autoptr (KontorStatement) row = NULL;
  KontorStep step = KONTOR_STEP_FAILED;

  if (!check_nothing_arrived (self, error))
    return FALSE;
  row = kontor_database_query (self->context->database,
                               "SELECT uid FROM stock_movement WHERE document_uid = ?1"
                               " AND about_uid IS NULL ORDER BY uid",
                               error,
                               KONTOR_VALUES (kontor_value_uid (&self->uid)));
  while (row != NULL && (step = kontor_statement_step (row, error)) == KONTOR_STEP_ROW)
    {
      KontorUid uid;

      kontor_statement_get_uid (row, 0, &uid);
      g_array_append_val (uids, uid);
    }
  for (guint i = 0; step == KONTOR_STEP_DONE && i < uids->len; i++)
    if (!kontor_ledger_reverse (
          self->context, &g_array_index (uids, KontorUid, i), FALSE, "never_was", "", error))
      return FALSE;
  return step == KONTOR_STEP_DONE;
}

static const KontorFormField cancel_fields[] = {
  { "transfer", KONTOR_FORM_UID, KONTOR_FORM_REQUIRED },
  { "never", KONTOR_FORM_FLAG, 0 },
  KONTOR_STOCK_FORM_WHEN,
  { NULL },
};

/* {transfer, never?, note?, happened_at?, booked_on?} */
static gboolean
transfer_cancel (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  g_auto (Transfer) self = { .context = context };
  g_autoptr (KontorJson) form = kontor_form_read (cancel_fields, NULL, params, NULL, NULL, error);
  gboolean never = FALSE;

  if (form == NULL || !load (&self, params, error)
      || !kontor_stock_read_times (context, form, &self.movement, error))
    return FALSE;

  never = kontor_json_get_integer (form, "never", 0) != 0;
  if (!(never ? take_back (&self, error) : settle_rest (&self, REST_GOES_BACK, error)))
    return FALSE;
  kontor_json_set_string (self.record, "state", "cancelled");
  kontor_json_set_integer (self.record, "received_at", self.movement.happened_at);
  return finish (&self, error);
}

#define ROLES "staff counter admin"

const KontorCommandType kontor_stock_transfer_commands[] = {
  {
    .name = "stock.transfer.send",
    .version = 1,
    .kind = KONTOR_COMMAND_FACT,
    .merge = "added to the ledger: movements commute",
    .roles = ROLES,
    .help = "{number?, from?, to?, lines: [{variant, lot?, quantity}], note?, happened_at?, "
            "booked_on?}: no place is the main place",
    .run = transfer_send,
    .prepare = prepare_send,
  },
  {
    .name = "stock.transfer.receive",
    .version = 1,
    .kind = KONTOR_COMMAND_REQUEST,
    .merge = "received already: settled without noise; refused when not so much is under way",
    .roles = ROLES,
    .help = "{transfer, lines?: [{line, quantity}], missing?, note?, happened_at?, booked_on?}: "
            "all that is left without lines; missing: the rest is lost",
    .run = transfer_receive,
  },
  {
    .name = "stock.transfer.cancel",
    .version = 1,
    .kind = KONTOR_COMMAND_REQUEST,
    .merge = "cancelled already: settled without noise; refused when it was received",
    .roles = ROLES,
    .help
    = "{transfer, never?, note?, happened_at?, booked_on?}: the rest goes back; never: it was "
      "never sent",
    .run = transfer_cancel,
  },
  { NULL },
};
