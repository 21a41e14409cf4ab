/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-count-fixture.h"

#include <string.h>

#define SHELF "01970000-0000-7000-8000-0000000000a1"
#define CELLAR "01970000-0000-7000-8000-0000000000c1"

#define UID_TEXT                                                                                   \
  "lower (substr (hex (uid), 1, 8) || '-' || substr (hex (uid), 9, 4) || '-' || "                  \
  "substr (hex (uid), 13, 4) || '-' || substr (hex (uid), 17, 4) || '-' || substr (hex (uid), "    \
  "21))"

void
count_execute (CountFixture *self, const char *sql)
{
  KontorDatabase *const databases[] = { self->base.database, self->base.twin, self->base.server };

  for (gsize i = 0; i < G_N_ELEMENTS (databases); i++)
    {
      g_autoptr (GError) error = NULL;

      if (databases[i] != NULL)
        kontor_database_execute (databases[i], sql, &error);
      g_assert_no_error (error);
    }
}

static void
insert_place (CountFixture *self, const char *uid, const char *name, const char *code, int position)
{
  KontorDatabase *const databases[] = { self->base.database, self->base.twin, self->base.server };
  KontorUid             parsed;

  g_assert_true (kontor_uid_parse (&parsed, uid));
  for (gsize i = 0; i < G_N_ELEMENTS (databases); i++)
    {
      g_autoptr (GError) error = NULL;

      if (databases[i] != NULL)
        kontor_database_run (
          databases[i],
          "INSERT INTO location (uid, name, code, position) VALUES (?1, ?2, ?3, ?4)",
          &error,
          KONTOR_VALUES (kontor_value_uid (&parsed),
                         kontor_value_text (name),
                         kontor_value_text (code),
                         kontor_value_integer (position)));
      g_assert_no_error (error);
    }
}

static char *
variant_of (CountFixture *self, const char *sku)
{
  g_autofree char *sql = g_strdup_printf (
    "SELECT " UID_TEXT " FROM product_variant WHERE sku = '%s'", sku);

  return command_text (&self->base, sql);
}

void
count_set_up (CountFixture *self, gconstpointer unused)
{
  command_fixture_set_up (&self->base, NULL);
  self->count = NULL;
  self->shelf = SHELF;
  self->cellar = CELLAR;
  insert_place (self, SHELF, "Shelf", "A-1", 1);
  insert_place (self, CELLAR, "Cellar", "C-1", 2);
  command_do (&self->base,
              "product.create",
              "{'title':'Cedar','kind':'goods','category_path':'Wood','variants':[{'sku':'CEDAR',"
              "'cost_e4':50000,'barcodes':[{'code':'" CODE_CEDAR "'},"
              "{'code':'" CODE_CEDAR_BOX "','pack_quantity':6000}]}]}");
  command_do (&self->base,
              "product.create",
              "{'title':'Pine','kind':'goods','category_path':'Wood > Soft','variants':[{"
              "'sku':'PINE','cost_e4':20000,'barcodes':[{'code':'" CODE_PINE "'}]}]}");
  command_do (
    &self->base,
    "product.create",
    "{'title':'Resin','kind':'goods','category_path':'Other','variants':[{'sku':'RESIN'}]}");
  self->cedar = variant_of (self, "CEDAR");
  self->pine = variant_of (self, "PINE");
  self->resin = variant_of (self, "RESIN");
}

void
count_tear_down (CountFixture *self, gconstpointer unused)
{
  g_clear_pointer (&self->cedar, g_free);
  g_clear_pointer (&self->pine, g_free);
  g_clear_pointer (&self->resin, g_free);
  g_clear_pointer (&self->count, g_free);
  command_fixture_tear_down (&self->base, NULL);
}

char *
count_move (CountFixture *self, const char *variant, gint64 pieces, gint64 at)
{
  return command_make (&self->base,
                       "movement",
                       "stock.adjust",
                       "{'variant':'%s','quantity':%" G_GINT64_FORMAT
                       ",'reason':'correction','happened_at':%" G_GINT64_FORMAT "}",
                       variant,
                       pieces * 1000,
                       at);
}

void
count_begin (CountFixture *self, const char *plan)
{
  g_free (self->count); /* the one before */
  self->count = command_make (
    &self->base, "count", "count.plan", "{'title':'Spring'%s%s}", *plan != '\0' ? "," : "", plan);
  command_do (&self->base, "count.start", "{'count':'%s'}", self->count);
}

char *
count_scan (CountFixture *self, const char *variant, gint64 pieces, gint64 at)
{
  return command_make (&self->base,
                       "scan",
                       "count.scan",
                       "{'count':'%s','variant':'%s','mode':'set','quantity':%" G_GINT64_FORMAT
                       ",'happened_at':%" G_GINT64_FORMAT "}",
                       self->count,
                       variant,
                       pieces * 1000,
                       at);
}

void
count_finish (CountFixture *self)
{
  command_do (&self->base, "count.finish", "{'count':'%s'}", self->count);
}

void
count_approve (CountFixture *self)
{
  command_do (&self->base, "count.approve", "{'count':'%s'}", self->count);
}

void
count_whole (CountFixture *self, const char *variant, gint64 pieces, gint64 at)
{
  g_autofree char *plan = g_strdup_printf ("'plan':{'variants':['%s']}", variant);
  g_autofree char *scan = NULL;

  count_begin (self, plan);
  scan = count_scan (self, variant, pieces, at);
  count_finish (self);
  count_approve (self);
}

