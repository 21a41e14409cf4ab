/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-bank-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "kontor-foreign-xml.h"
#include "kontor-iban.h"

/* camt.052, .053 and .054 of ISO 20022. Versions differ in few places (finance-spec.md section 13);
 * names are compared without their namespace, so that a new minor version is read too. */

#define MOST_NODES 4000000
#define MOST_DEPTH 64
#define MOST_TRANSACTIONS 20000 /* in one entry */
#define LINE 35                 /* texts that were cut here go on without a blank */
#define LONG_LINE 140

static xmlDoc *
parse_xml (GBytes *bytes, GError **error)
{
  const KontorForeignXmlLimits limits = { .most_nodes = MOST_NODES, .most_depth = MOST_DEPTH };
  g_autoptr (GError) cause = NULL;
  xmlDoc *doc = kontor_foreign_xml_parse (bytes, &limits, &cause);

  if (doc == NULL)
    g_set_error_literal (
      error,
      KONTOR_BANK_ERROR,
      g_error_matches (cause, KONTOR_FOREIGN_XML_ERROR, KONTOR_FOREIGN_XML_ERROR_FORMAT)
        ? KONTOR_BANK_ERROR_FORMAT
        : KONTOR_BANK_ERROR_HOSTILE,
      cause->message);
  return doc;
}

/* --- finding one's way --- */

static const xmlNode *
seek (const xmlNode *node, const char *name, gsize length)
{
  for (; node != NULL; node = node->next)
    if (node->type == XML_ELEMENT_NODE && strncmp ((const char *) node->name, name, length) == 0
        && node->name[length] == '\0')
      return node;
  return NULL;
}

static const xmlNode *
find (const xmlNode *node, const char *path)
{
  while (node != NULL && path != NULL)
    {
      const char *slash = strchr (path, '/');

      node = seek (node->children, path, slash != NULL ? (gsize) (slash - path) : strlen (path));
      path = slash != NULL ? slash + 1 : NULL;
    }
  return node;
}

static const xmlNode *
find_next (const xmlNode *node)
{
  return seek (node->next, (const char *) node->name, strlen ((const char *) node->name));
}

static char *
dup_text (const xmlNode *node)
{
  xmlChar *content = node != NULL ? xmlNodeGetContent (node) : NULL;
  char    *text = g_strdup (content != NULL ? (const char *) content : "");

  if (content != NULL)
    xmlFree (content);
  return text;
}

static char *
dup (const xmlNode *node, const char *path)
{
  return g_strstrip (dup_text (find (node, path)));
}

/* The first path that says something. */
static char *
dup_any (const xmlNode *node, const char *const *paths)
{
  char *text = NULL;

  for (guint i = 0; paths[i] != NULL; i++)
    {
      g_free (text); /* was empty */
      text = dup (node, paths[i]);
      if (*text != '\0')
        return text;
    }
  return text;
}

static gboolean
says (const xmlNode *node, const char *path, const char *word)
{
  g_autofree char *text = dup (node, path);

  return g_str_equal (text, word);
}

/* --- values --- */

static char *
dup_currency (const xmlNode *amount, const char *fallback)
{
  xmlChar *value = amount != NULL ? xmlGetNoNsProp (amount, BAD_CAST "Ccy") : NULL;
  char    *text = g_strndup (value != NULL ? (const char *) value : fallback, 3);

  if (value != NULL)
    xmlFree (value);
  return text;
}

/* Unsigned in the file; the side says which way it went. */
static gboolean
read_amount (
  const xmlNode *parent, const xmlNode *amount, const char *currency, gint64 *minor, GError **error)
{
  g_autofree char *text = g_strstrip (dup_text (amount));

  if (!kontor_bank_parse_amount (text, currency, minor, error))
    return FALSE;
  if (says (parent, "CdtDbtInd", "DBIT"))
    *minor = -*minor;
  return TRUE;
}

static gboolean
read_day (const xmlNode *node, const char *name, gint64 *day)
{
  const xmlNode   *date = find (node, name);
  g_autofree char *plain = dup (date, "Dt");
  g_autofree char *timed = dup (date, "DtTm");

  return kontor_bank_parse_day (*plain != '\0' ? plain : timed, day);
}

