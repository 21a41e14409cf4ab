/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-stock-value-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "kontor-csv.h"
#include "kontor-customer-wrap.h"
#include "kontor-date-entry.h"
#include "kontor-format.h"
#include "kontor-list-cell.h"
#include "kontor-problem.h"
#include "kontor-stock-csv.h"
#include "kontor-stock-query.h"
#include "kontor-stock-value-list.h"
#include "kontor-stock-words.h"
#include "kontor-tab-stop.h"
#include "kontor-text-scale.h"
#include "kontor-weak.h"

/**
 * KontorStockValuePage:
 *
 * What lay there on the evening of a day and what it was worth, at moving average cost; all of it
 * as a file.
 */
struct _KontorStockValuePage
{
  KontorPage parent_instance;

  KontorStockValueList *list;        /* (owned) */
  KontorJson           *answer;      /* (owned) (nullable) until read */
  GCancellable         *cancellable; /* (owned) (nullable): of the reading under way */

  /* Template children */
  KontorDateEntry *day;
  GtkCheckButton  *as_known;
  GtkSearchEntry  *search;
  GtkStack        *stack;
  AdwStatusPage   *failed;
  GtkColumnView   *view;
  GtkLabel        *total;
  GtkLabel        *footer;
};

G_DEFINE_FINAL_TYPE (KontorStockValuePage, kontor_stock_value_page, KONTOR_TYPE_PAGE)

/* --- reading --- */

typedef struct
{
  gint64 at;
  gint64 known_at;
} Question;

static int
compare_values (gconstpointer a, gconstpointer b)
{
  gint64 first = kontor_json_get_integer (*(KontorJson *const *) a, "value_minor", 0);
  gint64 second = kontor_json_get_integer (*(KontorJson *const *) b, "value_minor", 0);

  return (first < second) - (first > second);
}

static KontorJson *
key_of (const KontorJson *item)
{
  g_autofree char *text = g_strdup_printf (
    "%s %s", kontor_json_get_string (item, "sku", ""), kontor_json_get_string (item, "title", ""));
  g_autofree char *key = g_utf8_casefold (text, -1);

  return kontor_json_new_string (key);
}

/* Any thread: the greatest value first, each with what it is searched by. */
static gpointer
ask_value (KontorDatabase *database, gpointer data, GError **error)
{
  const Question          *asked = data;
  KontorStockValueQuestion question = { .at = asked->at,
                                        .known_at = asked->known_at,
                                        .items = TRUE };
  KontorJson              *answer = kontor_query_stock_value (database, &question, error);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_json_unref);
  const KontorJson *list = answer != NULL ? kontor_json_get_array (answer, "items") : NULL;
  KontorJson       *sorted = NULL;
  KontorJson       *keys = NULL;

  if (answer == NULL)
    return NULL;
  for (guint i = 0; i < kontor_json_length (list); i++)
    g_ptr_array_add (items, kontor_json_ref ((KontorJson *) kontor_json_at (list, i)));
  g_ptr_array_sort (items, compare_values);
  sorted = kontor_json_new_array ();
  keys = kontor_json_new_array ();
  for (guint i = 0; i < items->len; i++)
    {
      kontor_json_append (sorted, kontor_json_ref (items->pdata[i]));
      kontor_json_append (keys, key_of (items->pdata[i]));
    }
  kontor_json_set (answer, "items", sorted);
  kontor_json_set (answer, "keys", keys);
  return answer;
}

static const char *
currency_of (KontorStockValuePage *self)
{
  return kontor_json_get_string (self->answer, "currency", "");
}

/* "3 of 1,204 items · 12 at the catalog's cost · 3 without a cost" */
static char *
dup_footer (KontorStockValuePage *self)
{
  gint64           count = kontor_json_get_integer (self->answer, "count", 0);
  guint            n_shown = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  g_autofree char *shown = kontor_format_count (n_shown);
  gint64           estimated = kontor_json_get_integer (self->answer, "estimated", 0);
  gint64           unknown = kontor_json_get_integer (self->answer, "unknown", 0);
  g_autofree char *number = kontor_format_count (count);
  g_autofree char *guessed = kontor_format_count (estimated);
  g_autofree char *lacking = kontor_format_count (unknown);
  g_autoptr (GString) text = g_string_new (NULL);

  if (n_shown < count)
    g_string_append_printf (
      text, ngettext ("%s of %s item", "%s of %s items", (gulong) count), shown, number);
  else
    g_string_append_printf (text, ngettext ("%s item", "%s items", (gulong) count), number);
  if (estimated > 0)
    {
      g_string_append (text, " · ");
      g_string_append_printf (text, _ ("%s at what the catalog says today"), guessed);
    }
  if (unknown > 0)
    {
      g_string_append (text, " · ");
      g_string_append_printf (text, _ ("%s without a cost"), lacking);
    }
  return g_strdup (text->str);
}

