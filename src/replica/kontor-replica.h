/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <gio/gio.h>

#include "kontor-command.h"
#include "kontor-queries.h"

G_BEGIN_DECLS

/**
 * KontorReplicaError:
 * @KONTOR_REPLICA_ERROR_IN_USE: another program has this profile open for writing
 * @KONTOR_REPLICA_ERROR_NO_PROFILE: the folder holds no profile
 * @KONTOR_REPLICA_ERROR_EXISTS: the folder holds one already
 * @KONTOR_REPLICA_ERROR_NOTHING_TO_UNDO: there is nothing to undo (or redo)
 * @KONTOR_REPLICA_ERROR_CLOSED: the replica was closed
 * @KONTOR_REPLICA_ERROR_WRONG: verification found something wrong
 */
typedef enum
{
  KONTOR_REPLICA_ERROR_IN_USE,
  KONTOR_REPLICA_ERROR_NO_PROFILE,
  KONTOR_REPLICA_ERROR_EXISTS,
  KONTOR_REPLICA_ERROR_NOTHING_TO_UNDO,
  KONTOR_REPLICA_ERROR_CLOSED,
  KONTOR_REPLICA_ERROR_WRONG,
} KontorReplicaError;

#define KONTOR_REPLICA_ERROR (kontor_replica_error_quark ())
GQuark kontor_replica_error_quark (void);

/**
 * KontorReplica:
 *
 * The desktop's database: a profile folder with one SQLite file (kontor.db), one writer thread that
 * owns the only writing connection, two readers, the outbox, and word of what changed. kontor and
 * kontorctl may have the same profile open at once: each write takes the file's lock for its
 * transaction, and each notices the other's commits.
 */
#define KONTOR_TYPE_REPLICA (kontor_replica_get_type ())
G_DECLARE_FINAL_TYPE (KontorReplica, kontor_replica, KONTOR, REPLICA, GObject)

gboolean kontor_replica_create_profile (const char      *folder,
                                        const char      *company,
                                        const char      *country,
                                        const char      *currency,
                                        const KontorUid *uid,
                                        GError         **error);
KontorReplica      *
kontor_replica_open (const char *folder,
                          GError    **error); /* blocking: migrates, backs up, starts the threads */
void kontor_replica_close (KontorReplica *self); /* blocking: finishes what was begun; idempotent */
const char *kontor_replica_get_folder (KontorReplica *self);
guint       kontor_replica_get_station (KontorReplica *self);
void        kontor_replica_set_author (KontorReplica *self, const KontorUid *uid, const char *name);
void        kontor_replica_set_moment (KontorReplica *self, gint64 at);

/* Signals, on the main context that opened it:
 * "changed" (GArray *touched): aggregates of KontorTouch that changed by a command here or rows
 * from elsewhere; NULL: anything may have. "status-changed": pending count or sync state. */

/* A command. The result is its outcome's result; it is durable when the callback runs. batch: NULL
 * or the uid that a whole import or bulk edit shares, so that undo takes it as one. */
void        kontor_replica_run_async (KontorReplica      *self,
                                      const char         *name,
                                      KontorJson         *params,
                                      const KontorUid    *batch,
                                      GCancellable       *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data); /* takes params */
void        kontor_replica_run_form_async (KontorReplica      *self,
                                           const char         *form,
                                           const char         *name,
                                           KontorJson         *params,
                                           GCancellable       *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer            user_data); /* takes params */
KontorJson *kontor_replica_run_finish (KontorReplica *self, GAsyncResult *result, GError **error);
KontorJson *kontor_replica_run (KontorReplica   *self,
                                const char      *name,
                                KontorJson      *params,
                                const KontorUid *batch,
                                GError **error); /* blocking, for tools and workers; takes params */

/* Many commands in one transaction, all or none (bulk edits) or each by itself (imports: outcomes
 * holds a GError text or NULL for each). */
typedef struct
{
  const char *name;
  KontorJson *params; /* (owned) by the array */
  KontorJson *result; /* (owned) (nullable): set afterwards */
  GError     *error;  /* (owned) (nullable): set afterwards */
} KontorReplicaItem;

void     kontor_replica_item_free (KontorReplicaItem *self);
gboolean kontor_replica_expect_many (KontorReplica *self, GError **error);
gboolean kontor_replica_run_many (KontorReplica   *self,
                                  GPtrArray       *items,
                                  const KontorUid *batch,
                                  gboolean         all_or_none,
                                  GError **error); /* blocking; (element-type KontorReplicaItem) */
void     kontor_replica_run_many_async (KontorReplica      *self,
                                        GPtrArray          *items,
                                        const KontorUid    *batch,
                                        gboolean            all_or_none,
                                        GCancellable       *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer            user_data); /* takes a reference */
gboolean kontor_replica_run_many_finish (KontorReplica *self, GAsyncResult *result, GError **error);

/* Undo: the newest command (or batch) that can be, or a given one; redo undoes the undo. The answer
 * is its label. */
void  kontor_replica_undo_async (KontorReplica      *self,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data);
void  kontor_replica_redo_async (KontorReplica      *self,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data);
char *kontor_replica_undo_finish (KontorReplica *self,
                                  GAsyncResult  *result,
                                  GError       **error); /* of both */
char *kontor_replica_undo (KontorReplica *self, GError **error);
char *kontor_replica_undo_batch (KontorReplica *self, const KontorUid *batch, GError **error);

