/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-incoming-reading.h"

#include <glib/gi18n.h>
#include <string.h>

#include "kontor-act.h"
#include "kontor-ask-window.h"
#include "kontor-customer-wrap.h"
#include "kontor-dialogs.h"
#include "kontor-file-store.h"
#include "kontor-format.h"
#include "kontor-incoming-field.h"
#include "kontor-incoming-query.h"
#include "kontor-incoming-rows.h"
#include "kontor-incoming-words.h"
#include "kontor-problem.h"
#include "kontor-product-picker.h"
#include "kontor-purchase-query.h"
#include "kontor-timeline.h"
#include "kontor-toast.h"
#include "kontor-weak.h"

struct _KontorIncomingReading
{
  AdwBin parent_instance;

  KontorCompany *company;     /* (owned) (nullable) until set */
  KontorUid      uid;         /* nil: nothing is shown */
  KontorJson    *incoming;    /* (owned) (nullable) until read */
  KontorJson    *purchases;   /* (owned) (nullable): of its supplier */
  GCancellable  *cancellable; /* (owned) (nullable): of the reading under way */
  gboolean       is_filling;  /* fields change by us */

  /* Template children */
  GtkStack            *stack;
  GtkScrolledWindow   *scroller;
  AdwStatusPage       *failed;
  GtkLabel            *seller;
  GtkLabel            *about;
  GtkLabel            *total;
  GtkLabel            *state;
  GtkBox              *general;
  GtkBox              *facts;
  KontorProductPicker *supplier;
  GtkDropDown         *purchase;
  GtkLabel            *order_note;
  GtkWidget           *lines_title;
  GtkBox              *lines;
  GtkBox              *booking;
  KontorTimeline      *timeline;
  GtkWidget           *decide;
  GtkWidget           *undecide;
};

typedef enum
{
  SIGNAL_READ,
  SIGNAL_POINTED,
  N_SIGNALS,
} KontorIncomingReadingSignal;

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KontorIncomingReading, kontor_incoming_reading, ADW_TYPE_BIN)

static const char *
get (KontorIncomingReading *self, const char *key)
{
  return kontor_json_get_string (self->incoming, key, "");
}

static gboolean
is_open (KontorIncomingReading *self)
{
  return g_str_equal (get (self, "state"), "received");
}

/* Only what stands on pages without a structured part is typed. */
static gboolean
is_typed (KontorIncomingReading *self)
{
  return is_open (self) && *get (self, "format") == '\0';
}

static KontorJson *
new_params (KontorIncomingReading *self)
{
  KontorJson *params = kontor_json_new_object ();

  kontor_json_set_string (params, "incoming", get (self, "uid"));
  return params;
}

/* --- deciding --- */

/* Rules that make the file no invoice, as long as nobody said why it is one all the same. */
static char *
dup_broken_rules (KontorIncomingReading *self)
{
  const KontorJson *findings = kontor_json_get_array (self->incoming, "findings");
  const KontorJson *events = kontor_json_get_array (self->incoming, "events");
  GString          *rules = g_string_new (NULL);

  for (guint i = 0; i < kontor_json_length (findings); i++)
    {
      const KontorJson *finding = kontor_json_at (findings, i);
      const char       *rule = kontor_json_get_string (finding, "rule", "");

      if (g_str_equal (kontor_json_get_string (finding, "severity", ""), "fatal")
          && strstr (rules->str, rule) == NULL)
        g_string_append_printf (rules, "%s%s", rules->len > 0 ? ", " : "", rule);
    }
  for (guint i = kontor_json_length (events); i-- > 0;)
    {
      const char *kind = kontor_json_get_string (kontor_json_at (events, i), "kind", "");

      if (g_str_equal (kind, "overridden"))
        g_string_truncate (rules, 0);
      if (g_str_equal (kind, "overridden") || g_str_equal (kind, "reopened"))
        break;
    }
  return g_string_free (rules, FALSE);
}

/* One that waits for somebody else stays in the queue; on the desk the next one comes. */
static void
overridden (GtkWidget *widget, const KontorJson *result)
{
  if (result != NULL && kontor_json_get_boolean (result, "waits", FALSE))
    gtk_widget_activate_action (widget, "desk.next", NULL);
}

