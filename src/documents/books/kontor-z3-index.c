/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-z3-index.h"

#include <string.h>

#include "kontor-time.h"
#include "kontor-xml.h"

/* What of the standard this program writes, and no more: a file that follows it follows the
 * standard's own definition too. Importing programs look for it beside index.xml by its name. */
static const char dtd[] = "<!ELEMENT DataSet (Version, DataSupplier?, Media+)>\n"
                          "<!ELEMENT Version (#PCDATA)>\n"
                          "<!ELEMENT DataSupplier (Name, Location, Comment)>\n"
                          "<!ELEMENT Location (#PCDATA)>\n"
                          "<!ELEMENT Comment (#PCDATA)>\n"
                          "<!ELEMENT Media (Name, Table+)>\n"
                          "<!ELEMENT Table (URL, Name?, Description?, Validity?, UTF8?,"
                          " (DecimalSymbol, DigitGroupingSymbol)?, Range?, VariableLength)>\n"
                          "<!ELEMENT URL (#PCDATA)>\n"
                          "<!ELEMENT Name (#PCDATA)>\n"
                          "<!ELEMENT Description (#PCDATA)>\n"
                          "<!ELEMENT Validity (Range, Format?)>\n"
                          "<!ELEMENT Range (From, To?)>\n"
                          "<!ELEMENT From (#PCDATA)>\n"
                          "<!ELEMENT To (#PCDATA)>\n"
                          "<!ELEMENT UTF8 EMPTY>\n"
                          "<!ELEMENT DecimalSymbol (#PCDATA)>\n"
                          "<!ELEMENT DigitGroupingSymbol (#PCDATA)>\n"
                          "<!ELEMENT VariableLength (VariablePrimaryKey*, VariableColumn*)>\n"
                          "<!ELEMENT VariablePrimaryKey (Name, (Numeric | AlphaNumeric | Date))>\n"
                          "<!ELEMENT VariableColumn (Name, (Numeric | AlphaNumeric | Date))>\n"
                          "<!ELEMENT Numeric (Accuracy?)>\n"
                          "<!ELEMENT Accuracy (#PCDATA)>\n"
                          "<!ELEMENT AlphaNumeric EMPTY>\n"
                          "<!ELEMENT Date (Format?)>\n"
                          "<!ELEMENT Format (#PCDATA)>\n";

static void
write_empty (KontorXml *xml, const char *name)
{
  kontor_xml_open (xml, name);
  kontor_xml_keep (xml);
  kontor_xml_close (xml);
}

static void
write_number (KontorXml *xml, const char *accuracy)
{
  kontor_xml_open (xml, "Numeric");
  kontor_xml_keep (xml);
  kontor_xml_leaf (xml, "Accuracy", accuracy);
  kontor_xml_close (xml);
}

static void
write_type (KontorXml *xml, KontorZ3Type type)
{
  switch (type)
    {
    case KONTOR_Z3_TEXT:
    case KONTOR_Z3_TIME:
      write_empty (xml, "AlphaNumeric");
      return;
    case KONTOR_Z3_AMOUNT:
    case KONTOR_Z3_RATE:
      write_number (xml, "2");
      return;
    case KONTOR_Z3_QUANTITY:
      write_number (xml, "3");
      return;
    case KONTOR_Z3_NUMBER:
      write_number (xml, NULL);
      return;
    case KONTOR_Z3_DAY:
      kontor_xml_open (xml, "Date");
      kontor_xml_leaf (xml, "Format", "DD.MM.YYYY");
      kontor_xml_close (xml);
      return;
    }
}

static void
write_columns (KontorXml *xml, const KontorZ3Table *table)
{
  kontor_xml_open (xml, "VariableLength");
  for (guint i = 0; i < KONTOR_Z3_MAX_COLUMNS && table->columns[i].name != NULL; i++)
    {
      kontor_xml_open (xml, i < table->n_keys ? "VariablePrimaryKey" : "VariableColumn");
      kontor_xml_leaf (xml, "Name", table->columns[i].name);
      write_type (xml, table->columns[i].type);
      kontor_xml_close (xml);
    }
  kontor_xml_close (xml);
}

