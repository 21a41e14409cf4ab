/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-goods.h"

G_BEGIN_DECLS

/* An order as plain structs: what rules, queries and documents share. All strings are owned and
 * never NULL once loaded. */

typedef enum
{
  KONTOR_ORDER_CART,
  KONTOR_ORDER_PENDING_PAYMENT,
  KONTOR_ORDER_PAID,
  KONTOR_ORDER_PROCESSING,
  KONTOR_ORDER_SHIPPED,
  KONTOR_ORDER_DELIVERED,
  KONTOR_ORDER_CANCELLED,
  KONTOR_ORDER_RETURNED,
} KontorOrderState;

#define KONTOR_ORDER_N_STATES 8

typedef enum
{
  KONTOR_PRICE_NET,
  KONTOR_PRICE_GROSS,
} KontorPriceMode;

typedef struct
{
  char *name;
  char *extra;
  char *street;
  char *postcode;
  char *city;
  char *region;
  char *country; /* ISO 3166-1 alpha-2 */
} KontorAddress;

typedef struct
{
  int       line;
  char     *kind;    /* goods, service, shipping, fee, discount */
  KontorUid variant; /* nil when free text */
  char     *sku;
  char     *title;
  gint64    quantity; /* thousandths */
  char     *unit;
  gint64    price_e4;
  gint64    discount_bp;
  char     *tax_code;
  gint64    tax_rate_bp;
  gint64    net_minor;
  gint64    gross_minor;
  gint64    delivered; /* sums over deliveries and returns, thousandths */
  gint64    returned;
  gint64    refunded_minor;
} KontorOrderLine;

typedef struct
{
  char  *tax_code;
  gint64 tax_rate_bp;
  gint64 net_minor;
  gint64 tax_minor;
  gint64 gross_minor;
} KontorOrderTax;

typedef struct
{
  int    position;
  char  *from_state; /* "" for the first */
  char  *to_state;
  gint64 happened_at;
  gint64 recorded_at;
  char  *author_name;
  guint  station;
  char  *reason;
  char  *metadata; /* JSON */
} KontorOrderTransition;

typedef struct
{
  int     line;
  gint64  quantity;
  gint64  amount_minor; /* refunds */
  char   *condition;    /* returns: resell, damaged, lost */
  GArray *goods;        /* (nullable) (element-type KontorGoods): what left or came, if said */
} KontorOrderPart;

typedef struct
{
  int    position;
  char  *number; /* deliveries */
  gint64 happened_at;
  char  *carrier;
  char  *tracking_number;
  char  *tracking_url;
  char  *reason;         /* returns, refunds; the note of a delivery */
  gint64 amount_minor;   /* refunds */
  gint64 shipping_minor; /* refunds: part of the amount */
  gint64 withdrawn_at;   /* deliveries: 0, or when it was taken back; then it counts as not there */
  GPtrArray *parts;      /* (element-type KontorOrderPart) */
} KontorOrderEvent;

typedef struct
{
  KontorUid        uid;
  char            *number;
  KontorUid        customer;
  char            *customer_name;
  char            *customer_number;
  char            *email;
  char            *channel;
  KontorOrderState state;
  char            *currency;
  KontorPriceMode  price_mode;
  gint64           placed_at;
  gint64           recorded_at;
  gint64           changed_at;
  gint64           ship_by; /* 0: none; likewise for the next four */
  gint64           paid_at;
  gint64           shipped_at;
  gint64           delivered_at;
  gint64           closed_at;
  int              last_line; /* highest line number ever given */
  char            *payment_method;
  gint64           net_minor;
  gint64           tax_minor;
  gint64           gross_minor;
  gint64           refunded_minor;
  KontorAddress    billing;
  KontorAddress    shipping;
  char            *note;
  GPtrArray       *lines;       /* (element-type KontorOrderLine) */
  GPtrArray       *taxes;       /* (element-type KontorOrderTax) */
  GPtrArray       *transitions; /* (element-type KontorOrderTransition) */
  GPtrArray       *deliveries;  /* (element-type KontorOrderEvent) */
  GPtrArray       *returns;     /* (element-type KontorOrderEvent) */
  GPtrArray       *refunds;     /* (element-type KontorOrderEvent) */
} KontorOrder;

KontorOrder *kontor_order_new (void); /* empty arrays, NULL strings */
void         kontor_order_free (KontorOrder *self);
void         kontor_address_clear (KontorAddress *self);
void         kontor_order_line_free (KontorOrderLine *self);
void         kontor_order_tax_free (KontorOrderTax *self);
void         kontor_order_transition_free (KontorOrderTransition *self);
void         kontor_order_event_free (KontorOrderEvent *self);
void         kontor_order_part_free (KontorOrderPart *self);

const char *kontor_order_state_to_name (KontorOrderState state); /* "PENDING_PAYMENT" */
gboolean    kontor_order_state_from_name (const char *name, KontorOrderState *state);

/* The machine of product.md O3 with the decision on DELIVERED: cancelling ends before shipping. */
gboolean         kontor_order_step_is_allowed (KontorOrderState from, KontorOrderState to);
gboolean         kontor_order_state_is_final (KontorOrderState state);
KontorOrderState kontor_order_state_next (KontorOrderState state,
                                          gboolean        *has_next); /* the suggested step */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorOrder, kontor_order_free)

G_END_DECLS
