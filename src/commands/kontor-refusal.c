/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-refusal.h"

#include "kontor-form.h"
#include "kontor-ledger.h"
#include "kontor-time.h"

static KontorJson *
new_offer (const char *command, KontorJson *params)
{
  KontorJson *offer = kontor_json_new_object ();

  kontor_json_set_string (offer, "command", command);
  kontor_json_set (offer, "params", params);
  return offer;
}

/* The same, with the first open day for value and books; it keeps the moment when it happened. */
static KontorJson *
offer_open_day (const KontorCommand *command, gint64 until)
{
  gint64 happened_at = kontor_json_get_integer (command->params, "happened_at", command->at);
  g_autoptr (KontorJson) dated = kontor_json_with (
    command->params, "happened_at", kontor_json_new_integer (happened_at));

  return new_offer (command->name,
                    kontor_json_with (dated, "booked_on", kontor_json_new_integer (until)));
}

/* Another matter, which finance decides: to open the period and let it in, or to book it later. */
static KontorJson *
offer_finance (const KontorCommand *command, gint64 until)
{
  KontorJson      *params = kontor_json_new_object ();
  KontorJson      *offers = kontor_json_new_array ();
  g_autofree char *day = kontor_time_format_iso (until);
  g_autofree char *message = g_strdup_printf (
    "%s asks finance to open the period before %.10s, so that something can be recorded there.",
    *command->author_name != '\0' ? command->author_name : "Somebody",
    day);

  kontor_json_append (offers, new_offer (command->name, kontor_json_ref (command->params)));
  kontor_json_append (offers, offer_open_day (command, until));
  kontor_json_set_string (params, "kind", "ask_finance");
  kontor_json_set_string (params, "reason_code", "closed_period");
  kontor_json_set_string (params, "message", message);
  kontor_json_set_string (params, "command_name", command->name);
  kontor_json_set (params, "mine", kontor_json_ref (command->params));
  kontor_json_set (params, "offers", offers);
  return new_offer ("attention.open", params);
}

/**
 * kontor_refusal_dup_offers:
 * @database: a connection
 * @command: a command that was refused
 * @reason_code: why, as on the wire
 *
 * Returns: (transfer full): JSON of a list of offers: commands with their parameters filled in
 */
char *
kontor_refusal_dup_offers (KontorDatabase      *database,
                           const KontorCommand *command,
                           const char          *reason_code)
{
  g_autoptr (KontorJson) offers = kontor_json_new_array ();
  gint64 until = 0;

  if (g_str_equal (reason_code, "closed_period")
      && kontor_ledger_read_closed (database, &until, NULL) && until != G_MININT64)
    {
      kontor_json_append (offers, offer_open_day (command, until));
      kontor_json_append (offers, offer_finance (command, until));
    }
  else if (g_str_equal (reason_code, "not_available"))
    kontor_json_append (offers, new_offer (command->name, kontor_json_ref (command->params)));
  return kontor_json_to_string (offers);
}
