/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-proposal-row.h"

#include <glib/gi18n.h>

#include "kontor-format.h"
#include "kontor-number.h"
#include "kontor-product-picker.h"
#include "kontor-purchase-query.h"

/**
 * KontorProposalRow:
 *
 * One proposal: ordered or not, how many, what it costs, and why. The first of a supplier carries
 * the heading.
 */
struct _KontorProposalRow
{
  AdwBin parent_instance;

  KontorProposalItem *item; /* (owned) (nullable) */
  gboolean            filling;

  /* Template children */
  GtkWidget           *head;
  GtkCheckButton      *all;
  GtkLabel            *supplier;
  KontorProductPicker *picker;
  GtkLabel            *sum;
  GtkWidget           *line;
  GtkCheckButton      *check;
  GtkLabel            *title;
  GtkLabel            *detail;
  GtkToggleButton     *why;
  GtkEntry            *quantity;
  GtkLabel            *unit;
  GtkLabel            *net;
  GtkLabel            *reason;
};

typedef enum
{
  SIGNAL_EDITED,
  SIGNAL_GROUP_CHOSEN,
  SIGNAL_SUPPLIER,
  N_SIGNALS,
} KontorProposalRowSignal;

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KontorProposalRow, kontor_proposal_row, ADW_TYPE_BIN)

/* --- what it says --- */

static const char *
cause_word (const char *name)
{
  KontorReorderCause cause = KONTOR_REORDER_NONE;

  kontor_reorder_cause_from_name (name, &cause);
  switch (cause)
    {
    case KONTOR_REORDER_PROMISED:
      return _ ("promised too often");
    case KONTOR_REORDER_LEVEL:
      return _ ("reorder level reached");
    case KONTOR_REORDER_RUNS_OUT:
      return _ ("would run out");
    case KONTOR_REORDER_NONE:
      break;
    }
  return "";
}

/* "reorder level reached · 3 available · 12 on the way · lasts 5 days" */
static char *
dup_detail (const KontorJson *proposal)
{
  const KontorJson *reason = kontor_json_get_object (proposal, "reason");
  g_autofree char  *available = kontor_format_quantity (
    kontor_json_get_integer (reason, "available", 0));
  gint64           incoming = kontor_json_get_integer (reason, "incoming", 0);
  g_autofree char *coming = kontor_format_quantity (incoming);
  gint64           days = kontor_json_get_integer (reason, "days_left", -1);
  g_autoptr (GString) text = g_string_new (
    cause_word (kontor_json_get_string (reason, "cause", NULL)));

  g_string_append (text, " · ");
  g_string_append_printf (text, _ ("%s available"), available);
  if (incoming > 0)
    {
      g_string_append (text, " · ");
      g_string_append_printf (text, _ ("%s on the way"), coming);
    }
  if (days > 0)
    {
      g_string_append (text, " · ");
      g_string_append_printf (
        text, ngettext ("lasts %d day", "lasts %d days", (gulong) days), (int) days);
    }
  return g_strdup (text->str);
}

static char *
dup_sum (const KontorProposalGroup *group, const char *currency)
{
  g_autofree char *money = kontor_format_money (group->net_minor, currency);

  if (group->n_chosen == 0)
    return g_strdup_printf (ngettext ("%u item", "%u items", group->n_items), group->n_items);
  /* Translators: how many of how many items are ordered from a supplier, and what they cost. */
  return g_strdup_printf (ngettext ("%u of %u item · %s", "%u of %u items · %s", group->n_items),
                          group->n_chosen,
                          group->n_items,
                          money);
}

