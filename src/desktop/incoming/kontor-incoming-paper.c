/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-incoming-paper.h"

#include <glib/gi18n.h>

#include "kontor-file-store.h"
#include "kontor-incoming-sheet.h"
#include "kontor-invoice-paper.h"
#include "kontor-weak.h"

#define PAGE_WIDTH 1200 /* pixels: sharp enough for half a screen, also a dense one */

/**
 * KontorIncomingPaper:
 *
 * What came, page by page: the stranger's PDF, drawn by a process of its own; or, where only XML
 * came, our own page of it, which is said above.
 */
struct _KontorIncomingPaper
{
  AdwBin parent_instance;

  KontorCompany *company;     /* (owned) (nullable) */
  KontorJson    *incoming;    /* (owned) (nullable): what is shown */
  int            page;        /* from 0 */
  int            n_pages;     /* 0: not known yet */
  GCancellable  *cancellable; /* (owned) (nullable): of the drawing under way */

  /* Template children */
  GtkStack            *stack;
  KontorIncomingSheet *sheet;
  GtkLabel            *ours;
  GtkLabel            *problem;
  GtkWidget           *turner;
  GtkLabel            *position;
};

G_DEFINE_FINAL_TYPE (KontorIncomingPaper, kontor_incoming_paper, ADW_TYPE_BIN)

typedef struct
{
  KontorReplica *replica;  /* (owned) */
  char          *sha256;   /* (owned) */
  KontorJson    *content;  /* (owned) (nullable): drawn instead of the file, which is XML */
  char          *language; /* (owned) */
  int            page;
} Drawing;

static void
drawing_free (gpointer data)
{
  g_autofree Drawing *drawing = data;

  g_clear_object (&drawing->replica);
  g_clear_pointer (&drawing->sha256, g_free);
  g_clear_pointer (&drawing->content, kontor_json_unref);
  g_clear_pointer (&drawing->language, g_free);
}

/* The seller's name stands where a company's own letterhead would be. */
static GBytes *
render_content (const Drawing *drawing, GError **error)
{
  g_autoptr (KontorInvoice) invoice = kontor_invoice_from_json (drawing->content, error);
  KontorLetterhead head = { 0 };
  GBytes          *bytes = NULL;

  if (invoice == NULL)
    return NULL;
  if (invoice->language == NULL || *invoice->language == '\0')
    {
      g_free (invoice->language); /* replaced */
      invoice->language = g_strdup (drawing->language);
    }
  head.company = g_strdup (invoice->seller.address.name != NULL ? invoice->seller.address.name
                                                                : "");
  head.country = g_strdup (invoice->seller.address.country);
  bytes = kontor_invoice_paper_render (invoice, &head, KONTOR_PAPER_ORIGINAL, 0, NULL, error);
  kontor_letterhead_clear (&head);
  return bytes;
}

static void
draw_in_worker (GTask *task)
{
  Drawing *drawing = g_task_get_task_data (task);
  GError  *error = NULL;
  g_autoptr (GBytes) pdf = drawing->content != NULL
                             ? render_content (drawing, &error)
                             : kontor_file_store_load (drawing->replica, drawing->sha256, &error);
  KontorPdfPage *page = pdf != NULL ? kontor_pdf_read_page (pdf, drawing->page, PAGE_WIDTH, &error)
                                    : NULL;

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, page, (GDestroyNotify) kontor_pdf_page_free);
}

static void
show_position (KontorIncomingPaper *self)
{
  g_autofree char *text = g_strdup_printf (
    _ ("Page %d of %d"), self->page + 1, MAX (self->n_pages, 1));

  gtk_label_set_label (self->position, text);
  gtk_widget_set_visible (self->turner, self->n_pages > 1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "paper.back", self->page > 0);
  gtk_widget_action_set_enabled (
    GTK_WIDGET (self), "paper.forward", self->page + 1 < self->n_pages);
}

static void
show_problem (KontorIncomingPaper *self, const GError *error)
{
  gtk_label_set_label (self->problem,
                       error != NULL ? error->message : _ ("The file is not on this station yet."));
  gtk_stack_set_visible_child_name (self->stack, "problem");
}

static void
drawn_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorIncomingPaper) self = kontor_weak_take (user_data);
  g_autoptr (KontorPdfPage) page = g_task_propagate_pointer (G_TASK (result), &error);

  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (page == NULL)
    {
      show_problem (self, error);
      return;
    }
  self->n_pages = page->n_pages;
  kontor_incoming_sheet_take_page (self->sheet, g_steal_pointer (&page));
  gtk_stack_set_visible_child_name (self->stack, "sheet");
  show_position (self);
}

