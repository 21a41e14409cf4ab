/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <string.h>

#include "kontor-vies.h"

static const struct
{
  const char *text;
  int         valid; /* 1, 0; -1: no answer */
  int         code;  /* of the error */
} answers[] = {
  { "{\"isValid\":true,\"userError\":\"VALID\",\"name\":\"Alpen GmbH\"}", 1, 0 },
  { "{\"valid\":true,\"name\":\"Alpen GmbH\"}", 1, 0 },
  { "{\"isValid\":false,\"userError\":\"INVALID\",\"name\":\"---\"}", 0, 0 },
  { "{\"isValid\":false,\"userError\":\"MS_UNAVAILABLE\"}", -1, KONTOR_VIES_ERROR_UNAVAILABLE },
  { "{\"isValid\":false,\"userError\":\"TIMEOUT\"}", -1, KONTOR_VIES_ERROR_UNAVAILABLE },
  { "{\"isValid\":false,\"userError\":\"MS_MAX_CONCURRENT_REQ\"}",
    -1,
    KONTOR_VIES_ERROR_UNAVAILABLE },
  { "{\"actionSucceed\":false,\"errorWrappers\":[{\"error\":\"GLOBAL_MAX_CONCURRENT_REQ\"}]}",
    -1,
    KONTOR_VIES_ERROR_UNAVAILABLE },
  { "{\"isValid\":false,\"userError\":\"INVALID_INPUT\"}", -1, KONTOR_VIES_ERROR_REFUSED },
  { "{\"isValid\":true,\"userError\":\"INVALID_REQUESTER_INFO\"}", -1, KONTOR_VIES_ERROR_REFUSED },
  { "{}", -1, KONTOR_VIES_ERROR_PROTOCOL },
  { "{\"isValid\":\"true\"}", -1, KONTOR_VIES_ERROR_PROTOCOL },
  { "{\"isValid\":1}", -1, KONTOR_VIES_ERROR_PROTOCOL },
  { "[]", -1, KONTOR_VIES_ERROR_PROTOCOL },
  { "<html>", -1, KONTOR_VIES_ERROR_PROTOCOL },
  { "", -1, KONTOR_VIES_ERROR_PROTOCOL },
};

/* An answer that is none is never taken for "not valid". */
static void
test_answers (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (KontorJson) check = kontor_vies_parse (answers[i].text, -1, "ATU12345675", &error);

      g_test_message ("%s", answers[i].text);
      if (answers[i].valid < 0)
        {
          g_assert_null (check);
          g_assert_error (error, KONTOR_VIES_ERROR, answers[i].code);
          continue;
        }
      g_assert_no_error (error);
      g_assert_cmpint (
        kontor_json_get_boolean (check, "is_valid", FALSE), ==, answers[i].valid == 1);
    }
}

static void
test_fields (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_strnfill (1000, 'n');
  g_autofree char *text = g_strdup_printf (
    "{\"isValid\":true,\"name\":\"%s\",\"address\":\"\\nGasse "
    "1\\n1010 Wien\",\"requestIdentifier\":\"WAPIAA\"}",
    name);
  g_autoptr (KontorJson) check = kontor_vies_parse (text, -1, "ATU12345675", &error);

  g_assert_no_error (error);
  g_assert_cmpuint (strlen (kontor_json_get_string (check, "name", "")), ==, 300);
  g_assert_cmpstr (kontor_json_get_string (check, "address", ""), ==, "Gasse 1 1010 Wien");
  g_assert_cmpstr (kontor_json_get_string (check, "consultation", ""), ==, "WAPIAA");
  g_assert_cmpstr (kontor_json_get_string (check, "vat_id", ""), ==, "ATU12345675");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/vies/answers", test_answers);
  g_test_add_func ("/vies/fields", test_fields);
  return g_test_run ();
}
