/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-draft-form.h"

#include <glib/gi18n.h>

#include "kontor-date-entry.h"
#include "kontor-draft-line.h"
#include "kontor-format.h"

struct _KontorDraftForm
{
  AdwBin parent_instance;

  KontorInvoice *invoice; /* (owned) (nullable): what it was filled with */
  GPtrArray     *rows;    /* (owned) of KontorDraftLine: unowned elements */
  gboolean       filling;

  /* Template children */
  GtkBox          *lines;
  GtkLabel        *sums;
  AdwEntryRow     *buyer_name;
  AdwEntryRow     *buyer_extra;
  AdwEntryRow     *buyer_street;
  AdwEntryRow     *buyer_postcode;
  AdwEntryRow     *buyer_city;
  AdwEntryRow     *buyer_country;
  AdwEntryRow     *buyer_vat_id;
  AdwEntryRow     *buyer_email;
  AdwEntryRow     *buyer_reference;
  AdwEntryRow     *order;
  AdwEntryRow     *intro;
  AdwEntryRow     *closing;
  AdwEntryRow     *terms;
  AdwActionRow    *delivery_row;
  AdwActionRow    *due_row;
  AdwActionRow    *valid_row;
  KontorDateEntry *delivery;
  KontorDateEntry *due;
  KontorDateEntry *valid;
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KontorDraftForm, kontor_draft_form, ADW_TYPE_BIN)

/* A text of the document and its field. */
typedef struct
{
  const char *id; /* in the template */
  gsize       row;
  gsize       text;
  const char *terms; /* business terms of EN 16931 that it is for */
} Field;

#define FIELD(id, member, terms)                                                                   \
  {                                                                                                \
#id, G_STRUCT_OFFSET(KontorDraftForm, id), G_STRUCT_OFFSET(KontorInvoice, member), terms       \
  }

static const Field fields[] = {
  FIELD (buyer_name, buyer.address.name, "BT-44 BG-7"),
  FIELD (buyer_extra, buyer.address.extra, "BT-51"),
  FIELD (buyer_street, buyer.address.street, "BT-50 BG-8"),
  FIELD (buyer_postcode, buyer.address.postcode, "BT-53"),
  FIELD (buyer_city, buyer.address.city, "BT-52"),
  FIELD (buyer_country, buyer.address.country, "BT-55"),
  FIELD (buyer_vat_id, buyer.vat_id, "BT-48"),
  FIELD (buyer_email, buyer.email, "BT-49 BT-58"),
  FIELD (buyer_reference, references.buyer_reference, "BT-10"),
  FIELD (order, references.order, "BT-13"),
  FIELD (intro, intro, "-"),
  FIELD (closing, closing, "-"),
  FIELD (terms, payment.terms, "BT-20"),
};

typedef struct
{
  gsize       entry;
  gsize       day;
  const char *terms;
} DayField;

#define DAY(entry, member, terms)                                                                  \
  {                                                                                                \
    G_STRUCT_OFFSET (KontorDraftForm, entry), G_STRUCT_OFFSET (KontorInvoice, member), terms       \
  }

static const DayField days[] = {
  DAY (delivery, delivery_day, "BT-72 BT-73 BT-74"),
  DAY (due, payment.due_day, "BT-9"),
  DAY (valid, valid_until_day, "-"),
};

static GtkEditable *
row_of (KontorDraftForm *self, const Field *field)
{
  return G_STRUCT_MEMBER (GtkEditable *, self, field->row);
}

static KontorDateEntry *
entry_of (KontorDraftForm *self, const DayField *field)
{
  return G_STRUCT_MEMBER (KontorDateEntry *, self, field->entry);
}

static void
changed_cb (KontorDraftForm *self)
{
  if (!self->filling)
    g_signal_emit (self, signals[CHANGED], 0);
}

/* --- lines --- */

static KontorDraftLine *append_line (KontorDraftForm *self);

/* Enter: the next line, made when there is none. */
static void
next_cb (KontorDraftForm *self, GtkWidget *line)
{
  guint position = 0;

  g_ptr_array_find (self->rows, line, &position);
  if (position + 1 < self->rows->len)
    kontor_draft_line_focus (self->rows->pdata[position + 1], NULL);
  else
    kontor_draft_line_focus (append_line (self), NULL);
}

