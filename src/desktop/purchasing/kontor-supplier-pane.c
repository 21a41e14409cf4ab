/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-supplier-pane.h"

#include <glib/gi18n.h>

#include "kontor-act.h"
#include "kontor-customer-words.h"
#include "kontor-edit-row.h"
#include "kontor-format.h"
#include "kontor-note-view.h"
#include "kontor-purchase-form-page.h"
#include "kontor-purchase-query.h"
#include "kontor-state.h"
#include "kontor-window.h"

/**
 * KontorSupplierPane:
 *
 * One supplier: where it is, how long it takes, and what was ordered there.
 */
struct _KontorSupplierPane
{
  KontorRecordPane parent_instance;

  const KontorJson *supplier;   /* (unowned) (nullable) until read */
  gboolean          is_showing; /* what changes now was not chosen by the person */

  /* Template children */
  AdwWindowTitle *title;
  GtkEntry       *name;
  GtkLabel       *summary;
  GtkBox         *fields;
  GtkDropDown    *country;
  GtkDropDown    *language;
  KontorNoteView *note;
  GtkWidget      *nothing;
  GtkListBox     *purchases;
};

G_DEFINE_FINAL_TYPE (KontorSupplierPane, kontor_supplier_pane, KONTOR_TYPE_RECORD_PANE)

/* --- showing --- */

static gboolean
is_archived (KontorSupplierPane *self)
{
  return kontor_json_get_integer (self->supplier, "archived_at", 0) != 0;
}

static void
show_fields (KontorSupplierPane *self)
{
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->fields));

  for (; row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      gint64           days = kontor_json_get_integer (self->supplier, "lead_days", 0);
      g_autofree char *number = days > 0 ? g_strdup_printf ("%d", (int) days) : g_strdup ("");
      const char *key = KONTOR_IS_EDIT_ROW (row) ? kontor_edit_row_get_key (KONTOR_EDIT_ROW (row))
                                                 : NULL;

      if (key == NULL)
        continue;
      kontor_edit_row_set_text (
        KONTOR_EDIT_ROW (row),
        g_str_equal (key, "lead_days") ? number : kontor_json_get_string (self->supplier, key, ""));
    }
  kontor_note_view_set_text (self->note, kontor_json_get_string (self->supplier, "note", ""));
}

static void
show_choice (KontorSupplierPane         *self,
             GtkDropDown                *drop_down,
             const char                 *key,
             const KontorCustomerChoice *choices,
             guint                       n_choices)
{
  const char *code = kontor_json_get_string (self->supplier, key, "");
  g_autoptr (GtkStringList) model = kontor_customer_choice_model (choices, n_choices, code);

  gtk_drop_down_set_model (drop_down, G_LIST_MODEL (model));
  gtk_drop_down_set_selected (drop_down, kontor_customer_choice_find (choices, n_choices, code));
}

static void
show_choices (KontorSupplierPane *self)
{
  guint                       n_countries = 0;
  guint                       n_languages = 0;
  const KontorCustomerChoice *countries = kontor_customer_countries (&n_countries);
  const KontorCustomerChoice *languages = kontor_customer_languages (&n_languages);

  self->is_showing = TRUE;
  show_choice (self, self->country, "country", countries, n_countries);
  show_choice (self, self->language, "language", languages, n_languages);
  self->is_showing = FALSE;
}

/* "Kiel · comes in 8 days · archived". */
static char *
dup_summary (KontorSupplierPane *self)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();
  const char      *city = kontor_json_get_string (self->supplier, "city", "");
  gint64           days = kontor_json_get_integer (self->supplier, "lead_days", 0);
  g_autofree char *lead = g_strdup_printf (
    ngettext ("comes in %d day", "comes in %d days", (gulong) days), (int) days);

  if (*city != '\0')
    g_ptr_array_add (parts, (char *) city);
  if (days > 0)
    g_ptr_array_add (parts, lead);
  if (is_archived (self))
    g_ptr_array_add (parts, _ ("archived"));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}

