/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-draft-page.h"

#include <glib/gi18n.h>

#include "kontor-act.h"
#include "kontor-dialogs.h"
#include "kontor-draft-chooser.h"
#include "kontor-draft-form.h"
#include "kontor-format.h"
#include "kontor-invoice-command.h"
#include "kontor-invoice-kind.h"
#include "kontor-invoice-paper.h"
#include "kontor-letterhead.h"
#include "kontor-paper-view.h"
#include "kontor-problem.h"
#include "kontor-queries.h"
#include "kontor-weak.h"

#define REVIEW_AFTER_MS 250
#define COPY "invoice-draft" /* what was typed and not saved yet, over a crash */

/**
 * KontorDraftPage:
 *
 * A document while it is written: its fields, beside them the pages as they will go out and the
 * rules that it breaks. Everything is computed off the main thread a moment after somebody typed;
 * late answers are dropped. What was typed is saved when the page is left.
 */
struct _KontorDraftPage
{
  KontorPage parent_instance;

  KontorUid     uid;         /* nil: none is open */
  KontorJson   *draft;       /* (owned) (nullable): the record */
  char         *format;      /* (owned) (nullable): chosen by hand */
  char         *suggested;   /* (owned) (nullable): what the customer gets by itself */
  GCancellable *cancellable; /* (owned): cancelled in dispose */
  guint         review_id;
  guint         generation; /* of the review that is wanted */
  gboolean      filling;
  gboolean      dirty;   /* typed and not saved */
  gboolean      issuing; /* the command is on its way */

  /* Template children */
  GtkStack           *stack;
  AdwWindowTitle     *title;
  GtkWidget          *tools;
  KontorDraftChooser *chooser;
  KontorDraftForm    *form;
  GtkDropDown        *formats;
  GtkLabel           *message;
  GtkListBox         *findings;
  KontorPaperView    *paper;
};

G_DEFINE_FINAL_TYPE (KontorDraftPage, kontor_draft_page, KONTOR_TYPE_PAGE)

/* In the order of the template. */
static const char *const formats[] = { "plain", "facturx", "xrechnung-cii", "xrechnung-ubl" };

static KontorCompany *
company_of (KontorDraftPage *self)
{
  return kontor_page_get_company (KONTOR_PAGE (self));
}

static const char *
get (KontorDraftPage *self, const char *key)
{
  return kontor_json_get_string (self->draft, key, "");
}

static KontorJson *
read_content (KontorDraftPage *self)
{
  g_autoptr (KontorInvoice) invoice = kontor_draft_form_read (self->form);

  return invoice != NULL ? kontor_invoice_to_json (invoice) : NULL;
}

/* --- the pages as they will go out: drawn on the document thread --- */

typedef struct
{
  KontorInvoice *invoice;  /* (owned) */
  KontorJson    *settings; /* (owned) */
  gint64         at;
} Paper;

static void
paper_free (gpointer data)
{
  g_autofree Paper *paper = data;

  g_clear_pointer (&paper->invoice, kontor_invoice_free);
  g_clear_pointer (&paper->settings, kontor_json_unref);
}

static GBytes *
make_paper (gpointer data, GError **error)
{
  const Paper     *paper = data;
  KontorLetterhead head = { 0 };
  GBytes          *pdf = NULL;

  kontor_letterhead_from_settings (&head, paper->settings);
  pdf = kontor_invoice_paper_render (
    paper->invoice, &head, KONTOR_PAPER_ORIGINAL, paper->at, NULL, error);
  kontor_letterhead_clear (&head);
  return pdf;
}

static void
show_paper (KontorDraftPage *self, KontorInvoice *invoice)
{
  const KontorJson *settings = kontor_company_get_settings (company_of (self));
  Paper            *paper = NULL;

  if (settings == NULL) /* not read yet: settings_cb() asks again */
    {
      kontor_invoice_free (invoice);
      return;
    }
  paper = g_new0 (Paper, 1);
  paper->invoice = invoice;
  paper->settings = kontor_json_ref ((KontorJson *) settings);
  paper->at = kontor_time_now ();
  kontor_paper_view_make (self->paper, company_of (self), make_paper, paper, paper_free);
}

