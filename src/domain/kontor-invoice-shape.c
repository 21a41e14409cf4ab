/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-invoice-private.h"

/* One row a field of a struct, in the struct's order; the JSON key is the field's name. */
#define TEXT(type, name)                                                                           \
  {                                                                                                \
#name, KONTOR_FIELD_TEXT, G_STRUCT_OFFSET(type, name), NULL, NULL                              \
  }
#define NUMBER(type, name)                                                                         \
  {                                                                                                \
#name, KONTOR_FIELD_NUMBER, G_STRUCT_OFFSET(type, name), NULL, NULL                            \
  }
#define BOOLEAN(type, name)                                                                        \
  {                                                                                                \
#name, KONTOR_FIELD_BOOLEAN, G_STRUCT_OFFSET(type, name), NULL, NULL                           \
  }
#define BYTES(type, name)                                                                          \
  {                                                                                                \
#name, KONTOR_FIELD_BYTES, G_STRUCT_OFFSET(type, name), NULL, NULL                             \
  }
#define NAME(type, name, names)                                                                    \
  {                                                                                                \
#name, KONTOR_FIELD_NAME, G_STRUCT_OFFSET(type, name), NULL, names                             \
  }
#define STRUCT(type, name, shape)                                                                  \
  {                                                                                                \
#name, KONTOR_FIELD_STRUCT, G_STRUCT_OFFSET(type, name), &shape, NULL                          \
  }
#define POINTER(type, name, shape)                                                                 \
  {                                                                                                \
#name, KONTOR_FIELD_POINTER, G_STRUCT_OFFSET(type, name), &shape, NULL                         \
  }
#define ARRAY(type, name, shape)                                                                   \
  {                                                                                                \
#name, KONTOR_FIELD_ARRAY, G_STRUCT_OFFSET(type, name), &shape, NULL                           \
  }

const char *const kontor_invoice_kind_names[] = {
  "quotation", "confirmation", "invoice",      "part", "advance",
  "final",     "credit-note",  "cancellation", NULL,
};

static const char *const price_mode_names[] = { "net", "gross", NULL };

static const KontorField address_fields[] = {
  TEXT (KontorAddress, name),     TEXT (KontorAddress, extra), TEXT (KontorAddress, street),
  TEXT (KontorAddress, postcode), TEXT (KontorAddress, city),  TEXT (KontorAddress, region),
  TEXT (KontorAddress, country),
};

static const KontorShape address_shape = {
  sizeof (KontorAddress), address_fields, G_N_ELEMENTS (address_fields), NULL
};

static const KontorField id_fields[] = {
  TEXT (KontorInvoiceId, id),
  TEXT (KontorInvoiceId, scheme),
};

static void id_free (gpointer data);

const KontorShape kontor_invoice_id_shape = {
  sizeof (KontorInvoiceId), id_fields, G_N_ELEMENTS (id_fields), id_free
};

static void
id_free (gpointer data)
{
  kontor_shape_free (&kontor_invoice_id_shape, data);
}

static const KontorField party_fields[] = {
  STRUCT (KontorInvoiceParty, address, address_shape),
  TEXT (KontorInvoiceParty, line3),
  TEXT (KontorInvoiceParty, trade_name),
  ARRAY (KontorInvoiceParty, ids, kontor_invoice_id_shape),
  STRUCT (KontorInvoiceParty, legal_id, kontor_invoice_id_shape),
  TEXT (KontorInvoiceParty, vat_id),
  TEXT (KontorInvoiceParty, tax_number),
  TEXT (KontorInvoiceParty, legal_info),
  STRUCT (KontorInvoiceParty, endpoint, kontor_invoice_id_shape),
  TEXT (KontorInvoiceParty, contact),
  TEXT (KontorInvoiceParty, phone),
  TEXT (KontorInvoiceParty, email),
};

const KontorShape kontor_invoice_party_shape = {
  sizeof (KontorInvoiceParty), party_fields, G_N_ELEMENTS (party_fields), NULL
};

