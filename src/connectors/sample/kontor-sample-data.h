/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the sample companies are made of. Tables end with an entry without a name. */

typedef struct
{
  const char *sku;
  const char *title;
  const char *brand;
  const char *category;
  const char *description;
  const char *tags;     /* separated by commas */
  const char *option;   /* name of what variants differ in, NULL for one variant */
  const char *values;   /* separated by commas */
  gint64      price_e4; /* of the first variant, gross */
  gint64      step_e4;  /* more for each further one */
  guint       cost_percent;
  guint       share; /* how often it is bought */
  const char *notes; /* fragrance notes, separated by commas, or NULL */
} KontorSampleProduct;

typedef struct
{
  const char *postcode;
  const char *name;
} KontorSampleCity;

/* Who makes a brand and sells it to the company. */
typedef struct
{
  const char *brand;
  const char *name;
  const char *contact;
  const char *email;
  const char *phone;
  const char *street;
  const char *postcode;
  const char *city;
  const char *country;
  const char *language;
  guint       lead_days;
  guint       pack; /* how many are in one */
  const char *code; /* begins their numbers of articles */
} KontorSampleSupplier;

extern const KontorSampleSupplier kontor_sample_suppliers[];
extern const KontorSampleProduct  kontor_sample_shop[];
extern const KontorSampleProduct  kontor_sample_decants[];
extern const char *const      kontor_sample_given_names[]; /* NULL-terminated, like the others */
extern const char *const      kontor_sample_family_names[];
extern const char *const      kontor_sample_streets[];
extern const char *const      kontor_sample_companies[];
extern const KontorSampleCity kontor_sample_cities[];

G_END_DECLS
