/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-entry-pane.h"

#include <glib/gi18n.h>

#include "kontor-act.h"
#include "kontor-customer-wrap.h"
#include "kontor-format.h"
#include "kontor-pane.h"
#include "kontor-pay-window.h"
#include "kontor-payment-query.h"
#include "kontor-problem.h"
#include "kontor-share-window.h"
#include "kontor-weak.h"

/**
 * KontorEntryPane:
 *
 * One entry of a bank's statement: what the bank wrote, what it may be for and why, and what it was
 * said to be for.
 */
struct _KontorEntryPane
{
  AdwBin parent_instance;

  KontorCompany *company;     /* (owned) (not nullable): construct only */
  KontorUid      uid;         /* nil: nothing is selected */
  KontorJson    *entry;       /* (owned) (nullable) until read */
  GCancellable  *cancellable; /* (owned) (nullable): of the reading under way */

  /* Template children */
  AdwWindowTitle *title;
  GtkStack       *stack;
  AdwStatusPage  *failed;
  GtkLabel       *amount;
  GtkLabel       *facts;
  GtkLabel       *purpose;
  GtkWidget      *proposal;
  GtkLabel       *proposal_title;
  GtkLabel       *explanation;
  GtkListBox     *proposed;
  GtkButton      *confirm;
  GtkWidget      *matched;
  GtkListBox     *shares;
};

typedef enum
{
  PROP_COMPANY = 1,
} KontorEntryPaneProperty;

static void kontor_entry_pane_pane_init (KontorPaneInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (KontorEntryPane,
                               kontor_entry_pane,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (KONTOR_TYPE_PANE,
                                                      kontor_entry_pane_pane_init))

static const char *
get (KontorEntryPane *self, const char *key)
{
  return kontor_json_get_string (self->entry, key, "");
}

static gint64
get_integer (KontorEntryPane *self, const char *key)
{
  return kontor_json_get_integer (self->entry, key, 0);
}

static const KontorJson *
get_proposal (KontorEntryPane *self)
{
  return kontor_json_get_object (self->entry, "proposal");
}

/* --- what can be done --- */

static void
confirmed_cb (GtkWidget *widget, const KontorJson *result)
{
  if (result != NULL)
    gtk_widget_activate_action (widget, "page.next-entry", NULL);
}

static void
confirm_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorEntryPane *self = KONTOR_ENTRY_PANE (widget);
  KontorJson      *params = kontor_query_match_params (self->entry);

  if (params != NULL)
    kontor_act_then (
      widget, self->company, "payment.allocate", params, _ ("Matched"), confirmed_cb);
}

/* Money that came in may be for several invoices; what goes out is named one by one. */
static void
allocate_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorEntryPane *self = KONTOR_ENTRY_PANE (widget);

  if (get_integer (self, "left_minor") > 0)
    kontor_share_window_present (widget, self->company, self->entry);
  else
    kontor_pay_window_allocate (widget, self->company, self->entry, NULL);
}

static void
allocate_one_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorEntryPane *self = KONTOR_ENTRY_PANE (widget);

  kontor_pay_window_allocate (widget, self->company, self->entry, NULL);
}

static void
undo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorEntryPane *self = KONTOR_ENTRY_PANE (widget);
  KontorJson      *params = kontor_json_new_object ();

  kontor_json_set_string (params, "entry", get (self, "uid"));
  kontor_act (widget, self->company, "payment.undo", params, _ ("Taken back"));
}

static void
set_whole (KontorEntryPane *self, const char *kind, const char *done)
{
  KontorJson *params = kontor_json_new_object ();
  KontorJson *shares = kontor_json_new_array ();
  KontorJson *share = kontor_json_new_object ();

  kontor_json_set_string (share, "kind", kind);
  kontor_json_set_integer (share, "amount_minor", get_integer (self, "left_minor"));
  kontor_json_append (shares, share);
  kontor_json_set_string (params, "entry", get (self, "uid"));
  kontor_json_set (params, "shares", shares);
  kontor_act_then (
    GTK_WIDGET (self), self->company, "payment.allocate", params, done, confirmed_cb);
}

