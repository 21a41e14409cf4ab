/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-order-form-page.h"

#include <glib/gi18n.h>

#include "kontor-act.h"
#include "kontor-beside.h"
#include "kontor-format.h"
#include "kontor-order-form-line.h"
#include "kontor-order-picker.h"
#include "kontor-tax.h"
#include "kontor-text-scale.h"
#include "kontor-time.h"
#include "kontor-totals.h"
#include "kontor-weak.h"
#include "kontor-worker.h"

#define DRAFT "new-order"
#define SAVE_AFTER_MS 300
#define MOST_HITS 6

/**
 * KontorOrderFormPage:
 *
 * The form for a new order, made for the keyboard: customer, then lines; Enter goes on, Ctrl+Enter
 * saves. What was typed is kept as a draft until then, also over a crash.
 */
struct _KontorOrderFormPage
{
  KontorPage parent_instance;

  KontorJson   *chosen;      /* (owned) (nullable): the customer */
  GPtrArray    *rows;        /* (owned) (element-type KontorOrderFormLine): unowned elements */
  GCancellable *cancellable; /* (owned): cancelled in dispose */
  guint         draft_id;
  gboolean      filling;
  gboolean      creating; /* the command is on its way */

  /* Template children */
  KontorOrderPicker *customer;
  GtkLabel          *customer_detail;
  GtkBox            *lines;
  GtkLabel          *total;
  GtkLabel          *taxes;
  GtkEntry          *note;
  GtkLabel          *message;
};

G_DEFINE_FINAL_TYPE (KontorOrderFormPage, kontor_order_form_page, KONTOR_TYPE_PAGE)

static KontorCompany *
company_of (KontorOrderFormPage *self)
{
  return kontor_page_get_company (KONTOR_PAGE (self));
}

static const char *
price_mode (KontorOrderFormPage *self)
{
  return kontor_json_get_string (
    kontor_company_get_settings (company_of (self)), "price_mode", "gross");
}

/* Parameters of order.create; the draft is the same with the customer's own words. */
static KontorJson *
read_form (KontorOrderFormPage *self)
{
  KontorJson *params = kontor_json_new_object ();
  KontorJson *lines = kontor_json_new_array ();
  const char *name = kontor_order_picker_get_text (self->customer);
  const char *note = gtk_editable_get_text (GTK_EDITABLE (self->note));

  if (self->chosen != NULL)
    kontor_json_set_string (params, "customer", kontor_json_get_string (self->chosen, "uid", ""));
  if (*name != '\0')
    kontor_json_set_string (params, "customer_name", name);
  if (*note != '\0')
    kontor_json_set_string (params, "note", note);
  for (guint i = 0; i < self->rows->len; i++)
    if (!kontor_order_form_line_is_empty (g_ptr_array_index (self->rows, i)))
      kontor_json_append (lines, kontor_order_form_line_read (g_ptr_array_index (self->rows, i)));
  kontor_json_set_string (params, "price_mode", price_mode (self));
  kontor_json_set (params, "lines", lines);
  return params;
}

static gboolean
has_content (const KontorJson *params)
{
  return kontor_json_length (params) > 2
         || kontor_json_length (kontor_json_get_array (params, "lines")) > 0;
}

static gboolean
save_draft_cb (gpointer data)
{
  KontorOrderFormPage *self = data;
  g_autoptr (KontorJson) form = read_form (self);

  self->draft_id = 0;
  kontor_replica_save_draft (kontor_company_get_replica (company_of (self)),
                             DRAFT,
                             has_content (form) ? g_steal_pointer (&form) : NULL);
  return G_SOURCE_REMOVE;
}

static KontorOrderLine *
new_order_line (KontorOrderFormPage *self, const KontorJson *json)
{
  KontorOrderLine *line = g_new0 (KontorOrderLine, 1);
  gint64           day = kontor_day_from_time (kontor_time_now (), kontor_format_zone ());

  line->kind = g_strdup (kontor_json_get_string (json, "kind", "goods"));
  line->quantity = kontor_json_get_integer (json, "quantity", 0);
  line->price_e4 = kontor_json_get_integer (json, "price_e4", 0);
  line->discount_bp = kontor_json_get_integer (json, "discount_bp", 0);
  line->tax_code = g_strdup (kontor_json_get_string (json, "tax_code", "standard"));
  kontor_tax_rate_find (
    kontor_company_get_country (company_of (self)), line->tax_code, day, &line->tax_rate_bp);
  return line;
}

