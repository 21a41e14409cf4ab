/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-customer-form-page.h"

#include <glib/gi18n.h>

#include "kontor-act.h"
#include "kontor-customer-tags.h"
#include "kontor-customer-words.h"
#include "kontor-weak.h"

#define DRAFT "new-customer"
#define SAVE_AFTER_MS 400

/**
 * KontorCustomerFormPage:
 *
 * The form for a new customer. What was typed is kept as a draft until it is saved or thrown away,
 * also over a crash; somebody who is here already is pointed out while typing.
 */
struct _KontorCustomerFormPage
{
  KontorPage parent_instance;

  KontorJson   *tags;        /* (owned) */
  char         *country;     /* (owned): code that is not in the list of countries, too */
  char         *twin;        /* (owned) (nullable): uid of a customer with the same e-mail */
  GCancellable *cancellable; /* (owned): cancelled in dispose */
  guint         draft_id;
  gboolean      filling;  /* what changes now was not typed */
  gboolean      creating; /* the command is on its way */

  /* Template children */
  GtkButton          *create;
  GtkToggleButton    *person;
  GtkToggleButton    *company;
  AdwEntryRow        *name;
  AdwEntryRow        *given_name;
  AdwEntryRow        *family_name;
  AdwEntryRow        *email;
  AdwEntryRow        *phone;
  AdwEntryRow        *street;
  AdwEntryRow        *extra;
  AdwEntryRow        *postcode;
  AdwEntryRow        *city;
  AdwComboRow        *countries;
  AdwEntryRow        *vat_id;
  AdwEntryRow        *customer_group;
  AdwEntryRow        *buyer_reference;
  AdwComboRow        *language;
  KontorCustomerTags *tag_chips;
  GtkTextBuffer      *note;
  GtkLabel           *message;
  GtkBox             *twin_box;
  GtkLabel           *twin_label;
};

typedef struct
{
  const char *key;
  gsize       offset;
  gboolean    address;
} Field;

#define ROW(member) G_STRUCT_OFFSET (KontorCustomerFormPage, member)

static const Field fields[] = {
  { "name", ROW (name), FALSE },
  { "given_name", ROW (given_name), FALSE },
  { "family_name", ROW (family_name), FALSE },
  { "email", ROW (email), FALSE },
  { "phone", ROW (phone), FALSE },
  { "vat_id", ROW (vat_id), FALSE },
  { "customer_group", ROW (customer_group), FALSE },
  { "buyer_reference", ROW (buyer_reference), FALSE },
  { "street", ROW (street), TRUE },
  { "extra", ROW (extra), TRUE },
  { "postcode", ROW (postcode), TRUE },
  { "city", ROW (city), TRUE },
};

G_DEFINE_FINAL_TYPE (KontorCustomerFormPage, kontor_customer_form_page, KONTOR_TYPE_PAGE)

static GtkEditable *
row_of (KontorCustomerFormPage *self, const Field *field)
{
  return G_STRUCT_MEMBER (GtkEditable *, self, field->offset);
}

static gboolean
is_company (KontorCustomerFormPage *self)
{
  return gtk_toggle_button_get_active (self->company);
}

static char *
dup_note (KontorCustomerFormPage *self)
{
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (self->note, &start, &end);
  return g_strstrip (gtk_text_buffer_get_text (self->note, &start, &end, FALSE));
}

static const char *
chosen_language (KontorCustomerFormPage *self)
{
  guint                       n_languages = 0;
  const KontorCustomerChoice *languages = kontor_customer_languages (&n_languages);

  return languages[MIN (adw_combo_row_get_selected (self->language), n_languages - 1)].code;
}

static const char *
chosen_country (KontorCustomerFormPage *self)
{
  guint                       n_countries = 0;
  const KontorCustomerChoice *countries = kontor_customer_countries (&n_countries);
  guint                       selected = adw_combo_row_get_selected (self->countries);

  return selected < n_countries ? countries[selected].code : self->country;
}

/* A field that is not shown for this kind of customer does not count. */
static void
read_fields (KontorCustomerFormPage *self, gboolean address, KontorJson *out)
{
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      GtkWidget       *row = GTK_WIDGET (row_of (self, &fields[i]));
      g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));

      if (fields[i].address == address && *text != '\0' && gtk_widget_get_visible (row))
        kontor_json_set_string (out, fields[i].key, text);
    }
}

