/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-ask-window.h"

#include <glib/gi18n.h>

#include "kontor-date-entry.h"
#include "kontor-form.h"
#include "kontor-format.h"
#include "kontor-number.h"
#include "kontor-text-scale.h"
#include "kontor-toast.h"
#include "kontor-weak.h"

struct _KontorAskWindow
{
  AdwWindow parent_instance;

  GtkWidget     *opener;    /* (owned): where the toast appears */
  KontorCompany *company;   /* (owned) */
  GPtrArray     *fields;    /* (owned) (element-type AskField) */
  char          *command;   /* (owned) */
  KontorJson    *fixed;     /* (owned): parameters that are not asked for */
  char          *done;      /* (owned) (nullable) */
  KontorActDone  then;      /* (nullable) */
  KontorAskHint  hint_func; /* (nullable) */
  KontorAskShape shape;     /* (nullable) */
  gpointer       hint_data;
  GDestroyNotify hint_destroy;

  /* Template children */
  GtkButton           *verb;
  GtkLabel            *about;
  AdwPreferencesGroup *group;
  GtkLabel            *hint;
  GtkLabel            *message;
};

G_DEFINE_FINAL_TYPE (KontorAskWindow, kontor_ask_window, ADW_TYPE_WINDOW)

typedef struct
{
  char            *key;
  char            *label; /* without a mnemonic, for messages */
  KontorAskKind    kind;
  gboolean         is_required;
  GtkWidget       *row;    /* (unowned) */
  KontorDateEntry *date;   /* (unowned) (nullable) */
  GPtrArray       *values; /* (owned) (nullable): of a choice */
} AskField;

static void
ask_field_free (AskField *self)
{
  g_free (self->key);
  g_free (self->label);
  g_clear_pointer (&self->values, g_ptr_array_unref);
  g_free (self); /* the struct itself */
}

static AskField *
find_field (KontorAskWindow *self, const char *key)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      AskField *field = self->fields->pdata[i];

      if (g_strcmp0 (field->key, key) == 0)
        return field;
    }
  return NULL;
}

static char *
dup_typed (const AskField *field)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (field->row))));
}

static gboolean
parse (const AskField *field, gint64 *value)
{
  g_autofree char *typed = dup_typed (field);
  int              scale = field->kind == KONTOR_ASK_COUNT ? 0 : 3;

  return kontor_expression_parse (typed, scale, kontor_format_decimal (), value, NULL)
         && (*value >= 0 || field->kind == KONTOR_ASK_CHANGE);
}

static void
read_field (const AskField *field, KontorJson *params)
{
  g_autofree char *typed = NULL;
  gint64           value = 0;

  if (field->values != NULL)
    {
      guint       selected = adw_combo_row_get_selected (ADW_COMBO_ROW (field->row));
      const char *chosen = selected < field->values->len ? field->values->pdata[selected] : "";

      if (*chosen != '\0')
        kontor_json_set_string (params, field->key, chosen);
      return;
    }
  if (field->kind == KONTOR_ASK_DAY)
    {
      if (!kontor_date_entry_is_empty (field->date))
        kontor_json_set_integer (params, field->key, kontor_date_entry_get_end (field->date));
      return;
    }
  typed = dup_typed (field);
  if (*typed == '\0')
    return;
  if (field->kind == KONTOR_ASK_TEXT)
    kontor_json_set_string (params, field->key, typed);
  else if (parse (field, &value))
    kontor_json_set_integer (params, field->key, value);
}

/**
 * kontor_ask_window_read:
 *
 * Returns: (transfer full): the parameters as they are entered now
 */
KontorJson *
kontor_ask_window_read (KontorAskWindow *self)
{
  KontorJson *params = kontor_json_copy_object (self->fixed);

  for (guint i = 0; i < self->fields->len; i++)
    read_field (self->fields->pdata[i], params);
  return params;
}

/* --- what is wrong --- */

static void
show_message (KontorAskWindow *self, const char *text)
{
  gtk_label_set_label (self->message, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message), text != NULL);
}

static void
point_at (AskField *field)
{
  gtk_widget_add_css_class (field->row, "error");
  if (field->date != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (field->date));
  else
    gtk_widget_grab_focus (field->row);
}

