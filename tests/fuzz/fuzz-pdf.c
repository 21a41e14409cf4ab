/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <stddef.h>
#include <string.h>

#include "kontor-pdf.h"

/* Whatever comes in, names that come out are plain ones. */
int
LLVMFuzzerTestOneInput (const unsigned char *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (GPtrArray) attachments = kontor_pdf_read_own_attachments (bytes, NULL);

  for (guint i = 0; attachments != NULL && i < attachments->len; i++)
    {
      const KontorPdfAttachment *attachment = g_ptr_array_index (attachments, i);

      if (!g_utf8_validate (attachment->name, -1, NULL) || *attachment->name == '\0'
          || strpbrk (attachment->name, "/\\") != NULL || strcmp (attachment->name, "..") == 0
          || (attachment->bytes == NULL) != (attachment->problem != NULL))
        __builtin_trap ();
    }
  return 0;
}
