/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-purchase-form-page.h"

#include <glib/gi18n.h>

#include "kontor-act.h"
#include "kontor-beside.h"
#include "kontor-date-entry.h"
#include "kontor-format.h"
#include "kontor-product-picker.h"
#include "kontor-purchase-form-line.h"
#include "kontor-purchase-query.h"
#include "kontor-toast.h"
#include "kontor-weak.h"

#define DRAFT "new-purchase"
#define SAVE_AFTER_MS 300

/**
 * KontorPurchaseFormPage:
 *
 * The form for an order to a supplier, a new one or a draft that is changed. What was typed for a
 * new one is kept until it is made, also over a crash.
 */
struct _KontorPurchaseFormPage
{
  KontorPage parent_instance;

  KontorJson   *edited;      /* (owned) (nullable): the order that is changed */
  GPtrArray    *rows;        /* (owned) of KontorPurchaseFormLine: unowned elements */
  GCancellable *cancellable; /* (owned): cancelled in dispose */
  guint         draft_id;
  gboolean      filling;
  gboolean      saving;        /* the command is on its way */
  gboolean      is_ready;      /* a draft that was kept is here */
  char         *supplier_uid;  /* (owned) (nullable): who the order shall be for, until then */
  char         *supplier_name; /* (owned) (nullable) */

  /* Template children */
  AdwWindowTitle      *title;
  GtkButton           *save;
  GtkButton           *discard;
  KontorProductPicker *supplier;
  KontorDateEntry     *expected;
  GtkBox              *lines;
  GtkLabel            *total;
  GtkEntry            *note;
  GtkLabel            *message;
};

G_DEFINE_FINAL_TYPE (KontorPurchaseFormPage, kontor_purchase_form_page, KONTOR_TYPE_PAGE)

static KontorCompany *
company_of (KontorPurchaseFormPage *self)
{
  return kontor_page_get_company (KONTOR_PAGE (self));
}

static const char *
note_of (KontorPurchaseFormPage *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->note));
}

static KontorJson *
read_lines (KontorPurchaseFormPage *self)
{
  KontorJson *lines = kontor_json_new_array ();

  for (guint i = 0; i < self->rows->len; i++)
    if (!kontor_purchase_form_line_is_empty (self->rows->pdata[i]))
      kontor_json_append (lines, kontor_purchase_form_line_read (self->rows->pdata[i]));
  return lines;
}

/* Parameters of purchase.create; the draft has the supplier's name, too. */
static KontorJson *
read_form (KontorPurchaseFormPage *self)
{
  KontorJson *params = kontor_json_new_object ();
  gint64      expected_at = kontor_date_entry_get_end (self->expected);

  kontor_json_set_string (params, "supplier", kontor_product_picker_get_uid (self->supplier));
  if (expected_at != 0)
    kontor_json_set_integer (params, "expected_at", expected_at);
  if (*note_of (self) != '\0')
    kontor_json_set_string (params, "note", note_of (self));
  kontor_json_set (params, "lines", read_lines (self));
  return params;
}

static gboolean
has_content (KontorPurchaseFormPage *self)
{
  g_autoptr (KontorJson) lines = read_lines (self);

  return kontor_json_length (lines) > 0 || *note_of (self) != '\0'
         || *kontor_product_picker_get_uid (self->supplier) != '\0';
}

static gboolean
save_draft_cb (gpointer data)
{
  KontorPurchaseFormPage *self = data;
  KontorJson             *form = has_content (self) ? read_form (self) : NULL;

  self->draft_id = 0;
  if (form != NULL)
    kontor_json_set_string (form, "supplier_name", kontor_product_picker_get_name (self->supplier));
  kontor_replica_save_draft (kontor_company_get_replica (company_of (self)), DRAFT, form);
  return G_SOURCE_REMOVE;
}

static void
show_total (KontorPurchaseFormPage *self)
{
  gint64           sum = 0;
  g_autofree char *amount = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < self->rows->len; i++)
    kontor_add_checked (sum, kontor_purchase_form_line_show_total (self->rows->pdata[i]), &sum);
  amount = kontor_format_money (sum, kontor_company_get_currency (company_of (self)));
  text = g_strdup_printf (_ ("Net total %s"), amount);
  gtk_label_set_label (self->total, text);
}

