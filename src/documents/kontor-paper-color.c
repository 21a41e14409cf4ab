/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"
#include "kontor-paper-color.h"

#define DEFAULT_ACCENT 0x1a5fb4

static gboolean
parse_hex (const char *text, guint32 *rgb)
{
  *rgb = 0;
  for (guint i = 1; i <= 6; i++)
    {
      if (!g_ascii_isxdigit (text[i]))
        return FALSE;
      *rgb = *rgb << 4 | (guint32) g_ascii_xdigit_value (text[i]);
    }

  return text[7] == '\0';
}

/*
 * kontor_color_parse_accent:
 * @text: (nullable): "#1a5fb4"
 *
 * Returns: the colour, or a calm blue when @text is none
 */
KontorColor
kontor_color_parse_accent (const char *text)
{
  guint32 rgb;

  if (text == NULL || *text != '#' || !parse_hex (text, &rgb))
    rgb = DEFAULT_ACCENT;

  return (KontorColor){
    .red = (rgb >> 16 & 0xff) / 255.0,
    .green = (rgb >> 8 & 0xff) / 255.0,
    .blue = (rgb & 0xff) / 255.0,
  };
}
