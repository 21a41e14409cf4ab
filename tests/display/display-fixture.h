/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-company.h"

G_BEGIN_DECLS

/* A temporary company of its own for a test, and a window to look at widgets in. */
typedef struct
{
  char          *folder;
  KontorReplica *replica;
  KontorWorker  *documents;
  KontorCompany *company;
  GtkWindow     *window;
} DisplayFixture;

void       display_fixture_set_up (DisplayFixture *self, gconstpointer data);
void       display_fixture_tear_down (DisplayFixture *self, gconstpointer data);
GtkWidget *display_fixture_show (DisplayFixture *self, GtkWidget *widget, int width, int height);
KontorUid  display_fixture_run (DisplayFixture *self,
                                const char     *command,
                                const char     *params,
                                const char     *result);
void       display_fixture_remove_folder (const char *folder);
gpointer   display_child (gpointer widget, GType owner, const char *name);
void       display_settle (guint milliseconds);

/* Waits for a condition, ten seconds at most. */
#define WAIT_FOR(condition)                                                                        \
  G_STMT_START                                                                                     \
  {                                                                                                \
    gint64   until = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;                                \
    gboolean met = FALSE;                                                                          \
    while (!(met = (condition)) && g_get_monotonic_time () < until)                                \
      if (!g_main_context_iteration (NULL, FALSE))                                                 \
        g_usleep (1000);                                                                           \
    g_assert_true (met);                                                                           \
  }                                                                                                \
  G_STMT_END

G_END_DECLS
