/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-count-person.h"

#include <glib/gi18n.h>

#include "kontor-ask-window.h"
#include "kontor-count-query.h"
#include "kontor-weak.h"

struct _KontorCountPerson
{
  AdwBin parent_instance;

  KontorCompany *company;     /* (owned) (nullable) until it is set */
  KontorJson    *people;      /* (owned) (nullable) until read */
  GCancellable  *cancellable; /* (owned): cancelled in dispose */

  /* Template children */
  GtkMenuButton *button;
  GtkLabel      *words;
  GMenu         *names;
};

G_DEFINE_FINAL_TYPE (KontorCountPerson, kontor_count_person, ADW_TYPE_BIN)

static void
show_person (KontorCountPerson *self)
{
  const char      *name = kontor_company_get_person_name (self->company);
  g_autofree char *words = NULL;

  /* Translators: who works at this computer now: "I am Anna". */
  words = *name != '\0' ? g_strdup_printf (_ ("I am %s"), name) : g_strdup (_ ("Who are you?"));
  gtk_label_set_text (self->words, words);
}

static void
show_people (KontorCountPerson *self)
{
  g_menu_remove_all (self->names);
  for (guint i = 0; i < kontor_json_length (self->people); i++)
    {
      const KontorJson *person = kontor_json_at (self->people, i);
      g_autoptr (GMenuItem) item = g_menu_item_new (kontor_json_get_string (person, "name", ""),
                                                    NULL);

      g_menu_item_set_action_and_target (
        item, "person.choose", "s", kontor_json_get_string (person, "uid", ""));
      g_menu_append_item (self->names, item);
    }
}

static void
people_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (KontorCountPerson) self = kontor_weak_take (user_data);
  g_autoptr (KontorJson) choices = kontor_replica_read_finish (
    KONTOR_REPLICA (source), result, NULL);
  const KontorJson *people = choices != NULL ? kontor_json_get_array (choices, "people") : NULL;

  if (self == NULL || people == NULL)
    return;
  g_clear_pointer (&self->people, kontor_json_unref);
  self->people = kontor_json_ref ((KontorJson *) people);
  show_people (self);
}

static gpointer
read_in_reader (KontorDatabase *database, gpointer data, GError **error)
{
  return kontor_query_count_choices (database, error);
}

static void
read_people (KontorCountPerson *self)
{
  kontor_replica_read_async (kontor_company_get_replica (self->company),
                             read_in_reader,
                             NULL,
                             NULL,
                             (GDestroyNotify) kontor_json_unref,
                             self->cancellable,
                             people_read_cb,
                             kontor_weak_new (self));
}

static void
changed_cb (KontorCountPerson *self, const GArray *touched)
{
  if (kontor_touched_has_kind (touched, KONTOR_KIND_PERSON))
    read_people (self);
}

static void
choose_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorCountPerson *self = KONTOR_COUNT_PERSON (widget);
  const char        *text = g_variant_get_string (parameter, NULL);
  KontorUid          uid;

  if (!kontor_uid_parse (&uid, text))
    {
      kontor_company_set_person (self->company, NULL, NULL);
      return;
    }
  for (guint i = 0; i < kontor_json_length (self->people); i++)
    {
      const KontorJson *person = kontor_json_at (self->people, i);

      if (g_str_equal (kontor_json_get_string (person, "uid", ""), text))
        kontor_company_set_person (
          self->company, &uid, kontor_json_get_string (person, "name", ""));
    }
}

static void
add_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  kontor_count_ask_person (widget, KONTOR_COUNT_PERSON (widget)->company);
}

static void
kontor_count_person_dispose (GObject *object)
{
  KontorCountPerson *self = KONTOR_COUNT_PERSON (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->company);
  g_clear_pointer (&self->people, kontor_json_unref);

  G_OBJECT_CLASS (kontor_count_person_parent_class)->dispose (object);
}

static void
kontor_count_person_finalize (GObject *object)
{
  g_clear_object (&KONTOR_COUNT_PERSON (object)->cancellable);

  G_OBJECT_CLASS (kontor_count_person_parent_class)->finalize (object);
}

static void
kontor_count_person_class_init (KontorCountPersonClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = kontor_count_person_dispose;
  object_class->finalize = kontor_count_person_finalize;
  gtk_widget_class_install_action (widget_class, "person.choose", "s", choose_action);
  gtk_widget_class_install_action (widget_class, "person.add", NULL, add_action);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-count-person.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorCountPerson, button);
  gtk_widget_class_bind_template_child (widget_class, KontorCountPerson, words);
  gtk_widget_class_bind_template_child (widget_class, KontorCountPerson, names);
}

static void
kontor_count_person_init (KontorCountPerson *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
kontor_count_person_set_company (KontorCountPerson *self, KontorCompany *company)
{
  g_return_if_fail (KONTOR_IS_COUNT_PERSON (self) && self->company == NULL);

  self->company = g_object_ref (company);
  g_signal_connect_object (company, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
    company, "notify::person-name", G_CALLBACK (show_person), self, G_CONNECT_SWAPPED);
  show_person (self);
  read_people (self);
}

/**
 * kontor_count_ask_person:
 * @widget: where it was asked for
 *
 * Asks for the name of somebody who counts or decides here.
 */
void
kontor_count_ask_person (GtkWidget *widget, KontorCompany *company)
{
  KontorAskChoice roles[] = {
    { "counter", _ ("Counts") },
    { "staff", _ ("Counts and decides") },
    { "admin", _ ("May do everything") },
  };
  KontorAskWindow *window = kontor_ask_window_new (
    widget, company, _ ("Add a Person"), _ ("_Add Person"));

  kontor_ask_window_add_entry (window, "name", _ ("_Name"), KONTOR_ASK_TEXT, TRUE);
  kontor_ask_window_add_choice (window, "role", _ ("_Role"), roles, G_N_ELEMENTS (roles));
  kontor_ask_window_choose (window, "role", "staff");
  kontor_ask_window_set_command (
    window, "person.create", kontor_json_new_object (), _ ("Person added"), NULL);
  gtk_window_present (GTK_WINDOW (window));
}
