/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "kontor-application.h"
#include "kontor-list-page.h"
#include "kontor-window.h"

/* The real window on a profile that is there: bench-window PROFILE [start]
 * Times from an order to the rows on the screen, memory, and how long the main loop was at work at
 * most without looking at events. Two figures of that: by the clock, and in processor time, which
 * other work on the machine does not spoil. With "start", only the start is measured. */

#define LIMIT_US (30 * G_USEC_PER_SEC)
#define QUIET_US 100000

typedef struct
{
  KontorApplication *application;
  const char        *profile;
  gboolean           only_start;
  KontorGrid        *grid; /* (unowned) (nullable) */
  GtkAdjustment     *scroll;
  guint              frames;  /* painted */
  guint              changes; /* of the list */
  guint              changes_before;
  guint              blank_frames; /* painted with a row in sight that had no words */
} Bench;

typedef gboolean (*Condition) (Bench *self);

/* The main loop between two looks at events. */
static struct
{
  gint64 wall_since;
  gint64 cpu_since;
  gint64 longest_wall_us;
  gint64 longest_cpu_us;
} loop;

static gint64 started_at;

static gint64
cpu_now (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

/* What was at work until now is not what is at work from now on. */
static void
loop_begin (void)
{
  loop.wall_since = g_get_monotonic_time ();
  loop.cpu_since = cpu_now ();
}

static void
loop_end (void)
{
  loop.longest_wall_us = MAX (loop.longest_wall_us, g_get_monotonic_time () - loop.wall_since);
  loop.longest_cpu_us = MAX (loop.longest_cpu_us, cpu_now () - loop.cpu_since);
}

static int
watch_poll (GPollFD *descriptors, guint n_descriptors, int timeout_ms)
{
  int n;

  loop_end ();
  n = g_poll (descriptors, n_descriptors, timeout_ms);
  loop_begin ();
  return n;
}

static void
loop_forget (void)
{
  loop.longest_wall_us = loop.longest_cpu_us = 0;
}

static void
report_loop (const char *what)
{
  printf ("| main loop busy, longest: %s | %.1f ms of work | %.1f ms by the clock |\n",
          what,
          (double) loop.longest_cpu_us / 1000,
          (double) loop.longest_wall_us / 1000);
  fflush (stdout);
  loop_forget ();
}

static void
report (const char *what, gint64 middle_us, gint64 worst_us)
{
  printf ("| %s | %.0f ms | ", what, (double) middle_us / 1000);
  if (worst_us > 0)
    printf ("%.0f ms |\n", (double) worst_us / 1000);
  else
    printf ("|\n");
  fflush (stdout);
}

static double
memory_mb (void)
{
  g_autofree char *status = NULL;
  const char      *line = NULL;

  if (g_file_get_contents ("/proc/self/status", &status, NULL, NULL))
    line = strstr (status, "VmRSS:");
  return line != NULL ? g_ascii_strtod (line + strlen ("VmRSS:"), NULL) / 1024 : 0;
}

static gboolean
wake_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

/* Runs the main loop until it is so; how long it took. */
static gint64
wait_for (Bench *self, const char *what, Condition condition)
{
  gint64 begin = g_get_monotonic_time ();
  guint  wake_id = g_timeout_add (1000, wake_cb, NULL);

  while (!condition (self) && g_get_monotonic_time () < begin + LIMIT_US)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (wake_id);
  if (!condition (self))
    {
      g_printerr ("%s did not come\n", what);
      exit (1); /* a figure after this would be none */
    }
  return g_get_monotonic_time () - begin;
}

static GtkWidget *
find_widget (GtkWidget *parent, GType type)
{
  GtkWidget *child = gtk_widget_get_first_child (parent);

  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = G_TYPE_CHECK_INSTANCE_TYPE (child, type) ? child
                                                                  : find_widget (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
is_blank (GtkWidget *row, GtkWidget *view)
{
  GtkWidget      *label = find_widget (row, GTK_TYPE_LABEL);
  graphene_rect_t bounds;

  return label != NULL && gtk_widget_get_mapped (row)
         && gtk_widget_compute_bounds (row, view, &bounds)
         && bounds.origin.y + bounds.size.height > 1
         && bounds.origin.y < (float) gtk_widget_get_height (view) - 1
         && *gtk_label_get_label (GTK_LABEL (label)) == '\0';
}

/* Every row has a number or a name in its first column. */
static void
painted_cb (Bench *self)
{
  GtkWidget *view = find_widget (GTK_WIDGET (self->grid), GTK_TYPE_LIST_VIEW);
  GtkWidget *row = gtk_widget_get_first_child (view);

  self->frames++;
  while (row != NULL && !is_blank (row, view))
    row = gtk_widget_get_next_sibling (row);
  if (row != NULL)
    self->blank_frames++;
}

/* Until what is there has been painted, too. */
static void
wait_for_frame (Bench *self)
{
  guint  before = self->frames;
  gint64 end = g_get_monotonic_time () + G_USEC_PER_SEC;

  gtk_widget_queue_draw (GTK_WIDGET (self->grid));
  while (self->frames == before && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
}

/* Until nothing has happened for a while; how long it was busy. */
static gint64
wait_for_rest (void)
{
  gint64 begin = g_get_monotonic_time ();
  gint64 last = begin;

  while (g_get_monotonic_time () < last + QUIET_US)
    {
      if (g_main_context_iteration (NULL, FALSE))
        last = g_get_monotonic_time ();
      else
        g_usleep (500);
    }
  return last - begin;
}

static KontorWindow *
window_of (Bench *self)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (self->application));

  return windows != NULL ? KONTOR_WINDOW (windows->data) : NULL;
}

static gboolean
has_list (Bench *self)
{
  KontorWindow *window = window_of (self);
  KontorPage   *page = window != NULL ? kontor_window_get_page (window) : NULL;

  if (!KONTOR_IS_LIST_PAGE (page))
    return FALSE;
  self->grid = kontor_list_page_get_list (KONTOR_LIST_PAGE (page));
  self->scroll = gtk_scrollable_get_vadjustment (
    GTK_SCROLLABLE (find_widget (GTK_WIDGET (self->grid), GTK_TYPE_COLUMN_VIEW)));
  return TRUE;
}

static guint
get_n_rows (Bench *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (kontor_grid_get_rows (self->grid)));
}

static gboolean
is_settled (Bench *self)
{
  return !kontor_row_list_is_loading (kontor_grid_get_rows (self->grid));
}

/* Every row that can be seen has its values. */
static gboolean
is_filled (Bench *self)
{
  KontorRowList *rows = kontor_grid_get_rows (self->grid);
  guint          n_rows = get_n_rows (self);
  double         height = gtk_adjustment_get_upper (self->scroll) / MAX (n_rows, 1);
  guint          first = (guint) (gtk_adjustment_get_value (self->scroll) / MAX (height, 1));
  guint n_seen = (guint) (gtk_adjustment_get_page_size (self->scroll) / MAX (height, 1)) + 1;

  if (n_rows == 0)
    return is_settled (self);
  for (guint i = first; i < MIN (first + n_seen, n_rows); i++)
    {
      g_autoptr (KontorRow) row = g_list_model_get_item (G_LIST_MODEL (rows), i);

      if (kontor_row_get_data (row) == NULL)
        return FALSE;
    }
  return TRUE;
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a;
  gint64 y = *(const gint64 *) b;

  return x < y ? -1 : x > y;
}

static void
report_times (const char *what, GArray *times)
{
  g_array_sort (times, compare_times);
  report (what,
          g_array_index (times, gint64, times->len / 2),
          g_array_index (times, gint64, times->len - 1));
  g_array_set_size (times, 0);
}

/* From the place to its rows on the screen. */
static gint64
go_to (Bench *self, double place)
{
  gint64 begin = g_get_monotonic_time ();
  double room = gtk_adjustment_get_upper (self->scroll)
                - gtk_adjustment_get_page_size (self->scroll);

  gtk_adjustment_set_value (self->scroll, place * room);
  wait_for (self, "the rows", is_filled);
  wait_for_frame (self);
  return g_get_monotonic_time () - begin;
}

static void
changed_cb (Bench *self)
{
  self->changes++;
}

static gboolean
has_changed (Bench *self)
{
  return is_settled (self) || self->changes > self->changes_before;
}

static void
measure_start (Bench *self)
{
  wait_for (self, "the list", has_list);
  g_signal_connect_swapped (
    kontor_grid_get_rows (self->grid), "items-changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (gtk_widget_get_frame_clock (GTK_WIDGET (window_of (self))),
                            "after-paint",
                            G_CALLBACK (painted_cb),
                            self);
  wait_for (self, "the first rows", is_filled);
  wait_for_frame (self);
  printf ("| start to the first usable list, %u rows | %.0f ms | |\n",
          get_n_rows (self),
          (double) (g_get_real_time () - started_at) / 1000);
  report_loop ("start");
}

static void
measure_scrolling (Bench *self)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  double before;
  double first;
  guint  frames = self->frames;
  guint  blank_frames = self->blank_frames;

  wait_for (self, "the whole list", is_settled);
  wait_for_rest ();
  report_loop ("all ids into the view");
  before = memory_mb ();
  for (guint pass = 0; pass < 2; pass++)
    {
      for (guint i = 0; i <= 400; i++)
        {
          gint64 took = go_to (self, i / 400.0);

          g_array_append_val (times, took);
        }
      if (pass == 0)
        first = memory_mb ();
    }
  report_times ("scrolled a step through the whole list, until filled and painted", times);
  printf ("| frames painted meanwhile, with a blank row | %u | %u |\n",
          self->frames - frames,
          self->blank_frames - blank_frames);
  report_loop ("scrolling");
  printf ("| memory before scrolling, after all of it, after all of it again | %.0f MB | %.0f MB, "
          "%.0f MB |\n",
          before,
          first,
          memory_mb ());
  go_to (self, 0);
  report ("jump to the end", go_to (self, 1), 0);
  report ("jump to the beginning", go_to (self, 0), 0);
  loop_forget ();
}

