/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <string.h>

#include "kontor-command-fixture.h"

#define FULL                                                                                       \
  "'title':'Bergamot','kind':'goods','slug':'bergamot','description':'A "                          \
  "scent.','brand':'Beispiel','unit':'ml',"                                                        \
  "'category_path':'Scents > Citrus','tax_code':'standard','option1':'Size','published':true,"     \
  "'attributes':{'Notes':['bergamot','cedar'],'Season':'summer'},'tags':['new',' sale ','new'],"   \
  "'pictures':[{'url':'https://beispiel.example/"                                                  \
  "a.png','alt':'Bottle'}],'source':'shop','source_key':'B1',"                                     \
  "'variants':["                                                                                   \
  "{'sku':'B-2','value1':'2 "                                                                      \
  "ml','weight_g':9,'reorder_level':5000,'cost_e4':12300,'cost_currency':'EUR',"                   \
  "'prices':[{'currency':'EUR','price_mode':'gross','price_e4':49900,'compare_e4':59900},"         \
  "{'currency':'EUR','price_mode':'gross','from_quantity':10000,'price_e4':44900}],"               \
  "'barcodes':[{'code':'4006381333931'},{'code':'BOX-B-2','pack_quantity':12000}]},"               \
  "{'sku':'B-10','value1':'10 "                                                                    \
  "ml','prices':[{'currency':'EUR','price_mode':'gross','price_e4':199000}]}]"

static char *
variant_of (CommandFixture *self, const char *sku)
{
  g_autofree char *sql = g_strdup_printf (
    "SELECT lower (substr (hex (uid), 1, 8) || '-' || substr (hex (uid), 9, 4) || '-' || "
    "substr (hex (uid), 13, 4) || '-' || substr (hex (uid), 17, 4) || '-' || "
    "substr (hex (uid), 21)) FROM product_variant WHERE sku = '%s'",
    sku);

  return command_text (self, sql);
}

/* An image without changed_at, which every change moves on. */
static char *
image_of (CommandFixture *self, const char *product)
{
  g_autofree char *image = command_image (self, KONTOR_KIND_PRODUCT, product);
  g_autoptr (KontorJson) json = kontor_json_parse (image, -1, NULL);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < kontor_json_length (json); i++)
    if (i != 2 + 16)
      {
        kontor_json_append_to (kontor_json_at (json, i), text);
        g_string_append_c (text, '\n');
      }
  return g_string_free (text, FALSE);
}

static void
test_create (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *uid = command_make (self, "product", "product.create", "{" FULL "}");

  g_assert_cmpint (command_count (self, "SELECT count(*) FROM product_variant"), ==, 2);
  g_assert_cmpint (command_count (self, "SELECT count(*) FROM variant_price"), ==, 3);
  g_assert_cmpint (
    command_count (self, "SELECT count(*) FROM product_cost WHERE cost_e4 = 12300"), ==, 1);
  g_assert_cmpint (command_count (self, "SELECT count(*) FROM product_tag"), ==, 2);
  g_assert_cmpint (command_count (self, "SELECT count(*) FROM product_attribute"), ==, 3);
  g_assert_cmpint (command_count (self,
                                  "SELECT count(*) FROM category c JOIN category p ON p.uid = "
                                  "c.parent_uid WHERE c.name = 'Citrus' AND p.name = 'Scents'"),
                   ==,
                   1);
  g_assert_cmpuint (self->n_touched, ==, 4);

  g_assert_nonnull (uid);
  command_undo (self, "product.withdraw");
  g_assert_cmpint (command_count (self, "SELECT count(*) FROM product"), ==, 0);
  g_assert_cmpint (command_count (self, "SELECT count(*) FROM category"), ==, 0);
  g_assert_cmpint (command_count (self, "SELECT count(*) FROM product_cost"), ==, 0);
  g_assert_cmpint (command_count (self, "SELECT count(*) FROM variant_barcode"), ==, 0);
}

static void
test_redo (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *category = command_make (
    self, "category", "category.create", "{'name':'Scents'}");
  g_autofree char *uid = command_make (
    self,
    "product",
    "product.create",
    "{'title':'A','category':'%s','variants':[{'sku':'A','cost_e4':5}]}",
    category);

  before = image_of (self, uid);
  command_undo (self, "product.withdraw");
  command_undo (self, "product.replace");
  after = image_of (self, uid);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpint (
    command_count (self, "SELECT count(*) FROM product_cost WHERE cost_e4 = 5"), ==, 1);
}

