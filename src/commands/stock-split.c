/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "kontor-number.h"
#include "kontor-stock-form.h"

/* Filling from large into small: a bottle of 100 ml becomes ten of 10 ml, or nine and a loss. What
 * is in one piece is known to the variants (content); the loss is what is left over, and never
 * typed. Consumed, lost and filled are movements of one document. */

#define MOST_INTO 50

static const KontorFormField split_fields[] = {
  KONTOR_STOCK_FORM_KEY,
  { "quantity",
    KONTOR_FORM_INTEGER,
    KONTOR_FORM_REQUIRED,
    .least = 1,
    .most = KONTOR_STOCK_MOST_QUANTITY },
  { "to_place", KONTOR_FORM_UID, KONTOR_FORM_NULLABLE },
  KONTOR_STOCK_FORM_WHEN,
  { NULL },
};

static const char *const split_members[] = { "into", NULL };

static const KontorFormField into_fields[] = {
  { "variant", KONTOR_FORM_UID, KONTOR_FORM_REQUIRED },
  { "lot", KONTOR_FORM_UID, KONTOR_FORM_NULLABLE },
  { "quantity",
    KONTOR_FORM_INTEGER,
    KONTOR_FORM_REQUIRED,
    .least = 1,
    .most = KONTOR_STOCK_MOST_QUANTITY },
  { NULL },
};

/* What is in one of a variant. */
typedef struct
{
  gint64 content; /* thousandths */
  char  *unit;    /* (owned) */
  char  *name;    /* (owned) */
} Measure;