/* Lines of 35 or 140 letters were cut by the bank: they go on without a blank. */
static char *
dup_purpose (const xmlNode *tx)
{
  GString       *text = g_string_new (NULL);
  gboolean       was_cut = TRUE;
  const xmlNode *info = find (tx, "RmtInf");

  for (const xmlNode *node = find (info, "Ustrd"); node != NULL; node = find_next (node))
    {
      g_autofree char *line = dup_text (node);
      glong            length = g_utf8_strlen (line, -1);

      if (!was_cut)
        g_string_append_c (text, ' ');
      g_string_append (text, line);
      was_cut = length == LINE || length == LONG_LINE;
    }
  return g_string_free (text, FALSE);
}

static char *
dup_code (const xmlNode *entry)
{
  const xmlNode   *code = find (entry, "BkTxCd");
  g_autofree char *domain = dup (code, "Domn/Cd");
  g_autofree char *family = dup (code, "Domn/Fmly/Cd");
  g_autofree char *part = dup (code, "Domn/Fmly/SubFmlyCd");
  g_autofree char *own = dup (code, "Prtry/Cd");

  if (*domain == '\0')
    return g_steal_pointer (&own);
  return g_strdup_printf ("%s/%s/%s%s%s", domain, family, part, *own != '\0' ? " " : "", own);
}

static gboolean
is_return (const xmlNode *entry, const xmlNode *tx)
{
  return find (tx, "RtrInf") != NULL || says (entry, "RvslInd", "true")
         || says (entry, "RvslInd", "1") || says (entry, "BkTxCd/Domn/Fmly/SubFmlyCd", "UPDD")
         || says (entry, "BkTxCd/Domn/Fmly/SubFmlyCd", "RRTN");
}

/* Who is on the other side: of what came the debtor, of what went the creditor. A return turns the
 * roles round in some banks' files, so the other one helps out. */
static void
set_party (KontorJson *entry, const xmlNode *tx, gboolean came)
{
  static const char *const debtor[] = { "RltdPties/Dbtr/Pty/Nm",
                                        "RltdPties/Dbtr/Nm",
                                        "RltdPties/UltmtDbtr/Pty/Nm",
                                        "RltdPties/UltmtDbtr/Nm",
                                        NULL };
  static const char *const creditor[] = { "RltdPties/Cdtr/Pty/Nm",
                                          "RltdPties/Cdtr/Nm",
                                          "RltdPties/UltmtCdtr/Pty/Nm",
                                          "RltdPties/UltmtCdtr/Nm",
                                          NULL };
  static const char *const from[] = { "RltdPties/DbtrAcct/Id/IBAN",
                                      "RltdPties/DbtrAcct/Id/Othr/Id",
                                      NULL };
  static const char *const to[] = { "RltdPties/CdtrAcct/Id/IBAN",
                                    "RltdPties/CdtrAcct/Id/Othr/Id",
                                    NULL };
  g_autofree char         *name = dup_any (tx, came ? debtor : creditor);
  g_autofree char         *account = dup_any (tx, came ? from : to);
  g_autofree char         *iban = kontor_iban_normalise (account);

  kontor_bank_set_text (entry, "name", name, 140);
  kontor_bank_set_text (entry, "iban", iban, 34);
}

static void
set_texts (KontorJson *entry, const xmlNode *node, const xmlNode *tx)
{
  g_autofree char *purpose = dup_purpose (tx);
  g_autofree char *end_to_end = dup (tx, "Refs/EndToEndId");
  g_autofree char *mandate = dup (tx, "Refs/MndtId");
  g_autofree char *structured = dup (tx, "RmtInf/Strd/CdtrRefInf/Ref");
  g_autofree char *reason = dup (tx, "RtrInf/Rsn/Cd");
  g_autofree char *more = dup (node, "AddtlNtryInf");
  g_autofree char *code = dup_code (node);

  kontor_bank_set_text (entry, "purpose", *purpose != '\0' ? purpose : more, 2000);
  kontor_bank_set_text (
    entry, "end_to_end", g_str_equal (end_to_end, "NOTPROVIDED") ? "" : end_to_end, 35);
  kontor_bank_set_text (entry, "mandate", mandate, 35);
  kontor_bank_set_text (entry, "structured", structured, 35);
  kontor_bank_set_text (entry, "return_reason", reason, 35);
  kontor_bank_set_text (entry, "code", code, 100);
}

