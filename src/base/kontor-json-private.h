/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-json.h"

G_BEGIN_DECLS

typedef struct
{
  char       *key;   /* (owned) (nullable): NULL in the parser's stack for items of an array */
  KontorJson *value; /* (owned) */
} KontorJsonMember;

/* The text of a string stands right behind its node. Null, true and false are shared and never
 * counted. */
struct _KontorJson
{
  int            ref_count; /* (atomic) */
  KontorJsonType type;
  guint          length;   /* of arrays and objects */
  guint          capacity; /* of arrays and objects */

  union
  {
    gint64            integer; /* also the truth of a boolean */
    KontorJson      **items;   /* (owned) (nullable) */
    KontorJsonMember *members; /* (owned) (nullable): sorted by the bytes of the key */
  };
};

KontorJson *kontor_json_new_text (gsize length, char **text);
KontorJson *kontor_json_take_items (const KontorJsonMember *items, guint length);
KontorJson *kontor_json_take_members (const KontorJsonMember *members, guint length);
int         kontor_json_compare_members (const void *a, const void *b);

G_END_DECLS
