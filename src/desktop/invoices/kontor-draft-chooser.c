/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-draft-chooser.h"

#include <glib/gi18n.h>

#include "kontor-act.h"
#include "kontor-format.h"
#include "kontor-invoice-kind.h"
#include "kontor-order-picker.h"
#include "kontor-queries.h"
#include "kontor-weak.h"

#define MOST_HITS 6
#define MOST_DRAFTS 200

struct _KontorDraftChooser
{
  AdwBin parent_instance;

  KontorCompany *company;     /* (owned) (nullable): until it is set */
  GCancellable  *cancellable; /* (owned): cancelled in dispose */
  int            wanted;      /* position of the draft to open once they are read; -1: none */

  /* Template children */
  KontorOrderPicker *customer;
  GtkDropDown       *kind;
  GtkListBox        *drafts;
  GtkWidget         *lying;
};

G_DEFINE_FINAL_TYPE (KontorDraftChooser, kontor_draft_chooser, ADW_TYPE_BIN)

/* In the order of the template. */
static const char *const kinds[] = { "invoice", "quotation", "confirmation" };

/* --- a new one --- */

static void
drafted (GtkWidget *widget, const KontorJson *result)
{
  if (result != NULL)
    gtk_widget_activate_action (
      widget, "win.record", "(ss)", "invoice_draft", kontor_json_get_string (result, "draft", ""));
}

static void
customers_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (KontorDraftChooser) self = kontor_weak_take (user_data);
  g_autoptr (KontorJson) hits = kontor_company_query_finish (NULL, result, NULL);

  if (self != NULL && hits != NULL)
    kontor_order_picker_show_hits (self->customer, hits);
}

static void
wanted_cb (KontorDraftChooser *self, const char *text)
{
  if (*text != '\0')
    kontor_company_query_text_async (self->company,
                                     kontor_query_pick_customer,
                                     text,
                                     MOST_HITS,
                                     self->cancellable,
                                     customers_found_cb,
                                     kontor_weak_new (self));
}

static void
taken_cb (KontorDraftChooser *self, KontorJson *hit)
{
  KontorJson *params = NULL;

  if (hit == NULL)
    return;
  params = kontor_json_new_object ();
  kontor_json_set_string (params, "customer", kontor_json_get_string (hit, "uid", ""));
  kontor_json_set_string (
    params, "kind", kinds[MIN (gtk_drop_down_get_selected (self->kind), G_N_ELEMENTS (kinds) - 1)]);
  kontor_order_picker_set_text (self->customer, "");
  kontor_act_then (
    GTK_WIDGET (self), self->company, "invoice.draft", params, _ ("Draft made"), drafted);
}

static char *
hit_title (const KontorJson *hit, gpointer user_data)
{
  return g_strdup (kontor_json_get_string (hit, "name", ""));
}

static char *
hit_subtitle (const KontorJson *hit, gpointer user_data)
{
  return g_strdup_printf ("%s · %s",
                          kontor_json_get_string (hit, "number", ""),
                          kontor_json_get_string (hit, "city", ""));
}

/* --- those lying there --- */

static GtkWidget *
make_row (const KontorJson *draft)
{
  GtkWidget       *row = adw_action_row_new ();
  GtkWidget       *amount = NULL;
  g_autofree char *changed = kontor_format_when (kontor_json_get_integer (draft, "changed_at", 0));
  g_autofree char *gross = kontor_format_money (kontor_json_get_integer (draft, "gross_minor", 0),
                                                kontor_json_get_string (draft, "currency", ""));
  g_autofree char *subtitle = g_strdup_printf (
    "%s · %s", kontor_invoice_kind_word (kontor_json_get_string (draft, "kind", "")), changed);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 kontor_json_get_string (draft, "customer_name", ""));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  amount = gtk_label_new (gross);
  gtk_widget_add_css_class (amount, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), amount);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (
    G_OBJECT (row), "uid", g_strdup (kontor_json_get_string (draft, "uid", "")), g_free);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.record");
  gtk_actionable_set_action_target (
    GTK_ACTIONABLE (row), "(ss)", "invoice_draft", kontor_json_get_string (draft, "uid", ""));
  return row;
}

