/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-replica.h"
#include "kontor-report.h"

G_BEGIN_DECLS

/* What every subcommand of kontorctl gets. */
typedef struct
{
  char          *profile; /* (owned): folder */
  gboolean       json;
  KontorReplica *replica; /* (owned) (nullable): open for commands that need one */
} KontorTool;

typedef enum
{
  KONTOR_TOOL_DONE = 0,
  KONTOR_TOOL_FAILED = 1, /* refused or failed: error is set */
  KONTOR_TOOL_USAGE = 2,  /* wrong usage: error is set */
} KontorToolStatus;

typedef KontorToolStatus (*KontorToolRun) (KontorTool *self, int argc, char **argv, GError **error);

typedef struct
{
  const char   *name;
  const char   *usage; /* after the name */
  const char   *help;  /* N_(): one line */
  gboolean      opens; /* needs the profile open */
  KontorToolRun run;   /* argv[0] is the name */
} KontorToolCommand;

/* Each table ends with an entry without a name. */
extern const KontorToolCommand kontor_tool_books_commands[];
extern const KontorToolCommand kontor_tool_care_commands[];
extern const KontorToolCommand kontor_tool_company_commands[];
extern const KontorToolCommand kontor_tool_count_commands[];
extern const KontorToolCommand kontor_tool_document_commands[];
extern const KontorToolCommand kontor_tool_import_commands[];
extern const KontorToolCommand kontor_tool_incoming_commands[];
extern const KontorToolCommand kontor_tool_invoice_commands[];
extern const KontorToolCommand kontor_tool_list_commands[];
extern const KontorToolCommand kontor_tool_payment_commands[];
extern const KontorToolCommand kontor_tool_customer_commands[];
extern const KontorToolCommand kontor_tool_pay_out_commands[];
extern const KontorToolCommand kontor_tool_dunning_commands[];
extern const KontorToolCommand kontor_tool_report_commands[];
extern const KontorToolCommand kontor_tool_run_commands[];
extern const KontorToolCommand kontor_tool_secret_commands[];
extern const KontorToolCommand kontor_tool_sync_commands[];

gboolean kontor_tool_parse_options (
  int *argc, char ***argv, const GOptionEntry *entries, int least, int most, GError **error);
KontorToolStatus kontor_tool_usage (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);
void             kontor_tool_print_json (const KontorJson *value);
GBytes  *kontor_tool_read_input (const char *path, GError **error); /* "-" is standard input */
gboolean kontor_tool_write_output (const char *path, GBytes *bytes, GError **error);

/* tool-figures.c */
KontorToolStatus kontor_tool_run_figures (
  KontorTool *self, const KontorReportType *type, int argc, char **argv, GError **error);

/* tool-purchase.c */
KontorToolStatus
kontor_tool_list_proposals (KontorTool *self, const char *filter, gint64 limit, GError **error);
KontorToolStatus kontor_tool_print_purchase (
  KontorTool *self, char **argv, const char *language, int receipt, GError **error);

gboolean kontor_tool_find (
  KontorTool *self, KontorKind kind, const char *name, KontorUid *uid, GError **error);

G_END_DECLS
