/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * KontorWorkFunc:
 * @task: the task to answer, from the worker's thread
 *
 * Runs on the worker's thread and returns an answer by g_task_return_…().
 */
typedef void (*KontorWorkFunc) (GTask *task);

#define KONTOR_TYPE_WORKER (kontor_worker_get_type ())
G_DECLARE_FINAL_TYPE (KontorWorker, kontor_worker, KONTOR, WORKER, GObject)

KontorWorker *kontor_worker_new (const char *name);
void          kontor_worker_run (KontorWorker *self, GTask *task, KontorWorkFunc func);

G_END_DECLS
