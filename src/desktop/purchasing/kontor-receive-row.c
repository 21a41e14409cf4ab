/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-receive-row.h"

#include <glib/gi18n.h>

#include "kontor-date-entry.h"
#include "kontor-format.h"

struct _KontorReceiveRow
{
  AdwBin parent_instance;

  KontorJson *line;   /* (owned): of the order */
  KontorJson *places; /* (owned): array */
  gboolean    more;   /* a further part of a line */

  /* Template children */
  GtkLabel        *title;
  GtkLabel        *left;
  GtkEntry        *quantity;
  GtkDropDown     *place;
  GtkEntry        *lot;
  KontorDateEntry *best_before;
  GtkButton       *split;
  GtkButton       *remove;
};

enum
{
  CHANGED,
  NEXT,
  SPLIT,
  REMOVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KontorReceiveRow, kontor_receive_row, ADW_TYPE_BIN)

static const char *
text_of (GtkEntry *entry)
{
  return gtk_editable_get_text (GTK_EDITABLE (entry));
}

/* A sum like 12+12+3 is worked out; nothing is none. */
static gboolean
parse (KontorReceiveRow *self, gint64 *quantity)
{
  *quantity = 0;
  return *text_of (self->quantity) == '\0'
         || (kontor_expression_parse (
               text_of (self->quantity), 3, kontor_format_decimal (), quantity, NULL)
             && *quantity >= 0);
}

static void
changed_cb (KontorReceiveRow *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self->quantity), "error");
  gtk_widget_remove_css_class (GTK_WIDGET (self->lot), "error");
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
activated_cb (KontorReceiveRow *self)
{
  g_signal_emit (self, signals[NEXT], 0);
}

static void
split_cb (KontorReceiveRow *self)
{
  g_signal_emit (self, signals[SPLIT], 0);
}

static void
remove_cb (KontorReceiveRow *self)
{
  g_signal_emit (self, signals[REMOVED], 0);
}

static void
kontor_receive_row_finalize (GObject *object)
{
  KontorReceiveRow *self = KONTOR_RECEIVE_ROW (object);

  g_clear_pointer (&self->line, kontor_json_unref);
  g_clear_pointer (&self->places, kontor_json_unref);

  G_OBJECT_CLASS (kontor_receive_row_parent_class)->finalize (object);
}

