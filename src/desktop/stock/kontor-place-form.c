/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-place-form.h"

#include <glib/gi18n.h>

#include "kontor-ask-window.h"
#include "kontor-form.h"
#include "kontor-state.h"

static KontorAskWindow *
new_window (GtkWidget *opener, KontorCompany *company, const char *title, const char *verb)
{
  static const char *const kinds[] = { "shelf", "packing", "quarantine" };
  KontorAskChoice          choices[G_N_ELEMENTS (kinds)];
  KontorAskWindow         *window = kontor_ask_window_new (opener, company, title, verb);

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    choices[i] = (KontorAskChoice){ kinds[i], kontor_state_label_in ("locations", kinds[i]) };
  kontor_ask_window_add_entry (window, "name", _ ("_Name"), KONTOR_ASK_TEXT, TRUE);
  kontor_ask_window_add_entry (window, "code", _ ("_Code on its label"), KONTOR_ASK_TEXT, FALSE);
  kontor_ask_window_add_choice (window, "kind", _ ("_Kind"), choices, G_N_ELEMENTS (choices));
  kontor_ask_window_add_entry (
    window, "position", _ ("_Position on the way through"), KONTOR_ASK_COUNT, FALSE);
  return window;
}

static void
created_cb (GtkWidget *opener, const KontorJson *answer)
{
  gtk_widget_activate_action (
    opener, "win.record", "(ss)", "location", kontor_json_get_string (answer, "location", ""));
}

void
kontor_place_form_create (GtkWidget *opener, KontorCompany *company)
{
  KontorAskWindow *window = new_window (opener, company, _ ("New Place"), _ ("_Create"));

  kontor_ask_window_set_command (window, "location.create", NULL, _ ("Place created"), created_cb);
  gtk_window_present (GTK_WINDOW (window));
}

static void
add_change (KontorJson *fields, const char *key, const KontorJson *before, KontorJson *after)
{
  KontorJson *change = NULL;

  if (kontor_json_equal (before, after))
    {
      kontor_json_unref (after); /* nothing to say */
      return;
    }
  change = kontor_json_new_object ();
  kontor_json_set (change, "base", kontor_json_share (before));
  kontor_json_set (change, "new", after);
  kontor_json_set (fields, key, change);
}

/* What was changed, with what it was. */
static KontorJson *
edit_shape (const KontorJson *entered, gpointer data)
{
  static const char *const texts[] = { "name", "code", "kind" };
  const KontorJson        *place = data;
  KontorJson              *params = kontor_json_new_object ();
  KontorJson              *fields = kontor_json_new_object ();

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    add_change (fields,
                texts[i],
                kontor_json_get (place, texts[i]),
                kontor_json_new_string (kontor_json_get_string (entered, texts[i], "")));
  add_change (fields,
              "position",
              kontor_json_get (place, "position"),
              kontor_json_new_integer (kontor_json_get_integer (entered, "position", 0)));
  kontor_json_set_string (params, "location", kontor_json_get_string (place, "uid", ""));
  kontor_json_set (params, "fields", fields);
  return params;
}

void
kontor_place_form_edit (GtkWidget *opener, KontorCompany *company, const KontorJson *place)
{
  KontorAskWindow *window = new_window (opener, company, _ ("Edit Place"), _ ("_Save"));
  g_autofree char *position = g_strdup_printf (
    "%d", (int) kontor_json_get_integer (place, "position", 0));

  kontor_ask_window_set_text (window, "name", kontor_json_get_string (place, "name", ""));
  kontor_ask_window_set_text (window, "code", kontor_json_get_string (place, "code", ""));
  kontor_ask_window_choose (window, "kind", kontor_json_get_string (place, "kind", ""));
  kontor_ask_window_set_text (window, "position", position);
  kontor_ask_window_set_hint (
    window, NULL, kontor_json_share (place), (GDestroyNotify) kontor_json_unref);
  kontor_ask_window_set_shape (window, edit_shape);
  kontor_ask_window_set_command (window, "location.edit", NULL, _ ("Place saved"), NULL);
  gtk_window_present (GTK_WINDOW (window));
}
