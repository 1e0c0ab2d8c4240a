// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/* dgettext(), not gettext(): a library must not depend on the domain that its program chose. */

#include <libintl.h>

#define _(string) dgettext ("chainrule", string)
#define N_(string) (string)
