/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-count-review-page.h"

#include <glib/gi18n.h>

#include "kontor-act.h"
#include "kontor-count-actions.h"
#include "kontor-count-bar.h"
#include "kontor-count-line-pane.h"
#include "kontor-count-print.h"
#include "kontor-count-query.h"
#include "kontor-format.h"
#include "kontor-weak.h"

/**
 * KontorCountReviewPage:
 *
 * The lines of one count, what is worth most first: what differs, what is to be counted again, what
 * nobody counted; and the step that books them.
 */
struct _KontorCountReviewPage
{
  KontorListPage parent_instance;

  KontorUid       uid;         /* of the count; nil until one is opened */
  KontorJson     *count;       /* (owned) (nullable) until read */
  GCancellable   *cancellable; /* (owned): cancelled in dispose */
  KontorCountBar *bar;
};

G_DEFINE_FINAL_TYPE (KontorCountReviewPage, kontor_count_review_page, KONTOR_TYPE_LIST_PAGE)

static const KontorBulkAction bulk[] = {
  { N_ ("Count _Again"), "review.recount" },
  { N_ ("_Accept"), "review.accept" },
  { N_ ("Book _These"), "review.book-lines" },
  { NULL },
};

static KontorCompany *
company_of (KontorCountReviewPage *self)
{
  return kontor_page_get_company (KONTOR_PAGE (self));
}

/* --- reading --- */

static void
update_actions (KontorCountReviewPage *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean   can_decide = kontor_count_can (self->count, "decide");

  gtk_widget_action_set_enabled (widget, "review.keep", can_decide);
  gtk_widget_action_set_enabled (widget, "review.zero", can_decide);
  gtk_widget_action_set_enabled (widget, "review.book", kontor_count_can (self->count, "approve"));
}

static void
count_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (KontorCountReviewPage) self = kontor_weak_take (user_data);
  g_autoptr (KontorJson) count = kontor_company_query_finish (NULL, result, NULL);
  g_autofree char *scope = NULL;

  if (self == NULL || count == NULL)
    return;
  g_clear_pointer (&self->count, kontor_json_unref);
  self->count = g_steal_pointer (&count);
  scope = g_strdup_printf ("count:\"%s\"", kontor_json_get_string (self->count, "number", ""));
  kontor_list_page_set_scope (KONTOR_LIST_PAGE (self), scope);
  kontor_count_bar_show (self->bar, self->count);
  update_actions (self);
}

static void
read_count (KontorCountReviewPage *self)
{
  kontor_company_query_uid_async (company_of (self),
                                  kontor_query_count_json,
                                  &self->uid,
                                  self->cancellable,
                                  count_read_cb,
                                  kontor_weak_new (self));
}

static void
changed_cb (KontorCountReviewPage *self, const GArray *touched)
{
  if (!kontor_uid_is_nil (&self->uid)
      && (kontor_touched_has (touched, &self->uid)
          || kontor_touched_has_kind (touched, KONTOR_KIND_COUNT_LINE)
          || kontor_touched_has_kind (touched, KONTOR_KIND_COUNT_SCAN)))
    read_count (self);
}

/* --- the whole count --- */

static KontorJson *
new_params (KontorCountReviewPage *self)
{
  KontorJson *params = kontor_json_new_object ();

  kontor_json_set_string (params, "count", kontor_json_get_string (self->count, "uid", ""));
  return params;
}

static void
book_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorCountReviewPage *self = KONTOR_COUNT_REVIEW_PAGE (widget);

  kontor_act (widget, company_of (self), "count.approve", new_params (self), _ ("Count booked"));
}

static void
uncounted_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorCountReviewPage *self = KONTOR_COUNT_REVIEW_PAGE (widget);
  gboolean               keep = g_str_equal (name, "review.keep");
  KontorJson            *params = new_params (self);

  kontor_json_set_string (params, "uncounted", keep ? "keep" : "zero");
  kontor_act (widget,
              company_of (self),
              "count.decide",
              params,
              keep ? _ ("What nobody counted stays as in the book")
                   : _ ("What nobody counted is set to zero"));
}

static void
show_uncounted_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  kontor_page_filter (KONTOR_PAGE (widget), "-is:counted");
}