static gboolean
can_save (KontorPurchaseFormPage *self)
{
  g_autoptr (KontorJson) lines = read_lines (self);

  return !self->saving && kontor_json_length (lines) > 0;
}

static void
show_message (KontorPurchaseFormPage *self, const char *text)
{
  gtk_label_set_label (self->message, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message), text != NULL);
}

static void
changed_cb (KontorPurchaseFormPage *self)
{
  if (self->filling)
    return;
  show_total (self);
  show_message (self, NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "purchase-form.save", can_save (self));
  g_clear_handle_id (&self->draft_id, g_source_remove);
  if (self->edited == NULL)
    self->draft_id = g_timeout_add (SAVE_AFTER_MS, save_draft_cb, self);
}

static void
supplier_chosen_cb (KontorPurchaseFormPage *self, const char *uid)
{
  for (guint i = 0; i < self->rows->len; i++)
    kontor_purchase_form_line_set_supplier (self->rows->pdata[i], uid);
  changed_cb (self);
}

/* --- lines --- */

static KontorPurchaseFormLine *add_line (KontorPurchaseFormPage *self);

static void
focus_line (gpointer line)
{
  gtk_widget_child_focus (GTK_WIDGET (line), GTK_DIR_TAB_FORWARD);
}

/* Enter in the last field: the next line, made when there is none. */
static void
next_cb (KontorPurchaseFormPage *self, GtkWidget *line)
{
  guint position = 0;

  g_ptr_array_find (self->rows, line, &position);
  if (position + 1 < self->rows->len)
    focus_line (self->rows->pdata[position + 1]);
  else
    focus_line (add_line (self));
}

static void
removed_cb (KontorPurchaseFormPage *self, GtkWidget *line)
{
  g_ptr_array_remove (self->rows, line);
  gtk_box_remove (self->lines, line);
  if (self->rows->len == 0)
    add_line (self);
  changed_cb (self);
}

