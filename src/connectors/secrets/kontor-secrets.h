/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-replica.h"

G_BEGIN_DECLS

/**
 * KontorSecretsError:
 * @KONTOR_SECRETS_ERROR_NO_STORE: nothing on this computer keeps passwords, or it does not answer
 * @KONTOR_SECRETS_ERROR_LOCKED: the keyring is locked and was not unlocked
 * @KONTOR_SECRETS_ERROR_NOT_STORED: nothing was ever stored under this name
 * @KONTOR_SECRETS_ERROR_GONE: something was stored, and the open keyring has it no more
 * @KONTOR_SECRETS_ERROR_INVALID: the kind is unknown, or the secret is empty or no text
 * @KONTOR_SECRETS_ERROR_FAILED: the keyring reported something else
 */
typedef enum
{
  KONTOR_SECRETS_ERROR_NO_STORE,
  KONTOR_SECRETS_ERROR_LOCKED,
  KONTOR_SECRETS_ERROR_NOT_STORED,
  KONTOR_SECRETS_ERROR_GONE,
  KONTOR_SECRETS_ERROR_INVALID,
  KONTOR_SECRETS_ERROR_FAILED,
} KontorSecretsError;

#define KONTOR_SECRETS_ERROR (kontor_secrets_error_quark ())
GQuark kontor_secrets_error_quark (void);

/**
 * KontorSecrets:
 *
 * Passwords, tokens and keys of a profile, in the keyring of the computer and nowhere else: by the
 * Secret Service, in a sandbox by the Secret portal. Where there is no keyring a secret is kept in
 * memory until the program ends, never in a file.
 *
 * All calls block, also for as long as the person is asked to unlock the keyring: call them on a
 * worker, and on one thread at a time.
 */
#define KONTOR_TYPE_SECRETS (kontor_secrets_get_type ())
G_DECLARE_FINAL_TYPE (KontorSecrets, kontor_secrets, KONTOR, SECRETS, GObject)

KontorSecrets *kontor_secrets_new (KontorReplica *replica);
gboolean       kontor_secrets_store (KontorSecrets *self,
                                     const char    *kind,
                                     const char    *account,
                                     const char    *secret,
                                     gboolean      *lasting,
                                     GCancellable  *cancellable,
                                     GError       **error);
char          *kontor_secrets_lookup (KontorSecrets *self,
                                      const char    *kind,
                                      const char    *account,
                                      GCancellable  *cancellable,
                                      GError       **error);
gboolean       kontor_secrets_forget (KontorSecrets *self,
                                      const char    *kind,
                                      const char    *account,
                                      GCancellable  *cancellable,
                                      GError       **error);
gboolean kontor_secrets_check (KontorSecrets *self, GCancellable *cancellable, GError **error);
void     kontor_secrets_free_secret (char *secret);

G_END_DECLS
