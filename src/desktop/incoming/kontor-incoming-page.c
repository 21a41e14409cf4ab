/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-incoming-page.h"

#include <glib/gi18n.h>

#include "kontor-dialogs.h"
#include "kontor-format.h"
#include "kontor-incoming-inbox.h"
#include "kontor-incoming-paper.h"
#include "kontor-incoming-query.h"
#include "kontor-incoming-reading.h"
#include "kontor-problem.h"
#include "kontor-toast.h"
#include "kontor-weak.h"

#define FOLDED_PAPER 260 /* pixels of height for the page, where it stands above */

/**
 * KontorIncomingPage:
 *
 * The desk for invoices of others: the page as it came on one side, what it says on the other, and
 * beneath what is decided. Once one is decided the next lies there.
 *
 *   queue ──first──> shown ──decided, put off──> next in the queue ──none left──> done
 *                      ^
 *                      └── another one, asked for by list or link
 */
struct _KontorIncomingPage
{
  KontorPage parent_instance;

  KontorJson   *queue;       /* (owned) (nullable) until read */
  KontorUid     shown;       /* nil: none */
  KontorUid     begun;       /* which has had the keyboard; nil: none */
  gboolean      is_guest;    /* what is shown was asked for, and need not be in the queue */
  guint         position;    /* in the queue, of what is shown */
  guint         n_before;    /* in the queue when it was read last */
  guint         n_taking;    /* files under way */
  guint         n_taken;     /* since the first of them */
  GCancellable *cancellable; /* (owned): cancelled in dispose */
  gboolean      is_reading;  /* the queue */
  gboolean      is_stale;    /* it changed while it was read */

  /* Template children */
  AdwWindowTitle        *title;
  GtkStack              *stack;
  AdwStatusPage         *failed;
  GtkPaned              *paned;
  KontorIncomingPaper   *paper;
  KontorIncomingReading *reading;
};

G_DEFINE_FINAL_TYPE (KontorIncomingPage, kontor_incoming_page, KONTOR_TYPE_PAGE)

static KontorCompany *
company_of (KontorIncomingPage *self)
{
  return kontor_page_get_company (KONTOR_PAGE (self));
}

static guint
count_queue (KontorIncomingPage *self)
{
  return self->queue != NULL ? kontor_json_length (self->queue) : 0;
}

static gboolean
find_in_queue (KontorIncomingPage *self, const KontorUid *uid, guint *position)
{
  for (guint i = 0; i < count_queue (self); i++)
    {
      KontorUid other;

      if (kontor_uid_parse (&other,
                            kontor_json_get_string (kontor_json_at (self->queue, i), "uid", ""))
          && kontor_uid_equal (&other, uid))
        {
          *position = i;
          return TRUE;
        }
    }
  return FALSE;
}

static void
show_title (KontorIncomingPage *self)
{
  guint            n = count_queue (self);
  g_autofree char *text = NULL;

  if (self->n_taking > 0)
    text = g_strdup (_ ("Reading files…"));
  else if (self->is_guest)
    text = g_strdup (_ ("Not to be decided"));
  else if (n > 0)
    text = g_strdup_printf (_ ("%u of %u to review"), self->position + 1, n);
  adw_window_title_set_subtitle (self->title, text != NULL ? text : "");
  gtk_widget_action_set_enabled (
    GTK_WIDGET (self), "desk.next", n > 1 || (self->is_guest && n > 0));
  gtk_widget_action_set_enabled (
    GTK_WIDGET (self), "desk.previous", n > 1 || (self->is_guest && n > 0));
}

static void
show_uid (KontorIncomingPage *self, const KontorUid *uid)
{
  self->shown = *uid;
  self->is_guest = !find_in_queue (self, uid, &self->position);
  kontor_incoming_reading_show (self->reading, uid);
  gtk_stack_set_visible_child_name (self->stack, "desk");
  show_title (self);
}

static void
show_at (KontorIncomingPage *self, guint position)
{
  KontorUid uid;

  if (count_queue (self) == 0)
    {
      self->shown = (KontorUid){ 0 };
      self->is_guest = FALSE;
      kontor_incoming_reading_show (self->reading, NULL);
      gtk_stack_set_visible_child_name (self->stack, "empty");
      show_title (self);
      return;
    }
  position = position % count_queue (self);
  if (kontor_uid_parse (&uid,
                        kontor_json_get_string (kontor_json_at (self->queue, position), "uid", "")))
    show_uid (self, &uid);
}

/* What lies there stays while it is in the queue, also when others come or are decided; what was
 * put off is behind the others now, and the next one comes. */
static void
follow_queue (KontorIncomingPage *self)
{
  guint    before = self->position;
  guint    position = 0;
  gboolean grew = count_queue (self) > self->n_before;

  self->n_before = count_queue (self);
  if (kontor_uid_is_nil (&self->shown))
    show_at (self, before);
  else if (find_in_queue (self, &self->shown, &position)
           && (self->is_guest || grew || position <= before))
    show_uid (self, &self->shown);
  else if (self->is_guest)
    show_title (self);
  else
    show_at (self, before < count_queue (self) ? before : 0);
}

