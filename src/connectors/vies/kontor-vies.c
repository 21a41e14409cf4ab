/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-vies.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>
#include <string.h>

#include "kontor-codes.h"
#include "kontor-form.h"
#include "kontor-queries.h"

/* The REST interface of VIES, from what its users write about it (python-stdnum issue 496,
 * invoiceninja pull request 12249): GET /ms/CC/vat/NUMBER answers an object with isValid,
 * userError, name, address, requestDate and requestIdentifier; the number goes without its country,
 * Greece is EL. Not verified against the service itself: that requesterMemberStateCode and
 * requesterNumber are what brings the number of the consultation here, and that errors come as
 * {"errorWrappers":[{"error"}]} too. An answer without a meaning is refused, whichever it is. */

#define SERVICE "https://ec.europa.eu/taxation_customs/vies/rest-api"
#define ADDRESS_VARIABLE "KONTOR_VIES" /* another address, for tests and for a company's proxy */
#define TIMEOUT_S 20
#define MOST_BYTES (64 * 1024)

G_DEFINE_QUARK (kontor_vies_error, kontor_vies_error)

static const char *
get_service (void)
{
  const char *other = g_getenv (ADDRESS_VARIABLE);

  return other != NULL && *other != '\0' ? other : SERVICE;
}

/* --- the answer --- */

static const char *
find_code (const KontorJson *answer)
{
  const KontorJson *wrappers = kontor_json_get_array (answer, "errorWrappers");

  if (kontor_json_length (wrappers) > 0)
    return kontor_json_get_string (kontor_json_at (wrappers, 0), "error", "");
  return kontor_json_get_string (answer, "userError", "");
}

static gboolean
is_busy (const char *code)
{
  return g_str_has_suffix (code, "MAX_CONCURRENT_REQ")
         || g_str_has_suffix (code, "MAX_CONCURRENT_REQ_TIME");
}

/* A code that is not known is shown, but not at any length. */
static void
fail_refused (const char *code, const char *vat_id, GError **error)
{
  g_autofree char *shown = g_utf8_substring (code, 0, MIN (g_utf8_strlen (code, -1), 60));

  g_set_error (error,
               KONTOR_VIES_ERROR,
               KONTOR_VIES_ERROR_REFUSED,
               _ ("VIES refused to look at “%s”: %s"),
               vat_id,
               shown);
}

/* What the service says instead of an answer. */
static gboolean
check_code (const char *code, const char *vat_id, GError **error)
{
  static const char *const absent[] = { "SERVICE_UNAVAILABLE", "TIMEOUT", "SERVER_BUSY", NULL };

  if (*code == '\0' || g_str_equal (code, "VALID") || g_str_equal (code, "INVALID"))
    return TRUE;
  if (g_str_equal (code, "MS_UNAVAILABLE"))
    g_set_error (error,
                 KONTOR_VIES_ERROR,
                 KONTOR_VIES_ERROR_UNAVAILABLE,
                 _ ("the VAT register of “%.2s” does not answer at the moment"),
                 vat_id);
  else if (is_busy (code))
    g_set_error_literal (error,
                         KONTOR_VIES_ERROR,
                         KONTOR_VIES_ERROR_UNAVAILABLE,
                         _ ("VIES has too many questions at the moment"));
  else if (g_strv_contains (absent, code))
    g_set_error_literal (error,
                         KONTOR_VIES_ERROR,
                         KONTOR_VIES_ERROR_UNAVAILABLE,
                         _ ("VIES does not answer at the moment"));
  else if (g_str_equal (code, "INVALID_REQUESTER_INFO"))
    g_set_error_literal (error,
                         KONTOR_VIES_ERROR,
                         KONTOR_VIES_ERROR_REFUSED,
                         _ ("VIES does not know the company's own VAT id: correct it in Settings"));
  else
    fail_refused (code, vat_id, error);
  return FALSE;
}

/* Registers that say no names answer dashes. Lines of an address become one. */
static void
set_text (KontorJson *check, const char *key, const char *text, gsize most)
{
  g_autofree char *plain = g_strdelimit (g_strdup (text), "\r\n\t", ' ');
  g_autofree char *cut = NULL;

  g_strstrip (plain);
  if (strspn (plain, "- ") == strlen (plain))
    *plain = '\0';
  cut = g_utf8_substring (plain, 0, MIN ((gsize) g_utf8_strlen (plain, -1), most));
  kontor_json_set_string (check, key, cut);
}

