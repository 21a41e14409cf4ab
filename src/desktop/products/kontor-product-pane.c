/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-product-pane.h"

#include <glib/gi18n.h>

#include "kontor-act.h"
#include "kontor-format.h"
#include "kontor-goods-query.h"
#include "kontor-pane.h"
#include "kontor-problem.h"
#include "kontor-product-cell.h"
#include "kontor-product-edit.h"
#include "kontor-product-facts.h"
#include "kontor-product-history.h"
#include "kontor-product-label-window.h"
#include "kontor-product-pictures.h"
#include "kontor-product-price.h"
#include "kontor-product-text.h"
#include "kontor-product-variant-window.h"
#include "kontor-product-variants.h"
#include "kontor-product-words.h"
#include "kontor-state.h"
#include "kontor-toast.h"
#include "kontor-weak.h"

/**
 * KontorProductPane:
 *
 * One product as a workplace: its pictures, its variants with what they bring, what it is, where it
 * comes from, and who changed what.
 */
struct _KontorProductPane
{
  AdwBin parent_instance;

  KontorCompany *company;     /* (owned) (not nullable): construct only */
  KontorUid      uid;         /* nil: nothing is selected */
  KontorJson    *product;     /* (owned) (nullable) until read */
  GCancellable  *cancellable; /* (owned) (nullable): of the reading under way */

  /* Template children */
  GtkStack              *stack;
  AdwStatusPage         *failed;
  GtkScrolledWindow     *scroll;
  KontorProductCell     *name;
  GtkImage              *state_icon;
  GtkLabel              *summary;
  GtkButton             *suggested;
  KontorProductPictures *pictures;
  KontorProductVariants *variants;
  KontorProductFacts    *facts;
  KontorProductText     *description;
  GtkBox                *origin_box;
  GtkLabel              *origin;
  GtkBox                *parts_box;
  GtkLabel              *parts;
  KontorTimeline        *timeline;
};

typedef enum
{
  PROP_COMPANY = 1,
} KontorProductPaneProperty;

static void kontor_product_pane_pane_init (KontorPaneInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (KontorProductPane,
                               kontor_product_pane,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (KONTOR_TYPE_PANE,
                                                      kontor_product_pane_pane_init))

static gboolean
is_archived (const KontorJson *product)
{
  return kontor_json_get (product, "archived_at") != NULL;
}

static const char *
state_of (const KontorJson *product)
{
  if (is_archived (product))
    return "archived";
  return kontor_json_get_boolean (product, "published", TRUE) ? "active" : "unpublished";
}

static gint64
count_sold (const KontorJson *product)
{
  const KontorJson *variants = kontor_json_get_array (product, "variants");
  gint64            sold = 0;

  for (guint i = 0; variants != NULL && i < kontor_json_length (variants); i++)
    sold += kontor_json_get_integer (kontor_json_at (variants, i), "sold", 0);
  return sold;
}

static void
show_head (KontorProductPane *self)
{
  const KontorState *state = kontor_state_find (state_of (self->product));
  const char        *kind = kontor_json_get_string (self->product, "kind", "");
  gint64             sold = count_sold (self->product);
  g_autofree char   *number = kontor_format_quantity (sold);
  g_autofree char   *sales = g_strdup_printf (_ ("%s sold"), number);
  g_autofree char   *summary = g_strjoin (" · ",
                                        _ (state->label),
                                        kontor_product_choice_name (kontor_product_kinds, kind),
                                        sold > 0 ? sales : NULL,
                                        NULL);

  kontor_product_cell_set_text (self->name, kontor_json_get_string (self->product, "title", ""));
  gtk_image_set_from_icon_name (self->state_icon, state->icon_name);
  gtk_label_set_label (self->summary, summary);
}

typedef struct
{
  const char *label; /* N_() */
  const char *action;
} Step;

static gboolean
misses_price (KontorProductPane *self)
{
  const KontorJson *variants = kontor_json_get_array (self->product, "variants");
  const char       *currency = kontor_company_get_currency (self->company);

  for (guint i = 0; variants != NULL && i < kontor_json_length (variants); i++)
    {
      const KontorJson *variant = kontor_json_at (variants, i);

      if (!is_archived (variant)
          && kontor_product_price_now (variant, currency, kontor_time_now ()) == NULL)
        return TRUE;
    }
  return FALSE;
}

static gboolean
misses_parts (KontorProductPane *self)
{
  const KontorJson *variants = kontor_json_get_array (self->product, "variants");
  const KontorJson *first = variants != NULL && kontor_json_length (variants) > 0
                              ? kontor_json_at (variants, 0)
                              : NULL;
  const KontorJson *parts = kontor_json_get_array (first, "parts");

  return g_str_equal (kontor_json_get_string (self->product, "kind", ""), "bundle")
         && (parts == NULL || kontor_json_length (parts) == 0);
}

static const Step *
next_step (KontorProductPane *self)
{
  static const Step restore = { N_ ("_Restore Product"), "product.restore" };
  static const Step parts = { N_ ("Add _Parts…"), "product.parts" };
  static const Step price = { N_ ("Set _Price"), "product.price" };
  static const Step publish = { N_ ("Pu_blish"), "product.publish" };

  if (self->product == NULL)
    return NULL;
  if (is_archived (self->product))
    return &restore;
  if (misses_parts (self))
    return &parts;
  if (misses_price (self))
    return &price;
  return kontor_json_get_boolean (self->product, "published", TRUE) ? NULL : &publish;
}

static void
update_actions (KontorProductPane *self)
{
  const Step *step = next_step (self);
  gboolean    there = self->product != NULL;
  gboolean    archived = there && is_archived (self->product);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "product.archive", there && !archived);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "product.restore", archived);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "product.labels", there);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "product.add-variant", there && !archived);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "product.copy-number", there);
  gtk_widget_set_visible (GTK_WIDGET (self->suggested), step != NULL);
  if (step == NULL)
    return;
  gtk_button_set_label (self->suggested, _ (step->label));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->suggested), step->action);
}

