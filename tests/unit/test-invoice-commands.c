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

#define UID_TEXT(column)                                                                           \
  "lower (substr (hex (" column "), 1, 8) || '-' || substr (hex (" column "), 9, 4) || '-' ||"     \
  " substr (hex (" column "), 13, 4) || '-' || substr (hex (" column "), 17, 4) || '-' ||"         \
  " substr (hex (" column "), 21))"

static gboolean fails;      /* the next drawing */
static guint    layout = 1; /* of pages */

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
  char *page = g_strdup_printf (
    "%%PDF %u %s %" G_GINT64_FORMAT, layout, invoice->number, issued_at);

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

static char *
dup_page (CommandFixture *self, int position)
{
  g_autofree char *sql = g_strdup_printf (
    "SELECT CAST (content AS TEXT) FROM stored_file JOIN invoice ON sha256 = pdf_sha256"
    " WHERE position = %d",
    position);

  return command_text (self, sql);
}

/* A newer program draws differently: what was issued before stays as it was, byte by byte. */
static void
test_layout (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *first = make_order (self);
  g_autofree char *second = make_order (self);
  g_autofree char *invoice = command_make (
    self, "invoice", "invoice.issue", "{'order':'%s'}", first);
  g_autofree char *before = dup_page (self, 1);
  g_autofree char *after = NULL;
  g_autofree char *other = NULL;

  layout = 2;
  command_do (self, "company.set", "{'key':'accent','value':'#aa0000'}");
  command_do (self, "invoice.issue", "{'order':'%s'}", second);
  command_do (self, "invoice.note", "{'invoice':'%s','kind':'sent','text':'by post'}", invoice);
  layout = 1;
  after = dup_page (self, 1);
  other = dup_page (self, 2);
  g_assert_cmpstr (before, ==, after);
  g_assert_true (g_str_has_prefix (after, "%PDF 1 "));
  g_assert_true (g_str_has_prefix (other, "%PDF 2 "));
  g_assert_false (
    kontor_database_execute (self->database, "UPDATE stored_file SET content = x'00'", NULL));
  g_assert_false (kontor_database_execute (self->database, "DELETE FROM stored_file", NULL));
  assert_verified (self, NULL);
}

#define FACTS                                                                                      \
  "[{'key':'company_name','value':'Nordlicht GmbH'},{'key':'street','value':'Hafen 1'},"           \
  "{'key':'postcode','value':'24103'},{'key':'city','value':'Kiel'},"                              \
  "{'key':'vat_id','value':'DE136695976'},{'key':'iban','value':'DE89370400440532013000'},"        \
  "{'key':'phone','value':'+49 431 1234'},{'key':'email','value':'rechnung@nordlicht.example'}]"

static void
set_company (CommandFixture *self)
{
  g_autofree char *text = g_strdelimit (g_strdup (FACTS), "'", '"');
  g_autoptr (KontorJson) facts = kontor_json_parse (text, -1, NULL);

  for (guint i = 0; i < kontor_json_length (facts); i++)
    {
      const KontorJson *fact = kontor_json_at (facts, i);

      command_do (self,
                  "company.set",
                  "{'key':'%s','value':'%s'}",
                  kontor_json_get_string (fact, "key", ""),
                  kontor_json_get_string (fact, "value", ""));
    }
}

static void
test_formats (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *order = make_order (self);

  command_refused (self,
                   KONTOR_COMMAND_ERROR_INVALID,
                   "BT-27",
                   "invoice.issue",
                   "{'order':'%s','format':'xrechnung-ubl'}",
                   order);
  set_company (self);
  command_refused (self,
                   KONTOR_COMMAND_ERROR_INVALID,
                   "format",
                   "invoice.issue",
                   "{'order':'%s','format':'word'}",
                   order);
  command_do (self, "invoice.issue", "{'order':'%s','format':'facturx'}", order);
  g_assert_cmpint (
    command_count (self, "SELECT count (*) FROM stored_file JOIN invoice ON sha256 = xml_sha256"),
    ==,
    1);
}

