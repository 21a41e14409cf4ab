/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-product-picker.h"

#include <glib/gi18n.h>
#include <string.h>

#include "kontor-act.h"
#include "kontor-goods-query.h"
#include "kontor-number.h"
#include "kontor-problem.h"
#include "kontor-text.h"
#include "kontor-time.h"
#include "kontor-weak.h"

#define MOST_SHOWN 50

/**
 * KontorProductPicker:
 *
 * Chooses a category, a supplier or a variant by typing a part of its name; what is not there yet
 * is made on the spot.
 */
struct _KontorProductPicker
{
  AdwBin parent_instance;

  KontorCompany    *company; /* (owned) (nullable) until set up */
  KontorProductPick what;
  char             *uid;  /* (owned): "" for none */
  char             *name; /* (owned) */
  char             *none; /* (owned) (nullable): the choice of none; NULL when there must be one */
  KontorJson       *all;  /* (owned) (nullable): what there is; for variants what was found */
  GCancellable     *cancellable; /* (owned) (nullable): of the reading under way */

  /* Template children */
  GtkMenuButton  *button;
  GtkLabel       *label;
  GtkPopover     *popover;
  GtkSearchEntry *entry;
  GtkListBox     *list;
};

enum
{
  CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KontorProductPicker, kontor_product_picker, ADW_TYPE_BIN)

static char *
dup_typed (KontorProductPicker *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
}

static const KontorJson *
find_uid (KontorProductPicker *self, const char *uid)
{
  for (guint i = 0; self->all != NULL && uid != NULL && i < kontor_json_length (self->all); i++)
    if (g_strcmp0 (kontor_json_get_string (kontor_json_at (self->all, i), "uid", NULL), uid) == 0)
      return kontor_json_at (self->all, i);
  return NULL;
}

/* Categories stand below others: "Candles › Large". */
static char *
dup_name (KontorProductPicker *self, const KontorJson *item)
{
  GString          *name = NULL;
  const KontorJson *parent = item;

  if (self->what == KONTOR_PICK_VARIANT)
    {
      const char *sku = kontor_json_get_string (item, "sku", "");
      const char *title = kontor_json_get_string (item, "title", "");

      return *sku != '\0' ? g_strjoin (" · ", title, sku, NULL) : g_strdup (title);
    }
  name = g_string_new (kontor_json_get_string (item, "name", ""));
  for (guint depth = 0; depth < 8; depth++)
    {
      parent = find_uid (self, kontor_json_get_string (parent, "parent", NULL));
      if (parent == NULL)
        break;
      g_string_prepend (name, " › ");
      g_string_prepend (name, kontor_json_get_string (parent, "name", ""));
    }
  return g_string_free (name, FALSE);
}

static void
add_row (KontorProductPicker *self,
         const char          *text,
         const char          *uid,
         const char          *name,
         const char          *icon_name)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  gtk_widget_set_hexpand (label, TRUE);
  if (icon_name != NULL)
    gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (icon_name));
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data_full (G_OBJECT (row), "kontor-uid", g_strdup (uid), g_free);
  g_object_set_data_full (G_OBJECT (row), "kontor-name", g_strdup (name), g_free);
  gtk_list_box_append (self->list, row);
}

static gboolean
can_make (KontorProductPicker *self)
{
  return self->what != KONTOR_PICK_VARIANT;
}

static void
show_offers (KontorProductPicker *self)
{
  g_autofree char *typed = dup_typed (self);
  g_autofree char *folded = kontor_text_fold (typed, -1);
  gboolean         exact = *typed == '\0';
  guint            n_shown = 0;
  GtkWidget       *child = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  if (self->none != NULL && *typed == '\0')
    add_row (self, self->none, "", "", NULL);
  for (guint i = 0; self->all != NULL && i < kontor_json_length (self->all) && n_shown < MOST_SHOWN;
       i++)
    {
      const KontorJson *item = kontor_json_at (self->all, i);
      g_autofree char  *name = dup_name (self, item);
      g_autofree char  *own = kontor_text_fold (name, -1);

      if (self->what != KONTOR_PICK_VARIANT && strstr (own, folded) == NULL)
        continue;
      exact = exact || g_str_equal (own, folded);
      add_row (self, name, kontor_json_get_string (item, "uid", ""), name, NULL);
      n_shown++;
    }
  if (!exact && can_make (self))
    {
      g_autofree char *text = g_strdup_printf (_ ("Create “%s”"), typed);

      add_row (self, text, NULL, typed, "list-add-symbolic");
    }
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
}

