/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <stddef.h>

#include "kontor-pdf-private.h"

/* A stranger's PDF as a picture with its words, and as text: what the reader's process does. Either
 * there is a reason, or the answer can be taken apart again. */
int
LLVMFuzzerTestOneInput (const unsigned char *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) text_error = NULL;
  g_autoptr (GBytes) framed = kontor_pdf_draw (bytes, 0, 120, &error);
  g_autoptr (GBytes) text = kontor_pdf_extract_text (bytes, &text_error);

  if ((framed == NULL) != (error != NULL) || (text == NULL) != (text_error != NULL))
    __builtin_trap ();
  if (framed != NULL)
    {
      g_autoptr (KontorPdfPage) page = kontor_pdf_unframe_page (framed);

      if (page == NULL)
        __builtin_trap ();
    }
  return 0;
}
