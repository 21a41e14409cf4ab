/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-secrets.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>
#include <string.h>

#include "kontor-profile.h"

#define VERSION "1"
#define PROBE "probe"

struct _KontorSecrets
{
  GObject parent_instance;

  KontorReplica *replica; /* (owned) (not nullable) */
  char          *profile; /* (owned) (nullable) until read: uid of the station */
  GHashTable    *session; /* (owned): name to SecretValue, for want of a keyring */
};

/* Only names are attributes: they are stored in clear. */
static const SecretSchema schema = {
  .name = "org.kontorapp.Kontor.Secret",
  .flags = SECRET_SCHEMA_NONE,
  .attributes = {
    { "profile", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "account", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "kind", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "v", SECRET_SCHEMA_ATTRIBUTE_INTEGER },
  },
};

static const char *const kinds[] = {
  "refresh-token", "station-key",  "calendar-oauth", "calendar-password",
  "smtp-password", "database-key", "api-key",        NULL,
};

G_DEFINE_QUARK (kontor_secrets_error, kontor_secrets_error)
G_DEFINE_FINAL_TYPE (KontorSecrets, kontor_secrets, G_TYPE_OBJECT)

static KontorSecretsError
code_for (const GError *error)
{
  if (error->domain == SECRET_ERROR && error->code == SECRET_ERROR_IS_LOCKED)
    return KONTOR_SECRETS_ERROR_LOCKED;
  /* There is a service, and it has no keyring yet and nobody who could make one. */
  if (g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_METHOD)
      || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_OBJECT)
      || g_error_matches (error, SECRET_ERROR, SECRET_ERROR_NO_SUCH_OBJECT))
    return KONTOR_SECRETS_ERROR_LOCKED;
  if (error->domain == G_DBUS_ERROR || error->domain == G_IO_ERROR)
    return KONTOR_SECRETS_ERROR_NO_STORE;
  return KONTOR_SECRETS_ERROR_FAILED;
}

static const char *
words_for (KontorSecretsError code)
{
  switch (code)
    {
    case KONTOR_SECRETS_ERROR_NO_STORE:
      return _ ("no keyring is running, so Kontor can't remember passwords");
    case KONTOR_SECRETS_ERROR_LOCKED:
      return _ ("the keyring is locked, so Kontor can't get at its passwords");
    case KONTOR_SECRETS_ERROR_NOT_STORED:
      return _ ("no such password was stored");
    case KONTOR_SECRETS_ERROR_GONE:
      return _ ("the keyring does not have this password any more");
    case KONTOR_SECRETS_ERROR_INVALID:
      return _ ("this can't be stored as a password");
    case KONTOR_SECRETS_ERROR_FAILED:
      break;
    }
  return _ ("the keyring reported an error");
}

static gboolean
fail (GError **error, KontorSecretsError code)
{
  g_set_error_literal (error, KONTOR_SECRETS_ERROR, (int) code, words_for (code));
  return FALSE;
}

/* The keyring's own words go along behind ours; they name no secret. */
static gboolean
convert (GError **error, GError *cause)
{
  g_autoptr (GError) owned = cause;
  KontorSecretsError code;

  if (g_error_matches (owned, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, g_steal_pointer (&owned));
      return FALSE;
    }
  code = code_for (owned);
  g_set_error (
    error, KONTOR_SECRETS_ERROR, (int) code, "%s (%s)", words_for (code), owned->message);
  return FALSE;
}

static char *
note_key (const char *kind, const char *account)
{
  return g_strconcat ("secret:", kind, ":", account, NULL);
}

typedef struct
{
  const char *key;
  const char *value;
} Note;

static gpointer
read_value (KontorDatabase *database, gpointer data, GError **error)
{
  return kontor_profile_dup (database, data, error);
}

static gboolean
write_note (KontorDatabase *database, gpointer data, GError **error)
{
  const Note *note = data;

  return kontor_profile_set (database, note->key, note->value, error);
}

/* That something was stored: a locked keyring looks like an empty one. */
static gboolean
set_note (
  KontorSecrets *self, const char *kind, const char *account, const char *value, GError **error)
{
  g_autofree char *key = note_key (kind, account);
  Note             note = { key, value };

  return kontor_replica_write (self->replica, write_note, &note, error);
}

static GHashTable *
attributes_of (KontorSecrets *self, const char *kind, const char *account, GError **error)
{
  if (self->profile == NULL)
    self->profile = kontor_replica_read (
      self->replica, read_value, (gpointer) "station_uid", error);
  if (self->profile == NULL)
    return NULL;
  return secret_attributes_build (
    &schema, "profile", self->profile, "account", account, "kind", kind, "v", 1, NULL);
}

