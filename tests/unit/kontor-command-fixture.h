/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-command.h"

G_BEGIN_DECLS

/* Runs each command three times: on a database that records what changes, on a second one from the
 * written content, and on PostgreSQL where there is one. Every changed row must belong to a touched
 * aggregate, and all three must agree on result, inverse and rows. Parameters are JSON with ' for
 * ". */

#define COMMAND_FIXTURE_NOW G_GINT64_CONSTANT (1748016000000000) /* 2025-05-23, 18:00 in Berlin */

typedef struct
{
  KontorDatabase *database;
  KontorDatabase *twin;
  KontorDatabase *server; /* (nullable) */
  guint64         counter;
  gint64          now;
  KontorUid       author;  /* nil by default */
  KontorUid       last;    /* uid of the latest command */
  char           *inverse; /* (nullable): of the latest command that took effect */
  KontorJson     *inverse_params;
  char           *label;
  guint           n_touched;
} CommandFixture;

void command_fixture_set_up (CommandFixture *self, gconstpointer unused);
void command_fixture_tear_down (CommandFixture *self, gconstpointer unused);
void command_fixture_stop_server (void); /* after the last test */

KontorJson *command_run (CommandFixture *self, const char *name, const char *format, ...)
  G_GNUC_PRINTF (3, 4);
char *
command_make (CommandFixture *self, const char *key, const char *name, const char *format, ...)
  G_GNUC_PRINTF (4, 5); /* dup of a uid in the result */
void command_do (CommandFixture *self, const char *name, const char *format, ...)
  G_GNUC_PRINTF (3, 4);
void command_arrives (CommandFixture *self, const char *name, const char *format, ...)
  G_GNUC_PRINTF (3, 4); /* from another station (2): not prepared here, and never refused */
void command_refused (CommandFixture    *self,
                      KontorCommandError code,
                      const char        *field,
                      const char        *name,
                      const char        *format,
                      ...) G_GNUC_PRINTF (5, 6);
void command_undo (CommandFixture *self, const char *expected_command);

char  *command_image (CommandFixture *self, KontorKind kind, const char *uid);
gint64 command_count (CommandFixture *self, const char *sql);
char  *command_text (CommandFixture *self, const char *sql);

G_END_DECLS
