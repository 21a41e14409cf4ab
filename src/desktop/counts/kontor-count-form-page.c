/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-count-form-page.h"

#include <glib/gi18n.h>

#include "kontor-act.h"
#include "kontor-count-assignments.h"
#include "kontor-count-query.h"
#include "kontor-count-text.h"
#include "kontor-format.h"
#include "kontor-weak.h"

/**
 * KontorCountFormPage:
 *
 * The plan of a count: what is counted, how, and by whom.
 */
struct _KontorCountFormPage
{
  KontorPage parent_instance;

  KontorJson   *choices;     /* (owned) (nullable) until read */
  GHashTable   *ticked;      /* (owned): uids of places, categories, suppliers */
  GCancellable *cancellable; /* (owned): cancelled in dispose */
  gboolean      saving;      /* the command is on its way */

  /* Template children */
  AdwEntryRow    *name;
  AdwExpanderRow *places;
  AdwExpanderRow *categories;
  AdwExpanderRow *suppliers;
  GtkCheckButton *class_a;
  GtkCheckButton *class_b;
  GtkCheckButton *class_c;
  AdwEntryRow    *not_since;
  GtkSwitch      *prefilled;
  GtkSwitch      *blind;
  GtkSwitch      *twice;
  AdwEntryRow    *tolerance;
  AdwEntryRow    *tolerance_value;
  AdwEntryRow    *approval;
  AdwEntryRow    *repeat;
  AdwEntryRow    *note;
  GtkLabel       *message;

  KontorCountAssignments *assignments;
};

/* What can be ticked: a list of the plan, and its row. */
typedef struct
{
  const char *key;
  gsize       offset;
  const char *all; /* N_() */
} Part;

#define PART(member, all)                                                                          \
  {                                                                                                \
#member, G_STRUCT_OFFSET(KontorCountFormPage, member), all                                     \
  }

static const Part parts[] = {
  PART (places, N_ ("All places")),
  PART (categories, N_ ("All categories")),
  PART (suppliers, N_ ("All suppliers")),
};

G_DEFINE_FINAL_TYPE (KontorCountFormPage, kontor_count_form_page, KONTOR_TYPE_PAGE)

static KontorCompany *
company_of (KontorCountFormPage *self)
{
  return kontor_page_get_company (KONTOR_PAGE (self));
}

static const char *
text_of (AdwEntryRow *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static AdwExpanderRow *
row_of (KontorCountFormPage *self, const Part *part)
{
  return G_STRUCT_MEMBER (AdwExpanderRow *, self, part->offset);
}

static void
show_message (KontorCountFormPage *self, const char *text)
{
  gtk_label_set_label (self->message, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message), text != NULL);
}

/* --- what is counted --- */

static void
show_ticked (KontorCountFormPage *self, const Part *part)
{
  const KontorJson *choices = kontor_json_get_array (self->choices, part->key);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *text = NULL;

  for (guint i = 0; i < kontor_json_length (choices); i++)
    {
      const KontorJson *choice = kontor_json_at (choices, i);

      if (g_hash_table_contains (self->ticked, kontor_json_get_string (choice, "uid", "")))
        g_ptr_array_add (
          names, (gpointer) kontor_count_place_name (kontor_json_get_string (choice, "name", "")));
    }
  g_ptr_array_add (names, NULL);
  text = names->len > 1 ? g_strjoinv (", ", (char **) names->pdata) : g_strdup (_ (part->all));
  adw_expander_row_set_subtitle (row_of (self, part), text);
}

static void
ticked_cb (KontorCountFormPage *self, GParamSpec *pspec, GtkCheckButton *button)
{
  const char *uid = g_object_get_data (G_OBJECT (button), "uid");

  if (gtk_check_button_get_active (button))
    g_hash_table_add (self->ticked, g_strdup (uid));
  else
    g_hash_table_remove (self->ticked, uid);
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    show_ticked (self, &parts[i]);
}

