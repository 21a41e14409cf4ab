/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-stock-rows.h"

#include <glib/gi18n.h>

#include "kontor-format.h"
#include "kontor-state.h"
#include "kontor-stock-words.h"

/**
 * kontor_stock_rows_fill:
 * @list: emptied first; hidden without rows, with the box around it
 * @item: as kontor_query_stock_json() gives it
 * @key: of its rows
 * @most: how many are shown
 */
void
kontor_stock_rows_fill (
  GtkListBox *list, const KontorJson *item, const char *key, guint most, KontorStockRowFunc func)
{
  const KontorJson *rows = kontor_json_get_array (item, key);
  guint             n_rows = MIN (kontor_json_length (rows), most);
  GtkWidget        *child = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, child);
  for (guint i = 0; i < n_rows; i++)
    gtk_list_box_append (list, func (item, kontor_json_at (rows, i)));
  gtk_widget_set_visible (gtk_widget_get_parent (GTK_WIDGET (list)), n_rows > 0);
}

/**
 * kontor_stock_rows_new:
 * @title: plain text
 * @subtitle: plain text, may be empty
 * @amount: at the end of the row
 *
 * Returns: (transfer floating): a row of a list
 */
GtkWidget *
kontor_stock_rows_new (const char *title, const char *subtitle, const char *amount)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *label = gtk_label_new (amount);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_add_css_class (row, "compact-row");
  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  return row;
}

static void
open_rows (GtkWidget *row, const char *page, const char *filter)
{
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.rows");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "(ss)", page, filter);
}

static void
open_record (GtkWidget *row, const char *kind, const char *uid)
{
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.record");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "(ss)", kind, uid);
}

static void
append_word (GString *text, const char *word)
{
  if (word == NULL || *word == '\0')
    return;
  if (text->len > 0)
    g_string_append (text, " · ");
  g_string_append (text, word);
}

static void
append_lot (GString *text, const KontorJson *row)
{
  const char      *code = kontor_json_get_string (row, "lot_code", "");
  gint64           best_before = kontor_json_get_integer (row, "best_before", 0);
  g_autofree char *day = kontor_format_day (best_before);
  g_autofree char *lot = NULL;
  g_autofree char *until = NULL;

  if (*code == '\0')
    return;
  lot = g_strdup_printf (_ ("lot %s"), code);
  append_word (text, lot);
  if (best_before == 0)
    return;
  until = g_strdup_printf (_ ("best before %s"), day);
  append_word (text, until);
}

/**
 * kontor_stock_dup_place:
 * @shelf: a row of "shelves"
 *
 * Returns: (transfer full): the name of the place
 */
char *
kontor_stock_dup_place (const KontorJson *shelf)
{
  return g_strdup (kontor_json_get_string (shelf, "place_name", _ ("Main place")));
}

GtkWidget *
kontor_stock_rows_new_shelf (const KontorJson *item, const KontorJson *shelf)
{
  g_autofree char *place = kontor_stock_dup_place (shelf);
  g_autofree char *amount = kontor_stock_dup_amount (kontor_json_get_integer (shelf, "quantity", 0),
                                                     kontor_json_get_string (item, "unit", ""));
  g_autofree char *sku = kontor_stock_dup_filter ("item", kontor_json_get_string (item, "sku", ""));
  g_autofree char *where = kontor_stock_dup_filter ("place", place);
  g_autofree char *filter = g_strconcat (sku, " ", where, NULL);
  const char      *hold = kontor_stock_hold_name (kontor_json_get_string (shelf, "hold", ""));
  gboolean         has_place = kontor_json_get_string (shelf, "place", NULL) != NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  GtkWidget *row = NULL;

  append_word (text, hold);
  append_lot (text, shelf);
  if (kontor_json_get_boolean (shelf, "recalled", FALSE))
    append_word (text, _ ("recalled"));
  row = kontor_stock_rows_new (place, text->str, amount);
  if (*hold != '\0')
    gtk_widget_add_css_class (row, "held");
  open_rows (row, "movements", has_place ? filter : sku);
  return row;
}

