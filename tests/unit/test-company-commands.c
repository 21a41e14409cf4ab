/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-command-fixture.h"

static void
test_settings (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *iban = NULL;

  command_do (self, "company.set", "{'key':'company_name','value':' Beispiel GmbH '}");
  g_assert_cmpint (
    command_count (self, "SELECT count(*) FROM setting WHERE value = 'Beispiel GmbH'"), ==, 1);
  command_do (self, "company.set", "{'key':'company_name','value':'Muster KG'}");
  command_undo (self, "company.set");
  g_assert_cmpint (
    command_count (self, "SELECT count(*) FROM setting WHERE value = 'Beispiel GmbH'"), ==, 1);

  command_do (self, "company.set", "{'key':'company_name','value':'Beispiel GmbH'}");
  g_assert_cmpuint (self->n_touched, ==, 0);
  g_assert_null (self->inverse);

  command_do (self, "company.set", "{'key':'iban','value':'de89 3704 0044 0532 0130 00'}");
  iban = command_text (self, "SELECT value FROM setting WHERE key = 'iban'");
  g_assert_cmpstr (iban, ==, "DE89370400440532013000");
  command_undo (self, "company.set");
  g_assert_cmpint (command_count (self, "SELECT count(*) FROM setting WHERE key = 'iban'"), ==, 0);
  command_undo (self, "company.set");
  g_assert_cmpint (command_count (self, "SELECT count(*) FROM setting WHERE key = 'iban'"), ==, 1);
}