static KontorJson *
read_address (KontorCustomerFormPage *self)
{
  KontorJson *address = kontor_json_new_object ();

  read_fields (self, TRUE, address);
  if (kontor_json_length (address) > 0)
    {
      kontor_json_set_string (address, "kind", "billing");
      kontor_json_set_string (address, "country", chosen_country (self));
    }
  return address;
}

/* Parameters of customer.create; the draft is the same. */
static KontorJson *
read_form (KontorCustomerFormPage *self)
{
  KontorJson      *params = kontor_json_new_object ();
  KontorJson      *addresses = kontor_json_new_array ();
  KontorJson      *address = read_address (self);
  g_autofree char *note = dup_note (self);

  read_fields (self, FALSE, params);
  kontor_json_set_string (params, "kind", is_company (self) ? "company" : "person");
  if (*note != '\0')
    kontor_json_set_string (params, "note", note);
  if (*chosen_language (self) != '\0')
    kontor_json_set_string (params, "language", chosen_language (self));
  if (kontor_json_length (address) > 0)
    kontor_json_append (addresses, address);
  else
    kontor_json_unref (address); /* nothing was typed into it */
  kontor_json_set (params, "addresses", addresses);
  kontor_json_set (params, "tags", kontor_json_ref (self->tags));
  return params;
}

static gboolean
has_content (const KontorJson *params)
{
  /* kind, addresses and tags are always there */
  return kontor_json_length (params) > 3
         || kontor_json_length (kontor_json_get_array (params, "addresses")) > 0
         || kontor_json_length (kontor_json_get_array (params, "tags")) > 0;
}

static gboolean
save_draft_cb (gpointer data)
{
  KontorCustomerFormPage *self = data;
  KontorReplica          *replica = kontor_company_get_replica (
    kontor_page_get_company (KONTOR_PAGE (self)));
  g_autoptr (KontorJson) form = read_form (self);

  self->draft_id = 0;
  kontor_replica_save_draft (replica, DRAFT, has_content (form) ? g_steal_pointer (&form) : NULL);
  return G_SOURCE_REMOVE;
}

static gboolean
has_name (KontorCustomerFormPage *self)
{
  const char *texts[] = { gtk_editable_get_text (GTK_EDITABLE (self->name)),
                          gtk_editable_get_text (GTK_EDITABLE (self->given_name)),
                          gtk_editable_get_text (GTK_EDITABLE (self->family_name)) };

  if (is_company (self))
    return kontor_customer_field_check ("name", texts[0]) == NULL;
  return kontor_customer_field_check ("name", texts[1]) == NULL
         || kontor_customer_field_check ("name", texts[2]) == NULL;
}

static void
typed (KontorCustomerFormPage *self)
{
  gtk_widget_action_set_enabled (
    GTK_WIDGET (self), "form.create", has_name (self) && !self->creating);
  if (self->filling)
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->message), FALSE);
  g_clear_handle_id (&self->draft_id, g_source_remove);
  self->draft_id = g_timeout_add (SAVE_AFTER_MS, save_draft_cb, self);
}

static void
changed_cb (KontorCustomerFormPage *self, GtkWidget *row)
{
  if (GTK_IS_WIDGET (row))
    gtk_widget_remove_css_class (row, "error");
  typed (self);
}

static void
chosen_cb (KontorCustomerFormPage *self)
{
  typed (self);
}

static void
kind_cb (KontorCustomerFormPage *self)
{
  gboolean company = is_company (self);

  gtk_widget_set_visible (GTK_WIDGET (self->name), company);
  gtk_widget_set_visible (GTK_WIDGET (self->given_name), !company);
  gtk_widget_set_visible (GTK_WIDGET (self->family_name), !company);
  gtk_widget_set_visible (GTK_WIDGET (self->buyer_reference), company);
  typed (self);
}

static void
show_twin (KontorCustomerFormPage *self, const KontorJson *twin)
{
  g_autofree char *text = NULL;

  g_clear_pointer (&self->twin, g_free);
  gtk_widget_set_visible (GTK_WIDGET (self->twin_box), twin != NULL);
  if (twin == NULL)
    return;
  self->twin = g_strdup (kontor_json_get_string (twin, "uid", ""));
  text = g_strdup_printf (_ ("%s (%s) has this e-mail address already."),
                          kontor_json_get_string (twin, "name", ""),
                          kontor_json_get_string (twin, "number", ""));
  gtk_label_set_label (self->twin_label, text);
}