static void
ask_override (KontorIncomingReading *self, KontorJson *params, const char *rules)
{
  KontorAskWindow *window = kontor_ask_window_new (
    GTK_WIDGET (self), self->company, _ ("Approve an Invalid Invoice"), _ ("_Approve Anyway"));
  g_autofree char *about = g_strdup_printf (
    _ ("The file breaks %s: what it says may not be what was meant. The reason stays in its "
       "history."),
    rules);

  kontor_ask_window_set_about (window, about);
  kontor_ask_window_add_entry (window, "override", _ ("_Reason"), KONTOR_ASK_TEXT, TRUE);
  kontor_ask_window_set_command (
    window, "incoming.approve", params, _ ("Invoice approved"), overridden);
  gtk_window_present (GTK_WINDOW (window));
}

static void
approve (KontorIncomingReading *self, gboolean accepts_duplicate)
{
  KontorJson      *params = new_params (self);
  g_autofree char *rules = dup_broken_rules (self);

  kontor_json_set (params, "rows", kontor_incoming_rows_read_booking (self->booking));
  if (accepts_duplicate)
    kontor_json_set_boolean (params, "accept_duplicate", TRUE);
  if (*rules != '\0')
    {
      ask_override (self, params, rules);
      return;
    }
  kontor_act (GTK_WIDGET (self),
              self->company,
              "incoming.approve",
              params,
              kontor_json_get_boolean (self->incoming, "needs_second", FALSE)
                  && *get (self, "decided_by") == '\0'
                ? _ ("Approved: a second person has to look at it")
                : _ ("Invoice approved"));
  /* One that waits for somebody else stays in the queue; on the desk the next one comes. */
  if (kontor_json_get_boolean (self->incoming, "needs_second", FALSE))
    gtk_widget_activate_action (GTK_WIDGET (self), "desk.next", NULL);
}

static void
duplicate_confirmed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (KontorIncomingReading) self = kontor_weak_take (user_data);

  if (kontor_confirm_finish (result, NULL) && self != NULL && self->incoming != NULL)
    approve (self, TRUE);
}

static void
approve_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorIncomingReading *self = KONTOR_INCOMING_READING (widget);
  const KontorJson      *same = kontor_json_get_array (self->incoming, "same");

  /* Entries keep what was typed until they are left. */
  gtk_window_set_focus (GTK_WINDOW (gtk_widget_get_root (widget)), NULL);
  if (same == NULL || kontor_json_length (same) == 0)
    {
      approve (self, FALSE);
      return;
    }
  kontor_confirm_async (
    widget,
    _ ("Approve a Duplicate?"),
    _ ("The same invoice, or one of the same number, is here already. If both are paid, one was "
       "paid for nothing."),
    _ ("Approve Anyway"),
    TRUE,
    duplicate_confirmed_cb,
    kontor_weak_new (self));
}

static void
return_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorIncomingReading *self = KONTOR_INCOMING_READING (widget);
  KontorAskWindow       *window = kontor_ask_window_new (
    widget, self->company, _ ("Return Invoice"), _ ("_Return"));

  kontor_ask_window_set_about (
    window,
    _ ("It is not paid. What you write stays in its history, for the answer to the sender."));
  kontor_ask_window_add_entry (window, "note", _ ("_Why"), KONTOR_ASK_TEXT, TRUE);
  kontor_ask_window_set_command (
    window, "incoming.return", new_params (self), _ ("Invoice returned"), NULL);
  gtk_window_present (GTK_WINDOW (window));
}

static void
later_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorIncomingReading *self = KONTOR_INCOMING_READING (widget);

  kontor_act (widget, self->company, "incoming.later", new_params (self), NULL);
}

static void
reopen_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorIncomingReading *self = KONTOR_INCOMING_READING (widget);

  kontor_act (
    widget, self->company, "incoming.reopen", new_params (self), _ ("Decision taken back"));
}

/* --- the file --- */

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

typedef struct
{
  gpointer widget; /* of kontor_weak_new() */
  GFile   *file;   /* (owned) */
  char    *sha256; /* (owned) */
} Errand;

