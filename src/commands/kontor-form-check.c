/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "kontor-codes.h"
#include "kontor-form.h"
#include "kontor-number.h"

/**
 * kontor_form_check_country:
 * @text: not empty
 * @message: (out): why not
 *
 * Returns: (transfer full) (nullable): the code (ISO 3166-1 alpha-2) in upper case
 */
char *
kontor_form_check_country (const char *text, char **message)
{
  g_autofree char *code = g_ascii_strup (text, -1);

  if (kontor_country_is_known (code))
    return g_steal_pointer (&code);

  *message = g_strdup_printf (_ ("“%s” is no code of a country, like DE"), text);
  return NULL;
}

/**
 * kontor_form_check_currency:
 * @text: not empty
 * @message: (out): why not
 *
 * Returns: (transfer full) (nullable): the code (ISO 4217)
 */
char *
kontor_form_check_currency (const char *text, char **message)
{
  if (kontor_currency_is_known (text))
    return g_strdup (text);

  *message = g_strdup_printf (_ ("“%s” is no code of a currency, like EUR"), text);
  return NULL;
}

/**
 * kontor_form_check_email:
 * @text: not empty
 * @message: (out): why not
 *
 * Returns: (transfer full) (nullable): the address
 */
char *
kontor_form_check_email (const char *text, char **message)
{
  if (kontor_email_is_plausible (text))
    return g_strdup (text);

  *message = g_strdup_printf (_ ("“%s” is no e-mail address"), text);
  return NULL;
}

/**
 * kontor_form_check_language:
 * @text: not empty
 * @message: (out): why not
 *
 * Returns: (transfer full) (nullable): two or three letters (ISO 639) in lower case
 */
char *
kontor_form_check_language (const char *text, char **message)
{
  g_autofree char *code = g_ascii_strdown (text, -1);
  gsize            length = strlen (code);

  if ((length == 2 || length == 3) && strspn (code, "abcdefghijklmnopqrstuvwxyz") == length)
    return g_steal_pointer (&code);

  *message = g_strdup_printf (_ ("“%s” is no code of a language, like de"), text);
  return NULL;
}

/**
 * kontor_form_check_vat_id:
 * @text: not empty
 * @message: (out): why not
 *
 * Returns: (transfer full) (nullable): the VAT id in upper case, without spaces
 */
char *
kontor_form_check_vat_id (const char *text, char **message)
{
  g_autofree char *vat_id = kontor_vat_id_normalise (text);
  const char      *reason = NULL;

  if (kontor_vat_id_is_plausible (vat_id, &reason))
    return g_steal_pointer (&vat_id);

  *message = g_strdup_printf (_ ("“%s” is no VAT id: %s"), text, _ (reason));
  return NULL;
}