static void read_queue (KontorIncomingPage *self);

static void
queue_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorIncomingPage) self = kontor_weak_take (user_data);
  g_autoptr (KontorJson) queue = kontor_replica_read_finish (
    KONTOR_REPLICA (source), result, &error);
  g_autoptr (KontorProblem) problem = NULL;

  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->is_reading = FALSE;
  if (queue == NULL)
    {
      problem = kontor_problem_from_error (error);
      adw_status_page_set_title (self->failed, problem->title);
      gtk_stack_set_visible_child_name (self->stack, "failed");
      return;
    }
  g_clear_pointer (&self->queue, kontor_json_unref);
  self->queue = g_steal_pointer (&queue);
  follow_queue (self);
  if (self->is_stale)
    read_queue (self);
}

static gpointer
queue_in_reader (KontorDatabase *database, gpointer data, GError **error)
{
  return kontor_query_incoming_queue (database, error);
}

static void
read_queue (KontorIncomingPage *self)
{
  self->is_stale = self->is_reading;
  if (self->is_reading)
    return;
  self->is_reading = TRUE;
  kontor_replica_read_async (kontor_company_get_replica (company_of (self)),
                             queue_in_reader,
                             NULL,
                             NULL,
                             (GDestroyNotify) kontor_json_unref,
                             self->cancellable,
                             queue_read_cb,
                             kontor_weak_new (self));
}

static void
changed_cb (KontorIncomingPage *self, const GArray *touched)
{
  if (touched == NULL || kontor_touched_has_kind (touched, KONTOR_KIND_INCOMING_INVOICE))
    read_queue (self);
}

/* --- moving about --- */

static void
next_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorIncomingPage *self = KONTOR_INCOMING_PAGE (widget);

  show_at (self, self->is_guest ? 0 : self->position + 1);
}

static void
previous_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorIncomingPage *self = KONTOR_INCOMING_PAGE (widget);

  show_at (self, self->is_guest ? 0 : self->position + count_queue (self) - 1);
}

static void
retry_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  read_queue (KONTOR_INCOMING_PAGE (widget));
}

/* --- files --- */

static void
taken_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorIncomingPage) self = kontor_weak_take (user_data);
  g_autoptr (KontorJson) taken = kontor_incoming_inbox_take_finish (
    KONTOR_INCOMING_INBOX (source), result, &error);
  KontorUid uid;

  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->n_taking--;
  if (error != NULL)
    kontor_problem_present (GTK_WIDGET (self), error);
  else if (self->n_taken++ == 0
           && kontor_uid_parse (&uid, kontor_json_get_string (taken, "incoming", "")))
    show_uid (self, &uid);
  if (self->n_taking == 0)
    self->n_taken = 0;
  show_title (self);
}

static void
take (KontorIncomingPage *self, GFile *file, const char *channel)
{
  self->n_taking++;
  show_title (self);
  kontor_incoming_inbox_take_async (kontor_company_get_inbox (company_of (self)),
                                    file,
                                    channel,
                                    self->cancellable,
                                    taken_cb,
                                    kontor_weak_new (self));
}

static gboolean
kontor_incoming_page_take_file (KontorPage *page, GFile *file)
{
  take (KONTOR_INCOMING_PAGE (page), file, "file");
  return TRUE;
}

static void
file_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (KontorIncomingPage) self = kontor_weak_take (user_data);
  g_autoptr (GFile) file = kontor_file_open_finish (result, NULL);

  if (self != NULL && file != NULL)
    take (self, file, "file");
}

static void
add_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorIncomingPage *self = KONTOR_INCOMING_PAGE (widget);

  kontor_file_open_async (
    widget, _ ("Add an Invoice"), self->cancellable, file_chosen_cb, kontor_weak_new (self));
}

/* Several may be dropped at once; the first that is read is shown. */
static gboolean
dropped_cb (KontorIncomingPage *self, const GValue *value)
{
  GdkFileList *files = g_value_get_boxed (value);
  g_autoptr (GSList) list = files != NULL ? gdk_file_list_get_files (files) : NULL;

  for (GSList *at = list; at != NULL; at = at->next)
    take (self, at->data, "drop");
  return list != NULL;
}

static void
scanned_cb (KontorIncomingPage *self, guint n_taken, char **problems)
{
  g_autofree char *message = NULL;

  if (problems[0] != NULL)
    message = g_strdup_printf (_ ("From the folder: %s"), problems[0]);
  else
    message = g_strdup_printf (
      ngettext ("%u invoice came into the folder", "%u invoices came into the folder", n_taken),
      n_taken);
  kontor_toast (GTK_WIDGET (self), message);
}

/* --- of a page --- */

static void
kontor_incoming_page_shown (KontorPage *page)
{
  kontor_incoming_reading_begin (KONTOR_INCOMING_PAGE (page)->reading);
}

static void
kontor_incoming_page_open (KontorPage *page, const KontorUid *uid)
{
  show_uid (KONTOR_INCOMING_PAGE (page), uid);
}

static gboolean
kontor_incoming_page_create (KontorPage *page)
{
  return gtk_widget_activate_action (GTK_WIDGET (page), "desk.add", NULL);
}

