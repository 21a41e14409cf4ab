/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-sepa.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "kontor-iban.h"
#include "kontor-number.h"
#include "kontor-text.h"
#include "kontor-time.h"
#include "kontor-value-error.h"
#include "kontor-xml.h"

#define NAMESPACE "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"
#define MOST_MINOR G_GINT64_CONSTANT (99999999999) /* of one transfer: 999,999,999.99 */
#define MOST_NAME 70
#define MOST_KEY 35
#define MOST_PURPOSE 140

static const struct
{
  gunichar    letter;
  const char *text;
} spelled[] = {
  { 0xc4, "Ae" }, { 0xe4, "ae" }, { 0xd6, "Oe" },    { 0xf6, "oe" }, { 0xdc, "Ue" },
  { 0xfc, "ue" }, { 0xdf, "ss" }, { 0xc6, "Ae" },    { 0xe6, "ae" }, { 0xd8, "Oe" },
  { 0xf8, "oe" }, { '&', "+" },   { 0x20ac, "EUR" },
};

static gboolean
is_allowed (gunichar letter)
{
  return letter < 0x80
         && (g_ascii_isalnum ((char) letter) || strchr ("/-?:().,'+ ", (int) letter) != NULL);
}

static void
append_letter (GString *out, gunichar letter)
{
  gunichar parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];

  for (guint i = 0; i < G_N_ELEMENTS (spelled); i++)
    if (spelled[i].letter == letter)
      {
        g_string_append (out, spelled[i].text);
        return;
      }
  if (g_unichar_ismark (letter))
    return;
  g_unichar_fully_decompose (letter, TRUE, parts, G_N_ELEMENTS (parts));
  g_string_append_c (out, letter != 0 && is_allowed (parts[0]) ? (char) parts[0] : '.');
}

/**
 * kontor_sepa_text:
 * @text: (nullable): UTF-8
 * @most: characters that the field has
 *
 * Returns: (transfer full): the text in the letters that every bank of the SEPA carries: a to z,
 *   digits, blanks and / - ? : ( ) . , ' +; ä as ae; no slash at an end and no two in a row
 */
char *
kontor_sepa_text (const char *text, gsize most)
{
  GString *out = g_string_new (NULL);

  for (const char *at = text != NULL ? text : ""; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar letter = g_utf8_get_char (at);

      if (g_unichar_isspace (letter) || g_unichar_iscntrl (letter))
        letter = ' ';
      if ((letter == ' ' && (out->len == 0 || out->str[out->len - 1] == ' '))
          || (letter == '/' && (out->len == 0 || out->str[out->len - 1] == '/')))
        continue;
      append_letter (out, letter);
    }
  g_string_truncate (out, MIN (out->len, most));
  while (out->len > 0 && strchr (" /", out->str[out->len - 1]) != NULL)
    g_string_truncate (out, out->len - 1);
  return g_string_free (out, FALSE);
}

static gboolean
refuse (GError **error, const char *sentence, const char *name)
{
  g_autofree char *message = NULL;
  g_auto (GStrv) parts = g_strsplit (sentence, "%s", 2);

  message = g_strjoinv (name != NULL ? name : "", parts);
  g_set_error_literal (error, KONTOR_VALUE_ERROR, KONTOR_VALUE_ERROR_INVALID, message);
  return FALSE;
}

static gboolean
check_iban (const char *iban, const char *name, GError **error)
{
  return (iban != NULL && kontor_iban_is_valid (iban))
         || refuse (error, _ ("the IBAN of “%s” is missing or wrong"), name);
}

static gboolean
check (const KontorTransferOrder *order, gint64 *sum, GError **error)
{
  *sum = 0;
  if (order->n_transfers == 0)
    return refuse (error, _ ("there is nothing to be paid"), NULL);
  if (kontor_text_is_blank (order->name))
    return refuse (error, _ ("the company's name is missing in the settings"), NULL);
  if (!check_iban (order->iban, order->name, error))
    return FALSE;
  for (guint i = 0; i < order->n_transfers; i++)
    {
      const KontorTransfer *transfer = &order->transfers[i];

      if (kontor_text_is_blank (transfer->name))
        return refuse (error, _ ("“%s” has no name to be paid to"), transfer->end_to_end);
      if (!check_iban (transfer->iban, transfer->name, error))
        return FALSE;
      if (transfer->amount_minor <= 0 || transfer->amount_minor > MOST_MINOR
          || !kontor_add_checked (*sum, transfer->amount_minor, sum))
        return refuse (error, _ ("the amount for “%s” can't be transferred"), transfer->name);
    }
  return TRUE;
}

/* --- writing --- */

static void
write_text (KontorXml *xml, const char *element, const char *text, gsize most)
{
  g_autofree char *plain = kontor_sepa_text (text, most);

  kontor_xml_leaf (xml, element, plain);
}

static void
write_sums (KontorXml *xml, const KontorTransferOrder *order, gint64 sum)
{
  g_autofree char *count = g_strdup_printf ("%u", order->n_transfers);
  g_autofree char *total = kontor_decimal_format (sum, 2, 2, &kontor_number_style_plain);

  kontor_xml_leaf (xml, "NbOfTxs", count);
  kontor_xml_leaf (xml, "CtrlSum", total);
}

