// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-copy-as.h"

#include <string.h>

#include <glib/gi18n.h>

#include "chain-decimal.h"
#include "chain-experiment-file.h"

/* What Linux lets one argument of a program be long. */
#define MAX_ARGUMENT (128 * 1024 - 1)

/* ---- the command line ---- */

/* The lines “key=value” of an experiment's file, without its state: replayed from its start, the
 * run comes there by itself. */
static char **
get_lines (const ChainExperiment *experiment)
{
  ChainExperiment copy;
  g_autofree char *text = NULL;

  if (!chain_experiment_copy (&copy, experiment))
    g_error ("no memory for an experiment");
  copy.has_state = false;
  text = chain_experiment_to_text (&copy);
  chain_experiment_clear (&copy);
  return g_strsplit (text, "\n", -1);
}

static gboolean
is_text_for_people (const char *line)
{
  return g_str_has_prefix (line, "watch=") || g_str_has_prefix (line, "why=");
}

static char *
to_command (const ChainRun  *run,
            GError         **error)
{
  g_autoptr (GString) command = g_string_new ("chainrule-cli train");
  g_auto (GStrv) lines = NULL;
  g_auto (GStrv) usual = NULL;
  ChainExperiment record, standard;

  if (!chain_experiment_init (&standard))
    g_error ("no memory for an experiment");
  chain_run_record (run, &record);
  lines = get_lines (&record);
  usual = get_lines (&standard);
  chain_experiment_clear (&record);
  chain_experiment_clear (&standard);

  for (gsize i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *quoted = NULL;

      if (strchr (lines[i], '=') == NULL || g_strv_contains ((const char *const *) usual, lines[i])
          || is_text_for_people (lines[i]))
        continue;
      if (strlen (lines[i]) > MAX_ARGUMENT)
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                       _("The samples are too many for a command line: save the experiment and run the file."));
          return NULL;
        }

      quoted = g_shell_quote (lines[i]);
      g_string_append_printf (command, " --set %s", quoted);
    }

  g_string_append_printf (command, " --steps %" G_GUINT64_FORMAT, run->step);
  return g_string_free (g_steal_pointer (&command), FALSE);
}

/* ---- the parameters ---- */

static const char *const group_names[CHAIN_N_GROUPS] = { "W1", "b1", "W2", "b2", "W3", "b3" };

