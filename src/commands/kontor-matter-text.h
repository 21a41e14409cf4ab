/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What is stored about a matter that needs attention has to be the same on every station, whatever
 * language it speaks: these sentences are stored as they stand here, with what they are about in
 * place of %s. Who uses them includes gettext's header. kontor_matter_dup_text() says them in the
 * reader's language, so one that was stored once may get a successor, but stays in its table. */

#define KONTOR_MATTER_OVERSOLD                                                                     \
  N_ ("More of “%s” left than was there. The last order that took some is %s.")
#define KONTOR_MATTER_OVERSOLD_TWO                                                                 \
  N_ ("More of “%s” left than was there. The last orders that took some are %s and %s.")
#define KONTOR_MATTER_CLOSED_PERIOD                                                                \
  N_ ("Goods of an order moved on %s, in a closed period. Value and books see them on %s, the "    \
      "first open day.")
#define KONTOR_MATTER_NEW_ACCOUNT                                                                  \
  N_ ("%s approved invoice %s of %s over %s: a second person has to approve it, because the bank " \
      "account is a new one.")
#define KONTOR_MATTER_LARGE_AMOUNT                                                                 \
  N_ ("%s approved invoice %s of %s over %s: a second person has to approve it, because of its "   \
      "amount.")
#define KONTOR_MATTER_STOCK_REQUEST                                                                \
  N_ ("%s asks to correct the stock of “%s” by a value of %s: a second person has to approve it.")
#define KONTOR_MATTER_TWO_EDITS N_ ("Order %s: %s was changed by two people.")
#define KONTOR_MATTER_SHIPPED_CANCELLED                                                            \
  N_ ("Order %s was shipped after it was cancelled: call it back, or reinstate the order.")
#define KONTOR_MATTER_SHIPPED_TWICE                                                                \
  N_ ("Order %s was shipped twice: more left than was ordered, or it was not ready.")
#define KONTOR_MATTER_PAID_CANCELLED                                                               \
  N_ ("Order %s was paid after it was cancelled: refund it, or reinstate the order.")
#define KONTOR_MATTER_DELIVERED_CANCELLED                                                          \
  N_ ("Order %s was delivered after it was cancelled: reinstate it, or record a return.")
#define KONTOR_MATTER_DELIVERED_WITHDRAWN                                                          \
  N_ ("Order %s was delivered, but its shipment was withdrawn: record the shipment again.")
#define KONTOR_MATTER_RECEIVED_CANCELLED                                                           \
  N_ ("Goods came for purchase order %s after it was cancelled: reopen it, or take the receipt "   \
      "back.")
#define KONTOR_MATTER_RECEIVED_TWICE                                                               \
  N_ ("Purchase order %s was received twice: more came than was ordered. If both speak of the "    \
      "same goods, take one receipt back.")
#define KONTOR_MATTER_COUNT_REOPENED                                                                  \
  N_ (                                                                                                \
    "A movement of %s from before the count of “%s” became known after it was booked. The count " \
    "has seen it, so the difference is %s instead of %s. If it had not, say so.")
#define KONTOR_MATTER_COUNT_DELIVERY                                                                   \
  N_ ("The count of “%s” found %s more than the book, and a delivery of %s is dated after it. If " \
      "it was unpacked before the count, take the entry back and enter it with the right time.")
#define KONTOR_MATTER_COUNT_CLOCKS                                                                    \
  N_ ("A movement of %s from another station and the count of “%s” lie nearer together than two " \
      "clocks can tell. It is taken as later, so the count has not seen it. If that is not sure, "    \
      "count again.")
#define KONTOR_MATTER_COUNT_LATE_SCAN                                                              \
  N_ ("Scans of count %s came in after it was over: they are kept, and change nothing. Count "     \
      "these goods again.")

char *kontor_matter_dup_text (const char *stored);

G_END_DECLS
