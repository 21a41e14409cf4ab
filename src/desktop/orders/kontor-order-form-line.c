/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-order-form-line.h"

#include <glib/gi18n.h>

#include "kontor-beside.h"
#include "kontor-format.h"
#include "kontor-order-picker.h"
#include "kontor-text-scale.h"
#include "kontor-time.h"
#include "kontor-weak.h"

#define MOST_HITS 6

/**
 * KontorOrderFormLine:
 *
 * Goods are found in the catalog by barcode, SKU or words; what is not found is taken as free text.
 */
struct _KontorOrderFormLine
{
  AdwBin parent_instance;

  KontorCompany *company;     /* (owned) */
  GCancellable  *cancellable; /* (owned): cancelled in dispose */
  char          *kind;        /* (owned): goods or shipping */
  char          *group;       /* (owned): of the customer */
  KontorJson    *variant;     /* (owned) (nullable): what was chosen in the catalog */
  guint          wanted;      /* generation of the search; late answers are dropped */

  /* Template children */
  KontorOrderPicker *picker;
  GtkEntry          *quantity;
  GtkEntry          *price;
  GtkEntry          *discount;
  GtkLabel          *total;
};

typedef enum
{
  SIGNAL_CHANGED,
  SIGNAL_NEXT,
  SIGNAL_REMOVED,
  N_SIGNALS,
} KontorOrderFormLineSignal;

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KontorOrderFormLine, kontor_order_form_line, ADW_TYPE_BIN)

/* What the catalog is asked, on a reader thread. */
typedef struct
{
  char  *text;     /* (owned) */
  char  *currency; /* (owned) */
  char  *group;    /* (owned) */
  gint64 at;
} Search;

typedef struct
{
  gpointer weak;
  guint    generation;
} Answer;

static void
search_free (gpointer data)
{
  Search *self = data;

  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->currency, g_free);
  g_clear_pointer (&self->group, g_free);
  g_free (self); /* the struct itself, after its fields */
}

static gpointer
search_in_reader (KontorDatabase *database, gpointer data, GError **error)
{
  const Search *search = data;

  return kontor_query_pick_variant (database,
                                    search->text,
                                    search->currency,
                                    search->group,
                                    KONTOR_QUANTITY_ONE,
                                    search->at,
                                    MOST_HITS,
                                    error);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Answer *answer = user_data;
  g_autoptr (KontorOrderFormLine) self = kontor_weak_take (answer->weak);
  g_autoptr (KontorJson) hits = kontor_replica_read_finish (KONTOR_REPLICA (source), result, NULL);

  if (self != NULL && hits != NULL && answer->generation == self->wanted)
    kontor_order_picker_show_hits (self->picker, hits);
  g_free (answer); /* it was only for this call */
}

static void
wanted_cb (KontorOrderFormLine *self, const char *text)
{
  Search *search;
  Answer *answer;

  g_clear_pointer (&self->variant, kontor_json_unref);
  self->wanted++;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  if (*text == '\0' || !g_str_equal (self->kind, "goods"))
    return;
  search = g_new0 (Search, 1);
  search->text = g_strdup (text);
  search->currency = g_strdup (kontor_company_get_currency (self->company));
  search->group = g_strdup (self->group);
  search->at = kontor_time_now ();
  answer = g_new0 (Answer, 1);
  answer->weak = kontor_weak_new (self);
  answer->generation = self->wanted;
  kontor_replica_read_async (kontor_company_get_replica (self->company),
                             search_in_reader,
                             search,
                             search_free,
                             (GDestroyNotify) kontor_json_unref,
                             self->cancellable,
                             found_cb,
                             answer);
}

static void
set_price (KontorOrderFormLine *self, gint64 price_e4)
{
  const KontorNumberStyle plain = { kontor_format_decimal (), "" };
  g_autofree char        *text = kontor_decimal_format (price_e4, 4, 2, &plain);

  gtk_editable_set_text (GTK_EDITABLE (self->price), text);
}

static void
taken_cb (KontorOrderFormLine *self, KontorJson *hit)
{
  if (hit != NULL)
    {
      g_clear_pointer (&self->variant, kontor_json_unref);
      self->variant = kontor_json_ref (hit);
      kontor_order_picker_set_text (self->picker, kontor_json_get_string (hit, "title", ""));
      if (kontor_json_get_integer (hit, "price_e4", -1) >= 0)
        set_price (self, kontor_json_get_integer (hit, "price_e4", 0));
      g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
    }
  gtk_widget_grab_focus (GTK_WIDGET (self->quantity));
}

