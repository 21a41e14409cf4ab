/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <stddef.h>

#include "kontor-bank-zip.h"

/* An archive of statements: what it says of itself is never believed. */
int
LLVMFuzzerTestOneInput (const unsigned char *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GPtrArray) members = kontor_bank_unzip (bytes, NULL);

  for (guint i = 0; members != NULL && i < members->len; i++)
    {
      const KontorBankMember *member = g_ptr_array_index (members, i);

      if ((member->bytes == NULL) == (member->problem == NULL)
          || !g_utf8_validate (member->name, -1, NULL)
          || (member->bytes != NULL && kontor_bank_is_zip (member->bytes)))
        __builtin_trap ();
    }
  return 0;
}
