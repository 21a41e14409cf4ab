/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#include "kontor-secrets.h"
#include "kontor-tool.h"

#define OWN_ACCOUNT "server"

/* The secret comes from standard input: command lines can be seen by everybody. */
static char *
read_secret (GError **error)
{
  g_autoptr (GBytes) input = kontor_tool_read_input ("-", error);
  gsize       length = 0;
  const char *bytes = input != NULL ? g_bytes_get_data (input, &length) : NULL;
  char       *secret = NULL;

  if (input == NULL)
    return NULL;
  if (bytes == NULL || memchr (bytes, '\0', length) != NULL)
    {
      kontor_tool_usage (error, _ ("Standard input has no secret"));
      return NULL;
    }
  secret = g_strndup (bytes, length);
  g_strchomp (secret);
  return secret;
}

static KontorToolStatus
store (KontorSecrets *secrets, const char *kind, const char *account, GError **error)
{
  char    *secret = read_secret (error);
  gboolean lasting = FALSE;
  gboolean done = FALSE;

  if (secret == NULL)
    return KONTOR_TOOL_USAGE;
  done = kontor_secrets_store (secrets, kind, account, secret, &lasting, NULL, error);
  kontor_secrets_free_secret (secret);
  /* Here nothing outlives the command: what the keyring did not take is lost. */
  if (done && !lasting && kontor_secrets_check (secrets, NULL, error))
    g_set_error_literal (error,
                         KONTOR_SECRETS_ERROR,
                         KONTOR_SECRETS_ERROR_FAILED,
                         _ ("the keyring did not take the secret"));
  if (done && !lasting)
    return KONTOR_TOOL_FAILED;
  return done ? KONTOR_TOOL_DONE : KONTOR_TOOL_FAILED;
}

static KontorToolStatus
show (KontorSecrets *secrets, const char *kind, const char *account, GError **error)
{
  char *secret = kontor_secrets_lookup (secrets, kind, account, NULL, error);

  if (secret == NULL)
    return KONTOR_TOOL_FAILED;
  puts (secret);
  kontor_secrets_free_secret (secret);
  return KONTOR_TOOL_DONE;
}

static KontorToolStatus
run_secret (KontorTool *self, int argc, char **argv, GError **error)
{
  g_autoptr (KontorSecrets) secrets = kontor_secrets_new (self->replica);
  const char *verb = argc > 1 ? argv[1] : "";
  const char *kind = argc > 2 ? argv[2] : NULL;
  const char *account = argc > 3 ? argv[3] : OWN_ACCOUNT;

  if (g_str_equal (verb, "check") && argc == 2)
    return kontor_secrets_check (secrets, NULL, error) ? KONTOR_TOOL_DONE : KONTOR_TOOL_FAILED;
  if (kind == NULL || argc > 4)
    return kontor_tool_usage (error, _ ("A secret has a kind, and an account or none"));
  if (g_str_equal (verb, "store"))
    return store (secrets, kind, account, error);
  if (g_str_equal (verb, "show"))
    return show (secrets, kind, account, error);
  if (g_str_equal (verb, "forget"))
    return kontor_secrets_forget (secrets, kind, account, NULL, error) ? KONTOR_TOOL_DONE
                                                                       : KONTOR_TOOL_FAILED;
  return kontor_tool_usage (error, _ ("There is no “secret %s”"), verb);
}

const KontorToolCommand kontor_tool_secret_commands[] = {
  { "secret",
    "check | store|show|forget KIND [ACCOUNT]",
    N_ ("passwords and keys in the keyring; store reads standard input, api-key is the server's"),
    TRUE,
    run_secret },
  { NULL },
};