static void
fee_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  set_whole (KONTOR_ENTRY_PANE (widget), "fee", _ ("Noted as a fee"));
}

static void
aside_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  set_whole (KONTOR_ENTRY_PANE (widget), "payment", _ ("Set aside"));
}

static void
update_actions (KontorEntryPane *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean   is_left = self->entry != NULL && get_integer (self, "left_minor") != 0;

  gtk_widget_action_set_enabled (widget, "entry.confirm", kontor_entry_pane_can_confirm (self));
  gtk_widget_action_set_enabled (widget, "entry.allocate", is_left);
  gtk_widget_action_set_enabled (widget, "entry.allocate-one", is_left);
  gtk_widget_action_set_enabled (widget, "entry.fee", is_left);
  gtk_widget_action_set_enabled (widget, "entry.aside", is_left);
  gtk_widget_action_set_enabled (
    widget,
    "entry.undo",
    self->entry != NULL && kontor_json_length (kontor_json_get_array (self->entry, "shares")) > 0);
}

/* --- showing --- */

static const char *
say_kind (const char *kind)
{
  static const char *const words[][2] = {
    { "payment", N_ ("Not for an invoice") }, { "cash_discount", N_ ("Cash discount") },
    { "write_off", N_ ("Written off") },      { "fee", N_ ("Fee of the bank") },
    { "overpayment", N_ ("Overpayment") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i][0], kind))
      return _ (words[i][1]);
  return kind;
}

static const char *
say_proposal (const char *kind)
{
  static const char *const words[][2] = {
    { "full", N_ ("Pays what is open") },
    { "partial", N_ ("Pays a part") },
    { "overpaid", N_ ("More than is open") },
    { "discount", N_ ("Less the cash discount") },
    { "refund", N_ ("Pays back a credit note") },
    { "return", N_ ("A payment came back") },
    { "psp_payout", N_ ("Payout of a payment provider") },
    { "unmatched", N_ ("Nothing Found") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i][0], kind))
      return _ (words[i][1]);
  return kind;
}

static GtkWidget *
new_share_row (KontorEntryPane *self, const KontorJson *share)
{
  GtkWidget       *row = adw_action_row_new ();
  const char      *number = kontor_json_get_string (share, "number", "");
  const char      *invoice = kontor_json_get_string (share, "invoice", "");
  const char      *kind = say_kind (kontor_json_get_string (share, "kind", ""));
  gboolean         is_payment = g_str_equal (kontor_json_get_string (share, "kind", ""), "payment");
  g_autofree char *amount = kontor_format_money (kontor_json_get_integer (share, "amount_minor", 0),
                                                 get (self, "currency"));
  g_autofree char *title = is_payment || *number == '\0'
                             ? g_strdup (*number != '\0' ? number : kind)
                             : g_strdup_printf ("%s · %s", number, kind);
  GtkWidget       *label = gtk_label_new (amount);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), kontor_json_get_string (share, "name", ""));
  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  if (*invoice == '\0')
    return row;
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.record");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "(ss)", "invoice", invoice);
  return row;
}

static void
fill (KontorEntryPane *self, GtkListBox *list, const KontorJson *shares)
{
  GtkWidget *child = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, child);
  for (guint i = 0; i < kontor_json_length (shares); i++)
    gtk_list_box_append (list, new_share_row (self, kontor_json_at (shares, i)));
  gtk_widget_set_visible (GTK_WIDGET (list), kontor_json_length (shares) > 0);
}

