/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-import-mapping.h"

#include <glib/gi18n.h>

/**
 * KontorImportMapping:
 *
 * Says which column of a table is what: a row a column, with its name, its first values, and the
 * field that it goes to. A field has one column at most.
 */
struct _KontorImportMapping
{
  AdwBin parent_instance;

  KontorImportFile *file;    /* (owned) (nullable) until shown */
  GPtrArray        *choices; /* (owned) of AdwComboRow, unowned: in the group */
  gboolean          filling; /* what changes now was not chosen by the person */

  /* Template children */
  AdwComboRow         *target;
  AdwComboRow         *key;
  AdwComboRow         *decimal;
  AdwPreferencesGroup *columns;
};

typedef struct
{
  const char *name;
  const char *title;  /* N_() */
  gboolean    is_key; /* rows can be found again by it */
} Field;

static const Field product_fields[] = {
  { "sku", N_ ("SKU"), TRUE },
  { "title", N_ ("Title"), TRUE },
  { "description", N_ ("Description"), FALSE },
  { "brand", N_ ("Brand"), FALSE },
  { "category_path", N_ ("Category"), FALSE },
  { "price", N_ ("Price"), FALSE },
  { "cost", N_ ("Cost"), FALSE },
  { "barcode", N_ ("Barcode"), TRUE },
  { "tax_code", N_ ("Tax code"), FALSE },
  { NULL },
};

static const Field customer_fields[] = {
  { "number", N_ ("Customer number"), TRUE },
  { "name", N_ ("Name or company"), TRUE },
  { "given_name", N_ ("Given name"), FALSE },
  { "family_name", N_ ("Family name"), FALSE },
  { "email", N_ ("E-mail"), TRUE },
  { "phone", N_ ("Phone"), FALSE },
  { "vat_id", N_ ("VAT ID"), TRUE },
  { "street", N_ ("Street"), FALSE },
  { "postcode", N_ ("Postcode"), FALSE },
  { "city", N_ ("Town"), FALSE },
  { "country", N_ ("Country"), FALSE },
  { "note", N_ ("Note"), FALSE },
  { NULL },
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KontorImportMapping, kontor_import_mapping, ADW_TYPE_BIN)

static const Field *
fields_of (KontorImportMapping *self)
{
  return adw_combo_row_get_selected (self->target) == 1 ? customer_fields : product_fields;
}

static guint
find_field (const Field *fields, const char *name)
{
  guint i = 0;

  while (fields[i].name != NULL && g_strcmp0 (fields[i].name, name) != 0)
    i++;
  return i;
}

/* The field of a column, NULL for none. */
static const char *
chosen (KontorImportMapping *self, guint column)
{
  guint selected = adw_combo_row_get_selected (g_ptr_array_index (self->choices, column));

  return selected == 0 || selected == GTK_INVALID_LIST_POSITION
           ? NULL
           : fields_of (self)[selected - 1].name;
}

static const char *
key_at (KontorImportMapping *self, guint position)
{
  const Field *fields = fields_of (self);

  for (guint i = 0; fields[i].name != NULL; i++)
    if (fields[i].is_key && position-- == 0)
      return fields[i].name;
  return "";
}

static void
changed (KontorImportMapping *self)
{
  if (!self->filling)
    g_signal_emit (self, signals[CHANGED], 0);
}

/* A field that is chosen for a second column leaves the first. */
static void
column_chosen_cb (KontorImportMapping *self, GParamSpec *pspec, AdwComboRow *row)
{
  guint selected = adw_combo_row_get_selected (row);

  if (self->filling)
    return;
  for (guint i = 0; selected > 0 && i < self->choices->len; i++)
    {
      AdwComboRow *other = g_ptr_array_index (self->choices, i);

      if (other != row && adw_combo_row_get_selected (other) == selected)
        adw_combo_row_set_selected (other, 0);
    }
  changed (self);
}

