// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

void chain_locale_init (void);
