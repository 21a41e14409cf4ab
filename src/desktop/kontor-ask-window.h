/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-act.h"

G_BEGIN_DECLS

typedef enum
{
  KONTOR_ASK_TEXT,
  KONTOR_ASK_QUANTITY, /* thousandths; sums are worked out */
  KONTOR_ASK_CHANGE,   /* a quantity with a sign */
  KONTOR_ASK_COUNT,
  KONTOR_ASK_DAY, /* its end, as UTC microseconds */
} KontorAskKind;

typedef struct
{
  const char *value; /* "": the member is left out */
  const char *label; /* translated */
} KontorAskChoice;

/* What follows from what was entered so far: (nullable) (transfer full). */
typedef char *(*KontorAskHint) (const KontorJson *params, gpointer data);

/* The command's parameters of what was entered: (transfer full). */
typedef KontorJson *(*KontorAskShape) (const KontorJson *entered, gpointer data);

/**
 * KontorAskWindow:
 *
 * A small form for one command: the fields are its parameters; a refusal is shown where it was
 * asked for, and nothing typed is lost.
 */
#define KONTOR_TYPE_ASK_WINDOW (kontor_ask_window_get_type ())
G_DECLARE_FINAL_TYPE (KontorAskWindow, kontor_ask_window, KONTOR, ASK_WINDOW, AdwWindow)

KontorAskWindow *kontor_ask_window_new (GtkWidget     *opener,
                                        KontorCompany *company,
                                        const char    *title,
                                        const char    *verb);
void             kontor_ask_window_set_about (KontorAskWindow *self, const char *text);
void             kontor_ask_window_add_entry (KontorAskWindow *self,
                                              const char      *key,
                                              const char      *label,
                                              KontorAskKind    kind,
                                              gboolean         is_required);
void             kontor_ask_window_add_choice (KontorAskWindow       *self,
                                               const char            *key,
                                               const char            *label,
                                               const KontorAskChoice *choices,
                                               guint                  n_choices);
void        kontor_ask_window_set_text (KontorAskWindow *self, const char *key, const char *text);
void        kontor_ask_window_set_day (KontorAskWindow *self, const char *key, gint64 time);
void        kontor_ask_window_choose (KontorAskWindow *self, const char *key, const char *value);
KontorJson *kontor_ask_window_read (KontorAskWindow *self);
void        kontor_ask_window_set_hint (KontorAskWindow *self,
                                        KontorAskHint    hint,
                                        gpointer         data,
                                        GDestroyNotify   destroy);
void        kontor_ask_window_set_shape (KontorAskWindow *self, KontorAskShape shape);
void        kontor_ask_window_set_command (KontorAskWindow *self,
                                           const char      *command,
                                           KontorJson      *fixed,
                                           const char      *done,
                                           KontorActDone    then);

G_END_DECLS
