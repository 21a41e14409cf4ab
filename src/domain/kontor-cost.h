/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The moving average cost of an item along the course of its movements, in one currency. */
typedef struct
{
  gint64   quantity;   /* thousandths on hand */
  gint64   average_e8; /* of one unit, 1/100000000 of the currency */
  gboolean is_known;   /* whether any cost was */
} KontorCostCourse;

void kontor_cost_course_add (
  KontorCostCourse *self, gint64 quantity, gboolean has_cost, gint64 cost_e4, gboolean is_restock);
gint64 kontor_cost_course_value (const KontorCostCourse *self, int digits);
gint64 kontor_cost_value (gint64 quantity, gint64 average_e8, int digits);

G_END_DECLS
