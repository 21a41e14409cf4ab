/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-attention-page.h"

#include <glib/gi18n.h>

#include "kontor-attention-pane.h"
#include "kontor-format.h"

/**
 * KontorAttentionPage:
 *
 * What could not be decided without a person.
 */
struct _KontorAttentionPage
{
  KontorListPage parent_instance;
};

G_DEFINE_FINAL_TYPE (KontorAttentionPage, kontor_attention_page, KONTOR_TYPE_LIST_PAGE)

static char *
kontor_attention_page_dup_count (KontorListPage *self, gint64 count)
{
  g_autofree char *number = kontor_format_count (count);

  return g_strdup_printf (ngettext ("%s matter", "%s matters", (gulong) count), number);
}

static void
kontor_attention_page_class_init (KontorAttentionPageClass *klass)
{
  KontorListPageClass *list_class = KONTOR_LIST_PAGE_CLASS (klass);

  list_class->list = "attention";
  list_class->get_pane_type = kontor_attention_pane_get_type;
  list_class->empty_icon = "kontor-state-done-symbolic";
  list_class->empty_title = N_ ("Nothing Needs Attention");
  list_class->empty_description = N_ (
    "What was refused, or decided differently elsewhere, waits here for you.");
  list_class->dup_count = kontor_attention_page_dup_count;
}

static void
kontor_attention_page_init (KontorAttentionPage *self)
{
}
