/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-list.h"

G_BEGIN_DECLS

char *kontor_filter_dup_condition_words (const KontorListType *type, const char *token);
char *kontor_filter_dup_words (const KontorListType *type, const char *filter);

G_END_DECLS