static void
test_setting_refusals (CommandFixture *self, gconstpointer unused)
{
  static const char *const wrong[][2] = {
    { "country", "XX" },
    { "currency", "TALER" },
    { "price_mode", "both" },
    { "order_number_pattern", "no number" },
    { "email", "not an address" },
    { "vat_id", "DE1" },
    { "iban", "DE00370400440532013000" },
    { "bic", "SHORT" },
    { "accent", "red" },
    { "language", "german" },
    { "company_name", "  " },
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    command_refused (self,
                     KONTOR_COMMAND_ERROR_INVALID,
                     wrong[i][0],
                     "company.set",
                     "{'key':'%s','value':'%s'}",
                     wrong[i][0],
                     wrong[i][1]);
  command_refused (
    self, KONTOR_COMMAND_ERROR_INVALID, "key", "company.set", "{'key':'Not a key','value':''}");
  command_refused (self, KONTOR_COMMAND_ERROR_INVALID, "value", "company.set", "{'key':'city'}");

  command_do (self, "company.set", "{'key':'email','value':'a@beispiel.example','base':null}");
  command_refused (self,
                   KONTOR_COMMAND_ERROR_CONFLICT,
                   "email",
                   "company.set",
                   "{'key':'email','value':'b@beispiel.example','base':'c@beispiel.example'}");
  command_do (self, "company.set", "{'key':'city','value':'Kiel'}");
  command_do (self, "company.set", "{'key':'city','value':'Köln','base':'Bonn'}");
}

/* What documents and taxes are made of has its own forms. */
static void
test_finance_settings (CommandFixture *self, gconstpointer unused)
{
  static const char *const wrong[][2] = {
    { "logo", "logo.png" },         { "payment_days", "soon" },
    { "payment_days", "999" },      { "small_business_from", "last year" },
    { "finance_rules", "{unions" },
  };
  g_autofree char *day = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    command_refused (self,
                     KONTOR_COMMAND_ERROR_INVALID,
                     wrong[i][0],
                     "company.set",
                     "{'key':'%s','value':'%s'}",
                     wrong[i][0],
                     wrong[i][1]);
  command_do (self, "company.set", "{'key':'one_stop_shop_from','value':'1.7.2025'}");
  day = command_text (self, "SELECT value FROM setting WHERE key = 'one_stop_shop_from'");
  g_assert_cmpstr (day, ==, "2025-07-01");
}

static void
test_people (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *uid = command_make (
    self,
    "person",
    "person.create",
    "{'name':'Mara','role':'staff','email':'mara@beispiel.example'}");

  command_refused (
    self, KONTOR_COMMAND_ERROR_INVALID, "role", "person.create", "{'name':'Mara','role':'king'}");
  command_refused (
    self, KONTOR_COMMAND_ERROR_INVALID, "name", "person.create", "{'name':' ','role':'staff'}");
  command_refused (self,
                   KONTOR_COMMAND_ERROR_INVALID,
                   "wage",
                   "person.create",
                   "{'name':'A','role':'staff','wage':1}");

  command_do (
    self, "person.edit", "{'person':'%s','fields':{'name':{'base':'Mara','new':'Mara B.'}}}", uid);
  g_assert_cmpint (
    command_count (self, "SELECT count(*) FROM person WHERE name = 'Mara B.' AND role = 'staff'"),
    ==,
    1);
  command_undo (self, "person.edit");
  g_assert_cmpint (command_count (self, "SELECT count(*) FROM person WHERE name = 'Mara'"), ==, 1);
  command_do (
    self, "person.edit", "{'person':'%s','fields':{'name':{'base':'old','new':'Mara C.'}}}", uid);
  command_refused (self,
                   KONTOR_COMMAND_ERROR_CONFLICT,
                   "role",
                   "person.edit",
                   "{'person':'%s','fields':{'role':{'base':'finance','new':'admin'}}}",
                   uid);

  command_do (self, "person.archive", "{'person':'%s'}", uid);
  command_refused (
    self, KONTOR_COMMAND_ERROR_ALREADY, NULL, "person.archive", "{'person':'%s'}", uid);
  command_undo (self, "person.restore");
  command_undo (self, "person.archive");
}

static void
test_stations (CommandFixture *self, gconstpointer unused)
{
  const char *uid = "01970000-0000-7000-8000-000000000001";

  command_refused (self,
                   KONTOR_COMMAND_ERROR_INVALID,
                   "number",
                   "station.name",
                   "{'station':'%s','name':'Cellar'}",
                   uid);
  command_do (self, "station.name", "{'station':'%s','name':'Cellar','number':2}", uid);
  command_do (self, "station.name", "{'station':'%s','name':'Warehouse'}", uid);
  g_assert_cmpint (
    command_count (self, "SELECT count(*) FROM station WHERE number = 2 AND name = 'Warehouse'"),
    ==,
    1);
  command_undo (self, "station.name");
  g_assert_cmpint (
    command_count (self, "SELECT count(*) FROM station WHERE number = 2 AND name = 'Cellar'"),
    ==,
    1);
}

static void
test_views (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *uid = command_make (
    self, "view", "view.save", "{'list':'orders','name':'Late','filter':'is:late'}");
  g_autofree char *again = command_make (
    self,
    "view",
    "view.save",
    "{'list':'orders','name':'Late','filter':'is:late','sort':'-placed'}");

  g_assert_cmpstr (uid, ==, again);
  command_undo (self, "view.save");
  g_assert_cmpint (command_count (self, "SELECT count(*) FROM saved_view WHERE sort = ''"), ==, 1);
  command_do (self, "view.save", "{'view':'%s','name':'Too late'}", uid);
  g_assert_cmpint (
    command_count (self,
                   "SELECT count(*) FROM saved_view WHERE list = 'orders' AND name = 'Too late'"),
    ==,
    1);
  command_do (self, "view.delete", "{'view':'%s'}", uid);
  g_assert_cmpint (command_count (self, "SELECT count(*) FROM saved_view"), ==, 0);
  command_undo (self, "view.save");
  g_assert_cmpint (
    command_count (self, "SELECT count(*) FROM saved_view WHERE filter = 'is:late'"), ==, 1);
  command_refused (
    self, KONTOR_COMMAND_ERROR_INVALID, "name", "view.save", "{'list':'orders','name':''}");
}

static void
test_attention (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *uid = command_make (
    self,
    "attention",
    "attention.open",
    "{'kind':'refused','reason_code':'conflict','message':'Somebody else changed it.',"
    "'mine':{'name':'A'},'theirs':'B','offers':[{'command':'order.cancel','params':{}}]}");

  g_assert_cmpint (command_count (self,
                                  "SELECT count(*) FROM attention WHERE mine = '{\"name\":\"A\"}' "
                                  "AND theirs = 'B' AND closed_at IS NULL"),
                   ==,
                   1);
  command_refused (
    self, KONTOR_COMMAND_ERROR_INVALID, "decision", "attention.close", "{'attention':'%s'}", uid);
  command_do (self,
              "attention.close",
              "{'attention':'%s','decision':'keep theirs','reason':'called her'}",
              uid);
  g_assert_cmpint (command_count (self,
                                  "SELECT count(*) FROM attention WHERE decision = 'keep theirs: "
                                  "called her' AND closed_by = 'Mara'"),
                   ==,
                   1);
  command_refused (self,
                   KONTOR_COMMAND_ERROR_ALREADY,
                   NULL,
                   "attention.close",
                   "{'attention':'%s','decision':'x'}",
                   uid);
  command_undo (self, "attention.reopen");
  g_assert_cmpint (
    command_count (self, "SELECT count(*) FROM attention WHERE closed_at IS NULL"), ==, 1);
  command_undo (self, "attention.close");
}

static void
test_imports (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *batch = command_make (
    self, "batch", "import.begin", "{'importer':'csv','file_name':'a.csv','file_sha256':''}");
  KontorUid uid;

  g_assert_true (kontor_uid_parse (&uid, batch));
  g_assert_true (kontor_uid_equal (&uid, &self->last));
  g_assert_null (self->inverse);
  command_do (self, "import.finish", "{'batch':'%s','summary':{'rows':3}}", batch);
  g_assert_cmpint (
    command_count (self, "SELECT count(*) FROM import_batch WHERE summary = '{\"rows\":3}'"),
    ==,
    1);
  command_do (self, "import.undone", "{'batch':'%s'}", batch);
  g_assert_cmpint (
    command_count (self, "SELECT count(*) FROM import_batch WHERE undone_at IS NOT NULL"), ==, 1);
  command_undo (self, "import.redone");
  command_undo (self, "import.undone");
}

static void
test_returns_and_charges (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *withdrawn = NULL;
  g_autofree char *before = NULL;
  g_autofree char *uid = command_make (
    self,
    "return",
    "return.create",
    "{'number':'C536379','currency':'GBP','happened_at':5,'lines':["
    "{'title':'Discount','quantity':1000,'price_e4':275000},"
    "{'title':'Mug','sku':'M','quantity':3000,'price_e4':12550}]}");
  g_autofree char *charge = NULL;

  g_assert_cmpint (command_count (self, "SELECT gross_minor FROM sales_return"), ==, 2750 + 377);
  before = command_image (self, KONTOR_KIND_SALES_RETURN, uid);
  command_undo (self, "return.withdraw");
  g_assert_cmpint (command_count (self, "SELECT count(*) FROM sales_return"), ==, 0);
  command_undo (self, "return.create");
  withdrawn = command_image (self, KONTOR_KIND_SALES_RETURN, uid);
  g_assert_cmpstr (withdrawn, ==, before);
  command_refused (self,
                   KONTOR_COMMAND_ERROR_INVALID,
                   "lines",
                   "return.create",
                   "{'number':'1','currency':'EUR','lines':[]}");
  command_refused (
    self,
    KONTOR_COMMAND_ERROR_INVALID,
    "lines[0].quantity",
    "return.create",
    "{'number':'1','currency':'EUR','lines':[{'title':'x','quantity':0,'price_e4':1}]}");
  command_do (
    self, "return.create", "{'currency':'EUR','lines':[{'title':'x','quantity':1,'price_e4':1}]}");
  g_assert_cmpint (
    command_count (self, "SELECT count(*) FROM sales_return WHERE number = 'R250523-1001'"), ==, 1);

  charge = command_make (
    self,
    "charge",
    "charge.create",
    "{'kind':'fee','title':'AMAZON FEE','currency':'GBP','amount_minor':-1399}");
  command_undo (self, "charge.withdraw");
  g_assert_cmpint (command_count (self, "SELECT count(*) FROM other_charge"), ==, 0);
  command_undo (self, "charge.create");
  g_assert_cmpint (command_count (self, "SELECT amount_minor FROM other_charge"), ==, -1399);
  command_refused (self,
                   KONTOR_COMMAND_ERROR_INVALID,
                   "kind",
                   "charge.create",
                   "{'kind':'bribe','title':'x','currency':'EUR','amount_minor':1}");
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(path, function)                                                                        \
  g_test_add (                                                                                     \
    path, CommandFixture, NULL, command_fixture_set_up, function, command_fixture_tear_down)
  ADD ("/company/settings", test_settings);
  ADD ("/company/setting-refusals", test_setting_refusals);
  ADD ("/company/finance-settings", test_finance_settings);
  ADD ("/company/people", test_people);
  ADD ("/company/stations", test_stations);
  ADD ("/company/views", test_views);
  ADD ("/company/attention", test_attention);
  ADD ("/company/imports", test_imports);
  ADD ("/company/returns-and-charges", test_returns_and_charges);
  status = g_test_run ();
  command_fixture_stop_server ();
  return status;
}
