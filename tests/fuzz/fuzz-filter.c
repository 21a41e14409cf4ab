/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <stddef.h>

#include "kontor-list.h"

int
LLVMFuzzerTestOneInput (const unsigned char *data, size_t size)
{
  g_autofree char      *text = g_strndup ((const char *) data, size);
  const KontorListType *type = kontor_list_type_find ("orders");
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (KontorListQuery) query = NULL;
  g_auto (GStrv) words = NULL;

  if (!g_utf8_validate (text, -1, NULL))
    return 0;
  query = kontor_list_query_new (
    type, text, NULL, G_GINT64_CONSTANT (1763720000000000), zone, NULL);
  words = kontor_filter_complete (type, text, (guint) g_utf8_strlen (text, -1));
  return 0;
}
