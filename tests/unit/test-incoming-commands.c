/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <string.h>

#include "kontor-command-fixture.h"

/* A file is known by its hash: one digit, 64 times. */
#define CONTENT                                                                                    \
  "{'version':1,'kind':'invoice','number':'%s','type_code':'380','currency':'EUR','issue_day':"    \
  "20000,'seller':{'address':{"                                                                    \
  "'name':'Holz GmbH','country':'DE'},'vat_id':'DE123456788'},'payment':{'due_day':20014,"         \
  "'accounts':[{'iban':'%s'}]},'references':{'order':'%s'},'totals':{'net_minor':%d,"              \
  "'tax_minor':%d,'gross_minor':%d,'due_minor':%d},'taxes':[{'category':'S','rate_bp':1900,"       \
  "'net_minor':%d,'tax_minor':%d}]}"
#define FIRST_IBAN "DE89370400440532013000"
#define OTHER_IBAN "DE02120300000000202051"

static char *
keep_file (CommandFixture *self, char digit)
{
  char            *hash = g_strnfill (64, digit);
  g_autofree char *sql = g_strdup_printf (
    "INSERT INTO stored_file (sha256, media_type, size, content) VALUES ('%s', 'text/xml', 1, "
    "x'00') ON CONFLICT (sha256) DO NOTHING",
    hash);
  g_autoptr (GError) error = NULL;

  kontor_database_execute (self->database, sql, &error);
  g_assert_no_error (error);
  return hash;
}

static char *
make_content (const char *number, const char *iban, const char *order, int net)
{
  int tax = net * 19 / 100;

  return g_strdup_printf (CONTENT, number, iban, order, net, tax, net + tax, net + tax, net, tax);
}

static char *
receive_at (CommandFixture *self,
            char            digit,
            const char     *number,
            const char     *iban,
            const char     *order,
            int             net)
{
  g_autofree char *hash = keep_file (self, digit);
  g_autofree char *content = make_content (number, iban, order, net);

  return command_make (self,
                       "incoming",
                       "incoming.receive",
                       "{'file_sha256':'%s','file_name':'../../etc/r.xml','format':'cii',"
                       "'profile':'en16931','content':%s,'findings':[{'rule':'BR-CO-15',"
                       "'severity':'warning','field':'BT-112','found':'1'},{'rule':'made-up'}]}",
                       hash,
                       content);
}

static char *
receive (CommandFixture *self, char digit, const char *number)
{
  return receive_at (self, digit, number, FIRST_IBAN, "", 10000);
}

static void
assert_text (CommandFixture *self, const char *expression, const char *expected)
{
  g_autofree char *sql = g_strdup_printf (
    "SELECT %s FROM incoming_invoice ORDER BY id DESC LIMIT 1", expression);
  g_autofree char *found = command_text (self, sql);

  g_assert_cmpstr (found, ==, expected);
}

static void
be_another (CommandFixture *self)
{
  kontor_uid_from_name (&self->author, "person", "second");
}

static void
test_receive (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *incoming = receive (self, 'a', "R-1");
  g_autofree char *hash = keep_file (self, 'a');
  g_autofree char *absent = g_strnfill (64, 'f');

  g_assert_nonnull (incoming);
  assert_text (self, "state", "received");
  assert_text (self, "number", "R-1");
  assert_text (self, "seller_name", "Holz GmbH");
  assert_text (self, "iban", FIRST_IBAN);
  assert_text (self, "file_name", "r.xml");
  assert_text (self,
               "findings",
               "[{\"field\":\"BT-112\",\"found\":\"1\",\"rule\":\"BR-CO-15\","
               "\"severity\":\"warning\"}]");
  g_assert_cmpint (command_count (self, "SELECT gross_minor FROM incoming_invoice"), ==, 11900);
  g_assert_cmpint (command_count (self, "SELECT count (*) FROM incoming_event"), ==, 1);

  command_refused (self,
                   KONTOR_COMMAND_ERROR_ALREADY,
                   "file_sha256",
                   "incoming.receive",
                   "{'file_sha256':'%s'}",
                   hash);
  command_refused (self,
                   KONTOR_COMMAND_ERROR_NOT_FOUND,
                   "file_sha256",
                   "incoming.receive",
                   "{'file_sha256':'%s'}",
                   absent);
  command_refused (self,
                   KONTOR_COMMAND_ERROR_INVALID,
                   "file_sha256",
                   "incoming.receive",
                   "{'file_sha256':'../x'}");
}

