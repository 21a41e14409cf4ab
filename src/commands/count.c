/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-count-private.h"

/* Counting stock. What was counted is a fact and never refused; everything that decides about it
 * is a request. */

#define COUNTERS "staff counter admin"
#define DECIDERS "staff finance admin"

const KontorCommandType kontor_count_commands[] = {
  {
    .name = "count.plan",
    .version = 1,
    .kind = KONTOR_COMMAND_REQUEST,
    .merge = "refused when the number is taken",
    .roles = COUNTERS,
    .help
    = "{title, plan? {places? [uid or null], categories?, suppliers?, variants?, abc? (\"AB\"), "
      "not_since_days?}, assignments? [{place?, person?, pass?}], prefilled?, blind?, passes? "
      "(1, 2), tolerance_quantity?, tolerance_minor?, approval_minor?, repeat_days?, repeats?, "
      "note?, number?}",
    .run = kontor_count_run_plan,
    .prepare = kontor_count_prepare_plan,
  },
  {
    .name = "count.assign",
    .version = 1,
    .kind = KONTOR_COMMAND_EDIT,
    .merge = "as a whole: the newest list wins",
    .roles = COUNTERS,
    .help = "{count, assignments: [{place?, person?, pass?}]}",
    .run = kontor_count_run_assign,
  },
  {
    .name = "count.start",
    .version = 1,
    .kind = KONTOR_COMMAND_REQUEST,
    .merge = "begun already: settled without noise",
    .roles = COUNTERS,
    .help = "{count}: writes down what the plan covers now",
    .run = kontor_count_run_start,
  },
  {
    .name = "count.scan",
    .version = 1,
    .kind = KONTOR_COMMAND_FACT,
    .merge = "added; after the count is over it opens a matter instead of changing the figure",
    .roles = COUNTERS,
    .help = "{count, code or variant, quantity? or expression?, mode? (add, set), place?, lot? or "
            "lot_code? and best_before?, spot?, pass?, condition? (damaged), happened_at?, note?, "
            "picture_sha256?}",
    .run = kontor_count_run_scan,
    .prepare = kontor_count_prepare_scan,
  },
  {
    .name = "count.correct",
    .version = 1,
    .kind = KONTOR_COMMAND_FACT,
    .merge = "taken back already: settled without noise",
    .roles = COUNTERS,
    .help = "{count, scan?}: takes a scan back, else the last one made here",
    .run = kontor_count_run_correct,
    .prepare = kontor_count_prepare_correct,
  },
  {
    .name = "count.learn_code",
    .version = 1,
    .kind = KONTOR_COMMAND_EDIT,
    .merge = "added to the barcodes; refused when it belongs to another",
    .roles = COUNTERS,
    .help = "{code, variant, pack_quantity?}: scans that were kept with the code count for it",
    .run = kontor_count_run_learn_code,
  },
  {
    .name = "count.finish",
    .version = 1,
    .kind = KONTOR_COMMAND_REQUEST,
    .merge = "finished already: settled without noise",
    .roles = COUNTERS,
    .help = "{count}: counting ends, review begins",
    .run = kontor_count_run_finish,
  },
  {
    .name = "count.recount",
    .version = 1,
    .kind = KONTOR_COMMAND_REQUEST,
    .merge = "refused when a line is booked",
    .roles = DECIDERS,
    .help = "{count, lines: [uid]}: what is counted then decides alone",
    .run = kontor_count_run_recount,
  },
  {
    .name = "count.decide",
    .version = 1,
    .kind = KONTOR_COMMAND_REQUEST,
    .merge = "refused when a line is booked",
    .roles = DECIDERS,
    .help = "{count, lines?: [uid] (else all that nobody counted), uncounted? (keep, zero), picks? "
            "(in: the figure has them, out: they are added), after?: [movement that the figure had "
            "not seen], accept?, reason? (damaged, lost, stolen, expired, found, not_booked, "
            "miscounted, other), note?}",
    .run = kontor_count_run_decide,
  },
  {
    .name = "count.approve",
    .version = 1,
    .kind = KONTOR_COMMAND_REQUEST,
    .merge = "booked already: settled without noise",
    .roles = DECIDERS,
    .help = "{count, lines?: [uid] (else all)}: books what was counted, each line at its moment",
    .run = kontor_count_run_approve,
  },
  {
    .name = "count.settle",
    .version = 1,
    .kind = KONTOR_COMMAND_REQUEST,
    .merge = "settled already: without noise",
    .roles = DECIDERS,
    .help = "{line}: what became known late had been seen by the count",
    .run = kontor_count_run_settle,
  },
  {
    .name = "count.exclude",
    .version = 1,
    .kind = KONTOR_COMMAND_REQUEST,
    .merge = "said already: settled without noise",
    .roles = DECIDERS,
    .help = "{line, movement, excluded? (false takes it back)}: it was still on the shelf",
    .run = kontor_count_run_exclude,
  },
  {
    .name = "count.reverse",
    .version = 1,
    .kind = KONTOR_COMMAND_REQUEST,
    .merge = "reversed already: settled without noise",
    .roles = DECIDERS,
    .help = "{count, reason?, number?}: makes the counter-document of a booked count",
    .run = kontor_count_run_reverse,
    .prepare = kontor_count_prepare_reverse,
  },
  {
    .name = "count.cancel",
    .version = 1,
    .kind = KONTOR_COMMAND_REQUEST,
    .merge = "cancelled already: settled without noise",
    .roles = COUNTERS,
    .help = "{count}",
    .run = kontor_count_run_cancel,
  },
  {
    .name = "count.resume",
    .version = 1,
    .kind = KONTOR_COMMAND_REQUEST,
    .merge = "refused when there is nothing to resume",
    .roles = COUNTERS,
    .help = "{count}: from review back to counting, or out of the bin",
    .run = kontor_count_run_resume,
  },
  { NULL },
};