static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorCountReviewPage *self = KONTOR_COUNT_REVIEW_PAGE (widget);
  const char *kind = g_str_equal (name, "review.count-again") ? "counting" : "stock_count";

  gtk_widget_activate_action (
    widget, "win.record", "(ss)", kind, kontor_json_get_string (self->count, "uid", ""));
}

static void
paper_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorCountReviewPage *self = KONTOR_COUNT_REVIEW_PAGE (widget);
  gboolean               is_record = g_str_equal (name, "review.record");

  if (self->count == NULL)
    return;
  kontor_count_print (widget,
                      company_of (self),
                      &self->uid,
                      is_record ? KONTOR_COUNT_RECORD : KONTOR_COUNT_INVENTORY);
}

static void
table_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorCountReviewPage *self = KONTOR_COUNT_REVIEW_PAGE (widget);

  if (self->count != NULL)
    kontor_count_save_table (
      widget, company_of (self), &self->uid, kontor_json_get_string (self->count, "number", ""));
}

/* --- several lines --- */

static KontorJson *
read_selected (KontorCountReviewPage *self)
{
  g_autoptr (GPtrArray) rows = kontor_grid_get_selected (
    kontor_list_page_get_list (KONTOR_LIST_PAGE (self)));
  KontorJson *lines = kontor_json_new_array ();

  for (guint i = 0; i < rows->len; i++)
    {
      g_autofree char *uid = kontor_uid_dup_text (&kontor_row_get_data (rows->pdata[i])->uid);

      kontor_json_append (lines, kontor_json_new_string (uid));
    }
  return lines;
}

static const struct
{
  const char *action;
  const char *command;
  const char *done; /* N_() */
} several[] = {
  { "review.recount", "count.recount", N_ ("To be counted again") },
  { "review.accept", "count.decide", N_ ("Figures accepted") },
  { "review.book-lines", "count.approve", N_ ("Lines booked") },
};

static void
several_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorCountReviewPage *self = KONTOR_COUNT_REVIEW_PAGE (widget);

  for (gsize i = 0; i < G_N_ELEMENTS (several); i++)
    if (g_str_equal (several[i].action, name))
      {
        KontorJson *params = new_params (self);

        kontor_json_set (params, "lines", read_selected (self));
        if (g_str_equal (several[i].command, "count.decide"))
          kontor_json_set_boolean (params, "accept", TRUE);
        kontor_act (widget, company_of (self), several[i].command, params, _ (several[i].done));
      }
}

static char *
kontor_count_review_page_bulk_changed (KontorListPage *page, GPtrArray *rows)
{
  KontorCountReviewPage *self = KONTOR_COUNT_REVIEW_PAGE (page);
  gboolean               can = kontor_count_can (self->count, "decide");

  for (gsize i = 0; i < G_N_ELEMENTS (several); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), several[i].action, can);
  return can ? NULL : g_strdup (_ ("It is not being reviewed"));
}

static char *
kontor_count_review_page_dup_count (KontorListPage *self, gint64 count)
{
  g_autofree char *number = kontor_format_count (count);

  return g_strdup_printf (ngettext ("%s line", "%s lines", (gulong) count), number);
}

static void
newest_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (KontorCountReviewPage) self = kontor_weak_take (user_data);
  g_autoptr (KontorJson) count = kontor_company_query_finish (NULL, result, NULL);
  KontorUid uid;

  if (self != NULL && kontor_uid_is_nil (&self->uid) && count != NULL
      && kontor_uid_parse (&uid, kontor_json_get_string (count, "uid", "")))
    kontor_page_open (KONTOR_PAGE (self), &uid);
}

static void
kontor_count_review_page_shown (KontorPage *page)
{
  KontorCountReviewPage *self = KONTOR_COUNT_REVIEW_PAGE (page);

  /* Called by its name, as from the palette: what waits for a review. */
  if (kontor_uid_is_nil (&self->uid))
    kontor_company_query_text_async (company_of (self),
                                     kontor_query_newest_count,
                                     "review",
                                     1,
                                     self->cancellable,
                                     newest_found_cb,
                                     kontor_weak_new (self));
  KONTOR_PAGE_CLASS (kontor_count_review_page_parent_class)->shown (page);
}

static void
kontor_count_review_page_open (KontorPage *page, const KontorUid *uid)
{
  KontorCountReviewPage *self = KONTOR_COUNT_REVIEW_PAGE (page);

  if (!kontor_uid_equal (&self->uid, uid))
    kontor_page_filter (page, "");
  self->uid = *uid;
  read_count (self);
}

