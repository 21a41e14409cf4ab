/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-report.h"

#include <glib/gi18n-lib.h>

/* Orders that count: no carts, no cancelled ones. The list that a figure opens says the same. */
#define COUNTED " -state:cart,cancelled"

static const KontorReportColumn revenue_columns[] = {
  { "revenue_minor", N_ ("Revenue"), KONTOR_FIGURE_MONEY, "orders", "revenue:{span}" },
  { "paid_minor", N_ ("Paid"), KONTOR_FIGURE_MONEY, "orders", "paid:{span}" },
  { "refunded_minor", N_ ("Refunded"), KONTOR_FIGURE_MONEY, "orders", "refund:{span}" },
  { "paid_orders", N_ ("Paid orders"), KONTOR_FIGURE_COUNT, "orders", "paid:{span}" },
  { NULL },
};

static const KontorReportColumn orders_columns[] = {
  { "orders", N_ ("Orders"), KONTOR_FIGURE_COUNT, "orders", "placed:{span}" COUNTED },
  { "gross_minor", N_ ("Total"), KONTOR_FIGURE_MONEY, "orders", "placed:{span}" COUNTED },
  { NULL },
};

static const KontorReportColumn average_columns[] = {
  { "average_minor", N_ ("Average order"), KONTOR_FIGURE_MONEY, "orders", "revenue:{span}" },
  { "revenue_minor", N_ ("Revenue"), KONTOR_FIGURE_MONEY, "orders", "revenue:{span}" },
  { "paid_orders", N_ ("Paid orders"), KONTOR_FIGURE_COUNT, "orders", "paid:{span}" },
  { NULL },
};

static const KontorReportColumn hours_columns[] = {
  { "orders", N_ ("Orders"), KONTOR_FIGURE_COUNT, "orders", "placed:{period} hour:{hour}" COUNTED },
  { "gross_minor",
    N_ ("Total"),
    KONTOR_FIGURE_MONEY,
    "orders",
    "placed:{period} hour:{hour}" COUNTED },
  { "share_bp", N_ ("Share of orders"), KONTOR_FIGURE_RATE },
  { NULL },
};

static const KontorReportColumn hours_headline[] = {
  { "orders", N_ ("Orders"), KONTOR_FIGURE_COUNT, "orders", "placed:{period}" COUNTED },
  { "gross_minor", N_ ("Total"), KONTOR_FIGURE_MONEY, "orders", "placed:{period}" COUNTED },
  { NULL },
};

static const KontorReportColumn channels_columns[] = {
  { "revenue_minor",
    N_ ("Revenue"),
    KONTOR_FIGURE_MONEY,
    "orders",
    "channel:{name} revenue:{period}" },
  { "refunded_minor",
    N_ ("Refunded"),
    KONTOR_FIGURE_MONEY,
    "orders",
    "channel:{name} refund:{period}" },
  { "paid_orders",
    N_ ("Paid orders"),
    KONTOR_FIGURE_COUNT,
    "orders",
    "channel:{name} paid:{period}" },
  { "average_minor",
    N_ ("Average order"),
    KONTOR_FIGURE_MONEY,
    "orders",
    "channel:{name} revenue:{period}" },
  { "share_bp", N_ ("Share of revenue"), KONTOR_FIGURE_RATE },
  { NULL },
};

static const KontorReportColumn channels_headline[] = {
  { "revenue_minor", N_ ("Revenue"), KONTOR_FIGURE_MONEY, "orders", "revenue:{period}" },
  { "refunded_minor", N_ ("Refunded"), KONTOR_FIGURE_MONEY, "orders", "refund:{period}" },
  { "paid_orders", N_ ("Paid orders"), KONTOR_FIGURE_COUNT, "orders", "paid:{period}" },
  { "average_minor", N_ ("Average order"), KONTOR_FIGURE_MONEY, "orders", "revenue:{period}" },
  { NULL },
};