static void
bytes_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Errand *errand = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GtkWidget) widget = kontor_weak_take (errand->widget);
  g_autoptr (GFile) file = errand->file;
  g_autofree char *sha256 = errand->sha256;
  g_autoptr (GBytes) bytes = kontor_replica_read_finish (KONTOR_REPLICA (source), result, &error);

  if (widget == NULL)
    return;
  if (bytes != NULL)
    g_file_replace_contents_bytes_async (
      file, bytes, NULL, FALSE, G_FILE_CREATE_NONE, NULL, written_cb, kontor_weak_new (widget));
  else if (error != NULL)
    kontor_problem_present (widget, error);
  else
    kontor_toast (widget, _ ("The file is not on this station yet"));
}

static void
place_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (KontorIncomingReading) self = kontor_weak_take (user_data);
  g_autoptr (GFile) file = kontor_file_save_finish (result, NULL);
  Errand *errand = NULL;

  if (self == NULL || file == NULL || self->incoming == NULL)
    return;
  errand = g_new0 (Errand, 1);
  errand->widget = kontor_weak_new (self);
  errand->file = g_steal_pointer (&file);
  errand->sha256 = g_strdup (get (self, "file_sha256"));
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
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorIncomingReading *self = KONTOR_INCOMING_READING (widget);
  const char            *file = get (self, "file_name");

  kontor_file_save_async (widget,
                          _ ("Save File as It Came"),
                          *file != '\0' ? file : "invoice",
                          NULL,
                          place_chosen_cb,
                          kontor_weak_new (self));
}

/* --- editing --- */

static void
set_edit (KontorIncomingReading *self, KontorJson *fields, const char *key, KontorJson *value)
{
  const KontorJson *base = kontor_json_get (self->incoming, key);
  KontorJson       *edit = kontor_json_new_object ();

  kontor_json_set (
    edit, "base", base != NULL ? kontor_json_ref ((KontorJson *) base) : kontor_json_new_null ());
  kontor_json_set (edit, "new", value);
  kontor_json_set (fields, key, edit);
}

static void
run_edit (KontorIncomingReading *self, KontorJson *fields)
{
  KontorJson *params = new_params (self);

  kontor_json_set (params, "fields", fields);
  kontor_act (GTK_WIDGET (self), self->company, "incoming.edit", params, NULL);
}

/* Of net, VAT and total two make the third; what is to be paid is the total. */
static void
complete_amounts (KontorIncomingReading *self, KontorJson *fields, const char *key, gint64 value)
{
  gint64 net = kontor_json_get_integer (self->incoming, "net_minor", 0);
  gint64 tax = kontor_json_get_integer (self->incoming, "tax_minor", 0);
  gint64 gross = kontor_json_get_integer (self->incoming, "gross_minor", 0);

  if (g_str_equal (key, "gross_minor") && net != 0 && tax == 0)
    set_edit (self, fields, "tax_minor", kontor_json_new_integer (value - net));
  else if (g_str_equal (key, "gross_minor") && net == 0 && tax != 0)
    set_edit (self, fields, "net_minor", kontor_json_new_integer (value - tax));
  else if (g_str_equal (key, "net_minor") && gross != 0 && tax == 0)
    set_edit (self, fields, "tax_minor", kontor_json_new_integer (gross - value));
  else if (g_str_equal (key, "tax_minor") && gross != 0 && net == 0)
    set_edit (self, fields, "net_minor", kontor_json_new_integer (gross - value));
  if (g_str_equal (key, "gross_minor")
      && kontor_json_get_integer (self->incoming, "due_minor", 0) == gross)
    set_edit (self, fields, "due_minor", kontor_json_new_integer (value));
}

static void
fact_edited_cb (KontorIncomingReading *self, const char *text, KontorIncomingField *field)
{
  const char *key = kontor_incoming_field_get_key (field);
  KontorJson *value = NULL;
  KontorJson *fields = NULL;

  if (self->is_filling || self->incoming == NULL)
    return;
  value = kontor_incoming_words_parse (self->incoming, key, text);
  if (value == NULL)
    {
      g_autofree char *message = g_strdup_printf (
        kontor_incoming_words_type (key) == KONTOR_INCOMING_DAY ? _ ("“%s” is no date")
                                                                : _ ("“%s” is no amount"),
        text);

      kontor_toast (GTK_WIDGET (self), message);
      return;
    }
  fields = kontor_json_new_object ();
  if (kontor_incoming_words_type (key) == KONTOR_INCOMING_MONEY)
    complete_amounts (self, fields, key, kontor_json_integer (value));
  set_edit (self, fields, key, value);
  run_edit (self, fields);
}