static void
measure_clear (Measure *self)
{
  g_clear_pointer (&self->unit, g_free);
  g_clear_pointer (&self->name, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Measure, measure_clear)

typedef struct
{
  KontorCommandContext *context;
  KontorMovement        movement; /* of what is taken */
  KontorUid             to_place;
  gint64                quantity; /* of what is taken */
  Measure               measure;
  gint64                filled;   /* of the content, thousandths, so far */
  gint64                cost_e8;  /* of one unit of the content that arrives; 0: not known */
  char                 *currency; /* (owned) */
} Split;

static void
split_clear (Split *self)
{
  measure_clear (&self->measure);
  g_clear_pointer (&self->currency, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Split, split_clear)

/* What is counted in a measure already has one of it in one. */
static void
read_measure (KontorStatement *row, Measure *measure)
{
  static const char *const measures[] = { "ml", "l", "g", "kg", "m", NULL };
  const char              *unit = kontor_statement_get_text (row, 2);

  measure->content = kontor_statement_get_integer (row, 0);
  measure->unit = g_strdup (kontor_statement_get_text (row, 1));
  if (measure->content == 0 && g_strv_contains (measures, unit))
    {
      g_free (measure->unit); /* the empty one */
      measure->unit = g_strdup (unit);
      measure->content = 1000;
    }
}

static gboolean
load_measure (KontorDatabase  *database,
              const KontorUid *variant,
              const char      *field,
              Measure         *measure,
              GError         **error)
{
  g_autoptr (KontorStatement) row = NULL;

  measure->name = kontor_stock_dup_name (database, variant, error);
  if (measure->name == NULL)
    return FALSE;
  row = kontor_database_query (database,
                               "SELECT v.content, v.content_unit, p.unit FROM product_variant AS v"
                               " JOIN product AS p ON p.uid = v.product_uid WHERE v.uid = ?1",
                               error,
                               KONTOR_VALUES (kontor_value_uid (variant)));
  if (row == NULL || !kontor_statement_step_row (row, error))
    return FALSE;
  read_measure (row, measure);
  if (measure->content > 0)
    return TRUE;

  kontor_command_set_error (error,
                            KONTOR_COMMAND_ERROR_INVALID,
                            field,
                            _ ("it is not known what is in one of “%s”: give its content"),
                            measure->name);
  return FALSE;
}

/* --- what is filled --- */

static gboolean
check_unit (const Split *self, const Measure *into, GError **error)
{
  if (g_str_equal (into->unit, self->measure.unit))
    return TRUE;

  kontor_command_set_error (error,
                            KONTOR_COMMAND_ERROR_INVALID,
                            "into",
                            _ ("“%s” is measured in %s and “%s” in %s"),
                            self->measure.name,
                            self->measure.unit,
                            into->name,
                            into->unit);
  return FALSE;
}

static gboolean
check_room (Split *self, gint64 filled, GError **error)
{
  gint64           there = kontor_goods_scale (self->quantity, self->measure.content);
  g_autofree char *has = NULL;
  g_autofree char *wants = NULL;

  if (filled <= there - self->filled)
    {
      self->filled += filled;
      return TRUE;
    }

  has = kontor_decimal_format (there, 3, 0, &kontor_number_style_plain);
  wants = kontor_decimal_format (self->filled + filled, 3, 0, &kontor_number_style_plain);
  kontor_command_set_error (error,
                            KONTOR_COMMAND_ERROR_NOT_AVAILABLE,
                            "into",
                            _ ("%s %s can’t be filled out of %s %s"),
                            wants,
                            self->measure.unit,
                            has,
                            self->measure.unit);
  return FALSE;
}

static gboolean
fill_one (Split *self, const KontorJson *object, GError **error)
{
  KontorMovement movement = self->movement;
  g_auto (Measure) into = { 0 };

  if (!kontor_param_uid (object, "variant", &movement.variant, error)
      || !kontor_param_uid_or_nil (object, "lot", &movement.lot, error))
    return FALSE;
  movement.place = self->to_place;
  movement.kind = "RESTOCK";
  movement.reason = "split";
  movement.quantity = kontor_json_get_integer (object, "quantity", 0);
  if (!kontor_stock_check_key (self->context->database, &movement, error)
      || !load_measure (self->context->database, &movement.variant, "into", &into, error)
      || !check_unit (self, &into, error)
      || !check_room (self, kontor_goods_scale (movement.quantity, into.content), error))
    return FALSE;

  if (self->cost_e8 > 0)
    {
      movement.cost_e4 = kontor_goods_share (self->cost_e8, into.content, 1000) / 10000;
      movement.currency = self->currency;
    }
  return kontor_ledger_append (self->context, &movement, NULL, error);
}

/* What is filled has the whole cost, that of the loss included. */
static gint64
sum_filled (KontorDatabase *database, const KontorJson *into, GError **error)
{
  gint64 sum = 0;

  for (guint i = 0; i < kontor_json_length (into); i++)
    {
      const KontorJson *object = kontor_json_at (into, i);
      g_auto (Measure) measure = { 0 };
      KontorUid variant;

      if (!kontor_param_uid (object, "variant", &variant, error)
          || !load_measure (database, &variant, "into", &measure, error))
        return -1;
      sum += kontor_goods_scale (kontor_json_get_integer (object, "quantity", 0), measure.content);
    }
  return sum;
}

static gboolean
set_cost (Split *self, const KontorJson *into, GError **error)
{
  KontorDatabase *database = self->context->database;
  gint64          average_e8 = 0;
  gint64          filled = sum_filled (database, into, error);

  if (filled < 0)
    return FALSE;
  self->currency = kontor_setting_read (database, "currency", "EUR", error);
  if (self->currency == NULL
      || !kontor_stock_read_average_cost (
        database, &self->movement.variant, self->currency, &average_e8, error))
    return FALSE;
  self->cost_e8 = kontor_goods_share (average_e8, self->quantity, filled);
  return TRUE;
}

/* --- what is taken --- */

static gboolean
take (Split *self, GError **error)
{
  KontorMovement movement = self->movement;
  gint64         lost = 0;
  gint64         there = kontor_goods_scale (self->quantity, self->measure.content);

  lost = kontor_goods_share (self->quantity, there - self->filled, there);
  movement.kind = "CONSUME";
  movement.reason = "split";
  movement.quantity = lost - self->quantity;
  if (!kontor_ledger_append (self->context, &movement, NULL, error))
    return FALSE;
  movement.kind = "ADJUSTMENT";
  movement.reason = "loss";
  movement.quantity = -lost;
  return kontor_ledger_append (self->context, &movement, NULL, error);
}

static gboolean
read_split (Split *self, const KontorJson *form, GError **error)
{
  kontor_command_context_derive_uid (self->context, &self->movement.document);
  if (!kontor_stock_form_to_movement (self->context, form, &self->movement, error)
      || !kontor_param_uid_or_nil (form, "to_place", &self->to_place, error))
    return FALSE;
  if (kontor_json_get (form, "to_place") == NULL)
    self->to_place = self->movement.place;
  self->quantity = kontor_json_get_integer (form, "quantity", 0);
  return load_measure (
    self->context->database, &self->movement.variant, "variant", &self->measure, error);
}

static gboolean
fill_all (Split *self, const KontorJson *into, GError **error)
{
  guint n_into = kontor_json_length (into);

  if (n_into == 0 || n_into > MOST_INTO)
    {
      kontor_command_set_error (error,
                                KONTOR_COMMAND_ERROR_INVALID,
                                "into",
                                _ ("say what it is filled into, in %d lines at most"),
                                MOST_INTO);
      return FALSE;
    }
  for (guint i = 0; i < n_into; i++)
    if (!fill_one (self, kontor_json_at (into, i), error))
      return FALSE;
  return TRUE;
}

static void
undo_by_void (const Split *self)
{
  KontorJson *back = kontor_json_new_object ();

  kontor_json_set (back, "split", kontor_json_new_uid (&self->movement.document));
  if (self->movement.booked_on != 0)
    kontor_json_set_integer (back, "booked_on", self->movement.booked_on);
  kontor_command_context_set_uid (self->context, "split", &self->movement.document);
  kontor_command_context_set_inverse (self->context,
                                      "stock.split.void",
                                      back,
                                      g_strdup_printf (_ ("Split “%s”"), self->measure.name));
}

/* {variant, quantity, into: [{variant, lot?, quantity}], place?, lot?, to_place?, note?,
 * happened_at?, booked_on?} */
static gboolean
stock_split (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  g_auto (Split) self = { .context = context };
  g_autoptr (KontorJson) form = kontor_form_read (
    split_fields, split_members, params, NULL, NULL, error);
  g_autoptr (KontorJson) into = NULL;

  if (form == NULL)
    return FALSE;
  into = kontor_form_read_list (into_fields, kontor_json_get (params, "into"), "into", error);
  if (into == NULL || !read_split (&self, form, error) || !set_cost (&self, into, error)
      || !fill_all (&self, into, error) || !take (&self, error))
    return FALSE;

  undo_by_void (&self);
  return TRUE;
}

/* --- a split that never was --- */

static GArray *
list_moved (KontorDatabase *database, const KontorUid *split, gint64 *at, GError **error)
{
  g_autoptr (GArray) uids = g_array_new (FALSE, TRUE, sizeof (KontorUid));
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    "SELECT uid, happened_at FROM stock_movement WHERE document_uid = ?1 AND about_uid IS NULL"
    " AND reason IN ('split', 'loss') ORDER BY uid",
    error,
    KONTOR_VALUES (kontor_value_uid (split)));
  KontorStep step = KONTOR_STEP_FAILED;

  while (row != NULL && (step = kontor_statement_step (row, error)) == KONTOR_STEP_ROW)
    {
      KontorUid uid;

      kontor_statement_get_uid (row, 0, &uid);
      *at = kontor_statement_get_integer (row, 1);
      g_array_append_val (uids, uid);
    }
  if (step == KONTOR_STEP_DONE && uids->len == 0)
    kontor_command_set_error (
      error, KONTOR_COMMAND_ERROR_NOT_FOUND, "split", _ ("there is no such split"));
  return step == KONTOR_STEP_DONE && uids->len > 0 ? g_steal_pointer (&uids) : NULL;
}

static gboolean
set_standing (KontorCommandContext *context,
              const KontorJson     *params,
              gboolean              stands,
              GError              **error)
{
  g_autoptr (GArray) uids = NULL;
  KontorJson *back = NULL;
  KontorUid   split;
  gint64      booked_on = 0;
  gint64      at = 0;

  if (!kontor_param_uid (params, "split", &split, error)
      || !kontor_param_integer_or (
        params, "booked_on", KONTOR_TIME_LEAST, KONTOR_TIME_MOST, 0, &booked_on, error))
    return FALSE;
  uids = list_moved (context->database, &split, &at, error);
  if (uids == NULL || !kontor_ledger_check_period (context->database, at, booked_on, error))
    return FALSE;
  for (guint i = 0; i < uids->len; i++)
    if (!kontor_ledger_reverse (context,
                                &g_array_index (uids, KontorUid, i),
                                stands,
                                stands ? "" : "never_was",
                                "",
                                error))
      return FALSE;

  back = kontor_json_new_object ();
  kontor_json_set (back, "split", kontor_json_new_uid (&split));
  if (booked_on != 0)
    kontor_json_set_integer (back, "booked_on", booked_on);
  kontor_command_context_set_inverse (context,
                                      stands ? "stock.split.void" : "stock.split.unvoid",
                                      back,
                                      g_strdup (stands ? _ ("Keep Split") : _ ("Take Back Split")));
  return TRUE;
}

/* {split, booked_on?} */
static gboolean
split_void (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  return set_standing (context, params, FALSE, error);
}

/* {split, booked_on?} */
static gboolean
split_unvoid (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  return set_standing (context, params, TRUE, error);
}

#define ROLES "staff counter admin"

const KontorCommandType kontor_stock_split_commands[] = {
  {
    .name = "stock.split",
    .version = 1,
    .kind = KONTOR_COMMAND_FACT,
    .merge = "added to the ledger: movements commute",
    .roles = ROLES,
    .help
    = "{variant, quantity, into: [{variant, lot?, quantity}], place?, lot?, to_place?, note?, "
      "happened_at?, booked_on?}: the loss is what is left over",
    .run = stock_split,
    .prepare = kontor_stock_prepare,
  },
  {
    .name = "stock.split.void",
    .version = 1,
    .kind = KONTOR_COMMAND_REQUEST,
    .merge = "taken back already: settled without noise",
    .roles = ROLES,
    .help = "{split, booked_on?}: it never was; counts behind it stay right",
    .run = split_void,
  },
  {
    .name = "stock.split.unvoid",
    .version = 1,
    .kind = KONTOR_COMMAND_REQUEST,
    .merge = "stands already: settled without noise",
    .roles = ROLES,
    .help = "{split, booked_on?}: it was, after all",
    .run = split_unvoid,
  },
  { NULL },
};
