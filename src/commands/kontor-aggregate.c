/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-aggregate-private.h"

#include <string.h>

/* Columns of every base table (data/schema): key columns first, no local ids, and no
 * column that only repeats the root's uid. The order is on the wire: new columns go to the end. */

static const char *const setting_columns[] = { "uid", "key", "value", NULL };
static const char *const person_columns[] = { "uid", "name", "role", "email", "archived_at", NULL };
static const char *const station_columns[] = { "uid", "number", "name", NULL };
static const char *const category_columns[] = { "uid", "name", "parent_uid", "archived_at", NULL };
static const char *const supplier_columns[] = { "uid",       "name",     "email",       "phone",
                                                "lead_days", "note",     "archived_at", "contact",
                                                "street",    "postcode", "city",        "country",
                                                "language",  "account",  NULL };
static const char *const product_columns[] = {
  "uid",        "kind",         "title",       "slug",   "description",
  "brand",      "category_uid", "tax_code",    "unit",   "option1",
  "option2",    "option3",      "published",   "source", "source_key",
  "created_at", "changed_at",   "archived_at", NULL
};
static const char *const product_attribute_columns[] = { "name", "position", "value", NULL };
static const char *const product_tag_columns[] = { "tag", NULL };
static const char *const product_picture_columns[] = { "position", "sha256", "url", "alt", NULL };
static const char *const product_variant_columns[] = {
  "uid",         "position",      "sku",
  "value1",      "value2",        "value3",
  "weight_g",    "reorder_level", "reorder_quantity",
  "archived_at", "content",       "content_unit",
  NULL
};
static const char *const variant_price_columns[] = {
  "variant_uid", "currency",   "price_mode", "customer_group", "from_quantity", "valid_from",
  "price_e4",    "compare_e4", NULL
};
static const char *const variant_barcode_columns[] = {
  "variant_uid", "code", "pack_quantity", NULL
};
static const char *const variant_supplier_columns[] = {
  "variant_uid", "supplier_uid", "order_code", "pack_quantity", NULL
};
static const char *const variant_part_columns[] = { "variant_uid", "part_uid", "quantity", NULL };
static const char *const product_cost_columns[] = {
  "uid", "variant_uid", "currency", "cost_e4", NULL
};
static const char *const customer_columns[] = {
  "uid",         "number",          "kind",       "name",        "given_name",
  "family_name", "email",           "phone",      "vat_id",      "customer_group",
  "language",    "buyer_reference", "note",       "source",      "source_key",
  "merged_into", "created_at",      "changed_at", "archived_at", NULL
};
static const char *const customer_address_columns[] = { "position", "kind",     "name", "extra",
                                                        "street",   "postcode", "city", "region",
                                                        "country",  NULL };
static const char *const customer_contact_columns[] = { "position", "name",  "role",
                                                        "email",    "phone", NULL };
static const char *const customer_tag_columns[] = { "tag", NULL };
static const char *const sales_order_columns[] = { "uid",
                                                   "number",
                                                   "customer_uid",
                                                   "customer_name",
                                                   "email",
                                                   "channel",
                                                   "state",
                                                   "currency",
                                                   "price_mode",
                                                   "placed_at",
                                                   "recorded_at",
                                                   "changed_at",
                                                   "ship_by",
                                                   "paid_at",
                                                   "shipped_at",
                                                   "delivered_at",
                                                   "closed_at",
                                                   "payment_method",
                                                   "line_count",
                                                   "last_line",
                                                   "quantity",
                                                   "net_minor",
                                                   "tax_minor",
                                                   "gross_minor",
                                                   "refunded_minor",
                                                   "billing_name",
                                                   "billing_extra",
                                                   "billing_street",
                                                   "billing_postcode",
                                                   "billing_city",
                                                   "billing_region",
                                                   "billing_country",
                                                   "shipping_name",
                                                   "shipping_extra",
                                                   "shipping_street",
                                                   "shipping_postcode",
                                                   "shipping_city",
                                                   "shipping_region",
                                                   "shipping_country",
                                                   "note",
                                                   "source",
                                                   "source_key",
                                                   "reserved_until",
                                                   NULL };
static const char *const order_line_columns[] = {
  "line",     "kind",        "variant_uid", "sku",         "title",     "quantity",    "unit",
  "price_e4", "discount_bp", "tax_code",    "tax_rate_bp", "net_minor", "gross_minor", NULL
};
static const char *const order_tax_columns[] = { "tax_code",  "tax_rate_bp", "net_minor",
                                                 "tax_minor", "gross_minor", NULL };
