/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-counting-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "kontor-act.h"
#include "kontor-ask-window.h"
#include "kontor-codes.h"
#include "kontor-count-actions.h"
#include "kontor-count-card.h"
#include "kontor-count-person.h"
#include "kontor-count-query.h"
#include "kontor-count-session.h"
#include "kontor-count-text.h"
#include "kontor-format.h"
#include "kontor-product-picker.h"
#include "kontor-weak.h"

#define BEEP_EVERY_MS 140

/**
 * KontorCountingPage:
 *
 * The counting screen, for a laptop on a trolley: where one stands, what was scanned last, and a
 * line for sums and codes. It fills the window.
 */
struct _KontorCountingPage
{
  KontorPage parent_instance;

  KontorCountSession *session;     /* (owned) (nullable) until a count is opened */
  KontorJson         *count;       /* (owned) (nullable) until read */
  GSettings          *settings;    /* (owned) */
  GCancellable       *cancellable; /* (owned): cancelled in dispose */
  guint               beeps;       /* still to come */
  guint               beep_id;

  /* Template children */
  AdwWindowTitle      *title;
  KontorCountPerson   *person;
  GtkMenuButton       *place;
  GMenu               *places;
  GtkLabel            *place_name;
  GtkLabel            *spot;
  GtkLabel            *progress;
  GtkLevelBar         *level;
  KontorCountCard     *card;
  GtkEntry            *entry;
  GtkToggleButton     *by_quantity;
  KontorProductPicker *picker;
  GtkListBox          *before;
  GtkLabel            *pending;
};

G_DEFINE_FINAL_TYPE (KontorCountingPage, kontor_counting_page, KONTOR_TYPE_PAGE)

static KontorCompany *
company_of (KontorCountingPage *self)
{
  return kontor_page_get_company (KONTOR_PAGE (self));
}

/* --- sounds --- */

/* The bell is the one sound that every desktop and sandbox has: how often it rings tells the
 * answers apart. */
static gboolean
beep_cb (gpointer data)
{
  KontorCountingPage *self = data;

  gdk_display_beep (gtk_widget_get_display (GTK_WIDGET (self)));
  if (--self->beeps > 0)
    return G_SOURCE_CONTINUE;
  self->beep_id = 0;
  return G_SOURCE_REMOVE;
}

static void
beep (KontorCountingPage *self, KontorCountAnswer answer)
{
  static const guint times[] = {
    [KONTOR_COUNT_TAKEN] = 1,   [KONTOR_COUNT_UNKNOWN] = 3,   [KONTOR_COUNT_PLACE] = 2,
    [KONTOR_COUNT_WAITING] = 1, [KONTOR_COUNT_CORRECTED] = 2, [KONTOR_COUNT_REFUSED] = 3,
  };

  if (!g_settings_get_boolean (self->settings, "count-sounds"))
    return;
  g_clear_handle_id (&self->beep_id, g_source_remove);
  self->beeps = times[answer];
  if (beep_cb (self) == G_SOURCE_CONTINUE)
    self->beep_id = g_timeout_add (BEEP_EVERY_MS, beep_cb, self);
}

/* --- showing --- */

static void
show_place (KontorCountingPage *self)
{
  const char *name = kontor_count_place_name (kontor_count_session_get_place_name (self->session));
  const char *spot = kontor_count_session_get_spot (self->session);

  gtk_label_set_label (self->place_name, name);
  gtk_label_set_label (self->spot, spot);
  gtk_widget_set_visible (GTK_WIDGET (self->spot), *spot != '\0');
}

static void
show_progress (KontorCountingPage *self)
{
  const KontorJson *screen = kontor_count_session_get_screen (self->session);
  gint64            items = kontor_json_get_integer (screen, "items", 0);
  gint64            counted = kontor_json_get_integer (screen, "counted", 0);
  g_autofree char *here = kontor_format_count (kontor_json_get_integer (screen, "counted_here", 0));
  g_autofree char *of_here = kontor_format_count (
    kontor_json_get_integer (screen, "items_here", 0));
  g_autofree char *all = kontor_format_count (counted);
  g_autofree char *of_all = kontor_format_count (items);
  /* Translators: how far a count is: "3 of 12 here, 34 of 40 in all". */
  g_autofree char *text = g_strdup_printf (
    _ ("%s of %s here, %s of %s in all"), here, of_here, all, of_all);

  gtk_label_set_label (self->progress, text);
  gtk_level_bar_set_value (self->level, items > 0 ? (double) counted / (double) items : 0);
}

