/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-settings-page.h"

#include <glib/gi18n.h>

#include "kontor-act.h"
#include "kontor-customer-words.h"
#include "kontor-goods-group.h"
#include "kontor-incoming-group.h"
#include "kontor-keyring-group.h"
#include "kontor-logo-row.h"

/**
 * KontorSettingsPage:
 *
 * What a company and its documents are called, how numbers look, and how the window looks. Each
 * field is saved by itself and can be undone.
 */
struct _KontorSettingsPage
{
  KontorPage parent_instance;

  GSettings *settings; /* (owned): of this computer */
  GPtrArray *later;    /* (owned): groups that are not in the page yet */
  guint      later_id;
  gboolean   filling;
  char      *other_country; /* (owned) (nullable): code that is not in the list of countries */

  /* Template children */
  AdwPreferencesPage *page;

  AdwComboRow *scheme;
  AdwEntryRow *scanner_prefix;
  GtkSwitch   *count_sounds;
  GtkSwitch   *count_flash;
  AdwComboRow *language;
  AdwComboRow *price_mode;
  AdwComboRow *country;
  AdwEntryRow *company_name;
  AdwEntryRow *street;
  AdwEntryRow *postcode;
  AdwEntryRow *city;
  AdwEntryRow *phone;
  AdwEntryRow *email;
  AdwEntryRow *website;
  AdwEntryRow *vat_id;
  AdwEntryRow *tax_number;
  AdwEntryRow *register_number;
  AdwEntryRow *legal_info;
  AdwEntryRow *contact;
  AdwEntryRow *small_business_from;
  AdwEntryRow *one_stop_shop_from;
  AdwEntryRow *vat_check_days;
  AdwEntryRow *payment_days;
  AdwEntryRow *iban;
  AdwEntryRow *bic;
  AdwEntryRow *bank_name;
  AdwEntryRow *order_number_pattern;
  AdwEntryRow *customer_number_pattern;
  AdwEntryRow *sender_line;
  AdwEntryRow *accent;

  KontorGoodsGroup    *goods;
  KontorKeyringGroup  *keyring;
  KontorLogoRow       *logo;
  KontorIncomingGroup *incoming;
};

/* What can be seen of the page at first; the rest comes group by group, because to lay out all of
 * it at once would hold up the window. */
#define FIRST_GROUPS 3
#define STEP_MS 16

typedef struct
{
  const char *key;
  gsize       offset;
} Field;

#define ROW(member)                                                                                \
  {                                                                                                \
#member, G_STRUCT_OFFSET(KontorSettingsPage, member)                                           \
  }

static const Field fields[] = {
  ROW (company_name),
  ROW (street),
  ROW (postcode),
  ROW (city),
  ROW (phone),
  ROW (email),
  ROW (website),
  ROW (vat_id),
  ROW (tax_number),
  ROW (register_number),
  ROW (legal_info),
  ROW (contact),
  ROW (small_business_from),
  ROW (one_stop_shop_from),
  ROW (vat_check_days),
  ROW (payment_days),
  ROW (iban),
  ROW (bic),
  ROW (bank_name),
  ROW (order_number_pattern),
  ROW (customer_number_pattern),
  ROW (sender_line),
  ROW (accent),
};

static const char *const schemes[] = { "system", "light", "dark" };
static const char *const languages[] = { "de", "en" };
static const char *const price_modes[] = { "gross", "net" };

G_DEFINE_FINAL_TYPE (KontorSettingsPage, kontor_settings_page, KONTOR_TYPE_PAGE)

static guint
position_of (const char *const *values, guint n_values, const char *value)
{
  for (guint i = 0; i < n_values; i++)
    if (g_strcmp0 (values[i], value) == 0)
      return i;
  return 0;
}

static void
fill_country (KontorSettingsPage *self, const char *code)
{
  guint                       n_countries = 0;
  const KontorCustomerChoice *countries = kontor_customer_countries (&n_countries);
  g_autoptr (GtkStringList) model = kontor_customer_choice_model (countries, n_countries, code);

  g_clear_pointer (&self->other_country, g_free);
  self->other_country = g_strdup (code);
  adw_combo_row_set_model (self->country, G_LIST_MODEL (model));
  adw_combo_row_set_selected (self->country,
                              kontor_customer_choice_find (countries, n_countries, code));
}