static KontorPurchaseFormLine *
add_line (KontorPurchaseFormPage *self)
{
  GtkWidget *line = kontor_purchase_form_line_new (company_of (self));

  kontor_purchase_form_line_set_supplier (KONTOR_PURCHASE_FORM_LINE (line),
                                          kontor_product_picker_get_uid (self->supplier));
  g_signal_connect_object (line, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (line, "next", G_CALLBACK (next_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (line, "removed", G_CALLBACK (removed_cb), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->rows, line);
  gtk_box_append (self->lines, line);
  return KONTOR_PURCHASE_FORM_LINE (line);
}

/* --- filling --- */

static void
clear (KontorPurchaseFormPage *self)
{
  while (self->rows->len > 0)
    {
      gtk_box_remove (self->lines, self->rows->pdata[0]);
      g_ptr_array_remove_index (self->rows, 0);
    }
  kontor_product_picker_set_chosen (self->supplier, "", "");
  kontor_date_entry_set_end (self->expected, 0);
  gtk_editable_set_text (GTK_EDITABLE (self->note), "");
  show_message (self, NULL);
}

static void
fill (KontorPurchaseFormPage *self, const KontorJson *form)
{
  const KontorJson *lines = kontor_json_get_array (form, "lines");

  self->filling = TRUE;
  clear (self);
  kontor_product_picker_set_chosen (self->supplier,
                                    kontor_json_get_string (form, "supplier", ""),
                                    kontor_json_get_string (form, "supplier_name", ""));
  kontor_date_entry_set_end (self->expected, kontor_json_get_integer (form, "expected_at", 0));
  gtk_editable_set_text (GTK_EDITABLE (self->note), kontor_json_get_string (form, "note", ""));
  for (guint i = 0; i < kontor_json_length (lines); i++)
    kontor_purchase_form_line_fill (add_line (self), kontor_json_at (lines, i));
  if (self->rows->len == 0)
    add_line (self);
  self->filling = FALSE;
  show_total (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "purchase-form.save", can_save (self));
}

static void
show_mode (KontorPurchaseFormPage *self)
{
  gboolean is_new = self->edited == NULL;

  adw_window_title_set_title (self->title, is_new ? _ ("New Purchase Order") : _ ("Edit Order"));
  adw_window_title_set_subtitle (self->title,
                                 is_new ? "" : kontor_json_get_string (self->edited, "number", ""));
  gtk_button_set_label (self->save, is_new ? _ ("_Create Purchase Order") : _ ("_Save Order"));
  gtk_label_set_ellipsize (GTK_LABEL (gtk_button_get_child (self->save)), PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->discard),
                               is_new ? _ ("Discard Draft") : _ ("Discard Changes"));
}

static void
start_anew (KontorPurchaseFormPage *self)
{
  g_autoptr (KontorJson) nothing = kontor_json_new_object ();

  g_clear_handle_id (&self->draft_id, g_source_remove);
  if (self->edited == NULL)
    kontor_replica_save_draft (kontor_company_get_replica (company_of (self)), DRAFT, NULL);
  g_clear_pointer (&self->edited, kontor_json_unref);
  fill (self, nothing);
  show_mode (self);
}

/* --- saving --- */

static void
saved (GtkWidget *widget, const KontorJson *result)
{
  KontorPurchaseFormPage *self = KONTOR_PURCHASE_FORM_PAGE (widget);
  const char             *uid = kontor_json_get_string (result, "purchase", NULL);

  self->saving = FALSE;
  gtk_widget_action_set_enabled (widget, "purchase-form.save", can_save (self));
  if (uid == NULL)
    return;
  gtk_widget_activate_action (widget, "win.record", "(ss)", "purchase_order", uid);
  start_anew (self);
}

static gboolean
check (KontorPurchaseFormPage *self)
{
  if (*kontor_product_picker_get_uid (self->supplier) == '\0')
    {
      show_message (self, _ ("Choose the supplier."));
      gtk_widget_child_focus (GTK_WIDGET (self->supplier), GTK_DIR_TAB_FORWARD);
      return FALSE;
    }
  if (!kontor_date_entry_is_right (self->expected))
    {
      show_message (self, _ ("The expected day is no date."));
      gtk_widget_grab_focus (GTK_WIDGET (self->expected));
      return FALSE;
    }
  for (guint i = 0; i < self->rows->len; i++)
    {
      g_autofree char *message = NULL;

      if (kontor_purchase_form_line_is_empty (self->rows->pdata[i])
          || kontor_purchase_form_line_check (self->rows->pdata[i], &message))
        continue;
      show_message (self, message);
      return FALSE;
    }
  return TRUE;
}

static void
set_field (KontorPurchaseFormPage *self,
           KontorJson             *fields,
           const KontorJson       *form,
           const char             *key)
{
  KontorJson       *field = kontor_json_new_object ();
  const KontorJson *before = kontor_json_get (self->edited, key);
  const KontorJson *after = kontor_json_get (form, key);

  kontor_json_set (field,
                   "base",
                   before != NULL ? kontor_json_ref ((KontorJson *) before)
                                  : kontor_json_new_null ());
  kontor_json_set (
    field, "new", after != NULL ? kontor_json_ref ((KontorJson *) after) : kontor_json_new_null ());
  kontor_json_set (fields, key, field);
}

/* Parameters of purchase.edit. */
static KontorJson *
read_changes (KontorPurchaseFormPage *self)
{
  g_autoptr (KontorJson) form = read_form (self);
  KontorJson *params = kontor_json_new_object ();
  KontorJson *fields = kontor_json_new_object ();

  if (kontor_json_get (form, "note") == NULL)
    kontor_json_set_string (form, "note", "");
  set_field (self, fields, form, "supplier");
  set_field (self, fields, form, "expected_at");
  set_field (self, fields, form, "note");
  kontor_json_set_string (params, "purchase", kontor_json_get_string (self->edited, "uid", ""));
  kontor_json_set (params, "fields", fields);
  kontor_json_set (params, "lines", read_lines (self));
  kontor_json_set_integer (
    params, "base_changed_at", kontor_json_get_integer (self->edited, "changed_at", 0));
  return params;
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorPurchaseFormPage *self = KONTOR_PURCHASE_FORM_PAGE (widget);

  if (!can_save (self) || !check (self))
    return;
  self->saving = TRUE; /* once is enough */
  gtk_widget_action_set_enabled (widget, "purchase-form.save", FALSE);
  g_clear_handle_id (&self->draft_id, g_source_remove); /* no draft of what is on its way */
  if (self->edited != NULL)
    kontor_act_then (widget,
                     company_of (self),
                     "purchase.edit",
                     read_changes (self),
                     _ ("Purchase order changed"),
                     saved);
  else
    kontor_act_form (widget,
                     company_of (self),
                     DRAFT,
                     "purchase.create",
                     read_form (self),
                     _ ("Purchase order created"),
                     saved);
}

static void
discard_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  start_anew (KONTOR_PURCHASE_FORM_PAGE (widget));
  gtk_widget_activate_action (widget, "win.page", "s", "purchases");
}

static void
add_line_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  focus_line (add_line (KONTOR_PURCHASE_FORM_PAGE (widget)));
}

