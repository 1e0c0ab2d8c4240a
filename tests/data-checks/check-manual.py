# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: check-manual.py SOURCE

The manual has the same pages in every language of po/LINGUAS as in English, and each page the same blocks,
sections, pictures and links; what it calls a control is what the window calls it."""

import collections
import pathlib
import re
import sys
import xml.etree.ElementTree as ElementTree

sys.dont_write_bytecode = True
sys.path.append(str(pathlib.Path(__file__).resolve().parents[2] / 'build-aux'))
import catalogue

CONTROL = '{http://projectmallard.org/1.0/}gui'
INLINE = ('em', 'gui', 'key', 'code', 'cmd', 'file', 'link')


def name(element):
    return element.tag.split('}')[1]


def inlines(block):
    """What stands in a text, in any order: a language has an order of its own."""
    return collections.Counter((name(e), e.get('xref'), e.get('href'), e.text if name(e) in ('code', 'cmd', 'file') else None)
                               for e in block.iter() if e is not block)


def blocks(page):
    """The blocks of a page in order, each with what must be the same in every language."""
    for element in page.iter():
        tag = name(element)
        if tag in INLINE:
            continue
        attributes = sorted((key, value) for key, value in element.attrib.items())
        if tag in ('p', 'title'):
            yield tag, attributes, inlines(element)
        elif tag == 'screen':
            yield tag, attributes, len(element.text.strip().split('\n'))
        else:
            yield tag, attributes, None


def stripped(label):
    """A label less its mnemonic and what says that a dialog follows."""
    return re.sub(r'\(_\w\)|_|\s*…', '', label).strip()


def compare(path, original, translated, labels):
    expected, got = list(blocks(original)), list(blocks(translated))
    for i, (one, other) in enumerate(zip(expected, got)):
        if one != other:
            yield f'{path}: block {i}: expected {one}, got {other}'
            return
    if len(expected) != len(got):
        yield f'{path}: expected {len(expected)} blocks, got {len(got)}'
    english = collections.Counter(e.text for e in original.iter(CONTROL))
    others = collections.Counter(e.text for e in translated.iter(CONTROL))
    for word, count in english.items():
        names = labels.get(word, [])
        if not names:
            yield f'{path}: expected “{word}” to be the name of a control'
        elif sum(others[one] for one in names) < count:
            yield f'{path}: expected {names} for “{word}”, as the window has it, got {sorted(others)}'


def main(source):
    folder = source / 'data/help'
    pages = sorted(path.name for path in (folder / 'C').glob('*.page'))
    resources = (source / 'src/app/chainrule.gresource.xml').read_text(encoding='utf-8')
    languages = [line for line in (source / 'po/LINGUAS').read_text().split('\n') if line and not line.startswith('#')]
    complaints = []
    for language in languages:
        labels = collections.defaultdict(set)
        for message in catalogue.read(source / f'po/{language}.po'):
            labels[stripped(message.id)].add(stripped(message.forms[0]))
        for page in pages:
            path = folder / language / page
            if not path.exists():
                complaints.append(f'{path}: expected a page, got none')
                continue
            if f'>help/{language}/{page}<' not in resources:
                complaints.append(f'{path}: expected it in src/app/chainrule.gresource.xml')
            complaints += compare(path, ElementTree.parse(folder / 'C' / page).getroot(),
                                  ElementTree.parse(path).getroot(), labels)
    for complaint in complaints:
        print(complaint)
    return bool(complaints)


if __name__ == '__main__':
    sys.exit(main(pathlib.Path(sys.argv[1])))
