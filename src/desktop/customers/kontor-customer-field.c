/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-customer-field.h"

#include "kontor-customer-words.h"
#include "kontor-edit-row.h"

/**
 * KontorCustomerField:
 *
 * A field of a customer, edited where it stands, with what is wrong with it below.
 */
struct _KontorCustomerField
{
  AdwBin parent_instance;

  char    *uid;    /* (owned) (nullable): of the customer that is shown */
  char    *stored; /* (owned): as it is in the books */
  gboolean wrong;  /* what was typed is not stored; it stays for the person to correct */

  /* Template children */
  KontorEditRow *row;
  GtkLabel      *message;
};

typedef enum
{
  PROP_TITLE = 1,
  PROP_KEY,
  PROP_PLACEHOLDER,
} KontorCustomerFieldProperty;

static GParamSpec *properties[PROP_PLACEHOLDER + 1];

enum
{
  EDITED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KontorCustomerField, kontor_customer_field, ADW_TYPE_BIN)

static void
show_message (KontorCustomerField *self, const char *message, gboolean wrong)
{
  self->wrong = wrong;
  gtk_label_set_label (self->message, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message), message != NULL);
  if (wrong)
    gtk_widget_add_css_class (GTK_WIDGET (self), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
  gtk_widget_set_css_classes (GTK_WIDGET (self->message),
                              (const char *[]){ "caption", wrong ? "error" : "dim-label", NULL });
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->row),
                               GTK_ACCESSIBLE_STATE_INVALID,
                               wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
}

static void
show_known (KontorCustomerField *self, const char *text)
{
  show_message (
    self, kontor_customer_field_check (kontor_edit_row_get_key (self->row), text), FALSE);
}

static void
edited_cb (KontorCustomerField *self, const char *base, const char *text)
{
  const char *reason = kontor_customer_field_check (kontor_edit_row_get_key (self->row), text);

  if (reason != NULL)
    {
      show_message (self, reason, TRUE);
      return;
    }
  show_known (self, text);
  if (!g_str_equal (text, self->stored))
    g_signal_emit (self, signals[EDITED], 0, text);
}

static gboolean
key_pressed_cb (KontorCustomerField *self, guint key)
{
  if (key != GDK_KEY_Escape || !self->wrong)
    return GDK_EVENT_PROPAGATE;
  self->wrong = FALSE;
  kontor_edit_row_set_text (self->row, self->stored);
  show_known (self, self->stored);
  return GDK_EVENT_STOP;
}

static void
kontor_customer_field_get_property (GObject    *object,
                                    guint       property_id,
                                    GValue     *value,
                                    GParamSpec *pspec)
{
  KontorCustomerField *self = KONTOR_CUSTOMER_FIELD (object);

  g_object_get_property (G_OBJECT (self->row), pspec->name, value);
}

static void
kontor_customer_field_set_property (GObject      *object,
                                    guint         property_id,
                                    const GValue *value,
                                    GParamSpec   *pspec)
{
  KontorCustomerField *self = KONTOR_CUSTOMER_FIELD (object);

  g_object_set_property (G_OBJECT (self->row), pspec->name, value);
  g_object_notify_by_pspec (object, pspec);
}

static void
kontor_customer_field_finalize (GObject *object)
{
  KontorCustomerField *self = KONTOR_CUSTOMER_FIELD (object);

  g_clear_pointer (&self->uid, g_free);
  g_clear_pointer (&self->stored, g_free);

  G_OBJECT_CLASS (kontor_customer_field_parent_class)->finalize (object);
}

static void
kontor_customer_field_class_init (KontorCustomerFieldClass *klass)
{
  GObjectClass     *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass   *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = kontor_customer_field_get_property;
  object_class->set_property = kontor_customer_field_set_property;
  object_class->finalize = kontor_customer_field_finalize;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "", flags);
  properties[PROP_KEY] = g_param_spec_string ("key", NULL, NULL, NULL, flags);
  properties[PROP_PLACEHOLDER] = g_param_spec_string ("placeholder", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[EDITED] = g_signal_new ("edited",
                                  KONTOR_TYPE_CUSTOMER_FIELD,
                                  G_SIGNAL_RUN_LAST,
                                  0,
                                  NULL,
                                  NULL,
                                  NULL,
                                  G_TYPE_NONE,
                                  1,
                                  G_TYPE_STRING);

  g_type_ensure (KONTOR_TYPE_EDIT_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-customer-field.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerField, row);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerField, message);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
}

static void
kontor_customer_field_init (KontorCustomerField *self)
{
  self->stored = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kontor_customer_field_show:
 * @customer: what is stored; what the person is correcting stays
 */
void
kontor_customer_field_show (KontorCustomerField *self, const KontorJson *customer)
{
  const char *uid = kontor_json_get_string (customer, "uid", "");
  const char *text = NULL;
  gboolean    same = g_strcmp0 (self->uid, uid) == 0;

  g_return_if_fail (KONTOR_IS_CUSTOMER_FIELD (self));

  text = kontor_json_get_string (customer, kontor_edit_row_get_key (self->row), "");
  g_clear_pointer (&self->stored, g_free);
  self->stored = g_strdup (text);
  if (same && self->wrong)
    return;
  g_clear_pointer (&self->uid, g_free);
  self->uid = g_strdup (uid);
  kontor_edit_row_set_text (self->row, text);
  show_known (self, text);
}

const char *
kontor_customer_field_get_key (KontorCustomerField *self)
{
  g_return_val_if_fail (KONTOR_IS_CUSTOMER_FIELD (self), NULL);

  return kontor_edit_row_get_key (self->row);
}
