/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-list.h"

G_BEGIN_DECLS

/* Numbers of kinds of aggregates, fixed on the wire (sync-spec.md); the room of commands above
 * names them. */
enum
{
  KIND_SUPPLIER = 5,
  KIND_PRODUCT = 6,
  KIND_CUSTOMER = 8,
  KIND_ORDER = 9,
  KIND_SALES_RETURN = 10,
  KIND_OTHER_CHARGE = 11,
  KIND_STOCK_MOVEMENT = 12,
  KIND_IMPORT_BATCH = 14,
  KIND_ATTENTION = 15,
  KIND_LOCATION = 16,
  KIND_LOT = 17,
  KIND_STOCK_TRANSFER = 18,
  KIND_STOCK_NOTICE = 19,
  KIND_STOCK_COUNT = 22,
  KIND_COUNT_SCAN = 23,
  KIND_COUNT_LINE = 24,
  KIND_INVOICE = 25,
  KIND_INVOICE_DRAFT = 27,
  KIND_INCOMING_INVOICE = 28,
  KIND_PURCHASE_ORDER = 21,
  KIND_BANK_ENTRY = 31,
  KIND_PAYMENT = 32,
};

extern const KontorListType kontor_list_attention;
extern const KontorListType kontor_list_charges;
extern const KontorListType kontor_list_count_lines;
extern const KontorListType kontor_list_count_scans;
extern const KontorListType kontor_list_counts;
extern const KontorListType kontor_list_customers;
extern const KontorListType kontor_list_drafts;
extern const KontorListType kontor_list_entries;
extern const KontorListType kontor_list_imports;
extern const KontorListType kontor_list_incoming;
extern const KontorListType kontor_list_locations;
extern const KontorListType kontor_list_lots;
extern const KontorListType kontor_list_invoices;
extern const KontorListType kontor_list_movements;
extern const KontorListType kontor_list_notices;
extern const KontorListType kontor_list_orders;
extern const KontorListType kontor_list_payments;
extern const KontorListType kontor_list_products;
extern const KontorListType kontor_list_purchases;
extern const KontorListType kontor_list_returns;
extern const KontorListType kontor_list_stock;
extern const KontorListType kontor_list_suppliers;
extern const KontorListType kontor_list_transfers;
extern const KontorListType kontor_list_variants;

/* FROM and WHERE of orders, as t, that have the words ?7, each order in one of them; quick, because
 * their sequence and all else of the list is left out. */
extern const char *const kontor_list_orders_word_rows[];

/* Conditions for the search indexes: for IN, cut short in a probe; and for a single row. Documents
 * of customers and of orders without one are told apart by the first trigram of their kind, the
 * shortest thing that the index knows. */
#define SQL_CUSTOMERS_FOUND SQL_DOCUMENTS_FOUND ("cus")
#define SQL_DOCUMENTS_FOUND(kind)                                                                  \
  "(SELECT d.uid FROM derived_search JOIN derived_search_doc AS d ON d.id = derived_search.rowid"  \
  " WHERE derived_search MATCH 'kind : \"" kind "\" AND text : ' || ?7#)"
#define SQL_DOCUMENT_HAS(uid)                                                                      \
  "EXISTS (SELECT 1 FROM derived_search_doc AS d WHERE d.uid = " uid " AND instr (d.text, ?3) > "  \
  "0)"
#define SQL_PRODUCTS_FOUND(column, joins)                                                          \
  "(SELECT " column " FROM derived_search_product"                                                 \
  " JOIN product AS p ON p.id = derived_search_product.rowid " joins                               \
  " WHERE derived_search_product MATCH ?7#)"
#define SQL_PRODUCT_HAS(uid)                                                                       \
  "EXISTS (SELECT 1 FROM product AS p JOIN derived_product_key AS d ON d.id = p.id"                \
  " WHERE p.uid = " uid " AND instr (d.text, ?3) > 0)"

/* Amounts are typed in the company's currency, with as many decimals as that has. */
#define SQL_MONEY_RANGE(column)                                                                    \
  "@" column " BETWEEN kontor_minor (?1, " SQL_HOME_CURRENCY                                       \
  ", 1) AND kontor_minor (?2, " SQL_HOME_CURRENCY ", 0)"

#define SQL_HOME_CURRENCY                                                                          \
  "coalesce ((SELECT s.value FROM setting AS s WHERE s.key = 'currency'), 'EUR')"

/* SQL with values: \1 stands for the next value, @ for a plus or nothing, # for a limit or nothing.
 */
typedef struct
{
  GString *sql;
  GArray  *values; /* of KontorValue; texts are owned by the query */
} KontorExpression;

typedef struct
{
  KontorExpression lead; /* on an index */
  KontorExpression row;  /* without one; the same when empty */
  KontorExpression ids;  /* statement for the ids, some perhaps twice; none when empty */
  gboolean         negated;
  gboolean         can_lead;
  const char      *serves; /* (nullable): sort column that its index serves */
  const char *match; /* (nullable): all of it, as the word rows of orders ask the search index */
} KontorCondition;

struct _KontorListQuery
{
  gatomicrefcount         ref_count;
  const KontorListType   *type;
  const KontorListColumn *sort;
  gboolean                descending;
  gboolean                lifted;
  gint64                  now;
  GPtrArray              *conditions; /* (owned) (element-type KontorCondition) */
  GStringChunk           *texts;      /* (owned): what the values point to */
  int lead; /* (atomic): condition that leads, a cache of kontor_list_query_choose() */
};

#define KONTOR_LEAD_UNKNOWN -2
#define KONTOR_LEAD_NONE -1

KontorCondition *kontor_condition_new (void);
void             kontor_condition_free (KontorCondition *self);
gboolean         kontor_list_query_add_filter (KontorListQuery *self,
                                               const char      *text,
                                               GTimeZone       *zone,
                                               GError         **error);
void             kontor_expression_expand_now (KontorExpression *self, const char *sql, gint64 now);
void             kontor_expression_init (KontorExpression *self);
void             kontor_expression_clear (KontorExpression *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (KontorExpression, kontor_expression_clear)

G_END_DECLS
