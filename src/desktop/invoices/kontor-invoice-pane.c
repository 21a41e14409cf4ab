/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-invoice-pane.h"

#include <glib/gi18n.h>

#include "kontor-act.h"
#include "kontor-customer-wrap.h"
#include "kontor-dialogs.h"
#include "kontor-file-store.h"
#include "kontor-format.h"
#include "kontor-invoice-kind.h"
#include "kontor-overdue-words.h"
#include "kontor-pane.h"
#include "kontor-paper-view.h"
#include "kontor-pay-window.h"
#include "kontor-print.h"
#include "kontor-problem.h"
#include "kontor-state.h"
#include "kontor-timeline.h"
#include "kontor-toast.h"
#include "kontor-weak.h"

/**
 * KontorInvoicePane:
 *
 * One issued document: what it asks for and what is open, the pages as they went out, what happened
 * to it since, and the documents that it belongs to.
 */
struct _KontorInvoicePane
{
  AdwBin parent_instance;

  KontorCompany *company;     /* (owned) (not nullable): construct only */
  KontorUid      uid;         /* nil: nothing is selected */
  KontorJson    *invoice;     /* (owned) (nullable) until read */
  GCancellable  *cancellable; /* (owned) (nullable): of the reading under way */

  /* Template children */
  GtkStack        *stack;
  AdwStatusPage   *failed;
  AdwWindowTitle  *title;
  GtkButton       *customer;
  GtkLabel        *facts;
  GtkLabel        *total;
  GtkLabel        *open;
  GtkBox          *linked;
  KontorPaperView *paper;
  KontorTimeline  *timeline;
};

typedef enum
{
  PROP_COMPANY = 1,
} KontorInvoicePaneProperty;

static void kontor_invoice_pane_pane_init (KontorPaneInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (KontorInvoicePane,
                               kontor_invoice_pane,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (KONTOR_TYPE_PANE,
                                                      kontor_invoice_pane_pane_init))

static const char *
get (KontorInvoicePane *self, const char *key)
{
  return kontor_json_get_string (self->invoice, key, "");
}

static gint64
get_integer (KontorInvoicePane *self, const char *key)
{
  return kontor_json_get_integer (self->invoice, key, 0);
}

/* --- what can be done --- */

static void
note_sent_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorInvoicePane *self = KONTOR_INVOICE_PANE (widget);
  KontorJson        *params = kontor_json_new_object ();

  kontor_json_set_string (params, "invoice", get (self, "uid"));
  kontor_json_set_string (params, "kind", "sent");
  kontor_act (widget, self->company, "invoice.note", params, _ ("Noted as sent"));
}

static void
cancel_confirmed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (KontorInvoicePane) self = kontor_weak_take (user_data);
  KontorJson *params = NULL;

  if (!kontor_confirm_finish (result, NULL) || self == NULL || self->invoice == NULL)
    return;
  params = kontor_json_new_object ();
  kontor_json_set_string (params, "cancels", get (self, "uid"));
  kontor_act (GTK_WIDGET (self), self->company, "invoice.issue", params, _ ("Cancellation issued"));
}

static void
cancel_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorInvoicePane *self = KONTOR_INVOICE_PANE (widget);
  g_autofree char   *heading = g_strdup_printf (_ ("Cancel %s?"), get (self, "number"));

  kontor_confirm_async (
    widget,
    heading,
    _ ("A cancellation with a number of its own is issued. Both documents stay for ever."),
    _ ("Issue Cancellation"),
    TRUE,
    cancel_confirmed_cb,
    kontor_weak_new (self));
}

static void
credited (GtkWidget *widget, const KontorJson *result)
{
  if (result != NULL)
    gtk_widget_activate_action (
      widget, "win.record", "(ss)", "invoice_draft", kontor_json_get_string (result, "draft", ""));
}

/* A draft over the whole of it: what is not taken back is struck out there. */
static void
credit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorInvoicePane *self = KONTOR_INVOICE_PANE (widget);
  KontorJson        *params = kontor_json_new_object ();

  kontor_json_set_string (params, "credits", get (self, "uid"));
  kontor_act_then (widget, self->company, "invoice.draft", params, _ ("Draft made"), credited);
}

static void
open_customer_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_activate_action (
    widget, "win.record", "(ss)", "customer", get (KONTOR_INVOICE_PANE (widget), "customer"));
}

static void
open_order_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_activate_action (
    widget, "win.record", "(ss)", "order", get (KONTOR_INVOICE_PANE (widget), "order"));
}

