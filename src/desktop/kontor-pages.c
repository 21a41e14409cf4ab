/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-pages.h"

#include <glib/gi18n.h>

#include "kontor-attention-page.h"
#include "kontor-books-page.h"
#include "kontor-count-form-page.h"
#include "kontor-count-review-page.h"
#include "kontor-counting-page.h"
#include "kontor-counts-page.h"
#include "kontor-customer-form-page.h"
#include "kontor-customers-page.h"
#include "kontor-draft-page.h"
#include "kontor-import-page.h"
#include "kontor-incoming-list-page.h"
#include "kontor-incoming-page.h"
#include "kontor-invoices-page.h"
#include "kontor-lots-page.h"
#include "kontor-movements-page.h"
#include "kontor-notices-page.h"
#include "kontor-order-form-page.h"
#include "kontor-orders-page.h"
#include "kontor-overdue-page.h"
#include "kontor-pay-out-page.h"
#include "kontor-payments-page.h"
#include "kontor-places-page.h"
#include "kontor-product-form-page.h"
#include "kontor-products-page.h"
#include "kontor-proposals-page.h"
#include "kontor-purchase-form-page.h"
#include "kontor-purchasing-page.h"
#include "kontor-reports-page.h"
#include "kontor-settings-page.h"
#include "kontor-stock-page.h"
#include "kontor-stock-value-page.h"
#include "kontor-suppliers-page.h"
#include "kontor-today-page.h"
#include "kontor-transfers-page.h"