typedef struct
{
  const xmlNode *node;
  const char    *currency;
  gint64         amount_minor;
  gint64         booked_on;
  gint64         value_on;
} KontorEntry;

static gboolean
add (KontorBankFile    *file,
     const KontorEntry *from,
     const xmlNode     *tx,
     gint64             amount_minor,
     GError           **error)
{
  KontorJson      *entry = kontor_json_new_object ();
  g_autofree char *reference = dup (from->node, "AcctSvcrRef");
  g_autofree char *own = dup (tx, "Refs/AcctSvcrRef");

  kontor_json_set_integer (entry, "booked_on", from->booked_on);
  kontor_json_set_integer (entry, "value_on", from->value_on);
  kontor_json_set_integer (entry, "amount_minor", amount_minor);
  kontor_json_set_string (entry, "currency", from->currency);
  kontor_json_set_boolean (entry, "is_return", is_return (from->node, tx));
  kontor_bank_set_text (entry, "bank_reference", *reference != '\0' ? reference : own, 100);
  set_party (entry, tx, amount_minor > 0);
  set_texts (entry, from->node, tx);
  return kontor_bank_file_add (file, entry, error);
}

/* Amount of one of several transactions, in the currency of the account. */
static gboolean
read_part (const KontorEntry *entry, const xmlNode *tx, gint64 *minor)
{
  static const char *const paths[] = { "Amt", "AmtDtls/TxAmt/Amt", "AmtDtls/InstdAmt/Amt", NULL };

  for (guint i = 0; paths[i] != NULL; i++)
    {
      const xmlNode   *amount = find (tx, paths[i]);
      g_autofree char *currency = dup_currency (amount, "");
      g_autofree char *text = g_strstrip (dup_text (amount));

      if (amount == NULL || !g_str_equal (currency, entry->currency))
        continue;
      if (!kontor_bank_parse_amount (text, currency, minor, NULL))
        return FALSE;
      if (find (tx, "CdtDbtInd") != NULL ? says (tx, "CdtDbtInd", "DBIT") : entry->amount_minor < 0)
        *minor = -*minor;
      return TRUE;
    }
  return FALSE;
}

/* Whether the transactions say all of the booking; then each is an entry of its own. */
static gboolean
can_split (const KontorEntry *entry, const xmlNode *first)
{
  gint64 sum = 0;
  guint  n = 0;

  for (const xmlNode *tx = first; tx != NULL; tx = find_next (tx))
    {
      gint64 part = 0;

      if (++n > MOST_TRANSACTIONS || !read_part (entry, tx, &part)
          || __builtin_add_overflow (sum, part, &sum))
        return FALSE;
    }
  return n > 1 && sum == entry->amount_minor;
}

