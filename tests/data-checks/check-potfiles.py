# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: check-potfiles.py SOURCE

po/POTFILES.in names every file with a string to translate, no other, each once and in order."""

import pathlib
import re
import sys

MARKED = {
    '.c': re.compile(r'\b(?:_|N_|C_|NC_|Q_|g_dngettext|d?n?gettext)\s*\(\s*(?:"[^"]*",\s*)?"'),
    '.h': re.compile(r'\b(?:_|N_|C_|NC_|Q_|g_dngettext)\s*\(\s*"'),
    '.ui': re.compile(r'translatable="(?:yes|true)"'),
    '.in': re.compile(r'^(?:\[Desktop Entry\]|<\?xml)'),  # desktop entry, metainfo, file type
    '.xml': re.compile('gettext-domain='),  # schema
}


def main(source):
    found = set()
    for folder in ('src', 'ui', 'data'):
        for path in (source / folder).rglob('*'):
            pattern = MARKED.get(path.suffix)
            if pattern and path.is_file() and pattern.search(path.read_text(encoding='utf-8')):
                found.add(path.relative_to(source).as_posix())
    lines = (source / 'po/POTFILES.in').read_text(encoding='utf-8').splitlines()
    listed = [line for line in lines if line and not line.startswith('#')]
    complaints = [f'missing: {name}' for name in sorted(found - set(listed))]
    complaints += [f'nothing to translate in it, or no such file: {name}' for name in sorted(set(listed) - found)]
    if listed != sorted(set(listed)):
        complaints.append('expected every name once and in alphabetical order')
    for complaint in complaints:
        print('po/POTFILES.in:', complaint)
    return bool(complaints)


if __name__ == '__main__':
    sys.exit(main(pathlib.Path(sys.argv[1])))