static GtkWidget *
new_purchase_row (const KontorJson *purchase)
{
  GtkWidget       *row = adw_action_row_new ();
  g_autofree char *when = kontor_format_when (kontor_json_get_integer (purchase, "created_at", 0));
  g_autofree char *total = kontor_format_money (kontor_json_get_integer (purchase, "net_minor", 0),
                                                kontor_json_get_string (purchase, "currency", ""));
  const char      *state = kontor_state_label (kontor_json_get_string (purchase, "state", ""));
  g_autofree char *subtitle = g_strdup_printf ("%s · %s", state, when);
  GtkWidget       *amount = gtk_label_new (total);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 kontor_json_get_string (purchase, "number", ""));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_add_css_class (amount, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), amount);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.record");
  gtk_actionable_set_action_target (
    GTK_ACTIONABLE (row), "(ss)", "purchase_order", kontor_json_get_string (purchase, "uid", ""));
  return row;
}

static void
show_purchases (KontorSupplierPane *self)
{
  const KontorJson *purchases = kontor_json_get_array (self->supplier, "purchases");
  guint             n_purchases = kontor_json_length (purchases);
  GtkWidget        *child = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->purchases))) != NULL)
    gtk_list_box_remove (self->purchases, child);
  for (guint i = 0; i < n_purchases; i++)
    gtk_list_box_append (self->purchases, new_purchase_row (kontor_json_at (purchases, i)));
  gtk_widget_set_visible (GTK_WIDGET (self->purchases), n_purchases > 0);
  gtk_widget_set_visible (self->nothing, n_purchases == 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "supplier.show-orders", n_purchases > 0);
}

static void
update_actions (KontorSupplierPane *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  const char *email = self->supplier != NULL ? kontor_json_get_string (self->supplier, "email", "")
                                             : "";

  gtk_widget_action_set_enabled (
    widget, "supplier.new-purchase", self->supplier != NULL && !is_archived (self));
  gtk_widget_action_set_enabled (widget, "supplier.write", *email != '\0');
  gtk_widget_action_set_enabled (
    widget, "supplier.archive", self->supplier != NULL && !is_archived (self));
  gtk_widget_action_set_enabled (
    widget, "supplier.restore", self->supplier != NULL && is_archived (self));
}

static void
show_supplier (KontorSupplierPane *self)
{
  const char      *name = kontor_json_get_string (self->supplier, "name", "");
  g_autofree char *summary = dup_summary (self);

  adw_window_title_set_title (self->title, kontor_json_get_string (self->supplier, "account", ""));
  gtk_editable_set_text (GTK_EDITABLE (self->name), name);
  gtk_label_set_label (self->summary, summary);
  gtk_widget_set_visible (GTK_WIDGET (self->summary), *summary != '\0');
  show_fields (self);
  show_choices (self);
  show_purchases (self);
}

/* --- editing --- */

static void
edited_cb (GtkWidget *widget, const KontorJson *result)
{
  if (result == NULL)
    kontor_record_pane_read (KONTOR_RECORD_PANE (widget)); /* what was refused is put back */
}

static void
edit (KontorSupplierPane *self, const char *key, KontorJson *base, KontorJson *value)
{
  KontorJson *params = kontor_json_new_object ();
  KontorJson *fields = kontor_json_new_object ();
  KontorJson *field = kontor_json_new_object ();

  kontor_json_set (field, "base", base);
  kontor_json_set (field, "new", value);
  kontor_json_set (fields, key, field);
  kontor_json_set_string (params, "supplier", kontor_json_get_string (self->supplier, "uid", ""));
  kontor_json_set (params, "fields", fields);
  kontor_act_then (GTK_WIDGET (self),
                   kontor_record_pane_get_company (KONTOR_RECORD_PANE (self)),
                   "supplier.edit",
                   params,
                   NULL,
                   edited_cb);
}

