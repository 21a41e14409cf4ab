/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-count-facts.h"

/**
 * KontorCountFacts:
 *
 * What is known about a count or a line of it: headings, and below each of them labels with values.
 */
struct _KontorCountFacts
{
  AdwBin parent_instance;

  int row;

  /* Template children */
  GtkGrid *grid;
};

G_DEFINE_FINAL_TYPE (KontorCountFacts, kontor_count_facts, ADW_TYPE_BIN)

static GtkWidget *
new_label (const char *text, float xalign, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
add_pair (KontorCountFacts *self, const char *label, const char *value, float xalign)
{
  GtkWidget *content = new_label (value, xalign, "numeric");

  gtk_widget_set_hexpand (content, TRUE);
  gtk_grid_attach (self->grid, new_label (label, 0, "dim-label"), 0, self->row, 1, 1);
  gtk_grid_attach (self->grid, content, 1, self->row++, 1, 1);
}

static void
kontor_count_facts_class_init (KontorCountFactsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-count-facts.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorCountFacts, grid);
}

static void
kontor_count_facts_init (KontorCountFacts *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
kontor_count_facts_clear (KontorCountFacts *self)
{
  GtkWidget *child = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
  self->row = 0;
}

gboolean
kontor_count_facts_is_empty (KontorCountFacts *self)
{
  return self->row == 0;
}

void
kontor_count_facts_add_heading (KontorCountFacts *self, const char *title)
{
  GtkWidget *heading = new_label (title, 0, "heading");

  if (self->row > 0)
    gtk_widget_set_margin_top (heading, 12);
  gtk_grid_attach (self->grid, heading, 0, self->row++, 2, 1);
}

void
kontor_count_facts_add (KontorCountFacts *self, const char *label, const char *value)
{
  add_pair (self, label, value, 0);
}

/* At the right, so that figures stand below each other. */
void
kontor_count_facts_add_figure (KontorCountFacts *self, const char *label, const char *value)
{
  add_pair (self, label, value, 1);
}

void
kontor_count_facts_add_text (KontorCountFacts *self, const char *text)
{
  gtk_grid_attach (self->grid, new_label (text, 0, "dim-label"), 0, self->row++, 2, 1);
}

void
kontor_count_facts_add_widget (KontorCountFacts *self, GtkWidget *widget)
{
  gtk_grid_attach (self->grid, widget, 0, self->row++, 2, 1);
}
