/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-problem.h"

#include <glib/gi18n.h>

#include "kontor-books.h"
#include "kontor-import.h"
#include "kontor-documents.h"
#include "kontor-replica.h"
#include "kontor-secrets.h"
#include "kontor-sync-client.h"
#include "kontor-toast.h"
#include "kontor-totals.h"
#include "kontor-value-error.h"
#include "kontor-vies.h"

typedef struct
{
  const char *title; /* (nullable): NULL for the error's own sentence */
  const char *advice;
  gboolean    retry;
} Words;

static Words
command_words (KontorCommandError code)
{
  switch (code)
    {
    case KONTOR_COMMAND_ERROR_INVALID:
      return (Words){ NULL, _ ("Correct the field and try again. Nothing was changed."), FALSE };
    case KONTOR_COMMAND_ERROR_STATE_CHANGED:
      return (Words){ NULL, _ ("Look at the timeline for what happened meanwhile."), FALSE };
    case KONTOR_COMMAND_ERROR_NOT_FOUND:
      return (Words){ NULL, _ ("It may have been merged or removed meanwhile."), FALSE };
    case KONTOR_COMMAND_ERROR_CONFLICT:
      return (Words){ NULL, _ ("Look at the newer value, then decide."), FALSE };
    case KONTOR_COMMAND_ERROR_NOT_AVAILABLE:
      return (Words){ NULL, _ ("Take fewer, or wait for the next delivery."), FALSE };
    case KONTOR_COMMAND_ERROR_FORBIDDEN:
      return (Words){ NULL, _ ("Ask an administrator of your company."), FALSE };
    case KONTOR_COMMAND_ERROR_UNKNOWN_COMMAND:
      return (Words){ _ ("This version of Kontor can't do that"), _ ("Update Kontor."), FALSE };
    case KONTOR_COMMAND_ERROR_ALREADY:
      return (Words){ NULL, _ ("There is nothing left to do."), FALSE };
    case KONTOR_COMMAND_ERROR_CLOSED_PERIOD:
      return (Words){ NULL, _ ("Take a later day, or ask finance to open the period."), FALSE };
    }
  return (Words){ NULL, "", FALSE };
}

static Words
replica_words (KontorReplicaError code)
{
  switch (code)
    {
    case KONTOR_REPLICA_ERROR_IN_USE:
      return (Words){ _ ("Another program is using this company"),
                      _ ("Close it, then try again."),
                      TRUE };
    case KONTOR_REPLICA_ERROR_NO_PROFILE:
      return (Words){ _ ("There is no company in this folder"),
                      _ ("Choose another folder, or create a company."),
                      FALSE };
    case KONTOR_REPLICA_ERROR_EXISTS:
      return (Words){ _ ("There is a company in this folder already"),
                      _ ("Open it, or choose another folder."),
                      FALSE };
    case KONTOR_REPLICA_ERROR_NOTHING_TO_UNDO:
      return (Words){ _ ("There is nothing to undo"), "", FALSE };
    case KONTOR_REPLICA_ERROR_CLOSED:
      return (Words){ _ ("The company was closed"), _ ("Open it again."), TRUE };
    case KONTOR_REPLICA_ERROR_WRONG:
      return (Words){ _ ("The check found something wrong"),
                      _ ("Make a backup, then look at the details."),
                      FALSE };
    }
  return (Words){ NULL, "", FALSE };
}

static Words
database_words (KontorDatabaseError code)
{
  switch (code)
    {
    case KONTOR_DATABASE_ERROR_FAILED:
      return (Words){ _ ("The database reported an error"), _ ("Nothing was changed."), TRUE };
    case KONTOR_DATABASE_ERROR_BUSY:
      return (Words){ _ ("The database is busy"), _ ("Try again in a moment."), TRUE };
    case KONTOR_DATABASE_ERROR_FULL:
      return (Words){ _ ("The disk is full"), _ ("Free some space. Nothing was changed."), TRUE };
    case KONTOR_DATABASE_ERROR_CONSTRAINT:
      return (
        Words){ _ ("This would break a rule of the books"), _ ("Nothing was changed."), FALSE };
    case KONTOR_DATABASE_ERROR_DAMAGED:
      return (Words){ _ ("The company's file is damaged"),
                      _ ("Restore the newest backup. The file itself is kept."),
                      FALSE };
    case KONTOR_DATABASE_ERROR_NEWER:
      return (Words){ _ ("The company was opened by a newer version of Kontor"),
                      _ ("Update Kontor. The file was not changed."),
                      FALSE };
    case KONTOR_DATABASE_ERROR_READ_ONLY:
      return (Words){ _ ("The company's folder can't be written"),
                      _ ("Give yourself the right to write there."),
                      TRUE };
    case KONTOR_DATABASE_ERROR_MISSING:
      return (Words){ _ ("There is no such company"), _ ("It may have been moved."), FALSE };
    case KONTOR_DATABASE_ERROR_UNREACHABLE:
      return (Words){ _ ("The database server does not answer"), _ ("Check the network."), TRUE };
    case KONTOR_DATABASE_ERROR_INTERRUPTED:
      return (Words){ _ ("The search was stopped"), _ ("Try again."), TRUE };
    }
  return (Words){ NULL, "", FALSE };
}