static void
edited_cb (KontorOrderFormLine *self, GtkWidget *entry)
{
  gtk_widget_remove_css_class (entry, "error");
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* Enter goes on: to the price where none is known, otherwise to the next line. */
static void
activated_cb (KontorOrderFormLine *self, GtkWidget *entry)
{
  gboolean has_price = *gtk_editable_get_text (GTK_EDITABLE (self->price)) != '\0';

  if (entry == GTK_WIDGET (self->quantity) && !has_price)
    gtk_widget_grab_focus (GTK_WIDGET (self->price));
  else
    g_signal_emit (self, signals[SIGNAL_NEXT], 0);
}

static void
remove_cb (KontorOrderFormLine *self)
{
  g_signal_emit (self, signals[SIGNAL_REMOVED], 0);
}

/* What the fields say; a sum like 12+12+3 is worked out. */
static gboolean
read_number (GtkEntry *entry, guint scale, gint64 fallback, gint64 *value)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (entry));

  *value = fallback;
  return *text == '\0'
         || kontor_expression_parse (text, scale, kontor_format_decimal (), value, NULL);
}

static char *
hit_title (const KontorJson *hit, gpointer user_data)
{
  return g_strdup (kontor_json_get_string (hit, "title", ""));
}

static char *
hit_subtitle (const KontorJson *hit, gpointer user_data)
{
  const char      *sku = kontor_json_get_string (hit, "sku", "");
  gint64           price_e4 = kontor_json_get_integer (hit, "price_e4", -1);
  g_autofree char *price = price_e4 >= 0 ? kontor_format_price (
                             price_e4, kontor_json_get_string (hit, "currency", "EUR"))
                                         : g_strdup (_ ("no price"));

  return *sku != '\0' ? g_strdup_printf ("%s · %s", sku, price) : g_steal_pointer (&price);
}

static void
kontor_order_form_line_dispose (GObject *object)
{
  KontorOrderFormLine *self = KONTOR_ORDER_FORM_LINE (object);

  g_cancellable_cancel (self->cancellable);
  G_OBJECT_CLASS (kontor_order_form_line_parent_class)->dispose (object);
}

static void
kontor_order_form_line_finalize (GObject *object)
{
  KontorOrderFormLine *self = KONTOR_ORDER_FORM_LINE (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->company);
  g_clear_pointer (&self->variant, kontor_json_unref);
  g_clear_pointer (&self->kind, g_free);
  g_clear_pointer (&self->group, g_free);
  G_OBJECT_CLASS (kontor_order_form_line_parent_class)->finalize (object);
}

static void
kontor_order_form_line_class_init (KontorOrderFormLineClass *klass)
{
  static const char *const names[N_SIGNALS] = { "changed", "next", "removed" };
  GtkWidgetClass          *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_order_form_line_dispose;
  G_OBJECT_CLASS (klass)->finalize = kontor_order_form_line_finalize;
  for (guint i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i],
                               KONTOR_TYPE_ORDER_FORM_LINE,
                               G_SIGNAL_RUN_LAST,
                               0,
                               NULL,
                               NULL,
                               NULL,
                               G_TYPE_NONE,
                               0);
  g_type_ensure (KONTOR_TYPE_ORDER_PICKER);
  g_type_ensure (KONTOR_TYPE_BESIDE);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/kontorapp/Kontor/ui/kontor-order-form-line.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorOrderFormLine, picker);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderFormLine, quantity);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderFormLine, price);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderFormLine, discount);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderFormLine, total);
  gtk_widget_class_bind_template_callback (widget_class, wanted_cb);
  gtk_widget_class_bind_template_callback (widget_class, taken_cb);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
kontor_order_form_line_init (KontorOrderFormLine *self)
{
  self->cancellable = g_cancellable_new ();
  self->group = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
  kontor_text_scale_template (GTK_WIDGET (self));
  kontor_order_picker_set_texts (self->picker, hit_title, hit_subtitle, self);
}

/**
 * kontor_order_form_line_new:
 * @kind: "goods" or "shipping"
 *
 * Returns: an empty line
 */
GtkWidget *
kontor_order_form_line_new (KontorCompany *company, const char *kind)
{
  KontorOrderFormLine *self = g_object_new (KONTOR_TYPE_ORDER_FORM_LINE, NULL);
  gboolean             is_shipping = g_str_equal (kind, "shipping");

  self->company = g_object_ref (company);
  self->kind = g_strdup (kind);
  kontor_order_picker_set_label (self->picker,
                                 is_shipping ? _ ("Shipping") : _ ("Product, SKU or barcode"));
  return GTK_WIDGET (self);
}

/**
 * kontor_order_form_line_set_group:
 * @customer_group: whose prices hold
 */
void
kontor_order_form_line_set_group (KontorOrderFormLine *self, const char *customer_group)
{
  g_free (self->group); /* replaced */
  self->group = g_strdup (customer_group);
}

/**
 * kontor_order_form_line_fill:
 * @line: as kontor_order_form_line_read() gave it
 */