static void
write_account (KontorXml *xml, const char *element, const char *iban)
{
  kontor_xml_open (xml, element);
  kontor_xml_open (xml, "Id");
  kontor_xml_leaf (xml, "IBAN", iban);
  kontor_xml_close (xml);
  kontor_xml_close (xml);
}

static void
write_name (KontorXml *xml, const char *element, const char *name)
{
  kontor_xml_open (xml, element);
  write_text (xml, "Nm", name, MOST_NAME);
  kontor_xml_close (xml);
}

/* The debtor's bank must be named; a BIC is not needed for that. */
static void
write_bank (KontorXml *xml, const char *element, const char *bic, gboolean needed)
{
  gboolean is_known = bic != NULL && kontor_bic_is_valid (bic);

  if (!is_known && !needed)
    return;
  kontor_xml_open (xml, element);
  kontor_xml_open (xml, "FinInstnId");
  if (is_known)
    kontor_xml_leaf (xml, "BICFI", bic);
  else
    {
      kontor_xml_open (xml, "Othr");
      kontor_xml_leaf (xml, "Id", "NOTPROVIDED");
      kontor_xml_close (xml);
    }
  kontor_xml_close (xml);
  kontor_xml_close (xml);
}

static void
write_head (KontorXml *xml, const KontorTransferOrder *order, gint64 sum)
{
  g_autofree char *created = kontor_time_format_iso (order->created_at
                                                     - order->created_at % KONTOR_SECOND);

  kontor_xml_open (xml, "GrpHdr");
  write_text (xml, "MsgId", order->message, MOST_KEY);
  kontor_xml_leaf (xml, "CreDtTm", created);
  write_sums (xml, order, sum);
  write_name (xml, "InitgPty", order->name);
  kontor_xml_close (xml);
}

static void
write_transfer (KontorXml *xml, const KontorTransfer *transfer)
{
  g_autofree char *amount = kontor_decimal_format (
    transfer->amount_minor, 2, 2, &kontor_number_style_plain);

  kontor_xml_open (xml, "CdtTrfTxInf");
  kontor_xml_open (xml, "PmtId");
  write_text (xml, "EndToEndId", transfer->end_to_end, MOST_KEY);
  kontor_xml_close (xml);
  kontor_xml_open (xml, "Amt");
  kontor_xml_leaf_with (xml, "InstdAmt", amount, "Ccy", "EUR");
  kontor_xml_close (xml);
  write_bank (xml, "CdtrAgt", transfer->bic, FALSE);
  write_name (xml, "Cdtr", transfer->name);
  write_account (xml, "CdtrAcct", transfer->iban);
  kontor_xml_open (xml, "RmtInf");
  write_text (xml, "Ustrd", transfer->purpose, MOST_PURPOSE);
  kontor_xml_close (xml);
  kontor_xml_close (xml);
}

static void
write_payment (KontorXml *xml, const KontorTransferOrder *order, gint64 sum)
{
  g_autofree char *day = kontor_day_format_iso (order->execution_day);

  kontor_xml_open (xml, "PmtInf");
  write_text (xml, "PmtInfId", order->message, MOST_KEY);
  kontor_xml_leaf (xml, "PmtMtd", "TRF");
  kontor_xml_leaf (xml, "BtchBookg", "true");
  write_sums (xml, order, sum);
  kontor_xml_open (xml, "PmtTpInf");
  kontor_xml_open (xml, "SvcLvl");
  kontor_xml_leaf (xml, "Cd", "SEPA");
  kontor_xml_close (xml);
  kontor_xml_close (xml);
  kontor_xml_open (xml, "ReqdExctnDt");
  kontor_xml_leaf (xml, "Dt", day);
  kontor_xml_close (xml);
  write_name (xml, "Dbtr", order->name);
  write_account (xml, "DbtrAcct", order->iban);
  write_bank (xml, "DbtrAgt", order->bic, TRUE);
  kontor_xml_leaf (xml, "ChrgBr", "SLEV");
  for (guint i = 0; i < order->n_transfers; i++)
    write_transfer (xml, &order->transfers[i]);
  kontor_xml_close (xml);
}

/**
 * kontor_sepa_write:
 * @order: what is to be paid, in euro
 * @error: return location for an error of KONTOR_VALUE_ERROR
 *
 * Writes the transfers. Every IBAN is checked, and nothing is written when one is wrong. The same
 * order gives the same bytes.
 *
 * Returns: (transfer full) (nullable): the file
 */
GBytes *
kontor_sepa_write (const KontorTransferOrder *order, GError **error)
{
  g_autoptr (KontorXml) xml = NULL;
  gint64 sum = 0;

  g_return_val_if_fail (order != NULL, NULL);

  if (!check (order, &sum, error))
    return NULL;
  xml = kontor_xml_new ();
  kontor_xml_open (xml, "Document");
  kontor_xml_attribute (xml, "xmlns", NAMESPACE);
  kontor_xml_open (xml, "CstmrCdtTrfInitn");
  write_head (xml, order, sum);
  write_payment (xml, order, sum);
  kontor_xml_close (xml);
  kontor_xml_close (xml);
  return kontor_xml_finish (xml);
}
