/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-tool.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <unistd.h>

typedef struct
{
  KontorKind  kind;
  const char *name;
} KontorToolFind;

static gpointer
find_in_reader (KontorDatabase *database, gpointer data, GError **error)
{
  const KontorToolFind *find = data;
  g_autofree KontorUid *uid = g_new0 (KontorUid, 1);

  if (!kontor_query_find (database, (int) find->kind, find->name, uid, error))
    return NULL;
  return g_steal_pointer (&uid);
}

/**
 * kontor_tool_find:
 * @kind: what it is
 * @name: number, SKU, e-mail address or uid
 *
 * Returns: FALSE with KONTOR_QUERY_ERROR_NOT_FOUND when nothing has this name
 */
gboolean
kontor_tool_find (
  KontorTool *self, KontorKind kind, const char *name, KontorUid *uid, GError **error)
{
  KontorToolFind        find = { kind, name };
  g_autofree KontorUid *found = kontor_replica_read (self->replica, find_in_reader, &find, error);

  if (found == NULL)
    return FALSE;
  *uid = *found;
  return TRUE;
}

/**
 * kontor_tool_parse_options:
 * @argc: (inout): count, the subcommand's name included
 * @argv: (inout): words; options are taken out
 * @entries: (nullable): options of the subcommand
 * @least: fewest words after the name that make sense
 * @most: most words, or -1 for any number
 *
 * Returns: FALSE with a G_OPTION_ERROR when the words do not fit
 */
gboolean
kontor_tool_parse_options (
  int *argc, char ***argv, const GOptionEntry *entries, int least, int most, GError **error)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  g_option_context_set_help_enabled (context, FALSE);
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;
  if (*argc - 1 < least || (most >= 0 && *argc - 1 > most))
    {
      g_set_error_literal (error,
                           G_OPTION_ERROR,
                           G_OPTION_ERROR_FAILED,
                           *argc - 1 < least ? _ ("something is missing")
                                             : _ ("there is a word too many"));
      return FALSE;
    }
  return TRUE;
}

/**
 * kontor_tool_usage:
 *
 * Sets a usage error.
 *
 * Returns: KONTOR_TOOL_USAGE
 */
KontorToolStatus
kontor_tool_usage (GError **error, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list          arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, message);
  return KONTOR_TOOL_USAGE;
}

/**
 * kontor_tool_print_json:
 *
 * Writes a value and a line end to standard output.
 */
void
kontor_tool_print_json (const KontorJson *value)
{
  g_autofree char *text = kontor_json_to_string (value);

  puts (text);
}

static GBytes *
read_stream (int descriptor, GError **error)
{
  g_autoptr (GByteArray) data = g_byte_array_new ();
  guint8 buffer[65536];
  gssize n;

  while ((n = read (descriptor, buffer, sizeof buffer)) != 0)
    {
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          g_set_error (error,
                       G_FILE_ERROR,
                       (int) g_file_error_from_errno (errno),
                       _ ("standard input was not read: %s"),
                       g_strerror (errno));
          return NULL;
        }
      g_byte_array_append (data, buffer, (guint) n);
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&data));
}

/**
 * kontor_tool_read_input:
 * @path: file, or "-" for standard input
 *
 * Returns: (transfer full): the whole of it
 */
GBytes *
kontor_tool_read_input (const char *path, GError **error)
{
  char *contents = NULL;
  gsize length = 0;

  if (g_str_equal (path, "-"))
    return read_stream (STDIN_FILENO, error);
  if (!g_file_get_contents (path, &contents, &length, error))
    return NULL;
  return g_bytes_new_take (contents, length);
}

/**
 * kontor_tool_write_output:
 * @path: file, written through a temporary one, or "-" for standard output
 */
gboolean
kontor_tool_write_output (const char *path, GBytes *bytes, GError **error)
{
  gsize       length;
  const char *data = g_bytes_get_data (bytes, &length);

  if (!g_str_equal (path, "-"))
    return g_file_set_contents (path, data, (gssize) length, error);
  if (fwrite (data, 1, length, stdout) == length && fflush (stdout) == 0)
    return TRUE;
  g_set_error (error,
               G_FILE_ERROR,
               (int) g_file_error_from_errno (errno),
               _ ("standard output was not written: %s"),
               g_strerror (errno));
  return FALSE;
}