static const KontorReportColumn products_columns[] = {
  { "sku", N_ ("SKU"), KONTOR_FIGURE_TEXT },
  { "quantity",
    N_ ("Quantity"),
    KONTOR_FIGURE_QUANTITY,
    "orders",
    "item:{sku} placed:{period}" COUNTED },
  { "net_minor", N_ ("Net"), KONTOR_FIGURE_MONEY, "orders", "item:{sku} placed:{period}" COUNTED },
  { NULL },
};

static const KontorReportColumn products_headline[] = {
  { "quantity", N_ ("Quantity"), KONTOR_FIGURE_QUANTITY, "orders", "placed:{period}" COUNTED },
  { "net_minor", N_ ("Net"), KONTOR_FIGURE_MONEY, "orders", "placed:{period}" COUNTED },
  { NULL },
};

static const KontorReportColumn margin_columns[] = {
  { "sku", N_ ("SKU"), KONTOR_FIGURE_TEXT },
  { "quantity", N_ ("Quantity"), KONTOR_FIGURE_QUANTITY, "orders", "item:{sku} goods:{period}" },
  { "revenue_minor", N_ ("Revenue"), KONTOR_FIGURE_MONEY, "orders", "item:{sku} goods:{period}" },
  { "cost_minor",
    N_ ("Cost"),
    KONTOR_FIGURE_MONEY,
    "movements",
    "item:{sku} kind:sale,return happened:{period}" },
  { "margin_minor", N_ ("Margin"), KONTOR_FIGURE_MONEY, "orders", "item:{sku} goods:{period}" },
  { "margin_bp", N_ ("Margin in %"), KONTOR_FIGURE_RATE },
  { NULL },
};

static const KontorReportColumn margin_headline[] = {
  { "revenue_minor", N_ ("Goods"), KONTOR_FIGURE_MONEY, "orders", "goods:{period}" },
  { "cost_minor",
    N_ ("Cost of goods"),
    KONTOR_FIGURE_MONEY,
    "movements",
    "kind:sale,return happened:{period}" },
  { "charged_minor",
    N_ ("Shipping and extras"),
    KONTOR_FIGURE_MONEY,
    "orders",
    "shipped:{period}" },
  { "postage_minor",
    N_ ("Postage paid"),
    KONTOR_FIGURE_MONEY,
    "charges",
    "kind:postage happened:{period}" },
  { "fees_minor", N_ ("Fees paid"), KONTOR_FIGURE_MONEY, "charges", "kind:fee happened:{period}" },
  { "result_minor", N_ ("What is left"), KONTOR_FIGURE_MONEY },
  { NULL },
};

static const KontorReportColumn repeat_columns[] = {
  { "rate_bp",
    N_ ("Repeat purchase rate"),
    KONTOR_FIGURE_RATE,
    "customers",
    "ordered:{span} first_order:..{before} is:any" },
  { "customers",
    N_ ("Customers who ordered"),
    KONTOR_FIGURE_COUNT,
    "customers",
    "ordered:{span} is:any" },
  { "returning",
    N_ ("Had ordered before"),
    KONTOR_FIGURE_COUNT,
    "customers",
    "ordered:{span} first_order:..{before} is:any" },
  { "new_customers",
    N_ ("First order"),
    KONTOR_FIGURE_COUNT,
    "customers",
    "first_order:{span} is:any" },
  { NULL },
};

static const KontorReportColumn cohort_columns[] = {
  { "customers", N_ ("Customers"), KONTOR_FIGURE_COUNT, "customers", "first_order:{span} is:any" },
  { NULL },
};

#define USED "kind:sale,return,consume happened:{period}"

static const KontorReportColumn turn_columns[] = {
  { "sku", N_ ("SKU"), KONTOR_FIGURE_TEXT },
  { "turn_e2", N_ ("Turns"), KONTOR_FIGURE_TIMES, "movements", "item:{sku} " USED },
  { "cost_minor", N_ ("Cost of what left"), KONTOR_FIGURE_MONEY, "movements", "item:{sku} " USED },
  { "average_minor", N_ ("Average stock"), KONTOR_FIGURE_MONEY, "stock", "item:{sku} is:any" },
  { "days", N_ ("Lasts for"), KONTOR_FIGURE_DAYS, "stock", "item:{sku} is:any" },
  { NULL },
};

