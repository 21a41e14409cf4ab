/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-attention-note.h"

#include "kontor-aggregate.h"
#include "kontor-chain.h"
#include "kontor-refusal.h"

/* What a note is about, as far as it is known. */
typedef struct
{
  const KontorAggregateType *type; /* (nullable) */
  KontorUid                  uid;
  char                      *title;  /* (owned) */
  char                      *theirs; /* (owned): its image now */
} KontorSubject;

static void
subject_clear (KontorSubject *self)
{
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->theirs, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (KontorSubject, subject_clear)

typedef struct
{
  KontorKind  kind;
  const char *sql;
} KontorSubjectTitle;

/* Kinds that a note names, by what people call the thing. */
static const KontorSubjectTitle titles[] = {
  { KONTOR_KIND_ORDER, "SELECT number FROM sales_order WHERE uid = ?1" },
  { KONTOR_KIND_CUSTOMER, "SELECT name FROM customer WHERE uid = ?1" },
  { KONTOR_KIND_PRODUCT, "SELECT title FROM product WHERE uid = ?1" },
  { KONTOR_KIND_SUPPLIER, "SELECT name FROM supplier WHERE uid = ?1" },
  { KONTOR_KIND_CATEGORY, "SELECT name FROM category WHERE uid = ?1" },
  { KONTOR_KIND_SALES_RETURN, "SELECT number FROM sales_return WHERE uid = ?1" },
  { KONTOR_KIND_PURCHASE_ORDER, "SELECT number FROM purchase_order WHERE uid = ?1" },
  { KONTOR_KIND_STOCK_COUNT, "SELECT number FROM stock_count WHERE uid = ?1" },
  { KONTOR_KIND_SETTING, "SELECT key FROM setting WHERE uid = ?1" },
};

static gboolean
look_at (KontorDatabase *database, KontorSubject *subject, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (titles) && subject->type == NULL; i++)
    {
      g_autoptr (KontorStatement) statement = kontor_database_query (
        database, titles[i].sql, error, KONTOR_VALUES (kontor_value_uid (&subject->uid)));
      KontorStep step = statement != NULL ? kontor_statement_step (statement, error)
                                          : KONTOR_STEP_FAILED;

      if (step == KONTOR_STEP_FAILED)
        return FALSE;
      if (step == KONTOR_STEP_DONE)
        continue;
      subject->type = kontor_aggregate_type_get (titles[i].kind);
      subject->title = g_strdup (kontor_statement_get_text (statement, 0));
    }
  return TRUE;
}

static gboolean
read_theirs (KontorDatabase *database, KontorSubject *subject, GError **error)
{
  g_autoptr (GString) image = g_string_new (NULL);

  if (subject->type == NULL)
    return TRUE;
  if (!kontor_aggregate_write (database, subject->type->kind, &subject->uid, 0, image, error))
    return FALSE;
  subject->theirs = g_strdup (image->str);
  return TRUE;
}

/* The first thing that the command touched and that is there. */
static gboolean
find_subject (KontorDatabase  *database,
              const KontorUid *command,
              KontorSubject   *subject,
              GError         **error)
{
  g_autoptr (KontorStatement) statement = kontor_database_query (
    database,
    "SELECT s.subject_uid FROM audit AS a JOIN audit_subject AS s ON s.audit_id = a.id"
    " WHERE a.command_uid = ?1",
    error,
    KONTOR_VALUES (kontor_value_uid (command)));
  KontorStep step = KONTOR_STEP_DONE;

  if (statement == NULL)
    return FALSE;
  while (subject->type == NULL
         && (step = kontor_statement_step (statement, error)) == KONTOR_STEP_ROW)
    {
      kontor_statement_get_uid (statement, 0, &subject->uid);
      if (!look_at (database, subject, error))
        return FALSE;
    }
  return step != KONTOR_STEP_FAILED && read_theirs (database, subject, error);
}

