/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-filter-entry.h"

#include <glib/gi18n.h>

#include "kontor-filter-tokens.h"
#include "kontor-filter-words.h"
#include "kontor-format.h"

#define SETTLE_MS 150

/**
 * KontorFilterEntry:
 *
 * Search and filter in one: plain words search, key:value filters. A finished condition becomes a
 * chip; completion offers what may come next; Escape clears.
 */
struct _KontorFilterEntry
{
  GtkWidget parent_instance;

  const KontorListType *type;  /* (nullable) */
  GPtrArray            *chips; /* (owned) of char */
  gboolean              setting;
  guint                 settle_id;

  /* Template children */
  GtkBox     *chip_box;
  GtkText    *text;
  GtkButton  *clear;
  GtkPopover *popover;
  GtkListBox *offers;
};

enum
{
  FILTER_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KontorFilterEntry, kontor_filter_entry, GTK_TYPE_WIDGET)

static void
emit_now (KontorFilterEntry *self)
{
  g_clear_handle_id (&self->settle_id, g_source_remove);
  g_signal_emit (self, signals[FILTER_CHANGED], 0);
}

static gboolean
settled_cb (gpointer data)
{
  KontorFilterEntry *self = data;

  self->settle_id = 0;
  g_signal_emit (self, signals[FILTER_CHANGED], 0);
  return G_SOURCE_REMOVE;
}

static void
emit_soon (KontorFilterEntry *self)
{
  g_clear_handle_id (&self->settle_id, g_source_remove);
  self->settle_id = g_timeout_add (SETTLE_MS, settled_cb, self);
}

static void
set_text (KontorFilterEntry *self, const char *text)
{
  self->setting = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->text), text);
  gtk_editable_set_position (GTK_EDITABLE (self->text), -1);
  self->setting = FALSE;
}

static void
update_clear (KontorFilterEntry *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->text));

  gtk_widget_set_visible (GTK_WIDGET (self->clear), self->chips->len > 0 || *text != '\0');
}

static void show_chips (KontorFilterEntry *self); /* chips remove themselves */

static void
chip_clicked_cb (KontorFilterEntry *self, GtkButton *button)
{
  const char *chip = gtk_widget_get_name (GTK_WIDGET (button));
  guint       index = 0;

  if (g_ptr_array_find_with_equal_func (self->chips, chip, g_str_equal, &index))
    g_ptr_array_remove_index (self->chips, index);
  show_chips (self);
  emit_now (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->text));
}

static GtkWidget *
chip_new (KontorFilterEntry *self, const char *token)
{
  GtkWidget       *button = gtk_button_new ();
  GtkWidget       *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  g_autofree char *words = kontor_filter_dup_condition_words (self->type, token);
  g_autofree char *label = g_strdup_printf (_ ("Remove filter %s"), words);
  GtkWidget       *title = gtk_label_new (words);

  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("window-close-symbolic"));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_set_name (button, token);
  gtk_widget_set_tooltip_text (button, label);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "chip");
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (chip_clicked_cb), self);
  return button;
}

static void
show_chips (KontorFilterEntry *self)
{
  GtkWidget *child = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->chip_box))) != NULL)
    gtk_box_remove (self->chip_box, child);
  for (guint i = 0; i < self->chips->len; i++)
    gtk_box_append (self->chip_box, chip_new (self, g_ptr_array_index (self->chips, i)));
  gtk_widget_set_visible (GTK_WIDGET (self->chip_box), self->chips->len > 0);
  update_clear (self);
}

static gboolean
is_right (KontorFilterEntry *self, const char *token)
{
  g_autoptr (KontorListQuery) query = NULL;

  if (self->type == NULL || !kontor_filter_token_is_condition (token))
    return FALSE;
  query = kontor_list_query_new (
    self->type, token, NULL, kontor_time_now (), kontor_format_zone (), NULL);
  return query != NULL;
}

/* Finished conditions of the text become chips; the rest stays. */
static gboolean
take_chips (KontorFilterEntry *self, gboolean all)
{
  gboolean open = FALSE;
  g_autoptr (GPtrArray) tokens = kontor_filter_tokens_split (
    gtk_editable_get_text (GTK_EDITABLE (self->text)), &open);
  g_autoptr (GString) rest = g_string_new (NULL);
  guint before = self->chips->len;

  for (guint i = 0; i < tokens->len; i++)
    {
      const char *token = g_ptr_array_index (tokens, i);
      gboolean    finished = all || i + 1 < tokens->len || !open;

      if (finished && is_right (self, token))
        g_ptr_array_add (self->chips, g_strdup (token));
      else
        g_string_append_printf (rest, "%s%s", rest->len > 0 ? " " : "", token);
    }
  if (self->chips->len == before)
    return FALSE;
  set_text (self, rest->str);
  show_chips (self);
  return TRUE;
}

static void
hide_offers (KontorFilterEntry *self)
{
  gtk_popover_popdown (self->popover);
}

