/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-purchase-form-line.h"

#include <glib/gi18n.h>

#include "kontor-beside.h"
#include "kontor-format.h"
#include "kontor-order-picker.h"
#include "kontor-purchase-query.h"
#include "kontor-totals.h"
#include "kontor-weak.h"

#define MOST_HITS 6

struct _KontorPurchaseFormLine
{
  AdwBin parent_instance;

  KontorCompany *company;     /* (owned) */
  GCancellable  *cancellable; /* (owned): cancelled in dispose */
  KontorJson    *line;        /* (owned) (nullable): what was chosen, as purchase.create has it */
  char          *supplier;    /* (owned): uid, or "" */
  guint          wanted;      /* generation of the search; late answers are dropped */

  /* Template children */
  KontorOrderPicker *picker;
  GtkLabel          *detail;
  GtkEntry          *quantity;
  GtkEntry          *price;
  GtkLabel          *total;
};

enum
{
  CHANGED,
  NEXT,
  REMOVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KontorPurchaseFormLine, kontor_purchase_form_line, ADW_TYPE_BIN)

/* What a reader is asked: words for the catalog, or how a variant is bought. */
typedef struct
{
  char     *text;     /* (owned) (nullable) */
  char     *currency; /* (owned) */
  KontorUid variant;
  KontorUid supplier;
} Question;

typedef struct
{
  gpointer weak;
  guint    generation;
} Answer;

static void
question_free (gpointer data)
{
  g_autofree Question *question = data;

  g_clear_pointer (&question->text, g_free);
  g_clear_pointer (&question->currency, g_free);
}

static gpointer
ask_in_reader (KontorDatabase *database, gpointer data, GError **error)
{
  const Question *question = data;

  if (question->text != NULL)
    return kontor_query_pick_variant (database,
                                      question->text,
                                      question->currency,
                                      "",
                                      KONTOR_QUANTITY_ONE,
                                      kontor_time_now (),
                                      MOST_HITS,
                                      error);
  return kontor_query_buying_json (
    database, &question->variant, &question->supplier, question->currency, error);
}

static void
ask (KontorPurchaseFormLine *self, Question *question, GAsyncReadyCallback callback)
{
  Answer *answer = g_new0 (Answer, 1);

  answer->weak = kontor_weak_new (self);
  answer->generation = self->wanted;
  question->currency = g_strdup (kontor_company_get_currency (self->company));
  kontor_uid_parse (&question->supplier, self->supplier);
  kontor_replica_read_async (kontor_company_get_replica (self->company),
                             ask_in_reader,
                             question,
                             question_free,
                             (GDestroyNotify) kontor_json_unref,
                             self->cancellable,
                             callback,
                             answer);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Answer *answer = user_data;
  g_autoptr (KontorPurchaseFormLine) self = kontor_weak_take (answer->weak);
  g_autoptr (KontorJson) hits = kontor_replica_read_finish (KONTOR_REPLICA (source), result, NULL);

  if (self != NULL && hits != NULL && answer->generation == self->wanted)
    kontor_order_picker_show_hits (self->picker, hits);
}

static void
wanted_cb (KontorPurchaseFormLine *self, const char *text)
{
  Question *question = NULL;

  g_clear_pointer (&self->line, kontor_json_unref);
  gtk_widget_set_visible (GTK_WIDGET (self->detail), FALSE);
  self->wanted++;
  g_signal_emit (self, signals[CHANGED], 0);
  if (*text == '\0')
    return;
  question = g_new0 (Question, 1);
  question->text = g_strdup (text);
  ask (self, question, found_cb);
}

static void
set_number (GtkEntry *entry, gint64 value, guint scale, guint least)
{
  const KontorNumberStyle plain = { kontor_format_decimal (), "" };
  g_autofree char        *text = kontor_decimal_format (value, scale, least, &plain);

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
}

static void
show_detail (KontorPurchaseFormLine *self)
{
  const char *code = kontor_json_get_string (self->line, "order_code", "");
  gint64      pack = kontor_json_get_integer (self->line, "pack_quantity", KONTOR_QUANTITY_ONE);
  g_autofree char *number = kontor_format_quantity (pack);
  g_autoptr (GString) text = g_string_new (kontor_json_get_string (self->line, "sku", ""));

  if (*code != '\0')
    {
      g_string_append (text, text->len > 0 ? " · " : "");
      g_string_append_printf (text, _ ("their no. %s"), code);
    }
  if (pack != KONTOR_QUANTITY_ONE)
    {
      g_string_append (text, text->len > 0 ? " · " : "");
      g_string_append_printf (text, _ ("packs of %s"), number);
    }
  gtk_label_set_label (self->detail, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->detail), text->len > 0);
}