static void
pay_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorInvoicePane *self = KONTOR_INVOICE_PANE (widget);

  kontor_pay_window_record (widget, self->company, self->invoice);
}

static void
write_off_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorInvoicePane *self = KONTOR_INVOICE_PANE (widget);

  kontor_pay_window_write_off (widget, self->company, self->invoice);
}

/* --- the file: printed and saved as it was issued --- */

typedef struct
{
  gpointer widget; /* of kontor_weak_new() */
  GFile   *file;   /* (owned) (nullable): where to save; NULL prints */
  char    *sha256; /* (owned) */
  char    *name;   /* (owned): of the print job */
} Errand;

static void
errand_free (gpointer data)
{
  g_autofree Errand *errand = data;

  g_clear_object (&errand->file);
  g_clear_pointer (&errand->sha256, g_free);
  g_clear_pointer (&errand->name, g_free);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GtkWidget) widget = kontor_weak_take (user_data);
  gboolean done = g_file_replace_contents_finish (G_FILE (source), result, NULL, &error);

  if (widget != NULL && done)
    kontor_toast (widget, _ ("File saved"));
  else if (widget != NULL)
    kontor_problem_present (widget, error);
}

static void
bytes_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Errand *errand = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GtkWidget) widget = kontor_weak_take (g_steal_pointer (&errand->widget));
  g_autoptr (GBytes) bytes = kontor_replica_read_finish (KONTOR_REPLICA (source), result, &error);

  if (widget == NULL)
    ;
  else if (bytes == NULL && error != NULL)
    kontor_problem_present (widget, error);
  else if (bytes == NULL)
    kontor_toast (widget, _ ("The file is not on this station yet"));
  else if (errand->file != NULL)
    g_file_replace_contents_bytes_async (errand->file,
                                         bytes,
                                         NULL,
                                         FALSE,
                                         G_FILE_CREATE_NONE,
                                         NULL,
                                         written_cb,
                                         kontor_weak_new (widget));
  else
    kontor_print_pdf (widget,
                      kontor_company_get_documents (KONTOR_INVOICE_PANE (widget)->company),
                      bytes,
                      errand->name);
  errand_free (errand);
}

static void
fetch_bytes (KontorInvoicePane *self, const char *sha256, GFile *file)
{
  Errand *errand = g_new0 (Errand, 1);

  errand->widget = kontor_weak_new (self);
  errand->sha256 = g_strdup (sha256);
  errand->name = g_strdup (get (self, "number"));
  g_set_object (&errand->file, file);
  kontor_replica_read_async (kontor_company_get_replica (self->company),
                             kontor_file_store_read,
                             errand->sha256,
                             NULL,
                             (GDestroyNotify) g_bytes_unref,
                             NULL,
                             bytes_read_cb,
                             errand);
}

static void
print_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorInvoicePane *self = KONTOR_INVOICE_PANE (widget);

  fetch_bytes (self, get (self, "pdf_sha256"), NULL);
}

static void
save_pdf_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (KontorInvoicePane) self = kontor_weak_take (user_data);
  g_autoptr (GFile) file = kontor_file_save_finish (result, NULL);

  if (self != NULL && file != NULL && self->invoice != NULL)
    fetch_bytes (self, get (self, "pdf_sha256"), file);
}

static void
save_xml_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (KontorInvoicePane) self = kontor_weak_take (user_data);
  g_autoptr (GFile) file = kontor_file_save_finish (result, NULL);

  if (self != NULL && file != NULL && self->invoice != NULL)
    fetch_bytes (self, get (self, "xml_sha256"), file);
}

static void
save (KontorInvoicePane *self, const char *ending, GAsyncReadyCallback callback)
{
  g_autofree char *number = g_strdelimit (g_strdup (get (self, "number")), "/", '-');
  g_autofree char *name = g_strconcat (number, ending, NULL);

  kontor_file_save_async (
    GTK_WIDGET (self), _ ("Save Document"), name, NULL, callback, kontor_weak_new (self));
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  save (KONTOR_INVOICE_PANE (widget), ".pdf", save_pdf_cb);
}

static void
save_xml_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  save (KONTOR_INVOICE_PANE (widget), ".xml", save_xml_cb);
}

/* --- showing --- */

static char *
format_day (gint64 day)
{
  gint64 start = kontor_day_start (day, kontor_format_zone ());

  return kontor_time_format_local (start, kontor_format_zone (), "%x");
}

