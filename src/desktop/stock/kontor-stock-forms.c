/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-stock-forms.h"

#include <glib/gi18n.h>

#include "kontor-ask-window.h"
#include "kontor-form.h"
#include "kontor-format.h"
#include "kontor-goods.h"
#include "kontor-stock-rows.h"
#include "kontor-stock-words.h"
#include "kontor-toast.h"

/* A form asks where goods lie in one question, as people point at a shelf; place, lot and reason to
 * be held become the parameters. */

#define WHERE "where" /* index of what is in "wheres" */

typedef enum
{
  WHERE_ANY = 1 << 0,    /* what lies anywhere but in transit, and places where nothing lies */
  WHERE_FREE = 1 << 1,   /* what can be sold */
  WHERE_HELD = 1 << 2,   /* what was put aside */
  WHERE_PLACES = 1 << 3, /* places only */
} Where;

/* An item, and what its form offers. */
typedef struct
{
  KontorCompany *company; /* (owned) */
  KontorJson    *item;    /* (owned) */
  KontorJson    *main;    /* (owned): the main place, which has no row */
  GPtrArray     *wheres;  /* (owned) of borrowed JSON: shelves and places of @item, and @main */
} Form;

static void
form_free (gpointer data)
{
  Form *self = data;

  g_clear_object (&self->company);
  g_clear_pointer (&self->item, kontor_json_unref);
  g_clear_pointer (&self->main, kontor_json_unref);
  g_clear_pointer (&self->wheres, g_ptr_array_unref);
  g_free (self); /* the struct itself */
}

static Form *
form_new (KontorCompany *company, const KontorJson *item)
{
  Form *self = g_new0 (Form, 1);

  self->company = g_object_ref (company);
  self->item = kontor_json_share (item);
  self->main = kontor_json_new_object ();
  self->wheres = g_ptr_array_new ();
  return self;
}

static const char *
unit_of (const Form *self)
{
  return kontor_json_get_string (self->item, "unit", "");
}

/**
 * kontor_stock_forms_is_held:
 * @shelf: a row of "shelves"
 *
 * Returns: whether it was put aside there, or lies where nothing is sold from
 */
gboolean
kontor_stock_forms_is_held (const KontorJson *shelf)
{
  return *kontor_json_get_string (shelf, "hold", "") != '\0';
}

/* In transit and in a place for it, nobody put it aside. */
static gboolean
is_held_by_place (const KontorJson *shelf)
{
  const char *kind = kontor_json_get_string (shelf, "place_kind", "");

  return g_str_equal (kind, "transit") || g_str_equal (kind, "quarantine");
}

static gboolean
is_wanted (const KontorJson *shelf, Where where)
{
  gboolean held = kontor_stock_forms_is_held (shelf);
  gboolean by_place = is_held_by_place (shelf);

  if ((where & WHERE_ANY) != 0)
    return g_strcmp0 (kontor_json_get_string (shelf, "place_kind", ""), "transit") != 0;
  if (kontor_json_get_integer (shelf, "quantity", 0) <= 0)
    return FALSE;
  return ((where & WHERE_FREE) != 0 && !held) || ((where & WHERE_HELD) != 0 && held && !by_place);
}

/* "Shelf A · lot 2517C · Damaged: 5" */
static char *
dup_where (const Form *self, const KontorJson *where)
{
  const char      *lot = kontor_json_get_string (where, "lot_code", "");
  const char      *hold = kontor_json_get_string (where, "hold", "");
  g_autofree char *place = kontor_stock_dup_place (where);
  g_autofree char *amount = NULL;
  g_autoptr (GString) text = g_string_new (kontor_json_get_string (where, "name", place));

  if (*lot != '\0')
    {
      g_string_append (text, " · ");
      g_string_append_printf (text, _ ("lot %s"), lot);
    }
  if (*hold != '\0' && !is_held_by_place (where))
    g_string_append_printf (text, " · %s", kontor_stock_hold_name (hold));
  if (kontor_json_has (where, "quantity"))
    {
      amount = kontor_stock_dup_amount (kontor_json_get_integer (where, "quantity", 0),
                                        unit_of (self));
      g_string_append_printf (text, ": %s", amount);
    }
  return g_strdup (text->str);
}

