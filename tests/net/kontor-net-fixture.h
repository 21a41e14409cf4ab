/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-server.h"
#include "kontor-sync-client.h"

G_BEGIN_DECLS

/* A server on a thread of its own, behind a real socket, and stations that speak to it. */

#define NET_TOKEN "test-token"

typedef struct
{
  char      *location;
  GThread   *thread;
  GMainLoop *loop;
  GMutex     mutex;
  GCond      ready;
  guint16    port; /* 0 before the start: any */
} NetServer;

typedef struct
{
  char             *folder;
  KontorReplica    *replica;
  KontorSyncClient *client;
} NetStation;

void  net_server_start (NetServer *self, const char *location);
void  net_server_stop (NetServer *self);
void  net_server_pause (NetServer *self);  /* nobody answers on its port */
void  net_server_resume (NetServer *self); /* on the same one */
char *net_server_dump (NetServer *self);   /* every base table, as sorted text */

/* All stations are of one company; net_station_found() starts one of another that is called the
 * same. */
void        net_station_start (NetStation *self, const char *base, guint number, guint16 port);
void        net_station_found (NetStation *self, const char *base, guint number, guint16 port);
void        net_station_close (NetStation *self); /* its folder stays */
void        net_station_open (NetStation *self, guint16 port);
void        net_station_stop (NetStation *self);
void        net_station_reach (NetStation *self, guint16 port); /* a server on another port */
KontorJson *net_station_try (NetStation *self, GError **error);
void        net_station_sync (NetStation *self);
char       *net_station_dump (NetStation *self);
void        net_station_verify (NetStation *self);

KontorJson *net_json (const char *format, ...) G_GNUC_PRINTF (1, 2); /* with ' for " */
void        net_remove_tree (const char *path);
void        net_assert_same (const char *what, const char *mine, const char *theirs);

G_END_DECLS
