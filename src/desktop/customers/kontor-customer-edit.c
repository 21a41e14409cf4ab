/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-customer-edit.h"

#include <glib/gi18n.h>

#include "kontor-customer-words.h"

gboolean
kontor_customer_uid (const KontorJson *customer, KontorUid *uid)
{
  return customer != NULL && kontor_uid_parse (uid, kontor_json_get_string (customer, "uid", ""));
}

/**
 * kontor_customer_params:
 *
 * Returns: (transfer full): parameters of a command that name the customer and nothing else
 */
KontorJson *
kontor_customer_params (const KontorJson *customer)
{
  KontorJson *params = kontor_json_new_object ();

  kontor_json_set_string (params, "customer", kontor_json_get_string (customer, "uid", ""));
  return params;
}

/**
 * kontor_customer_edit_field:
 * @key: a field of customer.edit
 * @value: its new value; what it was is sent along, so that nobody's change is lost
 * @then: (nullable): called when it was done or refused
 */
void
kontor_customer_edit_field (GtkWidget        *widget,
                            KontorCompany    *company,
                            const KontorJson *customer,
                            const char       *key,
                            const char       *value,
                            KontorActDone     then)
{
  KontorJson *params = kontor_customer_params (customer);
  KontorJson *fields = kontor_json_new_object ();
  KontorJson *field = kontor_json_new_object ();
  /* Translators: toast after an edit; "E-mail changed". */
  g_autofree char *done = g_strdup_printf (_ ("%s changed"), kontor_customer_field_title (key));

  kontor_json_set_string (field, "base", kontor_json_get_string (customer, key, ""));
  kontor_json_set_string (field, "new", value);
  kontor_json_set (fields, key, field);
  kontor_json_set (params, "fields", fields);
  kontor_act_then (widget, company, "customer.edit", params, done, then);
}

/* A row without its position: as commands take it. */
static KontorJson *
strip_row (const KontorJson *row)
{
  KontorJson *copy = kontor_json_new_object ();

  for (guint i = 0; i < kontor_json_length (row); i++)
    {
      const char *key = kontor_json_key_at (row, i);

      if (!g_str_equal (key, "position"))
        kontor_json_set_string (copy, key, kontor_json_get_string (row, key, ""));
    }
  return copy;
}

static KontorJson *
strip_list (const KontorJson *list)
{
  KontorJson *copy = kontor_json_new_array ();

  for (guint i = 0; list != NULL && i < kontor_json_length (list); i++)
    kontor_json_append (copy, strip_row (kontor_json_at (list, i)));
  return copy;
}

/**
 * kontor_customer_edit_list:
 * @name: "addresses" or "contacts"
 * @list: (transfer full): all of them, as they shall be
 * @done: what a toast says
 */
void
kontor_customer_edit_list (GtkWidget        *widget,
                           KontorCompany    *company,
                           const KontorJson *customer,
                           const char       *name,
                           KontorJson       *list,
                           const char       *done)
{
  g_autofree char *command = g_strconcat ("customer.set_", name, NULL);
  KontorJson      *params = kontor_customer_params (customer);

  kontor_json_set (params, name, list);
  kontor_json_set (params, "base", strip_list (kontor_json_get_array (customer, name)));
  kontor_act (widget, company, command, params, done);
}

void
kontor_customer_edit_tag (GtkWidget        *widget,
                          KontorCompany    *company,
                          const KontorJson *customer,
                          const char       *tag,
                          gboolean          add)
{
  KontorJson      *params = kontor_customer_params (customer);
  KontorJson      *tags = kontor_json_new_array ();
  g_autofree char *done = g_strdup_printf (add ? _ ("Tag “%s” added") : _ ("Tag “%s” removed"),
                                           tag);

  kontor_json_append (tags, kontor_json_new_string (tag));
  kontor_json_set (params, add ? "add" : "remove", tags);
  kontor_act (widget, company, "customer.set_tags", params, done);
}

/**
 * kontor_customer_list_with:
 * @list: (nullable): addresses or contacts
 * @position: of the one to replace; the length appends
 * @item: (transfer full) (nullable): in its place; NULL removes it
 *
 * Returns: (transfer full): the list as commands take it
 */
KontorJson *
kontor_customer_list_with (const KontorJson *list, guint position, KontorJson *item)
{
  KontorJson *copy = kontor_json_new_array ();
  guint       n_rows = list != NULL ? kontor_json_length (list) : 0;

  for (guint i = 0; i < n_rows; i++)
    if (i != position)
      kontor_json_append (copy, strip_row (kontor_json_at (list, i)));
    else if (item != NULL)
      kontor_json_append (copy, item);
  if (position >= n_rows && item != NULL)
    kontor_json_append (copy, item);
  return copy;
}

/**
 * kontor_customer_list_first:
 * @position: of the row that goes to the front: the first of its kind is the one that is used
 *
 * Returns: (transfer full): the list as commands take it
 */
KontorJson *
kontor_customer_list_first (const KontorJson *list, guint position)
{
  KontorJson *copy = kontor_json_new_array ();

  kontor_json_append (copy, strip_row (kontor_json_at (list, position)));
  for (guint i = 0; i < kontor_json_length (list); i++)
    if (i != position)
      kontor_json_append (copy, strip_row (kontor_json_at (list, i)));
  return copy;
}
