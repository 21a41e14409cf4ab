/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <stddef.h>

#include "kontor-feed-page.h"

int
LLVMFuzzerTestOneInput (const unsigned char *data, size_t size)
{
  g_auto (KontorFeedAnswer) answer = { 0 };

  kontor_feed_answer_parse (&answer, (const char *) data, size, NULL);
  return 0;
}
