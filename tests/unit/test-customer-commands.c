/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-command-fixture.h"

#define MARA                                                                                       \
  "'given_name':'Mara','family_name':'Beispiel','email':'mara@beispiel.example','language':'DE','" \
  "tags':['vip'],"                                                                                 \
  "'addresses':[{'name':'Mara Beispiel','street':'Hafenstr. "                                      \
  "1','postcode':'20457','city':'Hamburg','country':'de'}],"                                       \
  "'contacts':[{'name':'Tom','role':'assistant'}]"

static char *
text_of (CommandFixture *self, const char *sql)
{
  return command_text (self, sql);
}

/* An image without changed_at, which every change moves on. */
static char *
image_of (CommandFixture *self, const char *customer)
{
  g_autofree char *image = command_image (self, KONTOR_KIND_CUSTOMER, customer);
  g_autoptr (KontorJson) json = kontor_json_parse (image, -1, NULL);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < kontor_json_length (json); i++)
    if (i != 2 + 17)
      kontor_json_append_to (kontor_json_at (json, i), text);
  return g_string_free (text, FALSE);
}

static void
test_create (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *number = NULL;
  g_autofree char *uid = command_make (self, "customer", "customer.create", "{" MARA "}");

  number = text_of (self, "SELECT number FROM customer");
  g_assert_cmpstr (number, ==, "K10001");
  g_assert_cmpint (command_count (self,
                                  "SELECT count(*) FROM customer WHERE name = 'Mara Beispiel' AND "
                                  "language = 'de' AND kind = 'person'"),
                   ==,
                   1);
  g_assert_cmpint (
    command_count (
      self, "SELECT count(*) FROM customer_address WHERE country = 'DE' AND kind = 'billing'"),
    ==,
    1);

  before = image_of (self, uid);
  command_undo (self, "customer.withdraw");
  g_assert_cmpint (command_count (self, "SELECT count(*) FROM customer"), ==, 0);
  command_undo (self, "customer.replace");
  after = image_of (self, uid);
  g_assert_cmpstr (before, ==, after);
}

static void
test_numbers (CommandFixture *self, gconstpointer unused)
{
  command_do (self, "customer.create", "{'name':'A','number':'K10001'}");
  command_do (self, "customer.create", "{'name':'B'}");
  g_assert_cmpint (
    command_count (self, "SELECT count(*) FROM customer WHERE number = 'K10002' AND name = 'B'"),
    ==,
    1);
  command_do (
    self, "company.set", "{'key':'customer_number_pattern','value':'C{yy}-{station}{n:2}'}");
  command_do (self, "customer.create", "{'name':'C'}");
  g_assert_cmpint (
    command_count (self, "SELECT count(*) FROM customer WHERE number = 'C25-101'"), ==, 1);
  command_refused (self,
                   KONTOR_COMMAND_ERROR_CONFLICT,
                   "number",
                   "customer.create",
                   "{'name':'D','number':'K10002'}");
}