static gboolean
read_valid (const KontorJson *answer, gboolean *is_valid, GError **error)
{
  const char *keys[] = { "isValid", "valid" };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (kontor_json_has (answer, keys[i])
        && kontor_json_get_boolean (answer, keys[i], FALSE)
             == kontor_json_get_boolean (answer, keys[i], TRUE))
      {
        *is_valid = kontor_json_get_boolean (answer, keys[i], FALSE);
        return TRUE;
      }
  g_set_error_literal (error,
                       KONTOR_VIES_ERROR,
                       KONTOR_VIES_ERROR_PROTOCOL,
                       _ ("VIES answered something that has no meaning here"));
  return FALSE;
}

/**
 * kontor_vies_parse:
 * @text: an answer of the service; a stranger's
 * @length: its bytes, or -1
 * @vat_id: that was asked for
 * @error: return location for an error
 *
 * Errors: #KontorViesError; one that is not understood is never taken for valid or not.
 *
 * Returns: (transfer full): {"vat_id","is_valid","name","address","consultation"}, or %NULL
 */
KontorJson *
kontor_vies_parse (const char *text, gssize length, const char *vat_id, GError **error)
{
  g_autoptr (KontorJson) answer = kontor_json_parse (text, length, NULL);
  g_autoptr (KontorJson) check = kontor_json_new_object ();
  gboolean is_valid = FALSE;

  if (!check_code (find_code (answer), vat_id, error) || !read_valid (answer, &is_valid, error))
    return NULL;
  kontor_json_set_string (check, "vat_id", vat_id);
  kontor_json_set_boolean (check, "is_valid", is_valid);
  set_text (check, "name", kontor_json_get_string (answer, "name", ""), 300);
  set_text (check, "address", kontor_json_get_string (answer, "address", ""), 500);
  set_text (check, "consultation", kontor_json_get_string (answer, "requestIdentifier", ""), 60);
  return g_steal_pointer (&check);
}

/* --- the question --- */

static char *
make_url (const char *vat_id, const char *requester)
{
  g_autofree char *number = g_uri_escape_string (vat_id + 2, NULL, FALSE);
  g_autofree char *own = NULL;

  if (strlen (requester) < 3)
    return g_strdup_printf ("%s/ms/%.2s/vat/%s", get_service (), vat_id, number);
  own = g_uri_escape_string (requester + 2, NULL, FALSE);
  return g_strdup_printf ("%s/ms/%.2s/vat/%s?requesterMemberStateCode=%.2s&requesterNumber=%s",
                          get_service (),
                          vat_id,
                          number,
                          requester,
                          own);
}

static gboolean
fail_offline (const GError *reason, GError **error)
{
  g_set_error (error,
               KONTOR_VIES_ERROR,
               KONTOR_VIES_ERROR_OFFLINE,
               _ ("VIES can't be reached: there is no network, or Kontor may not use it (%s)"),
               reason->message);
  return FALSE;
}

static gboolean
read_body (GInputStream *stream, char *body, gsize *size, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) reason = NULL;

  if (!g_input_stream_read_all (stream, body, MOST_BYTES, size, cancellable, &reason))
    return fail_offline (reason, error);
  if (*size < MOST_BYTES)
    return TRUE;
  g_set_error_literal (error,
                       KONTOR_VIES_ERROR,
                       KONTOR_VIES_ERROR_PROTOCOL,
                       _ ("VIES answered something that has no meaning here"));
  return FALSE;
}

/**
 * kontor_vies_ask:
 * @vat_id: in its one form, with the country
 * @requester: the company's own VAT id, for which the service gives a number of the consultation;
 *   "" for none
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Asks the service, at the address in the environment variable KONTOR_VIES where that is set.
 * Blocks for 20 seconds at most; worker threads.
 *
 * Errors: #KontorViesError.
 *
 * Returns: (transfer full): as kontor_vies_parse(), or %NULL
 */