static gboolean
is_cancelled (KontorInvoicePane *self)
{
  const KontorJson *linked = kontor_json_get_array (self->invoice, "linked");

  for (guint i = 0; linked != NULL && i < kontor_json_length (linked); i++)
    {
      const KontorJson *other = kontor_json_at (linked, i);

      if (g_str_equal (kontor_json_get_string (other, "kind", ""), "cancellation")
          && g_str_equal (kontor_json_get_string (other, "preceding", ""), get (self, "uid")))
        return TRUE;
    }
  return FALSE;
}

static char *
say_open (KontorInvoicePane *self)
{
  gint64           open = get_integer (self, "open_minor");
  gint64           due = get_integer (self, "due_on");
  g_autofree char *amount = kontor_format_money (ABS (open), get (self, "currency"));
  g_autofree char *day = format_day (due);
  gint64           today = kontor_day_from_time (kontor_time_now (), kontor_format_zone ());

  if (get_integer (self, "sign") <= 0)
    return g_strdup (kontor_invoice_kind_word (get (self, "kind")));
  if (is_cancelled (self))
    return g_strdup (_ ("Cancelled"));
  if (open == 0)
    return g_strdup (_ ("Paid"));
  if (open < 0)
    return g_strdup_printf (_ ("%s to be paid back"), amount);
  if (due != 0 && due < today)
    return g_strdup_printf (_ ("%s open, was due on %s"), amount, day);
  return g_strdup_printf (_ ("%s open, due on %s"), amount, day);
}

static void
show_facts (KontorInvoicePane *self)
{
  g_autofree char *day = format_day (get_integer (self, "issued_on"));
  g_autofree char *total = kontor_format_money (get_integer (self, "gross_minor"),
                                                get (self, "currency"));
  g_autofree char *net = kontor_format_money (get_integer (self, "net_minor"),
                                              get (self, "currency"));
  g_autofree char *tax = kontor_format_money (get_integer (self, "tax_minor"),
                                              get (self, "currency"));
  g_autofree char *facts = g_strdup_printf (_ ("Issued on %s, %s\n%s net + %s VAT"),
                                            day,
                                            kontor_invoice_format_word (get (self, "format")),
                                            net,
                                            tax);
  g_autofree char *open = say_open (self);

  adw_window_title_set_title (self->title, get (self, "number"));
  adw_window_title_set_subtitle (self->title, kontor_invoice_kind_word (get (self, "kind")));
  gtk_button_set_label (self->customer, get (self, "customer_name"));
  gtk_label_set_label (self->facts, facts);
  gtk_label_set_label (self->total, total);
  gtk_label_set_label (self->open, open);
}

static void
show_linked (KontorInvoicePane *self)
{
  const KontorJson *linked = kontor_json_get_array (self->invoice, "linked");
  GtkWidget        *child = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->linked))) != NULL)
    gtk_box_remove (self->linked, child);
  for (guint i = 0; linked != NULL && i < kontor_json_length (linked); i++)
    {
      const KontorJson *other = kontor_json_at (linked, i);
      g_autofree char  *label = g_strdup_printf (
        "%s %s",
        kontor_invoice_kind_word (kontor_json_get_string (other, "kind", "")),
        kontor_json_get_string (other, "number", ""));
      GtkWidget *button = gtk_button_new_with_label (label);

      gtk_widget_add_css_class (button, "flat");
      gtk_widget_set_halign (button, GTK_ALIGN_START);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.record");
      gtk_actionable_set_action_target (
        GTK_ACTIONABLE (button), "(ss)", "invoice", kontor_json_get_string (other, "uid", ""));
      gtk_box_append (self->linked, button);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->linked), linked != NULL && kontor_json_length (linked));
}

static const char *
event_word (const char *kind)
{
  static const char *const words[][2] = {
    { "sent", N_ ("Sent") },         { "printed", N_ ("Printed") },
    { "disputed", N_ ("Disputed") }, { "settled", N_ ("Settled") },
    { "blocked", N_ ("Blocked") },   { "unblocked", N_ ("No longer blocked") },
    { "note", N_ ("Note") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i][0], kind))
      return _ (words[i][1]);
  return kind;
}

static void
add_reminder (KontorInvoicePane *self, const KontorJson *reminder)
{
  kontor_timeline_add (self->timeline,
                       kontor_overdue_level_word (kontor_json_get_integer (reminder, "level", 0)),
                       kontor_json_get_integer (reminder, "recorded_at", 0),
                       kontor_json_get_string (reminder, "author", ""),
                       kontor_json_get_integer (reminder, "station", 0),
                       kontor_json_get_string (reminder, "number", ""));
}

