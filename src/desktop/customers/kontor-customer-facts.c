/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-customer-facts.h"

#include <glib/gi18n.h>

#include "kontor-customer-edit.h"
#include "kontor-customer-field.h"
#include "kontor-customer-vat.h"
#include "kontor-customer-words.h"
#include "kontor-text-scale.h"

/**
 * KontorCustomerFacts:
 *
 * How to reach a customer and how to deal with them: fields, each saved when it is left.
 */
struct _KontorCustomerFacts
{
  AdwBin parent_instance;

  KontorCompany *company;  /* (owned) (nullable) until shown */
  KontorJson    *customer; /* (owned) (nullable) until shown */
  gboolean       showing;  /* what changes now was not chosen by the person */

  /* Template children */
  GtkBox              *fields;
  GtkBox              *names;
  GtkBox              *rest;
  KontorCustomerField *reference;
  GtkBox              *proof;
  GtkLabel            *proof_words;
  GtkDropDown         *kind;
  GtkDropDown         *language;
};

G_DEFINE_FINAL_TYPE (KontorCustomerFacts, kontor_customer_facts, ADW_TYPE_BIN)

static void
edit (KontorCustomerFacts *self, const char *key, const char *value)
{
  kontor_customer_edit_field (GTK_WIDGET (self), self->company, self->customer, key, value, NULL);
}

static void
edited_cb (KontorCustomerFacts *self, const char *text, KontorCustomerField *field)
{
  edit (self, kontor_customer_field_get_key (field), text);
}

static void
kind_chosen_cb (KontorCustomerFacts *self)
{
  const char *kind = gtk_drop_down_get_selected (self->kind) == 1 ? "company" : "person";

  if (!self->showing && !g_str_equal (kind, kontor_json_get_string (self->customer, "kind", "")))
    edit (self, "kind", kind);
}

static void
language_chosen_cb (KontorCustomerFacts *self)
{
  guint                       n_languages = 0;
  const KontorCustomerChoice *languages = kontor_customer_languages (&n_languages);
  guint                       selected = gtk_drop_down_get_selected (self->language);

  if (self->showing || selected >= n_languages)
    return;
  if (!g_str_equal (languages[selected].code,
                    kontor_json_get_string (self->customer, "language", "")))
    edit (self, "language", languages[selected].code);
}

static void
show_fields (KontorCustomerFacts *self, GtkWidget *parent)
{
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (KONTOR_IS_CUSTOMER_FIELD (child))
      kontor_customer_field_show (KONTOR_CUSTOMER_FIELD (child), self->customer);
}

static void
show_proof (KontorCustomerFacts *self)
{
  g_autofree char *words = kontor_customer_vat_dup_words (self->customer);
  g_autofree char *details = kontor_customer_vat_dup_details (self->customer);

  gtk_widget_set_visible (GTK_WIDGET (self->proof),
                          *kontor_json_get_string (self->customer, "vat_id", "") != '\0');
  gtk_label_set_label (self->proof_words, words);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->proof_words), details);
}

static void
show_language (KontorCustomerFacts *self)
{
  guint                       n_languages = 0;
  const KontorCustomerChoice *languages = kontor_customer_languages (&n_languages);
  const char                 *code = kontor_json_get_string (self->customer, "language", "");
  g_autoptr (GtkStringList) model = kontor_customer_choice_model (languages, n_languages, code);

  gtk_drop_down_set_model (self->language, G_LIST_MODEL (model));
  gtk_drop_down_set_selected (self->language,
                              kontor_customer_choice_find (languages, n_languages, code));
}

static void
kontor_customer_facts_dispose (GObject *object)
{
  KontorCustomerFacts *self = KONTOR_CUSTOMER_FACTS (object);

  g_clear_object (&self->company);
  g_clear_pointer (&self->customer, kontor_json_unref);

  G_OBJECT_CLASS (kontor_customer_facts_parent_class)->dispose (object);
}

static void
kontor_customer_facts_class_init (KontorCustomerFactsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_customer_facts_dispose;

  g_type_ensure (KONTOR_TYPE_CUSTOMER_FIELD);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-customer-facts.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerFacts, fields);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerFacts, names);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerFacts, rest);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerFacts, reference);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerFacts, proof);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerFacts, proof_words);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerFacts, kind);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerFacts, language);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, kind_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, language_chosen_cb);
}

static void
kontor_customer_facts_init (KontorCustomerFacts *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  kontor_text_scale_template (GTK_WIDGET (self));
}

/**
 * kontor_customer_facts_show:
 * @customer: as kontor_query_customer_json() gives it
 */
void
kontor_customer_facts_show (KontorCustomerFacts *self, KontorCompany *company, KontorJson *customer)
{
  gboolean is_company = g_str_equal (kontor_json_get_string (customer, "kind", ""), "company");

  g_return_if_fail (KONTOR_IS_CUSTOMER_FACTS (self));

  g_set_object (&self->company, company);
  g_clear_pointer (&self->customer, kontor_json_unref);
  self->customer = kontor_json_ref (customer);
  self->showing = TRUE;
  gtk_drop_down_set_selected (self->kind, is_company ? 1 : 0);
  show_language (self);
  self->showing = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->names), !is_company);
  gtk_widget_set_visible (GTK_WIDGET (self->reference), is_company);
  show_fields (self, GTK_WIDGET (self->names));
  show_fields (self, GTK_WIDGET (self->fields));
  show_fields (self, GTK_WIDGET (self->rest));
  show_proof (self);
}
