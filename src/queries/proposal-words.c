/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-purchase-query.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  const KontorJson        *reason;
  const KontorNumberStyle *style;
  GString                 *text;
} Words;

static char *
dup_quantity (const Words *self, const char *key)
{
  gint64 quantity = kontor_json_get_integer (self->reason, key, 0);

  /* A tenth of a piece is near enough for what is expected. */
  if (quantity % 1000 != 0)
    quantity = (quantity + (quantity < 0 ? -50 : 50)) / 100 * 100;
  return kontor_decimal_format (quantity, 3, 0, self->style);
}

static int
get_days (const Words *self, const char *key)
{
  return (int) kontor_json_get_integer (self->reason, key, 0);
}

static void add (const Words *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
add (const Words *self, const char *format, ...)
{
  va_list arguments;

  if (self->text->len > 0)
    g_string_append_c (self->text, '\n');
  va_start (arguments, format);
  g_string_append_vprintf (self->text, format, arguments);
  va_end (arguments);
}

static void
add_cause (const Words *self, KontorReorderCause cause)
{
  g_autofree char *available = dup_quantity (self, "available");
  g_autofree char *incoming = dup_quantity (self, "incoming");
  g_autofree char *level = dup_quantity (self, "level");

  switch (cause)
    {
    case KONTOR_REORDER_NONE:
      add (self, _ ("Available: %s, on the way: %s. That is enough."), available, incoming);
      break;
    case KONTOR_REORDER_PROMISED:
      add (self,
           _ ("Available: %s, on the way: %s. More is promised than there is."),
           available,
           incoming);
      break;
    case KONTOR_REORDER_LEVEL:
      add (self,
           _ ("Available: %s, on the way: %s. An order is due at %s, the reorder level."),
           available,
           incoming,
           level);
      break;
    case KONTOR_REORDER_RUNS_OUT:
      add (self,
           _ ("Available: %s, on the way: %s. An order is due at %s, or it runs out."),
           available,
           incoming,
           level);
      break;
    }
}

static void
add_drafted (const Words *self)
{
  g_autofree char *drafted = dup_quantity (self, "drafted");

  if (kontor_json_get_integer (self->reason, "drafted", 0) > 0)
    add (self, _ ("Of what is on the way, %s are in orders not sent yet."), drafted);
}

static void
add_sales (const Words *self)
{
  g_autofree char *sold = dup_quantity (self, "sold");
  g_autofree char *rate = dup_quantity (self, "month_rate");
  int              missing = get_days (self, "missing_days");

  if (kontor_json_get_integer (self->reason, "month_rate", 0) <= 0)
    {
      add (self, _ ("Nothing was sold in the last 90 days."));
      return;
    }
  add (self,
       _ ("Sold in the last 90 days: %s. In 30 days that is about %s; newer sales weigh more."),
       sold,
       rate);
  if (missing > 0)
    add (self,
         ngettext ("%d day without goods is left out: nobody can buy what is not there.",
                   "%d days without goods are left out: nobody can buy what is not there.",
                   (gulong) missing),
         missing);
}

static void
add_lead_time (const Words *self)
{
  g_autofree char *demand = dup_quantity (self, "lead_demand");
  g_autofree char *safety = dup_quantity (self, "safety");
  int              days = get_days (self, "lead_days");

  if (kontor_json_get_boolean (self->reason, "lead_is_assumed", FALSE))
    add (self,
         ngettext ("The supplier’s lead time is not known and taken as %d day.",
                   "The supplier’s lead time is not known and taken as %d days.",
                   (gulong) days),
         days);
  if (kontor_json_get_integer (self->reason, "month_rate", 0) > 0)
    add (self,
         ngettext ("In %d day until it arrives about %s are sold; %s more are kept for safety.",
                   "In %d days until it arrives about %s are sold; %s more are kept for safety.",
                   (gulong) days),
         days,
         demand,
         safety);
}

static void
add_quantity (const Words *self)
{
  g_autofree char *cover = dup_quantity (self, "cover_demand");
  g_autofree char *needed = dup_quantity (self, "needed");
  g_autofree char *minimum = dup_quantity (self, "minimum");
  g_autofree char *pack = dup_quantity (self, "pack_quantity");
  g_autofree char *quantity = dup_quantity (self, "quantity");
  int              days = get_days (self, "cover_days");

  if (kontor_json_get_integer (self->reason, "cover_demand", 0) > 0)
    add (self,
         ngettext ("It shall last for %d day after that: about %s.",
                   "It shall last for %d days after that: about %s.",
                   (gulong) days),
         days,
         cover);
  if (kontor_json_get_integer (self->reason, "minimum", 0) > 0)
    add (self, _ ("Needed: %s. The reorder quantity is %s."), needed, minimum);
  else
    add (self, _ ("Needed: %s."), needed);
  add (self, _ ("Ordered: %s, in packs of %s."), quantity, pack);
}

/**
 * kontor_proposal_dup_reason:
 * @reason: (nullable): figures of a proposal, as they are kept with a line of an order
 * @style: (nullable): separators of numbers
 *
 * Says in sentences, one a line, why this quantity is proposed.
 *
 * Returns: (transfer full): translated text; empty when there are no figures
 */
char *
kontor_proposal_dup_reason (const KontorJson *reason, const KontorNumberStyle *style)
{
  Words              self = { reason, style, NULL };
  KontorReorderCause cause = KONTOR_REORDER_NONE;

  if (!kontor_reorder_cause_from_name (kontor_json_get_string (reason, "cause", NULL), &cause))
    return g_strdup ("");

  self.text = g_string_new (NULL);
  add_cause (&self, cause);
  add_drafted (&self);
  add_sales (&self);
  add_lead_time (&self);
  add_quantity (&self);
  return g_string_free (self.text, FALSE);
}
