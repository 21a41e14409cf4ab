/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-row-list.h"

#include "kontor-row-cache.h"
#include "kontor-row-patch.h"

#define FIRST_SCREEN 256
#define PAGE_SIZE 128
#define THROTTLE_US 100000

/* A view has widgets for two hundred rows, whatever can be seen of them, and a new query would hold
 * up the main loop for as long as making or dropping them takes. So the rows come in steps, those
 * that can be seen first, and what is left over goes in steps from the end. A step waits for the
 * frame of the one before: it has to be laid out and painted, too. */
#define FIRST_ROWS 24
#define STEP_ROWS 16
#define STEP_LEFT_ROWS 64
#define STEP_MS 16

/**
 * KontorRowList:
 *
 * A GListModel over a query with any number of rows (style.md section 10). It holds the ids, eight
 * bytes a row; rows exist while the view holds them or their page was used lately.
 *
 *   set_query ─▶ 256 ids and rows ─▶ all ids ─▶ "settled"
 *                 in steps            at once └▶ count ─▶ summary
 *   "changed" ─▶ (at most every 100 ms) all ids ─▶ patch ─▶ rows that are shown
 *   want ─▶ (idle) pages of 128 rows
 */
struct _KontorRowList
{
  GObject parent_instance;

  KontorReplica    *replica;     /* (owned) */
  KontorListQuery  *query;       /* (owned) (nullable) */
  GArray           *ids;         /* (owned): of gint64 */
  GArray           *target;      /* (owned) (nullable): ids that are shown step by step */
  KontorRowCache   *cache;       /* (owned) */
  GHashTable       *wanted;      /* (owned): page numbers to be fetched in the next idle */
  GCancellable     *cancellable; /* (owned): of what is read for this query */
  guint64           generation;  /* of the query: answers to older ones are dropped */
  gboolean          is_loading;
  gboolean          is_fetching; /* ids are on their way */
  gboolean          is_stale;    /* something changed since they were asked for */
  gint64            asked_at;    /* monotonic, microseconds */
  gint64            took_us;
  guint             step_id;    /* timeout source */
  gboolean          is_whole;   /* target has all ids of the query */
  guint             want_id;    /* idle source */
  guint             refresh_id; /* timeout source */
  GError           *error;      /* (owned) (nullable) */
  KontorListSummary summary;
  gboolean          has_summary;
};

static void kontor_row_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (KontorRowList,
                               kontor_row_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      kontor_row_list_model_init))

typedef enum
{
  PROP_LOADING = 1,
  PROP_ERROR,
  PROP_N_ITEMS,
  PROP_SUMMARY,
} KontorRowListProperty;

static GParamSpec *properties[PROP_SUMMARY + 1];

typedef enum
{
  SIGNAL_RESTARTED,
  SIGNAL_SETTLED,
  SIGNAL_LOADED,
} KontorRowListSignal;

static guint signals[SIGNAL_LOADED + 1];

/* A read on its way: what a reader needs, and who asked. */
typedef struct
{
  GWeakRef         list;       /* (main thread) */
  guint64          generation; /* (main thread) */
  KontorListQuery *query;      /* (owned) */
  gint64           limit;
  GArray          *ids;  /* (owned) (nullable): of rows to be read */
  GPtrArray       *rows; /* (owned) (nullable): those of the first screen, read with its ids */
} KontorFetch;

static KontorFetch *
fetch_new (KontorRowList *list, gint64 limit, GArray *ids)
{
  KontorFetch *self = g_new0 (KontorFetch, 1);

  g_weak_ref_init (&self->list, list);
  self->generation = list->generation;
  self->query = kontor_list_query_ref (list->query);
  self->limit = limit;
  self->ids = ids;
  return self;
}

