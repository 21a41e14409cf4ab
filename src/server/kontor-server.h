/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <gio/gio.h>

#include "kontor-store.h"

G_BEGIN_DECLS

/**
 * KontorServer:
 *
 * The HTTP side: routes, token, envelope. Lives on the main context that made it.
 */
#define KONTOR_TYPE_SERVER (kontor_server_get_type ())
G_DECLARE_FINAL_TYPE (KontorServer, kontor_server, KONTOR, SERVER, GObject)

KontorServer *kontor_server_new (KontorStore *store, const char *token);
gboolean
kontor_server_listen (KontorServer *self, guint16 port, gboolean everywhere, GError **error);
guint16 kontor_server_get_port (KontorServer *self);
void    kontor_server_stop (KontorServer *self);

G_END_DECLS
