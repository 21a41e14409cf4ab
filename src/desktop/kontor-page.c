/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-page.h"

typedef struct
{
  KontorCompany *company; /* (owned) (not nullable): construct only */
  gboolean       folded;
} KontorPagePrivate;

typedef enum
{
  PROP_COMPANY = 1,
  PROP_FOLDED,
} KontorPageProperty;

static GParamSpec *properties[PROP_FOLDED + 1];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (KontorPage, kontor_page, ADW_TYPE_BIN)

static void
kontor_page_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  KontorPagePrivate *priv = kontor_page_get_instance_private (KONTOR_PAGE (object));

  switch ((KontorPageProperty) property_id)
    {
    case PROP_COMPANY:
      g_value_set_object (value, priv->company);
      break;
    case PROP_FOLDED:
      g_value_set_boolean (value, priv->folded);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
kontor_page_set_property (GObject      *object,
                          guint         property_id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  KontorPagePrivate *priv = kontor_page_get_instance_private (KONTOR_PAGE (object));

  switch ((KontorPageProperty) property_id)
    {
    case PROP_COMPANY:
      g_set_object (&priv->company, g_value_get_object (value));
      break;
    case PROP_FOLDED:
      kontor_page_set_folded (KONTOR_PAGE (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
kontor_page_finalize (GObject *object)
{
  KontorPagePrivate *priv = kontor_page_get_instance_private (KONTOR_PAGE (object));

  g_clear_object (&priv->company);

  G_OBJECT_CLASS (kontor_page_parent_class)->finalize (object);
}

static void
kontor_page_class_init (KontorPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = kontor_page_get_property;
  object_class->set_property = kontor_page_set_property;
  object_class->finalize = kontor_page_finalize;

  properties[PROP_COMPANY] = g_param_spec_object ("company",
                                                  NULL,
                                                  NULL,
                                                  KONTOR_TYPE_COMPANY,
                                                  G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY
                                                    | G_PARAM_STATIC_STRINGS);
  properties[PROP_FOLDED] = g_param_spec_boolean ("folded",
                                                  NULL,
                                                  NULL,
                                                  FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                    | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
kontor_page_init (KontorPage *self)
{
}

KontorCompany *
kontor_page_get_company (KontorPage *self)
{
  KontorPagePrivate *priv = kontor_page_get_instance_private (self);

  g_return_val_if_fail (KONTOR_IS_PAGE (self), NULL);

  return priv->company;
}

gboolean
kontor_page_get_folded (KontorPage *self)
{
  KontorPagePrivate *priv = kontor_page_get_instance_private (self);

  g_return_val_if_fail (KONTOR_IS_PAGE (self), FALSE);

  return priv->folded;
}

/**
 * kontor_page_set_folded:
 * @folded: the page has the whole window; its header must lead back to the sidebar
 */
void
kontor_page_set_folded (KontorPage *self, gboolean folded)
{
  KontorPagePrivate *priv = kontor_page_get_instance_private (self);

  g_return_if_fail (KONTOR_IS_PAGE (self));

  if (priv->folded == folded)
    return;
  priv->folded = folded;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLDED]);
}

void
kontor_page_shown (KontorPage *self)
{
  if (KONTOR_PAGE_GET_CLASS (self)->shown != NULL)
    KONTOR_PAGE_GET_CLASS (self)->shown (self);
}

void
kontor_page_open (KontorPage *self, const KontorUid *uid)
{
  if (KONTOR_PAGE_GET_CLASS (self)->open != NULL)
    KONTOR_PAGE_GET_CLASS (self)->open (self, uid);
}

void
kontor_page_filter (KontorPage *self, const char *filter)
{
  if (KONTOR_PAGE_GET_CLASS (self)->filter != NULL)
    KONTOR_PAGE_GET_CLASS (self)->filter (self, filter);
}

gboolean
kontor_page_search (KontorPage *self)
{
  return KONTOR_PAGE_GET_CLASS (self)->search != NULL
         && KONTOR_PAGE_GET_CLASS (self)->search (self);
}

gboolean
kontor_page_create (KontorPage *self)
{
  return KONTOR_PAGE_GET_CLASS (self)->create != NULL
         && KONTOR_PAGE_GET_CLASS (self)->create (self);
}

gboolean
kontor_page_suggested (KontorPage *self)
{
  return KONTOR_PAGE_GET_CLASS (self)->suggested != NULL
         && KONTOR_PAGE_GET_CLASS (self)->suggested (self);
}

gboolean
kontor_page_print (KontorPage *self)
{
  return KONTOR_PAGE_GET_CLASS (self)->print != NULL && KONTOR_PAGE_GET_CLASS (self)->print (self);
}

gboolean
kontor_page_back (KontorPage *self)
{
  return KONTOR_PAGE_GET_CLASS (self)->back != NULL && KONTOR_PAGE_GET_CLASS (self)->back (self);
}

void
kontor_page_put_aside (KontorPage *self)
{
  if (KONTOR_PAGE_GET_CLASS (self)->put_aside != NULL)
    KONTOR_PAGE_GET_CLASS (self)->put_aside (self);
}

gboolean
kontor_page_take_file (KontorPage *self, GFile *file)
{
  return KONTOR_PAGE_GET_CLASS (self)->take_file != NULL
         && KONTOR_PAGE_GET_CLASS (self)->take_file (self, file);
}

gboolean
kontor_page_take_scan (KontorPage *self, const char *code)
{
  return KONTOR_PAGE_GET_CLASS (self)->take_scan != NULL
         && KONTOR_PAGE_GET_CLASS (self)->take_scan (self, code);
}

gboolean
kontor_page_select (KontorPage *self, guint position)
{
  return KONTOR_PAGE_GET_CLASS (self)->select != NULL
         && KONTOR_PAGE_GET_CLASS (self)->select (self, position);
}
