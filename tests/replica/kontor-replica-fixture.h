/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-replica.h"

G_BEGIN_DECLS

/* A company in a temporary folder, and short ways to work in it. Nothing here fails quietly. */
typedef struct
{
  char          *base;    /* (owned): temporary */
  char          *folder;  /* (owned): the profile */
  KontorReplica *replica; /* (owned) (nullable) */
} KontorFixture;

void kontor_fixture_set_up (KontorFixture *self, gconstpointer data);
void kontor_fixture_tear_down (KontorFixture *self, gconstpointer data);
void kontor_fixture_close (KontorFixture *self);
void kontor_fixture_open (KontorFixture *self);

KontorJson *kontor_fixture_json (const char *format, ...) G_GNUC_PRINTF (1, 2); /* ' stands for " */
KontorJson *kontor_fixture_order (guint pieces);
char *
kontor_fixture_run (KontorReplica *replica, const char *name, KontorJson *params, const char *key);
char         *kontor_fixture_make_order (KontorReplica *replica);
gint64        kontor_fixture_count (KontorReplica *replica, const char *sql);
char         *kontor_fixture_text (KontorReplica *replica, const char *sql);
void          kontor_fixture_verify (KontorReplica *replica);
gboolean      kontor_fixture_wait (const gboolean *condition, guint limit_ms);
GAsyncResult *kontor_fixture_take (GAsyncResult **result);
void          kontor_fixture_result_cb (GObject *source, GAsyncResult *result, gpointer user_data);
void          kontor_fixture_remove_tree (const char *path);
void          kontor_fixture_write_file (const char *path, const char *content, gsize length);

G_END_DECLS
