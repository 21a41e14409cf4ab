/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-statement-window.h"

#include <glib/gi18n.h>

#include "kontor-bank.h"
#include "kontor-format.h"
#include "kontor-iban.h"
#include "kontor-problem.h"
#include "kontor-statement-work.h"
#include "kontor-time.h"
#include "kontor-weak.h"

/* What a column may be, by the names of the rows in the template. */
static const char *const fields[] = { "booked_on", "amount",   "debit",      "credit",
                                      "side",      "name",     "iban",       "purpose",
                                      "value_on",  "currency", "end_to_end", "bank_reference" };

#define N_FIELDS G_N_ELEMENTS (fields)

/* In the order of the lists in the template. */
static const char *const dates[] = { "dmy", "mdy", "ymd" };
static const char *const decimals[] = { ",", "." };

/**
 * KontorStatementWindow:
 *
 * Asks which column of a bank's table is what, and shows how the first rows are read then. What is
 * said is remembered for the next table with the same columns.
 */
struct _KontorStatementWindow
{
  AdwWindow parent_instance;

  KontorCompany *company;  /* (owned) (not nullable) */
  GBytes        *bytes;    /* (owned) (not nullable): the file */
  KontorJson    *question; /* (owned) (not nullable): of kontor_statement_work_run_finish() */
  KontorJson    *header;   /* (owned) (not nullable): the names of the columns */
  GArray        *places;   /* (owned): column of each choice, beside the first, which is none */
  gboolean       filling;
  gboolean       working;

  /* Template children */
  GtkLabel            *about;
  AdwComboRow         *columns[N_FIELDS];
  AdwComboRow         *dates;
  AdwComboRow         *decimal;
  AdwComboRow         *sign;
  AdwComboRow         *account;
  AdwEntryRow         *iban;
  AdwPreferencesGroup *account_group;
  GtkLabel            *wrong;
  GtkListBox          *rows;
};

enum
{
  IMPORTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KontorStatementWindow, kontor_statement_window, ADW_TYPE_WINDOW)

/* --- what was chosen --- */

static const char *
get_name (const KontorJson *header, guint column)
{
  return kontor_json_string (kontor_json_at (header, column));
}

/* The column of a field, -1 for none. */
static int
get_column (KontorStatementWindow *self, guint field)
{
  guint selected = adw_combo_row_get_selected (self->columns[field]);

  if (selected == 0 || selected > self->places->len)
    return -1;
  return g_array_index (self->places, int, selected - 1);
}

/* Fields that are not asked for stay as they were found. */
static void
keep_others (KontorStatementWindow *self, KontorJson *columns)
{
  const KontorJson *found = kontor_json_get_object (
    kontor_json_get_object (self->question, "mapping"), "columns");

  for (guint i = 0; i < kontor_json_length (found); i++)
    {
      const char *key = kontor_json_key_at (found, i);
      gboolean    is_asked = FALSE;

      for (guint j = 0; j < N_FIELDS; j++)
        is_asked = is_asked || g_str_equal (fields[j], key);
      if (!is_asked)
        kontor_json_set_string (columns, key, kontor_json_string (kontor_json_at (found, i)));
    }
}

static KontorJson *
dup_mapping (KontorStatementWindow *self)
{
  KontorJson *mapping = kontor_json_new_object ();
  KontorJson *columns = kontor_json_new_object ();

  for (guint i = 0; i < N_FIELDS; i++)
    if (get_column (self, i) >= 0)
      kontor_json_set_string (
        columns, fields[i], get_name (self->header, (guint) get_column (self, i)));
  keep_others (self, columns);
  kontor_json_set (mapping, "columns", columns);
  kontor_json_set_string (
    mapping, "dates", dates[adw_combo_row_get_selected (self->dates) % G_N_ELEMENTS (dates)]);
  kontor_json_set_string (
    mapping,
    "decimal",
    decimals[adw_combo_row_get_selected (self->decimal) % G_N_ELEMENTS (decimals)]);
  if (adw_combo_row_get_selected (self->sign) == 1)
    kontor_json_set_string (mapping, "sign", "reversed");
  return mapping;
}

static gboolean
names_account (const KontorJson *mapping)
{
  return kontor_json_has (kontor_json_get_object (mapping, "columns"), "account");
}

static gboolean
is_archived (const KontorJson *account)
{
  return kontor_json_get (account, "archived_at") != NULL;
}

static guint
count_accounts (KontorStatementWindow *self)
{
  const KontorJson *accounts = kontor_json_get_array (self->question, "accounts");
  guint             n = 0;

  for (guint i = 0; i < kontor_json_length (accounts); i++)
    n += !is_archived (kontor_json_at (accounts, i));
  return n;
}

