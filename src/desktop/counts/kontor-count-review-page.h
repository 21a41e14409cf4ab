/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-list-page.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_COUNT_REVIEW_PAGE (kontor_count_review_page_get_type ())
G_DECLARE_FINAL_TYPE (
  KontorCountReviewPage, kontor_count_review_page, KONTOR, COUNT_REVIEW_PAGE, KontorListPage)

G_END_DECLS
