/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-order.h"
#include "kontor-uid.h"

G_BEGIN_DECLS

/* An order to a supplier as plain structs, and the steps it may take. All strings are owned and
 * never NULL once loaded. Quantities are thousandths, times UTC microseconds, 0 for never. */

typedef enum
{
  KONTOR_PURCHASE_DRAFT,
  KONTOR_PURCHASE_SENT,
  KONTOR_PURCHASE_PART,     /* a part came */
  KONTOR_PURCHASE_RECEIVED, /* all came, or the rest will not */
  KONTOR_PURCHASE_CANCELLED,
} KontorPurchaseState;

#define KONTOR_PURCHASE_N_STATES 5

typedef enum
{
  KONTOR_PURCHASE_STEP_EDIT, /* of lines and supplier */
  KONTOR_PURCHASE_STEP_SEND,
  KONTOR_PURCHASE_STEP_UNSEND,
  KONTOR_PURCHASE_STEP_RECEIVE,
  KONTOR_PURCHASE_STEP_CLOSE,
  KONTOR_PURCHASE_STEP_CANCEL,
  KONTOR_PURCHASE_STEP_REOPEN, /* only when something is still open */
} KontorPurchaseStep;

typedef struct
{
  int       line;
  KontorUid variant;
  KontorUid product; /* nil when it is gone */
  char     *sku;
  char     *title;
  char     *order_code; /* the supplier's */
  char     *unit;
  gint64    quantity;
  gint64    pack_quantity;
  gint64    price_e4; /* net, of one unit */
  gint64    net_minor;
  gint64    received; /* sum of the receipts that stand */
  char     *reason;   /* JSON: figures of the proposal, "{}" when it was made by hand */
} KontorPurchaseLine;

typedef struct
{
  int       line;
  int       part;
  gint64    quantity;
  KontorUid place; /* nil: the main place */
  char     *place_name;
  KontorUid lot; /* nil: none */
  char     *lot_code;
  gint64    best_before;
  KontorUid movement;
} KontorReceiptPart;

typedef struct
{
  int        position;
  gint64     happened_at;
  gint64     recorded_at;
  char      *delivery_note;
  char      *author_name;
  guint      station;
  gint64     withdrawn_at; /* taken back: then it counts as not there */
  GPtrArray *parts;        /* (element-type KontorReceiptPart) */
} KontorReceipt;

typedef struct
{
  KontorUid           uid;
  char               *number;
  KontorUid           supplier;
  char               *supplier_name;
  KontorAddress       address; /* of the supplier as it is now */
  char               *contact;
  char               *email;
  char               *language;
  char               *account; /* our customer number there */
  KontorPurchaseState state;
  char               *currency;
  gint64              created_at;
  gint64              changed_at;
  gint64              sent_at;
  gint64              expected_at;
  gint64              closed_at;
  gint64              net_minor;
  char               *note;
  GPtrArray          *lines;    /* (element-type KontorPurchaseLine) */
  GPtrArray          *receipts; /* (element-type KontorReceipt) */
} KontorPurchase;

KontorPurchase *kontor_purchase_new (void); /* empty arrays, NULL strings */
void            kontor_purchase_free (KontorPurchase *self);
void            kontor_purchase_line_free (KontorPurchaseLine *self);
void            kontor_receipt_free (KontorReceipt *self);
void            kontor_receipt_part_free (KontorReceiptPart *self);

const char *kontor_purchase_state_to_name (KontorPurchaseState state); /* "part" */
gboolean    kontor_purchase_state_from_name (const char *name, KontorPurchaseState *state);
gboolean    kontor_purchase_step_is_allowed (KontorPurchaseState from, KontorPurchaseStep step);
KontorPurchaseState
kontor_purchase_state_of (gboolean was_sent, gboolean some_came, gboolean all_came);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorPurchase, kontor_purchase_free)

G_END_DECLS