static void
supplier_chosen_cb (KontorIncomingReading *self, const char *uid, const char *name)
{
  KontorJson *fields = NULL;

  if (self->is_filling || self->incoming == NULL || g_strcmp0 (uid, get (self, "supplier")) == 0)
    return;
  fields = kontor_json_new_object ();
  set_edit (self,
            fields,
            "supplier",
            *uid != '\0' ? kontor_json_new_string (uid) : kontor_json_new_null ());
  /* The order of another supplier does not go with it. */
  if (*get (self, "purchase") != '\0')
    set_edit (self, fields, "purchase", kontor_json_new_null ());
  run_edit (self, fields);
}

static const char *
get_purchase_at (KontorIncomingReading *self, guint position)
{
  const KontorJson *row = position > 0 && self->purchases != NULL
                            ? kontor_json_at (self->purchases, position - 1)
                            : NULL;

  return row != NULL ? kontor_json_get_string (row, "uid", "") : "";
}

static void
purchase_chosen_cb (KontorIncomingReading *self)
{
  const char *uid = get_purchase_at (self, gtk_drop_down_get_selected (self->purchase));
  KontorJson *fields = NULL;

  if (self->is_filling || self->incoming == NULL || g_strcmp0 (uid, get (self, "purchase")) == 0)
    return;
  fields = kontor_json_new_object ();
  set_edit (self,
            fields,
            "purchase",
            *uid != '\0' ? kontor_json_new_string (uid) : kontor_json_new_null ());
  run_edit (self, fields);
}

/* --- showing --- */

static void
point (KontorIncomingReading *self, char **spellings)
{
  g_signal_emit (self, signals[SIGNAL_POINTED], 0, spellings);
}

static void
fact_pointed_cb (KontorIncomingReading *self, gboolean is_there, KontorIncomingField *field)
{
  g_auto (GStrv) spellings = NULL;

  if (is_there && self->incoming != NULL)
    spellings = kontor_incoming_words_spell (self->incoming, kontor_incoming_field_get_key (field));
  point (self, spellings);
}

static void
line_pointed_cb (KontorIncomingField *field, gboolean is_there, KontorIncomingReading *self)
{
  g_auto (GStrv) spellings = is_there ? kontor_spell_text (kontor_incoming_field_get_text (field))
                                      : NULL;

  point (self, spellings);
}

static GPtrArray *
read_findings (KontorIncomingReading *self)
{
  GPtrArray *all = kontor_findings_from_json (kontor_json_get_array (self->incoming, "checks"));
  g_autoptr (GPtrArray) own = kontor_findings_from_json (
    kontor_json_get_array (self->incoming, "findings"));

  while (own->len > 0)
    g_ptr_array_add (all, g_ptr_array_steal_index (own, 0));
  return all;
}

static KontorIncomingField *
find_field (KontorIncomingReading *self, const KontorFinding *finding)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->facts));

  if (finding->line > 0)
    return kontor_incoming_rows_get (self->lines, finding->line);
  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    if (kontor_incoming_field_has_term (KONTOR_INCOMING_FIELD (child), finding->field))
      return KONTOR_INCOMING_FIELD (child);
  return NULL;
}

/* Each at its field; what belongs to none stands above. */
static void
show_findings (KontorIncomingReading *self)
{
  g_autoptr (GPtrArray) findings = read_findings (self);

  for (guint i = 0; i < findings->len; i++)
    {
      const KontorFinding *finding = g_ptr_array_index (findings, i);
      KontorIncomingField *field = find_field (self, finding);

      if (field != NULL)
        kontor_incoming_field_add_finding (field, finding);
      else
        gtk_box_append (self->general, kontor_incoming_finding_new (finding));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->general),
                          gtk_widget_get_first_child (GTK_WIDGET (self->general)) != NULL);
}

static void
show_facts (KontorIncomingReading *self)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->facts));

  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      KontorIncomingField *field = KONTOR_INCOMING_FIELD (child);
      g_autofree char     *text = kontor_incoming_words_format (self->incoming,
                                                            kontor_incoming_field_get_key (field));

      kontor_incoming_field_clear_findings (field);
      kontor_incoming_field_set_text (field, text);
      kontor_incoming_field_set_editable (field, is_typed (self));
      gtk_widget_set_visible (child, is_typed (self) || *text != '\0');
    }
}