/* The sum is that of the rows that are shown. */
static void
show_sums (KontorStockValuePage *self)
{
  g_autofree char *footer = dup_footer (self);
  g_autofree char *total = kontor_format_money (kontor_stock_value_list_get_sum (self->list),
                                                currency_of (self));

  gtk_label_set_label (self->total, total);
  gtk_label_set_label (self->footer, footer);
}

static void
show_answer (KontorStockValuePage *self)
{
  const KontorJson *items = kontor_json_get_array (self->answer, "items");

  kontor_stock_value_list_set_items (
    self->list, items, kontor_json_get_array (self->answer, "keys"));
  show_sums (self);
  gtk_stack_set_visible_child_name (self->stack,
                                    kontor_json_length (items) > 0 ? "items" : "empty");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "value.export", TRUE);
}

static void
value_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorStockValuePage) self = kontor_weak_take (user_data);
  g_autoptr (KontorJson) answer = kontor_company_query_finish (NULL, result, &error);
  g_autoptr (KontorProblem) problem = NULL;

  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (answer == NULL)
    {
      problem = kontor_problem_from_error (error);
      adw_status_page_set_title (self->failed, problem->title);
      gtk_stack_set_visible_child_name (self->stack, "failed");
      return;
    }
  g_clear_pointer (&self->answer, kontor_json_unref);
  self->answer = g_steal_pointer (&answer);
  show_answer (self);
}

static void
read_value (KontorStockValuePage *self)
{
  gint64    end = kontor_date_entry_get_end (self->day);
  Question *question = NULL;

  if (end == 0)
    return; /* while it is typed */
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  question = g_new0 (Question, 1);
  question->at = end + 1;
  question->known_at = gtk_check_button_get_active (self->as_known) ? end + 1 : G_MAXINT64;
  gtk_stack_set_visible_child_name (self->stack, "loading");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "value.export", FALSE);
  kontor_replica_read_async (
    kontor_company_get_replica (kontor_page_get_company (KONTOR_PAGE (self))),
    ask_value,
    question,
    g_free,
    (GDestroyNotify) kontor_json_unref,
    self->cancellable,
    value_read_cb,
    kontor_weak_new (self));
}

static void
searched_cb (KontorStockValuePage *self)
{
  kontor_stock_value_list_set_words (self->list,
                                     gtk_editable_get_text (GTK_EDITABLE (self->search)));
  if (self->answer != NULL)
    show_sums (self);
}

/* --- columns --- */

typedef enum
{
  COLUMN_SKU,
  COLUMN_PRODUCT,
  COLUMN_QUANTITY,
  COLUMN_AVERAGE,
  COLUMN_VALUE,
  COLUMN_COST,
} Column;

static const struct
{
  const char *title; /* N_() */
  gboolean    is_number;
  gboolean    expands;
} columns[] = {
  [COLUMN_SKU] = { N_ ("SKU"), FALSE, FALSE },
  [COLUMN_PRODUCT] = { N_ ("Product"), FALSE, TRUE },
  [COLUMN_QUANTITY] = { N_ ("On hand"), TRUE, FALSE },
  [COLUMN_AVERAGE] = { N_ ("Average cost"), TRUE, FALSE },
  [COLUMN_VALUE] = { N_ ("Value"), TRUE, FALSE },
  [COLUMN_COST] = { N_ ("Cost"), FALSE, FALSE },
};

static const char *
cost_words (const char *source)
{
  if (g_str_equal (source, "catalog"))
    return _ ("of the catalog");
  if (g_str_equal (source, "unknown"))
    return _ ("not known");
  return _ ("as bought");
}

