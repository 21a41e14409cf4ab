/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-chores.h"

#include "kontor-weak.h"

#define EVERY_S (30 * 60) /* product.md I7 */
#define FIRST_AFTER_S 2
#define LEVELS_AFTER_S 3

/**
 * KontorChores:
 *
 * What the program does by itself while a company is open: it frees what carts held longer than
 * they may, at the start and every half hour; and it notices items that fell to their reorder
 * level, soon after something moved. Both are commands that do nothing, and leave no trace, when
 * there is nothing to do.
 */
struct _KontorChores
{
  GObject parent_instance;

  KontorReplica *replica;     /* (owned): construct only */
  GCancellable  *cancellable; /* (owned): cancelled in dispose */
  guint          chores_id;
  guint          levels_id;
};

G_DEFINE_FINAL_TYPE (KontorChores, kontor_chores, G_TYPE_OBJECT)

static void
chore_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorJson) answer = kontor_replica_run_finish (
    KONTOR_REPLICA (source), result, &error);

  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
      && !g_error_matches (error, KONTOR_COMMAND_ERROR, KONTOR_COMMAND_ERROR_ALREADY)
      && !g_error_matches (error, KONTOR_COMMAND_ERROR, KONTOR_COMMAND_ERROR_FORBIDDEN))
    g_warning ("what is done every half hour failed: %s", error->message);
}

static void
run (KontorChores *self, const char *command)
{
  kontor_replica_run_async (self->replica,
                            command,
                            kontor_json_new_object (),
                            NULL,
                            self->cancellable,
                            chore_done_cb,
                            NULL);
}

static gboolean
chores_cb (gpointer data)
{
  KontorChores *self = data;

  self->chores_id = g_timeout_add_seconds (EVERY_S, chores_cb, self);
  run (self, "stock.expire_reservations");
  run (self, "stock.check_levels");
  return G_SOURCE_REMOVE;
}

static gboolean
levels_cb (gpointer data)
{
  KontorChores *self = data;

  self->levels_id = 0;
  run (self, "stock.check_levels");
  return G_SOURCE_REMOVE;
}

static gboolean
moves_stock (const GArray *touched)
{
  for (guint i = 0; touched != NULL && i < touched->len; i++)
    {
      KontorKind kind = g_array_index (touched, KontorTouch, i).kind;

      if (kind == KONTOR_KIND_STOCK_MOVEMENT || kind == KONTOR_KIND_ORDER
          || kind == KONTOR_KIND_PRODUCT)
        return TRUE;
    }
  return FALSE;
}

/* Many sales in a row are looked at once. */
static void
replica_changed_cb (KontorReplica *replica, const GArray *touched, KontorChores *self)
{
  if (moves_stock (touched) && self->levels_id == 0 && self->chores_id != 0)
    self->levels_id = g_timeout_add_seconds (LEVELS_AFTER_S, levels_cb, self);
}

static void
kontor_chores_dispose (GObject *object)
{
  KontorChores *self = KONTOR_CHORES (object);

  kontor_chores_stop (self);
  g_clear_object (&self->replica);

  G_OBJECT_CLASS (kontor_chores_parent_class)->dispose (object);
}

static void
kontor_chores_finalize (GObject *object)
{
  KontorChores *self = KONTOR_CHORES (object);

  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (kontor_chores_parent_class)->finalize (object);
}

static void
kontor_chores_class_init (KontorChoresClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = kontor_chores_dispose;
  object_class->finalize = kontor_chores_finalize;
}

static void
kontor_chores_init (KontorChores *self)
{
  self->cancellable = g_cancellable_new ();
}

KontorChores *
kontor_chores_new (KontorReplica *replica)
{
  KontorChores *self = g_object_new (KONTOR_TYPE_CHORES, NULL);

  self->replica = g_object_ref (replica);
  self->chores_id = g_timeout_add_seconds (FIRST_AFTER_S, chores_cb, self);
  g_signal_connect_object (
    replica, "changed", G_CALLBACK (replica_changed_cb), self, G_CONNECT_DEFAULT);
  return self;
}

/**
 * kontor_chores_stop:
 *
 * Nothing is begun any more. May be called twice.
 */
void
kontor_chores_stop (KontorChores *self)
{
  g_return_if_fail (KONTOR_IS_CHORES (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->chores_id, g_source_remove);
  g_clear_handle_id (&self->levels_id, g_source_remove);
}
