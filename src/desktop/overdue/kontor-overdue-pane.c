/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-overdue-pane.h"

#include <glib/gi18n.h>

#include "kontor-act.h"
#include "kontor-ask-window.h"
#include "kontor-dialogs.h"
#include "kontor-dunning-render.h"
#include "kontor-dunning.h"
#include "kontor-format.h"
#include "kontor-overdue-letters.h"
#include "kontor-overdue-words.h"
#include "kontor-paper-view.h"
#include "kontor-payment-query.h"
#include "kontor-problem.h"
#include "kontor-weak.h"

/**
 * KontorOverduePane:
 *
 * One customer who owes: which invoices, what the next letter asks for and looks like, and which
 * letters there were.
 */
struct _KontorOverduePane
{
  AdwBin parent_instance;

  KontorCompany *company;     /* (owned) (nullable) until set */
  KontorJson    *group;       /* (owned) (nullable): nothing is selected */
  KontorJson    *letter;      /* (owned) (nullable): that may go out */
  KontorJson    *reminders;   /* (owned) (nullable): all letters there were */
  GCancellable  *cancellable; /* (owned) (nullable): of the preview */

  /* Template children */
  AdwWindowTitle  *title;
  GtkStack        *stack;
  GtkLabel        *open;
  GtkLabel        *facts;
  GtkWidget       *letter_box;
  GtkLabel        *letter_title;
  GtkLabel        *letter_detail;
  GtkListBox      *invoices;
  GtkWidget       *history_box;
  GtkListBox      *history;
  KontorPaperView *paper;
};

G_DEFINE_FINAL_TYPE (KontorOverduePane, kontor_overdue_pane, ADW_TYPE_BIN)

static const char *
get (KontorOverduePane *self, const char *key)
{
  return kontor_json_get_string (self->group, key, "");
}

/* --- what can be done --- */

static void
make_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorOverduePane *self = KONTOR_OVERDUE_PANE (widget);
  KontorJson        *params = kontor_json_new_object ();

  gtk_widget_action_set_enabled (widget, "letter.make", FALSE); /* once is enough */
  kontor_json_set (params, "letter", kontor_json_ref (self->letter));
  kontor_act (widget, self->company, "dunning.make", params, _ ("Letter made"));
}

static void
hold_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorOverduePane *self = KONTOR_OVERDUE_PANE (widget);
  const char        *invoice = NULL;
  const char        *number = NULL;
  g_autofree char   *title = NULL;
  KontorAskWindow   *window = NULL;
  KontorJson        *fixed = kontor_json_new_object ();

  g_variant_get (parameter, "(&s&s)", &invoice, &number);
  kontor_json_set_string (fixed, "invoice", invoice);
  title = g_strdup_printf (_ ("Hold %s Back"), number);
  window = kontor_ask_window_new (widget, self->company, title, _ ("_Hold Back"));
  kontor_ask_window_set_about (
    window, _ ("No letter mentions it until it is released. The reason stays in its history."));
  kontor_ask_window_add_entry (window, "reason", _ ("_Reason"), KONTOR_ASK_TEXT, TRUE);
  kontor_ask_window_set_command (window, "dunning.hold", fixed, _ ("Held back"), NULL);
  gtk_window_present (GTK_WINDOW (window));
}

static void
release_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorJson *params = kontor_json_new_object ();

  kontor_json_set_string (params, "invoice", g_variant_get_string (parameter, NULL));
  kontor_act (
    widget, KONTOR_OVERDUE_PANE (widget)->company, "dunning.release", params, _ ("Released"));
}

static KontorJson *
dup_reminder (KontorOverduePane *self, GVariant *parameter)
{
  const char *uid = g_variant_get_string (parameter, NULL);
  KontorJson *found = kontor_json_new_array ();

  for (guint i = 0; i < kontor_json_length (self->reminders); i++)
    {
      const KontorJson *reminder = kontor_json_at (self->reminders, i);

      if (g_str_equal (kontor_json_get_string (reminder, "uid", ""), uid))
        kontor_json_append (found, kontor_json_ref ((KontorJson *) reminder));
    }
  return found;
}