static void
removed_cb (KontorDraftForm *self, GtkWidget *line)
{
  g_ptr_array_remove (self->rows, line);
  gtk_box_remove (self->lines, line);
  if (self->rows->len == 0)
    append_line (self);
  changed_cb (self);
}

static KontorDraftLine *
append_line (KontorDraftForm *self)
{
  GtkWidget *line = kontor_draft_line_new ();

  g_signal_connect_object (line, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (line, "next", G_CALLBACK (next_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (line, "removed", G_CALLBACK (removed_cb), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->rows, line);
  gtk_box_append (self->lines, line);
  return KONTOR_DRAFT_LINE (line);
}

static void
clear_lines (KontorDraftForm *self)
{
  while (self->rows->len > 0)
    {
      gtk_box_remove (self->lines, self->rows->pdata[0]);
      g_ptr_array_remove_index (self->rows, 0);
    }
}

static void
fill_lines (KontorDraftForm *self)
{
  clear_lines (self);
  for (guint i = 0; i < self->invoice->lines->len; i++)
    {
      KontorDraftLine *row = append_line (self);

      kontor_draft_line_set_source (row, i + 1);
      kontor_draft_line_fill (row, g_ptr_array_index (self->invoice->lines, i));
    }
  if (self->rows->len == 0)
    append_line (self);
}

/* Lines that were there are changed where they are, or left out; new ones come after them. */
static void
read_lines (KontorDraftForm *self, KontorInvoice *invoice)
{
  guint                n_old = invoice->lines->len;
  g_autofree gboolean *kept = g_new0 (gboolean, n_old + 1);

  for (guint i = 0; i < self->rows->len; i++)
    {
      KontorDraftLine *row = self->rows->pdata[i];
      guint            source = kontor_draft_line_get_source (row);

      if (source == 0 && kontor_draft_line_is_empty (row))
        continue;
      if (source > 0)
        kept[source - 1] = TRUE;
      kontor_draft_line_read (row,
                              source > 0 ? g_ptr_array_index (invoice->lines, source - 1)
                                         : kontor_invoice_add_line (invoice));
    }
  for (guint i = n_old; i-- > 0;)
    if (!kept[i])
      g_ptr_array_remove_index (invoice->lines, i);
}

/* --- texts and days --- */

static void
fill_texts (KontorDraftForm *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const char *text = G_STRUCT_MEMBER (const char *, self->invoice, fields[i].text);

      gtk_editable_set_text (row_of (self, &fields[i]), text != NULL ? text : "");
    }
  for (gsize i = 0; i < G_N_ELEMENTS (days); i++)
    {
      gint64 day = G_STRUCT_MEMBER (gint64, self->invoice, days[i].day);

      kontor_date_entry_set_end (entry_of (self, &days[i]),
                                 day != 0 ? kontor_day_start (day + 1, kontor_format_zone ()) - 1
                                          : 0);
    }
}

/* The address for e-invoices follows the mail address, unless another network was agreed. */
static void
follow_email (KontorInvoice *invoice)
{
  KontorInvoiceId *endpoint = &invoice->buyer.endpoint;

  if (endpoint->scheme != NULL && *endpoint->scheme != '\0'
      && !g_str_equal (endpoint->scheme, "EM"))
    return;
  g_free (endpoint->id); /* replaced */
  endpoint->id = g_strdup (invoice->buyer.email);
  g_free (endpoint->scheme); /* likewise */
  endpoint->scheme = g_strdup ("EM");
}

static void
read_texts (KontorDraftForm *self, KontorInvoice *invoice)
{
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      char **text = &G_STRUCT_MEMBER (char *, invoice, fields[i].text);

      g_free (*text); /* replaced */
      *text = g_strdup (gtk_editable_get_text (row_of (self, &fields[i])));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (days); i++)
    {
      gint64 end = kontor_date_entry_get_end (entry_of (self, &days[i]));

      if (kontor_date_entry_is_right (entry_of (self, &days[i])))
        G_STRUCT_MEMBER (gint64, invoice, days[i].day) = end != 0 ? kontor_day_from_time (
                                                           end, kontor_format_zone ())
                                                                  : 0;
    }
  follow_email (invoice);
}

static void
show_kind (KontorDraftForm *self)
{
  gboolean quotes = self->invoice->kind == KONTOR_INVOICE_QUOTATION;
  gboolean claims = !quotes && self->invoice->kind != KONTOR_INVOICE_CONFIRMATION
                    && !kontor_invoice_is_credit (self->invoice);

  gtk_widget_set_visible (GTK_WIDGET (self->valid_row), quotes);
  gtk_widget_set_visible (GTK_WIDGET (self->due_row), claims);
  gtk_widget_set_visible (GTK_WIDGET (self->terms), claims);
  gtk_widget_set_visible (GTK_WIDGET (self->delivery_row), !quotes);
}

/**
 * kontor_draft_form_fill:
 * @invoice: a draft
 *
 * Shows it. What the form has no field for stays as it is.
 */
void
kontor_draft_form_fill (KontorDraftForm *self, const KontorInvoice *invoice)
{
  g_return_if_fail (KONTOR_IS_DRAFT_FORM (self));

  self->filling = TRUE;
  g_clear_pointer (&self->invoice, kontor_invoice_free);
  self->invoice = kontor_invoice_copy (invoice);
  fill_texts (self);
  fill_lines (self);
  show_kind (self);
  self->filling = FALSE;
}

/**
 * kontor_draft_form_read:
 *
 * Returns: (transfer full) (nullable): the draft with what was typed, not computed; %NULL before it
 *   was filled
 */
KontorInvoice *
kontor_draft_form_read (KontorDraftForm *self)
{
  KontorInvoice *invoice = NULL;

  g_return_val_if_fail (KONTOR_IS_DRAFT_FORM (self), NULL);

  if (self->invoice == NULL)
    return NULL;
  invoice = kontor_invoice_copy (self->invoice);
  read_lines (self, invoice);
  read_texts (self, invoice);
  return invoice;
}

/* "19 %: Supplied in the seller's own country …" */
static char *
say_why (const KontorInvoiceLine *line, const KontorJson *reason)
{
  g_autofree char *rate = kontor_format_rate (line->rate_bp);
  const char      *sentence = kontor_json_get_string (reason, "sentence", "");

  if (*sentence == '\0')
    return NULL;
  return g_strdup_printf ("%s · %s", rate, sentence);
}

static void
show_sums (KontorDraftForm *self, const KontorInvoice *computed)
{
  g_autofree char *net = kontor_format_money (computed->totals.net_minor, computed->currency);
  g_autofree char *tax = kontor_format_money (computed->totals.tax_minor, computed->currency);
  g_autofree char *gross = kontor_format_money (computed->totals.gross_minor, computed->currency);
  g_autofree char *text = g_strdup_printf (_ ("%s net · %s VAT · %s"), net, tax, gross);

  gtk_label_set_label (self->sums, text);
}

/**
 * kontor_draft_form_show_review:
 * @computed: what kontor_draft_form_read() gave, computed
 * @reasons: of its lines' VAT, as kontor_invoice_review() has them
 *
 * Shows what lines and document come to, and at each line why it is taxed so.
 */
void
kontor_draft_form_show_review (KontorDraftForm     *self,
                               const KontorInvoice *computed,
                               const KontorJson    *reasons)
{
  guint at = 0;

  g_return_if_fail (KONTOR_IS_DRAFT_FORM (self));

  for (guint i = 0; i < self->rows->len && at < computed->lines->len; i++)
    {
      KontorDraftLine         *row = self->rows->pdata[i];
      const KontorInvoiceLine *line = g_ptr_array_index (computed->lines, at);
      g_autofree char         *why = NULL;

      if (kontor_draft_line_get_source (row) == 0 && kontor_draft_line_is_empty (row))
        continue;
      why = say_why (line, kontor_json_at (reasons, at));
      kontor_draft_line_show (row,
                              computed->price_mode == KONTOR_PRICE_GROSS ? line->gross_minor
                                                                         : line->net_minor,
                              computed->currency,
                              why);
      at++;
    }
  show_sums (self, computed);
}

static gboolean
has_term (const char *terms, const char *term)
{
  g_auto (GStrv) words = g_strsplit (terms, " ", -1);

  return g_strv_contains ((const char *const *) words, term);
}

static gboolean
focus_line (KontorDraftForm *self, const char *term, guint line)
{
  guint at = 0;

  for (guint i = 0; i < self->rows->len; i++)
    {
      KontorDraftLine *row = self->rows->pdata[i];

      if (kontor_draft_line_get_source (row) == 0 && kontor_draft_line_is_empty (row))
        continue;
      if (++at < line)
        continue;
      kontor_draft_line_focus (row, term);
      return TRUE;
    }
  return FALSE;
}

/**
 * kontor_draft_form_focus:
 * @term: a business term of EN 16931, "BT-10"
 * @line: position of a line, from 1 on; 0: of none
 *
 * Puts the cursor into the field that a rule speaks of.
 *
 * Returns: whether there is such a field here; of the seller's own facts there is none
 */
gboolean
kontor_draft_form_focus (KontorDraftForm *self, const char *term, guint line)
{
  g_return_val_if_fail (KONTOR_IS_DRAFT_FORM (self), FALSE);

  if (line > 0)
    return focus_line (self, term, line);
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    if (has_term (fields[i].terms, term))
      return gtk_widget_grab_focus (GTK_WIDGET (row_of (self, &fields[i])));
  for (gsize i = 0; i < G_N_ELEMENTS (days); i++)
    if (has_term (days[i].terms, term))
      return gtk_widget_child_focus (GTK_WIDGET (entry_of (self, &days[i])), GTK_DIR_TAB_FORWARD);
  if (g_str_equal (term, "BG-25") || g_str_equal (term, "BT-119"))
    return focus_line (self, term, 1);
  return FALSE;
}

/**
 * kontor_draft_form_add_line:
 *
 * Adds an empty line and puts the cursor there.
 */
void
kontor_draft_form_add_line (KontorDraftForm *self)
{
  g_return_if_fail (KONTOR_IS_DRAFT_FORM (self));

  kontor_draft_line_focus (append_line (self), NULL);
}

static void
add_line_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  kontor_draft_form_add_line (KONTOR_DRAFT_FORM (widget));
}

