/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * KontorXml:
 *
 * Writes XML. An element is written when something is written into it: what stays empty is left
 * out, as e-invoices want it. The same calls give the same bytes.
 */
typedef struct _KontorXml KontorXml;

KontorXml *kontor_xml_new (void);
void       kontor_xml_free (KontorXml *self);

void kontor_xml_open (KontorXml *self, const char *name);
void kontor_xml_attribute (KontorXml *self, const char *name, const char *value);
void kontor_xml_keep (KontorXml *self);
void kontor_xml_text (KontorXml *self, const char *text);
void kontor_xml_close (KontorXml *self);

void kontor_xml_leaf (KontorXml *self, const char *name, const char *text);
void kontor_xml_leaf_with (
  KontorXml *self, const char *name, const char *text, const char *attribute, const char *value);

GBytes *kontor_xml_finish (KontorXml *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorXml, kontor_xml_free)

G_END_DECLS