static void
fill (KontorSettingsPage *self)
{
  const KontorJson *settings = kontor_company_get_settings (
    kontor_page_get_company (KONTOR_PAGE (self)));

  if (settings == NULL)
    return;
  self->filling = TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      GtkEditable *row = G_STRUCT_MEMBER (GtkEditable *, self, fields[i].offset);
      const char  *value = kontor_json_get_string (settings, fields[i].key, "");

      /* A field that somebody is in keeps what was typed. */
      if (gtk_widget_get_focus_child (GTK_WIDGET (row)) == NULL
          && g_strcmp0 (gtk_editable_get_text (row), value) != 0)
        gtk_editable_set_text (row, value);
    }
  adw_combo_row_set_selected (
    self->language,
    position_of (languages, 2, kontor_json_get_string (settings, "language", "de")));
  adw_combo_row_set_selected (
    self->price_mode,
    position_of (price_modes, 2, kontor_json_get_string (settings, "price_mode", "gross")));
  fill_country (self, kontor_json_get_string (settings, "country", "DE"));
  kontor_logo_row_show (self->logo, kontor_page_get_company (KONTOR_PAGE (self)));
  self->filling = FALSE;
}

static void
set (KontorSettingsPage *self, const char *key, const char *value)
{
  KontorJson *params = kontor_json_new_object ();

  kontor_json_set_string (params, "key", key);
  kontor_json_set_string (params, "value", value);
  kontor_act (GTK_WIDGET (self),
              kontor_page_get_company (KONTOR_PAGE (self)),
              "company.set",
              params,
              _ ("Saved"));
}

static void
applied_cb (KontorSettingsPage *self, AdwEntryRow *row)
{
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    if (G_STRUCT_MEMBER (AdwEntryRow *, self, fields[i].offset) == row)
      set (self, fields[i].key, gtk_editable_get_text (GTK_EDITABLE (row)));
}

static void
scheme_cb (KontorSettingsPage *self)
{
  if (!self->filling)
    g_settings_set_string (
      self->settings, "color-scheme", schemes[MIN (adw_combo_row_get_selected (self->scheme), 2)]);
}

static void
language_cb (KontorSettingsPage *self)
{
  if (!self->filling)
    set (self, "language", languages[MIN (adw_combo_row_get_selected (self->language), 1)]);
}

static void
price_mode_cb (KontorSettingsPage *self)
{
  if (!self->filling)
    set (self, "price_mode", price_modes[MIN (adw_combo_row_get_selected (self->price_mode), 1)]);
}

static void
country_cb (KontorSettingsPage *self)
{
  guint                       n_countries = 0;
  const KontorCustomerChoice *countries = kontor_customer_countries (&n_countries);
  guint                       selected = adw_combo_row_get_selected (self->country);

  if (!self->filling && selected != GTK_INVALID_LIST_POSITION)
    set (self, "country", selected < n_countries ? countries[selected].code : self->other_country);
}

static void
take_later (KontorSettingsPage *self)
{
  GtkWidget *group = gtk_widget_get_first_child (gtk_widget_get_parent (GTK_WIDGET (self->goods)));

  for (guint i = 0; group != NULL; i++)
    {
      if (i >= FIRST_GROUPS)
        g_ptr_array_add (self->later, g_object_ref (group));
      group = gtk_widget_get_next_sibling (group);
    }
  for (guint i = 0; i < self->later->len; i++)
    adw_preferences_page_remove (self->page, g_ptr_array_index (self->later, i));
}

static gboolean
later_cb (gpointer data)
{
  KontorSettingsPage *self = data;

  if (self->later->len > 0)
    {
      adw_preferences_page_add (self->page, g_ptr_array_index (self->later, 0));
      g_ptr_array_remove_index (self->later, 0);
      return G_SOURCE_CONTINUE;
    }
  self->later_id = 0;
  return G_SOURCE_REMOVE;
}

static void
kontor_settings_page_shown (KontorPage *page)
{
  KontorSettingsPage *self = KONTOR_SETTINGS_PAGE (page);

  fill (self);
  if (self->later_id == 0 && self->later->len > 0)
    self->later_id = g_timeout_add_full (G_PRIORITY_DEFAULT_IDLE, STEP_MS, later_cb, self, NULL);
}

