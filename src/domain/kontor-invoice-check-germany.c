/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include <string.h>

#include "kontor-codes.h"
#include "kontor-iban.h"
#include "kontor-invoice-check-private.h"

static gboolean
is_one_of (const char *text, const char *const *list)
{
  return text != NULL && g_strv_contains (list, text);
}

static guint
count_digits (const char *text)
{
  guint n = 0;

  for (; text != NULL && *text != '\0'; text++)
    n += g_ascii_isdigit (*text) ? 1 : 0;
  return n;
}

static void
check_seller (KontorInvoiceCheck *self)
{
  const KontorInvoiceParty *seller = &self->invoice->seller;
  gboolean                  has_contact = kontor_check_is_given (seller->contact)
                         || kontor_check_is_given (seller->phone)
                         || kontor_check_is_given (seller->email);

  kontor_check_want (self, kontor_check_is_given (seller->address.city), "BR-DE-3");
  kontor_check_want (self, kontor_check_is_given (seller->address.postcode), "BR-DE-4");
  kontor_check_want (self, kontor_check_is_given (seller->endpoint.id), "PEPPOL-EN16931-R020");
  kontor_check_want (self, has_contact, "BR-DE-2");
  if (!has_contact)
    return;

  kontor_check_want (self, kontor_check_is_given (seller->contact), "BR-DE-5");
  kontor_check_want (self, kontor_check_is_given (seller->phone), "BR-DE-6");
  kontor_check_want (self, kontor_check_is_given (seller->email), "BR-DE-7");
  kontor_check_want (
    self, !kontor_check_is_given (seller->phone) || count_digits (seller->phone) >= 3, "BR-DE-27");
  kontor_check_want (self,
                     !kontor_check_is_given (seller->email)
                       || kontor_email_is_plausible (seller->email),
                     "BR-DE-28");
}

static void
check_places (KontorInvoiceCheck *self)
{
  const KontorInvoice *invoice = self->invoice;

  kontor_check_want (self, kontor_check_is_given (invoice->buyer.address.city), "BR-DE-8");
  kontor_check_want (self, kontor_check_is_given (invoice->buyer.address.postcode), "BR-DE-9");
  kontor_check_want (
    self, kontor_check_is_given (invoice->buyer.endpoint.id), "PEPPOL-EN16931-R010");
  if (invoice->ship_to == NULL || !kontor_check_is_given (invoice->ship_to->address.country))
    return;

  kontor_check_want (self, kontor_check_is_given (invoice->ship_to->address.city), "BR-DE-10");
  kontor_check_want (self, kontor_check_is_given (invoice->ship_to->address.postcode), "BR-DE-11");
}

static gboolean
has_direct_debit (const KontorInvoicePayment *payment)
{
  return kontor_check_is_given (payment->mandate) || kontor_check_is_given (payment->creditor_id)
         || kontor_check_is_given (payment->debtor_iban);
}

static gboolean
iban_is_valid (const char *text)
{
  g_autofree char *iban = kontor_iban_normalise (text != NULL ? text : "");

  return kontor_iban_is_valid (iban);
}

static void
check_transfer (KontorInvoiceCheck *self, const KontorInvoicePayment *payment)
{
  guint i;

  kontor_check_want (self, payment->accounts->len > 0, "BR-DE-23-a");
  kontor_check_want (self,
                     !kontor_check_is_given (payment->card_number) && !has_direct_debit (payment),
                     "BR-DE-23-b");
  if (strcmp (payment->means, "58") != 0)
    return;

  for (i = 0; i < payment->accounts->len; i++)
    {
      const KontorInvoiceAccount *account = g_ptr_array_index (payment->accounts, i);

      if (!iban_is_valid (account->iban))
        kontor_check_report (self, "BR-DE-19")->found = g_strdup (account->iban);
    }
}