static const KontorReportColumn turn_headline[] = {
  { "turn_e2", N_ ("Turns"), KONTOR_FIGURE_TIMES, "movements", USED },
  { "cost_minor", N_ ("Cost of what left"), KONTOR_FIGURE_MONEY, "movements", USED },
  { "average_minor", N_ ("Average stock"), KONTOR_FIGURE_MONEY, "stock", "is:any" },
  { "days", N_ ("Lasts for"), KONTOR_FIGURE_DAYS, "stock", "is:any" },
  { NULL },
};

static const KontorReportColumn dead_columns[] = {
  { "sku", N_ ("SKU"), KONTOR_FIGURE_TEXT },
  { "value_minor", N_ ("Value"), KONTOR_FIGURE_MONEY, "stock", "item:{sku} is:any" },
  { "on_hand", N_ ("On hand"), KONTOR_FIGURE_QUANTITY, "stock", "item:{sku} is:any" },
  { "last_used",
    N_ ("Last sold or used"),
    KONTOR_FIGURE_DAY,
    "movements",
    "item:{sku} kind:sale,return,consume" },
  { NULL },
};

static const KontorReportColumn dead_headline[] = {
  { "value_minor", N_ ("Value"), KONTOR_FIGURE_MONEY },
  { "items", N_ ("Items"), KONTOR_FIGURE_COUNT },
  { "share_bp", N_ ("Share of the stock’s value"), KONTOR_FIGURE_RATE },
  { NULL },
};

#define CLAIMS " kind:invoice,part,advance,final,credit-note,cancellation"

static const KontorReportColumn invoiced_columns[] = {
  { "net_minor", N_ ("Net"), KONTOR_FIGURE_MONEY, "invoices", "issued:{span}" CLAIMS },
  { "tax_minor", N_ ("VAT"), KONTOR_FIGURE_MONEY, "invoices", "issued:{span}" CLAIMS },
  { "gross_minor", N_ ("Gross"), KONTOR_FIGURE_MONEY, "invoices", "issued:{span}" CLAIMS },
  { "documents", N_ ("Documents"), KONTOR_FIGURE_COUNT, "invoices", "issued:{span}" CLAIMS },
  { NULL },
};

static const KontorReportColumn rates_columns[] = {
  { "net_minor",
    N_ ("Net"),
    KONTOR_FIGURE_MONEY,
    "invoices",
    "issued:{period} vat:{category}{rate_bp}" CLAIMS },
  { "tax_minor",
    N_ ("VAT"),
    KONTOR_FIGURE_MONEY,
    "invoices",
    "issued:{period} vat:{category}{rate_bp}" CLAIMS },
  { "gross_minor",
    N_ ("Gross"),
    KONTOR_FIGURE_MONEY,
    "invoices",
    "issued:{period} vat:{category}{rate_bp}" CLAIMS },
  { "documents",
    N_ ("Documents"),
    KONTOR_FIGURE_COUNT,
    "invoices",
    "issued:{period} vat:{category}{rate_bp}" CLAIMS },
  { NULL },
};

static const KontorReportColumn rates_headline[] = {
  { "net_minor", N_ ("Net"), KONTOR_FIGURE_MONEY, "invoices", "issued:{period}" CLAIMS },
  { "tax_minor", N_ ("VAT"), KONTOR_FIGURE_MONEY, "invoices", "issued:{period}" CLAIMS },
  { "gross_minor", N_ ("Gross"), KONTOR_FIGURE_MONEY, "invoices", "issued:{period}" CLAIMS },
  { NULL },
};