/* The account that was chosen; NULL when the only one is meant, "" when none is said yet. */
static char *
dup_account (KontorStatementWindow *self)
{
  const KontorJson *accounts = kontor_json_get_array (self->question, "accounts");
  guint             at = adw_combo_row_get_selected (self->account);

  if (count_accounts (self) == 1)
    return NULL;
  if (count_accounts (self) == 0)
    {
      g_autofree char *iban = kontor_iban_normalise (
        gtk_editable_get_text (GTK_EDITABLE (self->iban)));

      return g_strdup (kontor_iban_is_valid (iban) ? iban : "");
    }
  for (guint i = 0; i < kontor_json_length (accounts); i++)
    if (!is_archived (kontor_json_at (accounts, i)) && at-- == 0)
      return g_strdup (kontor_json_get_string (kontor_json_at (accounts, i), "iban", ""));
  return g_strdup ("");
}

/* --- the first rows --- */

static GtkWidget *
new_entry_row (const KontorJson *entry)
{
  GtkWidget       *row = adw_action_row_new ();
  const char      *name = kontor_json_get_string (entry, "name", "");
  g_autofree char *day = kontor_time_format_local (
    kontor_day_start (kontor_json_get_integer (entry, "booked_on", 0), kontor_format_zone ()),
    kontor_format_zone (),
    "%x");
  g_autofree char *title = g_strjoin (" · ", day, *name != '\0' ? name : NULL, NULL);
  g_autofree char *amount = kontor_format_money (kontor_json_get_integer (entry, "amount_minor", 0),
                                                 kontor_json_get_string (entry, "currency", ""));
  GtkWidget       *label = gtk_label_new (amount);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), kontor_json_get_string (entry, "purpose", ""));
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  return row;
}

static GtkWidget *
new_problem_row (const KontorJson *shown)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("This row can't be read"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), kontor_json_get_string (shown, "problem", ""));
  gtk_widget_add_css_class (icon, "warning");
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Problem"), -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  return row;
}

/* How many of the rows can't be read. */
static guint
show_rows (KontorStatementWindow *self, const KontorJson *rows)
{
  GtkWidget *child = NULL;
  guint      n_bad = 0;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->rows))) != NULL)
    gtk_list_box_remove (self->rows, child);
  for (guint i = 0; i < kontor_json_length (rows); i++)
    {
      const KontorJson *shown = kontor_json_at (rows, i);
      const KontorJson *entry = kontor_json_get_object (shown, "entry");

      n_bad += entry == NULL;
      gtk_list_box_append (self->rows,
                           entry != NULL ? new_entry_row (entry) : new_problem_row (shown));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->rows), kontor_json_length (rows) > 0);
  return n_bad;
}

/* The first values of a column, below its choice. */
static char *
dup_samples (const KontorJson *samples, int column)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; column >= 0 && i < kontor_json_length (samples); i++)
    {
      const KontorJson *row = kontor_json_at (samples, i);
      const char *value = (guint) column < kontor_json_length (row) ? get_name (row, (guint) column)
                                                                    : "";
      g_autofree char *start = g_utf8_substring (value, 0, MIN (g_utf8_strlen (value, -1), 30));

      if (*g_strdelimit (g_strstrip (start), "\r\n\t", ' ') != '\0')
        g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", start);
    }
  return g_string_free (text, FALSE);
}

static void
show_samples (KontorStatementWindow *self, const KontorJson *samples)
{
  for (guint i = 0; i < N_FIELDS; i++)
    {
      g_autofree char *text = dup_samples (samples, get_column (self, i));
      g_autofree char *escaped = g_markup_escape_text (text, -1);

      adw_action_row_set_subtitle (ADW_ACTION_ROW (self->columns[i]), escaped);
    }
}

static const char *
find_wrong (KontorStatementWindow *self, const KontorJson *preview, guint n_bad)
{
  const char      *problem = kontor_json_get_string (preview, "problem", "");
  g_autofree char *account = dup_account (self);

  if (*problem != '\0')
    return problem;
  if (n_bad > 0)
    return _ (
      "Some rows can't be read like this: the order of the day, the decimal sign or a column "
      "is another one.");
  if (account != NULL && *account == '\0'
      && !names_account (kontor_json_get_object (preview, "mapping")))
    return _ ("Say which account the table is of, by its IBAN.");
  return "";
}