/* --- VAT by who buys what, where it goes, and when --- */

typedef struct
{
  const char *country;
  const char *kind; /* of the customer */
  const char *vat_id;
  const char *line; /* kind of it */
  const char *code;
  const char *setting; /* (nullable): and its day */
  const char *category;
  gint64      rate_bp;
  const char *reason;
} VatCase;

static const VatCase vat_cases[] = {
  { "DE", "person", "", "goods", "standard", NULL, "S", 1900, "home" },
  { "DE", "company", "DE136695976", "goods", "reduced", NULL, "S", 700, "home" },
  { "AT", "person", "", "goods", "standard", NULL, "S", 1900, "home-below-threshold" },
  { "AT", "person", "", "goods", "standard", "one_stop_shop_from", "S", 2000, "one-stop-shop" },
  { "AT", "company", "ATU12345675", "goods", "standard", NULL, "K", 0, "union-supply" },
  { "AT", "company", "ATU12345675", "service", "standard", NULL, "AE", 0, "union-service" },
  { "CH", "person", "", "goods", "standard", NULL, "G", 0, "export" },
  { "CH", "company", "", "service", "standard", NULL, "O", 0, "third-country-service" },
  { "DE", "person", "", "goods", "exempt", NULL, "E", 0, "exempt" },
  { "DE", "person", "", "goods", "standard", "small_business_from", "E", 0, "small-business" },
};

static char *
make_foreign_order (CommandFixture *self, const VatCase *item)
{
  g_autofree char *customer = command_make (self,
                                            "customer",
                                            "customer.create",
                                            "{'kind':'%s','name':'Alpen','vat_id':'%s'}",
                                            item->kind,
                                            item->vat_id);

  return command_make (
    self,
    "order",
    "order.create",
    "{'customer':'%s','state':'PENDING_PAYMENT','price_mode':'net','billing':{'name':'Alpen',"
    "'street':'Gasse 1','postcode':'1010','city':'Wien','country':'%s'},'lines':[{'title':'Zeder',"
    "'kind':'%s','quantity':2000,'price_e4':1000000,'tax_code':'%s'}]}",
    customer,
    item->country,
    item->line,
    item->code);
}

static void
test_vat (CommandFixture *self, gconstpointer unused)
{
  set_company (self);
  for (gsize i = 0; i < G_N_ELEMENTS (vat_cases); i++)
    {
      const VatCase   *item = &vat_cases[i];
      g_autofree char *order = make_foreign_order (self, item);
      g_autofree char *draft = NULL;
      g_autofree char *content = NULL;
      g_autoptr (KontorJson) json = NULL;
      const KontorJson *line = NULL;

      g_test_message ("%s %s %s", item->country, item->vat_id, item->reason);
      if (item->setting != NULL)
        command_do (self, "company.set", "{'key':'%s','value':'2024-01-01'}", item->setting);
      draft = command_make (self, "draft", "invoice.draft", "{'order':'%s'}", order);
      content = command_text (
        self, "SELECT content FROM invoice_draft ORDER BY created_at DESC, id DESC LIMIT 1");
      json = kontor_json_parse (content, -1, NULL);
      line = kontor_json_at (kontor_json_get_array (json, "lines"), 0);
      g_assert_cmpstr (kontor_json_get_string (line, "category", ""), ==, item->category);
      g_assert_cmpint (kontor_json_get_integer (line, "rate_bp", 0), ==, item->rate_bp);
      g_assert_cmpstr (kontor_json_get_string (line, "reason", ""), ==, item->reason);
      command_do (self, "invoice.issue", "{'draft':'%s'}", draft);
      if (item->setting != NULL)
        command_do (self, "company.set", "{'key':'%s','value':null}", item->setting);
    }
  assert_verified (self, NULL);
}