static char *
dup_problem (const AskField *field)
{
  g_autofree char *typed = NULL;
  gint64           value = 0;

  if (field->values != NULL)
    return NULL;
  if (field->kind == KONTOR_ASK_DAY)
    return kontor_date_entry_is_right (field->date)
             ? NULL
             : g_strdup_printf (_ ("%s: this is no date."), field->label);
  typed = dup_typed (field);
  if (*typed == '\0')
    return field->is_required ? g_strdup_printf (_ ("%s is needed."), field->label) : NULL;
  if (field->kind != KONTOR_ASK_TEXT && !parse (field, &value))
    return g_strdup_printf (_ ("%s: “%s” is no number."), field->label, typed);
  return NULL;
}

static gboolean
check (KontorAskWindow *self)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      g_autofree char *problem = dup_problem (self->fields->pdata[i]);

      if (problem == NULL)
        continue;
      show_message (self, problem);
      point_at (self->fields->pdata[i]);
      return FALSE;
    }
  return TRUE;
}

static void
changed_cb (KontorAskWindow *self, GParamSpec *pspec, GtkWidget *row)
{
  g_autoptr (KontorJson) params = NULL;
  g_autofree char *text = NULL;

  if (row != NULL)
    gtk_widget_remove_css_class (row, "error");
  show_message (self, NULL);
  if (self->hint_func == NULL)
    return;
  params = kontor_ask_window_read (self);
  text = self->hint_func (params, self->hint_data);
  gtk_label_set_label (self->hint, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->hint), text != NULL);
}

static void
entered_cb (KontorAskWindow *self, GtkWidget *row)
{
  changed_cb (self, NULL, row);
}

/* --- running --- */

static void
show_refusal (KontorAskWindow *self, const GError *error)
{
  AskField *field = NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "ask.go", TRUE);
  show_message (self, error->message);
  if (error->domain == KONTOR_COMMAND_ERROR)
    field = find_field (self, kontor_command_error_get_field (error));
  if (field != NULL)
    point_at (field);
}

static void
run_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorAskWindow) self = kontor_weak_take (user_data);
  g_autoptr (KontorJson) answer = kontor_replica_run_finish (
    KONTOR_REPLICA (source), result, &error);

  if (self == NULL)
    return;
  if (answer == NULL)
    {
      show_refusal (self, error);
      return;
    }
  if (self->done != NULL)
    kontor_toast_with_action (self->opener, self->done, _ ("Undo"), "win.undo");
  if (self->then != NULL)
    self->then (self->opener, answer);
  gtk_window_close (GTK_WINDOW (self));
}

/* Of what was entered, the parameters of the command. */
static KontorJson *
new_params (KontorAskWindow *self)
{
  KontorJson *entered = kontor_ask_window_read (self);
  KontorJson *params = NULL;

  if (self->shape == NULL)
    return entered;
  params = self->shape (entered, self->hint_data);
  kontor_json_unref (entered); /* shaped anew */
  return params;
}

static void
go_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorAskWindow *self = KONTOR_ASK_WINDOW (widget);

  if (!check (self))
    return;
  gtk_widget_action_set_enabled (widget, "ask.go", FALSE); /* once is enough */
  kontor_replica_run_async (kontor_company_get_replica (self->company),
                            self->command,
                            new_params (self),
                            NULL,
                            NULL,
                            run_cb,
                            kontor_weak_new (self));
}