/* --- the rules that it breaks --- */

static const char *
severity_icon (const char *severity)
{
  if (g_str_equal (severity, "fatal"))
    return "dialog-error-symbolic";
  return g_str_equal (severity, "warning") ? "dialog-warning-symbolic"
                                           : "dialog-information-symbolic";
}

static GtkWidget *
make_finding (const KontorJson *finding)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name (
    severity_icon (kontor_json_get_string (finding, "severity", "")));
  gint64           line = kontor_json_get_integer (finding, "line", 0);
  const char      *rule = kontor_json_get_string (finding, "rule", "");
  const char      *field = kontor_json_get_string (finding, "field", "");
  g_autofree char *subtitle = NULL;

  if (line > 0)
    subtitle = g_strdup_printf (_ ("%s · %s · line %d"), rule, field, (int) line);
  else
    subtitle = g_strdup_printf ("%s · %s", rule, field);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 kontor_json_get_string (finding, "sentence", ""));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "field", g_strdup (field), g_free);
  g_object_set_data (G_OBJECT (row), "line", GUINT_TO_POINTER ((guint) line));
  return row;
}

/* The seller's own facts are settings. */
static void
finding_cb (KontorDraftPage *self, GtkListBoxRow *row)
{
  const char *field = g_object_get_data (G_OBJECT (row), "field");
  guint       line = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "line"));

  if (!kontor_draft_form_focus (self->form, field, line))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.page", "s", "settings");
}

static gboolean
show_findings (KontorDraftPage *self, const KontorJson *findings)
{
  GtkWidget *child = NULL;
  gboolean   is_fatal = FALSE;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->findings))) != NULL)
    gtk_list_box_remove (self->findings, child);
  for (guint i = 0; i < kontor_json_length (findings); i++)
    {
      const KontorJson *finding = kontor_json_at (findings, i);

      gtk_list_box_append (self->findings, make_finding (finding));
      is_fatal |= g_str_equal (kontor_json_get_string (finding, "severity", ""), "fatal");
    }
  gtk_widget_set_visible (GTK_WIDGET (self->findings), kontor_json_length (findings) > 0);
  return is_fatal;
}

/* --- reviewing: on a reader --- */

typedef struct
{
  KontorJson *content;  /* (owned) */
  char       *format;   /* (owned) (nullable) */
  KontorUid   customer; /* nil for a guest */
} Question;

typedef struct
{
  gpointer page; /* of kontor_weak_new() */
  guint    generation;
} Answer;

static void
question_free (gpointer data)
{
  g_autofree Question *question = data;

  g_clear_pointer (&question->content, kontor_json_unref);
  g_clear_pointer (&question->format, g_free);
}

static gpointer
review_in_reader (KontorDatabase *database, gpointer data, GError **error)
{
  const Question *question = data;

  return kontor_invoice_review (
    database, question->content, &question->customer, question->format, kontor_time_now (), error);
}

static void
show_message (KontorDraftPage *self, const char *text)
{
  gtk_label_set_label (self->message, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message), text != NULL);
}

static void
show_format (KontorDraftPage *self, const KontorJson *review)
{
  const char *format = kontor_json_get_string (review, "format", "plain");

  g_free (self->suggested); /* replaced */
  self->suggested = g_strdup (kontor_json_get_string (review, "suggested_format", "plain"));
  self->filling = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_str_equal (formats[i], format))
      gtk_drop_down_set_selected (self->formats, i);
  self->filling = FALSE;
}

static void
show_review (KontorDraftPage *self, const KontorJson *review)
{
  g_autoptr (KontorInvoice) invoice = kontor_invoice_from_json (
    kontor_json_get_object (review, "content"), NULL);
  gboolean is_fatal = show_findings (self, kontor_json_get_array (review, "findings"));

  if (invoice == NULL)
    return;
  kontor_draft_form_show_review (self->form, invoice, kontor_json_get_array (review, "reasons"));
  show_format (self, review);
  gtk_widget_action_set_enabled (
    GTK_WIDGET (self), "draft.issue", !is_fatal && invoice->lines->len > 0 && !self->issuing);
  show_paper (self, g_steal_pointer (&invoice));
}