static char *
dup_cell (const KontorJson *item, Column column, const char *currency)
{
  switch (column)
    {
    case COLUMN_SKU:
      return g_strdup (kontor_json_get_string (item, "sku", ""));
    case COLUMN_PRODUCT:
      return g_strdup (kontor_json_get_string (item, "title", ""));
    case COLUMN_QUANTITY:
      return kontor_stock_dup_amount (kontor_json_get_integer (item, "quantity", 0),
                                      kontor_json_get_string (item, "unit", ""));
    case COLUMN_AVERAGE:
      return kontor_decimal_format (
        kontor_json_get_integer (item, "average_e8", 0) / 10000, 4, 4, kontor_format_style ());
    case COLUMN_VALUE:
      return kontor_format_money (kontor_json_get_integer (item, "value_minor", 0), currency);
    case COLUMN_COST:
      return g_strdup (cost_words (kontor_json_get_string (item, "cost", "")));
    }
  return g_strdup ("");
}

static void
cell_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  gboolean   is_number = columns[GPOINTER_TO_UINT (data)].is_number;
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), is_number ? 1 : 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (is_number)
    gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (item, label);
}

static void
cell_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  const KontorJson     *json = kontor_stock_value_item_get_json (gtk_list_item_get_item (item));
  KontorStockValuePage *page = g_object_get_data (G_OBJECT (factory), "kontor-page");
  g_autofree char      *text = dup_cell (json, GPOINTER_TO_UINT (data), currency_of (page));

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)), text);
}

static void
add_column (KontorStockValuePage *self, guint column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) view_column = NULL;

  g_object_set_data (G_OBJECT (factory), "kontor-page", self); /* the page owns the view */
  g_signal_connect (factory, "setup", G_CALLBACK (cell_setup_cb), GUINT_TO_POINTER (column));
  g_signal_connect (factory, "bind", G_CALLBACK (cell_bind_cb), GUINT_TO_POINTER (column));
  view_column = gtk_column_view_column_new (_ (columns[column].title), factory);
  gtk_column_view_column_set_expand (view_column, columns[column].expands);
  gtk_column_view_append_column (self->view, view_column);
  if (columns[column].is_number)
    kontor_list_cell_align_title (self->view, column);
}

static void
row_activated_cb (KontorStockValuePage *self, guint position)
{
  g_autoptr (KontorStockValueItem) item = g_list_model_get_item (G_LIST_MODEL (self->list),
                                                                 position);
  const KontorJson *json = kontor_stock_value_item_get_json (item);

  gtk_widget_activate_action (
    GTK_WIDGET (self), "win.record", "(ss)", "stock", kontor_json_get_string (json, "variant", ""));
}

/* --- the file --- */

static void
append_item (GString *csv, const KontorJson *item, guint digits)
{
  g_autofree char *quantity = kontor_decimal_format (
    kontor_json_get_integer (item, "quantity", 0), 3, 0, &kontor_number_style_plain);
  g_autofree char *average = kontor_decimal_format (
    kontor_json_get_integer (item, "average_e8", 0), 8, (int) digits, &kontor_number_style_plain);
  g_autofree char *value = kontor_decimal_format (kontor_json_get_integer (item, "value_minor", 0),
                                                  (int) digits,
                                                  (int) digits,
                                                  &kontor_number_style_plain);
  const char      *fields[] = { kontor_json_get_string (item, "sku", ""),
                                kontor_json_get_string (item, "title", ""),
                                kontor_json_get_string (item, "unit", ""),
                                quantity,
                                average,
                                value,
                                kontor_json_get_string (item, "cost", "") };

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    kontor_csv_append_field (csv, fields[i], ',', i == 0);
  kontor_csv_append_end (csv);
}

/* What is shown: the search holds for the file, too. */
static void
export_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorStockValuePage *self = KONTOR_STOCK_VALUE_PAGE (widget);
  guint                 digits = kontor_currency_digits (currency_of (self));
  g_autofree char      *day = kontor_day_format_iso (
    kontor_day_from_time (kontor_date_entry_get_end (self->day), kontor_format_zone ()));
  g_autofree char *file = g_strdup_printf (_ ("Stock %s.csv"), day);
  GString         *csv = g_string_new ("sku,product,unit,quantity,average_cost,value,cost\r\n");

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->list)); i++)
    {
      g_autoptr (KontorStockValueItem) item = g_list_model_get_item (G_LIST_MODEL (self->list), i);

      append_item (csv, kontor_stock_value_item_get_json (item), digits);
    }
  kontor_stock_csv_save (widget,
                         kontor_page_get_company (KONTOR_PAGE (self)),
                         _ ("Export Value of the Stock"),
                         file,
                         csv);
}

