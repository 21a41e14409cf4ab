/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-customer-parts.h"

#include <glib/gi18n.h>

#include "kontor-customer-edit.h"
#include "kontor-customer-part-row.h"
#include "kontor-customer-part-window.h"

/**
 * KontorCustomerParts:
 *
 * The addresses of a customer, or the people to speak to there. The first of each kind is the one
 * that is used unless another is chosen.
 */
struct _KontorCustomerParts
{
  AdwBin parent_instance;

  KontorCompany *company;  /* (owned) (nullable) until shown */
  KontorJson    *customer; /* (owned) (nullable) until shown */
  char          *list;     /* (owned): "addresses" or "contacts" */

  /* Template children */
  GtkLabel   *title;
  GtkButton  *add;
  GtkListBox *rows;
  GtkLabel   *none;
};

typedef enum
{
  PROP_LIST = 1,
} KontorCustomerPartsProperty;

static GParamSpec *properties[PROP_LIST + 1];

G_DEFINE_FINAL_TYPE (KontorCustomerParts, kontor_customer_parts, ADW_TYPE_BIN)

static gboolean
has_addresses (KontorCustomerParts *self)
{
  return g_strcmp0 (self->list, "addresses") == 0;
}

static const KontorJson *
list_of (KontorCustomerParts *self)
{
  return kontor_json_get_array (self->customer, self->list);
}

static gboolean
is_first_of_kind (const KontorJson *list, guint index)
{
  const char *kind = kontor_json_get_string (kontor_json_at (list, index), "kind", "");

  for (guint i = 0; i < index; i++)
    if (g_str_equal (kontor_json_get_string (kontor_json_at (list, i), "kind", ""), kind))
      return FALSE;
  return TRUE;
}

static void
edit_list (KontorCustomerParts *self, KontorJson *list, const char *done)
{
  kontor_customer_edit_list (
    GTK_WIDGET (self), self->company, self->customer, self->list, list, done);
}

static void
saved_cb (KontorCustomerParts *self, KontorJson *part, KontorCustomerPartWindow *window)
{
  guint       index = kontor_customer_part_window_get_index (window);
  gboolean    added = index >= kontor_json_length (list_of (self));
  const char *done = has_addresses (self) ? (added ? _ ("Address added") : _ ("Address changed"))
                                          : (added ? _ ("Contact added") : _ ("Contact changed"));

  edit_list (self, kontor_customer_list_with (list_of (self), index, kontor_json_ref (part)), done);
}

static void
open_window (KontorCustomerParts *self, guint index)
{
  const KontorJson *list = list_of (self);
  const KontorJson *part = index < kontor_json_length (list) ? kontor_json_at (list, index) : NULL;
  const char       *country = kontor_company_get_country (self->company);
  KontorCustomerPartWindow *window = kontor_customer_part_window_new (
    gtk_widget_get_root (GTK_WIDGET (self)), self->list, part, index, country);

  g_signal_connect_object (window, "saved", G_CALLBACK (saved_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
}

static void
asked_cb (KontorCustomerParts *self, const char *what, KontorCustomerPartRow *row)
{
  guint       index = kontor_customer_part_row_get_index (row);
  const char *removed = has_addresses (self) ? _ ("Address removed") : _ ("Contact removed");

  if (g_str_equal (what, "edit"))
    open_window (self, index);
  else if (g_str_equal (what, "remove"))
    edit_list (self, kontor_customer_list_with (list_of (self), index, NULL), removed);
  else
    edit_list (self,
               kontor_customer_list_first (list_of (self), index),
               has_addresses (self) ? _ ("Default address changed") : _ ("Main contact changed"));
}

static void
activated_cb (KontorCustomerParts *self, GtkListBoxRow *row)
{
  open_window (self, kontor_customer_part_row_get_index (KONTOR_CUSTOMER_PART_ROW (row)));
}

static void
add_cb (KontorCustomerParts *self)
{
  kontor_customer_parts_add (self);
}

static void
show_words (KontorCustomerParts *self)
{
  gboolean addresses = has_addresses (self);

  gtk_label_set_label (self->title, addresses ? _ ("Addresses") : _ ("Contacts"));
  gtk_label_set_label (self->none,
                       addresses ? _ ("No address yet: orders need one to be shipped.")
                                 : _ ("Nobody yet: people to speak to at this customer."));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->add),
                               addresses ? _ ("Add Address") : _ ("Add Contact"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->add),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  addresses ? _ ("Add Address") : _ ("Add Contact"),
                                  -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->rows),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  addresses ? _ ("Addresses") : _ ("Contacts"),
                                  -1);
}