static void
show_proposal (KontorEntryPane *self)
{
  const KontorJson *proposal = get_proposal (self);
  const char       *words = kontor_json_get_string (proposal, "explanation", "");
  g_autofree char  *sure = NULL;

  gtk_widget_set_visible (self->proposal, proposal != NULL);
  if (proposal == NULL)
    return;
  sure = g_strdup_printf (kontor_json_get_boolean (proposal, "certain", FALSE)
                            ? _ ("Certain: %s")
                            : _ ("A suggestion: %s"),
                          words);
  gtk_label_set_label (self->proposal_title,
                       say_proposal (kontor_json_get_string (proposal, "kind", "")));
  gtk_label_set_label (self->explanation, kontor_entry_pane_can_confirm (self) ? sure : words);
  fill (self, self->proposed, kontor_json_get_array (proposal, "shares"));
  gtk_widget_set_visible (GTK_WIDGET (self->confirm), kontor_entry_pane_can_confirm (self));
}

static char *
dup_facts (KontorEntryPane *self)
{
  g_autofree char *day = kontor_time_format_local (
    kontor_day_start (get_integer (self, "booked_on"), kontor_format_zone ()),
    kontor_format_zone (),
    "%x");
  GString *text = g_string_new (day);

  static const char *const keys[] = { "account_name", "iban", "end_to_end", "code" };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (*get (self, keys[i]) != '\0')
      g_string_append_printf (text, " · %s", get (self, keys[i]));
  return g_string_free (text, FALSE);
}

static void
show_entry (KontorEntryPane *self)
{
  g_autofree char  *amount = kontor_format_money (get_integer (self, "amount_minor"),
                                                 get (self, "currency"));
  g_autofree char  *facts = dup_facts (self);
  const KontorJson *shares = kontor_json_get_array (self->entry, "shares");

  adw_window_title_set_title (self->title,
                              *get (self, "name") != '\0' ? get (self, "name") : _ ("Bank Entry"));
  gtk_label_set_label (self->amount, amount);
  gtk_label_set_label (self->facts, facts);
  gtk_label_set_label (self->purpose, get (self, "purpose"));
  gtk_widget_set_visible (GTK_WIDGET (self->purpose), *get (self, "purpose") != '\0');
  show_proposal (self);
  fill (self, self->shares, shares);
  gtk_widget_set_visible (self->matched, kontor_json_length (shares) > 0);
  update_actions (self);
  gtk_stack_set_visible_child_name (self->stack, "entry");
}

static void
entry_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorEntryPane) self = kontor_weak_take (user_data);
  g_autoptr (KontorJson) entry = kontor_company_query_finish (NULL, result, &error);
  g_autoptr (KontorProblem) problem = NULL;

  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_pointer (&self->entry, kontor_json_unref);
  self->entry = g_steal_pointer (&entry);
  if (self->entry != NULL)
    {
      show_entry (self);
      return;
    }
  problem = kontor_problem_from_error (error);
  update_actions (self);
  adw_window_title_set_title (self->title, "");
  adw_status_page_set_title (self->failed, problem->title);
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

static void
read_entry (KontorEntryPane *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (kontor_uid_is_nil (&self->uid))
    return;
  self->cancellable = g_cancellable_new ();
  kontor_company_query_uid_async (self->company,
                                  kontor_query_entry_json,
                                  &self->uid,
                                  self->cancellable,
                                  entry_read_cb,
                                  kontor_weak_new (self));
}

/* Whatever is paid or issued changes what an entry may be for. */
static void
changed_cb (KontorEntryPane *self, const GArray *touched)
{
  if (kontor_touched_has (touched, &self->uid)
      || kontor_touched_has_kind (touched, KONTOR_KIND_INVOICE)
      || kontor_touched_has_kind (touched, KONTOR_KIND_PAYMENT)
      || kontor_touched_has_kind (touched, KONTOR_KIND_PAYMENT_SHARE))
    read_entry (self);
}

static void
kontor_entry_pane_show (KontorPane *pane, const KontorUid *uid)
{
  KontorEntryPane *self = KONTOR_ENTRY_PANE (pane);

  self->uid = uid != NULL ? *uid : (KontorUid){ 0 };
  g_clear_pointer (&self->entry, kontor_json_unref);
  update_actions (self);
  if (uid == NULL)
    {
      adw_window_title_set_title (self->title, "");
      gtk_stack_set_visible_child_name (self->stack, "none");
    }
  read_entry (self);
}

