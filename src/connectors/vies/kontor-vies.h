/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-replica.h"

G_BEGIN_DECLS

/* The European Commission's VAT Information Exchange System: whether a VAT id is valid, and the
 * proof that it was. */

/**
 * KontorViesError:
 * @KONTOR_VIES_ERROR_OFFLINE: nothing answers: no network, or no permission to use it
 * @KONTOR_VIES_ERROR_UNAVAILABLE: the service or the country's register does not answer now
 * @KONTOR_VIES_ERROR_REFUSED: the service does not take the id, or the company's own
 * @KONTOR_VIES_ERROR_PROTOCOL: the answer has no meaning
 * @KONTOR_VIES_ERROR_NO_ID: the customer has no VAT id, or none of another EU country
 */
typedef enum
{
  KONTOR_VIES_ERROR_OFFLINE,
  KONTOR_VIES_ERROR_UNAVAILABLE,
  KONTOR_VIES_ERROR_REFUSED,
  KONTOR_VIES_ERROR_PROTOCOL,
  KONTOR_VIES_ERROR_NO_ID,
} KontorViesError;

#define KONTOR_VIES_ERROR (kontor_vies_error_quark ())
GQuark kontor_vies_error_quark (void);

KontorJson *kontor_vies_parse (const char *text, gssize length, const char *vat_id, GError **error);
KontorJson *kontor_vies_ask (const char   *vat_id,
                             const char   *requester,
                             GCancellable *cancellable,
                             GError      **error);
KontorJson *kontor_vies_check (KontorReplica   *replica,
                               const KontorUid *customer,
                               GCancellable    *cancellable,
                               GError         **error);

G_END_DECLS
