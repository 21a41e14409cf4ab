/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-customer-part-window.h"

#include <glib/gi18n.h>

#include "kontor-customer-words.h"
#include "kontor-text-scale.h"

/**
 * KontorCustomerPartWindow:
 *
 * The form for an address of a customer, or for a person to speak to.
 */
struct _KontorCustomerPartWindow
{
  AdwWindow parent_instance;

  guint    index; /* in the customer's list */
  gboolean is_address;
  char    *country; /* (owned): code that is not in the list of countries, too */

  /* Template children */
  AdwPreferencesGroup *address;
  AdwComboRow         *kind;
  AdwEntryRow         *name;
  AdwEntryRow         *extra;
  AdwEntryRow         *street;
  AdwEntryRow         *postcode;
  AdwEntryRow         *city;
  AdwEntryRow         *region;
  AdwComboRow         *countries;
  AdwPreferencesGroup *contact;
  AdwEntryRow         *person;
  AdwEntryRow         *role;
  AdwEntryRow         *email;
  AdwEntryRow         *phone;
  GtkLabel            *message;
};

enum
{
  SAVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

typedef struct
{
  const char *key;
  gsize       offset; /* of the row in the window */
  gboolean    address;
} Field;

#define ROW(member) G_STRUCT_OFFSET (KontorCustomerPartWindow, member)

static const Field fields[] = {
  { "name", ROW (name), TRUE },     { "extra", ROW (extra), TRUE },
  { "street", ROW (street), TRUE }, { "postcode", ROW (postcode), TRUE },
  { "city", ROW (city), TRUE },     { "region", ROW (region), TRUE },
  { "name", ROW (person), FALSE },  { "role", ROW (role), FALSE },
  { "email", ROW (email), FALSE },  { "phone", ROW (phone), FALSE },
};

G_DEFINE_FINAL_TYPE (KontorCustomerPartWindow, kontor_customer_part_window, ADW_TYPE_WINDOW)

static GtkEditable *
row_of (KontorCustomerPartWindow *self, const Field *field)
{
  return G_STRUCT_MEMBER (GtkEditable *, self, field->offset);
}

static char *
dup_text (KontorCustomerPartWindow *self, const Field *field)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (row_of (self, field))));
}

static const char *
chosen_country (KontorCustomerPartWindow *self)
{
  guint                       n_countries = 0;
  const KontorCustomerChoice *countries = kontor_customer_countries (&n_countries);
  guint                       selected = adw_combo_row_get_selected (self->countries);

  return selected < n_countries ? countries[selected].code : self->country;
}

static KontorJson *
read_part (KontorCustomerPartWindow *self)
{
  KontorJson *part = kontor_json_new_object ();

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    if (fields[i].address == self->is_address)
      {
        g_autofree char *text = dup_text (self, &fields[i]);

        kontor_json_set_string (part, fields[i].key, text);
      }
  if (self->is_address)
    {
      gboolean shipping = adw_combo_row_get_selected (self->kind) == 1;

      kontor_json_set_string (part, "kind", shipping ? "shipping" : "billing");
      kontor_json_set_string (part, "country", chosen_country (self));
    }
  return part;
}

static gboolean
is_empty (KontorCustomerPartWindow *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autofree char *text = dup_text (self, &fields[i]);

      if (fields[i].address == self->is_address && *text != '\0')
        return FALSE;
    }
  return TRUE;
}

/* What is wrong, and where. */
static const char *
check (KontorCustomerPartWindow *self, AdwEntryRow **row)
{
  const char *name = gtk_editable_get_text (GTK_EDITABLE (self->person));
  const char *email = gtk_editable_get_text (GTK_EDITABLE (self->email));

  *row = self->is_address ? self->street : self->person;
  if (self->is_address)
    return is_empty (self) ? _ ("An address needs at least a street or a town.") : NULL;
  if (kontor_customer_field_check ("name", name) != NULL)
    return _ ("A contact needs a name.");
  *row = self->email;
  return kontor_customer_field_check ("email", email);
}

static void
show_message (KontorCustomerPartWindow *self, const char *message)
{
  gtk_label_set_label (self->message, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message), message != NULL);
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorCustomerPartWindow *self = KONTOR_CUSTOMER_PART_WINDOW (widget);
  AdwEntryRow              *row = NULL;
  const char               *message = check (self, &row);
  g_autoptr (KontorJson) part = NULL;

  show_message (self, message);
  if (message != NULL)
    {
      gtk_widget_add_css_class (GTK_WIDGET (row), "error");
      gtk_widget_grab_focus (GTK_WIDGET (row));
      return;
    }
  part = read_part (self);
  g_signal_emit (self, signals[SAVED], 0, part);
  gtk_window_close (GTK_WINDOW (self));
}