/* A pane of rows at a time, without waiting, as a wheel does: how long rows stay blank. */
static void
measure_wheel (Bench *self)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  double page = gtk_adjustment_get_page_size (self->scroll);
  guint  frames = self->frames;
  guint  blank_frames = self->blank_frames;

  for (guint i = 0; i < 300; i++)
    {
      gint64 begin = g_get_monotonic_time ();
      gint64 took;

      gtk_adjustment_set_value (self->scroll, gtk_adjustment_get_value (self->scroll) + page / 3);
      wait_for (self, "the rows", is_filled);
      took = g_get_monotonic_time () - begin;
      g_array_append_val (times, took);
      wait_for_frame (self);
    }
  report_times ("rows blank while scrolling by thirds of the window", times);
  printf ("| frames painted meanwhile, with a blank row | %u | %u |\n",
          self->frames - frames,
          self->blank_frames - blank_frames);
  report_loop ("scrolling by thirds of the window");
  go_to (self, 0);
}

static void
filter (Bench *self, const char *text)
{
  g_autoptr (GError) error = NULL;
  gint64           begin = g_get_monotonic_time ();
  gint64           first;
  g_autofree char *what = g_strdup_printf ("filter “%s”: first rows, all", text);

  self->changes_before = self->changes;
  if (!kontor_grid_set_filter (self->grid, text, &error))
    g_printerr ("%s\n", error->message);
  wait_for (self, "an answer", has_changed);
  wait_for (self, "the rows", is_filled);
  wait_for_frame (self);
  first = g_get_monotonic_time () - begin;
  wait_for (self, "all of them", is_settled);
  report (what, first, g_get_monotonic_time () - begin);
  wait_for_rest ();
}

