/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-share-window.h"

#include <glib/gi18n.h>

#include "kontor-act.h"
#include "kontor-format.h"
#include "kontor-payment-query.h"
#include "kontor-weak.h"

#define MOST_FOUND 30

/**
 * KontorShareWindow:
 *
 * What an entry of the bank was for, when it was for several things: open invoices with the part
 * that each one gets, and what the rest is. All of it is matched at once or not at all.
 */
struct _KontorShareWindow
{
  AdwWindow parent_instance;

  KontorCompany *company;     /* (owned) (not nullable) */
  KontorJson    *entry;       /* (owned) (not nullable): as kontor_query_entry_json() answers */
  gpointer       opener;      /* (owned): of kontor_weak_new() */
  GPtrArray     *shares;      /* (owned) (element-type Share): the rows that are shown */
  GCancellable  *cancellable; /* (owned) (nullable): of the reading under way */
  gboolean       filling;

  /* Template children */
  GtkLabel       *about;
  GtkSearchEntry *search;
  GtkListBox     *list;
  GtkLabel       *none;
  AdwComboRow    *rest;
  GtkLabel       *wrong;
};

G_DEFINE_FINAL_TYPE (KontorShareWindow, kontor_share_window, ADW_TYPE_WINDOW)

typedef struct
{
  KontorJson *invoice; /* (owned): of kontor_query_open_invoices() */
  GtkWidget  *row;     /* of the list */
  GtkWidget  *check;
  GtkWidget  *amount;
} Share;

/* What the rest may be, as the list in the template has it. */
static const char *const rests[] = { NULL, "overpayment", "fee", "payment" };

static void
share_free (gpointer data)
{
  g_autofree Share *share = data;

  g_clear_pointer (&share->invoice, kontor_json_unref);
}

static const char *
get_currency (KontorShareWindow *self)
{
  return kontor_json_get_string (self->entry, "currency", "EUR");
}

static gboolean
is_chosen (const Share *share)
{
  return gtk_check_button_get_active (GTK_CHECK_BUTTON (share->check));
}

static gboolean
read_amount (KontorShareWindow *self, const Share *share, gint64 *minor)
{
  return kontor_expression_parse (gtk_editable_get_text (GTK_EDITABLE (share->amount)),
                                  kontor_currency_digits (get_currency (self)),
                                  kontor_format_decimal (),
                                  minor,
                                  NULL)
         && *minor > 0;
}

/* What is left when all that was chosen is taken off; FALSE when an amount is wrong. */
static gboolean
reckon (KontorShareWindow *self, gint64 *left)
{
  gboolean is_right = TRUE;

  *left = kontor_json_get_integer (self->entry, "left_minor", 0);
  for (guint i = 0; i < self->shares->len; i++)
    {
      const Share *share = self->shares->pdata[i];
      gint64       minor = 0;

      if (!is_chosen (share))
        continue;
      if (read_amount (self, share, &minor))
        *left -= minor;
      else
        is_right = FALSE;
    }
  return is_right;
}

static guint
count_chosen (KontorShareWindow *self)
{
  guint n = 0;

  for (guint i = 0; i < self->shares->len; i++)
    n += is_chosen (self->shares->pdata[i]);
  return n;
}

static void
update (KontorShareWindow *self)
{
  gint64           left = 0;
  gboolean         is_right = reckon (self, &left);
  g_autofree char *whole = kontor_format_money (
    kontor_json_get_integer (self->entry, "left_minor", 0), get_currency (self));
  g_autofree char *rest = kontor_format_money (left, get_currency (self));
  g_autofree char *about = g_strdup_printf (_ ("%s to be matched, %s left"), whole, rest);
  guint            kind = adw_combo_row_get_selected (self->rest);
  gboolean         has_rest = left > 0 && kind > 0 && kind < G_N_ELEMENTS (rests);

  if (self->filling)
    return;
  gtk_label_set_label (self->about, about);
  gtk_label_set_label (self->wrong,
                       !is_right ? _ ("An amount is not right.")
                                 : _ ("The shares are more than the bank's entry."));
  gtk_widget_set_visible (GTK_WIDGET (self->wrong), !is_right || left < 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->rest), left > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self),
                                 "share.match",
                                 is_right && left >= 0 && (count_chosen (self) > 0 || has_rest));
}

/* --- rows --- */

static char *
dup_typed (KontorShareWindow *self, gint64 minor)
{
  guint             digits = kontor_currency_digits (get_currency (self));
  KontorNumberStyle style = { kontor_format_decimal (), "" };

  return kontor_decimal_format (minor, digits, digits, &style);
}

static Share *
find_share (KontorShareWindow *self, GtkWidget *widget)
{
  for (guint i = 0; i < self->shares->len; i++)
    {
      Share *share = self->shares->pdata[i];

      if (share->check == widget || share->amount == widget)
        return share;
    }
  return NULL;
}

