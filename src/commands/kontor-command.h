/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-database.h"
#include "kontor-json.h"
#include "kontor-uid.h"

G_BEGIN_DECLS

/**
 * KontorCommandError:
 * @KONTOR_COMMAND_ERROR_INVALID: a parameter is missing or wrong; the field is named
 * @KONTOR_COMMAND_ERROR_STATE_CHANGED: the thing is not in the state that the step starts from
 * @KONTOR_COMMAND_ERROR_NOT_FOUND: there is no such thing
 * @KONTOR_COMMAND_ERROR_CONFLICT: somebody else changed the same field, or the number is taken
 * @KONTOR_COMMAND_ERROR_NOT_AVAILABLE: there is not enough of it
 * @KONTOR_COMMAND_ERROR_FORBIDDEN: the author may not do this
 * @KONTOR_COMMAND_ERROR_UNKNOWN_COMMAND: no command of this name or version
 * @KONTOR_COMMAND_ERROR_ALREADY: the goal is reached already; nothing was changed
 * @KONTOR_COMMAND_ERROR_CLOSED_PERIOD: it is dated into a period that was closed
 */
typedef enum
{
  KONTOR_COMMAND_ERROR_INVALID,
  KONTOR_COMMAND_ERROR_STATE_CHANGED,
  KONTOR_COMMAND_ERROR_NOT_FOUND,
  KONTOR_COMMAND_ERROR_CONFLICT,
  KONTOR_COMMAND_ERROR_NOT_AVAILABLE,
  KONTOR_COMMAND_ERROR_FORBIDDEN,
  KONTOR_COMMAND_ERROR_UNKNOWN_COMMAND,
  KONTOR_COMMAND_ERROR_ALREADY,
  KONTOR_COMMAND_ERROR_CLOSED_PERIOD,
} KontorCommandError;

#define KONTOR_COMMAND_ERROR (kontor_command_error_quark ())
GQuark      kontor_command_error_quark (void);
const char *kontor_command_error_get_field (
  const GError *error); /* (nullable): parameter the error belongs to */
const char *
kontor_command_error_get_wire_code (const GError *error); /* sync-spec code, "state_changed" ... */
GError *
kontor_command_error_new (KontorCommandError code, const char *field, const char *format, ...)
  G_GNUC_PRINTF (3, 4);
void kontor_command_set_error (GError           **error,
                               KontorCommandError code,
                               const char        *field,
                               const char        *format,
                               ...) G_GNUC_PRINTF (4, 5);

/* Kinds of aggregates: what travels as one. The numbers are on the wire and in sync_log for ever.
 */
typedef enum
{
  KONTOR_KIND_SETTING = 1,
  KONTOR_KIND_PERSON = 2,
  KONTOR_KIND_STATION = 3,
  KONTOR_KIND_CATEGORY = 4,
  KONTOR_KIND_SUPPLIER = 5,
  KONTOR_KIND_PRODUCT = 6,
  KONTOR_KIND_PRODUCT_COST = 7,
  KONTOR_KIND_CUSTOMER = 8,
  KONTOR_KIND_ORDER = 9,
  KONTOR_KIND_SALES_RETURN = 10,
  KONTOR_KIND_OTHER_CHARGE = 11,
  KONTOR_KIND_STOCK_MOVEMENT = 12,
  KONTOR_KIND_SAVED_VIEW = 13,
  KONTOR_KIND_IMPORT_BATCH = 14,
  KONTOR_KIND_ATTENTION = 15,
  KONTOR_KIND_LOCATION = 16,
  KONTOR_KIND_LOT = 17,
  KONTOR_KIND_STOCK_TRANSFER = 18,
  KONTOR_KIND_STOCK_NOTICE = 19,
  KONTOR_KIND_STOCK_REQUEST = 20,
  KONTOR_KIND_PURCHASE_ORDER = 21,
  KONTOR_KIND_STOCK_COUNT = 22,
  KONTOR_KIND_COUNT_SCAN = 23,
  KONTOR_KIND_COUNT_LINE = 24,
  KONTOR_KIND_INVOICE = 25,
  KONTOR_KIND_INVOICE_EVENT = 26,
  KONTOR_KIND_INVOICE_DRAFT = 27,
  KONTOR_KIND_INCOMING_INVOICE = 28,
  KONTOR_KIND_BANK_ACCOUNT = 29,
  KONTOR_KIND_BANK_STATEMENT = 30,
  KONTOR_KIND_BANK_ENTRY = 31,
  KONTOR_KIND_PAYMENT = 32,
  KONTOR_KIND_PAYMENT_SHARE = 33,
  KONTOR_KIND_DUNNING = 34,
  KONTOR_KIND_BOOKS_EXPORT = 35,
  KONTOR_KIND_PARTY_ACCOUNT = 36,
  KONTOR_KIND_VAT_CHECK = 37,
} KontorKind;

