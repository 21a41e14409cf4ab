/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-banner.h"
#include "kontor-palette.h"
#include "kontor-scan-router.h"
#include "kontor-sidebar.h"
#include "kontor-split-view.h"
#include "kontor-welcome.h"
#include "kontor-window.h"

G_BEGIN_DECLS

struct _KontorWindow
{
  AdwApplicationWindow parent_instance;

  KontorCompanies  *companies;   /* (owned) (not nullable) */
  KontorCompany    *company;     /* (owned) (nullable) until it is open */
  GSettings        *settings;    /* (owned) */
  GCancellable     *cancellable; /* (owned): cancelled in dispose */
  char             *folder;      /* (owned) (not nullable) */
  char             *first_page;  /* (owned) (nullable): shown once the company is open */
  char             *first_filter;
  int               first_row;
  KontorScanRouter *scanner; /* (owned) */
  GPtrArray        *waiting; /* (owned): addresses to open once the company is open */
  KontorWelcome    *welcome; /* (unowned) (nullable) until it is shown */
  guint             layout_id;

  /* Template children */
  GtkStack        *states;
  AdwStatusPage   *failed;
  GtkOverlay      *overlay;
  KontorSplitView *frame;
  KontorSidebar   *sidebar;
  KontorBanner    *banner;
  GtkStack        *pages;
  KontorPalette   *palette;
};

void kontor_window_install_actions (GtkWidgetClass *widget_class);
void kontor_window_update_actions (KontorWindow *self);
void kontor_window_attach_scanner (KontorWindow *self);
void kontor_window_show_loading (KontorWindow *self);
void kontor_window_attach_drop (KontorWindow *self);
void kontor_window_open_waiting (KontorWindow *self);

G_END_DECLS
