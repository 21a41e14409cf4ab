/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-product-facts.h"

#include <glib/gi18n.h>

#include "kontor-edit-row.h"
#include "kontor-product-chips.h"
#include "kontor-product-edit.h"
#include "kontor-product-picker.h"
#include "kontor-product-words.h"
#include "kontor-text-scale.h"

/**
 * KontorProductFacts:
 *
 * What kind of thing a product is: fields, tags and attributes, each saved when it is left.
 */
struct _KontorProductFacts
{
  AdwBin parent_instance;

  KontorCompany *company; /* (owned) (nullable) until shown */
  KontorJson    *product; /* (owned) (nullable) until shown */
  gboolean       showing; /* what changes now was not chosen by the person */

  /* Template children */
  KontorEditRow       *brand;
  KontorProductPicker *category;
  GtkDropDown         *kind;
  GtkDropDown         *tax;
  GtkDropDown         *unit;
  GtkSwitch           *published;
  KontorProductChips  *tags;
  GtkBox              *attributes;
  GtkEntry            *add_attribute;
  GtkExpander         *options_expander;
  GtkBox              *options;
};

G_DEFINE_FINAL_TYPE (KontorProductFacts, kontor_product_facts, ADW_TYPE_BIN)

static void
edit (KontorProductFacts *self, const char *key, KontorJson *value)
{
  const KontorJson *base = kontor_json_get (self->product, key);
  KontorJson       *params = kontor_product_field ("product",
                                             self->product,
                                             key,
                                             base != NULL
                                                 && kontor_json_type (base) == KONTOR_JSON_STRING
                                                     ? kontor_json_ref ((KontorJson *) base)
                                                     : NULL,
                                             value);

  kontor_act (GTK_WIDGET (self), self->company, "product.edit", params, NULL);
}

static void
edited_cb (KontorProductFacts *self, const char *base, const char *text, KontorEditRow *row)
{
  if (self->product != NULL)
    edit (self, kontor_edit_row_get_key (row), kontor_json_new_string (text));
}

static void
category_chosen_cb (KontorProductFacts *self, const char *uid, const char *name)
{
  if (self->product != NULL)
    edit (self, "category", kontor_product_text_or_null (uid));
}

static void
choose (KontorProductFacts        *self,
        GtkDropDown               *widget,
        const char                *key,
        const KontorProductChoice *choices)
{
  guint            selected = gtk_drop_down_get_selected (widget);
  GtkStringObject *item = gtk_drop_down_get_selected_item (widget);
  const char      *code = NULL;

  if (self->showing || self->product == NULL || item == NULL)
    return;
  for (guint i = 0; choices[i].code != NULL && code == NULL; i++)
    if (i == selected)
      code = choices[i].code;
  if (code != NULL && !g_str_equal (code, kontor_json_get_string (self->product, key, "")))
    edit (self, key, kontor_json_new_string (code));
}

static void
kind_chosen_cb (KontorProductFacts *self)
{
  choose (self, self->kind, "kind", kontor_product_kinds);
}

static void
tax_chosen_cb (KontorProductFacts *self)
{
  choose (self, self->tax, "tax_code", kontor_product_taxes);
}

static void
unit_chosen_cb (KontorProductFacts *self)
{
  choose (self, self->unit, "unit", kontor_product_units);
}

static void
published_cb (KontorProductFacts *self)
{
  gboolean on = gtk_switch_get_active (self->published);

  if (!self->showing && self->product != NULL
      && on != kontor_json_get_boolean (self->product, "published", TRUE))
    edit (self, "published", kontor_json_new_boolean (on));
}

static void
set_tag (KontorProductFacts *self, const char *member, const char *tag)
{
  KontorJson *params = kontor_product_params ("product", self->product);
  KontorJson *tags = kontor_json_new_array ();

  kontor_json_append (tags, kontor_json_new_string (tag));
  kontor_json_set (params, member, tags);
  kontor_act (GTK_WIDGET (self), self->company, "product.set_tags", params, NULL);
}

static void
tag_added_cb (KontorProductFacts *self, const char *tag)
{
  set_tag (self, "add", tag);
}

static void
tag_removed_cb (KontorProductFacts *self, const char *tag)
{
  set_tag (self, "remove", tag);
}