static void
twin_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorCustomerFormPage) self = kontor_weak_take (user_data);
  g_autoptr (KontorJson) found = kontor_company_query_finish (NULL, result, &error);
  const char       *email = NULL;
  const KontorJson *twin = NULL;

  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  email = gtk_editable_get_text (GTK_EDITABLE (self->email));
  for (guint i = 0; found != NULL && twin == NULL && i < kontor_json_length (found); i++)
    if (g_ascii_strcasecmp (kontor_json_get_string (kontor_json_at (found, i), "email", ""), email)
        == 0)
      twin = kontor_json_at (found, i);
  show_twin (self, twin);
}

static void
email_changed_cb (KontorCustomerFormPage *self, GtkWidget *row)
{
  const char *email = gtk_editable_get_text (GTK_EDITABLE (row));

  changed_cb (self, row);
  if (*email == '\0' || kontor_customer_field_check ("email", email) != NULL)
    show_twin (self, NULL);
  else
    kontor_company_query_text_async (kontor_page_get_company (KONTOR_PAGE (self)),
                                     kontor_query_pick_customer,
                                     email,
                                     5,
                                     self->cancellable,
                                     twin_found_cb,
                                     kontor_weak_new (self));
}

static void
show_message (KontorCustomerFormPage *self, const char *message, GtkWidget *row)
{
  gtk_label_set_label (self->message, message);
  gtk_widget_set_visible (GTK_WIDGET (self->message), TRUE);
  gtk_widget_add_css_class (row, "error");
  gtk_widget_grab_focus (row);
}

static gboolean
check (KontorCustomerFormPage *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      GtkEditable *row = row_of (self, &fields[i]);
      const char  *message = kontor_customer_field_check (fields[i].key,
                                                         gtk_editable_get_text (row));

      if (message != NULL && gtk_widget_get_visible (GTK_WIDGET (row)))
        {
          show_message (self, message, GTK_WIDGET (row));
          return FALSE;
        }
    }
  return TRUE;
}

static void
set_text (GtkEditable *editable, const KontorJson *from, const char *key)
{
  gtk_editable_set_text (editable, from != NULL ? kontor_json_get_string (from, key, "") : "");
}

static void
show_choices (KontorCustomerFormPage *self, const char *language)
{
  guint                       n_countries = 0;
  const KontorCustomerChoice *countries = kontor_customer_countries (&n_countries);
  guint                       n_languages = 0;
  const KontorCustomerChoice *languages = kontor_customer_languages (&n_languages);
  g_autoptr (GtkStringList) country_model = kontor_customer_choice_model (
    countries, n_countries, self->country);
  g_autoptr (GtkStringList) language_model = kontor_customer_choice_model (
    languages, n_languages, NULL);
  guint at = kontor_customer_choice_find (languages, n_languages, language);

  adw_combo_row_set_model (self->countries, G_LIST_MODEL (country_model));
  adw_combo_row_set_selected (self->countries,
                              kontor_customer_choice_find (countries, n_countries, self->country));
  adw_combo_row_set_model (self->language, G_LIST_MODEL (language_model));
  adw_combo_row_set_selected (self->language, at < n_languages ? at : 0);
}

static void
fill (KontorCustomerFormPage *self, const KontorJson *form)
{
  KontorCompany    *company = kontor_page_get_company (KONTOR_PAGE (self));
  const KontorJson *addresses = form != NULL ? kontor_json_get_array (form, "addresses") : NULL;
  const KontorJson *tags = form != NULL ? kontor_json_get_array (form, "tags") : NULL;
  const KontorJson *address = addresses != NULL && kontor_json_length (addresses) > 0
                                ? kontor_json_at (addresses, 0)
                                : NULL;
  gboolean          is_firm = form != NULL
                     && g_str_equal (kontor_json_get_string (form, "kind", ""), "company");

  self->filling = TRUE;
  gtk_toggle_button_set_active (is_firm ? self->company : self->person, TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    set_text (row_of (self, &fields[i]), fields[i].address ? address : form, fields[i].key);
  gtk_text_buffer_set_text (
    self->note, form != NULL ? kontor_json_get_string (form, "note", "") : "", -1);
  g_clear_pointer (&self->tags, kontor_json_unref);
  self->tags = tags != NULL ? kontor_json_ref ((KontorJson *) tags) : kontor_json_new_array ();
  kontor_customer_tags_show (self->tag_chips, self->tags);
  g_clear_pointer (&self->country, g_free);
  self->country = g_strdup (address != NULL ? kontor_json_get_string (address, "country", "")
                                            : kontor_company_get_country (company));
  show_choices (self, form != NULL ? kontor_json_get_string (form, "language", "") : "");
  show_twin (self, NULL);
  kind_cb (self);
  self->filling = FALSE;
}

static void
leave (KontorCustomerFormPage *self)
{
  KontorReplica *replica = kontor_company_get_replica (
    kontor_page_get_company (KONTOR_PAGE (self)));

  g_clear_handle_id (&self->draft_id, g_source_remove);
  kontor_replica_save_draft (replica, DRAFT, NULL);
  fill (self, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->message), FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "form.create", FALSE);
}

