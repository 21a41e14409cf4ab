/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define KONTOR_TYPE_COUNT_FACTS (kontor_count_facts_get_type ())
G_DECLARE_FINAL_TYPE (KontorCountFacts, kontor_count_facts, KONTOR, COUNT_FACTS, AdwBin)

void kontor_count_facts_clear (KontorCountFacts *self);
void kontor_count_facts_add_heading (KontorCountFacts *self, const char *title);
void kontor_count_facts_add (KontorCountFacts *self, const char *label, const char *value);
void kontor_count_facts_add_figure (KontorCountFacts *self, const char *label, const char *value);
void kontor_count_facts_add_text (KontorCountFacts *self, const char *text);
void kontor_count_facts_add_widget (KontorCountFacts *self, GtkWidget *widget);
gboolean kontor_count_facts_is_empty (KontorCountFacts *self);

G_END_DECLS