static gboolean
was_sent (const KontorJson *reminders)
{
  return kontor_json_get_integer (kontor_json_at (reminders, 0), "sent_at", 0) != 0;
}

static void
print_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorOverduePane *self = KONTOR_OVERDUE_PANE (widget);
  KontorJson        *reminders = dup_reminder (self, parameter);

  kontor_overdue_letters_print (widget, self->company, reminders, was_sent (reminders));
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorOverduePane *self = KONTOR_OVERDUE_PANE (widget);
  KontorJson        *reminders = dup_reminder (self, parameter);

  kontor_overdue_letters_save (widget, self->company, reminders, was_sent (reminders));
}

static void
take_back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorOverduePane *self = KONTOR_OVERDUE_PANE (widget);
  KontorAskWindow   *window = kontor_ask_window_new (
    widget, self->company, _ ("Take the Letter Back"), _ ("_Take Back"));
  KontorJson *fixed = kontor_json_new_object ();

  kontor_json_set_string (fixed, "dunning", g_variant_get_string (parameter, NULL));
  kontor_ask_window_set_about (
    window, _ ("It was not sent: the next letter starts from the level before."));
  kontor_ask_window_add_entry (window, "reason", _ ("_Reason"), KONTOR_ASK_TEXT, FALSE);
  kontor_ask_window_set_command (window, "dunning.undo", fixed, _ ("Taken back"), NULL);
  gtk_window_present (GTK_WINDOW (window));
}

static void
customer_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_activate_action (
    widget, "win.record", "(ss)", "customer", get (KONTOR_OVERDUE_PANE (widget), "customer"));
}

/* --- invoices --- */

static void
clear_list (GtkListBox *list)
{
  GtkWidget *child = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, child);
}

static void
set_texts (GtkWidget *row, const char *title, const char *subtitle)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
}

static GtkWidget *
new_hold_button (const KontorJson *item)
{
  const char *invoice = kontor_json_get_string (item, "invoice", "");
  const char *next = kontor_json_get_string (item, "next", "");
  gboolean    is_held = g_str_equal (next, "blocked") || g_str_equal (next, "disputed");
  GtkWidget *button = gtk_button_new_with_mnemonic (is_held ? _ ("Re_lease") : _ ("_Hold Back…"));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button),
                                  is_held ? "overdue.release" : "overdue.hold");
  if (is_held)
    gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", invoice);
  else
    gtk_actionable_set_action_target (
      GTK_ACTIONABLE (button), "(ss)", invoice, kontor_json_get_string (item, "number", ""));
  return button;
}

static GtkWidget *
new_invoice_row (KontorOverduePane *self, const KontorJson *item)
{
  GtkWidget       *row = adw_action_row_new ();
  g_autofree char *late = kontor_overdue_say_late (kontor_json_get_integer (item, "days_late", 0));
  g_autofree char *reached = kontor_overdue_say_reached (item);
  g_autofree char *next = kontor_overdue_say_next (item);
  g_autofree char *open = kontor_format_money (kontor_json_get_integer (item, "open_minor", 0),
                                               get (self, "currency"));
  gboolean         in_letter = g_str_equal (kontor_json_get_string (item, "next", ""), "letter");
  g_autofree char *subtitle = in_letter ? g_strjoin (" · ", late, reached, NULL)
                                        : g_strdup_printf ("%s · %s\n%s", late, reached, next);
  GtkWidget       *label = gtk_label_new (open);

  set_texts (row, kontor_json_get_string (item, "number", ""), subtitle);
  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), new_hold_button (item));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.record");
  gtk_actionable_set_action_target (
    GTK_ACTIONABLE (row), "(ss)", "invoice", kontor_json_get_string (item, "invoice", ""));
  return row;
}