static void
created (GtkWidget *widget, const KontorJson *result)
{
  KontorCustomerFormPage *self = KONTOR_CUSTOMER_FORM_PAGE (widget);
  const char *uid = result != NULL ? kontor_json_get_string (result, "customer", NULL) : NULL;

  self->creating = FALSE;
  gtk_widget_action_set_enabled (widget, "form.create", has_name (self));
  if (uid == NULL)
    {
      save_draft_cb (self);
      return;
    }
  leave (self);
  gtk_widget_activate_action (widget, "win.record", "(ss)", "customer", uid);
}

static void
create_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorCustomerFormPage *self = KONTOR_CUSTOMER_FORM_PAGE (widget);

  if (!has_name (self) || !check (self))
    return;
  self->creating = TRUE; /* once is enough */
  gtk_widget_action_set_enabled (widget, "form.create", FALSE);
  g_clear_handle_id (&self->draft_id, g_source_remove); /* no draft of what is on its way */
  kontor_act_form (widget,
                   kontor_page_get_company (KONTOR_PAGE (self)),
                   DRAFT,
                   "customer.create",
                   read_form (self),
                   _ ("Customer created"),
                   created);
}

static void
discard_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  leave (KONTOR_CUSTOMER_FORM_PAGE (widget));
  gtk_widget_activate_action (widget, "win.page", "s", "customers");
}

static void
open_twin_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorCustomerFormPage *self = KONTOR_CUSTOMER_FORM_PAGE (widget);

  if (self->twin != NULL)
    gtk_widget_activate_action (widget, "win.record", "(ss)", "customer", self->twin);
}

static void
activated_cb (KontorCustomerFormPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "form.create", NULL);
}

static void
change_tags (KontorCustomerFormPage *self, const char *add, const char *remove)
{
  KontorJson *tags = kontor_json_new_array ();

  for (guint i = 0; i < kontor_json_length (self->tags); i++)
    if (g_strcmp0 (kontor_json_string (kontor_json_at (self->tags, i)), remove) != 0)
      kontor_json_append (
        tags, kontor_json_new_string (kontor_json_string (kontor_json_at (self->tags, i))));
  if (add != NULL)
    kontor_json_append (tags, kontor_json_new_string (add));
  g_clear_pointer (&self->tags, kontor_json_unref);
  self->tags = tags;
  kontor_customer_tags_show (self->tag_chips, tags);
  typed (self);
}

static void
tag_added_cb (KontorCustomerFormPage *self, const char *tag)
{
  change_tags (self, tag, NULL);
}

static void
tag_removed_cb (KontorCustomerFormPage *self, const char *tag)
{
  g_autofree char *copy = g_strdup (tag); /* the chip that holds it goes away */

  change_tags (self, NULL, copy);
}

static void
load_draft (GTask *task)
{
  KontorCompany *company = g_task_get_task_data (task);

  g_task_return_pointer (task,
                         kontor_replica_load_draft (kontor_company_get_replica (company), DRAFT),
                         (GDestroyNotify) kontor_json_unref);
}

static void
draft_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (KontorCustomerFormPage) self = kontor_weak_take (user_data);
  g_autoptr (KontorJson) draft = g_task_propagate_pointer (G_TASK (result), NULL);
  g_autoptr (KontorJson) typed_so_far = self != NULL ? read_form (self) : NULL;

  if (self != NULL && draft != NULL && !has_content (typed_so_far))
    fill (self, draft);
}

static void
kontor_customer_form_page_put_aside (KontorPage *page)
{
  KontorCustomerFormPage *self = KONTOR_CUSTOMER_FORM_PAGE (page);

  if (self->draft_id == 0)
    return;
  g_clear_handle_id (&self->draft_id, g_source_remove);
  save_draft_cb (self);
}

