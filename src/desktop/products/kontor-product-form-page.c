/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-product-form-page.h"

#include <glib/gi18n.h>

#include "kontor-act.h"
#include "kontor-beside.h"
#include "kontor-product-form.h"
#include "kontor-product-picker.h"
#include "kontor-product-pictures.h"
#include "kontor-product-rows.h"
#include "kontor-toast.h"
#include "kontor-weak.h"

#define DRAFT "product.new"
#define SAVE_AFTER_MS 400

/**
 * KontorProductFormPage:
 *
 * A new product. What is typed is kept as a draft, so that it is there again after a crash.
 */
struct _KontorProductFormPage
{
  KontorPage parent_instance;

  KontorJson *pictures; /* (owned): an array */
  guint       save_id;
  gboolean    filling; /* what changes now was not typed */

  /* Template children */
  AdwEntryRow           *name;
  AdwComboRow           *kind;
  AdwComboRow           *tax;
  AdwComboRow           *unit;
  AdwEntryRow           *brand;
  KontorProductPicker   *category;
  GtkSwitch             *published;
  AdwEntryRow           *price;
  AdwComboRow           *price_mode;
  AdwEntryRow           *cost;
  GtkEntry              *option1;
  GtkEntry              *values1;
  GtkEntry              *option2;
  GtkEntry              *values2;
  GtkEntry              *option3;
  GtkEntry              *values3;
  KontorProductRows     *rows;
  KontorProductPictures *picture_tiles;
  GtkTextBuffer         *description;
  GtkLabel              *problem;
};

static const KontorRowsColumn columns[] = {
  { "name", N_ ("Variant"), KONTOR_ROWS_LABEL },
  { "sku", N_ ("SKU"), KONTOR_ROWS_TEXT, .placeholder = "–" },
  { "price_e4", N_ ("Price"), KONTOR_ROWS_PRICE, .placeholder = N_ ("As above") },
  { "code", N_ ("Barcode"), KONTOR_ROWS_CODE, .placeholder = N_ ("Scan or type") },
};

G_DEFINE_FINAL_TYPE (KontorProductFormPage, kontor_product_form_page, KONTOR_TYPE_PAGE)

static KontorCompany *
company_of (KontorProductFormPage *self)
{
  return kontor_page_get_company (KONTOR_PAGE (self));
}

static char *
dup_text (gpointer editable)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (editable))));
}

static void
set_text (gpointer editable, const char *text)
{
  if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (editable)), text))
    gtk_editable_set_text (GTK_EDITABLE (editable), text);
}

static const char *
code_of (AdwComboRow *row, const KontorProductChoice *choices)
{
  guint selected = adw_combo_row_get_selected (row);

  return selected != GTK_INVALID_LIST_POSITION ? choices[selected].code : choices[0].code;
}

static void
select_code (AdwComboRow *row, const KontorProductChoice *choices, const char *code)
{
  guint position = kontor_product_choice_find (choices, code);

  adw_combo_row_set_selected (row, position != GTK_INVALID_LIST_POSITION ? position : 0);
}

static KontorJson *
dup_options (KontorProductFormPage *self)
{
  GtkEntry *const entries[KONTOR_PRODUCT_OPTIONS][2] = { { self->option1, self->values1 },
                                                         { self->option2, self->values2 },
                                                         { self->option3, self->values3 } };
  KontorJson     *options = kontor_json_new_array ();

  for (guint i = 0; i < KONTOR_PRODUCT_OPTIONS; i++)
    {
      KontorJson      *option = kontor_json_new_object ();
      g_autofree char *name = dup_text (entries[i][0]);
      g_autofree char *values = dup_text (entries[i][1]);

      kontor_json_set_string (option, "name", name);
      kontor_json_set_string (option, "values", values);
      kontor_json_append (options, option);
    }
  return options;
}

static char *
dup_description (KontorProductFormPage *self)
{
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (self->description, &start, &end);
  return g_strchomp (gtk_text_buffer_get_text (self->description, &start, &end, FALSE));
}

/* -1 for none; FALSE when it can't be read. */
static gboolean
read_price (AdwEntryRow *row, gint64 *price_e4)
{
  g_autofree char *text = dup_text (row);
  gboolean         right = *text == '\0' || kontor_product_parse_price (text, price_e4);

  if (right && *text == '\0')
    *price_e4 = -1;
  if (right)
    gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  return right;
}

