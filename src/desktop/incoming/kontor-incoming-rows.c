/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-incoming-rows.h"

#include <glib/gi18n.h>

#include "kontor-format.h"
#include "kontor-incoming-words.h"
#include "kontor-invoice-words.h"

#define MOST_LINES 200 /* that are shown; the page has them all */

static void
clear (GtkBox *box)
{
  GtkWidget *child = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

/* --- lines --- */

/* Units are told in words that documents have, too. */
static KontorLanguage
get_language (void)
{
  const char *const *names = g_get_language_names ();

  return kontor_language_from_code (names[0]);
}

static KontorIncomingField *
new_line (const KontorJson *line, const char *currency)
{
  g_autofree char *quantity = kontor_decimal_format (
    kontor_json_get_integer (line, "quantity_e6", 0), 6, 0, kontor_format_style ());
  const char          *unit = kontor_invoice_words_get_unit (get_language (),
                                                    kontor_json_get_string (line, "unit", ""));
  g_autofree char     *title = g_strdup_printf ("%s %s", quantity, unit);
  g_autofree char     *net = kontor_format_money (kontor_json_get_integer (line, "net_minor", 0),
                                              currency);
  KontorIncomingField *field = kontor_incoming_field_new (title);

  kontor_incoming_field_set_text (field, kontor_json_get_string (line, "name", ""));
  kontor_incoming_field_set_editable (field, FALSE);
  kontor_incoming_field_set_note (field, net);
  return field;
}

/**
 * kontor_incoming_rows_show_lines:
 * @box: where they go; what is in it is taken out
 * @incoming: of kontor_query_incoming_json()
 * @pointed: (scope notified): for each one's signal "pointed"
 * @object: of the callback; lives longer than the rows
 */
void
kontor_incoming_rows_show_lines (GtkBox           *box,
                                 const KontorJson *incoming,
                                 GCallback         pointed,
                                 gpointer          object)
{
  const KontorJson *content = kontor_json_get_object (incoming, "content");
  const KontorJson *lines = content != NULL ? kontor_json_get_array (content, "lines") : NULL;
  guint             n_lines = lines != NULL ? MIN (kontor_json_length (lines), MOST_LINES) : 0;

  clear (box);
  for (guint i = 0; i < n_lines; i++)
    {
      KontorIncomingField *field = new_line (kontor_json_at (lines, i),
                                             kontor_json_get_string (incoming, "currency", ""));

      g_signal_connect_object (field, "pointed", pointed, object, G_CONNECT_DEFAULT);
      gtk_box_append (box, GTK_WIDGET (field));
    }
}

/**
 * kontor_incoming_rows_get:
 * @position: from 1
 *
 * Returns: (nullable): the row, %NULL when it is not shown
 */
KontorIncomingField *
kontor_incoming_rows_get (GtkBox *box, guint position)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (box));

  for (guint i = 1; child != NULL && i < position; i++)
    child = gtk_widget_get_next_sibling (child);
  return child != NULL ? KONTOR_INCOMING_FIELD (child) : NULL;
}

/* --- booking --- */

static KontorIncomingField *
new_row (const KontorJson *row, const char *currency, gboolean is_open)
{
  g_autofree char *rate = kontor_format_rate (kontor_json_get_integer (row, "rate_bp", 0));
  g_autofree char *title = g_strdup_printf (_ ("Account, %s"), rate);
  g_autofree char *gross = kontor_format_money (kontor_json_get_integer (row, "gross_minor", 0),
                                                currency);
  g_autofree char *note = g_strdup_printf (
    "%s · %s", gross, kontor_incoming_words_reason (kontor_json_get_string (row, "reason", "")));
  KontorIncomingField *field = kontor_incoming_field_new (title);

  kontor_incoming_field_set_text (field, kontor_json_get_string (row, "account", ""));
  kontor_incoming_field_set_editable (field, is_open);
  kontor_incoming_field_set_note (field, note);
  return field;
}

/**
 * kontor_incoming_rows_show_booking:
 * @box: where they go; what is in it is taken out
 * @incoming: of kontor_query_incoming_json()
 * @is_open: whether the accounts can still be changed
 */
void
kontor_incoming_rows_show_booking (GtkBox *box, const KontorJson *incoming, gboolean is_open)
{
  const KontorJson *booking = kontor_json_get_object (incoming, "booking");
  const KontorJson *rows = booking != NULL ? kontor_json_get_array (booking, "rows") : NULL;

  clear (box);
  for (guint i = 0; rows != NULL && i < kontor_json_length (rows); i++)
    gtk_box_append (box,
                    GTK_WIDGET (new_row (kontor_json_at (rows, i),
                                         kontor_json_get_string (incoming, "currency", ""),
                                         is_open)));
}

/**
 * kontor_incoming_rows_read_booking:
 *
 * Returns: (transfer full): the accounts as they stand there, for incoming.approve
 */
KontorJson *
kontor_incoming_rows_read_booking (GtkBox *box)
{
  KontorJson *rows = kontor_json_new_array ();
  GtkWidget  *child = gtk_widget_get_first_child (GTK_WIDGET (box));

  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      KontorJson *row = kontor_json_new_object ();

      kontor_json_set_string (
        row, "account", kontor_incoming_field_get_text (KONTOR_INCOMING_FIELD (child)));
      kontor_json_append (rows, row);
    }
  return rows;
}