static KontorJson *
review_draft (CommandFixture *self, const char *customer, gint64 at)
{
  g_autofree char *text = command_text (
    self, "SELECT content FROM invoice_draft ORDER BY created_at DESC, id DESC LIMIT 1");
  g_autoptr (KontorJson) content = kontor_json_parse (text, -1, NULL);
  g_autoptr (GError) error = NULL;
  KontorJson *review = NULL;
  KontorUid   uid;

  g_assert_true (kontor_uid_parse (&uid, customer));
  review = kontor_invoice_review (self->database, content, &uid, NULL, at, &error);
  g_assert_no_error (error);
  return review;
}

/* The warning about the proof of the buyer's VAT id; "" for none. */
static void
assert_proof (CommandFixture *self, const char *customer, gint64 at, const char *rule)
{
  g_autoptr (KontorJson) review = review_draft (self, customer, at);
  const KontorJson *findings = kontor_json_get_array (review, "findings");
  const char       *found = "";

  for (guint i = 0; i < kontor_json_length (findings); i++)
    {
      const char *name = kontor_json_get_string (kontor_json_at (findings, i), "rule", "");

      if (g_str_has_prefix (name, "VAT-ID-"))
        found = name;
    }
  g_assert_cmpstr (found, ==, rule);
}

#define CHECK "{'customer':'%s','vat_id':'ATU12345675','is_valid':%s,'service':'test'%s}"

/* An exempt supply within the EU needs a check that is valid, young, and the newest one. */
static void
test_vat_proof (CommandFixture *self, gconstpointer unused)
{
  const VatCase    item = { "AT", "company", "ATU12345675", "goods", "standard", NULL, "K", 0, "" };
  const gint64     day = 24 * G_TIME_SPAN_HOUR;
  g_autofree char *order = NULL;
  g_autofree char *customer = NULL;
  gint64           at = 0;

  set_company (self);
  order = make_foreign_order (self, &item);
  customer = command_text (self, "SELECT " UID_TEXT ("uid") " FROM customer");
  command_do (self, "invoice.draft", "{'order':'%s'}", order);
  at = command_count (self, "SELECT created_at FROM invoice_draft");
  assert_proof (self, customer, at, "VAT-ID-UNPROVED");

  command_do (
    self, "customer.vat_check", CHECK, customer, "true", ",'name':'Alpen','consultation':'WAPI1'");
  at = command_count (self, "SELECT max (checked_at) FROM vat_check");
  assert_proof (self, customer, at, "");
  assert_proof (self, customer, at + 90 * day, "");
  assert_proof (self, customer, at + 91 * day, "VAT-ID-OLD-PROOF");
  command_do (self, "company.set", "{'key':'vat_check_days','value':'10'}");
  assert_proof (self, customer, at + 11 * day, "VAT-ID-OLD-PROOF");
  command_do (self, "customer.vat_check", CHECK, customer, "false", "");
  at = command_count (self, "SELECT max (checked_at) FROM vat_check");
  assert_proof (self, customer, at, "VAT-ID-INVALID");
  g_assert_cmpint (command_count (self, "SELECT count (*) FROM vat_check"), ==, 2);
}