static void
update (KontorStatementWindow *self)
{
  const char *text = NULL;
  const char *wrong = NULL;
  g_autoptr (KontorJson) mapping = NULL;
  g_autoptr (KontorJson) preview = NULL;
  guint n_bad = 0;

  if (self->filling)
    return;
  text = kontor_json_get_string (self->question, "table", "");
  mapping = dup_mapping (self);
  preview = kontor_bank_preview (text, mapping);
  n_bad = show_rows (self, kontor_json_get_array (preview, "rows"));
  show_samples (self, kontor_json_get_array (preview, "samples"));
  wrong = find_wrong (self, preview, n_bad);
  gtk_label_set_label (self->wrong, wrong);
  gtk_widget_set_visible (GTK_WIDGET (self->wrong), *wrong != '\0');
  gtk_widget_action_set_enabled (
    GTK_WIDGET (self), "statement.import", *wrong == '\0' && !self->working);
}

/* --- filling --- */

/* Columns without a name, or with that of another one, can't be named in what is remembered. */
static GtkStringList *
new_choices (KontorStatementWindow *self)
{
  GtkStringList *model = gtk_string_list_new (NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  gtk_string_list_append (model, _ ("Not in the table"));
  for (guint i = 0; i < kontor_json_length (self->header); i++)
    {
      const char *name = get_name (self->header, i);
      int         place = (int) i;

      if (*name == '\0' || !g_hash_table_add (seen, (gpointer) name))
        continue;
      gtk_string_list_append (model, name);
      g_array_append_val (self->places, place);
    }
  return model;
}

static void
choose_column (KontorStatementWindow *self, guint field, const char *name)
{
  for (guint i = 0; name != NULL && i < self->places->len; i++)
    if (g_str_equal (get_name (self->header, (guint) g_array_index (self->places, int, i)), name))
      adw_combo_row_set_selected (self->columns[field], i + 1);
}

static void
fill_columns (KontorStatementWindow *self)
{
  g_autoptr (KontorJson) preview = kontor_bank_preview (
    kontor_json_get_string (self->question, "table", ""), NULL);
  const KontorJson *columns = kontor_json_get_object (
    kontor_json_get_object (self->question, "mapping"), "columns");
  g_autoptr (GtkStringList) model = NULL;

  self->header = kontor_json_ref ((KontorJson *) kontor_json_get_array (preview, "header"));
  model = new_choices (self);
  for (guint i = 0; i < N_FIELDS; i++)
    {
      adw_combo_row_set_model (self->columns[i], G_LIST_MODEL (model));
      choose_column (self, i, kontor_json_get_string (columns, fields[i], NULL));
    }
}

static void
fill_signs (KontorStatementWindow *self)
{
  const KontorJson *mapping = kontor_json_get_object (self->question, "mapping");

  for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
    if (g_str_equal (kontor_json_get_string (mapping, "dates", ""), dates[i]))
      adw_combo_row_set_selected (self->dates, i);
  for (guint i = 0; i < G_N_ELEMENTS (decimals); i++)
    if (g_str_equal (kontor_json_get_string (mapping, "decimal", ""), decimals[i]))
      adw_combo_row_set_selected (self->decimal, i);
  adw_combo_row_set_selected (
    self->sign, g_str_equal (kontor_json_get_string (mapping, "sign", ""), "reversed") ? 1 : 0);
}

static void
fill_accounts (KontorStatementWindow *self)
{
  const KontorJson *accounts = kontor_json_get_array (self->question, "accounts");
  const char       *remembered = kontor_json_get_string (self->question, "account", "");
  g_autoptr (GtkStringList) model = gtk_string_list_new (NULL);
  guint n = count_accounts (self);
  guint at = 0;

  gtk_widget_set_visible (GTK_WIDGET (self->account_group),
                          n != 1
                            && !names_account (kontor_json_get_object (self->question, "mapping")));
  gtk_widget_set_visible (GTK_WIDGET (self->account), n > 1);
  gtk_widget_set_visible (GTK_WIDGET (self->iban), n == 0);
  for (guint i = 0; i < kontor_json_length (accounts); i++)
    {
      const KontorJson *account = kontor_json_at (accounts, i);
      const char       *iban = kontor_json_get_string (account, "iban", "");
      g_autofree char  *title = NULL;

      if (is_archived (account))
        continue;
      title = g_strdup_printf ("%s · %s", kontor_json_get_string (account, "name", ""), iban);
      gtk_string_list_append (model, title);
      if (g_str_equal (iban, remembered))
        at = g_list_model_get_n_items (G_LIST_MODEL (model)) - 1;
    }
  adw_combo_row_set_model (self->account, G_LIST_MODEL (model));
  adw_combo_row_set_selected (self->account, at);
}

/* --- import --- */

static void
imported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorStatementWindow) self = kontor_weak_take (user_data);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (KontorJson) report = kontor_statement_work_run_finish (result, &bytes, &error);

  if (self == NULL)
    return;
  self->working = FALSE;
  if (report != NULL)
    {
      g_signal_emit (self, signals[IMPORTED], 0, report);
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  update (self);
  gtk_label_set_label (self->wrong, error->message);
  gtk_widget_set_visible (GTK_WIDGET (self->wrong), TRUE);
}

