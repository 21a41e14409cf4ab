/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-value-words.h"

#include <glib/gi18n.h>
#include <string.h>

#include "kontor-customer-words.h"
#include "kontor-import-words.h"
#include "kontor-matter-text.h"
#include "kontor-product-words.h"

typedef struct
{
  const char *value;
  const char *words; /* N_() */
} Words;

static const Words channels[] = {
  { "shop", N_ ("Web shop") }, { "online", N_ ("Web shop") }, { "office", N_ ("Office") },
  { "phone", N_ ("Phone") },   { "email", N_ ("E-mail") },    { "store", N_ ("Store") },
  { "market", N_ ("Market") }, { "pos", N_ ("Till") },
};

static const Words payments[] = {
  { "card", N_ ("Card") },       { "paypal", "PayPal" },
  { "cash", N_ ("Cash") },       { "transfer", N_ ("Bank transfer") },
  { "invoice", N_ ("Invoice") }, { "direct_debit", N_ ("Direct debit") },
};

static const Words sources[] = {
  { "shopify", "Shopify" },
  { "woocommerce", "WooCommerce" },
  { "online-retail", "Online Retail" },
  { "csv", "CSV" },
};

static const Words customer_kinds[] = {
  { "person", N_ ("Person") },
  { "company", N_ ("Company") },
};

static const Words matters[] = {
  { "refused", N_ ("Refused") },
  { "invalid", N_ ("Not valid") },
  { "state_changed", N_ ("Already in another state") },
  { "not_found", N_ ("No longer there") },
  { "conflict", N_ ("Two changes at once") },
  { "field_conflict", N_ ("Two changes at once") },
  { "not_available", N_ ("Not available") },
  { "forbidden", N_ ("Not allowed") },
  { "paid_after_cancel", N_ ("Paid after it was cancelled") },
  { "shipped_after_cancel", N_ ("Shipped after it was cancelled") },
  { "oversold", N_ ("Oversold") },
  { "stock_request", N_ ("Approval of a correction") },
  { "needs_approval", N_ ("Needs approval") },
  { "ask_finance", N_ ("Question to finance") },
  { "shipped_twice", N_ ("Shipped twice") },
  { "delivered_after_cancel", N_ ("Delivered after it was cancelled") },
  { "delivered_after_withdrawal", N_ ("Delivered after it was withdrawn") },
  { "moved_in_closed_period", N_ ("Moved in a closed period") },
  { "closed_period", N_ ("The period is closed") },
  { "oversold", N_ ("Sold more than there was") },
  { "count_reopened", N_ ("Count changed late") },
  { "count_equals_delivery", N_ ("Count equals a delivery") },
  { "count_late_scan", N_ ("Scanned after the count") },
};

/* What was decided: a word of ours, or the command that was given. */
static const Words decisions[] = {
  { "keep", N_ ("Kept as it is") },
  { "order.reinstate", N_ ("Order reinstated") },
  { "order.refund", N_ ("Refund recorded") },
  { "order.unship", N_ ("Delivery withdrawn") },
  { "order.return", N_ ("Return recorded") },
  { "order.ship", N_ ("Shipped anyway") },
  { "order.cancel", N_ ("Order cancelled") },
  { "order.edit", N_ ("My value used") },
  { "customer.edit", N_ ("My value used") },
  { "product.edit", N_ ("My value used") },
  { "order.reserve", N_ ("Tried again") },
  { "attention.open", N_ ("Finance was asked") },
  { "stock.request.approve", N_ ("Approved") },
  { "stock.request.refuse", N_ ("Refused") },
  { "stock.void", N_ ("Entry taken back") },
  { "count.settle", N_ ("The count had seen it") },
  { "count.exclude", N_ ("It was still on the shelf") },
  { "count.plan", N_ ("New count planned") },
  { "count.reverse", N_ ("Count reversed") },
};

/* Members of what was there before, here and elsewhere. */
static const Words fields[] = {
  { "difference", N_ ("Difference") },
  { "happened_at", N_ ("When") },
  { "kind", N_ ("What") },
  { "quantity", N_ ("Quantity") },
};

static const char *
find (const Words *words, gsize n_words, const char *value)
{
  for (gsize i = 0; i < n_words; i++)
    if (g_strcmp0 (words[i].value, value) == 0)
      return _ (words[i].words);
  return value;
}