static gpointer
read_categories (KontorDatabase *database, gpointer data, GError **error)
{
  return kontor_query_categories (database, error);
}

static gpointer
read_suppliers (KontorDatabase *database, gpointer data, GError **error)
{
  return kontor_query_suppliers (database, error);
}

typedef struct
{
  char *text;
  char *currency;
} VariantQuestion;

static void
variant_question_free (gpointer data)
{
  g_autofree VariantQuestion *question = data;

  g_clear_pointer (&question->text, g_free);
  g_clear_pointer (&question->currency, g_free);
}

static gpointer
read_variants (KontorDatabase *database, gpointer data, GError **error)
{
  VariantQuestion *question = data;

  return kontor_query_pick_variant (database,
                                    question->text,
                                    question->currency,
                                    NULL,
                                    KONTOR_QUANTITY_ONE,
                                    kontor_time_now (),
                                    20,
                                    error);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorProductPicker) self = kontor_weak_take (user_data);
  KontorJson *all = kontor_replica_read_finish (KONTOR_REPLICA (source), result, &error);

  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_clear_pointer (&all, kontor_json_unref);
      return;
    }
  g_clear_pointer (&self->all, kontor_json_unref);
  self->all = all;
  if (error != NULL)
    kontor_problem_present (GTK_WIDGET (self), error);
  show_offers (self);
}

static void
ask (KontorProductPicker *self)
{
  VariantQuestion *question = g_new0 (VariantQuestion, 1);
  KontorReadFunc   func = self->what == KONTOR_PICK_CATEGORY   ? read_categories
                          : self->what == KONTOR_PICK_SUPPLIER ? read_suppliers
                                                               : read_variants;

  question->text = dup_typed (self);
  question->currency = g_strdup (kontor_company_get_currency (self->company));
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  kontor_replica_read_async (kontor_company_get_replica (self->company),
                             func,
                             question,
                             variant_question_free,
                             (GDestroyNotify) kontor_json_unref,
                             self->cancellable,
                             read_cb,
                             kontor_weak_new (self));
}

static void
choose (KontorProductPicker *self, const char *uid, const char *name)
{
  g_autofree char *chosen = g_strdup (uid);
  g_autofree char *called = g_strdup (name);

  gtk_popover_popdown (self->popover);
  kontor_product_picker_set_chosen (self, chosen, called);
  g_signal_emit (self, signals[CHOSEN], 0, chosen, called);
}

static void
made_cb (GtkWidget *widget, const KontorJson *result)
{
  KontorProductPicker *self = KONTOR_PRODUCT_PICKER (widget);
  const char          *member = self->what == KONTOR_PICK_CATEGORY ? "category" : "supplier";
  g_autofree char     *name = dup_typed (self);

  if (result != NULL)
    choose (self, kontor_json_get_string (result, member, ""), name);
}

static void
make (KontorProductPicker *self, const char *name)
{
  KontorJson *params = kontor_json_new_object ();
  gboolean    category = self->what == KONTOR_PICK_CATEGORY;

  kontor_json_set_string (params, "name", name);
  kontor_act_then (GTK_WIDGET (self),
                   self->company,
                   category ? "category.create" : "supplier.create",
                   params,
                   NULL,
                   made_cb);
}

static void
row_activated_cb (KontorProductPicker *self, GtkListBoxRow *row)
{
  const char *uid = g_object_get_data (G_OBJECT (row), "kontor-uid");
  const char *name = g_object_get_data (G_OBJECT (row), "kontor-name");

  if (uid != NULL)
    choose (self, uid, name);
  else
    make (self, name);
}

static void
activate_cb (KontorProductPicker *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (row != NULL)
    row_activated_cb (self, row);
}

static void
search_cb (KontorProductPicker *self)
{
  if (self->what == KONTOR_PICK_VARIANT)
    ask (self);
  else
    show_offers (self);
}

static gboolean
key_pressed_cb (KontorProductPicker *self, guint key)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int            index = row != NULL ? gtk_list_box_row_get_index (row) : -1;

  if (key != GDK_KEY_Down && key != GDK_KEY_Up)
    return GDK_EVENT_PROPAGATE;
  row = gtk_list_box_get_row_at_index (self->list, index + (key == GDK_KEY_Down ? 1 : -1));
  if (row != NULL)
    gtk_list_box_select_row (self->list, row);
  return GDK_EVENT_STOP;
}

static void
shown_cb (KontorProductPicker *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  ask (self);
}