static Words
import_words (KontorImportError code)
{
  switch (code)
    {
    case KONTOR_IMPORT_ERROR_NOT_THIS:
      return (Words){ NULL, _ ("Choose another kind of file. Nothing was changed."), FALSE };
    case KONTOR_IMPORT_ERROR_DAMAGED:
      return (Words){ NULL, _ ("Export the file again at its source."), FALSE };
    case KONTOR_IMPORT_ERROR_UNKNOWN:
      return (Words){ NULL, _ ("Check the mapping of the columns."), FALSE };
    case KONTOR_IMPORT_ERROR_TOO_LARGE:
      return (Words){ NULL, _ ("Split the file into smaller ones."), FALSE };
    }
  return (Words){ NULL, "", FALSE };
}

static Words
filter_words (KontorFilterError code)
{
  switch (code)
    {
    case KONTOR_FILTER_ERROR_SYNTAX:
    case KONTOR_FILTER_ERROR_UNKNOWN:
      return (Words){ NULL, _ ("Escape clears the filter."), FALSE };
    }
  return (Words){ NULL, "", FALSE };
}

static Words
document_words (KontorDocumentError code)
{
  switch (code)
    {
    case KONTOR_DOCUMENT_ERROR_INVALID:
      return (Words){ _ ("This can't be put on paper"), _ ("Look at the details for why."), FALSE };
    case KONTOR_DOCUMENT_ERROR_FAILED:
      return (Words){ _ ("The document could not be drawn"), _ ("Try again."), TRUE };
    }
  return (Words){ NULL, "", FALSE };
}

static Words
secrets_words (KontorSecretsError code)
{
  switch (code)
    {
    case KONTOR_SECRETS_ERROR_NO_STORE:
      return (Words){ _ ("No keyring is running, so Kontor can't remember passwords"),
                      _ ("Install or start one (GNOME Keyring, KWallet, KeePassXC) and try again."),
                      TRUE };
    case KONTOR_SECRETS_ERROR_LOCKED:
      return (Words){ _ ("The keyring is locked"), _ ("Unlock it and try again."), TRUE };
    case KONTOR_SECRETS_ERROR_NOT_STORED:
      return (Words){ _ ("No such password was stored"), _ ("Enter it."), FALSE };
    case KONTOR_SECRETS_ERROR_GONE:
      return (Words){ _ ("The keyring does not have the password any more"),
                      _ ("Enter it again."),
                      FALSE };
    case KONTOR_SECRETS_ERROR_INVALID:
      return (Words){ _ ("This can't be stored as a password"), _ ("Enter another one."), FALSE };
    case KONTOR_SECRETS_ERROR_FAILED:
      return (Words){ _ ("The keyring reported an error"), _ ("Nothing was changed."), TRUE };
    }
  return (Words){ NULL, "", FALSE };
}

static Words
offline_words (void)
{
  if (g_network_monitor_get_network_available (g_network_monitor_get_default ()))
    return (Words){ NULL, _ ("Check the address, and whether the server is running."), TRUE };
  return (Words){ _ ("This computer has no network"),
                  _ ("Everything is saved here. Try again when there is one."),
                  TRUE };
}

static Words
sync_words (KontorSyncError code)
{
  switch (code)
    {
    case KONTOR_SYNC_ERROR_OFFLINE:
      return offline_words ();
    case KONTOR_SYNC_ERROR_REFUSED:
      return (Words){ NULL, _ ("Ask whoever runs the server."), FALSE };
    case KONTOR_SYNC_ERROR_PROTOCOL:
      return (Words){ _ ("The server's answer can't be understood"),
                      _ ("Update Kontor, here and on the server. Nothing was changed."),
                      FALSE };
    case KONTOR_SYNC_ERROR_FORKED:
      return (Words){ _ ("This computer and the server remember different pasts"),
                      _ ("Everything is saved here. Try again."),
                      TRUE };
    case KONTOR_SYNC_ERROR_ADDRESS:
      return (Words){ NULL, _ ("Correct the address."), FALSE };
    case KONTOR_SYNC_ERROR_TOKEN:
      return (Words){ NULL, _ ("Copy it once more from whoever runs the server."), FALSE };
    case KONTOR_SYNC_ERROR_OTHER_COMPANY:
      return (Words){ NULL,
                      _ ("Nothing was sent. Open that company here, or take another server."),
                      FALSE };
    }
  return (Words){ NULL, "", FALSE };
}

