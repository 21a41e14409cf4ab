/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-count-assignments.h"

#include "kontor-count-assignment.h"
#include "kontor-count-person.h"
#include "kontor-count-query.h"
#include "kontor-weak.h"

struct _KontorCountAssignments
{
  AdwBin parent_instance;

  KontorCompany *company;     /* (owned) (nullable) until it is set */
  KontorJson    *choices;     /* (owned) (nullable) until read: places and people */
  GPtrArray     *rows;        /* (owned) of KontorCountAssignment: unowned elements */
  GCancellable  *cancellable; /* (owned): cancelled in dispose */
  gboolean       twice;       /* there is a second count */

  /* Template children */
  GtkListBox *list;
  GtkButton  *add;
};

G_DEFINE_FINAL_TYPE (KontorCountAssignments, kontor_count_assignments, ADW_TYPE_BIN)

static void
choices_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (KontorCountAssignments) self = kontor_weak_take (user_data);
  g_autoptr (KontorJson) choices = kontor_replica_read_finish (
    KONTOR_REPLICA (source), result, NULL);

  if (self == NULL || choices == NULL)
    return;
  g_clear_pointer (&self->choices, kontor_json_unref);
  self->choices = g_steal_pointer (&choices);
  for (guint i = 0; i < self->rows->len; i++)
    kontor_count_assignment_set_choices (self->rows->pdata[i], self->choices);
}

static gpointer
read_choices_in_reader (KontorDatabase *database, gpointer data, GError **error)
{
  return kontor_query_count_choices (database, error);
}

static void
read_choices (KontorCountAssignments *self)
{
  kontor_replica_read_async (kontor_company_get_replica (self->company),
                             read_choices_in_reader,
                             NULL,
                             NULL,
                             (GDestroyNotify) kontor_json_unref,
                             self->cancellable,
                             choices_read_cb,
                             kontor_weak_new (self));
}

static void
changed_cb (KontorCountAssignments *self, const GArray *touched)
{
  if (kontor_touched_has_kind (touched, KONTOR_KIND_PERSON)
      || kontor_touched_has_kind (touched, KONTOR_KIND_LOCATION))
    read_choices (self);
}

/* --- rows --- */

static void
remove_row (KontorCountAssignments *self, GtkWidget *row)
{
  g_ptr_array_remove (self->rows, row);
  gtk_list_box_remove (self->list, gtk_widget_get_parent (row));
  gtk_widget_set_visible (GTK_WIDGET (self->list), self->rows->len > 0);
}

/* The keyboard was in the row that is gone. */
static void
removed_cb (KontorCountAssignments *self, GtkWidget *row)
{
  remove_row (self, row);
  gtk_widget_grab_focus (GTK_WIDGET (self->add));
}

static KontorCountAssignment *
add_row (KontorCountAssignments *self)
{
  KontorCountAssignment *row = g_object_new (KONTOR_TYPE_COUNT_ASSIGNMENT, NULL);
  GtkWidget             *frame = NULL;

  kontor_count_assignment_set_choices (row, self->choices);
  kontor_count_assignment_set_twice (row, self->twice);
  g_signal_connect_object (row, "removed", G_CALLBACK (removed_cb), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->rows, row);
  gtk_list_box_append (self->list, GTK_WIDGET (row));
  frame = gtk_widget_get_parent (GTK_WIDGET (row));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (frame), FALSE);
  gtk_widget_set_focusable (frame, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->list), TRUE);
  return row;
}

static void
add_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorCountAssignment *row = add_row (KONTOR_COUNT_ASSIGNMENTS (widget));

  gtk_widget_child_focus (GTK_WIDGET (row), GTK_DIR_TAB_FORWARD);
}

static void
add_person_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  kontor_count_ask_person (widget, KONTOR_COUNT_ASSIGNMENTS (widget)->company);
}

static void
kontor_count_assignments_dispose (GObject *object)
{
  KontorCountAssignments *self = KONTOR_COUNT_ASSIGNMENTS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->company);
  g_clear_pointer (&self->choices, kontor_json_unref);

  G_OBJECT_CLASS (kontor_count_assignments_parent_class)->dispose (object);
}

static void
kontor_count_assignments_finalize (GObject *object)
{
  KontorCountAssignments *self = KONTOR_COUNT_ASSIGNMENTS (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (kontor_count_assignments_parent_class)->finalize (object);
}

static void
kontor_count_assignments_class_init (KontorCountAssignmentsClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = kontor_count_assignments_dispose;
  object_class->finalize = kontor_count_assignments_finalize;
  gtk_widget_class_install_action (widget_class, "assignments.add", NULL, add_action);
  gtk_widget_class_install_action (widget_class, "assignments.add-person", NULL, add_person_action);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/kontorapp/Kontor/ui/kontor-count-assignments.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorCountAssignments, list);
  gtk_widget_class_bind_template_child (widget_class, KontorCountAssignments, add);
}

static void
kontor_count_assignments_init (KontorCountAssignments *self)
{
  self->rows = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
kontor_count_assignments_set_company (KontorCountAssignments *self, KontorCompany *company)
{
  g_return_if_fail (KONTOR_IS_COUNT_ASSIGNMENTS (self) && self->company == NULL);

  self->company = g_object_ref (company);
  g_signal_connect_object (company, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  read_choices (self);
}

/**
 * kontor_count_assignments_set_twice:
 * @twice: whether somebody may be asked for the second of two blind counts
 */
void
kontor_count_assignments_set_twice (KontorCountAssignments *self, gboolean twice)
{
  g_return_if_fail (KONTOR_IS_COUNT_ASSIGNMENTS (self));

  self->twice = twice;
  for (guint i = 0; i < self->rows->len; i++)
    kontor_count_assignment_set_twice (self->rows->pdata[i], twice);
}

/**
 * kontor_count_assignments_show:
 * @assignments: (nullable): as kontor_query_count_json() gives them; %NULL for none
 *
 * Shows these instead of what is there.
 */
void
kontor_count_assignments_show (KontorCountAssignments *self, const KontorJson *assignments)
{
  g_return_if_fail (KONTOR_IS_COUNT_ASSIGNMENTS (self));

  while (self->rows->len > 0)
    remove_row (self, self->rows->pdata[0]);
  for (guint i = 0; i < kontor_json_length (assignments); i++)
    kontor_count_assignment_show (add_row (self), kontor_json_at (assignments, i));
}

/**
 * kontor_count_assignments_read:
 *
 * Returns: (transfer full): the assignments of count.plan and count.assign
 */
KontorJson *
kontor_count_assignments_read (KontorCountAssignments *self)
{
  KontorJson *assignments = kontor_json_new_array ();

  for (guint i = 0; i < self->rows->len; i++)
    kontor_json_append (assignments, kontor_count_assignment_read (self->rows->pdata[i]));
  return assignments;
}