static void
kontor_product_picker_dispose (GObject *object)
{
  KontorProductPicker *self = KONTOR_PRODUCT_PICKER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->company);
  g_clear_pointer (&self->all, kontor_json_unref);

  G_OBJECT_CLASS (kontor_product_picker_parent_class)->dispose (object);
}

static void
kontor_product_picker_finalize (GObject *object)
{
  KontorProductPicker *self = KONTOR_PRODUCT_PICKER (object);

  g_clear_pointer (&self->uid, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->none, g_free);

  G_OBJECT_CLASS (kontor_product_picker_parent_class)->finalize (object);
}

static void
kontor_product_picker_class_init (KontorProductPickerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_product_picker_dispose;
  G_OBJECT_CLASS (klass)->finalize = kontor_product_picker_finalize;
  signals[CHOSEN] = g_signal_new ("chosen",
                                  KONTOR_TYPE_PRODUCT_PICKER,
                                  G_SIGNAL_RUN_LAST,
                                  0,
                                  NULL,
                                  NULL,
                                  NULL,
                                  G_TYPE_NONE,
                                  2,
                                  G_TYPE_STRING,
                                  G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-product-picker.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorProductPicker, button);
  gtk_widget_class_bind_template_child (widget_class, KontorProductPicker, label);
  gtk_widget_class_bind_template_child (widget_class, KontorProductPicker, popover);
  gtk_widget_class_bind_template_child (widget_class, KontorProductPicker, entry);
  gtk_widget_class_bind_template_child (widget_class, KontorProductPicker, list);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, shown_cb);
}

static void
kontor_product_picker_init (KontorProductPicker *self)
{
  self->uid = g_strdup ("");
  self->name = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
  /* The toolkit's own box centers the name; a choice begins where other values begin. */
  gtk_widget_set_halign (gtk_widget_get_parent (GTK_WIDGET (self->label)), GTK_ALIGN_FILL);
  /* The keyboard is in the toolkit's own button inside, which does not know the words. */
  gtk_accessible_update_relation (
    GTK_ACCESSIBLE (gtk_widget_get_first_child (GTK_WIDGET (self->button))),
    GTK_ACCESSIBLE_RELATION_LABELLED_BY,
    self->label,
    NULL,
    -1);
}

/**
 * kontor_product_picker_set_up:
 * @none: (nullable): what the choice of none is called; NULL when there must be one
 */
void
kontor_product_picker_set_up (KontorProductPicker *self,
                              KontorCompany       *company,
                              KontorProductPick    what,
                              const char          *none)
{
  g_autofree char *copy = g_strdup (none);

  g_return_if_fail (KONTOR_IS_PRODUCT_PICKER (self));

  g_set_object (&self->company, company);
  self->what = what;
  g_free (self->none); /* replaced by the next line */
  self->none = g_steal_pointer (&copy);
  kontor_product_picker_set_chosen (self, "", "");
}

/**
 * kontor_product_picker_set_chosen:
 * @uid: (nullable): of the thing, NULL or "" for none
 * @name: (nullable): what it is called
 */
void
kontor_product_picker_set_chosen (KontorProductPicker *self, const char *uid, const char *name)
{
  g_autofree char *copy = g_strdup (uid != NULL ? uid : "");
  g_autofree char *called = g_strdup (name != NULL ? name : "");

  g_return_if_fail (KONTOR_IS_PRODUCT_PICKER (self));

  g_free (self->uid);  /* replaced below */
  g_free (self->name); /* replaced below */
  self->uid = g_steal_pointer (&copy);
  self->name = g_steal_pointer (&called);
  if (*self->uid == '\0')
    gtk_widget_add_css_class (GTK_WIDGET (self->label), "dim-label");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->label), "dim-label");
  gtk_label_set_label (self->label,
                       *self->uid != '\0' || self->none == NULL ? self->name : self->none);
}

const char *
kontor_product_picker_get_uid (KontorProductPicker *self)
{
  g_return_val_if_fail (KONTOR_IS_PRODUCT_PICKER (self), "");

  return self->uid;
}

const char *
kontor_product_picker_get_name (KontorProductPicker *self)
{
  g_return_val_if_fail (KONTOR_IS_PRODUCT_PICKER (self), "");

  return self->name;
}

/**
 * kontor_product_picker_set_label:
 * @label: what the button says while it is for adding, "Add Supplier"
 */
void
kontor_product_picker_set_label (KontorProductPicker *self, const char *label)
{
  g_return_if_fail (KONTOR_IS_PRODUCT_PICKER (self));

  gtk_label_set_label (self->label, label);
  gtk_widget_remove_css_class (GTK_WIDGET (self->label), "dim-label");
}
