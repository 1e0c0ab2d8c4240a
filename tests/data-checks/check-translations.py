# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: check-translations.py SOURCE XGETTEXT-ARGUMENT…

Every language of po/LINGUAS is complete against the strings that the sources have now: nothing untranslated,
nothing fuzzy, nothing left in English; plural forms, formats, markup and mnemonics right."""

import collections
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

sys.dont_write_bytecode = True
sys.path.append(str(pathlib.Path(__file__).resolve().parents[2] / 'build-aux'))
import catalogue

# As gettext has them for these languages; another language needs its own line.
PLURALS = {
    'de': 'nplurals=2; plural=(n != 1);',
    'es': 'nplurals=2; plural=(n != 1);',
    'fr': 'nplurals=2; plural=(n > 1);',
    'ja': 'nplurals=1; plural=0;',
    'zh_CN': 'nplurals=1; plural=0;',
}

# What is the same in a language though it is long, and why: nothing so far.
SAME = set()
LONG = 3  # words


def run(*command, **options):
    return subprocess.run(command, capture_output=True, text=True, check=True, **options).stdout


def is_balanced(text):
    try:
        ElementTree.fromstring(f'<text>{text}</text>')
        return True
    except ElementTree.ParseError:
        return False


def kept(text, is_format):
    """What a translation has to keep: tags and entities, in any number, and each directive as often."""
    found = {*catalogue.MARKUP.findall(text), *catalogue.ENTITY.findall(text)}
    directives = catalogue.DIRECTIVE.findall(re.sub(r'%\d+\$', '%', text)) if is_format else []
    return sorted(found) + sorted(directives)


def check_message(message):
    """What is wrong with one translation."""
    for form in message.forms:
        # the form for one may leave out the number, where a language has such a form
        expected = [kept(text, message.is_format) for text in (message.id, message.plural) if text is not None]
        got = kept(form, message.is_format)
        if got not in expected:
            yield f'expected {expected[0]} in the translation, got {got}'
        if catalogue.MARKUP.search(message.id) and is_balanced(message.id) and not is_balanced(form):
            yield 'expected markup that is balanced'
        words = re.findall('[A-Za-z]{2,}', catalogue.DIRECTIVE.sub('', catalogue.MARKUP.sub('', message.id)))
        if form == message.id and len(words) > LONG and form not in SAME:
            yield 'expected a translation, got the English text'
        if message.id.endswith('…') != form.endswith('…'):
            yield 'expected “…” at the end of both or of none'


def find_labels(menu):
    """The labels of a menu and its sections, not of its submenus."""
    for item in menu:
        if item.tag == 'section':
            yield from find_labels(item)
        elif item.tag in ('item', 'submenu'):
            yield from (a.text for a in item.findall('attribute') if a.get('name') == 'label')


def check_menus(source, messages):
    """Mnemonics that stand twice in a menu."""
    translations = {message.id: message.forms[0] for message in messages if message.context is None}
    for path in sorted((source / 'ui').glob('*.ui')):
        tree = ElementTree.parse(path)
        for menu in [*tree.iter('menu'), *tree.iter('submenu')]:
            labels = [translations.get(label, label) for label in find_labels(menu)]
            letters = collections.Counter(label[label.index('_') + 1].lower() for label in labels if '_' in label)
            for letter, count in letters.items():
                if count > 1:
                    yield f'{path.name}: expected each mnemonic once in a menu, got {count} of {letter} in {labels}'


def check(language, source, template, folder):
    """The complaints about one language."""
    path = source / 'po' / f'{language}.po'
    if not path.exists():
        return [f'po/{language}.po does not exist, though po/LINGUAS names it']
    complaints = []
    checked = subprocess.run(['msgfmt', '-c', '--check-accelerators=_', '-o', '/dev/null', str(path)],
                             capture_output=True, text=True, check=False)
    if checked.returncode:
        complaints.append(checked.stderr)
    merged = folder / f'{language}.po'
    run('msgmerge', '--quiet', '--output-file', str(merged), str(path), str(template))
    for problem, option in (('untranslated', '--untranslated'), ('fuzzy', '--only-fuzzy')):
        entries = run('msgattrib', option, '--no-obsolete', str(merged))
        if entries:
            count = len(re.findall('^msgid ', entries, re.MULTILINE)) - 1  # less the header
            complaints.append(f'po/{language}.po: expected 0 {problem}, got {count}:\n{entries}')
    plural = re.search(r'Plural-Forms: *(.*?)\\n', path.read_text(encoding='utf-8'))
    if not plural or plural.group(1) != PLURALS.get(language):
        complaints.append(f'po/{language}.po: expected Plural-Forms “{PLURALS.get(language)}”, '
                          f'got “{plural and plural.group(1)}”')
    messages = [m for m in catalogue.read(merged) if 'fuzzy' not in m.flags and all(m.forms)]
    complaints += [f'po/{language}.po: “{message.id}”: {wrong}' for message in messages for wrong in check_message(message)]
    return complaints + [f'po/{language}.po: {wrong}' for wrong in check_menus(source, messages)]


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
