/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-books-rows.h"

#include <glib/gi18n.h>

#include "kontor-books-words.h"
#include "kontor-format.h"
#include "kontor-pages.h"

static void
clear (GtkListBox *list)
{
  GtkWidget *child = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, child);
}

static AdwActionRow *
new_row (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL && *subtitle != '\0')
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  return ADW_ACTION_ROW (row);
}

static void
add_figure (AdwActionRow *row, const char *text, gboolean dim)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "numeric");
  if (dim)
    gtk_widget_add_css_class (label, "dim-label");
  gtk_label_set_xalign (GTK_LABEL (label), 1);
  adw_action_row_add_suffix (row, label);
}

/* --- the checklist --- */

static gboolean
is_open (const KontorJson *item)
{
  return kontor_json_get_integer (item, "count", 0) > 0;
}

/**
 * kontor_books_count_open:
 * @month: what kontor_query_month() says
 *
 * Returns: how many lines keep the month from being right
 */
guint
kontor_books_count_open (const KontorJson *month)
{
  const KontorJson *items = kontor_json_get_array (month, "items");
  guint             n_open = 0;

  for (guint i = 0; items != NULL && i < kontor_json_length (items); i++)
    n_open += is_open (kontor_json_at (items, i))
              && kontor_json_get_boolean (kontor_json_at (items, i), "blocks", FALSE);
  return n_open;
}

static GtkWidget *
new_sign (const KontorJson *item)
{
  gboolean    blocks = kontor_json_get_boolean (item, "blocks", FALSE);
  gboolean    open = is_open (item);
  GtkWidget  *icon = gtk_image_new_from_icon_name (open ? blocks ? "dialog-warning-symbolic"
                                                                 : "dialog-information-symbolic"
                                                       : "kontor-state-done-symbolic");
  const char *word = open ? blocks ? _ ("Open") : _ ("To know") : _ ("Done");

  gtk_widget_add_css_class (icon, open ? blocks ? "warning" : "accent" : "dim-label");
  gtk_widget_set_tooltip_text (icon, word);
  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL, word, -1);
  return icon;
}

/* All of what cannot be booked, a line each. */
static char *
dup_problems (const KontorJson *month)
{
  const KontorJson *problems = kontor_json_get_array (month, "problems");
  GString          *text = g_string_new (NULL);

  for (guint i = 0; problems != NULL && i < kontor_json_length (problems) && i < 10; i++)
    g_string_append_printf (
      text, "%s%s", i > 0 ? "\n" : "", kontor_json_string (kontor_json_at (problems, i)));
  return g_string_free (text, FALSE);
}

