/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-count-private.h"

#include <glib/gi18n-lib.h>

#include "kontor-lot.h"
#include "kontor-product.h"

/* A scan is a fact of its own: it is never refused when it comes from elsewhere, whatever became of
 * its count. What a code means is found out where it was scanned, before the content is frozen. */

#define MOST_PASS 99

static const char *const modes[] = { "add", "set", NULL };
static const char *const conditions[] = { "", "damaged", NULL };

static const KontorFormField scan_fields[] = {
  { "count", KONTOR_FORM_UID, KONTOR_FORM_REQUIRED },
  { "variant", KONTOR_FORM_UID, KONTOR_FORM_NULLABLE },
  { "place", KONTOR_FORM_UID, KONTOR_FORM_NULLABLE },
  { "lot", KONTOR_FORM_UID, KONTOR_FORM_NULLABLE },
  { "spot", KONTOR_FORM_TEXT, 0, .most = 60 },
  { "pass", KONTOR_FORM_INTEGER, 0, .least = 1, .most = MOST_PASS, .fallback_integer = 1 },
  { "mode", KONTOR_FORM_CHOICE, 0, .choices = modes, .fallback = "add" },
  { "quantity",
    KONTOR_FORM_INTEGER,
    0,
    .least = -KONTOR_COUNT_MOST_QUANTITY,
    .most = KONTOR_COUNT_MOST_QUANTITY,
    .fallback_integer = 1000 },
  { "expression", KONTOR_FORM_TEXT, 0, .most = 200 },
  { "code", KONTOR_FORM_TEXT, 0, .most = 500 },
  { "condition", KONTOR_FORM_CHOICE, 0, .choices = conditions },
  { "happened_at",
    KONTOR_FORM_INTEGER,
    KONTOR_FORM_NULLABLE,
    .least = KONTOR_TIME_LEAST,
    .most = KONTOR_TIME_MOST },
  { "note", KONTOR_FORM_TEXT, 0, .most = 2000 },
  { "picture_sha256", KONTOR_FORM_TEXT, 0, .most = 64 },
  { NULL },
};

static const KontorFormField lot_fields[] = {
  { "lot_code", KONTOR_FORM_TEXT, 0, .most = 100 },
  { "best_before",
    KONTOR_FORM_INTEGER,
    KONTOR_FORM_NULLABLE,
    .least = KONTOR_TIME_LEAST,
    .most = KONTOR_TIME_MOST },
  { "is_serial", KONTOR_FORM_FLAG, 0 },
  { NULL },
};

static const char *const scan_members[] = { "lot_code", "best_before", "is_serial", NULL };

/* --- run --- */

/* Whether it says "one of what the code names", so that a pack counts as its pieces. */
static gboolean
is_plain (const KontorJson *scan)
{
  return g_str_equal (kontor_json_get_string (scan, "mode", "add"), "add")
         && *kontor_json_get_string (scan, "expression", "") == '\0';
}

/* Somebody may have said what the code is, meanwhile. */
static gboolean
resolve_late (KontorCommandContext *context, KontorJson *scan, GError **error)
{
  const char     *code = kontor_json_get_string (scan, "code", "");
  gint64          quantity = kontor_json_get_integer (scan, "quantity", 0);
  KontorCountCode found;

  if (kontor_json_get (scan, "variant") != NULL)
    return TRUE;
  if (*code == '\0')
    {
      kontor_command_set_error (
        error, KONTOR_COMMAND_ERROR_INVALID, "variant", _ ("nothing says what was counted"));
      return FALSE;
    }
  if (!kontor_count_resolve_code (context->database, code, context->command->at, &found, error))
    return FALSE;
  if (!found.is_known)
    return TRUE;

  kontor_json_set (scan, "variant", kontor_json_new_uid (&found.variant));
  if (is_plain (scan) && !__builtin_mul_overflow (quantity, found.pack_quantity, &quantity))
    kontor_json_set_integer (scan, "quantity", quantity / 1000);
  return TRUE;
}

/* A serial number names a single piece. */
static gboolean
mark_serial (KontorCommandContext *context, const KontorUid *lot, GError **error)
{
  kontor_command_context_touch (context, KONTOR_KIND_LOT, lot);
  return kontor_database_run (context->database,
                              "UPDATE lot SET is_serial = 1 WHERE uid = ?1",
                              error,
                              KONTOR_VALUES (kontor_value_uid (lot)));
}

