// SPDX-License-Identifier: GPL-3.0-or-later
#include <errno.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "chain-config.h"

#include <glib/gi18n.h>

#include "chain-cli.h"
#include "chain-kernel-choice.h"
#include "chain-locale.h"

typedef struct
{
  const char *name;
  int (*run) (int argc, char **argv);
  const char *summary;
} Command;

static const Command commands[] = {
  { "gradient", chain_cli_gradient, N_("Show how each gradient comes about") },
  { "explain", chain_cli_explain, N_("Write the chain rule with its numbers, for a step") },
  { "train", chain_cli_train, N_("Train, and write history, pictures and the experiment") },
  { "info", chain_cli_info, N_("Print variance, floor, loss and sharpness at the start") },
  { "scenarios", chain_cli_scenarios, N_("List the experiments that come with the program") },
  { "check", chain_cli_check, N_("Check gradients of random networks by two other methods") },
  { "benchmark", chain_cli_benchmark, N_("Measure how fast this machine trains") },
};

/* GLib would convert to the locale's character set, which in the C locale has no “x²”. */
static void
print_utf8 (const char *text)
{
  fputs (text, stdout);
}

static char *
describe_commands (void)
{
  GString *text = g_string_new (_("Commands:"));

  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    g_string_append_printf (text, "\n  %-10s %s", commands[i].name, _(commands[i].summary));
  g_string_append_printf (text, "\n\n%s", _("“chainrule-cli COMMAND --help” shows a command's options."));

  return g_string_free (text, FALSE);
}

/* Without a command: --help and --version. */
static int
run_without_command (int    argc,
                     char **argv)
{
  gboolean version = FALSE;
  const GOptionEntry entries[] = {
    { "version", 0, 0, G_OPTION_ARG_NONE, &version, N_("Print the version"), NULL },
    { NULL }
  };
  g_autoptr (GOptionContext) context = g_option_context_new (_("COMMAND"));
  g_autofree char *description = describe_commands ();
  g_autoptr (GError) error = NULL;

  g_option_context_set_summary (context, _("A small network learns y = x²."));
  g_option_context_set_description (context, description);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);

  if (!g_option_context_parse (context, &argc, &argv, &error))
    return chain_cli_complain (CHAIN_CLI_USAGE, "%s", error->message);
  if (argc > 1)
    return chain_cli_complain (CHAIN_CLI_USAGE, _("“%s” is no command: expected gradient, explain, train, info, scenarios, check or benchmark"),
                               argv[1]);
  if (!version)
    return chain_cli_complain (CHAIN_CLI_USAGE, _("Expected a command: gradient, explain, train, info, scenarios, check or benchmark"));

  printf ("chainrule-cli %s\n", CHAIN_VERSION);
  return CHAIN_CLI_OK;
}

static int
run (int    argc,
     char **argv)
{
  for (gsize i = 0; argc > 1 && i < G_N_ELEMENTS (commands); i++)
    if (strcmp (argv[1], commands[i].name) == 0)
      return commands[i].run (argc - 1, argv + 1);

  return run_without_command (argc, argv);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GError) error = NULL;
  int status;

  chain_locale_init ();
  g_set_print_handler (print_utf8);
  g_set_prgname ("chainrule-cli");

  if (!chain_kernel_choose (&error))
    return chain_cli_complain (CHAIN_CLI_USAGE, "%s", error->message);

  status = run (argc, argv);

  /* what is printed is output too: a full disk behind “> file” must not pass unnoticed */
  if ((fflush (stdout) != 0 || ferror (stdout)) && status == CHAIN_CLI_OK)
    status = chain_cli_complain (CHAIN_CLI_FAILED, _("Cannot write the output: %s"), g_strerror (errno));
  return status;
}
