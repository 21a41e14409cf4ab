/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-import-format.h"

#include <glib/gi18n.h>

#include "kontor-import-words.h"

/**
 * KontorImportFormat:
 *
 * How a file is written: encoding, separator and decimal sign. What was found out stands first; a
 * person may say it otherwise.
 */
struct _KontorImportFormat
{
  AdwBin parent_instance;

  gboolean filling; /* what changes now was not chosen by the person */

  /* Template children */
  AdwComboRow *encoding;
  AdwComboRow *separator;
  AdwComboRow *decimal;
};

typedef struct
{
  const char *value;
  const char *name; /* N_() */
} Choice;

static const Choice encodings[] = {
  { "UTF-8", N_ ("Unicode (UTF-8)") },
  { "windows-1252", N_ ("Western (Windows)") },
  { "ISO-8859-15", N_ ("Western (ISO 8859-15)") },
  { "IBM850", N_ ("Western (DOS)") },
  { "macintosh", N_ ("Western (Macintosh)") },
  { "windows-1250", N_ ("Central European (Windows)") },
  { "UTF-16LE", N_ ("Unicode (UTF-16)") },
};

static const Choice separators[] = {
  { ",", N_ ("Comma") },
  { ";", N_ ("Semicolon") },
  { "\t", N_ ("Tab") },
  { "|", N_ ("Vertical bar") },
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KontorImportFormat, kontor_import_format, ADW_TYPE_BIN)

static void
fill (AdwComboRow *row, const Choice *choices, gsize n_choices, const char *found, const char *told)
{
  g_autoptr (GtkStringList) model = gtk_string_list_new (NULL);
  /* Translators: what was found out about a file, "Semicolon, recognised". */
  g_autofree char *first = told == NULL ? g_strdup_printf (_ ("%s, recognised"), found)
                                        : g_strdup (_ ("Recognise It"));
  guint            selected = 0;

  gtk_string_list_append (model, first);
  for (gsize i = 0; i < n_choices; i++)
    {
      gtk_string_list_append (model, _ (choices[i].name));
      if (g_strcmp0 (told, choices[i].value) == 0)
        selected = (guint) i + 1;
    }
  adw_combo_row_set_model (row, G_LIST_MODEL (model));
  adw_combo_row_set_selected (row, selected);
}

static const char *
chosen (AdwComboRow *row, const Choice *choices)
{
  guint selected = adw_combo_row_get_selected (row);

  return selected == 0 || selected == GTK_INVALID_LIST_POSITION ? NULL
                                                                : choices[selected - 1].value;
}

static void
chosen_cb (KontorImportFormat *self)
{
  if (!self->filling)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
kontor_import_format_class_init (KontorImportFormatClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[CHANGED] = g_signal_new (
    "changed", KONTOR_TYPE_IMPORT_FORMAT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-import-format.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorImportFormat, encoding);
  gtk_widget_class_bind_template_child (widget_class, KontorImportFormat, separator);
  gtk_widget_class_bind_template_child (widget_class, KontorImportFormat, decimal);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
}

static void
kontor_import_format_init (KontorImportFormat *self)
{
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->filling = FALSE;
}

/**
 * kontor_import_format_show:
 * @file: what was found out, and what was told
 */
void
kontor_import_format_show (KontorImportFormat *self, const KontorImportFile *file)
{
  const char told[] = { file->told_separator, '\0' };

  g_return_if_fail (KONTOR_IS_IMPORT_FORMAT (self));

  self->filling = TRUE;
  fill (self->encoding, encodings, G_N_ELEMENTS (encodings), file->encoding, file->told_encoding);
  fill (self->separator,
        separators,
        G_N_ELEMENTS (separators),
        kontor_import_words_separator (file->separator),
        *told != '\0' ? told : NULL);
  self->filling = FALSE;
}

/**
 * kontor_import_format_ask_decimal:
 * @ask: the kind of file does not say it otherwise
 */
void
kontor_import_format_ask_decimal (KontorImportFormat *self, gboolean ask)
{
  g_return_if_fail (KONTOR_IS_IMPORT_FORMAT (self));

  gtk_widget_set_visible (GTK_WIDGET (self->decimal), ask);
}

/**
 * kontor_import_format_get_encoding:
 *
 * Returns: (transfer none) (nullable): what the person told, NULL to find it out
 */
const char *
kontor_import_format_get_encoding (KontorImportFormat *self)
{
  g_return_val_if_fail (KONTOR_IS_IMPORT_FORMAT (self), NULL);

  return chosen (self->encoding, encodings);
}

/**
 * kontor_import_format_get_separator:
 *
 * Returns: what the person told, 0 to find it out
 */
char
kontor_import_format_get_separator (KontorImportFormat *self)
{
  const char *separator = NULL;

  g_return_val_if_fail (KONTOR_IS_IMPORT_FORMAT (self), 0);

  separator = chosen (self->separator, separators);
  return separator != NULL ? *separator : 0;
}

/**
 * kontor_import_format_get_decimal:
 *
 * Returns: (transfer none) (nullable): what the person told; NULL for what is usual, or when it is
 * not asked
 */
const char *
kontor_import_format_get_decimal (KontorImportFormat *self)
{
  g_return_val_if_fail (KONTOR_IS_IMPORT_FORMAT (self), NULL);

  return gtk_widget_get_visible (GTK_WIDGET (self->decimal))
             && adw_combo_row_get_selected (self->decimal) == 1
           ? ","
           : NULL;
}