/* Two stations that did not know of each other: nothing is lost, and approving says so. */
static void
test_twice (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *first = receive (self, 'a', "R-1");
  g_autofree char *hash = keep_file (self, 'a');
  g_autofree char *second = NULL;

  command_arrives (self, "incoming.receive", "{'file_sha256':'%s'}", hash);
  g_assert_cmpint (command_count (self, "SELECT count (*) FROM incoming_invoice"), ==, 2);
  command_refused (
    self, KONTOR_COMMAND_ERROR_CONFLICT, "number", "incoming.approve", "{'incoming':'%s'}", first);

  second = receive (self, 'b', "R-1");
  command_refused (
    self, KONTOR_COMMAND_ERROR_CONFLICT, "number", "incoming.approve", "{'incoming':'%s'}", second);
  command_do (self, "incoming.approve", "{'incoming':'%s','accept_duplicate':true}", second);
  assert_text (self, "state", "approved");
}

static void
test_approve (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *incoming = receive (self, 'a', "R-1");
  g_autofree char *next = NULL;

  command_do (self,
              "incoming.approve",
              "{'incoming':'%s','note':'looks right','rows':[{'account':'4930','key':'9'}]}",
              incoming);
  assert_text (self, "state", "approved");
  assert_text (self, "decided_by", "Mara");
  g_assert_cmpint (command_count (self,
                                  "SELECT count (*) FROM incoming_invoice WHERE booking LIKE "
                                  "'%\"account\":\"4930\"%'"),
                   ==,
                   1);
  command_refused (self,
                   KONTOR_COMMAND_ERROR_STATE_CHANGED,
                   "incoming",
                   "incoming.edit",
                   "{'incoming':'%s','fields':{'note':{'new':'x'}}}",
                   incoming);

  /* The next one of this supplier is proposed where this one was booked. */
  next = receive (self, 'b', "R-2");
  g_assert_cmpint (
    command_count (self,
                   "SELECT count (*) FROM incoming_invoice WHERE number = 'R-2' AND booking LIKE "
                   "'%\"account\":\"4930\"%\"history\"%'"),
    ==,
    1);
  g_assert_nonnull (next);
  command_do (self, "incoming.reopen", "{'incoming':'%s'}", incoming);
  command_refused (self,
                   KONTOR_COMMAND_ERROR_ALREADY,
                   "incoming",
                   "incoming.reopen",
                   "{'incoming':'%s'}",
                   incoming);
  g_assert_cmpint (
    command_count (self, "SELECT count (*) FROM incoming_event WHERE kind = 'reopened'"), ==, 1);
}

static void
test_undo (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *incoming = receive (self, 'a', "R-1");

  command_do (self, "incoming.approve", "{'incoming':'%s'}", incoming);
  command_undo (self, "incoming.reopen");
  assert_text (self, "state", "received");
  command_do (self, "incoming.return", "{'incoming':'%s','note':'not ordered'}", incoming);
  assert_text (self, "state || ' ' || note", "returned not ordered");
  command_undo (self, "incoming.reopen");
  assert_text (self, "state || note", "received");
  command_refused (self,
                   KONTOR_COMMAND_ERROR_INVALID,
                   "note",
                   "incoming.return",
                   "{'incoming':'%s','note':' '}",
                   incoming);
}

static void
test_four_eyes (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *incoming = NULL;
  g_autofree char *small = NULL;

  command_do (self, "company.set", "{'key':'incoming_second_person_minor','value':'11900'}");
  small = receive_at (self, 'a', "R-1", FIRST_IBAN, "", 10000);
  command_do (self, "incoming.approve", "{'incoming':'%s'}", small);
  assert_text (self, "state", "approved");

  incoming = receive_at (self, 'b', "R-2", FIRST_IBAN, "", 10001);
  command_do (self, "incoming.approve", "{'incoming':'%s'}", incoming);
  assert_text (self, "state || ' ' || decided_by", "received Mara");
  g_assert_cmpint (
    command_count (self, "SELECT count (*) FROM attention WHERE closed_at IS NULL"), ==, 1);
  command_refused (
    self, KONTOR_COMMAND_ERROR_FORBIDDEN, NULL, "incoming.approve", "{'incoming':'%s'}", incoming);

  be_another (self);
  command_do (self, "incoming.approve", "{'incoming':'%s'}", incoming);
  assert_text (self, "state || ' ' || second_by", "approved Mara");
  g_assert_cmpint (
    command_count (self, "SELECT count (*) FROM attention WHERE closed_at IS NULL"), ==, 0);
}

