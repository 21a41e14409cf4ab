/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright the Kontor contributors */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Questions to the person that newer versions of the toolkit have classes for. */

void   kontor_file_open_async (GtkWidget          *parent,
                               const char         *title,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data);
GFile *kontor_file_open_finish (GAsyncResult *result, GError **error);
void   kontor_file_save_async (GtkWidget          *parent,
                               const char         *title,
                               const char         *name,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data);
GFile *kontor_file_save_finish (GAsyncResult *result, GError **error);
void   kontor_folder_open_async (GtkWidget          *parent,
                                 const char         *title,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data);
GFile *kontor_folder_open_finish (GAsyncResult *result, GError **error);

void     kontor_confirm_async (GtkWidget          *parent,
                               const char         *heading,
                               const char         *body,
                               const char         *verb,
                               gboolean            destructive,
                               GAsyncReadyCallback callback,
                               gpointer            user_data);
gboolean kontor_confirm_finish (GAsyncResult *result, GError **error);
void     kontor_details_present (GtkWidget  *parent,
                                 const char *heading,
                                 const char *body,
                                 const char *details);

G_END_DECLS