static KontorOrder *
new_order (KontorOrderFormPage *self, gboolean is_gross)
{
  KontorOrder *order = kontor_order_new ();

  order->currency = g_strdup (kontor_company_get_currency (company_of (self)));
  order->price_mode = is_gross ? KONTOR_PRICE_GROSS : KONTOR_PRICE_NET;
  for (guint i = 0; i < self->rows->len; i++)
    {
      g_autoptr (KontorJson) json = kontor_order_form_line_read (g_ptr_array_index (self->rows, i));

      g_ptr_array_add (order->lines, new_order_line (self, json));
    }
  return order;
}

static char *
describe_taxes (const KontorOrder *order, gboolean is_gross)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < order->taxes->len; i++)
    {
      const KontorOrderTax *tax = g_ptr_array_index (order->taxes, i);
      g_autofree char      *rate = kontor_format_rate (tax->tax_rate_bp);
      g_autofree char      *amount = kontor_format_money (tax->tax_minor, order->currency);

      if (tax->tax_rate_bp == 0)
        continue;
      if (text->len > 0)
        g_string_append_c (text, '\n');
      /* Translators: rate and amount, "19 % VAT included: 20.17 €" */
      g_string_append_printf (
        text, is_gross ? _ ("%s VAT included: %s") : _ ("plus %s VAT: %s"), rate, amount);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
show_totals (KontorOrderFormPage *self)
{
  gboolean is_gross = g_str_equal (price_mode (self), "gross");
  g_autoptr (KontorOrder) order = new_order (self, is_gross);
  g_autofree char *amount = NULL;
  g_autofree char *total = NULL;
  g_autofree char *taxes = NULL;

  if (!kontor_totals_compute (order, NULL))
    {
      gtk_label_set_label (self->total, _ ("The amounts are too large."));
      gtk_label_set_label (self->taxes, "");
      return;
    }
  for (guint i = 0; i < self->rows->len; i++)
    {
      const KontorOrderLine *line = g_ptr_array_index (order->lines, i);

      kontor_order_form_line_show_total (g_ptr_array_index (self->rows, i),
                                         is_gross ? line->gross_minor : line->net_minor);
    }
  amount = kontor_format_money (order->gross_minor, order->currency);
  /* Translators: the sum of an order, "Total 165.00 €" */
  total = g_strdup_printf (_ ("Total %s"), amount);
  taxes = describe_taxes (order, is_gross);
  gtk_label_set_label (self->total, total);
  gtk_label_set_label (self->taxes, taxes);
}

static gboolean
can_create (KontorOrderFormPage *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (!kontor_order_form_line_is_empty (g_ptr_array_index (self->rows, i)))
      return !self->creating;
  return FALSE;
}

static void
changed_cb (KontorOrderFormPage *self)
{
  if (self->filling)
    return;
  show_totals (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "order-form.create", can_create (self));
  gtk_widget_set_visible (GTK_WIDGET (self->message), FALSE);
  g_clear_handle_id (&self->draft_id, g_source_remove);
  self->draft_id = g_timeout_add (SAVE_AFTER_MS, save_draft_cb, self);
}

static KontorOrderFormLine *add_line (KontorOrderFormPage *self, const char *kind);

static void
focus_line (gpointer line)
{
  gtk_widget_child_focus (GTK_WIDGET (line), GTK_DIR_TAB_FORWARD);
}

/* Enter in the last field: the next line, made when there is none. */
static void
next_cb (KontorOrderFormPage *self, GtkWidget *line)
{
  guint position = 0;

  g_ptr_array_find (self->rows, line, &position);
  if (position + 1 < self->rows->len)
    focus_line (g_ptr_array_index (self->rows, position + 1));
  else
    focus_line (add_line (self, "goods"));
}

static void
removed_cb (KontorOrderFormPage *self, GtkWidget *line)
{
  g_ptr_array_remove (self->rows, line);
  gtk_box_remove (self->lines, line);
  if (self->rows->len == 0)
    add_line (self, "goods");
  changed_cb (self);
}

static KontorOrderFormLine *
add_line (KontorOrderFormPage *self, const char *kind)
{
  GtkWidget *line = kontor_order_form_line_new (company_of (self), kind);

  if (self->chosen != NULL)
    kontor_order_form_line_set_group (KONTOR_ORDER_FORM_LINE (line),
                                      kontor_json_get_string (self->chosen, "customer_group", ""));
  g_signal_connect_object (line, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (line, "next", G_CALLBACK (next_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (line, "removed", G_CALLBACK (removed_cb), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->rows, line);
  gtk_box_append (self->lines, line);
  return KONTOR_ORDER_FORM_LINE (line);
}

/* What tells this customer from others of the same name. */
static char *
describe_customer (const KontorJson *customer)
{
  const KontorJson *addresses = kontor_json_get_array (customer, "addresses");
  const KontorJson *first = addresses != NULL && kontor_json_length (addresses) > 0
                              ? kontor_json_at (addresses, 0)
                              : NULL;
  const char       *parts[] = {
          kontor_json_get_string (customer, "number", ""),
    first != NULL ? kontor_json_get_string (first, "city", "")
                        : kontor_json_get_string (customer, "city", ""),
          kontor_json_get_string (customer, "email", ""),
  };
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (*parts[i] != '\0')
      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", parts[i]);
  return g_strdup (text->str);
}

static void
choose_customer (KontorOrderFormPage *self, const KontorJson *customer)
{
  g_autofree char *detail = NULL;

  g_clear_pointer (&self->chosen, kontor_json_unref);
  if (customer != NULL)
    {
      self->chosen = kontor_json_ref ((KontorJson *) customer);
      kontor_order_picker_set_text (self->customer, kontor_json_get_string (customer, "name", ""));
      detail = describe_customer (customer);
      gtk_label_set_label (self->customer_detail, detail);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->customer_detail), customer != NULL);
  for (guint i = 0; i < self->rows->len; i++)
    kontor_order_form_line_set_group (
      g_ptr_array_index (self->rows, i),
      customer != NULL ? kontor_json_get_string (customer, "customer_group", "") : "");
}

static void
customers_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (KontorOrderFormPage) self = kontor_weak_take (user_data);
  g_autoptr (KontorJson) hits = kontor_company_query_finish (NULL, result, NULL);

  if (self != NULL && hits != NULL && self->chosen == NULL)
    kontor_order_picker_show_hits (self->customer, hits);
}

static void
customer_wanted_cb (KontorOrderFormPage *self, const char *text)
{
  choose_customer (self, NULL);
  if (*text != '\0')
    kontor_company_query_text_async (company_of (self),
                                     kontor_query_pick_customer,
                                     text,
                                     MOST_HITS,
                                     self->cancellable,
                                     customers_found_cb,
                                     kontor_weak_new (self));
  changed_cb (self);
}

static void
customer_taken_cb (KontorOrderFormPage *self, KontorJson *hit)
{
  if (hit != NULL)
    choose_customer (self, hit);
  focus_line (g_ptr_array_index (self->rows, 0));
  changed_cb (self);
}

static void
clear (KontorOrderFormPage *self)
{
  self->filling = TRUE;
  while (self->rows->len > 0)
    {
      gtk_box_remove (self->lines, g_ptr_array_index (self->rows, 0));
      g_ptr_array_remove_index (self->rows, 0);
    }
  choose_customer (self, NULL);
  kontor_order_picker_set_text (self->customer, "");
  gtk_editable_set_text (GTK_EDITABLE (self->note), "");
  gtk_widget_set_visible (GTK_WIDGET (self->message), FALSE);
  self->filling = FALSE;
}

static void
start_anew (KontorOrderFormPage *self)
{
  g_clear_handle_id (&self->draft_id, g_source_remove);
  kontor_replica_save_draft (kontor_company_get_replica (company_of (self)), DRAFT, NULL);
  clear (self);
  add_line (self, "goods");
  show_totals (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "order-form.create", FALSE);
}

static void
customer_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (KontorOrderFormPage) self = kontor_weak_take (user_data);
  g_autoptr (KontorJson) customer = kontor_company_query_finish (NULL, result, NULL);

  if (self == NULL || customer == NULL)
    return;
  choose_customer (self, customer);
  changed_cb (self);
}

static void
load_customer (KontorOrderFormPage *self, const KontorUid *uid)
{
  kontor_company_query_uid_async (company_of (self),
                                  kontor_query_customer_json,
                                  uid,
                                  self->cancellable,
                                  customer_loaded_cb,
                                  kontor_weak_new (self));
}

static void
fill (KontorOrderFormPage *self, const KontorJson *draft)
{
  const KontorJson *lines = kontor_json_get_array (draft, "lines");
  KontorUid         customer;

  clear (self);
  self->filling = TRUE;
  kontor_order_picker_set_text (self->customer,
                                kontor_json_get_string (draft, "customer_name", ""));
  gtk_editable_set_text (GTK_EDITABLE (self->note), kontor_json_get_string (draft, "note", ""));
  for (guint i = 0; lines != NULL && i < kontor_json_length (lines); i++)
    {
      const KontorJson *line = kontor_json_at (lines, i);

      kontor_order_form_line_fill (add_line (self, kontor_json_get_string (line, "kind", "goods")),
                                   line);
    }
  if (self->rows->len == 0)
    add_line (self, "goods");
  self->filling = FALSE;
  if (kontor_uid_parse (&customer, kontor_json_get_string (draft, "customer", "")))
    load_customer (self, &customer);
  show_totals (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "order-form.create", can_create (self));
}

static gboolean
check (KontorOrderFormPage *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      KontorOrderFormLine *line = g_ptr_array_index (self->rows, i);
      g_autofree char     *message = NULL;

      if (kontor_order_form_line_is_empty (line) || kontor_order_form_line_check (line, &message))
        continue;
      gtk_label_set_label (self->message, message);
      gtk_widget_set_visible (GTK_WIDGET (self->message), TRUE);
      return FALSE;
    }
  return TRUE;
}

