/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-command.h"

G_BEGIN_DECLS

/* What a person can take back (table undo_log). A row is a command, or what stands for it now: undo
 * runs its inverse and keeps the inverse of that for redo. */

typedef struct
{
  gint64      id;
  char       *name;   /* (owned): of the inverse */
  KontorJson *params; /* (owned): of the inverse */
} KontorUndoStep;

/* What one undo takes back: the steps, newest first. */
typedef struct
{
  char     *label; /* (owned) */
  gboolean  is_batch;
  KontorUid batch;
  gint64    id; /* without a batch */
  guint     count;
} KontorUndoChoice;

void kontor_undo_step_free (KontorUndoStep *self);
void kontor_undo_choice_clear (KontorUndoChoice *self);

gboolean kontor_undo_log_add (KontorDatabase             *database,
                              const KontorCommand        *command,
                              const KontorCommandOutcome *outcome,
                              const KontorUid            *batch,
                              GError                    **error);
gboolean kontor_undo_log_flip (KontorDatabase             *database,
                               gint64                      id,
                               gboolean                    is_redo,
                               const KontorUid            *command,
                               const KontorCommandOutcome *outcome,
                               GError                    **error);
gboolean kontor_undo_log_refresh (KontorDatabase             *database,
                                  const KontorUid            *command,
                                  const KontorCommandOutcome *outcome,
                                  GError                    **error);
gboolean
kontor_undo_log_disable (KontorDatabase *database, const KontorUid *command, GError **error);
gboolean   kontor_undo_log_drop (KontorDatabase *database, gint64 id, GError **error);
gboolean   kontor_undo_log_choose (KontorDatabase   *database,
                                   gboolean          is_redo,
                                   const KontorUid  *batch,
                                   KontorUndoChoice *choice,
                                   GError          **error);
GPtrArray *kontor_undo_log_list (KontorDatabase         *database,
                                 const KontorUndoChoice *choice,
                                 gboolean                is_redo,
                                 guint                   limit,
                                 GError                **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (KontorUndoChoice, kontor_undo_choice_clear)

G_END_DECLS
