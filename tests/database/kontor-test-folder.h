/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * KontorTestFolder:
 *
 * The path of a temporary folder that goes, with all in it, when its variable does.
 */
typedef char KontorTestFolder;

KontorTestFolder *kontor_test_folder_new (void);
void              kontor_test_folder_free (KontorTestFolder *self);
char             *kontor_test_folder_dup_path (const KontorTestFolder *self, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorTestFolder, kontor_test_folder_free)

G_END_DECLS
