/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-product-cell.h"

/**
 * KontorProductCell:
 *
 * A cell of a table that is edited where it stands: saved when it is left or with Enter, put back
 * with Escape.
 */
struct _KontorProductCell
{
  AdwBin parent_instance;

  char    *base;    /* (owned): as it is stored */
  gboolean setting; /* what changes now was not typed */

  /* Template children */
  GtkEntry *entry;
};

typedef enum
{
  PROP_LABEL = 1,
  PROP_PLACEHOLDER,
  PROP_NUMERIC,
} KontorProductCellProperty;

static GParamSpec *properties[PROP_NUMERIC + 1];

enum
{
  EDITED,
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KontorProductCell, kontor_product_cell, ADW_TYPE_BIN)

static void
show_right (KontorProductCell *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->entry), NULL);
  gtk_accessible_reset_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID);
}

static void
take (KontorProductCell *self)
{
  g_autofree char *text = g_strstrip (
    g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
  g_autofree char *base = NULL;

  if (g_str_equal (text, self->base))
    return;
  base = g_steal_pointer (&self->base);
  self->base = g_strdup (text);
  show_right (self);
  g_signal_emit (self, signals[EDITED], 0, base, text);
}

static void
left_cb (KontorProductCell *self)
{
  take (self);
}

static void
activate_cb (KontorProductCell *self)
{
  take (self);
  gtk_widget_child_focus (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self))),
                          GTK_DIR_TAB_FORWARD);
}

static void
changed_cb (KontorProductCell *self)
{
  if (!self->setting)
    g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
key_pressed_cb (KontorProductCell *self, guint key)
{
  if (key != GDK_KEY_Escape
      || g_str_equal (gtk_editable_get_text (GTK_EDITABLE (self->entry)), self->base))
    return GDK_EVENT_PROPAGATE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), self->base);
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
  show_right (self);
  return GDK_EVENT_STOP;
}

static void
kontor_product_cell_set_property (GObject      *object,
                                  guint         property_id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  KontorProductCell *self = KONTOR_PRODUCT_CELL (object);

  switch ((KontorProductCellProperty) property_id)
    {
    case PROP_LABEL:
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      g_value_get_string (value),
                                      -1);
      break;
    case PROP_PLACEHOLDER:
      gtk_entry_set_placeholder_text (self->entry, g_value_get_string (value));
      break;
    case PROP_NUMERIC:
      gtk_entry_set_alignment (self->entry, g_value_get_boolean (value) ? 1 : 0);
      if (g_value_get_boolean (value))
        gtk_widget_add_css_class (GTK_WIDGET (self->entry), "numeric");
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
kontor_product_cell_finalize (GObject *object)
{
  g_clear_pointer (&KONTOR_PRODUCT_CELL (object)->base, g_free);

  G_OBJECT_CLASS (kontor_product_cell_parent_class)->finalize (object);
}

static void
kontor_product_cell_class_init (KontorProductCellClass *klass)
{
  GObjectClass     *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass   *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS;

  object_class->set_property = kontor_product_cell_set_property;
  object_class->finalize = kontor_product_cell_finalize;

  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, "", flags);
  properties[PROP_PLACEHOLDER] = g_param_spec_string ("placeholder", NULL, NULL, "", flags);
  properties[PROP_NUMERIC] = g_param_spec_boolean ("numeric", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[EDITED] = g_signal_new ("edited",
                                  KONTOR_TYPE_PRODUCT_CELL,
                                  G_SIGNAL_RUN_LAST,
                                  0,
                                  NULL,
                                  NULL,
                                  NULL,
                                  G_TYPE_NONE,
                                  2,
                                  G_TYPE_STRING,
                                  G_TYPE_STRING);
  signals[CHANGED] = g_signal_new (
    "changed", KONTOR_TYPE_PRODUCT_CELL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-product-cell.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorProductCell, entry);
  gtk_widget_class_bind_template_callback (widget_class, left_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
}

static void
kontor_product_cell_init (KontorProductCell *self)
{
  self->base = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kontor_product_cell_new:
 * @label: what is in it, for those who do not see its column
 * @placeholder: (nullable): shown while it is empty
 * @numeric: figures, at the end of the cell
 */
GtkWidget *
kontor_product_cell_new (const char *label, const char *placeholder, gboolean numeric)
{
  return g_object_new (
    KONTOR_TYPE_PRODUCT_CELL, "label", label, "placeholder", placeholder, "numeric", numeric, NULL);
}

/**
 * kontor_product_cell_set_width:
 * @chars: how many characters are seen without scrolling
 */
void
kontor_product_cell_set_width (KontorProductCell *self, int chars)
{
  g_return_if_fail (KONTOR_IS_PRODUCT_CELL (self));

  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), chars);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->entry), chars);
}

/**
 * kontor_product_cell_set_text:
 * @text: as it is stored; what is being typed here is not disturbed
 */
void
kontor_product_cell_set_text (KontorProductCell *self, const char *text)
{
  GtkStateFlags flags = gtk_widget_get_state_flags (GTK_WIDGET (self->entry));

  g_return_if_fail (KONTOR_IS_PRODUCT_CELL (self));

  if ((flags & GTK_STATE_FLAG_FOCUS_WITHIN) != 0
      && !g_str_equal (gtk_editable_get_text (GTK_EDITABLE (self->entry)), self->base))
    return;
  g_clear_pointer (&self->base, g_free);
  self->base = g_strdup (text);
  show_right (self);
  self->setting = TRUE;
  if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (self->entry)), text))
    gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  self->setting = FALSE;
}

const char *
kontor_product_cell_get_text (KontorProductCell *self)
{
  g_return_val_if_fail (KONTOR_IS_PRODUCT_CELL (self), "");

  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

/**
 * kontor_product_cell_refuse:
 * @base: what Escape puts back
 * @sentence: what is wrong with what was typed; it stays to be corrected
 */
void
kontor_product_cell_refuse (KontorProductCell *self, const char *base, const char *sentence)
{
  g_autofree char *stored = g_strdup (base);

  g_return_if_fail (KONTOR_IS_PRODUCT_CELL (self));

  g_free (self->base); /* replaced by the next line */
  self->base = g_steal_pointer (&stored);
  gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->entry), sentence);
  gtk_accessible_update_state (
    GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE, -1);
}
