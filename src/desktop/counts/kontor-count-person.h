/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-company.h"

G_BEGIN_DECLS

/**
 * KontorCountPerson:
 *
 * Who is at this station: what is counted, decided and booked from here bears this name.
 */
#define KONTOR_TYPE_COUNT_PERSON (kontor_count_person_get_type ())
G_DECLARE_FINAL_TYPE (KontorCountPerson, kontor_count_person, KONTOR, COUNT_PERSON, AdwBin)

void kontor_count_person_set_company (KontorCountPerson *self, KontorCompany *company);
void kontor_count_ask_person (GtkWidget *widget, KontorCompany *company);

G_END_DECLS