static void
fetch_free (KontorFetch *self)
{
  g_weak_ref_clear (&self->list);
  g_clear_pointer (&self->query, kontor_list_query_unref);
  g_clear_pointer (&self->ids, g_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_free (self); /* the struct itself, after its fields */
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorFetch, fetch_free)

/* The list that asked, (transfer full); NULL when it is gone or asks for something else by now. */
static KontorRowList *
fetch_get_list (KontorFetch *self)
{
  g_autoptr (KontorRowList) list = g_weak_ref_get (&self->list);

  return list != NULL && list->generation == self->generation ? g_steal_pointer (&list) : NULL;
}

/* The first screen comes with its rows: a view that binds them loaded has half the work, and shows
 * no row without its words. */
static gpointer
read_ids (KontorDatabase *database, gpointer data, GError **error)
{
  KontorFetch *fetch = data;
  g_autoptr (GArray) ids = kontor_list_query_fetch_ids (
    fetch->query, database, fetch->limit, error);

  if (ids == NULL || fetch->limit == 0)
    return g_steal_pointer (&ids);
  fetch->rows = kontor_list_query_fetch_rows (
    fetch->query, database, (const gint64 *) (gpointer) ids->data, ids->len, error);
  return fetch->rows != NULL ? g_steal_pointer (&ids) : NULL;
}

static gpointer
read_rows (KontorDatabase *database, gpointer data, GError **error)
{
  const KontorFetch *fetch = data;

  return kontor_list_query_fetch_rows (
    fetch->query, database, (const gint64 *) (gpointer) fetch->ids->data, fetch->ids->len, error);
}

static void
summary_free (gpointer data)
{
  kontor_list_summary_clear (data);
  g_free (data); /* the struct itself, after its fields */
}

static gpointer
read_summary (KontorDatabase *database, gpointer data, GError **error)
{
  const KontorFetch *fetch = data;
  KontorListSummary *summary = g_new0 (KontorListSummary, 1);

  if (kontor_list_query_fetch_summary (fetch->query, database, summary, error))
    return summary;
  summary_free (summary);
  return NULL;
}

static void
read_for (KontorRowList      *self,
          KontorReadFunc      func,
          KontorFetch        *fetch,
          GDestroyNotify      free_result,
          GAsyncReadyCallback callback)
{
  kontor_replica_read_async (
    self->replica, func, fetch, NULL, free_result, self->cancellable, callback, fetch);
}

static void
set_loading (KontorRowList *self, gboolean is_loading)
{
  if (self->is_loading == is_loading)
    return;
  self->is_loading = is_loading;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

static void
take_error (KontorRowList *self, GError *error)
{
  if (self->error == NULL && error == NULL)
    return;
  g_clear_error (&self->error);
  self->error = error;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

static gboolean
is_cancelled (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
read_rows_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (KontorFetch) fetch = user_data;
  g_autoptr (KontorRowList) self = fetch_get_list (fetch);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = kontor_replica_read_finish (KONTOR_REPLICA (source), result, &error);

  if (self == NULL || is_cancelled (error))
    return;
  for (guint i = 0; i < fetch->ids->len; i++)
    {
      KontorRow *row = kontor_row_cache_peek (self->cache, g_array_index (fetch->ids, gint64, i));

      if (row != NULL)
        kontor_row_set_asked (row, FALSE);
    }
  if (rows == NULL)
    {
      take_error (self, g_steal_pointer (&error));
      return;
    }
  kontor_row_cache_add_page (self->cache, rows);
  g_signal_emit (self, signals[SIGNAL_LOADED], 0);
}

/* Takes ids. */
static void
fetch_rows (KontorRowList *self, GArray *ids)
{
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (KontorRow) row = kontor_row_cache_get (self->cache,
                                                        g_array_index (ids, gint64, i));

      kontor_row_set_asked (row, TRUE);
    }
  read_for (
    self, read_rows, fetch_new (self, 0, ids), (GDestroyNotify) g_ptr_array_unref, read_rows_cb);
}

static void
summary_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (KontorFetch) fetch = user_data;
  g_autoptr (KontorRowList) self = fetch_get_list (fetch);
  g_autoptr (GError) error = NULL;
  g_autofree KontorListSummary *summary = kontor_replica_read_finish (
    KONTOR_REPLICA (source), result, &error);

  if (summary == NULL)
    {
      if (self != NULL && !is_cancelled (error))
        take_error (self, g_steal_pointer (&error));
      return;
    }
  if (self == NULL)
    {
      kontor_list_summary_clear (summary);
      return;
    }
  kontor_list_summary_clear (&self->summary);
  self->summary = *summary; /* its text goes along */
  self->has_summary = TRUE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SUMMARY]);
}

