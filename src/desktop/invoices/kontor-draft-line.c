/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-draft-line.h"

#include <glib/gi18n.h>

#include "kontor-format.h"
#include "kontor-text.h"

struct _KontorDraftLine
{
  AdwBin parent_instance;

  guint    source;  /* position in the draft that it was filled from, from 1 on; 0: new */
  gboolean filling; /* what is set now nobody typed */
  gboolean fixed;   /* its VAT is given: there is no tax code to choose */

  /* Template children */
  GtkEntry    *name;
  GtkEntry    *quantity;
  GtkDropDown *unit;
  GtkEntry    *price;
  GtkDropDown *tax;
  GtkDropDown *kind;
  GtkLabel    *total;
  GtkLabel    *why;
};

enum
{
  CHANGED,
  NEXT,
  REMOVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KontorDraftLine, kontor_draft_line, ADW_TYPE_BIN)

/* UN/ECE Rec 20 in the order of the template's units; the last one is whatever the line had. */
static const char *const units[] = { "H87", "C62", "HUR", "DAY", "MON", "KGM", "LTR", "MTR" };

/* In the order of the template's tax codes. */
static const char *const tax_codes[] = { "standard", "reduced", "zero", "exempt" };

/* In the order of the template's kinds; freight and discounts stay what they are. */
static const char *const kinds[] = { "goods", "service" };

static guint
position_of (const char *const *values, guint n_values, const char *value)
{
  for (guint i = 0; i < n_values; i++)
    if (g_strcmp0 (values[i], value) == 0)
      return i;
  return GTK_INVALID_LIST_POSITION;
}

static const char *
text_of (GtkEntry *entry)
{
  return gtk_editable_get_text (GTK_EDITABLE (entry));
}

static void
set_text (GtkEntry *entry, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (entry), text != NULL ? text : "");
}

static void
set_number (GtkEntry *entry, gint64 value, guint least)
{
  const KontorNumberStyle plain = { kontor_format_decimal (), "" };
  g_autofree char        *text = kontor_decimal_format (value, 6, least, &plain);

  set_text (entry, text);
}

static gboolean
read_number (GtkEntry *entry, gint64 *value)
{
  gint64   found = 0;
  gboolean right = *text_of (entry) == '\0'
                   || kontor_expression_parse (
                     text_of (entry), 6, kontor_format_decimal (), &found, NULL);

  if (right)
    gtk_widget_remove_css_class (GTK_WIDGET (entry), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (entry), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_INVALID, !right, -1);
  *value = found;
  return right;
}

/* --- what happens --- */

