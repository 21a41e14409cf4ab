/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-record.h"

G_BEGIN_DECLS

/* A product as the commands see it: the members of kontor_product_fields, uid, changed_at,
 * "attributes" {name: [text]}, "tags" [text], "pictures" [{…}], "variants" [{"variant": uid, …,
 * "prices", "barcodes", "suppliers", "parts"}] in their order. Costs are aggregates of their own.
 */

extern const KontorFormField kontor_product_fields[];
extern const KontorFormField kontor_variant_fields[];

/* product-record.c */
KontorJson *kontor_product_load (KontorDatabase   *database,
                                 const KontorJson *params,
                                 KontorUid        *uid,
                                 GError          **error); /* "product" */
KontorJson *
kontor_product_load_by_uid (KontorDatabase *database, const KontorUid *uid, GError **error);
KontorJson *kontor_product_load_by_variant (KontorDatabase   *database,
                                            const KontorJson *params,
                                            KontorUid        *variant,
                                            guint            *index,
                                            GError          **error);
gboolean
kontor_product_store (KontorCommandContext *context, const KontorJson *product, GError **error);
const KontorJson *kontor_product_variant_at (const KontorJson *product, guint index);
KontorJson       *kontor_product_with_variant (
        const KontorJson *product,
        guint             index,
        KontorJson       *variant); /* takes; NULL removes; index of the end appends */

/* product-read.c */
KontorJson *kontor_product_read (KontorCommandContext *context,
                                 const KontorJson     *params,
                                 const KontorJson     *base,
                                 const KontorUid      *uid,
                                 KontorJson           *created,
                                 GError              **error);

/* product-form.c */
KontorJson *kontor_product_read_attributes (const KontorJson *attributes, GError **error);
KontorJson *kontor_product_read_pictures (const KontorJson *pictures, GError **error);
KontorJson *kontor_variant_read (const KontorJson *params,
                                 const KontorJson *base,
                                 const KontorUid  *uid,
                                 const char       *path,
                                 GError          **error);
KontorJson *
kontor_variant_read_part (const char       *name,
                          const KontorJson *list,
                          const char       *path,
                          GError          **error); /* "prices", "barcodes", "suppliers", "parts" */

/* product-check.c: after it was stored */
gboolean kontor_product_check (KontorDatabase *database, const KontorJson *product, GError **error);
gboolean kontor_variant_is_used (KontorDatabase  *database,
                                 const KontorUid *variant,
                                 gboolean        *used,
                                 GError         **error);
gboolean kontor_product_is_used (KontorDatabase   *database,
                                 const KontorJson *product,
                                 gboolean         *used,
                                 GError          **error);
char    *kontor_product_free_slug (KontorDatabase  *database,
                                   const char      *title,
                                   const KontorUid *uid,
                                   GError         **error);

/* product-variant.c */
gboolean kontor_variant_add_barcode (KontorCommandContext *context,
                                     const KontorUid      *variant,
                                     const char           *code,
                                     gint64                pack_quantity,
                                     GError              **error);

/* product-cost.c */
gboolean kontor_cost_set (KontorCommandContext *context,
                          const KontorUid      *variant,
                          const KontorJson     *params,
                          const char           *path,
                          gboolean             *changed,
                          GError              **error);
gboolean kontor_cost_set_all (KontorCommandContext *context,
                              const KontorJson     *product,
                              const KontorJson     *params,
                              gboolean             *changed,
                              GError              **error);
gboolean kontor_cost_delete_missing (KontorCommandContext *context,
                                     const KontorJson     *before,
                                     const KontorJson     *after,
                                     GError              **error);
gboolean kontor_cost_get (KontorDatabase *database,
                          KontorJson     *variant,
                          GError        **error); /* sets its cost_e4 and cost_currency */
KontorJson *
kontor_product_dup_params (KontorDatabase *database, const KontorJson *product, GError **error);

G_END_DECLS