static void
reviewed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Answer *answer = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorDraftPage) self = kontor_weak_take (answer->page);
  g_autoptr (KontorJson) review = kontor_replica_read_finish (
    KONTOR_REPLICA (source), result, &error);

  if (self == NULL || answer->generation != self->generation)
    return;
  show_message (self, error != NULL ? error->message : NULL);
  if (review != NULL)
    show_review (self, review);
  else
    gtk_widget_action_set_enabled (GTK_WIDGET (self), "draft.issue", FALSE);
}

static void
keep_copy (KontorDraftPage *self, const KontorJson *content)
{
  KontorJson *copy = NULL;

  if (content != NULL)
    {
      copy = kontor_json_new_object ();
      kontor_json_set_string (copy, "draft", get (self, "uid"));
      kontor_json_set (copy, "content", kontor_json_ref ((KontorJson *) content));
    }
  kontor_replica_save_draft (kontor_company_get_replica (company_of (self)), COPY, copy);
}

static gboolean
review_cb (gpointer data)
{
  KontorDraftPage *self = data;
  Question        *question = g_new0 (Question, 1);
  Answer          *answer = g_new0 (Answer, 1);

  self->review_id = 0;
  question->content = read_content (self);
  question->format = g_strdup (self->format);
  kontor_uid_parse (&question->customer, get (self, "customer"));
  if (self->dirty)
    keep_copy (self, question->content);
  answer->page = kontor_weak_new (self);
  answer->generation = ++self->generation;
  kontor_replica_read_async (kontor_company_get_replica (company_of (self)),
                             review_in_reader,
                             question,
                             question_free,
                             (GDestroyNotify) kontor_json_unref,
                             self->cancellable,
                             reviewed_cb,
                             answer);
  return G_SOURCE_REMOVE;
}

static void
want_review (KontorDraftPage *self, guint after_ms)
{
  g_clear_handle_id (&self->review_id, g_source_remove);
  self->review_id = g_timeout_add (after_ms, review_cb, self);
}

static void
typed_cb (KontorDraftPage *self)
{
  if (self->filling || self->draft == NULL)
    return;
  self->dirty = TRUE;
  want_review (self, REVIEW_AFTER_MS);
}

static void
format_cb (KontorDraftPage *self)
{
  guint selected = gtk_drop_down_get_selected (self->formats);

  if (self->filling || self->draft == NULL || selected >= G_N_ELEMENTS (formats))
    return;
  g_free (self->format); /* replaced */
  self->format = g_strdup (formats[selected]);
  want_review (self, 0);
}

/* --- saving, issuing, throwing away --- */

static KontorJson *
edit_params (KontorDraftPage *self)
{
  KontorJson *params = kontor_json_new_object ();

  kontor_json_set_string (params, "draft", get (self, "uid"));
  kontor_json_set (params, "content", read_content (self));
  return params;
}

static void
save (KontorDraftPage *self)
{
  if (!self->dirty || self->draft == NULL || self->issuing)
    return;
  self->dirty = FALSE;
  kontor_act (GTK_WIDGET (self), company_of (self), "invoice.draft.edit", edit_params (self), NULL);
  keep_copy (self, NULL);
}

static void
leave (KontorDraftPage *self)
{
  g_clear_handle_id (&self->review_id, g_source_remove);
  self->generation++;
  g_clear_pointer (&self->draft, kontor_json_unref);
  g_clear_pointer (&self->format, g_free);
  self->uid = (KontorUid){ 0 };
  self->dirty = FALSE;
  self->issuing = FALSE;
  adw_window_title_set_title (self->title, _ ("New Document"));
  adw_window_title_set_subtitle (self->title, "");
  gtk_widget_set_visible (self->tools, FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "draft.issue", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "draft.discard", FALSE);
  gtk_stack_set_visible_child_name (self->stack, "choose");
}