static void
created (GtkWidget *widget, const KontorJson *result)
{
  KontorOrderFormPage *self = KONTOR_ORDER_FORM_PAGE (widget);
  const char          *uid = result != NULL ? kontor_json_get_string (result, "order", NULL) : NULL;

  self->creating = FALSE;
  gtk_widget_action_set_enabled (widget, "order-form.create", can_create (self));
  if (uid == NULL)
    {
      save_draft_cb (self);
      return;
    }
  start_anew (self);
  gtk_widget_activate_action (widget, "win.record", "(ss)", "order", uid);
}

static void
create_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorOrderFormPage *self = KONTOR_ORDER_FORM_PAGE (widget);

  if (!can_create (self) || !check (self))
    return;
  self->creating = TRUE; /* once is enough */
  gtk_widget_action_set_enabled (widget, "order-form.create", FALSE);
  g_clear_handle_id (&self->draft_id, g_source_remove); /* no draft of what is on its way */
  kontor_act_form (widget,
                   company_of (self),
                   DRAFT,
                   "order.create",
                   read_form (self),
                   _ ("Order created"),
                   created);
}

static void
discard_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  start_anew (KONTOR_ORDER_FORM_PAGE (widget));
  gtk_widget_activate_action (widget, "win.page", "s", "orders");
}

