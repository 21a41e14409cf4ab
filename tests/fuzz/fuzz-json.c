/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <stddef.h>

#include "kontor-json.h"

/* What can be read is written and read again to the same value. */
int
LLVMFuzzerTestOneInput (const unsigned char *data, size_t size)
{
  g_autoptr (KontorJson) value = kontor_json_parse ((const char *) data, (gssize) size, NULL);
  g_autoptr (KontorJson) again = NULL;
  g_autofree char *text = NULL;

  if (value == NULL)
    return 0;
  text = kontor_json_to_string (value);
  again = kontor_json_parse (text, -1, NULL);
  if (again == NULL || !kontor_json_equal (value, again))
    __builtin_trap ();
  return 0;
}
