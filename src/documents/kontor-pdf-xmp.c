/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"
#include "kontor-pdf-private.h"

/* XMP metadata (ISO 16684-1) of a PDF/A-3 file: what the document is, that it is PDF/A-3b, and, for
 * an invoice, where its XML is (Factur-X 1.09, section 6.3). Properties that PDF/A does not know
 * must be described in the file itself (ISO 19005-3, 6.6.2.3). */

#define BYTE_ORDER_MARK "\xef\xbb\xbf"
#define PADDING_LINES 20 /* about 2 KB of room for programs that change the packet in place */

#define FX_URI "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#"

typedef struct
{
  const char *name;
  const char *description;
} Property;

static const Property properties[] = {
  { "DocumentFileName", "name of the embedded XML invoice file" },
  { "DocumentType", "type of the document: INVOICE" },
  { "Version", "version of the standard that the XML invoice follows" },
  { "ConformanceLevel", "conformance level of the embedded XML invoice" },
};

static void
open_description (GString *xmp, const char *prefix, const char *uri)
{
  g_string_append_printf (xmp, "<rdf:Description rdf:about=\"\" xmlns:%s=\"%s\">\n", prefix, uri);
}

static void
close_description (GString *xmp)
{
  g_string_append (xmp, "</rdf:Description>\n");
}

static void
add_element (GString *xmp, const char *name, const char *text)
{
  g_autofree char *clean = kontor_pdf_clean_text (text);
  g_autofree char *escaped = g_markup_escape_text (clean, -1);

  g_string_append_printf (xmp, "<%s>%s</%s>", name, escaped, name);
}

static void
add_list (GString *xmp, const char *name, const char *list, const char *attribute, const char *text)
{
  g_autofree char *clean = kontor_pdf_clean_text (text);
  g_autofree char *escaped = g_markup_escape_text (clean, -1);

  g_string_append_printf (xmp,
                          "<%s><rdf:%s><rdf:li%s>%s</rdf:li></rdf:%s></%s>\n",
                          name,
                          list,
                          attribute,
                          escaped,
                          list,
                          name);
}

static void
add_document (GString *xmp, const KontorPdfMetadata *metadata)
{
  open_description (xmp, "dc", "http://purl.org/dc/elements/1.1/");
  add_list (xmp, "dc:title", "Alt", " xml:lang=\"x-default\"", metadata->title);
  if (metadata->author != NULL)
    add_list (xmp, "dc:creator", "Seq", "", metadata->author);
  if (metadata->subject != NULL)
    add_list (xmp, "dc:description", "Alt", " xml:lang=\"x-default\"", metadata->subject);
  add_list (xmp, "dc:language", "Bag", "", metadata->language);
  close_description (xmp);
}

static void
add_times (GString *xmp, const KontorPdfMetadata *metadata)
{
  g_autoptr (GDateTime) date = kontor_pdf_date (metadata->created_at);
  g_autofree char *iso = g_date_time_format (date, "%Y-%m-%dT%H:%M:%SZ");

  open_description (xmp, "xmp", "http://ns.adobe.com/xap/1.0/");
  add_element (xmp, "xmp:CreateDate", iso);
  add_element (xmp, "xmp:ModifyDate", iso);
  add_element (xmp, "xmp:MetadataDate", iso);
  add_element (xmp, "xmp:CreatorTool", KONTOR_PDF_CREATOR);
  close_description (xmp);
}

static void
add_invoice (GString *xmp, const KontorPdfMetadata *metadata)
{
  gboolean xrechnung = g_strcmp0 (metadata->invoice_level, "XRECHNUNG") == 0;

  open_description (xmp, "fx", FX_URI);
  add_element (xmp, "fx:DocumentType", "INVOICE");
  add_element (xmp, "fx:DocumentFileName", metadata->invoice_name);
  add_element (xmp, "fx:Version", xrechnung ? "3.0" : "1.0");
  add_element (xmp, "fx:ConformanceLevel", metadata->invoice_level);
  close_description (xmp);
}

static void
add_property (GString *xmp, const Property *property)
{
  g_string_append (xmp, "<rdf:li rdf:parseType=\"Resource\">");
  add_element (xmp, "pdfaProperty:name", property->name);
  add_element (xmp, "pdfaProperty:valueType", "Text");
  add_element (xmp, "pdfaProperty:category", "external");
  add_element (xmp, "pdfaProperty:description", property->description);
  g_string_append (xmp, "</rdf:li>\n");
}

static void
add_extension_schema (GString *xmp)
{
  g_string_append (xmp,
                   "<rdf:Description rdf:about=\"\""
                   " xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\""
                   " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\""
                   " xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n"
                   "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\n");
  add_element (xmp, "pdfaSchema:schema", "Factur-X PDFA Extension Schema");
  add_element (xmp, "pdfaSchema:namespaceURI", FX_URI);
  add_element (xmp, "pdfaSchema:prefix", "fx");
  g_string_append (xmp, "\n<pdfaSchema:property><rdf:Seq>\n");
  for (guint i = 0; i < G_N_ELEMENTS (properties); i++)
    add_property (xmp, &properties[i]);
  g_string_append (
    xmp, "</rdf:Seq></pdfaSchema:property>\n</rdf:li></rdf:Bag></pdfaExtension:schemas>\n");
  close_description (xmp);
}

static void
add_padding (GString *xmp)
{
  for (guint i = 0; i < PADDING_LINES; i++)
    g_string_append_printf (xmp, "%99s\n", "");
}

/*
 * kontor_pdf_make_xmp:
 * @metadata: what the document says about itself
 *
 * Returns: (transfer full): the metadata packet
 */
GBytes *
kontor_pdf_make_xmp (const KontorPdfMetadata *metadata)
{
  GString *xmp = g_string_new ("<?xpacket begin=\"" BYTE_ORDER_MARK
                               "\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                               "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
                               "<rdf:RDF xmlns:rdf="
                               "\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n");

  open_description (xmp, "pdfaid", "http://www.aiim.org/pdfa/ns/id/");
  add_element (xmp, "pdfaid:part", "3");
  add_element (xmp, "pdfaid:conformance", "B");
  close_description (xmp);
  add_document (xmp, metadata);
  add_times (xmp, metadata);
  open_description (xmp, "pdf", "http://ns.adobe.com/pdf/1.3/");
  add_element (xmp, "pdf:Producer", KONTOR_PDF_PRODUCER);
  close_description (xmp);
  if (metadata->invoice_name != NULL)
    {
      add_invoice (xmp, metadata);
      add_extension_schema (xmp);
    }
  g_string_append (xmp, "</rdf:RDF>\n</x:xmpmeta>\n");
  add_padding (xmp);
  g_string_append (xmp, "<?xpacket end=\"w\"?>");
  return g_string_free_to_bytes (xmp);
}
