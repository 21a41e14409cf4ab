/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * KontorValueError:
 * @KONTOR_VALUE_ERROR_INVALID: the text is not what it is read as
 * @KONTOR_VALUE_ERROR_RANGE: it is, but too large, too small or too precise
 * @KONTOR_VALUE_ERROR_ENCODING: the bytes are not text in any encoding known here
 */
typedef enum
{
  KONTOR_VALUE_ERROR_INVALID,
  KONTOR_VALUE_ERROR_RANGE,
  KONTOR_VALUE_ERROR_ENCODING,
} KontorValueError;

#define KONTOR_VALUE_ERROR (kontor_value_error_quark ())
GQuark kontor_value_error_quark (void);

G_END_DECLS
