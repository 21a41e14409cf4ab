/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-command-private.h"
#include "kontor-order.h"

G_BEGIN_DECLS

/* For the order commands in this folder: an order as it is stored, the rows they add to it, and the
 * sentences in which they refuse. */

/* order-store.c: reading, and from what was read */
KontorOrder *kontor_order_load (KontorDatabase *database, const KontorUid *uid, GError **error);
KontorOrder *
kontor_order_load_param (KontorDatabase *database, const KontorJson *params, GError **error);
KontorOrderLine       *kontor_order_find_line (const KontorOrder *order, gint64 line);
KontorOrderTransition *kontor_order_last_transition (const KontorOrder *order);
KontorOrderEvent          *
kontor_order_newest_delivery (const KontorOrder *order); /* (nullable): not withdrawn */
gboolean kontor_order_line_is_shipped (const KontorOrder *order, const KontorOrderLine *line);
gboolean kontor_order_is_delivered (const KontorOrder *order);
gint64   kontor_order_goods_out (const KontorOrder *order);
gboolean kontor_order_exists (KontorDatabase    *database,
                              const char        *sql,
                              const KontorValue *value,
                              gboolean          *exists,
                              GError           **error);

/* order-write.c: rows; times are UTC microseconds */
gboolean kontor_order_insert (KontorCommandContext *context,
                              KontorOrder          *order,
                              const char           *source,
                              const char           *source_key,
                              GError              **error);
gboolean kontor_order_save (KontorCommandContext *context, KontorOrder *order, GError **error);
gboolean
     kontor_order_save_lines (KontorCommandContext *context, KontorOrder *order, GError **error);
void kontor_order_append_step (KontorCommandContext *context,
                               KontorOrder          *order,
                               KontorOrderState      to,
                               gint64                at,
                               const char           *reason,
                               const KontorJson     *metadata);
gboolean kontor_order_append_walk (KontorCommandContext *context,
                                   KontorOrder          *order,
                                   KontorOrderState      to,
                                   gint64                at,
                                   const char           *reason,
                                   const KontorJson     *metadata);
gboolean kontor_order_save_steps (KontorCommandContext *context,
                                  KontorOrder          *order,
                                  guint                 first,
                                  GError              **error);
gboolean kontor_order_log_step (KontorCommandContext *context,
                                KontorOrder          *order,
                                KontorOrderState      to,
                                gint64                at,
                                const char           *reason,
                                const KontorJson     *metadata,
                                GError              **error);
gboolean kontor_order_log_walk (KontorCommandContext *context,
                                KontorOrder          *order,
                                KontorOrderState      to,
                                gint64                at,
                                const char           *reason,
                                const KontorJson     *metadata,
                                GError              **error);

/* order-events.c: deliveries, returns, refunds, attention */
KontorOrderEvent *kontor_order_event_new (GPtrArray *events, gint64 happened_at);
KontorOrderPart  *kontor_order_event_add (
   KontorOrderEvent *event, int line, gint64 quantity, gint64 amount_minor, const char *condition);
gboolean    kontor_order_save_delivery (KontorCommandContext   *context,
                                        const KontorOrder      *order,
                                        const KontorOrderEvent *event,
                                        GError                **error);
gboolean    kontor_order_save_return (KontorCommandContext   *context,
                                      const KontorOrder      *order,
                                      const KontorOrderEvent *event,
                                      GError                **error);
gboolean    kontor_order_save_refund (KontorCommandContext   *context,
                                      const KontorOrder      *order,
                                      const KontorOrderEvent *event,
                                      GError                **error);
gboolean    kontor_order_open_attention (KontorCommandContext *context,
                                         const KontorOrder    *order,
                                         const char           *kind,
                                         const char           *message,
                                         const char           *base,
                                         const char           *mine,
                                         const char           *theirs,
                                         KontorJson           *offers,
                                         GError              **error);
gboolean    kontor_order_close_attention (KontorCommandContext *context,
                                          const KontorOrder    *order,
                                          const char           *kind,
                                          const char           *decision,
                                          GError              **error);
KontorJson *kontor_order_offer (const KontorOrder *order, const char *command);

/* order-goods.c: what an order moves */
gboolean kontor_order_parse_goods (KontorDatabase        *database,
                                   const KontorOrderLine *line,
                                   const KontorJson      *object,
                                   gint64                 quantity,
                                   GArray               **goods,
                                   GError               **error);
gboolean kontor_order_move_out (KontorCommandContext   *context,
                                const KontorOrder      *order,
                                const KontorOrderEvent *delivery,
                                GError                **error);
gboolean kontor_order_move_back (KontorCommandContext   *context,
                                 const KontorOrder      *order,
                                 const KontorOrderEvent *event,
                                 GError                **error);
gboolean kontor_order_take_back_moves (KontorCommandContext   *context,
                                       const KontorOrder      *order,
                                       const KontorOrderEvent *delivery,
                                       const char             *reason,
                                       GError                **error);

void kontor_order_set_goods (const KontorOrderLine *line, KontorJson *object, const GArray *goods);
gboolean kontor_order_propose_goods (KontorDatabase        *database,
                                     const KontorOrderLine *line,
                                     KontorJson            *object,
                                     gint64                 at,
                                     GError               **error);
