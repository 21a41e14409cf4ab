/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-count-assignment.h"

#include <glib/gi18n.h>

struct _KontorCountAssignment
{
  AdwBin parent_instance;

  GPtrArray *places; /* (owned) of uid texts, in the order of the drop-down; "" for everywhere */
  GPtrArray *people; /* (owned) likewise; "" for anybody */

  /* Template children */
  GtkDropDown    *place;
  GtkDropDown    *person;
  GtkCheckButton *second;
};

enum
{
  REMOVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KontorCountAssignment, kontor_count_assignment, ADW_TYPE_BIN)

static void
remove_cb (KontorCountAssignment *self)
{
  g_signal_emit (self, signals[REMOVED], 0);
}

static const char *
get_chosen (GtkDropDown *drop_down, const GPtrArray *uids)
{
  guint selected = gtk_drop_down_get_selected (drop_down);

  return selected < uids->len ? g_ptr_array_index (uids, selected) : "";
}

/* Keeps what was chosen. */
static void
set_choices (GtkDropDown *drop_down, GPtrArray *uids, const KontorJson *choices, const char *none)
{
  g_autofree char *chosen = g_strdup (get_chosen (drop_down, uids));
  g_autoptr (GtkStringList) model = gtk_string_list_new (NULL);
  guint selected = 0;

  g_ptr_array_set_size (uids, 0);
  g_ptr_array_add (uids, g_strdup (""));
  gtk_string_list_append (model, none);
  for (guint i = 0; i < kontor_json_length (choices); i++)
    {
      const KontorJson *choice = kontor_json_at (choices, i);
      const char       *uid = kontor_json_get_string (choice, "uid", "");

      if (*uid == '\0') /* the main place has no row that could be named */
        continue;
      if (g_str_equal (uid, chosen))
        selected = uids->len;
      g_ptr_array_add (uids, g_strdup (uid));
      gtk_string_list_append (model, kontor_json_get_string (choice, "name", ""));
    }
  gtk_drop_down_set_model (drop_down, G_LIST_MODEL (model));
  gtk_drop_down_set_selected (drop_down, selected);
}

static void
kontor_count_assignment_finalize (GObject *object)
{
  KontorCountAssignment *self = KONTOR_COUNT_ASSIGNMENT (object);

  g_clear_pointer (&self->places, g_ptr_array_unref);
  g_clear_pointer (&self->people, g_ptr_array_unref);

  G_OBJECT_CLASS (kontor_count_assignment_parent_class)->finalize (object);
}

static void
kontor_count_assignment_class_init (KontorCountAssignmentClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = kontor_count_assignment_finalize;
  signals[REMOVED] = g_signal_new ("removed",
                                   KONTOR_TYPE_COUNT_ASSIGNMENT,
                                   G_SIGNAL_RUN_LAST,
                                   0,
                                   NULL,
                                   NULL,
                                   NULL,
                                   G_TYPE_NONE,
                                   0);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/kontorapp/Kontor/ui/kontor-count-assignment.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorCountAssignment, place);
  gtk_widget_class_bind_template_child (widget_class, KontorCountAssignment, person);
  gtk_widget_class_bind_template_child (widget_class, KontorCountAssignment, second);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
kontor_count_assignment_init (KontorCountAssignment *self)
{
  self->places = g_ptr_array_new_with_free_func (g_free);
  self->people = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kontor_count_assignment_set_choices:
 * @choices: as kontor_query_count_choices() gives them
 */
void
kontor_count_assignment_set_choices (KontorCountAssignment *self, const KontorJson *choices)
{
  set_choices (
    self->place, self->places, kontor_json_get_array (choices, "places"), _ ("Everywhere"));
  set_choices (
    self->person, self->people, kontor_json_get_array (choices, "people"), _ ("Anybody"));
}

void
kontor_count_assignment_set_twice (KontorCountAssignment *self, gboolean twice)
{
  gtk_widget_set_visible (GTK_WIDGET (self->second), twice);
}

/**
 * kontor_count_assignment_read:
 *
 * Returns: (transfer full): one of the assignments of count.plan
 */
KontorJson *
kontor_count_assignment_read (KontorCountAssignment *self)
{
  KontorJson *assignment = kontor_json_new_object ();
  const char *place = get_chosen (self->place, self->places);
  const char *person = get_chosen (self->person, self->people);
  gboolean    second = gtk_widget_get_visible (GTK_WIDGET (self->second))
                    && gtk_check_button_get_active (self->second);

  if (*place != '\0')
    kontor_json_set_string (assignment, "place", place);
  if (*person != '\0')
    kontor_json_set_string (assignment, "person", person);
  kontor_json_set_integer (assignment, "pass", second ? 2 : 1);
  return assignment;
}
