/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-pay-window.h"

#include <glib/gi18n.h>

#include "kontor-format.h"

#define THOUSANDTHS 1000

/* What the fields mean needs the currency: amounts are typed with its decimals. */
typedef struct
{
  char       *currency; /* (owned) */
  KontorJson *fixed;    /* (owned): parameters that nobody types */
} KontorPayForm;

static void
form_free (gpointer data)
{
  KontorPayForm *form = data;

  g_free (form->currency);
  kontor_json_unref (form->fixed);
  g_free (form);
}

static KontorPayForm *
form_new (const KontorJson *about, const char *key)
{
  KontorPayForm *form = g_new0 (KontorPayForm, 1);

  form->currency = g_strdup (kontor_json_get_string (about, "currency", "EUR"));
  form->fixed = kontor_json_new_object ();
  kontor_json_set_string (form->fixed, key, kontor_json_get_string (about, "uid", ""));
  return form;
}

static gint64
to_minor (const KontorPayForm *form, gint64 thousandths)
{
  gint64 scale = 1;
  gint64 minor = 0;

  for (guint i = kontor_currency_digits (form->currency); i > 0; i--)
    scale *= 10;
  return kontor_scale_rounded (thousandths, scale, THOUSANDTHS, &minor) ? minor : 0;
}

static char *
dup_typed (gint64 minor, const char *currency)
{
  guint             digits = kontor_currency_digits (currency);
  KontorNumberStyle style = { kontor_format_decimal (), "" };

  return kontor_decimal_format (minor, digits, digits, &style);
}

static void
copy (KontorJson *to, const KontorJson *from, const char *key)
{
  const KontorJson *value = kontor_json_get (from, key);

  if (value != NULL)
    kontor_json_set (to, key, kontor_json_ref ((KontorJson *) value));
}

static KontorJson *
begin_params (const KontorPayForm *form)
{
  KontorJson *params = kontor_json_new_object ();

  for (guint i = 0; i < kontor_json_length (form->fixed); i++)
    copy (params, form->fixed, kontor_json_key_at (form->fixed, i));
  return params;
}

static void
set_amount (const KontorPayForm *form, KontorJson *params, const KontorJson *entered)
{
  if (kontor_json_get (entered, "amount_minor") != NULL)
    kontor_json_set_integer (params,
                             "amount_minor",
                             to_minor (form, kontor_json_get_integer (entered, "amount_minor", 0)));
}

/* --- a payment by hand --- */

static KontorJson *
shape_record (const KontorJson *entered, gpointer data)
{
  const KontorPayForm *form = data;
  KontorJson          *params = begin_params (form);

  set_amount (form, params, entered);
  copy (params, entered, "method");
  copy (params, entered, "reference");
  if (kontor_json_get (entered, "happened_on") != NULL)
    kontor_json_set_integer (
      params,
      "happened_on",
      kontor_day_from_time (kontor_json_get_integer (entered, "happened_on", 0),
                            kontor_format_zone ()));
  return params;
}

/**
 * kontor_pay_window_record:
 * @opener: what it was asked from
 * @company: whose
 * @invoice: as kontor_query_invoice_json() answers
 *
 * Asks for a payment that came by hand, cash or another way than a statement.
 */
void
kontor_pay_window_record (GtkWidget *opener, KontorCompany *company, const KontorJson *invoice)
{
  const KontorAskChoice methods[] = {
    { "transfer", _ ("Transfer") },
    { "cash", _ ("Cash") },
    { "card", _ ("Card") },
    { "paypal", _ ("PayPal") },
    { "direct_debit", _ ("Direct debit") },
  };
  g_autofree char *title = g_strdup_printf (_ ("Payment for %s"),
                                            kontor_json_get_string (invoice, "number", ""));
  g_autofree char *open = dup_typed (kontor_json_get_integer (invoice, "open_minor", 0),
                                     kontor_json_get_string (invoice, "currency", "EUR"));
  KontorAskWindow *window = kontor_ask_window_new (opener, company, title, _ ("_Record"));

  kontor_ask_window_add_entry (window, "amount_minor", _ ("_Amount"), KONTOR_ASK_CHANGE, TRUE);
  kontor_ask_window_set_text (window, "amount_minor", open);
  kontor_ask_window_add_choice (window, "method", _ ("_Method"), methods, G_N_ELEMENTS (methods));
  kontor_ask_window_choose (window, "method", "cash");
  kontor_ask_window_add_entry (window, "happened_on", _ ("_Day"), KONTOR_ASK_DAY, FALSE);
  kontor_ask_window_add_entry (window, "reference", _ ("Re_ference"), KONTOR_ASK_TEXT, FALSE);
  kontor_ask_window_set_hint (window, NULL, form_new (invoice, "invoice"), form_free);
  kontor_ask_window_set_shape (window, shape_record);
  kontor_ask_window_set_command (window, "payment.record", NULL, _ ("Payment recorded"), NULL);
  gtk_window_present (GTK_WINDOW (window));
}