/* Written, and read back: some stores take what they don't keep. */
static gboolean
put (KontorSecrets *self,
     GHashTable    *attributes,
     const char    *label,
     const char    *secret,
     GCancellable  *cancellable,
     GError       **error)
{
  GError  *cause = NULL;
  char    *stored = NULL;
  gboolean same = FALSE;

  if (!secret_password_storev_sync (
        &schema, attributes, SECRET_COLLECTION_DEFAULT, label, secret, cancellable, &cause))
    return convert (error, cause);
  stored = secret_password_lookupv_nonpageable_sync (&schema, attributes, cancellable, &cause);
  if (cause != NULL)
    return convert (error, cause);
  same = g_strcmp0 (stored, secret) == 0;
  secret_password_free (stored);
  return same ? TRUE : fail (error, KONTOR_SECRETS_ERROR_LOCKED);
}

static gboolean
is_missing_store (const GError *error)
{
  return g_error_matches (error, KONTOR_SECRETS_ERROR, KONTOR_SECRETS_ERROR_NO_STORE)
         || g_error_matches (error, KONTOR_SECRETS_ERROR, KONTOR_SECRETS_ERROR_LOCKED);
}

static void
kontor_secrets_finalize (GObject *object)
{
  KontorSecrets *self = KONTOR_SECRETS (object);

  g_clear_object (&self->replica);
  g_clear_pointer (&self->profile, g_free);
  g_clear_pointer (&self->session, g_hash_table_unref);

  G_OBJECT_CLASS (kontor_secrets_parent_class)->finalize (object);
}

static void
kontor_secrets_class_init (KontorSecretsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = kontor_secrets_finalize;
}

static void
kontor_secrets_init (KontorSecrets *self)
{
  self->session = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, secret_value_unref);
}

/**
 * kontor_secrets_new:
 * @replica: the profile whose secrets they are
 *
 * Returns: (transfer full): its secrets; nothing is asked of the keyring yet
 */
KontorSecrets *
kontor_secrets_new (KontorReplica *replica)
{
  KontorSecrets *self = g_object_new (KONTOR_TYPE_SECRETS, NULL);

  self->replica = g_object_ref (replica);
  return self;
}

static gboolean
is_valid (const char *kind, const char *secret)
{
  return g_strv_contains (kinds, kind) && *secret != '\0' && g_utf8_validate (secret, -1, NULL);
}

static void
keep_for_session (KontorSecrets *self, const char *kind, const char *account, const char *secret)
{
  /* Its memory is never swapped out. */
  SecretValue *value = secret_value_new (secret, (gssize) strlen (secret), "text/plain");

  g_hash_table_replace (self->session, note_key (kind, account), value);
}

/**
 * kontor_secrets_store:
 * @kind: "refresh-token", "station-key", "calendar-oauth", "calendar-password", "smtp-password",
 *   "database-key" or "api-key"
 * @account: whose it is: a uid, or "server"
 * @secret: UTF-8, not empty
 * @lasting: (out): whether the keyring has it; otherwise it is kept until the program ends
 * @cancellable: (nullable): ends waiting for the keyring
 * @error: return location for an error
 *
 * Stores a secret in place of an older one of the same name.
 *
 * Errors: %KONTOR_SECRETS_ERROR_INVALID, %KONTOR_SECRETS_ERROR_FAILED, %G_IO_ERROR_CANCELLED, any
 * of #KontorDatabaseError. A keyring that is missing or locked is no error: see @lasting.
 *
 * Returns: whether it is kept
 */
gboolean
kontor_secrets_store (KontorSecrets *self,
                      const char    *kind,
                      const char    *account,
                      const char    *secret,
                      gboolean      *lasting,
                      GCancellable  *cancellable,
                      GError       **error)
{
  g_autoptr (GHashTable) attributes = NULL;
  g_autoptr (GError) cause = NULL;
  g_autofree char *key = NULL;
  g_autofree char *label = NULL;

  g_return_val_if_fail (KONTOR_IS_SECRETS (self), FALSE);
  g_return_val_if_fail (kind != NULL && account != NULL && secret != NULL, FALSE);
  g_return_val_if_fail (lasting != NULL, FALSE);

  if (!is_valid (kind, secret))
    return fail (error, KONTOR_SECRETS_ERROR_INVALID);
  attributes = attributes_of (self, kind, account, error);
  if (attributes == NULL)
    return FALSE;
  key = note_key (kind, account);
  label = g_strdup_printf ("Kontor – %s, %s", kind, account);
  *lasting = put (self, attributes, label, secret, cancellable, &cause);
  if (*lasting)
    {
      g_hash_table_remove (self->session, key);
      return set_note (self, kind, account, VERSION, error);
    }
  if (!is_missing_store (cause))
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  keep_for_session (self, kind, account, secret);
  return TRUE;
}

