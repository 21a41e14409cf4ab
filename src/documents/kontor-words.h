/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-order.h"

G_BEGIN_DECLS

/* The words on documents. They follow the customer's language and not that of the program, so
 * gettext is no help. */

typedef enum
{
  KONTOR_LANGUAGE_EN,
  KONTOR_LANGUAGE_DE,
} KontorLanguage;

#define KONTOR_N_LANGUAGES 2

typedef enum
{
  KONTOR_WORD_BEFORE,
  KONTOR_WORD_CARRIER,
  KONTOR_WORD_CHANNEL,
  KONTOR_WORD_COMPLETE,
  KONTOR_WORD_COPY,
  KONTOR_WORD_CUSTOMER,
  KONTOR_WORD_CUSTOMER_NUMBER,
  KONTOR_WORD_DATE,
  KONTOR_WORD_DELIVERY_NOTE,
  KONTOR_WORD_FOLLOWS,
  KONTOR_WORD_INTRO_DATE,
  KONTOR_WORD_INTRO_END,
  KONTOR_WORD_INTRO_START,
  KONTOR_WORD_ITEM,
  KONTOR_WORD_ITEMS_MANY,
  KONTOR_WORD_ITEMS_ONE,
  KONTOR_WORD_NOTE,
  KONTOR_WORD_NOTHING,
  KONTOR_WORD_NOW,
  KONTOR_WORD_NUMBER,
  KONTOR_WORD_OF,
  KONTOR_WORD_ORDER,
  KONTOR_WORD_ORDERED,
  KONTOR_WORD_ORDERS_MANY,
  KONTOR_WORD_ORDERS_ONE,
  KONTOR_WORD_ORDERS,
  KONTOR_WORD_PACKED_BY,
  KONTOR_WORD_PACKING_SLIP,
  KONTOR_WORD_PAGE,
  KONTOR_WORD_PICK_LIST,
  KONTOR_WORD_PLACED,
  KONTOR_WORD_POSITION,
  KONTOR_WORD_PRINTED,
  KONTOR_WORD_QUANTITY,
  KONTOR_WORD_REST_FOLLOWS,
  KONTOR_WORD_SHIP_BY,
  KONTOR_WORD_SHIP_TO,
  KONTOR_WORD_SKU,
  KONTOR_WORD_STATUS,
  KONTOR_WORD_TRACKING,
  KONTOR_WORD_UNIT,
} KontorWord;

#define KONTOR_N_WORDS (KONTOR_WORD_UNIT + 1)

KontorLanguage kontor_language_from_code (const char *code);
const char    *kontor_language_get_code (KontorLanguage language);
const char    *kontor_language_get_word (KontorLanguage language, KontorWord word);
const char    *kontor_language_get_unit (KontorLanguage language, const char *unit);
const char    *kontor_language_get_country (KontorLanguage language, const char *country);
char          *kontor_language_format_quantity (KontorLanguage language, gint64 quantity);
char          *kontor_language_format_date (KontorLanguage language, gint64 time, GTimeZone *zone);
char          *kontor_language_format_page (KontorLanguage language, guint page, guint n_pages);
char         **kontor_language_format_address (KontorLanguage       language,
                                               const KontorAddress *address,
                                               const char          *home);

G_END_DECLS
