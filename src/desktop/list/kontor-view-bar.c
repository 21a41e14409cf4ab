/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-view-bar.h"

#include <glib/gi18n.h>

#include "kontor-format.h"
#include "kontor-weak.h"

#define COUNT_AFTER_MS 400

/**
 * KontorViewBar:
 *
 * The saved views of a list in a line, each with how many rows it has.
 */
struct _KontorViewBar
{
  AdwBin parent_instance;

  KontorCompany        *company; /* (owned) (nullable) until set up */
  const KontorListType *type;
  GCancellable         *cancellable; /* (owned): cancelled in dispose */
  GPtrArray            *buttons;     /* (owned) of View */
  gboolean              setting;
  guint                 count_id;
  char                 *scope; /* (owned) (nullable): stands before every filter */

  /* Template children */
  GtkBox *box;
};

typedef struct
{
  char            *filter;
  GtkToggleButton *button; /* (unowned): in the box */
  GtkLabel        *count;
} View;

enum
{
  VIEW_CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KontorViewBar, kontor_view_bar, ADW_TYPE_BIN)

static void
view_free (gpointer data)
{
  g_autofree View *view = data;

  g_clear_pointer (&view->filter, g_free);
}

static void
toggled_cb (KontorViewBar *self, GtkToggleButton *button)
{
  for (guint i = 0; !self->setting && i < self->buttons->len; i++)
    {
      View *view = g_ptr_array_index (self->buttons, i);

      if (view->button == button)
        g_signal_emit (self, signals[VIEW_CHOSEN], 0, view->filter);
    }
}

static void
add_view (KontorViewBar *self, const char *name, const char *filter)
{
  View      *view = g_new0 (View, 1);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  view->filter = g_strdup (filter);
  view->button = GTK_TOGGLE_BUTTON (gtk_toggle_button_new ());
  view->count = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (view->count), "numeric");
  gtk_widget_add_css_class (GTK_WIDGET (view->count), "dim-label");
  gtk_box_append (GTK_BOX (box), gtk_label_new (name));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (view->count));
  gtk_button_set_child (GTK_BUTTON (view->button), box);
  gtk_widget_add_css_class (GTK_WIDGET (view->button), "flat");
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (view->button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_swapped (view->button, "toggled", G_CALLBACK (toggled_cb), self);
  gtk_box_append (self->box, GTK_WIDGET (view->button));
  g_ptr_array_add (self->buttons, view);
}

static void
query_free (gpointer data)
{
  kontor_list_query_unref (data);
}

/* How many rows each view has, in the order of the views. */
static gpointer
count_views (KontorDatabase *database, gpointer data, GError **error)
{
  GPtrArray *queries = data;
  GArray    *counts = g_array_new (FALSE, TRUE, sizeof (gint64));

  for (guint i = 0; i < queries->len; i++)
    {
      KontorListSummary summary = { 0 };

      if (!kontor_list_query_fetch_summary (
            g_ptr_array_index (queries, i), database, &summary, error))
        {
          g_array_unref (counts);
          return NULL;
        }
      g_array_append_val (counts, summary.count);
      kontor_list_summary_clear (&summary);
    }
  return counts;
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorViewBar) self = kontor_weak_take (user_data);
  g_autoptr (GArray) counts = kontor_replica_read_finish (KONTOR_REPLICA (source), result, &error);

  for (guint i = 0; self != NULL && counts != NULL && i < MIN (counts->len, self->buttons->len);
       i++)
    {
      View            *view = g_ptr_array_index (self->buttons, i);
      gint64           count = g_array_index (counts, gint64, i);
      g_autofree char *text = count > 0 ? kontor_format_count (count) : g_strdup ("");

      gtk_label_set_label (view->count, text);
      gtk_widget_set_visible (GTK_WIDGET (view->count), count > 0);
    }
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_warning ("the views were not counted: %s", error->message);
}