void
kontor_order_form_line_fill (KontorOrderFormLine *self, const KontorJson *line)
{
  const KontorNumberStyle plain = { kontor_format_decimal (), "" };
  g_autofree char        *quantity = kontor_decimal_format (
    kontor_json_get_integer (line, "quantity", 1000), 3, 0, &plain);
  gint64           discount_bp = kontor_json_get_integer (line, "discount_bp", 0);
  g_autofree char *discount = discount_bp != 0 ? kontor_decimal_format (discount_bp, 2, 0, &plain)
                                               : g_strdup ("");

  kontor_order_picker_set_text (self->picker, kontor_json_get_string (line, "title", ""));
  g_clear_pointer (&self->variant, kontor_json_unref);
  if (kontor_json_get_string (line, "variant", NULL) != NULL)
    {
      self->variant = kontor_json_new_object ();
      kontor_json_set_string (self->variant, "uid", kontor_json_get_string (line, "variant", ""));
      kontor_json_set_string (self->variant, "title", kontor_json_get_string (line, "title", ""));
      kontor_json_set_string (
        self->variant, "tax_code", kontor_json_get_string (line, "tax_code", "standard"));
    }
  gtk_editable_set_text (GTK_EDITABLE (self->quantity), quantity);
  if (kontor_json_get (line, "price_e4") != NULL)
    set_price (self, kontor_json_get_integer (line, "price_e4", 0));
  gtk_editable_set_text (GTK_EDITABLE (self->discount), discount);
}

/**
 * kontor_order_form_line_read:
 *
 * Returns: (transfer full): parameters of a line of order.create; what can't be read is left out
 */
KontorJson *
kontor_order_form_line_read (KontorOrderFormLine *self)
{
  KontorJson *line = kontor_json_new_object ();
  gint64      quantity;
  gint64      price_e4;
  gint64      discount_bp;

  kontor_json_set_string (line, "kind", self->kind);
  kontor_json_set_string (line, "title", kontor_order_picker_get_text (self->picker));
  kontor_json_set_string (line,
                          "tax_code",
                          self->variant != NULL
                            ? kontor_json_get_string (self->variant, "tax_code", "standard")
                            : "standard");
  if (self->variant != NULL)
    kontor_json_set_string (line, "variant", kontor_json_get_string (self->variant, "uid", ""));
  if (read_number (self->quantity, 3, KONTOR_QUANTITY_ONE, &quantity))
    kontor_json_set_integer (line, "quantity", quantity);
  if (*gtk_editable_get_text (GTK_EDITABLE (self->price)) != '\0'
      && read_number (self->price, 4, 0, &price_e4))
    kontor_json_set_integer (line, "price_e4", price_e4);
  if (read_number (self->discount, 2, 0, &discount_bp) && discount_bp != 0)
    kontor_json_set_integer (line, "discount_bp", discount_bp);
  return line;
}

/**
 * kontor_order_form_line_is_empty:
 *
 * Returns: whether nothing was entered; such lines are left out
 */
gboolean
kontor_order_form_line_is_empty (KontorOrderFormLine *self)
{
  return *kontor_order_picker_get_text (self->picker) == '\0';
}

static gboolean
fail (GtkWidget *field, char **message, const char *sentence)
{
  gtk_widget_add_css_class (field, "error");
  gtk_widget_grab_focus (field);
  *message = g_strdup (sentence);
  return FALSE;
}

/**
 * kontor_order_form_line_check:
 * @message: (out): what is wrong, for people
 *
 * Returns: FALSE when a field can't be read; it has the focus then
 */
gboolean
kontor_order_form_line_check (KontorOrderFormLine *self, char **message)
{
  gint64 value;

  if (!read_number (self->quantity, 3, KONTOR_QUANTITY_ONE, &value) || value <= 0)
    return fail (
      GTK_WIDGET (self->quantity), message, _ ("The quantity is not a number above zero."));
  if (*gtk_editable_get_text (GTK_EDITABLE (self->price)) == '\0')
    return fail (GTK_WIDGET (self->price), message, _ ("The line has no price."));
  if (!read_number (self->price, 4, 0, &value) || value < 0)
    return fail (GTK_WIDGET (self->price), message, _ ("The price is not an amount."));
  if (!read_number (self->discount, 2, 0, &value) || value < 0 || value > 10000)
    return fail (
      GTK_WIDGET (self->discount), message, _ ("The discount is not a percentage from 0 to 100."));
  return TRUE;
}

/**
 * kontor_order_form_line_show_total:
 * @minor: what the line comes to, in the company's currency
 */
void
kontor_order_form_line_show_total (KontorOrderFormLine *self, gint64 minor)
{
  g_autofree char *text = kontor_format_money (minor, kontor_company_get_currency (self->company));

  gtk_label_set_label (self->total, kontor_order_form_line_is_empty (self) ? "" : text);
}
