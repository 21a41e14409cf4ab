/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-receive-window.h"

#include <glib/gi18n.h>

#include "kontor-dialogs.h"
#include "kontor-format.h"
#include "kontor-gs1.h"
#include "kontor-problem.h"
#include "kontor-purchase-query.h"
#include "kontor-receive-row.h"
#include "kontor-toast.h"
#include "kontor-weak.h"

#define SAVE_AFTER_MS 300

/**
 * KontorReceiveWindow:
 *
 * Goods are unpacked: every scan counts one (or a pack) to its line; a place that is scanned takes
 * what follows. What was counted so far survives a crash.
 */
struct _KontorReceiveWindow
{
  AdwWindow parent_instance;

  KontorCompany *company;     /* (owned) */
  KontorJson    *purchase;    /* (owned): as kontor_query_receiving_json() gives it, once read */
  GtkWidget     *opener;      /* (owned): where the toast appears */
  GPtrArray     *rows;        /* (owned) of KontorReceiveRow: unowned elements, by line */
  GCancellable  *cancellable; /* (owned): cancelled in dispose */
  char          *draft;       /* (owned): its name */
  char          *place;       /* (owned): scanned last; "" for the main place */
  guint          draft_id;
  gboolean       filling;
  gboolean       over; /* more than was ordered is meant */

  /* Template children */
  AdwWindowTitle *title;
  GtkStack       *stack;
  GtkEntry       *scan;
  GtkLabel       *heard;
  GtkBox         *lines;
  GtkEntry       *delivery_note;
  GtkLabel       *message;
};

G_DEFINE_FINAL_TYPE (KontorReceiveWindow, kontor_receive_window, ADW_TYPE_WINDOW)

static const KontorJson *
lines_of (KontorReceiveWindow *self)
{
  return kontor_json_get_array (self->purchase, "lines");
}

static const KontorJson *
find_line (KontorReceiveWindow *self, gint64 number)
{
  for (guint i = 0; i < kontor_json_length (lines_of (self)); i++)
    if (kontor_json_get_integer (kontor_json_at (lines_of (self), i), "line", 0) == number)
      return kontor_json_at (lines_of (self), i);
  return NULL;
}

static gint64
sum_of_line (KontorReceiveWindow *self, gint64 line)
{
  gint64 sum = 0;

  for (guint i = 0; i < self->rows->len; i++)
    if (kontor_receive_row_get_line (self->rows->pdata[i]) == line)
      sum += kontor_receive_row_get_quantity (self->rows->pdata[i]);
  return sum;
}

/* --- what is entered --- */

static KontorJson *
dup_parts (KontorReceiveWindow *self)
{
  KontorJson *parts = kontor_json_new_array ();

  for (guint i = 0; i < self->rows->len; i++)
    if (kontor_receive_row_get_quantity (self->rows->pdata[i]) > 0)
      kontor_json_append (parts, kontor_receive_row_dup_part (self->rows->pdata[i]));
  return parts;
}

static KontorJson *
read_form (KontorReceiveWindow *self)
{
  KontorJson *params = kontor_json_new_object ();

  kontor_json_set_string (params, "purchase", kontor_json_get_string (self->purchase, "uid", ""));
  kontor_json_set_string (
    params, "delivery_note", gtk_editable_get_text (GTK_EDITABLE (self->delivery_note)));
  kontor_json_set (params, "lines", dup_parts (self));
  if (self->over)
    kontor_json_set_boolean (params, "over", TRUE);
  return params;
}

static gboolean
has_content (KontorReceiveWindow *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (kontor_receive_row_get_quantity (self->rows->pdata[i]) > 0)
      return TRUE;
  return FALSE;
}

static gboolean
save_draft_cb (gpointer data)
{
  KontorReceiveWindow *self = data;

  self->draft_id = 0;
  kontor_replica_save_draft (kontor_company_get_replica (self->company),
                             self->draft,
                             has_content (self) ? read_form (self) : NULL);
  return G_SOURCE_REMOVE;
}

static void
show_left (KontorReceiveWindow *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      gint64            number = kontor_receive_row_get_line (self->rows->pdata[i]);
      const KontorJson *line = find_line (self, number);
      gint64            left = kontor_json_get_integer (line, "quantity", 0)
                    - kontor_json_get_integer (line, "received", 0);

      kontor_receive_row_set_left (self->rows->pdata[i], left - sum_of_line (self, number));
    }
}

static void
show_message (KontorReceiveWindow *self, const char *text)
{
  gtk_label_set_label (self->message, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message), text != NULL);
}