static void
open_wanted (KontorDraftChooser *self)
{
  GtkListBoxRow *row = self->wanted >= 0
                         ? gtk_list_box_get_row_at_index (self->drafts, self->wanted)
                         : NULL;

  if (row == NULL)
    return;
  self->wanted = -1;
  gtk_widget_activate_action (GTK_WIDGET (self),
                              "win.record",
                              "(ss)",
                              "invoice_draft",
                              g_object_get_data (G_OBJECT (row), "uid"));
}

static void
drafts_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (KontorDraftChooser) self = kontor_weak_take (user_data);
  g_autoptr (KontorJson) drafts = kontor_company_query_finish (NULL, result, NULL);
  GtkWidget *child = NULL;

  if (self == NULL || drafts == NULL)
    return;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->drafts))) != NULL)
    gtk_list_box_remove (self->drafts, child);
  for (guint i = 0; i < kontor_json_length (drafts); i++)
    gtk_list_box_append (self->drafts, make_row (kontor_json_at (drafts, i)));
  gtk_widget_set_visible (self->lying, kontor_json_length (drafts) > 0);
  open_wanted (self);
}

/**
 * kontor_draft_chooser_refresh:
 *
 * Reads the open drafts anew.
 */
void
kontor_draft_chooser_refresh (KontorDraftChooser *self)
{
  g_return_if_fail (KONTOR_IS_DRAFT_CHOOSER (self));

  kontor_company_query_text_async (self->company,
                                   kontor_query_drafts_json,
                                   "",
                                   MOST_DRAFTS,
                                   self->cancellable,
                                   drafts_read_cb,
                                   kontor_weak_new (self));
}

static void
changed_cb (KontorDraftChooser *self, const GArray *touched)
{
  if (kontor_touched_has_kind (touched, KONTOR_KIND_INVOICE_DRAFT))
    kontor_draft_chooser_refresh (self);
}

/**
 * kontor_draft_chooser_set_company:
 * @company: whose drafts they are
 *
 * Said once.
 */
void
kontor_draft_chooser_set_company (KontorDraftChooser *self, KontorCompany *company)
{
  g_return_if_fail (KONTOR_IS_DRAFT_CHOOSER (self));

  g_set_object (&self->company, company);
  g_signal_connect_object (company, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  kontor_draft_chooser_refresh (self);
}

/**
 * kontor_draft_chooser_open:
 * @position: of a draft, from 0 on
 *
 * Opens it, as soon as the drafts are read.
 */
void
kontor_draft_chooser_open (KontorDraftChooser *self, guint position)
{
  g_return_if_fail (KONTOR_IS_DRAFT_CHOOSER (self));

  self->wanted = (int) position;
  open_wanted (self);
}

/**
 * kontor_draft_chooser_focus:
 *
 * Puts the cursor where the customer's name is typed.
 */
void
kontor_draft_chooser_focus (KontorDraftChooser *self)
{
  kontor_order_picker_focus (self->customer);
}

static void
kontor_draft_chooser_dispose (GObject *object)
{
  KontorDraftChooser *self = KONTOR_DRAFT_CHOOSER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->company);
  G_OBJECT_CLASS (kontor_draft_chooser_parent_class)->dispose (object);
}

static void
kontor_draft_chooser_finalize (GObject *object)
{
  g_clear_object (&KONTOR_DRAFT_CHOOSER (object)->cancellable);
  G_OBJECT_CLASS (kontor_draft_chooser_parent_class)->finalize (object);
}

static void
kontor_draft_chooser_class_init (KontorDraftChooserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_draft_chooser_dispose;
  G_OBJECT_CLASS (klass)->finalize = kontor_draft_chooser_finalize;
  g_type_ensure (KONTOR_TYPE_ORDER_PICKER);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-draft-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorDraftChooser, customer);
  gtk_widget_class_bind_template_child (widget_class, KontorDraftChooser, kind);
  gtk_widget_class_bind_template_child (widget_class, KontorDraftChooser, drafts);
  gtk_widget_class_bind_template_child (widget_class, KontorDraftChooser, lying);
  gtk_widget_class_bind_template_callback (widget_class, wanted_cb);
  gtk_widget_class_bind_template_callback (widget_class, taken_cb);
}

static void
kontor_draft_chooser_init (KontorDraftChooser *self)
{
  self->cancellable = g_cancellable_new ();
  self->wanted = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
  kontor_order_picker_set_texts (self->customer, hit_title, hit_subtitle, self);
  kontor_order_picker_set_label (self->customer, _ ("Customer, number or e-mail"));
}