static void
splice (GArray *ids, const KontorRowChange *change, const gint64 *added)
{
  if (change->removed > 0)
    g_array_remove_range (ids, change->position, change->removed);
  if (change->added > 0)
    g_array_insert_vals (ids, change->position, added + change->position, change->added);
}

/* Shows the first ids of a vector. Each change is told when the vector has just this change behind
 * it. */
static void
patch (KontorRowList *self, const GArray *after, guint n_after)
{
  KontorRowChange changes[KONTOR_ROW_MOST_CHANGES];
  guint           n_before = self->ids->len;
  guint           n_changes = kontor_row_patch ((const gint64 *) (gpointer) self->ids->data,
                                      self->ids->len,
                                      (const gint64 *) (gpointer) after->data,
                                      n_after,
                                      changes);

  for (guint i = 0; i < n_changes; i++)
    {
      splice (self->ids, &changes[i], (const gint64 *) (gpointer) after->data);
      g_list_model_items_changed (
        G_LIST_MODEL (self), changes[i].position, changes[i].removed, changes[i].added);
    }
  if (self->ids->len != n_before)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ITEMS]);
}

static void schedule_refresh (KontorRowList *self);
static void fetch_ids (KontorRowList *self, gint64 limit);

static void
settle (KontorRowList *self)
{
  set_loading (self, FALSE);
  g_signal_emit (self, signals[SIGNAL_SETTLED], 0);
  if (self->is_stale)
    schedule_refresh (self);
}

static guint
count_shown (KontorRowList *self, guint most)
{
  guint n = 0;

  most = MIN (most, self->ids->len);
  while (n < most
         && g_array_index (self->ids, gint64, n) == g_array_index (self->target, gint64, n))
    n++;
  return n;
}

static void
show_change (KontorRowList *self, guint position, guint removed, guint added)
{
  KontorRowChange change = { position, removed, added };

  splice (self->ids, &change, (const gint64 *) (gpointer) self->target->data);
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
  if (removed != added)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ITEMS]);
}

/* What a view has no widgets for goes and comes at once. */
static void
show_rest (KontorRowList *self)
{
  patch (self, self->target, self->target->len);
  if (self->is_whole)
    settle (self);
}

/* A frame's work towards the target. Returns whether there is more to do. */
static gboolean
show_step (KontorRowList *self)
{
  guint n_first = MIN (self->target->len, FIRST_SCREEN);
  guint from = count_shown (self, n_first);
  guint to = MIN (from < FIRST_ROWS ? FIRST_ROWS : from + STEP_ROWS, n_first);

  if (self->ids->len > FIRST_SCREEN)
    show_change (self, FIRST_SCREEN, self->ids->len - FIRST_SCREEN, 0);
  if (from < to)
    show_change (self, from, MIN (self->ids->len, to) - from, to - from);
  else if (self->ids->len > n_first)
    {
      guint left = MIN (self->ids->len - n_first, STEP_LEFT_ROWS);

      show_change (self, self->ids->len - left, left, 0);
    }
  if (to < n_first || self->ids->len > n_first)
    return TRUE;
  show_rest (self);
  return FALSE;
}

static gboolean
step_cb (gpointer user_data)
{
  KontorRowList *self = user_data;

  if (show_step (self))
    return G_SOURCE_CONTINUE;
  self->step_id = 0;
  return G_SOURCE_REMOVE;
}

static void
take_ids (KontorRowList *self, GArray *ids, gboolean is_first, gboolean is_whole)
{
  g_clear_pointer (&self->target, g_array_unref);
  self->target = ids;
  self->is_whole = is_whole;
  if (is_whole)
    {
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SUMMARY]); /* the count */
      read_for (self, read_summary, fetch_new (self, 0, NULL), summary_free, summary_read_cb);
    }
  if (self->step_id != 0)
    return; /* on its way, and goes on to these */
  if (!is_first)
    show_rest (self);
  else if (show_step (self))
    {
      g_signal_emit (self, signals[SIGNAL_RESTARTED], 0);
      self->step_id = g_timeout_add_full (G_PRIORITY_DEFAULT_IDLE, STEP_MS, step_cb, self, NULL);
    }
}