static const KontorReportColumn open_columns[] = {
  { "open_minor", N_ ("Open"), KONTOR_FIGURE_MONEY, "invoices", "{filter}" },
  { "documents", N_ ("Documents"), KONTOR_FIGURE_COUNT, "invoices", "{filter}" },
  { "share_bp", N_ ("Share"), KONTOR_FIGURE_RATE },
  { NULL },
};

static const KontorReportColumn open_headline[] = {
  { "open_minor", N_ ("Open"), KONTOR_FIGURE_MONEY, "invoices", "{filter}" },
  { "overdue_minor", N_ ("Overdue"), KONTOR_FIGURE_MONEY, "invoices", "{overdue_filter}" },
  { "documents", N_ ("Documents"), KONTOR_FIGURE_COUNT, "invoices", "{filter}" },
  { NULL },
};

static const KontorReportColumn cash_columns[] = {
  { "balance_minor", N_ ("Balance"), KONTOR_FIGURE_MONEY },
  { "in_minor", N_ ("Expected in"), KONTOR_FIGURE_MONEY, "invoices", "{filter}" },
  { "out_minor", N_ ("Expected out"), KONTOR_FIGURE_MONEY, "incoming", "{out_filter}" },
  { NULL },
};

static const KontorReportColumn cash_headline[] = {
  { "bank_minor", N_ ("In the bank"), KONTOR_FIGURE_MONEY },
  { "in_minor", N_ ("Expected in"), KONTOR_FIGURE_MONEY, "invoices", "{filter}" },
  { "out_minor", N_ ("Expected out"), KONTOR_FIGURE_MONEY, "incoming", "{out_filter}" },
  { "balance_minor", N_ ("Balance at the end"), KONTOR_FIGURE_MONEY },
  { NULL },
};

