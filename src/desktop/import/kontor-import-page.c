/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-import-page.h"

#include <glib/gi18n.h>

#include "kontor-customer-wrap.h"
#include "kontor-dialogs.h"
#include "kontor-format.h"
#include "kontor-import-format.h"
#include "kontor-import-history.h"
#include "kontor-import-mapping.h"
#include "kontor-import-report.h"
#include "kontor-import-words.h"
#include "kontor-import-work.h"
#include "kontor-notice.h"
#include "kontor-problem.h"
#include "kontor-toast.h"
#include "kontor-weak.h"

#define PROGRESS_EVERY_MS 100

/**
 * KontorImportPage:
 *
 * The import assistant. A step back is always possible until the import itself begins.
 *
 *   start ──file──> plan ──check──> working ──> checked ──import──> working ──> done
 *     ^               ^                              │                           │
 *     └───────────────┴──────────── back ────────────┴────── another file ───────┘
 */
struct _KontorImportPage
{
  KontorPage parent_instance;

  KontorImportWork *work;        /* (owned) */
  KontorImportFile *file;        /* (owned) (nullable) until chosen */
  KontorJson       *report;      /* (owned) (nullable): of the newest run */
  GCancellable     *cancellable; /* (owned): cancelled in dispose */
  GCancellable     *running;     /* (owned) (nullable): of what is running */
  guint             progress_id;
  gboolean          dry_run; /* what is running */
  gboolean          looking; /* into the file again */

  /* Template children */
  AdwWindowTitle      *title;
  GtkButton           *back;
  GtkButton           *check;
  GtkButton           *import;
  GtkStack            *stack;
  KontorImportHistory *history;
  AdwActionRow        *file_row;
  AdwComboRow         *kind;
  KontorImportFormat  *format;
  KontorImportMapping *mapping;
  GtkLabel            *problem;
  GtkLabel            *working;
  GtkProgressBar      *progress;
  GtkLabel            *progress_label;
  GtkLabel            *headline;
  GtkBox              *done_buttons;
  GtkButton           *show_failed;
  GtkButton           *run_failed;
  GtkButton           *undo;
  KontorImportReport  *report_view;
};

G_DEFINE_FINAL_TYPE (KontorImportPage, kontor_import_page, KONTOR_TYPE_PAGE)

static gboolean
is_at (KontorImportPage *self, const char *step)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), step) == 0;
}

static gboolean
is_checked (KontorImportPage *self)
{
  return is_at (self, "report") && kontor_json_get_boolean (self->report, "dry_run", FALSE);
}

static gint64
count_failed (KontorImportPage *self)
{
  return self->report != NULL ? kontor_json_get_integer (self->report, "failed", 0) : 0;
}

static gint64
count_changes (const KontorJson *report)
{
  return kontor_import_words_sum (kontor_json_get_object (report, "created"))
         + kontor_import_words_sum (kontor_json_get_object (report, "changed"));
}

static void
update_buttons (KontorImportPage *self)
{
  gboolean    plan = is_at (self, "plan");
  gboolean    checked = is_checked (self);
  gboolean    done = is_at (self, "report") && !checked;
  const char *problem = plan && gtk_widget_get_visible (GTK_WIDGET (self->mapping))
                          ? kontor_import_mapping_get_problem (self->mapping)
                          : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->back), plan || is_at (self, "report"));
  gtk_widget_set_visible (GTK_WIDGET (self->check), plan);
  gtk_widget_set_visible (GTK_WIDGET (self->import), checked);
  gtk_widget_set_visible (GTK_WIDGET (self->done_buttons), done);
  gtk_widget_set_visible (GTK_WIDGET (self->show_failed), count_failed (self) > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->run_failed), count_failed (self) > 0);
  gtk_label_set_label (self->problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
  gtk_widget_action_set_enabled (
    GTK_WIDGET (self), "import.check", plan && problem == NULL && !self->looking);
  gtk_widget_action_set_enabled (
    GTK_WIDGET (self), "import.run", checked && count_changes (self->report) > 0);
  gtk_widget_action_set_enabled (
    GTK_WIDGET (self), "import.run-failed", done && count_failed (self) > 0);
  gtk_widget_action_set_enabled (
    GTK_WIDGET (self), "import.show-failed", done && count_failed (self) > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.cancel", is_at (self, "working"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.choose", !is_at (self, "working"));
}

