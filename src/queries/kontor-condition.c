/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-filter-private.h"
#include "kontor-list-private.h"

#include "kontor-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Terms of the filter language become conditions: SQL out of the list's description, with bound
 * values. */

#define SHORTEST_INDEXED 3 /* characters: the search index holds trigrams */
#define END_OF_PREFIXES "\U0010FFFF"

/* What the slots of a description stand for. */
typedef struct
{
  gboolean    is_text;
  gint64      low;
  gint64      high;
  gint64      now;
  const char *texts[10];
  char      **choices; /* (nullable) */
} Slots;

void
kontor_expression_init (KontorExpression *self)
{
  self->sql = g_string_new (NULL);
  self->values = g_array_new (FALSE, FALSE, sizeof (KontorValue));
}

void
kontor_expression_clear (KontorExpression *self)
{
  if (self->sql != NULL)
    g_string_free (self->sql, TRUE);
  self->sql = NULL;
  g_clear_pointer (&self->values, g_array_unref);
}

KontorCondition *
kontor_condition_new (void)
{
  KontorCondition *self = g_new0 (KontorCondition, 1);

  kontor_expression_init (&self->lead);
  kontor_expression_init (&self->row);
  kontor_expression_init (&self->ids);
  return self;
}

void
kontor_condition_free (KontorCondition *self)
{
  if (self == NULL)
    return;

  kontor_expression_clear (&self->lead);
  kontor_expression_clear (&self->row);
  kontor_expression_clear (&self->ids);
  g_free (self); /* the array owned it */
}

static void
add_value (KontorExpression *self, KontorValue value)
{
  g_string_append_c (self->sql, '\1');
  g_array_append_val (self->values, value);
}