static gboolean
ensure_lot (KontorCommandContext *context,
            KontorJson           *scan,
            const KontorJson     *params,
            GError              **error)
{
  g_autoptr (KontorJson) picked = kontor_form_pick (lot_fields, params);
  g_autoptr (KontorJson) lot = kontor_form_read (lot_fields, NULL, picked, NULL, NULL, error);
  const char *code;
  KontorUid   variant;
  KontorUid   uid;

  if (lot == NULL)
    return FALSE;
  code = kontor_json_get_string (lot, "lot_code", "");
  if (*code == '\0' || kontor_json_get (scan, "lot") != NULL
      || kontor_json_get (scan, "variant") == NULL)
    return TRUE;
  if (!kontor_param_uid (scan, "variant", &variant, error)
      || !kontor_lot_ensure (
        context, &variant, code, kontor_json_get_integer (lot, "best_before", 0), &uid, error)
      || (kontor_json_get_integer (lot, "is_serial", 0) != 0
          && !mark_serial (context, &uid, error)))
    return FALSE;
  kontor_json_set (scan, "lot", kontor_json_new_uid (&uid));
  return TRUE;
}

static gboolean
check_quantity (const KontorJson *scan, GError **error)
{
  if (!g_str_equal (kontor_json_get_string (scan, "mode", ""), "set")
      || kontor_json_get_integer (scan, "quantity", 0) >= 0)
    return TRUE;
  kontor_command_set_error (error,
                            KONTOR_COMMAND_ERROR_INVALID,
                            "quantity",
                            _ ("there can't be less than nothing on the shelf"));
  return FALSE;
}

static void
fill_in (KontorCommandContext *context, KontorJson *scan)
{
  const KontorCommand *command = context->command;
  KontorUid            uid;

  kontor_command_context_derive_uid (context, &uid);
  kontor_command_context_set_uid (context, "scan", &uid);
  kontor_json_set (scan, "uid", kontor_json_new_uid (&uid));
  kontor_json_set_integer (scan, "recorded_at", command->at);
  kontor_json_set_integer (scan, "hlc", (gint64) command->hlc);
  kontor_json_set (scan, "author", kontor_json_new_uid (&command->author));
  kontor_json_set_string (scan, "author_name", command->author_name);
  kontor_json_set_integer (scan, "station", command->station);
  if (kontor_json_get (scan, "happened_at") == NULL)
    kontor_json_set_integer (scan, "happened_at", command->at);
}

static gboolean
read_key (const KontorJson *scan, KontorCountKey *key, GError **error)
{
  return kontor_param_uid_or_nil (scan, "variant", &key->variant, error)
         && kontor_param_uid_or_nil (scan, "place", &key->place, error)
         && kontor_param_uid_or_nil (scan, "lot", &key->lot, error);
}

static gboolean
is_posted (KontorDatabase       *database,
           const KontorCount    *count,
           const KontorCountKey *key,
           gboolean             *posted,
           GError              **error)
{
  KontorUid uid;

  kontor_count_line_uid (&count->uid, key, &uid);
  return kontor_record_exists (
    database,
    "SELECT 1 FROM count_line WHERE uid = ?1 AND state IN ('booked', 'reopened', 'reversed')",
    KONTOR_VALUES (kontor_value_uid (&uid)),
    posted,
    error);
}

/* What a scan means for the count that it belongs to, in whatever state that is. */
static gboolean
tell_count (KontorCommandContext *context,
            const KontorCount    *count,
            const KontorJson     *scan,
            GError              **error)
{
  gboolean       posted = FALSE;
  KontorCountKey key;

  if (kontor_count_is (count, "planned") || kontor_count_is (count, "counting"))
    return TRUE;
  if (!read_key (scan, &key, error) || !is_posted (context->database, count, &key, &posted, error))
    return FALSE;
  if (posted || !kontor_count_is (count, "review"))
    return kontor_count_note_late_scan (context, count, &key.variant, error);
  return kontor_uid_is_nil (&key.variant) || kontor_count_refresh (context, count, &key, error);
}

static void
set_correct (KontorCommandContext *context, const KontorCount *count, const KontorJson *scan)
{
  KontorJson *back = kontor_count_new_params (count);

  kontor_json_set (back, "scan", kontor_json_share (kontor_json_get (scan, "uid")));
  /* Translators: the number of a count */
  kontor_command_context_set_inverse (
    context, "count.correct", back, g_strdup_printf (_ ("Scan in Count %s"), count->number));
}

/**
 * kontor_count_run_scan:
 * @context: the running command
 * @params: see the help in count.c
 * @error: return location for an error
 *
 * count.scan: something was counted.
 *
 * Returns: whether it took effect
 */
