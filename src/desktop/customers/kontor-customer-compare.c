/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-customer-compare.h"

#include <glib/gi18n.h>

#include "kontor-customer-words.h"
#include "kontor-format.h"

#define N_FIELDS 10

/**
 * KontorCustomerCompare:
 *
 * Two customers side by side who may be one: which of them stays, whose value counts in each field
 * where they differ, and what moves over.
 */
struct _KontorCustomerCompare
{
  AdwBin parent_instance;

  KontorJson *sides[2];          /* (owned) (nullable) until shown */
  GtkWidget  *keep[2];           /* radio buttons: who stays */
  GtkWidget  *take[N_FIELDS][2]; /* (nullable): where they differ */
  int         row;

  /* Template children */
  GtkGrid  *grid;
  GtkLabel *moves;
};

static const char *const fields[N_FIELDS] = { "name",     "kind",  "given_name", "family_name",
                                              "email",    "phone", "vat_id",     "customer_group",
                                              "language", "note" };

G_DEFINE_FINAL_TYPE (KontorCustomerCompare, kontor_customer_compare, ADW_TYPE_BIN)

static guint
kept_side (KontorCustomerCompare *self)
{
  return gtk_check_button_get_active (GTK_CHECK_BUTTON (self->keep[1])) ? 1 : 0;
}

static guint
length_of (const KontorJson *customer, const char *key)
{
  const KontorJson *list = kontor_json_get_array (customer, key);

  return list != NULL ? kontor_json_length (list) : 0;
}

static void
add_count (GString *text, char *count)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", count);
  g_free (count); /* made for this list by the caller */
}

static void
show_moves (KontorCustomerCompare *self)
{
  const KontorJson *from = kontor_customer_compare_get_from (self);
  const KontorJson *into = kontor_customer_compare_get_into (self);
  guint             n_orders = (guint) kontor_json_get_integer (from, "order_count", 0);
  guint             n_addresses = length_of (from, "addresses");
  guint             n_contacts = length_of (from, "contacts");
  guint             n_tags = length_of (from, "tags");
  g_autoptr (GString) what = g_string_new (NULL);
  g_autofree char *text = NULL;

  if (n_orders > 0)
    add_count (what, g_strdup_printf (ngettext ("%u order", "%u orders", n_orders), n_orders));
  if (n_addresses > 0)
    add_count (what,
               g_strdup_printf (ngettext ("%u address", "%u addresses", n_addresses), n_addresses));
  if (n_contacts > 0)
    add_count (what,
               g_strdup_printf (ngettext ("%u contact", "%u contacts", n_contacts), n_contacts));
  if (n_tags > 0)
    add_count (what, g_strdup_printf (ngettext ("%u tag", "%u tags", n_tags), n_tags));
  if (what->len == 0)
    g_string_append (what, _ ("Nothing but the fields chosen above"));
  /* Translators: "3 orders, 1 address move to Anna Meier (K-1). K-2 is archived. …" */
  text = g_strdup_printf (
    _ ("Moves to %s (%s): %s.\n%s is archived. Documents keep the name they were "
       "made with. Undo takes all of it back."),
    kontor_json_get_string (into, "name", ""),
    kontor_json_get_string (into, "number", ""),
    what->str,
    kontor_json_get_string (from, "number", ""));
  gtk_label_set_label (self->moves, text);
}

/* What is known beats what is not; else the one who stays keeps its own. */
static void
choose_fields (KontorCustomerCompare *self)
{
  guint kept = kept_side (self);

  for (guint i = 0; i < N_FIELDS; i++)
    {
      const char *own = kontor_json_get_string (self->sides[kept], fields[i], "");

      if (self->take[i][0] != NULL)
        gtk_check_button_set_active (
          GTK_CHECK_BUTTON (self->take[i][*own != '\0' ? kept : 1 - kept]), TRUE);
    }
}

static void
kept_cb (KontorCustomerCompare *self, GtkCheckButton *button)
{
  if (!gtk_check_button_get_active (button) || self->keep[1] == NULL)
    return;
  choose_fields (self);
  show_moves (self);
}

static GtkWidget *
new_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
new_radio (GtkWidget *child, GtkWidget *group, const char *name)
{
  GtkWidget *radio = gtk_check_button_new ();

  gtk_check_button_set_child (GTK_CHECK_BUTTON (radio), child);
  if (group != NULL)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (radio), GTK_CHECK_BUTTON (group));
  gtk_accessible_update_property (GTK_ACCESSIBLE (radio), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_hexpand (radio, TRUE);
  gtk_widget_set_valign (radio, GTK_ALIGN_START);
  return radio;
}

