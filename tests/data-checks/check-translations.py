# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: check-translations.py SOURCE XGETTEXT-ARGUMENT…

Every language of po/LINGUAS is complete against the strings that the sources have now: nothing
untranslated, nothing fuzzy, formats and mnemonics right."""

import pathlib
import re
import subprocess
import sys
import tempfile


def run(*command, **options):
    return subprocess.run(command, capture_output=True, text=True, check=True, **options).stdout


def check(language, source, template, folder):
    """The complaints about one language."""
    catalogue = source / 'po' / f'{language}.po'
    if not catalogue.exists():
        return [f'po/{language}.po does not exist, though po/LINGUAS names it']
    complaints = []
    checked = subprocess.run(['msgfmt', '-c', '--check-accelerators=_', '-o', '/dev/null', str(catalogue)],
                             capture_output=True, text=True, check=False)
    if checked.returncode:
        complaints.append(checked.stderr)
    merged = folder / f'{language}.po'
    run('msgmerge', '--quiet', '--output-file', str(merged), str(catalogue), str(template))
    for problem, option in (('untranslated', '--untranslated'), ('fuzzy', '--only-fuzzy')):
        entries = run('msgattrib', option, '--no-obsolete', str(merged))
        if entries:
            count = len(re.findall('^msgid ', entries, re.MULTILINE)) - 1  # less the header
            complaints.append(f'po/{language}.po: expected 0 {problem}, got {count}:\n{entries}')
    return complaints


def main(source, arguments):
    languages = [line for line in (source / 'po/LINGUAS').read_text().split('\n') if line and not line.startswith('#')]
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        template = folder / 'chainrule.pot'
        run('xgettext', *arguments, f'--directory={source}', f'--files-from={source}/po/POTFILES.in',
            f'--output={template}')
        complaints = [c for language in languages for c in check(language, source, template, folder)]
    for complaint in complaints:
        print(complaint)
    return bool(complaints)


if __name__ == '__main__':
    sys.exit(main(pathlib.Path(sys.argv[1]), sys.argv[2:]))