/* What somebody chose for a customer once is meant for the next time, too. */
static void
remember_format (KontorDraftPage *self)
{
  KontorJson *params = NULL;

  if (self->format == NULL || g_strcmp0 (self->format, self->suggested) == 0
      || *get (self, "customer") == '\0')
    return;
  params = kontor_json_new_object ();
  kontor_json_set_string (params, "customer", get (self, "customer"));
  kontor_json_set_string (params, "format", self->format);
  kontor_act (GTK_WIDGET (self), company_of (self), "customer.invoicing", params, NULL);
}

static void
issued (GtkWidget *widget, const KontorJson *result)
{
  KontorDraftPage *self = KONTOR_DRAFT_PAGE (widget);

  self->issuing = FALSE;
  if (result == NULL)
    {
      want_review (self, 0);
      return;
    }
  remember_format (self);
  leave (self);
  gtk_widget_activate_action (
    widget, "win.record", "(ss)", "invoice", kontor_json_get_string (result, "invoice", ""));
}

static void
issue (KontorDraftPage *self)
{
  KontorJson *params = kontor_json_new_object ();

  kontor_json_set_string (params, "draft", get (self, "uid"));
  if (self->format != NULL)
    kontor_json_set_string (params, "format", self->format);
  kontor_act_then (
    GTK_WIDGET (self), company_of (self), "invoice.issue", params, _ ("Document issued"), issued);
}

static void
saved_to_issue (GtkWidget *widget, const KontorJson *result)
{
  KontorDraftPage *self = KONTOR_DRAFT_PAGE (widget);

  if (result != NULL)
    {
      self->dirty = FALSE;
      keep_copy (self, NULL);
      issue (self);
      return;
    }
  self->issuing = FALSE;
  want_review (self, 0);
}

static void
issue_confirmed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (KontorDraftPage) self = kontor_weak_take (user_data);

  if (!kontor_confirm_finish (result, NULL) || self == NULL || self->draft == NULL || self->issuing)
    return;
  self->issuing = TRUE; /* once is enough */
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "draft.issue", FALSE);
  if (self->dirty)
    kontor_act_then (GTK_WIDGET (self),
                     company_of (self),
                     "invoice.draft.edit",
                     edit_params (self),
                     NULL,
                     saved_to_issue);
  else
    issue (self);
}

static void
issue_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorDraftPage *self = KONTOR_DRAFT_PAGE (widget);
  g_autofree char *heading = g_strdup_printf (_ ("Issue %s for “%s”?"),
                                              kontor_invoice_kind_word (get (self, "kind")),
                                              get (self, "customer_name"));

  kontor_confirm_async (
    widget,
    heading,
    _ ("It gets its number and can't be changed afterwards. A mistake is taken back by another "
       "document."),
    _ ("_Issue"),
    FALSE,
    issue_confirmed_cb,
    kontor_weak_new (self));
}

static void
discarded (GtkWidget *widget, const KontorJson *result)
{
  KontorDraftPage *self = KONTOR_DRAFT_PAGE (widget);

  if (result == NULL)
    return;
  keep_copy (self, NULL);
  leave (self);
  gtk_widget_activate_action (widget, "win.page", "s", "invoices");
}

static void
discard_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorDraftPage *self = KONTOR_DRAFT_PAGE (widget);
  KontorJson      *params = kontor_json_new_object ();

  kontor_json_set_string (params, "draft", get (self, "uid"));
  kontor_act_then (
    widget, company_of (self), "invoice.draft.discard", params, _ ("Draft thrown away"), discarded);
}

/* --- opening --- */

static void
show_draft (KontorDraftPage *self, const KontorJson *content, gboolean dirty)
{
  g_autoptr (KontorInvoice) invoice = kontor_invoice_from_json (content, NULL);

  if (invoice == NULL)
    return;
  self->filling = TRUE;
  kontor_draft_form_fill (self->form, invoice);
  self->filling = FALSE;
  self->dirty = dirty;
  adw_window_title_set_title (self->title, kontor_invoice_kind_word (get (self, "kind")));
  adw_window_title_set_subtitle (self->title, get (self, "customer_name"));
  gtk_widget_set_visible (self->tools, TRUE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "draft.discard", TRUE);
  gtk_stack_set_visible_child_name (self->stack, "edit");
  want_review (self, 0);
}

