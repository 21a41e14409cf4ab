/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-invoice.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "kontor-invoice-private.h"

G_DEFINE_QUARK (kontor_invoice_error_quark, kontor_invoice_error)

#define SNAPSHOT_VERSION 1

/* UNTDID 1001. A final invoice deducts, but is an invoice like others (finance-spec.md, E9, E10).
 */
static const char *const type_codes[KONTOR_INVOICE_N_KINDS] = {
  [KONTOR_INVOICE_INVOICE] = "380",     [KONTOR_INVOICE_PART] = "326",
  [KONTOR_INVOICE_ADVANCE] = "386",     [KONTOR_INVOICE_FINAL] = "380",
  [KONTOR_INVOICE_CREDIT_NOTE] = "381", [KONTOR_INVOICE_CANCELLATION] = "381",
};

/* The list of BR-CL-01 for a UBL CreditNote. */
static const char *const credit_codes[] = {
  "81", "83", "261", "262", "296", "308", "381", "396", "420", "458", "502", "503", "532", NULL,
};

/**
 * kontor_invoice_new:
 *
 * Returns: (transfer full): an empty quotation: no strings, empty arrays, net prices
 */
KontorInvoice *
kontor_invoice_new (void)
{
  return kontor_shape_new (&kontor_invoice_shape);
}

/**
 * kontor_invoice_free:
 * @self: (nullable) (transfer full): an invoice
 *
 * Frees the invoice with all that it holds.
 */
void
kontor_invoice_free (KontorInvoice *self)
{
  kontor_shape_free (&kontor_invoice_shape, self);
}

static gpointer
add (GPtrArray *array, const KontorShape *shape)
{
  gpointer data = kontor_shape_new (shape);

  g_ptr_array_add (array, data);
  return data;
}

/**
 * kontor_invoice_add_line:
 * @self: an invoice
 *
 * Returns: (transfer none): an empty one at the end of its array
 */
KontorInvoiceLine *
kontor_invoice_add_line (KontorInvoice *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return add (self->lines, &kontor_invoice_line_shape);
}

/**
 * kontor_invoice_add_adjustment:
 * @adjustments: an array of adjustments
 *
 * Returns: (transfer none): an empty one at the end of its array
 */
KontorInvoiceAdjustment *
kontor_invoice_add_adjustment (GPtrArray *adjustments)
{
  g_return_val_if_fail (adjustments != NULL, NULL);

  return add (adjustments, &kontor_invoice_adjustment_shape);
}

/**
 * kontor_invoice_add_note:
 * @self: an invoice
 * @text: (nullable): what it says
 *
 * Returns: (transfer none): a note at the end of the notes
 */
KontorInvoiceNote *
kontor_invoice_add_note (KontorInvoice *self, const char *text)
{
  KontorInvoiceNote *note;

  g_return_val_if_fail (self != NULL, NULL);

  note = add (self->notes, &kontor_invoice_note_shape);
  note->text = g_strdup (text);
  return note;
}

/**
 * kontor_invoice_add_tax:
 * @self: an invoice
 *
 * Returns: (transfer none): an empty one at the end of its array
 */
KontorInvoiceTax *
kontor_invoice_add_tax (KontorInvoice *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return add (self->taxes, &kontor_invoice_tax_shape);
}

/**
 * kontor_invoice_add_account:
 * @self: an invoice
 *
 * Returns: (transfer none): an empty one at the end of its array
 */
KontorInvoiceAccount *
kontor_invoice_add_account (KontorInvoice *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return add (self->payment.accounts, &kontor_invoice_account_shape);
}

/**
 * kontor_invoice_add_discount:
 * @self: an invoice
 *
 * Returns: (transfer none): an empty one at the end of its array
 */
KontorInvoiceDiscount *
kontor_invoice_add_discount (KontorInvoice *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return add (self->payment.discounts, &kontor_invoice_discount_shape);
}

