/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-place-pane.h"

#include <glib/gi18n.h>

#include "kontor-act.h"
#include "kontor-ask-window.h"
#include "kontor-form.h"
#include "kontor-format.h"
#include "kontor-pane.h"
#include "kontor-place-form.h"
#include "kontor-problem.h"
#include "kontor-state.h"
#include "kontor-stock-query.h"
#include "kontor-stock-rows.h"
#include "kontor-stock-words.h"
#include "kontor-text-scale.h"
#include "kontor-weak.h"

/**
 * KontorPlacePane:
 *
 * One place: its code, and what lies there.
 */
struct _KontorPlacePane
{
  AdwBin parent_instance;

  KontorCompany *company;     /* (owned) (not nullable): construct only */
  KontorUid      uid;         /* nil: nothing is selected */
  KontorJson    *place;       /* (owned) (nullable) until read */
  GCancellable  *cancellable; /* (owned) (nullable): of the reading under way */

  /* Template children */
  AdwWindowTitle    *title;
  GtkStack          *stack;
  AdwStatusPage     *failed;
  GtkScrolledWindow *scroll;
  GtkLabel          *name;
  GtkLabel          *summary;
  GtkListBox        *items;
  GtkWidget         *nothing;
};

typedef enum
{
  PROP_COMPANY = 1,
} KontorPlacePaneProperty;

static void kontor_place_pane_pane_init (KontorPaneInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (KontorPlacePane,
                               kontor_place_pane,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (KONTOR_TYPE_PANE,
                                                      kontor_place_pane_pane_init))

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
  g_autoptr (GString) summary = g_string_new (kind);
  gboolean is_empty = kontor_json_length (kontor_json_get_array (place, "items")) == 0;

  if (*code != '\0')
    g_string_append_printf (summary, " · %s", code);
  if (*inside != '\0')
    g_string_append_printf (summary, " · %s", inside);
  if (is_archived (self))
    g_string_append_printf (summary, " · %s", _ ("archived"));
  adw_window_title_set_title (self->title, *code != '\0' ? code : kind);
  gtk_label_set_label (self->name, kontor_json_get_string (place, "name", ""));
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

  kontor_place_form_edit (widget, self->company, self->place);
}

static void
archive_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorPlacePane *self = KONTOR_PLACE_PANE (widget);
  KontorJson      *params = kontor_json_new_object ();

  kontor_json_set_string (params, "location", kontor_json_get_string (self->place, "uid", ""));
  kontor_act (widget,
              self->company,
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

static void
show_failure (KontorPlacePane *self, const GError *error)
{
  g_autoptr (KontorProblem) problem = kontor_problem_from_error (error);

  adw_window_title_set_title (self->title, "");
  adw_status_page_set_title (self->failed, problem->title);
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

static void
place_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorPlacePane) self = kontor_weak_take (user_data);
  g_autoptr (KontorJson) answer = kontor_company_query_finish (NULL, result, &error);

  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_pointer (&self->place, kontor_json_unref);
  self->place = g_steal_pointer (&answer);
  update_actions (self);
  if (self->place == NULL)
    {
      show_failure (self, error);
      return;
    }
  show_place (self);
  gtk_stack_set_visible_child_name (self->stack, "place");
}

static void
read_place (KontorPlacePane *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (kontor_uid_is_nil (&self->uid))
    return;
  self->cancellable = g_cancellable_new ();
  kontor_company_query_uid_async (self->company,
                                  kontor_query_place_json,
                                  &self->uid,
                                  self->cancellable,
                                  place_read_cb,
                                  kontor_weak_new (self));
}

static void
changed_cb (KontorPlacePane *self, const GArray *touched)
{
  if (kontor_touched_has (touched, &self->uid)
      || kontor_touched_has_kind (touched, KONTOR_KIND_STOCK_MOVEMENT))
    read_place (self);
}

/* --- pane --- */

static void
kontor_place_pane_show (KontorPane *pane, const KontorUid *uid)
{
  KontorPlacePane *self = KONTOR_PLACE_PANE (pane);

  self->uid = uid != NULL ? *uid : (KontorUid){ 0 };
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroll), 0);
  if (uid == NULL)
    {
      g_clear_pointer (&self->place, kontor_json_unref);
      update_actions (self);
      gtk_stack_set_visible_child_name (self->stack, "none");
    }
  read_place (self);
}

static void
kontor_place_pane_pane_init (KontorPaneInterface *iface)
{
  iface->show = kontor_place_pane_show;
}

static void
kontor_place_pane_get_property (GObject    *object,
                                guint       property_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  switch ((KontorPlacePaneProperty) property_id)
    {
    case PROP_COMPANY:
      g_value_set_object (value, KONTOR_PLACE_PANE (object)->company);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
kontor_place_pane_set_property (GObject      *object,
                                guint         property_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  switch ((KontorPlacePaneProperty) property_id)
    {
    case PROP_COMPANY:
      g_set_object (&KONTOR_PLACE_PANE (object)->company, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
kontor_place_pane_constructed (GObject *object)
{
  KontorPlacePane *self = KONTOR_PLACE_PANE (object);

  G_OBJECT_CLASS (kontor_place_pane_parent_class)->constructed (object);
  g_signal_connect_object (
    self->company, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  update_actions (self);
}

static void
kontor_place_pane_dispose (GObject *object)
{
  KontorPlacePane *self = KONTOR_PLACE_PANE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->company);
  g_clear_pointer (&self->place, kontor_json_unref);

  G_OBJECT_CLASS (kontor_place_pane_parent_class)->dispose (object);
}

static void
kontor_place_pane_class_init (KontorPlacePaneClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = kontor_place_pane_get_property;
  object_class->set_property = kontor_place_pane_set_property;
  object_class->constructed = kontor_place_pane_constructed;
  object_class->dispose = kontor_place_pane_dispose;
  g_object_class_override_property (object_class, PROP_COMPANY, "company");

  gtk_widget_class_install_action (widget_class, "place.edit", NULL, edit_action);
  gtk_widget_class_install_action (widget_class, "location.archive", NULL, archive_action);
  gtk_widget_class_install_action (widget_class, "location.restore", NULL, archive_action);
  gtk_widget_class_install_action (widget_class, "place.show-stock", NULL, show_stock_action);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-place-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorPlacePane, title);
  gtk_widget_class_bind_template_child (widget_class, KontorPlacePane, stack);
  gtk_widget_class_bind_template_child (widget_class, KontorPlacePane, failed);
  gtk_widget_class_bind_template_child (widget_class, KontorPlacePane, scroll);
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
