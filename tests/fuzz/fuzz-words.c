/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <stddef.h>

#include "kontor-codes.h"
#include "kontor-number.h"
#include "kontor-number-series.h"
#include "kontor-text.h"
#include "kontor-time.h"
#include "kontor-uid.h"

/* Everything that reads a short text that people or files give. */
int
LLVMFuzzerTestOneInput (const unsigned char *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autofree char *folded = NULL;
  g_autofree char *slug = NULL;
  g_autofree char *vat_id = NULL;
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  const char *reason = NULL;
  gint64      value;
  KontorUid   uid;

  kontor_decimal_parse (text, 4, ",", &value, NULL);
  kontor_decimal_parse (text, 2, ".", &value, NULL);
  kontor_expression_parse (text, 3, ",", &value, NULL);
  kontor_time_parse (text, zone, &value, NULL);
  kontor_day_parse (text, &value, NULL);
  kontor_uid_parse (&uid, text);
  kontor_gtin_is_valid (text);
  kontor_number_pattern_check (text, NULL);
  if (!g_utf8_validate (text, -1, NULL))
    return 0;
  folded = kontor_text_fold (text, -1);
  slug = kontor_text_slug (text);
  vat_id = kontor_vat_id_normalise (text);
  kontor_vat_id_is_plausible (vat_id, &reason);
  kontor_email_is_plausible (text);
  if (!g_utf8_validate (folded, -1, NULL) || !g_utf8_validate (slug, -1, NULL))
    __builtin_trap ();
  return 0;
}
