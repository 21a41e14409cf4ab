/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Who has a profile open. Every program that works in it shares a lock on the file "lock"; putting
 * a backup in place needs it alone. The file "programs" names them for people. */

int  kontor_profile_lock_take (const char *folder, gboolean alone, GError **error);
void kontor_profile_lock_release (int lock, const char *folder);
void kontor_profile_lock_set_in_use (const char *folder, GError **error);

G_END_DECLS
