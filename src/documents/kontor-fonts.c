/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"
#include "kontor-fonts.h"

#include <fontconfig/fontconfig.h>
#include <pango/pangofc-fontmap.h>
#include <sys/mman.h>
#include <unistd.h>

#include "kontor-documents.h"
#include "kontor-fonts-resources.h"

#define RESOURCE_FOLDER "/org/kontorapp/Kontor/fonts/"

static const char *const font_files[] = {
  "Inter-Bold.otf",
  "Inter-Medium.otf",
  "Inter-Regular.otf",
};

static gboolean
write_all (int fd, const guint8 *data, gsize length)
{
  while (length > 0)
    {
      gssize written = write (fd, data, length);

      if (written <= 0)
        return FALSE;
      data += written;
      length -= (gsize) written;
    }

  return TRUE;
}

/* Fontconfig takes only names of files: an anonymous file has one without leaving anything on the
 * disk. It stays open, because FreeType opens it again by that name whenever a face was dropped
 * from cairo's cache. */
static gboolean
add_font (FcConfig *config, const char *name)
{
  g_autofree char *resource_path = g_strconcat (RESOURCE_FOLDER, name, NULL);
  g_autofree char *path = NULL;
  g_autoptr (GBytes) bytes = NULL;
  const guint8 *data;
  gsize         length;
  int           fd;

  bytes = g_resource_lookup_data (
    kontor_fonts_get_resource (), resource_path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  if (bytes == NULL)
    return FALSE;

  fd = memfd_create (name, MFD_CLOEXEC);
  if (fd < 0)
    return FALSE;

  data = g_bytes_get_data (bytes, &length);
  path = g_strdup_printf ("/proc/self/fd/%d", fd);
  if (write_all (fd, data, length) && FcConfigAppFontAddFile (config, (const FcChar8 *) path))
    return TRUE;

  close (fd);
  return FALSE;
}

static FcConfig *
load_fonts (void)
{
  FcConfig *config = FcConfigCreate ();

  for (guint i = 0; i < G_N_ELEMENTS (font_files); i++)
    if (!add_font (config, font_files[i]))
      {
        FcConfigDestroy (config); /* no cleanup function for foreign types that appear once */
        return NULL;
      }

  return config;
}

/* Read-only once made, and shared: cairo's cache of faces goes by the name of the file for the life
 * of the process. */
static FcConfig *
get_config (void)
{
  static gsize     once = 0;
  static FcConfig *config = NULL;

  if (g_once_init_enter (&once))
    {
      config = load_fonts ();
      g_once_init_leave (&once, 1);
    }

  return config;
}

/*
 * kontor_fonts_new_map:
 * @error: (nullable): return location
 *
 * Makes a font map that knows only the bundled family. Each drawing takes its own, so that threads
 * don't meet in one.
 *
 * Returns: (transfer full): a map, or %NULL with %KONTOR_DOCUMENT_ERROR_FAILED
 */
PangoFontMap *
kontor_fonts_new_map (GError **error)
{
  FcConfig     *config = get_config ();
  PangoFontMap *map;

  if (config == NULL)
    {
      g_set_error_literal (error,
                           KONTOR_DOCUMENT_ERROR,
                           KONTOR_DOCUMENT_ERROR_FAILED,
                           "the bundled fonts could not be loaded");
      return NULL;
    }

  map = pango_cairo_font_map_new_for_font_type (CAIRO_FONT_TYPE_FT);
  pango_fc_font_map_set_config (PANGO_FC_FONT_MAP (map), config);
  pango_cairo_font_map_set_resolution (PANGO_CAIRO_FONT_MAP (map), 72.0);
  return map;
}

/*
 * kontor_fonts_new_context:
 * @map: from kontor_fonts_new_map()
 * @language: "de" or "en": rules of the text, taken from here and not from the environment
 *
 * Returns: (transfer full): a context without hinting or rounding to pixels
 */
PangoContext *
kontor_fonts_new_context (PangoFontMap *map, const char *language)
{
  PangoContext         *context = pango_font_map_create_context (map);
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (context, options);
  cairo_font_options_destroy (options); /* the context has its copy */

  pango_context_set_round_glyph_positions (context, FALSE);
  pango_context_set_language (context, pango_language_from_string (language));
  pango_context_set_base_dir (context, PANGO_DIRECTION_LTR);
  return context;
}