static const char *const order_transition_columns[] = { "position",    "from_state",  "to_state",
                                                        "happened_at", "recorded_at", "author_uid",
                                                        "author_name", "station",     "reason",
                                                        "metadata",    NULL };
static const char *const delivery_columns[] = { "position", "number",          "happened_at",
                                                "carrier",  "tracking_number", "tracking_url",
                                                "note",     "withdrawn_at",    NULL };
static const char *const delivery_line_columns[] = { "delivery", "line", "quantity", NULL };
static const char *const order_return_columns[] = { "position", "happened_at", "reason", NULL };
static const char *const return_line_columns[] = {
  "return_position", "line", "quantity", "condition", NULL
};
static const char *const order_refund_columns[] = { "position",       "happened_at", "amount_minor",
                                                    "shipping_minor", "reason",      NULL };
static const char *const refund_line_columns[] = {
  "refund", "line", "quantity", "amount_minor", NULL
};
static const char *const sales_return_columns[] = { "uid",           "number",      "customer_uid",
                                                    "customer_name", "happened_at", "recorded_at",
                                                    "currency",      "gross_minor", "reason",
                                                    "source",        "source_key",  NULL };
static const char *const sales_return_line_columns[] = { "line",     "kind",        "variant_uid",
                                                         "sku",      "title",       "quantity",
                                                         "price_e4", "gross_minor", NULL };
static const char *const other_charge_columns[] = { "uid",         "number",       "kind",
                                                    "title",       "customer_uid", "happened_at",
                                                    "recorded_at", "currency",     "amount_minor",
                                                    "source",      "source_key",   NULL };
static const char *const stock_movement_columns[] = { "uid",
                                                      "variant_uid",
                                                      "kind",
                                                      "quantity",
                                                      "happened_at",
                                                      "recorded_at",
                                                      "hlc",
                                                      "order_uid",
                                                      "reason",
                                                      "note",
                                                      "author_uid",
                                                      "station",
                                                      "source",
                                                      "source_key",
                                                      "place_uid",
                                                      "lot_uid",
                                                      "hold",
                                                      "rank",
                                                      "order_line",
                                                      "document_uid",
                                                      "count_line_uid",
                                                      "about_uid",
                                                      "booked_on",
                                                      "cost_e4",
                                                      "currency",
                                                      NULL };
static const char *const saved_view_columns[] = { "uid",  "list",     "name", "filter",
                                                  "sort", "position", NULL };
static const char *const import_batch_columns[] = { "uid",         "importer",   "file_name",
                                                    "file_sha256", "started_at", "summary",
                                                    "undone_at",   NULL };
static const char *const attention_columns[] = {
  "uid",          "kind",        "subject_kind", "subject_uid", "subject_title", "command_uid",
  "command_name", "reason_code", "message",      "base",        "mine",          "theirs",
  "offers",       "opened_at",   "closed_at",    "closed_by",   "decision",      NULL
};

static const char *const location_columns[] = { "uid",  "name",     "code",        "parent_uid",
                                                "kind", "position", "archived_at", NULL };
static const char *const lot_columns[] = { "uid",         "variant_uid",   "code",
                                           "best_before", "is_serial",     "note",
                                           "recalled_at", "recall_reason", NULL };
static const char *const stock_transfer_columns[] = {
  "uid",     "number",      "from_place_uid", "to_place_uid", "state",
  "sent_at", "received_at", "note",           "recorded_at",  NULL
};
static const char *const transfer_line_columns[] = { "line",     "variant_uid", "lot_uid",
                                                     "quantity", "received",    NULL };
static const char *const stock_notice_columns[] = { "uid",           "variant_uid",
                                                    "opened_at",     "available",
                                                    "reorder_level", "snoozed_until",
                                                    "closed_at",     NULL };
static const char *const stock_request_columns[] = { "uid",         "variant_uid", "content",
                                                     "value_minor", "currency",    "author_uid",
                                                     "author_name", "made_at",     "decided_at",
                                                     "decided_by",  "decision",    NULL };
static const char *const purchase_order_columns[] = {
  "uid",        "number",  "supplier_uid", "supplier_name", "state",     "currency", "created_at",
  "changed_at", "sent_at", "expected_at",  "closed_at",     "net_minor", "note",     NULL
};
static const char *const purchase_line_columns[] = {
  "line",     "variant_uid",   "sku",      "title",  "order_code",
  "quantity", "pack_quantity", "price_e4", "reason", NULL
};
static const char *const purchase_receipt_columns[] = { "position",     "happened_at",
                                                        "recorded_at",  "delivery_note",
                                                        "author_name",  "station",
                                                        "withdrawn_at", NULL };
