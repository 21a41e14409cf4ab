/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-import-report.h"

#include <glib/gi18n.h>

#include "kontor-format.h"
#include "kontor-import-words.h"

#define MOST_SHOWN 200

/**
 * KontorImportReport:
 *
 * The outcome of an import, or what it would be: what is new, what each row of the file was, and
 * the rows that can't be taken, with line and reason.
 */
struct _KontorImportReport
{
  AdwBin parent_instance;

  GPtrArray *rows; /* (owned) of GtkWidget, unowned: in the groups */

  /* Template children */
  AdwPreferencesGroup *outcome;
  AdwPreferencesGroup *kinds;
  AdwPreferencesGroup *failures;
};

G_DEFINE_FINAL_TYPE (KontorImportReport, kontor_import_report, ADW_TYPE_BIN)

static GtkWidget *
add_row (KontorImportReport *self, AdwPreferencesGroup *group, const char *title, const char *value)
{
  GtkWidget       *row = adw_action_row_new ();
  GtkWidget       *label = gtk_label_new (value);
  g_autofree char *escaped = g_markup_escape_text (title, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), escaped);
  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  gtk_widget_add_css_class (row, "compact-row");
  adw_preferences_group_add (group, row);
  g_ptr_array_add (self->rows, row);
  return row;
}

static void
add_counts (KontorImportReport *self, AdwPreferencesGroup *group, const KontorJson *counts)
{
  for (guint i = 0; counts != NULL && i < kontor_json_length (counts); i++)
    {
      g_autofree char *count = kontor_format_count (
        kontor_json_integer (kontor_json_at (counts, i)));

      add_row (self, group, kontor_import_words_kind (kontor_json_key_at (counts, i)), count);
    }
}

static void
add_part (GString *text, gint64 n, const char *words)
{
  g_autofree char *count = kontor_format_count (n);

  if (n > 0)
    g_string_append_printf (text, "%s%s %s", text->len > 0 ? " · " : "", count, words);
}

static gint64
count_of (const KontorJson *report, const char *key, const char *thing)
{
  const KontorJson *counts = kontor_json_get_object (report, key);

  return counts != NULL ? kontor_json_get_integer (counts, thing, 0) : 0;
}

/* "Orders: 1,557 new · 3 changed" */
static void
add_thing (KontorImportReport *self, const KontorJson *report, const char *thing)
{
  g_autoptr (GString) text = g_string_new (NULL);

  add_part (text, count_of (report, "created", thing), _ ("new"));
  add_part (text, count_of (report, "changed", thing), _ ("changed"));
  add_part (text, count_of (report, "unchanged", thing), _ ("here already"));
  if (text->len > 0)
    add_row (self, self->outcome, kontor_import_words_thing (thing), text->str);
}

static void
add_outcome (KontorImportReport *self, const KontorJson *report)
{
  static const char *const keys[] = { "created", "changed", "unchanged" };
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (gsize k = 0; k < G_N_ELEMENTS (keys); k++)
    {
      const KontorJson *counts = kontor_json_get_object (report, keys[k]);

      for (guint i = 0; counts != NULL && i < kontor_json_length (counts); i++)
        if (g_hash_table_add (seen, (gpointer) kontor_json_key_at (counts, i)))
          add_thing (self, report, kontor_json_key_at (counts, i));
    }
}

static void
add_failed_count (KontorImportReport *self, gint64 n_failed)
{
  g_autofree char *count = kontor_format_count (n_failed);
  GtkWidget       *row = NULL;

  if (n_failed == 0)
    return;
  row = add_row (self, self->outcome, _ ("Rows that can't be taken"), count);
  adw_action_row_set_icon_name (ADW_ACTION_ROW (row), "dialog-warning-symbolic");
}

/* Errors begin in lower case; here each stands by itself. */
static char *
dup_sentence (const char *message)
{
  g_autofree char *first = NULL;
  g_autofree char *text = NULL;

  if (*message == '\0')
    return g_strdup ("");
  first = g_utf8_strup (message, g_utf8_next_char (message) - message);
  text = g_strconcat (first, g_utf8_next_char (message), NULL);
  return g_markup_escape_text (text, -1);
}

