/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-customer-part-row.h"

#include <glib/gi18n.h>

#include "kontor-customer-words.h"

/**
 * KontorCustomerPartRow:
 *
 * An address of a customer, or a person to speak to.
 */
struct _KontorCustomerPartRow
{
  GtkListBoxRow parent_instance;

  guint index; /* in the customer's list */

  /* Template children */
  GtkLabel      *title;
  GtkLabel      *badge;
  GtkLabel      *text;
  GtkMenuButton *menu;
};

enum
{
  ASKED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KontorCustomerPartRow, kontor_customer_part_row, GTK_TYPE_LIST_BOX_ROW)

static void
ask_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[ASKED], 0, name + strlen ("part."));
}

static void
kontor_customer_part_row_class_init (KontorCustomerPartRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[ASKED] = g_signal_new ("asked",
                                 KONTOR_TYPE_CUSTOMER_PART_ROW,
                                 G_SIGNAL_RUN_LAST,
                                 0,
                                 NULL,
                                 NULL,
                                 NULL,
                                 G_TYPE_NONE,
                                 1,
                                 G_TYPE_STRING);

  gtk_widget_class_install_action (widget_class, "part.edit", NULL, ask_action);
  gtk_widget_class_install_action (widget_class, "part.first", NULL, ask_action);
  gtk_widget_class_install_action (widget_class, "part.remove", NULL, ask_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "part.remove", NULL);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/kontorapp/Kontor/ui/kontor-customer-part-row.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerPartRow, title);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerPartRow, badge);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerPartRow, text);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerPartRow, menu);
}

static void
kontor_customer_part_row_init (KontorCustomerPartRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_address (KontorCustomerPartRow *self, const KontorJson *address, gboolean is_default)
{
  gboolean shipping = g_str_equal (kontor_json_get_string (address, "kind", ""), "shipping");
  g_autofree char *text = kontor_customer_address_text (address);

  gtk_label_set_label (self->title, shipping ? _ ("Delivery") : _ ("Billing"));
  gtk_widget_add_css_class (GTK_WIDGET (self->title), "dim-label");
  gtk_label_set_label (self->text, text);
  gtk_label_set_label (self->badge, _ ("Default"));
  gtk_widget_set_visible (GTK_WIDGET (self->badge), is_default);
}

static void
show_contact (KontorCustomerPartRow *self, const KontorJson *contact, gboolean is_default)
{
  const char *parts[] = { kontor_json_get_string (contact, "role", ""),
                          kontor_json_get_string (contact, "email", ""),
                          kontor_json_get_string (contact, "phone", "") };
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (*parts[i] != '\0')
      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", parts[i]);
  gtk_label_set_label (self->title, kontor_json_get_string (contact, "name", ""));
  gtk_label_set_label (self->text, text->str);
  gtk_widget_add_css_class (GTK_WIDGET (self->text), "dim-label");
  gtk_widget_set_visible (GTK_WIDGET (self->text), text->len > 0);
  gtk_label_set_label (self->badge, _ ("Main contact"));
  gtk_widget_set_visible (GTK_WIDGET (self->badge), is_default);
}

/**
 * kontor_customer_part_row_new:
 * @part: an address or a contact
 * @index: its place in the customer's list
 * @is_default: it is the first of its kind
 */
KontorCustomerPartRow *
kontor_customer_part_row_new (const KontorJson *part,
                              guint             index,
                              gboolean          is_default,
                              gboolean          is_address)
{
  KontorCustomerPartRow *self = g_object_new (KONTOR_TYPE_CUSTOMER_PART_ROW, NULL);
  g_autofree char       *name = NULL;

  self->index = index;
  if (is_address)
    show_address (self, part, is_default);
  else
    show_contact (self, part, is_default);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "part.first", !is_default);
  name = g_strdup_printf (
    "%s: %s", gtk_label_get_label (self->title), gtk_label_get_label (self->text));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return self;
}

guint
kontor_customer_part_row_get_index (KontorCustomerPartRow *self)
{
  g_return_val_if_fail (KONTOR_IS_CUSTOMER_PART_ROW (self), 0);

  return self->index;
}
