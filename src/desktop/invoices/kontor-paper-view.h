/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-company.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_PAPER_VIEW (kontor_paper_view_get_type ())
G_DECLARE_FINAL_TYPE (KontorPaperView, kontor_paper_view, KONTOR, PAPER_VIEW, AdwBin)

void kontor_paper_view_show (KontorPaperView *self, KontorCompany *company, const char *sha256);

/* Bytes of a PDF, or NULL with an error; runs on the document thread. */
typedef GBytes *(*KontorPaperMake) (gpointer data, GError **error);

void kontor_paper_view_make (KontorPaperView *self,
                             KontorCompany   *company,
                             KontorPaperMake  make,
                             gpointer         data,
                             GDestroyNotify   destroy);

G_END_DECLS
