/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-welcome.h"

#include <glib/gi18n.h>

#include "kontor-text.h"

/**
 * KontorWelcome:
 *
 * What a first start offers: look around in a sample company, create one's own, or bring what
 * there is.
 */
struct _KontorWelcome
{
  AdwBin parent_instance;

  KontorCompanyPlan *plan; /* (owned) (nullable): what is being created */
  gboolean           then_import;
  guint              progress_id;

  /* Template children */
  GtkStack       *stack;
  GtkButton      *back;
  AdwEntryRow    *name;
  AdwComboRow    *country;
  AdwComboRow    *currency;
  GtkButton      *create;
  GtkProgressBar *progress;
};

enum
{
  CREATE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* Countries with the name in the list of the template, and what is paid with there. */
static const struct
{
  const char *country;
  guint       currency; /* in the list of currencies */
} countries[] = {
  { "DE", 0 }, { "AT", 0 }, { "CH", 1 }, { "BE", 0 }, { "DK", 4 },
  { "ES", 0 }, { "FR", 0 }, { "GB", 2 }, { "IE", 0 }, { "IT", 0 },
  { "NL", 0 }, { "PL", 5 }, { "PT", 0 }, { "SE", 6 }, { "US", 3 },
};

static const char *const currencies[] = { "EUR", "CHF", "GBP", "USD", "DKK", "PLN", "SEK" };

G_DEFINE_FINAL_TYPE (KontorWelcome, kontor_welcome, ADW_TYPE_BIN)

static void
show (KontorWelcome *self, const char *page)
{
  gtk_stack_set_visible_child_name (self->stack, page);
  gtk_widget_set_visible (GTK_WIDGET (self->back), g_str_equal (page, "form"));
}

static void
sample_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *which = g_variant_get_string (parameter, NULL);
  const char *title = g_str_equal (which, "decants") ? "Petite Sillage" : "Kiezladen";
  g_autoptr (KontorCompanyPlan) plan = kontor_company_plan_new (title, "DE", "EUR", which);

  g_signal_emit (widget, signals[CREATE], 0, plan, FALSE);
}

static void
form_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorWelcome *self = KONTOR_WELCOME (widget);

  self->then_import = g_variant_get_boolean (parameter);
  kontor_welcome_show_form (self);
}

static void
back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  show (KONTOR_WELCOME (widget), "choices");
}

static void
create_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorWelcome   *self = KONTOR_WELCOME (widget);
  g_autofree char *company = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name)));
  const char      *country = countries[adw_combo_row_get_selected (self->country)].country;
  const char      *currency = currencies[adw_combo_row_get_selected (self->currency)];
  g_autoptr (KontorCompanyPlan) plan = kontor_company_plan_new (
    g_strstrip (company), country, currency, NULL);

  g_signal_emit (self, signals[CREATE], 0, plan, self->then_import);
}

static void
name_changed_cb (KontorWelcome *self)
{
  const char *name = gtk_editable_get_text (GTK_EDITABLE (self->name));

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "welcome.create", !kontor_text_is_blank (name));
}

static void
name_activated_cb (KontorWelcome *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "welcome.create", NULL);
}

static void
country_changed_cb (KontorWelcome *self)
{
  guint selected = adw_combo_row_get_selected (self->country);

  if (selected < G_N_ELEMENTS (countries))
    adw_combo_row_set_selected (self->currency, countries[selected].currency);
}

static gboolean
progress_cb (gpointer data)
{
  KontorWelcome *self = data;
  double         fraction = kontor_company_plan_get_progress (self->plan);

  if (fraction > 0)
    gtk_progress_bar_set_fraction (self->progress, fraction);
  else
    gtk_progress_bar_pulse (self->progress);
  return G_SOURCE_CONTINUE;
}

static void
kontor_welcome_dispose (GObject *object)
{
  KontorWelcome *self = KONTOR_WELCOME (object);

  g_clear_handle_id (&self->progress_id, g_source_remove);
  g_clear_pointer (&self->plan, kontor_company_plan_unref);

  G_OBJECT_CLASS (kontor_welcome_parent_class)->dispose (object);
}

static void
kontor_welcome_class_init (KontorWelcomeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_welcome_dispose;

  signals[CREATE] = g_signal_new ("create",
                                  KONTOR_TYPE_WELCOME,
                                  G_SIGNAL_RUN_LAST,
                                  0,
                                  NULL,
                                  NULL,
                                  NULL,
                                  G_TYPE_NONE,
                                  2,
                                  G_TYPE_POINTER,
                                  G_TYPE_BOOLEAN);

  gtk_widget_class_install_action (widget_class, "welcome.sample", "s", sample_action);
  gtk_widget_class_install_action (widget_class, "welcome.form", "b", form_action);
  gtk_widget_class_install_action (widget_class, "welcome.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "welcome.create", NULL, create_action);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-welcome.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorWelcome, stack);
  gtk_widget_class_bind_template_child (widget_class, KontorWelcome, back);
  gtk_widget_class_bind_template_child (widget_class, KontorWelcome, name);
  gtk_widget_class_bind_template_child (widget_class, KontorWelcome, country);
  gtk_widget_class_bind_template_child (widget_class, KontorWelcome, currency);
  gtk_widget_class_bind_template_child (widget_class, KontorWelcome, create);
  gtk_widget_class_bind_template_child (widget_class, KontorWelcome, progress);
  gtk_widget_class_bind_template_callback (widget_class, name_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, name_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, country_changed_cb);
}

static void
kontor_welcome_init (KontorWelcome *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  name_changed_cb (self);
}

/**
 * kontor_welcome_set_busy:
 * @plan: (nullable): what is being created; NULL when that has ended
 */
void
kontor_welcome_set_busy (KontorWelcome *self, KontorCompanyPlan *plan)
{
  g_return_if_fail (KONTOR_IS_WELCOME (self));

  g_clear_handle_id (&self->progress_id, g_source_remove);
  g_clear_pointer (&self->plan, kontor_company_plan_unref);
  if (plan == NULL)
    {
      show (self, "choices");
      return;
    }
  self->plan = kontor_company_plan_ref (plan);
  self->progress_id = g_timeout_add (100, progress_cb, self);
  show (self, "working");
}

void
kontor_welcome_show_form (KontorWelcome *self)
{
  g_return_if_fail (KONTOR_IS_WELCOME (self));

  show (self, "form");
  gtk_widget_grab_focus (GTK_WIDGET (self->name));
}