/* A read on a reader thread. func runs there with a read-only connection in one snapshot. */
typedef gpointer (*KontorReadFunc) (KontorDatabase *database, gpointer data, GError **error);
void kontor_replica_read_async (KontorReplica      *self,
                                KontorReadFunc      func,
                                gpointer            data,
                                GDestroyNotify      free_data,
                                GDestroyNotify      free_result,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data);
gpointer
         kontor_replica_read_finish (KontorReplica *self,
                                     GAsyncResult  *result,
                                     GError **error); /* (transfer full); NULL without error is possible */
gpointer kontor_replica_read (KontorReplica *self,
                              KontorReadFunc func,
                              gpointer       data,
                              GError       **error); /* blocking, for tools and workers */

/* Work on the writer's connection in one transaction, for what is not a command: drafts, mappings,
 * files, sync. */
typedef gboolean (*KontorWriteFunc) (KontorDatabase *database, gpointer data, GError **error);
void     kontor_replica_write_async (KontorReplica      *self,
                                     KontorWriteFunc     func,
                                     gpointer            data,
                                     GDestroyNotify      free_data,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data);
gboolean kontor_replica_write_finish (KontorReplica *self, GAsyncResult *result, GError **error);
gboolean kontor_replica_write (KontorReplica  *self,
                               KontorWriteFunc func,
                               gpointer        data,
                               GError        **error); /* blocking */

/* Forms that were open come back after a crash. */
void
            kontor_replica_save_draft (KontorReplica *self,
                                       const char    *form,
                                       KontorJson *content); /* takes content, NULL removes; returns at once */
KontorJson *kontor_replica_load_draft (KontorReplica *self,
                                       const char    *form); /* blocking read, (nullable) */

/* Sync (sync-spec.md 4 to 6). A page is what the server's changes route answers, checked and
 * parsed. */
typedef struct
{
  GPtrArray *images;    /* (element-type KontorJson) aggregate images in seq order */
  gint64     settled_n; /* commands of this incarnation up to here are in these rows */
  char      *cursor;    /* opaque, committed together with the rows */
} KontorFeedPage;

typedef struct
{
  gint64 n;
  char  *content; /* canonical JSON, as stored */
  char  *chain;   /* hex */
} KontorOutboxItem;

GPtrArray *kontor_replica_get_pending (
  KontorReplica *self,
  guint          limit,
  GError       **error); /* (element-type KontorOutboxItem) oldest first; blocking */
gboolean kontor_replica_set_answers (
  KontorReplica    *self,
  const KontorJson *results,
  GError          **error); /* of POST commands; refused ones get their attention row; blocking */
gboolean kontor_replica_apply_page (KontorReplica        *self,
                                    const KontorFeedPage *page,
                                    GError **error); /* rewind, apply, replay; blocking */
char    *kontor_replica_get_cursor (KontorReplica *self,
                                    GError       **error); /* "" before the first pull */
char    *kontor_replica_get_incarnation (KontorReplica *self, GError **error);
char *
kontor_replica_get_server (KontorReplica *self); /* address of the server it joined, "" for none */
gboolean kontor_replica_set_enrolment (KontorReplica *self,
                                       const char    *server,
                                       guint          number,
                                       GError       **error); /* number 0: keep ours; blocking */
/* {"pending","refused","attention","cursor","incarnation","server","last_backup" (µs),"station",
 * "station_uid","company","is_new"} */
KontorJson *kontor_replica_get_status (KontorReplica *self, GError **error);
void        kontor_outbox_item_free (KontorOutboxItem *self);
char       *kontor_replica_get_server (KontorReplica *self); /* "" before one is joined; blocking */
gboolean    kontor_replica_set_enrolment (KontorReplica *self,
                                          const char    *server,
                                          guint          number,
                                          GError       **error); /* blocking */

gboolean kontor_replica_leave_server (KontorReplica *self, GError **error); /* blocking */
gboolean kontor_replica_set_company (KontorReplica   *self,
                                     const KontorUid *uid,
                                     GError         **error); /* blocking */

/* Whether server and station have the same past (sync-spec.md section 14). */
typedef enum
{
  KONTOR_LINE_AGREES,
  KONTOR_LINE_FORKED,    /* the server has other commands of this incarnation */
  KONTOR_LINE_FORGOTTEN, /* the server has lost some that it answered */
} KontorLineAgreement;

KontorJson             *
kontor_replica_get_line (KontorReplica *self,
                                     GError       **error); /* {"incarnation","n","chain","cursor"}; blocking */
gboolean    kontor_replica_check_line (KontorReplica       *self,
                                       gint64               last_n,
                                       const char          *chain,
                                       KontorLineAgreement *agreement,
                                       GError             **error);                     /* blocking */
KontorJson *kontor_replica_list_sent (KontorReplica *self, GError **error); /* uids; blocking */
gboolean    kontor_replica_renew (KontorReplica *self, GError **error);     /* blocking */
gboolean    kontor_replica_start_anew (KontorReplica        *self,
                                       const KontorJson     *known,
                                       const KontorFeedPage *page,
                                       GError              **error); /* blocking */

/* Care. */
gboolean
         kontor_replica_backup (KontorReplica *self,
                                const char    *path,
                                GError **error); /* written beside, synced, opened and checked, renamed */
gboolean kontor_replica_restore (const char *folder,
                                 const char *backup,
                                 GError    **error); /* keeps the file it replaces */
gboolean kontor_replica_verify (KontorReplica *self,
                                GPtrArray     *findings,
                                GError **error); /* (element-type utf8); TRUE when it could check */

G_END_DECLS