static void
append_line (GString *text, const char *line)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", line);
}

/* "10 ml: Robertet, RB-10, pack of 12" */
static char *
dup_origin (const KontorJson *product)
{
  const KontorJson *variants = kontor_json_get_array (product, "variants");
  GString          *text = g_string_new (NULL);

  for (guint i = 0; variants != NULL && i < kontor_json_length (variants); i++)
    {
      const KontorJson *variant = kontor_json_at (variants, i);
      const KontorJson *suppliers = kontor_json_get_array (variant, "suppliers");
      g_autofree char  *name = kontor_product_variant_name (variant);

      for (guint k = 0; suppliers != NULL && k < kontor_json_length (suppliers); k++)
        {
          const KontorJson *supplier = kontor_json_at (suppliers, k);
          const char       *code = kontor_json_get_string (supplier, "order_code", "");
          gint64            pack = kontor_json_get_integer (supplier, "pack_quantity", 0);
          g_autofree char  *number = kontor_format_quantity (pack);
          g_autofree char  *packed = g_strdup_printf (_ ("pack of %s"), number);
          g_autofree char  *line = g_strdup_printf ("%s%s%s%s%s%s%s",
                                                   name,
                                                   *name != '\0' ? ": " : "",
                                                   kontor_json_get_string (supplier, "name", ""),
                                                   *code != '\0' ? ", " : "",
                                                   code,
                                                   pack > KONTOR_QUANTITY_ONE ? ", " : "",
                                                   pack > KONTOR_QUANTITY_ONE ? packed : "");

          append_line (text, line);
        }
    }
  return g_string_free (text, FALSE);
}

/* "2 × Cedar, CED-10" */
static char *
dup_parts (const KontorJson *product)
{
  const KontorJson *variants = kontor_json_get_array (product, "variants");
  GString          *text = g_string_new (NULL);

  for (guint i = 0; variants != NULL && i < kontor_json_length (variants); i++)
    {
      const KontorJson *parts = kontor_json_get_array (kontor_json_at (variants, i), "parts");

      for (guint k = 0; parts != NULL && k < kontor_json_length (parts); k++)
        {
          const KontorJson *part = kontor_json_at (parts, k);
          const char       *sku = kontor_json_get_string (part, "sku", "");
          g_autofree char  *quantity = kontor_format_quantity (
            kontor_json_get_integer (part, "quantity", 0));
          g_autofree char *line = g_strdup_printf ("%s × %s%s%s",
                                                   quantity,
                                                   kontor_json_get_string (part, "title", ""),
                                                   *sku != '\0' ? ", " : "",
                                                   sku);

          append_line (text, line);
        }
    }
  return g_string_free (text, FALSE);
}