static GtkWidget *
new_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
new_before (const KontorJson *scan)
{
  GtkWidget       *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  const char      *title = kontor_json_get_string (scan, "title", "");
  gboolean         stands = kontor_json_get_boolean (scan, "stands", FALSE);
  g_autofree char *change = kontor_count_dup_change (kontor_json_get_integer (scan, "quantity", 0));
  const char *place = kontor_count_place_name (kontor_json_get_string (scan, "place_name", ""));
  GtkWidget  *name = new_label (*title != '\0' ? title : kontor_json_get_string (scan, "code", ""),
                               NULL);

  gtk_widget_set_hexpand (name, TRUE);
  gtk_box_append (GTK_BOX (box), name);
  if (!stands)
    gtk_box_append (GTK_BOX (box), new_label (_ ("taken back"), "dim-label"));
  gtk_box_append (GTK_BOX (box), new_label (place, "dim-label"));
  gtk_box_append (GTK_BOX (box), new_label (change, "numeric"));
  if (!stands)
    gtk_widget_add_css_class (box, "dim-label");
  return box;
}

/* Those before the one that is shown large. */
static void
show_before (KontorCountingPage *self)
{
  const KontorJson *screen = kontor_count_session_get_screen (self->session);
  const KontorJson *last = kontor_json_get_array (screen, "last");
  gboolean          found = kontor_count_session_get_waiting (self->session) != NULL;
  GtkWidget        *child = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->before))) != NULL)
    gtk_list_box_remove (self->before, child);
  for (guint i = 0; i < kontor_json_length (last); i++)
    {
      const KontorJson *scan = kontor_json_at (last, i);

      if (!found && kontor_json_get_boolean (scan, "stands", FALSE))
        {
          found = TRUE;
          continue;
        }
      gtk_list_box_append (self->before, new_before (scan));
      gtk_widget_set_focusable (gtk_widget_get_last_child (GTK_WIDGET (self->before)), FALSE);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->before),
                          gtk_widget_get_first_child (GTK_WIDGET (self->before)) != NULL);
}

static void
show_places (KontorCountingPage *self)
{
  const KontorJson *places = kontor_count_session_get_places (self->session);

  g_menu_remove_all (self->places);
  for (guint i = 0; i < kontor_json_length (places); i++)
    {
      const KontorJson *place = kontor_json_at (places, i);
      const char       *name = kontor_count_place_name (kontor_json_get_string (place, "name", ""));
      g_autofree char  *counted = kontor_format_count (
        kontor_json_get_integer (place, "counted", 0));
      g_autofree char *items = kontor_format_count (kontor_json_get_integer (place, "items", 0));
      /* Translators: a place and how far its count is: "Cellar: 3 of 12". */
      g_autofree char *label = g_strdup_printf (_ ("%s: %s of %s"), name, counted, items);
      g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

      g_menu_item_set_action_and_target (
        item, "counting.place", "s", kontor_json_get_string (place, "place", ""));
      g_menu_append_item (self->places, item);
    }
}

static void
changed_cb (KontorCountingPage *self)
{
  guint            n = kontor_count_session_get_pending (self->session);
  g_autofree char *pending = g_strdup_printf (
    ngettext ("%u is being written", "%u are being written", n), n);

  show_place (self);
  gtk_widget_set_visible (GTK_WIDGET (self->pending), n > 2);
  gtk_label_set_label (self->pending, pending);
  gtk_toggle_button_set_active (self->by_quantity,
                                kontor_count_session_get_by_quantity (self->session));
  if (kontor_count_session_get_screen (self->session) == NULL)
    return;
  show_progress (self);
  show_before (self);
  show_places (self);
  kontor_count_card_show (self->card, self->session);
}

static void
answered_cb (KontorCountingPage *self, int answer, const char *words)
{
  beep (self, (KontorCountAnswer) answer);
  kontor_count_card_answer (self->card,
                            (KontorCountAnswer) answer,
                            words,
                            g_settings_get_boolean (self->settings, "count-flash"));
}