static void
changed_cb (KontorReceiveWindow *self)
{
  if (self->filling || self->purchase == NULL)
    return;
  self->over = FALSE;
  show_left (self);
  show_message (self, NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "receive.go", has_content (self));
  g_clear_handle_id (&self->draft_id, g_source_remove);
  self->draft_id = g_timeout_add (SAVE_AFTER_MS, save_draft_cb, self);
}

/* --- rows --- */

static KontorReceiveRow *add_row (KontorReceiveWindow *self, const KontorJson *line, int behind);

static void
next_cb (KontorReceiveWindow *self, GtkWidget *row)
{
  guint position = 0;

  g_ptr_array_find (self->rows, row, &position);
  if (position + 1 < self->rows->len)
    kontor_receive_row_focus (self->rows->pdata[position + 1]);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->delivery_note));
}

static void
split_cb (KontorReceiveWindow *self, GtkWidget *row)
{
  const KontorJson *line = find_line (self, kontor_receive_row_get_line (KONTOR_RECEIVE_ROW (row)));
  guint             position = 0;

  g_ptr_array_find (self->rows, row, &position);
  kontor_receive_row_focus (add_row (self, line, (int) position));
}

static void
removed_cb (KontorReceiveWindow *self, GtkWidget *row)
{
  g_ptr_array_remove (self->rows, row);
  gtk_box_remove (self->lines, row);
  changed_cb (self);
}

/* @behind: the row that it stands behind; -1 for the end */
static KontorReceiveRow *
add_row (KontorReceiveWindow *self, const KontorJson *line, int behind)
{
  GtkWidget *row = kontor_receive_row_new (
    line, kontor_json_get_array (self->purchase, "places"), behind >= 0);

  g_signal_connect_object (row, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "next", G_CALLBACK (next_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "split", G_CALLBACK (split_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "removed", G_CALLBACK (removed_cb), self, G_CONNECT_SWAPPED);
  if (behind < 0)
    {
      gtk_box_append (self->lines, row);
      g_ptr_array_add (self->rows, row);
    }
  else
    {
      gtk_box_insert_child_after (self->lines, row, self->rows->pdata[behind]);
      g_ptr_array_insert (self->rows, behind + 1, row);
    }
  kontor_receive_row_set_place (KONTOR_RECEIVE_ROW (row), self->place);
  return KONTOR_RECEIVE_ROW (row);
}

static KontorReceiveRow *
find_row (KontorReceiveWindow *self, gint64 line, guint *position)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (kontor_receive_row_get_line (self->rows->pdata[i]) == line)
      {
        *position = i;
        return self->rows->pdata[i];
      }
  return NULL;
}

/* --- scans --- */

static void hear (KontorReceiveWindow *self, gboolean is_known, const char *format, ...)
  G_GNUC_PRINTF (3, 4);

static void
hear (KontorReceiveWindow *self, gboolean is_known, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list          arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  gtk_label_set_label (self->heard, text);
  if (is_known)
    gtk_widget_remove_css_class (GTK_WIDGET (self->heard), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->heard), "error");
}

static gboolean
scan_place (KontorReceiveWindow *self, const char *code)
{
  const KontorJson *places = kontor_json_get_array (self->purchase, "places");

  for (guint i = 0; i < kontor_json_length (places); i++)
    {
      const KontorJson *place = kontor_json_at (places, i);

      if (g_ascii_strcasecmp (kontor_json_get_string (place, "code", ""), code) != 0)
        continue;
      g_free (self->place); /* replaced */
      self->place = g_strdup (kontor_json_get_string (place, "uid", ""));
      /* Translators: the name of a place; what is scanned next is put there. */
      hear (self, TRUE, _ ("Now to %s"), kontor_json_get_string (place, "name", ""));
      return TRUE;
    }
  return FALSE;
}

/* The row of a lot: one that has it, one where nothing is entered, or a new one. */
static KontorReceiveRow *
find_lot_row (KontorReceiveWindow *self, gint64 number, const char *lot)
{
  KontorReceiveRow *empty = NULL;
  guint             position = 0;

  for (guint i = 0; i < self->rows->len; i++)
    {
      KontorReceiveRow *row = self->rows->pdata[i];

      if (kontor_receive_row_get_line (row) != number)
        continue;
      if (g_str_equal (kontor_receive_row_get_lot (row), lot))
        return row;
      if (empty == NULL && kontor_receive_row_get_quantity (row) == 0)
        empty = row;
    }
  if (empty != NULL || find_row (self, number, &position) == NULL)
    return empty;
  return add_row (self, find_line (self, number), (int) position);
}

