/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* An error as people read it: what was not done and why, and what to do now. */
typedef struct
{
  char       *title;   /* (owned) */
  const char *advice;  /* translated */
  char       *details; /* (owned): the raw text */
  gboolean    retry;   /* trying again may help */
} KontorProblem;

KontorProblem *kontor_problem_from_error (const GError *error);
void           kontor_problem_free (KontorProblem *self);
void           kontor_problem_present (GtkWidget *widget, const GError *error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorProblem, kontor_problem_free)

G_END_DECLS