static void
show_lists (KontorProductPane *self)
{
  g_autofree char *origin = dup_origin (self->product);
  g_autofree char *parts = dup_parts (self->product);

  gtk_label_set_label (self->origin, origin);
  gtk_widget_set_visible (GTK_WIDGET (self->origin_box), *origin != '\0');
  gtk_label_set_label (self->parts, parts);
  gtk_widget_set_visible (GTK_WIDGET (self->parts_box), *parts != '\0');
}

static void
show_product (KontorProductPane *self)
{
  show_head (self);
  kontor_product_pictures_set (
    self->pictures, self->company, kontor_json_get_array (self->product, "pictures"));
  kontor_product_variants_show (self->variants, self->company, self->product);
  kontor_product_facts_show (self->facts, self->company, self->product);
  kontor_product_text_set (self->description,
                           kontor_json_get_string (self->product, "description", ""));
  show_lists (self);
  update_actions (self);
  gtk_stack_set_visible_child_name (self->stack, "product");
}

static void
show_failure (KontorProductPane *self, const GError *error)
{
  g_autoptr (KontorProblem) problem = kontor_problem_from_error (error);
  g_autofree char *description = g_markup_escape_text (problem->advice, -1);

  adw_status_page_set_title (self->failed, problem->title);
  adw_status_page_set_description (self->failed, description);
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

static void
history_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorProductPane) self = kontor_weak_take (user_data);
  g_autoptr (KontorJson) history = kontor_company_query_finish (NULL, result, &error);

  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (history != NULL && self->product != NULL)
    kontor_product_history_show (self->timeline, history, self->product);
  else if (error != NULL)
    g_message ("the history of a product can't be read: %s", error->message);
}

static void
product_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorProductPane) self = kontor_weak_take (user_data);
  g_autoptr (KontorJson) product = kontor_company_query_finish (NULL, result, &error);

  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_pointer (&self->product, kontor_json_unref);
  self->product = g_steal_pointer (&product);
  if (self->product == NULL)
    {
      update_actions (self);
      show_failure (self, error);
      return;
    }
  show_product (self);
  kontor_company_query_uid_async (self->company,
                                  kontor_query_goods_history,
                                  &self->uid,
                                  self->cancellable,
                                  history_read_cb,
                                  kontor_weak_new (self));
}

static void
read_product (KontorProductPane *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (kontor_uid_is_nil (&self->uid))
    return;
  self->cancellable = g_cancellable_new ();
  kontor_company_query_uid_async (self->company,
                                  kontor_query_product_json,
                                  &self->uid,
                                  self->cancellable,
                                  product_read_cb,
                                  kontor_weak_new (self));
}

static void
changed_cb (KontorProductPane *self, const GArray *touched)
{
  /* Costs and categories are things of their own. */
  if (kontor_touched_has (touched, &self->uid)
      || kontor_touched_has_kind (touched, KONTOR_KIND_PRODUCT_COST)
      || kontor_touched_has_kind (touched, KONTOR_KIND_CATEGORY))
    read_product (self);
}

static void
name_edited_cb (KontorProductPane *self, const char *base, const char *text)
{
  if (self->product == NULL)
    return;
  if (*text == '\0')
    {
      kontor_product_cell_set_text (self->name, base);
      kontor_toast (GTK_WIDGET (self), _ ("The name was kept: a product needs one"));
      return;
    }
  kontor_act (GTK_WIDGET (self),
              self->company,
              "product.edit",
              kontor_product_field ("product",
                                    self->product,
                                    "title",
                                    kontor_json_new_string (base),
                                    kontor_json_new_string (text)),
              NULL);
}