/* A whole pack is the least that makes sense; what a person typed stays. */
static void
bought_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Answer *answer = user_data;
  g_autoptr (KontorPurchaseFormLine) self = kontor_weak_take (answer->weak);
  g_autoptr (KontorJson) known = kontor_replica_read_finish (KONTOR_REPLICA (source), result, NULL);
  gint64 pack = 0;

  if (self == NULL || known == NULL || answer->generation != self->wanted || self->line == NULL)
    return;
  pack = kontor_json_get_integer (known, "pack_quantity", KONTOR_QUANTITY_ONE);
  kontor_json_set_string (
    self->line, "order_code", kontor_json_get_string (known, "order_code", ""));
  kontor_json_set_integer (self->line, "pack_quantity", pack);
  show_detail (self);
  if (g_str_equal (gtk_editable_get_text (GTK_EDITABLE (self->quantity)), "1"))
    set_number (self->quantity, pack, 3, 0);
  if (*gtk_editable_get_text (GTK_EDITABLE (self->price)) == '\0'
      && kontor_json_get (known, "price_e4") != NULL)
    set_number (self->price, kontor_json_get_integer (known, "price_e4", 0), 4, 2);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
ask_how_bought (KontorPurchaseFormLine *self)
{
  Question *question = g_new0 (Question, 1);

  kontor_uid_parse (&question->variant, kontor_json_get_string (self->line, "variant", NULL));
  ask (self, question, bought_cb);
}

static void
taken_cb (KontorPurchaseFormLine *self, KontorJson *hit)
{
  if (hit != NULL)
    {
      self->wanted++;
      g_clear_pointer (&self->line, kontor_json_unref);
      self->line = kontor_json_new_object ();
      kontor_json_set_string (self->line, "variant", kontor_json_get_string (hit, "uid", ""));
      kontor_json_set_string (self->line, "sku", kontor_json_get_string (hit, "sku", ""));
      kontor_json_set_string (self->line, "title", kontor_json_get_string (hit, "title", ""));
      kontor_order_picker_set_text (self->picker, kontor_json_get_string (hit, "title", ""));
      ask_how_bought (self);
      g_signal_emit (self, signals[CHANGED], 0);
    }
  gtk_widget_grab_focus (GTK_WIDGET (self->quantity));
}

