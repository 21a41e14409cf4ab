/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <gtk/gtk.h>

#include "kontor-json.h"

G_BEGIN_DECLS

/* What customers are described with, in the words of people; and what is wrong with what was typed.
 */

typedef struct
{
  const char *code;
  const char *name; /* N_() */
} KontorCustomerChoice;

const KontorCustomerChoice *kontor_customer_countries (guint *n_choices);
const KontorCustomerChoice *kontor_customer_languages (guint *n_choices);
const char                 *kontor_customer_choice_name (const KontorCustomerChoice *choices,
                                                         guint                       n_choices,
                                                         const char                 *code);
GtkStringList              *kontor_customer_choice_model (const KontorCustomerChoice *choices,
                                                          guint                       n_choices,
                                                          const char                 *extra);
guint                       kontor_customer_choice_find (const KontorCustomerChoice *choices,
                                                         guint                       n_choices,
                                                         const char                 *code);

const char *kontor_customer_field_title (const char *key);
const char *kontor_customer_field_check (const char *key, const char *text);
const char *kontor_customer_reason (const char *reason);
char       *kontor_customer_value_text (const char *key, const char *value);
char       *kontor_customer_address_text (const KontorJson *address);

G_END_DECLS
