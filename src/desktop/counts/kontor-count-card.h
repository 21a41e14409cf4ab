/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-company.h"
#include "kontor-count-session.h"

G_BEGIN_DECLS

/**
 * KontorCountCard:
 *
 * What was scanned last, to be read at arm's length: picture, name, how many; and a flash when
 * something was answered. Buttons name "counting.more" and "counting.less".
 */
#define KONTOR_TYPE_COUNT_CARD (kontor_count_card_get_type ())
G_DECLARE_FINAL_TYPE (KontorCountCard, kontor_count_card, KONTOR, COUNT_CARD, AdwBin)

void kontor_count_card_set_company (KontorCountCard *self, KontorCompany *company);
void kontor_count_card_show (KontorCountCard *self, KontorCountSession *session);
void kontor_count_card_answer (KontorCountCard  *self,
                               KontorCountAnswer answer,
                               const char       *words,
                               gboolean          flash);

G_END_DECLS