static void
write_range (KontorXml *xml, const char *from, const char *to)
{
  kontor_xml_open (xml, "Range");
  kontor_xml_leaf (xml, "From", from);
  kontor_xml_leaf (xml, "To", to);
  kontor_xml_close (xml);
}

static void
write_table (KontorXml *xml, const KontorZ3Table *table, const char *from, const char *to)
{
  kontor_xml_open (xml, "Table");
  kontor_xml_leaf (xml, "URL", table->file);
  kontor_xml_leaf (xml, "Name", table->name);
  kontor_xml_leaf (xml, "Description", table->description);
  kontor_xml_open (xml, "Validity");
  write_range (xml, from, to);
  kontor_xml_leaf (xml, "Format", "DD.MM.YYYY");
  kontor_xml_close (xml);
  write_empty (xml, "UTF8");
  kontor_xml_leaf (xml, "DecimalSymbol", ",");
  kontor_xml_leaf (xml, "DigitGroupingSymbol", ".");
  write_range (xml, "2", NULL); /* the first line has the names */
  write_columns (xml, table);
  kontor_xml_close (xml);
}

static void
write_supplier (KontorXml *xml, const char *company, const char *place)
{
  kontor_xml_open (xml, "DataSupplier");
  kontor_xml_leaf (xml, "Name", *company != '\0' ? company : "-");
  kontor_xml_leaf (xml, "Location", *place != '\0' ? place : "-");
  kontor_xml_leaf (xml, "Comment", "Datenträgerüberlassung (Z3), erstellt mit Kontor");
  kontor_xml_close (xml);
}

static char *
format_day (gint64 day)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();

  return kontor_time_format_local (day * KONTOR_DAY, zone, "%d.%m.%Y");
}

/* The document type stands behind the first line. */
static GBytes *
with_doctype (GBytes *xml)
{
  gsize       size = 0;
  const char *data = g_bytes_get_data (xml, &size);
  const char *end = memchr (data, '\n', size);
  gsize       first = (gsize) (end - data);
  GString    *out = g_string_new_len (data, (gssize) first);

  g_string_append (out, "\n<!DOCTYPE DataSet SYSTEM \"" KONTOR_Z3_DTD_NAME "\">");
  g_string_append_len (out, data + first, (gssize) (size - first));
  return g_string_free_to_bytes (out);
}

/**
 * kontor_z3_index:
 * @company: whose data it is
 * @place: where the company is
 * @from_day: first day of the period
 * @to_day: last day
 *
 * Describes kontor_z3_tables as the Beschreibungsstandard für die Datenträgerüberlassung wants it.
 *
 * Returns: (transfer full): index.xml
 */
GBytes *
kontor_z3_index (const char *company, const char *place, gint64 from_day, gint64 to_day)
{
  g_autoptr (KontorXml) xml = kontor_xml_new ();
  g_autoptr (GBytes) plain = NULL;
  g_autofree char *from = format_day (from_day);
  g_autofree char *to = format_day (to_day);

  kontor_xml_open (xml, "DataSet");
  kontor_xml_leaf (xml, "Version", "1.0");
  write_supplier (xml, company, place);
  kontor_xml_open (xml, "Media");
  kontor_xml_leaf (xml, "Name", "Kontor");
  for (guint i = 0; i < KONTOR_Z3_N_TABLES; i++)
    write_table (xml, &kontor_z3_tables[i], from, to);
  kontor_xml_close (xml);
  kontor_xml_close (xml);
  plain = kontor_xml_finish (xml);
  return with_doctype (plain);
}

/**
 * kontor_z3_dtd:
 *
 * Returns: (transfer full): the definition that lies beside index.xml
 */
GBytes *
kontor_z3_dtd (void)
{
  return g_bytes_new_static (dtd, sizeof dtd - 1);
}