/* Enter goes on to the next field, and from the last one it is done. */
static void
activated_cb (KontorAskWindow *self, GtkWidget *row)
{
  const AskField *last = self->fields->pdata[self->fields->len - 1];

  if (last->row == row)
    gtk_widget_activate_action (GTK_WIDGET (self), "ask.go", NULL);
  else
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

/* What is asked first is typed first. */
static void
kontor_ask_window_map (GtkWidget *widget)
{
  KontorAskWindow *self = KONTOR_ASK_WINDOW (widget);
  const AskField  *first = self->fields->len > 0 ? self->fields->pdata[0] : NULL;

  GTK_WIDGET_CLASS (kontor_ask_window_parent_class)->map (widget);
  if (first != NULL)
    gtk_widget_grab_focus (first->date != NULL ? GTK_WIDGET (first->date) : first->row);
}

static void
kontor_ask_window_dispose (GObject *object)
{
  KontorAskWindow *self = KONTOR_ASK_WINDOW (object);

  g_clear_object (&self->opener);
  g_clear_object (&self->company);
  if (self->hint_destroy != NULL)
    g_clear_pointer (&self->hint_data, self->hint_destroy);
  self->hint_func = NULL;
  self->shape = NULL;

  G_OBJECT_CLASS (kontor_ask_window_parent_class)->dispose (object);
}

static void
kontor_ask_window_finalize (GObject *object)
{
  KontorAskWindow *self = KONTOR_ASK_WINDOW (object);

  g_clear_pointer (&self->fields, g_ptr_array_unref);
  g_clear_pointer (&self->command, g_free);
  g_clear_pointer (&self->fixed, kontor_json_unref);
  g_clear_pointer (&self->done, g_free);

  G_OBJECT_CLASS (kontor_ask_window_parent_class)->finalize (object);
}

static void
kontor_ask_window_class_init (KontorAskWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_ask_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = kontor_ask_window_finalize;
  widget_class->map = kontor_ask_window_map;

  gtk_widget_class_install_action (widget_class, "ask.go", NULL, go_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (
    widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "ask.go", NULL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-ask-window.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorAskWindow, verb);
  gtk_widget_class_bind_template_child (widget_class, KontorAskWindow, about);
  gtk_widget_class_bind_template_child (widget_class, KontorAskWindow, group);
  gtk_widget_class_bind_template_child (widget_class, KontorAskWindow, hint);
  gtk_widget_class_bind_template_child (widget_class, KontorAskWindow, message);
}

static void
kontor_ask_window_init (KontorAskWindow *self)
{
  self->fields = g_ptr_array_new_with_free_func ((GDestroyNotify) ask_field_free);
  self->fixed = kontor_json_new_object ();
  gtk_widget_init_template (GTK_WIDGET (self));
  kontor_text_scale_template (GTK_WIDGET (self));
}

/**
 * kontor_ask_window_new:
 * @opener: where it was asked for; below a toast overlay
 * @title: translated
 * @verb: translated, with mnemonic: what the button says
 *
 * Fill it, name the command, then present it.
 */
KontorAskWindow *
kontor_ask_window_new (GtkWidget     *opener,
                       KontorCompany *company,
                       const char    *title,
                       const char    *verb)
{
  KontorAskWindow *self = g_object_new (
    KONTOR_TYPE_ASK_WINDOW, "transient-for", gtk_widget_get_root (opener), "title", title, NULL);

  self->opener = g_object_ref (opener);
  self->company = g_object_ref (company);
  gtk_button_set_label (self->verb, verb);
  return self;
}

void
kontor_ask_window_set_about (KontorAskWindow *self, const char *text)
{
  gtk_label_set_label (self->about, text);
  gtk_widget_set_visible (GTK_WIDGET (self->about), *text != '\0');
}

/* "_Quantity" as messages say it */
static char *
dup_plain (const char *label)
{
  g_autoptr (GString) text = g_string_new (label);

  g_string_replace (text, "_", "", 1);
  return g_strdup (text->str);
}

static AskField *
add_field (KontorAskWindow *self, const char *key, const char *label, GtkWidget *row)
{
  AskField *field = g_new0 (AskField, 1);

  field->key = g_strdup (key);
  field->label = dup_plain (label);
  field->row = row;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), label);
  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (row), TRUE);
  g_ptr_array_add (self->fields, field);
  adw_preferences_group_add (self->group, row);
  return field;
}

static KontorDateEntry *
add_date (KontorAskWindow *self, GtkWidget *row, const char *label)
{
  GtkWidget       *date = g_object_new (KONTOR_TYPE_DATE_ENTRY, NULL);
  g_autofree char *plain = dup_plain (label);

  gtk_widget_set_valign (date, GTK_ALIGN_CENTER);
  kontor_date_entry_set_label (KONTOR_DATE_ENTRY (date), plain);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), date);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), date);
  g_signal_connect_object (date, "changed", G_CALLBACK (entered_cb), self, G_CONNECT_SWAPPED);
  return KONTOR_DATE_ENTRY (date);
}