static void
show_invoices (KontorOverduePane *self)
{
  const KontorJson *items = kontor_json_get_array (self->group, "items");
  guint             n_items = kontor_json_length (items);
  g_autofree char  *open = kontor_format_money (
    kontor_json_get_integer (self->group, "open_minor", 0), get (self, "currency"));
  g_autofree char *late = kontor_overdue_say_late (
    kontor_json_get_integer (self->group, "days_late", 0));
  g_autofree char *facts = g_strdup_printf (
    ngettext ("%u invoice, %s", "%u invoices, the oldest %s", n_items), n_items, late);

  clear_list (self->invoices);
  for (guint i = 0; i < n_items; i++)
    gtk_list_box_append (self->invoices, new_invoice_row (self, kontor_json_at (items, i)));
  adw_window_title_set_title (self->title, get (self, "customer_name"));
  gtk_label_set_label (self->open, open);
  gtk_label_set_label (self->facts, facts);
}

/* --- letters that there were --- */

static gboolean
is_ours (KontorOverduePane *self, const KontorJson *reminder)
{
  return g_str_equal (kontor_json_get_string (reminder, "customer", ""), get (self, "customer"))
         && g_str_equal (kontor_json_get_string (reminder, "customer_name", ""),
                         get (self, "customer_name"));
}

static void
add_button (
  GtkWidget *row, const char *icon, const char *words, const char *action, const char *uid)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, words);
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_widget_add_css_class (button, "flat");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", uid);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static char *
say_sent (const KontorJson *reminder)
{
  gint64           sent_at = kontor_json_get_integer (reminder, "sent_at", 0);
  g_autofree char *when = sent_at != 0 ? kontor_format_when (sent_at) : NULL;

  if (kontor_json_get_boolean (reminder, "undone", FALSE))
    return g_strdup (_ ("taken back"));
  /* Translators: a letter; a moment: "Today 10:05" */
  return when != NULL ? g_strdup_printf (_ ("sent %s"), when) : g_strdup (_ ("not sent yet"));
}

static GtkWidget *
new_history_row (const KontorJson *reminder)
{
  GtkWidget       *row = adw_action_row_new ();
  const char      *uid = kontor_json_get_string (reminder, "uid", "");
  gboolean         was_out = kontor_json_get_integer (reminder, "sent_at", 0) != 0;
  g_autofree char *day = kontor_overdue_say_day (kontor_json_get_integer (reminder, "made_on", 0));
  g_autofree char *sent = say_sent (reminder);
  g_autofree char *subtitle = g_strjoin (
    " · ", kontor_json_get_string (reminder, "number", ""), day, sent, NULL);

  set_texts (
    row, kontor_overdue_level_word (kontor_json_get_integer (reminder, "level", 0)), subtitle);
  if (kontor_json_get_boolean (reminder, "undone", FALSE))
    return row;
  add_button (row,
              "document-print-symbolic",
              was_out ? _ ("Print a copy") : _ ("Print"),
              "overdue.print",
              uid);
  add_button (row,
              "document-save-symbolic",
              was_out ? _ ("Save a copy") : _ ("Save as PDF"),
              "overdue.save",
              uid);
  add_button (row, "edit-undo-symbolic", _ ("Take the letter back"), "overdue.take-back", uid);
  return row;
}

static void
show_history (KontorOverduePane *self)
{
  gboolean has_any = FALSE;

  clear_list (self->history);
  for (guint i = 0; i < kontor_json_length (self->reminders); i++)
    if (is_ours (self, kontor_json_at (self->reminders, i)))
      {
        has_any = TRUE;
        gtk_list_box_append (self->history, new_history_row (kontor_json_at (self->reminders, i)));
      }
  gtk_widget_set_visible (self->history_box, has_any);
}

/* --- the letter that comes next --- */

