/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"
#include "kontor-documents.h"

G_DEFINE_QUARK (kontor_document_error, kontor_document_error)

/**
 * kontor_letterhead_clear:
 * @self: (nullable): the letterhead
 *
 * Frees what a letterhead owns and leaves it empty. The struct itself stays the caller's.
 */
void
kontor_letterhead_clear (KontorLetterhead *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->company, g_free);
  g_clear_pointer (&self->sender_line, g_free);
  g_clear_pointer (&self->footer, g_strfreev);
  g_clear_pointer (&self->accent, g_free);
  g_clear_pointer (&self->logo, g_bytes_unref);
  g_clear_pointer (&self->website, g_free);
  g_clear_pointer (&self->bank, g_free);
  g_clear_pointer (&self->country, g_free);
  g_clear_pointer (&self->zone, g_time_zone_unref);
}

/**
 * kontor_label_free:
 * @self: (nullable) (transfer full): the label
 *
 * Frees a label and its strings.
 */
void
kontor_label_free (KontorLabel *self)
{
  if (self == NULL)
    return;

  g_free (self->title); /* the fields of a plain struct that goes away */
  g_free (self->detail);
  g_free (self->code);
  g_free (self);
}