gboolean
kontor_count_run_scan (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  g_autoptr (KontorJson) scan = kontor_form_read (
    scan_fields, scan_members, params, NULL, NULL, error);
  g_autoptr (KontorCount) count = NULL;

  if (scan == NULL || !check_quantity (scan, error))
    return FALSE;
  count = kontor_count_load_param (context->database, params, error);
  if (count == NULL || !resolve_late (context, scan, error)
      || !ensure_lot (context, scan, params, error))
    return FALSE;

  fill_in (context, scan);
  kontor_json_set (
    context->outcome->result, "variant", kontor_json_share (kontor_json_get (scan, "variant")));
  kontor_json_set_integer (
    context->outcome->result, "quantity", kontor_json_get_integer (scan, "quantity", 0));
  set_correct (context, count, scan);
  return kontor_record_store (context, KONTOR_KIND_COUNT_SCAN, scan, error)
         && tell_count (context, count, scan, error);
}

/* --- count.correct --- */

static gboolean
is_corrected (KontorDatabase *database, const KontorUid *scan, gboolean *corrected, GError **error)
{
  return kontor_record_exists (database,
                               "SELECT 1 FROM count_scan WHERE corrects_uid = ?1",
                               KONTOR_VALUES (kontor_value_uid (scan)),
                               corrected,
                               error);
}

static KontorJson *
make_correction (KontorCommandContext *context, const KontorJson *scan)
{
  KontorJson *correction = kontor_json_copy_object (scan);

  kontor_json_set (correction, "corrects", kontor_json_share (kontor_json_get (scan, "uid")));
  kontor_json_set_string (correction, "mode", "add");
  kontor_json_set_integer (correction, "quantity", 0);
  kontor_json_set_string (correction, "expression", "");
  kontor_json_set_string (correction, "note", "");
  kontor_json_set_string (correction, "picture_sha256", "");
  kontor_json_set (correction, "happened_at", kontor_json_new_null ());
  fill_in (context, correction);
  return correction;
}

static void
set_scan_again (KontorCommandContext *context, const KontorCount *count, const KontorJson *scan)
{
  /* Translators: the number of a count */
  kontor_command_context_set_inverse (
    context,
    "count.scan",
    kontor_form_pick (scan_fields, scan),
    g_strdup_printf (_ ("Take Back a Scan in Count %s"), count->number));
}

/**
 * kontor_count_run_correct:
 * @context: the running command
 * @params: count, scan
 * @error: return location for an error
 *
 * count.correct: a scan was wrong. It stays, and another row says so.
 *
 * Returns: whether it took effect
 */
gboolean
kontor_count_run_correct (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  g_autoptr (KontorCount) count = kontor_count_load_param (context->database, params, error);
  g_autoptr (KontorJson) scan = NULL;
  g_autoptr (KontorJson) correction = NULL;
  gboolean  corrected = FALSE;
  KontorUid uid;

  if (count == NULL)
    return FALSE;
  scan = kontor_record_load_param (
    context->database, KONTOR_KIND_COUNT_SCAN, params, "scan", &uid, error);
  if (scan == NULL || !is_corrected (context->database, &uid, &corrected, error))
    return FALSE;
  if (corrected || kontor_json_get (scan, "corrects") != NULL)
    return kontor_count_refuse (
      count, KONTOR_COMMAND_ERROR_ALREADY, "scan", error, _ ("the scan was taken back already"));

  correction = make_correction (context, scan);
  set_scan_again (context, count, scan);
  return kontor_record_store (context, KONTOR_KIND_COUNT_SCAN, correction, error)
         && tell_count (context, count, correction, error);
}

/* --- count.learn_code --- */

/* Scans of counts that are not booked whose code nobody knew. */
static GPtrArray *
list_unknown (KontorDatabase *database, GError **error)
{
  g_autoptr (GPtrArray) uids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    "SELECT s.uid FROM stock_count AS c JOIN count_scan AS s ON s.count_uid = c.uid"
    " WHERE c.state IN ('planned', 'counting', 'review') AND s.variant_uid IS NULL ORDER BY s.uid",
    error,
    KONTOR_NO_VALUES);
  KontorStep step = KONTOR_STEP_FAILED;

  while (row != NULL && (step = kontor_statement_step (row, error)) == KONTOR_STEP_ROW)
    {
      KontorUid *uid = g_new (KontorUid, 1);

      kontor_statement_get_uid (row, 0, uid);
      g_ptr_array_add (uids, uid);
    }
  return step == KONTOR_STEP_DONE ? g_steal_pointer (&uids) : NULL;
}