/**
 * kontor_invoice_add_preceding:
 * @self: an invoice
 *
 * Returns: (transfer none): an empty one at the end of its array
 */
KontorInvoicePreceding *
kontor_invoice_add_preceding (KontorInvoice *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return add (self->references.preceding, &kontor_invoice_preceding_shape);
}

/**
 * kontor_invoice_add_attachment:
 * @self: an invoice
 *
 * Returns: (transfer none): an empty one at the end of its array
 */
KontorInvoiceAttachment *
kontor_invoice_add_attachment (KontorInvoice *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return add (self->references.attachments, &kontor_invoice_attachment_shape);
}

/**
 * kontor_invoice_add_party_id:
 * @party: the party
 *
 * Returns: (transfer none): an empty one at the end of its array
 */
KontorInvoiceId *
kontor_invoice_add_party_id (KontorInvoiceParty *party)
{
  g_return_val_if_fail (party != NULL, NULL);

  return add (party->ids, &kontor_invoice_id_shape);
}

/**
 * kontor_invoice_add_attribute:
 * @line: the line
 *
 * Returns: (transfer none): an empty one at the end of its array
 */
KontorInvoiceAttribute *
kontor_invoice_add_attribute (KontorInvoiceLine *line)
{
  g_return_val_if_fail (line != NULL, NULL);

  return add (line->attributes, &kontor_invoice_attribute_shape);
}

/**
 * kontor_invoice_add_class:
 * @line: the line
 *
 * Returns: (transfer none): an empty one at the end of its array
 */
KontorInvoiceClass *
kontor_invoice_add_class (KontorInvoiceLine *line)
{
  g_return_val_if_fail (line != NULL, NULL);

  return add (line->classes, &kontor_invoice_class_shape);
}

/**
 * kontor_invoice_take_party:
 * @place: (inout): where a nullable party of an invoice stands
 *
 * Returns: (transfer none): the party there; a new, empty one where there was none
 */
KontorInvoiceParty *
kontor_invoice_take_party (KontorInvoiceParty **place)
{
  g_return_val_if_fail (place != NULL, NULL);

  if (*place == NULL)
    *place = kontor_shape_new (&kontor_invoice_party_shape);
  return *place;
}

/**
 * kontor_invoice_to_json:
 * @self: an invoice
 *
 * The frozen snapshot. Equal invoices give equal text; a field that is not given is left out.
 *
 * Returns: (transfer full): an object with the version of its form
 */
KontorJson *
kontor_invoice_to_json (const KontorInvoice *self)
{
  KontorJson *json;

  g_return_val_if_fail (self != NULL, NULL);

  json = kontor_shape_to_json (&kontor_invoice_shape, self);
  kontor_json_set_integer (json, "version", SNAPSHOT_VERSION);
  return json;
}

static KontorJson *
take_version (const KontorJson *json, gint64 *version)
{
  KontorJson *rest = kontor_json_new_object ();
  guint       i;

  *version = kontor_json_get_integer (json, "version", 0);
  for (i = 0; i < kontor_json_length (json); i++)
    {
      const char *key = kontor_json_key_at (json, i);

      if (strcmp (key, "version") != 0)
        kontor_json_set (rest, key, kontor_json_ref ((KontorJson *) kontor_json_at (json, i)));
    }

  return rest;
}

/**
 * kontor_invoice_from_json:
 * @json: what kontor_invoice_to_json() gave, or a draft in the same form
 * @error: return location for an error of KONTOR_INVOICE_ERROR or KONTOR_VALUE_ERROR
 *
 * Reads a snapshot or a draft. Computes nothing: what was frozen stays as it was.
 *
 * Returns: (transfer full) (nullable): the invoice; %NULL when the object says something that an
 *   invoice has no place for
 */