/* What was typed before a crash takes the place of what was saved. */
static void
copy_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (KontorDraftPage) self = kontor_weak_take (user_data);
  g_autoptr (KontorJson) copy = g_task_propagate_pointer (G_TASK (result), NULL);

  if (self == NULL || self->draft == NULL || self->dirty)
    return;
  if (copy != NULL && g_str_equal (kontor_json_get_string (copy, "draft", ""), get (self, "uid")))
    show_draft (self, kontor_json_get_object (copy, "content"), TRUE);
  else
    show_draft (self, kontor_json_get_object (self->draft, "content"), FALSE);
}

static void
load_copy (GTask *task)
{
  KontorCompany *company = g_task_get_task_data (task);

  g_task_return_pointer (task,
                         kontor_replica_load_draft (kontor_company_get_replica (company), COPY),
                         (GDestroyNotify) kontor_json_unref);
}

static void
draft_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorDraftPage) self = kontor_weak_take (user_data);
  g_autoptr (KontorJson) draft = kontor_company_query_finish (NULL, result, &error);
  GTask *task = NULL;

  if (self == NULL)
    return;
  if (draft == NULL || kontor_json_get (draft, "closed_at") != NULL)
    {
      if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        kontor_problem_present (GTK_WIDGET (self), error);
      leave (self);
      return;
    }
  g_clear_pointer (&self->draft, kontor_json_unref);
  self->draft = g_steal_pointer (&draft);
  task = g_task_new (company_of (self), self->cancellable, copy_loaded_cb, kontor_weak_new (self));
  g_task_set_source_tag (task, load_copy);
  g_task_set_task_data (task, g_object_ref (company_of (self)), g_object_unref);
  kontor_worker_run (kontor_company_get_worker (company_of (self)), task, load_copy);
}

static void
kontor_draft_page_open (KontorPage *page, const KontorUid *uid)
{
  KontorDraftPage *self = KONTOR_DRAFT_PAGE (page);

  if (kontor_uid_equal (uid, &self->uid))
    return;
  save (self);
  leave (self);
  self->uid = *uid;
  kontor_company_query_uid_async (company_of (self),
                                  kontor_query_draft_json,
                                  uid,
                                  self->cancellable,
                                  draft_read_cb,
                                  kontor_weak_new (self));
}

/* The letterhead is on the page. */
static void
settings_cb (KontorDraftPage *self)
{
  if (self->draft != NULL)
    want_review (self, 0);
}

/* Somebody else issued it, or threw it away. */
static void
changed_cb (KontorDraftPage *self, const GArray *touched)
{
  if (self->draft == NULL || self->dirty || self->issuing
      || !kontor_touched_has (touched, &self->uid))
    return;
  kontor_company_query_uid_async (company_of (self),
                                  kontor_query_draft_json,
                                  &self->uid,
                                  self->cancellable,
                                  draft_read_cb,
                                  kontor_weak_new (self));
}

static gboolean
kontor_draft_page_back (KontorPage *page)
{
  KontorDraftPage *self = KONTOR_DRAFT_PAGE (page);

  save (self);
  leave (self);
  return gtk_widget_activate_action (GTK_WIDGET (page), "win.page", "s", "invoices");
}

static gboolean
kontor_draft_page_suggested (KontorPage *page)
{
  return gtk_widget_activate_action (GTK_WIDGET (page), "draft.issue", NULL);
}

static gboolean
kontor_draft_page_create (KontorPage *page)
{
  KontorDraftPage *self = KONTOR_DRAFT_PAGE (page);

  save (self);
  leave (self);
  kontor_draft_chooser_focus (self->chooser);
  return TRUE;
}

static void
kontor_draft_page_put_aside (KontorPage *page)
{
  save (KONTOR_DRAFT_PAGE (page));
}