static const char *const receipt_line_columns[] = { "receipt",      "line",      "part",
                                                    "quantity",     "place_uid", "lot_uid",
                                                    "movement_uid", NULL };
static const char *const stock_count_columns[] = { "uid",
                                                   "number",
                                                   "title",
                                                   "state",
                                                   "plan",
                                                   "repeat_days",
                                                   "prefilled",
                                                   "blind",
                                                   "passes",
                                                   "tolerance_quantity",
                                                   "tolerance_minor",
                                                   "approval_minor",
                                                   "uncounted",
                                                   "created_at",
                                                   "started_at",
                                                   "finished_at",
                                                   "booked_at",
                                                   "closed_at",
                                                   "author_uid",
                                                   "author_name",
                                                   "finished_by",
                                                   "booked_by",
                                                   "reverses_uid",
                                                   "note",
                                                   "repeats_uid",
                                                   NULL };
static const char *const count_assignment_columns[] = {
  "position", "place_uid", "person_uid", "pass", NULL
};
static const char *const count_item_columns[] = {
  "position", "variant_uid", "place_uid", "lot_uid", NULL
};
static const char *const count_scan_columns[] = {
  "uid",          "count_uid",   "variant_uid",    "place_uid",  "lot_uid",    "spot",
  "pass",         "mode",        "quantity",       "expression", "code",       "condition",
  "corrects_uid", "happened_at", "recorded_at",    "hlc",        "author_uid", "author_name",
  "station",      "note",        "picture_sha256", NULL
};
static const char *const count_line_columns[] = {
  "uid",     "count_uid",   "variant_uid", "place_uid",  "lot_uid",    "state",
  "counted", "counted_at",  "hlc",         "book",       "adjustment", "shown",
  "reason",  "value_minor", "currency",    "check_note", "decided_by", "booked_at",
  "note",    "pass",        "decision",    NULL
};

static const char *const invoice_columns[] = {
  "uid",           "kind",          "series",        "position",      "number",     "customer_uid",
  "customer_name", "order_uid",     "order_number",  "preceding_uid", "issued_on",  "due_on",
  "supplied_from", "supplied_to",   "currency",      "price_mode",    "net_minor",  "tax_minor",
  "gross_minor",   "prepaid_minor", "due_minor",     "sign",          "country",    "format",
  "language",      "snapshot",      "pdf_sha256",    "xml_sha256",    "author_uid", "author_name",
  "station",       "issued_at",     "previous_hash", "hash",          NULL
};
static const char *const invoice_line_columns[] = { "line",       "kind",      "order_uid",
                                                    "order_line", "sku",       "title",
                                                    "quantity",   "net_minor", "gross_minor",
                                                    "category",   "rate_bp",   NULL };
static const char *const invoice_tax_columns[] = { "category",  "rate_bp",     "net_minor",
                                                   "tax_minor", "gross_minor", NULL };
static const char *const invoice_event_columns[] = { "uid",         "invoice_uid", "kind",
                                                     "happened_at", "author_name", "station",
                                                     "data",        NULL };
static const char *const invoice_draft_columns[] = { "uid",           "kind",       "customer_uid",
                                                     "customer_name", "order_uid",  "currency",
                                                     "gross_minor",   "content",    "author_name",
                                                     "created_at",    "changed_at", "issued_uid",
                                                     "closed_at",     NULL };
static const char *const incoming_invoice_columns[] = {
  "uid",         "state",       "supplier_uid", "seller_name", "seller_vat_id",  "number",
  "type_code",   "issued_on",   "due_on",       "currency",    "net_minor",      "tax_minor",
  "gross_minor", "due_minor",   "iban",         "format",      "profile",        "file_sha256",
  "xml_sha256",  "file_name",   "channel",      "content",     "findings",       "purchase_uid",
  "booking",     "received_at", "changed_at",   "decided_by",  "decided_by_uid", "second_by",
  "note",        NULL
};
static const char *const incoming_event_columns[] = { "position",    "kind",    "happened_at",
                                                      "author_name", "station", "note",
                                                      NULL };
static const char *const bank_account_columns[] = { "uid",         "name",     "iban",
                                                    "bic",         "currency", "ledger_account",
                                                    "archived_at", NULL };
