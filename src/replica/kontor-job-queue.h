/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <gio/gio.h>

#include "kontor-database.h"

G_BEGIN_DECLS

/* Work for a thread that owns a connection: three lanes, each first in, first out. Whoever hands a
 * job in either waits for its answer or gets it through a task. */

typedef enum
{
  KONTOR_JOB_URGENT, /* a person waits */
  KONTOR_JOB_NORMAL,
  KONTOR_JOB_BULK, /* pieces of imports, pages of the feed */
} KontorJobPriority;

#define KONTOR_JOB_N_PRIORITIES 3

/* context: what the thread brings along, the writer or NULL */
typedef gboolean (*KontorJobFunc) (gpointer        context,
                                   KontorDatabase *database,
                                   gpointer        data,
                                   GError        **error);

/* The task's answer out of the data of a job that was done; (transfer full). */
typedef gpointer (*KontorJobTake) (gpointer data);

/* After each commit: whether there is another piece to do. */
typedef gboolean (*KontorJobMore) (gpointer data);

typedef struct _KontorJobQueue KontorJobQueue;

typedef struct
{
  KontorJobPriority priority;
  KontorJobFunc     func;
  KontorJobMore     more;      /* (nullable): when the work is done in pieces */
  gpointer          data;      /* (owned) when free_data is set */
  GDestroyNotify    free_data; /* (nullable) */
  KontorJobTake     take;      /* (nullable): then the task's answer is TRUE */
  GDestroyNotify    free_taken;
  GTask            *task;     /* (owned) (nullable) */
  KontorJobQueue   *queue;    /* (unowned): where somebody waits; NULL when nobody does */
  GError           *error;    /* (owned) (nullable) */
  gboolean          answered; /* under the queue's lock */
} KontorJob;

KontorJob *kontor_job_new (KontorJobPriority priority,
                           KontorJobFunc     func,
                           gpointer          data,
                           GDestroyNotify    free_data);
void
kontor_job_set_task (KontorJob *self, GTask *task, KontorJobTake take, GDestroyNotify free_taken);
gboolean kontor_job_is_cancelled (KontorJob *self);
void     kontor_job_answer (KontorJob *self, GError *error);
void     kontor_task_drop (GTask *task);

KontorJobQueue *kontor_job_queue_new (void);
void            kontor_job_queue_free (KontorJobQueue *self);
void            kontor_job_queue_close (KontorJobQueue *self);
void            kontor_job_queue_push (KontorJobQueue *self, KontorJob *job);
gboolean        kontor_job_queue_run (KontorJobQueue   *self,
                                      KontorJobPriority priority,
                                      KontorJobFunc     func,
                                      KontorJobMore     more,
                                      gpointer          data,
                                      GError          **error);
void            kontor_job_queue_push_again (KontorJobQueue *self, KontorJob *job);
KontorJob      *kontor_job_queue_pop (KontorJobQueue *self, gint64 timeout_us, gboolean *closed);
KontorJob      *kontor_job_queue_try_pop (KontorJobQueue *self);

G_END_DECLS
