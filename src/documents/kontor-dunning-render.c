/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-dunning-render.h"

#include "kontor-letterhead.h"
#include "kontor-reminder.h"

static GArray *
read_items (const KontorJson *list, gint64 day)
{
  GArray *items = g_array_new (FALSE, TRUE, sizeof (KontorReminderItem));

  for (guint i = 0; i < kontor_json_length (list); i++)
    {
      const KontorJson  *from = kontor_json_at (list, i);
      KontorReminderItem item = {
        .number = kontor_json_get_string (from, "number", ""),
        .day = kontor_json_get_integer (from, "issued_on", 0),
        .due_day = kontor_json_get_integer (from, "due_on", 0),
        .gross_minor = kontor_json_get_integer (from, "gross_minor", 0),
        .open_minor = kontor_json_get_integer (from, "open_minor", 0),
      };

      item.days_late = MAX (day - item.due_day, 0);
      g_array_append_val (items, item);
    }
  return items;
}

/**
 * kontor_dunning_render:
 * @letter: who writes to whom, number, day and last day to pay
 * @content: level, items and costs, as kontor_query_dunning() has them
 * @settings: the company's settings: its letterhead
 * @made_at: UTC microseconds; becomes the file's time
 * @error: return location for an error
 *
 * Returns: (transfer full): the page, PDF/A-3b, or %NULL
 */
GBytes *
kontor_dunning_render (const KontorInvoice *letter,
                       const KontorJson    *content,
                       const KontorJson    *settings,
                       gint64               made_at,
                       GError             **error)
{
  g_autoptr (GArray) items = read_items (kontor_json_get_array (content, "items"),
                                         letter->issue_day);
  gint64         level = kontor_json_get_integer (content, "level", 0);
  KontorReminder reminder = {
    .level = (KontorReminderLevel) CLAMP (level, 0, KONTOR_REMINDER_N_LEVELS - 1),
    .letter = letter,
    .items = (const KontorReminderItem *) (gpointer) items->data,
    .n_items = items->len,
    .interest_minor = kontor_json_get_integer (content, "interest_minor", 0),
    .fee_minor = kontor_json_get_integer (content, "fee_minor", 0),
    .lump_sum_minor = kontor_json_get_integer (content, "lump_sum_minor", 0),
  };
  KontorLetterhead head = { 0 };
  GBytes          *pdf = NULL;

  kontor_letterhead_from_settings (&head, settings);
  pdf = kontor_reminder_render (&reminder, &head, made_at, error);
  kontor_letterhead_clear (&head);
  return pdf;
}
