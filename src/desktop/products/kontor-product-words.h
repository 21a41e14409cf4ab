/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <gtk/gtk.h>

#include "kontor-json.h"

G_BEGIN_DECLS

/* What products are described with, in the words of people; and what is wrong with what was typed.
 */

typedef struct
{
  const char *code;
  const char *name; /* N_(); the last one has none */
} KontorProductChoice;

extern const KontorProductChoice kontor_product_kinds[];
extern const KontorProductChoice kontor_product_units[];
extern const KontorProductChoice kontor_product_taxes[];
extern const KontorProductChoice kontor_product_price_modes[];

GtkStringList *kontor_product_choice_model (const KontorProductChoice *choices, const char *keep);
guint          kontor_product_choice_find (const KontorProductChoice *choices, const char *code);
const char    *kontor_product_choice_name (const KontorProductChoice *choices, const char *code);

GtkStringList *kontor_product_tax_model (const char *country, const char *keep);
gint64         kontor_product_tax_rate (const char *country, const char *code);

gboolean kontor_product_parse_price (const char *text, gint64 *price_e4);
char    *kontor_product_price_text (gint64 price_e4);
gboolean kontor_product_parse_quantity (const char *text, gint64 *thousandths);
char    *kontor_product_quantity_text (gint64 thousandths);
char    *kontor_product_barcode_problem (const char *code);

char       *kontor_product_variant_name (const KontorJson *variant);
char       *kontor_product_variant_title (const KontorJson *product, const KontorJson *variant);
const char *kontor_product_command_title (const char *command);
char       *kontor_product_join (const KontorJson *words, const char *separator);

G_END_DECLS