static void
import_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorStatementWindow *self = KONTOR_STATEMENT_WINDOW (widget);
  g_autoptr (KontorJson) mapping = dup_mapping (self);
  g_autofree char *account = names_account (mapping) ? NULL : dup_account (self);

  self->working = TRUE;
  gtk_widget_action_set_enabled (widget, "statement.import", FALSE);
  kontor_statement_work_run_async (
    self->company,
    &(KontorStatementOrder){ .bytes = self->bytes, .account = account, .mapping = mapping },
    imported_cb,
    kontor_weak_new (self));
}

static void
kontor_statement_window_dispose (GObject *object)
{
  KontorStatementWindow *self = KONTOR_STATEMENT_WINDOW (object);

  g_clear_object (&self->company);

  G_OBJECT_CLASS (kontor_statement_window_parent_class)->dispose (object);
}

static void
kontor_statement_window_finalize (GObject *object)
{
  KontorStatementWindow *self = KONTOR_STATEMENT_WINDOW (object);

  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->question, kontor_json_unref);
  g_clear_pointer (&self->header, kontor_json_unref);
  g_clear_pointer (&self->places, g_array_unref);

  G_OBJECT_CLASS (kontor_statement_window_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < N_FIELDS; i++)
    gtk_widget_class_bind_template_child_full (
      widget_class,
      fields[i],
      FALSE,
      (gssize) (G_STRUCT_OFFSET (KontorStatementWindow, columns) + i * sizeof (AdwComboRow *)));
  gtk_widget_class_bind_template_child (widget_class, KontorStatementWindow, about);
  gtk_widget_class_bind_template_child (widget_class, KontorStatementWindow, dates);
  gtk_widget_class_bind_template_child (widget_class, KontorStatementWindow, decimal);
  gtk_widget_class_bind_template_child (widget_class, KontorStatementWindow, sign);
  gtk_widget_class_bind_template_child_full (
    widget_class, "account", FALSE, G_STRUCT_OFFSET (KontorStatementWindow, account));
  gtk_widget_class_bind_template_child_full (
    widget_class, "account_iban", FALSE, G_STRUCT_OFFSET (KontorStatementWindow, iban));
  gtk_widget_class_bind_template_child (widget_class, KontorStatementWindow, account_group);
  gtk_widget_class_bind_template_child (widget_class, KontorStatementWindow, wrong);
  gtk_widget_class_bind_template_child (widget_class, KontorStatementWindow, rows);
}

static void
kontor_statement_window_class_init (KontorStatementWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_statement_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = kontor_statement_window_finalize;

  signals[IMPORTED] = g_signal_new ("imported",
                                    KONTOR_TYPE_STATEMENT_WINDOW,
                                    G_SIGNAL_RUN_LAST,
                                    0,
                                    NULL,
                                    NULL,
                                    NULL,
                                    G_TYPE_NONE,
                                    1,
                                    G_TYPE_POINTER);

  gtk_widget_class_install_action (widget_class, "statement.import", NULL, import_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (
    widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "statement.import", NULL);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/kontorapp/Kontor/ui/kontor-statement-window.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, update);
}

static void
kontor_statement_window_init (KontorStatementWindow *self)
{
  self->places = g_array_new (FALSE, FALSE, sizeof (int));
  self->filling = TRUE; /* until the question is known */
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kontor_statement_window_new:
 * @opener: what it was asked from
 * @company: whose
 * @bytes: the file
 * @question: why it was not understood, as kontor_statement_work_run_finish() answers
 *
 * Returns: (transfer none): a window, to be presented; it belongs to GTK
 */
KontorStatementWindow *
kontor_statement_window_new (GtkWidget        *opener,
                             KontorCompany    *company,
                             GBytes           *bytes,
                             const KontorJson *question)
{
  KontorStatementWindow *self = g_object_new (KONTOR_TYPE_STATEMENT_WINDOW,
                                              "transient-for",
                                              gtk_widget_get_root (opener),
                                              "modal",
                                              TRUE,
                                              NULL);
  const char            *reason = kontor_json_get_string (question, "reason", "");
  g_autofree char       *about
    = *reason == '\0'
        ? g_strdup (_ ("The names of the columns don't tell what is in them. Say it once: the next "
                       "table like this one comes in without asking."))
        : g_strdup_printf (_ ("The table can't be taken in as it was read: %s."), reason);

  self->company = g_object_ref (company);
  self->bytes = g_bytes_ref (bytes);
  self->question = kontor_json_ref ((KontorJson *) question);
  gtk_label_set_label (self->about, about);
  fill_columns (self);
  fill_signs (self);
  fill_accounts (self);
  self->filling = FALSE;
  update (self);
  return self;
}
