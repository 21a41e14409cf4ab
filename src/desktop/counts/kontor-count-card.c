/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-count-card.h"

#include <glib/gi18n.h>

#include "kontor-count-text.h"
#include "kontor-format.h"
#include "kontor-product-thumbnail.h"

#define PICTURE_SIZE 112
#define FLASH_MS 180

struct _KontorCountCard
{
  AdwBin parent_instance;

  KontorProductThumbnail *thumbnail; /* (nullable) until there is a company */
  guint                   flash_id;
  const char             *flash; /* (nullable): class of the flash */

  /* Template children */
  GtkStack *stack;
  GtkBox   *card;
  AdwBin   *picture;
  GtkLabel *name;
  GtkLabel *detail;
  GtkLabel *figure;
  GtkLabel *change;
  GtkLabel *message;
};

G_DEFINE_FINAL_TYPE (KontorCountCard, kontor_count_card, ADW_TYPE_BIN)

static void
clear_flash (KontorCountCard *self)
{
  g_clear_handle_id (&self->flash_id, g_source_remove);
  if (self->flash != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self->card), self->flash);
  self->flash = NULL;
}

static gboolean
flash_over_cb (gpointer data)
{
  KontorCountCard *self = data;

  self->flash_id = 0;
  clear_flash (self);
  return G_SOURCE_REMOVE;
}

static void
flash (KontorCountCard *self, const char *css_class)
{
  clear_flash (self);
  self->flash = css_class;
  gtk_widget_add_css_class (GTK_WIDGET (self->card), css_class);
  self->flash_id = g_timeout_add (FLASH_MS, flash_over_cb, self);
}

/* "KAN-7 · Lot A12 · not expected here, but in Cellar" */
static char *
dup_detail (const KontorJson *scan)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  const char *sku = kontor_json_get_string (scan, "sku", "");
  const char *lot = kontor_json_get_string (scan, "lot_code", "");
  const char *spot = kontor_json_get_string (scan, "spot", "");
  const char *planned = kontor_json_get_string (scan, "planned_place", "");

  if (*sku != '\0')
    g_ptr_array_add (parts, g_strdup (sku));
  if (*lot != '\0')
    g_ptr_array_add (parts, g_strdup_printf (_ ("lot %s"), lot));
  if (*spot != '\0')
    g_ptr_array_add (parts, g_strdup (spot));
  if (g_str_equal (kontor_json_get_string (scan, "condition", ""), "damaged"))
    g_ptr_array_add (parts, g_strdup (_ ("damaged")));
  if (kontor_json_get (scan, "variant") == NULL)
    g_ptr_array_add (parts, g_strdup (_ ("unknown code, kept for later")));
  else if (!kontor_json_get_boolean (scan, "is_planned", FALSE) && *planned != '\0')
    g_ptr_array_add (
      parts,
      g_strdup_printf (_ ("expected in %s"),
                       kontor_count_place_name (g_str_equal (planned, "-") ? "" : planned)));
  else if (!kontor_json_get_boolean (scan, "is_planned", FALSE))
    g_ptr_array_add (parts, g_strdup (_ ("not on the list")));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}

static void
show_name (KontorCountCard *self, const KontorJson *scan)
{
  const char *title = kontor_json_get_string (scan, "title", "");
  const char *name = *title != '\0' ? title : kontor_json_get_string (scan, "code", "");

  gtk_label_set_label (self->name, name);
  if (self->thumbnail != NULL)
    kontor_product_thumbnail_set_picture (
      self->thumbnail, kontor_json_get_string (scan, "picture", ""), name);
}

static void
show_waiting (KontorCountCard *self, const KontorJson *waiting)
{
  const KontorJson *scan = kontor_json_get_object (waiting, "scan");
  const char       *title = kontor_json_get_string (waiting, "title", "");

  gtk_label_set_label (self->name,
                       *title != '\0' ? title : kontor_json_get_string (scan, "code", ""));
  if (self->thumbnail != NULL)
    kontor_product_thumbnail_set_picture (self->thumbnail, "", title);
  gtk_label_set_label (self->detail,
                       *title != '\0' ? kontor_json_get_string (waiting, "sku", "")
                                      : _ ("unknown code, kept for later"));
  gtk_label_set_label (self->figure, "?");
  gtk_label_set_label (self->change, _ ("Type how many there are"));
}

