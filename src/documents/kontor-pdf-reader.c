/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "kontor-pdf-private.h"

/* Reads a PDF from the standard input and writes the files inside it, a page as a picture, or its
 * text to the standard output: a process of its own, because a file made with malice may take all
 * memory or make a library fall over. See kontor_pdf_read_attachments(), kontor_pdf_read_page() and
 * kontor_pdf_read_text(). */

#define MAX_PDF (100u * 1024u * 1024u)
#define MAX_MEMORY (1024u * 1024u * 1024u)
#define MAX_SECONDS 20

static void
limit (int resource, rlim_t most)
{
  setrlimit (resource, &(struct rlimit){ most, most });
}

static void
set_limits (void)
{
  limit (RLIMIT_CPU, MAX_SECONDS);
  limit (RLIMIT_CORE, 0);
#ifndef __SANITIZE_ADDRESS__ /* which maps more than any machine has */
  limit (RLIMIT_AS, MAX_MEMORY);
#endif
}

static GBytes *
read_input (void)
{
  g_autoptr (GByteArray) input = g_byte_array_new ();
  guint8 chunk[64 * 1024];
  gssize n_read = 0;

  while (input->len <= MAX_PDF && (n_read = read (STDIN_FILENO, chunk, sizeof chunk)) > 0)
    g_byte_array_append (input, chunk, (guint) n_read);

  return g_byte_array_free_to_bytes (g_steal_pointer (&input));
}

static gboolean
write_output (gconstpointer data, gsize length)
{
  return fwrite (data, 1, length, stdout) == length && fflush (stdout) == 0;
}

static GBytes *
answer_attachments (GBytes *input, GError **error)
{
  g_autoptr (GPtrArray) attachments = kontor_pdf_read_own_attachments (input, error);

  return attachments != NULL ? kontor_pdf_frame_attachments (attachments) : NULL;
}

/* Without a word the files inside; "page" NUMBER WIDTH; "text". */
static GBytes *
answer (int argc, char **argv, GBytes *input, GError **error)
{
  if (argc == 4 && strcmp (argv[1], "page") == 0)
    return kontor_pdf_draw (input, atoi (argv[2]), atoi (argv[3]), error);
  if (argc == 2 && strcmp (argv[1], "text") == 0)
    return kontor_pdf_extract_text (input, error);
  return answer_attachments (input, error);
}

int
main (int argc, char **argv)
{
  g_autoptr (GBytes) input = NULL;
  g_autoptr (GBytes) output = NULL;
  g_autoptr (GError) error = NULL;

  set_limits ();
  input = read_input ();
  output = answer (argc, argv, input, &error);
  if (output == NULL)
    {
      const char *reason = strstr (error->message, ": ");

      reason = reason != NULL ? reason + 2 : error->message;
      write_output (reason, strlen (reason));
      return 1;
    }

  return write_output (g_bytes_get_data (output, NULL), g_bytes_get_size (output)) ? 0 : 2;
}