static void
changed_cb (KontorDraftLine *self)
{
  if (!self->filling)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
activated_cb (KontorDraftLine *self)
{
  g_signal_emit (self, signals[NEXT], 0);
}

static void
remove_cb (KontorDraftLine *self)
{
  g_signal_emit (self, signals[REMOVED], 0);
}

static void
kontor_draft_line_class_init (KontorDraftLineClass *klass)
{
  static const char *const names[N_SIGNALS] = { "changed", "next", "removed" };
  GtkWidgetClass          *widget_class = GTK_WIDGET_CLASS (klass);

  for (guint i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (
      names[i], KONTOR_TYPE_DRAFT_LINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-draft-line.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorDraftLine, name);
  gtk_widget_class_bind_template_child (widget_class, KontorDraftLine, quantity);
  gtk_widget_class_bind_template_child (widget_class, KontorDraftLine, unit);
  gtk_widget_class_bind_template_child (widget_class, KontorDraftLine, price);
  gtk_widget_class_bind_template_child (widget_class, KontorDraftLine, tax);
  gtk_widget_class_bind_template_child (widget_class, KontorDraftLine, kind);
  gtk_widget_class_bind_template_child (widget_class, KontorDraftLine, total);
  gtk_widget_class_bind_template_child (widget_class, KontorDraftLine, why);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
kontor_draft_line_init (KontorDraftLine *self)
{
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->filling = FALSE;
}

GtkWidget *
kontor_draft_line_new (void)
{
  return g_object_new (KONTOR_TYPE_DRAFT_LINE, NULL);
}

/**
 * kontor_draft_line_fill:
 * @line: of a draft
 *
 * Shows it. What the form can't show stays in the draft.
 */
void
kontor_draft_line_fill (KontorDraftLine *self, const KontorInvoiceLine *line)
{
  g_return_if_fail (KONTOR_IS_DRAFT_LINE (self));

  self->filling = TRUE;
  self->fixed = kontor_text_is_blank (line->tax_code);
  set_text (self->name, line->name);
  set_number (self->quantity, line->quantity_e6, 0);
  set_number (self->price, line->price_e6, 2);
  gtk_drop_down_set_selected (self->unit, position_of (units, G_N_ELEMENTS (units), line->unit));
  gtk_drop_down_set_selected (self->tax,
                              position_of (tax_codes, G_N_ELEMENTS (tax_codes), line->tax_code));
  gtk_drop_down_set_selected (self->kind, position_of (kinds, G_N_ELEMENTS (kinds), line->kind));
  gtk_widget_set_visible (GTK_WIDGET (self->tax), !self->fixed);
  gtk_widget_set_visible (GTK_WIDGET (self->kind),
                          gtk_drop_down_get_selected (self->kind) != GTK_INVALID_LIST_POSITION
                            && !self->fixed);
  self->filling = FALSE;
}

static void
take (char **field, const char *text)
{
  g_free (*field); /* replaced */
  *field = g_strdup (text);
}

static void
take_choice (char **field, GtkDropDown *from, const char *const *values)
{
  guint selected = gtk_drop_down_get_selected (from);

  if (selected != GTK_INVALID_LIST_POSITION)
    take (field, values[selected]);
}

/**
 * kontor_draft_line_read:
 * @line: gets what the fields say; the rest stays as it is
 *
 * A number that can't be read counts as nothing and is marked at its field.
 */
void
kontor_draft_line_read (KontorDraftLine *self, KontorInvoiceLine *line)
{
  g_return_if_fail (KONTOR_IS_DRAFT_LINE (self));

  take (&line->name, text_of (self->name));
  read_number (self->quantity, &line->quantity_e6);
  read_number (self->price, &line->price_e6);
  take_choice (&line->unit, self->unit, units);
  take_choice (&line->kind, self->kind, kinds);
  if (self->fixed)
    return;
  take_choice (&line->tax_code, self->tax, tax_codes);
  if (line->category == NULL)
    take (&line->category, "S"); /* until the rules say which */
}

gboolean
kontor_draft_line_is_empty (KontorDraftLine *self)
{
  return kontor_text_is_blank (text_of (self->name)) && *text_of (self->price) == '\0';
}

guint
kontor_draft_line_get_source (KontorDraftLine *self)
{
  return self->source;
}

void
kontor_draft_line_set_source (KontorDraftLine *self, guint position)
{
  self->source = position;
}

/**
 * kontor_draft_line_show:
 * @total_minor: what the line comes to, in the document's price mode
 * @currency: of it
 * @why: (nullable): VAT and its reason
 */
void
kontor_draft_line_show (KontorDraftLine *self,
                        gint64           total_minor,
                        const char      *currency,
                        const char      *why)
{
  g_autofree char *total = kontor_format_money (total_minor, currency);

  g_return_if_fail (KONTOR_IS_DRAFT_LINE (self));

  gtk_label_set_label (self->total, total);
  gtk_label_set_label (self->why, why != NULL ? why : "");
  gtk_widget_set_visible (GTK_WIDGET (self->why), why != NULL && *why != '\0');
}

/**
 * kontor_draft_line_focus:
 * @term: (nullable): business term of EN 16931, "BT-129"
 *
 * Puts the cursor into the field of a term.
 */
void
kontor_draft_line_focus (KontorDraftLine *self, const char *term)
{
  GtkWidget *field = GTK_WIDGET (self->name);

  if (g_strcmp0 (term, "BT-129") == 0)
    field = GTK_WIDGET (self->quantity);
  else if (g_strcmp0 (term, "BT-130") == 0)
    field = GTK_WIDGET (self->unit);
  else if (g_strcmp0 (term, "BT-146") == 0 || g_strcmp0 (term, "BT-131") == 0)
    field = GTK_WIDGET (self->price);
  else if (g_strcmp0 (term, "BT-151") == 0 || g_strcmp0 (term, "BT-152") == 0)
    field = GTK_WIDGET (self->tax);
  gtk_widget_grab_focus (field);
}