/* --- reading --- */

static void
load_draft (GTask *task)
{
  KontorCompany *company = g_task_get_task_data (task);

  g_task_return_pointer (task,
                         kontor_replica_load_draft (kontor_company_get_replica (company), DRAFT),
                         (GDestroyNotify) kontor_json_unref);
}

/* What somebody began for another supplier is not lost: it is finished or discarded first. */
static void
take_supplier (KontorPurchaseFormPage *self)
{
  const char      *chosen = kontor_product_picker_get_uid (self->supplier);
  g_autofree char *uid = g_steal_pointer (&self->supplier_uid);
  g_autofree char *name = g_steal_pointer (&self->supplier_name);

  if (uid == NULL || g_str_equal (chosen, uid))
    return;
  if (self->edited != NULL || *chosen != '\0')
    {
      kontor_toast (GTK_WIDGET (self),
                    _ ("Another order is being written here: finish or discard it first"));
      return;
    }
  kontor_product_picker_set_chosen (self->supplier, uid, name);
  supplier_chosen_cb (self, uid);
  changed_cb (self);
}

static void
draft_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (KontorPurchaseFormPage) self = kontor_weak_take (user_data);
  g_autoptr (KontorJson) draft = g_task_propagate_pointer (G_TASK (result), NULL);

  if (self == NULL)
    return;
  if (draft != NULL && self->edited == NULL && !has_content (self))
    fill (self, draft);
  self->is_ready = TRUE;
  take_supplier (self);
}

static void
purchase_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (KontorPurchaseFormPage) self = kontor_weak_take (user_data);
  g_autoptr (KontorJson) purchase = kontor_company_query_finish (NULL, result, NULL);

  if (self == NULL || purchase == NULL)
    return;
  if (self->draft_id != 0)
    {
      g_clear_handle_id (&self->draft_id, g_source_remove);
      save_draft_cb (self);
    }
  g_clear_pointer (&self->edited, kontor_json_unref);
  self->edited = g_steal_pointer (&purchase);
  fill (self, self->edited);
  show_mode (self);
}

static void
kontor_purchase_form_page_open (KontorPage *page, const KontorUid *uid)
{
  KontorPurchaseFormPage *self = KONTOR_PURCHASE_FORM_PAGE (page);

  kontor_company_query_uid_async (company_of (self),
                                  kontor_query_purchase_json,
                                  uid,
                                  self->cancellable,
                                  purchase_read_cb,
                                  kontor_weak_new (self));
}

static void
read_draft (KontorPurchaseFormPage *self)
{
  GTask *task = g_task_new (
    company_of (self), self->cancellable, draft_loaded_cb, kontor_weak_new (self));

  g_task_set_source_tag (task, load_draft);
  g_task_set_task_data (task, g_object_ref (company_of (self)), g_object_unref);
  kontor_worker_run (kontor_company_get_worker (company_of (self)), task, load_draft);
}

static gboolean
kontor_purchase_form_page_back (KontorPage *page)
{
  KontorPurchaseFormPage *self = KONTOR_PURCHASE_FORM_PAGE (page);

  /* The draft of a new order stays; changes of another one are left. */
  if (self->edited != NULL)
    {
      start_anew (self);
      read_draft (self);
    }
  return gtk_widget_activate_action (GTK_WIDGET (page), "win.page", "s", "purchases");
}

static gboolean
kontor_purchase_form_page_suggested (KontorPage *page)
{
  return gtk_widget_activate_action (GTK_WIDGET (page), "purchase-form.save", NULL);
}

static gboolean
kontor_purchase_form_page_create (KontorPage *page)
{
  return TRUE; /* this is where they are made */
}

static void
kontor_purchase_form_page_shown (KontorPage *page)
{
  gtk_widget_child_focus (GTK_WIDGET (KONTOR_PURCHASE_FORM_PAGE (page)->supplier),
                          GTK_DIR_TAB_FORWARD);
}