static void
set_texts (KontorProductFormPage *self, KontorJson *form)
{
  g_autofree char *name = dup_text (self->name);
  g_autofree char *brand = dup_text (self->brand);
  g_autofree char *price = dup_text (self->price);
  g_autofree char *cost = dup_text (self->cost);
  g_autofree char *description = dup_description (self);

  kontor_json_set_string (form, "title", name);
  kontor_json_set_string (form, "brand", brand);
  kontor_json_set_string (form, "description", description);
  kontor_json_set_string (form, "price", price);
  kontor_json_set_string (form, "cost", cost);
}

static KontorJson *
dup_form (KontorProductFormPage *self)
{
  KontorJson *form = kontor_json_new_object ();
  gint64      amount = -1;

  set_texts (self, form);
  kontor_json_set_string (form, "kind", code_of (self->kind, kontor_product_kinds));
  kontor_json_set_string (form, "tax_code", code_of (self->tax, kontor_product_taxes));
  kontor_json_set_string (form, "unit", code_of (self->unit, kontor_product_units));
  kontor_json_set_string (
    form, "price_mode", code_of (self->price_mode, kontor_product_price_modes));
  kontor_json_set_string (form, "category", kontor_product_picker_get_uid (self->category));
  kontor_json_set_string (form, "category_name", kontor_product_picker_get_name (self->category));
  kontor_json_set_boolean (form, "published", gtk_switch_get_active (self->published));
  if (read_price (self->price, &amount) && amount >= 0)
    kontor_json_set_integer (form, "price_e4", amount);
  if (read_price (self->cost, &amount) && amount >= 0)
    kontor_json_set_integer (form, "cost_e4", amount);
  kontor_json_set (form, "options", dup_options (self));
  kontor_json_set (form, "rows", kontor_product_rows_dup_list (self->rows));
  kontor_json_set (form, "pictures", kontor_json_ref (self->pictures));
  return form;
}

static gboolean
save_cb (gpointer data)
{
  KontorProductFormPage *self = data;

  self->save_id = 0;
  kontor_replica_save_draft (
    kontor_company_get_replica (company_of (self)), DRAFT, dup_form (self));
  return G_SOURCE_REMOVE;
}

/* What keeps the product from being made; NULL when nothing does. */
static const char *
find_problem (KontorProductFormPage *self)
{
  gint64           amount = -1;
  g_autofree char *name = dup_text (self->name);

  if (!read_price (self->price, &amount))
    return _ ("The price can't be read. A sum such as 12*3 works, too.");
  if (!read_price (self->cost, &amount))
    return _ ("The cost can't be read. A sum such as 12*3 works, too.");
  if (!kontor_product_rows_is_right (self->rows))
    return _ ("A variant needs correcting.");
  return *name == '\0' ? _ ("A product needs a name.") : NULL;
}

static void
say (KontorProductFormPage *self, const char *problem)
{
  gtk_label_set_label (self->problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
}

static void
changed_cb (KontorProductFormPage *self)
{
  const char      *problem = NULL;
  g_autofree char *name = NULL;

  if (self->filling)
    return;
  problem = find_problem (self);
  name = dup_text (self->name);
  say (self, *name != '\0' ? problem : NULL); /* an empty form is not wrong yet */
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "form.create", problem == NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "form.discard", TRUE);
  if (self->save_id == 0)
    self->save_id = g_timeout_add (SAVE_AFTER_MS, save_cb, self);
}

/* Computed: the sum stands there. */
static void
price_applied_cb (KontorProductFormPage *self, AdwEntryRow *row)
{
  gint64 price_e4 = -1;

  if (read_price (row, &price_e4) && price_e4 >= 0)
    {
      g_autofree char *text = kontor_product_price_text (price_e4);

      set_text (row, text);
    }
}

static void
options_changed_cb (KontorProductFormPage *self)
{
  g_autoptr (KontorJson) before = NULL;
  g_autoptr (KontorJson) options = NULL;
  g_autoptr (KontorJson) rows = NULL;

  if (self->filling)
    return;
  before = kontor_product_rows_dup_list (self->rows);
  options = dup_options (self);
  rows = kontor_product_form_rows (options, before);
  kontor_product_rows_set_list (self->rows, rows);
  changed_cb (self);
}