static void
append_numbers (GString      *text,
                const double *values,
                gsize         n,
                const char   *open,
                const char   *close)
{
  char buffer[CHAIN_DECIMAL_SIZE];

  g_string_append (text, open);
  for (gsize i = 0; i < n; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", chain_decimal_format (values[i], buffer));
  g_string_append (text, close);
}

/* W2 is a matrix, a row for each neuron of layer 2; the others are vectors, b3 a number. */
static void
append_group (GString      *text,
              ChainShape    shape,
              const double *parameters,
              ChainGroup    group,
              const char   *open,
              const char   *close)
{
  const double *values = parameters + chain_shape_group_offset (shape, group);
  gsize width = (gsize) shape.hidden1;

  if (group == CHAIN_B3)
    append_numbers (text, values, 1, "", "");
  else if (group != CHAIN_W2)
    append_numbers (text, values, chain_shape_group_length (shape, group), open, close);
  else
    {
      g_string_append (text, open);
      for (int k = 0; k < shape.hidden2; k++)
        {
          if (k > 0)
            g_string_append (text, ", ");
          append_numbers (text, values + (gsize) k * width, width, open, close);
        }
      g_string_append (text, close);
    }
}

static char *
to_c (const ChainRun *run,
      const double   *parameters)
{
  ChainShape shape = run->shape;
  GString *text = g_string_new ("#include <math.h>\n\n");

  g_string_append_printf (text, "#define HIDDEN1 %d\n#define HIDDEN2 %d\n\n", shape.hidden1, shape.hidden2);
  for (ChainGroup group = 0; group < CHAIN_N_GROUPS; group++)
    {
      static const char *const sizes[CHAIN_N_GROUPS] = {
        "[HIDDEN1]", "[HIDDEN1]", "[HIDDEN2][HIDDEN1]", "[HIDDEN2]", "[HIDDEN2]", ""
      };

      g_string_append_printf (text, "static const double %s%s = ", group_names[group], sizes[group]);
      append_group (text, shape, parameters, group, "{ ", " }");
      g_string_append (text, ";\n");
    }
  g_string_append (text,
                   "\n"
                   "static double\n"
                   "network (double x)\n"
                   "{\n"
                   "  double h1[HIDDEN1], y = b3;\n"
                   "\n"
                   "  for (int j = 0; j < HIDDEN1; j++)\n"
                   "    h1[j] = tanh (W1[j] * x + b1[j]);\n"
                   "  for (int k = 0; k < HIDDEN2; k++)\n"
                   "    {\n"
                   "      double z2 = b2[k];\n"
                   "\n"
                   "      for (int j = 0; j < HIDDEN1; j++)\n"
                   "        z2 += W2[k][j] * h1[j];\n"
                   "      y += W3[k] * tanh (z2);\n"
                   "    }\n"
                   "\n"
                   "  return y;\n"
                   "}\n");
  return g_string_free (text, FALSE);
}

static char *
to_python (const ChainRun *run,
           const double   *parameters)
{
  GString *text = g_string_new ("from math import tanh\n\n");

  for (ChainGroup group = 0; group < CHAIN_N_GROUPS; group++)
    {
      g_string_append_printf (text, "%s = ", group_names[group]);
      append_group (text, run->shape, parameters, group, "[", "]");
      g_string_append (text, "\n");
    }
  g_string_append (text,
                   "\n\n"
                   "def network(x):\n"
                   "    h1 = [tanh(w * x + b) for w, b in zip(W1, b1)]\n"
                   "    h2 = [tanh(sum(w * h for w, h in zip(row, h1)) + b) for row, b in zip(W2, b2)]\n"
                   "    return sum(w * h for w, h in zip(W3, h2)) + b3\n");
  return g_string_free (text, FALSE);
}

static char *
to_csv (const ChainRun *run,
        const double   *parameters)
{
  GString *text = g_string_new ("parameter,value\n");

  for (gsize i = 0; i < chain_shape_n_parameters (run->shape); i++)
    {
      char name[CHAIN_PARAMETER_NAME_SIZE];
      char buffer[CHAIN_DECIMAL_SIZE];

      chain_parameter_name (run->shape, i, name);
      g_string_append_printf (text, "%s,%s\n", name, chain_decimal_format (parameters[i], buffer));
    }

  return g_string_free (text, FALSE);
}

/**
 * chain_copy_as:
 *
 * Parameters are those of the network that takes x and gives y as they are, whatever the
 * normalisation, with all their digits.
 *
 * Returns: (transfer full) (nullable): the text, or %NULL with @error set to a sentence
 */
char *
chain_copy_as (const ChainRun  *run,
               ChainCopy        copy,
               GError         **error)
{
  g_autofree ChainRunPictures *pictures = g_new (ChainRunPictures, 1);
  ChainStyle style;

  if (!run->has_point)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_PENDING, _("The run is still being prepared."));
      return NULL;
    }

  chain_style_init (&style, false);
  chain_run_describe (run, &style, pictures);
  switch (copy)
    {
    case CHAIN_COPY_COMMAND:
      return to_command (run, error);
    case CHAIN_COPY_C:
      return to_c (run, pictures->parameters);
    case CHAIN_COPY_PYTHON:
      return to_python (run, pictures->parameters);
    case CHAIN_COPY_CSV:
    case CHAIN_N_COPIES:
      break;
    }

  return to_csv (run, pictures->parameters);
}
