/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-barcode.h"

G_BEGIN_DECLS

/* A transfer that a telephone fills in: the QR code of the European Payments Council (EPC069-12,
 * version 3.1), in Germany called GiroCode. Strings are borrowed for the time of a call. */
typedef struct
{
  const char *name;         /* of who gets the money; at most 70 characters, longer is cut */
  const char *iban;         /* blanks don't matter */
  const char *bic;          /* (nullable): needed outside the EEA only */
  gint64      amount_minor; /* euro cents */
  const char *purpose;      /* (nullable): "GDDS" goods, "SCVE" services */
  const char *reference;    /* (nullable): ISO 11649, instead of @text */
  const char *text;         /* (nullable): at most 140 characters, longer is cut */
} KontorGirocode;

char          *kontor_girocode_make_text (const KontorGirocode *self, GError **error);
KontorBarcode *kontor_girocode_new (const KontorGirocode *self, GError **error);

G_END_DECLS
