/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-companies.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_APPLICATION (kontor_application_get_type ())
G_DECLARE_FINAL_TYPE (KontorApplication, kontor_application, KONTOR, APPLICATION, AdwApplication)

/* An accelerator and the action it starts; help-overlay.ui lists each. */
typedef struct
{
  const char *action; /* detailed name */
  const char *keys[3];
} KontorAccelerator;

const KontorAccelerator *kontor_application_get_accelerators (guint *n_accelerators);
KontorApplication       *kontor_application_new (KontorSampleFill fill);

G_END_DECLS
