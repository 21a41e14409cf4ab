/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * KontorJson:
 *
 * A JSON value without fractions: null, boolean, 64 bit integer, string, array or object. It
 * carries command parameters, answers and aggregates. Build it, then share it: once a second owner
 * holds a reference it must not be changed. Reference counting is atomic, so that a finished value
 * may cross threads.
 */
typedef struct _KontorJson KontorJson;

typedef enum
{
  KONTOR_JSON_NULL,
  KONTOR_JSON_BOOLEAN,
  KONTOR_JSON_INTEGER,
  KONTOR_JSON_STRING,
  KONTOR_JSON_ARRAY,
  KONTOR_JSON_OBJECT,
} KontorJsonType;

KontorJson *kontor_json_parse (const char *text, gssize length, GError **error);
char       *kontor_json_to_string (const KontorJson *self);
void        kontor_json_append_to (const KontorJson *self, GString *out);
void        kontor_json_quote_to (const char *text, GString *out);

KontorJson *kontor_json_ref (KontorJson *self);
void        kontor_json_unref (KontorJson *self);

KontorJson *kontor_json_new_null (void);
KontorJson *kontor_json_new_boolean (gboolean value);
KontorJson *kontor_json_new_integer (gint64 value);
KontorJson *kontor_json_new_string (const char *value);
KontorJson *kontor_json_new_array (void);
KontorJson *kontor_json_new_object (void);

/* Arrays and objects take ownership of the value. Setting a key again replaces its value. */
void kontor_json_append (KontorJson *self, KontorJson *value);
void kontor_json_set (KontorJson *self, const char *key, KontorJson *value);
void kontor_json_set_string (KontorJson *self, const char *key, const char *value);
void kontor_json_set_integer (KontorJson *self, const char *key, gint64 value);
void kontor_json_set_boolean (KontorJson *self, const char *key, gboolean value);

KontorJsonType    kontor_json_type (const KontorJson *self);
gboolean          kontor_json_boolean (const KontorJson *self);
gint64            kontor_json_integer (const KontorJson *self);
const char       *kontor_json_string (const KontorJson *self);
guint             kontor_json_length (const KontorJson *self);
const KontorJson *kontor_json_at (const KontorJson *self, guint index);
const char       *kontor_json_key_at (const KontorJson *self, guint index);
gboolean          kontor_json_equal (const KontorJson *a, const KontorJson *b);

/* Members of an object: NULL or the fallback when the key is missing, null, or of another type. */
gboolean          kontor_json_has (const KontorJson *self, const char *key); /* null counts */
const KontorJson *kontor_json_get (const KontorJson *self, const char *key);
const char *kontor_json_get_string (const KontorJson *self, const char *key, const char *fallback);
gint64      kontor_json_get_integer (const KontorJson *self, const char *key, gint64 fallback);
gboolean    kontor_json_get_boolean (const KontorJson *self, const char *key, gboolean fallback);
const KontorJson *kontor_json_get_array (const KontorJson *self, const char *key);
const KontorJson *kontor_json_get_object (const KontorJson *self, const char *key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorJson, kontor_json_unref)

G_END_DECLS