static gboolean
is_xml (const KontorJson *incoming)
{
  return *kontor_json_get_string (incoming, "xml_sha256", "") != '\0'
         && g_str_equal (kontor_json_get_string (incoming, "xml_sha256", ""),
                         kontor_json_get_string (incoming, "file_sha256", ""));
}

static void
draw (KontorIncomingPaper *self)
{
  Drawing          *drawing = g_new0 (Drawing, 1);
  GTask            *task = NULL;
  const KontorJson *settings = kontor_company_get_settings (self->company);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  task = g_task_new (self->company, self->cancellable, drawn_cb, kontor_weak_new (self));
  drawing->replica = g_object_ref (kontor_company_get_replica (self->company));
  drawing->sha256 = g_strdup (kontor_json_get_string (self->incoming, "file_sha256", ""));
  drawing->language = g_strdup (kontor_json_get_string (settings, "language", "de"));
  drawing->page = self->page;
  if (is_xml (self->incoming))
    drawing->content = kontor_json_ref (
      (KontorJson *) kontor_json_get_object (self->incoming, "content"));
  g_task_set_task_data (task, drawing, drawing_free);
  kontor_worker_run (kontor_company_get_documents (self->company), task, draw_in_worker);
}

static void
turn (KontorIncomingPaper *self, int pages)
{
  self->page = CLAMP (self->page + pages, 0, MAX (self->n_pages - 1, 0));
  draw (self);
}

static void
back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  turn (KONTOR_INCOMING_PAPER (widget), -1);
}

static void
forward_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  turn (KONTOR_INCOMING_PAPER (widget), 1);
}

static void
kontor_incoming_paper_dispose (GObject *object)
{
  KontorIncomingPaper *self = KONTOR_INCOMING_PAPER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->company);
  g_clear_pointer (&self->incoming, kontor_json_unref);

  G_OBJECT_CLASS (kontor_incoming_paper_parent_class)->dispose (object);
}

static void
kontor_incoming_paper_class_init (KontorIncomingPaperClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_incoming_paper_dispose;
  g_type_ensure (KONTOR_TYPE_INCOMING_SHEET);
  gtk_widget_class_install_action (widget_class, "paper.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "paper.forward", NULL, forward_action);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-incoming-paper.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorIncomingPaper, stack);
  gtk_widget_class_bind_template_child (widget_class, KontorIncomingPaper, sheet);
  gtk_widget_class_bind_template_child (widget_class, KontorIncomingPaper, ours);
  gtk_widget_class_bind_template_child (widget_class, KontorIncomingPaper, problem);
  gtk_widget_class_bind_template_child (widget_class, KontorIncomingPaper, turner);
  gtk_widget_class_bind_template_child (widget_class, KontorIncomingPaper, position);
}

static void
kontor_incoming_paper_init (KontorIncomingPaper *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kontor_incoming_paper_show:
 * @company: whose it is
 * @incoming: of kontor_query_incoming_json()
 *
 * Shows its first page; the same again changes nothing.
 */
void
kontor_incoming_paper_show (KontorIncomingPaper *self,
                            KontorCompany       *company,
                            const KontorJson    *incoming)
{
  const char *before = self->incoming != NULL
                         ? kontor_json_get_string (self->incoming, "file_sha256", "")
                         : "";

  g_return_if_fail (KONTOR_IS_INCOMING_PAPER (self));

  if (g_str_equal (before, kontor_json_get_string (incoming, "file_sha256", "")))
    return;
  g_set_object (&self->company, company);
  g_clear_pointer (&self->incoming, kontor_json_unref);
  self->incoming = kontor_json_ref ((KontorJson *) incoming);
  self->page = 0;
  self->n_pages = 0;
  kontor_incoming_sheet_take_page (self->sheet, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->ours), is_xml (incoming));
  show_position (self);
  draw (self);
}

/**
 * kontor_incoming_paper_mark:
 * @spellings: (nullable): ways to write what is to be lit up; %NULL for nothing
 */
void
kontor_incoming_paper_mark (KontorIncomingPaper *self, const char *const *spellings)
{
  g_return_if_fail (KONTOR_IS_INCOMING_PAPER (self));

  kontor_incoming_sheet_mark (self->sheet, spellings);
}
