/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  KONTOR_SECTION_NONE, /* reached from other pages only */
  KONTOR_SECTION_WORK,
  KONTOR_SECTION_GOODS,
  KONTOR_SECTION_MONEY,
  KONTOR_SECTION_BOTTOM,
} KontorSection;

/* A page of the window: the sidebar, the palette and Alt+1…9 read this. */
typedef struct
{
  const char   *name;  /* "orders": in win.page, --page, settings */
  const char   *title; /* N_() */
  const char   *icon_name;
  KontorSection section;
  const char   *kind;   /* (nullable): records it shows, "order" */
  const char   *work;   /* (nullable): members of kontor_query_today() that count as work here */
  const char   *create; /* (nullable) N_(): what Ctrl+N makes here, "New Order" */
  GType (*get_type) (void);
} KontorPageInfo;

const KontorPageInfo *kontor_pages_list (guint *n_pages);
const KontorPageInfo *kontor_pages_find (const char *name);
const KontorPageInfo *kontor_pages_find_kind (const char *kind);
const KontorPageInfo *kontor_pages_find_listed (const char *name);
const char           *kontor_section_title (KontorSection section);

G_END_DECLS