static const KontorField adjustment_fields[] = {
  BOOLEAN (KontorInvoiceAdjustment, is_charge),  NUMBER (KontorInvoiceAdjustment, amount_minor),
  NUMBER (KontorInvoiceAdjustment, gross_minor), NUMBER (KontorInvoiceAdjustment, percent_e6),
  NUMBER (KontorInvoiceAdjustment, base_minor),  TEXT (KontorInvoiceAdjustment, reason),
  TEXT (KontorInvoiceAdjustment, reason_code),   TEXT (KontorInvoiceAdjustment, category),
  NUMBER (KontorInvoiceAdjustment, rate_bp),
};

static void adjustment_free (gpointer data);

const KontorShape kontor_invoice_adjustment_shape = { sizeof (KontorInvoiceAdjustment),
                                                      adjustment_fields,
                                                      G_N_ELEMENTS (adjustment_fields),
                                                      adjustment_free };

static void
adjustment_free (gpointer data)
{
  kontor_shape_free (&kontor_invoice_adjustment_shape, data);
}

static const KontorField attribute_fields[] = {
  TEXT (KontorInvoiceAttribute, name),
  TEXT (KontorInvoiceAttribute, value),
};

static void attribute_free (gpointer data);

const KontorShape kontor_invoice_attribute_shape = {
  sizeof (KontorInvoiceAttribute), attribute_fields, G_N_ELEMENTS (attribute_fields), attribute_free
};

static void
attribute_free (gpointer data)
{
  kontor_shape_free (&kontor_invoice_attribute_shape, data);
}

static const KontorField class_fields[] = {
  TEXT (KontorInvoiceClass, code),
  TEXT (KontorInvoiceClass, list),
  TEXT (KontorInvoiceClass, version),
};

static void class_free (gpointer data);

const KontorShape kontor_invoice_class_shape = {
  sizeof (KontorInvoiceClass), class_fields, G_N_ELEMENTS (class_fields), class_free
};

static void
class_free (gpointer data)
{
  kontor_shape_free (&kontor_invoice_class_shape, data);
}

static const KontorField line_fields[] = {
  TEXT (KontorInvoiceLine, id),
  TEXT (KontorInvoiceLine, note),
  TEXT (KontorInvoiceLine, name),
  TEXT (KontorInvoiceLine, description),
  TEXT (KontorInvoiceLine, sku),
  TEXT (KontorInvoiceLine, buyer_sku),
  TEXT (KontorInvoiceLine, gtin),
  TEXT (KontorInvoiceLine, origin),
  TEXT (KontorInvoiceLine, kind),
  NUMBER (KontorInvoiceLine, quantity_e6),
  TEXT (KontorInvoiceLine, unit),
  NUMBER (KontorInvoiceLine, price_e6),
  NUMBER (KontorInvoiceLine, base_quantity_e6),
  NUMBER (KontorInvoiceLine, list_price_e6),
  TEXT (KontorInvoiceLine, category),
  NUMBER (KontorInvoiceLine, rate_bp),
  TEXT (KontorInvoiceLine, reason),
  TEXT (KontorInvoiceLine, tax_code),
  TEXT (KontorInvoiceLine, vat_rule),
  ARRAY (KontorInvoiceLine, adjustments, kontor_invoice_adjustment_shape),
  ARRAY (KontorInvoiceLine, attributes, kontor_invoice_attribute_shape),
  ARRAY (KontorInvoiceLine, classes, kontor_invoice_class_shape),
  NUMBER (KontorInvoiceLine, from_day),
  NUMBER (KontorInvoiceLine, to_day),
  TEXT (KontorInvoiceLine, order_line),
  TEXT (KontorInvoiceLine, order),
  TEXT (KontorInvoiceLine, cost_account),
  STRUCT (KontorInvoiceLine, object, kontor_invoice_id_shape),
  NUMBER (KontorInvoiceLine, net_price_e6),
  NUMBER (KontorInvoiceLine, net_base_e6),
  NUMBER (KontorInvoiceLine, net_minor),
  NUMBER (KontorInvoiceLine, gross_minor),
};

static void line_free (gpointer data);

const KontorShape kontor_invoice_line_shape = {
  sizeof (KontorInvoiceLine), line_fields, G_N_ELEMENTS (line_fields), line_free
};

static void
line_free (gpointer data)
{
  kontor_shape_free (&kontor_invoice_line_shape, data);
}