static void
test_defaults (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *one = command_make (
    self, "product", "product.create", "{'title':'Müller & Söhne'}");
  g_autofree char *two = command_make (
    self, "product", "product.create", "{'title':'Müller & Söhne'}");

  g_assert_cmpstr (one, !=, two);
  g_assert_cmpint (
    command_count (self,
                   "SELECT count(*) FROM product WHERE slug = 'mueller-soehne' AND published = 1"),
    ==,
    1);
  g_assert_cmpint (
    command_count (
      self,
      "SELECT count(*) FROM product WHERE slug = 'mueller-soehne-2' AND tax_code = 'standard'"),
    ==,
    1);
  g_assert_cmpint (command_count (self, "SELECT count(*) FROM product_variant"), ==, 2);
}

static void
test_refusals (CommandFixture *self, gconstpointer unused)
{
  static const struct
  {
    const char *field;
    const char *params;
  } invalid[] = {
    { "title", "{}" },
    { "title", "{'title':'  '}" },
    { "titel", "{'title':'x','titel':'y'}" },
    { "kind", "{'title':'x','kind':'animal'}" },
    { "tax_code", "{'title':'x','tax_code':'none'}" },
    { "published", "{'title':'x','published':2}" },
    { "product", "{'title':'x','product':'01970000-0000-7000-8000-000000000001'}" },
    { "category_path", "{'title':'x','category_path':'A >> B'}" },
    { "pictures", "{'title':'x','pictures':[{'alt':'nothing'}]}" },
    { "pictures[0].url", "{'title':'x','pictures':[{'url':'file:///etc/passwd'}]}" },
    { "attributes", "{'title':'x','attributes':[]}" },
    { "variants", "{'title':'x','variants':{}}" },
    { "variants[0].weight_g", "{'title':'x','variants':[{'weight_g':-1}]}" },
    { "variants[0].prices[0].currency",
      "{'title':'x','variants':[{'prices':[{'currency':'XYZ','price_mode':'net','price_e4':1}]}]"
      "}" },
    { "variants[0].prices[0].price_e4",
      "{'title':'x','variants':[{'prices':[{'currency':'EUR','price_mode':'net','price_e4':-1}]}]"
      "}" },
    { "variants[0].prices",
      "{'title':'x','variants':[{'prices':[{'currency':'EUR','price_mode':'net','price_e4':1},"
      "{'currency':'EUR','price_mode':'net','price_e4':2}]}]}" },
    { "variants[0].barcodes[0].code",
      "{'title':'x','variants':[{'barcodes':[{'code':'4006381333932'}]}]}" },
    { "variants[0].barcodes[0].code",
      "{'title':'x','variants':[{'barcodes':[{'code':'Größe'}]}]}" },
    { "cost_e4", "{'title':'x','variants':[{'cost_e4':'cheap'}]}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (invalid); i++)
    command_refused (self,
                     KONTOR_COMMAND_ERROR_INVALID,
                     invalid[i].field,
                     "product.create",
                     "%s",
                     invalid[i].params);
  command_refused (self,
                   KONTOR_COMMAND_ERROR_NOT_FOUND,
                   "category",
                   "product.create",
                   "{'title':'x','category':'01970000-0000-7000-8000-000000000001'}");
  g_assert_cmpint (command_count (self, "SELECT count(*) FROM category"), ==, 0);
}

static void
test_unique (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *first = command_make (self, "product", "product.create", "{" FULL "}");

  command_refused (self,
                   KONTOR_COMMAND_ERROR_CONFLICT,
                   "variants[0].sku",
                   "product.create",
                   "{'title':'x','variants':[{'sku':'B-2'}]}");
  command_refused (self,
                   KONTOR_COMMAND_ERROR_CONFLICT,
                   "variants[0].sku",
                   "product.create",
                   "{'title':'x','variants':[{'sku':'Q'},{'sku':'Q'}]}");
  command_refused (self,
                   KONTOR_COMMAND_ERROR_CONFLICT,
                   "slug",
                   "product.create",
                   "{'title':'x','slug':'Bergamot'}");
  command_refused (self,
                   KONTOR_COMMAND_ERROR_CONFLICT,
                   "variants[0].barcodes[0].code",
                   "product.create",
                   "{'title':'x','variants':[{'barcodes':[{'code':'4006381333931'}]}]}");

  command_do (self, "product.archive", "{'product':'%s'}", first);
  command_do (self,
              "product.create",
              "{'title':'x','variants':[{'sku':'B-2','barcodes':[{'code':'4006381333931'}]}]}");
  command_refused (self,
                   KONTOR_COMMAND_ERROR_CONFLICT,
                   "variants[0].sku",
                   "product.restore",
                   "{'product':'%s'}",
                   first);
}

static void
test_edit (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *uid = command_make (self, "product", "product.create", "{" FULL "}");

  before = image_of (self, uid);
  command_do (self,
              "product.edit",
              "{'product':'%s','fields':{'title':{'base':'Bergamot','new':'Neroli'},'published':{'"
              "base':true,'new':false}}}",
              uid);
  g_assert_cmpint (command_count (self,
                                  "SELECT count(*) FROM product WHERE title = 'Neroli' AND "
                                  "published = 0 AND slug = 'bergamot'"),
                   ==,
                   1);
  command_undo (self, "product.edit");
  after = image_of (self, uid);
  g_assert_cmpstr (before, ==, after);

  command_do (self, "product.edit", "{'product':'%s','fields':{'title':{'new':'Bergamot'}}}", uid);
  g_assert_cmpuint (self->n_touched, ==, 0);
  command_do (self,
              "product.edit",
              "{'product':'%s','fields':{'title':{'base':'Other','new':'Orange'}}}",
              uid);
  command_refused (self,
                   KONTOR_COMMAND_ERROR_CONFLICT,
                   "tax_code",
                   "product.edit",
                   "{'product':'%s','fields':{'tax_code':{'base':'reduced','new':'zero'}}}",
                   uid);
  command_refused (self,
                   KONTOR_COMMAND_ERROR_INVALID,
                   "source",
                   "product.edit",
                   "{'product':'%s','fields':{'source':{'new':'x'}}}",
                   uid);
  command_refused (self,
                   KONTOR_COMMAND_ERROR_INVALID,
                   "title",
                   "product.edit",
                   "{'product':'%s','fields':{'title':'x'}}",
                   uid);
}

static void
test_sets (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *uid = command_make (self, "product", "product.create", "{" FULL "}");

  before = image_of (self, uid);
  command_do (self,
              "product.set_tags",
              "{'product':'%s','add':['best','new'],'remove':['sale','gone']}",
              uid);
  g_assert_cmpint (
    command_count (self, "SELECT count(*) FROM product_tag WHERE tag IN ('best', 'new')"), ==, 2);
  command_undo (self, "product.set_tags");
  command_do (
    self, "product.set_attributes", "{'product':'%s','attributes':{'Notes':['rose']}}", uid);
  g_assert_cmpint (command_count (self, "SELECT count(*) FROM product_attribute"), ==, 1);
  command_undo (self, "product.set_attributes");
  command_do (self, "product.set_pictures", "{'product':'%s','pictures':[]}", uid);
  command_undo (self, "product.set_pictures");
  command_do (self, "product.archive", "{'product':'%s'}", uid);
  command_undo (self, "product.restore");
  after = image_of (self, uid);
  g_assert_cmpstr (before, ==, after);
  command_refused (
    self, KONTOR_COMMAND_ERROR_ALREADY, NULL, "product.restore", "{'product':'%s'}", uid);
}

static void
test_replace (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *uid = NULL;
  g_autoptr (KontorJson) first = command_run (self, "product.replace", "{" FULL "}");
  g_autoptr (KontorJson) second = command_run (self, "product.replace", "{" FULL "}");
  g_autoptr (KontorJson) third = NULL;

  g_assert_true (kontor_json_get_boolean (first, "created", FALSE));
  g_assert_false (kontor_json_get_boolean (second, "created", TRUE));
  g_assert_false (kontor_json_get_boolean (second, "changed", TRUE));
  g_assert_cmpuint (self->n_touched, ==, 0);
  g_assert_null (self->inverse);

  uid = g_strdup (kontor_json_get_string (first, "product", NULL));
  before = image_of (self, uid);
  third = command_run (
    self,
    "product.replace",
    "{'source':'shop','source_key':'B1','title':'Bergamot 2',"
    "'variants':[{'sku':'B-10','cost_e4':70000},{'sku':'B-50','value1':'50 ml'}]}");
  g_assert_true (kontor_json_get_boolean (third, "changed", FALSE));
  g_assert_cmpint (
    command_count (self, "SELECT count(*) FROM product_variant WHERE sku IN ('B-10', 'B-50')"),
    ==,
    2);
  g_assert_cmpint (command_count (self, "SELECT count(*) FROM product_variant"), ==, 2);
  g_assert_cmpint (command_count (self, "SELECT count(*) FROM variant_price"), ==, 1);
  g_assert_cmpint (command_count (self, "SELECT count(*) FROM product_cost"), ==, 1);
  g_assert_cmpint (command_count (self, "SELECT count(*) FROM product_tag"), ==, 2);

  command_undo (self, "product.replace");
  after = image_of (self, uid);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpint (command_count (self, "SELECT cost_e4 FROM product_cost"), ==, 12300);
}

static void
test_used (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *uid = command_make (self, "product", "product.create", "{" FULL "}");
  g_autofree char *small = variant_of (self, "B-2");
  g_autofree char *large = variant_of (self, "B-10");

  command_do (self,
              "stock.adjust",
              "{'variant':'%s','quantity':-2000,'reason':'damaged','note':'broken'}",
              small);
  g_assert_cmpint (
    command_count (self,
                   "SELECT quantity FROM stock_movement WHERE kind = 'ADJUSTMENT' AND station = 1"),
    ==,
    -2000);
  command_undo (self, "stock.void");
  g_assert_cmpint (command_count (self, "SELECT sum(quantity) FROM stock_movement"), ==, 0);
  g_assert_cmpint (
    command_count (self, "SELECT count(DISTINCT happened_at) FROM stock_movement"), ==, 1);
  command_refused (self,
                   KONTOR_COMMAND_ERROR_INVALID,
                   "quantity",
                   "stock.adjust",
                   "{'variant':'%s','quantity':0,'reason':'lost'}",
                   small);
  command_refused (
    self,
    KONTOR_COMMAND_ERROR_NOT_FOUND,
    "variant",
    "stock.adjust",
    "{'variant':'01970000-0000-7000-8000-000000000001','quantity':1,'reason':'lost'}");

  command_refused (
    self, KONTOR_COMMAND_ERROR_STATE_CHANGED, "product", "product.delete", "{'product':'%s'}", uid);
  command_do (self, "product.replace", "{'product':'%s','variants':[{'sku':'B-10'}]}", uid);
  g_assert_cmpint (
    command_count (
      self, "SELECT count(*) FROM product_variant WHERE sku = 'B-2' AND archived_at IS NOT NULL"),
    ==,
    1);
  command_undo (self, "product.replace");
  g_assert_cmpint (
    command_count (self, "SELECT count(*) FROM product_variant WHERE archived_at IS NOT NULL"),
    ==,
    0);

  command_do (self, "product.withdraw", "{'product':'%s'}", uid);
  g_assert_cmpint (
    command_count (self, "SELECT count(*) FROM product WHERE archived_at IS NOT NULL"), ==, 1);
  command_undo (self, "product.restore");
  command_do (self, "variant.withdraw", "{'variant':'%s'}", small);
  command_undo (self, "variant.restore");
  command_do (self, "variant.withdraw", "{'variant':'%s'}", large);
  command_undo (self, "variant.add");
  g_assert_cmpint (
    command_count (self, "SELECT count(*) FROM variant_price WHERE price_e4 = 199000"), ==, 1);
}

static void
test_delete (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *uid = command_make (self, "product", "product.create", "{" FULL "}");

  before = image_of (self, uid);
  command_do (self, "product.delete", "{'product':'%s'}", uid);
  g_assert_cmpint (command_count (self, "SELECT count(*) FROM product_variant"), ==, 0);
  command_undo (self, "product.replace");
  after = image_of (self, uid);
  g_assert_cmpstr (before, ==, after);
}

static void
test_variants (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *added = NULL;
  g_autofree char *product = command_make (self, "product", "product.create", "{" FULL "}");
  g_autofree char *small = variant_of (self, "B-2");

  before = image_of (self, product);
  added = command_make (self,
                        "variant",
                        "variant.add",
                        "{'product':'%s','sku':'B-5','value1':'5 ml','cost_e4':20}",
                        product);
  g_assert_cmpint (
    command_count (self, "SELECT position FROM product_variant WHERE sku = 'B-5'"), ==, 2);
  command_do (
    self, "variant.edit", "{'variant':'%s','fields':{'sku':{'base':'B-5','new':'B-05'}}}", added);
  command_undo (self, "variant.edit");
  command_refused (self,
                   KONTOR_COMMAND_ERROR_CONFLICT,
                   "sku",
                   "variant.edit",
                   "{'variant':'%s','fields':{'sku':{'new':'B-2'}}}",
                   added);
  command_do (self, "variant.archive", "{'variant':'%s'}", added);
  command_undo (self, "variant.restore");
  command_do (self, "variant.withdraw", "{'variant':'%s'}", added);
  g_assert_cmpint (command_count (self, "SELECT count(*) FROM product_cost"), ==, 1);

  command_do (self,
              "variant.set_prices",
              "{'variant':'%s','prices':[{'currency':'EUR','price_mode':'net','price_e4':1}]}",
              small);
  g_assert_cmpint (command_count (self, "SELECT count(*) FROM variant_price"), ==, 2);
  command_refused (
    self,
    KONTOR_COMMAND_ERROR_CONFLICT,
    "prices",
    "variant.set_prices",
    "{'variant':'%s','prices':[],'base':[{'currency':'EUR','price_mode':'net','price_e4':2}]}",
    small);
  command_do (
    self,
    "variant.set_prices",
    "{'variant':'%s','prices':[],'base':[{'currency':'EUR','price_mode':'net','price_e4':1}]}",
    small);
  command_undo (self, "variant.set_prices");
  g_assert_cmpint (
    command_count (self, "SELECT count(*) FROM variant_price WHERE price_e4 = 1"), ==, 1);

  command_do (
    self, "variant.set_barcodes", "{'variant':'%s','barcodes':[{'code':'96385074'}]}", small);
  command_undo (self, "variant.set_barcodes");
  command_do (self, "variant.set_cost", "{'variant':'%s','cost_e4':null}", small);
  g_assert_cmpint (command_count (self, "SELECT count(*) FROM product_cost"), ==, 0);
  command_undo (self, "variant.set_cost");
  g_assert_cmpint (command_count (self, "SELECT cost_e4 FROM product_cost"), ==, 12300);

  command_do (self,
              "variant.set_prices",
              "{'variant':'%s','prices':[{'currency':'EUR','price_mode':'gross','from_quantity':"
              "10000,'price_e4':44900},"
              "{'currency':'EUR','price_mode':'gross','price_e4':49900,'compare_e4':59900}]}",
              small);
  after = image_of (self, product);
  g_assert_cmpstr (before, ==, after);
}

static void
test_last_variant (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *product = command_make (
    self, "product", "product.create", "{'title':'x','variants':[{'sku':'X'}]}");
  g_autofree char *variant = variant_of (self, "X");

  g_assert_nonnull (product);
  command_refused (self,
                   KONTOR_COMMAND_ERROR_STATE_CHANGED,
                   "variant",
                   "variant.withdraw",
                   "{'variant':'%s'}",
                   variant);
}

static void
test_parts_and_suppliers (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *product = command_make (self, "product", "product.create", "{" FULL "}");
  g_autofree char *set = command_make (
    self,
    "product",
    "product.create",
    "{'title':'Set','kind':'bundle','variants':[{'sku':'SET'}]}");
  g_autofree char *supplier = command_make (
    self, "supplier", "supplier.create", "{'name':'Duft AG','lead_days':5}");
  g_autofree char *small = variant_of (self, "B-2");
  g_autofree char *bundle = variant_of (self, "SET");

  command_do (self,
              "variant.set_parts",
              "{'variant':'%s','parts':[{'variant':'%s','quantity':3000}]}",
              bundle,
              small);
  command_refused (self,
                   KONTOR_COMMAND_ERROR_INVALID,
                   "parts",
                   "variant.set_parts",
                   "{'variant':'%s','parts':[{'variant':'%s','quantity':1}]}",
                   small,
                   bundle);
  command_refused (self,
                   KONTOR_COMMAND_ERROR_INVALID,
                   "parts",
                   "variant.set_parts",
                   "{'variant':'%s','parts':[{'variant':'%s','quantity':1}]}",
                   small,
                   small);
  command_refused (self,
                   KONTOR_COMMAND_ERROR_STATE_CHANGED,
                   "product",
                   "product.delete",
                   "{'product':'%s'}",
                   product);
  command_do (self, "variant.set_parts", "{'variant':'%s','parts':[]}", bundle);
  command_undo (self, "variant.set_parts");
  g_assert_cmpint (command_count (self, "SELECT quantity FROM variant_part"), ==, 3000);

  command_do (
    self,
    "variant.set_suppliers",
    "{'variant':'%s','suppliers':[{'supplier':'%s','order_code':'77','pack_quantity':6000}]}",
    small,
    supplier);
  command_undo (self, "variant.set_suppliers");
  command_refused (self,
                   KONTOR_COMMAND_ERROR_NOT_FOUND,
                   "suppliers[0].supplier",
                   "variant.set_suppliers",
                   "{'variant':'%s','suppliers':[{'supplier':'%s'}]}",
                   small,
                   set);
  command_do (
    self, "supplier.edit", "{'supplier':'%s','fields':{'lead_days':{'new':9}}}", supplier);
  command_undo (self, "supplier.edit");
  command_do (self, "supplier.archive", "{'supplier':'%s'}", supplier);
  command_undo (self, "supplier.restore");
}

static void
test_categories (CommandFixture *self, gconstpointer unused)
{
  g_autofree char *root = command_make (self, "category", "category.create", "{'name':'Scents'}");
  g_autofree char *child = command_make (
    self, "category", "category.create", "{'name':'Citrus','parent':'%s'}", root);
  g_autofree char *product = NULL;

  command_refused (
    self, KONTOR_COMMAND_ERROR_CONFLICT, "name", "category.create", "{'name':'Scents'}");
  command_refused (self,
                   KONTOR_COMMAND_ERROR_INVALID,
                   "parent",
                   "category.edit",
                   "{'category':'%s','fields':{'parent':{'new':'%s'}}}",
                   root,
                   child);
  command_refused (self,
                   KONTOR_COMMAND_ERROR_INVALID,
                   "parent",
                   "category.edit",
                   "{'category':'%s','fields':{'parent':{'new':'%s'}}}",
                   root,
                   root);
  command_do (self,
              "category.edit",
              "{'category':'%s','fields':{'parent':{'new':null},'name':{'new':'Lemon'}}}",
              child);
  command_undo (self, "category.edit");

  product = command_make (
    self, "product", "product.create", "{'title':'x','category_path':'Scents > Citrus > Lime'}");
  g_assert_nonnull (product);
  g_assert_cmpint (command_count (self, "SELECT count(*) FROM category"), ==, 3);
  command_undo (self, "product.withdraw");
  g_assert_cmpint (command_count (self, "SELECT count(*) FROM category"), ==, 2);

  command_do (self, "category.archive", "{'category':'%s'}", child);
  command_do (self, "category.create", "{'name':'Citrus','parent':'%s'}", root);
  command_refused (
    self, KONTOR_COMMAND_ERROR_CONFLICT, "name", "category.restore", "{'category':'%s'}", child);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(path, function)                                                                        \
  g_test_add (                                                                                     \
    path, CommandFixture, NULL, command_fixture_set_up, function, command_fixture_tear_down)
  ADD ("/product/create", test_create);
  ADD ("/product/redo", test_redo);
  ADD ("/product/defaults", test_defaults);
  ADD ("/product/refusals", test_refusals);
  ADD ("/product/unique", test_unique);
  ADD ("/product/edit", test_edit);
  ADD ("/product/sets", test_sets);
  ADD ("/product/replace", test_replace);
  ADD ("/product/used", test_used);
  ADD ("/product/delete", test_delete);
  ADD ("/product/variants", test_variants);
  ADD ("/product/last-variant", test_last_variant);
  ADD ("/product/parts-and-suppliers", test_parts_and_suppliers);
  ADD ("/product/categories", test_categories);
  status = g_test_run ();
  command_fixture_stop_server ();
  return status;
}
