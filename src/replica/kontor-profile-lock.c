/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-profile-lock.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "kontor-replica.h"

#define LOCK_FILE "lock"
#define PROGRAMS_FILE "programs"

static gboolean
is_running (const char *line)
{
  pid_t pid = (pid_t) strtol (line, NULL, 10);

  return pid > 0 && (kill (pid, 0) == 0 || errno == EPERM);
}

/* Lines "PID NAME" of those who said that they are here and still run. */
static GPtrArray *
list_programs (const char *folder, gboolean with_self)
{
  GPtrArray       *programs = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *path = g_build_filename (folder, PROGRAMS_FILE, NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return programs;
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (is_running (lines[i]) && (with_self || strtol (lines[i], NULL, 10) != getpid ()))
      g_ptr_array_add (programs, g_strdup (lines[i]));
  return programs;
}

/* Only for the sentence in an error, so a list that can't be written stops nothing. */
static void
write_programs (const char *folder, gboolean with_self)
{
  g_autoptr (GPtrArray) programs = list_programs (folder, FALSE);
  g_autofree char *path = g_build_filename (folder, PROGRAMS_FILE, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  if (with_self)
    g_ptr_array_add (programs,
                     g_strdup_printf ("%ld %s",
                                      (long) getpid (),
                                      g_get_prgname () != NULL ? g_get_prgname () : "kontor"));
  g_ptr_array_add (programs, NULL);
  text = g_strjoinv ("\n", (char **) programs->pdata);
  if (!g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_NONE, 0600, &error))
    g_debug ("%s", error->message);
}

/**
 * kontor_profile_lock_set_in_use:
 *
 * Sets KONTOR_REPLICA_ERROR_IN_USE with a sentence that names who may have the profile open.
 */
void
kontor_profile_lock_set_in_use (const char *folder, GError **error)
{
  g_autoptr (GPtrArray) programs = list_programs (folder, FALSE);
  const char *line = programs->len > 0 ? g_ptr_array_index (programs, programs->len - 1) : NULL;
  const char *name = line != NULL ? strchr (line, ' ') : NULL;

  if (name == NULL)
    g_set_error (error,
                 KONTOR_REPLICA_ERROR,
                 KONTOR_REPLICA_ERROR_IN_USE,
                 "the profile “%s” is in use by another program",
                 folder);
  else
    g_set_error (error,
                 KONTOR_REPLICA_ERROR,
                 KONTOR_REPLICA_ERROR_IN_USE,
                 "the profile “%s” is in use, probably by “%s” (process %ld)",
                 folder,
                 name + 1,
                 strtol (line, NULL, 10));
}

/**
 * kontor_profile_lock_take:
 * @alone: whether nobody else may have the profile open
 *
 * Returns: a lock for kontor_profile_lock_release(), or -1 with KONTOR_REPLICA_ERROR_IN_USE or a
 * file error
 */
int
kontor_profile_lock_take (const char *folder, gboolean alone, GError **error)
{
  g_autofree char *path = g_build_filename (folder, LOCK_FILE, NULL);
  int              lock = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  if (lock < 0)
    {
      g_set_error (error,
                   G_FILE_ERROR,
                   (int) g_file_error_from_errno (errno),
                   "the profile “%s” can't be locked: %s",
                   folder,
                   g_strerror (errno));
      return -1;
    }
  if (flock (lock, (alone ? LOCK_EX : LOCK_SH) | LOCK_NB) != 0)
    {
      kontor_profile_lock_set_in_use (folder, error);
      close (lock);
      return -1;
    }
  write_programs (folder, TRUE);
  return lock;
}

/**
 * kontor_profile_lock_release:
 * @lock: what kontor_profile_lock_take() returned
 */
void
kontor_profile_lock_release (int lock, const char *folder)
{
  write_programs (folder, FALSE);
  close (lock);
}