static void
measure_filters (Bench *self)
{
  static const char *const texts[] = { "state:delivered", "total:100..200",
                                       "schmidt",         "anna",
                                       "placed:-30d..",   "" };

  loop_forget ();
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    filter (self, texts[i]);
  report_loop ("filters");
}

static void
measure_sorts (Bench *self)
{
  static const char *const sorts[] = { "-total", "customer", "-placed" };

  for (gsize i = 0; i < G_N_ELEMENTS (sorts); i++)
    {
      g_autofree char *what = g_strdup_printf ("sort by “%s”: first rows, all", sorts[i]);
      gint64           begin = g_get_monotonic_time ();
      gint64           first;

      self->changes_before = self->changes;
      gtk_widget_activate_action (GTK_WIDGET (self->grid), "columns.sort-by", "s", sorts[i]);
      wait_for (self, "an answer", has_changed);
      wait_for (self, "the rows", is_filled);
      wait_for_frame (self);
      first = g_get_monotonic_time () - begin;
      wait_for (self, "all rows", is_settled);
      report (what, first, g_get_monotonic_time () - begin);
      wait_for_rest ();
    }
  report_loop ("sorting");
}

/* As a person types: a letter each 120 ms. */
static void
measure_typing (Bench *self)
{
  static const char text[] = "schmidt";

  for (gsize i = 1; i <= strlen (text); i++)
    {
      g_autofree char *begin = g_strndup (text, i);
      gint64           next = g_get_monotonic_time () + 120000;

      kontor_grid_set_filter (self->grid, begin, NULL);
      while (g_get_monotonic_time () < next)
        if (!g_main_context_iteration (NULL, FALSE))
          g_usleep (500);
    }
  report ("typed a word: from its last letter until it rests", wait_for_rest (), 0);
  report_loop ("typing");
  kontor_grid_set_filter (self->grid, "", NULL);
  wait_for (self, "all rows", is_settled);
  wait_for_rest ();
  loop_forget ();
}