static void
add_line_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gboolean is_shipping = g_str_equal (name, "order-form.add-shipping");

  focus_line (add_line (KONTOR_ORDER_FORM_PAGE (widget), is_shipping ? "shipping" : "goods"));
}

static void
load_draft (GTask *task)
{
  KontorCompany *company = g_task_get_task_data (task);

  g_task_return_pointer (task,
                         kontor_replica_load_draft (kontor_company_get_replica (company), DRAFT),
                         (GDestroyNotify) kontor_json_unref);
}

static void
draft_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (KontorOrderFormPage) self = kontor_weak_take (user_data);
  g_autoptr (KontorJson) draft = g_task_propagate_pointer (G_TASK (result), NULL);
  g_autoptr (KontorJson) typed = self != NULL ? read_form (self) : NULL;

  if (self != NULL && draft != NULL && !has_content (typed))
    fill (self, draft);
}

static void
kontor_order_form_page_open (KontorPage *page, const KontorUid *uid)
{
  load_customer (KONTOR_ORDER_FORM_PAGE (page), uid);
}

static gboolean
kontor_order_form_page_back (KontorPage *page)
{
  /* The draft stays: Escape only goes a step back. */
  return gtk_widget_activate_action (GTK_WIDGET (page), "win.page", "s", "orders");
}

static void
kontor_order_form_page_put_aside (KontorPage *page)
{
  KontorOrderFormPage *self = KONTOR_ORDER_FORM_PAGE (page);

  if (self->draft_id == 0)
    return;
  g_clear_handle_id (&self->draft_id, g_source_remove);
  save_draft_cb (self);
}

