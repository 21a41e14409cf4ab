/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-row-private.h"

/**
 * KontorRow:
 *
 * A row of a list in the window: its id at once, its values later.
 */
struct _KontorRow
{
  GObject parent_instance;

  gint64         id;
  KontorListRow *data;  /* (owned) (nullable): while it is loading */
  gboolean       asked; /* a reader is on it */
  gpointer       page;  /* (unowned) (nullable): of the list, which keeps this row */
  KontorRowGone  gone;  /* (nullable): tells the list that this row is gone */
  gpointer       owner; /* (unowned): the list */
};

G_DEFINE_FINAL_TYPE (KontorRow, kontor_row, G_TYPE_OBJECT)

typedef enum
{
  PROP_LOADING = 1,
} KontorRowProperty;

static GParamSpec *properties[PROP_LOADING + 1];

static void
kontor_row_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  switch ((KontorRowProperty) property_id)
    {
    case PROP_LOADING:
      g_value_set_boolean (value, kontor_row_is_loading (KONTOR_ROW (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
kontor_row_finalize (GObject *object)
{
  KontorRow *self = KONTOR_ROW (object);

  if (self->gone != NULL)
    self->gone (self->owner, self);
  g_clear_pointer (&self->data, kontor_list_row_free);
  G_OBJECT_CLASS (kontor_row_parent_class)->finalize (object);
}

static void
kontor_row_class_init (KontorRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = kontor_row_get_property;
  object_class->finalize = kontor_row_finalize;

  /**
   * KontorRow:loading:
   *
   * Whether the values are still on their way. Notified also when values that are there change.
   */
  properties[PROP_LOADING] = g_param_spec_boolean (
    "loading", NULL, NULL, TRUE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
kontor_row_init (KontorRow *self)
{
}

/* gone is called with owner when the last reference to the row is dropped. */
KontorRow *
kontor_row_new (gint64 id, KontorRowGone gone, gpointer owner)
{
  KontorRow *self = g_object_new (KONTOR_TYPE_ROW, NULL);

  self->id = id;
  self->gone = gone;
  self->owner = owner;
  return self;
}

static gboolean
rows_are_equal (const KontorListRow *a, const KontorListRow *b)
{
  if (a == NULL || b == NULL || a->n_values != b->n_values
      || g_strcmp0 (a->currency, b->currency) != 0)
    return FALSE;
  for (guint i = 0; i < a->n_values; i++)
    if (a->values[i].integer != b->values[i].integer || a->values[i].is_null != b->values[i].is_null
        || g_strcmp0 (a->values[i].text, b->values[i].text) != 0)
      return FALSE;
  return TRUE;
}

/* Takes data. Those who watch are told only when something is different. */
void
kontor_row_set_data (KontorRow *self, KontorListRow *data)
{
  gboolean same = rows_are_equal (self->data, data);

  self->asked = FALSE;
  g_clear_pointer (&self->data, kontor_list_row_free);
  self->data = data;
  if (!same)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

/* The list is gone before the row. */
void
kontor_row_abandon (KontorRow *self)
{
  self->gone = NULL;
  self->page = NULL;
}

gpointer
kontor_row_get_page (KontorRow *self)
{
  return self->page;
}

void
kontor_row_set_page (KontorRow *self, gpointer page)
{
  self->page = page;
}

void
kontor_row_set_asked (KontorRow *self, gboolean asked)
{
  self->asked = asked;
}

gboolean
kontor_row_is_asked (KontorRow *self)
{
  return self->asked;
}

/**
 * kontor_row_get_id:
 *
 * Returns: the id of this database, as of kontor_row_list_find()
 */
gint64
kontor_row_get_id (KontorRow *self)
{
  g_return_val_if_fail (KONTOR_IS_ROW (self), 0);
  return self->id;
}

/**
 * kontor_row_is_loading:
 *
 * Returns: whether the values are still on their way
 */
gboolean
kontor_row_is_loading (KontorRow *self)
{
  g_return_val_if_fail (KONTOR_IS_ROW (self), FALSE);
  return self->data == NULL;
}

/**
 * kontor_row_get_data:
 *
 * Returns: (transfer none) (nullable): the values, valid until "loading" is notified again; NULL
 * while they are on their way
 */
const KontorListRow *
kontor_row_get_data (KontorRow *self)
{
  g_return_val_if_fail (KONTOR_IS_ROW (self), NULL);
  return self->data;
}
