/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include "kontor-count-query.h"
#include "kontor-tool.h"

G_BEGIN_DECLS

/* For the files about counts: what is given by name, and the parts that have files of their own. */

gboolean kontor_tool_named (
  KontorTool *self, const char *kind, const char *name, KontorUid *uid, GError **error);
gboolean         kontor_tool_be_person (KontorTool *self, const char *name, GError **error);
KontorJson      *kontor_tool_count_params (KontorTool *self, const char *number, GError **error);
KontorToolStatus kontor_tool_count_run (KontorTool *self,
                                        const char *command,
                                        KontorJson *params,
                                        GError    **error); /* takes params */
KontorJson      *kontor_tool_count_lines (KontorTool *self,
                                          const char *number,
                                          char      **names,
                                          int         n_names,
                                          const char *place,
                                          GError    **error);

KontorToolStatus kontor_tool_count_scan (KontorTool *self, int argc, char **argv, GError **error);
KontorToolStatus kontor_tool_count_plan (KontorTool *self, int argc, char **argv, GError **error);
KontorToolStatus kontor_tool_count_show (KontorTool *self, int argc, char **argv, GError **error);
KontorToolStatus kontor_tool_count_review (KontorTool *self, int argc, char **argv, GError **error);
KontorToolStatus kontor_tool_count_paper (KontorTool *self, int argc, char **argv, GError **error);

G_END_DECLS
