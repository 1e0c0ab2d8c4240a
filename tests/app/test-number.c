// SPDX-License-Identifier: GPL-3.0-or-later
#include "test-app.h"

#include <locale.h>

#include "chain-locale.h"
#include "chain-number-text.h"
#include "chain-plain-text.h"

/* The shortest text, with an end that people would write. */
static void
test_format (void)
{
  static const struct
  {
    double value;
    const char *text;
  } cases[] = {
    { 0.5, "0.500" }, { -0.2, "-0.200" }, { 0.0, "0.000" }, { 7.25, "7.250" }, { 0.01, "0.010" },
    { 100.0, "100.000" }, { 300.0, "300.000" }, { 0.123456789, "0.123456789" }, { 1e-5, "1e-5" },
    { 1e30, "1e30" }, { -2.5e-7, "-2.5e-7" }, { 0.1 + 0.2, "0.30000000000000004" }, { 999999.0, "999999.000" },
    { 0.0005, "0.0005" }, { 1.7976931348623157e308, "1.7976931348623157e308" }, { 5e-324, "5e-324" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = chain_number_text_format (cases[i].value);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_format_exact (void)
{
  for (int i = 0; i < 20000; i++)
    {
      double value = (g_test_rand_double () - 0.5) * pow (10.0, g_test_rand_int_range (-20, 20));
      g_autofree char *text = NULL;

      if (i % 2 == 0) /* a round one */
        value = rint (value * 1000.0) / 1000.0;
      text = chain_number_text_format (value);
      g_assert_cmpfloat (g_ascii_strtod (text, NULL), ==, value);
    }
}

static void
test_row (gboolean logarithmic)
{
  ChainNumberRow *row = g_object_ref_sink (g_object_new (CHAIN_TYPE_NUMBER_ROW,
                                                         "key", logarithmic ? "learning-rate" : "W1",
                                                         "lower", logarithmic ? 1e-5 : -5.0,
                                                         "upper", logarithmic ? 10.0 : 5.0,
                                                         "logarithmic", logarithmic,
                                                         NULL));
  GtkAdjustment *adjustment = chain_number_row_get_adjustment (row);

  /* no bit is lost on the way in and out, wherever the slider has its ends */
  for (int i = 0; i < 5000; i++)
    {
      double value = logarithmic ? pow (10.0, g_test_rand_double_range (-12.0, 3.0))
                                 : g_test_rand_double_range (-20.0, 20.0);

      chain_number_row_set_value (row, value);
      g_assert_cmpfloat (chain_number_row_get_value (row), ==, value);
      g_assert_cmpfloat (chain_number_field_get_value (chain_number_row_get_field (row)), ==, value);
      g_assert_cmpfloat_with_epsilon (gtk_adjustment_get_value (adjustment),
                                      logarithmic ? CLAMP (log10 (value), -5.0, 1.0) : CLAMP (value, -5.0, 5.0),
                                      1e-12);
    }

  g_object_unref (row);
}

static void
test_linear_row (void)
{
  test_row (FALSE);
}

static void
test_logarithmic_row (void)
{
  test_row (TRUE);
}

/* What people type, and what it is. */
static void
test_typed (void)
{
  static const struct
  {
    const char *text;
    double value;
  } cases[] = {
    { "0,5", 0.5 }, { "0.5", 0.5 }, { "1e-3", 1e-3 }, { "1/3", 1.0 / 3.0 }, { " -1/8 ", -0.125 },
    { "1e3/3", 1e3 / 3.0 }, { "\xe2\x88\x92""2", -2.0 }, { "0.30000000000000004", 0.1 + 0.2 },
    { "-1.7976931348623157e308", -1.7976931348623157e308 }, { ".5", 0.5 }, { "5.", 5.0 },
    { "-.25e1", -2.5 }, { "1./.5", 2.0 }, { ",5", 0.5 }, { "0,500", 0.5 }, { "1000,125", 1000.125 }, { "1,5", 1.5 },
    { "5e-324", 5e-324 },
  };
  static const char *const junk[] = { ".", "-.", "1,000", "-12,345", "1,000/3", "1,000.5", "1..5", "", "1/0", "1/2/3", "/2", "1/", "1,2,3", "nan", "inf", "0x1", "1e999" };
  ChainNumberField *field = g_object_ref_sink (g_object_new (CHAIN_TYPE_NUMBER_FIELD, "key", "W1", NULL));

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gtk_editable_set_text (GTK_EDITABLE (field), cases[i].text);
      g_signal_emit_by_name (field, "activate");
      g_assert_null (chain_field_get_message (CHAIN_FIELD (field)));
      g_assert_cmpfloat (chain_number_field_get_value (field), ==, cases[i].value);
    }
  for (guint i = 0; i < G_N_ELEMENTS (junk); i++)
    {
      g_autofree char *quoted = g_strdup_printf ("“%s”", junk[i]);

      gtk_editable_set_text (GTK_EDITABLE (field), junk[i]);
      g_signal_emit_by_name (field, "activate");
      g_assert_nonnull (strstr (chain_field_get_message (CHAIN_FIELD (field)), quoted));
      g_assert_cmpfloat (chain_number_field_get_value (field), ==, 5e-324);
    }

  g_object_unref (field);
}

/* A minus as the plots have it, which is read back. */
static void
test_minus (void)
{
  ChainNumberField *field = g_object_ref_sink (g_object_new (CHAIN_TYPE_NUMBER_FIELD, "key", "W1", NULL));
  const double values[] = { -0.2, -2.5e-7, 1e-5, -1.7976931348623157e308 };
  const char *const texts[] = { "−0.200", "−2.5e−7", "1e−5", "−1.7976931348623157e308" };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autofree char *text = NULL;

      chain_number_field_set_value (field, values[i]);
      text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (field)));
      g_assert_cmpstr (text, ==, texts[i]);
      chain_number_field_set_value (field, 0.0);
      gtk_editable_set_text (GTK_EDITABLE (field), text);
      g_signal_emit_by_name (field, "activate");
      g_assert_cmpfloat (chain_number_field_get_value (field), ==, values[i]);
    }

  g_object_unref (field);
}

