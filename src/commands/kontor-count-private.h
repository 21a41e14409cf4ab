/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-count.h"
#include "kontor-ledger.h"

G_BEGIN_DECLS

/* For the count commands in this folder.
 *
 * A count:  planned --> counting --> review --> booked --> reversed
 *              |           |           |
 *              +-----------+-----------+--> cancelled
 *
 * A line:   open --> agreed --> booked <--> reopened --> reversed
 *            ^  \       /
 *            |   recount          left: not counted, and kept as the book says
 */

#define KONTOR_COUNT_MOST_QUANTITY G_GINT64_CONSTANT (1000000000000)
#define KONTOR_COUNT_MOST_MINOR G_GINT64_CONSTANT (1000000000000000)

/* Reason of rows behind an adjustment: what the count had not seen, and what takes a line back. */
#define KONTOR_COUNT_STILL_THERE "still_on_shelf"
#define KONTOR_COUNT_TAKEN_BACK "count_reversed"

/* Words of a line's check_note: why a person has to look. */
#define KONTOR_CHECK_PASSES "passes"     /* two blind counts differ */
#define KONTOR_CHECK_MISSING "missing"   /* the second blind count is not there */
#define KONTOR_CHECK_COUNTERS "counters" /* two people counted one spot and differ */
#define KONTOR_CHECK_NEGATIVE "negative" /* less than nothing */
#define KONTOR_CHECK_BETWEEN "between"   /* moved between the first and the last spot */
#define KONTOR_CHECK_CLOCK "clock"       /* moved too near for two clocks to tell */
#define KONTOR_CHECK_PICKS "picks"       /* picked, and not booked out */

typedef struct
{
  KontorUid variant;
  KontorUid place; /* nil: the main place */
  KontorUid lot;   /* nil: none */
} KontorCountKey;

typedef struct
{
  KontorUid            uid;
  char                *number;
  char                *state;
  char                *currency; /* of the company */
  guint                passes;
  KontorCountTolerance tolerance;      /* without cost: that is a line's */
  gint64               approval_minor; /* -1: nobody else has to approve */
  gint64               started_at;     /* 0: not yet, as in those below */
  gint64               finished_at;
  gint64               booked_at;
  gint64               closed_at;
  char                *finished_by;
  char                *booked_by;
  char                *uncounted;
} KontorCount;

typedef struct
{
  KontorUid      uid;
  KontorUid      count;
  KontorCountKey key;
  const char    *state; /* static */
  gboolean       is_counted;
  gint64         counted;
  gint64         counted_at;
  guint64        hlc;
  gint64         book;
  gint64         adjustment;
  gint64         shown;
  gint64         value_minor;
  gint64         booked_at; /* 0: not booked */
  guint          pass;
  char          *reason;
  char          *currency;
  char          *checks;
  char          *decided_by;
  char          *note;
  KontorJson    *decision; /* (owned): an object */
} KontorCountLine;

/* A scan with its key; text lives as long as the list. */
typedef struct
{
  KontorCountKey  key;
  KontorCountScan scan;
  guint           station;
} KontorCountEntry;

typedef struct
{
  GArray       *entries; /* of KontorCountEntry */
  GStringChunk *texts;
} KontorCountEntries;

/* count-store.c */
KontorCount *kontor_count_load (KontorDatabase *database, const KontorUid *uid, GError **error);
KontorCount      *
kontor_count_load_param (KontorDatabase *database, const KontorJson *params, GError **error);
void kontor_count_free (KontorCount *self);
gboolean kontor_count_is (const KontorCount *self, const char *state);
void     kontor_count_set_state (KontorCount *self, const char *state);
gboolean
kontor_count_save (KontorCommandContext *context, const KontorCount *count, GError **error);
gboolean    kontor_count_refuse (const KontorCount *count,
                                 KontorCommandError code,
                                 const char        *field,
                                 GError           **error,
                                 const char        *format,
                                 ...) G_GNUC_PRINTF (5, 6);
void        kontor_count_set_result (KontorCommandContext *context, const KontorCount *count);
KontorJson *kontor_count_new_params (const KontorCount *count);

/* count-line.c */
void kontor_count_line_uid (const KontorUid *count, const KontorCountKey *key, KontorUid *uid);
KontorCountLine *kontor_count_line_new (const KontorCount *count, const KontorCountKey *key);
KontorCountLine *kontor_count_line_load (KontorDatabase  *database,
                                         const KontorUid *uid,
                                         const char      *field,
                                         GError         **error);
GPtrArray       *kontor_count_line_list (KontorDatabase  *database,
                                         const KontorUid *count,
                                         GError         **error); /* (element-type KontorCountLine) */
GPtrArray       *kontor_count_line_list_param (KontorDatabase    *database,
                                               const KontorCount *count,
                                               const KontorJson  *params,
                                               GError           **error); /* "lines" */
gboolean
kontor_count_line_save (KontorCommandContext *context, const KontorCountLine *line, GError **error);
void     kontor_count_line_free (KontorCountLine *self);
gboolean kontor_count_line_is (const KontorCountLine *self, const char *state);
gboolean kontor_count_line_is_posted (const KontorCountLine *self);
char *
kontor_count_line_dup_name (KontorDatabase *database, const KontorCountKey *key, GError **error);
void        kontor_count_key_read (KontorStatement *row, int column, KontorCountKey *key);
KontorValue kontor_count_value_uid (const KontorUid *uid); /* nil binds NULL */
gboolean    kontor_count_read_cost (KontorDatabase  *database,
                                    const KontorUid *variant,
                                    const char      *currency,
                                    gint64          *cost_e4,
                                    GError         **error);