static GtkWidget *
new_check (const KontorJson *item, const KontorJson *month)
{
  g_autofree char *title = kontor_books_dup_check_title (item);
  g_autofree char *problems = dup_problems (month);
  const char      *page = kontor_json_get_string (item, "page", "");
  gboolean         is_problem = g_str_equal (kontor_json_get_string (item, "key", ""), "problems");
  AdwActionRow    *row = new_row (
    title, is_problem && is_open (item) ? problems : kontor_books_check_advice (item));

  adw_action_row_set_subtitle_lines (row, is_problem ? 0 : 2);
  adw_action_row_add_prefix (row, new_sign (item));
  if (!is_open (item) || *page == '\0' || kontor_pages_find (page) == NULL)
    return GTK_WIDGET (row);

  adw_action_row_add_suffix (row, gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.rows");
  gtk_actionable_set_action_target (
    GTK_ACTIONABLE (row), "(ss)", page, kontor_json_get_string (item, "filter", ""));
  return GTK_WIDGET (row);
}

void
kontor_books_fill_checks (GtkListBox *list, const KontorJson *month)
{
  const KontorJson *items = kontor_json_get_array (month, "items");

  clear (list);
  for (guint i = 0; items != NULL && i < kontor_json_length (items); i++)
    gtk_list_box_append (list, new_check (kontor_json_at (items, i), month));
}

/* --- figures --- */

static char *
dup_base (const KontorJson *line)
{
  g_autofree char *net = kontor_format_money (kontor_json_get_integer (line, "net_minor", 0),
                                              "EUR");
  const char      *code = kontor_json_get_string (line, "code", "");

  if (*code == '\0')
    return g_strdup (kontor_json_get_integer (line, "net_minor", 0) != 0 ? net : "");
  /* Translators: code of a field of the VAT return, and its base */
  return g_strdup_printf (_ ("Code %s · base %s"), code, net);
}

static void
append_vat (GtkListBox *list, const KontorJson *line)
{
  g_autofree char *base = dup_base (line);
  g_autofree char *tax = kontor_format_money (kontor_json_get_integer (line, "tax_minor", 0),
                                              "EUR");
  AdwActionRow    *row = new_row (kontor_json_get_string (line, "title", ""), base);

  adw_action_row_set_title_lines (row, 2);
  add_figure (row, tax, kontor_json_get_integer (line, "tax_minor", 0) == 0);
  gtk_list_box_append (list, GTK_WIDGET (row));
}

/**
 * kontor_books_fill_vat:
 * @list: the list
 * @month: what kontor_query_month() says
 *
 * The figures of the advance VAT return, and what is to be paid.
 */
void
kontor_books_fill_vat (GtkListBox *list, const KontorJson *month)
{
  const KontorJson *vat = kontor_json_get_object (month, "vat");
  const KontorJson *lines = kontor_json_get_array (vat, "lines");
  gint64            due = kontor_json_get_integer (vat, "due_minor", 0);
  g_autofree char  *amount = kontor_format_money (ABS (due), "EUR");
  AdwActionRow     *row = NULL;

  clear (list);
  for (guint i = 0; lines != NULL && i < kontor_json_length (lines); i++)
    append_vat (list, kontor_json_at (lines, i));
  row = new_row (due < 0 ? _ ("VAT to get back") : _ ("VAT to pay"),
                 _ ("Documents count by the day of issue"));
  add_figure (row, amount, FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (row), "total");
  gtk_list_box_append (list, GTK_WIDGET (row));
}

static void
append_oss (GtkListBox *list, const KontorJson *line)
{
  g_autofree char *rate = kontor_format_rate (kontor_json_get_integer (line, "rate_bp", 0));
  g_autofree char *title = g_strdup_printf (
    "%s %s", kontor_json_get_string (line, "country", ""), rate);
  g_autofree char *base = dup_base (line);
  g_autofree char *tax = kontor_format_money (kontor_json_get_integer (line, "tax_minor", 0),
                                              "EUR");
  AdwActionRow    *row = new_row (title, base);

  add_figure (row, tax, FALSE);
  gtk_list_box_append (list, GTK_WIDGET (row));
}

static void
append_ec (GtkListBox *list, const KontorJson *line)
{
  gboolean         goods = g_str_equal (kontor_json_get_string (line, "kind", ""), "goods");
  g_autofree char *net = kontor_format_money (kontor_json_get_integer (line, "net_minor", 0),
                                              "EUR");
  AdwActionRow    *row = new_row (kontor_json_get_string (line, "vat_id", ""),
                               goods ? _ ("Goods for a business in the EU")
                                        : _ ("Services for a business in the EU"));

  add_figure (row, net, FALSE);
  gtk_list_box_append (list, GTK_WIDGET (row));
}

/* How near the year is to the threshold; the words say it, the bar shows it. */
static void
append_meter (GtkListBox *list, const KontorJson *oss)
{
  gint64           year = kontor_json_get_integer (oss, "year_minor", 0);
  gint64           threshold = kontor_json_get_integer (oss, "threshold_minor", 0);
  g_autofree char *sold = kontor_format_money (year, "EUR");
  g_autofree char *limit = kontor_format_money (threshold, "EUR");
  g_autofree char *text = NULL;
  AdwActionRow    *row = NULL;
  GtkWidget       *bar = gtk_level_bar_new_for_interval (0, 1);

  /* Translators: an amount of the year, and the threshold */
  text = g_strdup_printf (_ ("%s of %s this year"), sold, limit);
  row = new_row (_ ("Sales to consumers in the EU"), text);
  gtk_level_bar_set_value (GTK_LEVEL_BAR (bar),
                           threshold > 0 ? CLAMP ((double) year / (double) threshold, 0, 1) : 0);
  gtk_widget_set_size_request (bar, 120, -1);
  gtk_widget_set_valign (bar, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (bar),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("How near the threshold is"),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                  text,
                                  -1);
  adw_action_row_add_suffix (row, bar);
  if (threshold > 0 && year > threshold)
    adw_action_row_set_subtitle (row, _ ("Over the threshold: taxed where consumers live"));
  gtk_list_box_append (list, GTK_WIDGET (row));
}

/**
 * kontor_books_fill_abroad:
 * @list: the list
 * @month: what kontor_query_month() says
 *
 * One-Stop-Shop by country and rate, the EC sales list, and the threshold.
 */
void
kontor_books_fill_abroad (GtkListBox *list, const KontorJson *month)
{
  const KontorJson *oss = kontor_json_get_object (month, "oss");
  const KontorJson *rows = kontor_json_get_array (oss, "rows");
  const KontorJson *ec = kontor_json_get_array (kontor_json_get_object (month, "ec_list"), "rows");

  clear (list);
  append_meter (list, oss);
  for (guint i = 0; rows != NULL && i < kontor_json_length (rows); i++)
    append_oss (list, kontor_json_at (rows, i));
  for (guint i = 0; ec != NULL && i < kontor_json_length (ec); i++)
    append_ec (list, kontor_json_at (ec, i));
}

/* --- what was handed out --- */

static GtkWidget *
new_mark (void)
{
  GtkWidget *label = gtk_label_new (_ ("exported again"));

  gtk_widget_add_css_class (label, "customer-badge");
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  return label;
}

static void
append_export (GtkListBox *list, const KontorJson *export)
{
  const char      *sha256 = kontor_json_get_string (export, "sha256", "");
  const char      *author = kontor_json_get_string (export, "author", "");
  g_autofree char *period = kontor_books_dup_period (kontor_json_get_integer (export, "from", 0),
                                                     kontor_json_get_integer (export, "to", 0));
  g_autofree char *title = g_strdup_printf (
    "%s · %s", kontor_books_export_title (kontor_json_get_string (export, "kind", "")), period);
  g_autofree char *when = kontor_format_when (kontor_json_get_integer (export, "made_at", 0));
  g_autofree char *subtitle = g_strdup_printf ("%s · %.12s…%s%s",
                                               kontor_json_get_string (export, "file_name", ""),
                                               sha256,
                                               *author != '\0' ? " · " : "",
                                               author);
  g_autofree char *tooltip = g_strdup_printf ("SHA-256: %s", sha256);
  AdwActionRow    *row = new_row (title, subtitle);

  gtk_widget_set_tooltip_text (GTK_WIDGET (row), tooltip);
  if (kontor_json_get (export, "repeats") != NULL)
    adw_action_row_add_suffix (row, new_mark ());
  add_figure (row, when, TRUE);
  gtk_list_box_append (list, GTK_WIDGET (row));
}

/**
 * kontor_books_fill_exports:
 * @list: the list
 * @month: what kontor_query_month() says
 *
 * Files that were handed out, newest first, with the beginning of their hash.
 */
void
kontor_books_fill_exports (GtkListBox *list, const KontorJson *month)
{
  const KontorJson *exports = kontor_json_get_array (month, "exports");

  clear (list);
  for (guint i = 0; exports != NULL && i < kontor_json_length (exports); i++)
    append_export (list, kontor_json_at (exports, i));
  if (exports == NULL || kontor_json_length (exports) == 0)
    gtk_list_box_append (list,
                         GTK_WIDGET (new_row (_ ("Nothing was handed out yet"),
                                              _ ("Each file is listed here with its hash"))));
}
