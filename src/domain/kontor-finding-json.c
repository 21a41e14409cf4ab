/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-invoice-check.h"

#define MOST_FINDINGS 500 /* of one file: a stranger's may break a rule in every line */

static const char *const severities[] = {
  [KONTOR_FINDING_NOTE] = "note",
  [KONTOR_FINDING_WARNING] = "warning",
  [KONTOR_FINDING_FATAL] = "fatal",
};

static KontorJson *
finding_to_json (const KontorFinding *finding)
{
  KontorJson *json = kontor_json_new_object ();

  kontor_json_set_string (json, "rule", finding->rule);
  kontor_json_set_string (json, "severity", severities[finding->severity]);
  kontor_json_set_string (json, "field", finding->field);
  if (finding->line > 0)
    kontor_json_set_integer (json, "line", finding->line);
  if (finding->part > 0)
    kontor_json_set_integer (json, "part", finding->part);
  if (finding->expected != NULL)
    kontor_json_set_string (json, "expected", finding->expected);
  if (finding->found != NULL)
    kontor_json_set_string (json, "found", finding->found);
  return json;
}

/**
 * kontor_findings_to_json:
 * @findings: (element-type KontorFinding): findings
 *
 * Their sentences are not in it: who reads it has its own language. Of very many only the first are
 * written.
 *
 * Returns: (transfer full): an array that kontor_findings_from_json() reads
 */
KontorJson *
kontor_findings_to_json (const GPtrArray *findings)
{
  KontorJson *json = kontor_json_new_array ();

  g_return_val_if_fail (findings != NULL, json);

  for (guint i = 0; i < MIN (findings->len, MOST_FINDINGS); i++)
    kontor_json_append (json, finding_to_json (g_ptr_array_index (findings, i)));
  return json;
}

static void
read_severity (KontorFinding *finding, const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (severities); i++)
    if (g_strcmp0 (severities[i], name) == 0)
      finding->severity = (KontorFindingSeverity) i;
}

static guint
read_position (const KontorJson *json, const char *key)
{
  return (guint) CLAMP (kontor_json_get_integer (json, key, 0), 0, G_MAXINT);
}

static void
read_finding (GPtrArray *findings, const KontorJson *json)
{
  const char    *rule = kontor_json_get_string (json, "rule", "");
  KontorFinding *finding = NULL;

  if (!kontor_rule_is_known (rule))
    return;

  finding = kontor_findings_add (findings, rule);
  read_severity (finding, kontor_json_get_string (json, "severity", ""));
  if (kontor_json_get_string (json, "field", NULL) != NULL)
    finding->field = g_intern_string (kontor_json_get_string (json, "field", ""));
  finding->line = read_position (json, "line");
  finding->part = read_position (json, "part");
  finding->expected = g_strdup (kontor_json_get_string (json, "expected", NULL));
  finding->found = g_strdup (kontor_json_get_string (json, "found", NULL));
}

/**
 * kontor_findings_from_json:
 * @json: (nullable): what kontor_findings_to_json() made
 *
 * Rules that are not known here, of a later version, are left out.
 *
 * Returns: (transfer full) (element-type KontorFinding): the findings
 */
GPtrArray *
kontor_findings_from_json (const KontorJson *json)
{
  GPtrArray *findings = kontor_findings_new ();

  for (guint i = 0; json != NULL && i < MIN (kontor_json_length (json), MOST_FINDINGS); i++)
    read_finding (findings, kontor_json_at (json, i));
  return findings;
}
