# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: scenario-table.py [--check] TABLE ORDER FILE.chainrule…

Writes the texts of the scenarios, which xgettext cannot read where they stand, into the C table
TABLE, in the order of the names in ORDER; with --check, says whether it is up to date."""

import pathlib
import sys
import textwrap

HEAD = '''// SPDX-License-Identifier: GPL-3.0-or-later

/* Written by build-aux/scenario-table.py from data/scenarios: change those, then run
 *     ninja -C BUILD scenario-table
 */

'''


def literal(text):
    """A C string over as many lines as it takes."""
    lines = textwrap.wrap(text, 84, drop_whitespace=False, break_on_hyphens=False)
    return '\n       '.join('"' + line.replace('\\', '\\\\').replace('"', '\\"') + '"' for line in lines)


def texts(path):
    """The keys of [Experiment]; the scenarios use no escapes."""
    keys = dict(line.split('=', 1) for line in path.read_text(encoding='utf-8').splitlines() if '=' in line)
    return [keys[name] for name in ('name', 'watch', 'why')]


def main(arguments):
    check = arguments[:1] == ['--check']
    table, order, *files = [pathlib.Path(name) for name in arguments[check:]]
    paths = {path.stem: path for path in files}
    names = order.read_text(encoding='utf-8').split()
    complaints = []
    if sorted(names) != sorted(paths):
        complaints.append(f'{order}: expected exactly {" ".join(sorted(paths))}')
    text = HEAD
    for name in names:
        parts = [f'N_({literal(part)})' for part in texts(order.parent / f'{name}.chainrule')]
        text += f'{{ "{name}",\n    ' + ',\n    '.join(parts) + ' },\n'
    if not check:
        table.write_text(text, encoding='utf-8')
    elif table.read_text(encoding='utf-8') != text:
        complaints.append(f'{table} is out of date: run ninja scenario-table')
    for complaint in complaints:
        print(complaint)
    return bool(complaints)


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
