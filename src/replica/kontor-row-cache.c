/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-row-cache.h"

#define MOST_PAGES 64

/* Rows that were read together. */
typedef struct
{
  GPtrArray *rows; /* (owned) (element-type KontorRow) */
  GList      link; /* in the cache's pages */
} KontorRowPage;

struct _KontorRowCache
{
  GHashTable *rows;  /* (owned) (element-type gint64 KontorRow): the rows are not held by it */
  GQueue      pages; /* of KontorRowPage, most recently used first */
};

KontorRowCache *
kontor_row_cache_new (void)
{
  KontorRowCache *self = g_new0 (KontorRowCache, 1);

  self->rows = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_queue_init (&self->pages);
  return self;
}

static void
page_free (KontorRowPage *page)
{
  for (guint i = 0; i < page->rows->len; i++)
    {
      KontorRow *row = g_ptr_array_index (page->rows, i);

      if (kontor_row_get_page (row) == page)
        kontor_row_set_page (row, NULL);
    }
  g_clear_pointer (&page->rows, g_ptr_array_unref);
  g_free (page); /* out of the list already */
}

static void
drop_last_page (KontorRowCache *self)
{
  GList         *link = g_queue_peek_tail_link (&self->pages);
  KontorRowPage *page = link->data;

  g_queue_unlink (&self->pages, link);
  page_free (page);
}

static void
drop_all_pages (KontorRowCache *self)
{
  while (!g_queue_is_empty (&self->pages))
    drop_last_page (self);
}

void
kontor_row_cache_free (KontorRowCache *self)
{
  GHashTableIter iter;
  gpointer       row;

  drop_all_pages (self);
  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    kontor_row_abandon (row);
  g_clear_pointer (&self->rows, g_hash_table_unref);
  g_free (self); /* the struct itself, after its fields */
}

static void
row_gone (gpointer owner, KontorRow *row)
{
  KontorRowCache *self = owner;
  gint64          id = kontor_row_get_id (row);

  g_hash_table_remove (self->rows, &id);
}

/* The row of an id, made if nobody holds one; (transfer full). */
KontorRow *
kontor_row_cache_get (KontorRowCache *self, gint64 id)
{
  KontorRow *row = g_hash_table_lookup (self->rows, &id);

  if (row != NULL)
    return g_object_ref (row);
  row = kontor_row_new (id, row_gone, self);
  g_hash_table_insert (self->rows, g_memdup2 (&id, sizeof id), row);
  return row;
}

/* The row of an id, if somebody holds it; borrowed. */
KontorRow *
kontor_row_cache_peek (KontorRowCache *self, gint64 id)
{
  return g_hash_table_lookup (self->rows, &id);
}

/* Rows that were read; takes them out of data, the array stays the caller's. */
void
kontor_row_cache_add_page (KontorRowCache *self, GPtrArray *data)
{
  KontorRowPage *page = g_new0 (KontorRowPage, 1);

  page->rows = g_ptr_array_new_full (data->len, g_object_unref);
  page->link.data = page;
  g_queue_push_head_link (&self->pages, &page->link);
  for (guint i = 0; i < data->len; i++)
    {
      KontorListRow *values = g_steal_pointer (&g_ptr_array_index (data, i));
      KontorRow     *row = kontor_row_cache_get (self, values->id);

      g_ptr_array_add (page->rows, row);
      kontor_row_set_page (row, page);
      kontor_row_set_data (row, values);
    }
  while (self->pages.length > MOST_PAGES)
    drop_last_page (self);
}

/* The row's page goes to the front. */
void
kontor_row_cache_use (KontorRowCache *self, KontorRow *row)
{
  KontorRowPage *page = kontor_row_get_page (row);

  if (page == NULL || self->pages.head == &page->link)
    return;
  g_queue_unlink (&self->pages, &page->link);
  g_queue_push_head_link (&self->pages, &page->link);
}

/* Reads under way were cancelled: rows that wait for them may be asked for again. */
void
kontor_row_cache_forget_asked (KontorRowCache *self)
{
  GHashTableIter iter;
  gpointer       row;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    kontor_row_set_asked (row, FALSE);
}

/* Lets go of all pages; what is left is what the view holds. Returns those ids, to be read anew. */
GArray *
kontor_row_cache_drop_pages (KontorRowCache *self)
{
  GArray        *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GHashTableIter iter;
  gpointer       id;

  drop_all_pages (self);
  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_array_append_val (ids, *(gint64 *) id);
  return ids;
}