static void
kontor_receive_row_class_init (KontorReceiveRowClass *klass)
{
  static const char *const names[N_SIGNALS] = { "changed", "next", "split", "removed" };
  GtkWidgetClass          *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = kontor_receive_row_finalize;
  for (guint i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (
      names[i], KONTOR_TYPE_RECEIVE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (KONTOR_TYPE_DATE_ENTRY);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-receive-row.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorReceiveRow, title);
  gtk_widget_class_bind_template_child (widget_class, KontorReceiveRow, left);
  gtk_widget_class_bind_template_child (widget_class, KontorReceiveRow, quantity);
  gtk_widget_class_bind_template_child (widget_class, KontorReceiveRow, place);
  gtk_widget_class_bind_template_child (widget_class, KontorReceiveRow, lot);
  gtk_widget_class_bind_template_child (widget_class, KontorReceiveRow, best_before);
  gtk_widget_class_bind_template_child (widget_class, KontorReceiveRow, split);
  gtk_widget_class_bind_template_child (widget_class, KontorReceiveRow, remove);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, split_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
kontor_receive_row_init (KontorReceiveRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  kontor_date_entry_set_label (self->best_before, _ ("Best before"));
}

static void
set_places (KontorReceiveRow *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_string_list_append (names, _ ("Main place"));
  for (guint i = 0; i < kontor_json_length (self->places); i++)
    gtk_string_list_append (names,
                            kontor_json_get_string (kontor_json_at (self->places, i), "name", ""));
  gtk_drop_down_set_model (self->place, G_LIST_MODEL (names));
  gtk_widget_set_visible (GTK_WIDGET (self->place), kontor_json_length (self->places) > 0);
}

/* What a screen reader says at the fields: which line they belong to. */
static void
set_names (KontorReceiveRow *self)
{
  const char      *title = kontor_json_get_string (self->line, "title", "");
  g_autofree char *quantity = g_strdup_printf (_ ("Quantity of %s"), title);
  g_autofree char *lot = g_strdup_printf (_ ("Lot of %s"), title);

  gtk_accessible_update_property (
    GTK_ACCESSIBLE (self->quantity), GTK_ACCESSIBLE_PROPERTY_LABEL, quantity, -1);
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (self->lot), GTK_ACCESSIBLE_PROPERTY_LABEL, lot, -1);
}

/**
 * kontor_receive_row_new:
 * @line: of an order, as kontor_query_receiving_json() gives it
 * @places: its places
 * @more: a further part of a line that has a row already
 */
GtkWidget *
kontor_receive_row_new (const KontorJson *line, const KontorJson *places, gboolean more)
{
  KontorReceiveRow *self = g_object_new (KONTOR_TYPE_RECEIVE_ROW, NULL);

  self->line = kontor_json_ref ((KontorJson *) line);     /* not changed, only kept */
  self->places = kontor_json_ref ((KontorJson *) places); /* likewise */
  self->more = more;
  gtk_label_set_label (self->title, kontor_json_get_string (line, "title", ""));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title), kontor_json_get_string (line, "sku", ""));
  gtk_widget_set_visible (GTK_WIDGET (self->remove), more);
  gtk_widget_set_visible (GTK_WIDGET (self->split), !more);
  if (more)
    gtk_widget_add_css_class (GTK_WIDGET (self->title), "dim-label");
  set_places (self);
  set_names (self);
  return GTK_WIDGET (self);
}

gint64
kontor_receive_row_get_line (KontorReceiveRow *self)
{
  return kontor_json_get_integer (self->line, "line", 0);
}

/**
 * kontor_receive_row_get_quantity:
 *
 * Returns: thousandths; 0 when nothing came or what is there is no number
 */
gint64
kontor_receive_row_get_quantity (KontorReceiveRow *self)
{
  gint64 quantity = 0;

  return parse (self, &quantity) ? quantity : 0;
}

static void
set_quantity (KontorReceiveRow *self, gint64 quantity)
{
  const KontorNumberStyle plain = { kontor_format_decimal (), "" };
  g_autofree char        *text = quantity != 0 ? kontor_decimal_format (quantity, 3, 0, &plain)
                                               : g_strdup ("");

  gtk_editable_set_text (GTK_EDITABLE (self->quantity), text);
}

/**
 * kontor_receive_row_add:
 * @quantity: thousandths that came, too
 */
void
kontor_receive_row_add (KontorReceiveRow *self, gint64 quantity)
{
  set_quantity (self, kontor_receive_row_get_quantity (self) + quantity);
}

/**
 * kontor_receive_row_set_place:
 * @uid: a place; "" for the main place
 */
void
kontor_receive_row_set_place (KontorReceiveRow *self, const char *uid)
{
  guint selected = 0;

  for (guint i = 0; i < kontor_json_length (self->places); i++)
    if (g_str_equal (kontor_json_get_string (kontor_json_at (self->places, i), "uid", ""), uid))
      selected = i + 1;
  gtk_drop_down_set_selected (self->place, selected);
}

static const char *
get_place (KontorReceiveRow *self)
{
  guint selected = gtk_drop_down_get_selected (self->place);

  if (selected == 0 || selected == GTK_INVALID_LIST_POSITION)
    return NULL;
  return kontor_json_get_string (kontor_json_at (self->places, selected - 1), "uid", NULL);
}

const char *
kontor_receive_row_get_lot (KontorReceiveRow *self)
{
  return text_of (self->lot);
}

