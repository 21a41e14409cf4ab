/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-compare-grid.h"

#include <glib/gi18n.h>

#include "kontor-count-text.h"
#include "kontor-format.h"
#include "kontor-state.h"
#include "kontor-value-words.h"

/**
 * KontorCompareGrid:
 *
 * What was, what was meant here, what is there now: a row for each member, three columns.
 */
struct _KontorCompareGrid
{
  AdwBin parent_instance;

  /* Template children */
  GtkGrid *grid;
};

G_DEFINE_FINAL_TYPE (KontorCompareGrid, kontor_compare_grid, ADW_TYPE_BIN)

static GtkWidget *
new_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), css_class == NULL);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static char *
dup_integer (gint64 value, const char *key)
{
  if (g_str_has_suffix (key, "_at"))
    return kontor_format_when (value);
  if (g_str_equal (key, "difference"))
    return kontor_count_dup_change (value);
  if (g_str_equal (key, "quantity"))
    return kontor_format_quantity (value);
  return g_strdup_printf ("%" G_GINT64_FORMAT, value);
}

static const char *
word_for (const char *value, const char *key)
{
  return g_str_equal (key, "kind") ? kontor_count_movement_name (value)
                                   : kontor_state_label (value);
}

static char *
dup_value (const KontorJson *json, const char *key)
{
  if (json == NULL)
    return g_strdup ("");
  switch (kontor_json_type (json))
    {
    case KONTOR_JSON_STRING:
      return g_strdup (word_for (kontor_json_string (json), key));
    case KONTOR_JSON_INTEGER:
      return dup_integer (kontor_json_integer (json), key);
    case KONTOR_JSON_BOOLEAN:
      return g_strdup (kontor_json_boolean (json) ? _ ("yes") : _ ("no"));
    case KONTOR_JSON_NULL:
      return g_strdup ("");
    case KONTOR_JSON_ARRAY:
    case KONTOR_JSON_OBJECT:
      return kontor_json_to_string (json);
    }
  return g_strdup ("");
}

static const KontorJson *
member (const KontorJson *json, const char *key)
{
  return json != NULL && kontor_json_type (json) == KONTOR_JSON_OBJECT ? kontor_json_get (json, key)
                                                                       : NULL;
}

/* What has no meaning to people; the buttons know which one it is. */
static gboolean
is_id (const KontorJson *value)
{
  KontorUid uid;

  return kontor_json_type (value) == KONTOR_JSON_STRING
         && kontor_uid_parse (&uid, kontor_json_string (value));
}

static void
add_key (const KontorJson *json, GPtrArray *keys)
{
  if (json == NULL || kontor_json_type (json) != KONTOR_JSON_OBJECT)
    return;
  for (guint i = 0; i < kontor_json_length (json); i++)
    if (!is_id (kontor_json_get (json, kontor_json_key_at (json, i)))
        && !g_ptr_array_find_with_equal_func (
          keys, kontor_json_key_at (json, i), g_str_equal, NULL))
      g_ptr_array_add (keys, (char *) kontor_json_key_at (json, i)); /* borrowed from json */
}

static void
add_values (KontorCompareGrid *self, int row, const char *key, const KontorJson *const values[3])
{
  for (int i = 0; i < 3; i++)
    {
      const KontorJson *value = key != NULL ? member (values[i], key) : values[i];
      g_autofree char  *text = dup_value (value, key != NULL ? key : "");

      gtk_grid_attach (self->grid, new_label (text, NULL), i + 1, row, 1, 1);
    }
}

static void
kontor_compare_grid_class_init (KontorCompareGridClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-compare-grid.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorCompareGrid, grid);
}

static void
kontor_compare_grid_init (KontorCompareGrid *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kontor_compare_grid_set_values:
 * @base: (nullable): what was there when it was decided
 * @mine: (nullable): what was meant here
 * @theirs: (nullable): what is there now
 */
void
kontor_compare_grid_set_values (KontorCompareGrid *self,
                                const KontorJson  *base,
                                const KontorJson  *mine,
                                const KontorJson  *theirs)
{
  const KontorJson *const values[3] = { base, mine, theirs };
  const char *const       titles[3] = { _ ("Before"), _ ("Here"), _ ("Elsewhere") };
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();
  GtkWidget *child = NULL;

  g_return_if_fail (KONTOR_IS_COMPARE_GRID (self));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
  for (int i = 0; i < 3; i++)
    {
      add_key (values[i], keys);
      gtk_grid_attach (self->grid, new_label (titles[i], "dim-label"), i + 1, 0, 1, 1);
    }
  for (guint i = 0; i < keys->len; i++)
    {
      const char *key = g_ptr_array_index (keys, i);

      gtk_grid_attach (
        self->grid, new_label (kontor_field_name (key), "dim-label"), 0, (int) i + 1, 1, 1);
      add_values (self, (int) i + 1, key, values);
    }
  if (keys->len == 0)
    add_values (self, 1, NULL, values);
  gtk_widget_set_visible (GTK_WIDGET (self), base != NULL || mine != NULL || theirs != NULL);
}