static const char *const bank_statement_columns[] = {
  "uid",         "account_uid",   "reference",     "number",   "from_on",
  "to_on",       "opening_minor", "closing_minor", "currency", "format",
  "file_sha256", "note",          "imported_at",   NULL
};
static const char *const bank_entry_columns[] = {
  "uid",        "account_uid",    "statement_uid", "booked_on", "value_on",      "amount_minor",
  "currency",   "name",           "iban",          "purpose",   "end_to_end",    "mandate",
  "structured", "bank_reference", "code",          "is_return", "return_reason", NULL
};
static const char *const payment_columns[] = { "uid",         "method",       "happened_on",
                                               "recorded_at", "amount_minor", "currency",
                                               "entry_uid",   "customer_uid", "order_uid",
                                               "reference",   "note",         "reverses_uid",
                                               "author_name", "station",      NULL };
static const char *const payment_share_columns[] = { "uid",          "payment_uid", "invoice_uid",
                                                     "incoming_uid", "kind",        "amount_minor",
                                                     "currency",     "happened_on", "recorded_at",
                                                     "explanation",  "by_rule",     "reverses_uid",
                                                     "author_name",  "station",     NULL };
static const char *const dunning_columns[] = {
  "uid",        "number",      "customer_uid", "customer_name",  "level",     "made_on",
  "pay_by",     "currency",    "open_minor",   "interest_minor", "fee_minor", "content",
  "pdf_sha256", "author_name", "station",      "recorded_at",    NULL
};
static const char *const dunning_line_columns[] = {
  "invoice_uid", "open_minor", "interest_minor", NULL
};
static const char *const books_export_columns[] = { "uid",         "kind",      "from_on",
                                                    "to_on",       "file_name", "file_sha256",
                                                    "n_rows",      "sum_minor", "repeats_uid",
                                                    "author_name", "made_at",   NULL };
static const char *const party_account_columns[] = { "uid", "side", "account", "given_at", NULL };

static const char *const vat_check_columns[] = {
  "uid",          "customer_uid", "vat_id",  "checked_at",  "is_valid", "name", "address",
  "consultation", "requester",    "service", "author_name", "station",  NULL
};

static const KontorAggregateTable setting_tables[] = {
  { "setting", setting_columns, "utt", 1, NULL, NULL },
  { NULL },
};

static const KontorAggregateTable person_tables[] = {
  { "person", person_columns, "uttti", 1, NULL, NULL },
  { NULL },
};

static const KontorAggregateTable station_tables[] = {
  { "station", station_columns, "uit", 1, NULL, NULL },
  { NULL },
};

static const KontorAggregateTable category_tables[] = {
  { "category", category_columns, "utui", 1, NULL, NULL },
  { NULL },
};

static const KontorAggregateTable supplier_tables[] = {
  { "supplier", supplier_columns, "utttitittttttt", 1, NULL, NULL },
  { NULL },
};

static const KontorAggregateTable product_tables[] = {
  { "product", product_columns, "utttttutttttittiii", 1, NULL, NULL },
  { "product_attribute", product_attribute_columns, "tit", 2, "product_uid", NULL },
  { "product_tag", product_tag_columns, "t", 1, "product_uid", NULL },
  { "product_picture", product_picture_columns, "ittt", 1, "product_uid", NULL },
  { "product_variant", product_variant_columns, "uittttiiiiit", 1, "product_uid", NULL },
  { "variant_price", variant_price_columns, "utttiiii", 6, NULL, "product_variant" },
  { "variant_barcode", variant_barcode_columns, "uti", 2, NULL, "product_variant" },
  { "variant_supplier", variant_supplier_columns, "uuti", 2, NULL, "product_variant" },
  { "variant_part", variant_part_columns, "uui", 2, NULL, "product_variant" },
  { NULL },
};

static const KontorAggregateTable product_cost_tables[] = {
  { "product_cost", product_cost_columns, "uuti", 1, NULL, NULL },
  { NULL },
};

static const KontorAggregateTable customer_tables[] = {
  { "customer", customer_columns, "uttttttttttttttuiii", 1, NULL, NULL },
  { "customer_address", customer_address_columns, "itttttttt", 1, "customer_uid", NULL },
  { "customer_contact", customer_contact_columns, "itttt", 1, "customer_uid", NULL },
  { "customer_tag", customer_tag_columns, "t", 1, "customer_uid", NULL },
  { NULL },
};