/**
 * kontor_country_name:
 * @code: two letters
 *
 * Returns: the name in the person's language; @code itself when it is another
 */
const char *
kontor_country_name (const char *code)
{
  guint                       n_countries = 0;
  const KontorCustomerChoice *countries = kontor_customer_countries (&n_countries);
  const char                 *name = NULL;

  if (*code != '\0')
    name = kontor_customer_choice_name (countries, n_countries, code);
  return name != NULL ? name : code;
}

/**
 * kontor_channel_name:
 * @channel: where an order came from
 *
 * Returns: its name in the person's language; @channel itself when a person gave it
 */
const char *
kontor_channel_name (const char *channel)
{
  return find (channels, G_N_ELEMENTS (channels), channel);
}

/**
 * kontor_payment_name:
 * @method: of a payment
 *
 * Returns: its name in the person's language; @method itself when it is another
 */
const char *
kontor_payment_name (const char *method)
{
  return find (payments, G_N_ELEMENTS (payments), method);
}

/**
 * kontor_matter_name:
 * @kind: of a matter that needs attention, or the reason code of a refusal
 *
 * Returns: what it is about in the person's language; @kind itself when it is another
 */
const char *
kontor_matter_name (const char *kind)
{
  return find (matters, G_N_ELEMENTS (matters), kind);
}

/**
 * kontor_decision_text:
 * @decision: as it is stored: "keep" or the command that was given, and ": " with a reason behind
 * it
 *
 * Returns: (transfer full): the decision in the person's language, the reason as it was written
 */
char *
kontor_decision_text (const char *decision)
{
  const char      *reason = strstr (decision, ": ");
  g_autofree char *word = g_strndup (
    decision, reason != NULL ? (gsize) (reason - decision) : strlen (decision));

  const char *words = find (decisions, G_N_ELEMENTS (decisions), word);

  if (words == word && g_str_has_prefix (word, "stock."))
    words = _ ("Tried again");
  return g_strconcat (words, reason != NULL ? reason : "", NULL);
}

/**
 * kontor_field_name:
 * @key: of a value that is compared with another
 *
 * Returns: its name in the person's language; @key itself when it has none
 */
const char *
kontor_field_name (const char *key)
{
  return find (fields, G_N_ELEMENTS (fields), key);
}

static const char *
kind_words (const char *list, const char *value)
{
  if (g_str_equal (list, "customers"))
    return find (customer_kinds, G_N_ELEMENTS (customer_kinds), value);
  if (g_str_equal (list, "products") || g_str_equal (list, "variants"))
    return kontor_product_choice_name (kontor_product_kinds, value);
  return kontor_matter_name (value);
}

/**
 * kontor_value_words:
 * @list: name of a list
 * @column: key of one of its columns
 * @value: what is stored
 *
 * Returns: (transfer full): what people read in this column
 */
char *
kontor_value_words (const char *list, const char *column, const char *value)
{
  if (g_str_equal (column, "country"))
    return g_strdup (kontor_country_name (value));
  if (g_str_equal (column, "channel"))
    return g_strdup (kontor_channel_name (value));
  if (g_str_equal (column, "payment"))
    return g_strdup (kontor_payment_name (value));
  if (g_str_equal (column, "source"))
    return g_strdup (find (sources, G_N_ELEMENTS (sources), value));
  if (g_str_equal (column, "importer"))
    return g_strdup (kontor_import_words_importer (value));
  if (g_str_equal (column, "decision"))
    return kontor_decision_text (value);
  if (g_str_equal (list, "transfers") && *value == '\0'
      && (g_str_equal (column, "from") || g_str_equal (column, "to")))
    return g_strdup (_ ("Main place"));
  /* The place that transfers make by themselves. */
  if (g_str_equal (list, "locations") && g_str_equal (value, "In transit"))
    return g_strdup (_ ("In transit"));
  if (g_str_equal (column, "kind"))
    return g_strdup (kind_words (list, value));
  if (g_str_equal (column, "message") && g_str_equal (list, "attention"))
    return kontor_matter_dup_text (value);
  if (g_str_equal (column, "reason") && g_str_equal (list, "attention"))
    return g_strdup (kontor_matter_name (value));
  return g_strdup (value);
}
