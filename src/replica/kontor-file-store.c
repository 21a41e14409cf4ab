/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-file-store.h"

#include <string.h>

#include "kontor-text.h"

typedef struct
{
  const char *sha256;
  const char *media_type;
  GBytes     *bytes;
} KontorStoredFile;

/**
 * kontor_file_store_sniff:
 *
 * Returns: (nullable): "image/png", "image/jpeg", "image/gif" or "image/webp" by the first bytes,
 * or NULL
 */
const char *
kontor_file_store_sniff (GBytes *bytes)
{
  gsize         size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  if (size > 12 && memcmp (data, "\211PNG\r\n\032\n", 8) == 0)
    return "image/png";
  if (size > 12 && memcmp (data, "\377\330\377", 3) == 0)
    return "image/jpeg";
  if (size > 12 && memcmp (data, "GIF8", 4) == 0)
    return "image/gif";
  if (size > 12 && memcmp (data, "RIFF", 4) == 0 && memcmp (data + 8, "WEBP", 4) == 0)
    return "image/webp";
  return NULL;
}

static gboolean
add_in_writer (KontorDatabase *database, gpointer data, GError **error)
{
  const KontorStoredFile *file = data;

  return kontor_database_run (
    database,
    "INSERT INTO stored_file (sha256, media_type, size, content) VALUES (?1, ?2, ?3, ?4) ON "
    "CONFLICT (sha256) DO NOTHING",
    error,
    KONTOR_VALUES (kontor_value_text (file->sha256),
                   kontor_value_text (file->media_type),
                   kontor_value_integer ((gint64) g_bytes_get_size (file->bytes)),
                   kontor_value_bytes (file->bytes)));
}

/**
 * kontor_file_store_add:
 * @bytes: a picture
 *
 * Keeps a file under the hash of its content; the same one twice is kept once. Blocking.
 *
 * Returns: (transfer full) (nullable): its SHA-256, or NULL with KONTOR_COMMAND_ERROR_INVALID when
 * it is no picture or too large
 */
char *
kontor_file_store_add (KontorReplica *replica, GBytes *bytes, GError **error)
{
  g_autofree char *sha256 = NULL;
  KontorStoredFile file = { .media_type = kontor_file_store_sniff (bytes), .bytes = bytes };

  if (file.media_type == NULL)
    {
      kontor_command_set_error (error,
                                KONTOR_COMMAND_ERROR_INVALID,
                                "picture",
                                "the file is no PNG, JPEG, GIF or WebP picture");
      return NULL;
    }
  if (g_bytes_get_size (bytes) > KONTOR_FILE_STORE_MOST_BYTES)
    {
      kontor_command_set_error (
        error, KONTOR_COMMAND_ERROR_INVALID, "picture", "the picture is larger than 10 MB");
      return NULL;
    }
  sha256 = kontor_text_sha256 (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  file.sha256 = sha256;
  return kontor_replica_write (replica, add_in_writer, &file, error) ? g_steal_pointer (&sha256)
                                                                     : NULL;
}

/**
 * kontor_file_store_keep:
 * @bytes: a document of any kind
 * @media_type: what it is, "application/pdf"
 *
 * Like kontor_file_store_add() for what is kept as it came: nothing is asked of it. Blocking.
 *
 * Returns: (transfer full) (nullable): its SHA-256
 */
char *
kontor_file_store_keep (KontorReplica *replica,
                        GBytes        *bytes,
                        const char    *media_type,
                        GError       **error)
{
  g_autofree char *sha256 = kontor_text_sha256 (g_bytes_get_data (bytes, NULL),
                                                (gssize) g_bytes_get_size (bytes));
  KontorStoredFile file = { .sha256 = sha256, .media_type = media_type, .bytes = bytes };

  return kontor_replica_write (replica, add_in_writer, &file, error) ? g_steal_pointer (&sha256)
                                                                     : NULL;
}

/**
 * kontor_file_store_read:
 * @sha256: (type utf8): which
 *
 * Returns: (transfer full) (nullable): GBytes, or NULL without an error when it is not here
 */
gpointer
kontor_file_store_read (KontorDatabase *database, gpointer sha256, GError **error)
{
  g_autoptr (KontorStatement) statement = kontor_database_query (
    database,
    "SELECT content FROM stored_file WHERE sha256 = ?1",
    error,
    KONTOR_VALUES (kontor_value_text (sha256)));

  if (statement == NULL || !kontor_statement_step_row (statement, error))
    return NULL;
  return kontor_statement_dup_bytes (statement, 0);
}

/**
 * kontor_file_store_load:
 *
 * Blocking.
 *
 * Returns: (transfer full) (nullable): the file's bytes, or NULL without an error when it is not
 * here
 */
GBytes *
kontor_file_store_load (KontorReplica *replica, const char *sha256, GError **error)
{
  return kontor_replica_read (replica, kontor_file_store_read, (gpointer) sha256, error);
}
