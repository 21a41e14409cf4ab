/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-test-folder.h"

#include <glib/gstdio.h>

/**
 * kontor_test_folder_new:
 *
 * Returns: (transfer full): the path of a new folder that only its owner may enter
 */
KontorTestFolder *
kontor_test_folder_new (void)
{
  g_autoptr (GError) error = NULL;
  KontorTestFolder *folder = g_dir_make_tmp ("kontor-XXXXXX", &error);

  g_assert_no_error (error);
  return folder;
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  if (!g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    dir = g_dir_open (path, 0, NULL); /* NULL for a file */

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_remove (path);
}

/**
 * kontor_test_folder_free:
 * @self: (transfer full): a folder
 *
 * Removes the folder and all in it.
 */
void
kontor_test_folder_free (KontorTestFolder *self)
{
  remove_tree (self);
  g_free (self); /* the last owner */
}

/**
 * kontor_test_folder_dup_path:
 * @self: a folder
 * @name: of a file in it
 *
 * Returns: (transfer full): the path of the file
 */
char *
kontor_test_folder_dup_path (const KontorTestFolder *self, const char *name)
{
  return g_build_filename (self, name, NULL);
}