static void
show (KontorImportPage *self, const char *step)
{
  gtk_stack_set_visible_child_name (self->stack, step);
  adw_window_title_set_subtitle (
    self->title, self->file != NULL && !is_at (self, "start") ? self->file->name : "");
  update_buttons (self);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorImportPage) self = kontor_weak_take (user_data);
  g_autoptr (KontorJson) imports = kontor_import_work_list_finish (
    KONTOR_IMPORT_WORK (source), result, &error);

  if (self == NULL)
    return;
  if (imports != NULL)
    kontor_import_history_show (self->history, imports);
  else
    kontor_problem_present (GTK_WIDGET (self), error);
}

static void
read_history (KontorImportPage *self)
{
  kontor_import_work_list_async (self->work, self->cancellable, listed_cb, kontor_weak_new (self));
}

static const char *
chosen_importer (KontorImportPage *self)
{
  guint                 n_importers = 0;
  const KontorImporter *importers = kontor_importer_list (&n_importers);

  return importers[MIN (adw_combo_row_get_selected (self->kind), n_importers - 1)].name;
}

static void
kind_chosen_cb (KontorImportPage *self)
{
  guint                 n_importers = 0;
  const KontorImporter *importers = kontor_importer_list (&n_importers);
  guint                 selected = MIN (adw_combo_row_get_selected (self->kind), n_importers - 1);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->kind), _ (importers[selected].help));
  gtk_widget_set_visible (GTK_WIDGET (self->mapping),
                          g_str_equal (importers[selected].name, "csv"));
  /* A mapping says it itself. */
  kontor_import_format_ask_decimal (self->format, !g_str_equal (importers[selected].name, "csv"));
  update_buttons (self);
}

static void
mapping_changed_cb (KontorImportPage *self)
{
  update_buttons (self);
}

static void
fill_kinds (KontorImportPage *self)
{
  guint                 n_importers = 0;
  const KontorImporter *importers = kontor_importer_list (&n_importers);
  g_autoptr (GtkStringList) model = gtk_string_list_new (NULL);

  for (guint i = 0; i < n_importers; i++)
    gtk_string_list_append (model, _ (importers[i].title));
  adw_combo_row_set_model (self->kind, G_LIST_MODEL (model));
}

static void
show_plan (KontorImportPage *self)
{
  guint                 n_importers = 0;
  const KontorImporter *importers = kontor_importer_list (&n_importers);
  g_autofree char      *size = g_format_size (g_bytes_get_size (self->file->bytes));
  g_autofree char      *name = g_markup_escape_text (self->file->name, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->file_row), name);
  adw_action_row_set_subtitle (self->file_row, size);
  kontor_import_format_show (self->format, self->file);
  kontor_import_mapping_show (self->mapping, self->file);
  for (guint i = 0; i < n_importers; i++)
    if (g_str_equal (importers[i].name, self->file->importer))
      adw_combo_row_set_selected (self->kind, i);
  kind_chosen_cb (self);
  show (self, "plan");
  gtk_widget_grab_focus (GTK_WIDGET (self->check));
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorImportPage) self = kontor_weak_take (user_data);
  g_autoptr (KontorImportFile) file = kontor_import_work_load_finish (
    KONTOR_IMPORT_WORK (source), result, &error);

  if (self == NULL)
    return;
  self->looking = FALSE;
  update_buttons (self);
  if (!is_at (self, "plan"))
    return;
  if (file == NULL)
    {
      kontor_problem_present (GTK_WIDGET (self), error);
      kontor_import_format_show (self->format, self->file); /* as it was */
      return;
    }
  g_clear_pointer (&self->file, kontor_import_file_unref);
  self->file = g_steal_pointer (&file);
  show_plan (self);
}

static void
format_changed_cb (KontorImportPage *self)
{
  if (self->file == NULL)
    return;
  self->looking = TRUE;
  update_buttons (self);
  kontor_import_work_look_async (self->work,
                                 self->file,
                                 kontor_import_format_get_encoding (self->format),
                                 kontor_import_format_get_separator (self->format),
                                 self->cancellable,
                                 looked_cb,
                                 kontor_weak_new (self));
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorImportPage) self = kontor_weak_take (user_data);
  g_autoptr (KontorImportFile) file = kontor_import_work_load_finish (
    KONTOR_IMPORT_WORK (source), result, &error);

  if (self == NULL)
    return;
  if (file == NULL)
    {
      kontor_problem_present (GTK_WIDGET (self), error);
      return;
    }
  g_clear_pointer (&self->file, kontor_import_file_unref);
  self->file = g_steal_pointer (&file);
  show_plan (self);
}