/* count-entries.c */
KontorCountEntries *kontor_count_entries_load (KontorDatabase       *database,
                                               const KontorUid      *count,
                                               const KontorCountKey *key,
                                               GError              **error);
void                kontor_count_entries_free (KontorCountEntries *self);

/* count-picks.c: goods that lay in a box when the shelf was counted */
typedef struct
{
  KontorUid order;
  KontorUid variant;
  int       line;
  gint64    quantity; /* ordered; of an answer: picked and not booked out */
} KontorCountPick;

GArray *kontor_count_picks_load (KontorDatabase  *database,
                                 const KontorUid *variant,
                                 gint64           since,
                                 GError         **error); /* of KontorCountPick: candidates */
GArray *kontor_count_picks_of_line (KontorDatabase        *database,
                                    const GArray          *candidates,
                                    const KontorCountLine *line,
                                    GError               **error); /* those not answered yet */

/* count-figure.c */
gboolean kontor_count_figure_line (KontorDatabase         *database,
                                   const KontorCount      *count,
                                   const KontorCountEntry *entries,
                                   gsize                   n_entries,
                                   const GArray           *picks,
                                   KontorCountLine        *line,
                                   GError                **error);
gboolean kontor_count_refresh (KontorCommandContext *context,
                               const KontorCount    *count,
                               const KontorCountKey *key,
                               GError              **error);
gboolean
kontor_count_look_up_book (KontorDatabase *database, KontorCountLine *line, GError **error);
gboolean kontor_count_line_has_check (const KontorCountLine *line, const char *check);

/* count-code.c */
typedef struct
{
  gboolean  is_known;
  KontorUid variant;
  gint64    pack_quantity; /* thousandths that one scan stands for */
  char      lot[21];       /* "" for none */
  gboolean  is_serial;
  gint64    best_before; /* end of that day, UTC microseconds; 0 for none */
} KontorCountCode;

gboolean kontor_count_resolve_code (
  KontorDatabase *database, const char *code, gint64 at, KontorCountCode *result, GError **error);
char *kontor_count_plain_code (const char *code, gint64 at);

/* count-late.c: what becomes known after a line was counted */
gboolean kontor_count_open_attention (KontorCommandContext *context,
                                      const KontorUid      *uid,
                                      const KontorUid      *count,
                                      const char           *kind,
                                      const char           *message,
                                      const KontorJson     *base,
                                      const KontorJson     *mine,
                                      const KontorJson     *theirs,
                                      const KontorJson     *offers,
                                      GError              **error);
gboolean kontor_count_close_attention (KontorCommandContext *context,
                                       const KontorUid      *uid,
                                       const char           *decision,
                                       GError              **error);
void     kontor_count_attention_uid (const char *kind, const KontorUid *about, KontorUid *uid);
gboolean kontor_count_note_late_scan (KontorCommandContext *context,
                                      const KontorCount    *count,
                                      const KontorUid      *variant,
                                      GError              **error);
gboolean kontor_count_note_posted (KontorCommandContext  *context,
                                   const KontorCountLine *line,
                                   GError               **error);

/* Run functions that live apart from the table in count.c */
gboolean kontor_count_prepare_plan (KontorDatabase *database,
                                    guint           station,
                                    KontorCommand  *command,
                                    GError        **error);
gboolean
kontor_count_run_plan (KontorCommandContext *context, const KontorJson *params, GError **error);
gboolean
kontor_count_run_assign (KontorCommandContext *context, const KontorJson *params, GError **error);
gboolean
kontor_count_run_start (KontorCommandContext *context, const KontorJson *params, GError **error);
gboolean kontor_count_prepare_scan (KontorDatabase *database,
                                    guint           station,
                                    KontorCommand  *command,
                                    GError        **error);
gboolean
kontor_count_run_scan (KontorCommandContext *context, const KontorJson *params, GError **error);
gboolean kontor_count_prepare_correct (KontorDatabase *database,
                                       guint           station,
                                       KontorCommand  *command,
                                       GError        **error);
gboolean
kontor_count_run_correct (KontorCommandContext *context, const KontorJson *params, GError **error);
gboolean kontor_count_run_learn_code (KontorCommandContext *context,
                                      const KontorJson     *params,
                                      GError              **error);
gboolean
kontor_count_run_finish (KontorCommandContext *context, const KontorJson *params, GError **error);
gboolean
kontor_count_run_recount (KontorCommandContext *context, const KontorJson *params, GError **error);
gboolean
kontor_count_run_decide (KontorCommandContext *context, const KontorJson *params, GError **error);
gboolean
kontor_count_run_approve (KontorCommandContext *context, const KontorJson *params, GError **error);
gboolean
kontor_count_run_settle (KontorCommandContext *context, const KontorJson *params, GError **error);
gboolean
kontor_count_run_exclude (KontorCommandContext *context, const KontorJson *params, GError **error);
gboolean kontor_count_prepare_reverse (KontorDatabase *database,
                                       guint           station,
                                       KontorCommand  *command,
                                       GError        **error);
gboolean
kontor_count_run_reverse (KontorCommandContext *context, const KontorJson *params, GError **error);
gboolean
kontor_count_run_cancel (KontorCommandContext *context, const KontorJson *params, GError **error);
gboolean
kontor_count_run_resume (KontorCommandContext *context, const KontorJson *params, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorCount, kontor_count_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorCountLine, kontor_count_line_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorCountEntries, kontor_count_entries_free)

G_END_DECLS
