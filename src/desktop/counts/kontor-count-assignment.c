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

/* Chooses it, also when it is no choice any more: what was said stays until it is changed. */
static void
choose (GtkDropDown *drop_down, GPtrArray *uids, const char *uid, const char *name)
{
  GtkStringList *model = GTK_STRING_LIST (gtk_drop_down_get_model (drop_down));
  guint          position = 0;

  if (!g_ptr_array_find_with_equal_func (uids, uid, g_str_equal, &position))
    {
      position = uids->len;
      g_ptr_array_add (uids, g_strdup (uid));
      gtk_string_list_append (model, name);
    }
  gtk_drop_down_set_selected (drop_down, position);
}

static char *
dup_chosen_name (GtkDropDown *drop_down)
{
  GtkStringObject *chosen = gtk_drop_down_get_selected_item (drop_down);

  return g_strdup (chosen != NULL ? gtk_string_object_get_string (chosen) : "");
}

/* Keeps what was chosen. */
static void
set_choices (GtkDropDown *drop_down, GPtrArray *uids, const KontorJson *choices, const char *none)
{
  g_autofree char *chosen = g_strdup (get_chosen (drop_down, uids));
  g_autofree char *name = dup_chosen_name (drop_down);
  g_autoptr (GtkStringList) model = gtk_string_list_new (NULL);

  g_ptr_array_set_size (uids, 0);
  g_ptr_array_add (uids, g_strdup (""));
  gtk_string_list_append (model, none);
  for (guint i = 0; i < kontor_json_length (choices); i++)
    {
      const KontorJson *choice = kontor_json_at (choices, i);
      const char       *uid = kontor_json_get_string (choice, "uid", "");

      if (*uid == '\0') /* the main place has no row that could be named */
        continue;
      g_ptr_array_add (uids, g_strdup (uid));
      gtk_string_list_append (model, kontor_json_get_string (choice, "name", ""));
    }
  gtk_drop_down_set_model (drop_down, G_LIST_MODEL (model));
  choose (drop_down, uids, chosen, name);
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
 * @choices: (nullable): as kontor_query_count_choices() gives them; %NULL until they are known
 */
void
kontor_count_assignment_set_choices (KontorCountAssignment *self, const KontorJson *choices)
{
  const KontorJson *places = choices != NULL ? kontor_json_get_array (choices, "places") : NULL;
  const KontorJson *people = choices != NULL ? kontor_json_get_array (choices, "people") : NULL;

  set_choices (self->place, self->places, places, _ ("Everywhere"));
  set_choices (self->person, self->people, people, _ ("Anybody"));
}

/**
 * kontor_count_assignment_show:
 * @assignment: one of those that kontor_query_count_json() gives
 */
void
kontor_count_assignment_show (KontorCountAssignment *self, const KontorJson *assignment)
{
  choose (self->place,
          self->places,
          kontor_json_get_string (assignment, "place", ""),
          kontor_json_get_string (assignment, "place_name", ""));
  choose (self->person,
          self->people,
          kontor_json_get_string (assignment, "person", ""),
          kontor_json_get_string (assignment, "person_name", ""));
  gtk_check_button_set_active (self->second, kontor_json_get_integer (assignment, "pass", 1) > 1);
}

void
kontor_count_assignment_set_twice (KontorCountAssignment *self, gboolean twice)
{
  gtk_widget_set_visible (GTK_WIDGET (self->second), twice);
}

/**
 * kontor_count_assignment_read:
 *
 * Returns: (transfer full): one of the assignments of count.plan and count.assign
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