static void
field_edited_cb (KontorSupplierPane *self, const char *base, const char *text, GtkWidget *row)
{
  const char *key = kontor_edit_row_get_key (KONTOR_EDIT_ROW (row));
  gint64      days = 0;

  if (self->supplier == NULL)
    return;
  if (!g_str_equal (key, "lead_days"))
    {
      edit (self, key, kontor_json_new_string (base), kontor_json_new_string (text));
      return;
    }
  if (*text != '\0' && !g_ascii_string_to_signed (text, 10, 0, 3650, &days, NULL))
    {
      show_fields (self); /* no number of days */
      return;
    }
  edit (self,
        key,
        kontor_json_new_integer (kontor_json_get_integer (self->supplier, key, 0)),
        kontor_json_new_integer (days));
}

static void
name_left_cb (KontorSupplierPane *self)
{
  const char *base = self->supplier != NULL ? kontor_json_get_string (self->supplier, "name", "")
                                            : "";
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name))));

  if (self->supplier != NULL && !g_str_equal (text, base))
    edit (self, "name", kontor_json_new_string (base), kontor_json_new_string (text));
}

static gboolean
name_key_cb (KontorSupplierPane *self, guint key)
{
  const char *base = kontor_json_get_string (self->supplier, "name", "");

  if (key != GDK_KEY_Escape
      || g_str_equal (gtk_editable_get_text (GTK_EDITABLE (self->name)), base))
    return GDK_EVENT_PROPAGATE;
  gtk_editable_set_text (GTK_EDITABLE (self->name), base);
  return GDK_EVENT_STOP;
}

static void
choice_cb (KontorSupplierPane *self, GParamSpec *pspec, GtkDropDown *drop_down)
{
  gboolean                    is_country = drop_down == self->country;
  const char                 *key = is_country ? "country" : "language";
  const char                 *base = kontor_json_get_string (self->supplier, key, "");
  guint                       n_choices = 0;
  const KontorCustomerChoice *choices = is_country ? kontor_customer_countries (&n_choices)
                                                   : kontor_customer_languages (&n_choices);
  guint                       selected = gtk_drop_down_get_selected (drop_down);

  if (self->supplier == NULL || self->is_showing || selected >= n_choices
      || g_str_equal (choices[selected].code, base))
    return;
  edit (self, key, kontor_json_new_string (base), kontor_json_new_string (choices[selected].code));
}

static void
note_edited_cb (KontorSupplierPane *self, const char *base, const char *text)
{
  if (self->supplier != NULL)
    edit (self, "note", kontor_json_new_string (base), kontor_json_new_string (text));
}

static void
archive_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorSupplierPane *self = KONTOR_SUPPLIER_PANE (widget);
  KontorJson         *params = kontor_json_new_object ();

  kontor_json_set_string (params, "supplier", kontor_json_get_string (self->supplier, "uid", ""));
  kontor_act (widget,
              kontor_record_pane_get_company (KONTOR_RECORD_PANE (self)),
              name,
              params,
              g_str_equal (name, "supplier.archive") ? _ ("Supplier archived")
                                                     : _ ("Supplier restored"));
}

static void
show_orders_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorSupplierPane *self = KONTOR_SUPPLIER_PANE (widget);
  g_autofree char    *filter = g_strdup_printf ("supplier:\"%s\"",
                                             kontor_json_get_string (self->supplier, "name", ""));

  gtk_widget_activate_action (widget, "win.rows", "(ss)", "purchases", filter);
}

static void
new_purchase_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorSupplierPane *self = KONTOR_SUPPLIER_PANE (widget);
  KontorWindow       *window = kontor_window_of (widget);
  KontorPage *page = window != NULL ? kontor_window_show_page (window, "new-purchase") : NULL;

  if (page == NULL)
    return;
  kontor_purchase_form_page_start (KONTOR_PURCHASE_FORM_PAGE (page),
                                   kontor_json_get_string (self->supplier, "uid", ""),
                                   kontor_json_get_string (self->supplier, "name", ""));
  gtk_window_present (GTK_WINDOW (window));
}