static void
check_debit (KontorInvoiceCheck *self, const KontorInvoicePayment *payment)
{
  kontor_check_want (self, has_direct_debit (payment), "BR-DE-25-a");
  kontor_check_want (self,
                     payment->accounts->len == 0 && !kontor_check_is_given (payment->card_number),
                     "BR-DE-25-b");
  kontor_check_want (self, kontor_check_is_given (payment->mandate), "PEPPOL-EN16931-R061");
  if (!iban_is_valid (payment->debtor_iban))
    kontor_check_report (self, "BR-DE-20")->found = g_strdup (payment->debtor_iban);
}

static void
check_payment (KontorInvoiceCheck *self)
{
  static const char *const    transfers[] = { "30", "58", NULL };
  static const char *const    cards[] = { "48", "54", "55", NULL };
  const KontorInvoicePayment *payment = &self->invoice->payment;

  kontor_check_want (self, kontor_check_is_given (payment->means), "BR-DE-1");
  if (is_one_of (payment->means, transfers))
    check_transfer (self, payment);
  else if (g_strcmp0 (payment->means, "59") == 0)
    check_debit (self, payment);
  else if (is_one_of (payment->means, cards))
    {
      kontor_check_want (self, kontor_check_is_given (payment->card_number), "BR-DE-24-a");
      kontor_check_want (
        self, payment->accounts->len == 0 && !has_direct_debit (payment), "BR-DE-24-b");
    }
}

/* Two decimals of the percentage and whole days are all that BR-DE-18 can say. */
static void
check_cash_discounts (KontorInvoiceCheck *self)
{
  const GPtrArray *discounts = self->invoice->payment.discounts;
  guint            i;

  for (i = 0; i < discounts->len; i++)
    {
      const KontorInvoiceDiscount *discount = g_ptr_array_index (discounts, i);

      kontor_check_want (self,
                         discount->days >= 0 && discount->percent_e6 >= 0
                           && discount->percent_e6 % 10000 == 0,
                         "BR-DE-18");
    }
}

static void
check_type (KontorInvoiceCheck *self)
{
  static const char *const types[] = {
    "326", "380", "384", "389", "381", "875", "876", "877", NULL
  };
  const KontorInvoice *invoice = self->invoice;

  if (!kontor_check_is_given (invoice->type_code))
    return; /* our own: the writer takes one of these */

  if (!is_one_of (invoice->type_code, types))
    kontor_check_report (self, "BR-DE-17")->found = g_strdup (invoice->type_code);
  if (strcmp (invoice->type_code, "384") == 0)
    kontor_check_want (self, invoice->references.preceding->len > 0, "BR-DE-26");
}

static void
check_file_names (KontorInvoiceCheck *self)
{
  const GPtrArray *attachments = self->invoice->references.attachments;
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  guint i;

  for (i = 0; i < attachments->len; i++)
    {
      const KontorInvoiceAttachment *attachment = g_ptr_array_index (attachments, i);

      if (kontor_check_is_given (attachment->filename)
          && !g_hash_table_add (names, attachment->filename))
        kontor_check_report (self, "BR-DE-22")->found = g_strdup (attachment->filename);
    }
}

static void
check_tax_number (KontorInvoiceCheck *self)
{
  const KontorInvoice *invoice = self->invoice;
  guint                i;

  if (kontor_check_is_given (invoice->seller.vat_id)
      || kontor_check_is_given (invoice->seller.tax_number) || invoice->tax_representative != NULL)
    return;

  for (i = 0; i < invoice->lines->len; i++)
    {
      const KontorInvoiceLine *line = g_ptr_array_index (invoice->lines, i);

      if (kontor_check_is_given (line->category) && strcmp (line->category, "O") != 0)
        {
          kontor_check_report (self, "BR-DE-16");
          return;
        }
    }
}

/* XRechnung 3.0: what is asked for beyond EN 16931. */
void
kontor_check_germany (KontorInvoiceCheck *self)
{
  kontor_check_want (
    self, kontor_check_is_given (self->invoice->references.buyer_reference), "BR-DE-15");
  check_seller (self);
  check_places (self);
  check_payment (self);
  check_cash_discounts (self);
  check_type (self);
  check_file_names (self);
  check_tax_number (self);
}