static KontorJson *
shape_write_off (const KontorJson *entered, gpointer data)
{
  const KontorPayForm *form = data;
  KontorJson          *params = begin_params (form);

  set_amount (form, params, entered);
  copy (params, entered, "kind");
  copy (params, entered, "explanation");
  return params;
}

/**
 * kontor_pay_window_write_off:
 * @opener: what it was asked from
 * @company: whose
 * @invoice: as kontor_query_invoice_json() answers
 *
 * Asks how much of an invoice is waived, and why.
 */
void
kontor_pay_window_write_off (GtkWidget *opener, KontorCompany *company, const KontorJson *invoice)
{
  const KontorAskChoice kinds[] = {
    { "write_off", _ ("Written off") },
    { "cash_discount", _ ("Cash discount") },
  };
  g_autofree char *title = g_strdup_printf (_ ("Write off a Rest of %s"),
                                            kontor_json_get_string (invoice, "number", ""));
  g_autofree char *open = dup_typed (kontor_json_get_integer (invoice, "open_minor", 0),
                                     kontor_json_get_string (invoice, "currency", "EUR"));
  KontorAskWindow *window = kontor_ask_window_new (opener, company, title, _ ("_Write Off"));

  kontor_ask_window_add_entry (window, "amount_minor", _ ("_Amount"), KONTOR_ASK_CHANGE, TRUE);
  kontor_ask_window_set_text (window, "amount_minor", open);
  kontor_ask_window_add_choice (window, "kind", _ ("_As"), kinds, G_N_ELEMENTS (kinds));
  kontor_ask_window_choose (window, "kind", "write_off");
  kontor_ask_window_add_entry (window, "explanation", _ ("_Reason"), KONTOR_ASK_TEXT, FALSE);
  kontor_ask_window_set_hint (window, NULL, form_new (invoice, "invoice"), form_free);
  kontor_ask_window_set_shape (window, shape_write_off);
  kontor_ask_window_set_command (window, "payment.write_off", NULL, _ ("Written off"), NULL);
  gtk_window_present (GTK_WINDOW (window));
}

/* --- what an entry was for --- */

static KontorJson *
shape_allocate (const KontorJson *entered, gpointer data)
{
  const KontorPayForm *form = data;
  KontorJson          *params = begin_params (form);
  KontorJson          *shares = kontor_json_new_array ();
  KontorJson          *share = kontor_json_new_object ();

  set_amount (form, share, entered);
  copy (share, entered, "kind");
  copy (share, entered, "number");
  copy (share, entered, "explanation");
  kontor_json_append (shares, share);
  kontor_json_set (params, "shares", shares);
  return params;
}

/**
 * kontor_pay_window_allocate:
 * @opener: what it was asked from
 * @company: whose
 * @entry: as kontor_query_entry_json() answers
 * @then: (nullable): called when it was done
 *
 * Asks what a part of an entry was for; what is left is asked for again.
 */
void
kontor_pay_window_allocate (GtkWidget        *opener,
                            KontorCompany    *company,
                            const KontorJson *entry,
                            KontorActDone     then)
{
  const KontorAskChoice kinds[] = {
    { "payment", _ ("Payment of an invoice, or not for an invoice") },
    { "overpayment", _ ("Overpayment, kept for the customer") },
    { "fee", _ ("Fee of the bank") },
    { "cash_discount", _ ("Cash discount, besides the money") },
    { "write_off", _ ("Written off, besides the money") },
  };
  g_autofree char *left = dup_typed (kontor_json_get_integer (entry, "left_minor", 0),
                                     kontor_json_get_string (entry, "currency", "EUR"));
  KontorAskWindow *window = kontor_ask_window_new (
    opener, company, _ ("What Was It For?"), _ ("_Match"));

  kontor_ask_window_set_about (
    window,
    _ ("Name an invoice and how much of the entry is for it. What is left can be matched with "
       "another one afterwards."));
  kontor_ask_window_add_entry (window, "number", _ ("_Invoice"), KONTOR_ASK_TEXT, FALSE);
  kontor_ask_window_add_entry (window, "amount_minor", _ ("_Amount"), KONTOR_ASK_CHANGE, TRUE);
  kontor_ask_window_set_text (window, "amount_minor", left);
  kontor_ask_window_add_choice (window, "kind", _ ("_As"), kinds, G_N_ELEMENTS (kinds));
  kontor_ask_window_choose (window, "kind", "payment");
  kontor_ask_window_add_entry (window, "explanation", _ ("_Note"), KONTOR_ASK_TEXT, FALSE);
  kontor_ask_window_set_hint (window, NULL, form_new (entry, "entry"), form_free);
  kontor_ask_window_set_shape (window, shape_allocate);
  kontor_ask_window_set_command (window, "payment.allocate", NULL, _ ("Matched"), then);
  gtk_window_present (GTK_WINDOW (window));
}