static void
show_offers (KontorFilterEntry *self)
{
  g_auto (GStrv) offers = NULL;
  GtkWidget  *child = NULL;
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->text));
  guint       cursor = (guint) (g_utf8_offset_to_pointer (
                            text, gtk_editable_get_position (GTK_EDITABLE (self->text)))
                          - text);

  if (self->type != NULL && *text != '\0' && gtk_widget_has_focus (GTK_WIDGET (self->text)))
    offers = kontor_filter_complete (self->type, text, cursor);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->offers))) != NULL)
    gtk_list_box_remove (self->offers, child);
  for (guint i = 0; offers != NULL && offers[i] != NULL && i < 8; i++)
    {
      GtkWidget *label = gtk_label_new (offers[i]);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_list_box_append (self->offers, label);
    }
  if (offers != NULL && offers[0] != NULL)
    gtk_popover_popup (self->popover);
  else
    hide_offers (self);
}

static void
text_changed_cb (KontorFilterEntry *self)
{
  update_clear (self);
  if (self->setting)
    return;
  take_chips (self, FALSE);
  show_offers (self);
  emit_soon (self);
}

static const char *
chosen_offer (KontorFilterEntry *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->offers);

  if (row == NULL || !gtk_widget_get_visible (GTK_WIDGET (self->popover)))
    return NULL;
  return gtk_label_get_label (GTK_LABEL (gtk_list_box_row_get_child (row)));
}

/* Puts an offer in the place of the word under the cursor. */
static void
take_offer (KontorFilterEntry *self, const char *offer)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->text));
  gboolean    open = FALSE;
  g_autoptr (GPtrArray) tokens = kontor_filter_tokens_split (text, &open);
  g_autoptr (GString) result = g_string_new (NULL);
  guint keep = open ? tokens->len - 1 : tokens->len;

  for (guint i = 0; i < keep; i++)
    g_string_append_printf (result, "%s ", (const char *) g_ptr_array_index (tokens, i));
  g_string_append (result, offer);
  hide_offers (self);
  set_text (self, result->str);
  if (is_right (self, offer))
    take_chips (self, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->text));
  gtk_editable_set_position (GTK_EDITABLE (self->text), -1);
  if (!is_right (self, offer))
    show_offers (self);
  emit_now (self);
}

static void
offer_activated_cb (KontorFilterEntry *self, GtkListBoxRow *row)
{
  g_autofree char *offer = g_strdup (
    gtk_label_get_label (GTK_LABEL (gtk_list_box_row_get_child (row))));

  take_offer (self, offer);
}

static void
move_in_offers (KontorFilterEntry *self, int step)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->offers);
  int            index = row != NULL ? gtk_list_box_row_get_index (row) + step : step > 0 ? 0 : -1;

  row = gtk_list_box_get_row_at_index (self->offers, index);
  if (row != NULL)
    gtk_list_box_select_row (self->offers, row);
}

static void
take_back_chip (KontorFilterEntry *self)
{
  g_autofree char *chip = g_ptr_array_steal_index (self->chips, self->chips->len - 1);

  show_chips (self);
  set_text (self, chip);
  emit_soon (self);
}

static void
clear_cb (KontorFilterEntry *self)
{
  kontor_filter_entry_set_filter (self, "");
  hide_offers (self);
  emit_now (self);
}

static gboolean
take_chosen_offer (KontorFilterEntry *self)
{
  g_autofree char *offer = g_strdup (chosen_offer (self));

  if (offer == NULL)
    return GDK_EVENT_PROPAGATE;
  take_offer (self, offer);
  return GDK_EVENT_STOP;
}