KontorJson *
kontor_vies_ask (const char   *vat_id,
                 const char   *requester,
                 GCancellable *cancellable,
                 GError      **error)
{
  g_autofree char *url = make_url (vat_id, requester);
  g_autofree char *body = g_malloc (MOST_BYTES);
  g_autoptr (SoupSession) session = soup_session_new_with_options (
    "timeout", TIMEOUT_S, "user-agent", "kontor/" KONTOR_VERSION, NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", url);
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GError) reason = NULL;
  gsize size = 0;

  if (message == NULL)
    {
      g_set_error (error,
                   KONTOR_VIES_ERROR,
                   KONTOR_VIES_ERROR_OFFLINE,
                   _ ("“%s” is no address of a service"),
                   get_service ());
      return NULL;
    }
  soup_message_headers_append (
    soup_message_get_request_headers (message), "Accept", "application/json");
  stream = soup_session_send (session, message, cancellable, &reason);
  if (stream == NULL)
    {
      fail_offline (reason, error);
      return NULL;
    }
  if (!read_body (stream, body, &size, cancellable, error))
    return NULL;
  if (soup_message_get_status (message) >= 500 && (size == 0 || body[0] != '{'))
    {
      check_code ("SERVICE_UNAVAILABLE", vat_id, error);
      return NULL;
    }
  return kontor_vies_parse (body, (gssize) size, vat_id, error);
}

/* --- whom it is about --- */

typedef struct
{
  const KontorUid *customer;
  KontorJson      *record;   /* (owned) */
  KontorJson      *settings; /* (owned) */
} KontorViesCase;

static void
clear_case (KontorViesCase *self)
{
  g_clear_pointer (&self->record, kontor_json_unref);
  g_clear_pointer (&self->settings, kontor_json_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (KontorViesCase, clear_case)

static gpointer
case_in_reader (KontorDatabase *database, gpointer data, GError **error)
{
  KontorViesCase *self = data;

  self->record = kontor_query_customer_json (database, self->customer, error);
  if (self->record != NULL)
    self->settings = kontor_query_settings (database, error);
  return self->settings != NULL ? self : NULL;
}

static gboolean
check_id (const char *vat_id, const char *name, GError **error)
{
  if (strlen (vat_id) > 2 && kontor_vat_id_is_plausible (vat_id, NULL))
    return TRUE;
  g_set_error (error,
               KONTOR_VIES_ERROR,
               KONTOR_VIES_ERROR_NO_ID,
               _ ("“%s” has no VAT id that could be checked"),
               name);
  return FALSE;
}

/**
 * kontor_vies_check:
 * @replica: the company
 * @customer: whose VAT id is checked
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Asks whether the customer's VAT id is valid, and keeps the answer as it came, by the command
 * "customer.vat_check". Without an answer nothing is kept. Blocks; worker threads.
 *
 * Errors: #KontorViesError, #KontorQueryError, those of the command.
 *
 * Returns: (transfer full): {"vat_id","is_valid","name","address","consultation"}, or %NULL
 */
KontorJson *
kontor_vies_check (KontorReplica   *replica,
                   const KontorUid *customer,
                   GCancellable    *cancellable,
                   GError         **error)
{
  g_auto (KontorViesCase) about = { .customer = customer };
  g_autoptr (KontorJson) check = NULL;
  g_autoptr (KontorJson) result = NULL;
  g_autofree char *own = NULL;
  KontorJson      *params = NULL;
  const char      *vat_id = NULL;

  if (kontor_replica_read (replica, case_in_reader, &about, error) == NULL)
    return NULL;
  vat_id = kontor_json_get_string (about.record, "vat_id", "");
  own = kontor_vat_id_normalise (kontor_json_get_string (about.settings, "vat_id", ""));
  if (!check_id (vat_id, kontor_json_get_string (about.record, "name", ""), error))
    return NULL;
  check = kontor_vies_ask (vat_id, own, cancellable, error);
  if (check == NULL)
    return NULL;

  params = kontor_json_copy_object (check);
  kontor_json_set (params, "customer", kontor_json_new_uid (customer));
  kontor_json_set_string (params, "requester", own);
  kontor_json_set_string (params, "service", get_service ());
  result = kontor_replica_run (replica, "customer.vat_check", params, NULL, error);
  return result != NULL ? g_steal_pointer (&check) : NULL;
}