static void
pictures_edited_cb (KontorProductFormPage *self, KontorJson *pictures)
{
  KontorJson *kept = kontor_json_ref (pictures);

  g_clear_pointer (&self->pictures, kontor_json_unref);
  self->pictures = kept;
  kontor_product_pictures_set (self->picture_tiles, company_of (self), self->pictures);
  changed_cb (self);
}

static void
fill_options (KontorProductFormPage *self, const KontorJson *options)
{
  GtkEntry *const entries[KONTOR_PRODUCT_OPTIONS][2] = { { self->option1, self->values1 },
                                                         { self->option2, self->values2 },
                                                         { self->option3, self->values3 } };

  for (guint i = 0; i < KONTOR_PRODUCT_OPTIONS; i++)
    {
      const KontorJson *option = options != NULL ? kontor_json_at (options, i) : NULL;

      set_text (entries[i][0], kontor_json_get_string (option, "name", ""));
      set_text (entries[i][1], kontor_json_get_string (option, "values", ""));
    }
}

static void
fill_choices (KontorProductFormPage *self, const KontorJson *form)
{
  const KontorJson *settings = kontor_company_get_settings (company_of (self));
  const char       *mode = kontor_json_get_string (settings, "price_mode", "gross");

  select_code (self->kind, kontor_product_kinds, kontor_json_get_string (form, "kind", "goods"));
  select_code (
    self->tax, kontor_product_taxes, kontor_json_get_string (form, "tax_code", "standard"));
  select_code (self->unit, kontor_product_units, kontor_json_get_string (form, "unit", "piece"));
  select_code (self->price_mode,
               kontor_product_price_modes,
               kontor_json_get_string (form, "price_mode", mode));
}

/* form NULL: an empty one */
static void
fill (KontorProductFormPage *self, const KontorJson *form)
{
  const KontorJson *pictures = kontor_json_get_array (form, "pictures");
  const KontorJson *options = kontor_json_get_array (form, "options");
  g_autoptr (KontorJson) empty = kontor_json_new_array ();
  g_autoptr (KontorJson) rows = kontor_product_form_rows (options != NULL ? options : empty,
                                                          kontor_json_get_array (form, "rows"));

  self->filling = TRUE;
  set_text (self->name, kontor_json_get_string (form, "title", ""));
  set_text (self->brand, kontor_json_get_string (form, "brand", ""));
  set_text (self->price, kontor_json_get_string (form, "price", ""));
  set_text (self->cost, kontor_json_get_string (form, "cost", ""));
  gtk_text_buffer_set_text (
    self->description, kontor_json_get_string (form, "description", ""), -1);
  fill_choices (self, form);
  kontor_product_picker_set_chosen (self->category,
                                    kontor_json_get_string (form, "category", ""),
                                    kontor_json_get_string (form, "category_name", ""));
  gtk_switch_set_active (self->published, kontor_json_get_boolean (form, "published", TRUE));
  fill_options (self, options);
  kontor_product_rows_set_list (self->rows, rows);
  g_clear_pointer (&self->pictures, kontor_json_unref);
  self->pictures = pictures != NULL ? kontor_json_ref ((KontorJson *) pictures)
                                    : kontor_json_new_array ();
  kontor_product_pictures_set (self->picture_tiles, company_of (self), self->pictures);
  self->filling = FALSE;
  say (self, NULL);
  gtk_widget_action_set_enabled (
    GTK_WIDGET (self), "form.create", form != NULL && find_problem (self) == NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "form.discard", form != NULL);
}

static void
forget_draft (KontorProductFormPage *self)
{
  g_clear_handle_id (&self->save_id, g_source_remove);
  kontor_replica_save_draft (kontor_company_get_replica (company_of (self)), DRAFT, NULL);
  fill (self, NULL);
}

static void
created_cb (GtkWidget *widget, const KontorJson *result)
{
  KontorProductFormPage *self = KONTOR_PRODUCT_FORM_PAGE (widget);
  g_autofree char       *uid = g_strdup (kontor_json_get_string (result, "product", ""));

  if (result == NULL)
    {
      gtk_widget_action_set_enabled (widget, "form.create", TRUE);
      save_cb (self);
      return;
    }
  forget_draft (self);
  gtk_widget_activate_action (widget, "win.record", "(ss)", "product", uid);
}