static const KontorReportType types[] = {
  { "revenue",
    N_ ("Revenue"),
    N_ (
      "What was paid on orders in this time, less what was refunded in it, VAT included. An order "
      "counts on the day on which it was paid, a refund on the day on which it was made, whatever "
      "became of the order since. Orders in other currencies are left out."),
    KONTOR_REPORT_SALES,
    KONTOR_REPORT_SERIES,
    KONTOR_SPAN_PAST,
    KONTOR_LABEL_SPAN,
    N_ ("Time"),
    { "revenue_minor" },
    revenue_columns,
    revenue_columns },
  { "orders",
    N_ ("Orders"),
    N_ (
      "Orders placed in this time and what they came to, VAT included. Carts and cancelled orders "
      "are left out, and so are orders in other currencies."),
    KONTOR_REPORT_SALES,
    KONTOR_REPORT_SERIES,
    KONTOR_SPAN_PAST,
    KONTOR_LABEL_SPAN,
    N_ ("Time"),
    { "orders" },
    orders_columns,
    orders_columns },
  { "average",
    N_ ("Average Order Value"),
    N_ ("Revenue of this time divided by the number of orders that were paid in it, VAT included. "
        "Where none was paid there is no average."),
    KONTOR_REPORT_SALES,
    KONTOR_REPORT_SERIES,
    KONTOR_SPAN_PAST,
    KONTOR_LABEL_SPAN,
    N_ ("Time"),
    { "average_minor" },
    average_columns,
    average_columns },
  { "hours",
    N_ ("Orders by Hour"),
    N_ ("At which hour of the day orders were placed, by the clock of this computer. Carts and "
        "cancelled orders are left out."),
    KONTOR_REPORT_SALES,
    KONTOR_REPORT_STEPS,
    KONTOR_SPAN_PAST,
    KONTOR_LABEL_HOUR,
    N_ ("Hour"),
    { "orders" },
    hours_columns,
    hours_headline },
  { "channels",
    N_ ("Revenue by Channel"),
    N_ ("What was paid on the orders of each channel in this time, less what was refunded in it, "
        "VAT included, as in Revenue; the average is that of a paid order. Orders in other "
        "currencies are left out."),
    KONTOR_REPORT_SALES,
    KONTOR_REPORT_RANK,
    KONTOR_SPAN_PAST,
    KONTOR_LABEL_NAME,
    N_ ("Channel"),
    { "revenue_minor" },
    channels_columns,
    channels_headline },
  { "products",
    N_ ("Popular Products"),
    N_ ("How much of each item was ordered in this time, and for how much without VAT. Carts and "
        "cancelled orders are left out; returns are not taken off; lines without an item of the "
        "catalog do not appear."),
    KONTOR_REPORT_GOODS,
    KONTOR_REPORT_RANK,
    KONTOR_SPAN_PAST,
    KONTOR_LABEL_ITEM,
    N_ ("Item"),
    { "quantity" },
    products_columns,
    products_headline },
  { "margin",
    N_ ("Margins"),
    N_ ("Goods that were delivered in this time less those that came back: what they were sold for "
        "without VAT, and what they cost at the average cost at which they left. What is left adds "
        "what orders shipped in this time were charged for shipping, surcharges and discounts, "
        "without VAT and less shipping that was refunded, and takes off the postage and fees that "
        "were paid. Services are left out."),
    KONTOR_REPORT_GOODS,
    KONTOR_REPORT_RANK,
    KONTOR_SPAN_PAST,
    KONTOR_LABEL_ITEM,
    N_ ("Item"),
    { "margin_minor" },
    margin_columns,
    margin_headline },
  { "turn",
    N_ ("Stock Turn"),
    N_ (
      "What was sold or used of an item in this time, at average cost, divided by the average of "
      "what it was worth at the beginning and at the end. An item that lay there at neither has no "
      "turn."),
    KONTOR_REPORT_GOODS,
    KONTOR_REPORT_RANK,
    KONTOR_SPAN_PAST,
    KONTOR_LABEL_ITEM,
    N_ ("Item"),
    { "turn_e2" },
    turn_columns,
    turn_headline },
  { "dead-stock",
    N_ ("Dead Stock"),
    N_ (
      "Goods on hand at the end of which nothing was sold or used in this time and nothing came in "
      "either, at average cost."),
    KONTOR_REPORT_GOODS,
    KONTOR_REPORT_RANK,
    KONTOR_SPAN_PAST,
    KONTOR_LABEL_ITEM,
    N_ ("Item"),
    { "value_minor" },
    dead_columns,
    dead_headline },
  { "repeat",
    N_ ("Repeat Purchases"),
    N_ ("Of the customers who ordered in a month, the share that had ordered before that month. "
        "Orders without a customer, carts and cancelled orders are left out."),
    KONTOR_REPORT_CUSTOMERS,
    KONTOR_REPORT_SERIES,
    KONTOR_SPAN_MONTHS,
    KONTOR_LABEL_SPAN,
    N_ ("Month"),
    { "rate_bp" },
    repeat_columns,
    repeat_columns },
  { "cohorts",
    N_ ("Customer Cohorts"),
    N_ ("Customers by the month of their first order: the share of them that ordered again in each "
        "month after it. A month that is not over yet counts as far as it went. Orders without a "
        "customer, carts and cancelled orders are left out."),
    KONTOR_REPORT_CUSTOMERS,
    KONTOR_REPORT_GRID,
    KONTOR_SPAN_MONTHS,
    KONTOR_LABEL_SPAN,
    N_ ("First order in"),
    { "share_bp" },
    cohort_columns,
    cohort_columns },
  { "invoiced",
    N_ ("Invoiced"),
    N_ (
      "Invoices issued in this time, by the day of issue, less credit notes and cancellations "
      "issued in it. Quotations and confirmations are no claims; documents in other currencies are "
      "left out."),
    KONTOR_REPORT_MONEY,
    KONTOR_REPORT_SERIES,
    KONTOR_SPAN_PAST,
    KONTOR_LABEL_SPAN,
    N_ ("Time"),
    { "net_minor" },
    invoiced_columns,
    invoiced_columns },
  { "income-by-rate",
    N_ ("Income by VAT Rate"),
    N_ (
      "Net, VAT and gross of the invoices issued in this time by VAT category and rate, less "
      "credit "
      "notes and cancellations issued in it. What is left of an advance in a final invoice counts "
      "once."),
    KONTOR_REPORT_MONEY,
    KONTOR_REPORT_RANK,
    KONTOR_SPAN_PAST,
    KONTOR_LABEL_RATE,
    N_ ("Rate"),
    { "net_minor" },
    rates_columns,
    rates_headline },
  { "open-items",
    N_ ("Open Items by Age"),
    N_ (
      "What customers still have to pay at the end of the last day, by the days since it was due: "
      "what invoices asked for, less payments, cash discounts, write-offs and credit notes up to "
      "that day. What the company owes customers stands in a row of its own."),
    KONTOR_REPORT_MONEY,
    KONTOR_REPORT_STEPS,
    KONTOR_SPAN_MOMENT,
    KONTOR_LABEL_AGE,
    N_ ("Age"),
    { "open_minor" },
    open_columns,
    open_headline },
  { "cash",
    N_ ("Cash Forecast"),
    N_ (
      "What the last bank statements say there is, plus open invoices to customers, less invoices "
      "of "
      "suppliers that are not paid, each in the week in which it is due; what is overdue stands in "
      "the first week, and what has no due day does too. Orders without an invoice are left out."),
    KONTOR_REPORT_MONEY,
    KONTOR_REPORT_SERIES,
    KONTOR_SPAN_AHEAD,
    KONTOR_LABEL_SPAN,
    N_ ("Week"),
    { "balance_minor", "in_minor", "out_minor" },
    cash_columns,
    cash_headline },
};