static gboolean
kontor_order_form_page_suggested (KontorPage *page)
{
  return gtk_widget_activate_action (GTK_WIDGET (page), "order-form.create", NULL);
}

static gboolean
kontor_order_form_page_create (KontorPage *page)
{
  return TRUE; /* this is where orders are made */
}

static void
kontor_order_form_page_shown (KontorPage *page)
{
  kontor_order_picker_focus (KONTOR_ORDER_FORM_PAGE (page)->customer);
}

static char *
customer_title (const KontorJson *hit, gpointer user_data)
{
  return g_strdup (kontor_json_get_string (hit, "name", ""));
}

static char *
customer_subtitle (const KontorJson *hit, gpointer user_data)
{
  return g_strjoin (" · ",
                    kontor_json_get_string (hit, "number", ""),
                    kontor_json_get_string (hit, "city", ""),
                    kontor_json_get_string (hit, "email", ""),
                    NULL);
}

static void
kontor_order_form_page_constructed (GObject *object)
{
  KontorOrderFormPage *self = KONTOR_ORDER_FORM_PAGE (object);
  GTask               *task;

  G_OBJECT_CLASS (kontor_order_form_page_parent_class)->constructed (object);
  kontor_order_picker_set_label (self->customer, _ ("Name, number or e-mail of the customer"));
  kontor_order_picker_set_texts (self->customer, customer_title, customer_subtitle, self);
  add_line (self, "goods");
  show_totals (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "order-form.create", FALSE);
  task = g_task_new (company_of (self), self->cancellable, draft_loaded_cb, kontor_weak_new (self));
  g_task_set_source_tag (task, load_draft);
  g_task_set_task_data (task, g_object_ref (company_of (self)), g_object_unref);
  kontor_worker_run (kontor_company_get_worker (company_of (self)), task, load_draft);
}

static void
kontor_order_form_page_dispose (GObject *object)
{
  KontorOrderFormPage *self = KONTOR_ORDER_FORM_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->draft_id, g_source_remove);
  G_OBJECT_CLASS (kontor_order_form_page_parent_class)->dispose (object);
}

static void
kontor_order_form_page_finalize (GObject *object)
{
  KontorOrderFormPage *self = KONTOR_ORDER_FORM_PAGE (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->chosen, kontor_json_unref);
  G_OBJECT_CLASS (kontor_order_form_page_parent_class)->finalize (object);
}

static void
kontor_order_form_page_class_init (KontorOrderFormPageClass *klass)
{
  GObjectClass    *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass  *widget_class = GTK_WIDGET_CLASS (klass);
  KontorPageClass *page_class = KONTOR_PAGE_CLASS (klass);

  object_class->constructed = kontor_order_form_page_constructed;
  object_class->dispose = kontor_order_form_page_dispose;
  object_class->finalize = kontor_order_form_page_finalize;
  page_class->open = kontor_order_form_page_open;
  page_class->back = kontor_order_form_page_back;
  page_class->put_aside = kontor_order_form_page_put_aside;
  page_class->suggested = kontor_order_form_page_suggested;
  page_class->create = kontor_order_form_page_create;
  page_class->shown = kontor_order_form_page_shown;

  g_type_ensure (KONTOR_TYPE_ORDER_PICKER);
  gtk_widget_class_install_action (widget_class, "order-form.create", NULL, create_action);
  gtk_widget_class_install_action (widget_class, "order-form.discard", NULL, discard_action);
  gtk_widget_class_install_action (widget_class, "order-form.add-line", NULL, add_line_action);
  gtk_widget_class_install_action (widget_class, "order-form.add-shipping", NULL, add_line_action);
  g_type_ensure (KONTOR_TYPE_BESIDE);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/kontorapp/Kontor/ui/kontor-order-form-page.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorOrderFormPage, customer);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderFormPage, customer_detail);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderFormPage, lines);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderFormPage, total);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderFormPage, taxes);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderFormPage, note);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderFormPage, message);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, customer_wanted_cb);
  gtk_widget_class_bind_template_callback (widget_class, customer_taken_cb);
}

static void
kontor_order_form_page_init (KontorOrderFormPage *self)
{
  self->cancellable = g_cancellable_new ();
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  kontor_text_scale_template (GTK_WIDGET (self));
}
