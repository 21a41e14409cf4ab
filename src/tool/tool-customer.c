/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n.h>

#include "kontor-tool.h"
#include "kontor-vies.h"

static KontorToolStatus
run_check_vat (KontorTool *self, int argc, char **argv, GError **error)
{
  g_autoptr (KontorJson) check = NULL;
  KontorUid uid;

  if (!kontor_tool_parse_options (&argc, &argv, NULL, 1, 1, error))
    return KONTOR_TOOL_USAGE;
  if (!kontor_tool_find (self, KONTOR_KIND_CUSTOMER, argv[1], &uid, error))
    return KONTOR_TOOL_FAILED;
  check = kontor_vies_check (self->replica, &uid, NULL, error);
  if (check == NULL)
    return KONTOR_TOOL_FAILED;
  kontor_tool_print_json (check);
  return KONTOR_TOOL_DONE;
}

static KontorToolStatus
run_customer (KontorTool *self, int argc, char **argv, GError **error)
{
  if (argc > 1 && g_str_equal (argv[1], "check-vat"))
    return run_check_vat (self, argc - 1, argv + 1, error);
  return kontor_tool_usage (error, _ ("What is to be done: check-vat"));
}

const KontorToolCommand kontor_tool_customer_commands[] = {
  { "customer",
    "check-vat CUSTOMER",
    N_ ("ask VIES whether a customer's VAT id is valid, and keep the answer as a proof"),
    TRUE,
    run_customer },
  { NULL },
};
