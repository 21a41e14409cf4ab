/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-bank.h"

G_BEGIN_DECLS

/* A file in an archive: its bytes, or why there are none. */
typedef struct
{
  char   *name;    /* (owned) */
  GBytes *bytes;   /* (owned) (nullable) */
  char   *problem; /* (owned) (nullable): a sentence, when there are no bytes */
} KontorBankMember;

gboolean   kontor_bank_is_zip (GBytes *bytes);
GPtrArray *kontor_bank_unzip (GBytes *bytes, GError **error);

void kontor_bank_member_free (KontorBankMember *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorBankMember, kontor_bank_member_free)

G_END_DECLS