static void
kontor_customer_parts_get_property (GObject    *object,
                                    guint       property_id,
                                    GValue     *value,
                                    GParamSpec *pspec)
{
  switch ((KontorCustomerPartsProperty) property_id)
    {
    case PROP_LIST:
      g_value_set_string (value, KONTOR_CUSTOMER_PARTS (object)->list);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
kontor_customer_parts_set_property (GObject      *object,
                                    guint         property_id,
                                    const GValue *value,
                                    GParamSpec   *pspec)
{
  switch ((KontorCustomerPartsProperty) property_id)
    {
    case PROP_LIST:
      KONTOR_CUSTOMER_PARTS (object)->list = g_value_dup_string (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
kontor_customer_parts_constructed (GObject *object)
{
  G_OBJECT_CLASS (kontor_customer_parts_parent_class)->constructed (object);

  show_words (KONTOR_CUSTOMER_PARTS (object));
}

static void
kontor_customer_parts_dispose (GObject *object)
{
  KontorCustomerParts *self = KONTOR_CUSTOMER_PARTS (object);

  g_clear_object (&self->company);
  g_clear_pointer (&self->customer, kontor_json_unref);

  G_OBJECT_CLASS (kontor_customer_parts_parent_class)->dispose (object);
}

static void
kontor_customer_parts_finalize (GObject *object)
{
  g_clear_pointer (&KONTOR_CUSTOMER_PARTS (object)->list, g_free);

  G_OBJECT_CLASS (kontor_customer_parts_parent_class)->finalize (object);
}

static void
kontor_customer_parts_class_init (KontorCustomerPartsClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = kontor_customer_parts_get_property;
  object_class->set_property = kontor_customer_parts_set_property;
  object_class->constructed = kontor_customer_parts_constructed;
  object_class->dispose = kontor_customer_parts_dispose;
  object_class->finalize = kontor_customer_parts_finalize;

  properties[PROP_LIST] = g_param_spec_string ("list",
                                               NULL,
                                               NULL,
                                               "addresses",
                                               G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY
                                                 | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-customer-parts.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerParts, title);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerParts, add);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerParts, rows);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerParts, none);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
}

static void
kontor_customer_parts_init (KontorCustomerParts *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
append_row (KontorCustomerParts *self, guint index)
{
  const KontorJson      *list = list_of (self);
  KontorCustomerPartRow *row = kontor_customer_part_row_new (
    kontor_json_at (list, index), index, is_first_of_kind (list, index), has_addresses (self));

  g_signal_connect_object (row, "asked", G_CALLBACK (asked_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (self->rows, GTK_WIDGET (row));
}

/**
 * kontor_customer_parts_show:
 * @customer: as kontor_query_customer_json() gives it
 */
void
kontor_customer_parts_show (KontorCustomerParts *self, KontorCompany *company, KontorJson *customer)
{
  const KontorJson *before = NULL;
  GtkWidget        *row = NULL;
  guint             n_rows = 0;

  g_return_if_fail (KONTOR_IS_CUSTOMER_PARTS (self));

  before = self->customer != NULL ? list_of (self) : NULL;
  g_set_object (&self->company, company);
  n_rows = kontor_json_length (kontor_json_get_array (customer, self->list));
  /* Rows that stay the same keep the focus that is in them. */
  if (before == NULL || !kontor_json_equal (before, kontor_json_get_array (customer, self->list)))
    while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->rows))) != NULL)
      gtk_list_box_remove (self->rows, row);
  g_clear_pointer (&self->customer, kontor_json_unref);
  self->customer = kontor_json_ref (customer);
  for (guint i = 0; i < n_rows; i++)
    if (gtk_list_box_get_row_at_index (self->rows, (int) i) == NULL)
      append_row (self, i);
  gtk_widget_set_visible (GTK_WIDGET (self->rows), n_rows > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->none), n_rows == 0);
}

void
kontor_customer_parts_add (KontorCustomerParts *self)
{
  g_return_if_fail (KONTOR_IS_CUSTOMER_PARTS (self));

  if (self->customer != NULL)
    open_window (self, kontor_json_length (list_of (self)));
}
