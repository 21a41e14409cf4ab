/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-page.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_BOOKS_PAGE (kontor_books_page_get_type ())
G_DECLARE_FINAL_TYPE (KontorBooksPage, kontor_books_page, KONTOR, BOOKS_PAGE, KontorPage)

G_END_DECLS
