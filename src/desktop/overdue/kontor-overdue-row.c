/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-overdue-row.h"

#include <glib/gi18n.h>

#include "kontor-format.h"
#include "kontor-overdue-words.h"

/**
 * KontorOverdueRow:
 *
 * A customer who owes: how much, how late, and which letter comes next. The first of a kind carries
 * the heading.
 */
struct _KontorOverdueRow
{
  AdwBin parent_instance;

  KontorOverdueItem *item; /* (owned) (nullable) */
  gboolean           filling;

  /* Template children */
  GtkLabel       *heading;
  GtkCheckButton *check;
  GtkLabel       *name;
  GtkLabel       *detail;
  GtkLabel       *open;
  GtkLabel       *next;
};

static guint edited_signal;

G_DEFINE_FINAL_TYPE (KontorOverdueRow, kontor_overdue_row, ADW_TYPE_BIN)

static char *
dup_detail (const KontorJson *group)
{
  const KontorJson *items = kontor_json_get_array (group, "items");
  guint             n_items = kontor_json_length (items);
  g_autofree char *late = kontor_overdue_say_late (kontor_json_get_integer (group, "days_late", 0));
  g_autofree char *count = g_strdup_printf (ngettext ("%u invoice", "%u invoices", n_items),
                                            n_items);

  if (n_items == 1)
    return g_strdup_printf (
      "%s · %s", kontor_json_get_string (kontor_json_at (items, 0), "number", ""), late);
  /* Translators: "3 invoices · oldest 34 days late" */
  return g_strdup_printf (_ ("%s · oldest %s"), count, late);
}

static void
show_texts (KontorOverdueRow *self, const KontorJson *group, const KontorJson *letter)
{
  g_autofree char *detail = dup_detail (group);
  g_autofree char *open = kontor_format_money (kontor_json_get_integer (group, "open_minor", 0),
                                               kontor_json_get_string (group, "currency", "EUR"));
  g_autofree char *next = letter != NULL ? kontor_overdue_say_letter (letter)
                                         : kontor_overdue_say_rest (group);

  gtk_label_set_label (self->name, kontor_json_get_string (group, "customer_name", ""));
  gtk_label_set_label (self->detail, detail);
  gtk_label_set_label (self->open, open);
  gtk_label_set_label (self->next, next);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->next), next);
}

static void
show_item (KontorOverdueRow *self)
{
  const KontorJson *group = kontor_overdue_item_get_group (self->item);
  const KontorJson *letter = kontor_json_get_object (group, "letter");
  const char       *heading = kontor_overdue_item_get_heading (self->item);
  g_autofree char  *name = g_strdup_printf (_ ("Write to %s"),
                                           kontor_json_get_string (group, "customer_name", ""));

  self->filling = TRUE;
  show_texts (self, group, letter);
  gtk_label_set_label (self->heading, heading != NULL ? heading : "");
  gtk_widget_set_visible (GTK_WIDGET (self->heading), heading != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->check),
                            kontor_overdue_item_get_letter (self->item) != NULL);
  gtk_check_button_set_active (self->check, kontor_overdue_item_get_chosen (self->item));
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (self->check), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  self->filling = FALSE;
}

static void
toggled_cb (KontorOverdueRow *self)
{
  if (self->filling || self->item == NULL)
    return;
  kontor_overdue_item_set_chosen (self->item, gtk_check_button_get_active (self->check));
  g_signal_emit (self, edited_signal, 0);
}

static void
kontor_overdue_row_dispose (GObject *object)
{
  g_clear_object (&KONTOR_OVERDUE_ROW (object)->item);

  G_OBJECT_CLASS (kontor_overdue_row_parent_class)->dispose (object);
}

static void
kontor_overdue_row_class_init (KontorOverdueRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_overdue_row_dispose;
  edited_signal = g_signal_new (
    "edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-overdue-row.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorOverdueRow, heading);
  gtk_widget_class_bind_template_child (widget_class, KontorOverdueRow, check);
  gtk_widget_class_bind_template_child (widget_class, KontorOverdueRow, name);
  gtk_widget_class_bind_template_child (widget_class, KontorOverdueRow, detail);
  gtk_widget_class_bind_template_child (widget_class, KontorOverdueRow, open);
  gtk_widget_class_bind_template_child (widget_class, KontorOverdueRow, next);
  gtk_widget_class_bind_template_callback (widget_class, toggled_cb);
}

static void
kontor_overdue_row_init (KontorOverdueRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
kontor_overdue_row_new (void)
{
  return g_object_new (KONTOR_TYPE_OVERDUE_ROW, NULL);
}

/**
 * kontor_overdue_row_set_item:
 * @item: (nullable): shown, and followed
 */
void
kontor_overdue_row_set_item (KontorOverdueRow *self, KontorOverdueItem *item)
{
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_func (self->item, show_item, self);
  g_set_object (&self->item, item);
  if (item == NULL)
    return;
  g_signal_connect_object (item, "changed", G_CALLBACK (show_item), self, G_CONNECT_SWAPPED);
  show_item (self);
}
