/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-company.h"

G_BEGIN_DECLS

/**
 * KontorPage:
 *
 * A page of the window. Subclass it, fill in what the page can do, and add a line to
 * kontor-pages.c. The header bar's start button takes its visibility from "folded" and its action
 * from win.sidebar.
 */
#define KONTOR_TYPE_PAGE (kontor_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (KontorPage, kontor_page, KONTOR, PAGE, AdwBin)

struct _KontorPageClass
{
  AdwBinClass parent_class;

  gboolean fills_window; /* without the sidebar beside it */

  void (*shown) (KontorPage *self);                      /* it came to the front */
  void (*open) (KontorPage *self, const KontorUid *uid); /* show this record */
  void (*filter) (KontorPage *self, const char *filter); /* show these rows */
  gboolean (*search) (KontorPage *self);                 /* Ctrl+F: TRUE when it has an entry */
  gboolean (*create) (KontorPage *self);    /* Ctrl+N: TRUE when something can be made here */
  gboolean (*suggested) (KontorPage *self); /* Ctrl+Enter */
  gboolean (*print) (KontorPage *self);     /* Ctrl+P */
  gboolean (*back) (KontorPage *self);      /* Escape: TRUE when it went a step back */
  gboolean (*take_file) (KontorPage *self,
                         GFile      *file); /* opened or dropped: TRUE when it is looked into */
  gboolean (*take_scan) (KontorPage *self,
                         const char *code); /* a barcode: TRUE when it means something here */
  void (*put_aside) (KontorPage *self);     /* the window closes: keep what is being typed */
  gboolean (*select) (KontorPage *self,
                      guint       position); /* the row at a position, for pictures and tests */
};

KontorCompany *kontor_page_get_company (KontorPage *self);
gboolean       kontor_page_get_folded (KontorPage *self);
void           kontor_page_set_folded (KontorPage *self, gboolean folded);

void     kontor_page_shown (KontorPage *self);
void     kontor_page_open (KontorPage *self, const KontorUid *uid);
void     kontor_page_filter (KontorPage *self, const char *filter);
gboolean kontor_page_search (KontorPage *self);
gboolean kontor_page_create (KontorPage *self);
gboolean kontor_page_suggested (KontorPage *self);
gboolean kontor_page_print (KontorPage *self);
gboolean kontor_page_back (KontorPage *self);
gboolean kontor_page_take_file (KontorPage *self, GFile *file);
gboolean kontor_page_take_scan (KontorPage *self, const char *code);
void     kontor_page_put_aside (KontorPage *self);
gboolean kontor_page_select (KontorPage *self, guint position);

G_END_DECLS