static const KontorAggregateTable order_tables[] = {
  { "sales_order",
    sales_order_columns,
    "ututtttttiiiiiiiitiiiiiiittttttttttttttttti",
    1,
    NULL,
    NULL },
  { "order_line", order_line_columns, "ituttitiitiii", 1, "order_uid", NULL },
  { "order_tax", order_tax_columns, "tiiii", 2, "order_uid", NULL },
  { "order_transition", order_transition_columns, "ittiiutitt", 1, "order_uid", NULL },
  { "delivery", delivery_columns, "ititttti", 1, "order_uid", NULL },
  { "delivery_line", delivery_line_columns, "iii", 2, "order_uid", NULL },
  { "order_return", order_return_columns, "iit", 1, "order_uid", NULL },
  { "return_line", return_line_columns, "iiit", 2, "order_uid", NULL },
  { "order_refund", order_refund_columns, "iiiit", 1, "order_uid", NULL },
  { "refund_line", refund_line_columns, "iiii", 2, "order_uid", NULL },
  { NULL },
};

static const KontorAggregateTable sales_return_tables[] = {
  { "sales_return", sales_return_columns, "ututiitittt", 1, NULL, NULL },
  { "sales_return_line", sales_return_line_columns, "ituttiii", 1, "return_uid", NULL },
  { NULL },
};

static const KontorAggregateTable other_charge_tables[] = {
  { "other_charge", other_charge_columns, "utttuiititt", 1, NULL, NULL },
  { NULL },
};

static const KontorAggregateTable stock_movement_tables[] = {
  { "stock_movement", stock_movement_columns, "uutiiiiuttuittuutiiuuuiit", 1, NULL, NULL },
  { NULL },
};

static const KontorAggregateTable saved_view_tables[] = {
  { "saved_view", saved_view_columns, "utttti", 1, NULL, NULL },
  { NULL },
};

static const KontorAggregateTable import_batch_tables[] = {
  { "import_batch", import_batch_columns, "utttiti", 1, NULL, NULL },
  { NULL },
};

static const KontorAggregateTable attention_tables[] = {
  { "attention", attention_columns, "uttututttttttiitt", 1, NULL, NULL },
  { NULL },
};

static const KontorAggregateTable location_tables[] = {
  { "location", location_columns, "uttutii", 1, NULL, NULL },
  { NULL },
};

static const KontorAggregateTable lot_tables[] = {
  { "lot", lot_columns, "uutiitit", 1, NULL, NULL },
  { NULL },
};

static const KontorAggregateTable stock_transfer_tables[] = {
  { "stock_transfer", stock_transfer_columns, "utuutiiti", 1, NULL, NULL },
  { "transfer_line", transfer_line_columns, "iuuii", 1, "transfer_uid", NULL },
  { NULL },
};

static const KontorAggregateTable stock_notice_tables[] = {
  { "stock_notice", stock_notice_columns, "uuiiiii", 1, NULL, NULL },
  { NULL },
};

static const KontorAggregateTable stock_request_tables[] = {
  { "stock_request", stock_request_columns, "uutitutiitt", 1, NULL, NULL },
  { NULL },
};

static const KontorAggregateTable purchase_order_tables[] = {
  { "purchase_order", purchase_order_columns, "ututttiiiiiit", 1, NULL, NULL },
  { "purchase_line", purchase_line_columns, "iutttiiit", 1, "purchase_uid", NULL },
  { "purchase_receipt", purchase_receipt_columns, "iiittii", 1, "purchase_uid", NULL },
  { "receipt_line", receipt_line_columns, "iiiiuuu", 3, "purchase_uid", NULL },
  { NULL },
};

static const KontorAggregateTable stock_count_tables[] = {
  { "stock_count", stock_count_columns, "uttttiiiiiiitiiiiiutttutu", 1, NULL, NULL },
  { "count_assignment", count_assignment_columns, "iuui", 1, "count_uid", NULL },
  { "count_item", count_item_columns, "iuuu", 1, "count_uid", NULL },
  { NULL },
};

static const KontorAggregateTable count_scan_tables[] = {
  { "count_scan", count_scan_columns, "uuuuutititttuiiiutitt", 1, NULL, NULL },
  { NULL },
};

static const KontorAggregateTable count_line_tables[] = {
  { "count_line", count_line_columns, "uuuuutiiiiiititttitit", 1, NULL, NULL },
  { NULL },
};

