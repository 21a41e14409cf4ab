/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-chain.h"
#include "kontor-database.h"
#include "kontor-hlc.h"

G_BEGIN_DECLS

#define KONTOR_PROFILE_FILE "kontor.db"
#define KONTOR_PROFILE_BACKUPS "backups"

/* What a write needs of the table profile. Plain: a copy of it undoes a failed command. */
typedef struct
{
  KontorUid incarnation;
  KontorUid station_uid;
  guint     station;
  gboolean  records; /* a server is known: changesets are kept */
  gint64    next_n;
  guint8    chain[KONTOR_CHAIN_SIZE];
  KontorHlc hlc;
  gint64    redo; /* undo steps that can be redone: ended by the next ordinary command */

  /* End of the audit chain, of the table audit. */
  gint64 audit_id;
  guint8 audit_chain[KONTOR_CHAIN_SIZE];
} KontorProfile;

gboolean kontor_profile_load (KontorProfile *self, KontorDatabase *database, GError **error);
gboolean kontor_profile_store (const KontorProfile *self, KontorDatabase *database, GError **error);
gboolean
kontor_profile_set (KontorDatabase *database, const char *key, const char *value, GError **error);
char *kontor_profile_dup (KontorDatabase *database, const char *key, GError **error);
gboolean
kontor_profile_prepare (KontorDatabase *database, const KontorUid *company, GError **error);
gboolean kontor_profile_name_company (KontorDatabase *database, GError **error);
gboolean kontor_profile_renew (KontorDatabase *database, gboolean new_station, GError **error);
gboolean kontor_profile_check_machine (KontorDatabase *database, GError **error);

char *kontor_profile_dup_file (const char *folder);

G_END_DECLS
