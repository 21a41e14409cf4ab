/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-notice-pane.h"

#include "kontor-pane.h"
#include "kontor-stock-pane.h"
#include "kontor-stock-query.h"
#include "kontor-weak.h"

/**
 * KontorNoticePane:
 *
 * The item that a notice of low stock is about.
 */
struct _KontorNoticePane
{
  AdwBin parent_instance;

  KontorCompany *company;     /* (owned) (not nullable): construct only */
  KontorPane    *item;        /* (unowned): its child */
  GCancellable  *cancellable; /* (owned) (nullable): of the reading under way */
};

typedef enum
{
  PROP_COMPANY = 1,
} KontorNoticePaneProperty;

static void kontor_notice_pane_pane_init (KontorPaneInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (KontorNoticePane,
                               kontor_notice_pane,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (KONTOR_TYPE_PANE,
                                                      kontor_notice_pane_pane_init))

static void
notice_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorNoticePane) self = kontor_weak_take (user_data);
  g_autoptr (KontorJson) notice = kontor_company_query_finish (NULL, result, &error);
  KontorUid uid;

  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  /* A notice that went away meanwhile has nothing to show. */
  if (notice != NULL && kontor_uid_parse (&uid, kontor_json_get_string (notice, "variant", "")))
    kontor_pane_show (self->item, &uid);
  else
    kontor_pane_show (self->item, NULL);
}

static void
kontor_notice_pane_show (KontorPane *pane, const KontorUid *uid)
{
  KontorNoticePane *self = KONTOR_NOTICE_PANE (pane);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (uid == NULL)
    {
      kontor_pane_show (self->item, NULL);
      return;
    }
  self->cancellable = g_cancellable_new ();
  kontor_company_query_uid_async (self->company,
                                  kontor_query_notice_json,
                                  uid,
                                  self->cancellable,
                                  notice_read_cb,
                                  kontor_weak_new (self));
}

static gboolean
kontor_notice_pane_suggested (KontorPane *pane)
{
  return kontor_pane_suggested (KONTOR_NOTICE_PANE (pane)->item);
}

static void
kontor_notice_pane_pane_init (KontorPaneInterface *iface)
{
  iface->show = kontor_notice_pane_show;
  iface->suggested = kontor_notice_pane_suggested;
}

static void
kontor_notice_pane_get_property (GObject    *object,
                                 guint       property_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  switch ((KontorNoticePaneProperty) property_id)
    {
    case PROP_COMPANY:
      g_value_set_object (value, KONTOR_NOTICE_PANE (object)->company);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
kontor_notice_pane_set_property (GObject      *object,
                                 guint         property_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  switch ((KontorNoticePaneProperty) property_id)
    {
    case PROP_COMPANY:
      g_set_object (&KONTOR_NOTICE_PANE (object)->company, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
kontor_notice_pane_constructed (GObject *object)
{
  KontorNoticePane *self = KONTOR_NOTICE_PANE (object);
  GtkWidget        *item = g_object_new (KONTOR_TYPE_STOCK_PANE, "company", self->company, NULL);

  G_OBJECT_CLASS (kontor_notice_pane_parent_class)->constructed (object);
  self->item = KONTOR_PANE (item);
  adw_bin_set_child (ADW_BIN (self), item);
}

static void
kontor_notice_pane_dispose (GObject *object)
{
  KontorNoticePane *self = KONTOR_NOTICE_PANE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->company);

  G_OBJECT_CLASS (kontor_notice_pane_parent_class)->dispose (object);
}

static void
kontor_notice_pane_class_init (KontorNoticePaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = kontor_notice_pane_get_property;
  object_class->set_property = kontor_notice_pane_set_property;
  object_class->constructed = kontor_notice_pane_constructed;
  object_class->dispose = kontor_notice_pane_dispose;
  g_object_class_override_property (object_class, PROP_COMPANY, "company");
}

static void
kontor_notice_pane_init (KontorNoticePane *self)
{
}