/**
 * kontor_ask_window_add_entry:
 * @key: the parameter it becomes; left out when nothing is entered
 * @label: translated, with mnemonic
 */
void
kontor_ask_window_add_entry (KontorAskWindow *self,
                             const char      *key,
                             const char      *label,
                             KontorAskKind    kind,
                             gboolean         is_required)
{
  GtkWidget *row = kind == KONTOR_ASK_DAY ? adw_action_row_new () : adw_entry_row_new ();
  AskField  *field = add_field (self, key, label, row);

  field->kind = kind;
  field->is_required = is_required;
  if (kind == KONTOR_ASK_DAY)
    {
      field->date = add_date (self, row, label);
      return;
    }
  g_signal_connect_object (row, "changed", G_CALLBACK (entered_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
    row, "entry-activated", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
}

/**
 * kontor_ask_window_add_choice:
 * @choices: (array length=n_choices): what can be chosen, copied
 */
void
kontor_ask_window_add_choice (KontorAskWindow       *self,
                              const char            *key,
                              const char            *label,
                              const KontorAskChoice *choices,
                              guint                  n_choices)
{
  GtkWidget *row = adw_combo_row_new ();
  AskField  *field = add_field (self, key, label, row);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  field->values = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < n_choices; i++)
    {
      gtk_string_list_append (names, choices[i].label);
      g_ptr_array_add (field->values, g_strdup (choices[i].value));
    }
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (names));
  g_signal_connect_object (
    row, "notify::selected", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}

void
kontor_ask_window_set_text (KontorAskWindow *self, const char *key, const char *text)
{
  AskField *field = find_field (self, key);

  g_return_if_fail (field != NULL && field->values == NULL && field->date == NULL);

  gtk_editable_set_text (GTK_EDITABLE (field->row), text);
}

/**
 * kontor_ask_window_set_day:
 * @key: of a day that is asked for
 * @time: a moment of the day, UTC microseconds; 0 for no day
 */
void
kontor_ask_window_set_day (KontorAskWindow *self, const char *key, gint64 time)
{
  AskField *field = find_field (self, key);

  g_return_if_fail (field != NULL && field->date != NULL);

  kontor_date_entry_set_end (field->date, time);
}

void
kontor_ask_window_choose (KontorAskWindow *self, const char *key, const char *value)
{
  AskField *field = find_field (self, key);

  g_return_if_fail (field != NULL && field->values != NULL);

  for (guint i = 0; i < field->values->len; i++)
    if (g_strcmp0 (field->values->pdata[i], value) == 0)
      adw_combo_row_set_selected (ADW_COMBO_ROW (field->row), i);
}

/**
 * kontor_ask_window_set_hint:
 * @hint: what follows from the entries, said below them
 */
void
kontor_ask_window_set_hint (KontorAskWindow *self,
                            KontorAskHint    hint,
                            gpointer         data,
                            GDestroyNotify   destroy)
{
  self->hint_func = hint;
  self->hint_data = data;
  self->hint_destroy = destroy;
  changed_cb (self, NULL, NULL);
}

/**
 * kontor_ask_window_set_shape:
 * @shape: makes the parameters, where they are not what is entered; gets the hint's data
 */
void
kontor_ask_window_set_shape (KontorAskWindow *self, KontorAskShape shape)
{
  self->shape = shape;
}

/**
 * kontor_ask_window_set_command:
 * @command: what the button runs
 * @fixed: (transfer full) (nullable): parameters that are not asked for
 * @done: (nullable): what a toast says afterwards
 * @then: (nullable): called with the opener when it ran
 */
void
kontor_ask_window_set_command (KontorAskWindow *self,
                               const char      *command,
                               KontorJson      *fixed,
                               const char      *done,
                               KontorActDone    then)
{
  g_autoptr (KontorJson) old = g_steal_pointer (&self->fixed);

  g_free (self->command); /* replaced */
  g_free (self->done);    /* replaced */
  self->command = g_strdup (command);
  self->fixed = fixed != NULL ? fixed : kontor_json_new_object ();
  self->done = g_strdup (done);
  self->then = then;
}