/**
 * kontor_receive_row_set_lot:
 * @lot: its number
 * @best_before: a moment of that day, UTC microseconds; 0 leaves what is entered
 */
void
kontor_receive_row_set_lot (KontorReceiveRow *self, const char *lot, gint64 best_before)
{
  gtk_editable_set_text (GTK_EDITABLE (self->lot), lot);
  if (best_before != 0)
    kontor_date_entry_set_end (self->best_before, best_before);
}

/**
 * kontor_receive_row_set_left:
 * @left: thousandths that are still to come after what is entered; less than 0 when it is too much
 */
void
kontor_receive_row_set_left (KontorReceiveRow *self, gint64 left)
{
  g_autofree char *number = kontor_format_quantity (ABS (left));
  g_autofree char *text = NULL;

  if (self->more)
    return;
  if (left < 0)
    text = g_strdup_printf (_ ("%s more than ordered"), number);
  else if (left > 0)
    text = g_strdup_printf (_ ("%s to come"), number);
  else
    text = g_strdup (_ ("complete"));
  gtk_label_set_label (self->left, text);
  gtk_widget_set_css_classes (
    GTK_WIDGET (self->left),
    (const char *[]){ left < 0 ? "warning" : "dim-label", "numeric", "caption", NULL });
}

void
kontor_receive_row_focus (KontorReceiveRow *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->quantity));
}

static gboolean
fail (GtkWidget *field, char **message, const char *sentence)
{
  gtk_widget_add_css_class (field, "error");
  gtk_widget_grab_focus (field);
  *message = g_strdup (sentence);
  return FALSE;
}

/**
 * kontor_receive_row_check:
 * @message: (out): what is wrong, for people
 *
 * Returns: FALSE when a field can't be read; it has the focus then
 */
gboolean
kontor_receive_row_check (KontorReceiveRow *self, char **message)
{
  gint64 quantity = 0;

  if (!parse (self, &quantity))
    return fail (GTK_WIDGET (self->quantity), message, _ ("The quantity is not a number."));
  if (!kontor_date_entry_is_right (self->best_before))
    return fail (GTK_WIDGET (self->best_before), message, _ ("The best-before date is no date."));
  if (quantity > 0 && !kontor_date_entry_is_empty (self->best_before)
      && *text_of (self->lot) == '\0')
    return fail (
      GTK_WIDGET (self->lot), message, _ ("A best-before date belongs to a lot: name the lot."));
  return TRUE;
}

/**
 * kontor_receive_row_fill:
 * @part: as kontor_receive_row_dup_part() gave it
 */
void
kontor_receive_row_fill (KontorReceiveRow *self, const KontorJson *part)
{
  set_quantity (self, kontor_json_get_integer (part, "quantity", 0));
  kontor_receive_row_set_place (self, kontor_json_get_string (part, "place", ""));
  gtk_editable_set_text (GTK_EDITABLE (self->lot), kontor_json_get_string (part, "lot", ""));
  kontor_date_entry_set_end (self->best_before, kontor_json_get_integer (part, "best_before", 0));
}

/**
 * kontor_receive_row_dup_part:
 *
 * Returns: (transfer full): a line of purchase.receive
 */
KontorJson *
kontor_receive_row_dup_part (KontorReceiveRow *self)
{
  KontorJson *part = kontor_json_new_object ();
  gint64      best_before = kontor_date_entry_get_end (self->best_before);

  kontor_json_set_integer (part, "line", kontor_receive_row_get_line (self));
  kontor_json_set_integer (part, "quantity", kontor_receive_row_get_quantity (self));
  if (get_place (self) != NULL)
    kontor_json_set_string (part, "place", get_place (self));
  if (*text_of (self->lot) != '\0')
    kontor_json_set_string (part, "lot", text_of (self->lot));
  if (best_before != 0)
    kontor_json_set_integer (part, "best_before", best_before);
  return part;
}
