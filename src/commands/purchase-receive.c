/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-purchase-private.h"

#include <glib/gi18n-lib.h>

#include "kontor-ledger.h"
#include "kontor-lot.h"
#include "kontor-order-private.h"

/* Goods that come. Received of a line is the sum of the receipts that stand;
 * the stock is the sum of its movements. */

static const KontorFormField part_fields[] = {
  { "line", KONTOR_FORM_INTEGER, KONTOR_FORM_REQUIRED, .least = 1, .most = G_MAXINT32 },
  { "quantity",
    KONTOR_FORM_INTEGER,
    KONTOR_FORM_REQUIRED,
    .least = 1,
    .most = KONTOR_ORDER_MAX_QUANTITY },
  { "place", KONTOR_FORM_UID, KONTOR_FORM_NULLABLE },
  { "lot", KONTOR_FORM_TEXT, 0, .most = 100 },
  { "best_before",
    KONTOR_FORM_INTEGER,
    KONTOR_FORM_NULLABLE,
    .least = KONTOR_TIME_LEAST,
    .most = KONTOR_TIME_MOST },
  { "is_serial", KONTOR_FORM_FLAG, 0 },
  { "left", KONTOR_FORM_INTEGER, 0, .least = 0, .most = G_MAXINT64 },
  { NULL },
};

static const KontorFormField receipt_fields[] = {
  { "happened_at",
    KONTOR_FORM_INTEGER,
    KONTOR_FORM_NULLABLE,
    .least = KONTOR_TIME_LEAST,
    .most = KONTOR_TIME_MOST },
  { "booked_on",
    KONTOR_FORM_INTEGER,
    KONTOR_FORM_NULLABLE,
    .least = KONTOR_TIME_LEAST,
    .most = KONTOR_TIME_MOST },
  { "delivery_note", KONTOR_FORM_TEXT, 0, .most = 200 },
  { "over", KONTOR_FORM_FLAG, 0 },
  { NULL },
};

static const char *const receive_members[] = { "purchase", "lines", "basis_state", NULL };

/* A receipt while it is made. */
typedef struct
{
  KontorCommandContext *context;
  KontorJson           *purchase; /* (unowned): one owner, changed along the way */
  KontorJson           *parts;    /* (owned): as read */
  KontorJson           *rows;     /* (owned): receipt_line, the old ones too */
  KontorUid             uid;      /* of the order */
  gint64                position;
  gint64                happened_at;
  gint64                booked_on;
  const char           *note; /* on the movements */
  gboolean              too_much;
} Receipt;