static void
read_ids_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (KontorFetch) fetch = user_data;
  g_autoptr (KontorRowList) self = fetch_get_list (fetch);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = kontor_replica_read_finish (KONTOR_REPLICA (source), result, &error);
  gboolean is_whole = FALSE;

  if (self == NULL || is_cancelled (error))
    return;
  self->is_fetching = FALSE;
  self->took_us = g_get_monotonic_time () - self->asked_at;
  take_error (self, g_steal_pointer (&error));
  if (ids == NULL)
    {
      set_loading (self, FALSE);
      return;
    }
  if (fetch->rows != NULL && fetch->rows->len > 0)
    kontor_row_cache_add_page (self->cache, fetch->rows);
  is_whole = fetch->limit == 0 || ids->len < fetch->limit;
  if (!is_whole)
    fetch_ids (self, 0);
  take_ids (self, g_steal_pointer (&ids), fetch->limit > 0, is_whole);
}

static void
fetch_ids (KontorRowList *self, gint64 limit)
{
  self->is_fetching = TRUE;
  self->is_stale = FALSE;
  self->asked_at = g_get_monotonic_time ();
  read_for (
    self, read_ids, fetch_new (self, limit, NULL), (GDestroyNotify) g_array_unref, read_ids_cb);
}

static gboolean
refresh_cb (gpointer user_data)
{
  KontorRowList *self = user_data;
  g_autoptr (GArray) held = kontor_row_cache_drop_pages (self->cache);

  self->refresh_id = 0;
  fetch_ids (self, 0);
  if (held->len > 0)
    fetch_rows (self, g_steal_pointer (&held));
  return G_SOURCE_REMOVE;
}

/* At most every 100 ms, and half of the time at most for a list that takes long. */
static void
schedule_refresh (KontorRowList *self)
{
  gint64 pause = MAX (THROTTLE_US, self->took_us);
  gint64 wait = self->asked_at + self->took_us + pause - g_get_monotonic_time ();

  if (self->refresh_id == 0)
    self->refresh_id = g_timeout_add (
      (guint) (CLAMP (wait, 0, 10 * G_USEC_PER_SEC) / 1000), refresh_cb, self);
}

static gboolean
concerns (KontorRowList *self, const KontorTouch *touch)
{
  int kind = kontor_list_query_get_type_info (self->query)->kind;

  switch (touch->kind)
    {
    case KONTOR_KIND_PERSON:
    case KONTOR_KIND_STATION:
    case KONTOR_KIND_SAVED_VIEW:
    case KONTOR_KIND_IMPORT_BATCH:
    case KONTOR_KIND_ATTENTION:
    case KONTOR_KIND_COUNT_SCAN:
      return (int) touch->kind == kind;
    case KONTOR_KIND_SETTING:
    case KONTOR_KIND_CATEGORY:
    case KONTOR_KIND_SUPPLIER:
    case KONTOR_KIND_PRODUCT:
    case KONTOR_KIND_PRODUCT_COST:
    case KONTOR_KIND_CUSTOMER:
    case KONTOR_KIND_ORDER:
    case KONTOR_KIND_SALES_RETURN:
    case KONTOR_KIND_OTHER_CHARGE:
    case KONTOR_KIND_STOCK_MOVEMENT:
    case KONTOR_KIND_LOCATION:
    case KONTOR_KIND_LOT:
    case KONTOR_KIND_STOCK_TRANSFER:
    case KONTOR_KIND_STOCK_NOTICE:
    case KONTOR_KIND_STOCK_REQUEST:
    case KONTOR_KIND_PURCHASE_ORDER:
    case KONTOR_KIND_STOCK_COUNT:
    case KONTOR_KIND_COUNT_LINE:
    case KONTOR_KIND_INVOICE:
    case KONTOR_KIND_INVOICE_EVENT:
    case KONTOR_KIND_INVOICE_DRAFT:
    case KONTOR_KIND_INCOMING_INVOICE:
    case KONTOR_KIND_BANK_ACCOUNT:
    case KONTOR_KIND_BANK_STATEMENT:
    case KONTOR_KIND_BANK_ENTRY:
    case KONTOR_KIND_PAYMENT:
    case KONTOR_KIND_PAYMENT_SHARE:
    case KONTOR_KIND_DUNNING:
    case KONTOR_KIND_BOOKS_EXPORT:
    case KONTOR_KIND_PARTY_ACCOUNT:
    case KONTOR_KIND_VAT_CHECK:
      return TRUE; /* rows show figures and names of other things */
    }
  return TRUE;
}