static void
count_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (KontorCountingPage) self = kontor_weak_take (user_data);
  g_autoptr (KontorJson) count = kontor_company_query_finish (NULL, result, NULL);

  if (self == NULL || count == NULL)
    return;
  g_clear_pointer (&self->count, kontor_json_unref);
  self->count = g_steal_pointer (&count);
  adw_window_title_set_title (self->title, kontor_json_get_string (self->count, "title", ""));
  adw_window_title_set_subtitle (self->title, kontor_json_get_string (self->count, "number", ""));
  gtk_widget_action_set_enabled (
    GTK_WIDGET (self), "counting.finish", kontor_count_can (self->count, "finish"));
}

static void
read_count (KontorCountingPage *self)
{
  kontor_company_query_uid_async (company_of (self),
                                  kontor_query_count_json,
                                  kontor_count_session_get_count (self->session),
                                  self->cancellable,
                                  count_read_cb,
                                  kontor_weak_new (self));
}

/* --- what is typed and pressed --- */

static void
picked_cb (KontorCountingPage *self, const char *uid)
{
  if (*uid == '\0' || self->session == NULL)
    return;
  kontor_count_session_take_variant (self->session, uid);
  kontor_product_picker_set_chosen (self->picker, "", "");
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

/* A sum is a quantity; anything else that is typed is a code, and so are the digits of a GTIN. */
static gboolean
is_quantity (const char *text)
{
  gint64 quantity = 0;

  return !kontor_gtin_looks_like (text)
         && kontor_expression_parse (
           text, 3, strchr (text, ',') != NULL ? "," : ".", &quantity, NULL);
}

static void
entered_cb (KontorCountingPage *self)
{
  g_autofree char *text = g_strstrip (
    g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));

  if (*text == '\0' || self->session == NULL)
    return;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  if (is_quantity (text))
    kontor_count_session_take_quantity (self->session, text);
  else
    kontor_count_session_take_code (self->session, text);
}

static void
by_quantity_cb (KontorCountingPage *self)
{
  gboolean by_quantity = gtk_toggle_button_get_active (self->by_quantity);

  if (self->session != NULL && by_quantity != kontor_count_session_get_by_quantity (self->session))
    kontor_count_session_set_by_quantity (self->session, by_quantity);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
step_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorCountingPage *self = KONTOR_COUNTING_PAGE (widget);
  gint64 one = g_str_equal (name, "counting.more") ? KONTOR_QUANTITY_ONE : -KONTOR_QUANTITY_ONE;

  if (self->session != NULL)
    kontor_count_session_step (self->session, one);
}

static void
correct_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorCountingPage *self = KONTOR_COUNTING_PAGE (widget);

  if (self->session != NULL)
    kontor_count_session_correct (self->session);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
place_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorCountingPage *self = KONTOR_COUNTING_PAGE (widget);

  if (self->session != NULL)
    kontor_count_session_set_place (self->session, g_variant_get_string (parameter, NULL));
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
damaged_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorCountingPage *self = KONTOR_COUNTING_PAGE (widget);

  if (self->session != NULL)
    kontor_count_session_mark (self->session, "condition", "damaged");
}

/* --- words about the last scan, and about where one stands --- */

static void
word_activated_cb (KontorCountingPage *self, AdwEntryRow *row)
{
  const char *what = g_object_get_data (G_OBJECT (row), "what");
  GtkWindow  *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (row)));
  const char *text = gtk_editable_get_text (GTK_EDITABLE (row));

  if (g_str_equal (what, "spot"))
    kontor_count_session_set_spot (self->session, text);
  else if (*text != '\0')
    kontor_count_session_mark (self->session, what, text);
  gtk_window_close (window);
}

static void
ask_word (KontorCountingPage *self, const char *what, const char *title, const char *text)
{
  GtkWidget *window = adw_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *row = adw_entry_row_new ();

  gtk_window_set_title (GTK_WINDOW (window), title);
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (window), TRUE);
  gtk_window_set_transient_for (GTK_WINDOW (window),
                                GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))));
  gtk_window_set_default_size (GTK_WINDOW (window), 420, -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
  g_object_set_data (G_OBJECT (row), "what", (gpointer) what);
  g_signal_connect_object (row, "apply", G_CALLBACK (word_activated_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_widget_set_margin_top (list, 6);
  gtk_widget_set_margin_bottom (list, 18);
  gtk_widget_set_margin_start (list, 18);
  gtk_widget_set_margin_end (list, 18);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), list);
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_window_present (GTK_WINDOW (window));
}

