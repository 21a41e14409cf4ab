/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-place-pane.h"

#include <glib/gi18n.h>

#include "kontor-act.h"
#include "kontor-ask-window.h"
#include "kontor-form.h"
#include "kontor-format.h"
#include "kontor-place-form.h"
#include "kontor-state.h"
#include "kontor-stock-query.h"
#include "kontor-stock-rows.h"
#include "kontor-stock-words.h"
#include "kontor-text-scale.h"
#include "kontor-value-words.h"

/**
 * KontorPlacePane:
 *
 * One place: its code, and what lies there.
 */
struct _KontorPlacePane
{
  KontorRecordPane parent_instance;

  const KontorJson *place; /* (unowned) (nullable) until read */

  /* Template children */
  AdwWindowTitle *title;
  GtkLabel       *name;
  GtkLabel       *summary;
  GtkListBox     *items;
  GtkWidget      *nothing;
};

G_DEFINE_FINAL_TYPE (KontorPlacePane, kontor_place_pane, KONTOR_TYPE_RECORD_PANE)

/* --- showing --- */

static gboolean
is_archived (KontorPlacePane *self)
{
  return kontor_json_get (self->place, "archived_at") != NULL;
}

static GtkWidget *
new_item_row (const KontorJson *place, const KontorJson *item)
{
  g_autofree char *title = kontor_stock_dup_item (item);
  g_autofree char *amount = kontor_stock_dup_amount (kontor_json_get_integer (item, "quantity", 0),
                                                     kontor_json_get_string (item, "unit", ""));
  GtkWidget *row = kontor_stock_rows_new (title, kontor_json_get_string (item, "sku", ""), amount);

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.record");
  gtk_actionable_set_action_target (
    GTK_ACTIONABLE (row), "(ss)", "stock", kontor_json_get_string (item, "variant", ""));
  return row;
}

static void
show_place (KontorPlacePane *self)
{
  const KontorJson *place = self->place;
  const char       *kind = kontor_state_label_in ("locations",
                                            kontor_json_get_string (place, "kind", ""));
  const char       *code = kontor_json_get_string (place, "code", "");
  const char       *inside = kontor_json_get_string (place, "parent_name", "");
  g_autofree char  *name = kontor_value_words (
    "locations", "name", kontor_json_get_string (place, "name", ""));
  g_autoptr (GString) summary = g_string_new (g_str_equal (name, kind) ? "" : kind);
  gboolean is_empty = kontor_json_length (kontor_json_get_array (place, "items")) == 0;

  if (*code != '\0')
    g_string_append_printf (summary, "%s%s", summary->len > 0 ? " · " : "", code);
  if (*inside != '\0')
    g_string_append_printf (summary, " · %s", inside);
  if (is_archived (self))
    g_string_append_printf (summary, " · %s", _ ("archived"));
  adw_window_title_set_title (self->title, *code != '\0' ? code : kind);
  gtk_label_set_label (self->name, name);
  gtk_label_set_label (self->summary, summary->str);
  kontor_stock_rows_fill (self->items, place, "items", G_MAXUINT, new_item_row);
  gtk_widget_set_visible (self->nothing, is_empty);
}

static void
update_actions (KontorPlacePane *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean   shown = self->place != NULL;
  gboolean   ours = shown
                  && !g_str_equal (kontor_json_get_string (self->place, "kind", ""), "transit");

  gtk_widget_action_set_enabled (widget, "place.edit", ours);
  gtk_widget_action_set_enabled (widget, "location.archive", ours && !is_archived (self));
  gtk_widget_action_set_enabled (widget, "location.restore", ours && is_archived (self));
  gtk_widget_action_set_enabled (widget, "place.show-stock", shown);
}

/* --- actions --- */

static void
edit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorPlacePane *self = KONTOR_PLACE_PANE (widget);

  kontor_place_form_edit (
    widget, kontor_record_pane_get_company (KONTOR_RECORD_PANE (self)), self->place);
}

static void
archive_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorPlacePane *self = KONTOR_PLACE_PANE (widget);
  KontorJson      *params = kontor_json_new_object ();

  kontor_json_set_string (params, "location", kontor_json_get_string (self->place, "uid", ""));
  kontor_act (widget,
              kontor_record_pane_get_company (KONTOR_RECORD_PANE (self)),
              name,
              params,
              g_str_equal (name, "location.archive") ? _ ("Place archived") : _ ("Place restored"));
}

static void
show_stock_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorPlacePane *self = KONTOR_PLACE_PANE (widget);
  g_autofree char *filter = kontor_stock_dup_filter (
    "place", kontor_json_get_string (self->place, "name", ""));

  gtk_widget_activate_action (widget, "win.rows", "(ss)", "stock", filter);
}

/* --- pane --- */

static void
kontor_place_pane_take (KontorRecordPane *pane, const KontorJson *place)
{
  KontorPlacePane *self = KONTOR_PLACE_PANE (pane);

  self->place = place;
  update_actions (self);
  if (place != NULL)
    show_place (self);
}

static gboolean
kontor_place_pane_concerns (KontorRecordPane *pane, const GArray *touched)
{
  return kontor_touched_has_kind (touched, KONTOR_KIND_STOCK_MOVEMENT);
}

static void
kontor_place_pane_class_init (KontorPlacePaneClass *klass)
{
  KontorRecordPaneClass *pane_class = KONTOR_RECORD_PANE_CLASS (klass);
  GtkWidgetClass        *widget_class = GTK_WIDGET_CLASS (klass);

  pane_class->query = kontor_query_place_json;
  pane_class->take = kontor_place_pane_take;
  pane_class->concerns = kontor_place_pane_concerns;

  gtk_widget_class_install_action (widget_class, "place.edit", NULL, edit_action);
  gtk_widget_class_install_action (widget_class, "location.archive", NULL, archive_action);
  gtk_widget_class_install_action (widget_class, "location.restore", NULL, archive_action);
  gtk_widget_class_install_action (widget_class, "place.show-stock", NULL, show_stock_action);
  kontor_record_pane_class_set_template (
    pane_class, "/org/kontorapp/Kontor/ui/kontor-place-pane.ui", "place");
  gtk_widget_class_bind_template_child (widget_class, KontorPlacePane, title);
  gtk_widget_class_bind_template_child (widget_class, KontorPlacePane, name);
  gtk_widget_class_bind_template_child (widget_class, KontorPlacePane, summary);
  gtk_widget_class_bind_template_child (widget_class, KontorPlacePane, items);
  gtk_widget_class_bind_template_child (widget_class, KontorPlacePane, nothing);
}

static void
kontor_place_pane_init (KontorPlacePane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  kontor_text_scale_template (GTK_WIDGET (self));
}
