/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-command.h"

G_BEGIN_DECLS

/* For the files in this folder: what a command sees while it runs. */

struct _KontorCommandContext
{
  KontorDatabase       *database;
  const KontorCommand  *command;
  KontorCommandOutcome *outcome;
  guint32               counter; /* of uids derived so far */
};

void kontor_command_context_derive_uid (KontorCommandContext *self, KontorUid *uid);
void
kontor_command_context_touch (KontorCommandContext *self, KontorKind kind, const KontorUid *uid);
void kontor_command_context_touch_deleted (KontorCommandContext *self,
                                           KontorKind            kind,
                                           const KontorUid      *uid);
void kontor_command_context_set_inverse (KontorCommandContext *self,
                                         const char           *name,
                                         KontorJson           *params,
                                         char                 *label); /* takes both */
void kontor_command_context_set_uid (KontorCommandContext *self,
                                     const char           *key,
                                     const KontorUid      *uid); /* of the result */

/* Parameters, each with a refusal that names the field. */
gboolean kontor_param_string (const KontorJson *params,
                              const char       *key,
                              gsize             max_length,
                              const char      **value,
                              GError          **error); /* required, not blank */
gboolean kontor_param_string_or (const KontorJson *params,
                                 const char       *key,
                                 gsize             max_length,
                                 const char       *fallback,
                                 const char      **value,
                                 GError          **error);
gboolean kontor_param_integer (const KontorJson *params,
                               const char       *key,
                               gint64            least,
                               gint64            most,
                               gint64           *value,
                               GError          **error);
gboolean kontor_param_integer_or (const KontorJson *params,
                                  const char       *key,
                                  gint64            least,
                                  gint64            most,
                                  gint64            fallback,
                                  gint64           *value,
                                  GError          **error);
gboolean
kontor_param_uid (const KontorJson *params, const char *key, KontorUid *uid, GError **error);
gboolean
kontor_param_uid_or_nil (const KontorJson *params, const char *key, KontorUid *uid, GError **error);
gboolean kontor_param_choice (const KontorJson  *params,
                              const char        *key,
                              const char *const *choices,
                              const char        *fallback,
                              const char       **value,
                              GError           **error);

/* Times are accepted from 1900 to 9999, in microseconds. */
#define KONTOR_TIME_LEAST G_GINT64_CONSTANT (-2208988800000000)
#define KONTOR_TIME_MOST G_GINT64_CONSTANT (253402300799000000)

/* Counts the local number range of a document on; @setting holds its pattern, "" for none. The
 * number is one that
 * @is_taken does not know. */
typedef gboolean (*KontorNumberIsTaken) (KontorDatabase *database,
                                         const char     *number,
                                         gboolean       *taken,
                                         GError        **error);
char *kontor_number_take (KontorDatabase     *database,
                          const char         *kind,
                          const char         *setting,
                          const char         *pattern,
                          gint64              at,
                          guint               station,
                          KontorNumberIsTaken is_taken,
                          GError            **error);
char *kontor_setting_read (KontorDatabase *database,
                           const char     *key,
                           const char     *fallback,
                           GError        **error); /* NULL only with an error */

/* attention.c */
gboolean kontor_attention_decide (KontorCommandContext *context,
                                  const KontorUid      *subject,
                                  const char           *kind,
                                  const char           *decision,
                                  GError              **error);

extern const KontorCommandType kontor_order_commands[]; /* each ends with an entry without a name */
extern const KontorCommandType kontor_order_step_commands[];
extern const KontorCommandType kontor_product_commands[];
extern const KontorCommandType kontor_purchase_commands[];
extern const KontorCommandType kontor_variant_commands[];
extern const KontorCommandType kontor_books_commands[];
extern const KontorCommandType kontor_category_commands[];
extern const KontorCommandType kontor_supplier_commands[];
extern const KontorCommandType kontor_customer_commands[];
extern const KontorCommandType kontor_customer_vat_commands[];
extern const KontorCommandType kontor_customer_merge_commands[];
extern const KontorCommandType kontor_company_commands[];
extern const KontorCommandType kontor_count_commands[];
extern const KontorCommandType kontor_person_commands[];
extern const KontorCommandType kontor_view_commands[];
extern const KontorCommandType kontor_attention_commands[];
extern const KontorCommandType kontor_location_commands[];
extern const KontorCommandType kontor_lot_commands[];
extern const KontorCommandType kontor_order_reserve_commands[];
extern const KontorCommandType kontor_period_commands[];
extern const KontorCommandType kontor_stock_commands[];
extern const KontorCommandType kontor_stock_hold_commands[];
extern const KontorCommandType kontor_stock_notice_commands[];
extern const KontorCommandType kontor_stock_request_commands[];
extern const KontorCommandType kontor_stock_split_commands[];
extern const KontorCommandType kontor_stock_transfer_commands[];
extern const KontorCommandType kontor_import_commands[];
extern const KontorCommandType kontor_sales_return_commands[];
extern const KontorCommandType kontor_charge_commands[];
extern const KontorCommandType kontor_bank_commands[];
extern const KontorCommandType kontor_invoice_commands[];
extern const KontorCommandType kontor_invoice_format_commands[];
extern const KontorCommandType kontor_payment_commands[];
extern const KontorCommandType kontor_payment_order_commands[];
extern const KontorCommandType kontor_dunning_commands[];
extern const KontorCommandType kontor_dunning_send_commands[];
extern const KontorCommandType kontor_incoming_commands[];

G_END_DECLS
