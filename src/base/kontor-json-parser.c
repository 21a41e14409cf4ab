/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#include "config.h"

#include "kontor-json-private.h"

#include <stdlib.h>
#include <string.h>

#include "kontor-value-error.h"

#define DEPTH_LIMIT 64
#define LENGTH_LIMIT ((gsize) G_MAXINT32)

/* Values wait on one stack until the bracket around them closes. Then their number is known, and an
 * array costs one allocation. After an error the stack holds all that must be freed. */
typedef struct
{
  const char *start;
  const char *at;
  const char *end;

  KontorJsonMember *stack; /* (owned) (nullable) */
  gsize             length;
  gsize             capacity;
  guint             depth;
} Parser;

typedef struct
{
  const char *text;
  gsize       length;
  gboolean    is_escaped;
} Span;

static KontorJson *parse_value (Parser *self, GError **error);

static void
parser_clear (Parser *self)
{
  gsize i = 0;

  for (i = 0; i < self->length; i++)
    {
      g_free (self->stack[i].key); /* the stack is an array of plain structs */
      g_clear_pointer (&self->stack[i].value, kontor_json_unref);
    }

  g_clear_pointer (&self->stack, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Parser, parser_clear)

/* Returns NULL, so that it can stand behind `return`. */
static gpointer
fail (const Parser *self, const char *at, const char *problem, GError **error)
{
  if (at >= self->end)
    problem = "the text ends too early";

  g_set_error (error,
               KONTOR_VALUE_ERROR,
               KONTOR_VALUE_ERROR_INVALID,
               "JSON cannot be read: %s at byte %" G_GSIZE_FORMAT,
               problem,
               (gsize) (at - self->start));
  return NULL;
}

static gpointer
fail_range (const Parser *self, const char *at, const char *problem, GError **error)
{
  g_set_error (error,
               KONTOR_VALUE_ERROR,
               KONTOR_VALUE_ERROR_RANGE,
               "JSON cannot be read: %s at byte %" G_GSIZE_FORMAT,
               problem,
               (gsize) (at - self->start));
  return NULL;
}

/* NUL stands nowhere in JSON, so it can mean the end. */
static inline char
peek (const Parser *self)
{
  return self->at < self->end ? *self->at : '\0';
}

static inline void
skip_space (Parser *self)
{
  while (self->at < self->end
         && (*self->at == ' ' || *self->at == '\n' || *self->at == '\r' || *self->at == '\t'))
    self->at++;
}

/* The reserved place has no key and no value, so that freeing the stack is safe at any time. */
static void
push (Parser *self)
{
  if (self->length == self->capacity)
    {
      self->capacity = MAX (64, self->capacity * 2);
      self->stack = g_renew (KontorJsonMember, self->stack, self->capacity);
    }

  self->stack[self->length++] = (KontorJsonMember){ NULL, NULL };
}

/* Strings */

/* Finds the end of the string and looks at its bytes; escapes are only skipped. */
static gboolean
scan_string (Parser *self, Span *span, GError **error)
{
  const char *at = self->at + 1;
  guchar      seen = 0;

  span->text = at;
  span->is_escaped = FALSE;

  for (; at < self->end && *at != '"'; at++)
    {
      if ((guchar) *at < 0x20)
        return fail (self, at, "a control character stands in a string", error) != NULL;

      seen |= (guchar) *at;
      if (*at != '\\')
        continue;

      span->is_escaped = TRUE;
      if (++at >= self->end)
        break;
    }

  if (at >= self->end)
    return fail (self, self->end, "", error) != NULL;

  span->length = (gsize) (at - span->text);
  self->at = at + 1;

  if ((seen & 0x80) != 0 && !g_utf8_validate_len (span->text, span->length, &at))
    return fail (self, at, "bytes are not UTF-8", error) != NULL;

  return TRUE;
}

static gboolean
read_hex (const char *at, const char *end, gunichar *code)
{
  guint i = 0;

  if (end - at < 4)
    return FALSE;

  for (i = 0, *code = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (at[i]);

      if (digit < 0)
        return FALSE;

      *code = *code << 4 | (gunichar) digit;
    }

  return TRUE;
}

/* @at stands behind "\u". Returns the position behind the escape, or NULL. */
static const char *
read_unicode (const char *at, const char *end, gunichar *code)
{
  gunichar low = 0;

  if (!read_hex (at, end, code))
    return NULL;

  if (*code < 0xd800 || *code > 0xdfff)
    return *code != 0 ? at + 4 : NULL;

  if (*code > 0xdbff || end - at < 10 || at[4] != '\\' || at[5] != 'u'
      || !read_hex (at + 6, end, &low) || low < 0xdc00 || low > 0xdfff)
    return NULL;

  *code = 0x10000 + ((*code - 0xd800) << 10) + (low - 0xdc00);
  return at + 10;
}

static gunichar
simple_escape (char letter)
{
  static const char escapes[128] = { ['"'] = '"',  ['\\'] = '\\', ['/'] = '/',  ['b'] = '\b',
                                     ['f'] = '\f', ['n'] = '\n',  ['r'] = '\r', ['t'] = '\t' };

  return (guchar) letter < 128 ? (gunichar) escapes[(guchar) letter] : 0;
}

/* What an escape stands for is never longer than the escape. Returns the end, or NULL. */
static char *
decode (Parser *self, const Span *span, char *out, GError **error)
{
  const char *at = span->text;
  const char *end = span->text + span->length;

  while (at < end)
    {
      const char *escape = at;
      gunichar    code = 0;

      if (*at != '\\')
        {
          *out++ = *at++;
          continue;
        }

      if (at[1] == 'u')
        at = read_unicode (at + 2, end, &code);
      else if ((code = simple_escape (at[1])) != 0)
        at += 2;
      else
        at = NULL;

      if (at == NULL)
        return fail (self, escape, "an escape means nothing or half a character", error);

      out += g_unichar_to_utf8 (code, out);
    }

  *out = '\0';
  return out;
}

static KontorJson *
parse_string (Parser *self, GError **error)
{
  g_autoptr (KontorJson) value = NULL;
  Span  span = { 0 };
  char *text = NULL;

  if (!scan_string (self, &span, error))
    return NULL;

  value = kontor_json_new_text (span.length, &text);

  if (!span.is_escaped)
    memcpy (text, span.text, span.length);
  else if (decode (self, &span, text, error) == NULL)
    return NULL;

  return g_steal_pointer (&value);
}

static gboolean
parse_key (Parser *self, char **key, GError **error)
{
  Span span = { 0 };

  if (peek (self) != '"')
    return fail (self, self->at, "a key is missing", error) != NULL;

  if (!scan_string (self, &span, error))
    return FALSE;

  *key = g_malloc (span.length + 1);
  memcpy (*key, span.text, span.length);
  (*key)[span.length] = '\0';

  if (span.is_escaped && decode (self, &span, *key, error) == NULL)
    return FALSE;

  skip_space (self);
  if (peek (self) != ':')
    return fail (self, self->at, "a colon is missing", error) != NULL;

  self->at++;
  return TRUE;
}

/* Numbers and words */

static KontorJson *
parse_integer (Parser *self, GError **error)
{
  const char *begin = self->at;
  gboolean    is_negative = peek (self) == '-';
  gint64      value = 0;

  if (is_negative)
    self->at++;

  if (!g_ascii_isdigit (peek (self)))
    return fail (self, self->at, "a digit is missing", error);

  if (*self->at == '0' && self->end - self->at > 1 && g_ascii_isdigit (self->at[1]))
    return fail (self, self->at, "a number begins with zero", error);

  for (; g_ascii_isdigit (peek (self)); self->at++)
    {
      gint64 digit = *self->at - '0';

      if (__builtin_mul_overflow (value, 10, &value)
          || __builtin_add_overflow (value, is_negative ? -digit : digit, &value))
        return fail_range (self, begin, "a number is too large", error);
    }

  if (peek (self) == '.' || peek (self) == 'e' || peek (self) == 'E')
    return fail (self, begin, "a number is not whole", error);

  return kontor_json_new_integer (value);
}

static KontorJson *
parse_word (Parser *self, const char *word, KontorJson *value, GError **error)
{
  gsize length = strlen (word);

  if ((gsize) (self->end - self->at) < length || memcmp (self->at, word, length) != 0)
    return fail (self, self->at, "an unknown word stands", error);

  self->at += length;
  return value;
}

/* Arrays and objects */

static KontorJson *
close_array (Parser *self, gsize base)
{
  guint       n_items = (guint) (self->length - base);
  KontorJson *value = kontor_json_take_items (n_items > 0 ? self->stack + base : NULL, n_items);

  self->length = base;
  self->depth--;
  return value;
}

/* Reads on behind an item. */
static gboolean
next_item (Parser *self, char closing, gboolean *is_closed, GError **error)
{
  skip_space (self);
  *is_closed = peek (self) == closing;

  if (!*is_closed && peek (self) != ',')
    return fail (self, self->at, "a comma or a closing bracket is missing", error) != NULL;

  self->at++;
  return TRUE;
}

static KontorJson *
parse_array (Parser *self, GError **error)
{
  gsize    base = self->length;
  gboolean is_closed = FALSE;

  self->at++;
  skip_space (self);

  if (peek (self) == ']')
    {
      self->at++;
      is_closed = TRUE;
    }

  while (!is_closed)
    {
      KontorJson *value = parse_value (self, error);

      if (value == NULL)
        return NULL;

      push (self);
      self->stack[self->length - 1].value = value;

      if (!next_item (self, ']', &is_closed, error))
        return NULL;
    }

  return close_array (self, base);
}

/* Canonical text is sorted already, and then this only looks. */
static const char *
sort_members (KontorJsonMember *members, gsize length)
{
  gboolean is_sorted = TRUE;
  gsize    i = 0;

  for (i = 1; i < length && is_sorted; i++)
    is_sorted = kontor_json_compare_members (members + i - 1, members + i) < 0;

  if (is_sorted)
    return NULL;

  qsort (members, length, sizeof *members, kontor_json_compare_members);

  for (i = 1; i < length; i++)
    if (strcmp (members[i - 1].key, members[i].key) == 0)
      return members[i].key;

  return NULL;
}

static KontorJson *
close_object (Parser *self, gsize base, const char *begin, GError **error)
{
  gsize       length = self->length - base;
  const char *twice = length > 0 ? sort_members (self->stack + base, length) : NULL;
  KontorJson *value = NULL;

  if (twice != NULL)
    {
      g_autofree char *problem = g_strdup_printf ("key \"%s\" stands twice in the object", twice);

      return fail (self, begin, problem, error);
    }

  value = kontor_json_take_members (length > 0 ? self->stack + base : NULL, (guint) length);
  self->length = base;
  self->depth--;
  return value;
}

static gboolean
parse_member (Parser *self, GError **error)
{
  gsize       place = self->length;
  char       *key = NULL;
  KontorJson *value = NULL;
  gboolean    is_read = FALSE;

  push (self);
  skip_space (self);
  is_read = parse_key (self, &key, error);
  self->stack[place].key = key; /* owned by the stack, whether it could be read or not */

  if (!is_read)
    return FALSE;

  value = parse_value (self, error);
  self->stack[place].value = value;
  return value != NULL;
}

static KontorJson *
parse_object (Parser *self, GError **error)
{
  const char *begin = self->at++;
  gsize       base = self->length;
  gboolean    is_closed = FALSE;

  skip_space (self);

  if (peek (self) == '}')
    {
      self->at++;
      is_closed = TRUE;
    }

  while (!is_closed)
    if (!parse_member (self, error) || !next_item (self, '}', &is_closed, error))
      return NULL;

  return close_object (self, base, begin, error);
}

static KontorJson *
parse_value (Parser *self, GError **error)
{
  skip_space (self);

  switch (peek (self))
    {
    case '"':
      return parse_string (self, error);
    case 'n':
      return parse_word (self, "null", kontor_json_new_null (), error);
    case 't':
      return parse_word (self, "true", kontor_json_new_boolean (TRUE), error);
    case 'f':
      return parse_word (self, "false", kontor_json_new_boolean (FALSE), error);
    case '[':
    case '{':
      if (self->depth == DEPTH_LIMIT)
        return fail_range (self, self->at, "brackets stand too deep", error);
      self->depth++;
      return *self->at == '[' ? parse_array (self, error) : parse_object (self, error);
    default:
      if (peek (self) == '-' || g_ascii_isdigit (peek (self)))
        return parse_integer (self, error);
      return fail (self, self->at, "no value stands", error);
    }
}

/**
 * kontor_json_parse:
 * @text: JSON in UTF-8
 * @length: its length in bytes, or -1 if it ends with NUL
 * @error: return location
 *
 * Reads one value strictly as RFC 8259 says, with these limits: numbers are whole and fit 64 bits,
 * a key stands once in its object, NUL stands nowhere, and brackets stand 64 deep at most. Errors
 * name the position as a count of bytes from 0.
 *
 * Fails with %KONTOR_VALUE_ERROR_INVALID if @text is not such JSON, and with
 * %KONTOR_VALUE_ERROR_RANGE if a number is too large, the brackets are too deep or the text exceeds
 * 2 GiB.
 *
 * Returns: (transfer full) (nullable): the value, or %NULL with @error set
 */
KontorJson *
kontor_json_parse (const char *text, gssize length, GError **error)
{
  g_auto (Parser) parser = { 0 };
  g_autoptr (KontorJson) value = NULL;
  gsize size = 0;

  g_return_val_if_fail (text != NULL || length == 0, NULL);

  size = length < 0 ? strlen (text) : (gsize) length;
  parser.start = parser.at = text;
  parser.end = text + size;

  if (size > LENGTH_LIMIT)
    return fail_range (&parser, parser.at, "the text is too long", error);

  value = parse_value (&parser, error);
  if (value == NULL)
    return NULL;

  skip_space (&parser);
  if (parser.at < parser.end)
    return fail (&parser, parser.at, "something stands behind the value", error);

  return g_steal_pointer (&value);
}