/* Newest first, and the letters about it at their moment. */
static void
show_timeline (KontorInvoicePane *self)
{
  const KontorJson *events = kontor_json_get_array (self->invoice, "events");
  const KontorJson *reminders = kontor_json_get_array (self->invoice, "reminders");
  guint             n_left = kontor_json_length (reminders);

  kontor_timeline_clear (self->timeline);
  for (guint i = events != NULL ? kontor_json_length (events) : 0; i-- > 0;)
    {
      const KontorJson *event = kontor_json_at (events, i);
      const KontorJson *data = kontor_json_get_object (event, "data");

      while (n_left > 0
             && kontor_json_get_integer (kontor_json_at (reminders, n_left - 1), "recorded_at", 0)
                  > kontor_json_get_integer (event, "happened_at", 0))
        add_reminder (self, kontor_json_at (reminders, --n_left));
      kontor_timeline_add (self->timeline,
                           event_word (kontor_json_get_string (event, "kind", "")),
                           kontor_json_get_integer (event, "happened_at", 0),
                           kontor_json_get_string (event, "author", ""),
                           kontor_json_get_integer (event, "station", 0),
                           data != NULL ? kontor_json_get_string (data, "text", "") : "");
    }
  while (n_left > 0)
    add_reminder (self, kontor_json_at (reminders, --n_left));
  kontor_timeline_add (self->timeline,
                       _ ("Issued"),
                       get_integer (self, "issued_at"),
                       get (self, "author"),
                       get_integer (self, "station"),
                       "");
}

static void
update_actions (KontorInvoicePane *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean   shows = self->invoice != NULL;
  gboolean   is_open = shows && get_integer (self, "open_minor") != 0;

  gtk_widget_action_set_enabled (widget, "invoice.pay", is_open);
  gtk_widget_action_set_enabled (widget, "invoice.write-off", is_open);
  gtk_widget_action_set_enabled (widget, "invoice.print", shows);
  gtk_widget_action_set_enabled (widget, "invoice.save", shows);
  gtk_widget_action_set_enabled (widget, "invoice.note-sent", shows);
  gtk_widget_action_set_enabled (
    widget, "invoice.save-xml", shows && *get (self, "xml_sha256") != '\0');
  gtk_widget_action_set_enabled (
    widget, "invoice.cancel", shows && get_integer (self, "sign") > 0 && !is_cancelled (self));
  gtk_widget_action_set_enabled (
    widget, "invoice.credit", shows && get_integer (self, "sign") > 0 && !is_cancelled (self));
  gtk_widget_action_set_enabled (
    widget, "invoice.open-customer", shows && *get (self, "customer") != '\0');
  gtk_widget_action_set_enabled (
    widget, "invoice.open-order", shows && *get (self, "order") != '\0');
}

static void
show_invoice (KontorInvoicePane *self)
{
  show_facts (self);
  show_linked (self);
  show_timeline (self);
  kontor_paper_view_show (self->paper, self->company, get (self, "pdf_sha256"));
  gtk_stack_set_visible_child_name (self->stack, "record");
}

static void
invoice_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorInvoicePane) self = kontor_weak_take (user_data);
  g_autoptr (KontorJson) invoice = kontor_company_query_finish (NULL, result, &error);
  g_autoptr (KontorProblem) problem = NULL;

  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_pointer (&self->invoice, kontor_json_unref);
  self->invoice = g_steal_pointer (&invoice);
  update_actions (self);
  if (self->invoice != NULL)
    {
      show_invoice (self);
      return;
    }
  problem = kontor_problem_from_error (error);
  adw_status_page_set_title (self->failed, problem->title);
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

static void
read_invoice (KontorInvoicePane *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (kontor_uid_is_nil (&self->uid))
    return;
  self->cancellable = g_cancellable_new ();
  kontor_company_query_uid_async (self->company,
                                  kontor_query_invoice_json,
                                  &self->uid,
                                  self->cancellable,
                                  invoice_read_cb,
                                  kontor_weak_new (self));
}

/* An event, a payment or a cancellation is a row of its own. */
static void
changed_cb (KontorInvoicePane *self, const GArray *touched)
{
  if (kontor_touched_has (touched, &self->uid)
      || kontor_touched_has_kind (touched, KONTOR_KIND_INVOICE)
      || kontor_touched_has_kind (touched, KONTOR_KIND_INVOICE_EVENT)
      || kontor_touched_has_kind (touched, KONTOR_KIND_DUNNING)
      || kontor_touched_has_kind (touched, KONTOR_KIND_PAYMENT_SHARE))
    read_invoice (self);
}

