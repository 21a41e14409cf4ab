/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"
#include "kontor-pdf.h"

#include <string.h>

#include "kontor-documents.h"
#include "kontor-pdf-private.h"

#define READER "kontor-pdf-reader"
#define TOO_MUCH "it takes more time or memory than any invoice should"

static gboolean
refuse (GError **error, KontorDocumentError code, const char *reason)
{
  g_set_error (error, KONTOR_DOCUMENT_ERROR, code, "the file can't be read as PDF: %s", reason);
  return FALSE;
}

/* Where the reader may be, seen from the folder of the program: installed, in the folder of a
 * build, and there seen from a test. */
static char *
find_reader (void)
{
  static const char *const folders[] = { "../libexec", "../documents", "../../src/documents" };
  g_autofree char         *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char         *home = program != NULL ? g_path_get_dirname (program) : g_strdup (".");

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *path = g_build_filename (home, folders[i], READER, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_EXECUTABLE))
        return g_steal_pointer (&path);
    }

  return g_build_filename (KONTOR_LIBEXEC_DIR, READER, NULL);
}

/* Status 0: the answer; 1: a sentence; anything else: it was stopped at a limit or fell over. */
static GBytes *
understand (GSubprocess *reader, GBytes *answer, GError **error)
{
  g_autofree char *reason = NULL;
  int status = g_subprocess_get_if_exited (reader) ? g_subprocess_get_exit_status (reader) : -1;

  if (status == 0)
    return g_bytes_ref (answer);

  if (status == 1)
    reason = g_utf8_make_valid (g_bytes_get_data (answer, NULL),
                                (gssize) g_bytes_get_size (answer));
  refuse (error, KONTOR_DOCUMENT_ERROR_INVALID, reason != NULL ? reason : TOO_MUCH);
  return NULL;
}

static GPtrArray *
new_command (const char *const *arguments)
{
  GPtrArray *command = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (command, find_reader ());
  for (guint i = 0; arguments != NULL && arguments[i] != NULL; i++)
    g_ptr_array_add (command, g_strdup (arguments[i]));
  g_ptr_array_add (command, NULL);
  return command;
}

/* Returns: (transfer full) (nullable): what the reader wrote */
GBytes *
kontor_pdf_ask_reader (GBytes *pdf, const char *const *arguments, GError **error)
{
  g_autoptr (GPtrArray) command = new_command (arguments);
  g_autoptr (GSubprocess) reader = NULL;
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (GError) problem = NULL;

  reader = g_subprocess_newv ((const char *const *) command->pdata,
                              G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE
                                | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                              &problem);
  if (reader == NULL)
    {
      refuse (error, KONTOR_DOCUMENT_ERROR_FAILED, problem->message);
      return NULL;
    }

  /* A reader that ends before it has read all breaks the pipe: its status says more. */
  g_subprocess_communicate (reader, pdf, NULL, &answer, NULL, &problem);
  if (answer == NULL)
    answer = g_bytes_new_static ("", 0);
  g_subprocess_wait (reader, NULL, NULL);
  return understand (reader, answer, error);
}

/**
 * kontor_pdf_read_attachments:
 * @pdf: a file that may be a PDF, from anybody
 * @error: (nullable): return location
 *
 * Reads the files inside a PDF as kontor_pdf_read_own_attachments() does, in a process of its own
 * that has a limit of memory and of time: a file that was made to take all of either, or to make
 * the reader fall over, does no harm. Blocks: for worker threads.
 *
 * Returns: (transfer full) (element-type KontorPdfAttachment): the files, none for a PDF without;
 * %NULL with %KONTOR_DOCUMENT_ERROR_INVALID when it is no PDF, is larger than 100 MB, is locked, or
 * the reader had to be stopped, with %KONTOR_DOCUMENT_ERROR_FAILED when there is no reader
 */
GPtrArray *
kontor_pdf_read_attachments (GBytes *pdf, GError **error)
{
  g_autoptr (GBytes) answer = NULL;
  GPtrArray *attachments = NULL;

  g_return_val_if_fail (pdf != NULL, NULL);

  answer = kontor_pdf_ask_reader (pdf, NULL, error);
  if (answer == NULL)
    return NULL;

  attachments = kontor_pdf_unframe_attachments (answer);
  if (attachments == NULL)
    refuse (error, KONTOR_DOCUMENT_ERROR_INVALID, TOO_MUCH);
  return attachments;
}