static void
show_head (KontorIncomingReading *self)
{
  const char      *seller = get (self, "seller_name");
  g_autofree char *about = kontor_incoming_words_about (self->incoming);
  g_autofree char *total = kontor_incoming_words_format (self->incoming, "gross_minor");
  g_autofree char *state = kontor_incoming_words_state (self->incoming);

  gtk_label_set_label (self->seller, *seller != '\0' ? seller : get (self, "file_name"));
  gtk_label_set_label (self->about, about);
  gtk_label_set_label (self->total, total);
  gtk_label_set_label (self->state, state);
  gtk_widget_set_visible (GTK_WIDGET (self->state), *state != '\0');
}

static void
show_order (KontorIncomingReading *self)
{
  const KontorJson *order = kontor_json_get_object (self->incoming, "order");
  g_autofree char  *ordered = NULL;
  g_autofree char  *charged = NULL;
  g_autofree char  *note = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->order_note), order != NULL);
  if (order == NULL)
    return;
  ordered = kontor_format_money (kontor_json_get_integer (order, "net_minor", 0),
                                 kontor_json_get_string (order, "currency", ""));
  charged = kontor_format_money (kontor_json_get_integer (order, "charged_minor", 0),
                                 kontor_json_get_string (order, "currency", ""));
  note = g_strdup_printf (
    _ ("Ordered for %s net; other invoices charged %s of it."), ordered, charged);
  gtk_label_set_label (self->order_note, note);
}

static void
show_history (KontorIncomingReading *self)
{
  const KontorJson *events = kontor_json_get_array (self->incoming, "events");

  kontor_timeline_clear (self->timeline);
  for (guint i = kontor_json_length (events); i-- > 0;)
    {
      const KontorJson *event = kontor_json_at (events, i);
      const char       *kind = kontor_json_get_string (event, "kind", "");

      kontor_timeline_add (
        self->timeline,
        kontor_incoming_words_event (kind),
        kontor_json_get_integer (event, "happened_at", 0),
        kontor_json_get_string (event, "author", ""),
        kontor_json_get_integer (event, "station", 0),
        g_str_equal (kind, "edited") ? "" : kontor_json_get_string (event, "note", ""));
    }
}

static void
update_actions (KontorIncomingReading *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean   shows = self->incoming != NULL;
  gboolean   open = shows && is_open (self);

  gtk_widget_action_set_enabled (widget, "incoming.approve", open);
  gtk_widget_action_set_enabled (widget, "incoming.return", open);
  gtk_widget_action_set_enabled (widget, "incoming.later", open);
  gtk_widget_action_set_enabled (widget,
                                 "incoming.reopen",
                                 shows
                                   && (g_str_equal (get (self, "state"), "approved")
                                       || g_str_equal (get (self, "state"), "returned")
                                       || *get (self, "decided_by") != '\0'));
  gtk_widget_action_set_enabled (widget, "incoming.save", shows);
  gtk_widget_set_visible (self->decide, open);
  gtk_widget_set_visible (self->undecide, shows && !open);
  gtk_widget_set_sensitive (GTK_WIDGET (self->supplier), open);
  gtk_widget_set_sensitive (GTK_WIDGET (self->purchase), open);
}

static void
fill_purchases (KontorIncomingReading *self)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  guint selected = 0;

  gtk_string_list_append (list, _ ("None"));
  for (guint i = 0; self->purchases != NULL && i < kontor_json_length (self->purchases); i++)
    {
      const KontorJson *row = kontor_json_at (self->purchases, i);

      gtk_string_list_append (list, kontor_json_get_string (row, "number", ""));
      if (g_strcmp0 (kontor_json_get_string (row, "uid", ""), get (self, "purchase")) == 0)
        selected = i + 1;
    }
  self->is_filling = TRUE;
  gtk_drop_down_set_model (self->purchase, G_LIST_MODEL (list));
  gtk_drop_down_set_selected (self->purchase, selected);
  self->is_filling = FALSE;
}