static const KontorPageInfo pages[] = {
  { "today",
    N_ ("Today"),
    "kontor-today-symbolic",
    KONTOR_SECTION_WORK,
    NULL,
    NULL,
    NULL,
    kontor_today_page_get_type },
  { "orders",
    N_ ("Orders"),
    "kontor-orders-symbolic",
    KONTOR_SECTION_WORK,
    "order",
    "to_pack to_ship",
    N_ ("New Order"),
    kontor_orders_page_get_type },
  { "customers",
    N_ ("Customers"),
    "system-users-symbolic",
    KONTOR_SECTION_WORK,
    "customer",
    NULL,
    N_ ("New Customer"),
    kontor_customers_page_get_type },
  { "products",
    N_ ("Products"),
    "kontor-products-symbolic",
    KONTOR_SECTION_GOODS,
    "product",
    NULL,
    N_ ("New Product"),
    kontor_products_page_get_type },
  { "stock",
    N_ ("Stock"),
    "kontor-stock-symbolic",
    KONTOR_SECTION_GOODS,
    "stock",
    "low_stock",
    NULL,
    kontor_stock_page_get_type },
  { "counts",
    N_ ("Counts"),
    "kontor-counts-symbolic",
    KONTOR_SECTION_GOODS,
    "stock_count",
    NULL,
    N_ ("New Count"),
    kontor_counts_page_get_type },
  { "purchases",
    N_ ("Purchasing"),
    "kontor-purchasing-symbolic",
    KONTOR_SECTION_GOODS,
    "purchase_order",
    "expected",
    N_ ("New Purchase Order"),
    kontor_purchasing_page_get_type },
  { "invoices",
    N_ ("Invoices"),
    "kontor-invoices-symbolic",
    KONTOR_SECTION_MONEY,
    "invoice",
    NULL,
    N_ ("New Invoice"),
    kontor_invoices_page_get_type },
  { "incoming",
    N_ ("Incoming Invoices"),
    "kontor-incoming-symbolic",
    KONTOR_SECTION_MONEY,
    "incoming_invoice",
    "incoming",
    N_ ("Add an Invoice"),
    kontor_incoming_page_get_type },
  { "payments",
    N_ ("Payments"),
    "kontor-payments-symbolic",
    KONTOR_SECTION_MONEY,
    "bank_entry",
    NULL,
    N_ ("Import Statement"),
    kontor_payments_page_get_type },
  { "reports",
    N_ ("Reports"),
    "kontor-reports-symbolic",
    KONTOR_SECTION_MONEY,
    NULL,
    NULL,
    NULL,
    kontor_reports_page_get_type },
  { "books",
    N_ ("Month End"),
    "kontor-books-symbolic",
    KONTOR_SECTION_MONEY,
    NULL,
    NULL,
    NULL,
    kontor_books_page_get_type },
  { "attention",
    N_ ("Needs Attention"),
    "dialog-warning-symbolic",
    KONTOR_SECTION_BOTTOM,
    "attention",
    "attention",
    NULL,
    kontor_attention_page_get_type },
  { "movements",
    N_ ("Stock Movements"),
    "kontor-stock-symbolic",
    KONTOR_SECTION_NONE,
    "movement",
    NULL,
    NULL,
    kontor_movements_page_get_type },
  { "lots",
    N_ ("Lots"),
    "kontor-stock-symbolic",
    KONTOR_SECTION_NONE,
    "lot",
    NULL,
    NULL,
    kontor_lots_page_get_type },
  { "places",
    N_ ("Places"),
    "kontor-stock-symbolic",
    KONTOR_SECTION_NONE,
    "location",
    NULL,
    N_ ("New Place"),
    kontor_places_page_get_type },
  { "transfers",
    N_ ("Transfers"),
    "kontor-stock-symbolic",
    KONTOR_SECTION_NONE,
    "transfer",
    NULL,
    NULL,
    kontor_transfers_page_get_type },
  { "notices",
    N_ ("Low Stock"),
    "kontor-stock-symbolic",
    KONTOR_SECTION_NONE,
    "stock_notice",
    NULL,
    NULL,
    kontor_notices_page_get_type },
  { "stock-value",
    N_ ("Value of the Stock"),
    "kontor-stock-symbolic",
    KONTOR_SECTION_NONE,
    NULL,
    NULL,
    NULL,
    kontor_stock_value_page_get_type },
  { "new-order",
    N_ ("New Order"),
    "kontor-orders-symbolic",
    KONTOR_SECTION_NONE,
    NULL,
    NULL,
    NULL,
    kontor_order_form_page_get_type },
  { "new-customer",
    N_ ("New Customer"),
    "system-users-symbolic",
    KONTOR_SECTION_NONE,
    NULL,
    NULL,
    NULL,
    kontor_customer_form_page_get_type },
  { "new-product",
    N_ ("New Product"),
    "kontor-products-symbolic",
    KONTOR_SECTION_NONE,
    NULL,
    NULL,
    NULL,
    kontor_product_form_page_get_type },
  { "new-count",
    N_ ("New Count"),
    "kontor-counts-symbolic",
    KONTOR_SECTION_NONE,
    NULL,
    NULL,
    NULL,
    kontor_count_form_page_get_type },
  { "counting",
    N_ ("Counting"),
    "kontor-counts-symbolic",
    KONTOR_SECTION_NONE,
    "counting",
    NULL,
    NULL,
    kontor_counting_page_get_type },
  { "count-review",
    N_ ("Review of a Count"),
    "kontor-counts-symbolic",
    KONTOR_SECTION_NONE,
    "count-review",
    NULL,
    NULL,
    kontor_count_review_page_get_type },
  { "new-purchase",
    N_ ("New Purchase Order"),
    "kontor-purchasing-symbolic",
    KONTOR_SECTION_NONE,
    "purchase-draft",
    NULL,
    NULL,
    kontor_purchase_form_page_get_type },
  { "invoice-draft",
    N_ ("Write an Invoice"),
    "kontor-invoices-symbolic",
    KONTOR_SECTION_NONE,
    "invoice_draft",
    NULL,
    NULL,
    kontor_draft_page_get_type },
  { "overdue",
    N_ ("Overdue Invoices"),
    "kontor-invoices-symbolic",
    KONTOR_SECTION_NONE,
    NULL,
    NULL,
    NULL,
    kontor_overdue_page_get_type },
  { "pay-out",
    N_ ("Pay Invoices"),
    "kontor-payments-symbolic",
    KONTOR_SECTION_NONE,
    NULL,
    NULL,
    NULL,
    kontor_pay_out_page_get_type },
  { "incoming-list",
    N_ ("All Incoming Invoices"),
    "kontor-incoming-symbolic",
    KONTOR_SECTION_NONE,
    NULL,
    NULL,
    NULL,
    kontor_incoming_list_page_get_type },
  { "proposals",
    N_ ("What to Order"),
    "kontor-purchasing-symbolic",
    KONTOR_SECTION_NONE,
    NULL,
    NULL,
    NULL,
    kontor_proposals_page_get_type },
  { "suppliers",
    N_ ("Suppliers"),
    "kontor-purchasing-symbolic",
    KONTOR_SECTION_NONE,
    "supplier",
    NULL,
    NULL,
    kontor_suppliers_page_get_type },
  { "import",
    N_ ("Import"),
    "document-open-symbolic",
    KONTOR_SECTION_NONE,
    NULL,
    NULL,
    NULL,
    kontor_import_page_get_type },
  { "settings",
    N_ ("Preferences"),
    "preferences-system-symbolic",
    KONTOR_SECTION_NONE,
    NULL,
    NULL,
    NULL,
    kontor_settings_page_get_type },
};