static char *
describe (const KontorJson *customer)
{
  const KontorJson *figures = kontor_json_get_array (customer, "figures");
  guint             n_orders = (guint) kontor_json_get_integer (customer, "order_count", 0);
  g_autofree char  *orders = g_strdup_printf (ngettext ("%u order", "%u orders", n_orders),
                                             n_orders);
  g_autofree char *since = kontor_format_when (kontor_json_get_integer (customer, "created_at", 0));
  g_autofree char *known = g_strdup_printf (_ ("since %s"), since);
  g_autofree char *revenue = NULL;

  if (figures != NULL && kontor_json_length (figures) > 0)
    revenue = kontor_format_money (
      kontor_json_get_integer (kontor_json_at (figures, 0), "revenue_minor", 0),
      kontor_json_get_string (kontor_json_at (figures, 0), "currency", ""));
  return g_strjoin (
    " · ", kontor_json_get_string (customer, "number", ""), known, orders, revenue, NULL);
}

static void
add_head (KontorCustomerCompare *self)
{
  gtk_grid_attach (self->grid, new_label (_ ("Keep"), "dim-label"), 0, self->row, 1, 1);
  for (guint side = 0; side < 2; side++)
    {
      GtkWidget       *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
      const char      *name = kontor_json_get_string (self->sides[side], "name", "");
      g_autofree char *what = describe (self->sides[side]);
      g_autofree char *label = g_strdup_printf (_ ("Keep %s, %s"), name, what);

      gtk_box_append (GTK_BOX (box), new_label (name, "heading"));
      gtk_box_append (GTK_BOX (box), new_label (what, "caption"));
      gtk_widget_add_css_class (gtk_widget_get_last_child (box), "dim-label");
      self->keep[side] = new_radio (box, side == 1 ? self->keep[0] : NULL, label);
      gtk_grid_attach (self->grid, self->keep[side], (int) side + 1, self->row, 1, 1);
    }
  self->row++;
  gtk_grid_attach (
    self->grid, gtk_separator_new (GTK_ORIENTATION_HORIZONTAL), 0, self->row++, 3, 1);
}

static void
add_field (KontorCustomerCompare *self, guint i)
{
  const char *title = kontor_customer_field_title (fields[i]);
  const char *values[2] = { kontor_json_get_string (self->sides[0], fields[i], ""),
                            kontor_json_get_string (self->sides[1], fields[i], "") };

  self->take[i][0] = self->take[i][1] = NULL;
  if (g_str_equal (values[0], values[1]))
    return;
  gtk_grid_attach (self->grid, new_label (title, "dim-label"), 0, self->row, 1, 1);
  for (guint side = 0; side < 2; side++)
    {
      g_autofree char *text = kontor_customer_value_text (fields[i], values[side]);
      g_autofree char *label = g_strdup_printf (
        "%s: %s", title, *text != '\0' ? text : _ ("empty"));
      GtkWidget *value = new_label (*text != '\0' ? text : _ ("empty"),
                                    *text != '\0' ? NULL : "dim-label");

      self->take[i][side] = new_radio (value, side == 1 ? self->take[i][0] : NULL, label);
      gtk_grid_attach (self->grid, self->take[i][side], (int) side + 1, self->row, 1, 1);
    }
  self->row++;
}

/* What is the same in both needs no choice, but says why they are thought to be one. */
static void
add_same (KontorCustomerCompare *self, guint i)
{
  const char      *value = kontor_json_get_string (self->sides[0], fields[i], "");
  g_autofree char *text = kontor_customer_value_text (fields[i], value);

  if (*value == '\0'
      || !g_str_equal (value, kontor_json_get_string (self->sides[1], fields[i], "")))
    return;
  gtk_grid_attach (self->grid,
                   new_label (kontor_customer_field_title (fields[i]), "dim-label"),
                   0,
                   self->row,
                   1,
                   1);
  gtk_grid_attach (self->grid, new_label (text, NULL), 1, self->row++, 2, 1);
}