static gboolean
count_cb (gpointer data)
{
  KontorViewBar *self = data;
  GPtrArray     *queries = g_ptr_array_new_with_free_func (query_free);

  self->count_id = 0;
  for (guint i = 0; i < self->buttons->len; i++)
    {
      View            *view = g_ptr_array_index (self->buttons, i);
      g_autofree char *whole = g_strjoin (
        " ", self->scope != NULL ? self->scope : "", view->filter, NULL);
      KontorListQuery *query = kontor_list_query_new (
        self->type, whole, NULL, kontor_time_now (), kontor_format_zone (), NULL);

      if (query != NULL)
        g_ptr_array_add (queries, query);
    }
  kontor_replica_read_async (kontor_company_get_replica (self->company),
                             count_views,
                             queries,
                             (GDestroyNotify) g_ptr_array_unref,
                             (GDestroyNotify) g_array_unref,
                             self->cancellable,
                             counted_cb,
                             kontor_weak_new (self));
  return G_SOURCE_REMOVE;
}

static void
count_soon (KontorViewBar *self)
{
  if (self->count_id == 0)
    self->count_id = g_timeout_add (COUNT_AFTER_MS, count_cb, self);
}

static void
kontor_view_bar_dispose (GObject *object)
{
  KontorViewBar *self = KONTOR_VIEW_BAR (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->count_id, g_source_remove);
  g_clear_object (&self->company);
  g_clear_pointer (&self->buttons, g_ptr_array_unref);
  g_clear_pointer (&self->scope, g_free);

  G_OBJECT_CLASS (kontor_view_bar_parent_class)->dispose (object);
}

static void
kontor_view_bar_finalize (GObject *object)
{
  g_clear_object (&KONTOR_VIEW_BAR (object)->cancellable);

  G_OBJECT_CLASS (kontor_view_bar_parent_class)->finalize (object);
}

static void
kontor_view_bar_class_init (KontorViewBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_view_bar_dispose;
  G_OBJECT_CLASS (klass)->finalize = kontor_view_bar_finalize;
  signals[VIEW_CHOSEN] = g_signal_new ("view-chosen",
                                       KONTOR_TYPE_VIEW_BAR,
                                       G_SIGNAL_RUN_LAST,
                                       0,
                                       NULL,
                                       NULL,
                                       NULL,
                                       G_TYPE_NONE,
                                       1,
                                       G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-view-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorViewBar, box);
}

static void
kontor_view_bar_init (KontorViewBar *self)
{
  self->cancellable = g_cancellable_new ();
  self->buttons = g_ptr_array_new_with_free_func (view_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kontor_view_bar_set_up:
 * @type: whose views are shown; call it once
 */
void
kontor_view_bar_set_up (KontorViewBar *self, KontorCompany *company, const KontorListType *type)
{
  g_return_if_fail (KONTOR_IS_VIEW_BAR (self));
  g_return_if_fail (self->type == NULL);

  self->company = g_object_ref (company);
  self->type = type;
  for (guint i = 0; type->views != NULL && type->views[i].name != NULL; i++)
    add_view (self, _ (type->views[i].name), type->views[i].filter);
  gtk_widget_set_visible (GTK_WIDGET (self), self->buttons->len > 1);
  g_signal_connect_object (company, "changed", G_CALLBACK (count_soon), self, G_CONNECT_SWAPPED);
  kontor_view_bar_set_filter (self, "");
  count_cb (self);
}

/**
 * kontor_view_bar_set_filter:
 * @filter: what the list shows now; the view of the same filter is marked
 */
void
kontor_view_bar_set_filter (KontorViewBar *self, const char *filter)
{
  g_return_if_fail (KONTOR_IS_VIEW_BAR (self));

  self->setting = TRUE;
  for (guint i = 0; i < self->buttons->len; i++)
    {
      View *view = g_ptr_array_index (self->buttons, i);

      gtk_toggle_button_set_active (view->button, g_str_equal (view->filter, filter));
    }
  self->setting = FALSE;
}

/**
 * kontor_view_bar_set_scope:
 * @scope: text of the filter language: what all views are about
 */
void
kontor_view_bar_set_scope (KontorViewBar *self, const char *scope)
{
  g_return_if_fail (KONTOR_IS_VIEW_BAR (self));

  g_free (self->scope); /* replaced by the next line */
  self->scope = g_strdup (scope);
  count_soon (self);
}