static void
hear_count (KontorReceiveWindow *self, gint64 number, const char *lot)
{
  const KontorJson *line = find_line (self, number);
  const char       *title = kontor_json_get_string (line, "title", "");
  g_autofree char  *sum = kontor_format_quantity (sum_of_line (self, number)
                                                 + kontor_json_get_integer (line, "received", 0));
  g_autofree char *ordered = kontor_format_quantity (kontor_json_get_integer (line, "quantity", 0));

  if (*lot != '\0')
    /* Translators: a product, a lot, how many came of the product, how many were ordered. */
    hear (self, TRUE, _ ("%s, lot %s: %s of %s"), title, lot, sum, ordered);
  else
    /* Translators: a product, how many came of it, how many were ordered. */
    hear (self, TRUE, _ ("%s: %s of %s"), title, sum, ordered);
}

/* @gs1: (nullable): what the code said beyond the article */
static void
count_scan (KontorReceiveWindow *self, const KontorJson *entry, const KontorGs1 *gs1)
{
  gint64      number = kontor_json_get_integer (entry, "line", 0);
  gint64      quantity = kontor_json_get_integer (entry, "pack_quantity", KONTOR_QUANTITY_ONE);
  const char *lot = gs1 != NULL ? gs1->lot : "";
  guint       position = 0;
  KontorReceiveRow *row = *lot != '\0' ? find_lot_row (self, number, lot)
                                       : find_row (self, number, &position);

  if (row == NULL)
    return;
  if (kontor_receive_row_get_quantity (row) == 0)
    kontor_receive_row_set_place (row, self->place);
  if (gs1 != NULL && gs1->count > 0)
    quantity = gs1->count * KONTOR_QUANTITY_ONE;
  if (*lot != '\0')
    kontor_receive_row_set_lot (row,
                                lot,
                                gs1->best_before != KONTOR_GS1_NO_DAY
                                  ? kontor_day_start (gs1->best_before + 1, kontor_format_zone ())
                                      - 1
                                  : 0);
  kontor_receive_row_add (row, quantity);
  hear_count (self, number, lot);
}

/* Of two lines with the same article, the first that is not complete. */
static const KontorJson *
find_goods (KontorReceiveWindow *self, const char *code)
{
  const KontorJson *codes = kontor_json_get_array (self->purchase, "codes");
  const KontorJson *found = NULL;

  for (guint i = 0; i < kontor_json_length (codes); i++)
    {
      const KontorJson *entry = kontor_json_at (codes, i);
      gint64            number = kontor_json_get_integer (entry, "line", 0);
      const KontorJson *line = find_line (self, number);

      if (g_ascii_strcasecmp (kontor_json_get_string (entry, "code", ""), code) != 0)
        continue;
      if (found == NULL)
        found = entry;
      if (kontor_json_get_integer (line, "received", 0) + sum_of_line (self, number)
          < kontor_json_get_integer (line, "quantity", 0))
        return entry;
    }
  return found;
}

/* The article is known by one of the spellings of its number. */
static const KontorJson *
find_gtin (KontorReceiveWindow *self, const char *gtin)
{
  g_auto (GStrv) spellings = kontor_gtin_dup_spellings (gtin);
  const KontorJson *found = NULL;

  for (guint i = 0; found == NULL && spellings[i] != NULL; i++)
    found = find_goods (self, spellings[i]);
  return found;
}

static void
scan (KontorReceiveWindow *self, const char *code)
{
  gint64            today = kontor_day_from_time (kontor_time_now (), kontor_format_zone ());
  const KontorJson *entry = find_goods (self, code);
  KontorGs1         gs1;
  KontorGs1Result   result = KONTOR_GS1_OTHER;

  if (entry != NULL)
    {
      count_scan (self, entry, NULL);
      return;
    }
  if (scan_place (self, code))
    return;
  result = kontor_gs1_parse (code, today, &gs1);
  if (result == KONTOR_GS1_READ && gs1.gtin[0] != '\0')
    entry = find_gtin (self, gs1.gtin);
  if (entry != NULL)
    count_scan (self, entry, &gs1);
  else if (result == KONTOR_GS1_BROKEN)
    hear (self, FALSE, _ ("The code “%s” was not read completely: scan it again."), code);
  else
    hear (self, FALSE, _ ("Nothing in this order has the code “%s”."), code);
}

static void
scanned_cb (KontorReceiveWindow *self)
{
  g_autofree char *code = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->scan))));

  if (*code == '\0' || self->purchase == NULL)
    return;
  scan (self, code);
  gtk_editable_set_text (GTK_EDITABLE (self->scan), "");
}

/* --- actions --- */

static void receive (KontorReceiveWindow *self);

