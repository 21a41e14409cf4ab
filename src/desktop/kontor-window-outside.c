/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-window-private.h"

#include <glib/gi18n.h>

#include "kontor-link.h"
#include "kontor-pages.h"
#include "kontor-problem.h"
#include "kontor-toast.h"
#include "kontor-weak.h"

/* What comes to the window from outside: links, files that are opened or dropped, and what a
 * barcode scanner reads. */

static const struct
{
  const char *name;
  KontorKind  kind;
} kinds[] = {
  { "order", KONTOR_KIND_ORDER },
  { "customer", KONTOR_KIND_CUSTOMER },
  { "product", KONTOR_KIND_PRODUCT },
};

static gpointer
find_in_reader (KontorDatabase *database, gpointer data, GError **error)
{
  const KontorLink     *link = data;
  g_autofree KontorUid *uid = g_new0 (KontorUid, 1);

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].name, link->kind)
        && kontor_query_find (database, (int) kinds[i].kind, link->name, uid, error))
      return g_steal_pointer (&uid);
  return NULL;
}

typedef struct
{
  gpointer window; /* of kontor_weak_new() */
  char    *kind;   /* (owned) */
  char    *name;   /* (owned) */
} Wanted;

static void
wanted_free (Wanted *self)
{
  g_clear_pointer (&self->kind, g_free);
  g_clear_pointer (&self->name, g_free);
  g_free (self); /* allocated in show_record() */
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Wanted, wanted_free)

static void
tell_missing (KontorWindow *self, const Wanted *wanted)
{
  g_autofree char *message = NULL;

  if (g_str_equal (wanted->kind, "order"))
    message = g_strdup_printf (_ ("This company has no order “%s”"), wanted->name);
  else if (g_str_equal (wanted->kind, "customer"))
    message = g_strdup_printf (_ ("This company has no customer “%s”"), wanted->name);
  else
    message = g_strdup_printf (_ ("This company has no product “%s”"), wanted->name);
  kontor_toast (GTK_WIDGET (self->pages), message);
}

static void
record_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Wanted) wanted = user_data;
  g_autoptr (KontorWindow) self = kontor_weak_take (wanted->window);
  g_autoptr (GError) error = NULL;
  g_autofree KontorUid *uid = kontor_replica_read_finish (KONTOR_REPLICA (source), result, &error);

  if (self == NULL)
    return;
  if (uid != NULL)
    kontor_window_show_record (self, wanted->kind, uid);
  else if (g_error_matches (error, KONTOR_QUERY_ERROR, KONTOR_QUERY_ERROR_NOT_FOUND))
    tell_missing (self, wanted);
  else
    kontor_problem_present (GTK_WIDGET (self->pages), error);
}

static void
show_record (KontorWindow *self, KontorLink *link)
{
  Wanted *wanted = g_new0 (Wanted, 1);

  wanted->window = kontor_weak_new (self);
  wanted->kind = g_strdup (link->kind);
  wanted->name = g_strdup (link->name);
  kontor_replica_read_async (kontor_company_get_replica (self->company),
                             find_in_reader,
                             link,
                             (GDestroyNotify) kontor_link_free,
                             g_free,
                             self->cancellable,
                             record_found_cb,
                             wanted);
}

static void
open_link (KontorWindow *self, const char *uri)
{
  g_autoptr (KontorLink) link = kontor_link_parse (uri);
  g_autofree char *message = NULL;

  if (link != NULL && g_str_equal (link->kind, "search"))
    kontor_palette_search (self->palette, link->name);
  else if (link != NULL && g_str_equal (link->kind, "page")
           && kontor_window_show_page (self, link->name) != NULL)
    return;
  else if (link != NULL && !g_str_equal (link->kind, "page"))
    show_record (self, g_steal_pointer (&link));
  else
    {
      message = g_strdup_printf (_ ("“%s” is no link to anything in Kontor"), uri);
      kontor_toast (GTK_WIDGET (self->pages), message);
    }
}