/**
 * kontor_pages_list:
 *
 * Returns: (array length=n_pages): all pages in the order of the sidebar
 */
const KontorPageInfo *
kontor_pages_list (guint *n_pages)
{
  *n_pages = G_N_ELEMENTS (pages);
  return pages;
}

const KontorPageInfo *
kontor_pages_find (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    if (g_strcmp0 (pages[i].name, name) == 0)
      return &pages[i];
  return NULL;
}

/**
 * kontor_pages_find_kind:
 * @kind: name of an aggregate, "order"
 *
 * Returns: (nullable): the page that shows such records
 */
const KontorPageInfo *
kontor_pages_find_kind (const char *kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    if (pages[i].kind != NULL && g_strcmp0 (pages[i].kind, kind) == 0)
      return &pages[i];
  return NULL;
}

/**
 * kontor_pages_find_listed:
 * @name: of a page
 *
 * Returns: (nullable): the page of the sidebar that it belongs to: itself, or the one it is reached
 * from
 */
const KontorPageInfo *
kontor_pages_find_listed (const char *name)
{
  static const struct
  {
    const char *name;
    const char *parent;
  } reached[] = {
    { "new-order", "orders" },
    { "new-customer", "customers" },
    { "new-product", "products" },
    { "movements", "stock" },
    { "lots", "stock" },
    { "notices", "stock" },
    { "places", "stock" },
    { "stock-value", "stock" },
    { "transfers", "stock" },
    { "new-count", "counts" },
    { "counting", "counts" },
    { "count-review", "counts" },
    { "new-purchase", "purchases" },
    { "proposals", "purchases" },
    { "suppliers", "purchases" },
    { "invoice-draft", "invoices" },
    { "incoming-list", "incoming" },
  };
  const KontorPageInfo *page = kontor_pages_find (name);

  for (gsize i = 0; i < G_N_ELEMENTS (reached); i++)
    if (g_strcmp0 (reached[i].name, name) == 0)
      return kontor_pages_find (reached[i].parent);
  return page != NULL && page->section != KONTOR_SECTION_NONE ? page : NULL;
}

const char *
kontor_section_title (KontorSection section)
{
  switch (section)
    {
    case KONTOR_SECTION_WORK:
      return _ ("Work");
    case KONTOR_SECTION_GOODS:
      return _ ("Goods");
    case KONTOR_SECTION_MONEY:
      return _ ("Money");
    case KONTOR_SECTION_NONE:
    case KONTOR_SECTION_BOTTOM:
      break;
    }
  return NULL;
}
