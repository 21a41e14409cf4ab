/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-write-file.h"

/**
 * kontor_write_file:
 * @file: what a person chose in the file dialog
 * @bytes: what comes into it
 * @error: return location for a `GError`, or %NULL
 *
 * Writes a whole file in place of the one that was there, if there was one. Waits for the disk: for
 * worker threads only.
 *
 * Errors: #GIOErrorEnum.
 *
 * Returns: whether it was written
 */
gboolean
kontor_write_file (GFile *file, GBytes *bytes, GError **error)
{
  return g_file_replace_contents (file,
                                  g_bytes_get_data (bytes, NULL),
                                  g_bytes_get_size (bytes),
                                  NULL,
                                  FALSE,
                                  G_FILE_CREATE_REPLACE_DESTINATION,
                                  NULL,
                                  NULL,
                                  error);
}