static void
file_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (KontorImportPage) self = kontor_weak_take (user_data);
  g_autoptr (GFile) file = kontor_file_open_finish (result, NULL);

  if (self != NULL && file != NULL)
    kontor_import_page_open_file (self, file);
}

static gboolean
progress_cb (gpointer data)
{
  KontorImportPage *self = data;
  guint64           rows = 0;
  double            fraction = kontor_import_work_get_progress (self->work, &rows);
  g_autofree char  *count = kontor_format_count ((gint64) rows);
  g_autofree char  *label = g_strdup_printf (_ ("%s rows read"), count);

  if (fraction > 0)
    gtk_progress_bar_set_fraction (self->progress, fraction);
  else
    gtk_progress_bar_pulse (self->progress); /* a copy is made to try it on */
  gtk_label_set_label (self->progress_label, rows > 0 ? label : "");
  return G_SOURCE_CONTINUE;
}

static char *
dup_headline (const KontorJson *report)
{
  gint64           n_rows = kontor_json_get_integer (report, "rows", 0);
  gboolean         dry = kontor_json_get_boolean (report, "dry_run", FALSE);
  g_autofree char *rows = kontor_format_count (n_rows);
  g_autofree char *changes = kontor_format_count (count_changes (report));

  if (count_changes (report) == 0)
    return g_strdup_printf (ngettext ("%s row read: nothing to change",
                                      "%s rows read: nothing to change",
                                      (gulong) n_rows),
                            rows);
  if (dry)
    return g_strdup_printf (ngettext ("%s row read: this would happen. Nothing is changed yet.",
                                      "%s rows read: this would happen. Nothing is changed yet.",
                                      (gulong) n_rows),
                            rows);
  return g_strdup_printf (_ ("%s rows read, %s new or changed"), rows, changes);
}

static void
show_report (KontorImportPage *self, KontorJson *report)
{
  g_autofree char *headline = dup_headline (report);

  g_clear_pointer (&self->report, kontor_json_unref);
  self->report = kontor_json_ref (report);
  gtk_label_set_label (self->headline, headline);
  kontor_import_report_show (self->report_view, report);
  gtk_actionable_set_action_target (
    GTK_ACTIONABLE (self->undo), "s", kontor_json_get_string (report, "batch", ""));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->undo), "import.undo");
  gtk_widget_set_visible (GTK_WIDGET (self->undo), count_changes (report) > 0);
  show (self, "report");
  if (is_checked (self))
    gtk_widget_grab_focus (GTK_WIDGET (self->import));
}

static void
stopped (KontorImportPage *self, const GError *error)
{
  gboolean cancelled = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  show (self, cancelled && !self->dry_run ? "start" : "plan");
  if (!cancelled)
    kontor_problem_present (GTK_WIDGET (self), error);
  else if (!self->dry_run)
    kontor_toast (GTK_WIDGET (self),
                  _ ("Import stopped: what was imported until then can be undone below"));
}

static void
notify_end (KontorImportPage *self, const GError *error)
{
  GtkWidget       *widget = GTK_WIDGET (self);
  g_autofree char *headline = error == NULL ? dup_headline (self->report) : NULL;

  if (error != NULL)
    kontor_notice_send (
      widget, "import", _ ("Import stopped"), _ ("Kontor tells why in its window."), "import");
  else
    kontor_notice_send (widget,
                        "import",
                        self->dry_run ? _ ("File checked") : _ ("Import finished"),
                        headline,
                        "import");
}

static void
run_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorImportPage) self = kontor_weak_take (user_data);
  g_autoptr (KontorJson) report = kontor_import_work_run_finish (
    KONTOR_IMPORT_WORK (source), result, &error);

  if (self == NULL)
    return;
  g_clear_handle_id (&self->progress_id, g_source_remove);
  g_clear_object (&self->running);
  if (report != NULL)
    show_report (self, report);
  else
    stopped (self, error);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    notify_end (self, error);
  read_history (self);
}

static void
run (KontorImportPage *self, gboolean dry_run, gboolean only_failed)
{
  gboolean mapped = g_str_equal (chosen_importer (self), "csv");
  g_autoptr (KontorJson) mapping = mapped ? kontor_import_mapping_dup (self->mapping) : NULL;
  KontorImportOrder order = { chosen_importer (self),
                              mapping,
                              kontor_import_format_get_decimal (self->format),
                              dry_run,
                              only_failed };

  if (self->running != NULL)
    return;
  self->dry_run = dry_run;
  self->running = g_cancellable_new ();
  gtk_label_set_label (self->working, dry_run ? _ ("Checking…") : _ ("Importing…"));
  gtk_progress_bar_set_fraction (self->progress, 0);
  gtk_label_set_label (self->progress_label, "");
  self->progress_id = g_timeout_add (PROGRESS_EVERY_MS, progress_cb, self);
  kontor_import_work_run_async (
    self->work, self->file, &order, self->running, run_cb, kontor_weak_new (self));
  show (self, "working");
}