/* --- page --- */

static void
kontor_stock_value_page_shown (KontorPage *page)
{
  KontorStockValuePage *self = KONTOR_STOCK_VALUE_PAGE (page);

  gtk_widget_grab_focus (GTK_WIDGET (self->day));
  read_value (self);
}

/* "sku:"TEA-1"" of a figure: the item is searched for. */
static void
kontor_stock_value_page_filter (KontorPage *page, const char *filter)
{
  KontorStockValuePage *self = KONTOR_STOCK_VALUE_PAGE (page);
  const char           *colon = strchr (filter, ':');
  g_autoptr (GString) words = g_string_new (colon != NULL ? colon + 1 : filter);

  g_string_replace (words, "\"", "", 0);
  gtk_editable_set_text (GTK_EDITABLE (self->search), words->str);
}

static gboolean
kontor_stock_value_page_search (KontorPage *page)
{
  return gtk_widget_grab_focus (GTK_WIDGET (KONTOR_STOCK_VALUE_PAGE (page)->search));
}

static gboolean
kontor_stock_value_page_back (KontorPage *page)
{
  return gtk_widget_activate_action (GTK_WIDGET (page), "win.page", "s", "stock");
}

/* Not before: to set the day is to ask. */
static void
kontor_stock_value_page_constructed (GObject *object)
{
  G_OBJECT_CLASS (kontor_stock_value_page_parent_class)->constructed (object);
  kontor_date_entry_set_end (KONTOR_STOCK_VALUE_PAGE (object)->day, kontor_time_now ());
}

static void
kontor_stock_value_page_dispose (GObject *object)
{
  KontorStockValuePage *self = KONTOR_STOCK_VALUE_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->list);
  g_clear_pointer (&self->answer, kontor_json_unref);

  G_OBJECT_CLASS (kontor_stock_value_page_parent_class)->dispose (object);
}

static void
kontor_stock_value_page_class_init (KontorStockValuePageClass *klass)
{
  GtkWidgetClass  *widget_class = GTK_WIDGET_CLASS (klass);
  KontorPageClass *page_class = KONTOR_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = kontor_stock_value_page_constructed;
  G_OBJECT_CLASS (klass)->dispose = kontor_stock_value_page_dispose;
  page_class->shown = kontor_stock_value_page_shown;
  page_class->filter = kontor_stock_value_page_filter;
  page_class->search = kontor_stock_value_page_search;
  page_class->back = kontor_stock_value_page_back;

  g_type_ensure (KONTOR_TYPE_CUSTOMER_WRAP);
  g_type_ensure (KONTOR_TYPE_DATE_ENTRY);
  g_type_ensure (KONTOR_TYPE_TAB_STOP);
  gtk_widget_class_install_action (widget_class, "value.export", NULL, export_action);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/kontorapp/Kontor/ui/kontor-stock-value-page.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorStockValuePage, day);
  gtk_widget_class_bind_template_child (widget_class, KontorStockValuePage, as_known);
  gtk_widget_class_bind_template_child (widget_class, KontorStockValuePage, search);
  gtk_widget_class_bind_template_child (widget_class, KontorStockValuePage, stack);
  gtk_widget_class_bind_template_child (widget_class, KontorStockValuePage, failed);
  gtk_widget_class_bind_template_child (widget_class, KontorStockValuePage, view);
  gtk_widget_class_bind_template_child (widget_class, KontorStockValuePage, total);
  gtk_widget_class_bind_template_child (widget_class, KontorStockValuePage, footer);
  gtk_widget_class_bind_template_callback (widget_class, read_value);
  gtk_widget_class_bind_template_callback (widget_class, searched_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
kontor_stock_value_page_init (KontorStockValuePage *self)
{
  g_autoptr (GtkSelectionModel) selection = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  kontor_text_scale_template (GTK_WIDGET (self));
  self->list = kontor_stock_value_list_new ();
  selection = GTK_SELECTION_MODEL (
    gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->list))));
  gtk_column_view_set_model (self->view, selection);
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    add_column (self, i);
  kontor_date_entry_set_label (self->day, _ ("Evening of the day"));
}