static void
activated_cb (KontorCustomerPartWindow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "part.save", NULL);
}

static void
changed_cb (KontorCustomerPartWindow *self, GtkWidget *row)
{
  gtk_widget_remove_css_class (row, "error");
  show_message (self, NULL);
}

static void
kontor_customer_part_window_finalize (GObject *object)
{
  g_clear_pointer (&KONTOR_CUSTOMER_PART_WINDOW (object)->country, g_free);

  G_OBJECT_CLASS (kontor_customer_part_window_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerPartWindow, address);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerPartWindow, kind);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerPartWindow, name);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerPartWindow, extra);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerPartWindow, street);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerPartWindow, postcode);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerPartWindow, city);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerPartWindow, region);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerPartWindow, countries);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerPartWindow, contact);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerPartWindow, person);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerPartWindow, role);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerPartWindow, email);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerPartWindow, phone);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerPartWindow, message);
}

static void
kontor_customer_part_window_class_init (KontorCustomerPartWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = kontor_customer_part_window_finalize;

  signals[SAVED] = g_signal_new ("saved",
                                 KONTOR_TYPE_CUSTOMER_PART_WINDOW,
                                 G_SIGNAL_RUN_LAST,
                                 0,
                                 NULL,
                                 NULL,
                                 NULL,
                                 G_TYPE_NONE,
                                 1,
                                 G_TYPE_POINTER);

  gtk_widget_class_install_action (widget_class, "part.save", NULL, save_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (
    widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "part.save", NULL);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/kontorapp/Kontor/ui/kontor-customer-part-window.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
kontor_customer_part_window_init (KontorCustomerPartWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  kontor_text_scale_template (GTK_WIDGET (self));
}

static void
show_countries (KontorCustomerPartWindow *self)
{
  guint                       n_countries = 0;
  const KontorCustomerChoice *countries = kontor_customer_countries (&n_countries);
  g_autoptr (GtkStringList) model = kontor_customer_choice_model (
    countries, n_countries, self->country);

  adw_combo_row_set_model (self->countries, G_LIST_MODEL (model));
  adw_combo_row_set_selected (self->countries,
                              kontor_customer_choice_find (countries, n_countries, self->country));
}

static void
show_part (KontorCustomerPartWindow *self, const KontorJson *part)
{
  gboolean shipping = g_str_equal (kontor_json_get_string (part, "kind", ""), "shipping");

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    if (fields[i].address == self->is_address)
      gtk_editable_set_text (row_of (self, &fields[i]),
                             kontor_json_get_string (part, fields[i].key, ""));
  adw_combo_row_set_selected (self->kind, shipping ? 1 : 0);
}

static const char *
title_for (gboolean is_address, gboolean is_new)
{
  if (is_address)
    return is_new ? _ ("Add Address") : _ ("Edit Address");
  return is_new ? _ ("Add Contact") : _ ("Edit Contact");
}

/**
 * kontor_customer_part_window_new:
 * @parent: the window it belongs to
 * @list: "addresses" or "contacts"
 * @part: (nullable): what to edit; NULL for a new one
 * @index: its place in the list
 * @country: of the company, where a new address probably is
 */
KontorCustomerPartWindow *
kontor_customer_part_window_new (
  GtkRoot *parent, const char *list, const KontorJson *part, guint index, const char *country)
{
  KontorCustomerPartWindow *self = g_object_new (
    KONTOR_TYPE_CUSTOMER_PART_WINDOW, "transient-for", parent, NULL);

  self->index = index;
  self->is_address = g_str_equal (list, "addresses");
  self->country = g_strdup (part != NULL ? kontor_json_get_string (part, "country", "") : country);
  gtk_window_set_title (GTK_WINDOW (self), title_for (self->is_address, part == NULL));
  gtk_widget_set_visible (GTK_WIDGET (self->address), self->is_address);
  gtk_widget_set_visible (GTK_WIDGET (self->contact), !self->is_address);
  show_countries (self);
  if (part != NULL)
    show_part (self, part);
  gtk_widget_grab_focus (GTK_WIDGET (self->is_address ? self->name : self->person));
  show_message (self, NULL);
  return self;
}

guint
kontor_customer_part_window_get_index (KontorCustomerPartWindow *self)
{
  g_return_val_if_fail (KONTOR_IS_CUSTOMER_PART_WINDOW (self), 0);

  return self->index;
}