static void
add_failure (KontorImportReport *self, const KontorJson *failure)
{
  g_autofree char *line = kontor_format_count (kontor_json_get_integer (failure, "line", 0));
  g_autofree char *title = g_strdup_printf (_ ("Line %s"), line);
  g_autofree char *message = dup_sentence (kontor_json_get_string (failure, "message", ""));
  GtkWidget       *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), message);
  gtk_widget_add_css_class (row, "compact-row");
  adw_preferences_group_add (self->failures, row);
  g_ptr_array_add (self->rows, row);
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  gint64 line_a = kontor_json_get_integer (*(const KontorJson *const *) a, "line", 0);
  gint64 line_b = kontor_json_get_integer (*(const KontorJson *const *) b, "line", 0);

  return (line_a > line_b) - (line_a < line_b);
}

static void
show_failures (KontorImportReport *self, const KontorJson *report)
{
  const KontorJson *failures = kontor_json_get_array (report, "failures");
  guint             n_failures = failures != NULL ? kontor_json_length (failures) : 0;
  guint             n_shown = MIN (n_failures, MOST_SHOWN);
  g_autoptr (GPtrArray) sorted = g_ptr_array_sized_new (n_failures);
  g_autofree char *more = NULL;

  for (guint i = 0; i < n_failures; i++)
    g_ptr_array_add (sorted, (gpointer) kontor_json_at (failures, i));
  g_ptr_array_sort (sorted, compare_lines);
  for (guint i = 0; i < n_shown; i++)
    add_failure (self, g_ptr_array_index (sorted, i));
  if (n_failures > n_shown)
    more = g_strdup_printf (_ ("The first %u of %u reasons."), n_shown, n_failures);
  adw_preferences_group_set_description (self->failures, more);
  gtk_widget_set_visible (GTK_WIDGET (self->failures), n_failures > 0);
}

static void
clear (KontorImportReport *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);
      GtkWidget *group = gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP);

      adw_preferences_group_remove (ADW_PREFERENCES_GROUP (group), row);
    }
  g_ptr_array_set_size (self->rows, 0);
}

static void
kontor_import_report_dispose (GObject *object)
{
  g_clear_pointer (&KONTOR_IMPORT_REPORT (object)->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (kontor_import_report_parent_class)->dispose (object);
}

static void
kontor_import_report_class_init (KontorImportReportClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_import_report_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-import-report.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorImportReport, outcome);
  gtk_widget_class_bind_template_child (widget_class, KontorImportReport, kinds);
  gtk_widget_class_bind_template_child (widget_class, KontorImportReport, failures);
}

static void
kontor_import_report_init (KontorImportReport *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kontor_import_report_show:
 * @report: as kontor_import_run() gives it
 */
void
kontor_import_report_show (KontorImportReport *self, const KontorJson *report)
{
  g_return_if_fail (KONTOR_IS_IMPORT_REPORT (self));

  clear (self);
  add_outcome (self, report);
  add_failed_count (self, kontor_json_get_integer (report, "failed", 0));
  if (self->rows->len == 0)
    add_row (self, self->outcome, _ ("Nothing to import: the file has no rows"), "");
  add_counts (self, self->kinds, kontor_json_get_object (report, "kinds"));
  gtk_widget_set_visible (GTK_WIDGET (self->kinds),
                          kontor_import_words_sum (kontor_json_get_object (report, "kinds")) > 0);
  show_failures (self, report);
}

/**
 * kontor_import_report_reveal_failures:
 *
 * Brings the rows that can't be taken into view.
 */
void
kontor_import_report_reveal_failures (KontorImportReport *self)
{
  g_return_if_fail (KONTOR_IS_IMPORT_REPORT (self));

  gtk_widget_child_focus (GTK_WIDGET (self->failures), GTK_DIR_TAB_FORWARD);
}