static GtkWidget *
new_choice (KontorCountFormPage *self, const KontorJson *choice)
{
  GtkWidget  *row = adw_action_row_new ();
  GtkWidget  *check = gtk_check_button_new ();
  const char *uid = kontor_json_get_string (choice, "uid", "");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (
    ADW_PREFERENCES_ROW (row),
    kontor_count_place_name (kontor_json_get_string (choice, "name", "")));
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), g_hash_table_contains (self->ticked, uid));
  g_object_set_data_full (G_OBJECT (check), "uid", g_strdup (uid), g_free);
  g_signal_connect_object (
    check, "notify::active", G_CALLBACK (ticked_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  return row;
}

static void
clear_rows (AdwExpanderRow *expander)
{
  GSList *rows = g_object_steal_data (G_OBJECT (expander), "rows");

  for (GSList *row = rows; row != NULL; row = row->next)
    adw_expander_row_remove (expander, row->data);
  g_slist_free (rows);
}

static void
show_choices (KontorCountFormPage *self, const Part *part)
{
  const KontorJson *choices = kontor_json_get_array (self->choices, part->key);
  AdwExpanderRow   *expander = row_of (self, part);
  GSList           *rows = NULL;

  clear_rows (expander);
  for (guint i = 0; i < kontor_json_length (choices); i++)
    {
      GtkWidget *row = new_choice (self, kontor_json_at (choices, i));

      adw_expander_row_add_row (expander, row);
      rows = g_slist_prepend (rows, row);
    }
  /* An expander does not tell which rows were put into it. */
  g_object_set_data (G_OBJECT (expander), "rows", rows);
  gtk_widget_set_sensitive (GTK_WIDGET (expander), rows != NULL);
  show_ticked (self, part);
}

static void
choices_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (KontorCountFormPage) self = kontor_weak_take (user_data);
  g_autoptr (KontorJson) choices = kontor_replica_read_finish (
    KONTOR_REPLICA (source), result, NULL);

  if (self == NULL || choices == NULL)
    return;
  if (self->choices != NULL && kontor_json_equal (self->choices, choices))
    return;
  g_clear_pointer (&self->choices, kontor_json_unref);
  self->choices = g_steal_pointer (&choices);
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    show_choices (self, &parts[i]);
}

static gpointer
read_choices_in_reader (KontorDatabase *database, gpointer data, GError **error)
{
  return kontor_query_count_choices (database, error);
}

static void
read_choices (KontorCountFormPage *self)
{
  kontor_replica_read_async (kontor_company_get_replica (company_of (self)),
                             read_choices_in_reader,
                             NULL,
                             NULL,
                             (GDestroyNotify) kontor_json_unref,
                             self->cancellable,
                             choices_read_cb,
                             kontor_weak_new (self));
}

static void
changed_cb (KontorCountFormPage *self, const GArray *touched)
{
  if (kontor_touched_has_kind (touched, KONTOR_KIND_LOCATION))
    read_choices (self);
}

static void
twice_cb (KontorCountFormPage *self)
{
  gboolean twice = gtk_switch_get_active (self->twice);

  /* Who counts for the second time must not see the first. */
  if (twice)
    gtk_switch_set_active (self->blind, TRUE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->blind), !twice);
  kontor_count_assignments_set_twice (self->assignments, twice);
}

/* --- the plan --- */

static void
add_uids (KontorCountFormPage *self, KontorJson *plan, const Part *part)
{
  const KontorJson *choices = kontor_json_get_array (self->choices, part->key);
  KontorJson       *uids = kontor_json_new_array ();

  for (guint i = 0; i < kontor_json_length (choices); i++)
    {
      const char *uid = kontor_json_get_string (kontor_json_at (choices, i), "uid", "");

      if (g_hash_table_contains (self->ticked, uid))
        kontor_json_append (uids,
                            *uid != '\0' ? kontor_json_new_string (uid) : kontor_json_new_null ());
    }
  kontor_json_set (plan, part->key, uids);
}

static char *
dup_classes (KontorCountFormPage *self)
{
  GtkCheckButton *buttons[] = { self->class_a, self->class_b, self->class_c };
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (buttons); i++)
    if (gtk_check_button_get_active (buttons[i]))
      g_string_append_c (text, (char) ('A' + i));
  return g_strdup (text->str);
}

/* Sets a member from a number that was typed; an empty field says nothing. */
static gboolean
set_number (
  KontorCountFormPage *self, KontorJson *object, const char *key, AdwEntryRow *row, guint scale)
{
  g_autofree char *typed = g_strstrip (g_strdup (text_of (row)));
  gint64           value = 0;
  gboolean         right = *typed == '\0'
                   || (kontor_expression_parse (
                         typed, scale, kontor_format_decimal (), &value, NULL)
                       && value >= 0);

  if (right)
    gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  if (!right)
    {
      show_message (self, _ ("That is no number."));
      gtk_widget_grab_focus (GTK_WIDGET (row));
    }
  else if (*typed != '\0')
    kontor_json_set_integer (object, key, value);
  return right;
}

