/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-server-words.h"

#include <glib/gi18n.h>

#include "kontor-format.h"
#include "kontor-problem.h"

static gint64
pending_of (KontorCompany *company)
{
  const KontorJson *status = kontor_company_get_status (company);

  return status != NULL ? kontor_json_get_integer (status, "pending", 0) : 0;
}

static gboolean
is_alone (KontorCompany *company)
{
  return *kontor_server_link_get_server (kontor_company_get_link (company)) == '\0';
}

static char *
dup_waiting (gint64 pending)
{
  return pending == 0 ? g_strdup (_ ("Saved and sent"))
                      : g_strdup_printf (ngettext ("%d to send", "%d to send", (gulong) pending),
                                         (int) pending);
}

/**
 * kontor_server_dup_label:
 *
 * Returns: (transfer full): three words; quiet while all is well
 */
char *
kontor_server_dup_label (KontorCompany *company)
{
  gint64 pending = pending_of (company);

  /* A company on one computer has nobody to send to. */
  if (is_alone (company))
    return g_strdup (_ ("All saved"));
  switch (kontor_server_link_get_state (kontor_company_get_link (company)))
    {
    case KONTOR_SYNC_STATE_OFFLINE:
      return pending == 0
               ? g_strdup (_ ("Offline, all saved"))
               : g_strdup_printf (
                 ngettext ("Offline, %d to send", "Offline, %d to send", (gulong) pending),
                 (int) pending);
    case KONTOR_SYNC_STATE_REFUSED:
      return g_strdup (_ ("Sending has stopped"));
    case KONTOR_SYNC_STATE_STILL:
    case KONTOR_SYNC_STATE_RESTING:
    case KONTOR_SYNC_STATE_WORKING:
      break;
    }
  return dup_waiting (pending);
}

static char *
dup_why (KontorServerLink *link)
{
  const GError *error = kontor_server_link_get_error (link);
  g_autoptr (KontorProblem) problem = NULL;

  if (error == NULL)
    return g_strdup ("");
  problem = kontor_problem_from_error (error);
  return g_strdup_printf ("%s. %s", problem->title, problem->advice);
}

/**
 * kontor_server_dup_state:
 *
 * Returns: (transfer full): what is happening, and when something does not happen, why
 */
char *
kontor_server_dup_state (KontorCompany *company)
{
  KontorServerLink *link = kontor_company_get_link (company);
  gint64            synced_at = kontor_server_link_get_synced_at (link);
  g_autofree char  *when = synced_at > 0 ? kontor_format_when (synced_at) : NULL;
  g_autofree char  *why = dup_why (link);

  if (is_alone (company))
    return g_strdup (_ ("Everything is saved on this computer."));
  switch (kontor_server_link_get_state (link))
    {
    case KONTOR_SYNC_STATE_WORKING:
      return g_strdup (_ ("Sending and fetching…"));
    case KONTOR_SYNC_STATE_OFFLINE:
      return g_strdup_printf (_ ("Everything is saved here and sent when the server answers. %s"),
                              why);
    case KONTOR_SYNC_STATE_REFUSED:
      return g_strdup_printf (_ ("Everything is saved here, but nothing is sent. %s"), why);
    case KONTOR_SYNC_STATE_STILL:
    case KONTOR_SYNC_STATE_RESTING:
      break;
    }
  /* Translators: a day or a time of day */
  return when != NULL ? g_strdup_printf (_ ("In step with the server, last asked: %s"), when)
                      : g_strdup (_ ("Not asked yet"));
}

/**
 * kontor_server_icon:
 *
 * Returns: (transfer none): name of the sign beside the words
 */
const char *
kontor_server_icon (KontorCompany *company)
{
  if (is_alone (company))
    return "object-select-symbolic";
  switch (kontor_server_link_get_state (kontor_company_get_link (company)))
    {
    case KONTOR_SYNC_STATE_OFFLINE:
      return "network-offline-symbolic";
    case KONTOR_SYNC_STATE_REFUSED:
      return "dialog-warning-symbolic";
    case KONTOR_SYNC_STATE_STILL:
    case KONTOR_SYNC_STATE_RESTING:
    case KONTOR_SYNC_STATE_WORKING:
      break;
    }
  return pending_of (company) == 0 ? "object-select-symbolic" : "kontor-send-symbolic";
}