static gboolean
kontor_count_review_page_back (KontorPage *page)
{
  return KONTOR_PAGE_CLASS (kontor_count_review_page_parent_class)->back (page)
         || gtk_widget_activate_action (GTK_WIDGET (page), "win.page", "s", "counts");
}

static gboolean
kontor_count_review_page_print (KontorPage *page)
{
  return gtk_widget_activate_action (GTK_WIDGET (page), "review.record", NULL);
}

static void
kontor_count_review_page_constructed (GObject *object)
{
  KontorCountReviewPage *self = KONTOR_COUNT_REVIEW_PAGE (object);
  KontorListPage        *page = KONTOR_LIST_PAGE (object);

  G_OBJECT_CLASS (kontor_count_review_page_parent_class)->constructed (object);
  /* Nothing of other counts until one is opened. */
  kontor_list_page_set_scope (page, "count:\"-\"");
  self->bar = KONTOR_COUNT_BAR (kontor_count_bar_new (company_of (self)));
  kontor_list_page_set_notice (page, GTK_WIDGET (self->bar));
  kontor_list_page_add_item (page, _ ("Print _Record…"), "review.record");
  kontor_list_page_add_item (page, _ ("Print _Inventory List…"), "review.inventory");
  kontor_list_page_add_item (page, _ ("Save Inventory List as _Table…"), "review.table");
  g_signal_connect_object (
    company_of (self), "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  update_actions (self);
}

static void
kontor_count_review_page_dispose (GObject *object)
{
  KontorCountReviewPage *self = KONTOR_COUNT_REVIEW_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->count, kontor_json_unref);

  G_OBJECT_CLASS (kontor_count_review_page_parent_class)->dispose (object);
}

static void
kontor_count_review_page_finalize (GObject *object)
{
  g_clear_object (&KONTOR_COUNT_REVIEW_PAGE (object)->cancellable);

  G_OBJECT_CLASS (kontor_count_review_page_parent_class)->finalize (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  for (gsize i = 0; i < G_N_ELEMENTS (several); i++)
    gtk_widget_class_install_action (widget_class, several[i].action, NULL, several_action);
  gtk_widget_class_install_action (widget_class, "review.book", NULL, book_action);
  gtk_widget_class_install_action (widget_class, "review.keep", NULL, uncounted_action);
  gtk_widget_class_install_action (widget_class, "review.zero", NULL, uncounted_action);
  gtk_widget_class_install_action (
    widget_class, "review.show-uncounted", NULL, show_uncounted_action);
  gtk_widget_class_install_action (widget_class, "review.count-again", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "review.name-codes", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "review.record", NULL, paper_action);
  gtk_widget_class_install_action (widget_class, "review.inventory", NULL, paper_action);
  gtk_widget_class_install_action (widget_class, "review.table", NULL, table_action);
}

static void
kontor_count_review_page_class_init (KontorCountReviewPageClass *klass)
{
  GObjectClass        *object_class = G_OBJECT_CLASS (klass);
  KontorPageClass     *page_class = KONTOR_PAGE_CLASS (klass);
  KontorListPageClass *list_class = KONTOR_LIST_PAGE_CLASS (klass);

  object_class->constructed = kontor_count_review_page_constructed;
  object_class->dispose = kontor_count_review_page_dispose;
  object_class->finalize = kontor_count_review_page_finalize;
  page_class->open = kontor_count_review_page_open;
  page_class->back = kontor_count_review_page_back;
  page_class->shown = kontor_count_review_page_shown;
  page_class->print = kontor_count_review_page_print;
  list_class->list = "count-lines";
  list_class->parent = "counts";
  list_class->get_pane_type = kontor_count_line_pane_get_type;
  list_class->empty_icon = "kontor-counts-symbolic";
  list_class->empty_title = N_ ("Nothing to Review");
  list_class->empty_description = N_ ("A count has lines once its counting is finished.");
  list_class->bulk = bulk;
  list_class->bulk_changed = kontor_count_review_page_bulk_changed;
  list_class->dup_count = kontor_count_review_page_dup_count;
  install_actions (GTK_WIDGET_CLASS (klass));
}

static void
kontor_count_review_page_init (KontorCountReviewPage *self)
{
  self->cancellable = g_cancellable_new ();
}
