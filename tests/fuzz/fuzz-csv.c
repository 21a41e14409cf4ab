/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <stddef.h>

#include "kontor-csv.h"
#include "kontor-text.h"

int
LLVMFuzzerTestOneInput (const unsigned char *data, size_t size)
{
  gsize            length = 0;
  const char      *encoding = NULL;
  g_autofree char *text = kontor_text_to_utf8 ((const char *) data, size, &length, &encoding, NULL);
  g_autoptr (KontorCsvReader) reader = NULL;
  GPtrArray *fields = NULL;

  if (text == NULL)
    return 0;
  reader = kontor_csv_reader_new (text, length, kontor_csv_guess_separator (text, length));
  while (kontor_csv_reader_next (reader, &fields, NULL))
    for (guint i = 0; i < fields->len; i++)
      if (!g_utf8_validate (g_ptr_array_index (fields, i), -1, NULL))
        __builtin_trap ();
  return 0;
}