/**
 * kontor_report_type_list:
 * @n_types: (out): how many there are
 *
 * Returns: (transfer none) (array length=n_types): every report, in the order of their groups' work
 */
const KontorReportType *
kontor_report_type_list (guint *n_types)
{
  *n_types = G_N_ELEMENTS (types);
  return types;
}

/**
 * kontor_report_type_find:
 * @name: (nullable): "revenue"
 *
 * Returns: (transfer none) (nullable): the report of this name
 */
const KontorReportType *
kontor_report_type_find (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_strcmp0 (types[i].name, name) == 0)
      return &types[i];
  return NULL;
}

/**
 * kontor_report_type_find_column:
 * @type: a report
 * @key: member of its rows
 *
 * Returns: (transfer none) (nullable): how it is written and what it opens
 */
const KontorReportColumn *
kontor_report_type_find_column (const KontorReportType *type, const char *key)
{
  for (const KontorReportColumn *column = type->columns; column->key != NULL; column++)
    if (g_strcmp0 (column->key, key) == 0)
      return column;
  return NULL;
}

/**
 * kontor_report_group_title:
 * @group: what reports have in common
 *
 * Returns: (transfer none): its name, to be translated
 */
const char *
kontor_report_group_title (KontorReportGroup group)
{
  switch (group)
    {
    case KONTOR_REPORT_SALES:
      return N_ ("Sales");
    case KONTOR_REPORT_CUSTOMERS:
      return N_ ("Customers");
    case KONTOR_REPORT_GOODS:
      return N_ ("Goods");
    case KONTOR_REPORT_MONEY:
      return N_ ("Money");
    }
  g_assert_not_reached ();
}

/**
 * kontor_report_age_title:
 * @age: member "age" of a row of open items
 *
 * Returns: (transfer none): its name, to be translated
 */
const char *
kontor_report_age_title (const char *age)
{
  static const struct
  {
    const char *age;
    const char *title;
  } ages[] = {
    { "not-due", N_ ("Not due yet") },          { "to-30", N_ ("1 to 30 days late") },
    { "to-60", N_ ("31 to 60 days late") },     { "to-90", N_ ("61 to 90 days late") },
    { "older", N_ ("More than 90 days late") }, { "owed", N_ ("Owed to customers") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (ages); i++)
    if (g_strcmp0 (ages[i].age, age) == 0)
      return ages[i].title;
  return age;
}