static void
over_confirmed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  KontorReceiveWindow *self = KONTOR_RECEIVE_WINDOW (source);

  self->over = kontor_confirm_finish (result, NULL);
  if (self->over)
    receive (self);
  else
    gtk_widget_action_set_enabled (GTK_WIDGET (self), "receive.go", TRUE);
}

static void
show_refusal (KontorReceiveWindow *self, const GError *error)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "receive.go", TRUE);
  if (error->domain == KONTOR_COMMAND_ERROR
      && g_strcmp0 (kontor_command_error_get_field (error), "over") == 0)
    kontor_confirm_async (GTK_WIDGET (self),
                          _ ("More Came Than Was Ordered"),
                          error->message,
                          _ ("_Receive All the Same"),
                          FALSE,
                          over_confirmed_cb,
                          NULL);
  else
    show_message (self, error->message);
}

static void
received_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorReceiveWindow) self = kontor_weak_take (user_data);
  g_autoptr (KontorJson) answer = kontor_replica_run_finish (
    KONTOR_REPLICA (source), result, &error);
  g_autofree char *done = NULL;

  if (self == NULL)
    return;
  if (answer == NULL)
    {
      show_refusal (self, error);
      return;
    }
  done = g_strdup_printf (_ ("Goods of %s received"),
                          kontor_json_get_string (answer, "number", ""));
  kontor_toast_with_action (self->opener, done, _ ("Undo"), "win.undo");
  gtk_window_close (GTK_WINDOW (self));
}

static void
receive (KontorReceiveWindow *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "receive.go", FALSE); /* once is enough */
  g_clear_handle_id (&self->draft_id, g_source_remove); /* no draft of what is on its way */
  kontor_replica_run_form_async (kontor_company_get_replica (self->company),
                                 self->draft,
                                 "purchase.receive",
                                 read_form (self),
                                 NULL,
                                 received_cb,
                                 kontor_weak_new (self));
}

static void
go_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorReceiveWindow *self = KONTOR_RECEIVE_WINDOW (widget);

  for (guint i = 0; i < self->rows->len; i++)
    {
      g_autofree char *message = NULL;

      if (kontor_receive_row_check (self->rows->pdata[i], &message))
        continue;
      show_message (self, message);
      return;
    }
  if (has_content (self))
    receive (self);
}

static void
all_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorReceiveWindow *self = KONTOR_RECEIVE_WINDOW (widget);

  for (guint i = 0; i < kontor_json_length (lines_of (self)); i++)
    {
      const KontorJson *line = kontor_json_at (lines_of (self), i);
      gint64            number = kontor_json_get_integer (line, "line", 0);
      gint64            left = kontor_json_get_integer (line, "quantity", 0)
                    - kontor_json_get_integer (line, "received", 0) - sum_of_line (self, number);
      guint             position = 0;
      KontorReceiveRow *row = find_row (self, number, &position);

      if (row != NULL && left > 0)
        kontor_receive_row_add (row, left);
    }
}

static void
close_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_window_close (GTK_WINDOW (widget));
}

static void
kontor_receive_window_dispose (GObject *object)
{
  KontorReceiveWindow *self = KONTOR_RECEIVE_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->draft_id, g_source_remove);
  g_clear_object (&self->company);
  g_clear_object (&self->opener);

  G_OBJECT_CLASS (kontor_receive_window_parent_class)->dispose (object);
}

static void
kontor_receive_window_finalize (GObject *object)
{
  KontorReceiveWindow *self = KONTOR_RECEIVE_WINDOW (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->purchase, kontor_json_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->draft, g_free);
  g_clear_pointer (&self->place, g_free);

  G_OBJECT_CLASS (kontor_receive_window_parent_class)->finalize (object);
}

