/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-list-private.h"

G_BEGIN_DECLS

/* Who decides the plan of a statement over a list.
 *
 *   ORDER    the index of the order is read from its start; conditions are tested row by row
 *   LEAD     the index of one condition is read, and its rows are sorted
 *   PLANNER  no order is asked for; SQLite chooses among all indexes
 *   REST     the same, without the conditions that have a statement of their own for their ids
 */
typedef enum
{
  KONTOR_PLAN_ORDER,
  KONTOR_PLAN_LEAD,
  KONTOR_PLAN_PLANNER,
  KONTOR_PLAN_REST,
} KontorPlan;

typedef struct
{
  GString *sql;
  GArray  *values; /* of KontorValue */
} KontorListSql;

void          kontor_list_sql_clear (KontorListSql *self);
KontorListSql kontor_list_sql_probe (const KontorListQuery *query,
                                     const KontorCondition *condition,
                                     gint64                 limit);
KontorListSql
kontor_list_sql_ids (const KontorListQuery *query, KontorPlan plan, int lead, gint64 limit);
KontorListSql kontor_list_sql_all_ids (const KontorListQuery *query);
KontorListSql kontor_list_sql_condition_ids (const KontorCondition *condition);
gboolean      kontor_list_sql_has_rest (const KontorListQuery *query);
KontorListSql kontor_list_sql_word_summary (const KontorListQuery *query);
gboolean      kontor_list_sql_has_only_words (const KontorListQuery *query);
KontorListSql kontor_list_sql_summary (const KontorListQuery *query, KontorPlan plan, int lead);
KontorStatement *
kontor_list_sql_query (const KontorListSql *self, KontorDatabase *database, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (KontorListSql, kontor_list_sql_clear)

G_END_DECLS
