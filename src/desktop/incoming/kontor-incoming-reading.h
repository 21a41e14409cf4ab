/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-company.h"

G_BEGIN_DECLS

/**
 * KontorIncomingReading:
 *
 * What a received invoice says, with the rules that it breaks, and what is decided about it.
 * Signals "read" (KontorJson *incoming): it is shown; "pointed" (GStrv spellings, nullable): what
 * the pointer or the focus is on, as it may stand on the page.
 */
#define KONTOR_TYPE_INCOMING_READING (kontor_incoming_reading_get_type ())
G_DECLARE_FINAL_TYPE (
  KontorIncomingReading, kontor_incoming_reading, KONTOR, INCOMING_READING, AdwBin)

void kontor_incoming_reading_set_company (KontorIncomingReading *self, KontorCompany *company);
void kontor_incoming_reading_show (KontorIncomingReading *self, const KontorUid *uid);
void kontor_incoming_reading_begin (KontorIncomingReading *self);

G_END_DECLS