static void
kontor_draft_form_finalize (GObject *object)
{
  KontorDraftForm *self = KONTOR_DRAFT_FORM (object);

  g_clear_pointer (&self->invoice, kontor_invoice_free);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (kontor_draft_form_parent_class)->finalize (object);
}

static void
kontor_draft_form_class_init (KontorDraftFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = kontor_draft_form_finalize;
  signals[CHANGED] = g_signal_new (
    "changed", KONTOR_TYPE_DRAFT_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (KONTOR_TYPE_DATE_ENTRY);
  gtk_widget_class_install_action (widget_class, "draft.add-line", NULL, add_line_action);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-draft-form.ui");
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    gtk_widget_class_bind_template_child_full (
      widget_class, fields[i].id, FALSE, (gssize) fields[i].row);
  gtk_widget_class_bind_template_child (widget_class, KontorDraftForm, lines);
  gtk_widget_class_bind_template_child (widget_class, KontorDraftForm, sums);
  gtk_widget_class_bind_template_child (widget_class, KontorDraftForm, delivery_row);
  gtk_widget_class_bind_template_child (widget_class, KontorDraftForm, due_row);
  gtk_widget_class_bind_template_child (widget_class, KontorDraftForm, valid_row);
  gtk_widget_class_bind_template_child (widget_class, KontorDraftForm, delivery);
  gtk_widget_class_bind_template_child (widget_class, KontorDraftForm, due);
  gtk_widget_class_bind_template_child (widget_class, KontorDraftForm, valid);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
kontor_draft_form_init (KontorDraftForm *self)
{
  self->rows = g_ptr_array_new ();
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  kontor_date_entry_set_label (self->delivery, _ ("Supplied on"));
  kontor_date_entry_set_label (self->due, _ ("Due on"));
  kontor_date_entry_set_label (self->valid, _ ("Valid until"));
  self->filling = FALSE;
}
