/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-grid.h"
#include "kontor-page.h"

G_BEGIN_DECLS

/* What can be done with several rows: a button in the bar at the bottom. */
typedef struct
{
  const char *label;  /* N_(), with mnemonic; NULL ends the array */
  const char *action; /* detailed name, installed by the subclass */
} KontorBulkAction;

/**
 * KontorListPage:
 *
 * A page that is a list with the detail of a row beside it. A subclass names the list and the pane
 * in its class; everything else is optional.
 */
#define KONTOR_TYPE_LIST_PAGE (kontor_list_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (KontorListPage, kontor_list_page, KONTOR, LIST_PAGE, KontorPage)

struct _KontorListPageClass
{
  KontorPageClass parent_class;

  const char *list; /* name of a KontorListType */
  GType (*get_pane_type) (void);
  const char             *parent;       /* (nullable): the page that this one leads back to */
  const char             *create_label; /* (nullable) N_(): the button of win.new, "New Order" */
  const char             *empty_icon;
  const char             *empty_title;       /* N_() */
  const char             *empty_description; /* N_() */
  const char             *empty_button;      /* (nullable) N_() */
  const char             *empty_action;      /* (nullable) */
  const KontorBulkAction *bulk;              /* (nullable) */

  char *(*dup_count) (KontorListPage *self, gint64 count); /* "1,204 orders" */
  char *(*bulk_changed) (
    KontorListPage *self,
    GPtrArray *rows); /* (nullable) (transfer full): enable actions; what can't be done and why */
};

KontorGrid *kontor_list_page_get_list (KontorListPage *self);
void        kontor_list_page_set_scope (KontorListPage *self, const char *scope);
void kontor_list_page_set_notice (KontorListPage *self, GtkWidget *widget); /* above the list */
void kontor_list_page_set_bulk_label (KontorListPage *self, guint index, const char *label);
GtkWidget *kontor_list_page_get_pane (KontorListPage *self);
int        kontor_list_page_find_column (KontorListPage *self, const char *key);
void       kontor_list_page_add_button (KontorListPage *self,
                                        const char     *label,
                                        const char     *action); /* in the header bar */
void       kontor_list_page_add_item (KontorListPage *self,
                                      const char     *label,
                                      const char     *action); /* in its menu */

G_END_DECLS