static gboolean
name_scan (KontorCommandContext  *context,
           const KontorUid       *uid,
           const KontorCountCode *learned,
           const char            *plain,
           gint64                *n_named,
           GError               **error)
{
  g_autoptr (KontorJson) scan = kontor_record_load (
    context->database, KONTOR_KIND_COUNT_SCAN, uid, "scan", error);
  g_autoptr (KontorJson) named = NULL;
  g_autoptr (KontorCount) count = NULL;
  g_autofree char *code = NULL;
  gint64           quantity = kontor_json_get_integer (scan, "quantity", 0);
  KontorCountCode  said;
  KontorUid        lot;

  if (scan == NULL)
    return FALSE;
  code = kontor_count_plain_code (kontor_json_get_string (scan, "code", ""),
                                  kontor_json_get_integer (scan, "happened_at", 0));
  if (!g_str_equal (code, plain))
    return TRUE;
  count = kontor_count_load_param (context->database, scan, error);
  if (count == NULL
      || !kontor_count_resolve_code (context->database,
                                     kontor_json_get_string (scan, "code", ""),
                                     kontor_json_get_integer (scan, "happened_at", 0),
                                     &said,
                                     error))
    return FALSE;

  named = kontor_json_with (scan, "variant", kontor_json_new_uid (&learned->variant));
  if (is_plain (scan) && !__builtin_mul_overflow (quantity, learned->pack_quantity, &quantity))
    kontor_json_set_integer (named, "quantity", quantity / 1000);
  if (said.lot[0] != '\0')
    {
      if (!kontor_lot_ensure (context, &learned->variant, said.lot, 0, &lot, error)
          || (said.is_serial && !mark_serial (context, &lot, error)))
        return FALSE;
      kontor_json_set (named, "lot", kontor_json_new_uid (&lot));
    }
  *n_named += 1;
  return kontor_record_store (context, KONTOR_KIND_COUNT_SCAN, named, error)
         && tell_count (context, count, named, error);
}

static gboolean
name_scans (KontorCommandContext  *context,
            const KontorCountCode *learned,
            const char            *plain,
            GError               **error)
{
  g_autoptr (GPtrArray) uids = list_unknown (context->database, error);
  gint64 n_named = 0;

  for (guint i = 0; uids != NULL && i < uids->len; i++)
    if (!name_scan (context, g_ptr_array_index (uids, i), learned, plain, &n_named, error))
      return FALSE;
  kontor_json_set_integer (context->outcome->result, "scans", n_named);
  return uids != NULL;
}

static gboolean
read_learned (const KontorJson *params, KontorCountCode *learned, const char **code, GError **error)
{
  return kontor_param_string (params, "code", 500, code, error)
         && kontor_param_uid (params, "variant", &learned->variant, error)
         && kontor_param_integer_or (params,
                                     "pack_quantity",
                                     1,
                                     KONTOR_COUNT_MOST_QUANTITY,
                                     1000,
                                     &learned->pack_quantity,
                                     error);
}

/* Said in the words of this command; the product would blame one of its barcodes. */
static gboolean
check_free (KontorDatabase *database, const char *code, const KontorUid *variant, GError **error)
{
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    "SELECT p.title FROM variant_barcode AS b JOIN product_variant AS v ON v.uid = b.variant_uid"
    " JOIN product AS p ON p.uid = v.product_uid WHERE b.code = ?1 AND b.variant_uid <> ?2"
    " AND v.archived_at IS NULL AND p.archived_at IS NULL ORDER BY v.uid LIMIT 1",
    error,
    KONTOR_VALUES (kontor_value_text (code), kontor_value_uid (variant)));
  KontorStep step = row != NULL ? kontor_statement_step (row, error) : KONTOR_STEP_FAILED;

  if (step == KONTOR_STEP_ROW)
    kontor_command_set_error (error,
                              KONTOR_COMMAND_ERROR_CONFLICT,
                              "code",
                              _ ("the barcode “%s” belongs to “%s” already"),
                              code,
                              kontor_statement_get_text (row, 0));
  return step == KONTOR_STEP_DONE;
}

/**
 * kontor_count_run_learn_code:
 * @context: the running command
 * @params: code, variant, pack_quantity?
 * @error: return location for an error
 *
 * count.learn_code: the code becomes a barcode of the variant, and the scans that were kept with it
 * are what they always were.
 *
 * Returns: whether it took effect
 */
gboolean
kontor_count_run_learn_code (KontorCommandContext *context,
                             const KontorJson     *params,
                             GError              **error)
{
  KontorCountCode  learned = { 0 };
  const char      *code = NULL;
  g_autofree char *plain = NULL;

  if (!read_learned (params, &learned, &code, error))
    return FALSE;
  plain = kontor_count_plain_code (code, context->command->at);
  if (!check_free (context->database, plain, &learned.variant, error)
      || !kontor_variant_add_barcode (
        context, &learned.variant, plain, learned.pack_quantity, error))
    return FALSE;
  kontor_command_context_set_inverse (context, NULL, NULL, NULL); /* scans stay named */
  return name_scans (context, &learned, plain, error);
}
