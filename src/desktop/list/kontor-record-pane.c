/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */

#include "config.h"

#include "kontor-record-pane.h"

#include "kontor-customer-wrap.h"
#include "kontor-problem.h"
#include "kontor-weak.h"

/**
 * KontorRecordPane:
 *
 * A [iface@Pane] that reads one record off the main thread, again whenever it changes, and shows a
 * page that says so when it can't be read. Its template has a stack with the pages "none" and
 * "failed" beside the one of the record, and the children that
 * kontor_record_pane_class_set_template() names.
 */
typedef struct
{
  KontorCompany *company;     /* (owned) (not nullable): construct only */
  KontorUid      uid;         /* nil: nothing is selected */
  KontorJson    *record;      /* (owned) (nullable) until read */
  GCancellable  *cancellable; /* (owned) (nullable): of the reading under way */

  /* Template children of the class that inherits */
  GtkStack          *stack;
  AdwStatusPage     *failed;
  AdwWindowTitle    *title;  /* (nullable) */
  GtkScrolledWindow *scroll; /* (nullable) */
} KontorRecordPanePrivate;

typedef enum
{
  PROP_COMPANY = 1,
} KontorRecordPaneProperty;

static void kontor_record_pane_pane_init (KontorPaneInterface *iface);

G_DEFINE_ABSTRACT_TYPE_WITH_CODE (KontorRecordPane,
                                  kontor_record_pane,
                                  ADW_TYPE_BIN,
                                  G_ADD_PRIVATE (KontorRecordPane)
                                    G_IMPLEMENT_INTERFACE (KONTOR_TYPE_PANE,
                                                           kontor_record_pane_pane_init))

static KontorRecordPanePrivate *
get_private (KontorRecordPane *self)
{
  return kontor_record_pane_get_instance_private (self);
}

/* --- reading --- */

static void
take (KontorRecordPane *self, KontorJson *record)
{
  KontorRecordPanePrivate *priv = get_private (self);
  g_autoptr (KontorJson) before = priv->record;

  priv->record = record;
  KONTOR_RECORD_PANE_GET_CLASS (self)->take (self, record);
}

static void
show_failure (KontorRecordPane *self, const GError *error)
{
  KontorRecordPanePrivate *priv = get_private (self);
  g_autoptr (KontorProblem) problem = kontor_problem_from_error (error);
  g_autofree char *advice = g_markup_escape_text (problem->advice, -1);

  if (priv->title != NULL)
    adw_window_title_set_title (priv->title, "");
  adw_status_page_set_title (priv->failed, problem->title);
  adw_status_page_set_description (priv->failed, advice);
  gtk_stack_set_visible_child_name (priv->stack, "failed");
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorRecordPane) self = kontor_weak_take (user_data);
  g_autoptr (KontorJson) record = kontor_company_query_finish (NULL, result, &error);

  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  take (self, g_steal_pointer (&record));
  if (error != NULL)
    show_failure (self, error);
  else
    gtk_stack_set_visible_child_name (get_private (self)->stack,
                                      KONTOR_RECORD_PANE_GET_CLASS (self)->page);
}

/**
 * kontor_record_pane_read:
 *
 * Reads the record that is selected once more.
 */
void
kontor_record_pane_read (KontorRecordPane *self)
{
  KontorRecordPanePrivate *priv = get_private (self);

  g_return_if_fail (KONTOR_IS_RECORD_PANE (self));

  g_cancellable_cancel (priv->cancellable);
  g_clear_object (&priv->cancellable);
  if (kontor_uid_is_nil (&priv->uid))
    return;
  priv->cancellable = g_cancellable_new ();
  kontor_company_query_uid_async (priv->company,
                                  KONTOR_RECORD_PANE_GET_CLASS (self)->query,
                                  &priv->uid,
                                  priv->cancellable,
                                  read_cb,
                                  kontor_weak_new (self));
}

static void
changed_cb (KontorRecordPane *self, const GArray *touched)
{
  KontorRecordPaneClass *klass = KONTOR_RECORD_PANE_GET_CLASS (self);

  if (kontor_touched_has (touched, &get_private (self)->uid)
      || (klass->concerns != NULL && klass->concerns (self, touched)))
    kontor_record_pane_read (self);
}

/* --- pane --- */

static void
kontor_record_pane_show (KontorPane *pane, const KontorUid *uid)
{
  KontorRecordPane        *self = KONTOR_RECORD_PANE (pane);
  KontorRecordPaneClass   *klass = KONTOR_RECORD_PANE_GET_CLASS (self);
  KontorRecordPanePrivate *priv = get_private (self);

  if (klass->leave != NULL)
    klass->leave (self);
  priv->uid = uid != NULL ? *uid : (KontorUid){ 0 };
  if (priv->scroll != NULL)
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (priv->scroll), 0);
  if (uid == NULL)
    {
      take (self, NULL);
      if (priv->title != NULL)
        adw_window_title_set_title (priv->title, "");
      gtk_stack_set_visible_child_name (priv->stack, "none");
    }
  kontor_record_pane_read (self);
}

static gboolean
kontor_record_pane_suggested (KontorPane *pane)
{
  KontorRecordPaneClass *klass = KONTOR_RECORD_PANE_GET_CLASS (pane);

  return klass->suggested != NULL && klass->suggested (KONTOR_RECORD_PANE (pane));
}

