/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-value-error.h"

G_DEFINE_QUARK (kontor_value_error, kontor_value_error)
