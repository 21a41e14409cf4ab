/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-goods-group.h"

#include <glib/gi18n.h>

#include "kontor-act.h"
#include "kontor-format.h"

/**
 * KontorGoodsGroup:
 *
 * How the stock is kept and what is proposed to be ordered, and the numbers of its papers.
 */
struct _KontorGoodsGroup
{
  AdwPreferencesGroup parent_instance;

  KontorCompany *company; /* (owned) (nullable) until it is set */

  /* Template children */
  AdwEntryRow *purchase_cover_days;
  AdwEntryRow *purchase_lead_days;
  AdwEntryRow *stock_second_person_minor;
  AdwEntryRow *purchase_number_pattern;
  AdwEntryRow *transfer_number_pattern;
  AdwEntryRow *count_number_pattern;
};

typedef struct
{
  const char *key;
  gsize       offset;
  gboolean    is_money; /* kept in minor units */
} Field;

#define ROW(member, is_money)                                                                      \
  {                                                                                                \
#member, G_STRUCT_OFFSET(KontorGoodsGroup, member), is_money                                   \
  }

static const Field fields[] = {
  ROW (purchase_cover_days, FALSE),      ROW (purchase_lead_days, FALSE),
  ROW (stock_second_person_minor, TRUE), ROW (purchase_number_pattern, FALSE),
  ROW (transfer_number_pattern, FALSE),  ROW (count_number_pattern, FALSE),
};

G_DEFINE_FINAL_TYPE (KontorGoodsGroup, kontor_goods_group, ADW_TYPE_PREFERENCES_GROUP)

static int
digits_of (KontorGoodsGroup *self)
{
  return (int) kontor_currency_digits (kontor_company_get_currency (self->company));
}

static char *
dup_shown (KontorGoodsGroup *self, const Field *field, const char *value)
{
  gint64 minor = 0;

  if (!field->is_money || !g_ascii_string_to_signed (value, 10, 0, G_MAXINT64, &minor, NULL))
    return g_strdup (value);
  return kontor_format_number (minor, kontor_company_get_currency (self->company));
}

/* What can't be read as an amount is left to the command, which says so. */
static char *
dup_stored (KontorGoodsGroup *self, const Field *field, const char *typed)
{
  gint64 minor = 0;

  if (!field->is_money
      || !kontor_expression_parse (typed, digits_of (self), kontor_format_decimal (), &minor, NULL))
    return g_strdup (typed);
  return g_strdup_printf ("%" G_GINT64_FORMAT, minor);
}

static void
fill (KontorGoodsGroup *self)
{
  const KontorJson *settings = kontor_company_get_settings (self->company);

  for (gsize i = 0; settings != NULL && i < G_N_ELEMENTS (fields); i++)
    {
      GtkEditable     *row = G_STRUCT_MEMBER (GtkEditable *, self, fields[i].offset);
      const char      *value = kontor_json_get_string (settings, fields[i].key, "");
      g_autofree char *shown = dup_shown (self, &fields[i], value);

      /* A field that somebody is in keeps what was typed. */
      if (gtk_widget_get_focus_child (GTK_WIDGET (row)) == NULL
          && g_strcmp0 (gtk_editable_get_text (row), shown) != 0)
        gtk_editable_set_text (row, shown);
    }
}

static void
applied_cb (KontorGoodsGroup *self, AdwEntryRow *row)
{
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    if (G_STRUCT_MEMBER (AdwEntryRow *, self, fields[i].offset) == row)
      {
        g_autofree char *value = dup_stored (
          self, &fields[i], gtk_editable_get_text (GTK_EDITABLE (row)));
        KontorJson *params = kontor_json_new_object ();

        kontor_json_set_string (params, "key", fields[i].key);
        kontor_json_set_string (params, "value", value);
        kontor_act (GTK_WIDGET (self), self->company, "company.set", params, _ ("Saved"));
      }
}

static void
kontor_goods_group_dispose (GObject *object)
{
  g_clear_object (&KONTOR_GOODS_GROUP (object)->company);

  G_OBJECT_CLASS (kontor_goods_group_parent_class)->dispose (object);
}

static void
kontor_goods_group_class_init (KontorGoodsGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_goods_group_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontorapp/Kontor/ui/kontor-goods-group.ui");
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    gtk_widget_class_bind_template_child_full (
      widget_class, fields[i].key, FALSE, (gssize) fields[i].offset);
  gtk_widget_class_bind_template_callback (widget_class, applied_cb);
}

static void
kontor_goods_group_init (KontorGoodsGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
kontor_goods_group_set_company (KontorGoodsGroup *self, KontorCompany *company)
{
  g_return_if_fail (KONTOR_IS_GOODS_GROUP (self) && self->company == NULL);

  self->company = g_object_ref (company);
  g_signal_connect_object (company, "notify::settings", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  fill (self);
}