static gboolean
add_parts (KontorBankFile *file, const KontorEntry *entry, GError **error)
{
  const xmlNode *first = find (entry->node, "NtryDtls/TxDtls");

  if (!can_split (entry, first))
    return add (file, entry, first, entry->amount_minor, error);

  for (const xmlNode *tx = first; tx != NULL; tx = find_next (tx))
    {
      gint64 part = 0;

      if (!read_part (entry, tx, &part) || (part != 0 && !add (file, entry, tx, part, error)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_booked (const xmlNode *entry)
{
  const xmlNode *status = find (entry, "Sts");

  return status == NULL || says (entry, "Sts", "BOOK") || says (entry, "Sts/Cd", "BOOK");
}

static gboolean
read_entry (KontorBankFile *file, const xmlNode *node, const char *fallback, GError **error)
{
  const xmlNode   *amount = find (node, "Amt");
  g_autofree char *currency = dup_currency (amount, fallback);
  KontorEntry      entry = { .node = node, .currency = currency };

  if (!is_booked (node))
    return TRUE;
  if (!read_amount (node, amount, currency, &entry.amount_minor, error))
    return FALSE;
  if (!read_day (node, "BookgDt", &entry.booked_on) && !read_day (node, "ValDt", &entry.booked_on))
    {
      g_set_error_literal (error,
                           KONTOR_BANK_ERROR,
                           KONTOR_BANK_ERROR_FORMAT,
                           _ ("an entry of the statement has no day"));
      return FALSE;
    }
  if (!read_day (node, "ValDt", &entry.value_on))
    entry.value_on = entry.booked_on;
  return entry.amount_minor == 0 || add_parts (file, &entry, error);
}

/* --- statements --- */

static const xmlNode *
find_balance (const xmlNode *statement, const char *const *codes)
{
  for (guint i = 0; codes[i] != NULL; i++)
    for (const xmlNode *node = find (statement, "Bal"); node != NULL; node = find_next (node))
      if (says (node, "Tp/CdOrPrtry/Cd", codes[i]))
        return node;
  return NULL;
}

static const gint64 *
read_balance (const xmlNode     *statement,
              const char *const *codes,
              const char        *currency,
              gint64            *minor)
{
  const xmlNode *node = find_balance (statement, codes);

  return node != NULL && read_amount (node, find (node, "Amt"), currency, minor, NULL) ? minor
                                                                                       : NULL;
}

static char *
dup_account_currency (const xmlNode *statement)
{
  g_autofree char *text = dup (statement, "Acct/Ccy");
  const xmlNode   *balance = find (statement, "Bal/Amt");

  if (*text != '\0')
    return g_strndup (text, 3);
  return dup_currency (balance != NULL ? balance : find (statement, "Ntry/Amt"), "EUR");
}

static void
set_head (KontorJson *to, const xmlNode *statement)
{
  static const char *const numbers[] = { "ElctrncSeqNb", "LglSeqNb", NULL };
  g_autofree char         *reference = dup (statement, "Id");
  g_autofree char         *number = dup_any (statement, numbers);
  guint64                  value = 0;

  kontor_bank_set_text (to, "reference", reference, 100);
  if (g_ascii_string_to_unsigned (number, 10, 0, G_MAXINT32, &value, NULL))
    kontor_json_set_integer (to, "number", (gint64) value);
}

static gboolean
read_statement (KontorBankFile *file, const xmlNode *node, GError **error)
{
  static const char *const opening_codes[] = { "OPBD", "PRCD", "ITBD", NULL };
  static const char *const closing_codes[] = { "CLBD", "ITBD", NULL };
  static const char *const accounts[] = { "Acct/Id/IBAN", "Acct/Id/Othr/Id", NULL };
  g_autofree char         *account = dup_any (node, accounts);
  g_autofree char         *iban = kontor_iban_normalise (account);
  g_autofree char         *currency = dup_account_currency (node);
  gint64                   opening = 0;
  gint64                   closing = 0;

  kontor_bank_file_begin (file, iban, currency);
  set_head (file->statement, node);
  for (const xmlNode *entry = find (node, "Ntry"); entry != NULL; entry = find_next (entry))
    if (!read_entry (file, entry, currency, error))
      return FALSE;
  kontor_bank_file_end (file,
                        read_balance (node, opening_codes, currency, &opening),
                        read_balance (node, closing_codes, currency, &closing));
  return TRUE;
}

static const struct
{
  const char *message;
  const char *part;
  const char *format;
} messages[] = {
  { "BkToCstmrStmt", "Stmt", "camt.053" },
  { "BkToCstmrAcctRpt", "Rpt", "camt.052" },
  { "BkToCstmrDbtCdtNtfctn", "Ntfctn", "camt.054" },
};

static KontorJson *
read_document (const xmlNode *root, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (messages); i++)
    {
      const xmlNode *message = find (root, messages[i].message);
      g_auto (KontorBankFile) file = { 0 };

      if (message == NULL)
        continue;
      kontor_bank_file_init (&file, messages[i].format);
      for (const xmlNode *node = find (message, messages[i].part); node != NULL;
           node = find_next (node))
        if (!read_statement (&file, node, error))
          return NULL;
      if (kontor_json_length (file.statements) > 0)
        return g_steal_pointer (&file.file);
    }

  g_set_error_literal (error,
                       KONTOR_BANK_ERROR,
                       KONTOR_BANK_ERROR_FORMAT,
                       _ ("the file is XML, but no bank statement (camt.052, 053 or 054)"));
  return NULL;
}

KontorJson *
kontor_bank_read_camt (GBytes *bytes, GError **error)
{
  xmlDoc     *doc = parse_xml (bytes, error);
  KontorJson *file = doc != NULL ? read_document (xmlDocGetRootElement (doc), error) : NULL;

  if (doc != NULL)
    xmlFreeDoc (doc);
  return file;
}