static void
kontor_invoice_pane_show (KontorPane *pane, const KontorUid *uid)
{
  KontorInvoicePane *self = KONTOR_INVOICE_PANE (pane);

  self->uid = uid != NULL ? *uid : (KontorUid){ 0 };
  if (uid == NULL)
    {
      g_clear_pointer (&self->invoice, kontor_json_unref);
      update_actions (self);
      adw_window_title_set_title (self->title, "");
      adw_window_title_set_subtitle (self->title, "");
      gtk_stack_set_visible_child_name (self->stack, "none");
    }
  read_invoice (self);
}

static gboolean
kontor_invoice_pane_suggested (KontorPane *pane)
{
  return gtk_widget_activate_action (GTK_WIDGET (pane), "invoice.save", NULL);
}

static gboolean
kontor_invoice_pane_print (KontorPane *pane)
{
  return gtk_widget_activate_action (GTK_WIDGET (pane), "invoice.print", NULL);
}

static void
kontor_invoice_pane_pane_init (KontorPaneInterface *iface)
{
  iface->show = kontor_invoice_pane_show;
  iface->suggested = kontor_invoice_pane_suggested;
  iface->print = kontor_invoice_pane_print;
}

static void
kontor_invoice_pane_get_property (GObject    *object,
                                  guint       property_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  switch ((KontorInvoicePaneProperty) property_id)
    {
    case PROP_COMPANY:
      g_value_set_object (value, KONTOR_INVOICE_PANE (object)->company);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
kontor_invoice_pane_set_property (GObject      *object,
                                  guint         property_id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  switch ((KontorInvoicePaneProperty) property_id)
    {
    case PROP_COMPANY:
      g_set_object (&KONTOR_INVOICE_PANE (object)->company, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
kontor_invoice_pane_constructed (GObject *object)
{
  KontorInvoicePane *self = KONTOR_INVOICE_PANE (object);

  G_OBJECT_CLASS (kontor_invoice_pane_parent_class)->constructed (object);
  g_signal_connect_object (
    self->company, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  update_actions (self);
}

static void
kontor_invoice_pane_dispose (GObject *object)
{
  KontorInvoicePane *self = KONTOR_INVOICE_PANE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->company);
  g_clear_pointer (&self->invoice, kontor_json_unref);

  G_OBJECT_CLASS (kontor_invoice_pane_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "invoice.pay", NULL, pay_action);
  gtk_widget_class_install_action (widget_class, "invoice.write-off", NULL, write_off_action);
  gtk_widget_class_install_action (widget_class, "invoice.print", NULL, print_action);
  gtk_widget_class_install_action (widget_class, "invoice.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "invoice.save-xml", NULL, save_xml_action);
  gtk_widget_class_install_action (widget_class, "invoice.note-sent", NULL, note_sent_action);
  gtk_widget_class_install_action (widget_class, "invoice.cancel", NULL, cancel_action);
  gtk_widget_class_install_action (widget_class, "invoice.credit", NULL, credit_action);
  gtk_widget_class_install_action (
    widget_class, "invoice.open-customer", NULL, open_customer_action);
  gtk_widget_class_install_action (widget_class, "invoice.open-order", NULL, open_order_action);
}

static void
kontor_invoice_pane_class_init (KontorInvoicePaneClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = kontor_invoice_pane_get_property;
  object_class->set_property = kontor_invoice_pane_set_property;
  object_class->constructed = kontor_invoice_pane_constructed;
  object_class->dispose = kontor_invoice_pane_dispose;
  g_object_class_override_property (object_class, PROP_COMPANY, "company");

  g_type_ensure (KONTOR_TYPE_PAPER_VIEW);
  g_type_ensure (KONTOR_TYPE_TIMELINE);
  install_actions (widget_class);
  g_type_ensure (KONTOR_TYPE_CUSTOMER_WRAP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-invoice-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorInvoicePane, stack);
  gtk_widget_class_bind_template_child (widget_class, KontorInvoicePane, failed);
  gtk_widget_class_bind_template_child (widget_class, KontorInvoicePane, title);
  gtk_widget_class_bind_template_child (widget_class, KontorInvoicePane, customer);
  gtk_widget_class_bind_template_child (widget_class, KontorInvoicePane, facts);
  gtk_widget_class_bind_template_child (widget_class, KontorInvoicePane, total);
  gtk_widget_class_bind_template_child (widget_class, KontorInvoicePane, open);
  gtk_widget_class_bind_template_child (widget_class, KontorInvoicePane, linked);
  gtk_widget_class_bind_template_child (widget_class, KontorInvoicePane, paper);
  gtk_widget_class_bind_template_child (widget_class, KontorInvoicePane, timeline);
}

static void
kontor_invoice_pane_init (KontorInvoicePane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