static gboolean
set_numbers (KontorCountFormPage *self, KontorJson *params, KontorJson *plan)
{
  guint digits = kontor_currency_digits (kontor_company_get_currency (company_of (self)));

  return set_number (self, plan, "not_since_days", self->not_since, 0)
         && set_number (self, params, "tolerance_quantity", self->tolerance, 3)
         && set_number (self, params, "tolerance_minor", self->tolerance_value, digits)
         && set_number (self, params, "approval_minor", self->approval, digits)
         && set_number (self, params, "repeat_days", self->repeat, 0);
}

/* Parameters of count.plan; NULL when something is wrong, which is said. */
static KontorJson *
read_form (KontorCountFormPage *self)
{
  g_autoptr (KontorJson) params = kontor_json_new_object ();
  g_autofree char *title = g_strstrip (g_strdup (text_of (self->name)));
  g_autofree char *abc = dup_classes (self);
  KontorJson      *plan = kontor_json_new_object ();

  kontor_json_set (params, "plan", plan);
  if (*title == '\0')
    {
      show_message (self, _ ("Give the count a name."));
      gtk_widget_grab_focus (GTK_WIDGET (self->name));
      return NULL;
    }
  kontor_json_set_string (params, "title", title);
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    add_uids (self, plan, &parts[i]);
  kontor_json_set_string (plan, "abc", abc);
  if (!set_numbers (self, params, plan))
    return NULL;
  kontor_json_set_integer (params, "prefilled", gtk_switch_get_active (self->prefilled) ? 1 : 0);
  kontor_json_set_integer (params, "blind", gtk_switch_get_active (self->blind) ? 1 : 0);
  kontor_json_set_integer (params, "passes", gtk_switch_get_active (self->twice) ? 2 : 1);
  kontor_json_set (params, "assignments", kontor_count_assignments_read (self->assignments));
  kontor_json_set_string (params, "note", text_of (self->note));
  return g_steal_pointer (&params);
}

static void
clear (KontorCountFormPage *self)
{
  AdwEntryRow    *entries[] = { self->name,   self->not_since, self->tolerance,      self->approval,
                                self->repeat, self->note,      self->tolerance_value };
  GtkCheckButton *classes[] = { self->class_a, self->class_b, self->class_c };

  for (gsize i = 0; i < G_N_ELEMENTS (entries); i++)
    gtk_editable_set_text (GTK_EDITABLE (entries[i]), "");
  for (gsize i = 0; i < G_N_ELEMENTS (classes); i++)
    gtk_check_button_set_active (classes[i], FALSE);
  kontor_count_assignments_show (self->assignments, NULL);
  gtk_switch_set_active (self->prefilled, TRUE);
  gtk_switch_set_active (self->twice, FALSE);
  gtk_switch_set_active (self->blind, FALSE);
  g_hash_table_remove_all (self->ticked);
  for (gsize i = 0; self->choices != NULL && i < G_N_ELEMENTS (parts); i++)
    show_choices (self, &parts[i]);
  show_message (self, NULL);
}

static void
saved (GtkWidget *widget, const KontorJson *result)
{
  KontorCountFormPage *self = KONTOR_COUNT_FORM_PAGE (widget);
  const char          *uid = kontor_json_get_string (result, "count", NULL);

  self->saving = FALSE;
  gtk_widget_action_set_enabled (widget, "count-form.save", TRUE);
  if (uid == NULL)
    return;
  gtk_widget_activate_action (widget, "win.record", "(ss)", "stock_count", uid);
  clear (self);
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorCountFormPage *self = KONTOR_COUNT_FORM_PAGE (widget);
  KontorJson          *params = self->saving ? NULL : read_form (self);

  if (params == NULL)
    return;
  self->saving = TRUE; /* once is enough */
  show_message (self, NULL);
  gtk_widget_action_set_enabled (widget, "count-form.save", FALSE);
  kontor_act_then (widget, company_of (self), "count.plan", params, _ ("Count planned"), saved);
}

static gboolean
kontor_count_form_page_back (KontorPage *page)
{
  return gtk_widget_activate_action (GTK_WIDGET (page), "win.page", "s", "counts");
}

static gboolean
kontor_count_form_page_suggested (KontorPage *page)
{
  return gtk_widget_activate_action (GTK_WIDGET (page), "count-form.save", NULL);
}

