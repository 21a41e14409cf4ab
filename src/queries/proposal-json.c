/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-proposal-private.h"

#include "kontor-number.h"
#include "kontor-totals.h"

/* What was paid last for it at this supplier, or else what it is said to cost. */
#define SELECT_DETAIL                                                                              \
  "SELECT v.product_uid, v.sku, p.title, p.unit, s.order_code,"                                    \
  " (SELECT group_concat (o.value, ' / ') FROM (SELECT value1 AS value UNION ALL SELECT value2"    \
  " UNION ALL SELECT value3) AS o WHERE o.value NOT IN ('', 'Default Title')),"                    \
  " coalesce ((SELECT l.price_e4 FROM purchase_line AS l JOIN purchase_order AS o ON o.uid ="      \
  " l.purchase_uid WHERE l.variant_uid = v.uid AND o.supplier_uid = ?2 AND o.currency = ?3"        \
  " AND o.sent_at IS NOT NULL AND l.price_e4 > 0 ORDER BY o.sent_at DESC, o.uid DESC, l.line DESC" \
  " LIMIT 1), (SELECT c.cost_e4 FROM product_cost AS c WHERE c.variant_uid = v.uid AND c.currency" \
  " = ?3 ORDER BY c.uid LIMIT 1), 0)"                                                              \
  " FROM product_variant AS v JOIN product AS p ON p.uid = v.product_uid"                          \
  " LEFT JOIN variant_supplier AS s ON s.variant_uid = v.uid AND s.supplier_uid = ?2"              \
  " WHERE v.uid = ?1"

/* The figures, as they are kept with the line of an order. */
static KontorJson *
reason_to_json (const KontorReorderProposal *proposal, gint64 drafted)
{
  KontorJson *reason = kontor_json_new_object ();

  kontor_json_set_string (reason, "cause", kontor_reorder_cause_to_name (proposal->cause));
  kontor_json_set_integer (reason, "sold", proposal->sold);
  kontor_json_set_integer (reason, "days", proposal->days);
  kontor_json_set_integer (reason, "missing_days", proposal->missing_days);
  kontor_json_set_integer (reason, "month_rate", proposal->month_rate);
  kontor_json_set_integer (reason, "available", proposal->available);
  kontor_json_set_integer (reason, "incoming", proposal->incoming);
  if (drafted != 0)
    kontor_json_set_integer (reason, "drafted", drafted);
  kontor_json_set_integer (reason, "lead_days", proposal->lead_days);
  kontor_json_set_boolean (reason, "lead_is_assumed", proposal->lead_is_assumed);
  kontor_json_set_integer (reason, "lead_demand", proposal->lead_demand);
  kontor_json_set_integer (reason, "safety", proposal->safety);
  kontor_json_set_integer (reason, "level", proposal->level);
  kontor_json_set_integer (reason, "cover_days", proposal->cover_days);
  kontor_json_set_integer (reason, "cover_demand", proposal->cover_demand);
  kontor_json_set_integer (reason, "needed", proposal->needed);
  kontor_json_set_integer (reason, "minimum", proposal->minimum);
  kontor_json_set_integer (reason, "pack_quantity", proposal->pack_quantity);
  kontor_json_set_integer (reason, "quantity", proposal->quantity);
  kontor_json_set_integer (reason, "days_left", proposal->days_left);
  return reason;
}

static void
set_detail (KontorJson *object, KontorStatement *row)
{
  const char      *options = kontor_statement_get_text (row, 5);
  g_autofree char *title = options != NULL && *options != '\0'
                             ? g_strconcat (kontor_statement_get_text (row, 2), ", ", options, NULL)
                             : g_strdup (kontor_statement_get_text (row, 2));
  KontorUid        product;

  kontor_statement_get_uid (row, 0, &product);
  kontor_json_set_uid (object, "product", &product);
  kontor_json_set_string (object, "sku", kontor_statement_get_text (row, 1));
  kontor_json_set_string (object, "title", title);
  kontor_json_set_string (object, "unit", kontor_statement_get_text (row, 3));
  kontor_json_set_string (object,
                          "order_code",
                          kontor_statement_is_null (row, 4) ? ""
                                                            : kontor_statement_get_text (row, 4));
  kontor_json_set_integer (object, "price_e4", kontor_statement_get_integer (row, 6));
}

