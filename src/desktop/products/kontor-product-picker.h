/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <adwaita.h>

#include "kontor-company.h"

G_BEGIN_DECLS

typedef enum
{
  KONTOR_PICK_CATEGORY,
  KONTOR_PICK_SUPPLIER,
  KONTOR_PICK_VARIANT,
} KontorProductPick;

#define KONTOR_TYPE_PRODUCT_PICKER (kontor_product_picker_get_type ())
G_DECLARE_FINAL_TYPE (KontorProductPicker, kontor_product_picker, KONTOR, PRODUCT_PICKER, AdwBin)

/* Signal "chosen" (const char *uid, const char *name): "" for none. */

void kontor_product_picker_set_up (KontorProductPicker *self,
                                   KontorCompany       *company,
                                   KontorProductPick    what,
                                   const char          *none);
void
kontor_product_picker_set_chosen (KontorProductPicker *self, const char *uid, const char *name);
const char *kontor_product_picker_get_uid (KontorProductPicker *self);
const char *kontor_product_picker_get_name (KontorProductPicker *self);
void        kontor_product_picker_set_label (KontorProductPicker *self, const char *label);

G_END_DECLS