/* Bad answers change nothing, and what is there is never changed: by the database itself. */
static void
test_vat_check_kept (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *customer = command_make (
    self,
    "customer",
    "customer.create",
    "{'kind':'company','name':'Alpen','vat_id':'ATU12345675'}");
  g_autoptr (GError) error = NULL;

  command_refused (self,
                   KONTOR_COMMAND_ERROR_INVALID,
                   "vat_id",
                   "customer.vat_check",
                   "{'customer':'%s','vat_id':'ATU1','is_valid':true,'service':'test'}",
                   customer);
  command_refused (self,
                   KONTOR_COMMAND_ERROR_INVALID,
                   "is_valid",
                   "customer.vat_check",
                   "{'customer':'%s','vat_id':'ATU12345675','service':'test'}",
                   customer);
  command_refused (self,
                   KONTOR_COMMAND_ERROR_NOT_FOUND,
                   "customer",
                   "customer.vat_check",
                   CHECK,
                   "01900000-0000-7000-8000-000000000001",
                   "true",
                   "");
  command_do (self, "customer.vat_check", CHECK, customer, "true", "");
  g_assert_false (kontor_database_run (
    self->database, "UPDATE vat_check SET is_valid = 0", &error, KONTOR_NO_VALUES));
  g_assert_error (error, KONTOR_DATABASE_ERROR, KONTOR_DATABASE_ERROR_CONSTRAINT);
  g_clear_error (&error);
  g_assert_false (
    kontor_database_run (self->database, "DELETE FROM vat_check", &error, KONTOR_NO_VALUES));
  g_assert_error (error, KONTOR_DATABASE_ERROR, KONTOR_DATABASE_ERROR_CONSTRAINT);
}

/* What the customer paid was paid, whatever the VAT turns out to be. */
static void
test_paid_abroad (CommandFixture *self, gconstpointer unused)
{
  const VatCase    item = { "AT", "company", "ATU12345675", "goods", "standard", NULL, "K", 0, "" };
  g_autofree char *order = NULL;

  set_company (self);
  order = make_foreign_order (self, &item);
  command_do (self, "order.pay", "{'order':'%s','method':'transfer'}", order);
  command_do (self, "invoice.issue", "{'order':'%s'}", order);
  g_assert_cmpint (command_count (self, "SELECT gross_minor FROM invoice"), ==, 20000);
  g_assert_cmpint (command_count (self, "SELECT prepaid_minor FROM invoice"), ==, 23800);
  g_assert_cmpint (command_count (self, "SELECT due_minor FROM invoice"), ==, -3800);
}

/* A product's own rule: second-hand goods under the margin scheme. */
static void
test_vat_rule (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *product = NULL;
  g_autofree char *variant = NULL;
  g_autofree char *order = NULL;
  g_autofree char *snapshot = NULL;

  product = command_make (self,
                          "product",
                          "product.create",
                          "{'title':'Uhr','attributes':{'vat_rule':['margin-goods']},"
                          "'variants':[{'sku':'UHR'}]}");
  variant = command_text (self, "SELECT " UID_TEXT ("uid") " FROM product_variant");
  order = command_make (self,
                        "order",
                        "order.create",
                        "{'state':'PENDING_PAYMENT','customer_name':'Anna','price_mode':'gross',"
                        "'lines':[{'variant':'%s','title':'Uhr','quantity':1000,'price_e4':1000000,"
                        "'tax_code':'standard'}]}",
                        variant);
  command_do (self, "invoice.issue", "{'order':'%s'}", order);
  snapshot = command_text (self, "SELECT snapshot FROM invoice");
  g_assert_nonnull (strstr (snapshot, "VATEX-EU-F"));
  g_assert_cmpint (command_count (self, "SELECT tax_minor FROM invoice"), ==, 0);
}

/* --- what belongs together --- */

static void
test_several_orders (CommandFixture *self, gconstpointer unused)
{
  const VatCase    item = { "DE", "person", "", "goods", "standard", NULL, "S", 1900, "" };
  g_autofree char *first = make_foreign_order (self, &item);
  g_autofree char *other = make_foreign_order (self, &item);
  g_autofree char *customer = command_text (
    self, "SELECT " UID_TEXT ("customer_uid") " FROM sales_order ORDER BY id LIMIT 1");
  g_autofree char *second = command_make (
    self,
    "order",
    "order.create",
    "{'customer':'%s','state':'PENDING_PAYMENT','price_mode':'net','lines':[{'title':'Tee',"
    "'quantity':1000,'price_e4':100000,'tax_code':'reduced'}]}",
    customer);

  command_refused (self,
                   KONTOR_COMMAND_ERROR_INVALID,
                   "orders",
                   "invoice.issue",
                   "{'orders':['%s','%s']}",
                   first,
                   other);
  command_do (self, "invoice.issue", "{'orders':['%s','%s']}", first, second);
  g_assert_cmpint (
    command_count (self, "SELECT count (DISTINCT order_uid) FROM invoice_line"), ==, 2);
  g_assert_cmpint (command_count (self, "SELECT net_minor FROM invoice"), ==, 21000);
  command_refused (
    self, KONTOR_COMMAND_ERROR_ALREADY, "order", "invoice.issue", "{'order':'%s'}", second);
}