static void
test_refusals (CommandFixture *self, gconstpointer unused)
{
  static const char *const invalid[][2] = {
    { "name", "{}" },
    { "name", "{'name':'','kind':'company'}" },
    { "email", "{'name':'x','email':'nobody'}" },
    { "vat_id", "{'name':'x','vat_id':'DE123456789'}" },
    { "language", "{'name':'x','language':'1!'}" },
    { "addresses[0].country", "{'name':'x','addresses':[{'country':'QQ'}]}" },
    { "contacts[0].name", "{'name':'x','contacts':[{}]}" },
    { "contacts[0].email", "{'name':'x','contacts':[{'name':'a','email':'b'}]}" },
    { "tags", "{'name':'x','tags':[1]}" },
    { "salary", "{'name':'x','salary':1}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (invalid); i++)
    command_refused (
      self, KONTOR_COMMAND_ERROR_INVALID, invalid[i][0], "customer.create", "%s", invalid[i][1]);
}

static void
test_edit (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *uid = command_make (self, "customer", "customer.create", "{" MARA "}");

  before = image_of (self, uid);
  command_do (self,
              "customer.edit",
              "{'customer':'%s','fields':{'family_name':{'base':'Beispiel','new':'Muster'}}}",
              uid);
  g_assert_cmpint (
    command_count (self, "SELECT count(*) FROM customer WHERE name = 'Mara Muster'"), ==, 1);
  command_undo (self, "customer.edit");
  command_do (
    self, "customer.edit", "{'customer':'%s','fields':{'vat_id':{'new':'de 136 695 976'}}}", uid);
  g_assert_cmpint (
    command_count (self, "SELECT count(*) FROM customer WHERE vat_id = 'DE136695976'"), ==, 1);
  command_undo (self, "customer.edit");
  command_refused (self,
                   KONTOR_COMMAND_ERROR_CONFLICT,
                   "email",
                   "customer.edit",
                   "{'customer':'%s','fields':{'email':{'base':'','new':'m@beispiel.example'}}}",
                   uid);

  command_do (self,
              "customer.set_addresses",
              "{'customer':'%s','addresses':[{'kind':'shipping','city':'Kiel'}]}",
              uid);
  command_refused (self,
                   KONTOR_COMMAND_ERROR_CONFLICT,
                   "addresses",
                   "customer.set_addresses",
                   "{'customer':'%s','addresses':[],'base':[]}",
                   uid);
  command_do (self,
              "customer.set_addresses",
              "{'customer':'%s','addresses':[],'base':[{'kind':'shipping','city':'Kiel'}]}",
              uid);
  command_undo (self, "customer.set_addresses");
  g_assert_cmpint (
    command_count (self, "SELECT count(*) FROM customer_address WHERE city = 'Kiel'"), ==, 1);
  command_do (self, "customer.set_contacts", "{'customer':'%s','contacts':[]}", uid);
  command_undo (self, "customer.set_contacts");
  command_do (self, "customer.set_tags", "{'customer':'%s','add':['b2b'],'remove':['vip']}", uid);
  command_undo (self, "customer.set_tags");
  command_do (self,
              "customer.set_addresses",
              "{'customer':'%s','addresses':[{'name':'Mara Beispiel','street':'Hafenstr. "
              "1','postcode':'20457',"
              "'city':'Hamburg','country':'DE'}]}",
              uid);
  command_do (self, "customer.archive", "{'customer':'%s'}", uid);
  command_undo (self, "customer.restore");
  after = image_of (self, uid);
  g_assert_cmpstr (before, ==, after);
}

static void
test_replace (CommandFixture *self, gconstpointer unused)
{
  g_autoptr (KontorJson) first = command_run (
    self, "customer.replace", "{'source':'csv','source_key':'7',%s}", MARA);
  g_autoptr (KontorJson) second = command_run (
    self, "customer.replace", "{'source':'csv','source_key':'7',%s}", MARA);
  g_autoptr (KontorJson) third = NULL;

  g_assert_true (kontor_json_get_boolean (first, "created", FALSE));
  g_assert_false (kontor_json_get_boolean (second, "changed", TRUE));
  g_assert_cmpuint (self->n_touched, ==, 0);
  third = command_run (
    self, "customer.replace", "{'source':'csv','source_key':'7','phone':'040 1'}");
  g_assert_true (kontor_json_get_boolean (third, "changed", FALSE));
  g_assert_cmpint (
    command_count (
      self,
      "SELECT count(*) FROM customer WHERE phone = '040 1' AND email <> '' AND number = 'K10001'"),
    ==,
    1);
  command_undo (self, "customer.replace");
  g_assert_cmpint (command_count (self, "SELECT count(*) FROM customer WHERE phone = ''"), ==, 1);
}

static void
add_order (KontorDatabase *database, const char *sql, const char *customer)
{
  g_autoptr (GError) error = NULL;
  KontorUid uid;

  if (database == NULL)
    return;
  g_assert_true (kontor_uid_parse (&uid, customer));
  kontor_database_run (database, sql, &error, KONTOR_VALUES (kontor_value_uid (&uid)));
  g_assert_no_error (error);
}

static void
add_order_everywhere (CommandFixture *self, const char *customer)
{
  const char *sql = "INSERT INTO sales_order (uid, number, customer_uid, state, currency, "
                    "price_mode, placed_at, recorded_at, "
                    "changed_at, line_count, quantity, net_minor, tax_minor, gross_minor) "
                    "SELECT uid, 'PS1', uid, 'PAID', 'EUR', 'gross', 1, 1, 1, 0, 0, 0, 0, 0 FROM "
                    "customer WHERE uid = ?1";

  add_order (self->database, sql, customer);
  add_order (self->twin, sql, customer);
  add_order (self->server, sql, customer);
}

static void
test_merge (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *third = NULL;
  g_autofree char *from = command_make (self, "customer", "customer.create", "{" MARA "}");
  g_autofree char *into = command_make (
    self,
    "customer",
    "customer.create",
    "{'name':'M. Beispiel','phone':'1','tags':['old'],'addresses':[{'city':'Kiel'}]}");

  add_order_everywhere (self, from);
  command_do (self,
              "charge.create",
              "{'kind':'fee','title':'x','currency':'EUR','amount_minor':1,'customer':'%s'}",
              from);

  command_refused (self,
                   KONTOR_COMMAND_ERROR_INVALID,
                   "into",
                   "customer.merge",
                   "{'from':'%s','into':'%s'}",
                   from,
                   from);
  command_refused (self,
                   KONTOR_COMMAND_ERROR_INVALID,
                   "take",
                   "customer.merge",
                   "{'from':'%s','into':'%s','take':['number']}",
                   from,
                   into);
  command_do (
    self, "customer.merge", "{'from':'%s','into':'%s','take':['name','email']}", from, into);
  g_assert_cmpuint (self->n_touched, ==, 4);
  g_assert_cmpint (
    command_count (self,
                   "SELECT count(*) FROM sales_order o JOIN customer c ON c.uid = o.customer_uid "
                   "WHERE c.name = 'Mara Beispiel' AND c.phone = '1'"),
    ==,
    1);
  g_assert_cmpint (
    command_count (
      self,
      "SELECT count(*) FROM customer WHERE merged_into IS NOT NULL AND archived_at IS NOT NULL"),
    ==,
    1);
  command_refused (self,
                   KONTOR_COMMAND_ERROR_ALREADY,
                   NULL,
                   "customer.merge",
                   "{'from':'%s','into':'%s'}",
                   from,
                   into);
  command_refused (self,
                   KONTOR_COMMAND_ERROR_STATE_CHANGED,
                   "into",
                   "customer.merge",
                   "{'from':'%s','into':'%s'}",
                   into,
                   from);
  command_refused (self,
                   KONTOR_COMMAND_ERROR_STATE_CHANGED,
                   "customer",
                   "customer.restore",
                   "{'customer':'%s'}",
                   from);
  third = command_make (self, "customer", "customer.create", "{'name':'Z'}");
  command_do (self, "customer.merge", "{'from':'%s','into':'%s'}", third, into);
  command_undo (self, "customer.unmerge");
  command_undo (self, "customer.merge");
  command_undo (self, "customer.unmerge");
}

static void
test_unmerge (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *from_before = NULL;
  g_autofree char *into_before = NULL;
  g_autofree char *from_after = NULL;
  g_autofree char *into_after = NULL;
  g_autofree char *from = command_make (self, "customer", "customer.create", "{" MARA "}");
  g_autofree char *into = command_make (
    self,
    "customer",
    "customer.create",
    "{'name':'M. Beispiel','phone':'1','tags':['old'],'addresses':[{'city':'Kiel'}]}");

  add_order_everywhere (self, from);
  from_before = image_of (self, from);
  into_before = image_of (self, into);
  command_do (
    self, "customer.merge", "{'from':'%s','into':'%s','take':['name','email']}", from, into);
  command_undo (self, "customer.unmerge");
  from_after = image_of (self, from);
  into_after = image_of (self, into);
  g_assert_cmpstr (from_before, ==, from_after);
  g_assert_cmpstr (into_before, ==, into_after);
  g_assert_cmpint (command_count (self,
                                  "SELECT count(*) FROM sales_order o JOIN customer c ON c.uid = "
                                  "o.customer_uid WHERE c.phone = ''"),
                   ==,
                   1);

  command_do (self, "customer.withdraw", "{'customer':'%s'}", from);
  g_assert_cmpint (
    command_count (self, "SELECT count(*) FROM customer WHERE archived_at IS NOT NULL"), ==, 1);
  command_undo (self, "customer.restore");
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(path, function)                                                                        \
  g_test_add (                                                                                     \
    path, CommandFixture, NULL, command_fixture_set_up, function, command_fixture_tear_down)
  ADD ("/customer/create", test_create);
  ADD ("/customer/numbers", test_numbers);
  ADD ("/customer/refusals", test_refusals);
  ADD ("/customer/edit", test_edit);
  ADD ("/customer/replace", test_replace);
  ADD ("/customer/merge", test_merge);
  ADD ("/customer/unmerge", test_unmerge);
  status = g_test_run ();
  command_fixture_stop_server ();
  return status;
}