KontorInvoice *
kontor_invoice_from_json (const KontorJson *json, GError **error)
{
  g_autoptr (KontorInvoice) self = kontor_invoice_new ();
  g_autoptr (KontorJson) rest = NULL;
  gint64 version = 0;

  if (kontor_json_type (json) == KONTOR_JSON_OBJECT)
    rest = take_version (json, &version);
  if (version != SNAPSHOT_VERSION)
    {
      g_set_error_literal (error,
                           KONTOR_INVOICE_ERROR,
                           KONTOR_INVOICE_ERROR_INVALID,
                           _ ("this is no invoice in a form that this version of Kontor reads"));
      return NULL;
    }

  return kontor_shape_from_json (&kontor_invoice_shape, rest, "", self, error)
           ? g_steal_pointer (&self)
           : NULL;
}

/**
 * kontor_invoice_copy:
 * @self: an invoice
 *
 * Returns: (transfer full): an equal invoice that shares nothing with it
 */
KontorInvoice *
kontor_invoice_copy (const KontorInvoice *self)
{
  g_autoptr (KontorJson) json = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  json = kontor_invoice_to_json (self);
  return kontor_invoice_from_json (json, NULL);
}

/**
 * kontor_invoice_equal:
 * @a: an invoice
 * @b: another
 *
 * Returns: whether both say the same
 */
gboolean
kontor_invoice_equal (const KontorInvoice *a, const KontorInvoice *b)
{
  g_autoptr (KontorJson) left = kontor_invoice_to_json (a);
  g_autoptr (KontorJson) right = kontor_invoice_to_json (b);

  return kontor_json_equal (left, right);
}

/**
 * kontor_invoice_kind_to_name:
 * @kind: a kind of document
 *
 * Returns: (transfer none): its name in JSON: quotation, confirmation, invoice, part, advance,
 *   final, credit-note, cancellation
 */
const char *
kontor_invoice_kind_to_name (KontorInvoiceKind kind)
{
  g_return_val_if_fail (kind < KONTOR_INVOICE_N_KINDS, NULL);

  return kontor_invoice_kind_names[kind];
}

/**
 * kontor_invoice_kind_from_name:
 * @name: (nullable): a name
 * @kind: (out): the kind of that name; untouched when there is none
 *
 * Returns: whether there is one
 */
gboolean
kontor_invoice_kind_from_name (const char *name, KontorInvoiceKind *kind)
{
  guint i;

  g_return_val_if_fail (kind != NULL, FALSE);

  for (i = 0; i < KONTOR_INVOICE_N_KINDS; i++)
    {
      if (g_strcmp0 (name, kontor_invoice_kind_names[i]) == 0)
        {
          *kind = (KontorInvoiceKind) i;
          return TRUE;
        }
    }

  return FALSE;
}

/**
 * kontor_invoice_kind_to_type_code:
 * @kind: a kind of document
 *
 * The code of UNTDID 1001 for BT-3 (finance-spec.md section 5). XRechnung has no 386 for advance
 * invoices: there it is 326, which the writer knows.
 *
 * Returns: (transfer none) (nullable): the code; %NULL for what is no invoice
 */
const char *
kontor_invoice_kind_to_type_code (KontorInvoiceKind kind)
{
  g_return_val_if_fail (kind < KONTOR_INVOICE_N_KINDS, NULL);

  return type_codes[kind];
}

/**
 * kontor_invoice_is_credit:
 * @self: an invoice
 *
 * Whether the seller owes: then the amounts, though positive, lower what the buyer owes, and the
 * root in UBL is CreditNote.
 *
 * Returns: whether it is a credit note, by its type code if it has one and else by its kind
 */
gboolean
kontor_invoice_is_credit (const KontorInvoice *self)
{
  const char *code;

  g_return_val_if_fail (self != NULL, FALSE);

  code = self->type_code;
  if (code == NULL || *code == '\0')
    code = type_codes[self->kind];
  return code != NULL && g_strv_contains (credit_codes, code);
}