static void
add_choices (KontorExpression *self, char **choices)
{
  for (gsize i = 0; choices[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append (self->sql, ", ");
      add_value (self, kontor_value_text (choices[i]));
    }
}

static void
add_slot (KontorExpression *self, int slot, const Slots *slots)
{
  if (slots->choices != NULL)
    add_choices (self, slots->choices);
  else if (slots->is_text)
    add_value (self, kontor_value_text (slots->texts[slot]));
  else
    add_value (self, kontor_value_integer (slot == 1 ? slots->low : slots->high));
}

static void
expand (KontorExpression *self, const char *sql, const Slots *slots)
{
  for (const char *at = sql; *at != '\0'; at++)
    {
      if (*at == '?')
        add_slot (self, g_ascii_digit_value (*++at), slots);
      else if (g_str_has_prefix (at, "$now"))
        {
          add_value (self, kontor_value_integer (slots->now));
          at += strlen ("$now") - 1;
        }
      else
        g_string_append_c (self->sql, *at);
    }
}

/* For expressions without slots other than $now. */
void
kontor_expression_expand_now (KontorExpression *self, const char *sql, gint64 now)
{
  Slots slots = { .now = now };

  expand (self, sql, &slots);
}

static const char *
keep (KontorListQuery *query, char *text)
{
  g_autofree char *owned = text;

  return g_string_chunk_insert (query->texts, owned);
}

static const char *
keep_end (KontorListQuery *query, const char *text)
{
  return keep (query, g_strconcat (text, END_OF_PREFIXES, NULL));
}

static void
fill_text_slots (KontorListQuery *query, const char *text, Slots *slots)
{
  g_autofree char *folded = kontor_text_fold (text, -1);

  slots->is_text = TRUE;
  slots->now = query->now;
  slots->texts[1] = keep (query, g_strdup (text));
  slots->texts[3] = keep (query, g_strdup (folded));
  slots->texts[5] = keep (query, g_utf8_strreverse (folded, -1));
  slots->texts[8] = keep (query, g_utf8_strup (text, -1));
  slots->texts[2] = keep_end (query, slots->texts[1]);
  slots->texts[4] = keep_end (query, slots->texts[3]);
  slots->texts[6] = keep_end (query, slots->texts[5]);
  slots->texts[9] = keep_end (query, slots->texts[8]);
}

static gboolean
is_short (const char *word)
{
  return g_utf8_strlen (word, -1) < SHORTEST_INDEXED;
}

static gboolean
has_digit (const char *word)
{
  return strpbrk (word, "0123456789") != NULL;
}

/* A phrase of FTS5: the characters side by side. */
static void
add_phrase (GString *match, const char *word)
{
  g_auto (GStrv) parts = g_strsplit (word, "\"", -1);
  g_autofree char *escaped = g_strjoinv ("\"\"", parts);

  g_string_append_printf (match, "%s\"%s\"", match->len > 0 ? " AND " : "", escaped);
}

static void
join (KontorExpression *self, const char *with)
{
  if (self->sql->len > 0)
    g_string_append (self->sql, with);
}

static void
add_part (KontorExpression *self, const char *with, const char *sql, const Slots *slots)
{
  join (self, with);
  g_string_append_c (self->sql, '(');
  expand (self, sql, slots);
  g_string_append_c (self->sql, ')');
}

/* How a list or a key finds words. */
typedef struct
{
  const char *together;  /* (nullable) */
  const char *row;       /* (nullable) */
  const char *short_one; /* (nullable) */
  const char *short_row; /* (nullable) */
  const char *ids;       /* (nullable): of the words together */
  const char *short_ids; /* (nullable) */
} WordsSql;

#define ALL_WORDS "?7"

static void
add_short_word (KontorListQuery *query,
                KontorCondition *condition,
                const WordsSql  *sql,
                const char      *word)
{
  Slots       slots = { 0 };
  const char *text = sql->short_one != NULL ? sql->short_one : sql->row;

  if (text == NULL)
    return;
  fill_text_slots (query, word, &slots);
  add_part (&condition->lead, " AND ", text, &slots);
  add_part (&condition->row, " AND ", sql->short_row != NULL ? sql->short_row : text, &slots);
  if (sql->short_ids != NULL)
    expand (&condition->ids, sql->short_ids, &slots);
}

/* Several parts have no statement of their own. */
static void
drop_ids (KontorCondition *condition)
{
  g_string_truncate (condition->ids.sql, 0);
  g_array_set_size (condition->ids.values, 0);
}

/* Words that all must be there. Long ones go to the index together. */
static void
add_words (KontorListQuery *query, KontorCondition *condition, const WordsSql *sql, char **words)
{
  g_autoptr (GString) match = g_string_new (NULL);
  Slots    together = { .is_text = TRUE, .now = query->now };
  gboolean by_word = sql->row != NULL && strstr (sql->row, ALL_WORDS) == NULL;
  guint    n_others = 0;

  for (gsize i = 0; words[i] != NULL; i++)
    {
      Slots slots = { 0 };

      if (*words[i] == '\0')
        continue;
      if (is_short (words[i]) || sql->together == NULL)
        {
          add_short_word (query, condition, sql, words[i]);
          n_others++;
          continue;
        }
      add_phrase (match, words[i]);
      fill_text_slots (query, words[i], &slots);
      if (by_word)
        add_part (&condition->row, " AND ", sql->row, &slots);
    }

  if (n_others > 1 || (n_others == 1 && match->len > 0))
    drop_ids (condition);
  if (match->len == 0)
    return;
  together.texts[7] = keep (query, g_strdup_printf ("(%s)", match->str));
  condition->match = n_others > 0 || sql->together != query->type->words ? NULL : together.texts[7];
  add_part (&condition->lead, " AND ", sql->together, &together);
  if (!by_word)
    add_part (&condition->row, " AND ", sql->row != NULL ? sql->row : sql->together, &together);
  if (n_others == 0 && sql->ids != NULL)
    expand (&condition->ids, sql->ids, &together);
}

static char **
split_words (const char *text, gboolean quoted)
{
  g_autofree char *folded = kontor_text_fold (text, -1);
  const char      *whole[] = { g_strstrip (folded), NULL };

  return quoted ? g_strdupv ((char **) whole) : g_strsplit_set (folded, " \t\n", -1);
}

static KontorCondition *
take_condition (KontorListQuery *query, KontorCondition *condition, gboolean negated)
{
  condition->negated = negated;
  condition->can_lead = !negated && strchr (condition->lead.sql->str, '@') != NULL;
  g_ptr_array_add (query->conditions, condition);
  return condition;
}

/* One of several alternatives: "A OR B". */
static void
add_alternative (KontorCondition *condition, KontorCondition *alternative)
{
  KontorExpression *to[] = { &condition->lead, &condition->row };
  KontorExpression *from[] = { &alternative->lead, &alternative->row };

  for (gsize i = 0; i < G_N_ELEMENTS (to); i++)
    {
      if (from[i]->sql->len == 0)
        continue;
      join (to[i], " OR ");
      g_string_append_printf (to[i]->sql, "(%s)", from[i]->sql->str);
      g_array_append_vals (to[i]->values, from[i]->values->data, from[i]->values->len);
    }
}

static KontorCondition *
new_text_alternative (KontorListQuery       *query,
                      const KontorFilterKey *key,
                      const char            *text,
                      gboolean               quoted)
{
  KontorCondition *condition = kontor_condition_new ();
  Slots            slots = { 0 };
  const char      *sql = key->short_sql != NULL && is_short (text) ? key->short_sql : key->sql;

  if (key->type == KONTOR_FILTER_WORDS)
    {
      WordsSql words_sql = { key->sql, key->row_sql, key->short_sql, NULL, NULL, NULL };
      g_auto (GStrv) words = split_words (text, quoted);

      add_words (query, condition, &words_sql, words);
      return condition;
    }

  fill_text_slots (query, text, &slots);
  add_part (&condition->lead, "", sql, &slots);
  add_part (&condition->row, "", key->row_sql != NULL ? key->row_sql : sql, &slots);
  return condition;
}

static gboolean
add_text (KontorListQuery        *query,
          const KontorFilterKey  *key,
          const KontorFilterTerm *term,
          GError                **error)
{
  g_auto (GStrv) texts = g_strsplit (term->value, term->quoted ? "\n" : ",", -1);
  KontorCondition *condition = kontor_condition_new ();
  guint            n_texts = 0;

  for (gsize i = 0; texts[i] != NULL; i++)
    {
      KontorCondition *alternative;

      if (*g_strstrip (texts[i]) == '\0')
        continue;
      alternative = new_text_alternative (query, key, texts[i], term->quoted);
      add_alternative (condition, alternative);
      kontor_condition_free (alternative);
      n_texts++;
    }

  condition->serves = n_texts == 1 ? key->serves : NULL;
  if (condition->lead.sql->len == 0)
    {
      kontor_condition_free (condition);
      g_set_error (error,
                   KONTOR_FILTER_ERROR,
                   KONTOR_FILTER_ERROR_SYNTAX,
                   _ ("“%s” holds nothing to search for"),
                   term->value);
      return FALSE;
    }

  take_condition (query, condition, term->negated);
  return TRUE;
}

static void
add_range (
  KontorListQuery *query, const KontorFilterKey *key, gboolean negated, gint64 low, gint64 high)
{
  KontorCondition *condition = kontor_condition_new ();
  Slots            slots = { .low = low, .high = high, .now = query->now };

  add_part (&condition->lead, "", key->sql, &slots);
  condition->serves = key->serves;
  take_condition (query, condition, negated);
}

/* The stored values behind a choice's name; NULL when there is no such choice. */
static char **
find_choice (const KontorFilterKey *key, const char *text)
{
  g_autofree char *wanted = g_ascii_strdown (text, -1);

  g_strdelimit (wanted, "_", '-');
  for (gsize i = 0; key->values[i] != NULL; i++)
    {
      g_autofree char *name = kontor_filter_choice_name (key->values[i]);
      const char      *stored = strchr (key->values[i], '=');

      if (g_str_equal (g_strdelimit (name, "_", '-'), wanted))
        return g_strsplit (stored != NULL ? stored + 1 : key->values[i], ",", -1);
    }

  return NULL;
}

static gboolean
add_choice (KontorListQuery        *query,
            const KontorFilterKey  *key,
            const KontorFilterTerm *term,
            GError                **error)
{
  g_auto (GStrv) texts = g_strsplit (term->value, ",", -1);
  g_autoptr (GPtrArray) stored = g_ptr_array_new ();
  KontorCondition *condition;
  Slots            slots = { .now = query->now };

  for (gsize i = 0; texts[i] != NULL; i++)
    {
      g_auto (GStrv) values = find_choice (key, texts[i]);

      if (values == NULL)
        {
          g_autofree char *message = g_strdup_printf (
            _ ("“%s” has no value “%s”"), key->key, texts[i]);

          return kontor_filter_unknown (error, message, texts[i], key->values);
        }
      for (gsize j = 0; values[j] != NULL; j++)
        g_ptr_array_add (stored, (char *) keep (query, g_strdup (values[j])));
    }

  g_ptr_array_add (stored, NULL);
  slots.choices = (char **) stored->pdata;
  condition = kontor_condition_new ();
  add_part (&condition->lead, "", key->sql, &slots);
  condition->serves = stored->len == 2 ? key->serves : NULL;
  take_condition (query, condition, term->negated);
  return TRUE;
}

static char **
list_names (const KontorListType *type, gboolean flags)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (const KontorFilterKey *key = type->filters; key->key != NULL; key++)
    if ((key->type == KONTOR_FILTER_FLAG) == flags)
      g_ptr_array_add (names, g_strdup (key->key));
  if (!flags)
    g_ptr_array_add (names, g_strdup ("is"));
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&names), FALSE);
}