static void
kontor_receive_window_class_init (KontorReceiveWindowClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = kontor_receive_window_dispose;
  object_class->finalize = kontor_receive_window_finalize;
  gtk_widget_class_install_action (widget_class, "receive.go", NULL, go_action);
  gtk_widget_class_install_action (widget_class, "receive.all", NULL, all_action);
  gtk_widget_class_install_action (widget_class, "dialog.close", NULL, close_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "dialog.close", NULL);
  gtk_widget_class_add_binding_action (
    widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "receive.go", NULL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-receive-window.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorReceiveWindow, title);
  gtk_widget_class_bind_template_child (widget_class, KontorReceiveWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, KontorReceiveWindow, scan);
  gtk_widget_class_bind_template_child (widget_class, KontorReceiveWindow, heard);
  gtk_widget_class_bind_template_child (widget_class, KontorReceiveWindow, lines);
  gtk_widget_class_bind_template_child (widget_class, KontorReceiveWindow, delivery_note);
  gtk_widget_class_bind_template_child (widget_class, KontorReceiveWindow, message);
  gtk_widget_class_bind_template_callback (widget_class, scanned_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
kontor_receive_window_init (KontorReceiveWindow *self)
{
  self->rows = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
  self->place = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "receive.go", FALSE);
}

/* --- from the start --- */

static void
fill_from_draft (KontorReceiveWindow *self, const KontorJson *draft)
{
  const KontorJson *parts = kontor_json_get_array (draft, "lines");

  for (guint i = 0; i < kontor_json_length (parts); i++)
    {
      const KontorJson *part = kontor_json_at (parts, i);
      gint64            number = kontor_json_get_integer (part, "line", 0);
      guint             position = 0;
      KontorReceiveRow *row = find_row (self, number, &position);

      if (row != NULL && kontor_receive_row_get_quantity (row) > 0)
        row = add_row (self, find_line (self, number), (int) position);
      if (row != NULL)
        kontor_receive_row_fill (row, part);
    }
  gtk_editable_set_text (GTK_EDITABLE (self->delivery_note),
                         kontor_json_get_string (draft, "delivery_note", ""));
}

static void
fill (KontorReceiveWindow *self, const KontorJson *draft)
{
  self->filling = TRUE;
  for (guint i = 0; i < kontor_json_length (lines_of (self)); i++)
    add_row (self, kontor_json_at (lines_of (self), i), -1);
  if (draft != NULL)
    fill_from_draft (self, draft);
  self->filling = FALSE;
  show_left (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "receive.go", has_content (self));
  gtk_stack_set_visible_child_name (self->stack, "form");
  gtk_widget_grab_focus (GTK_WIDGET (self->scan));
}

/* The order and what was counted of it before, read off the main thread. */
typedef struct
{
  KontorReplica *replica; /* (owned) */
  char          *draft;   /* (owned): its name */
  KontorUid      uid;
} Opening;

static void
opening_free (gpointer data)
{
  g_autofree Opening *opening = data;

  g_clear_object (&opening->replica);
  g_clear_pointer (&opening->draft, g_free);
}

static gpointer
read_in_reader (KontorDatabase *database, gpointer data, GError **error)
{
  return kontor_query_receiving_json (database, data, error);
}

static void
read_opening (GTask *task)
{
  Opening *opening = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  KontorJson *purchase = kontor_replica_read (
    opening->replica, read_in_reader, &opening->uid, &error);
  KontorJson *draft = NULL;

  if (purchase == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  draft = kontor_replica_load_draft (opening->replica, opening->draft);
  if (draft != NULL)
    kontor_json_set (purchase, "draft", draft);
  g_task_return_pointer (task, purchase, (GDestroyNotify) kontor_json_unref);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorReceiveWindow) self = kontor_weak_take (user_data);
  g_autoptr (KontorJson) purchase = g_task_propagate_pointer (G_TASK (result), &error);

  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (purchase == NULL)
    {
      kontor_problem_present (self->opener, error);
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  self->purchase = g_steal_pointer (&purchase);
  fill (self, kontor_json_get_object (self->purchase, "draft"));
}

static void
open (KontorReceiveWindow *self, const char *uid)
{
  Opening *opening = g_new0 (Opening, 1);
  GTask   *task = g_task_new (self->company, self->cancellable, opened_cb, kontor_weak_new (self));

  kontor_uid_parse (&opening->uid, uid);
  opening->replica = g_object_ref (kontor_company_get_replica (self->company));
  opening->draft = g_strdup (self->draft);
  g_task_set_task_data (task, opening, opening_free);
  kontor_worker_run (kontor_company_get_worker (self->company), task, read_opening);
}

/**
 * kontor_receive_window_present:
 * @parent: the pane that shows the order; toasts appear there
 * @purchase: as kontor_query_purchase_json() gives it
 */
void
kontor_receive_window_present (GtkWidget        *parent,
                               KontorCompany    *company,
                               const KontorJson *purchase)
{
  KontorReceiveWindow *self = g_object_new (
    KONTOR_TYPE_RECEIVE_WINDOW, "transient-for", gtk_widget_get_root (parent), NULL);
  const char *number = kontor_json_get_string (purchase, "number", "");

  self->company = g_object_ref (company);
  self->opener = g_object_ref (parent);
  self->draft = g_strdup_printf ("receive-%s", kontor_json_get_string (purchase, "uid", ""));
  adw_window_title_set_subtitle (self->title, number);
  open (self, kontor_json_get_string (purchase, "uid", ""));
  gtk_window_present (GTK_WINDOW (self));
}