/* What is chosen gets what it needs, as far as the money goes. */
static void
toggled_cb (KontorShareWindow *self, GtkWidget *check)
{
  Share           *share = find_share (self, check);
  gint64           left = 0;
  g_autofree char *text = NULL;

  if (self->filling || share == NULL)
    return;
  self->filling = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (share->amount), "");
  if (is_chosen (share))
    {
      reckon (self, &left);
      text = dup_typed (self,
                        CLAMP (left, 0, kontor_json_get_integer (share->invoice, "open_minor", 0)));
      gtk_editable_set_text (GTK_EDITABLE (share->amount), text);
    }
  self->filling = FALSE;
  update (self);
}

/* Who types an amount means the invoice. */
static void
amount_changed_cb (KontorShareWindow *self, GtkWidget *amount)
{
  Share *share = find_share (self, amount);

  if (self->filling || share == NULL)
    return;
  self->filling = TRUE;
  gtk_check_button_set_active (GTK_CHECK_BUTTON (share->check),
                               *gtk_editable_get_text (GTK_EDITABLE (amount)) != '\0');
  self->filling = FALSE;
  update (self);
}

static void
set_label (GtkWidget *widget, const char *label)
{
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
fill_row (KontorShareWindow *self, Share *share)
{
  const char      *number = kontor_json_get_string (share->invoice, "number", "");
  g_autofree char *open = kontor_format_money (
    kontor_json_get_integer (share->invoice, "open_minor", 0), get_currency (self));
  /* Translators: a customer, and what is open */
  g_autofree char *subtitle = g_strdup_printf (
    _ ("%s · %s open"), kontor_json_get_string (share->invoice, "customer_name", ""), open);
  g_autofree char *amount = g_strdup_printf (_ ("Amount for %s"), number);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (share->row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (share->row), number);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (share->row), subtitle);
  set_label (share->check, number);
  set_label (share->amount, amount);
}

static void
add_share (KontorShareWindow *self, const KontorJson *invoice)
{
  Share *share = g_new0 (Share, 1);

  share->invoice = kontor_json_ref ((KontorJson *) invoice);
  share->row = adw_action_row_new ();
  share->check = gtk_check_button_new ();
  share->amount = gtk_entry_new ();
  gtk_widget_set_valign (share->check, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (share->amount, GTK_ALIGN_CENTER);
  gtk_entry_set_alignment (GTK_ENTRY (share->amount), 1);
  gtk_editable_set_width_chars (GTK_EDITABLE (share->amount), 10);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (share->amount), 10);
  gtk_entry_set_activates_default (GTK_ENTRY (share->amount), TRUE);
  gtk_widget_add_css_class (share->amount, "numeric");
  adw_action_row_add_prefix (ADW_ACTION_ROW (share->row), share->check);
  adw_action_row_add_suffix (ADW_ACTION_ROW (share->row), share->amount);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (share->row), share->check);
  fill_row (self, share);
  g_ptr_array_add (self->shares, share);
  g_signal_connect_object (
    share->check, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
    share->amount, "changed", G_CALLBACK (amount_changed_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (self->list, share->row);
}

/* --- reading --- */

static gboolean
is_shown (KontorShareWindow *self, const KontorJson *invoice)
{
  for (guint i = 0; i < self->shares->len; i++)
    if (g_str_equal (
          kontor_json_get_string (((Share *) self->shares->pdata[i])->invoice, "uid", ""),
          kontor_json_get_string (invoice, "uid", "")))
      return TRUE;
  return FALSE;
}

/* What was chosen stays on top; the rest is what is found now. */
static void
show_found (KontorShareWindow *self, const KontorJson *found)
{
  for (guint i = self->shares->len; i-- > 0;)
    {
      Share *share = self->shares->pdata[i];

      if (is_chosen (share))
        continue;
      gtk_list_box_remove (self->list, share->row);
      g_ptr_array_remove_index (self->shares, i);
    }
  for (guint i = 0; i < kontor_json_length (found); i++)
    {
      const KontorJson *invoice = kontor_json_at (found, i);

      if (kontor_json_get_integer (invoice, "open_minor", 0) > 0 && !is_shown (self, invoice))
        add_share (self, invoice);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->list), self->shares->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->none), self->shares->len == 0);
  update (self);
}

typedef struct
{
  char *text;     /* (owned) */
  char *currency; /* (owned) */
} Wanted;

static void
wanted_free (gpointer data)
{
  g_autofree Wanted *wanted = data;

  g_clear_pointer (&wanted->text, g_free);
  g_clear_pointer (&wanted->currency, g_free);
}

static gpointer
find_in_reader (KontorDatabase *database, gpointer data, GError **error)
{
  const Wanted *wanted = data;

  return kontor_query_open_invoices (database, wanted->text, wanted->currency, MOST_FOUND, error);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorShareWindow) self = kontor_weak_take (user_data);
  g_autoptr (KontorJson) found = kontor_replica_read_finish (
    KONTOR_REPLICA (source), result, &error);

  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (found != NULL)
    show_found (self, found);
  else
    gtk_label_set_label (self->about, error->message);
}