static GtkStringList *
new_field_model (const Field *fields, gboolean only_keys)
{
  GtkStringList *model = gtk_string_list_new (NULL);

  if (!only_keys)
    gtk_string_list_append (model, _ ("Not imported"));
  for (; fields->name != NULL; fields++)
    if (!only_keys || fields->is_key)
      gtk_string_list_append (model, _ (fields->title));
  return model;
}

static char *
dup_samples (KontorImportFile *file, guint column)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < kontor_json_length (file->samples); i++)
    {
      const KontorJson *row = kontor_json_at (file->samples, i);
      const char       *value = column < kontor_json_length (row)
                                  ? kontor_json_string (kontor_json_at (row, column))
                                  : "";
      g_autofree char  *start = g_utf8_substring (value, 0, MIN (g_utf8_strlen (value, -1), 40));

      if (*g_strdelimit (g_strstrip (start), "\r\n\t", ' ') != '\0')
        g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", start);
    }
  return g_string_free (text, FALSE);
}

static void
add_column (KontorImportMapping *self, guint column, GtkStringList *model)
{
  GtkWidget       *row = adw_combo_row_new ();
  const char      *name = kontor_json_string (kontor_json_at (self->file->header, column));
  g_autofree char *samples = dup_samples (self->file, column);
  g_autofree char *title = g_markup_escape_text (*name != '\0' ? name : _ ("Column without a name"),
                                                 -1);
  g_autofree char *subtitle = g_markup_escape_text (samples, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (model));
  g_signal_connect_object (
    row, "notify::selected", G_CALLBACK (column_chosen_cb), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->choices, row);
  adw_preferences_group_add (self->columns, row);
}

static void
remove_columns (KontorImportMapping *self)
{
  for (guint i = 0; i < self->choices->len; i++)
    adw_preferences_group_remove (self->columns, g_ptr_array_index (self->choices, i));
  g_ptr_array_set_size (self->choices, 0);
}

static void
choose (KontorImportMapping *self, const KontorJson *mapping)
{
  const KontorJson *columns = kontor_json_get_object (mapping, "columns");
  const Field      *fields = fields_of (self);

  for (guint i = 0; columns != NULL && i < kontor_json_length (columns); i++)
    {
      guint       field = find_field (fields, kontor_json_key_at (columns, i));
      const char *column = kontor_json_string (kontor_json_at (columns, i));

      for (guint c = 0; fields[field].name != NULL && c < self->choices->len; c++)
        if (g_strcmp0 (kontor_json_string (kontor_json_at (self->file->header, c)), column) == 0)
          {
            adw_combo_row_set_selected (g_ptr_array_index (self->choices, c), field + 1);
            break;
          }
    }
}

static void
choose_key (KontorImportMapping *self, const char *key)
{
  g_autoptr (GtkStringList) keys = new_field_model (fields_of (self), TRUE);

  adw_combo_row_set_model (self->key, G_LIST_MODEL (keys));
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (keys)); i++)
    if (g_strcmp0 (key_at (self, i), key) == 0)
      adw_combo_row_set_selected (self->key, i);
}

static void
fill_columns (KontorImportMapping *self)
{
  g_autoptr (GtkStringList) model = new_field_model (fields_of (self), FALSE);

  remove_columns (self);
  for (guint i = 0; i < kontor_json_length (self->file->header); i++)
    add_column (self, i, model);
}

static void
target_chosen_cb (KontorImportMapping *self)
{
  if (self->filling || self->file == NULL)
    return;
  self->filling = TRUE;
  fill_columns (self);
  choose_key (self, NULL);
  choose (self, self->file->mapping); /* fields of the other target are passed over */
  self->filling = FALSE;
  changed (self);
}

static void
chosen_cb (KontorImportMapping *self)
{
  changed (self);
}

static void
kontor_import_mapping_dispose (GObject *object)
{
  KontorImportMapping *self = KONTOR_IMPORT_MAPPING (object);

  g_clear_pointer (&self->file, kontor_import_file_unref);
  g_clear_pointer (&self->choices, g_ptr_array_unref);

  G_OBJECT_CLASS (kontor_import_mapping_parent_class)->dispose (object);
}