/* Nothing came back: was there nothing, or could it not be seen? */
static gboolean
tell_why_missing (KontorSecrets *self,
                  const char    *kind,
                  const char    *account,
                  GCancellable  *cancellable,
                  GError       **error)
{
  g_autofree char *key = note_key (kind, account);
  g_autofree char *note = kontor_replica_read (self->replica, read_value, key, error);

  if (note == NULL)
    return FALSE;
  if (*note == '\0')
    return fail (error, KONTOR_SECRETS_ERROR_NOT_STORED);
  if (!kontor_secrets_check (self, cancellable, error))
    return FALSE;
  return fail (error, KONTOR_SECRETS_ERROR_GONE);
}

/**
 * kontor_secrets_lookup:
 * @kind: as it was stored
 * @account: as it was stored
 * @cancellable: (nullable): ends waiting for the keyring
 * @error: return location for an error
 *
 * Errors: any of #KontorSecretsError, %G_IO_ERROR_CANCELLED, any of #KontorDatabaseError. Nothing
 * is signed out or removed because of any of them.
 *
 * Returns: (transfer full) (nullable): the secret; free it with kontor_secrets_free_secret()
 */
char *
kontor_secrets_lookup (KontorSecrets *self,
                       const char    *kind,
                       const char    *account,
                       GCancellable  *cancellable,
                       GError       **error)
{
  g_autoptr (GHashTable) attributes = NULL;
  g_autofree char *key = NULL;
  GError          *cause = NULL;
  char            *secret = NULL;

  g_return_val_if_fail (KONTOR_IS_SECRETS (self), NULL);
  g_return_val_if_fail (kind != NULL && account != NULL, NULL);

  key = note_key (kind, account);
  if (g_hash_table_contains (self->session, key))
    return g_strdup (secret_value_get_text (g_hash_table_lookup (self->session, key)));
  attributes = attributes_of (self, kind, account, error);
  if (attributes == NULL)
    return NULL;
  secret = secret_password_lookupv_nonpageable_sync (&schema, attributes, cancellable, &cause);
  if (cause != NULL)
    convert (error, cause);
  else if (secret == NULL)
    tell_why_missing (self, kind, account, cancellable, error);
  return secret;
}

/**
 * kontor_secrets_forget:
 * @kind: as it was stored
 * @account: as it was stored
 * @cancellable: (nullable): ends waiting for the keyring
 * @error: return location for an error
 *
 * Removes a secret. One that is not there is forgotten already.
 *
 * Errors: %KONTOR_SECRETS_ERROR_NO_STORE, %KONTOR_SECRETS_ERROR_LOCKED,
 * %KONTOR_SECRETS_ERROR_FAILED, %G_IO_ERROR_CANCELLED, any of #KontorDatabaseError.
 */
gboolean
kontor_secrets_forget (KontorSecrets *self,
                       const char    *kind,
                       const char    *account,
                       GCancellable  *cancellable,
                       GError       **error)
{
  g_autoptr (GHashTable) attributes = NULL;
  g_autofree char *key = NULL;
  GError          *cause = NULL;

  g_return_val_if_fail (KONTOR_IS_SECRETS (self), FALSE);
  g_return_val_if_fail (kind != NULL && account != NULL, FALSE);

  key = note_key (kind, account);
  g_hash_table_remove (self->session, key);
  attributes = attributes_of (self, kind, account, error);
  if (attributes == NULL)
    return FALSE;
  secret_password_clearv_sync (&schema, attributes, cancellable, &cause);
  if (cause != NULL)
    return convert (error, cause);
  return set_note (self, kind, account, "", error);
}

/**
 * kontor_secrets_check:
 * @cancellable: (nullable): ends waiting for the keyring
 * @error: return location for an error
 *
 * Tries whether the keyring keeps what it is given: something is stored, read back and removed.
 *
 * Errors: %KONTOR_SECRETS_ERROR_NO_STORE, %KONTOR_SECRETS_ERROR_LOCKED,
 * %KONTOR_SECRETS_ERROR_FAILED, %G_IO_ERROR_CANCELLED, any of #KontorDatabaseError.
 */
gboolean
kontor_secrets_check (KontorSecrets *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GHashTable) attributes = NULL;

  g_return_val_if_fail (KONTOR_IS_SECRETS (self), FALSE);

  attributes = attributes_of (self, PROBE, PROBE, error);
  if (attributes == NULL || !put (self, attributes, "Kontor", PROBE, cancellable, error))
    return FALSE;
  secret_password_clearv_sync (&schema, attributes, cancellable, NULL);
  return TRUE;
}

/**
 * kontor_secrets_free_secret:
 * @secret: (transfer full) (nullable): of kontor_secrets_lookup()
 *
 * Overwrites it before its memory is given back.
 */
void
kontor_secrets_free_secret (char *secret)
{
  secret_password_free (secret);
}
