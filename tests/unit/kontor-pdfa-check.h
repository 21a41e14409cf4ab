/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <gio/gio.h>

/* Looks whether a PDF is built as PDF/A-3b wants it (ISO 19005-3): file, metadata, colour, fonts,
 * images, links, attachments. Returns: (element-type utf8): what is wrong, a clause each */
GPtrArray *kontor_pdfa_check (GBytes *pdf);
void       kontor_pdfa_assert (GBytes *pdf);

/* Runs a tool on the bytes, in a folder of its own whose name is returned in @folder: "@" among the
 * arguments stands for the file, "%" for the folder. Returns: what it printed; fails the test when
 * it fails */
char *kontor_pdf_tool (GBytes *pdf, char **folder, const char *first, ...) G_GNUC_NULL_TERMINATED;