static void
add_addresses (KontorCustomerCompare *self)
{
  if (length_of (self->sides[0], "addresses") + length_of (self->sides[1], "addresses") == 0)
    return;
  gtk_grid_attach (
    self->grid, gtk_separator_new (GTK_ORIENTATION_HORIZONTAL), 0, self->row++, 3, 1);
  gtk_grid_attach (self->grid, new_label (_ ("Addresses"), "dim-label"), 0, self->row, 1, 1);
  for (guint side = 0; side < 2; side++)
    {
      const KontorJson *list = kontor_json_get_array (self->sides[side], "addresses");
      GtkWidget        *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);

      for (guint i = 0; list != NULL && i < kontor_json_length (list); i++)
        {
          g_autofree char *text = kontor_customer_address_text (kontor_json_at (list, i));

          gtk_box_append (GTK_BOX (box), new_label (text, NULL));
        }
      gtk_grid_attach (self->grid, box, (int) side + 1, self->row, 1, 1);
    }
  self->row++;
}

/* The one with more orders stays; with as many, the one who has been here longer. */
static guint
side_to_keep (KontorCustomerCompare *self)
{
  gint64 left = kontor_json_get_integer (self->sides[0], "order_count", 0);
  gint64 right = kontor_json_get_integer (self->sides[1], "order_count", 0);

  if (left != right)
    return right > left ? 1 : 0;
  return kontor_json_get_integer (self->sides[1], "created_at", 0)
             < kontor_json_get_integer (self->sides[0], "created_at", 0)
           ? 1
           : 0;
}

static void
kontor_customer_compare_dispose (GObject *object)
{
  KontorCustomerCompare *self = KONTOR_CUSTOMER_COMPARE (object);

  g_clear_pointer (&self->sides[0], kontor_json_unref);
  g_clear_pointer (&self->sides[1], kontor_json_unref);

  G_OBJECT_CLASS (kontor_customer_compare_parent_class)->dispose (object);
}

static void
kontor_customer_compare_class_init (KontorCustomerCompareClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_customer_compare_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/kontorapp/Kontor/ui/kontor-customer-compare.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerCompare, grid);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerCompare, moves);
}

static void
kontor_customer_compare_init (KontorCustomerCompare *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
clear (KontorCustomerCompare *self)
{
  GtkWidget *child = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
  self->keep[0] = self->keep[1] = NULL;
  self->row = 0;
  g_clear_pointer (&self->sides[0], kontor_json_unref);
  g_clear_pointer (&self->sides[1], kontor_json_unref);
}

/**
 * kontor_customer_compare_show:
 * @left: as kontor_query_customer_json() gives it
 * @right: another
 */
void
kontor_customer_compare_show (KontorCustomerCompare *self, KontorJson *left, KontorJson *right)
{
  guint kept = 0;

  g_return_if_fail (KONTOR_IS_CUSTOMER_COMPARE (self));

  clear (self);
  self->sides[0] = kontor_json_ref (left);
  self->sides[1] = kontor_json_ref (right);
  add_head (self);
  for (guint i = 0; i < N_FIELDS; i++)
    add_field (self, i);
  for (guint i = 0; i < N_FIELDS; i++)
    add_same (self, i);
  add_addresses (self);
  kept = side_to_keep (self);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->keep[kept]), TRUE);
  choose_fields (self);
  show_moves (self);
  for (guint side = 0; side < 2; side++)
    g_signal_connect_object (
      self->keep[side], "toggled", G_CALLBACK (kept_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_grab_focus (self->keep[kept]);
}

/**
 * kontor_customer_compare_dup_params:
 *
 * Returns: (transfer full): parameters of customer.merge
 */
KontorJson *
kontor_customer_compare_dup_params (KontorCustomerCompare *self)
{
  KontorJson *params = kontor_json_new_object ();
  KontorJson *take = kontor_json_new_array ();
  guint       kept = kept_side (self);

  for (guint i = 0; i < N_FIELDS; i++)
    if (self->take[i][0] != NULL
        && gtk_check_button_get_active (GTK_CHECK_BUTTON (self->take[i][1 - kept])))
      kontor_json_append (take, kontor_json_new_string (fields[i]));
  kontor_json_set_string (
    params, "from", kontor_json_get_string (self->sides[1 - kept], "uid", ""));
  kontor_json_set_string (params, "into", kontor_json_get_string (self->sides[kept], "uid", ""));
  kontor_json_set (params, "take", take);
  return params;
}

const KontorJson *
kontor_customer_compare_get_into (KontorCustomerCompare *self)
{
  return self->sides[kept_side (self)];
}

const KontorJson *
kontor_customer_compare_get_from (KontorCustomerCompare *self)
{
  return self->sides[1 - kept_side (self)];
}
