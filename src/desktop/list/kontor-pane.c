/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-pane.h"

G_DEFINE_INTERFACE (KontorPane, kontor_pane, GTK_TYPE_WIDGET)

static void
kontor_pane_default_init (KontorPaneInterface *iface)
{
  g_object_interface_install_property (
    iface,
    g_param_spec_object ("company",
                         NULL,
                         NULL,
                         KONTOR_TYPE_COMPANY,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS));
}

void
kontor_pane_show (KontorPane *self, const KontorUid *uid)
{
  g_return_if_fail (KONTOR_IS_PANE (self));

  KONTOR_PANE_GET_IFACE (self)->show (self, uid);
}

gboolean
kontor_pane_suggested (KontorPane *self)
{
  g_return_val_if_fail (KONTOR_IS_PANE (self), FALSE);

  return KONTOR_PANE_GET_IFACE (self)->suggested != NULL
         && KONTOR_PANE_GET_IFACE (self)->suggested (self);
}

gboolean
kontor_pane_print (KontorPane *self)
{
  g_return_val_if_fail (KONTOR_IS_PANE (self), FALSE);

  return KONTOR_PANE_GET_IFACE (self)->print != NULL && KONTOR_PANE_GET_IFACE (self)->print (self);
}
