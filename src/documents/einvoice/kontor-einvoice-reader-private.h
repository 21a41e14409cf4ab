/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <libxml/tree.h>

#include "kontor-einvoice.h"

G_BEGIN_DECLS

/* One e-invoice while it is read. */
typedef struct
{
  xmlDoc         *doc;
  GHashTable     *files; /* node to GString: the base64 of attachments, kept out of the tree */
  KontorEinvoice *result;
  KontorInvoice  *invoice; /* that of result */
  guint           line;    /* that is being read, from 1 on; 0: none */
  guint           part;
} KontorEinvoiceReader;

/* Parsing: kontor-einvoice-parse.c */
xmlDoc  *kontor_einvoice_parse (GBytes *bytes, GHashTable *files, GError **error);
gboolean kontor_einvoice_has_namespace (const xmlNode *node);
void     kontor_zugferd1_rename (xmlNode *root);

/* Finding one's way in the tree. Paths are local names, "A/B/C"; the first of each counts. */
xmlNode    *kontor_node_first (const xmlNode *node, const char *name);
xmlNode    *kontor_node_next (const xmlNode *node);
xmlNode    *kontor_node_find (const xmlNode *node, const char *path);
char       *kontor_node_dup_text (const xmlNode *node);
char       *kontor_node_dup_lines (const xmlNode *node, const char *path);
char       *kontor_node_dup (const xmlNode *node, const char *path);
char       *kontor_node_dup_attribute (const xmlNode *node, const char *name);
void        kontor_node_take_id (const xmlNode *node, KontorInvoiceId *id);
const char *kontor_node_name (const xmlNode *node);

/* Values, with findings where they are not what they should be. Each is left alone when missing. */
typedef struct
{
  const char *path;
  const char *field;    /* BT-n, for a value that is not of its type */
  const char *decimals; /* (nullable): the BR-DEC rule */
  const char *missing;  /* (nullable): the rule that wants it */
} KontorAmountRule;

KontorFinding *kontor_reader_report (KontorEinvoiceReader *self, const char *rule);
void           kontor_reader_report_peppol (KontorEinvoiceReader *self, const char *rule);
gboolean       kontor_reader_amount (KontorEinvoiceReader   *self,
                                     const xmlNode          *node,
                                     const KontorAmountRule *rule,
                                     gint64                 *minor);
gboolean       kontor_reader_amount_in (KontorEinvoiceReader   *self,
                                        const xmlNode          *node,
                                        const KontorAmountRule *rule,
                                        const char             *currency,
                                        gint64                 *minor);
gboolean       kontor_reader_decimal (KontorEinvoiceReader   *self,
                                      const xmlNode          *node,
                                      const KontorAmountRule *rule,
                                      guint                   scale,
                                      gint64                 *value);
void           kontor_reader_day (KontorEinvoiceReader *self,
                                  const xmlNode        *node,
                                  const char           *path,
                                  const char           *field,
                                  gint64               *day);
gboolean kontor_reader_flag (KontorEinvoiceReader *self, const xmlNode *node, const char *path);
gboolean kontor_reader_is_difference (gint64 a, gint64 b, gint64 c);
void     kontor_reader_rate (KontorEinvoiceReader *self,
                             const xmlNode        *node,
                             const char           *path,
                             const char           *category,
                             const char           *number,
                             const char           *field,
                             gint64               *rate_bp);
void     kontor_reader_file (KontorEinvoiceReader    *self,
                             const xmlNode           *node,
                             KontorInvoiceAttachment *attachment);
void     kontor_reader_terms (KontorEinvoiceReader *self, const char *text);
void     kontor_reader_finish_line (KontorEinvoiceReader *self, KontorInvoiceLine *line);

void kontor_einvoice_validate (KontorEinvoiceReader  *self,
                               KontorEinvoiceSchemas *schemas,
                               const xmlNode         *root);

void kontor_cii_read (KontorEinvoiceReader *self, const xmlNode *root);
void kontor_cii_read_line (KontorEinvoiceReader *self, const xmlNode *node);
void kontor_cii_read_adjustment (KontorEinvoiceReader *self,
                                 const xmlNode        *node,
                                 GPtrArray            *adjustments,
                                 gboolean              is_line);
void kontor_ubl_read (KontorEinvoiceReader *self, const xmlNode *root);
void kontor_ubl_read_line (KontorEinvoiceReader *self, const xmlNode *node);
void kontor_ubl_read_adjustment (KontorEinvoiceReader *self,
                                 const xmlNode        *node,
                                 GPtrArray            *adjustments,
                                 gboolean              is_line);

G_END_DECLS
