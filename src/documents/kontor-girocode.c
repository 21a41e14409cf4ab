/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"
#include "kontor-girocode.h"

#include <string.h>

#include "kontor-iban.h"
#include "kontor-pdf-private.h"

#define MAX_AMOUNT_MINOR G_GINT64_CONSTANT (99999999999)
#define MAX_NAME 70
#define MAX_TEXT 140
#define MAX_BYTES 331

static gboolean
refuse (GError **error, const char *reason)
{
  g_set_error (error,
               KONTOR_DOCUMENT_ERROR,
               KONTOR_DOCUMENT_ERROR_INVALID,
               "the payment code can't be drawn: %s",
               reason);
  return FALSE;
}

static gboolean
check (const KontorGirocode *self, const char *iban, GError **error)
{
  if (self->name == NULL || *self->name == '\0')
    return refuse (error, "nobody is named who gets the money");
  if (!kontor_iban_is_valid (iban))
    return refuse (error, "the IBAN is wrong");
  if (self->bic != NULL && *self->bic != '\0' && !kontor_bic_is_valid (self->bic))
    return refuse (error, "the BIC is wrong");
  if (self->amount_minor < 1 || self->amount_minor > MAX_AMOUNT_MINOR)
    return refuse (error, "the amount is not between 0.01 and 999999999.99 euros");
  if (self->purpose != NULL && strlen (self->purpose) > 4)
    return refuse (error, "the purpose has more than four letters");
  if (self->reference != NULL && !kontor_creditor_reference_is_valid (self->reference))
    return refuse (error, "the reference is wrong");

  return TRUE;
}

static char *
cut (const char *text, glong most)
{
  g_autofree char *clean = kontor_pdf_clean_text (text);

  return g_utf8_substring (clean, 0, MIN (g_utf8_strlen (clean, -1), most));
}

/*
 * kontor_girocode_make_text:
 * @self: the transfer
 * @error: (nullable): return location
 *
 * Returns: (transfer full): what the code says; %NULL with %KONTOR_DOCUMENT_ERROR_INVALID and the
 * reason
 */
char *
kontor_girocode_make_text (const KontorGirocode *self, GError **error)
{
  g_autofree char *iban = kontor_iban_normalise (self->iban != NULL ? self->iban : "");
  g_autofree char *name = cut (self->name, MAX_NAME);
  g_autofree char *text = cut (self->reference == NULL ? self->text : NULL, MAX_TEXT);
  g_autofree char *code = NULL;

  if (!check (self, iban, error))
    return NULL;

  code = g_strdup_printf ("BCD\n002\n1\nSCT\n%s\n%s\n%s\nEUR%" G_GINT64_FORMAT ".%02d\n%s\n%s\n%s",
                          self->bic != NULL ? self->bic : "",
                          name,
                          iban,
                          self->amount_minor / 100,
                          (int) (self->amount_minor % 100),
                          self->purpose != NULL ? self->purpose : "",
                          self->reference != NULL ? self->reference : "",
                          text);
  g_strchomp (code); /* lines without anything at the end are left out */
  if (strlen (code) > MAX_BYTES)
    {
      refuse (error, "name and text are too long");
      return NULL;
    }

  return g_steal_pointer (&code);
}

/*
 * kontor_girocode_new:
 * @self: the transfer
 * @error: (nullable): return location
 *
 * Encodes a transfer.
 *
 * Returns: (transfer full): the code to draw; %NULL with %KONTOR_DOCUMENT_ERROR_INVALID and the
 * reason
 */
KontorBarcode *
kontor_girocode_new (const KontorGirocode *self, GError **error)
{
  g_autofree char *text = kontor_girocode_make_text (self, error);

  return text != NULL ? kontor_barcode_new_bytes (text, error) : NULL;
}