static const KontorField tax_fields[] = {
  TEXT (KontorInvoiceTax, category),       NUMBER (KontorInvoiceTax, rate_bp),
  NUMBER (KontorInvoiceTax, net_minor),    NUMBER (KontorInvoiceTax, tax_minor),
  NUMBER (KontorInvoiceTax, gross_minor),  TEXT (KontorInvoiceTax, exemption_reason),
  TEXT (KontorInvoiceTax, exemption_code),
};

static void tax_free (gpointer data);

const KontorShape kontor_invoice_tax_shape = {
  sizeof (KontorInvoiceTax), tax_fields, G_N_ELEMENTS (tax_fields), tax_free
};

static void
tax_free (gpointer data)
{
  kontor_shape_free (&kontor_invoice_tax_shape, data);
}

static const KontorField note_fields[] = {
  TEXT (KontorInvoiceNote, text),
  TEXT (KontorInvoiceNote, code),
};

static void note_free (gpointer data);

const KontorShape kontor_invoice_note_shape = {
  sizeof (KontorInvoiceNote), note_fields, G_N_ELEMENTS (note_fields), note_free
};

static void
note_free (gpointer data)
{
  kontor_shape_free (&kontor_invoice_note_shape, data);
}

static const KontorField preceding_fields[] = {
  TEXT (KontorInvoicePreceding, number),
  NUMBER (KontorInvoicePreceding, day),
};

static void preceding_free (gpointer data);

const KontorShape kontor_invoice_preceding_shape = {
  sizeof (KontorInvoicePreceding), preceding_fields, G_N_ELEMENTS (preceding_fields), preceding_free
};

static void
preceding_free (gpointer data)
{
  kontor_shape_free (&kontor_invoice_preceding_shape, data);
}

static const KontorField attachment_fields[] = {
  TEXT (KontorInvoiceAttachment, id),       TEXT (KontorInvoiceAttachment, description),
  TEXT (KontorInvoiceAttachment, uri),      TEXT (KontorInvoiceAttachment, mime),
  TEXT (KontorInvoiceAttachment, filename), BYTES (KontorInvoiceAttachment, data),
};

static void attachment_free (gpointer data);

const KontorShape kontor_invoice_attachment_shape = { sizeof (KontorInvoiceAttachment),
                                                      attachment_fields,
                                                      G_N_ELEMENTS (attachment_fields),
                                                      attachment_free };

static void
attachment_free (gpointer data)
{
  kontor_shape_free (&kontor_invoice_attachment_shape, data);
}

static const KontorField account_fields[] = {
  TEXT (KontorInvoiceAccount, iban),
  TEXT (KontorInvoiceAccount, name),
  TEXT (KontorInvoiceAccount, bic),
};

static void account_free (gpointer data);

const KontorShape kontor_invoice_account_shape = {
  sizeof (KontorInvoiceAccount), account_fields, G_N_ELEMENTS (account_fields), account_free
};

static void
account_free (gpointer data)
{
  kontor_shape_free (&kontor_invoice_account_shape, data);
}

static const KontorField discount_fields[] = {
  NUMBER (KontorInvoiceDiscount, days),
  NUMBER (KontorInvoiceDiscount, percent_e6),
  NUMBER (KontorInvoiceDiscount, base_minor),
};

static void discount_free (gpointer data);

const KontorShape kontor_invoice_discount_shape = {
  sizeof (KontorInvoiceDiscount), discount_fields, G_N_ELEMENTS (discount_fields), discount_free
};

static void
discount_free (gpointer data)
{
  kontor_shape_free (&kontor_invoice_discount_shape, data);
}

static const KontorField payment_fields[] = {
  TEXT (KontorInvoicePayment, means),
  TEXT (KontorInvoicePayment, means_text),
  TEXT (KontorInvoicePayment, remittance),
  ARRAY (KontorInvoicePayment, accounts, kontor_invoice_account_shape),
  TEXT (KontorInvoicePayment, card_number),
  TEXT (KontorInvoicePayment, card_holder),
  TEXT (KontorInvoicePayment, mandate),
  TEXT (KontorInvoicePayment, creditor_id),
  TEXT (KontorInvoicePayment, debtor_iban),
  NUMBER (KontorInvoicePayment, due_day),
  TEXT (KontorInvoicePayment, terms),
  ARRAY (KontorInvoicePayment, discounts, kontor_invoice_discount_shape),
};