GtkWidget *
kontor_stock_rows_new_order (const KontorJson *item, const KontorJson *order)
{
  g_autofree char *when = kontor_format_when (kontor_json_get_integer (order, "placed_at", 0));
  g_autofree char *amount = kontor_stock_dup_amount (kontor_json_get_integer (order, "quantity", 0),
                                                     kontor_json_get_string (item, "unit", ""));
  g_autoptr (GString) text = g_string_new (kontor_json_get_string (order, "customer", ""));
  GtkWidget *row = NULL;

  append_word (text, kontor_state_label (kontor_json_get_string (order, "state", "")));
  append_word (text, when);
  if (kontor_json_get_string (order, "bundle", NULL) != NULL)
    append_word (text, _ ("in a bundle"));
  row = kontor_stock_rows_new (kontor_json_get_string (order, "number", ""), text->str, amount);
  open_record (row, "order", kontor_json_get_string (order, "order", ""));
  return row;
}

GtkWidget *
kontor_stock_rows_new_purchase (const KontorJson *item, const KontorJson *purchase)
{
  gint64           expected = kontor_json_get_integer (purchase, "expected_at", 0);
  g_autofree char *day = kontor_format_day (expected);
  g_autofree char *amount = kontor_stock_dup_amount (
    kontor_json_get_integer (purchase, "quantity", 0), kontor_json_get_string (item, "unit", ""));
  g_autofree char *until = g_strdup_printf (_ ("expected %s"), day);
  g_autoptr (GString) text = g_string_new (kontor_json_get_string (purchase, "supplier", ""));
  GtkWidget *row = NULL;

  if (expected != 0)
    append_word (text, until);
  row = kontor_stock_rows_new (kontor_json_get_string (purchase, "number", ""), text->str, amount);
  open_record (row, "purchase_order", kontor_json_get_string (purchase, "purchase", ""));
  return row;
}

GtkWidget *
kontor_stock_rows_new_part (const KontorJson *item, const KontorJson *part)
{
  g_autofree char *each = kontor_format_quantity (kontor_json_get_integer (part, "quantity", 0));
  g_autofree char *available = kontor_format_quantity (
    kontor_json_get_integer (part, "available", 0));
  g_autofree char *amount = g_strdup_printf ("%s ×", each);
  g_autofree char *there = g_strdup_printf (_ ("%s available"), available);
  g_autoptr (GString) text = g_string_new (kontor_json_get_string (part, "sku", ""));
  GtkWidget *row = NULL;

  if (kontor_json_has (part, "available"))
    append_word (text, there);
  row = kontor_stock_rows_new (kontor_json_get_string (part, "title", ""), text->str, amount);
  open_record (row, "stock", kontor_json_get_string (part, "variant", ""));
  return row;
}

GtkWidget *
kontor_stock_rows_new_movement (const KontorJson *item, const KontorJson *movement)
{
  g_autofree char *when = kontor_format_when (kontor_json_get_integer (movement, "happened_at", 0));
  g_autofree char *amount = kontor_stock_dup_change (
    kontor_json_get_integer (movement, "quantity", 0));
  const char      *order = kontor_json_get_string (movement, "order_number", "");
  const char      *kind = kontor_stock_kind_name (kontor_json_get_string (movement, "kind", ""));
  g_autofree char *title = g_strconcat (kind, *order != '\0' ? " " : "", order, NULL);
  g_autoptr (GString) text = g_string_new (when);
  GtkWidget *row = NULL;

  append_word (text, kontor_stock_reason_name (kontor_json_get_string (movement, "reason", "")));
  append_word (text, kontor_json_get_string (movement, "place", ""));
  append_word (text, kontor_stock_hold_name (kontor_json_get_string (movement, "hold", "")));
  append_word (text, kontor_json_get_string (movement, "author", ""));
  append_word (text, kontor_json_get_string (movement, "note", ""));
  row = kontor_stock_rows_new (title, text->str, amount);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  open_record (row, "movement", kontor_json_get_string (movement, "movement", ""));
  return row;
}
