/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <string.h>

#include "kontor-command-fixture.h"
#include "kontor-invoice-command.h"

#define ORDER                                                                                      \
  "{'state':'PENDING_PAYMENT','customer_name':'Anna Meier','billing':{'name':'Anna Meier',"        \
  "'street':'Am Markt 1','postcode':'24103','city':'Kiel','country':'DE'},'price_mode':'gross',"   \
  "'lines':[{'title':'Zeder','quantity':2000,'price_e4':249500,'tax_code':'standard'},"            \
  "{'title':'Tee','quantity':1000,'price_e4':64900,'tax_code':'reduced','discount_bp':1000},"      \
  "{'kind':'shipping','title':'Versand','quantity':1000,'price_e4':49000}]}"

static gboolean fails; /* the next drawing */

/* Stands for pages: the bytes depend on what is drawn. */
static gboolean
render (const KontorInvoice *invoice,
        const KontorJson    *settings,
        const char          *format,
        gint64               issued_at,
        GBytes             **pdf,
        GBytes             **xml,
        GError             **error)
{
  char *page = g_strdup_printf ("%%PDF %s %" G_GINT64_FORMAT, invoice->number, issued_at);

  if (fails)
    {
      g_free (page); /* not drawn */
      g_set_error_literal (
        error, KONTOR_COMMAND_ERROR, KONTOR_COMMAND_ERROR_INVALID, "the disk is full");
      return FALSE;
    }
  *pdf = g_bytes_new_take (page, strlen (page));
  if (!g_str_equal (format, "plain"))
    *xml = g_bytes_new_static ("<x/>", 4);
  return TRUE;
}

static char *
make_order (CommandFixture *self)
{
  return command_make (self, "order", "order.create", ORDER);
}

static void
assert_verified (CommandFixture *self, const char *problem)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  kontor_invoice_verify (self->database, problems, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, problem != NULL ? 1 : 0);
  if (problem != NULL)
    g_assert_nonnull (strstr (g_ptr_array_index (problems, 0), problem));
}

static void
test_issue (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *order = make_order (self);
  g_autoptr (KontorJson) result = command_run (self, "invoice.issue", "{'order':'%s'}", order);
  g_autofree char *mode = command_text (self, "SELECT price_mode FROM invoice");
  g_autofree char *format = command_text (self, "SELECT format FROM invoice");

  g_assert_cmpstr (kontor_json_get_string (result, "number", ""), ==, "RE-2025-10001");
  g_assert_cmpstr (mode, ==, "gross");
  g_assert_cmpstr (format, ==, "plain");
  g_assert_cmpint (command_count (self, "SELECT gross_minor FROM invoice"),
                   ==,
                   command_count (self, "SELECT gross_minor FROM sales_order"));
  g_assert_cmpint (command_count (self, "SELECT tax_minor FROM invoice"),
                   ==,
                   command_count (self, "SELECT tax_minor FROM sales_order"));
  g_assert_cmpint (command_count (self, "SELECT count (*) FROM invoice_line"), ==, 3);
  g_assert_cmpint (command_count (self, "SELECT due_on - issued_on FROM invoice"), ==, 14);
  g_assert_cmpint (
    command_count (self, "SELECT count (*) FROM stored_file JOIN invoice ON sha256 = pdf_sha256"),
    ==,
    1);
  assert_verified (self, NULL);

  command_refused (
    self, KONTOR_COMMAND_ERROR_ALREADY, "order", "invoice.issue", "{'order':'%s'}", order);
}

static void
test_formats (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *order = make_order (self);

  command_refused (self,
                   KONTOR_COMMAND_ERROR_INVALID,
                   "format",
                   "invoice.issue",
                   "{'order':'%s','format':'word'}",
                   order);
  command_do (self, "invoice.issue", "{'order':'%s','format':'xrechnung-ubl'}", order);
  g_assert_cmpint (
    command_count (self, "SELECT count (*) FROM stored_file JOIN invoice ON sha256 = xml_sha256"),
    ==,
    1);
}

/* What fails takes its number back. */
static void
test_no_gap (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *first = make_order (self);
  g_autofree char *second = make_order (self);
  g_autoptr (KontorJson) result = NULL;

  command_do (self, "invoice.issue", "{'order':'%s'}", first);
  fails = TRUE;
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (KontorCommand) command = NULL;
      g_autoptr (GError) error = NULL;
      KontorJson *params = kontor_json_new_object ();

      kontor_json_set_string (params, "order", second);
      command = kontor_command_new ("invoice.issue", params);
      command->at = self->now;
      command->station = 1;
      g_assert_true (kontor_database_begin (self->database, NULL));
      g_assert_false (kontor_command_prepare (command, self->database, &error));
      kontor_database_rollback (self->database);
      g_assert_nonnull (strstr (error->message, "the disk is full"));
    }
  fails = FALSE;
  g_assert_cmpint (command_count (self, "SELECT count (*) FROM stored_file"), ==, 1);
  result = command_run (self, "invoice.issue", "{'order':'%s'}", second);
  g_assert_cmpstr (kontor_json_get_string (result, "number", ""), ==, "RE-2025-10002");
  g_assert_cmpint (command_count (self, "SELECT max (position) FROM invoice"), ==, 2);
  assert_verified (self, NULL);
}