static gboolean
kontor_customer_form_page_back (KontorPage *page)
{
  /* The draft stays: Escape only goes a step back. */
  return gtk_widget_activate_action (GTK_WIDGET (page), "win.page", "s", "customers");
}

static gboolean
kontor_customer_form_page_suggested (KontorPage *page)
{
  return gtk_widget_activate_action (GTK_WIDGET (page), "form.create", NULL);
}

static gboolean
kontor_customer_form_page_create (KontorPage *page)
{
  return TRUE; /* this is where customers are made */
}

static void
kontor_customer_form_page_shown (KontorPage *page)
{
  KontorCustomerFormPage *self = KONTOR_CUSTOMER_FORM_PAGE (page);

  gtk_widget_grab_focus (GTK_WIDGET (is_company (self) ? self->name : self->given_name));
}

static void
kontor_customer_form_page_constructed (GObject *object)
{
  KontorCustomerFormPage *self = KONTOR_CUSTOMER_FORM_PAGE (object);
  KontorCompany          *company = kontor_page_get_company (KONTOR_PAGE (self));
  GTask                  *task = NULL;

  G_OBJECT_CLASS (kontor_customer_form_page_parent_class)->constructed (object);

  fill (self, NULL);
  task = g_task_new (company, self->cancellable, draft_loaded_cb, kontor_weak_new (self));
  g_task_set_source_tag (task, load_draft);
  g_task_set_task_data (task, g_object_ref (company), g_object_unref);
  kontor_worker_run (kontor_company_get_worker (company), task, load_draft);
}

static void
kontor_customer_form_page_dispose (GObject *object)
{
  KontorCustomerFormPage *self = KONTOR_CUSTOMER_FORM_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->draft_id, g_source_remove);

  G_OBJECT_CLASS (kontor_customer_form_page_parent_class)->dispose (object);
}

static void
kontor_customer_form_page_finalize (GObject *object)
{
  KontorCustomerFormPage *self = KONTOR_CUSTOMER_FORM_PAGE (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->tags, kontor_json_unref);
  g_clear_pointer (&self->country, g_free);
  g_clear_pointer (&self->twin, g_free);

  G_OBJECT_CLASS (kontor_customer_form_page_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerFormPage, create);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerFormPage, person);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerFormPage, company);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerFormPage, name);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerFormPage, given_name);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerFormPage, family_name);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerFormPage, email);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerFormPage, phone);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerFormPage, street);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerFormPage, extra);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerFormPage, postcode);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerFormPage, city);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerFormPage, countries);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerFormPage, vat_id);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerFormPage, customer_group);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerFormPage, buyer_reference);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerFormPage, language);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerFormPage, tag_chips);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerFormPage, note);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerFormPage, message);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerFormPage, twin_box);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerFormPage, twin_label);
}

static void
kontor_customer_form_page_class_init (KontorCustomerFormPageClass *klass)
{
  GObjectClass    *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass  *widget_class = GTK_WIDGET_CLASS (klass);
  KontorPageClass *page_class = KONTOR_PAGE_CLASS (klass);

  object_class->constructed = kontor_customer_form_page_constructed;
  object_class->dispose = kontor_customer_form_page_dispose;
  object_class->finalize = kontor_customer_form_page_finalize;
  page_class->back = kontor_customer_form_page_back;
  page_class->put_aside = kontor_customer_form_page_put_aside;
  page_class->suggested = kontor_customer_form_page_suggested;
  page_class->create = kontor_customer_form_page_create;
  page_class->shown = kontor_customer_form_page_shown;

  g_type_ensure (KONTOR_TYPE_CUSTOMER_TAGS);
  gtk_widget_class_install_action (widget_class, "form.create", NULL, create_action);
  gtk_widget_class_install_action (widget_class, "form.discard", NULL, discard_action);
  gtk_widget_class_install_action (widget_class, "form.open-twin", NULL, open_twin_action);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/kontorapp/Kontor/ui/kontor-customer-form-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, kind_cb);
  gtk_widget_class_bind_template_callback (widget_class, email_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, tag_added_cb);
  gtk_widget_class_bind_template_callback (widget_class, tag_removed_cb);
}

static void
kontor_customer_form_page_init (KontorCustomerFormPage *self)
{
  self->cancellable = g_cancellable_new ();
  self->tags = kontor_json_new_array ();
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
}