static void
test_changed_iban (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *first = receive (self, 'a', "R-1");
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;

  command_do (self, "incoming.approve", "{'incoming':'%s'}", first);
  second = receive_at (self, 'b', "R-2", OTHER_IBAN, "", 100);
  command_do (self, "incoming.approve", "{'incoming':'%s'}", second);
  assert_text (self, "state", "received");
  be_another (self);
  command_do (self, "incoming.approve", "{'incoming':'%s'}", second);
  assert_text (self, "state", "approved");

  /* Two people looked at it: it is known from now on. */
  third = receive_at (self, 'c', "R-3", OTHER_IBAN, "", 100);
  command_do (self, "incoming.approve", "{'incoming':'%s'}", third);
  assert_text (self, "state", "approved");
}

/* Whoever approved it first saw another figure: it starts anew. */
static void
test_edit_between (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *hash = keep_file (self, 'a');
  g_autofree char *incoming = command_make (
    self, "incoming", "incoming.receive", "{'file_sha256':'%s','file_name':'scan.pdf'}", hash);

  command_do (self, "company.set", "{'key':'incoming_second_person_minor','value':'100'}");
  command_refused (self,
                   KONTOR_COMMAND_ERROR_INVALID,
                   "seller_name",
                   "incoming.approve",
                   "{'incoming':'%s'}",
                   incoming);
  command_do (self,
              "incoming.edit",
              "{'incoming':'%s','fields':{'seller_name':{'new':'Tee KG'},'number':{'new':'7'},"
              "'issued_on':{'new':20000},'net_minor':{'new':10000},'gross_minor':{'new':11900}}}",
              incoming);
  command_refused (self,
                   KONTOR_COMMAND_ERROR_INVALID,
                   "gross_minor",
                   "incoming.approve",
                   "{'incoming':'%s'}",
                   incoming);
  command_do (
    self, "incoming.edit", "{'incoming':'%s','fields':{'tax_minor':{'new':1900}}}", incoming);
  assert_text (self, "currency", "EUR");
  g_assert_cmpint (command_count (self,
                                  "SELECT count (*) FROM incoming_invoice WHERE booking LIKE "
                                  "'%\"account\":\"4900\"%\"key\":\"9\"%'"),
                   ==,
                   1);

  command_do (self, "incoming.approve", "{'incoming':'%s'}", incoming);
  assert_text (self, "decided_by", "Mara");
  command_do (
    self, "incoming.edit", "{'incoming':'%s','fields':{'note':{'new':'by post'}}}", incoming);
  assert_text (self, "decided_by", "");
  command_undo (self, "incoming.edit");
  assert_text (self, "note", "");
  command_refused (self,
                   KONTOR_COMMAND_ERROR_INVALID,
                   "iban",
                   "incoming.edit",
                   "{'incoming':'%s','fields':{'iban':{'new':'DE89370400440532013001'}}}",
                   incoming);
}

static void
test_fixed (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *incoming = receive (self, 'a', "R-1");

  command_refused (self,
                   KONTOR_COMMAND_ERROR_INVALID,
                   "number",
                   "incoming.edit",
                   "{'incoming':'%s','fields':{'number':{'base':'R-1','new':'R-2'}}}",
                   incoming);
  command_do (self, "incoming.later", "{'incoming':'%s'}", incoming);
  g_assert_cmpint (
    command_count (self, "SELECT count (*) FROM incoming_event WHERE kind = 'later'"), ==, 1);
}

static char *
make_supplier (CommandFixture *self, const char *name)
{
  return command_make (self, "supplier", "supplier.create", "{'name':'%s'}", name);
}