static const KontorShape payment_shape = {
  sizeof (KontorInvoicePayment), payment_fields, G_N_ELEMENTS (payment_fields), NULL
};

static const KontorField references_fields[] = {
  TEXT (KontorInvoiceReferences, buyer_reference),
  TEXT (KontorInvoiceReferences, project),
  TEXT (KontorInvoiceReferences, contract),
  TEXT (KontorInvoiceReferences, order),
  TEXT (KontorInvoiceReferences, sales_order),
  TEXT (KontorInvoiceReferences, receipt),
  TEXT (KontorInvoiceReferences, despatch),
  TEXT (KontorInvoiceReferences, tender),
  STRUCT (KontorInvoiceReferences, object, kontor_invoice_id_shape),
  TEXT (KontorInvoiceReferences, buyer_account),
  ARRAY (KontorInvoiceReferences, preceding, kontor_invoice_preceding_shape),
  ARRAY (KontorInvoiceReferences, attachments, kontor_invoice_attachment_shape),
};

static const KontorShape references_shape = {
  sizeof (KontorInvoiceReferences), references_fields, G_N_ELEMENTS (references_fields), NULL
};

static const KontorField totals_fields[] = {
  NUMBER (KontorInvoiceTotals, line_minor),     NUMBER (KontorInvoiceTotals, allowance_minor),
  NUMBER (KontorInvoiceTotals, charge_minor),   NUMBER (KontorInvoiceTotals, net_minor),
  NUMBER (KontorInvoiceTotals, tax_minor),      NUMBER (KontorInvoiceTotals, accounting_tax_minor),
  NUMBER (KontorInvoiceTotals, gross_minor),    NUMBER (KontorInvoiceTotals, paid_minor),
  NUMBER (KontorInvoiceTotals, rounding_minor), NUMBER (KontorInvoiceTotals, due_minor),
};

static const KontorShape totals_shape = {
  sizeof (KontorInvoiceTotals), totals_fields, G_N_ELEMENTS (totals_fields), NULL
};

static const KontorField invoice_fields[] = {
  NAME (KontorInvoice, kind, kontor_invoice_kind_names),
  TEXT (KontorInvoice, type_code),
  TEXT (KontorInvoice, specification),
  TEXT (KontorInvoice, process),
  TEXT (KontorInvoice, number),
  TEXT (KontorInvoice, language),
  TEXT (KontorInvoice, currency),
  TEXT (KontorInvoice, tax_currency),
  NAME (KontorInvoice, price_mode, price_mode_names),
  NUMBER (KontorInvoice, issue_day),
  NUMBER (KontorInvoice, delivery_day),
  NUMBER (KontorInvoice, from_day),
  NUMBER (KontorInvoice, to_day),
  NUMBER (KontorInvoice, tax_point_day),
  TEXT (KontorInvoice, tax_point_code),
  NUMBER (KontorInvoice, valid_until_day),
  TEXT (KontorInvoice, intro),
  TEXT (KontorInvoice, closing),
  STRUCT (KontorInvoice, seller, kontor_invoice_party_shape),
  STRUCT (KontorInvoice, buyer, kontor_invoice_party_shape),
  POINTER (KontorInvoice, payee, kontor_invoice_party_shape),
  POINTER (KontorInvoice, tax_representative, kontor_invoice_party_shape),
  POINTER (KontorInvoice, ship_to, kontor_invoice_party_shape),
  ARRAY (KontorInvoice, notes, kontor_invoice_note_shape),
  ARRAY (KontorInvoice, lines, kontor_invoice_line_shape),
  ARRAY (KontorInvoice, adjustments, kontor_invoice_adjustment_shape),
  ARRAY (KontorInvoice, taxes, kontor_invoice_tax_shape),
  STRUCT (KontorInvoice, references, references_shape),
  STRUCT (KontorInvoice, payment, payment_shape),
  STRUCT (KontorInvoice, totals, totals_shape),
};

const KontorShape kontor_invoice_shape = {
  sizeof (KontorInvoice), invoice_fields, G_N_ELEMENTS (invoice_fields), NULL
};
