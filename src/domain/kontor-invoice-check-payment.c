/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include <string.h>

#include "kontor-invoice-check-private.h"

#define CARD_DIGITS_SHOWN 10 /* the first six and the last four */

static gboolean
is_transfer (const char *means)
{
  return g_strcmp0 (means, "30") == 0 || g_strcmp0 (means, "58") == 0;
}

/* BG-16 to BG-19. */
void
kontor_check_payment (KontorInvoiceCheck *self)
{
  const KontorInvoicePayment *payment = &self->invoice->payment;
  gboolean has_other = payment->accounts->len > 0 || kontor_check_is_given (payment->means_text)
                       || kontor_check_is_given (payment->card_number)
                       || kontor_check_is_given (payment->debtor_iban);
  guint i;

  kontor_check_want (self, !has_other || kontor_check_is_given (payment->means), "BR-49");
  kontor_check_want_code (self, "4461", payment->means, "BR-CL-16");
  for (i = 0; i < payment->accounts->len; i++)
    {
      const KontorInvoiceAccount *account = g_ptr_array_index (payment->accounts, i);

      kontor_check_want (self, kontor_check_is_given (account->iban), "BR-50");
    }

  if (is_transfer (payment->means))
    kontor_check_want (self, payment->accounts->len > 0, "BR-61");
  if (kontor_check_is_given (payment->card_number))
    kontor_check_want (self, strlen (payment->card_number) <= CARD_DIGITS_SHOWN, "BR-51");
}

static void
check_notes (KontorInvoiceCheck *self)
{
  guint i;

  for (i = 0; i < self->invoice->notes->len; i++)
    {
      const KontorInvoiceNote *note = g_ptr_array_index (self->invoice->notes, i);

      kontor_check_want_code (self, "4451", note->code, "BR-CL-08");
    }
}

/* BG-1, BG-3, BG-24 and the object of BT-18. */
void
kontor_check_references (KontorInvoiceCheck *self)
{
  const KontorInvoiceReferences *references = &self->invoice->references;
  guint                          i;

  check_notes (self);
  kontor_check_want_code (self, "1153", references->object.scheme, "BR-CL-07");
  for (i = 0; i < references->preceding->len; i++)
    {
      const KontorInvoicePreceding *preceding = g_ptr_array_index (references->preceding, i);

      kontor_check_want (self, kontor_check_is_given (preceding->number), "BR-55");
    }

  for (i = 0; i < references->attachments->len; i++)
    {
      const KontorInvoiceAttachment *attachment = g_ptr_array_index (references->attachments, i);

      kontor_check_want (self, kontor_check_is_given (attachment->id), "BR-52");
      if (attachment->data != NULL
          && !kontor_finance_rules_has_code (self->rules, "mime", attachment->mime))
        kontor_check_report (self, "BR-CL-24")->found = g_strdup (attachment->mime);
    }
}