static void
show_head (KontorProposalRow *self)
{
  const KontorProposalGroup *group = kontor_proposal_item_get_group (self->item);
  gboolean                   is_first = kontor_proposal_item_get_first (self->item);
  g_autofree char           *sum = NULL;
  g_autofree char           *name = NULL;

  gtk_widget_set_visible (self->head, is_first);
  gtk_widget_set_visible (self->line, !is_first);
  if (!is_first)
    return;
  sum = dup_sum (group, kontor_proposal_item_get_text (self->item, "currency"));
  name = g_strdup_printf (_ ("Everything from %s"),
                          *group->name != '\0' ? group->name : _ ("nobody yet"));
  gtk_label_set_label (self->supplier, *group->name != '\0' ? group->name : _ ("Supplier?"));
  gtk_label_set_label (self->sum, sum);
  gtk_widget_set_visible (GTK_WIDGET (self->picker), *group->supplier == '\0');
  kontor_product_picker_set_chosen (self->picker, "", "");
  gtk_check_button_set_active (self->all, group->n_chosen == group->n_items);
  gtk_check_button_set_inconsistent (self->all,
                                     group->n_chosen > 0 && group->n_chosen < group->n_items);
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (self->all), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
show_net (KontorProposalRow *self)
{
  g_autofree char *net = kontor_format_money (
    kontor_proposal_item_get_net (self->item),
    kontor_proposal_item_get_text (self->item, "currency"));
  gboolean has_price = kontor_json_get_integer (
                         kontor_proposal_item_get_proposal (self->item), "price_e4", 0)
                       > 0;

  gtk_label_set_label (self->net, has_price ? net : _ ("no price"));
}

static void
show_reason (KontorProposalRow *self)
{
  gboolean         is_open = kontor_proposal_item_get_open (self->item);
  g_autofree char *text = NULL;

  gtk_toggle_button_set_active (self->why, is_open);
  gtk_widget_set_visible (GTK_WIDGET (self->reason), is_open);
  if (!is_open)
    return;
  text = kontor_proposal_dup_reason (
    kontor_json_get (kontor_proposal_item_get_proposal (self->item), "reason"),
    kontor_format_style ());
  gtk_label_set_label (self->reason, text);
}

/* What a screen reader says at the fields: which item they belong to. */
static void
show_names (KontorProposalRow *self, const char *title)
{
  g_autofree char *order = g_strdup_printf (_ ("Order %s"), title);
  g_autofree char *quantity = g_strdup_printf (_ ("Quantity of %s"), title);
  g_autofree char *why = g_strdup_printf (_ ("Why so many of %s"), title);

  gtk_accessible_update_property (
    GTK_ACCESSIBLE (self->check), GTK_ACCESSIBLE_PROPERTY_LABEL, order, -1);
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (self->quantity), GTK_ACCESSIBLE_PROPERTY_LABEL, quantity, -1);
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (self->why), GTK_ACCESSIBLE_PROPERTY_LABEL, why, -1);
}

/* The text that is being typed stays as it is. */
static void
show_quantity (KontorProposalRow *self)
{
  const KontorNumberStyle plain = { kontor_format_decimal (), "" };
  const char             *typed = gtk_editable_get_text (GTK_EDITABLE (self->quantity));
  gint64                  now = 0;
  g_autofree char        *text = NULL;

  if (kontor_expression_parse (typed, 3, kontor_format_decimal (), &now, NULL)
      && now == kontor_proposal_item_get_quantity (self->item))
    return;
  text = kontor_decimal_format (kontor_proposal_item_get_quantity (self->item), 3, 0, &plain);
  gtk_editable_set_text (GTK_EDITABLE (self->quantity), text);
}

static void
show_item (KontorProposalRow *self)
{
  const KontorJson *proposal = kontor_proposal_item_get_proposal (self->item);
  const char       *title = kontor_json_get_string (proposal, "title", "");
  const char       *unit = kontor_json_get_string (proposal, "unit", "");
  g_autofree char  *detail = dup_detail (proposal);
  g_autofree char  *unit_word = kontor_format_unit (unit);

  self->filling = TRUE;
  show_head (self);
  gtk_check_button_set_active (self->check, kontor_proposal_item_get_chosen (self->item));
  gtk_label_set_label (self->title, title);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title),
                               kontor_json_get_string (proposal, "sku", ""));
  gtk_label_set_label (self->detail, detail);
  gtk_label_set_label (self->unit, unit_word);
  show_quantity (self);
  show_net (self);
  show_reason (self);
  show_names (self, title);
  self->filling = FALSE;
}

/* --- what a person says --- */

static void
toggled_cb (KontorProposalRow *self)
{
  if (self->filling || self->item == NULL)
    return;
  kontor_proposal_item_set_chosen (self->item, gtk_check_button_get_active (self->check));
  g_signal_emit (self, signals[SIGNAL_EDITED], 0);
}

static void
all_toggled_cb (KontorProposalRow *self)
{
  if (!self->filling && self->item != NULL)
    g_signal_emit (self, signals[SIGNAL_GROUP_CHOSEN], 0, gtk_check_button_get_active (self->all));
}

static void
why_toggled_cb (KontorProposalRow *self)
{
  if (!self->filling && self->item != NULL)
    kontor_proposal_item_set_open (self->item, gtk_toggle_button_get_active (self->why));
}

static void
supplier_chosen_cb (KontorProposalRow *self, const char *uid, const char *name)
{
  if (!self->filling && self->item != NULL && *uid != '\0')
    g_signal_emit (self, signals[SIGNAL_SUPPLIER], 0, uid, name);
}

