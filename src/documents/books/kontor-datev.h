/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-books.h"

G_BEGIN_DECLS

/* Files for DATEV: the booking batch, and the description of the documents that go with it. */

/* What stands above the bookings. Strings are borrowed. */
typedef struct
{
  const KontorBooksPlan *plan;
  gint64                 from_day;
  gint64                 to_day;
  const char            *label;   /* at most 30 characters arrive */
  const char            *created; /* local time, YYYYMMDDHHMMSSfff */
} KontorDatevHeader;

GBytes *kontor_datev_batch (const KontorDatevHeader *header, GPtrArray *postings, GError **error);

/* A picture that a booking links to. Strings are owned. */
typedef struct
{
  char *guid;
  char *file_name;
} KontorDatevPicture;

void    kontor_datev_picture_free (KontorDatevPicture *self);
GBytes *kontor_datev_archive (GPtrArray *pictures, const char *description, const char *created);

G_END_DECLS
