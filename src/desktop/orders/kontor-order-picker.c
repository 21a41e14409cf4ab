/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-order-picker.h"

#include <glib/gi18n.h>

/**
 * KontorOrderPicker:
 *
 * The entry keeps the focus; the list beneath only shows what would be taken.
 */
struct _KontorOrderPicker
{
  AdwBin parent_instance;

  KontorJson           *hits; /* (owned) (nullable) */
  KontorOrderPickerText title;
  KontorOrderPickerText subtitle;
  gpointer              texts_data; /* (unowned) */
  gboolean              setting;    /* the text changes by us */

  /* Template children */
  GtkEntry   *entry;
  GtkPopover *popover;
  GtkListBox *list;
};

typedef enum
{
  SIGNAL_WANTED,
  SIGNAL_TAKEN,
  N_SIGNALS,
} KontorOrderPickerSignal;

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KontorOrderPicker, kontor_order_picker, ADW_TYPE_BIN)

static void
close_list (KontorOrderPicker *self)
{
  gtk_popover_popdown (self->popover);
  g_clear_pointer (&self->hits, kontor_json_unref);
}

static void
take (KontorOrderPicker *self, int position)
{
  g_autoptr (KontorJson) hit = NULL;

  if (self->hits != NULL && position >= 0 && (guint) position < kontor_json_length (self->hits))
    hit = kontor_json_ref ((KontorJson *) kontor_json_at (self->hits, (guint) position));
  close_list (self);
  g_signal_emit (self, signals[SIGNAL_TAKEN], 0, hit);
}

static void
changed_cb (KontorOrderPicker *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  if (self->setting)
    return;
  if (*text == '\0')
    close_list (self);
  g_signal_emit (self, signals[SIGNAL_WANTED], 0, text);
}

static void
activated_cb (KontorOrderPicker *self)
{
  GtkListBoxRow *row = self->hits != NULL ? gtk_list_box_get_selected_row (self->list) : NULL;

  take (self, row != NULL ? gtk_list_box_row_get_index (row) : -1);
}

static void
row_activated_cb (KontorOrderPicker *self, GtkListBoxRow *row)
{
  take (self, gtk_list_box_row_get_index (row));
}

static void
move (KontorOrderPicker *self, int by)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int            position = row != NULL ? gtk_list_box_row_get_index (row) + by : 0;
  GtkListBoxRow *next = gtk_list_box_get_row_at_index (self->list, position);

  if (next != NULL)
    gtk_list_box_select_row (self->list, next);
}

static gboolean
key_pressed_cb (KontorOrderPicker *self, guint key, guint code, GdkModifierType state)
{
  if (self->hits == NULL)
    return GDK_EVENT_PROPAGATE;
  if (key == GDK_KEY_Down || key == GDK_KEY_Up)
    {
      move (self, key == GDK_KEY_Down ? 1 : -1);
      return GDK_EVENT_STOP;
    }
  if (key == GDK_KEY_Escape)
    {
      close_list (self);
      return GDK_EVENT_STOP;
    }
  return GDK_EVENT_PROPAGATE;
}

static void
left_cb (KontorOrderPicker *self)
{
  close_list (self);
}

static GtkWidget *
new_row (KontorOrderPicker *self, const KontorJson *hit)
{
  GtkWidget       *row = gtk_list_box_row_new ();
  GtkWidget       *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *title_text = self->title (hit, self->texts_data);
  g_autofree char *subtitle_text = self->subtitle (hit, self->texts_data);
  GtkWidget       *title = gtk_label_new (title_text);
  GtkWidget       *subtitle = gtk_label_new (subtitle_text);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_xalign (GTK_LABEL (subtitle), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (subtitle, "caption");
  gtk_widget_add_css_class (subtitle, "dim-label");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), subtitle);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title_text, -1);
  return row;
}

static void
kontor_order_picker_dispose (GObject *object)
{
  KontorOrderPicker *self = KONTOR_ORDER_PICKER (object);

  g_clear_pointer (&self->hits, kontor_json_unref);
  if (self->popover != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->popover));
  self->popover = NULL;
  G_OBJECT_CLASS (kontor_order_picker_parent_class)->dispose (object);
}

static void
kontor_order_picker_class_init (KontorOrderPickerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_order_picker_dispose;
  signals[SIGNAL_WANTED] = g_signal_new ("wanted",
                                         KONTOR_TYPE_ORDER_PICKER,
                                         G_SIGNAL_RUN_LAST,
                                         0,
                                         NULL,
                                         NULL,
                                         NULL,
                                         G_TYPE_NONE,
                                         1,
                                         G_TYPE_STRING);
  signals[SIGNAL_TAKEN] = g_signal_new ("taken",
                                        KONTOR_TYPE_ORDER_PICKER,
                                        G_SIGNAL_RUN_LAST,
                                        0,
                                        NULL,
                                        NULL,
                                        NULL,
                                        G_TYPE_NONE,
                                        1,
                                        G_TYPE_POINTER);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-order-picker.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorOrderPicker, entry);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderPicker, popover);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderPicker, list);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, left_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
kontor_order_picker_init (KontorOrderPicker *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_parent (GTK_WIDGET (self->popover), GTK_WIDGET (self->entry));
}

/**
 * kontor_order_picker_set_texts:
 * @title: what a hit is called
 * @subtitle: what tells it from others
 */
void
kontor_order_picker_set_texts (KontorOrderPicker    *self,
                               KontorOrderPickerText title,
                               KontorOrderPickerText subtitle,
                               gpointer              user_data)
{
  self->title = title;
  self->subtitle = subtitle;
  self->texts_data = user_data;
}

/**
 * kontor_order_picker_show_hits:
 * @hits: what was found for the present text, best first
 */
void
kontor_order_picker_show_hits (KontorOrderPicker *self, const KontorJson *hits)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  g_clear_pointer (&self->hits, kontor_json_unref);
  if (hits == NULL || kontor_json_length (hits) == 0
      || *kontor_order_picker_get_text (self) == '\0')
    {
      gtk_popover_popdown (self->popover);
      return;
    }
  self->hits = kontor_json_ref ((KontorJson *) hits);
  for (guint i = 0; i < kontor_json_length (hits); i++)
    gtk_list_box_append (self->list, new_row (self, kontor_json_at (hits, i)));
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
  gtk_popover_popup (self->popover);
}

/**
 * kontor_order_picker_set_text:
 *
 * Shows what was chosen, without looking for it again.
 */
void
kontor_order_picker_set_text (KontorOrderPicker *self, const char *text)
{
  self->setting = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  self->setting = FALSE;
}

/**
 * kontor_order_picker_get_text:
 *
 * Returns: (transfer none): what is in the entry
 */
const char *
kontor_order_picker_get_text (KontorOrderPicker *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

/**
 * kontor_order_picker_set_label:
 * @label: what the entry is for; shown while it is empty and read aloud
 */
void
kontor_order_picker_set_label (KontorOrderPicker *self, const char *label)
{
  gtk_entry_set_placeholder_text (self->entry, label);
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/**
 * kontor_order_picker_focus:
 */
void
kontor_order_picker_focus (KontorOrderPicker *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}