static const KontorAggregateTable invoice_tables[] = {
  { "invoice", invoice_columns, "uttitututuiiiittiiiiiittttttutiitt", 1, NULL, NULL },
  { "invoice_line", invoice_line_columns, "ituittiiiti", 1, "invoice_uid", NULL },
  { "invoice_tax", invoice_tax_columns, "tiiii", 2, "invoice_uid", NULL },
  { NULL },
};

static const KontorAggregateTable invoice_event_tables[] = {
  { "invoice_event", invoice_event_columns, "uutitit", 1, NULL, NULL },
  { NULL },
};

static const KontorAggregateTable invoice_draft_tables[] = {
  { "invoice_draft", invoice_draft_columns, "utututittiiui", 1, NULL, NULL },
  { NULL },
};

static const KontorAggregateTable incoming_invoice_tables[] = {
  { "incoming_invoice",
    incoming_invoice_columns,
    "ututtttiitiiiitttttttttutiitutt",
    1,
    NULL,
    NULL },
  { "incoming_event", incoming_event_columns, "ititit", 1, "incoming_uid", NULL },
  { NULL },
};

static const KontorAggregateTable bank_account_tables[] = {
  { "bank_account", bank_account_columns, "uttttti", 1, NULL, NULL },
  { NULL },
};

static const KontorAggregateTable bank_statement_tables[] = {
  { "bank_statement", bank_statement_columns, "uutiiiiitttti", 1, NULL, NULL },
  { NULL },
};

static const KontorAggregateTable bank_entry_tables[] = {
  { "bank_entry", bank_entry_columns, "uuuiiitttttttttit", 1, NULL, NULL },
  { NULL },
};

static const KontorAggregateTable payment_tables[] = {
  { "payment", payment_columns, "utiiituuuttuti", 1, NULL, NULL },
  { NULL },
};

static const KontorAggregateTable payment_share_tables[] = {
  { "payment_share", payment_share_columns, "uuuutitiittuti", 1, NULL, NULL },
  { NULL },
};

static const KontorAggregateTable dunning_tables[] = {
  { "dunning", dunning_columns, "ututiiitiiitttii", 1, NULL, NULL },
  { "dunning_line", dunning_line_columns, "uii", 1, "dunning_uid", NULL },
  { NULL },
};

static const KontorAggregateTable books_export_tables[] = {
  { "books_export", books_export_columns, "utiittiiuti", 1, NULL, NULL },
  { NULL },
};

static const KontorAggregateTable party_account_tables[] = {
  { "party_account", party_account_columns, "utii", 1, NULL, NULL },
  { NULL },
};

static const KontorAggregateTable vat_check_tables[] = {
  { "vat_check", vat_check_columns, "uutiitttttti", 1, NULL, NULL },
  { NULL },
};

