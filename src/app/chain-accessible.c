// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-accessible.h"

#include "chain-plain-text.h"

/* The part of @widget that has the focus in its place, or NULL. */
static GtkWidget *
get_focused_part (GtkWidget *widget)
{
  if (GTK_IS_SPIN_BUTTON (widget) || GTK_IS_ENTRY (widget))
    return GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (widget)));
  if (GTK_IS_DROP_DOWN (widget) || GTK_IS_MENU_BUTTON (widget))
    return gtk_widget_get_first_child (widget);
  return NULL;
}

/* The text of a label. Exponents are to be heard as such: 10^9, not 109. */
static char *
dup_spoken (GtkLabel *label)
{
  return gtk_label_get_use_markup (label) ? chain_plain_text_new (gtk_label_get_label (label))
                                          : g_strdup (gtk_label_get_text (label));
}

static void
on_label (GtkLabel *label)
{
  g_autofree char *text = dup_spoken (label);

  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

/* GTK tells nothing of what was not there at that time. */
static void
on_label_map (GtkLabel *label)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LABEL, "", -1);
  on_label (label);
}

/* What is said by an alert is heard because its name changes; GTK changes its text only. */
static void
announce (GtkWidget *label)
{
  GtkAccessibleRole role = gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (label));

  if ((role != GTK_ACCESSIBLE_ROLE_ALERT && role != GTK_ACCESSIBLE_ROLE_STATUS)
      || g_signal_handler_find (label, G_SIGNAL_MATCH_FUNC, 0, 0, NULL, (gpointer) on_label, NULL) != 0)
    return;

  g_signal_connect (label, "notify::label", G_CALLBACK (on_label), NULL);
  g_signal_connect (label, "map", G_CALLBACK (on_label_map), NULL);
  on_label (GTK_LABEL (label));
}

/* GTK reads out the label with its underscore, and after a name once more. */
static void
name_by_label (GtkWidget *button)
{
  GtkWidget *label = gtk_button_get_child (GTK_BUTTON (button));

  if (!gtk_button_get_use_underline (GTK_BUTTON (button)) || !GTK_IS_LABEL (label))
    return;

  gtk_accessible_reset_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  gtk_label_get_text (GTK_LABEL (label)), -1);
}

static void
complete (GtkWidget  *widget,
          const char *tooltip)
{
  const char *own = gtk_widget_get_tooltip_text (widget);
  GtkWidget *part = get_focused_part (widget);

  /* GTK takes a widget's own */
  if (own != NULL)
    tooltip = own;
  else if (tooltip != NULL && (part != NULL || gtk_widget_get_focusable (widget)))
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, tooltip, -1);
  if (part != NULL)
    gtk_accessible_update_relation (GTK_ACCESSIBLE (part), GTK_ACCESSIBLE_RELATION_LABELLED_BY, widget, NULL, -1);
  if (GTK_IS_LABEL (widget))
    announce (widget);
  if (GTK_IS_BUTTON (widget))
    name_by_label (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    complete (child, tooltip);
}

/**
 * chain_accessible_complete:
 * @widget: a window, or a part of one that was made later
 *
 * Where the focus is in a part of a widget, in the button of a drop-down list for example, GTK tells
 * the name of that part, which has none: it gets that of the whole. A button with a mnemonic loses the
 * underscore in its name. A control that has no tooltip gets that of what it stands in as its
 * description. And what alerts and states say becomes their name.
 */
void
chain_accessible_complete (GtkWidget *widget)
{
  complete (widget, NULL);
}
