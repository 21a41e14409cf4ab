/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-pay-out-rows.h"

#include <glib/gi18n.h>

#include "kontor-format.h"

/* What is to be paid, and the files that ordered it, as rows of a list. */

static const char *
say_problem (const char *problem)
{
  static const char *const words[][2] = {
    { "currency", N_ ("Only euros go by SEPA transfer") },
    { "name", N_ ("Who is paid is not known") },
    { "no-iban", N_ ("The invoice names no bank account") },
    { "iban", N_ ("The IBAN is wrong") },
    { "bic", N_ ("The BIC is wrong") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i][0], problem))
      return _ (words[i][1]);
  return problem;
}

static char *
say_day (gint64 day)
{
  GTimeZone *zone = kontor_format_zone ();

  return kontor_time_format_local (kontor_day_start (day, zone), zone, "%x");
}

static char *
say_due (const KontorJson *invoice, gint64 day)
{
  gint64           due_on = kontor_json_get_integer (invoice, "due_on", 0);
  g_autofree char *due = say_day (due_on);

  if (kontor_json_get (invoice, "due_on") == NULL)
    return g_strdup (_ ("due at once"));
  return due_on < day ? g_strdup_printf (_ ("was due on %s"), due)
                      : g_strdup_printf (_ ("due on %s"), due);
}

static char *
dup_detail (const KontorJson *invoice, gint64 day)
{
  const char      *problem = kontor_json_get_string (invoice, "problem", "");
  gint64           discount = kontor_json_get_integer (invoice, "discount_minor", 0);
  g_autofree char *due = say_due (invoice, day);
  g_autofree char *until = say_day (kontor_json_get_integer (invoice, "discount_on", 0));
  g_autofree char *saved = kontor_format_money (
    discount, kontor_json_get_string (invoice, "currency", "EUR"));
  g_autofree char *first = g_strjoin (
    " · ", kontor_json_get_string (invoice, "number", ""), due, NULL);

  if (*problem != '\0')
    return g_strdup_printf ("%s\n%s", first, say_problem (problem));
  if (discount > 0)
    return g_strdup_printf (_ ("%s\nCash discount of %s until %s is taken"), first, saved, until);
  return g_steal_pointer (&first);
}

static void
set_texts (GtkWidget *row, const char *title, const char *subtitle)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
}

static void
add_amount (GtkWidget *row, gint64 minor, const char *currency)
{
  g_autofree char *amount = kontor_format_money (minor, currency);
  GtkWidget       *label = gtk_label_new (amount);

  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
}

/**
 * kontor_pay_out_row_new:
 * @invoice: of kontor_query_payable()
 * @day: today
 * @check: (out): whether it is paid
 *
 * Returns: (transfer floating): a row of a list
 */
GtkWidget *
kontor_pay_out_row_new (const KontorJson *invoice, gint64 day, GtkWidget **check)
{
  GtkWidget       *row = adw_action_row_new ();
  gboolean         is_right = *kontor_json_get_string (invoice, "problem", "") == '\0';
  const char      *name = kontor_json_get_string (invoice, "name", "");
  g_autofree char *label = g_strdup_printf (_ ("Pay %s"), name);
  g_autofree char *detail = dup_detail (invoice, day);

  *check = gtk_check_button_new ();
  gtk_widget_set_valign (*check, GTK_ALIGN_CENTER);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (*check), is_right);
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (*check), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  set_texts (row, name, detail);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), *check);
  if (is_right)
    adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), *check);
  else
    {
      GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");

      gtk_widget_set_sensitive (*check, FALSE);
      gtk_widget_add_css_class (icon, "warning");
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), icon);
    }
  add_amount (row,
              kontor_json_get_integer (invoice, "pay_minor", 0),
              kontor_json_get_string (invoice, "currency", "EUR"));
  return row;
}

static void
add_button (GtkWidget *row, const char *label, const char *action, const char *target)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", target);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static char *
dup_run_detail (const KontorJson *run)
{
  guint            n_ordered = kontor_json_length (kontor_json_get_array (run, "incoming"));
  gint64           count = kontor_json_get_integer (run, "count", 0);
  g_autofree char *day = say_day (kontor_json_get_integer (run, "execution_on", 0));
  const char      *author = kontor_json_get_string (run, "author", "");
  g_autofree char *transfers = g_strdup_printf (
    ngettext ("%d transfer", "%d transfers", (gulong) count), (int) count);

  if (n_ordered == 0)
    return g_strjoin (" · ", transfers, day, _ ("withdrawn"), NULL);
  return *author != '\0' ? g_strjoin (" · ", transfers, day, author, NULL)
                         : g_strjoin (" · ", transfers, day, NULL);
}

/**
 * kontor_pay_run_row_new:
 * @run: of kontor_query_pay_runs()
 *
 * Returns: (transfer floating): a row of a list
 */
GtkWidget *
kontor_pay_run_row_new (const KontorJson *run)
{
  GtkWidget       *row = adw_action_row_new ();
  const char      *uid = kontor_json_get_string (run, "uid", "");
  g_autofree char *detail = dup_run_detail (run);

  set_texts (row, kontor_json_get_string (run, "file_name", ""), detail);
  add_amount (row, kontor_json_get_integer (run, "sum_minor", 0), "EUR");
  if (kontor_json_length (kontor_json_get_array (run, "incoming")) == 0)
    return row;
  add_button (row, _ ("Save A_gain…"), "pay-out.again", uid);
  add_button (row, _ ("_Withdraw"), "pay-out.withdraw", uid);
  return row;
}