/* "12+12+3", or what one scan stood for. */
static char *
dup_change (const KontorJson *scan)
{
  const char      *expression = kontor_json_get_string (scan, "expression", "");
  g_autofree char *change = kontor_count_dup_change (kontor_json_get_integer (scan, "quantity", 0));

  return *expression != '\0' ? g_strdup (expression) : g_steal_pointer (&change);
}

static void
show_scan (KontorCountCard *self, const KontorJson *scan)
{
  g_autofree char *detail = dup_detail (scan);
  g_autofree char *change = dup_change (scan);
  g_autofree char *figure = kontor_format_quantity (
    kontor_json_get_integer (scan, "figure", kontor_json_get_integer (scan, "quantity", 0)));

  show_name (self, scan);
  gtk_label_set_label (self->detail, detail);
  gtk_label_set_label (self->figure, figure);
  gtk_label_set_label (self->change, change);
}

/* The newest scan of the screen that stands. */
static const KontorJson *
find_scan (KontorCountSession *session)
{
  const KontorJson *screen = kontor_count_session_get_screen (session);
  const KontorJson *last = screen != NULL ? kontor_json_get_array (screen, "last") : NULL;

  for (guint i = 0; i < kontor_json_length (last); i++)
    if (kontor_json_get_boolean (kontor_json_at (last, i), "stands", FALSE))
      return kontor_json_at (last, i);
  return NULL;
}

static void
kontor_count_card_dispose (GObject *object)
{
  clear_flash (KONTOR_COUNT_CARD (object));

  G_OBJECT_CLASS (kontor_count_card_parent_class)->dispose (object);
}

static void
kontor_count_card_class_init (KontorCountCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_count_card_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-count-card.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorCountCard, stack);
  gtk_widget_class_bind_template_child (widget_class, KontorCountCard, card);
  gtk_widget_class_bind_template_child (widget_class, KontorCountCard, picture);
  gtk_widget_class_bind_template_child (widget_class, KontorCountCard, name);
  gtk_widget_class_bind_template_child (widget_class, KontorCountCard, detail);
  gtk_widget_class_bind_template_child (widget_class, KontorCountCard, figure);
  gtk_widget_class_bind_template_child (widget_class, KontorCountCard, change);
  gtk_widget_class_bind_template_child (widget_class, KontorCountCard, message);
}

static void
kontor_count_card_init (KontorCountCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
kontor_count_card_set_company (KontorCountCard *self, KontorCompany *company)
{
  self->thumbnail = KONTOR_PRODUCT_THUMBNAIL (kontor_product_thumbnail_new (company, PICTURE_SIZE));
  adw_bin_set_child (self->picture, GTK_WIDGET (self->thumbnail));
}

void
kontor_count_card_show (KontorCountCard *self, KontorCountSession *session)
{
  const KontorJson *waiting = kontor_count_session_get_waiting (session);
  const KontorJson *scan = find_scan (session);

  if (waiting != NULL)
    show_waiting (self, waiting);
  else if (scan != NULL)
    show_scan (self, scan);
  gtk_stack_set_visible_child_name (self->stack,
                                    waiting != NULL || scan != NULL ? "scan" : "nothing");
}

/* Told in words, too: a flash alone says nothing to who can't see it. */
void
kontor_count_card_answer (KontorCountCard  *self,
                          KontorCountAnswer answer,
                          const char       *words,
                          gboolean          with_flash)
{
  static const struct
  {
    const char *words; /* (nullable) N_() */
    const char *css_class;
  } answers[] = {
    [KONTOR_COUNT_TAKEN] = { NULL, "taken" },
    [KONTOR_COUNT_UNKNOWN] = { N_ ("Nobody knows this code. It is kept with its place."),
                               "unknown" },
    [KONTOR_COUNT_PLACE] = { N_ ("Counting goes on here"), "place" },
    [KONTOR_COUNT_WAITING] = { NULL, "place" },
    [KONTOR_COUNT_CORRECTED] = { N_ ("The last scan was taken back"), "place" },
    [KONTOR_COUNT_REFUSED] = { NULL, "refused" },
  };
  const char *text = answers[answer].words != NULL ? _ (answers[answer].words) : "";
  gboolean    animate = FALSE;

  if (answer == KONTOR_COUNT_REFUSED && words != NULL)
    text = words;
  gtk_label_set_label (self->message, text);
  gtk_widget_set_opacity (GTK_WIDGET (self->message), *text != '\0' ? 1 : 0);
  g_object_get (
    gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-enable-animations", &animate, NULL);
  if (with_flash && animate)
    flash (self, answers[answer].css_class);
}