static void
description_edited_cb (KontorProductPane *self, const char *base, const char *text)
{
  if (self->product != NULL)
    kontor_act (GTK_WIDGET (self),
                self->company,
                "product.edit",
                kontor_product_field ("product",
                                      self->product,
                                      "description",
                                      kontor_json_new_string (base),
                                      kontor_json_new_string (text)),
                NULL);
}

static void
pictures_edited_cb (KontorProductPane *self, KontorJson *pictures)
{
  KontorJson *params = NULL;

  if (self->product == NULL)
    return;
  params = kontor_product_params ("product", self->product);
  kontor_json_set (params, "pictures", kontor_json_ref (pictures));
  kontor_act (
    GTK_WIDGET (self), self->company, "product.set_pictures", params, _ ("Pictures changed"));
}

static void
archive_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorProductPane *self = KONTOR_PRODUCT_PANE (widget);
  gboolean           restore = g_str_equal (name, "product.restore");
  g_autoptr (GString) done = g_string_new (restore ? _ ("“%s” restored") : _ ("“%s” archived"));

  g_string_replace (done, "%s", kontor_json_get_string (self->product, "title", ""), 1);
  kontor_act (
    widget, self->company, name, kontor_product_params ("product", self->product), done->str);
}

static void
publish_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorProductPane *self = KONTOR_PRODUCT_PANE (widget);

  kontor_act (widget,
              self->company,
              "product.edit",
              kontor_product_field (
                "product", self->product, "published", NULL, kontor_json_new_boolean (TRUE)),
              _ ("Product published"));
}

static void
price_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  kontor_product_variants_focus_price (KONTOR_PRODUCT_PANE (widget)->variants);
}

static void
open_variant (KontorProductPane *self, const char *section)
{
  const KontorJson *variants = kontor_json_get_array (self->product, "variants");

  if (variants != NULL && kontor_json_length (variants) > 0)
    kontor_product_variant_window_present (
      GTK_WIDGET (self), self->company, self->product, kontor_json_at (variants, 0), section);
}

static void
parts_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  open_variant (KONTOR_PRODUCT_PANE (widget), "parts");
}

static void
add_variant_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorProductPane *self = KONTOR_PRODUCT_PANE (widget);

  kontor_product_variant_window_present (widget, self->company, self->product, NULL, NULL);
}

static void
labels_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorProductPane *self = KONTOR_PRODUCT_PANE (widget);
  g_autoptr (GArray) uids = g_array_new (FALSE, FALSE, sizeof (KontorUid));

  g_array_append_val (uids, self->uid);
  kontor_product_label_window_present (widget, self->company, uids);
}

static void
copy_number_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorProductPane *self = KONTOR_PRODUCT_PANE (widget);
  const KontorJson  *variants = kontor_json_get_array (self->product, "variants");
  const char        *sku = kontor_json_get_string (kontor_json_at (variants, 0), "sku", "");

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), sku);
  kontor_toast (widget, _ ("SKU copied"));
}

static void
kontor_product_pane_show (KontorPane *pane, const KontorUid *uid)
{
  KontorProductPane *self = KONTOR_PRODUCT_PANE (pane);
  GtkRoot           *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget         *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  /* What is being typed is saved to the product that it was typed for. */
  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    gtk_root_set_focus (root, NULL);
  self->uid = uid != NULL ? *uid : (KontorUid){ 0 };
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroll), 0);
  kontor_timeline_clear (self->timeline);
  if (uid == NULL)
    {
      g_clear_pointer (&self->product, kontor_json_unref);
      update_actions (self);
      gtk_stack_set_visible_child_name (self->stack, "none");
    }
  read_product (self);
}

static gboolean
kontor_product_pane_suggested (KontorPane *pane)
{
  const Step *step = next_step (KONTOR_PRODUCT_PANE (pane));

  return step != NULL && gtk_widget_activate_action (GTK_WIDGET (pane), step->action, NULL);
}

static gboolean
kontor_product_pane_print (KontorPane *pane)
{
  return gtk_widget_activate_action (GTK_WIDGET (pane), "product.labels", NULL);
}

static void
kontor_product_pane_pane_init (KontorPaneInterface *iface)
{
  iface->show = kontor_product_pane_show;
  iface->suggested = kontor_product_pane_suggested;
  iface->print = kontor_product_pane_print;
}

