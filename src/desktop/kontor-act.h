/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <gtk/gtk.h>

#include "kontor-company.h"

G_BEGIN_DECLS

/* Commands that a person gives: run, told in a toast with Undo, or why not. */

typedef void (*KontorActDone) (GtkWidget        *widget,
                               const KontorJson *result); /* result NULL: it was refused */

void kontor_act (GtkWidget     *widget,
                 KontorCompany *company,
                 const char    *command,
                 KontorJson    *params,
                 const char    *done);
void kontor_act_then (GtkWidget     *widget,
                      KontorCompany *company,
                      const char    *command,
                      KontorJson    *params,
                      const char    *done,
                      KontorActDone  then);
void kontor_act_form (GtkWidget     *widget,
                      KontorCompany *company,
                      const char    *form,
                      const char    *command,
                      KontorJson    *params,
                      const char    *done,
                      KontorActDone  then);
void
kontor_act_many (GtkWidget *widget, KontorCompany *company, GPtrArray *items, const char *done);
void               kontor_act_many_then (GtkWidget     *widget,
                                         KontorCompany *company,
                                         GPtrArray     *items,
                                         const char    *done,
                                         KontorActDone  then);
KontorReplicaItem *kontor_act_item (const char *command, KontorJson *params);
void               kontor_act_undo (GtkWidget *widget, KontorCompany *company);
void               kontor_act_redo (GtkWidget *widget, KontorCompany *company);

G_END_DECLS
