// SPDX-License-Identifier: GPL-3.0-or-later
#include "chain-portrait.h"

#define PLOT_WIDTH 640.0
#define PLOT_HEIGHT 440.0

struct _ChainPortrait
{
  gatomicrefcount references;
  ChainRun run;
  ChainPlotChoices choices;
  gboolean has_monotone;
  ChainMonotoneFit monotone;
  char *font;
  gboolean dark;
  char *title;
  char *caption;
};

/**
 * chain_portrait_new:
 * @run: copied
 * @choices: copied
 * @font: a Pango font description
 * @dark: whether it was seen on dark ground
 *
 * Returns: (transfer full): to be freed with chain_portrait_unref()
 */
ChainPortrait *
chain_portrait_new (const ChainRun         *run,
                    const ChainPlotChoices *choices,
                    const char             *font,
                    gboolean                dark)
{
  ChainPortrait *portrait = g_new0 (ChainPortrait, 1);

  g_atomic_ref_count_init (&portrait->references);
  chain_run_copy (&portrait->run, run);
  portrait->choices = *choices;
  portrait->font = g_strdup (font);
  portrait->dark = dark;
  portrait->title = chain_run_dup_title (run);
  portrait->caption = chain_run_dup_caption (run);
  if (choices->show_monotone && run->shape.hidden1 == 1 && run->shape.hidden2 == 1)
    portrait->has_monotone = chain_monotone_fit_init (&portrait->monotone, &portrait->run.samples);

  return portrait;
}

ChainPortrait *
chain_portrait_ref (ChainPortrait *portrait)
{
  g_atomic_ref_count_inc (&portrait->references);
  return portrait;
}

void
chain_portrait_unref (ChainPortrait *portrait)
{
  if (!g_atomic_ref_count_dec (&portrait->references))
    return;

  if (portrait->has_monotone)
    chain_monotone_fit_clear (&portrait->monotone);
  chain_run_clear (&portrait->run);
  g_free (portrait->font);
  g_free (portrait->title);
  g_free (portrait->caption);
  g_free (portrait);
}

gboolean
chain_portrait_is_dark (const ChainPortrait *portrait)
{
  return portrait->dark;
}

/**
 * chain_portrait_get_title:
 *
 * Returns: the experiment's name
 */
const char *
chain_portrait_get_title (const ChainPortrait *portrait)
{
  return portrait->title;
}

/**
 * chain_portrait_has:
 *
 * Returns: whether there are data for @picture
 */
gboolean
chain_portrait_has (const ChainPortrait *portrait,
                    ChainPicture         picture)
{
  if (picture == CHAIN_PICTURE_PARAMETERS)
    return portrait->run.parameters.n > 0;
  if (picture == CHAIN_PICTURE_NORMS)
    return portrait->run.norms.n > 0;

  return TRUE;
}

/**
 * chain_portrait_get_size:
 * @width: (out): that @picture is designed for
 * @height: (out): likewise
 */
void
chain_portrait_get_size (const ChainPortrait *portrait,
                         ChainPicture         picture,
                         double              *width,
                         double              *height)
{
  g_autofree ChainPictures *pictures = NULL;

  *width = PLOT_WIDTH;
  *height = PLOT_HEIGHT;
  if (picture != CHAIN_PICTURE_FIGURE)
    return;

  pictures = chain_portrait_describe (portrait, FALSE, FALSE);
  chain_figure_get_size (&pictures->run.figure, width, height);
}

/**
 * chain_portrait_describe:
 * @dark: the ground to draw on
 * @transparent: whether to leave it out
 *
 * Returns: (transfer full): the plots and the page with all of them, valid as long as @portrait;
 *   free with g_free()
 */
ChainPictures *
chain_portrait_describe (const ChainPortrait *portrait,
                         gboolean             dark,
                         gboolean             transparent)
{
  ChainStyle style;

  chain_style_init (&style, dark);
  g_strlcpy (style.font, portrait->font, sizeof style.font);
  if (transparent)
    style.colors[CHAIN_COLOR_BACKGROUND].alpha = 0.0;

  return chain_portrait_describe_as (portrait, &style);
}

/**
 * chain_portrait_describe_as:
 * @style: how it looks
 *
 * Returns: (transfer full): as chain_portrait_describe()
 */
ChainPictures *
chain_portrait_describe_as (const ChainPortrait *portrait,
                            const ChainStyle    *style)
{
  ChainPictures *pictures = g_new0 (ChainPictures, 1);

  chain_pictures_describe (pictures, &portrait->run, &portrait->choices,
                           portrait->has_monotone ? &portrait->monotone : NULL, style);
  chain_pictures_add_all (pictures, portrait->title, portrait->caption);
  return pictures;
}