static void
kontor_draft_page_shown (KontorPage *page)
{
  KontorDraftPage *self = KONTOR_DRAFT_PAGE (page);

  if (kontor_uid_is_nil (&self->uid))
    kontor_draft_chooser_focus (self->chooser);
}

static gboolean
kontor_draft_page_select (KontorPage *page, guint position)
{
  kontor_draft_chooser_open (KONTOR_DRAFT_PAGE (page)->chooser, position);
  return TRUE;
}

static void
kontor_draft_page_unmap (GtkWidget *widget)
{
  save (KONTOR_DRAFT_PAGE (widget));
  GTK_WIDGET_CLASS (kontor_draft_page_parent_class)->unmap (widget);
}

static void
kontor_draft_page_constructed (GObject *object)
{
  KontorDraftPage *self = KONTOR_DRAFT_PAGE (object);

  G_OBJECT_CLASS (kontor_draft_page_parent_class)->constructed (object);
  kontor_draft_chooser_set_company (self->chooser, company_of (self));
  g_signal_connect_object (
    company_of (self), "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
    company_of (self), "notify::settings", G_CALLBACK (settings_cb), self, G_CONNECT_SWAPPED);
  leave (self);
}

static void
kontor_draft_page_dispose (GObject *object)
{
  KontorDraftPage *self = KONTOR_DRAFT_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->review_id, g_source_remove);

  G_OBJECT_CLASS (kontor_draft_page_parent_class)->dispose (object);
}

static void
kontor_draft_page_finalize (GObject *object)
{
  KontorDraftPage *self = KONTOR_DRAFT_PAGE (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->draft, kontor_json_unref);
  g_clear_pointer (&self->format, g_free);
  g_clear_pointer (&self->suggested, g_free);

  G_OBJECT_CLASS (kontor_draft_page_parent_class)->finalize (object);
}

static void
kontor_draft_page_class_init (KontorDraftPageClass *klass)
{
  GObjectClass    *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass  *widget_class = GTK_WIDGET_CLASS (klass);
  KontorPageClass *page_class = KONTOR_PAGE_CLASS (klass);

  object_class->constructed = kontor_draft_page_constructed;
  object_class->dispose = kontor_draft_page_dispose;
  object_class->finalize = kontor_draft_page_finalize;
  widget_class->unmap = kontor_draft_page_unmap;
  page_class->open = kontor_draft_page_open;
  page_class->back = kontor_draft_page_back;
  page_class->suggested = kontor_draft_page_suggested;
  page_class->create = kontor_draft_page_create;
  page_class->put_aside = kontor_draft_page_put_aside;
  page_class->shown = kontor_draft_page_shown;
  page_class->select = kontor_draft_page_select;

  g_type_ensure (KONTOR_TYPE_DRAFT_CHOOSER);
  g_type_ensure (KONTOR_TYPE_DRAFT_FORM);
  g_type_ensure (KONTOR_TYPE_PAPER_VIEW);
  gtk_widget_class_install_action (widget_class, "draft.issue", NULL, issue_action);
  gtk_widget_class_install_action (widget_class, "draft.discard", NULL, discard_action);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-draft-page.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorDraftPage, stack);
  gtk_widget_class_bind_template_child (widget_class, KontorDraftPage, title);
  gtk_widget_class_bind_template_child (widget_class, KontorDraftPage, tools);
  gtk_widget_class_bind_template_child (widget_class, KontorDraftPage, chooser);
  gtk_widget_class_bind_template_child (widget_class, KontorDraftPage, form);
  gtk_widget_class_bind_template_child (widget_class, KontorDraftPage, formats);
  gtk_widget_class_bind_template_child (widget_class, KontorDraftPage, message);
  gtk_widget_class_bind_template_child (widget_class, KontorDraftPage, findings);
  gtk_widget_class_bind_template_child (widget_class, KontorDraftPage, paper);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, format_cb);
  gtk_widget_class_bind_template_callback (widget_class, finding_cb);
}

static void
kontor_draft_page_init (KontorDraftPage *self)
{
  self->cancellable = g_cancellable_new ();
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->filling = FALSE;
}
