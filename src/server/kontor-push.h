/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-command.h"

G_BEGIN_DECLS

/* What stations send (sync-spec.md section 4): commands in order, each once, each answered for
 * ever. */

/**
 * KontorPushError:
 * @KONTOR_PUSH_ERROR_MALFORMED: the batch can't be read, or its chain does not hold
 * @KONTOR_PUSH_ERROR_OUT_OF_ORDER: a command is missing before the first one
 * @KONTOR_PUSH_ERROR_FORKED: a number that was used comes again with other content
 * @KONTOR_PUSH_ERROR_UNKNOWN_STATION: this incarnation is not enrolled, or was revoked
 * @KONTOR_PUSH_ERROR_OTHER_COMPANY: the station belongs to another company
 * @KONTOR_PUSH_ERROR_OUTDATED: the station's version is too old to say to which
 */
typedef enum
{
  KONTOR_PUSH_ERROR_MALFORMED,
  KONTOR_PUSH_ERROR_OUT_OF_ORDER,
  KONTOR_PUSH_ERROR_FORKED,
  KONTOR_PUSH_ERROR_UNKNOWN_STATION,
  KONTOR_PUSH_ERROR_OTHER_COMPANY,
  KONTOR_PUSH_ERROR_OUTDATED,
} KontorPushError;

#define KONTOR_PUSH_ERROR (kontor_push_error_quark ())
GQuark kontor_push_error_quark (void);

#define KONTOR_PUSH_MOST_COMMANDS 200

KontorJson *kontor_push_enrol (KontorDatabase *database, const KontorJson *request, GError **error);
KontorJson *kontor_push_commands (KontorDatabase   *database,
                                  const KontorJson *request,
                                  gint64            now,
                                  gint64           *expected,
                                  GError          **error);

G_END_DECLS
