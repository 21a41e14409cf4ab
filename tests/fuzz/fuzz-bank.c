/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <stddef.h>

#include "kontor-bank.h"
#include "kontor-matching.h"

/* A table is shown before its columns are known, and as they were guessed. */
static void
look_before (GBytes *bytes)
{
  g_autofree char *table = kontor_bank_dup_table (bytes);
  g_autoptr (KontorJson) preview = table != NULL ? kontor_bank_preview (table, NULL) : NULL;
  g_autoptr (KontorJson) again = NULL;

  if (preview != NULL)
    again = kontor_bank_preview (table, kontor_json_get_object (preview, "mapping"));
}

/* A statement in any form, and the matching of what it says. */
int
LLVMFuzzerTestOneInput (const unsigned char *data, size_t size)
{
  static const KontorOpenItem items[] = {
    { .number = "RE-2026-0001", .name = "Berg AG", .currency = "EUR", .open_minor = 10000 },
    { .number = "GS-2026-0001", .name = "Berg AG", .currency = "EUR", .open_minor = -100 },
  };
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (KontorJson) file = kontor_bank_read (bytes, NULL, NULL);
  g_autoptr (KontorMatcher) matcher = kontor_matcher_new (items, G_N_ELEMENTS (items));
  const KontorJson *statements = kontor_json_get_array (file, "statements");

  look_before (bytes);
  for (guint i = 0; i < kontor_json_length (statements); i++)
    {
      const KontorJson *entries = kontor_json_get_array (kontor_json_at (statements, i), "entries");

      for (guint j = 0; j < kontor_json_length (entries); j++)
        {
          const KontorJson *entry = kontor_json_at (entries, j);
          KontorBankLine    line = {
               .amount_minor = kontor_json_get_integer (entry, "amount_minor", 0),
               .currency = kontor_json_get_string (entry, "currency", ""),
               .name = kontor_json_get_string (entry, "name", ""),
               .purpose = kontor_json_get_string (entry, "purpose", ""),
          };
          g_autoptr (KontorMatch) match = kontor_matcher_find (matcher, &line);

          if (!g_utf8_validate (line.purpose, -1, NULL) || match->score > 100)
            __builtin_trap ();
        }
    }
  return 0;
}