static void
replica_changed_cb (KontorReplica *replica, GArray *touched, KontorRowList *self)
{
  gboolean is_concerned = touched == NULL;

  if (self->query == NULL)
    return;
  for (guint i = 0; !is_concerned && i < touched->len; i++)
    is_concerned = concerns (self, &g_array_index (touched, KontorTouch, i));
  if (!is_concerned)
    return;
  self->is_stale = TRUE;
  if (!self->is_fetching)
    schedule_refresh (self);
}

/* What of a page is neither there nor on its way. */
static GArray *
list_missing (KontorRowList *self, guint page)
{
  GArray *missing = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint   end = MIN ((page + 1) * PAGE_SIZE, self->ids->len);

  for (guint i = page * PAGE_SIZE; i < end; i++)
    {
      gint64     id = g_array_index (self->ids, gint64, i);
      KontorRow *row = kontor_row_cache_peek (self->cache, id);

      if (row == NULL || (kontor_row_is_loading (row) && !kontor_row_is_asked (row)))
        g_array_append_val (missing, id);
    }
  return missing;
}

static gboolean
fetch_wanted_cb (gpointer user_data)
{
  KontorRowList *self = user_data;
  GHashTableIter iter;
  gpointer       page;

  self->want_id = 0;
  g_hash_table_iter_init (&iter, self->wanted);
  while (g_hash_table_iter_next (&iter, &page, NULL))
    {
      g_autoptr (GArray) missing = list_missing (self, GPOINTER_TO_UINT (page));

      if (missing->len > 0)
        fetch_rows (self, g_steal_pointer (&missing));
    }
  g_hash_table_remove_all (self->wanted);
  return G_SOURCE_REMOVE;
}

static GType
kontor_row_list_get_item_type (GListModel *model)
{
  return KONTOR_TYPE_ROW;
}

static guint
kontor_row_list_get_n_items (GListModel *model)
{
  return KONTOR_ROW_LIST (model)->ids->len;
}

/* GTK may call it for every position: it starts no query. */
static gpointer
kontor_row_list_get_item (GListModel *model, guint position)
{
  KontorRowList *self = KONTOR_ROW_LIST (model);

  if (position >= self->ids->len)
    return NULL;
  return kontor_row_cache_get (self->cache, g_array_index (self->ids, gint64, position));
}

static void
kontor_row_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = kontor_row_list_get_item_type;
  iface->get_n_items = kontor_row_list_get_n_items;
  iface->get_item = kontor_row_list_get_item;
}