typedef struct
{
  KontorJson *letter;   /* (owned) */
  KontorJson *document; /* (owned): of the newest invoice */
  KontorJson *settings; /* (owned) */
  gint64      at;
} Preview;

static void
preview_free (gpointer data)
{
  g_autofree Preview *preview = data;

  g_clear_pointer (&preview->letter, kontor_json_unref);
  g_clear_pointer (&preview->document, kontor_json_unref);
  g_clear_pointer (&preview->settings, kontor_json_unref);
}

static GBytes *
draw_preview (gpointer data, GError **error)
{
  const Preview *preview = data;
  g_autoptr (KontorInvoice) letter = kontor_invoice_from_json (preview->document, error);

  if (letter == NULL)
    return NULL;
  g_clear_pointer (&letter->number, g_free); /* it gets one when it is made */
  letter->issue_day = kontor_day_from_time (preview->at, kontor_format_zone ());
  letter->payment.due_day = letter->issue_day + KONTOR_DUNNING_PAY_DAYS;
  return kontor_dunning_render (letter, preview->letter, preview->settings, preview->at, error);
}

static gpointer
document_in_reader (KontorDatabase *database, gpointer letter, GError **error)
{
  return kontor_query_dunning_letter (database, letter, error);
}

static void
document_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorOverduePane) self = kontor_weak_take (user_data);
  g_autoptr (KontorJson) document = kontor_replica_read_finish (
    KONTOR_REPLICA (source), result, &error);
  const KontorJson *letter = self != NULL ? kontor_json_get_object (self->group, "letter") : NULL;
  Preview          *preview = NULL;

  if (self == NULL || document == NULL || letter == NULL
      || kontor_company_get_settings (self->company) == NULL)
    return;
  preview = g_new0 (Preview, 1);
  preview->letter = kontor_json_ref ((KontorJson *) letter);
  preview->document = g_steal_pointer (&document);
  preview->settings = kontor_json_ref ((KontorJson *) kontor_company_get_settings (self->company));
  preview->at = kontor_time_now ();
  kontor_paper_view_make (self->paper, self->company, draw_preview, preview, preview_free);
}

static void
read_document (KontorOverduePane *self, const KontorJson *letter)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  kontor_replica_read_async (kontor_company_get_replica (self->company),
                             document_in_reader,
                             kontor_json_ref ((KontorJson *) letter),
                             (GDestroyNotify) kontor_json_unref,
                             (GDestroyNotify) kontor_json_unref,
                             self->cancellable,
                             document_read_cb,
                             kontor_weak_new (self));
}

static char *
dup_cost (KontorOverduePane *self, const KontorJson *letter, const char *key)
{
  return kontor_format_money (kontor_json_get_integer (letter, key, 0), get (self, "currency"));
}

static char *
dup_costs (KontorOverduePane *self, const KontorJson *letter)
{
  g_autofree char *interest = dup_cost (self, letter, "interest_minor");
  g_autofree char *fee = dup_cost (self, letter, "fee_minor");
  g_autofree char *lump_sum = dup_cost (self, letter, "lump_sum_minor");

  if (kontor_json_get_integer (letter, "level", 0) == 0)
    return g_strdup (_ ("Without interest and fee"));
  if (kontor_json_get_integer (letter, "lump_sum_minor", 0) == 0)
    return g_strdup_printf (_ ("Interest %s · fee %s"), interest, fee);
  return g_strdup_printf (_ ("Interest %s · fee %s · lump sum %s"), interest, fee, lump_sum);
}

static void
show_letter (KontorOverduePane *self)
{
  const KontorJson *letter = kontor_json_get_object (self->group, "letter");
  g_autofree char  *costs = letter != NULL ? dup_costs (self, letter) : NULL;

  gtk_widget_set_visible (self->letter_box, letter != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "letter.make", self->letter != NULL);
  if (letter == NULL)
    return;
  gtk_label_set_label (self->letter_title,
                       kontor_overdue_level_word (kontor_json_get_integer (letter, "level", 0)));
  gtk_label_set_label (self->letter_detail, costs);
  read_document (self, letter);
}

