/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-count-unknown.h"

#include <glib/gi18n.h>

#include "kontor-ask-window.h"
#include "kontor-count-text.h"
#include "kontor-format.h"
#include "kontor-product-picker.h"

/**
 * KontorCountUnknown:
 *
 * Codes that were scanned and that nobody knew: who says what one is teaches it, and every scan of
 * it counts.
 */
struct _KontorCountUnknown
{
  AdwBin parent_instance;

  KontorCompany *company; /* (owned) (nullable) until something is shown */
  KontorJson    *shown;   /* (owned) (nullable): the scans that have rows */

  /* Template children */
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (KontorCountUnknown, kontor_count_unknown, ADW_TYPE_BIN)

static void
chosen_cb (KontorCountUnknown *self, const char *uid, const char *name, KontorProductPicker *picker)
{
  const char      *code = g_object_get_data (G_OBJECT (picker), "code");
  KontorAskWindow *window = NULL;
  KontorJson      *params = NULL;
  g_autofree char *about = NULL;

  if (*uid == '\0')
    return;
  about = g_strdup_printf (_ ("“%s” will stand for %s, here and everywhere."), code, name);
  window = kontor_ask_window_new (
    GTK_WIDGET (self), self->company, _ ("Learn a Code"), _ ("_Learn Code"));
  params = kontor_json_new_object ();
  kontor_json_set_string (params, "code", code);
  kontor_json_set_string (params, "variant", uid);
  kontor_ask_window_set_about (window, about);
  kontor_ask_window_add_entry (
    window, "pack_quantity", _ ("_Pieces per scan"), KONTOR_ASK_QUANTITY, TRUE);
  kontor_ask_window_set_text (window, "pack_quantity", "1");
  kontor_ask_window_set_command (window, "count.learn_code", params, _ ("Code learned"), NULL);
  gtk_window_present (GTK_WINDOW (window));
}

static char *
dup_where (const KontorJson *scan)
{
  g_autofree char *quantity = kontor_format_quantity (
    kontor_json_get_integer (scan, "quantity", 0));
  g_autofree char *when = kontor_format_when (kontor_json_get_integer (scan, "happened_at", 0));
  const char *place = kontor_count_place_name (kontor_json_get_string (scan, "place_name", ""));
  const char *author = kontor_json_get_string (scan, "author", "");

  return g_strconcat (
    quantity, " × · ", place, " · ", when, *author != '\0' ? " · " : "", author, NULL);
}

static void
add_row (KontorCountUnknown *self, const KontorJson *scan)
{
  const char      *code = kontor_json_get_string (scan, "code", "");
  g_autofree char *where = dup_where (scan);
  g_autofree char *label = g_strdup_printf (_ ("What “%s” is"), code);
  GtkWidget       *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget       *title = gtk_label_new (code);
  GtkWidget       *caption = gtk_label_new (where);
  GtkWidget       *picker = g_object_new (KONTOR_TYPE_PRODUCT_PICKER, NULL);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (title), PANGO_WRAP_CHAR);
  gtk_label_set_selectable (GTK_LABEL (title), FALSE);
  gtk_label_set_xalign (GTK_LABEL (caption), 0);
  gtk_label_set_wrap (GTK_LABEL (caption), TRUE);
  gtk_widget_add_css_class (title, "numeric");
  gtk_widget_add_css_class (caption, "caption");
  gtk_widget_add_css_class (caption, "dim-label");
  gtk_widget_add_css_class (box, "unknown-code");
  kontor_product_picker_set_up (
    KONTOR_PRODUCT_PICKER (picker), self->company, KONTOR_PICK_VARIANT, NULL);
  kontor_product_picker_set_label (KONTOR_PRODUCT_PICKER (picker), label);
  g_object_set_data_full (G_OBJECT (picker), "code", g_strdup (code), g_free);
  g_signal_connect_object (picker, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), caption);
  gtk_box_append (GTK_BOX (box), picker);
  gtk_list_box_append (self->list, box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (gtk_widget_get_parent (box)), FALSE);
  gtk_widget_set_focusable (gtk_widget_get_parent (box), FALSE);
}

static void
kontor_count_unknown_dispose (GObject *object)
{
  KontorCountUnknown *self = KONTOR_COUNT_UNKNOWN (object);

  g_clear_object (&self->company);
  g_clear_pointer (&self->shown, kontor_json_unref);

  G_OBJECT_CLASS (kontor_count_unknown_parent_class)->dispose (object);
}

static void
kontor_count_unknown_class_init (KontorCountUnknownClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_count_unknown_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-count-unknown.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorCountUnknown, list);
}

static void
kontor_count_unknown_init (KontorCountUnknown *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kontor_count_unknown_set_count:
 * @count: as kontor_query_count_json() gives it
 */
void
kontor_count_unknown_set_count (KontorCountUnknown *self,
                                KontorCompany      *company,
                                const KontorJson   *count)
{
  const KontorJson *scans = kontor_json_get_array (count, "unknown");
  GtkWidget        *child = NULL;

  g_return_if_fail (KONTOR_IS_COUNT_UNKNOWN (self));

  g_set_object (&self->company, company);
  gtk_widget_set_visible (GTK_WIDGET (self), kontor_json_length (scans) > 0);
  /* What somebody is typing into a row stays while other things change. */
  if (self->shown != NULL && scans != NULL && kontor_json_equal (self->shown, scans))
    return;
  g_clear_pointer (&self->shown, kontor_json_unref);
  self->shown = scans != NULL ? kontor_json_ref ((KontorJson *) scans) : NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  for (guint i = 0; i < kontor_json_length (scans); i++)
    add_row (self, kontor_json_at (scans, i));
}