static void
note_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorCountingPage *self = KONTOR_COUNTING_PAGE (widget);

  if (self->session == NULL)
    return;
  if (g_str_equal (name, "counting.note"))
    ask_word (self, "note", _ ("Note on the last scan"), "");
  else
    ask_word (
      self, "spot", _ ("Part of this place"), kontor_count_session_get_spot (self->session));
}

/* --- leaving --- */

static void
counted (GtkWidget *widget, const KontorJson *result)
{
  if (result != NULL)
    gtk_widget_activate_action (
      widget, "win.record", "(ss)", "count-review", kontor_json_get_string (result, "count", ""));
}

static void
finish_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorCountingPage *self = KONTOR_COUNTING_PAGE (widget);
  KontorJson         *params = kontor_json_new_object ();

  kontor_json_set_string (params, "count", kontor_json_get_string (self->count, "uid", ""));
  kontor_act_then (
    widget, company_of (self), "count.finish", params, _ ("Counting is finished"), counted);
}

static gboolean
kontor_counting_page_back (KontorPage *page)
{
  return gtk_widget_activate_action (GTK_WIDGET (page), "win.page", "s", "counts");
}

static gboolean
kontor_counting_page_take_scan (KontorPage *page, const char *code)
{
  KontorCountingPage *self = KONTOR_COUNTING_PAGE (page);

  if (self->session == NULL)
    return FALSE;
  kontor_count_session_take_code (self->session, code);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  return TRUE;
}

static gboolean
kontor_counting_page_suggested (KontorPage *page)
{
  return gtk_widget_activate_action (GTK_WIDGET (page), "counting.finish", NULL);
}

/* --- opening --- */

static void
person_changed_cb (KontorCountingPage *self)
{
  if (self->session != NULL)
    kontor_count_session_set_author (self->session, kontor_company_get_person (company_of (self)));
}

static void
touched_cb (KontorCountingPage *self, const GArray *touched)
{
  if (self->session == NULL)
    return;
  if (kontor_touched_has (touched, kontor_count_session_get_count (self->session)))
    read_count (self);
  /* Others count, too; and a place may have got a name or a code. */
  if (kontor_touched_has_kind (touched, KONTOR_KIND_COUNT_SCAN)
      || kontor_touched_has_kind (touched, KONTOR_KIND_LOCATION))
    kontor_count_session_refresh (self->session);
}