/* finance-spec.md E10: the final invoice asks for the rest, with the VAT of the rest. */
static void
test_advance (CommandFixture *self, gconstpointer unused)
{
  const VatCase    item = { "DE", "person", "", "goods", "standard", NULL, "S", 1900, "" };
  g_autofree char *order = make_foreign_order (self, &item);

  command_refused (self,
                   KONTOR_COMMAND_ERROR_INVALID,
                   "percent",
                   "invoice.issue",
                   "{'order':'%s','kind':'advance'}",
                   order);
  command_do (self, "invoice.issue", "{'order':'%s','kind':'advance','percent':3000}", order);
  g_assert_cmpint (command_count (self, "SELECT gross_minor FROM invoice"), ==, 7140);
  command_refused (
    self, KONTOR_COMMAND_ERROR_STATE_CHANGED, "kind", "invoice.issue", "{'order':'%s'}", order);
  command_do (self, "invoice.issue", "{'order':'%s','kind':'final'}", order);
  g_assert_cmpint (
    command_count (self, "SELECT gross_minor FROM invoice WHERE kind = 'final'"), ==, 16660);
  g_assert_cmpint (
    command_count (self, "SELECT tax_minor FROM invoice WHERE kind = 'final'"), ==, 2660);
  g_assert_cmpint (
    command_count (self,
                   "SELECT count (*) FROM invoice AS f JOIN invoice AS a ON a.uid = f.preceding_uid"
                   " WHERE f.kind = 'final' AND a.kind = 'advance'"),
    ==,
    1);
  assert_verified (self, NULL);
}

static void
test_credit (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *order = make_order (self);
  g_autofree char *invoice = command_make (
    self, "invoice", "invoice.issue", "{'order':'%s'}", order);
  g_autofree char *draft = command_make (
    self, "draft", "invoice.draft", "{'credits':'%s','reason':'zerbrochen'}", invoice);
  g_autofree char *number = NULL;

  command_do (self, "invoice.issue", "{'draft':'%s'}", draft);
  number = command_text (self, "SELECT number FROM invoice WHERE kind = 'credit-note'");
  g_assert_cmpstr (number, ==, "RK-2025-10001");
  g_assert_cmpint (
    command_count (self, "SELECT count (*) FROM invoice WHERE preceding_uid IS NOT NULL"), ==, 1);
  command_refused (self,
                   KONTOR_COMMAND_ERROR_STATE_CHANGED,
                   "cancels",
                   "invoice.issue",
                   "{'cancels':'%s'}",
                   invoice);
  g_free (draft); /* another one */
  draft = command_make (self, "draft", "invoice.draft", "{'credits':'%s'}", invoice);
  command_refused (
    self, KONTOR_COMMAND_ERROR_INVALID, "lines", "invoice.issue", "{'draft':'%s'}", draft);
}

