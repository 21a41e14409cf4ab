/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-number-series.h"

#include <string.h>

#include "kontor-time.h"
#include "kontor-value-error.h"

#define MAX_PATTERN_LENGTH 40

/* What a pattern is made of. */
typedef enum
{
  PIECE_LITERAL,
  PIECE_YEAR2,
  PIECE_YEAR4,
  PIECE_MONTH,
  PIECE_DAY,
  PIECE_STATION,
  PIECE_NUMBER,
} KontorPieceKind;

typedef struct
{
  KontorPieceKind kind;
  char            literal;
  guint           padding; /* of the running number */
} KontorPiece;

static gboolean
invalid (GError **error, const char *pattern, const char *why)
{
  g_set_error (error,
               KONTOR_VALUE_ERROR,
               KONTOR_VALUE_ERROR_INVALID,
               "the number pattern \"%s\" can't be used: %s",
               pattern,
               why);
  return FALSE;
}

static gboolean
read_number_piece (const char *name, gsize length, KontorPiece *piece)
{
  if (length == 1 && name[0] == 'n')
    piece->padding = 1;
  else if (length == 3 && name[0] == 'n' && name[1] == ':' && name[2] >= '1' && name[2] <= '9')
    piece->padding = (guint) (name[2] - '0');
  else
    return FALSE;

  piece->kind = PIECE_NUMBER;
  return TRUE;
}

/* Reads the piece at @text and moves behind it. FALSE when it is none. */
static gboolean
read_piece (const char **text, KontorPiece *piece)
{
  static const struct
  {
    const char     *name;
    KontorPieceKind kind;
  } names[] = {
    { "yy", PIECE_YEAR2 }, { "yyyy", PIECE_YEAR4 },      { "mm", PIECE_MONTH },
    { "dd", PIECE_DAY },   { "station", PIECE_STATION },
  };
  const char *start = *text;
  const char *end;
  gsize       length;
  guint       i;

  *piece = (KontorPiece){ .kind = PIECE_LITERAL, .literal = *start };
  if (*start != '{')
    {
      *text = start + 1;
      return g_ascii_isalnum (*start) || strchr ("-/._", *start) != NULL;
    }

  end = strchr (start, '}');
  if (end == NULL)
    return FALSE;

  start++;
  *text = end + 1;
  length = (gsize) (end - start);
  for (i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (strlen (names[i].name) == length && strncmp (names[i].name, start, length) == 0)
        {
          piece->kind = names[i].kind;
          return TRUE;
        }
    }

  return read_number_piece (start, length, piece);
}

static gboolean
check_piece (
  const char *pattern, const KontorPiece *piece, guint *stations, guint *numbers, GError **error)
{
  if (piece->kind == PIECE_STATION)
    {
      if (*numbers > 0)
        return invalid (error, pattern, "{station} comes before {n}");
      *stations += 1;
    }
  else if (piece->kind == PIECE_NUMBER)
    *numbers += 1;

  return TRUE;
}

/**
 * kontor_number_pattern_check:
 * @pattern: a pattern as "PS{yy}{mm}{dd}-{station}{n:3}"
 * @error: return location for an error of KONTOR_VALUE_ERROR
 *
 * Tells whether numbers made by the pattern never clash: it has {station} once and, behind it, {n}
 * once; else letters, digits, "-", "/", "." and "_", and the parts of the date {yy}, {yyyy}, {mm}
 * and {dd}.
 *
 * Returns: whether the pattern can be used
 */
gboolean
kontor_number_pattern_check (const char *pattern, GError **error)
{
  const char *text = pattern;
  guint       stations = 0;
  guint       numbers = 0;

  g_return_val_if_fail (pattern != NULL, FALSE);

  if (strlen (pattern) > MAX_PATTERN_LENGTH)
    return invalid (error, pattern, "it is longer than 40 characters");

  while (*text != '\0')
    {
      KontorPiece piece;

      if (!read_piece (&text, &piece))
        return invalid (error,
                        pattern,
                        "it may have letters, digits, - / . _ and the parts {yy} {yyyy} {mm} {dd} "
                        "{station} {n:3}");
      if (!check_piece (pattern, &piece, &stations, &numbers, error))
        return FALSE;
    }

  if (stations != 1)
    return invalid (error, pattern, "{station} must be in it once, or two stations would clash");
  if (numbers != 1)
    return invalid (error, pattern, "{n} must be in it once, as {n:3}");

  return TRUE;
}