static const KontorAggregateType types[] = {
  { KONTOR_KIND_SETTING, "setting", KONTOR_SCOPE_SETTINGS, setting_tables },
  { KONTOR_KIND_PERSON, "person", KONTOR_SCOPE_SETTINGS, person_tables },
  { KONTOR_KIND_STATION, "station", KONTOR_SCOPE_SETTINGS, station_tables },
  { KONTOR_KIND_CATEGORY, "category", KONTOR_SCOPE_CATALOG, category_tables },
  { KONTOR_KIND_SUPPLIER, "supplier", KONTOR_SCOPE_CATALOG, supplier_tables },
  { KONTOR_KIND_PRODUCT, "product", KONTOR_SCOPE_CATALOG, product_tables },
  { KONTOR_KIND_PRODUCT_COST, "product.cost", KONTOR_SCOPE_FINANCE, product_cost_tables },
  { KONTOR_KIND_CUSTOMER, "customer", KONTOR_SCOPE_CUSTOMERS, customer_tables },
  { KONTOR_KIND_ORDER, "order", KONTOR_SCOPE_ORDERS, order_tables },
  { KONTOR_KIND_SALES_RETURN, "sales_return", KONTOR_SCOPE_ORDERS, sales_return_tables },
  { KONTOR_KIND_OTHER_CHARGE, "other_charge", KONTOR_SCOPE_FINANCE, other_charge_tables },
  { KONTOR_KIND_STOCK_MOVEMENT, "stock_movement", KONTOR_SCOPE_STOCK, stock_movement_tables },
  { KONTOR_KIND_SAVED_VIEW, "saved_view", KONTOR_SCOPE_SETTINGS, saved_view_tables },
  { KONTOR_KIND_IMPORT_BATCH, "import_batch", KONTOR_SCOPE_SETTINGS, import_batch_tables },
  { KONTOR_KIND_ATTENTION, "attention", KONTOR_SCOPE_ORDERS, attention_tables },
  { KONTOR_KIND_LOCATION, "location", KONTOR_SCOPE_STOCK, location_tables },
  { KONTOR_KIND_LOT, "lot", KONTOR_SCOPE_STOCK, lot_tables },
  { KONTOR_KIND_STOCK_TRANSFER, "stock_transfer", KONTOR_SCOPE_STOCK, stock_transfer_tables },
  { KONTOR_KIND_STOCK_NOTICE, "stock_notice", KONTOR_SCOPE_STOCK, stock_notice_tables },
  { KONTOR_KIND_STOCK_REQUEST, "stock_request", KONTOR_SCOPE_STOCK, stock_request_tables },
  { KONTOR_KIND_PURCHASE_ORDER, "purchase_order", KONTOR_SCOPE_STOCK, purchase_order_tables },
  { KONTOR_KIND_STOCK_COUNT, "stock_count", KONTOR_SCOPE_STOCK, stock_count_tables },
  { KONTOR_KIND_COUNT_SCAN, "count_scan", KONTOR_SCOPE_STOCK, count_scan_tables },
  { KONTOR_KIND_COUNT_LINE, "count_line", KONTOR_SCOPE_STOCK, count_line_tables },
  { KONTOR_KIND_INVOICE, "invoice", KONTOR_SCOPE_FINANCE, invoice_tables },
  { KONTOR_KIND_INVOICE_EVENT, "invoice_event", KONTOR_SCOPE_FINANCE, invoice_event_tables },
  { KONTOR_KIND_INVOICE_DRAFT, "invoice_draft", KONTOR_SCOPE_FINANCE, invoice_draft_tables },
  { KONTOR_KIND_INCOMING_INVOICE,
    "incoming_invoice",
    KONTOR_SCOPE_FINANCE,
    incoming_invoice_tables },
  { KONTOR_KIND_BANK_ACCOUNT, "bank_account", KONTOR_SCOPE_FINANCE, bank_account_tables },
  { KONTOR_KIND_BANK_STATEMENT, "bank_statement", KONTOR_SCOPE_FINANCE, bank_statement_tables },
  { KONTOR_KIND_BANK_ENTRY, "bank_entry", KONTOR_SCOPE_FINANCE, bank_entry_tables },
  { KONTOR_KIND_PAYMENT, "payment", KONTOR_SCOPE_FINANCE, payment_tables },
  { KONTOR_KIND_PAYMENT_SHARE, "payment_share", KONTOR_SCOPE_FINANCE, payment_share_tables },
  { KONTOR_KIND_DUNNING, "dunning", KONTOR_SCOPE_FINANCE, dunning_tables },
  { KONTOR_KIND_BOOKS_EXPORT, "books_export", KONTOR_SCOPE_FINANCE, books_export_tables },
  { KONTOR_KIND_PARTY_ACCOUNT, "party_account", KONTOR_SCOPE_FINANCE, party_account_tables },
  { KONTOR_KIND_VAT_CHECK, "vat_check", KONTOR_SCOPE_CUSTOMERS, vat_check_tables },
};

static gpointer
build_list (gpointer unused)
{
  const KontorAggregateType **list = g_new0 (const KontorAggregateType *, G_N_ELEMENTS (types));

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    list[i] = &types[i];
  return list;
}

/**
 * kontor_aggregate_type_get:
 * @kind: a kind
 *
 * Returns: (transfer none) (nullable): its tables; %NULL for a number that is no kind
 */
const KontorAggregateType *
kontor_aggregate_type_get (KontorKind kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (types[i].kind == kind)
      return &types[i];
  return NULL;
}

/**
 * kontor_aggregate_type_find:
 * @name: the name on the wire, "order"
 *
 * Returns: (transfer none) (nullable): the kind of that name; %NULL when it is not known here
 */
const KontorAggregateType *
kontor_aggregate_type_find (const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_equal (types[i].name, name))
      return &types[i];
  return NULL;
}

/**
 * kontor_aggregate_type_list:
 * @n_types: (out): how many there are
 *
 * Returns: (transfer none): every kind, in the order of its number
 */
const KontorAggregateType *const *
kontor_aggregate_type_list (guint *n_types)
{
  static GOnce once = G_ONCE_INIT;

  g_return_val_if_fail (n_types != NULL, NULL);

  *n_types = G_N_ELEMENTS (types);
  return g_once (&once, build_list, NULL);
}