/* By hand: the customer gives the head, a person writes the lines, the rules give the rates. */
static void
test_by_hand (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *customer = command_make (
    self,
    "customer",
    "customer.create",
    "{'kind':'company','name':'Alpen','vat_id':'ATU12345675','addresses':[{'street':'Gasse 1',"
    "'postcode':'1010','city':'Wien','country':'AT'}]}");
  g_autofree char *draft = command_make (
    self, "draft", "invoice.draft", "{'customer':'%s'}", customer);
  g_autofree char *content = command_text (self, "SELECT content FROM invoice_draft");
  g_autofree char *changed = NULL;
  g_autofree char *edit = NULL;

  command_refused (
    self, KONTOR_COMMAND_ERROR_INVALID, "lines", "invoice.issue", "{'draft':'%s'}", draft);
  g_assert_true (g_str_has_suffix (content, "}"));
  content[strlen (content) - 1] = '\0';
  changed = g_strdup_printf (
    "%s,\"lines\":[{\"name\":\"Beratung\",\"kind\":\"service\",\"tax_code\":\"standard\","
    "\"category\":\"S\",\"quantity_e6\":3000000,\"unit\":\"HUR\",\"price_e6\":100000000}]}",
    content);
  edit = g_strdup_printf ("{'draft':'%s','content':%s}", draft, changed);
  command_do (self, "invoice.draft.edit", "%s", edit);
  g_assert_cmpint (command_count (self, "SELECT gross_minor FROM invoice_draft"), ==, 30000);
  set_company (self);
  command_do (self, "invoice.issue", "{'draft':'%s','format':'plain'}", draft);
  g_assert_cmpint (
    command_count (self, "SELECT count (*) FROM invoice_tax WHERE category = 'AE'"), ==, 1);
}

static char *
make_large_order (CommandFixture *self, const char *customer)
{
  return command_make (
    self,
    "order",
    "order.create",
    "{'customer':'%s','state':'PENDING_PAYMENT','price_mode':'net','email':'a@example.com',"
    "'billing':{'name':'A','street':'Gasse 1','postcode':'24103','city':'Kiel','country':'DE'},"
    "'lines':[{'title':'Zeder','quantity':3000,'price_e4':1000000,'tax_code':'standard'}]}",
    customer);
}

static void
assert_format (CommandFixture *self, const char *order, const char *format)
{
  g_autofree char *found = NULL;

  command_do (self, "invoice.issue", "{'order':'%s'}", order);
  found = command_text (self, "SELECT format FROM invoice ORDER BY id DESC LIMIT 1");
  g_assert_cmpstr (found, ==, format);
}

/* What a customer gets by itself: by who it is, or as somebody chose. */
static void
test_default_format (CommandFixture *self, gconstpointer unused)
{
  static const char *const customers[][2] = {
    { "{'kind':'person','name':'Anna','email':'anna@example.com'}", "plain" },
    { "{'kind':'company','name':'Alpen','vat_id':'DE136695976'}", "facturx" },
    { "{'kind':'company','name':'Amt','email':'amt@example.com','buyer_reference':'04011000-1234-"
      "23'}",
      "xrechnung-ubl" },
  };

  set_company (self);
  for (gsize i = 0; i < G_N_ELEMENTS (customers); i++)
    {
      g_autofree char *customer = command_make (
        self, "customer", "customer.create", "%s", customers[i][0]);
      g_autofree char *first = make_large_order (self, customer);
      g_autofree char *second = make_large_order (self, customer);

      assert_format (self, first, customers[i][1]);
      command_do (self,
                  "customer.invoicing",
                  "{'customer':'%s','format':'%s'}",
                  customer,
                  i == 0 ? "facturx" : "plain");
      assert_format (self, second, i == 0 ? "facturx" : "plain");
    }
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
  add ("/invoice-commands/layout", test_layout);
  add ("/invoice-commands/formats", test_formats);
  add ("/invoice-commands/vat", test_vat);
  add ("/invoice-commands/vat-proof", test_vat_proof);
  add ("/invoice-commands/vat-check-kept", test_vat_check_kept);
  add ("/invoice-commands/vat-rule", test_vat_rule);
  add ("/invoice-commands/paid-abroad", test_paid_abroad);
  add ("/invoice-commands/several-orders", test_several_orders);
  add ("/invoice-commands/advance", test_advance);
  add ("/invoice-commands/credit", test_credit);
  add ("/invoice-commands/by-hand", test_by_hand);
  add ("/invoice-commands/default-format", test_default_format);
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