static gboolean
lies_in (const Form *self, guint first, const char *place)
{
  for (guint i = first; i < self->wheres->len; i++)
    {
      const KontorJson *where = self->wheres->pdata[i];

      if (kontor_json_has (where, "quantity")
          && g_strcmp0 (kontor_json_get_string (where, "place", NULL), place) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
find_wheres (Form *self, Where where)
{
  const KontorJson *shelves = kontor_json_get_array (self->item, "shelves");
  const KontorJson *places = kontor_json_get_array (self->item, "places");
  guint             first = self->wheres->len;

  for (guint i = 0; (where & WHERE_PLACES) == 0 && i < kontor_json_length (shelves); i++)
    if (is_wanted (kontor_json_at (shelves, i), where))
      g_ptr_array_add (self->wheres, (gpointer) kontor_json_at (shelves, i));
  if ((where & (WHERE_ANY | WHERE_PLACES)) == 0)
    return;
  if (!lies_in (self, first, NULL))
    g_ptr_array_add (self->wheres, self->main);
  for (guint i = 0; i < kontor_json_length (places); i++)
    if (!lies_in (self, first, kontor_json_get_string (kontor_json_at (places, i), "uid", "")))
      g_ptr_array_add (self->wheres, (gpointer) kontor_json_at (places, i));
}

static void
add_where (Form *self, KontorAskWindow *window, Where where, const char *key, const char *label)
{
  g_autofree KontorAskChoice *choices = NULL;
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  guint first = self->wheres->len;

  find_wheres (self, where);
  choices = g_new0 (KontorAskChoice, self->wheres->len - first + 1);
  for (guint i = first; i < self->wheres->len; i++)
    {
      char *value = g_strdup_printf ("%u", i);
      char *text = dup_where (self, self->wheres->pdata[i]);

      g_ptr_array_add (texts, value);
      g_ptr_array_add (texts, text);
      choices[i - first] = (KontorAskChoice){ value, text };
    }
  kontor_ask_window_add_choice (window, key, label, choices, self->wheres->len - first);
}

static const KontorJson *
where_of (const Form *self, const KontorJson *entered, const char *key)
{
  const char *text = kontor_json_get_string (entered, key, NULL);
  guint64     index = text != NULL ? g_ascii_strtoull (text, NULL, 10) : G_MAXUINT;

  return index < self->wheres->len ? self->wheres->pdata[index] : NULL;
}

/* The uid of a place: shelves have it as "place", places as "uid"; none is the main place. */
static const char *
place_of (const KontorJson *where)
{
  return kontor_json_get_string (where, "place", kontor_json_get_string (where, "uid", NULL));
}

static void
copy_text (KontorJson *params, const KontorJson *entered, const char *key)
{
  const char *text = kontor_json_get_string (entered, key, NULL);

  if (text != NULL)
    kontor_json_set_string (params, key, text);
}

/* Variant, place and lot; and the note. */
static KontorJson *
new_params (const Form *self, const KontorJson *entered)
{
  KontorJson       *params = kontor_json_new_object ();
  const KontorJson *where = where_of (self, entered, WHERE);
  const char       *lot = kontor_json_get_string (where, "lot", NULL);

  kontor_json_set_string (params, "variant", kontor_json_get_string (self->item, "uid", ""));
  if (place_of (where) != NULL)
    kontor_json_set_string (params, "place", place_of (where));
  if (lot != NULL)
    kontor_json_set_string (params, "lot", lot);
  copy_text (params, entered, "note");
  return params;
}

static gint64
quantity_of (const KontorJson *entered)
{
  return kontor_json_get_integer (entered, "quantity", 0);
}

static KontorAskWindow *
new_window (GtkWidget *opener, Form *self, const char *title, const char *verb)
{
  KontorAskWindow *window = kontor_ask_window_new (opener, self->company, title, verb);
  g_autofree char *name = kontor_stock_dup_item (self->item);

  kontor_ask_window_set_about (window, name);
  return window;
}

static void
present (KontorAskWindow *window,
         Form            *self,
         KontorAskShape   shape,
         KontorAskHint    hint,
         const char      *command,
         const char      *done,
         KontorActDone    then)
{
  kontor_ask_window_set_hint (window, hint, self, form_free);
  kontor_ask_window_set_shape (window, shape);
  kontor_ask_window_set_command (window, command, NULL, done, then);
  gtk_window_present (GTK_WINDOW (window));
}

/* "5 lie there, 3 will." */
static char *
dup_result (const Form *self, const KontorJson *entered, gint64 change)
{
  const KontorJson *where = where_of (self, entered, WHERE);
  gint64            there = kontor_json_get_integer (where, "quantity", 0);
  g_autofree char  *before = kontor_stock_dup_amount (there, unit_of (self));
  g_autofree char  *after = kontor_stock_dup_amount (there + change, unit_of (self));

  if (change == 0)
    return NULL;
  return g_strdup_printf (_ ("There now: %s. Afterwards: %s."), before, after);
}

/* --- correct --- */

static KontorJson *
correct_shape (const KontorJson *entered, gpointer data)
{
  const Form *self = data;
  KontorJson *params = new_params (self, entered);
  const char *hold = kontor_json_get_string (where_of (self, entered, WHERE), "hold", "");

  kontor_json_set_integer (params, "quantity", quantity_of (entered));
  copy_text (params, entered, "reason");
  if (*hold != '\0' && !is_held_by_place (where_of (self, entered, WHERE)))
    kontor_json_set_string (params, "hold", hold);
  return params;
}

static char *
correct_hint (const KontorJson *entered, gpointer data)
{
  return dup_result (data, entered, quantity_of (entered));
}

static void
corrected_cb (GtkWidget *opener, const KontorJson *answer)
{
  kontor_toast_with_action (opener,
                            kontor_json_has (answer, "request")
                              ? _ ("Kept for a second person to approve")
                              : _ ("Stock corrected"),
                            _ ("Undo"),
                            "win.undo");
}

void
kontor_stock_forms_correct (GtkWidget *opener, KontorCompany *company, const KontorJson *item)
{
  Form            *self = form_new (company, item);
  KontorAskWindow *window = new_window (opener, self, _ ("Correct Stock"), _ ("_Correct"));
  guint            n_reasons = 0;
  g_autofree KontorAskChoice *reasons = kontor_stock_reason_choices (&n_reasons);

  kontor_ask_window_add_entry (
    window, "quantity", _ ("_More (+) or less (−)"), KONTOR_ASK_CHANGE, TRUE);
  add_where (self, window, WHERE_ANY, WHERE, _ ("_Where"));
  kontor_ask_window_add_choice (window, "reason", _ ("_Reason"), reasons, n_reasons);
  kontor_ask_window_add_entry (window, "note", _ ("_Note"), KONTOR_ASK_TEXT, FALSE);
  present (window, self, correct_shape, correct_hint, "stock.adjust", NULL, corrected_cb);
}

/* --- goods without an order --- */

static KontorJson *
receive_shape (const KontorJson *entered, gpointer data)
{
  KontorJson *params = new_params (data, entered);

  copy_text (params, entered, "lot");
  kontor_json_set_integer (params, "quantity", quantity_of (entered));
  if (kontor_json_has (entered, "cost_e4"))
    kontor_json_set_integer (
      params, "cost_e4", kontor_json_get_integer (entered, "cost_e4", 0) * 10); /* of thousandths */
  return params;
}

void
kontor_stock_forms_receive (GtkWidget *opener, KontorCompany *company, const KontorJson *item)
{
  Form            *self = form_new (company, item);
  KontorAskWindow *window = new_window (opener, self, _ ("Goods In"), _ ("_Take In"));
  /* Translators: %s is the sign of a currency. */
  g_autofree char *cost = g_strdup_printf (
    _ ("_Cost of one, net, %s"),
    kontor_format_currency_sign (kontor_company_get_currency (company)));

  kontor_ask_window_add_entry (window, "quantity", _ ("_Quantity"), KONTOR_ASK_QUANTITY, TRUE);
  add_where (self, window, WHERE_PLACES, WHERE, _ ("_Where"));
  kontor_ask_window_add_entry (window, "lot", _ ("_Lot"), KONTOR_ASK_TEXT, FALSE);
  kontor_ask_window_add_entry (window, "cost_e4", cost, KONTOR_ASK_QUANTITY, FALSE);
  kontor_ask_window_add_entry (window, "note", _ ("_Note"), KONTOR_ASK_TEXT, FALSE);
  present (window, self, receive_shape, NULL, "stock.receive", _ ("Goods taken in"), NULL);
}

/* --- put aside and free again --- */

static KontorJson *
hold_shape (const KontorJson *entered, gpointer data)
{
  KontorJson *params = new_params (data, entered);

  kontor_json_set_integer (params, "quantity", quantity_of (entered));
  copy_text (params, entered, "reason");
  return params;
}

/* "5 can be sold there now, 3 afterwards." */
static char *
hold_hint (const KontorJson *entered, gpointer data)
{
  return dup_result (data, entered, -quantity_of (entered));
}

void
kontor_stock_forms_hold (GtkWidget *opener, KontorCompany *company, const KontorJson *item)
{
  Form                       *self = form_new (company, item);
  KontorAskWindow            *window = new_window (opener, self, _ ("Put Aside"), _ ("_Put Aside"));
  guint                       n_reasons = 0;
  g_autofree KontorAskChoice *reasons = kontor_stock_hold_choices (&n_reasons);

  kontor_ask_window_add_entry (window, "quantity", _ ("_Quantity"), KONTOR_ASK_QUANTITY, TRUE);
  add_where (self, window, WHERE_FREE, WHERE, _ ("_Where"));
  kontor_ask_window_add_choice (window, "reason", _ ("_Reason"), reasons, n_reasons);
  kontor_ask_window_add_entry (window, "note", _ ("_Note"), KONTOR_ASK_TEXT, FALSE);
  present (window, self, hold_shape, hold_hint, "stock.hold", _ ("Put aside"), NULL);
}

static KontorJson *
release_shape (const KontorJson *entered, gpointer data)
{
  const Form *self = data;
  KontorJson *params = new_params (self, entered);

  kontor_json_set_integer (params, "quantity", quantity_of (entered));
  kontor_json_set_string (
    params, "reason", kontor_json_get_string (where_of (self, entered, WHERE), "hold", ""));
  return params;
}

void
kontor_stock_forms_release (GtkWidget *opener, KontorCompany *company, const KontorJson *item)
{
  Form            *self = form_new (company, item);
  KontorAskWindow *window = new_window (opener, self, _ ("Release"), _ ("_Release"));

  kontor_ask_window_add_entry (window, "quantity", _ ("_Quantity"), KONTOR_ASK_QUANTITY, TRUE);
  add_where (self, window, WHERE_HELD, WHERE, _ ("_Where"));
  kontor_ask_window_add_entry (window, "note", _ ("_Note"), KONTOR_ASK_TEXT, FALSE);
  present (window, self, release_shape, hold_hint, "stock.release", _ ("Released for sale"), NULL);
}

/* --- to another place --- */

static KontorJson *
move_shape (const KontorJson *entered, gpointer data)
{
  const Form       *self = data;
  KontorJson       *params = kontor_json_new_object ();
  KontorJson       *lines = kontor_json_new_array ();
  KontorJson       *line = kontor_json_new_object ();
  const KontorJson *from = where_of (self, entered, WHERE);
  const char       *to = place_of (where_of (self, entered, "to"));
  const char       *lot = kontor_json_get_string (from, "lot", NULL);

  kontor_json_set_string (line, "variant", kontor_json_get_string (self->item, "uid", ""));
  kontor_json_set_integer (line, "quantity", quantity_of (entered));
  if (lot != NULL)
    kontor_json_set_string (line, "lot", lot);
  kontor_json_append (lines, line);
  kontor_json_set (params, "lines", lines);
  if (place_of (from) != NULL)
    kontor_json_set_string (params, "from", place_of (from));
  if (to != NULL)
    kontor_json_set_string (params, "to", to);
  copy_text (params, entered, "note");
  return params;
}

void
kontor_stock_forms_move (GtkWidget *opener, KontorCompany *company, const KontorJson *item)
{
  Form            *self = form_new (company, item);
  KontorAskWindow *window = new_window (opener, self, _ ("Transfer"), _ ("_Send"));

  kontor_ask_window_add_entry (window, "quantity", _ ("_Quantity"), KONTOR_ASK_QUANTITY, TRUE);
  add_where (self, window, WHERE_FREE, WHERE, _ ("_From"));
  add_where (self, window, WHERE_PLACES, "to", _ ("_To"));
  kontor_ask_window_add_entry (window, "note", _ ("_Note"), KONTOR_ASK_TEXT, FALSE);
  present (window,
           self,
           move_shape,
           hold_hint,
           "stock.transfer.send",
           _ ("Sent; it is in transit until it is received"),
           NULL);
}

/* --- filled into smaller ones --- */

static const KontorJson *
target_of (const Form *self, const KontorJson *entered)
{
  const KontorJson *targets = kontor_json_get_array (self->item, "targets");
  const char       *uid = kontor_json_get_string (entered, "into", "");

  for (guint i = 0; i < kontor_json_length (targets); i++)
    if (g_str_equal (kontor_json_get_string (kontor_json_at (targets, i), "uid", ""), uid))
      return kontor_json_at (targets, i);
  return NULL;
}

static KontorJson *
split_shape (const KontorJson *entered, gpointer data)
{
  KontorJson *params = new_params (data, entered);
  KontorJson *into = kontor_json_new_array ();
  KontorJson *part = kontor_json_new_object ();

  kontor_json_set_string (part, "variant", kontor_json_get_string (entered, "into", ""));
  kontor_json_set_integer (part, "quantity", kontor_json_get_integer (entered, "filled", 0));
  kontor_json_append (into, part);
  kontor_json_set (params, "into", into);
  kontor_json_set_integer (params, "quantity", quantity_of (entered));
  return params;
}

/* "100 ml are taken, 90 ml filled: 10 ml are lost." */
static char *
split_hint (const KontorJson *entered, gpointer data)
{
  const Form       *self = data;
  const KontorJson *sums = kontor_json_get_object (self->item, "content_sums");
  const char       *unit = kontor_json_get_string (sums, "unit", "");
  gint64            taken = kontor_goods_share (
    quantity_of (entered), kontor_json_get_integer (sums, "each", 0), 1000);
  gint64 filled = kontor_goods_share (
    kontor_json_get_integer (entered, "filled", 0),
    kontor_json_get_integer (target_of (self, entered), "content", 0),
    1000);
  g_autofree char *taken_text = kontor_stock_dup_amount (taken, unit);
  g_autofree char *filled_text = kontor_stock_dup_amount (filled, unit);
  g_autofree char *loss_text = kontor_stock_dup_amount (ABS (taken - filled), unit);

  if (taken == 0 || filled == 0)
    return NULL;
  return g_strdup_printf (taken >= filled ? _ ("%s are taken, %s filled: %s are lost.")
                                          : _ ("%s are taken, %s filled: that is %s too much."),
                          taken_text,
                          filled_text,
                          loss_text);
}

static void
add_targets (Form *self, KontorAskWindow *window)
{
  const KontorJson           *targets = kontor_json_get_array (self->item, "targets");
  guint                       n_targets = kontor_json_length (targets);
  g_autofree KontorAskChoice *choices = g_new0 (KontorAskChoice, n_targets + 1);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < n_targets; i++)
    {
      const KontorJson *target = kontor_json_at (targets, i);
      char             *text = kontor_stock_dup_item (target);

      g_ptr_array_add (texts, text);
      choices[i] = (KontorAskChoice){ kontor_json_get_string (target, "uid", ""), text };
    }
  kontor_ask_window_add_choice (window, "into", _ ("_Into"), choices, n_targets);
}

void
kontor_stock_forms_split (GtkWidget *opener, KontorCompany *company, const KontorJson *item)
{
  Form            *self = NULL;
  KontorAskWindow *window = NULL;

  if (kontor_json_length (kontor_json_get_array (item, "targets")) == 0)
    {
      kontor_toast (opener, _ ("Nothing smaller in the same measure is in the catalog"));
      return;
    }
  self = form_new (company, item);
  window = new_window (opener, self, _ ("Fill into Smaller Ones"), _ ("_Fill"));
  kontor_ask_window_add_entry (window, "quantity", _ ("_Taken"), KONTOR_ASK_QUANTITY, TRUE);
  add_where (self, window, WHERE_FREE, WHERE, _ ("_Where"));
  add_targets (self, window);
  kontor_ask_window_add_entry (window, "filled", _ ("_Filled, pieces"), KONTOR_ASK_QUANTITY, TRUE);
  kontor_ask_window_add_entry (window, "note", _ ("_Note"), KONTOR_ASK_TEXT, FALSE);
  kontor_ask_window_set_text (window, "quantity", "1");
  present (window, self, split_shape, split_hint, "stock.split", _ ("Filled"), NULL);
}

/* --- lots --- */

static KontorJson *
lot_shape (const KontorJson *entered, gpointer data)
{
  const Form *self = data;
  KontorJson *params = kontor_json_copy_object (entered);

  kontor_json_set_string (params, "variant", kontor_json_get_string (self->item, "uid", ""));
  return params;
}

/* A lot has nothing to undo: without goods it is a name. */
static void
lot_created_cb (GtkWidget *opener, const KontorJson *answer)
{
  kontor_toast (opener, _ ("Lot created"));
}

void
kontor_stock_forms_lot (GtkWidget *opener, KontorCompany *company, const KontorJson *item)
{
  Form            *self = form_new (company, item);
  KontorAskWindow *window = new_window (opener, self, _ ("New Lot"), _ ("_Create"));

  kontor_ask_window_add_entry (window, "code", _ ("_Number of the lot"), KONTOR_ASK_TEXT, TRUE);
  kontor_ask_window_add_entry (window, "best_before", _ ("_Best before"), KONTOR_ASK_DAY, FALSE);
  kontor_ask_window_add_entry (window, "note", _ ("_Note"), KONTOR_ASK_TEXT, FALSE);
  present (window, self, lot_shape, NULL, "lot.create", NULL, lot_created_cb);
}
