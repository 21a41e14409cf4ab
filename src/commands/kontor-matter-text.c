/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-matter-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Where several fit, the one with more in it comes first. */
static const char *const sentences[] = {
  KONTOR_MATTER_OVERSOLD_TWO,
  KONTOR_MATTER_OVERSOLD,
  N_ ("More of “%s” left than was there. The last orders that took some are %s."), /* until 0.1 */
  KONTOR_MATTER_CLOSED_PERIOD,
  KONTOR_MATTER_NEW_ACCOUNT,
  KONTOR_MATTER_LARGE_AMOUNT,
  KONTOR_MATTER_STOCK_REQUEST,
  KONTOR_MATTER_TWO_EDITS,
  KONTOR_MATTER_SHIPPED_CANCELLED,
  KONTOR_MATTER_SHIPPED_TWICE,
  KONTOR_MATTER_PAID_CANCELLED,
  KONTOR_MATTER_DELIVERED_CANCELLED,
  KONTOR_MATTER_DELIVERED_WITHDRAWN,
  KONTOR_MATTER_RECEIVED_CANCELLED,
  KONTOR_MATTER_RECEIVED_TWICE,
  KONTOR_MATTER_COUNT_REOPENED,
  KONTOR_MATTER_COUNT_DELIVERY,
  KONTOR_MATTER_COUNT_CLOCKS,
  KONTOR_MATTER_COUNT_LATE_SCAN,
};

/* What stands in @text for each "%s" of @sentence; %NULL: it is another sentence. */
static GStrv
dup_places (const char *sentence, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (sentence, "%s", -1);
  g_autoptr (GStrvBuilder) places = g_strv_builder_new ();

  if (!g_str_has_prefix (text, parts[0]))
    return NULL;
  text += strlen (parts[0]);
  for (guint i = 1; parts[i] != NULL; i++)
    {
      gboolean         is_last = parts[i + 1] == NULL;
      const char      *end = is_last && g_str_has_suffix (text, parts[i])
                               ? text + strlen (text) - strlen (parts[i])
                               : strstr (text, parts[i]);
      g_autofree char *place = end != NULL ? g_strndup (text, (gsize) (end - text)) : NULL;

      if (place == NULL)
        return NULL;
      g_strv_builder_add (places, place);
      text = end + strlen (parts[i]);
    }
  return *text == '\0' ? g_strv_builder_end (places) : NULL;
}

/* Another language may tell them in another order: "%2$s". */
static char *
fill (const char *format, GStrv places)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint next = 0;

  for (; *format != '\0'; format++)
    {
      guint index = next;

      if (format[0] == '%' && g_ascii_isdigit (format[1]) && format[2] == '$' && format[3] == 's')
        {
          index = (guint) g_ascii_digit_value (format[1]) - 1;
          format += 3;
        }
      else if (format[0] == '%' && format[1] == 's')
        {
          next++;
          format++;
        }
      else
        {
          g_string_append_c (text, *format);
          continue;
        }
      if (index < g_strv_length (places))
        g_string_append (text, places[index]);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * kontor_matter_dup_text:
 * @stored: the message of a matter that needs attention, as it is stored
 *
 * Says it in the reader's language. A refusal is stored as the station said it that refused.
 *
 * Returns: (transfer full): a sentence; @stored itself when it is none that is known here
 */
char *
kontor_matter_dup_text (const char *stored)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sentences); i++)
    {
      g_auto (GStrv) places = dup_places (sentences[i], stored);

      if (places != NULL)
        return fill (_ (sentences[i]), places);
    }
  return g_strdup (*stored != '\0' ? _ (stored) : "");
}