static void
kontor_row_list_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  KontorRowList *self = KONTOR_ROW_LIST (object);

  switch ((KontorRowListProperty) property_id)
    {
    case PROP_LOADING:
      g_value_set_boolean (value, self->is_loading);
      break;
    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;
    case PROP_N_ITEMS:
      g_value_set_uint (value, self->ids->len);
      break;
    case PROP_SUMMARY:
      g_value_set_pointer (value, (gpointer) kontor_row_list_get_summary (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
kontor_row_list_dispose (GObject *object)
{
  KontorRowList *self = KONTOR_ROW_LIST (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->step_id, g_source_remove);
  g_clear_handle_id (&self->want_id, g_source_remove);
  g_clear_handle_id (&self->refresh_id, g_source_remove);
  g_clear_object (&self->replica);
  G_OBJECT_CLASS (kontor_row_list_parent_class)->dispose (object);
}

static void
kontor_row_list_finalize (GObject *object)
{
  KontorRowList *self = KONTOR_ROW_LIST (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->cache, kontor_row_cache_free);
  g_clear_pointer (&self->wanted, g_hash_table_unref);
  g_clear_pointer (&self->ids, g_array_unref);
  g_clear_pointer (&self->target, g_array_unref);
  g_clear_pointer (&self->query, kontor_list_query_unref);
  g_clear_error (&self->error);
  kontor_list_summary_clear (&self->summary);
  G_OBJECT_CLASS (kontor_row_list_parent_class)->finalize (object);
}

static void
kontor_row_list_class_init (KontorRowListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = kontor_row_list_get_property;
  object_class->dispose = kontor_row_list_dispose;
  object_class->finalize = kontor_row_list_finalize;

  /**
   * KontorRowList:loading:
   *
   * Whether the ids of a new query are on their way.
   */
  properties[PROP_LOADING] = g_param_spec_boolean (
    "loading", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * KontorRowList:error:
   *
   * (nullable): why the last read failed.
   */
  properties[PROP_ERROR] = g_param_spec_boxed (
    "error", NULL, NULL, G_TYPE_ERROR, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * KontorRowList:n-items:
   *
   * How many rows there are.
   */
  properties[PROP_N_ITEMS] = g_param_spec_uint (
    "n-items", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * KontorRowList:summary:
   *
   * (nullable): a KontorListSummary of the whole list. Notified, too, when the count is known.
   */
  properties[PROP_SUMMARY] = g_param_spec_pointer (
    "summary", NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /**
   * KontorRowList::restarted:
   *
   * The first rows of a new query are there, more are to come: a view goes to the top.
   */
  signals[SIGNAL_RESTARTED] = g_signal_new (
    "restarted", KONTOR_TYPE_ROW_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * KontorRowList::settled:
   *
   * The ids of the present query are complete.
   */
  signals[SIGNAL_SETTLED] = g_signal_new (
    "settled", KONTOR_TYPE_ROW_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * KontorRowList::loaded:
   *
   * Values of rows came, for the first time or since something changed.
   */
  signals[SIGNAL_LOADED] = g_signal_new (
    "loaded", KONTOR_TYPE_ROW_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
kontor_row_list_init (KontorRowList *self)
{
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->cache = kontor_row_cache_new ();
  self->wanted = g_hash_table_new (NULL, NULL);
}

/**
 * kontor_row_list_new:
 *
 * Returns: (transfer full): an empty list without a query
 */
KontorRowList *
kontor_row_list_new (KontorReplica *replica)
{
  KontorRowList *self;

  g_return_val_if_fail (KONTOR_IS_REPLICA (replica), NULL);
  self = g_object_new (KONTOR_TYPE_ROW_LIST, NULL);
  self->replica = g_object_ref (replica);
  g_signal_connect_object (replica, "changed", G_CALLBACK (replica_changed_cb), self, 0);
  return self;
}

/* The columns of another list have other values. */
static void
forget_rows (KontorRowList *self)
{
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (gint64));

  patch (self, none, 0);
  g_clear_pointer (&self->cache, kontor_row_cache_free);
  self->cache = kontor_row_cache_new ();
}

/**
 * kontor_row_list_set_query:
 * @query: what to show from now on
 *
 * Keeps what is there until the new ids come: first those of a screen, then all.
 */
void
kontor_row_list_set_query (KontorRowList *self, KontorListQuery *query)
{
  g_return_if_fail (KONTOR_IS_ROW_LIST (self) && query != NULL);

  if (self->query != NULL
      && kontor_list_query_get_type_info (self->query) != kontor_list_query_get_type_info (query))
    forget_rows (self);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_clear_handle_id (&self->step_id, g_source_remove);
  g_clear_handle_id (&self->refresh_id, g_source_remove);
  kontor_list_query_ref (query);
  g_clear_pointer (&self->query, kontor_list_query_unref);
  self->query = query;
  self->generation++;
  self->is_whole = FALSE;
  self->has_summary = FALSE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SUMMARY]);
  kontor_row_cache_forget_asked (self->cache);
  set_loading (self, TRUE);
  fetch_ids (self, FIRST_SCREEN);
}

/**
 * kontor_row_list_get_query:
 *
 * Returns: (transfer none) (nullable): the present query
 */
KontorListQuery *
kontor_row_list_get_query (KontorRowList *self)
{
  g_return_val_if_fail (KONTOR_IS_ROW_LIST (self), NULL);
  return self->query;
}

/**
 * kontor_row_list_want:
 * @position: a row that is about to be shown
 *
 * Sees to it that the row and its neighbours are read. Cheap; call it from every bind.
 */
void
kontor_row_list_want (KontorRowList *self, guint position)
{
  KontorRow *row;

  g_return_if_fail (KONTOR_IS_ROW_LIST (self));
  if (position >= self->ids->len || self->query == NULL)
    return;
  row = kontor_row_cache_peek (self->cache, g_array_index (self->ids, gint64, position));
  if (row != NULL)
    kontor_row_cache_use (self->cache, row);
  if (row != NULL && (!kontor_row_is_loading (row) || kontor_row_is_asked (row)))
    return;
  g_hash_table_add (self->wanted, GUINT_TO_POINTER (position / PAGE_SIZE));
  if (self->want_id == 0)
    self->want_id = g_idle_add (fetch_wanted_cb, self);
}

/**
 * kontor_row_list_load:
 * @rows: (element-type KontorRow): rows of this list
 *
 * Reads those that are not there yet, wherever they are; "loaded" is emitted when they come. They
 * stay as long as the caller holds them.
 */
void
kontor_row_list_load (KontorRowList *self, GPtrArray *rows)
{
  g_autoptr (GArray) missing = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_return_if_fail (KONTOR_IS_ROW_LIST (self) && rows != NULL);

  for (guint i = 0; i < rows->len; i++)
    {
      KontorRow *row = g_ptr_array_index (rows, i);
      gint64     id = kontor_row_get_id (row);

      if (kontor_row_is_loading (row) && !kontor_row_is_asked (row))
        g_array_append_val (missing, id);
    }
  if (missing->len > 0 && self->query != NULL)
    fetch_rows (self, g_steal_pointer (&missing));
}

/**
 * kontor_row_list_is_loading:
 *
 * Returns: whether the ids of a new query are on their way
 */
gboolean
kontor_row_list_is_loading (KontorRowList *self)
{
  g_return_val_if_fail (KONTOR_IS_ROW_LIST (self), FALSE);
  return self->is_loading;
}

/**
 * kontor_row_list_get_error:
 *
 * Returns: (transfer none) (nullable): why the last read failed
 */
const GError *
kontor_row_list_get_error (KontorRowList *self)
{
  g_return_val_if_fail (KONTOR_IS_ROW_LIST (self), NULL);
  return self->error;
}

/**
 * kontor_row_list_find:
 * @id: of a row
 * @position: (out): where it is
 *
 * Returns: whether the list has it
 */
gboolean
kontor_row_list_find (KontorRowList *self, gint64 id, guint *position)
{
  g_return_val_if_fail (KONTOR_IS_ROW_LIST (self) && position != NULL, FALSE);

  for (guint i = 0; i < self->ids->len; i++)
    if (g_array_index (self->ids, gint64, i) == id)
      {
        *position = i;
        return TRUE;
      }
  return FALSE;
}

/**
 * kontor_row_list_get_summary:
 *
 * Returns: (transfer none) (nullable): count and sum of the whole list; NULL while it is counted
 */
const KontorListSummary *
kontor_row_list_get_summary (KontorRowList *self)
{
  g_return_val_if_fail (KONTOR_IS_ROW_LIST (self), NULL);
  return self->has_summary ? &self->summary : NULL;
}

/**
 * kontor_row_list_get_count:
 * @count: (out): how many rows the list will have
 *
 * Known before they are all shown, and before they are summed up.
 *
 * Returns: whether it is known
 */
gboolean
kontor_row_list_get_count (KontorRowList *self, guint *count)
{
  g_return_val_if_fail (KONTOR_IS_ROW_LIST (self) && count != NULL, FALSE);

  *count = self->is_whole ? self->target->len : 0;
  return self->is_whole;
}
