/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"
#include "kontor-invoice-sheet.h"

#include "kontor-iban.h"

/* What a letter says about its sender comes from the invoice, as it was when it was issued. */

static void
add_line (GString *block, const char *before, const char *text)
{
  if (kontor_invoice_sheet_has (text))
    g_string_append_printf (block, "%s%s%s", block->len > 0 ? "\n" : "", before, text);
}

static void
add_block (GPtrArray *blocks, GString *block)
{
  if (block->len > 0)
    g_ptr_array_add (blocks, g_string_free (block, FALSE));
  else
    g_string_free (block, TRUE);
}

static void
add_address (GPtrArray *blocks, const KontorInvoice *invoice)
{
  const KontorAddress *address = &invoice->seller.address;
  GString             *block = g_string_new (NULL);
  g_autofree char     *city = NULL;
  gboolean             abroad = g_strcmp0 (address->country, invoice->buyer.address.country) != 0;

  city = g_strjoin (" ",
                    address->postcode != NULL ? address->postcode : "",
                    address->city != NULL ? address->city : "",
                    NULL);
  add_line (block, "", address->name);
  add_line (block, "", address->street);
  add_line (block, "", address->extra);
  add_line (block, "", g_strstrip (city));
  if (abroad)
    add_line (block,
              "",
              kontor_language_get_country (kontor_language_from_code (invoice->language),
                                           address->country));
  add_block (blocks, block);
}

static void
add_contact (GPtrArray *blocks, const KontorInvoice *invoice, const KontorLetterhead *head)
{
  GString *block = g_string_new (NULL);

  add_line (block, "", invoice->seller.phone);
  add_line (block, "", invoice->seller.email);
  add_line (block, "", head->website);
  add_block (blocks, block);
}

static void
add_bank (GPtrArray *blocks, const KontorInvoice *invoice, const KontorLetterhead *head)
{
  const KontorInvoiceAccount *account;
  GString                    *block = g_string_new (NULL);
  g_autofree char            *iban = NULL;

  if (invoice->payment.accounts->len > 0)
    {
      account = g_ptr_array_index (invoice->payment.accounts, 0);
      iban = kontor_iban_format (account->iban);
      add_line (block, "", head->bank);
      add_line (block, "IBAN ", iban);
      add_line (block, "BIC ", account->bic);
    }
  add_block (blocks, block);
}

/* § 14 Abs. 4 Nr. 2 UStG, § 35a GmbHG: who is behind the invoice. */
static void
add_legal (GPtrArray *blocks, const KontorInvoice *invoice, KontorLanguage language)
{
  const KontorInvoiceParty *seller = &invoice->seller;
  GString                  *block = g_string_new (NULL);
  g_autofree char          *vat = NULL;
  g_autofree char          *tax = NULL;

  vat = g_strconcat (kontor_invoice_words_get (language, KONTOR_INVOICE_WORD_VAT_ID), " ", NULL);
  tax = g_strconcat (
    kontor_invoice_words_get (language, KONTOR_INVOICE_WORD_TAX_NUMBER), " ", NULL);
  add_line (block, vat, seller->vat_id);
  add_line (block, tax, seller->tax_number);
  add_line (block, "", seller->legal_id.id);
  add_line (block, "", seller->legal_info);
  add_block (blocks, block);
}

/* Returns: (transfer full): blocks of lines: who and where, how to reach, the account, the law's
 * numbers */
char **
kontor_invoice_face_make_footer (const KontorInvoice *invoice, const KontorLetterhead *head)
{
  GPtrArray *blocks = g_ptr_array_new ();

  add_address (blocks, invoice);
  add_contact (blocks, invoice, head);
  add_bank (blocks, invoice, head);
  add_legal (blocks, invoice, kontor_language_from_code (invoice->language));
  g_ptr_array_add (blocks, NULL);
  return (char **) g_ptr_array_free (blocks, FALSE);
}

/* Returns: (transfer full): the line above the window */
char *
kontor_invoice_face_make_sender_line (const KontorInvoice *invoice)
{
  const KontorAddress *address = &invoice->seller.address;
  GString             *line = g_string_new (address->name != NULL ? address->name : "");
  g_autofree char     *city = NULL;

  city = g_strjoin (" ",
                    address->postcode != NULL ? address->postcode : "",
                    address->city != NULL ? address->city : "",
                    NULL);
  if (kontor_invoice_sheet_has (address->street))
    g_string_append_printf (line, " · %s", address->street);
  if (*g_strstrip (city) != '\0')
    g_string_append_printf (line, " · %s", city);
  return g_string_free (line, FALSE);
}
