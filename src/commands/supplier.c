/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "kontor-record.h"

static const KontorFormField supplier_fields[] = {
  { "name", KONTOR_FORM_TEXT, KONTOR_FORM_REQUIRED, .most = 200 },
  { "email", KONTOR_FORM_TEXT, KONTOR_FORM_CAREFUL, .most = 254, .check = kontor_form_check_email },
  { "phone", KONTOR_FORM_TEXT, 0, .most = 60 },
  { "lead_days", KONTOR_FORM_INTEGER, 0, .least = 0, .most = 3650 },
  { "note", KONTOR_FORM_TEXT, 0, .most = 20000 },
  { "contact", KONTOR_FORM_TEXT, 0, .most = 200 },
  { "street", KONTOR_FORM_TEXT, KONTOR_FORM_CAREFUL, .most = 200 },
  { "postcode", KONTOR_FORM_TEXT, KONTOR_FORM_CAREFUL, .most = 20 },
  { "city", KONTOR_FORM_TEXT, KONTOR_FORM_CAREFUL, .most = 100 },
  { "country",
    KONTOR_FORM_TEXT,
    KONTOR_FORM_CAREFUL,
    .most = 2,
    .check = kontor_form_check_country },
  { "language", KONTOR_FORM_TEXT, 0, .most = 20, .check = kontor_form_check_language },
  { "account", KONTOR_FORM_TEXT, 0, .most = 60 },
  { NULL },
};

static const KontorRecordType supplier_type = {
  KONTOR_KIND_SUPPLIER, "supplier", supplier_fields, NULL
};

/* {name, email?, phone?, lead_days?, note?, contact?, street?, postcode?, city?, country?,
 * language?, account?} */
static gboolean
supplier_create (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  return kontor_record_create (
    context, &supplier_type, params, "supplier.archive", _ ("Create Supplier “%s”"), error);
}

/* {supplier, fields} */
static gboolean
supplier_edit (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  return kontor_record_edit (
    context, &supplier_type, params, "supplier.edit", _ ("Edit Supplier “%s”"), error);
}

/* {supplier} */
static gboolean
supplier_archive (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  return kontor_record_archive (context,
                                KONTOR_KIND_SUPPLIER,
                                params,
                                "supplier",
                                TRUE,
                                "supplier.restore",
                                _ ("Archive Supplier “%s”"),
                                error);
}

/* {supplier} */
static gboolean
supplier_restore (KontorCommandContext *context, const KontorJson *params, GError **error)
{
  return kontor_record_archive (context,
                                KONTOR_KIND_SUPPLIER,
                                params,
                                "supplier",
                                FALSE,
                                "supplier.archive",
                                _ ("Restore Supplier “%s”"),
                                error);
}

#define ROLES "staff finance admin"

const KontorCommandType kontor_supplier_commands[] = {
  {
    .name = "supplier.create",
    .version = 1,
    .kind = KONTOR_COMMAND_EDIT,
    .merge = "refused only when invalid",
    .roles = ROLES,
    .help = "{name, email?, phone?, lead_days?, note?, contact?, street?, postcode?, city?, "
            "country?, language?, account? (our customer number there)}",
    .run = supplier_create,
  },
  {
    .name = "supplier.edit",
    .version = 1,
    .kind = KONTOR_COMMAND_EDIT,
    .merge
    = "by field: the newest value wins; e-mail and address are refused when somebody else changed "
      "them since",
    .roles = ROLES,
    .help = "{supplier, fields: {name: {base?, new}}}",
    .run = supplier_edit,
  },
  {
    .name = "supplier.archive",
    .version = 1,
    .kind = KONTOR_COMMAND_EDIT,
    .merge = "done already: settled without noise",
    .roles = ROLES,
    .help = "{supplier}",
    .run = supplier_archive,
  },
  {
    .name = "supplier.restore",
    .version = 1,
    .kind = KONTOR_COMMAND_EDIT,
    .merge = "done already: settled without noise",
    .roles = ROLES,
    .help = "{supplier}",
    .run = supplier_restore,
  },
  { NULL },
};