/* A station of two digits is closed off from what follows, or station 11's first number "11001"
 * would be station 1's number 1001. */
static void
append_station (GString *out, guint station, char following)
{
  g_string_append_printf (out, "%u", station);
  if (station > 9 && (following == '{' || g_ascii_isdigit (following)))
    g_string_append_c (out, '-');
}

static void
append_piece (GString *out, const KontorPiece *piece, const char *date)
{
  switch (piece->kind)
    {
    case PIECE_LITERAL:
      g_string_append_c (out, piece->literal);
      break;
    case PIECE_YEAR2:
      g_string_append_len (out, date + 2, 2);
      break;
    case PIECE_YEAR4:
      g_string_append_len (out, date, 4);
      break;
    case PIECE_MONTH:
      g_string_append_len (out, date + 5, 2);
      break;
    case PIECE_DAY:
      g_string_append_len (out, date + 8, 2);
      break;
    case PIECE_STATION:
    case PIECE_NUMBER:
      break; /* need more than the date */
    }
}

static char *
format (const char *pattern, gint64 day, guint station, const gint64 *running)
{
  g_autofree char *date = kontor_day_format_iso (day);
  g_autoptr (GString) out = g_string_new (NULL);
  const char *text = pattern;

  g_return_val_if_fail (strlen (date) == 10, NULL);

  while (*text != '\0')
    {
      KontorPiece piece;

      if (!read_piece (&text, &piece))
        return NULL;

      if (piece.kind == PIECE_STATION)
        append_station (out, station, *text);
      else if (piece.kind == PIECE_NUMBER && running == NULL)
        g_string_append_c (out, '#');
      else if (piece.kind == PIECE_NUMBER)
        g_string_append_printf (out, "%0*" G_GINT64_FORMAT, (int) piece.padding, *running);
      else
        append_piece (out, &piece, date);
    }

  return g_string_free (g_steal_pointer (&out), FALSE);
}

/**
 * kontor_number_format:
 * @pattern: a pattern that kontor_number_pattern_check() accepts
 * @day: days since 1970-01-01, in years 0 to 9999
 * @station: number of the station that gives the number; 0 is the server
 * @running: running number inside its range, from 1
 *
 * Makes a number (design.md section 6): "PS250523-1001" is the first of station 1 on 23 May 2025.
 * Stations from 10 on are followed by "-", so that no two stations make the same number.
 *
 * Returns: (transfer full) (nullable): the number; NULL when the pattern is none
 */
char *
kontor_number_format (const char *pattern, gint64 day, guint station, gint64 running)
{
  g_return_val_if_fail (pattern != NULL, NULL);
  g_return_val_if_fail (running > 0, NULL);

  return format (pattern, day, station, &running);
}

/**
 * kontor_number_range_name:
 * @kind: what is numbered, "order"
 * @pattern: a pattern that kontor_number_pattern_check() accepts
 * @day: days since 1970-01-01, in years 0 to 9999
 * @station: number of the station that gives the number
 *
 * Names the range in which a number counts: all that the pattern says except the running number,
 * as "order:PS250523-1#". So it starts anew exactly when the rest of the number changes, and the
 * same number can't be made twice.
 *
 * Returns: (transfer full) (nullable): the name; NULL when the pattern is none
 */
char *
kontor_number_range_name (const char *kind, const char *pattern, gint64 day, guint station)
{
  g_autofree char *rest = NULL;

  g_return_val_if_fail (kind != NULL, NULL);
  g_return_val_if_fail (pattern != NULL, NULL);

  rest = format (pattern, day, station, NULL);
  return rest != NULL ? g_strconcat (kind, ":", rest, NULL) : NULL;
}