static void
kontor_purchase_form_page_constructed (GObject *object)
{
  KontorPurchaseFormPage *self = KONTOR_PURCHASE_FORM_PAGE (object);

  G_OBJECT_CLASS (kontor_purchase_form_page_parent_class)->constructed (object);
  kontor_product_picker_set_up (self->supplier, company_of (self), KONTOR_PICK_SUPPLIER, NULL);
  kontor_product_picker_set_label (self->supplier, _ ("Supplier"));
  kontor_date_entry_set_label (self->expected, _ ("Expected"));
  add_line (self);
  show_total (self);
  show_mode (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "purchase-form.save", FALSE);
  read_draft (self);
}

static void
kontor_purchase_form_page_dispose (GObject *object)
{
  KontorPurchaseFormPage *self = KONTOR_PURCHASE_FORM_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->draft_id, g_source_remove);

  G_OBJECT_CLASS (kontor_purchase_form_page_parent_class)->dispose (object);
}

static void
kontor_purchase_form_page_finalize (GObject *object)
{
  KontorPurchaseFormPage *self = KONTOR_PURCHASE_FORM_PAGE (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->edited, kontor_json_unref);
  g_clear_pointer (&self->supplier_uid, g_free);
  g_clear_pointer (&self->supplier_name, g_free);

  G_OBJECT_CLASS (kontor_purchase_form_page_parent_class)->finalize (object);
}

static void
kontor_purchase_form_page_class_init (KontorPurchaseFormPageClass *klass)
{
  GObjectClass    *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass  *widget_class = GTK_WIDGET_CLASS (klass);
  KontorPageClass *page_class = KONTOR_PAGE_CLASS (klass);

  object_class->constructed = kontor_purchase_form_page_constructed;
  object_class->dispose = kontor_purchase_form_page_dispose;
  object_class->finalize = kontor_purchase_form_page_finalize;
  page_class->open = kontor_purchase_form_page_open;
  page_class->back = kontor_purchase_form_page_back;
  page_class->suggested = kontor_purchase_form_page_suggested;
  page_class->create = kontor_purchase_form_page_create;
  page_class->shown = kontor_purchase_form_page_shown;

  g_type_ensure (KONTOR_TYPE_PRODUCT_PICKER);
  g_type_ensure (KONTOR_TYPE_DATE_ENTRY);
  g_type_ensure (KONTOR_TYPE_BESIDE);
  gtk_widget_class_install_action (widget_class, "purchase-form.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "purchase-form.discard", NULL, discard_action);
  gtk_widget_class_install_action (widget_class, "purchase-form.add-line", NULL, add_line_action);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/kontorapp/Kontor/ui/kontor-purchase-form-page.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorPurchaseFormPage, title);
  gtk_widget_class_bind_template_child (widget_class, KontorPurchaseFormPage, save);
  gtk_widget_class_bind_template_child (widget_class, KontorPurchaseFormPage, discard);
  gtk_widget_class_bind_template_child (widget_class, KontorPurchaseFormPage, supplier);
  gtk_widget_class_bind_template_child (widget_class, KontorPurchaseFormPage, expected);
  gtk_widget_class_bind_template_child (widget_class, KontorPurchaseFormPage, lines);
  gtk_widget_class_bind_template_child (widget_class, KontorPurchaseFormPage, total);
  gtk_widget_class_bind_template_child (widget_class, KontorPurchaseFormPage, note);
  gtk_widget_class_bind_template_child (widget_class, KontorPurchaseFormPage, message);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, supplier_chosen_cb);
}

static void
kontor_purchase_form_page_init (KontorPurchaseFormPage *self)
{
  self->rows = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kontor_purchase_form_page_start:
 * @supplier: uid of the supplier that a new order is for
 * @name: what it is called
 *
 * Chooses the supplier of a new order, unless another one is being written.
 */
void
kontor_purchase_form_page_start (KontorPurchaseFormPage *self,
                                 const char             *supplier,
                                 const char             *name)
{
  g_return_if_fail (KONTOR_IS_PURCHASE_FORM_PAGE (self));

  g_free (self->supplier_uid);
  g_free (self->supplier_name);
  self->supplier_uid = g_strdup (supplier);
  self->supplier_name = g_strdup (name);
  if (self->is_ready)
    take_supplier (self);
}