/* Invoices come as XML or PDF; everything else is for the import, which says what it can't read. */
static const char *
page_for_file (KontorWindow *self, GFile *file)
{
  static const char *const statements[] = { ".sta", ".mt940", ".940", ".camt", ".c53", ".zip" };
  g_autofree char         *base = g_file_get_basename (file);
  g_autofree char         *name = base != NULL ? g_ascii_strdown (base, -1) : g_strdup ("");

  for (gsize i = 0; i < G_N_ELEMENTS (statements); i++)
    if (g_str_has_suffix (name, statements[i]))
      return "payments";
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->pages), "payments") == 0)
    return "payments"; /* the other forms of a statement are also those of other things */
  if (kontor_pages_find ("incoming") != NULL
      && (g_str_has_suffix (name, ".xml") || g_str_has_suffix (name, ".pdf")))
    return "incoming";
  return "import";
}

static gboolean
open_file (KontorWindow *self, GFile *file)
{
  KontorPage *page = kontor_window_show_page (self, page_for_file (self, file));

  return page != NULL && kontor_page_take_file (page, file);
}

/**
 * kontor_window_open:
 * @uri: a link (kontor://order/PS250523-1004) or the address of a file
 *
 * Opens what somebody chose outside of the window; once the company is open, if it is not yet.
 */
void
kontor_window_open (KontorWindow *self, const char *uri)
{
  g_autoptr (GFile) file = NULL;

  g_return_if_fail (KONTOR_IS_WINDOW (self));
  g_return_if_fail (uri != NULL);

  if (self->company == NULL)
    {
      g_ptr_array_add (self->waiting, g_strdup (uri));
      return;
    }
  if (g_str_has_prefix (uri, KONTOR_LINK_SCHEME ":"))
    {
      open_link (self, uri);
      return;
    }
  file = g_file_new_for_uri (uri);
  open_file (self, file);
}

/**
 * kontor_window_open_waiting:
 *
 * What was to be opened before there was a company.
 */
void
kontor_window_open_waiting (KontorWindow *self)
{
  g_autoptr (GPtrArray) waiting = g_steal_pointer (&self->waiting);

  self->waiting = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < waiting->len; i++)
    kontor_window_open (self, g_ptr_array_index (waiting, i));
}

static gboolean
dropped_cb (KontorWindow *self, const GValue *value)
{
  GdkFileList *files = g_value_get_boxed (value);
  g_autoptr (GSList) list = files != NULL ? gdk_file_list_get_files (files) : NULL;

  return list != NULL && self->company != NULL && open_file (self, list->data);
}

/**
 * kontor_window_attach_drop:
 *
 * A file that is dropped anywhere on the window is taken by the page that knows its kind.
 */
void
kontor_window_attach_drop (KontorWindow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect_object (target, "drop", G_CALLBACK (dropped_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

/* --- the scanner --- */

static void
scan_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (KontorWindow) self = kontor_weak_take (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorJson) found = kontor_company_query_finish (NULL, result, &error);
  KontorUid uid;

  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (found == NULL)
    kontor_problem_present (GTK_WIDGET (self->pages), error);
  else if (kontor_uid_parse (&uid, kontor_json_get_string (found, "uid", "")))
    kontor_window_show_record (self, kontor_json_get_string (found, "kind", ""), &uid);
  else
    kontor_toast (GTK_WIDGET (self->pages), _ ("Nothing has the code that was scanned"));
}

/* The page in front knows best what a code means; else what it names is opened. */
static void
scanned_cb (KontorWindow *self, const char *code)
{
  KontorPage *page = self->company != NULL ? kontor_window_get_page (self) : NULL;

  if (page == NULL || kontor_page_take_scan (page, code))
    return;
  kontor_company_query_text_async (self->company,
                                   kontor_query_scanned,
                                   code,
                                   1,
                                   self->cancellable,
                                   scan_found_cb,
                                   kontor_weak_new (self));
}

void
kontor_window_attach_scanner (KontorWindow *self)
{
  self->scanner = kontor_scan_router_new (GTK_WIDGET (self), self->settings);
  g_signal_connect_object (
    self->scanner, "scanned", G_CALLBACK (scanned_cb), self, G_CONNECT_SWAPPED);
}