static void
undone_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorImportPage) self = kontor_weak_take (user_data);
  g_autofree char *label = kontor_import_work_undo_finish (
    KONTOR_IMPORT_WORK (source), result, &error);

  if (self == NULL)
    return;
  g_clear_handle_id (&self->progress_id, g_source_remove);
  show (self, "start");
  if (label != NULL)
    kontor_toast (GTK_WIDGET (self), _ ("The import was undone"));
  else
    kontor_problem_present (GTK_WIDGET (self), error);
  read_history (self);
}

static void
undo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorImportPage *self = KONTOR_IMPORT_PAGE (widget);

  if (is_at (self, "working"))
    return;
  gtk_label_set_label (self->working, _ ("Undoing the import…"));
  gtk_label_set_label (self->progress_label, "");
  gtk_progress_bar_pulse (self->progress);
  show (self, "working");
  gtk_widget_action_set_enabled (widget, "import.cancel", FALSE);
  kontor_import_work_undo_async (
    self->work, g_variant_get_string (parameter, NULL), NULL, undone_cb, kontor_weak_new (self));
}

static void
choose_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorImportPage *self = KONTOR_IMPORT_PAGE (widget);

  kontor_file_open_async (
    widget, _ ("Import File"), self->cancellable, file_chosen_cb, kontor_weak_new (self));
}

static void
run_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  run (KONTOR_IMPORT_PAGE (widget),
       g_str_equal (name, "import.check"),
       g_str_equal (name, "import.run-failed"));
}

static void
cancel_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorImportPage *self = KONTOR_IMPORT_PAGE (widget);

  g_cancellable_cancel (self->running);
  gtk_label_set_label (self->working, _ ("Stopping…"));
}

static void
show_failed_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  kontor_import_report_reveal_failures (KONTOR_IMPORT_PAGE (widget)->report_view);
}

static gboolean
go_back (KontorImportPage *self)
{
  if (is_at (self, "working") || is_at (self, "start"))
    return FALSE;
  show (self, is_checked (self) ? "plan" : "start");
  return TRUE;
}

static void
back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  go_back (KONTOR_IMPORT_PAGE (widget));
}

static gboolean
kontor_import_page_back (KontorPage *page)
{
  return go_back (KONTOR_IMPORT_PAGE (page));
}

static gboolean
kontor_import_page_suggested (KontorPage *page)
{
  KontorImportPage *self = KONTOR_IMPORT_PAGE (page);

  if (is_at (self, "start"))
    return gtk_widget_activate_action (GTK_WIDGET (self), "import.choose", NULL);
  return gtk_widget_activate_action (
    GTK_WIDGET (self), is_at (self, "plan") ? "import.check" : "import.run", NULL);
}

static void
kontor_import_page_shown (KontorPage *page)
{
  read_history (KONTOR_IMPORT_PAGE (page));
  if (is_at (KONTOR_IMPORT_PAGE (page), "start"))
    gtk_widget_child_focus (GTK_WIDGET (KONTOR_IMPORT_PAGE (page)->stack), GTK_DIR_TAB_FORWARD);
}

static void
kontor_import_page_constructed (GObject *object)
{
  KontorImportPage *self = KONTOR_IMPORT_PAGE (object);
  KontorCompany    *company = kontor_page_get_company (KONTOR_PAGE (self));

  G_OBJECT_CLASS (kontor_import_page_parent_class)->constructed (object);

  self->work = kontor_import_work_new (kontor_company_get_replica (company));
  fill_kinds (self);
  show (self, "start");
}

static void
kontor_import_page_dispose (GObject *object)
{
  KontorImportPage *self = KONTOR_IMPORT_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->running);
  g_clear_handle_id (&self->progress_id, g_source_remove);
  g_clear_object (&self->running);
  g_clear_object (&self->work);
  g_clear_pointer (&self->file, kontor_import_file_unref);
  g_clear_pointer (&self->report, kontor_json_unref);

  G_OBJECT_CLASS (kontor_import_page_parent_class)->dispose (object);
}