static void
supplier_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorIncomingReading) self = kontor_weak_take (user_data);
  g_autoptr (KontorJson) supplier = kontor_company_query_finish (NULL, result, &error);
  const KontorJson *purchases = supplier != NULL ? kontor_json_get_array (supplier, "purchases")
                                                 : NULL;

  if (self == NULL || purchases == NULL || self->incoming == NULL)
    return;
  self->purchases = kontor_json_ref ((KontorJson *) purchases);
  fill_purchases (self);
}

static void
show_relations (KontorIncomingReading *self)
{
  KontorUid supplier;

  self->is_filling = TRUE;
  kontor_product_picker_set_chosen (
    self->supplier, get (self, "supplier"), get (self, "supplier_name"));
  self->is_filling = FALSE;
  g_clear_pointer (&self->purchases, kontor_json_unref);
  fill_purchases (self);
  if (kontor_uid_parse (&supplier, get (self, "supplier")))
    kontor_company_query_uid_async (self->company,
                                    kontor_query_supplier_json,
                                    &supplier,
                                    self->cancellable,
                                    supplier_read_cb,
                                    kontor_weak_new (self));
}

static void
show_incoming (KontorIncomingReading *self)
{
  GtkWidget *child = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->general))) != NULL)
    gtk_box_remove (self->general, child);
  self->is_filling = TRUE;
  show_head (self);
  show_facts (self);
  kontor_incoming_rows_show_lines (self->lines, self->incoming, G_CALLBACK (line_pointed_cb), self);
  gtk_widget_set_visible (self->lines_title,
                          gtk_widget_get_first_child (GTK_WIDGET (self->lines)) != NULL);
  kontor_incoming_rows_show_booking (self->booking, self->incoming, is_open (self));
  self->is_filling = FALSE;
  show_findings (self);
  show_relations (self);
  show_order (self);
  show_history (self);
  gtk_stack_set_visible_child_name (self->stack, "record");
}

static void
incoming_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorIncomingReading) self = kontor_weak_take (user_data);
  g_autoptr (KontorJson) incoming = kontor_company_query_finish (NULL, result, &error);
  g_autoptr (KontorProblem) problem = NULL;

  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_pointer (&self->incoming, kontor_json_unref);
  self->incoming = g_steal_pointer (&incoming);
  update_actions (self);
  if (self->incoming != NULL)
    {
      show_incoming (self);
      g_signal_emit (self, signals[SIGNAL_READ], 0, self->incoming);
      return;
    }
  problem = kontor_problem_from_error (error);
  adw_status_page_set_title (self->failed, problem->title);
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

static void
read_incoming (KontorIncomingReading *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (kontor_uid_is_nil (&self->uid))
    return;
  self->cancellable = g_cancellable_new ();
  kontor_company_query_uid_async (self->company,
                                  kontor_query_incoming_json,
                                  &self->uid,
                                  self->cancellable,
                                  incoming_read_cb,
                                  kontor_weak_new (self));
}

/* Goods that come, other invoices and orders change what is to be said about it. */
static void
changed_cb (KontorIncomingReading *self, const GArray *touched)
{
  if (kontor_touched_has (touched, &self->uid)
      || kontor_touched_has_kind (touched, KONTOR_KIND_INCOMING_INVOICE)
      || kontor_touched_has_kind (touched, KONTOR_KIND_PURCHASE_ORDER)
      || kontor_touched_has_kind (touched, KONTOR_KIND_SUPPLIER))
    read_incoming (self);
}

