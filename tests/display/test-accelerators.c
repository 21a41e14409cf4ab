/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-application.h"

/* The shortcuts window lists what the accelerators do, and nothing else of the window. */

static GtkBuilder *
load_overlay (void)
{
  return gtk_builder_new_from_resource ("/org/kontorapp/Kontor/gtk/help-overlay.ui");
}

static gboolean
is_listed (GtkBuilder *builder, const char *wanted)
{
  g_autoptr (GSList) objects = gtk_builder_get_objects (builder);

  for (GSList *item = objects; item != NULL; item = item->next)
    {
      g_autofree char *action = NULL;

      if (!GTK_IS_SHORTCUTS_SHORTCUT (item->data))
        continue;
      g_object_get (item->data, "action-name", &action, NULL);
      if (g_strcmp0 (action, wanted) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_accelerator (GtkBuilder *builder, const char *wanted)
{
  g_autoptr (GSList) objects = gtk_builder_get_objects (builder);

  for (GSList *item = objects; item != NULL; item = item->next)
    {
      g_autofree char *accelerator = NULL;

      if (!GTK_IS_SHORTCUTS_SHORTCUT (item->data))
        continue;
      g_object_get (item->data, "accelerator", &accelerator, NULL);
      if (g_strcmp0 (accelerator, wanted) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
test_every_accelerator_is_listed (void)
{
  g_autoptr (GtkBuilder) builder = load_overlay ();
  guint                    n_accelerators = 0;
  const KontorAccelerator *accelerators = kontor_application_get_accelerators (&n_accelerators);

  for (guint i = 0; i < n_accelerators; i++)
    {
      /* The nine pages are one line. */
      if (g_str_has_prefix (accelerators[i].action, "win.nth-page"))
        g_assert_true (has_accelerator (builder, "<Alt>1...9"));
      else if (!is_listed (builder, accelerators[i].action))
        {
          g_test_message ("%s is not in help-overlay.ui", accelerators[i].action);
          g_test_fail ();
        }
    }
}

static gboolean
has_keys (const char *action)
{
  guint                    n_accelerators = 0;
  const KontorAccelerator *accelerators = kontor_application_get_accelerators (&n_accelerators);

  for (guint i = 0; i < n_accelerators; i++)
    if (g_str_equal (accelerators[i].action, action))
      return TRUE;
  return FALSE;
}

static void
test_every_listed_action_has_keys (void)
{
  g_autoptr (GtkBuilder) builder = load_overlay ();
  g_autoptr (GSList) objects = gtk_builder_get_objects (builder);

  for (GSList *item = objects; item != NULL; item = item->next)
    {
      g_autofree char *action = NULL;

      if (!GTK_IS_SHORTCUTS_SHORTCUT (item->data))
        continue;
      g_object_get (item->data, "action-name", &action, NULL);
      if (action != NULL && *action != '\0')
        g_assert_true (has_keys (action));
    }
}

static void
test_keys_are_not_given_twice (void)
{
  guint                    n_accelerators = 0;
  const KontorAccelerator *accelerators = kontor_application_get_accelerators (&n_accelerators);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < n_accelerators; i++)
    for (guint j = 0; accelerators[i].keys[j] != NULL; j++)
      g_assert_true (g_hash_table_add (seen, (gpointer) accelerators[i].keys[j]));
}

int
main (int argc, char **argv)
{
  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/accelerators/listed", test_every_accelerator_is_listed);
  g_test_add_func ("/accelerators/have-keys", test_every_listed_action_has_keys);
  g_test_add_func ("/accelerators/unique", test_keys_are_not_given_twice);
  return g_test_run ();
}
