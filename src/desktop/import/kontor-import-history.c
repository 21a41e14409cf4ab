/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-import-history.h"

#include <glib/gi18n.h>

#include "kontor-format.h"
#include "kontor-import-words.h"

/**
 * KontorImportHistory:
 *
 * Where an import begins: the invitation to choose a file; and below, once there are some, the
 * earlier imports: file, what it was, when, what came of it, and Undo for the whole of it.
 */
struct _KontorImportHistory
{
  AdwBin parent_instance;

  GPtrArray *rows; /* (owned) of GtkWidget, unowned: in the group */

  /* Template children */
  AdwPreferencesGroup *group;
};

G_DEFINE_FINAL_TYPE (KontorImportHistory, kontor_import_history, ADW_TYPE_BIN)

static char *
describe_outcome (const KontorJson *summary)
{
  const KontorJson *created = summary != NULL ? kontor_json_get_object (summary, "created") : NULL;
  const KontorJson *changed = summary != NULL ? kontor_json_get_object (summary, "changed") : NULL;
  gint64            n_changed = kontor_import_words_sum (changed);
  gint64            n_failed = summary != NULL ? kontor_json_get_integer (summary, "failed", 0) : 0;
  g_autofree char  *things = kontor_import_words_things (created);
  GString          *text = g_string_new (things);

  if (summary == NULL)
    g_string_append (text, _ ("stopped before its end"));
  else if (*things == '\0' && n_changed == 0)
    g_string_append (text, _ ("nothing new"));
  if (n_changed > 0)
    g_string_append_printf (text, _ ("%s%d changed"), text->len > 0 ? " · " : "", (int) n_changed);
  if (n_failed > 0)
    g_string_append_printf (text, _ (" · %d rows not taken"), (int) n_failed);
  return g_string_free (text, FALSE);
}

static GtkWidget *
new_undo (const KontorJson *import, const char *file)
{
  GtkWidget       *button = gtk_button_new_with_mnemonic (_ ("_Undo"));
  g_autofree char *words = g_strdup_printf (_ ("Undo the import of %s"), file);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, words);
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_actionable_set_action_target (
    GTK_ACTIONABLE (button), "s", kontor_json_get_string (import, "batch", ""));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "import.undo");
  return button;
}

static GtkWidget *
new_undone (void)
{
  GtkWidget *label = gtk_label_new (_ ("Undone"));

  gtk_widget_add_css_class (label, "dim-label");
  return label;
}

static void
add_row (KontorImportHistory *self, const KontorJson *import)
{
  GtkWidget       *row = adw_action_row_new ();
  const char      *file = kontor_json_get_string (import, "file", "");
  g_autofree char *when = kontor_format_when (kontor_json_get_integer (import, "at", 0));
  g_autofree char *outcome = describe_outcome (kontor_json_get_object (import, "summary"));
  g_autofree char *title = g_markup_escape_text (*file != '\0' ? file : _ ("Without a name"), -1);
  const char      *importer = kontor_import_words_importer (
    kontor_json_get_string (import, "importer", ""));
  g_autofree char *text = g_strjoin (" · ", importer, when, outcome, NULL);
  g_autofree char *subtitle = g_markup_escape_text (text, -1);
  gboolean         undone = kontor_json_get_boolean (import, "undone", FALSE);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             undone ? new_undone () : new_undo (import, file));
  adw_preferences_group_add (self->group, row);
  g_ptr_array_add (self->rows, row);
}

static void
kontor_import_history_dispose (GObject *object)
{
  g_clear_pointer (&KONTOR_IMPORT_HISTORY (object)->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (kontor_import_history_parent_class)->dispose (object);
}

static void
kontor_import_history_class_init (KontorImportHistoryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_import_history_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-import-history.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorImportHistory, group);
}

static void
kontor_import_history_init (KontorImportHistory *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kontor_import_history_show:
 * @imports: as kontor_import_work_list_async() gives them
 */
void
kontor_import_history_show (KontorImportHistory *self, const KontorJson *imports)
{
  g_return_if_fail (KONTOR_IS_IMPORT_HISTORY (self));

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < kontor_json_length (imports); i++)
    add_row (self, kontor_json_at (imports, i));
  gtk_widget_set_visible (GTK_WIDGET (self->group), self->rows->len > 0);
}