/* Keys come one by one, also where the window has not been told that it has the keyboard. */
static void
test_focus (void)
{
  GtkWidget *window = gtk_window_new ();
  ChainNumberField *field = g_object_new (CHAIN_TYPE_NUMBER_FIELD, "key", "W1", NULL);

  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (field));
  gtk_widget_grab_focus (GTK_WIDGET (field));
  /* as a file chooser leaves it that has been closed */
  gtk_widget_unset_state_flags (GTK_WIDGET (field), GTK_STATE_FLAG_FOCUS_WITHIN);
  gtk_editable_set_text (GTK_EDITABLE (field), "1.");
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (field)), ==, "1.");
  g_assert_null (chain_field_get_message (CHAIN_FIELD (field)));

  gtk_window_destroy (GTK_WINDOW (window));
}

/* Whole numbers of 64 bits, which a double has not all; and a word for 0. */
static void
test_whole (void)
{
  static const struct
  {
    const char *text;
    guint64 number;
  } cases[] = {
    { "9007199254740993", 9007199254740993u }, { "9223372036854775807", 9223372036854775807u }, { "1e3", 1000 },
    { "6/2", 3 }, { "never", 0 }, { "12", 12 }, { "0", 0 }, { "7.0", 7 },
  };
  static const char *const junk[] = { "", "-1", "1.5", "7/2", "9223372036854775808", "nan", "always",
                                      "1,000", "2,5" };
  ChainNumberField *field = g_object_ref_sink (g_object_new (CHAIN_TYPE_NUMBER_FIELD, "key", "stop-steps",
                                                             "whole", TRUE, "zero", "never", NULL));

  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (field)), ==, "never");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gtk_editable_set_text (GTK_EDITABLE (field), cases[i].text);
      g_signal_emit_by_name (field, "activate");
      g_assert_null (chain_field_get_message (CHAIN_FIELD (field)));
      g_assert_cmpuint (chain_number_field_get_number (field), ==, cases[i].number);
    }
  for (guint i = 0; i < G_N_ELEMENTS (junk); i++)
    {
      gtk_editable_set_text (GTK_EDITABLE (field), junk[i]);
      g_signal_emit_by_name (field, "activate");
      g_assert_nonnull (chain_field_get_message (CHAIN_FIELD (field)));
      g_assert_cmpuint (chain_number_field_get_number (field), ==, 7);
    }

  g_object_unref (field);
}

