/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-books.h"

G_BEGIN_DECLS

/* An invoice model as the books see it, and a booking batch read back out of its bytes. */

KontorBooksPlan      kontor_test_plan (const char *chart);
KontorBooksDocument *kontor_test_document (const KontorInvoice *invoice);
GPtrArray *kontor_test_read_batch (GBytes *bytes); /* (element-type GPtrArray) of fields */
GBytes    *kontor_test_write_batch (const KontorBooksPlan *plan, GPtrArray *postings);
gint64     kontor_test_amount (GPtrArray *row);
gboolean   kontor_test_assert_booked (const KontorInvoice *invoice);

G_END_DECLS