static void
kontor_product_pane_get_property (GObject    *object,
                                  guint       property_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  switch ((KontorProductPaneProperty) property_id)
    {
    case PROP_COMPANY:
      g_value_set_object (value, KONTOR_PRODUCT_PANE (object)->company);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
kontor_product_pane_set_property (GObject      *object,
                                  guint         property_id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  switch ((KontorProductPaneProperty) property_id)
    {
    case PROP_COMPANY:
      g_set_object (&KONTOR_PRODUCT_PANE (object)->company, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
kontor_product_pane_constructed (GObject *object)
{
  KontorProductPane *self = KONTOR_PRODUCT_PANE (object);

  G_OBJECT_CLASS (kontor_product_pane_parent_class)->constructed (object);
  g_signal_connect_object (
    self->company, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  update_actions (self);
}

static void
kontor_product_pane_dispose (GObject *object)
{
  KontorProductPane *self = KONTOR_PRODUCT_PANE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->company);
  g_clear_pointer (&self->product, kontor_json_unref);

  G_OBJECT_CLASS (kontor_product_pane_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "product.archive", NULL, archive_action);
  gtk_widget_class_install_action (widget_class, "product.restore", NULL, archive_action);
  gtk_widget_class_install_action (widget_class, "product.publish", NULL, publish_action);
  gtk_widget_class_install_action (widget_class, "product.price", NULL, price_action);
  gtk_widget_class_install_action (widget_class, "product.parts", NULL, parts_action);
  gtk_widget_class_install_action (widget_class, "product.add-variant", NULL, add_variant_action);
  gtk_widget_class_install_action (widget_class, "product.labels", NULL, labels_action);
  gtk_widget_class_install_action (widget_class, "product.copy-number", NULL, copy_number_action);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, KontorProductPane, stack);
  gtk_widget_class_bind_template_child (widget_class, KontorProductPane, failed);
  gtk_widget_class_bind_template_child (widget_class, KontorProductPane, scroll);
  gtk_widget_class_bind_template_child (widget_class, KontorProductPane, name);
  gtk_widget_class_bind_template_child (widget_class, KontorProductPane, state_icon);
  gtk_widget_class_bind_template_child (widget_class, KontorProductPane, summary);
  gtk_widget_class_bind_template_child (widget_class, KontorProductPane, suggested);
  gtk_widget_class_bind_template_child (widget_class, KontorProductPane, pictures);
  gtk_widget_class_bind_template_child (widget_class, KontorProductPane, variants);
  gtk_widget_class_bind_template_child (widget_class, KontorProductPane, facts);
  gtk_widget_class_bind_template_child (widget_class, KontorProductPane, description);
  gtk_widget_class_bind_template_child (widget_class, KontorProductPane, origin_box);
  gtk_widget_class_bind_template_child (widget_class, KontorProductPane, origin);
  gtk_widget_class_bind_template_child (widget_class, KontorProductPane, parts_box);
  gtk_widget_class_bind_template_child (widget_class, KontorProductPane, parts);
  gtk_widget_class_bind_template_child (widget_class, KontorProductPane, timeline);
  gtk_widget_class_bind_template_callback (widget_class, name_edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, description_edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, pictures_edited_cb);
}

static void
kontor_product_pane_class_init (KontorProductPaneClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = kontor_product_pane_get_property;
  object_class->set_property = kontor_product_pane_set_property;
  object_class->constructed = kontor_product_pane_constructed;
  object_class->dispose = kontor_product_pane_dispose;
  g_object_class_override_property (object_class, PROP_COMPANY, "company");

  g_type_ensure (KONTOR_TYPE_PRODUCT_CELL);
  g_type_ensure (KONTOR_TYPE_PRODUCT_FACTS);
  g_type_ensure (KONTOR_TYPE_PRODUCT_PICTURES);
  g_type_ensure (KONTOR_TYPE_PRODUCT_TEXT);
  g_type_ensure (KONTOR_TYPE_PRODUCT_VARIANTS);
  g_type_ensure (KONTOR_TYPE_TIMELINE);
  install_actions (widget_class);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-product-pane.ui");
  bind_children (widget_class);
}

static void
kontor_product_pane_init (KontorProductPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