static char *
where_line (CountFixture *self, const char *variant)
{
  g_autofree char *count = g_strdup (self->count);
  g_autofree char *goods = g_strdup (variant);
  g_auto (GStrv) count_parts = g_strsplit (count, "-", -1);
  g_auto (GStrv) goods_parts = g_strsplit (goods, "-", -1);
  g_autofree char *count_hex = g_strjoinv ("", count_parts);
  g_autofree char *goods_hex = g_strjoinv ("", goods_parts);

  return g_strdup_printf (
    "FROM count_line WHERE count_uid = x'%s' AND variant_uid = x'%s'", count_hex, goods_hex);
}

char *
count_line (CountFixture *self, const char *variant)
{
  g_autofree char *where = where_line (self, variant);
  g_autofree char *sql = g_strdup_printf ("SELECT " UID_TEXT " %s", where);

  return command_text (&self->base, sql);
}

gint64
count_line_number (CountFixture *self, const char *variant, const char *column)
{
  g_autofree char *where = where_line (self, variant);
  g_autofree char *sql = g_strdup_printf ("SELECT %s %s", column, where);

  return command_count (&self->base, sql);
}

char *
count_line_text (CountFixture *self, const char *variant, const char *column)
{
  g_autofree char *where = where_line (self, variant);
  g_autofree char *sql = g_strdup_printf ("SELECT %s %s", column, where);

  return command_text (&self->base, sql);
}

gint64
count_on_hand (CountFixture *self, const char *variant)
{
  g_auto (GStrv) parts = g_strsplit (variant, "-", -1);
  g_autofree char *hex = g_strjoinv ("", parts);
  g_autofree char *sql = g_strdup_printf (
    "SELECT coalesce (sum (quantity), 0) FROM stock_movement WHERE variant_uid = x'%s'", hex);

  return command_count (&self->base, sql);
}

/* Everything up to a posted line and with its rows sums to what was counted and what it had not
 * seen; what is shown is the sum of its rows (sync-spec.md section 21, I9). */
static void
check_books (KontorDatabase *database)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorStatement) row = kontor_database_query (
    database,
    "SELECT c.counted, c.shown,"
    " (SELECT coalesce (sum (m.quantity), 0) FROM stock_movement AS m"
    "  WHERE m.variant_uid = c.variant_uid AND m.place_uid IS NOT DISTINCT FROM c.place_uid"
    "  AND m.lot_uid IS NOT DISTINCT FROM c.lot_uid AND (m.happened_at < c.counted_at"
    "   OR (m.happened_at = c.counted_at AND (m.hlc < c.hlc OR (m.hlc = c.hlc"
    "    AND (m.count_line_uid IS NULL OR m.count_line_uid <= c.uid)))))),"
    " (SELECT coalesce (sum (m.quantity), 0) FROM stock_movement AS m"
    "  WHERE m.count_line_uid = c.uid),"
    " (SELECT coalesce (sum (m.quantity), 0) FROM stock_movement AS m"
    "  WHERE m.count_line_uid = c.uid AND m.reason = 'still_on_shelf')"
    " FROM count_line AS c WHERE c.state IN ('booked', 'reopened')",
    &error,
    KONTOR_NO_VALUES);

  g_assert_no_error (error);
  while (kontor_statement_step_row (row, &error))
    {
      g_assert_cmpint (kontor_statement_get_integer (row, 2),
                       ==,
                       kontor_statement_get_integer (row, 0)
                         + kontor_statement_get_integer (row, 4));
      g_assert_cmpint (
        kontor_statement_get_integer (row, 3), ==, kontor_statement_get_integer (row, 1));
    }
  g_assert_no_error (error);
}

void
count_check_books (CountFixture *self)
{
  check_books (self->base.database);
  check_books (self->base.twin);
  if (self->base.server != NULL)
    check_books (self->base.server);
}

/* On Monday at 8:00, so many were counted; that count's uid. */
char *
count_begin_with (CountFixture *self, gint64 pieces)
{
  count_whole (self, self->cedar, pieces, AT (8, 0));
  return g_strdup (self->count);
}

void
count_check (CountFixture *self, gint64 on_hand)
{
  g_assert_cmpint (count_on_hand (self, self->cedar), ==, on_hand * 1000);
  count_check_books (self);
}

void
count_check_line (CountFixture *self, gint64 shown, const char *state)
{
  g_autofree char *is = count_line_text (self, self->cedar, "state");

  g_assert_cmpint (count_line_number (self, self->cedar, "shown"), ==, shown * 1000);
  g_assert_cmpstr (is, ==, state);
}

gint64
count_open_matters (CountFixture *self, const char *kind)
{
  g_autofree char *sql = g_strdup_printf (
    "SELECT count (*) FROM attention WHERE closed_at IS NULL AND kind = '%s'", kind);

  return command_count (&self->base, sql);
}

void
count_check_proposal (CountFixture *self, const char *command)
{
  g_autofree char *offers = command_text (&self->base,
                                          "SELECT offers FROM attention WHERE closed_at IS NULL");
  g_autofree char *start = g_strdup_printf ("[{\"command\":\"%s\"", command);

  g_assert_true (g_str_has_prefix (offers, start));
}

void
count_settle (CountFixture *self)
{
  g_autofree char *line = count_line (self, self->cedar);

  command_do (&self->base, "count.settle", "{'line':'%s'}", line);
}