static void
edited_cb (KontorPurchaseFormLine *self, GtkWidget *entry)
{
  gtk_widget_remove_css_class (entry, "error");
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
activated_cb (KontorPurchaseFormLine *self)
{
  g_signal_emit (self, signals[NEXT], 0);
}

static void
remove_cb (KontorPurchaseFormLine *self)
{
  g_signal_emit (self, signals[REMOVED], 0);
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
  return g_strdup (kontor_json_get_string (hit, "sku", ""));
}

static void
kontor_purchase_form_line_dispose (GObject *object)
{
  g_cancellable_cancel (KONTOR_PURCHASE_FORM_LINE (object)->cancellable);

  G_OBJECT_CLASS (kontor_purchase_form_line_parent_class)->dispose (object);
}

static void
kontor_purchase_form_line_finalize (GObject *object)
{
  KontorPurchaseFormLine *self = KONTOR_PURCHASE_FORM_LINE (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->company);
  g_clear_pointer (&self->line, kontor_json_unref);
  g_clear_pointer (&self->supplier, g_free);

  G_OBJECT_CLASS (kontor_purchase_form_line_parent_class)->finalize (object);
}

static void
kontor_purchase_form_line_class_init (KontorPurchaseFormLineClass *klass)
{
  static const char *const names[N_SIGNALS] = { "changed", "next", "removed" };
  GtkWidgetClass          *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_purchase_form_line_dispose;
  G_OBJECT_CLASS (klass)->finalize = kontor_purchase_form_line_finalize;
  for (guint i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i],
                               KONTOR_TYPE_PURCHASE_FORM_LINE,
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
    widget_class, "/org/kontorapp/Kontor/ui/kontor-purchase-form-line.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorPurchaseFormLine, picker);
  gtk_widget_class_bind_template_child (widget_class, KontorPurchaseFormLine, detail);
  gtk_widget_class_bind_template_child (widget_class, KontorPurchaseFormLine, quantity);
  gtk_widget_class_bind_template_child (widget_class, KontorPurchaseFormLine, price);
  gtk_widget_class_bind_template_child (widget_class, KontorPurchaseFormLine, total);
  gtk_widget_class_bind_template_callback (widget_class, wanted_cb);
  gtk_widget_class_bind_template_callback (widget_class, taken_cb);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
kontor_purchase_form_line_init (KontorPurchaseFormLine *self)
{
  self->cancellable = g_cancellable_new ();
  self->supplier = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
  kontor_order_picker_set_texts (self->picker, hit_title, hit_subtitle, self);
  kontor_order_picker_set_label (self->picker, _ ("Product, SKU or barcode"));
}

GtkWidget *
kontor_purchase_form_line_new (KontorCompany *company)
{
  KontorPurchaseFormLine *self = g_object_new (KONTOR_TYPE_PURCHASE_FORM_LINE, NULL);

  self->company = g_object_ref (company);
  return GTK_WIDGET (self);
}

/**
 * kontor_purchase_form_line_set_supplier:
 * @uid: whose prices and packs hold; "" for none
 */
void
kontor_purchase_form_line_set_supplier (KontorPurchaseFormLine *self, const char *uid)
{
  if (g_str_equal (self->supplier, uid))
    return;
  g_free (self->supplier); /* replaced */
  self->supplier = g_strdup (uid);
  if (self->line != NULL)
    ask_how_bought (self);
}

/**
 * kontor_purchase_form_line_fill:
 * @line: as kontor_purchase_form_line_read() gave it, or a line of an order
 */
void
kontor_purchase_form_line_fill (KontorPurchaseFormLine *self, const KontorJson *line)
{
  static const char *const kept[] = { "line",       "variant",       "sku",   "title",
                                      "order_code", "pack_quantity", "reason" };

  g_clear_pointer (&self->line, kontor_json_unref);
  kontor_order_picker_set_text (self->picker, kontor_json_get_string (line, "title", ""));
  if (kontor_json_get_string (line, "variant", NULL) != NULL)
    {
      self->line = kontor_json_new_object ();
      for (gsize i = 0; i < G_N_ELEMENTS (kept); i++)
        if (kontor_json_get (line, kept[i]) != NULL)
          kontor_json_set (
            self->line, kept[i], kontor_json_ref ((KontorJson *) kontor_json_get (line, kept[i])));
      show_detail (self);
    }
  set_number (
    self->quantity, kontor_json_get_integer (line, "quantity", KONTOR_QUANTITY_ONE), 3, 0);
  if (kontor_json_get_integer (line, "price_e4", 0) > 0)
    set_number (self->price, kontor_json_get_integer (line, "price_e4", 0), 4, 2);
}

/**
 * kontor_purchase_form_line_read:
 *
 * Returns: (transfer full): a line of purchase.create; what can't be read is left out
 */
KontorJson *
kontor_purchase_form_line_read (KontorPurchaseFormLine *self)
{
  KontorJson *line = kontor_json_new_object ();
  gint64      value = 0;

  for (guint i = 0; self->line != NULL && i < kontor_json_length (self->line); i++)
    kontor_json_set (line,
                     kontor_json_key_at (self->line, i),
                     kontor_json_ref ((KontorJson *) kontor_json_at (self->line, i)));
  kontor_json_set_string (line, "title", kontor_order_picker_get_text (self->picker));
  if (read_number (self->quantity, 3, KONTOR_QUANTITY_ONE, &value))
    kontor_json_set_integer (line, "quantity", value);
  if (*gtk_editable_get_text (GTK_EDITABLE (self->price)) != '\0'
      && read_number (self->price, 4, 0, &value))
    kontor_json_set_integer (line, "price_e4", value);
  return line;
}

/**
 * kontor_purchase_form_line_is_empty:
 *
 * Returns: whether nothing was entered; such lines are left out
 */
gboolean
kontor_purchase_form_line_is_empty (KontorPurchaseFormLine *self)
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
 * kontor_purchase_form_line_check:
 * @message: (out): what is wrong, for people
 *
 * Returns: FALSE when a field can't be read; it has the focus then
 */
gboolean
kontor_purchase_form_line_check (KontorPurchaseFormLine *self, char **message)
{
  gint64 value = 0;

  if (self->line == NULL)
    {
      kontor_order_picker_focus (self->picker);
      *message = g_strdup_printf (_ ("“%s” is not in the catalog. Choose a product."),
                                  kontor_order_picker_get_text (self->picker));
      return FALSE;
    }
  if (!read_number (self->quantity, 3, KONTOR_QUANTITY_ONE, &value) || value <= 0)
    return fail (
      GTK_WIDGET (self->quantity), message, _ ("The quantity is not a number above zero."));
  if (!read_number (self->price, 4, 0, &value) || value < 0)
    return fail (GTK_WIDGET (self->price), message, _ ("The price is not an amount."));
  return TRUE;
}

/**
 * kontor_purchase_form_line_show_total:
 *
 * Returns: what the line comes to, in minor units of the company's currency
 */
gint64
kontor_purchase_form_line_show_total (KontorPurchaseFormLine *self)
{
  const char      *currency = kontor_company_get_currency (self->company);
  gint64           quantity = 0;
  gint64           price_e4 = 0;
  gint64           minor = 0;
  g_autofree char *text = NULL;

  if (!kontor_purchase_form_line_is_empty (self)
      && read_number (self->quantity, 3, KONTOR_QUANTITY_ONE, &quantity)
      && read_number (self->price, 4, 0, &price_e4) && quantity > 0 && price_e4 > 0)
    kontor_totals_line (quantity, price_e4, 0, kontor_currency_digits (currency), &minor);
  text = kontor_format_money (minor, currency);
  gtk_label_set_label (self->total, minor != 0 ? text : "");
  return minor;
}