static void
set_attribute (KontorProductFacts *self, const char *name, const char *add, const char *remove)
{
  const KontorJson *attributes = kontor_json_get_object (self->product, "attributes");
  const KontorJson *words = attributes != NULL ? kontor_json_get_array (attributes, name) : NULL;
  KontorJson       *params = kontor_product_params ("product", self->product);

  kontor_json_set (params,
                   "attributes",
                   kontor_product_attributes_with (
                     attributes, name, kontor_product_words_with (words, add, remove)));
  kontor_act (GTK_WIDGET (self), self->company, "product.set_attributes", params, NULL);
}

static void
value_added_cb (KontorProductFacts *self, const char *value, KontorProductChips *chips)
{
  set_attribute (self, kontor_product_chips_get_title (chips), value, NULL);
}

static void
value_removed_cb (KontorProductFacts *self, const char *value, KontorProductChips *chips)
{
  set_attribute (self, kontor_product_chips_get_title (chips), NULL, value);
}

static KontorProductChips *
add_chips (KontorProductFacts *self, const char *name)
{
  GtkWidget *chips = kontor_product_chips_new (name);

  g_signal_connect_object (chips, "added", G_CALLBACK (value_added_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
    chips, "removed", G_CALLBACK (value_removed_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->attributes, chips);
  return KONTOR_PRODUCT_CHIPS (chips);
}

/* The rows stay as long as they show the same attributes, so that typing one value after the other
 * is not interrupted. */
static gboolean
shows_attributes (KontorProductFacts *self, const KontorJson *attributes)
{
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->attributes));

  for (guint i = 0; attributes != NULL && i < kontor_json_length (attributes); i++)
    {
      if (row == NULL
          || g_strcmp0 (kontor_product_chips_get_title (KONTOR_PRODUCT_CHIPS (row)),
                        kontor_json_key_at (attributes, i))
               != 0)
        return FALSE;
      row = gtk_widget_get_next_sibling (row);
    }
  return row == NULL;
}

static void
show_attributes (KontorProductFacts *self)
{
  const KontorJson *attributes = kontor_json_get_object (self->product, "attributes");
  GtkWidget        *row = NULL;

  if (!shows_attributes (self, attributes))
    {
      while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->attributes))) != NULL)
        gtk_box_remove (self->attributes, row);
      for (guint i = 0; attributes != NULL && i < kontor_json_length (attributes); i++)
        add_chips (self, kontor_json_key_at (attributes, i));
    }
  row = gtk_widget_get_first_child (GTK_WIDGET (self->attributes));
  for (; row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      const char *name = kontor_product_chips_get_title (KONTOR_PRODUCT_CHIPS (row));

      kontor_product_chips_set_words (KONTOR_PRODUCT_CHIPS (row),
                                      kontor_json_get_array (attributes, name));
    }
}

static void
add_attribute_cb (KontorProductFacts *self)
{
  g_autofree char *name = g_strstrip (
    g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->add_attribute))));
  const KontorJson   *attributes = kontor_json_get_object (self->product, "attributes");
  KontorProductChips *chips = NULL;

  gtk_editable_set_text (GTK_EDITABLE (self->add_attribute), "");
  if (*name == '\0' || (attributes != NULL && kontor_json_has (attributes, name)))
    return;
  chips = add_chips (self, name);
  gtk_widget_child_focus (GTK_WIDGET (chips), GTK_DIR_TAB_FORWARD);
}

/* A value that is not in the list comes from elsewhere; it is shown, and stays until another is
 * chosen. */
static void
show_choice (GtkDropDown               *widget,
             GtkStringList             *model,
             const KontorProductChoice *choices,
             const char                *code)
{
  guint position = kontor_product_choice_find (choices, code);

  if (position == GTK_INVALID_LIST_POSITION)
    {
      position = g_list_model_get_n_items (G_LIST_MODEL (model));
      gtk_string_list_append (model, code);
    }
  gtk_drop_down_set_model (widget, G_LIST_MODEL (model));
  gtk_drop_down_set_selected (widget, position);
}