static gboolean
add_flag (KontorListQuery *query, const KontorFilterTerm *term, GError **error)
{
  const KontorFilterKey *key = kontor_filter_find_key (query->type, term->value, TRUE);
  KontorCondition       *condition;
  Slots                  slots = { .now = query->now };

  if (key == NULL)
    {
      g_auto (GStrv) names = list_names (query->type, TRUE);
      g_autofree char *message = g_strdup_printf (_ ("there is no “is:%s”"), term->value);

      return kontor_filter_unknown (error, message, term->value, (const char *const *) names);
    }

  query->lifted |= key->lifts;
  condition = kontor_condition_new ();
  add_part (&condition->lead, "", key->sql, &slots);
  condition->serves = key->serves;
  take_condition (query, condition, term->negated);
  return TRUE;
}

static gboolean
add_key (KontorListQuery *query, const KontorFilterTerm *term, GTimeZone *zone, GError **error)
{
  const KontorFilterKey *key = kontor_filter_find_key (query->type, term->key, FALSE);
  gint64                 low, high;

  if (g_str_equal (term->key, "is"))
    return add_flag (query, term, error);
  if (key == NULL)
    {
      g_auto (GStrv) names = list_names (query->type, FALSE);
      g_autofree char *message = g_strdup_printf (_ ("there is no key “%s”"), term->key);

      return kontor_filter_unknown (error, message, term->key, (const char *const *) names);
    }

  switch (key->type)
    {
    case KONTOR_FILTER_TEXT:
    case KONTOR_FILTER_WORDS:
      return add_text (query, key, term, error);
    case KONTOR_FILTER_CHOICE:
      return add_choice (query, key, term, error);
    case KONTOR_FILTER_MONEY:
    case KONTOR_FILTER_QUANTITY:
      if (!kontor_filter_parse_numbers (
            term->value, key->type == KONTOR_FILTER_MONEY ? 4 : 3, &low, &high, error))
        return FALSE;
      break;
    case KONTOR_FILTER_TIME:
      if (!kontor_filter_parse_times (term->value, query->now, zone, &low, &high, error))
        return FALSE;
      break;
    case KONTOR_FILTER_FLAG:
      g_assert_not_reached ();
    }

  add_range (query, key, term->negated, low, high);
  return TRUE;
}