static void
kontor_counting_page_open (KontorPage *page, const KontorUid *uid)
{
  KontorCountingPage *self = KONTOR_COUNTING_PAGE (page);

  if (self->session == NULL
      || !kontor_uid_equal (kontor_count_session_get_count (self->session), uid))
    {
      g_clear_object (&self->session);
      self->session = kontor_count_session_new (kontor_company_get_replica (company_of (self)),
                                                uid);
      g_signal_connect_object (
        self->session, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (
        self->session, "answered", G_CALLBACK (answered_cb), self, G_CONNECT_SWAPPED);
      person_changed_cb (self);
    }
  read_count (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
newest_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (KontorCountingPage) self = kontor_weak_take (user_data);
  g_autoptr (KontorJson) count = kontor_company_query_finish (NULL, result, NULL);
  KontorUid uid;

  if (self != NULL && self->session == NULL && count != NULL
      && kontor_uid_parse (&uid, kontor_json_get_string (count, "uid", "")))
    kontor_counting_page_open (KONTOR_PAGE (self), &uid);
}

static void
kontor_counting_page_shown (KontorPage *page)
{
  KontorCountingPage *self = KONTOR_COUNTING_PAGE (page);

  /* Called by its name, as from the palette: the count that is under way. */
  if (self->session == NULL)
    kontor_company_query_text_async (company_of (self),
                                     kontor_query_newest_count,
                                     "counting",
                                     1,
                                     self->cancellable,
                                     newest_found_cb,
                                     kontor_weak_new (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
kontor_counting_page_constructed (GObject *object)
{
  KontorCountingPage *self = KONTOR_COUNTING_PAGE (object);

  G_OBJECT_CLASS (kontor_counting_page_parent_class)->constructed (object);
  kontor_count_card_set_company (self->card, company_of (self));
  kontor_count_person_set_company (self->person, company_of (self));
  kontor_product_picker_set_up (self->picker, company_of (self), KONTOR_PICK_VARIANT, NULL);
  kontor_product_picker_set_label (self->picker, _ ("Find by name"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "counting.finish", FALSE);
  g_signal_connect_object (
    company_of (self), "changed", G_CALLBACK (touched_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (company_of (self),
                           "notify::person-name",
                           G_CALLBACK (person_changed_cb),
                           self,
                           G_CONNECT_SWAPPED);
}

static void
kontor_counting_page_dispose (GObject *object)
{
  KontorCountingPage *self = KONTOR_COUNTING_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->beep_id, g_source_remove);
  g_clear_object (&self->session);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->count, kontor_json_unref);

  G_OBJECT_CLASS (kontor_counting_page_parent_class)->dispose (object);
}

static void
kontor_counting_page_finalize (GObject *object)
{
  g_clear_object (&KONTOR_COUNTING_PAGE (object)->cancellable);

  G_OBJECT_CLASS (kontor_counting_page_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, KontorCountingPage, title);
  gtk_widget_class_bind_template_child (widget_class, KontorCountingPage, person);
  gtk_widget_class_bind_template_child (widget_class, KontorCountingPage, place);
  gtk_widget_class_bind_template_child (widget_class, KontorCountingPage, places);
  gtk_widget_class_bind_template_child (widget_class, KontorCountingPage, place_name);
  gtk_widget_class_bind_template_child (widget_class, KontorCountingPage, spot);
  gtk_widget_class_bind_template_child (widget_class, KontorCountingPage, progress);
  gtk_widget_class_bind_template_child (widget_class, KontorCountingPage, level);
  gtk_widget_class_bind_template_child (widget_class, KontorCountingPage, card);
  gtk_widget_class_bind_template_child (widget_class, KontorCountingPage, entry);
  gtk_widget_class_bind_template_child (widget_class, KontorCountingPage, by_quantity);
  gtk_widget_class_bind_template_child (widget_class, KontorCountingPage, picker);
  gtk_widget_class_bind_template_child (widget_class, KontorCountingPage, before);
  gtk_widget_class_bind_template_child (widget_class, KontorCountingPage, pending);
  gtk_widget_class_bind_template_callback (widget_class, entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, by_quantity_cb);
  gtk_widget_class_bind_template_callback (widget_class, picked_cb);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "counting.more", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "counting.less", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "counting.correct", NULL, correct_action);
  gtk_widget_class_install_action (widget_class, "counting.place", "s", place_action);
  gtk_widget_class_install_action (widget_class, "counting.damaged", NULL, damaged_action);
  gtk_widget_class_install_action (widget_class, "counting.note", NULL, note_action);
  gtk_widget_class_install_action (widget_class, "counting.spot", NULL, note_action);
  gtk_widget_class_install_action (widget_class, "counting.finish", NULL, finish_action);
}

static void
kontor_counting_page_class_init (KontorCountingPageClass *klass)
{
  GObjectClass    *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass  *widget_class = GTK_WIDGET_CLASS (klass);
  KontorPageClass *page_class = KONTOR_PAGE_CLASS (klass);

  object_class->constructed = kontor_counting_page_constructed;
  object_class->dispose = kontor_counting_page_dispose;
  object_class->finalize = kontor_counting_page_finalize;
  page_class->fills_window = TRUE;
  page_class->open = kontor_counting_page_open;
  page_class->back = kontor_counting_page_back;
  page_class->shown = kontor_counting_page_shown;
  page_class->suggested = kontor_counting_page_suggested;
  page_class->take_scan = kontor_counting_page_take_scan;

  g_type_ensure (KONTOR_TYPE_COUNT_CARD);
  g_type_ensure (KONTOR_TYPE_COUNT_PERSON);
  g_type_ensure (KONTOR_TYPE_PRODUCT_PICKER);
  install_actions (widget_class);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-counting-page.ui");
  bind_children (widget_class);
}

static void
kontor_counting_page_init (KontorCountingPage *self)
{
  self->cancellable = g_cancellable_new ();
  self->settings = g_settings_new ("org.kontorapp.Kontor");
  gtk_widget_init_template (GTK_WIDGET (self));
}