static void
kontor_import_page_finalize (GObject *object)
{
  g_clear_object (&KONTOR_IMPORT_PAGE (object)->cancellable);

  G_OBJECT_CLASS (kontor_import_page_parent_class)->finalize (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "import.choose", NULL, choose_action);
  gtk_widget_class_install_action (widget_class, "import.check", NULL, run_action);
  gtk_widget_class_install_action (widget_class, "import.run", NULL, run_action);
  gtk_widget_class_install_action (widget_class, "import.run-failed", NULL, run_action);
  gtk_widget_class_install_action (widget_class, "import.show-failed", NULL, show_failed_action);
  gtk_widget_class_install_action (widget_class, "import.cancel", NULL, cancel_action);
  gtk_widget_class_install_action (widget_class, "import.undo", "s", undo_action);
  gtk_widget_class_install_action (widget_class, "import.back", NULL, back_action);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, KontorImportPage, title);
  gtk_widget_class_bind_template_child (widget_class, KontorImportPage, back);
  gtk_widget_class_bind_template_child (widget_class, KontorImportPage, check);
  gtk_widget_class_bind_template_child (widget_class, KontorImportPage, import);
  gtk_widget_class_bind_template_child (widget_class, KontorImportPage, stack);
  gtk_widget_class_bind_template_child (widget_class, KontorImportPage, history);
  gtk_widget_class_bind_template_child (widget_class, KontorImportPage, file_row);
  gtk_widget_class_bind_template_child (widget_class, KontorImportPage, kind);
  gtk_widget_class_bind_template_child (widget_class, KontorImportPage, format);
  gtk_widget_class_bind_template_child (widget_class, KontorImportPage, mapping);
  gtk_widget_class_bind_template_child (widget_class, KontorImportPage, problem);
  gtk_widget_class_bind_template_child (widget_class, KontorImportPage, working);
  gtk_widget_class_bind_template_child (widget_class, KontorImportPage, progress);
  gtk_widget_class_bind_template_child (widget_class, KontorImportPage, progress_label);
  gtk_widget_class_bind_template_child (widget_class, KontorImportPage, headline);
  gtk_widget_class_bind_template_child (widget_class, KontorImportPage, done_buttons);
  gtk_widget_class_bind_template_child (widget_class, KontorImportPage, show_failed);
  gtk_widget_class_bind_template_child (widget_class, KontorImportPage, run_failed);
  gtk_widget_class_bind_template_child (widget_class, KontorImportPage, undo);
  gtk_widget_class_bind_template_child (widget_class, KontorImportPage, report_view);
}

static gboolean
kontor_import_page_take_file (KontorPage *page, GFile *file)
{
  kontor_import_page_open_file (KONTOR_IMPORT_PAGE (page), file);
  return TRUE;
}

static void
kontor_import_page_class_init (KontorImportPageClass *klass)
{
  GObjectClass    *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass  *widget_class = GTK_WIDGET_CLASS (klass);
  KontorPageClass *page_class = KONTOR_PAGE_CLASS (klass);

  object_class->constructed = kontor_import_page_constructed;
  object_class->dispose = kontor_import_page_dispose;
  object_class->finalize = kontor_import_page_finalize;
  page_class->back = kontor_import_page_back;
  page_class->suggested = kontor_import_page_suggested;
  page_class->shown = kontor_import_page_shown;
  page_class->take_file = kontor_import_page_take_file;

  g_type_ensure (KONTOR_TYPE_CUSTOMER_WRAP);
  g_type_ensure (KONTOR_TYPE_IMPORT_FORMAT);
  g_type_ensure (KONTOR_TYPE_IMPORT_HISTORY);
  g_type_ensure (KONTOR_TYPE_IMPORT_MAPPING);
  g_type_ensure (KONTOR_TYPE_IMPORT_REPORT);
  install_actions (widget_class);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-import-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, kind_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, format_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, mapping_changed_cb);
}

static void
kontor_import_page_init (KontorImportPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kontor_import_page_open_file:
 * @file: a file that was chosen or dropped
 *
 * Looks into the file and shows what it probably is. Passed over while something is running.
 */
void
kontor_import_page_open_file (KontorImportPage *self, GFile *file)
{
  g_return_if_fail (KONTOR_IS_IMPORT_PAGE (self));
  g_return_if_fail (G_IS_FILE (file));

  if (!is_at (self, "working"))
    kontor_import_work_load_async (
      self->work, file, self->cancellable, loaded_cb, kontor_weak_new (self));
}
