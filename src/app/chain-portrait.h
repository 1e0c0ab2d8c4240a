// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain-pictures.h"

/* A run as it was and was looked at in one moment: what an export draws, so that the preview and
 * the file are of the same. Immutable; any thread may draw it. */

typedef struct _ChainPortrait ChainPortrait;

ChainPortrait *chain_portrait_new       (const ChainRun         *run,
                                         const ChainPlotChoices *choices,
                                         const char             *font,
                                         gboolean                dark);
ChainPortrait *chain_portrait_ref       (ChainPortrait          *portrait);
void           chain_portrait_unref     (ChainPortrait          *portrait);
gboolean       chain_portrait_is_dark   (const ChainPortrait    *portrait);
const char    *chain_portrait_get_title (const ChainPortrait    *portrait);
gboolean       chain_portrait_has       (const ChainPortrait    *portrait,
                                         ChainPicture            picture);
void           chain_portrait_get_size  (const ChainPortrait    *portrait,
                                         ChainPicture            picture,
                                         double                 *width,
                                         double                 *height);
ChainPictures *chain_portrait_describe  (const ChainPortrait    *portrait,
                                         gboolean                dark,
                                         gboolean                transparent);
ChainPictures *chain_portrait_describe_as (const ChainPortrait   *portrait,
                                          const ChainStyle      *style);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChainPortrait, chain_portrait_unref)
