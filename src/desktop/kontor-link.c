/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-link.h"

static const char *const kinds[] = { "order", "customer", "product", "page", "search", NULL };

/**
 * kontor_link_parse:
 * @uri: as it came from a mail, a browser or the desktop's search
 *
 * Takes a link apart. Anything may be in it: what is not exactly of the form is refused.
 *
 * Returns: (transfer full) (nullable): NULL when it is no link of ours
 */
KontorLink *
kontor_link_parse (const char *uri)
{
  g_autoptr (GUri) parsed = g_uri_parse (uri, G_URI_FLAGS_NONE, NULL);
  g_autoptr (KontorLink) self = NULL;
  const char *path = NULL;

  if (parsed == NULL || !g_str_equal (g_uri_get_scheme (parsed), KONTOR_LINK_SCHEME))
    return NULL;
  path = g_uri_get_path (parsed);
  if (g_uri_get_host (parsed) == NULL || g_uri_get_port (parsed) != -1 || path[0] != '/'
      || path[1] == '\0')
    return NULL;
  self = g_new0 (KontorLink, 1);
  self->kind = g_ascii_strdown (g_uri_get_host (parsed), -1);
  self->name = g_strdup (path + 1);
  return g_strv_contains (kinds, self->kind) ? g_steal_pointer (&self) : NULL;
}

/**
 * kontor_link_to_uri:
 * @kind: "order", "customer", "product", "page" or "search"
 * @name: number, uid, name of a page, or words
 *
 * Returns: (transfer full): the link that kontor_link_parse() takes apart
 */
char *
kontor_link_to_uri (const char *kind, const char *name)
{
  g_autofree char *path = NULL;

  g_return_val_if_fail (g_strv_contains (kinds, kind), NULL);
  g_return_val_if_fail (name != NULL && *name != '\0', NULL);

  path = g_strconcat ("/", name, NULL);
  return g_uri_join (G_URI_FLAGS_NONE, KONTOR_LINK_SCHEME, NULL, kind, -1, path, NULL, NULL);
}

void
kontor_link_free (KontorLink *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->kind, g_free);
  g_clear_pointer (&self->name, g_free);
  g_free (self); /* allocated in kontor_link_parse() */
}