static void
receipt_clear (Receipt *self)
{
  g_clear_pointer (&self->parts, kontor_json_unref);
  g_clear_pointer (&self->rows, kontor_json_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Receipt, receipt_clear)

static gboolean
invalid (GError **error, const char *field, const char *message)
{
  kontor_command_set_error (error, KONTOR_COMMAND_ERROR_INVALID, field, "%s", message);
  return FALSE;
}

/* --- what came --- */

static gboolean
refuse_too_much (const KontorJson *line, gint64 came, gint64 left, GError **error)
{
  g_autofree char *came_text = kontor_order_dup_quantity (came);
  g_autofree char *left_text = kontor_order_dup_quantity (left);

  kontor_command_set_error (
    error,
    KONTOR_COMMAND_ERROR_INVALID,
    "over",
    _ ("Of “%s” %s came, but only %s were to come. Confirm that more came than was ordered."),
    kontor_json_get_string (line, "title", ""),
    came_text,
    left_text);
  return FALSE;
}

static gint64
sum_of_line (const KontorJson *parts, gint64 line)
{
  gint64 sum = 0;

  for (guint i = 0; i < kontor_json_length (parts); i++)
    if (kontor_json_get_integer (kontor_json_at (parts, i), "line", 0) == line)
      sum += kontor_json_get_integer (kontor_json_at (parts, i), "quantity", 0);
  return sum;
}

/* What the author saw as left was received by somebody else meanwhile: both happened. */
static gboolean
check_quantity (Receipt *self, const KontorJson *part, gboolean over, GError **error)
{
  gint64            number = kontor_json_get_integer (part, "line", 0);
  const KontorJson *line = kontor_purchase_find_line (self->purchase, number);
  gint64            came = sum_of_line (self->parts, number);
  gint64            left = 0;
  gint64            seen = kontor_json_get_integer (part, "left", 0);

  if (line == NULL)
    {
      kontor_command_set_error (error,
                                KONTOR_COMMAND_ERROR_INVALID,
                                "lines",
                                _ ("Purchase order %s has no line number %d."),
                                kontor_json_get_string (self->purchase, "number", ""),
                                (int) number);
      return FALSE;
    }

  left = MAX (kontor_json_get_integer (line, "quantity", 0)
                - kontor_purchase_count_received (self->purchase, number),
              0);
  if (over || came <= left)
    return TRUE;
  if (came > seen)
    return refuse_too_much (line, came, left, error);
  self->too_much = TRUE;
  return TRUE;
}

static gboolean
check_serial (const KontorJson *part, GError **error)
{
  if (kontor_json_get_integer (part, "is_serial", 0) == 0)
    return TRUE;
  if (*kontor_json_get_string (part, "lot", "") == '\0')
    return invalid (error, "lot", _ ("A piece with a serial number needs the number."));
  return kontor_json_get_integer (part, "quantity", 0) == 1000
         || invalid (error, "quantity", _ ("A serial number is one piece."));
}

static gboolean
read_parts (Receipt *self, const KontorJson *params, gboolean over, GError **error)
{
  self->parts = kontor_form_read_list (
    part_fields, kontor_json_get (params, "lines"), "lines", error);
  if (self->parts == NULL)
    return FALSE;
  if (kontor_json_length (self->parts) == 0)
    return invalid (error, "lines", _ ("Nothing came: name a line with its quantity."));
  if (kontor_json_length (self->parts) > KONTOR_PURCHASE_MOST_LINES)
    return invalid (error, "lines", _ ("A receipt has at most 2000 lines."));

  for (guint i = 0; i < kontor_json_length (self->parts); i++)
    {
      const KontorJson *part = kontor_json_at (self->parts, i);

      if (!check_quantity (self, part, over, error) || !check_serial (part, error))
        return FALSE;
    }
  return TRUE;
}

/* --- rows --- */

static gboolean
find_place (Receipt *self, const KontorJson *part, KontorUid *place, GError **error)
{
  g_autoptr (KontorJson) record = NULL;

  if (!kontor_param_uid_or_nil (part, "place", place, error))
    return FALSE;
  if (kontor_uid_is_nil (place))
    return TRUE;
  record = kontor_record_load (
    self->context->database, KONTOR_KIND_LOCATION, place, "place", error);
  return record != NULL;
}

static gboolean
mark_serial (KontorCommandContext *context, const KontorUid *lot, GError **error)
{
  g_autoptr (KontorJson) record = kontor_record_load (
    context->database, KONTOR_KIND_LOT, lot, "lot", error);

  if (record == NULL)
    return FALSE;
  kontor_json_set_integer (record, "is_serial", 1);
  return kontor_record_store (context, KONTOR_KIND_LOT, record, error);
}

static gboolean
find_lot (
  Receipt *self, const KontorJson *part, const KontorUid *variant, KontorUid *lot, GError **error)
{
  const char *code = kontor_json_get_string (part, "lot", "");

  if (*code != '\0')
    return kontor_lot_ensure (self->context,
                              variant,
                              code,
                              kontor_json_get_integer (part, "best_before", 0),
                              lot,
                              error)
           && (kontor_json_get_integer (part, "is_serial", 0) == 0
               || mark_serial (self->context, lot, error));
  return kontor_json_get (part, "best_before") == NULL
         || invalid (error, "lot", _ ("A best-before date belongs to a lot: name the lot."));
}

static gint64
count_parts (const Receipt *self, gint64 line)
{
  gint64 n_parts = 0;

  for (guint i = 0; i < kontor_json_length (self->rows); i++)
    {
      const KontorJson *row = kontor_json_at (self->rows, i);

      if (kontor_json_get_integer (row, "receipt", 0) == self->position
          && kontor_json_get_integer (row, "line", 0) == line)
        n_parts++;
    }
  return n_parts;
}

static gboolean
append_movement (
  Receipt *self, KontorMovement *movement, gint64 line, KontorUid *uid, GError **error)
{
  const KontorJson *row = kontor_purchase_find_line (self->purchase, line);

  movement->kind = "RESTOCK";
  movement->happened_at = self->happened_at;
  movement->booked_on = self->booked_on;
  movement->document = self->uid;
  movement->note = self->note;
  movement->cost_e4 = kontor_json_get_integer (row, "price_e4", 0);
  movement->currency = movement->cost_e4 > 0
                         ? kontor_json_get_string (self->purchase, "currency", "")
                         : "";
  return kontor_ledger_append (self->context, movement, uid, error);
}

static gboolean
add_part (Receipt *self, const KontorJson *part, GError **error)
{
  gint64         line = kontor_json_get_integer (part, "line", 0);
  KontorMovement movement = { .quantity = kontor_json_get_integer (part, "quantity", 0) };
  KontorJson    *row = NULL;
  KontorUid      uid;

  if (!kontor_param_uid (
        kontor_purchase_find_line (self->purchase, line), "variant", &movement.variant, error)
      || !find_place (self, part, &movement.place, error)
      || !find_lot (self, part, &movement.variant, &movement.lot, error)
      || !append_movement (self, &movement, line, &uid, error))
    return FALSE;

  row = kontor_json_new_object ();
  kontor_json_set_integer (row, "receipt", self->position);
  kontor_json_set_integer (row, "line", line);
  kontor_json_set_integer (row, "part", count_parts (self, line) + 1);
  kontor_json_set_integer (row, "quantity", movement.quantity);
  kontor_json_set (row, "place", kontor_json_new_uid (&movement.place));
  kontor_json_set (row, "lot", kontor_json_new_uid (&movement.lot));
  kontor_json_set (row, "movement", kontor_json_new_uid (&uid));
  kontor_json_append (self->rows, row);
  return TRUE;
}

static KontorJson *
copy_array (const KontorJson *array)
{
  KontorJson *copy = kontor_json_new_array ();

  for (guint i = 0; i < kontor_json_length (array); i++)
    kontor_json_append (copy, kontor_json_share (kontor_json_at (array, i)));
  return copy;
}

static KontorJson *
new_receipt (const Receipt *self, const char *delivery_note)
{
  const KontorCommand *command = self->context->command;
  KontorJson          *receipt = kontor_json_new_object ();

  kontor_json_set_integer (receipt, "position", self->position);
  kontor_json_set_integer (receipt, "happened_at", self->happened_at);
  kontor_json_set_integer (receipt, "recorded_at", command->at);
  kontor_json_set_string (receipt, "delivery_note", delivery_note);
  kontor_json_set_string (receipt, "author_name", command->author_name);
  kontor_json_set_integer (receipt, "station", command->station);
  return receipt;
}

static gboolean
add_receipt (Receipt *self, const char *delivery_note, GError **error)
{
  const KontorJson *old = kontor_json_get_array (self->purchase, "purchase_receipt");
  KontorJson       *receipts = copy_array (old);

  self->position = 1;
  for (guint i = 0; i < kontor_json_length (old); i++)
    self->position = MAX (self->position,
                          kontor_json_get_integer (kontor_json_at (old, i), "position", 0) + 1);
  kontor_json_append (receipts, new_receipt (self, delivery_note));
  kontor_json_set (self->purchase, "purchase_receipt", receipts);

  self->rows = copy_array (kontor_json_get_array (self->purchase, "receipt_line"));
  for (guint i = 0; i < kontor_json_length (self->parts); i++)
    if (!add_part (self, kontor_json_at (self->parts, i), error))
      return FALSE;
  kontor_json_set (self->purchase, "receipt_line", kontor_json_ref (self->rows));
  return TRUE;
}

/* --- purchase.receive --- */

/* A fact that was possible when the person stated it is accepted wherever it arrives. */
static gboolean
check_state (const KontorJson *purchase,
             const KontorJson *params,
             gboolean         *is_late,
             GError          **error)
{
  KontorPurchaseState basis = kontor_purchase_get_state (purchase);

  *is_late = !kontor_purchase_step_is_allowed (basis, KONTOR_PURCHASE_STEP_RECEIVE);
  kontor_purchase_state_from_name (kontor_json_get_string (params, "basis_state", NULL), &basis);
  if (!*is_late || kontor_purchase_step_is_allowed (basis, KONTOR_PURCHASE_STEP_RECEIVE))
    return TRUE;
  return kontor_purchase_check_step (purchase, KONTOR_PURCHASE_STEP_RECEIVE, error);
}

static void
finish_receive (Receipt *self)
{
  const char *number = kontor_json_get_string (self->purchase, "number", "");

  kontor_json_set_integer (self->context->outcome->result, "receipt", self->position);
  kontor_command_context_set_inverse (
    self->context,
    "purchase.unreceive",
    kontor_purchase_new_receipt_params (self->purchase, self->position),
    g_strdup_printf (_ ("Receive purchase order %s"), number));
}

static gboolean
receive (Receipt *self, const KontorJson *params, const KontorJson *form, GError **error)
{
  const char *delivery_note = kontor_json_get_string (form, "delivery_note", "");
  gboolean    over = kontor_json_get_integer (form, "over", 0) != 0;
  gboolean    was_closed = kontor_json_get (self->purchase, "closed_at") != NULL;
  gboolean    is_late = FALSE;

  self->happened_at = kontor_json_get_integer (form, "happened_at", self->context->command->at);
  self->booked_on = kontor_json_get_integer (form, "booked_on", 0);
  self->note = *delivery_note != '\0' ? delivery_note
                                      : kontor_json_get_string (self->purchase, "number", "");
  if (!check_state (self->purchase, params, &is_late, error)
      || !read_parts (self, params, over, error)
      || !kontor_ledger_check_period (
        self->context->database, self->happened_at, self->booked_on, error)
      || !add_receipt (self, delivery_note, error)
      || ((is_late || self->too_much)
          && !kontor_purchase_open_attention (self->context,
                                              self->purchase,
                                              self->position,
                                              kontor_json_get_string (params, "basis_state", ""),
                                              is_late,
                                              error)))
    return FALSE;

  if (!was_closed)
    kontor_purchase_settle (self->context, self->purchase);
  finish_receive (self);
  return kontor_purchase_save (self->context, self->purchase, error);
}

/**
 * kontor_purchase_run_receive:
 * @context: the running command
 * @params: purchase, lines, delivery_note, happened_at, booked_on, over
 * @error: return location for an error
 *
 * purchase.receive: goods came. Adds a receipt with a movement for each line, lot and place, at the
 * price of the order; lots are made. When somebody cancelled or received it meanwhile, the goods
 * came all the same, and the order needs attention (sync-spec.md sections 3.2 and 8).
 *
 * Errors: %KONTOR_COMMAND_ERROR_INVALID with field "over" when more came than was ordered and
 * nobody confirmed it; %KONTOR_COMMAND_ERROR_CLOSED_PERIOD.
 *
 * Returns: whether it took effect
 */
gboolean
kontor_purchase_run_receive (KontorCommandContext *context,
                             const KontorJson     *params,
                             GError              **error)
{
  g_auto (Receipt) self = { .context = context };
  g_autoptr (KontorJson) purchase = kontor_record_load_param (
    context->database, KONTOR_KIND_PURCHASE_ORDER, params, "purchase", &self.uid, error);
  g_autoptr (KontorJson) form = NULL;

  if (purchase != NULL)
    form = kontor_form_read (receipt_fields, receive_members, params, NULL, NULL, error);
  self.purchase = purchase;
  return form != NULL && receive (&self, params, form, error);
}