static void
kontor_incoming_reading_dispose (GObject *object)
{
  KontorIncomingReading *self = KONTOR_INCOMING_READING (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->company);
  g_clear_pointer (&self->incoming, kontor_json_unref);
  g_clear_pointer (&self->purchases, kontor_json_unref);

  G_OBJECT_CLASS (kontor_incoming_reading_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, KontorIncomingReading, stack);
  gtk_widget_class_bind_template_child (widget_class, KontorIncomingReading, scroller);
  gtk_widget_class_bind_template_child (widget_class, KontorIncomingReading, failed);
  gtk_widget_class_bind_template_child (widget_class, KontorIncomingReading, seller);
  gtk_widget_class_bind_template_child (widget_class, KontorIncomingReading, about);
  gtk_widget_class_bind_template_child (widget_class, KontorIncomingReading, total);
  gtk_widget_class_bind_template_child (widget_class, KontorIncomingReading, state);
  gtk_widget_class_bind_template_child (widget_class, KontorIncomingReading, general);
  gtk_widget_class_bind_template_child (widget_class, KontorIncomingReading, facts);
  gtk_widget_class_bind_template_child (widget_class, KontorIncomingReading, supplier);
  gtk_widget_class_bind_template_child (widget_class, KontorIncomingReading, purchase);
  gtk_widget_class_bind_template_child (widget_class, KontorIncomingReading, order_note);
  gtk_widget_class_bind_template_child (widget_class, KontorIncomingReading, lines_title);
  gtk_widget_class_bind_template_child (widget_class, KontorIncomingReading, lines);
  gtk_widget_class_bind_template_child (widget_class, KontorIncomingReading, booking);
  gtk_widget_class_bind_template_child (widget_class, KontorIncomingReading, timeline);
  gtk_widget_class_bind_template_child (widget_class, KontorIncomingReading, decide);
  gtk_widget_class_bind_template_child (widget_class, KontorIncomingReading, undecide);
  gtk_widget_class_bind_template_callback (widget_class, fact_edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, fact_pointed_cb);
  gtk_widget_class_bind_template_callback (widget_class, supplier_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, purchase_chosen_cb);
}

static void
kontor_incoming_reading_class_init (KontorIncomingReadingClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType           type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_incoming_reading_dispose;
  signals[SIGNAL_READ] = g_signal_new (
    "read", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[SIGNAL_POINTED] = g_signal_new (
    "pointed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRV);

  g_type_ensure (KONTOR_TYPE_CUSTOMER_WRAP);
  g_type_ensure (KONTOR_TYPE_INCOMING_FIELD);
  g_type_ensure (KONTOR_TYPE_PRODUCT_PICKER);
  g_type_ensure (KONTOR_TYPE_TIMELINE);
  gtk_widget_class_install_action (widget_class, "incoming.approve", NULL, approve_action);
  gtk_widget_class_install_action (widget_class, "incoming.return", NULL, return_action);
  gtk_widget_class_install_action (widget_class, "incoming.later", NULL, later_action);
  gtk_widget_class_install_action (widget_class, "incoming.reopen", NULL, reopen_action);
  gtk_widget_class_install_action (widget_class, "incoming.save", NULL, save_action);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/kontorapp/Kontor/ui/kontor-incoming-reading.ui");
  bind_children (widget_class);
}

static void
kontor_incoming_reading_init (KontorIncomingReading *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  kontor_product_picker_set_label (self->supplier, _ ("Supplier"));
  update_actions (self);
}

/**
 * kontor_incoming_reading_set_company:
 * @company: whose invoices are shown; said once
 */
void
kontor_incoming_reading_set_company (KontorIncomingReading *self, KontorCompany *company)
{
  g_return_if_fail (KONTOR_IS_INCOMING_READING (self));
  g_return_if_fail (self->company == NULL);

  self->company = g_object_ref (company);
  kontor_product_picker_set_up (self->supplier, company, KONTOR_PICK_SUPPLIER, _ ("Not known"));
  g_signal_connect_object (company, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * kontor_incoming_reading_show:
 * @uid: (nullable): which; %NULL for none
 */
void
kontor_incoming_reading_show (KontorIncomingReading *self, const KontorUid *uid)
{
  g_return_if_fail (KONTOR_IS_INCOMING_READING (self));

  self->uid = uid != NULL ? *uid : (KontorUid){ 0 };
  if (uid == NULL)
    {
      g_clear_pointer (&self->incoming, kontor_json_unref);
      update_actions (self);
      gtk_stack_set_visible_child_name (self->stack, "none");
    }
  read_incoming (self);
}

/**
 * kontor_incoming_reading_begin:
 *
 * Gives the keyboard to the first field, and shows the top.
 */
void
kontor_incoming_reading_begin (KontorIncomingReading *self)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->facts));

  g_return_if_fail (KONTOR_IS_INCOMING_READING (self));

  while (child != NULL && !gtk_widget_get_visible (child))
    child = gtk_widget_get_next_sibling (child);
  if (child != NULL)
    gtk_widget_child_focus (child, GTK_DIR_TAB_FORWARD);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
}