static Words
books_words (KontorBooksError code)
{
  switch (code)
    {
    case KONTOR_BOOKS_ERROR_SETTINGS:
      return (Words){ NULL, _ ("Enter it on the page “Month End”. Nothing was written."), FALSE };
    case KONTOR_BOOKS_ERROR_DOCUMENT:
      return (Words){ NULL, _ ("Nothing was written."), FALSE };
    }
  return (Words){ NULL, "", FALSE };
}

static Words
vies_words (KontorViesError code)
{
  switch (code)
    {
    case KONTOR_VIES_ERROR_OFFLINE:
      return (Words){ _ ("VIES can't be reached"),
                      _ ("Check the network, and whether Kontor may use it. Nothing was kept."),
                      TRUE };
    case KONTOR_VIES_ERROR_UNAVAILABLE:
      return (Words){ NULL, _ ("Try again later. Nothing was kept."), TRUE };
    case KONTOR_VIES_ERROR_REFUSED:
    case KONTOR_VIES_ERROR_NO_ID:
      return (Words){ NULL, _ ("Correct it and try again. Nothing was kept."), FALSE };
    case KONTOR_VIES_ERROR_PROTOCOL:
      return (Words){ NULL, _ ("Nothing was kept. If it stays so, update Kontor."), FALSE };
    }
  return (Words){ NULL, "", FALSE };
}

static Words
words_for (const GError *error)
{
  if (error->domain == KONTOR_COMMAND_ERROR)
    return command_words ((KontorCommandError) error->code);
  if (error->domain == KONTOR_REPLICA_ERROR)
    return replica_words ((KontorReplicaError) error->code);
  if (error->domain == KONTOR_DATABASE_ERROR)
    return database_words ((KontorDatabaseError) error->code);
  if (error->domain == KONTOR_FILTER_ERROR)
    return filter_words ((KontorFilterError) error->code);
  if (error->domain == KONTOR_DOCUMENT_ERROR)
    return document_words ((KontorDocumentError) error->code);
  if (error->domain == KONTOR_IMPORT_ERROR)
    return import_words ((KontorImportError) error->code);
  if (error->domain == KONTOR_SECRETS_ERROR)
    return secrets_words ((KontorSecretsError) error->code);
  if (error->domain == KONTOR_SYNC_ERROR)
    return sync_words ((KontorSyncError) error->code);
  if (error->domain == KONTOR_VIES_ERROR)
    return vies_words ((KontorViesError) error->code);
  if (error->domain == KONTOR_BOOKS_ERROR)
    return books_words ((KontorBooksError) error->code);
  if (error->domain == KONTOR_QUERY_ERROR)
    return (Words){ _ ("This is not here any more"), _ ("It may have been removed."), FALSE };
  if (error->domain == KONTOR_TOTALS_ERROR)
    return (Words){ _ ("The amount is too large"), _ ("Check price and quantity."), FALSE };
  return (Words){ NULL, _ ("Nothing was changed."), TRUE };
}

/* "order "PS1" was not cancelled" to a sentence of its own. */
static char *
to_sentence (const char *message)
{
  g_autofree char *first = g_utf8_strup (message, g_utf8_next_char (message) - message);

  return g_strconcat (first, g_utf8_next_char (message), NULL);
}

/**
 * kontor_problem_from_error:
 * @error: any error of any room
 *
 * Returns: (transfer full): what people are told about it
 */
KontorProblem *
kontor_problem_from_error (const GError *error)
{
  KontorProblem *self = g_new0 (KontorProblem, 1);
  Words          words = words_for (error);

  self->title = words.title != NULL ? g_strdup (words.title) : to_sentence (error->message);
  self->advice = words.advice;
  self->details = g_strdup_printf (
    "%s (%s, %d)", error->message, g_quark_to_string (error->domain), error->code);
  self->retry = words.retry;
  return self;
}

void
kontor_problem_free (KontorProblem *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->details, g_free);
  g_free (self); /* allocated in kontor_problem_from_error() */
}

/**
 * kontor_problem_present:
 * @widget: where the person asked for it
 * @error: why it failed
 *
 * Tells that something the person asked for was not done: a toast with the details behind a button.
 * Cancelled work is not a problem and is passed over.
 */
void
kontor_problem_present (GtkWidget *widget, const GError *error)
{
  g_autoptr (KontorProblem) problem = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  problem = kontor_problem_from_error (error);
  kontor_toast_problem (widget, problem);
}
