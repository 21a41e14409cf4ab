/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-command.h"

typedef struct
{
  char *field; /* (owned) (nullable) */
} KontorCommandErrorPrivate;

/* Not inlined: the compiler would warn of a NULL that GLib never passes. */
static G_GNUC_NO_INLINE void
kontor_command_error_private_init (KontorCommandErrorPrivate *priv)
{
  priv->field = NULL;
}

static G_GNUC_NO_INLINE void
kontor_command_error_private_copy (const KontorCommandErrorPrivate *source,
                                   KontorCommandErrorPrivate       *copy)
{
  copy->field = g_strdup (source->field);
}

static G_GNUC_NO_INLINE void
kontor_command_error_private_clear (KontorCommandErrorPrivate *priv)
{
  g_clear_pointer (&priv->field, g_free);
}

G_DEFINE_EXTENDED_ERROR (KontorCommandError, kontor_command_error)

static GError *
new_error (KontorCommandError code, const char *field, const char *format, va_list arguments)
  G_GNUC_PRINTF (3, 0);

static GError *
new_error (KontorCommandError code, const char *field, const char *format, va_list arguments)
{
  GError *error = g_error_new_valist (KONTOR_COMMAND_ERROR, (int) code, format, arguments);
  KontorCommandErrorPrivate *priv = kontor_command_error_get_private (error);

  if (priv != NULL)
    priv->field = g_strdup (field);
  return error;
}

/**
 * kontor_command_error_get_field:
 * @error: any error
 *
 * Returns: (transfer none) (nullable): the parameter that the error belongs to, "variants[1].sku"
 */
const char *
kontor_command_error_get_field (const GError *error)
{
  const KontorCommandErrorPrivate *priv = NULL;

  g_return_val_if_fail (error != NULL, NULL);

  if (error->domain == KONTOR_COMMAND_ERROR)
    priv = kontor_command_error_get_private (error);
  return priv != NULL ? priv->field : NULL;
}

/**
 * kontor_command_error_get_wire_code:
 * @error: an error of a command
 *
 * Returns: (transfer none): its code in answers (sync-spec.md section 20); "failed" for errors of
 *   another domain, which are not answers
 */
const char *
kontor_command_error_get_wire_code (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);

  if (error->domain != KONTOR_COMMAND_ERROR)
    return "failed";

  switch ((KontorCommandError) error->code)
    {
    case KONTOR_COMMAND_ERROR_INVALID:
      return "invalid";
    case KONTOR_COMMAND_ERROR_STATE_CHANGED:
      return "state_changed";
    case KONTOR_COMMAND_ERROR_NOT_FOUND:
      return "not_found";
    case KONTOR_COMMAND_ERROR_CONFLICT:
      return "conflict";
    case KONTOR_COMMAND_ERROR_NOT_AVAILABLE:
      return "not_available";
    case KONTOR_COMMAND_ERROR_FORBIDDEN:
      return "forbidden";
    case KONTOR_COMMAND_ERROR_UNKNOWN_COMMAND:
      return "unknown_command";
    case KONTOR_COMMAND_ERROR_ALREADY:
      return "already";
    case KONTOR_COMMAND_ERROR_CLOSED_PERIOD:
      return "closed_period";
    }
  return "failed";
}

/**
 * kontor_command_error_new:
 * @code: what the caller can do about it
 * @field: (nullable): the parameter that it belongs to
 * @format: a sentence that names the rule, as printf() has it
 *
 * Returns: (transfer full): an error
 */
GError *
kontor_command_error_new (KontorCommandError code, const char *field, const char *format, ...)
{
  GError *error = NULL;
  va_list arguments;

  va_start (arguments, format);
  error = new_error (code, field, format, arguments);
  va_end (arguments);
  return error;
}

/**
 * kontor_command_set_error:
 * @error: (out) (optional): where the error is put
 * @code: what the caller can do about it
 * @field: (nullable): the parameter that it belongs to
 * @format: a sentence that names the rule, as printf() has it
 */
void
kontor_command_set_error (
  GError **error, KontorCommandError code, const char *field, const char *format, ...)
{
  va_list arguments;

  if (error == NULL)
    return;

  g_return_if_fail (*error == NULL);
  va_start (arguments, format);
  *error = new_error (code, field, format, arguments);
  va_end (arguments);
}
