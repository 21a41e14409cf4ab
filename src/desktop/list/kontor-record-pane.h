/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-company.h"
#include "kontor-pane.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_RECORD_PANE (kontor_record_pane_get_type ())
G_DECLARE_DERIVABLE_TYPE (KontorRecordPane, kontor_record_pane, KONTOR, RECORD_PANE, AdwBin)

/**
 * KontorRecordPaneClass:
 * @query: what reads the record
 * @leave: (nullable): another record comes, or none: what was half done to this one ends
 * @take: a record was read, or %NULL: none is selected, or it can't be read. It stays alive until
 *   the next one is taken
 * @concerns: (nullable): whether a change elsewhere changes what is shown; the record itself is
 *   looked at before
 * @suggested: (nullable): does the next step; %FALSE when there was none
 * @print: (nullable): prints the record's paper
 */
struct _KontorRecordPaneClass
{
  AdwBinClass parent_class;

  KontorUidQuery query;
  void (*leave) (KontorRecordPane *self);
  void (*take) (KontorRecordPane *self, const KontorJson *record);
  gboolean (*concerns) (KontorRecordPane *self, const GArray *touched);
  gboolean (*suggested) (KontorRecordPane *self);
  gboolean (*print) (KontorRecordPane *self);

  /*< private >*/
  const char *page;
};

void kontor_record_pane_class_set_template (KontorRecordPaneClass *klass,
                                            const char            *resource,
                                            const char            *page);

KontorCompany   *kontor_record_pane_get_company (KontorRecordPane *self);
const KontorUid *kontor_record_pane_get_uid (KontorRecordPane *self);
GCancellable    *kontor_record_pane_get_cancellable (KontorRecordPane *self);
void             kontor_record_pane_read (KontorRecordPane *self);

G_END_DECLS
