/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-import.h"
#include "kontor-replica-fixture.h"

#define N_INVOICES 1500

/* How far an import says it is, and what stops it. Files are tested end to end. */

typedef struct
{
  GCancellable *cancellable;
  double        stop_at; /* 2 for never */
  double        last;
  guint         n_steps_writing; /* told after the last row was read */
  gboolean      went_back;
} Watch;

static void
progress_cb (double fraction, guint64 rows, gpointer user_data)
{
  Watch *watch = user_data;

  watch->went_back |= fraction < watch->last;
  watch->last = fraction;
  if (rows == N_INVOICES)
    watch->n_steps_writing++;
  if (fraction >= watch->stop_at)
    g_cancellable_cancel (watch->cancellable);
}

/* Order lines say only at the end of the file what they mean: all is written after all is read. */
static GBytes *
make_lines (void)
{
  GString *text = g_string_new (
    "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n");

  for (guint i = 0; i < N_INVOICES; i++)
    g_string_append_printf (
      text, "%u,S-%u,Tee,1,2010-12-01 08:26:00,2.50,,Germany\n", 500000 + i, i % 7);
  return g_string_free_to_bytes (text);
}

static KontorJson *
import (KontorFixture *fixture, Watch *watch, GError **error)
{
  g_autoptr (GBytes) data = make_lines ();
  KontorImportOptions options = { .file_name = "lines.csv",
                                  .cancellable = watch->cancellable,
                                  .progress = progress_cb,
                                  .progress_data = watch };

  return kontor_import_run (fixture->replica, "online-retail", data, &options, error);
}

static void
test_progress_counts_writing (KontorFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  Watch watch = { .cancellable = NULL, .stop_at = 2 };
  g_autoptr (KontorJson) report = import (fixture, &watch, &error);

  g_assert_no_error (error);
  g_assert_cmpint (kontor_json_get_integer (report, "rows", 0), ==, N_INVOICES);
  g_assert_false (watch.went_back);
  g_assert_cmpfloat (watch.last, ==, 1);
  g_assert_cmpuint (watch.n_steps_writing, >, N_INVOICES / 200 / 2);
}

static void
test_cancelled_while_writing (KontorFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Watch watch = { .cancellable = cancellable, .stop_at = 0.6 };
  g_autoptr (KontorJson) report = import (fixture, &watch, &error);
  g_autofree char *label = NULL;
  gint64           n_orders = 0;

  g_assert_null (report);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  n_orders = kontor_fixture_count (fixture->replica, "SELECT count(*) FROM sales_order");
  g_assert_cmpint (n_orders, >, 0);
  g_assert_cmpint (n_orders, <, N_INVOICES);
  kontor_fixture_verify (fixture->replica);

  /* What is in the books goes in one step. */
  label = kontor_replica_undo (fixture->replica, &error);
  g_assert_no_error (error);
  g_assert_cmpint (
    kontor_fixture_count (fixture->replica, "SELECT count(*) FROM sales_order"), ==, 0);
}

static void
test_told_form (KontorFixture *fixture, gconstpointer data)
{
  static const char text[] = "sku^title^price\nA-1^Gr\x94\xe1"
                             "e^1.234,50\n";
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, sizeof text - 1);
  KontorImportOptions options = { .form = { "IBM850", '^', "," } };
  g_autoptr (KontorJson) report = kontor_import_run (
    fixture->replica, "csv", bytes, &options, &error);

  g_assert_no_error (error);
  g_assert_cmpint (kontor_json_get_integer (report, "failed", -1), ==, 0);
  g_assert_cmpstr (kontor_json_get_string (report, "decimal", ""), ==, ",");
  g_assert_cmpint (
    kontor_fixture_count (fixture->replica,
                          "SELECT price_e4 FROM variant_price, product WHERE title = 'Größe'"),
    ==,
    12345000);
  g_assert_cmpstr (kontor_import_guess (bytes, &options.form), ==, "csv");
}

#define ADD(path, func)                                                                            \
  g_test_add (path, KontorFixture, NULL, kontor_fixture_set_up, func, kontor_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("/import/progress", test_progress_counts_writing);
  ADD ("/import/cancelled", test_cancelled_while_writing);
  ADD ("/import/told", test_told_form);
  return g_test_run ();
}