static gboolean
escape (KontorFilterEntry *self)
{
  g_autofree char *filter = kontor_filter_entry_dup_filter (self);

  if (gtk_widget_get_visible (GTK_WIDGET (self->popover)))
    hide_offers (self);
  else if (*filter != '\0')
    clear_cb (self);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

static gboolean
key_pressed_cb (KontorFilterEntry *self, guint key, guint code, GdkModifierType state)
{
  gboolean offering = gtk_widget_get_visible (GTK_WIDGET (self->popover));

  switch (key)
    {
    case GDK_KEY_Escape:
      return escape (self);
    case GDK_KEY_Down:
      if (!offering)
        return gtk_widget_activate_action (GTK_WIDGET (self), "page.focus-list", NULL);
      move_in_offers (self, 1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Up:
      move_in_offers (self, -1);
      return offering;
    case GDK_KEY_Tab:
      if (offering && chosen_offer (self) == NULL)
        move_in_offers (self, 1);
      return take_chosen_offer (self);
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      return take_chosen_offer (self);
    case GDK_KEY_BackSpace:
      if (self->chips->len == 0 || gtk_editable_get_position (GTK_EDITABLE (self->text)) > 0
          || gtk_editable_get_selection_bounds (GTK_EDITABLE (self->text), NULL, NULL))
        return GDK_EVENT_PROPAGATE;
      take_back_chip (self);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
activate_cb (KontorFilterEntry *self)
{
  hide_offers (self);
  take_chips (self, TRUE);
  emit_now (self);
}

static void
focus_left_cb (KontorFilterEntry *self)
{
  hide_offers (self);
}

static gboolean
kontor_filter_entry_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (KONTOR_FILTER_ENTRY (widget)->text));
}

static void
kontor_filter_entry_dispose (GObject *object)
{
  KontorFilterEntry *self = KONTOR_FILTER_ENTRY (object);
  GtkWidget         *child = NULL;

  g_clear_handle_id (&self->settle_id, g_source_remove);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (kontor_filter_entry_parent_class)->dispose (object);
}

static void
kontor_filter_entry_finalize (GObject *object)
{
  KontorFilterEntry *self = KONTOR_FILTER_ENTRY (object);

  g_clear_pointer (&self->chips, g_ptr_array_unref);

  G_OBJECT_CLASS (kontor_filter_entry_parent_class)->finalize (object);
}

static void
kontor_filter_entry_class_init (KontorFilterEntryClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = kontor_filter_entry_dispose;
  object_class->finalize = kontor_filter_entry_finalize;
  widget_class->grab_focus = kontor_filter_entry_grab_focus;

  signals[FILTER_CHANGED] = g_signal_new ("filter-changed",
                                          KONTOR_TYPE_FILTER_ENTRY,
                                          G_SIGNAL_RUN_LAST,
                                          0,
                                          NULL,
                                          NULL,
                                          NULL,
                                          G_TYPE_NONE,
                                          0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "entry");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-filter-entry.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorFilterEntry, chip_box);
  gtk_widget_class_bind_template_child (widget_class, KontorFilterEntry, text);
  gtk_widget_class_bind_template_child (widget_class, KontorFilterEntry, clear);
  gtk_widget_class_bind_template_child (widget_class, KontorFilterEntry, popover);
  gtk_widget_class_bind_template_child (widget_class, KontorFilterEntry, offers);
  gtk_widget_class_bind_template_callback (widget_class, text_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, focus_left_cb);
  gtk_widget_class_bind_template_callback (widget_class, offer_activated_cb);
}

static void
kontor_filter_entry_init (KontorFilterEntry *self)
{
  self->chips = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  update_clear (self);
}

/**
 * kontor_filter_entry_set_list_type:
 * @type: whose keys and values are offered
 */
void
kontor_filter_entry_set_list_type (KontorFilterEntry *self, const KontorListType *type)
{
  g_return_if_fail (KONTOR_IS_FILTER_ENTRY (self));

  self->type = type;
}

/**
 * kontor_filter_entry_set_filter:
 * @filter: a whole filter; conditions become chips; no signal is emitted
 */
void
kontor_filter_entry_set_filter (KontorFilterEntry *self, const char *filter)
{
  g_return_if_fail (KONTOR_IS_FILTER_ENTRY (self));

  g_clear_handle_id (&self->settle_id, g_source_remove);
  g_ptr_array_set_size (self->chips, 0);
  set_text (self, filter);
  if (!take_chips (self, TRUE))
    show_chips (self);
  kontor_filter_entry_set_wrong (self, FALSE);
}

/**
 * kontor_filter_entry_dup_filter:
 *
 * Returns: (transfer full): the whole filter, chips first
 */
char *
kontor_filter_entry_dup_filter (KontorFilterEntry *self)
{
  GString         *filter = g_string_new (NULL);
  g_autofree char *text = NULL;

  g_return_val_if_fail (KONTOR_IS_FILTER_ENTRY (self), NULL);

  text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->text))));
  for (guint i = 0; i < self->chips->len; i++)
    g_string_append_printf (
      filter, "%s%s", i > 0 ? " " : "", (char *) g_ptr_array_index (self->chips, i));
  if (*text != '\0')
    g_string_append_printf (filter, "%s%s", filter->len > 0 ? " " : "", text);
  return g_string_free (filter, FALSE);
}

/**
 * kontor_filter_entry_set_wrong:
 * @wrong: whether the filter can't be read
 */
void
kontor_filter_entry_set_wrong (KontorFilterEntry *self, gboolean wrong)
{
  g_return_if_fail (KONTOR_IS_FILTER_ENTRY (self));

  if (wrong)
    gtk_widget_add_css_class (GTK_WIDGET (self), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->text),
                               GTK_ACCESSIBLE_STATE_INVALID,
                               wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
}

/**
 * kontor_filter_entry_is_completing:
 *
 * Returns: whether the last word is still being typed and something is offered for it
 */
gboolean
kontor_filter_entry_is_completing (KontorFilterEntry *self)
{
  g_return_val_if_fail (KONTOR_IS_FILTER_ENTRY (self), FALSE);

  return gtk_widget_get_visible (GTK_WIDGET (self->popover));
}