static void
test_cancel (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *order = make_order (self);
  g_autofree char *invoice = command_make (
    self, "invoice", "invoice.issue", "{'order':'%s'}", order);
  g_autofree char *number = NULL;

  command_undo (self, "invoice.issue");
  number = command_text (self, "SELECT number FROM invoice WHERE kind = 'cancellation'");
  g_assert_cmpstr (number, ==, "ST-2025-10001");
  g_assert_cmpint (command_count (self, "SELECT sum (sign * gross_minor) FROM invoice"), ==, 0);
  g_assert_cmpint (command_count (self, "SELECT min (gross_minor) > 0 FROM invoice"), ==, 1);
  command_refused (
    self, KONTOR_COMMAND_ERROR_ALREADY, "cancels", "invoice.issue", "{'cancels':'%s'}", invoice);

  /* What was cancelled may be invoiced anew. */
  command_do (self, "invoice.issue", "{'order':'%s'}", order);
  g_assert_cmpint (command_count (self, "SELECT count (*) FROM invoice"), ==, 3);
  assert_verified (self, NULL);
}

static void
test_draft (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *order = make_order (self);
  g_autofree char *draft = command_make (self, "draft", "invoice.draft", "{'order':'%s'}", order);

  g_assert_cmpint (command_count (self, "SELECT count (*) FROM invoice"), ==, 0);
  command_do (self, "invoice.draft.discard", "{'draft':'%s'}", draft);
  command_undo (self, "invoice.draft.restore");
  command_do (self, "invoice.issue", "{'draft':'%s'}", draft);
  g_assert_cmpint (command_count (self,
                                  "SELECT count (*) FROM invoice_draft WHERE closed_at IS "
                                  "NOT NULL AND issued_uid = (SELECT uid FROM invoice)"),
                   ==,
                   1);
  command_refused (
    self, KONTOR_COMMAND_ERROR_ALREADY, "draft", "invoice.issue", "{'draft':'%s'}", draft);
  command_refused (self,
                   KONTOR_COMMAND_ERROR_STATE_CHANGED,
                   "draft",
                   "invoice.draft.discard",
                   "{'draft':'%s'}",
                   draft);
}

/* The database refuses; who gets around it is found. */
static void
test_tampering (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *first = make_order (self);
  g_autofree char *second = make_order (self);
  g_autoptr (GError) error = NULL;

  command_do (self, "invoice.issue", "{'order':'%s'}", first);
  command_do (self, "invoice.issue", "{'order':'%s'}", second);
  g_assert_false (kontor_database_execute (
    self->database, "UPDATE invoice SET pdf_sha256 = 'x' WHERE position = 1", &error));

  kontor_database_set_rewinding (self->database, TRUE);
  g_assert_true (kontor_database_execute (
    self->database, "UPDATE invoice SET pdf_sha256 = 'x' WHERE position = 1", NULL));
  assert_verified (self, "RE-2025-10001 was changed");
  g_assert_true (
    kontor_database_execute (self->database, "DELETE FROM invoice WHERE position = 1", NULL));
  kontor_database_set_rewinding (self->database, FALSE);
  assert_verified (self, "before document RE-2025-10002 one is missing");
}

static void
test_closed_books (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *order = make_order (self);

  command_do (self, "company.set", "{'key':'books_closed_until','value':'2025-05-31'}");
  command_refused (
    self, KONTOR_COMMAND_ERROR_INVALID, "issue_day", "invoice.issue", "{'order':'%s'}", order);
  g_assert_cmpint (command_count (self, "SELECT count (*) FROM invoice"), ==, 0);
}

static void
test_notes (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *order = make_order (self);
  g_autofree char *invoice = command_make (
    self, "invoice", "invoice.issue", "{'order':'%s'}", order);

  command_do (self, "invoice.note", "{'invoice':'%s','kind':'sent','text':'by post'}", invoice);
  command_refused (self,
                   KONTOR_COMMAND_ERROR_INVALID,
                   "kind",
                   "invoice.note",
                   "{'invoice':'%s','kind':'burnt'}",
                   invoice);
  g_assert_cmpint (command_count (self, "SELECT count (*) FROM invoice_event"), ==, 1);
}

static void
add (const char *path, void (*test) (CommandFixture *, gconstpointer))
{
  g_test_add (path, CommandFixture, NULL, command_fixture_set_up, test, command_fixture_tear_down);
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  kontor_invoice_set_render (render);
  add ("/invoice-commands/issue", test_issue);
  add ("/invoice-commands/formats", test_formats);
  add ("/invoice-commands/no-gap", test_no_gap);
  add ("/invoice-commands/cancel", test_cancel);
  add ("/invoice-commands/draft", test_draft);
  add ("/invoice-commands/tampering", test_tampering);
  add ("/invoice-commands/closed-books", test_closed_books);
  add ("/invoice-commands/notes", test_notes);
  status = g_test_run ();
  command_fixture_stop_server ();
  return status;
}