static void
set_total (KontorJson *object, const char *currency)
{
  gint64 minor = 0;

  kontor_totals_line (kontor_json_get_integer (object, "quantity", 0),
                      kontor_json_get_integer (object, "price_e4", 0),
                      0,
                      kontor_currency_digits (currency),
                      &minor);
  kontor_json_set_string (object, "currency", currency);
  kontor_json_set_integer (object, "net_minor", minor);
}

/* What is promised comes first, then what runs out first. */
static gint64
get_days_left (const KontorReorderProposal *proposal)
{
  if (proposal->cause == KONTOR_REORDER_PROMISED)
    return -1;
  return proposal->days_left < 0 ? G_MAXINT64 : proposal->days_left;
}

static void
add_found (KontorProposalFinder         *self,
           const KontorUid              *variant,
           const KontorProposalSupplier *supplier,
           const KontorReorderProposal  *proposal,
           KontorJson                   *object)
{
  KontorProposalFound found = {
    .proposal = object,
    .supplier = supplier,
    .title = kontor_json_get_string (object, "title", ""),
    .days_left = get_days_left (proposal),
    .variant = *variant,
  };

  g_array_append_val (self->found, found);
}

/* Adds a proposal with what people call the item, and what it will cost. */
gboolean
kontor_proposal_append (KontorProposalFinder        *self,
                        const KontorUid             *variant,
                        const KontorProposalSource  *source,
                        const KontorReorderProposal *proposal,
                        GError                     **error)
{
  const KontorProposalSupplier *supplier = source != NULL ? source->supplier : NULL;
  g_autoptr (KontorStatement) row = kontor_database_query (
    self->database,
    SELECT_DETAIL,
    error,
    KONTOR_VALUES (kontor_value_uid (variant),
                   kontor_value_uid (supplier != NULL ? &supplier->uid : NULL),
                   kontor_value_text (self->currency)));
  KontorStep  step = row != NULL ? kontor_statement_step (row, error) : KONTOR_STEP_FAILED;
  KontorJson *object = NULL;

  if (step != KONTOR_STEP_ROW)
    return step == KONTOR_STEP_DONE;

  object = kontor_json_new_object ();
  kontor_json_set_uid (object, "variant", variant);
  if (supplier != NULL)
    kontor_json_set_uid (object, "supplier", &supplier->uid);
  else
    kontor_json_set (object, "supplier", kontor_json_new_null ());
  kontor_json_set_string (object, "supplier_name", supplier != NULL ? supplier->name : "");
  set_detail (object, row);
  kontor_json_set_integer (object, "quantity", proposal->quantity);
  kontor_json_set_integer (object, "pack_quantity", proposal->pack_quantity);
  set_total (object, self->currency);
  kontor_json_set (
    object, "reason", reason_to_json (proposal, source != NULL ? source->drafted : 0));
  add_found (self, variant, supplier, proposal, object);
  return TRUE;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const KontorProposalFound *first = a;
  const KontorProposalFound *second = b;
  int                        order = (first->supplier == NULL) - (second->supplier == NULL);

  if (order == 0 && first->supplier != NULL && first->supplier != second->supplier)
    order = strcmp (first->supplier->sort_key, second->supplier->sort_key);
  if (order == 0 && first->supplier != NULL)
    order = kontor_uid_compare (&first->supplier->uid, &second->supplier->uid);
  if (order == 0)
    order = (first->days_left > second->days_left) - (first->days_left < second->days_left);
  if (order == 0)
    order = strcmp (first->title, second->title);
  return order != 0 ? order : kontor_uid_compare (&first->variant, &second->variant);
}

/* By supplier, those without one last. */
KontorJson *
kontor_proposal_sort (GArray *found)
{
  KontorJson *array = kontor_json_new_array ();

  g_array_sort (found, compare);
  for (guint i = 0; i < found->len; i++)
    kontor_json_append (array,
                        kontor_json_ref (g_array_index (found, KontorProposalFound, i).proposal));
  return array;
}
