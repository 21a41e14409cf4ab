/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-documents.h"
#include "kontor-invoice.h"

G_BEGIN_DECLS

typedef enum
{
  KONTOR_REMINDER_FRIENDLY, /* Zahlungserinnerung */
  KONTOR_REMINDER_FIRST,
  KONTOR_REMINDER_SECOND,
  KONTOR_REMINDER_LAST,
} KontorReminderLevel;

#define KONTOR_REMINDER_N_LEVELS 4

/* An invoice that is overdue. */
typedef struct
{
  const char *number;
  gint64      day;
  gint64      due_day;
  gint64      days_late;
  gint64      gross_minor;
  gint64      open_minor;
} KontorReminderItem;

/* A letter about all that a customer owes. Interest, fee and lump sum are damages, without VAT
 * (§§ 280, 286, 288 BGB). Borrowed for the time of a call. */
typedef struct
{
  KontorReminderLevel level;
  /* Who writes to whom, in which language and currency, on which day, with which number and
   * account; intro and closing replace the usual words; payment.due_day is the last day to pay. Its
   * lines and totals don't matter. */
  const KontorInvoice      *letter;
  const KontorReminderItem *items;
  guint                     n_items;
  gint64                    interest_minor;
  gint64                    fee_minor;
  gint64                    lump_sum_minor; /* § 288 Abs. 5 BGB: of businesses only */
} KontorReminder;

/* As PDF/A-3b. Any thread; the same input gives the same bytes. */
GBytes *kontor_reminder_render (const KontorReminder   *reminder,
                                const KontorLetterhead *head,
                                gint64                  created_at,
                                GError                **error);

G_END_DECLS