static void
kontor_settings_page_constructed (GObject *object)
{
  KontorSettingsPage *self = KONTOR_SETTINGS_PAGE (object);
  g_autofree char    *scheme = NULL;

  G_OBJECT_CLASS (kontor_settings_page_parent_class)->constructed (object);
  self->filling = TRUE;
  g_settings_bind (
    self->settings, "scanner-prefix", self->scanner_prefix, "text", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (
    self->settings, "count-sounds", self->count_sounds, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (
    self->settings, "count-flash", self->count_flash, "active", G_SETTINGS_BIND_DEFAULT);
  scheme = g_settings_get_string (self->settings, "color-scheme");
  adw_combo_row_set_selected (self->scheme, position_of (schemes, 3, scheme));
  fill (self);
  self->filling = FALSE;
  kontor_goods_group_set_company (self->goods, kontor_page_get_company (KONTOR_PAGE (self)));
  kontor_incoming_group_set_company (self->incoming, kontor_page_get_company (KONTOR_PAGE (self)));
  kontor_keyring_group_set_company (self->keyring, kontor_page_get_company (KONTOR_PAGE (self)));
  g_signal_connect_object (kontor_page_get_company (KONTOR_PAGE (self)),
                           "notify::settings",
                           G_CALLBACK (fill),
                           self,
                           G_CONNECT_SWAPPED);
}

static void
kontor_settings_page_dispose (GObject *object)
{
  KontorSettingsPage *self = KONTOR_SETTINGS_PAGE (object);

  g_clear_handle_id (&self->later_id, g_source_remove);
  g_clear_pointer (&self->later, g_ptr_array_unref);
  G_OBJECT_CLASS (kontor_settings_page_parent_class)->dispose (object);
}

static void
kontor_settings_page_finalize (GObject *object)
{
  g_clear_object (&KONTOR_SETTINGS_PAGE (object)->settings);
  g_clear_pointer (&KONTOR_SETTINGS_PAGE (object)->other_country, g_free);
  G_OBJECT_CLASS (kontor_settings_page_parent_class)->finalize (object);
}

static void
kontor_settings_page_class_init (KontorSettingsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = kontor_settings_page_constructed;
  G_OBJECT_CLASS (klass)->dispose = kontor_settings_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = kontor_settings_page_finalize;
  KONTOR_PAGE_CLASS (klass)->shown = kontor_settings_page_shown;
  g_type_ensure (KONTOR_TYPE_GOODS_GROUP);
  g_type_ensure (KONTOR_TYPE_INCOMING_GROUP);
  g_type_ensure (KONTOR_TYPE_KEYRING_GROUP);
  g_type_ensure (KONTOR_TYPE_LOGO_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-settings-page.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorSettingsPage, page);
  gtk_widget_class_bind_template_child (widget_class, KontorSettingsPage, scheme);
  gtk_widget_class_bind_template_child (widget_class, KontorSettingsPage, scanner_prefix);
  gtk_widget_class_bind_template_child (widget_class, KontorSettingsPage, count_sounds);
  gtk_widget_class_bind_template_child (widget_class, KontorSettingsPage, count_flash);
  gtk_widget_class_bind_template_child (widget_class, KontorSettingsPage, language);
  gtk_widget_class_bind_template_child (widget_class, KontorSettingsPage, price_mode);
  gtk_widget_class_bind_template_child (widget_class, KontorSettingsPage, country);
  gtk_widget_class_bind_template_child (widget_class, KontorSettingsPage, goods);
  gtk_widget_class_bind_template_child (widget_class, KontorSettingsPage, incoming);
  gtk_widget_class_bind_template_child (widget_class, KontorSettingsPage, keyring);
  gtk_widget_class_bind_template_child (widget_class, KontorSettingsPage, logo);
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    gtk_widget_class_bind_template_child_full (
      widget_class, fields[i].key, FALSE, (gssize) fields[i].offset);
  gtk_widget_class_bind_template_callback (widget_class, applied_cb);
  gtk_widget_class_bind_template_callback (widget_class, country_cb);
  gtk_widget_class_bind_template_callback (widget_class, scheme_cb);
  gtk_widget_class_bind_template_callback (widget_class, language_cb);
  gtk_widget_class_bind_template_callback (widget_class, price_mode_cb);
}

static void
kontor_settings_page_init (KontorSettingsPage *self)
{
  self->settings = g_settings_new ("org.kontorapp.Kontor");
  self->later = g_ptr_array_new_with_free_func (g_object_unref);
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  take_later (self);
}
