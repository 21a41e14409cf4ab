/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A state as people read it: a word with a sign, never colour alone. */
typedef struct
{
  const char *name;  /* "PENDING_PAYMENT" */
  const char *label; /* N_() */
  const char *step;  /* N_(): what the step is called once it is reached, "Paid" */
  const char *icon_name;
  const char *css_class; /* (nullable): accent, success, warning, error, dim-label */
  const char *list;      /* (nullable): name of the only list where the word means this */
} KontorState;

const KontorState *kontor_state_find (const char *name);
const KontorState *kontor_state_find_in (const char *list, const char *name);
const char        *kontor_state_label (const char *name);
const char        *kontor_state_label_in (const char *list, const char *name);
const KontorState *kontor_state_list (guint *n_states);
gboolean           kontor_state_is_seen_in (const KontorState *state, const char *list);

G_END_DECLS