static gboolean
kontor_entry_pane_suggested (KontorPane *pane)
{
  return gtk_widget_activate_action (GTK_WIDGET (pane), "entry.confirm", NULL);
}

static void
kontor_entry_pane_pane_init (KontorPaneInterface *iface)
{
  iface->show = kontor_entry_pane_show;
  iface->suggested = kontor_entry_pane_suggested;
}

static void
kontor_entry_pane_get_property (GObject    *object,
                                guint       property_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  switch ((KontorEntryPaneProperty) property_id)
    {
    case PROP_COMPANY:
      g_value_set_object (value, KONTOR_ENTRY_PANE (object)->company);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
kontor_entry_pane_set_property (GObject      *object,
                                guint         property_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  switch ((KontorEntryPaneProperty) property_id)
    {
    case PROP_COMPANY:
      g_set_object (&KONTOR_ENTRY_PANE (object)->company, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
kontor_entry_pane_constructed (GObject *object)
{
  KontorEntryPane *self = KONTOR_ENTRY_PANE (object);

  G_OBJECT_CLASS (kontor_entry_pane_parent_class)->constructed (object);
  g_signal_connect_object (
    self->company, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  update_actions (self);
}

static void
kontor_entry_pane_dispose (GObject *object)
{
  KontorEntryPane *self = KONTOR_ENTRY_PANE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->company);
  g_clear_pointer (&self->entry, kontor_json_unref);

  G_OBJECT_CLASS (kontor_entry_pane_parent_class)->dispose (object);
}

static void
kontor_entry_pane_class_init (KontorEntryPaneClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = kontor_entry_pane_get_property;
  object_class->set_property = kontor_entry_pane_set_property;
  object_class->constructed = kontor_entry_pane_constructed;
  object_class->dispose = kontor_entry_pane_dispose;
  g_object_class_override_property (object_class, PROP_COMPANY, "company");

  gtk_widget_class_install_action (widget_class, "entry.confirm", NULL, confirm_action);
  gtk_widget_class_install_action (widget_class, "entry.allocate", NULL, allocate_action);
  gtk_widget_class_install_action (widget_class, "entry.allocate-one", NULL, allocate_one_action);
  gtk_widget_class_install_action (widget_class, "entry.undo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "entry.fee", NULL, fee_action);
  gtk_widget_class_install_action (widget_class, "entry.aside", NULL, aside_action);
  g_type_ensure (KONTOR_TYPE_CUSTOMER_WRAP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-entry-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorEntryPane, title);
  gtk_widget_class_bind_template_child (widget_class, KontorEntryPane, stack);
  gtk_widget_class_bind_template_child (widget_class, KontorEntryPane, failed);
  gtk_widget_class_bind_template_child (widget_class, KontorEntryPane, amount);
  gtk_widget_class_bind_template_child (widget_class, KontorEntryPane, facts);
  gtk_widget_class_bind_template_child (widget_class, KontorEntryPane, purpose);
  gtk_widget_class_bind_template_child (widget_class, KontorEntryPane, proposal);
  gtk_widget_class_bind_template_child (widget_class, KontorEntryPane, proposal_title);
  gtk_widget_class_bind_template_child (widget_class, KontorEntryPane, explanation);
  gtk_widget_class_bind_template_child (widget_class, KontorEntryPane, proposed);
  gtk_widget_class_bind_template_child (widget_class, KontorEntryPane, confirm);
  gtk_widget_class_bind_template_child (widget_class, KontorEntryPane, matched);
  gtk_widget_class_bind_template_child (widget_class, KontorEntryPane, shares);
}

static void
kontor_entry_pane_init (KontorEntryPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kontor_entry_pane_can_confirm:
 * @self: the pane
 *
 * Returns: whether something is proposed that can be booked as it is
 */
gboolean
kontor_entry_pane_can_confirm (KontorEntryPane *self)
{
  const KontorJson *proposal = self->entry != NULL ? get_proposal (self) : NULL;

  return kontor_json_length (kontor_json_get_array (proposal, "shares")) > 0;
}
