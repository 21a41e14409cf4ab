/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-replica.h"

G_BEGIN_DECLS

/* What became of something that was asked for. */
typedef enum
{
  KONTOR_COUNT_TAKEN,     /* counted, and on the disk */
  KONTOR_COUNT_UNKNOWN,   /* kept with its code, and on the disk */
  KONTOR_COUNT_PLACE,     /* the next scans are made somewhere else */
  KONTOR_COUNT_WAITING,   /* waits for its quantity */
  KONTOR_COUNT_CORRECTED, /* a scan was taken back, and that is on the disk */
  KONTOR_COUNT_REFUSED,   /* nothing was written */
} KontorCountAnswer;

/**
 * KontorCountSession:
 *
 * One person who counts: takes codes in the order in which they come, each written to the disk
 * before it is answered and the next one is begun.
 *
 * Signals: "answered" (KontorCountAnswer answer, const char *words): words (nullable) say the place
 * or why not; "changed": what the getters say.
 */
#define KONTOR_TYPE_COUNT_SESSION (kontor_count_session_get_type ())
G_DECLARE_FINAL_TYPE (KontorCountSession, kontor_count_session, KONTOR, COUNT_SESSION, GObject)

KontorCountSession *kontor_count_session_new (KontorReplica *replica, const KontorUid *count);
void kontor_count_session_set_author (KontorCountSession *self, const KontorUid *author);

void kontor_count_session_take_code (KontorCountSession *self, const char *code);
void kontor_count_session_take_variant (KontorCountSession *self, const char *uid);
void kontor_count_session_take_quantity (KontorCountSession *self, const char *expression);
void kontor_count_session_step (KontorCountSession *self, gint64 quantity);
void kontor_count_session_mark (KontorCountSession *self, const char *key, const char *value);
void kontor_count_session_correct (KontorCountSession *self);

void kontor_count_session_set_place (KontorCountSession *self, const char *uid);
void kontor_count_session_set_spot (KontorCountSession *self, const char *spot);
void kontor_count_session_set_by_quantity (KontorCountSession *self, gboolean by_quantity);
void kontor_count_session_refresh (KontorCountSession *self);

const KontorUid  *kontor_count_session_get_count (KontorCountSession *self);
const char       *kontor_count_session_get_place (KontorCountSession *self);
const char       *kontor_count_session_get_place_name (KontorCountSession *self);
const char       *kontor_count_session_get_spot (KontorCountSession *self);
gboolean          kontor_count_session_get_by_quantity (KontorCountSession *self);
guint             kontor_count_session_get_pending (KontorCountSession *self);
const char       *kontor_count_session_get_last_scan (KontorCountSession *self);
const KontorJson *kontor_count_session_get_waiting (KontorCountSession *self);
const KontorJson *kontor_count_session_get_places (KontorCountSession *self);
const KontorJson *kontor_count_session_get_screen (KontorCountSession *self);

G_END_DECLS