static KontorCommand *
load_command (KontorDatabase *database, const KontorUid *uid, GError **error)
{
  g_autoptr (KontorStatement) statement = kontor_database_query (
    database,
    "SELECT content FROM outbox WHERE uid = ?1",
    error,
    KONTOR_VALUES (kontor_value_uid (uid)));
  const char *content;
  gsize       length;

  if (statement == NULL || !kontor_statement_step_row (statement, error))
    return NULL;
  content = kontor_statement_get_blob (statement, 0, &length);
  return kontor_command_parse (content, (gssize) length, error);
}

/* What an edit says about the values that the person saw (sync-spec.md section 11); "" for others.
 */
static char *
dup_base (const KontorJson *params)
{
  const KontorJson *fields = kontor_json_get_object (params, "fields");
  g_autoptr (KontorJson) base = kontor_json_new_object ();

  for (guint i = 0; fields != NULL && i < kontor_json_length (fields); i++)
    {
      const char       *key = kontor_json_key_at (fields, i);
      const KontorJson *field = kontor_json_get_object (fields, key);
      const KontorJson *before = field != NULL ? kontor_json_get (field, "base") : NULL;

      if (before != NULL)
        kontor_json_set (base, key, kontor_json_ref ((KontorJson *) before));
    }
  return kontor_json_length (base) > 0 ? kontor_json_to_string (base) : g_strdup ("");
}

/* Without the subject's uid: commands look for open rows about a thing, and must not decide by one
 * that only this station has. */
static gboolean
insert_note (KontorDatabase      *database,
             const KontorCommand *command,
             const KontorSubject *subject,
             const char          *kind,
             const char          *reason_code,
             const char          *message,
             GError             **error)
{
  g_autofree char *mine = kontor_json_to_string (command->params);
  g_autofree char *base = dup_base (command->params);
  g_autofree char *offers = kontor_refusal_dup_offers (database, command, reason_code);
  KontorUid        uid;

  kontor_chain_attention_uid (&command->uid, &uid);
  return kontor_database_run (
    database,
    "INSERT INTO attention (uid, kind, subject_kind, subject_title, command_uid, command_name, "
    "reason_code, message, base, mine, theirs, opened_at, offers)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)"
    " ON CONFLICT (uid) DO UPDATE SET kind = excluded.kind, reason_code = excluded.reason_code,"
    " message = excluded.message, theirs = excluded.theirs, offers = excluded.offers",
    error,
    KONTOR_VALUES (kontor_value_uid (&uid),
                   kontor_value_text (kind),
                   kontor_value_text (subject->type != NULL ? subject->type->name : ""),
                   kontor_value_text (subject->title != NULL ? subject->title : ""),
                   kontor_value_uid (&command->uid),
                   kontor_value_text (command->name),
                   kontor_value_text (reason_code),
                   kontor_value_text (message),
                   kontor_value_text (base),
                   kontor_value_text (mine),
                   kontor_value_text (subject->theirs != NULL ? subject->theirs : ""),
                   kontor_value_integer (command->at),
                   kontor_value_text (offers)));
}

/**
 * kontor_attention_note_open:
 * @command: uid of a command in the outbox
 * @kind: KONTOR_ATTENTION_REFUSED or KONTOR_ATTENTION_REPLAY
 * @reason_code: of the error, as on the wire
 * @message: sentence for people
 *
 * Opens the one row that belongs to the command; its uid is derived, so that the server's row about
 * the same command takes its place.
 */
gboolean
kontor_attention_note_open (KontorDatabase  *database,
                            const KontorUid *command,
                            const char      *kind,
                            const char      *reason_code,
                            const char      *message,
                            GError         **error)
{
  g_auto (KontorSubject) subject = { 0 };
  g_autoptr (KontorCommand) stored = load_command (database, command, error);

  return stored != NULL && find_subject (database, command, &subject, error)
         && insert_note (database, stored, &subject, kind, reason_code, message, error);
}

/**
 * kontor_attention_note_remove:
 * @command: uid of a command that is about to be replayed
 */
gboolean
kontor_attention_note_remove (KontorDatabase *database, const KontorUid *command, GError **error)
{
  KontorUid uid;

  kontor_chain_attention_uid (command, &uid);
  return kontor_aggregate_delete (database, KONTOR_KIND_ATTENTION, &uid, error);
}