gboolean kontor_order_read_moved (KontorDatabase         *database,
                                  const KontorOrder      *order,
                                  const KontorOrderEvent *delivery,
                                  GError                **error);

/* order-lines.c: what the parameters say */
gboolean    kontor_order_parse_lines (KontorDatabase   *database,
                                      const KontorJson *params,
                                      KontorOrder      *order,
                                      GError          **error);
gboolean    kontor_order_count_lines (KontorOrder *order, GError **error);
gboolean    kontor_order_parse_address (const KontorJson *params,
                                        const char       *key,
                                        KontorAddress    *address,
                                        GError          **error);
KontorJson *kontor_order_line_to_json (const KontorOrderLine *line);
KontorJson *kontor_order_copy_members (const KontorJson *object);

/* order-fill.c: what the catalog is asked with */
typedef struct
{
  KontorDatabase *database;
  char           *currency;
  char           *price_mode;
  char           *group;   /* of the customer */
  char           *country; /* of the company: whose tax holds */
  gint64          at;
} KontorPricing;

void     kontor_pricing_clear (KontorPricing *self);
gboolean kontor_order_fill_lines (const KontorPricing *pricing,
                                  const KontorOrder   *order,
                                  KontorJson          *params,
                                  GError             **error);
gboolean kontor_order_fill_customer (KontorDatabase *database,
                                     KontorJson     *params,
                                     char          **group,
                                     GError        **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (KontorPricing, kontor_pricing_clear)

/* order-prepare.c: on the making station */
gboolean kontor_order_prepare_create (KontorDatabase *database,
                                      guint           station,
                                      KontorCommand  *command,
                                      GError        **error);
gboolean kontor_order_prepare_lines (KontorDatabase *database,
                                     guint           station,
                                     KontorCommand  *command,
                                     GError        **error);
gboolean kontor_order_prepare_step (KontorDatabase *database,
                                    guint           station,
                                    KontorCommand  *command,
                                    GError        **error);
gboolean kontor_order_prepare_ship (KontorDatabase *database,
                                    guint           station,
                                    KontorCommand  *command,
                                    GError        **error);
gboolean kontor_order_prepare_refund (KontorDatabase *database,
                                      guint           station,
                                      KontorCommand  *command,
                                      GError        **error);

/* order-words.c: what people read */
char       *kontor_order_dup_moment (gint64 at, const char *author);
char       *kontor_order_dup_quantity (gint64 quantity);
char       *kontor_order_dup_amount (const KontorOrder *order, gint64 minor);
gboolean    kontor_order_refuse (const KontorOrder *order,
                                 KontorCommandError code,
                                 const char        *advice,
                                 GError           **error,
                                 const char        *format,
                                 ...) G_GNUC_PRINTF (5, 6);
void        kontor_order_set_result (KontorCommandContext *context, const KontorOrder *order);
KontorJson *kontor_order_new_params (const KontorOrder *order);
void        kontor_order_undo_by (KontorCommandContext *context,
                                  const char           *command,
                                  KontorJson           *params,
                                  const char           *format,
                                  ...) G_GNUC_PRINTF (4, 5);

/* order-step.c, order-undo.c: shared by the steps */
gboolean kontor_order_refuse_step (const KontorOrder *order, KontorOrderState to, GError **error);
KontorOrderState kontor_order_parse_basis (const KontorJson *params, const KontorOrder *order);
KontorOrderTransition *kontor_order_newest_standing_step (const KontorOrder *order);
KontorJson            *kontor_order_step_metadata (const KontorOrderTransition *step);
void                   kontor_order_undo_by_step_back (KontorCommandContext *context,
                                                       const KontorOrder    *order,
                                                       const char           *format,
                                                       ...) G_GNUC_PRINTF (3, 4);

/* order-ship.c, order-return.c */
gboolean kontor_order_parse_part (const KontorOrder      *order,
                                  const KontorOrderEvent *event,
                                  const KontorJson       *object,
                                  KontorOrderLine       **line,
                                  gint64                 *quantity,
                                  GError                **error);

/* Run functions that live apart from the tables in order.c and order-step.c */
gboolean
kontor_order_run_edit (KontorCommandContext *context, const KontorJson *params, GError **error);
gboolean kontor_order_run_set_lines (KontorCommandContext *context,
                                     const KontorJson     *params,
                                     GError              **error);
gboolean
kontor_order_run_ship (KontorCommandContext *context, const KontorJson *params, GError **error);
gboolean
kontor_order_run_unship (KontorCommandContext *context, const KontorJson *params, GError **error);
gboolean
kontor_order_run_return (KontorCommandContext *context, const KontorJson *params, GError **error);
gboolean
kontor_order_run_refund (KontorCommandContext *context, const KontorJson *params, GError **error);
gboolean kontor_order_run_step_back (KontorCommandContext *context,
                                     const KontorJson     *params,
                                     GError              **error);
gboolean kontor_order_run_reinstate (KontorCommandContext *context,
                                     const KontorJson     *params,
                                     GError              **error);
gint64
kontor_order_refund_amount (const KontorOrder *order, const KontorOrderLine *line, gint64 quantity);

#define KONTOR_ORDER_MAX_QUANTITY G_GINT64_CONSTANT (1000000000000)
#define KONTOR_ORDER_MAX_AMOUNT G_GINT64_CONSTANT (100000000000000000)

G_END_DECLS