static char *
make_purchase (CommandFixture *self, const char *supplier)
{
  g_autofree char *product = command_make (
    self, "product", "product.create", "{'title':'Brett','variants':[{'sku':'BR-1'}]}");
  g_autofree char *variant = command_text (self, "SELECT hex (uid) FROM product_variant");
  KontorUid        uid;
  char             text[KONTOR_UID_TEXT_SIZE];

  g_assert_nonnull (product);
  for (guint i = 0; i < 16; i++)
    uid.bytes[i] = (guint8) (g_ascii_xdigit_value (variant[2 * i]) * 16
                             + g_ascii_xdigit_value (variant[2 * i + 1]));
  return command_make (self,
                       "purchase",
                       "purchase.create",
                       "{'supplier':'%s','lines':[{'variant':'%s','quantity':10000,"
                       "'price_e4':100000}]}",
                       supplier,
                       kontor_uid_format (&uid, text));
}

/* The number that the supplier gives back finds the order, and the order its supplier. */
static void
test_relations (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *supplier = make_supplier (self, "Holzhandel Nord");
  g_autofree char *named = make_supplier (self, "holz gmbh");
  g_autofree char *purchase = make_purchase (self, supplier);
  g_autofree char *number = command_text (self, "SELECT number FROM purchase_order");
  g_autofree char *by_name = receive (self, 'a', "R-1");
  g_autofree char *by_order = NULL;

  g_assert_cmpint (command_count (self,
                                  "SELECT count (*) FROM incoming_invoice JOIN supplier ON "
                                  "supplier.uid = supplier_uid WHERE name = 'holz gmbh'"),
                   ==,
                   1);
  command_refused (self,
                   KONTOR_COMMAND_ERROR_INVALID,
                   "purchase",
                   "incoming.edit",
                   "{'incoming':'%s','fields':{'purchase':{'new':'%s'}}}",
                   by_name,
                   purchase);
  command_do (self,
              "incoming.edit",
              "{'incoming':'%s','fields':{'supplier':{'base':'%s','new':null}}}",
              by_name,
              named);
  command_do (self, "supplier.archive", "{'supplier':'%s'}", named);
  by_order = receive_at (self, 'b', "R-2", FIRST_IBAN, number, 10000);
  g_assert_nonnull (by_order);
  g_assert_cmpint (command_count (self,
                                  "SELECT count (*) FROM incoming_invoice AS i JOIN purchase_order "
                                  "AS p ON p.uid = i.purchase_uid AND p.supplier_uid = "
                                  "i.supplier_uid WHERE i.booking LIKE '%\"3400\"%'"),
                   ==,
                   1);
}

static void
add (const char *path, void (*test) (CommandFixture *, gconstpointer))
{
  g_test_add (path, CommandFixture, NULL, command_fixture_set_up, test, command_fixture_tear_down);
}

/* What breaks a fatal rule is approved with a reason only, and the reason stays. */
static void
test_override (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *hash = keep_file (self, 'a');
  g_autofree char *content = make_content ("R-1", FIRST_IBAN, "", 10000);
  g_autofree char *incoming = command_make (
    self,
    "incoming",
    "incoming.receive",
    "{'file_sha256':'%s','format':'cii','profile':'en16931','content':%s,'findings':["
    "{'rule':'BR-CO-15','severity':'fatal'},{'rule':'BR-2','severity':'warning'}]}",
    hash,
    content);

  command_refused (self,
                   KONTOR_COMMAND_ERROR_INVALID,
                   "override",
                   "incoming.approve",
                   "{'incoming':'%s','override':' '}",
                   incoming);
  assert_text (self, "state", "received");
  command_do (self, "incoming.approve", "{'incoming':'%s','override':'agreed by phone'}", incoming);
  assert_text (self, "state", "approved");
  assert_text (self,
               "(SELECT note FROM incoming_event WHERE kind = 'overridden')",
               "BR-CO-15: agreed by phone");
  command_undo (self, "incoming.reopen");
  command_refused (self,
                   KONTOR_COMMAND_ERROR_INVALID,
                   "override",
                   "incoming.approve",
                   "{'incoming':'%s'}",
                   incoming);
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  add ("/incoming-commands/receive", test_receive);
  add ("/incoming-commands/twice", test_twice);
  add ("/incoming-commands/approve", test_approve);
  add ("/incoming-commands/override", test_override);
  add ("/incoming-commands/undo", test_undo);
  add ("/incoming-commands/four-eyes", test_four_eyes);
  add ("/incoming-commands/changed-iban", test_changed_iban);
  add ("/incoming-commands/edit-between", test_edit_between);
  add ("/incoming-commands/fixed", test_fixed);
  add ("/incoming-commands/relations", test_relations);
  status = g_test_run ();
  command_fixture_stop_server ();
  return status;
}
