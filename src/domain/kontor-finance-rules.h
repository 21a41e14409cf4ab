/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-json.h"

G_BEGIN_DECLS

/**
 * KontorFinanceRules:
 *
 * What law and standards fix with a date: tax rates, who is in the union, thresholds, exemption
 * texts, format versions, code lists. The data is in data/finance and built in; a company's own
 * changes lie over it. Immutable once made, so that threads may share it.
 */
typedef struct _KontorFinanceRules KontorFinanceRules;

KontorFinanceRules *kontor_finance_rules_new (const KontorJson *changes, GError **error);
KontorFinanceRules *kontor_finance_rules_new_for_company (const KontorJson *settings,
                                                          GError          **error);
void                kontor_finance_rules_free (KontorFinanceRules *self);

/* Why there is no tax. Strings belong to the rules. */
typedef struct
{
  const char *category; /* UNTDID 5305 */
  const char *code;     /* VATEX; "" where there is none */
  const char *text;
} KontorExemption;

/* How a format calls itself on a day. Strings belong to the rules. */
typedef struct
{
  const char *name;
  const char *specification; /* BT-24 */
  const char *process;       /* BT-23 */
} KontorFormatVersion;

gboolean kontor_finance_rules_find_rate (const KontorFinanceRules *self,
                                         const char               *country,
                                         const char               *code,
                                         gint64                    day,
                                         gint64                   *rate_bp);
gboolean
kontor_finance_rules_is_in_union (const KontorFinanceRules *self, const char *country, gint64 day);
gboolean kontor_finance_rules_is_in_vat_area (const KontorFinanceRules *self,
                                              const char               *country,
                                              const char               *postcode,
                                              gboolean                  goods,
                                              gint64                    day);
gboolean kontor_finance_rules_find_threshold (
  const KontorFinanceRules *self, const char *key, const char *country, gint64 day, gint64 *minor);
gboolean kontor_finance_rules_find_base_rate (const KontorFinanceRules *self,
                                              const char               *country,
                                              gint64                    day,
                                              gint64                   *rate_bp);
gboolean kontor_finance_rules_find_base_rate_end (const KontorFinanceRules *self,
                                                  const char               *country,
                                                  gint64                   *day);
gboolean kontor_finance_rules_find_date (const KontorFinanceRules *self,
                                         const char               *key,
                                         const char               *country,
                                         gint64                   *day);
gboolean kontor_finance_rules_find_exemption (const KontorFinanceRules *self,
                                              const char               *key,
                                              const char               *country,
                                              gint64                    day,
                                              const char               *language,
                                              KontorExemption          *exemption);
gboolean kontor_finance_rules_find_format (const KontorFinanceRules *self,
                                           const char               *key,
                                           gint64                    day,
                                           KontorFormatVersion      *version);
gboolean
kontor_finance_rules_has_code (const KontorFinanceRules *self, const char *list, const char *code);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorFinanceRules, kontor_finance_rules_free)

G_END_DECLS