static void
quantity_changed_cb (KontorProposalRow *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->quantity));
  gint64      quantity = 0;

  if (self->filling || self->item == NULL)
    return;
  if (!kontor_expression_parse (typed, 3, kontor_format_decimal (), &quantity, NULL)
      || quantity < 0)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->quantity), "error");
      return;
    }
  gtk_widget_remove_css_class (GTK_WIDGET (self->quantity), "error");
  kontor_proposal_item_set_quantity (self->item, quantity);
  /* Whoever says how many means that it is ordered; nothing is no order. */
  kontor_proposal_item_set_chosen (self->item, quantity > 0);
  g_signal_emit (self, signals[SIGNAL_EDITED], 0);
}

static void
activated_cb (KontorProposalRow *self)
{
  gtk_widget_child_focus (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self))),
                          GTK_DIR_TAB_FORWARD);
}

static void
kontor_proposal_row_dispose (GObject *object)
{
  kontor_proposal_row_set_item (KONTOR_PROPOSAL_ROW (object), NULL);

  G_OBJECT_CLASS (kontor_proposal_row_parent_class)->dispose (object);
}

static guint
add_signal (const char *name, guint n_params, GType first, GType second)
{
  return g_signal_new (name,
                       KONTOR_TYPE_PROPOSAL_ROW,
                       G_SIGNAL_RUN_LAST,
                       0,
                       NULL,
                       NULL,
                       NULL,
                       G_TYPE_NONE,
                       n_params,
                       first,
                       second);
}

static void
kontor_proposal_row_class_init (KontorProposalRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_proposal_row_dispose;
  signals[SIGNAL_EDITED] = add_signal ("edited", 0, G_TYPE_NONE, G_TYPE_NONE);
  signals[SIGNAL_GROUP_CHOSEN] = add_signal ("group-chosen", 1, G_TYPE_BOOLEAN, G_TYPE_NONE);
  signals[SIGNAL_SUPPLIER] = add_signal ("supplier", 2, G_TYPE_STRING, G_TYPE_STRING);

  g_type_ensure (KONTOR_TYPE_PRODUCT_PICKER);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-proposal-row.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorProposalRow, head);
  gtk_widget_class_bind_template_child (widget_class, KontorProposalRow, all);
  gtk_widget_class_bind_template_child (widget_class, KontorProposalRow, supplier);
  gtk_widget_class_bind_template_child (widget_class, KontorProposalRow, picker);
  gtk_widget_class_bind_template_child (widget_class, KontorProposalRow, sum);
  gtk_widget_class_bind_template_child (widget_class, KontorProposalRow, line);
  gtk_widget_class_bind_template_child (widget_class, KontorProposalRow, check);
  gtk_widget_class_bind_template_child (widget_class, KontorProposalRow, title);
  gtk_widget_class_bind_template_child (widget_class, KontorProposalRow, detail);
  gtk_widget_class_bind_template_child (widget_class, KontorProposalRow, why);
  gtk_widget_class_bind_template_child (widget_class, KontorProposalRow, quantity);
  gtk_widget_class_bind_template_child (widget_class, KontorProposalRow, unit);
  gtk_widget_class_bind_template_child (widget_class, KontorProposalRow, net);
  gtk_widget_class_bind_template_child (widget_class, KontorProposalRow, reason);
  gtk_widget_class_bind_template_callback (widget_class, toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, all_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, why_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, supplier_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, quantity_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
}

static void
kontor_proposal_row_init (KontorProposalRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
kontor_proposal_row_new (KontorCompany *company)
{
  KontorProposalRow *self = g_object_new (KONTOR_TYPE_PROPOSAL_ROW, NULL);

  kontor_product_picker_set_up (self->picker, company, KONTOR_PICK_SUPPLIER, NULL);
  kontor_product_picker_set_label (self->picker, _ ("Supplier"));
  return GTK_WIDGET (self);
}

/**
 * kontor_proposal_row_set_item:
 * @item: (nullable): what it shows now
 */
void
kontor_proposal_row_set_item (KontorProposalRow *self, KontorProposalItem *item)
{
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_func (self->item, show_item, self);
  g_set_object (&self->item, item);
  if (item == NULL)
    return;
  g_signal_connect_object (item, "changed", G_CALLBACK (show_item), self, G_CONNECT_SWAPPED);
  gtk_widget_remove_css_class (GTK_WIDGET (self->quantity), "error");
  show_item (self);
}

KontorProposalItem *
kontor_proposal_row_get_item (KontorProposalRow *self)
{
  return self->item;
}