static void
create_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorProductFormPage *self = KONTOR_PRODUCT_FORM_PAGE (widget);
  g_autoptr (KontorJson) form = dup_form (self);
  g_autoptr (GString) done = g_string_new (_ ("“%s” created"));
  KontorJson *params = kontor_product_form_params (
    form,
    kontor_company_get_currency (company_of (self)),
    kontor_json_get_string (form, "price_mode", "gross"));

  kontor_json_set (params, "pictures", kontor_json_ref (self->pictures));
  g_string_replace (done, "%s", kontor_json_get_string (form, "title", ""), 1);
  gtk_widget_action_set_enabled (widget, "form.create", FALSE);
  g_clear_handle_id (&self->save_id, g_source_remove); /* no draft of what is on its way */
  kontor_act_form (
    widget, company_of (self), DRAFT, "product.create", params, done->str, created_cb);
}

static void
discard_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorProductFormPage *self = KONTOR_PRODUCT_FORM_PAGE (widget);

  forget_draft (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->name));
}

static void
load_in_worker (GTask *task)
{
  g_task_return_pointer (task,
                         kontor_replica_load_draft (g_task_get_task_data (task), DRAFT),
                         (GDestroyNotify) kontor_json_unref);
}

static void
draft_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (KontorProductFormPage) self = kontor_weak_take (user_data);
  g_autoptr (KontorJson) draft = g_task_propagate_pointer (G_TASK (result), NULL);

  /* Somebody who types already is not disturbed. */
  if (self == NULL || draft == NULL || self->save_id != 0)
    return;
  fill (self, draft);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    kontor_toast (GTK_WIDGET (self), _ ("Your draft is back"));
}

static void
load_draft (KontorProductFormPage *self)
{
  KontorReplica *replica = kontor_company_get_replica (company_of (self));
  GTask *task = g_task_new (company_of (self), NULL, draft_loaded_cb, kontor_weak_new (self));

  g_task_set_task_data (task, g_object_ref (replica), g_object_unref);
  kontor_worker_run (kontor_company_get_worker (company_of (self)), task, load_in_worker);
}

static void
kontor_product_form_page_shown (KontorPage *page)
{
  gtk_widget_grab_focus (GTK_WIDGET (KONTOR_PRODUCT_FORM_PAGE (page)->name));
}

static gboolean
kontor_product_form_page_suggested (KontorPage *page)
{
  return gtk_widget_activate_action (GTK_WIDGET (page), "form.create", NULL);
}

static gboolean
kontor_product_form_page_create (KontorPage *page)
{
  return gtk_widget_grab_focus (GTK_WIDGET (KONTOR_PRODUCT_FORM_PAGE (page)->name));
}

static void
kontor_product_form_page_put_aside (KontorPage *page)
{
  KontorProductFormPage *self = KONTOR_PRODUCT_FORM_PAGE (page);

  if (self->save_id == 0)
    return;
  g_clear_handle_id (&self->save_id, g_source_remove);
  save_cb (self);
}

static gboolean
kontor_product_form_page_back (KontorPage *page)
{
  return gtk_widget_activate_action (GTK_WIDGET (page), "win.page", "s", "products");
}

static void
kontor_product_form_page_constructed (GObject *object)
{
  KontorProductFormPage *self = KONTOR_PRODUCT_FORM_PAGE (object);
  g_autoptr (GtkStringList) kinds = kontor_product_choice_model (kontor_product_kinds, NULL);
  g_autoptr (GtkStringList) units = kontor_product_choice_model (kontor_product_units, NULL);
  g_autoptr (GtkStringList) modes = kontor_product_choice_model (kontor_product_price_modes, NULL);
  g_autoptr (GtkStringList) taxes = NULL;

  G_OBJECT_CLASS (kontor_product_form_page_parent_class)->constructed (object);

  self->filling = TRUE;
  taxes = kontor_product_tax_model (kontor_company_get_country (company_of (self)), NULL);
  adw_combo_row_set_model (self->kind, G_LIST_MODEL (kinds));
  adw_combo_row_set_model (self->unit, G_LIST_MODEL (units));
  adw_combo_row_set_model (self->price_mode, G_LIST_MODEL (modes));
  adw_combo_row_set_model (self->tax, G_LIST_MODEL (taxes));
  kontor_product_picker_set_up (
    self->category, company_of (self), KONTOR_PICK_CATEGORY, _ ("No category"));
  kontor_product_rows_set_up (self->rows, columns, G_N_ELEMENTS (columns), FALSE);
  fill (self, NULL);
  load_draft (self);
}