static gboolean
kontor_count_form_page_create (KontorPage *page)
{
  return TRUE; /* this is where they are planned */
}

static void
kontor_count_form_page_shown (KontorPage *page)
{
  KontorCountFormPage *self = KONTOR_COUNT_FORM_PAGE (page);

  read_choices (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->name));
}

static void
kontor_count_form_page_constructed (GObject *object)
{
  G_OBJECT_CLASS (kontor_count_form_page_parent_class)->constructed (object);
  kontor_count_assignments_set_company (KONTOR_COUNT_FORM_PAGE (object)->assignments,
                                        company_of (KONTOR_COUNT_FORM_PAGE (object)));
  g_signal_connect_object (company_of (KONTOR_COUNT_FORM_PAGE (object)),
                           "changed",
                           G_CALLBACK (changed_cb),
                           object,
                           G_CONNECT_SWAPPED);
}

static void
kontor_count_form_page_dispose (GObject *object)
{
  KontorCountFormPage *self = KONTOR_COUNT_FORM_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  for (gsize i = 0; i < G_N_ELEMENTS (parts) && row_of (self, &parts[i]) != NULL; i++)
    clear_rows (row_of (self, &parts[i]));

  G_OBJECT_CLASS (kontor_count_form_page_parent_class)->dispose (object);
}

static void
kontor_count_form_page_finalize (GObject *object)
{
  KontorCountFormPage *self = KONTOR_COUNT_FORM_PAGE (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->ticked, g_hash_table_unref);
  g_clear_pointer (&self->choices, kontor_json_unref);

  G_OBJECT_CLASS (kontor_count_form_page_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, KontorCountFormPage, name);
  gtk_widget_class_bind_template_child (widget_class, KontorCountFormPage, places);
  gtk_widget_class_bind_template_child (widget_class, KontorCountFormPage, categories);
  gtk_widget_class_bind_template_child (widget_class, KontorCountFormPage, suppliers);
  gtk_widget_class_bind_template_child (widget_class, KontorCountFormPage, class_a);
  gtk_widget_class_bind_template_child (widget_class, KontorCountFormPage, class_b);
  gtk_widget_class_bind_template_child (widget_class, KontorCountFormPage, class_c);
  gtk_widget_class_bind_template_child (widget_class, KontorCountFormPage, not_since);
  gtk_widget_class_bind_template_child (widget_class, KontorCountFormPage, prefilled);
  gtk_widget_class_bind_template_child (widget_class, KontorCountFormPage, blind);
  gtk_widget_class_bind_template_child (widget_class, KontorCountFormPage, twice);
  gtk_widget_class_bind_template_child (widget_class, KontorCountFormPage, tolerance);
  gtk_widget_class_bind_template_child (widget_class, KontorCountFormPage, tolerance_value);
  gtk_widget_class_bind_template_child (widget_class, KontorCountFormPage, approval);
  gtk_widget_class_bind_template_child (widget_class, KontorCountFormPage, repeat);
  gtk_widget_class_bind_template_child (widget_class, KontorCountFormPage, assignments);
  gtk_widget_class_bind_template_child (widget_class, KontorCountFormPage, note);
  gtk_widget_class_bind_template_child (widget_class, KontorCountFormPage, message);
  gtk_widget_class_bind_template_callback (widget_class, twice_cb);
}

static void
kontor_count_form_page_class_init (KontorCountFormPageClass *klass)
{
  GObjectClass    *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass  *widget_class = GTK_WIDGET_CLASS (klass);
  KontorPageClass *page_class = KONTOR_PAGE_CLASS (klass);

  object_class->constructed = kontor_count_form_page_constructed;
  object_class->dispose = kontor_count_form_page_dispose;
  object_class->finalize = kontor_count_form_page_finalize;
  page_class->back = kontor_count_form_page_back;
  page_class->suggested = kontor_count_form_page_suggested;
  page_class->create = kontor_count_form_page_create;
  page_class->shown = kontor_count_form_page_shown;

  gtk_widget_class_install_action (widget_class, "count-form.save", NULL, save_action);
  g_type_ensure (KONTOR_TYPE_COUNT_ASSIGNMENTS);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/kontorapp/Kontor/ui/kontor-count-form-page.ui");
  bind_children (widget_class);
}

static void
kontor_count_form_page_init (KontorCountFormPage *self)
{
  self->ticked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