typedef enum
{
  KONTOR_COMMAND_FACT,    /* it happened: never refused for a business reason */
  KONTOR_COMMAND_REQUEST, /* may be refused; then kept in Needs attention */
  KONTOR_COMMAND_EDIT,    /* merged by field */
} KontorCommandKind;

typedef struct
{
  KontorUid   uid;
  char       *name;
  guint       version;
  KontorJson *params; /* (owned) */
  gint64      at;     /* UTC microseconds, corrected clock */
  guint64     hlc;
  KontorUid   author;
  char       *author_name;
  guint       station; /* number of the station that made it */
} KontorCommand;

KontorCommand                *
kontor_command_new (const char *name,
                                   KontorJson *params); /* takes params; the rest is set by the replica */
KontorCommand *kontor_command_copy (const KontorCommand *self);
void           kontor_command_free (KontorCommand *self);
char *kontor_command_dup_content (const KontorCommand *self); /* canonical JSON, never changes */
KontorCommand *kontor_command_parse (const char *content, gssize length, GError **error);

typedef struct
{
  KontorKind kind;
  KontorUid  uid;
  gboolean   deleted;
} KontorTouch;

/* What running a command made. Clear it with kontor_command_outcome_clear(). */
typedef struct
{
  KontorJson *result;         /* (owned): e.g. {"order":"0190…","number":"PS…"} */
  GArray     *touched;        /* (owned) of KontorTouch, each aggregate once */
  char       *inverse_name;   /* (owned) (nullable): command that undoes it */
  KontorJson *inverse_params; /* (owned) (nullable) */
  char       *label; /* (owned) (nullable): what undo calls it, translated, "Ship PS250523-1004" */
} KontorCommandOutcome;

void kontor_command_outcome_clear (KontorCommandOutcome *self);

typedef struct _KontorCommandContext KontorCommandContext;

typedef gboolean (*KontorCommandRun) (KontorCommandContext *context,
                                      const KontorJson     *params,
                                      GError              **error);

/* On the station that makes the command, in its transaction, before the content is frozen: fill in
 * what must not be decided twice (numbers). May be NULL. */
typedef gboolean (*KontorCommandPrepare) (KontorDatabase *database,
                                          guint           station,
                                          KontorCommand  *command,
                                          GError        **error);

typedef struct
{
  const char       *name; /* "order.ship" */
  guint             version;
  KontorCommandKind kind;
  const char
    *merge; /* merge policy, or what happens on refusal: one sentence for the documentation */
  const char          *roles; /* "staff counter finance admin": who may */
  const char          *help;  /* one line for kontorctl: parameters */
  KontorCommandRun     run;
  KontorCommandPrepare prepare;
} KontorCommandType;

const KontorCommandType        *kontor_command_type_find (const char *name);
const KontorCommandType *const *kontor_command_type_list (guint *n_types);

/* Runs inside the caller's transaction. On failure the caller rolls back; nothing is left half
 * done. */
gboolean kontor_command_run (const KontorCommand  *self,
                             KontorDatabase       *database,
                             KontorCommandOutcome *outcome,
                             GError              **error);
gboolean kontor_command_prepare (KontorCommand *self, KontorDatabase *database, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorCommand, kontor_command_free)

G_END_DECLS
