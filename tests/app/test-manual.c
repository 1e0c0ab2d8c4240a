// SPDX-License-Identifier: GPL-3.0-or-later
#include "test-app.h"

#include "chain-manual-figure.h"
#include "chain-manual-page.h"
#include "chain-manual.h"

static const char *const pages[] = {
  "start", "network", "loss", "backpropagation", "descent", "views", "check", "limits", "lessons", "files", NULL,
};

static ChainManual *
present (const char *place)
{
  chain_manual_present (test_application, place);
  for (GList *i = gtk_application_get_windows (test_application); i != NULL; i = i->next)
    if (CHAIN_IS_MANUAL (i->data))
      return i->data;

  g_assert_not_reached ();
}

/* Calls @function for @widget and all in it. */
static void
for_each (GtkWidget *widget,
          void     (*function) (GtkWidget *widget,
                                gpointer   data),
          gpointer   data)
{
  function (widget, data);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    for_each (child, function, data);
}

typedef struct
{
  const char *id;
  gboolean is_found;
} Search;

static void
look_for_name (GtkWidget *widget,
               gpointer   data)
{
  Search *search = data;

  search->is_found |= g_str_equal (gtk_widget_get_name (widget), search->id);
}

static gboolean
ignore_link (GtkLabel   *label,
             const char *uri,
             gpointer    data)
{
  return TRUE;
}

static void
assert_target (const char *page,
               const char *uri)
{
  g_auto (GStrv) parts = NULL;
  Search search = { NULL };

  if (g_str_has_prefix (uri, "scenario:"))
    {
      g_assert_nonnull (chain_scenario_find (uri + strlen ("scenario:")));
      return;
    }
  if (!g_str_has_prefix (uri, "page:"))
    g_error ("%s: expected a link to a page or a scenario, got “%s”", page, uri);

  parts = g_strsplit (uri + strlen ("page:"), "#", 2);
  if (parts[0][0] != '\0' && !g_strv_contains (pages, parts[0]))
    g_error ("%s: there is no page for the link “%s”", page, uri);
  if (parts[1] != NULL)
    {
      GtkWidget *target = chain_manual_page_new (parts[0][0] != '\0' ? parts[0] : page, ignore_link, NULL);

      search.id = parts[1];
      for_each (target, look_for_name, &search);
      g_object_unref (target);
      if (!search.is_found)
        g_error ("%s: there is no section for the link “%s”", page, uri);
    }
}

typedef struct
{
  const char *page;
  guint n_links;
  guint n_figures;
} Contents;

static void
look_at (GtkWidget *widget,
         gpointer   data)
{
  Contents *contents = data;

  contents->n_figures += CHAIN_IS_MANUAL_FIGURE (widget);
  if (GTK_IS_LABEL (widget))
    {
      g_auto (GStrv) parts = g_strsplit (gtk_label_get_label (GTK_LABEL (widget)), "<a href=\"", -1);

      for (guint i = 1; parts[i] != NULL; i++)
        {
          *strchr (parts[i], '"') = '\0';
          assert_target (contents->page, parts[i]);
          contents->n_links++;
        }
    }
}

/* Every page can be read, every link leads somewhere, and each scenario has its lesson. */
static void
test_pages (void)
{
  guint n_links = 0;
  const ChainScenario *scenarios;
  gsize n;
  GtkWidget *lessons;

  for (guint i = 0; pages[i] != NULL; i++)
    {
      Contents contents = { pages[i] };
      g_autofree char *title = chain_manual_page_read_title (pages[i]);
      GtkWidget *page = chain_manual_page_new (pages[i], ignore_link, NULL);

      g_assert_cmpuint (strlen (title), >, 3);
      for_each (page, look_at, &contents);
      n_links += contents.n_links;
      if (!g_str_equal (pages[i], "files"))
        g_assert_cmpuint (contents.n_figures, >, 0);
      g_object_unref (page);
    }
  g_assert_cmpuint (n_links, >, 20);

  lessons = chain_manual_page_new ("lessons", ignore_link, NULL);
  scenarios = chain_scenario_get_all (&n);
  for (gsize i = 0; i < n; i++)
    {
      Search search = { scenarios[i].id };

      for_each (lessons, look_for_name, &search);
      if (!search.is_found)
        g_error ("expected a lesson for the scenario %s, got none", scenarios[i].id);
    }
  g_object_unref (lessons);
}

static void
test_read (void)
{
  ChainWindow *window = test_window_new ();
  ChainManual *manual;

  g_action_group_activate_action (G_ACTION_GROUP (test_application), "help", NULL);
  manual = present (NULL);
  g_assert_cmpstr (chain_manual_get_page (manual), ==, "start");
  test_wait_until (gtk_widget_get_mapped (GTK_WIDGET (manual)));

  chain_manual_go (manual, "limits#stability");
  g_assert_cmpstr (chain_manual_get_page (manual), ==, "limits");
  test_iterate (0.3);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (manual), "manual.back", NULL));
  g_assert_cmpstr (chain_manual_get_page (manual), ==, "start");
  /* there is one manual, which stays where it is */
  g_assert_true (present (NULL) == manual);
  g_assert_true (present ("check") == manual);
  g_assert_cmpstr (chain_manual_get_page (manual), ==, "check");

  /* closed while its pictures are made */
  chain_manual_go (manual, "lessons");
  test_iterate (0.1);
  g_object_add_weak_pointer (G_OBJECT (manual), (gpointer *) &manual);
  gtk_window_close (GTK_WINDOW (manual));
  test_wait_until (manual == NULL);
  test_window_close (window);
}

static void
add_tests (void)
{
  g_test_add_func ("/app/manual/pages", test_pages);
  g_test_add_func ("/app/manual/read", test_read);
}

int
main (int   argc,
      char *argv[])
{
  return test_main (argc, argv, add_tests);
}
