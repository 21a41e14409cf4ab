/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-json.h"

G_BEGIN_DECLS

/* A struct described as a table, so that making, freeing, writing as JSON and reading back are
 * written once and can't forget a field. */

typedef enum
{
  KONTOR_FIELD_TEXT,    /* char *, owned */
  KONTOR_FIELD_NUMBER,  /* gint64 */
  KONTOR_FIELD_BOOLEAN, /* gboolean */
  KONTOR_FIELD_BYTES,   /* GBytes *, (nullable); base64 in JSON */
  KONTOR_FIELD_NAME,    /* an enum (int) with a list of names */
  KONTOR_FIELD_STRUCT,  /* embedded */
  KONTOR_FIELD_POINTER, /* (nullable), owned */
  KONTOR_FIELD_ARRAY,   /* GPtrArray *, never NULL */
} KontorFieldType;

typedef struct _KontorShape KontorShape;

typedef struct
{
  const char        *key;
  KontorFieldType    type;
  gsize              offset;
  const KontorShape *shape; /* of a struct, a pointer, an array's elements */
  const char *const *names; /* of an enum, ends with NULL */
} KontorField;

struct _KontorShape
{
  gsize              size;
  const KontorField *fields;
  guint              n_fields;
  GDestroyNotify     free_func; /* of one that stands in an array */
};

gpointer    kontor_shape_new (const KontorShape *self);
void        kontor_shape_free (const KontorShape *self, gpointer data);
KontorJson *kontor_shape_to_json (const KontorShape *self, gconstpointer data);
gboolean    kontor_shape_from_json (
     const KontorShape *self, const KontorJson *json, const char *path, gpointer data, GError **error);

G_END_DECLS