static gboolean
kontor_incoming_page_suggested (KontorPage *page)
{
  return gtk_widget_activate_action (
    GTK_WIDGET (KONTOR_INCOMING_PAGE (page)->reading), "incoming.approve", NULL);
}

static gboolean
kontor_incoming_page_select (KontorPage *page, guint position)
{
  KontorIncomingPage *self = KONTOR_INCOMING_PAGE (page);

  self->position = position; /* the queue may still be read */
  if (position < count_queue (self))
    show_at (self, position);
  return TRUE;
}

/* Another one begins at its top, and has the keyboard. */
static void
read_cb (KontorIncomingPage *self, gpointer incoming)
{
  KontorUid uid;
  gboolean  is_another = kontor_uid_parse (&uid, kontor_json_get_string (incoming, "uid", ""))
                        && !kontor_uid_equal (&uid, &self->begun);

  kontor_incoming_paper_show (self->paper, company_of (self), incoming);
  if (!is_another || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->begun = uid;
  kontor_incoming_reading_begin (self->reading);
}

static void
pointed_cb (KontorIncomingPage *self, char **spellings)
{
  kontor_incoming_paper_mark (self->paper, (const char *const *) spellings);
}

/* Where there is little room the page stands above what it says. */
static void
folded_changed_cb (KontorIncomingPage *self)
{
  gboolean folded = kontor_page_get_folded (KONTOR_PAGE (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->paned),
                                  folded ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  if (folded)
    gtk_paned_set_position (self->paned, FOLDED_PAPER);
  else
    g_object_set (self->paned, "position-set", FALSE, NULL);
}

static void
kontor_incoming_page_constructed (GObject *object)
{
  KontorIncomingPage *self = KONTOR_INCOMING_PAGE (object);

  G_OBJECT_CLASS (kontor_incoming_page_parent_class)->constructed (object);
  kontor_incoming_reading_set_company (self->reading, company_of (self));
  g_signal_connect_object (
    company_of (self), "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (kontor_company_get_inbox (company_of (self)),
                           "scanned",
                           G_CALLBACK (scanned_cb),
                           self,
                           G_CONNECT_SWAPPED);
  read_queue (self);
}

static void
kontor_incoming_page_dispose (GObject *object)
{
  KontorIncomingPage *self = KONTOR_INCOMING_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->queue, kontor_json_unref);

  G_OBJECT_CLASS (kontor_incoming_page_parent_class)->dispose (object);
}

static void
kontor_incoming_page_finalize (GObject *object)
{
  g_clear_object (&KONTOR_INCOMING_PAGE (object)->cancellable);

  G_OBJECT_CLASS (kontor_incoming_page_parent_class)->finalize (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "desk.add", NULL, add_action);
  gtk_widget_class_install_action (widget_class, "desk.next", NULL, next_action);
  gtk_widget_class_install_action (widget_class, "desk.previous", NULL, previous_action);
  gtk_widget_class_install_action (widget_class, "desk.retry", NULL, retry_action);
  gtk_widget_class_add_binding_action (
    widget_class, GDK_KEY_Page_Down, GDK_ALT_MASK, "desk.next", NULL);
  gtk_widget_class_add_binding_action (
    widget_class, GDK_KEY_Page_Up, GDK_ALT_MASK, "desk.previous", NULL);
}

static void
kontor_incoming_page_class_init (KontorIncomingPageClass *klass)
{
  GObjectClass    *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass  *widget_class = GTK_WIDGET_CLASS (klass);
  KontorPageClass *page_class = KONTOR_PAGE_CLASS (klass);

  object_class->constructed = kontor_incoming_page_constructed;
  object_class->dispose = kontor_incoming_page_dispose;
  object_class->finalize = kontor_incoming_page_finalize;
  page_class->shown = kontor_incoming_page_shown;
  page_class->open = kontor_incoming_page_open;
  page_class->create = kontor_incoming_page_create;
  page_class->suggested = kontor_incoming_page_suggested;
  page_class->take_file = kontor_incoming_page_take_file;
  page_class->select = kontor_incoming_page_select;

  g_type_ensure (KONTOR_TYPE_INCOMING_PAPER);
  g_type_ensure (KONTOR_TYPE_INCOMING_READING);
  install_actions (widget_class);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-incoming-page.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorIncomingPage, title);
  gtk_widget_class_bind_template_child (widget_class, KontorIncomingPage, stack);
  gtk_widget_class_bind_template_child (widget_class, KontorIncomingPage, failed);
  gtk_widget_class_bind_template_child (widget_class, KontorIncomingPage, paned);
  gtk_widget_class_bind_template_child (widget_class, KontorIncomingPage, paper);
  gtk_widget_class_bind_template_child (widget_class, KontorIncomingPage, reading);
  gtk_widget_class_bind_template_callback (widget_class, read_cb);
  gtk_widget_class_bind_template_callback (widget_class, pointed_cb);
  gtk_widget_class_bind_template_callback (widget_class, folded_changed_cb);
}

static void
kontor_incoming_page_init (KontorIncomingPage *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (target, "drop", G_CALLBACK (dropped_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}
