/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-json.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_CUSTOMER_TAGS (kontor_customer_tags_get_type ())
G_DECLARE_FINAL_TYPE (KontorCustomerTags, kontor_customer_tags, KONTOR, CUSTOMER_TAGS, AdwBin)

/* Signals "added" and "removed" (const char *tag). */

void kontor_customer_tags_show (KontorCustomerTags *self, const KontorJson *tags);

G_END_DECLS