static WordsSql
words_of (const KontorListType *type)
{
  const WordsSql sql = { type->words,     type->row_word, type->short_word,
                         type->short_row, type->word_ids, type->short_ids };

  return sql;
}

static void
add_single_word (KontorListQuery *query, const KontorFilterTerm *term, const char *number_sql)
{
  WordsSql         sql = words_of (query->type);
  KontorCondition *condition = kontor_condition_new ();
  g_auto (GStrv) words = split_words (term->value, TRUE);

  add_words (query, condition, &sql, words);
  if (number_sql != NULL)
    {
      Slots slots = { 0 };

      fill_text_slots (query, term->value, &slots);
      condition->match = NULL;
      drop_ids (condition);
      add_part (&condition->lead, " OR ", number_sql, &slots);
      add_part (&condition->row, " OR ", number_sql, &slots);
    }

  if (condition->lead.sql->len > 0)
    take_condition (query, condition, term->negated);
  else
    kontor_condition_free (condition);
}

/* Words without a sign of being a number are looked up together, which is what the index is quick
 * at. */
static void
add_free_words (KontorListQuery *query, GPtrArray *terms)
{
  const KontorListType *type = query->type;
  WordsSql              sql = words_of (type);
  KontorCondition      *condition = kontor_condition_new ();
  g_autoptr (GPtrArray) plain = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < terms->len; i++)
    {
      const KontorFilterTerm *term = g_ptr_array_index (terms, i);
      gboolean                is_number = type->number_word != NULL && has_digit (term->value);

      if (term->key != NULL)
        continue;
      if (is_number || term->negated)
        add_single_word (query, term, is_number ? type->number_word : NULL);
      else
        g_ptr_array_add (plain, g_strstrip (kontor_text_fold (term->value, -1)));
    }

  g_ptr_array_add (plain, NULL);
  add_words (query, condition, &sql, (char **) plain->pdata);
  if (condition->lead.sql->len > 0)
    take_condition (query, condition, FALSE);
  else
    kontor_condition_free (condition);
}

gboolean
kontor_list_query_add_filter (KontorListQuery *self,
                              const char      *text,
                              GTimeZone       *zone,
                              GError         **error)
{
  g_autoptr (GPtrArray) terms = kontor_filter_parse (text, error);

  if (terms == NULL)
    return FALSE;

  for (guint i = 0; i < terms->len; i++)
    {
      const KontorFilterTerm *term = g_ptr_array_index (terms, i);

      if (term->key != NULL && !add_key (self, term, zone, error))
        return FALSE;
    }

  add_free_words (self, terms);
  return TRUE;
}