static gboolean
kontor_record_pane_print (KontorPane *pane)
{
  KontorRecordPaneClass *klass = KONTOR_RECORD_PANE_GET_CLASS (pane);

  return klass->print != NULL && klass->print (KONTOR_RECORD_PANE (pane));
}

static void
kontor_record_pane_pane_init (KontorPaneInterface *iface)
{
  iface->show = kontor_record_pane_show;
  iface->suggested = kontor_record_pane_suggested;
  iface->print = kontor_record_pane_print;
}

static void
kontor_record_pane_get_property (GObject    *object,
                                 guint       property_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  switch ((KontorRecordPaneProperty) property_id)
    {
    case PROP_COMPANY:
      g_value_set_object (value, get_private (KONTOR_RECORD_PANE (object))->company);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
kontor_record_pane_set_property (GObject      *object,
                                 guint         property_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  switch ((KontorRecordPaneProperty) property_id)
    {
    case PROP_COMPANY:
      g_set_object (&get_private (KONTOR_RECORD_PANE (object))->company,
                    g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static gpointer
get_child (KontorRecordPane *self, const char *name)
{
  return gtk_widget_get_template_child (GTK_WIDGET (self), G_OBJECT_TYPE (self), name);
}

/* The template was made by the init function of the class that inherits. */
static void
kontor_record_pane_constructed (GObject *object)
{
  KontorRecordPane        *self = KONTOR_RECORD_PANE (object);
  KontorRecordPanePrivate *priv = get_private (self);

  G_OBJECT_CLASS (kontor_record_pane_parent_class)->constructed (object);
  priv->stack = get_child (self, "stack");
  priv->failed = get_child (self, "failed");
  priv->title = get_child (self, "title");
  priv->scroll = get_child (self, "scroll");
  g_signal_connect_object (
    priv->company, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  take (self, NULL);
}

static void
kontor_record_pane_dispose (GObject *object)
{
  KontorRecordPanePrivate *priv = get_private (KONTOR_RECORD_PANE (object));

  g_cancellable_cancel (priv->cancellable);
  g_clear_object (&priv->cancellable);

  G_OBJECT_CLASS (kontor_record_pane_parent_class)->dispose (object);
}

/* Not in dispose: the class that inherits may look at the record until it is gone itself. */
static void
kontor_record_pane_finalize (GObject *object)
{
  KontorRecordPanePrivate *priv = get_private (KONTOR_RECORD_PANE (object));

  g_clear_object (&priv->company);
  g_clear_pointer (&priv->record, kontor_json_unref);

  G_OBJECT_CLASS (kontor_record_pane_parent_class)->finalize (object);
}

static void
kontor_record_pane_class_init (KontorRecordPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = kontor_record_pane_get_property;
  object_class->set_property = kontor_record_pane_set_property;
  object_class->constructed = kontor_record_pane_constructed;
  object_class->dispose = kontor_record_pane_dispose;
  object_class->finalize = kontor_record_pane_finalize;
  g_object_class_override_property (object_class, PROP_COMPANY, "company");
}

static void
kontor_record_pane_init (KontorRecordPane *self)
{
}

/**
 * kontor_record_pane_class_set_template:
 * @resource: (not nullable): of the template, which has the children "stack" and "failed" and may
 *   have "title", whose text goes with the record, and "scroll", which goes to the top
 * @page: (not nullable): of the stack, where the record is shown; a string that stays
 *
 * Sets the template of a class that inherits, in its `class_init`.
 */
void
kontor_record_pane_class_set_template (KontorRecordPaneClass *klass,
                                       const char            *resource,
                                       const char            *page)
{
  static const char *const children[] = { "stack", "failed", "title", "scroll" };
  GtkWidgetClass          *widget_class = GTK_WIDGET_CLASS (klass);

  klass->page = page;
  g_type_ensure (KONTOR_TYPE_CUSTOMER_WRAP); /* a line of buttons takes a second where it has to */
  gtk_widget_class_set_template_from_resource (widget_class, resource);
  for (gsize i = 0; i < G_N_ELEMENTS (children); i++)
    gtk_widget_class_bind_template_child_full (widget_class, children[i], FALSE, 0);
}

/**
 * kontor_record_pane_get_company:
 *
 * Returns: (transfer none): the company that the pane was made for
 */
KontorCompany *
kontor_record_pane_get_company (KontorRecordPane *self)
{
  g_return_val_if_fail (KONTOR_IS_RECORD_PANE (self), NULL);

  return get_private (self)->company;
}

/**
 * kontor_record_pane_get_uid:
 *
 * Returns: (transfer none): of the record that is selected; nil for none
 */
const KontorUid *
kontor_record_pane_get_uid (KontorRecordPane *self)
{
  g_return_val_if_fail (KONTOR_IS_RECORD_PANE (self), NULL);

  return &get_private (self)->uid;
}

/**
 * kontor_record_pane_get_cancellable:
 *
 * Returns: (transfer none) (nullable): cancelled when another record is read; for what is read
 *   besides
 */
GCancellable *
kontor_record_pane_get_cancellable (KontorRecordPane *self)
{
  g_return_val_if_fail (KONTOR_IS_RECORD_PANE (self), NULL);

  return get_private (self)->cancellable;
}