static void
search_changed_cb (KontorShareWindow *self)
{
  Wanted *wanted = g_new0 (Wanted, 1);

  wanted->text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->search)));
  wanted->currency = g_strdup (get_currency (self));
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  kontor_replica_read_async (kontor_company_get_replica (self->company),
                             find_in_reader,
                             wanted,
                             wanted_free,
                             (GDestroyNotify) kontor_json_unref,
                             self->cancellable,
                             found_cb,
                             kontor_weak_new (self));
}

/* --- matching --- */

static void
append_share (KontorJson *shares, const char *kind, const char *invoice, gint64 minor)
{
  KontorJson *share = kontor_json_new_object ();

  kontor_json_set_string (share, "kind", kind);
  kontor_json_set_integer (share, "amount_minor", minor);
  if (invoice != NULL)
    kontor_json_set_string (share, "invoice", invoice);
  kontor_json_append (shares, share);
}

static KontorJson *
make_params (KontorShareWindow *self)
{
  KontorJson *params = kontor_json_new_object ();
  KontorJson *shares = kontor_json_new_array ();
  guint       rest = adw_combo_row_get_selected (self->rest);
  gint64      left = 0;

  for (guint i = 0; i < self->shares->len; i++)
    {
      const Share *share = self->shares->pdata[i];
      gint64       minor = 0;

      if (is_chosen (share) && read_amount (self, share, &minor))
        append_share (shares, "payment", kontor_json_get_string (share->invoice, "uid", ""), minor);
    }
  if (reckon (self, &left) && left > 0 && rest > 0 && rest < G_N_ELEMENTS (rests))
    append_share (shares, rests[rest], NULL, left);
  kontor_json_set_string (params, "entry", kontor_json_get_string (self->entry, "uid", ""));
  kontor_json_set (params, "shares", shares);
  return params;
}

static void
match_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorShareWindow *self = KONTOR_SHARE_WINDOW (widget);
  g_autoptr (GtkWidget) opener = kontor_weak_take (g_steal_pointer (&self->opener));

  if (opener != NULL)
    kontor_act (opener, self->company, "payment.allocate", make_params (self), _ ("Matched"));
  gtk_window_close (GTK_WINDOW (self));
}

static void
kontor_share_window_dispose (GObject *object)
{
  KontorShareWindow *self = KONTOR_SHARE_WINDOW (object);
  g_autoptr (GtkWidget) opener = self->opener != NULL
                                   ? kontor_weak_take (g_steal_pointer (&self->opener))
                                   : NULL;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->company);

  G_OBJECT_CLASS (kontor_share_window_parent_class)->dispose (object);
}

static void
kontor_share_window_finalize (GObject *object)
{
  KontorShareWindow *self = KONTOR_SHARE_WINDOW (object);

  g_clear_pointer (&self->entry, kontor_json_unref);
  g_clear_pointer (&self->shares, g_ptr_array_unref);

  G_OBJECT_CLASS (kontor_share_window_parent_class)->finalize (object);
}

static void
kontor_share_window_class_init (KontorShareWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_share_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = kontor_share_window_finalize;
  gtk_widget_class_install_action (widget_class, "share.match", NULL, match_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (
    widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "share.match", NULL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-share-window.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorShareWindow, about);
  gtk_widget_class_bind_template_child (widget_class, KontorShareWindow, search);
  gtk_widget_class_bind_template_child (widget_class, KontorShareWindow, list);
  gtk_widget_class_bind_template_child (widget_class, KontorShareWindow, none);
  gtk_widget_class_bind_template_child (widget_class, KontorShareWindow, rest);
  gtk_widget_class_bind_template_child (widget_class, KontorShareWindow, wrong);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, update);
}

static void
kontor_share_window_init (KontorShareWindow *self)
{
  self->shares = g_ptr_array_new_with_free_func (share_free);
  self->filling = TRUE; /* until the entry is known */
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kontor_share_window_present:
 * @opener: what it was asked from
 * @company: whose
 * @entry: money that came in, as kontor_query_entry_json() answers
 *
 * Asks which invoices an entry was for, and what the rest is.
 */
void
kontor_share_window_present (GtkWidget *opener, KontorCompany *company, const KontorJson *entry)
{
  KontorShareWindow *self = g_object_new (
    KONTOR_TYPE_SHARE_WINDOW, "transient-for", gtk_widget_get_root (opener), "modal", TRUE, NULL);

  self->company = g_object_ref (company);
  self->entry = kontor_json_ref ((KontorJson *) entry);
  self->opener = kontor_weak_new (opener);
  self->filling = FALSE;
  update (self);
  search_changed_cb (self);
  gtk_window_present (GTK_WINDOW (self));
}
