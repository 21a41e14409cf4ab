/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-count-bar.h"

#include <glib/gi18n.h>

#include "kontor-count-actions.h"
#include "kontor-count-person.h"
#include "kontor-format.h"
#include "kontor-state.h"

struct _KontorCountBar
{
  AdwBin parent_instance;

  /* Template children */
  GtkLabel          *title;
  GtkLabel          *summary;
  KontorCountPerson *person;
  GtkButton         *book;
  GtkButton         *record;
  GtkWidget         *uncounted_box;
  GtkLabel          *uncounted;
  GtkWidget         *again_box;
  GtkLabel          *again;
  GtkWidget         *unknown_box;
  GtkLabel          *unknown;
};

G_DEFINE_FINAL_TYPE (KontorCountBar, kontor_count_bar, ADW_TYPE_BIN)

static gint64
count_lines_in (const KontorJson *count, const char *state)
{
  const KontorJson *states = kontor_json_get_array (count, "states");

  for (guint i = 0; i < kontor_json_length (states); i++)
    if (g_str_equal (kontor_json_get_string (kontor_json_at (states, i), "state", ""), state))
      return kontor_json_get_integer (kontor_json_at (states, i), "lines", 0);
  return 0;
}

/* "To review · 12 of 40 lines differ: +12.00 € and −46.50 €" */
static char *
dup_summary (const KontorJson *count)
{
  const KontorJson *differences = kontor_json_get_object (count, "differences");
  const char       *currency = kontor_json_get_string (count, "currency", "");
  gint64            lines = kontor_json_get_integer (differences, "lines", 0);
  gint64            different = kontor_json_get_integer (differences, "different", 0);
  g_autofree char  *number = kontor_format_count (different);
  g_autofree char  *all = kontor_format_count (lines);
  g_autofree char  *plus = kontor_format_money (
    kontor_json_get_integer (differences, "plus_minor", 0), currency);
  g_autofree char *minus = kontor_format_money (
    kontor_json_get_integer (differences, "minus_minor", 0), currency);
  const char *state = kontor_state_label (kontor_json_get_string (count, "state", ""));

  if (different == 0)
    /* Translators: the state of a count, and that it agrees with the book. */
    return g_strdup_printf (_ ("%s · nothing differs"), state);
  /* Translators: state; number of lines; of how many; value of what is more; of what is less. */
  return g_strdup_printf (ngettext ("%s · %s of %s line differs: +%s and %s",
                                    "%s · %s of %s lines differ: +%s and %s",
                                    (gulong) lines),
                          state,
                          number,
                          all,
                          plus,
                          minus);
}

static void
show_uncounted (KontorCountBar *self, const KontorJson *count)
{
  const KontorJson *progress = kontor_json_get_object (count, "progress");
  const char       *said = kontor_json_get_string (count, "uncounted", "");
  gint64            n = kontor_json_get_integer (progress, "uncounted", 0);
  g_autofree char  *number = kontor_format_count (n);
  g_autofree char  *value = kontor_format_money (
    kontor_json_get_integer (progress, "uncounted_minor", 0),
    kontor_json_get_string (count, "currency", ""));
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->uncounted_box, n > 0 && kontor_count_can (count, "decide"));
  if (g_str_equal (said, "keep"))
    text = g_strdup_printf (ngettext ("%s item that nobody counted stays as in the book (%s)",
                                      "%s items that nobody counted stay as in the book (%s)",
                                      (gulong) n),
                            number,
                            value);
  else if (g_str_equal (said, "zero"))
    text = g_strdup_printf (ngettext ("%s item that nobody counted is set to zero (%s)",
                                      "%s items that nobody counted are set to zero (%s)",
                                      (gulong) n),
                            number,
                            value);
  else
    text = g_strdup_printf (ngettext ("Nobody counted %s item, worth %s",
                                      "Nobody counted %s items, worth %s",
                                      (gulong) n),
                            number,
                            value);
  gtk_label_set_label (self->uncounted, text);
}

static void
show_rest (KontorCountBar *self, const KontorJson *count)
{
  gint64           again = count_lines_in (count, "recount");
  guint            unknown = kontor_json_length (kontor_json_get_array (count, "unknown"));
  g_autofree char *again_text = NULL;
  g_autofree char *unknown_text = g_strdup_printf (
    ngettext (
      "Nobody knows %u code that was scanned", "Nobody knows %u codes that were scanned", unknown),
    unknown);
  g_autofree char *number = kontor_format_count (again);

  again_text = g_strdup_printf (
    ngettext ("%s line is to be counted again", "%s lines are to be counted again", (gulong) again),
    number);
  gtk_label_set_label (self->again, again_text);
  gtk_widget_set_visible (self->again_box, again > 0);
  gtk_label_set_label (self->unknown, unknown_text);
  gtk_widget_set_visible (self->unknown_box, unknown > 0 && kontor_count_can (count, "approve"));
}

static void
kontor_count_bar_class_init (KontorCountBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (KONTOR_TYPE_COUNT_PERSON);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-count-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorCountBar, title);
  gtk_widget_class_bind_template_child (widget_class, KontorCountBar, summary);
  gtk_widget_class_bind_template_child (widget_class, KontorCountBar, person);
  gtk_widget_class_bind_template_child (widget_class, KontorCountBar, book);
  gtk_widget_class_bind_template_child (widget_class, KontorCountBar, record);
  gtk_widget_class_bind_template_child (widget_class, KontorCountBar, uncounted_box);
  gtk_widget_class_bind_template_child (widget_class, KontorCountBar, uncounted);
  gtk_widget_class_bind_template_child (widget_class, KontorCountBar, again_box);
  gtk_widget_class_bind_template_child (widget_class, KontorCountBar, again);
  gtk_widget_class_bind_template_child (widget_class, KontorCountBar, unknown_box);
  gtk_widget_class_bind_template_child (widget_class, KontorCountBar, unknown);
}

static void
kontor_count_bar_init (KontorCountBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
kontor_count_bar_new (KontorCompany *company)
{
  KontorCountBar *self = g_object_new (KONTOR_TYPE_COUNT_BAR, NULL);

  kontor_count_person_set_company (self->person, company);
  return GTK_WIDGET (self);
}

/**
 * kontor_count_bar_show:
 * @count: as kontor_query_count_json() gives it
 */
void
kontor_count_bar_show (KontorCountBar *self, const KontorJson *count)
{
  g_autofree char *title = g_strdup_printf ("%s · %s",
                                            kontor_json_get_string (count, "title", ""),
                                            kontor_json_get_string (count, "number", ""));
  g_autofree char *summary = dup_summary (count);
  gboolean         can_book = kontor_count_can (count, "approve");

  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->summary, summary);
  gtk_widget_set_visible (GTK_WIDGET (self->book), can_book);
  gtk_widget_set_visible (GTK_WIDGET (self->record), !can_book);
  show_uncounted (self, count);
  show_rest (self, count);
}