static void
write_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorSupplierPane *self = KONTOR_SUPPLIER_PANE (widget);
  g_autofree char    *address = g_uri_escape_string (
    kontor_json_get_string (self->supplier, "email", ""), "@", FALSE);
  g_autofree char *uri = g_strconcat ("mailto:", address, NULL);

  gtk_show_uri (GTK_WINDOW (gtk_widget_get_root (widget)), uri, GDK_CURRENT_TIME);
}

/* --- pane --- */

static gboolean
kontor_supplier_pane_suggested (KontorRecordPane *pane)
{
  return gtk_widget_activate_action (GTK_WIDGET (pane), "supplier.new-purchase", NULL);
}

static void
kontor_supplier_pane_take (KontorRecordPane *pane, const KontorJson *supplier)
{
  KontorSupplierPane *self = KONTOR_SUPPLIER_PANE (pane);

  self->supplier = supplier;
  update_actions (self);
  if (supplier != NULL)
    show_supplier (self);
}

static gboolean
kontor_supplier_pane_concerns (KontorRecordPane *pane, const GArray *touched)
{
  return kontor_touched_has_kind (touched, KONTOR_KIND_PURCHASE_ORDER);
}

static void
kontor_supplier_pane_class_init (KontorSupplierPaneClass *klass)
{
  KontorRecordPaneClass *pane_class = KONTOR_RECORD_PANE_CLASS (klass);
  GtkWidgetClass        *widget_class = GTK_WIDGET_CLASS (klass);

  pane_class->query = kontor_query_supplier_json;
  pane_class->take = kontor_supplier_pane_take;
  pane_class->concerns = kontor_supplier_pane_concerns;
  pane_class->suggested = kontor_supplier_pane_suggested;

  g_type_ensure (KONTOR_TYPE_EDIT_ROW);
  g_type_ensure (KONTOR_TYPE_NOTE_VIEW);
  gtk_widget_class_install_action (
    widget_class, "supplier.new-purchase", NULL, new_purchase_action);
  gtk_widget_class_install_action (widget_class, "supplier.write", NULL, write_action);
  gtk_widget_class_install_action (widget_class, "supplier.archive", NULL, archive_action);
  gtk_widget_class_install_action (widget_class, "supplier.restore", NULL, archive_action);
  gtk_widget_class_install_action (widget_class, "supplier.show-orders", NULL, show_orders_action);
  kontor_record_pane_class_set_template (
    pane_class, "/org/kontorapp/Kontor/ui/kontor-supplier-pane.ui", "supplier");
  gtk_widget_class_bind_template_child (widget_class, KontorSupplierPane, title);
  gtk_widget_class_bind_template_child (widget_class, KontorSupplierPane, name);
  gtk_widget_class_bind_template_child (widget_class, KontorSupplierPane, summary);
  gtk_widget_class_bind_template_child (widget_class, KontorSupplierPane, fields);
  gtk_widget_class_bind_template_child (widget_class, KontorSupplierPane, country);
  gtk_widget_class_bind_template_child (widget_class, KontorSupplierPane, language);
  gtk_widget_class_bind_template_child (widget_class, KontorSupplierPane, note);
  gtk_widget_class_bind_template_child (widget_class, KontorSupplierPane, nothing);
  gtk_widget_class_bind_template_child (widget_class, KontorSupplierPane, purchases);
  gtk_widget_class_bind_template_callback (widget_class, field_edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, note_edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, name_left_cb);
  gtk_widget_class_bind_template_callback (widget_class, name_key_cb);
  gtk_widget_class_bind_template_callback (widget_class, choice_cb);
}

static void
kontor_supplier_pane_init (KontorSupplierPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