static void
kontor_product_form_page_dispose (GObject *object)
{
  KontorProductFormPage *self = KONTOR_PRODUCT_FORM_PAGE (object);

  if (self->save_id != 0)
    {
      g_clear_handle_id (&self->save_id, g_source_remove);
      save_cb (self);
    }

  G_OBJECT_CLASS (kontor_product_form_page_parent_class)->dispose (object);
}

static void
kontor_product_form_page_finalize (GObject *object)
{
  g_clear_pointer (&KONTOR_PRODUCT_FORM_PAGE (object)->pictures, kontor_json_unref);

  G_OBJECT_CLASS (kontor_product_form_page_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, KontorProductFormPage, name);
  gtk_widget_class_bind_template_child (widget_class, KontorProductFormPage, kind);
  gtk_widget_class_bind_template_child (widget_class, KontorProductFormPage, tax);
  gtk_widget_class_bind_template_child (widget_class, KontorProductFormPage, unit);
  gtk_widget_class_bind_template_child (widget_class, KontorProductFormPage, brand);
  gtk_widget_class_bind_template_child (widget_class, KontorProductFormPage, category);
  gtk_widget_class_bind_template_child (widget_class, KontorProductFormPage, published);
  gtk_widget_class_bind_template_child (widget_class, KontorProductFormPage, price);
  gtk_widget_class_bind_template_child (widget_class, KontorProductFormPage, price_mode);
  gtk_widget_class_bind_template_child (widget_class, KontorProductFormPage, cost);
  gtk_widget_class_bind_template_child (widget_class, KontorProductFormPage, option1);
  gtk_widget_class_bind_template_child (widget_class, KontorProductFormPage, values1);
  gtk_widget_class_bind_template_child (widget_class, KontorProductFormPage, option2);
  gtk_widget_class_bind_template_child (widget_class, KontorProductFormPage, values2);
  gtk_widget_class_bind_template_child (widget_class, KontorProductFormPage, option3);
  gtk_widget_class_bind_template_child (widget_class, KontorProductFormPage, values3);
  gtk_widget_class_bind_template_child (widget_class, KontorProductFormPage, rows);
  gtk_widget_class_bind_template_child (widget_class, KontorProductFormPage, picture_tiles);
  gtk_widget_class_bind_template_child (widget_class, KontorProductFormPage, description);
  gtk_widget_class_bind_template_child (widget_class, KontorProductFormPage, problem);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, price_applied_cb);
  gtk_widget_class_bind_template_callback (widget_class, options_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, pictures_edited_cb);
}

static void
kontor_product_form_page_class_init (KontorProductFormPageClass *klass)
{
  GObjectClass    *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass  *widget_class = GTK_WIDGET_CLASS (klass);
  KontorPageClass *page_class = KONTOR_PAGE_CLASS (klass);

  object_class->constructed = kontor_product_form_page_constructed;
  object_class->dispose = kontor_product_form_page_dispose;
  object_class->finalize = kontor_product_form_page_finalize;
  page_class->shown = kontor_product_form_page_shown;
  page_class->suggested = kontor_product_form_page_suggested;
  page_class->create = kontor_product_form_page_create;
  page_class->back = kontor_product_form_page_back;
  page_class->put_aside = kontor_product_form_page_put_aside;

  g_type_ensure (KONTOR_TYPE_PRODUCT_PICKER);
  g_type_ensure (KONTOR_TYPE_PRODUCT_PICTURES);
  g_type_ensure (KONTOR_TYPE_PRODUCT_ROWS);
  gtk_widget_class_install_action (widget_class, "form.create", NULL, create_action);
  gtk_widget_class_install_action (widget_class, "form.discard", NULL, discard_action);
  g_type_ensure (KONTOR_TYPE_BESIDE);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/kontorapp/Kontor/ui/kontor-product-form-page.ui");
  bind_children (widget_class);
}

static void
kontor_product_form_page_init (KontorProductFormPage *self)
{
  self->pictures = kontor_json_new_array ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
