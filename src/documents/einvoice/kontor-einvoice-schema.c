/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include <gio/gio.h>
#include <libxml/xmlIO.h>
#include <libxml/xmlschemas.h>
#include <string.h>

#include "kontor-einvoice-reader-private.h"
#include "kontor-einvoice-resources.h"

#define FOLDER "resource:///org/kontorapp/Kontor/einvoice/"
#define SCHEME "resource://"
#define MOST_ERRORS 20 /* one mistake can bring a hundred */
#define MOST_SHOWN 300 /* characters of an error */

typedef enum
{
  SCHEMA_MINIMUM,
  SCHEMA_BASIC_WL,
  SCHEMA_BASIC,
  SCHEMA_EN16931,
  SCHEMA_EXTENDED,
  SCHEMA_UBL_INVOICE,
  SCHEMA_UBL_CREDIT_NOTE,
} KontorSchemaKind;

static const char *const files[] = {
  [SCHEMA_MINIMUM] = "minimum/Factur-X_MINIMUM.xsd",
  [SCHEMA_BASIC_WL] = "basicwl/Factur-X_BASICWL.xsd",
  [SCHEMA_BASIC] = "basic/Factur-X_BASIC.xsd",
  [SCHEMA_EN16931] = "en16931/Factur-X_EN16931.xsd",
  [SCHEMA_EXTENDED] = "extended/Factur-X_EXTENDED.xsd",
  [SCHEMA_UBL_INVOICE] = "ubl-2.1/maindoc/UBL-Invoice-2.1.xsd",
  [SCHEMA_UBL_CREDIT_NOTE] = "ubl-2.1/maindoc/UBL-CreditNote-2.1.xsd",
};

struct _KontorEinvoiceSchemas
{
  xmlSchema *schemas[G_N_ELEMENTS (files)]; /* (owned) (nullable): compiled when first wanted */
};

static int
match_cb (const char *uri)
{
  return g_str_has_prefix (uri, FOLDER) ? 1 : 0;
}

static void *
open_cb (const char *uri)
{
  return g_resource_open_stream (
    kontor_einvoice_get_resource (), uri + strlen (SCHEME), G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
}

static int
read_cb (void *stream, char *buffer, int length)
{
  return (int) g_input_stream_read (stream, buffer, (gsize) length, NULL, NULL);
}

static int
close_cb (void *stream)
{
  g_object_unref (stream);
  return 0;
}

/* libxml2 has one list of these for the whole process; ours answers to our own addresses alone. */
static void
register_files (void)
{
  static gsize once;

  if (g_once_init_enter (&once))
    {
      xmlInitParser ();
      xmlRegisterInputCallbacks (match_cb, open_cb, read_cb, close_cb);
      g_once_init_leave (&once, 1);
    }
}

/**
 * kontor_einvoice_schemas_new:
 *
 * The official schemas that received invoices are measured by. Each is compiled when it is first
 * wanted, which takes some milliseconds. One thread at a time.
 *
 * Returns: (transfer full): schemas
 */
KontorEinvoiceSchemas *
kontor_einvoice_schemas_new (void)
{
  register_files ();
  return g_new0 (KontorEinvoiceSchemas, 1);
}

/**
 * kontor_einvoice_schemas_free:
 * @self: (nullable) (transfer full): schemas
 *
 * Frees them.
 */
void
kontor_einvoice_schemas_free (KontorEinvoiceSchemas *self)
{
  guint i;

  if (self == NULL)
    return;

  for (i = 0; i < G_N_ELEMENTS (files); i++)
    g_clear_pointer (&self->schemas[i], xmlSchemaFree);
  g_free (self);
}

static xmlSchema *
get_schema (KontorEinvoiceSchemas *self, KontorSchemaKind kind)
{
  g_autofree char     *uri = NULL;
  xmlSchemaParserCtxt *context;

  if (self->schemas[kind] != NULL)
    return self->schemas[kind];

  uri = g_strconcat (FOLDER, files[kind], NULL);
  context = xmlSchemaNewParserCtxt (uri);
  self->schemas[kind] = xmlSchemaParse (context);
  xmlSchemaFreeParserCtxt (context);
  g_assert (self->schemas[kind] != NULL); /* they are part of the program */
  return self->schemas[kind];
}

/* XRechnung in CII keeps to the profile EN 16931; so should what calls itself something unknown. */
static KontorSchemaKind
get_kind (const KontorEinvoice *einvoice)
{
  if (einvoice->syntax == KONTOR_SYNTAX_UBL)
    return SCHEMA_UBL_INVOICE;

  switch (einvoice->profile)
    {
    case KONTOR_PROFILE_MINIMUM:
      return SCHEMA_MINIMUM;
    case KONTOR_PROFILE_BASIC_WL:
      return SCHEMA_BASIC_WL;
    case KONTOR_PROFILE_BASIC:
      return SCHEMA_BASIC;
    case KONTOR_PROFILE_EXTENDED:
      return SCHEMA_EXTENDED;
    case KONTOR_PROFILE_EN16931:
    case KONTOR_PROFILE_XRECHNUNG:
    case KONTOR_PROFILE_UNKNOWN:
      return SCHEMA_EN16931;
    }

  g_return_val_if_reached (SCHEMA_EN16931);
}

typedef struct
{
  KontorEinvoiceReader *reader;
  guint                 n_errors;
} KontorValidation;

/* Namespaces in braces say nothing to people. */
static char *
dup_readable (const char *message)
{
  g_autoptr (GRegex) namespaces = g_regex_new ("\\{[^}]*\\}", 0, 0, NULL);
  g_autofree char *valid = g_utf8_make_valid (message, -1);
  g_autofree char *plain = g_regex_replace_literal (namespaces, valid, -1, 0, "", 0, NULL);

  g_strchomp (plain);
  return g_utf8_substring (plain, 0, MIN (g_utf8_strlen (plain, -1), MOST_SHOWN));
}

static void
error_cb (void *data, xmlError *error)
{
  KontorValidation *validation = data;
  g_autofree char  *text = NULL;

  if (validation->n_errors++ >= MOST_ERRORS)
    return;

  text = dup_readable (error->message != NULL ? error->message : "");
  kontor_reader_report (validation->reader, "XSD")->found = g_strdup_printf (
    "%d: %s", error->line, text);
}

/* Findings of rule XSD for whatever the schema does not allow: with the line of the file. */
void
kontor_einvoice_validate (KontorEinvoiceReader  *self,
                          KontorEinvoiceSchemas *schemas,
                          const xmlNode         *root)
{
  KontorValidation    validation = { self, 0 };
  KontorSchemaKind    kind = get_kind (self->result);
  xmlSchemaValidCtxt *context;

  if (kind == SCHEMA_UBL_INVOICE && strcmp (kontor_node_name (root), "CreditNote") == 0)
    kind = SCHEMA_UBL_CREDIT_NOTE;

  context = xmlSchemaNewValidCtxt (get_schema (schemas, kind));
  xmlSchemaSetValidStructuredErrors (context, error_cb, &validation);
  xmlSchemaValidateDoc (context, self->doc);
  xmlSchemaFreeValidCtxt (context);
}