static void
measure_pages (Bench *self)
{
  static const char *const pages[] = { "today", "customers", "products", "attention", "settings" };

  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autofree char *what = g_strdup_printf ("page “%s” opened for the first time", pages[i]);
      gint64           begin = g_get_monotonic_time ();

      kontor_window_show_page (window_of (self), pages[i]);
      report (what, g_get_monotonic_time () - begin + wait_for_rest (), 0);
      report_loop (pages[i]);
    }
}

/* Before a window can be asked for, the toolkit opens the display, asks what OpenGL can do and
 * reads the style: nothing of Kontor's runs, and nothing of it can be cut into pieces. */
static void
startup_cb (GApplication *application, gpointer user_data)
{
  loop_end ();
  report_loop ("the toolkit's own beginning");
  loop_begin ();
}

static gboolean
measure_cb (gpointer user_data)
{
  Bench *self = user_data;

  measure_start (self);
  if (!self->only_start)
    {
      measure_scrolling (self);
      measure_wheel (self);
      measure_filters (self);
      measure_sorts (self);
      measure_typing (self);
      measure_pages (self);
      printf ("| memory at the end | %.0f MB | |\n", memory_mb ());
    }
  gtk_window_close (GTK_WINDOW (window_of (self)));
  return G_SOURCE_REMOVE;
}

static int
run (Bench *self)
{
  const char *words[] = { "kontor", "--page", "orders", "--profile", self->profile, NULL };

  loop_begin ();
  g_main_context_set_poll_func (NULL, watch_poll);
  self->application = kontor_application_new (NULL);
  g_application_set_flags (G_APPLICATION (self->application),
                           G_APPLICATION_HANDLES_COMMAND_LINE | G_APPLICATION_NON_UNIQUE);
  g_signal_connect (self->application, "startup", G_CALLBACK (startup_cb), NULL);
  g_idle_add (measure_cb, self);
  return g_application_run (
    G_APPLICATION (self->application), (int) G_N_ELEMENTS (words) - 1, (char **) words);
}

int
main (int argc, char **argv)
{
  Bench       self = { 0 };
  const char *given = g_getenv ("KONTOR_BENCH_START"); /* UTC microseconds, before the program */
  int         status;

  started_at = given != NULL ? g_ascii_strtoll (given, NULL, 10) : g_get_real_time ();
  setlocale (LC_ALL, "");
  if (argc < 2)
    {
      g_printerr ("usage: bench-window PROFILE [start]\n");
      return 2;
    }
  self.profile = argv[1];
  self.only_start = argc > 2 && g_str_equal (argv[2], "start");
  status = run (&self);
  g_clear_object (&self.application);
  return status;
}
