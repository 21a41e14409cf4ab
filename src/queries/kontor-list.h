/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-database.h"
#include "kontor-json.h"

G_BEGIN_DECLS

/* Every list of the program is described once: columns, sorts, filter keys, saved views. The
 * window's grid, kontorctl list, the CSV export, and the completion of the filter language all read
 * this description. */

typedef enum
{
  KONTOR_COLUMN_TEXT,
  KONTOR_COLUMN_COUNT,    /* plain integer */
  KONTOR_COLUMN_MONEY,    /* minor units; the row's currency applies */
  KONTOR_COLUMN_PRICE,    /* 1/10000 */
  KONTOR_COLUMN_QUANTITY, /* thousandths */
  KONTOR_COLUMN_TIME,     /* UTC microseconds */
  KONTOR_COLUMN_STATE,    /* machine name; shown by kontor_state_label() */
} KontorColumnType;

typedef struct
{
  const char      *key;   /* "total": in --sort, filters, exports, settings */
  const char      *title; /* N_() */
  KontorColumnType type;
  const char
    *sql; /* select expression; t is the root table, k the key table, $now the query's time */
  const char *ascending; /* ORDER BY terms served by an index, NULL when it can't be sorted by */
  const char *descending;
  gboolean    shown; /* by default */
} KontorListColumn;

typedef enum
{
  KONTOR_FILTER_TEXT,   /* key:start or key:"two words" */
  KONTOR_FILTER_WORDS,  /* likewise, found through the search index: parts of words, in any order */
  KONTOR_FILTER_CHOICE, /* key:value of a list, commas for several */
  KONTOR_FILTER_MONEY,  /* key:10..20  key:100..  key:..50  key:9,90: 1/10000 of the currency */
  KONTOR_FILTER_QUANTITY,
  KONTOR_FILTER_TIME, /* key:2025-05-23  key:2025-05  key:today  key:-7d..
                         key:2025-01-01..2025-03-31 */
  KONTOR_FILTER_FLAG, /* is:late */
} KontorFilterType;

/* In sql, "@" stands before a column that an index serves: the query decides which condition leads.
 * Values are named by slots. Numbers and times: ?1 and ?2, both included. Choices: ?1, a list for
 * IN. Texts: ?1 as typed, ?3 folded, ?5 folded and reversed, ?8 in capitals, each with the end of
 * its range of prefixes behind it (?2, ?4, ?6, ?9); ?7 the search expression. "#" ends a subquery
 * that a probe may cut short. $now is the query's time. */
typedef struct
{
  const char      *key;
  const char      *title; /* N_() */
  KontorFilterType type;
  const char      *sql;
  const char *const
    *values; /* choices, NULL-terminated, or NULL; "name=VALUE,VALUE" when stored otherwise */
  const char *short_sql; /* (nullable): instead of sql for texts under three characters */
  const char
    *row_sql; /* (nullable): the same for one row and one word, when another condition leads */
  const char
    *serves; /* (nullable): sort column that the index of a single value or range serves, too */
  gboolean lifts; /* whether it shows rows that the list hides otherwise */
} KontorFilterKey;

typedef struct
{
  const char *name; /* N_() */
  const char *filter;
} KontorListView;

typedef struct
{
  const char             *name;         /* "orders" */
  const char             *title;        /* N_() */
  int                     kind;         /* KontorKind of a row */
  const char             *table;        /* root table */
  const KontorListColumn *columns;      /* ends with an entry without a key */
  const KontorFilterKey  *filters;      /* likewise */
  const KontorListView   *views;        /* built-in ones, likewise */
  const char             *default_sort; /* "-placed": a leading minus is descending */
  const char *key_table;   /* (nullable): derived table with the same ids, k in expressions */
  const char *standing;    /* (nullable): condition unless a filter lifts it */
  const char *words;       /* (nullable): condition for free words together */
  const char *row_word;    /* the same for one row and one word; with ?7 for all words */
  const char *short_word;  /* (nullable): for each word under three characters */
  const char *short_row;   /* (nullable): the same for one row */
  const char *word_ids;    /* (nullable): statement for the ids under free words, in no order */
  const char *short_ids;   /* (nullable): the same under one word of under three characters */
  const char *number_word; /* (nullable): for each word with a digit in it */
  const char *currency;    /* select expression */
  const char *amount;      /* (nullable): expression of the list's main amount */
  const char *summary; /* (nullable): count, sum, least and greatest currency of the whole list */
} KontorListType;

const KontorListType        *kontor_list_type_find (const char *name);
const KontorListType *const *kontor_list_type_list (guint *n_types);
gboolean                     kontor_list_type_find_row (const KontorListType *type,
                                                        KontorDatabase       *database,
                                                        const KontorUid      *uid,
                                                        gint64               *id,
                                                        GError              **error);

/**
 * KontorListQuery:
 *
 * A list with its filter and order, ready to run on any connection. Immutable; crosses threads.
 */
typedef struct _KontorListQuery KontorListQuery;

/**
 * KontorFilterError:
 * @KONTOR_FILTER_ERROR_SYNTAX: the text can't be read as a filter
 * @KONTOR_FILTER_ERROR_UNKNOWN: there is no such key, value or column
 */
typedef enum
{
  KONTOR_FILTER_ERROR_SYNTAX,
  KONTOR_FILTER_ERROR_UNKNOWN,
} KontorFilterError;

#define KONTOR_FILTER_ERROR (kontor_filter_error_quark ())
GQuark kontor_filter_error_quark (void);

/* filter: text of the filter language, "" for all; sort: "-total", NULL for the default; now and
 * zone place "today". */
KontorListQuery      *kontor_list_query_new (const KontorListType *type,
                                             const char           *filter,
                                             const char           *sort,
                                             gint64                now,
                                             GTimeZone            *zone,
                                             GError              **error);
KontorListQuery      *kontor_list_query_ref (KontorListQuery *self);
void                  kontor_list_query_unref (KontorListQuery *self);
const KontorListType *kontor_list_query_get_type_info (const KontorListQuery *self);
gboolean              kontor_list_query_is_filtered (const KontorListQuery *self);

/* A row: one value a column of the list type, in its order. */
typedef struct
{
  gint64    id;
  KontorUid uid;
  char     *currency;
  guint     n_values;
  struct
  {
    gint64   integer;
    char    *text; /* (nullable) */
    gboolean is_null;
  } values[];
} KontorListRow;

void       kontor_list_row_free (KontorListRow *self);
GArray    *kontor_list_query_fetch_ids (const KontorListQuery *self,
                                        KontorDatabase        *database,
                                        gint64                 limit,
                                        GError               **error); /* of gint64; limit 0: all */
GPtrArray *kontor_list_query_fetch_rows (
  const KontorListQuery *self,
  KontorDatabase        *database,
  const gint64          *ids,
  guint                  n_ids,
  GError **error); /* (element-type KontorListRow) in the order asked, missing ones left out */

typedef struct
{
  gint64 count;
  gint64 total_minor; /* of the list's main amount, in the currency below */
  char  *currency;    /* (nullable): NULL when there is no amount or several currencies */
} KontorListSummary;

gboolean kontor_list_query_fetch_summary (const KontorListQuery *self,
                                          KontorDatabase        *database,
                                          KontorListSummary     *summary,
                                          GError               **error);
void     kontor_list_summary_clear (KontorListSummary *self);

/* What may come next at the cursor: GStrv of whole replacements for the word under the cursor. */
char **kontor_filter_complete (const KontorListType *type, const char *text, guint cursor);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorListQuery, kontor_list_query_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorListRow, kontor_list_row_free)

G_END_DECLS