/* Where decimals are written with a comma a field shows one, and reads what it shows to the bit; what
 * goes into a file does not change. */
static void
test_comma (void)
{
  static const double values[] = { 0.5, -0.2, 1.0, 0.1 + 0.2, -2.5e-7, 1000.125, 1e-5 };
  static const char *const texts[] = { "0,500", "−0,200", "1,000", "0,30000000000000004", "−2,5e−7", "1000,125", "1e−5" };
  g_autofree char *folder = g_dir_make_tmp ("chain-locale-XXXXXX", NULL);
  g_autofree char *locale = g_build_filename (folder, "de_DE.UTF-8", NULL);
  const char *const argv[] = { "localedef", "-i", "de_DE", "-f", "UTF-8", locale, NULL };
  ChainNumberField *field = g_object_ref_sink (g_object_new (CHAIN_TYPE_NUMBER_FIELD, "key", "W1", NULL));
  g_autofree char *number = NULL;
  int status = 0;

  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL,
                               NULL, NULL, NULL, &status, NULL));
  g_setenv ("LOCPATH", folder, TRUE);
  g_assert_nonnull (setlocale (LC_NUMERIC, "de_DE.UTF-8"));

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autofree char *text = NULL;
      g_autofree char *file = chain_number_text_format (values[i]);

      g_assert_cmpfloat (g_ascii_strtod (file, NULL), ==, values[i]);
      chain_number_field_set_value (field, values[i]);
      text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (field)));
      g_assert_cmpstr (text, ==, texts[i]);
      chain_number_field_set_value (field, 3.0);
      gtk_editable_set_text (GTK_EDITABLE (field), text);
      g_signal_emit_by_name (field, "activate");
      g_assert_cmpfloat (chain_number_field_get_value (field), ==, values[i]);
    }
  gtk_editable_set_text (GTK_EDITABLE (field), "0.25");
  g_signal_emit_by_name (field, "activate");
  g_assert_cmpfloat (chain_number_field_get_value (field), ==, 0.25);

  number = chain_locale_format ("%.3g", -0.0125);
  g_assert_cmpstr (number, ==, "−0,0125");

  g_assert_nonnull (setlocale (LC_NUMERIC, "C"));
  g_object_unref (field);
}

/* A power stays one for who hears it. */
static void
test_plain_text (void)
{
  static const char *const cases[][2] = {
    { "x<sup>2</sup>", "x²" },
    { "1.2×10<sup>−3</sup>", "1.2×10^−3" },
    { "∂L/∂W<sub>1</sub>", "∂L/∂W1" },
    { "a < b", "a < b" }, /* no markup */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = chain_plain_text_new (cases[i][0]);

      g_assert_cmpstr (text, ==, cases[i][1]);
    }
}

static void
add_tests (void)
{
  g_test_add_func ("/app/number/plain-text", test_plain_text);
  g_test_add_func ("/app/number/format", test_format);
  g_test_add_func ("/app/number/format-exact", test_format_exact);
  g_test_add_func ("/app/number/typed", test_typed);
  g_test_add_func ("/app/number/minus", test_minus);
  g_test_add_func ("/app/number/comma", test_comma);
  g_test_add_func ("/app/number/focus", test_focus);
  g_test_add_func ("/app/number/whole", test_whole);
  g_test_add_func ("/app/number/linear-row", test_linear_row);
  g_test_add_func ("/app/number/logarithmic-row", test_logarithmic_row);
}

int
main (int   argc,
      char *argv[])
{
  return test_main (argc, argv, add_tests);
}