static void
kontor_import_mapping_class_init (KontorImportMappingClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_import_mapping_dispose;

  signals[CHANGED] = g_signal_new (
    "changed", KONTOR_TYPE_IMPORT_MAPPING, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-import-mapping.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorImportMapping, target);
  gtk_widget_class_bind_template_child (widget_class, KontorImportMapping, key);
  gtk_widget_class_bind_template_child (widget_class, KontorImportMapping, decimal);
  gtk_widget_class_bind_template_child (widget_class, KontorImportMapping, columns);
  gtk_widget_class_bind_template_callback (widget_class, target_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
}

static void
kontor_import_mapping_init (KontorImportMapping *self)
{
  self->choices = g_ptr_array_new ();
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->filling = FALSE;
}

/**
 * kontor_import_mapping_show:
 * @file: a table, with the mapping that is proposed for it
 */
void
kontor_import_mapping_show (KontorImportMapping *self, KontorImportFile *file)
{
  gboolean    customers = g_str_equal (kontor_json_get_string (file->mapping, "target", ""),
                                    "customers");
  gboolean    comma = g_str_equal (kontor_json_get_string (file->mapping, "decimal", "."), ",");
  const char *words = file->remembered
                        ? _ ("As you said it the last time.")
                        : _ ("What the columns probably are. Correct what is not right.");

  g_return_if_fail (KONTOR_IS_IMPORT_MAPPING (self));

  self->filling = TRUE;
  remove_columns (self);
  g_clear_pointer (&self->file, kontor_import_file_unref);
  self->file = kontor_import_file_ref (file);
  adw_combo_row_set_selected (self->target, customers ? 1 : 0);
  adw_combo_row_set_selected (self->decimal, comma ? 0 : 1);
  adw_preferences_group_set_description (self->columns, words);
  fill_columns (self);
  choose_key (self, kontor_json_get_string (file->mapping, "key", NULL));
  choose (self, file->mapping);
  self->filling = FALSE;
}

/**
 * kontor_import_mapping_dup:
 *
 * Returns: (transfer full): the mapping as the importer takes it
 */
KontorJson *
kontor_import_mapping_dup (KontorImportMapping *self)
{
  KontorJson *mapping = kontor_json_new_object ();
  KontorJson *columns = kontor_json_new_object ();

  g_return_val_if_fail (KONTOR_IS_IMPORT_MAPPING (self), mapping);

  for (guint i = 0; i < self->choices->len; i++)
    if (chosen (self, i) != NULL)
      kontor_json_set_string (
        columns, chosen (self, i), kontor_json_string (kontor_json_at (self->file->header, i)));
  kontor_json_set_string (
    mapping, "target", fields_of (self) == customer_fields ? "customers" : "products");
  kontor_json_set_string (mapping, "key", key_at (self, adw_combo_row_get_selected (self->key)));
  kontor_json_set_string (
    mapping, "decimal", adw_combo_row_get_selected (self->decimal) == 0 ? "," : ".");
  kontor_json_set (mapping, "columns", columns);
  return mapping;
}

static gboolean
has_field (KontorImportMapping *self, const char *name)
{
  for (guint i = 0; i < self->choices->len; i++)
    if (g_strcmp0 (chosen (self, i), name) == 0)
      return TRUE;
  return FALSE;
}

/**
 * kontor_import_mapping_get_problem:
 *
 * Returns: (transfer none) (nullable): why nothing can be imported like this, in a sentence
 */
const char *
kontor_import_mapping_get_problem (KontorImportMapping *self)
{
  g_return_val_if_fail (KONTOR_IS_IMPORT_MAPPING (self), NULL);

  if (!has_field (self, key_at (self, adw_combo_row_get_selected (self->key))))
    return _ ("Say which column holds what rows are found again by.");
  if (fields_of (self) == product_fields && !has_field (self, "title"))
    return _ ("Say which column holds the title: a product needs one.");
  if (fields_of (self) == customer_fields && !has_field (self, "name")
      && !has_field (self, "family_name"))
    return _ ("Say which column holds the name: a customer needs one.");
  return NULL;
}