static void
replace (KontorJson **place, const KontorJson *json)
{
  g_autoptr (KontorJson) old = *place;

  *place = json != NULL ? kontor_json_ref ((KontorJson *) json) : NULL;
}

static void
kontor_overdue_pane_dispose (GObject *object)
{
  KontorOverduePane *self = KONTOR_OVERDUE_PANE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->company);
  g_clear_pointer (&self->group, kontor_json_unref);
  g_clear_pointer (&self->letter, kontor_json_unref);
  g_clear_pointer (&self->reminders, kontor_json_unref);

  G_OBJECT_CLASS (kontor_overdue_pane_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "letter.make", NULL, make_action);
  gtk_widget_class_install_action (widget_class, "overdue.hold", "(ss)", hold_action);
  gtk_widget_class_install_action (widget_class, "overdue.release", "s", release_action);
  gtk_widget_class_install_action (widget_class, "overdue.print", "s", print_action);
  gtk_widget_class_install_action (widget_class, "overdue.save", "s", save_action);
  gtk_widget_class_install_action (widget_class, "overdue.take-back", "s", take_back_action);
  gtk_widget_class_install_action (widget_class, "overdue.customer", NULL, customer_action);
}

static void
kontor_overdue_pane_class_init (KontorOverduePaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_overdue_pane_dispose;
  g_type_ensure (KONTOR_TYPE_PAPER_VIEW);
  install_actions (widget_class);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-overdue-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorOverduePane, title);
  gtk_widget_class_bind_template_child (widget_class, KontorOverduePane, stack);
  gtk_widget_class_bind_template_child (widget_class, KontorOverduePane, open);
  gtk_widget_class_bind_template_child (widget_class, KontorOverduePane, facts);
  gtk_widget_class_bind_template_child (widget_class, KontorOverduePane, letter_box);
  gtk_widget_class_bind_template_child (widget_class, KontorOverduePane, letter_title);
  gtk_widget_class_bind_template_child (widget_class, KontorOverduePane, letter_detail);
  gtk_widget_class_bind_template_child (widget_class, KontorOverduePane, invoices);
  gtk_widget_class_bind_template_child (widget_class, KontorOverduePane, history_box);
  gtk_widget_class_bind_template_child (widget_class, KontorOverduePane, history);
  gtk_widget_class_bind_template_child (widget_class, KontorOverduePane, paper);
}

static void
kontor_overdue_pane_init (KontorOverduePane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
kontor_overdue_pane_set_company (KontorOverduePane *self, KontorCompany *company)
{
  g_set_object (&self->company, company);
}

/**
 * kontor_overdue_pane_show:
 * @group: (nullable): one of kontor_query_dunning(); %NULL when nothing is selected
 * @letter: (nullable): its letter, where it may go out today
 * @reminders: (nullable): all letters there were
 */
void
kontor_overdue_pane_show (KontorOverduePane *self,
                          const KontorJson  *group,
                          const KontorJson  *letter,
                          const KontorJson  *reminders)
{
  g_return_if_fail (KONTOR_IS_OVERDUE_PANE (self) && self->company != NULL);

  replace (&self->group, group);
  replace (&self->letter, letter);
  replace (&self->reminders, reminders);
  gtk_stack_set_visible_child_name (self->stack, group != NULL ? "group" : "none");
  gtk_widget_action_set_enabled (
    GTK_WIDGET (self), "overdue.customer", group != NULL && *get (self, "customer") != '\0');
  if (group == NULL)
    {
      adw_window_title_set_title (self->title, "");
      gtk_widget_action_set_enabled (GTK_WIDGET (self), "letter.make", FALSE);
      return;
    }
  show_invoices (self);
  show_letter (self);
  show_history (self);
}