static void
show_choices (KontorProductFacts *self)
{
  g_autoptr (GtkStringList) kinds = kontor_product_choice_model (kontor_product_kinds, NULL);
  g_autoptr (GtkStringList) units = kontor_product_choice_model (kontor_product_units, NULL);
  g_autoptr (GtkStringList) taxes = kontor_product_tax_model (
    kontor_company_get_country (self->company), NULL);

  self->showing = TRUE;
  show_choice (
    self->kind, kinds, kontor_product_kinds, kontor_json_get_string (self->product, "kind", ""));
  show_choice (
    self->unit, units, kontor_product_units, kontor_json_get_string (self->product, "unit", ""));
  show_choice (
    self->tax, taxes, kontor_product_taxes, kontor_json_get_string (self->product, "tax_code", ""));
  gtk_switch_set_active (self->published,
                         kontor_json_get_boolean (self->product, "published", TRUE));
  self->showing = FALSE;
}

static void
show_options (KontorProductFacts *self)
{
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->options));
  g_autoptr (GString) names = g_string_new (_ ("_Options"));

  for (; row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      const char *key = kontor_edit_row_get_key (KONTOR_EDIT_ROW (row));
      const char *name = kontor_json_get_string (self->product, key, "");

      kontor_edit_row_set_text (KONTOR_EDIT_ROW (row), name);
      if (*name != '\0')
        g_string_append_printf (names, "%s%s", g_str_equal (key, "option1") ? ": " : ", ", name);
    }
  gtk_expander_set_label (self->options_expander, names->str);
}

static void
kontor_product_facts_dispose (GObject *object)
{
  KontorProductFacts *self = KONTOR_PRODUCT_FACTS (object);

  g_clear_object (&self->company);
  g_clear_pointer (&self->product, kontor_json_unref);

  G_OBJECT_CLASS (kontor_product_facts_parent_class)->dispose (object);
}

static void
kontor_product_facts_class_init (KontorProductFactsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_product_facts_dispose;

  g_type_ensure (KONTOR_TYPE_EDIT_ROW);
  g_type_ensure (KONTOR_TYPE_PRODUCT_CHIPS);
  g_type_ensure (KONTOR_TYPE_PRODUCT_PICKER);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-product-facts.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorProductFacts, brand);
  gtk_widget_class_bind_template_child (widget_class, KontorProductFacts, category);
  gtk_widget_class_bind_template_child (widget_class, KontorProductFacts, kind);
  gtk_widget_class_bind_template_child (widget_class, KontorProductFacts, tax);
  gtk_widget_class_bind_template_child (widget_class, KontorProductFacts, unit);
  gtk_widget_class_bind_template_child (widget_class, KontorProductFacts, published);
  gtk_widget_class_bind_template_child (widget_class, KontorProductFacts, tags);
  gtk_widget_class_bind_template_child (widget_class, KontorProductFacts, attributes);
  gtk_widget_class_bind_template_child (widget_class, KontorProductFacts, add_attribute);
  gtk_widget_class_bind_template_child (widget_class, KontorProductFacts, options_expander);
  gtk_widget_class_bind_template_child (widget_class, KontorProductFacts, options);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, category_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, kind_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, tax_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, unit_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, published_cb);
  gtk_widget_class_bind_template_callback (widget_class, tag_added_cb);
  gtk_widget_class_bind_template_callback (widget_class, tag_removed_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_attribute_cb);
}

static void
kontor_product_facts_init (KontorProductFacts *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  kontor_text_scale_template (GTK_WIDGET (self));
}

/**
 * kontor_product_facts_show:
 * @product: as kontor_query_product_json() gives it
 */
void
kontor_product_facts_show (KontorProductFacts *self,
                           KontorCompany      *company,
                           const KontorJson   *product)
{
  KontorJson       *kept = kontor_json_ref ((KontorJson *) product); /* kept, not changed */
  const KontorJson *category = kontor_json_get_object (product, "category");

  g_return_if_fail (KONTOR_IS_PRODUCT_FACTS (self));

  if (self->company == NULL)
    kontor_product_picker_set_up (self->category, company, KONTOR_PICK_CATEGORY, _ ("No category"));
  g_set_object (&self->company, company);
  g_clear_pointer (&self->product, kontor_json_unref);
  self->product = kept;
  kontor_edit_row_set_text (self->brand, kontor_json_get_string (product, "brand", ""));
  kontor_product_picker_set_chosen (self->category,
                                    kontor_json_get_string (category, "uid", ""),
                                    kontor_json_get_string (category, "name", ""));
  show_choices (self);
  show_options (self);
  kontor_product_chips_set_words (self->tags, kontor_json_get_array (product, "tags"));
  show_attributes (self);
}