static void
append_columns (GString *sql, const KontorAggregateTable *table)
{
  for (guint i = 0; table->columns[i] != NULL; i++)
    g_string_append_printf (sql, "%s%s", i == 0 ? "" : ", ", table->columns[i]);
}

static const KontorAggregateTable *
find_table (const KontorAggregateType *type, const char *name)
{
  const KontorAggregateTable *table = type->tables;

  while (!g_str_equal (table->table, name))
    table++;
  return table;
}

static char *
make_select (const KontorAggregateType *type, const KontorAggregateTable *table)
{
  GString *sql = g_string_new ("SELECT ");

  append_columns (sql, table);
  g_string_append_printf (sql, " FROM %s WHERE ", table->table);
  if (table->through != NULL)
    g_string_append_printf (sql,
                            "%s IN (SELECT uid FROM %s WHERE %s = ?1)",
                            table->columns[0],
                            table->through,
                            find_table (type, table->through)->parent);
  else
    g_string_append_printf (sql, "%s = ?1", table->parent != NULL ? table->parent : "uid");
  return g_string_free (sql, FALSE);
}

static gboolean
has_uid (const KontorAggregateTable *table)
{
  return g_str_equal (table->columns[0], "uid");
}

static void
append_updates (GString *sql, const KontorAggregateTable *table)
{
  if (table->columns[table->n_keys] == NULL)
    {
      g_string_append (sql, "NOTHING");
      return;
    }

  g_string_append (sql, "UPDATE SET ");
  for (guint i = table->n_keys; table->columns[i] != NULL; i++)
    g_string_append_printf (sql,
                            "%s%s = excluded.%s",
                            i == table->n_keys ? "" : ", ",
                            table->columns[i],
                            table->columns[i]);
}

static char *
make_upsert (const KontorAggregateTable *table)
{
  GString *sql = g_string_new ("INSERT INTO ");
  guint    n_values = (guint) strlen (table->types) + (table->parent != NULL ? 1 : 0);

  g_string_append_printf (sql, "%s (", table->table);
  append_columns (sql, table);
  if (table->parent != NULL)
    g_string_append_printf (sql, ", %s", table->parent);
  g_string_append (sql, ") VALUES (");
  for (guint i = 1; i <= n_values; i++)
    g_string_append_printf (sql, "%s?%u", i == 1 ? "" : ", ", i);
  g_string_append (sql, ") ON CONFLICT (");
  for (guint i = 0; i < table->n_keys; i++)
    g_string_append_printf (sql, "%s%s", i == 0 ? "" : ", ", table->columns[i]);
  if (table->parent != NULL && !has_uid (table))
    g_string_append_printf (sql, ", %s", table->parent);
  g_string_append (sql, ") DO ");
  append_updates (sql, table);
  return g_string_free (sql, FALSE);
}

static char *
make_remove (const KontorAggregateTable *table)
{
  GString *sql = g_string_new ("DELETE FROM ");

  g_string_append_printf (sql, "%s WHERE ", table->table);
  for (guint i = 0; i < table->n_keys; i++)
    g_string_append_printf (sql, "%s%s = ?%u", i == 0 ? "" : " AND ", table->columns[i], i + 1);
  if (table->parent != NULL && !has_uid (table))
    g_string_append_printf (sql, " AND %s = ?%u", table->parent, table->n_keys + 1);
  return g_string_free (sql, FALSE);
}

static gpointer
build_sql (gpointer unused)
{
  GHashTable *map = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    for (const KontorAggregateTable *table = types[i].tables; table->table != NULL; table++)
      {
        KontorAggregateSql *sql = g_new0 (KontorAggregateSql, 1);

        g_assert (strlen (table->types) < KONTOR_AGGREGATE_MOST_COLUMNS);
        sql->select = make_select (&types[i], table);
        sql->upsert = make_upsert (table);
        sql->remove = make_remove (table);
        g_hash_table_insert (map, (gpointer) table, sql);
      }
  return map;
}

/**
 * kontor_aggregate_get_sql:
 * @table: a table of the registry
 *
 * Returns: (transfer none): its statements
 */
const KontorAggregateSql *
kontor_aggregate_get_sql (const KontorAggregateTable *table)
{
  static GOnce once = G_ONCE_INIT;

  return g_hash_table_lookup (g_once (&once, build_sql, NULL), table);
}
