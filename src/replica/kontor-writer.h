/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-command.h"
#include "kontor-job-queue.h"
#include "kontor-notifier.h"
#include "kontor-profile.h"

G_BEGIN_DECLS

/* The one connection that writes, and the transaction that is open on it. Jobs that wait together
 * share a commit; each has a savepoint of its own. */
typedef struct
{
  KontorDatabase *database; /* (owned) */
  char           *folder;   /* (owned) */
  KontorJobQueue *queue;    /* (unowned) (nullable) */
  KontorNotifier *notifier; /* (unowned) (nullable) */
  gint64          data_version;

  /* In a transaction */
  KontorProfile profile;
  KontorProfile stored;           /* as it is in the database */
  GArray       *touched;          /* (owned): of KontorTouch */
  gboolean      touched_anything; /* more than is in touched */
  gboolean      has_status;       /* the pending count may have changed */
} KontorWriter;

/* Who does it: captured when it is asked for. */
typedef struct
{
  KontorUid uid;  /* nil when nobody signed in */
  char     *name; /* (owned) */
  gint64    at;   /* 0: now */
} KontorAuthor;

KontorWriter *kontor_writer_new (KontorDatabase *database, const char *folder);
void          kontor_writer_free (KontorWriter *self);
gboolean      kontor_writer_begin (KontorWriter *self, GError **error);
gboolean      kontor_writer_commit (KontorWriter *self, GError **error);
void          kontor_writer_rollback (KontorWriter *self);
gboolean
kontor_writer_savepoint (KontorWriter *self, KontorJobFunc func, gpointer data, GError **error);
void kontor_writer_work (KontorWriter *self);

gboolean kontor_writer_execute (KontorWriter         *self,
                                const KontorAuthor   *author,
                                const char           *name,
                                KontorJson           *params,
                                KontorUid            *uid,
                                KontorCommandOutcome *outcome,
                                GError              **error);
gboolean kontor_writer_run (KontorWriter       *self,
                            const KontorAuthor *author,
                            const char         *name,
                            KontorJson         *params,
                            const KontorUid    *batch,
                            KontorJson        **result,
                            GError            **error);
gboolean kontor_writer_record (KontorDatabase       *database,
                               gboolean              records,
                               const KontorCommand  *command,
                               KontorCommandOutcome *outcome,
                               GBytes              **changeset,
                               GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorWriter, kontor_writer_free)

G_END_DECLS
