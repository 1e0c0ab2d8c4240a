# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads PO files: what pseudo-locale and the checks of translations share."""

import ast
import re
from dataclasses import dataclass, field

# What a translation keeps as it is: directives of printf(), also those that a macro of inttypes.h ends.
DIRECTIVE = re.compile(r"%(?:%|[-+ 0#']*(?:\*|\d+)?(?:\.(?:\*|\d+))?(?:<PRI\w+>|(?:hh?|ll?|[jztL])?[diouxXeEfFgGcsp]))")
MARKUP = re.compile(r'</?[a-zA-Z]\w*(?:\s[^<>]*)?/?>')
ENTITY = re.compile(r'&#?\w+;')


@dataclass
class Message:
    """One entry; forms are its msgstr, or msgstr[0], msgstr[1], …"""
    context: str = None
    id: str = ''
    plural: str = None
    forms: list = field(default_factory=list)
    comments: str = ''
    flags: set = field(default_factory=set)
    places: str = ''

    @property
    def is_format(self):
        return 'c-format' in self.flags


def parse(lines):
    """The message in the lines of one entry."""
    message, texts, keyword = Message(), {}, None
    for line in lines:
        if line.startswith('#~'):
            return None
        if line.startswith('#,'):
            message.flags = {flag.strip() for flag in line[2:].split(',')}
        elif line.startswith('#:'):
            message.places += line[2:]
        elif line.startswith('#'):
            message.comments += line + '\n'
        else:
            word, text = re.match(r'(?:(msg\w+(?:\[\d+\])?)\s+)?(".*")$', line).groups()
            keyword = word or keyword
            texts[keyword] = texts.get(keyword, '') + ast.literal_eval(text)
    message.context, message.id, message.plural = texts.get('msgctxt'), texts.get('msgid', ''), texts.get('msgid_plural')
    message.forms = [texts[key] for key in sorted(texts) if key.startswith('msgstr')]
    return message


def read(path):
    """All messages of a file but its header, which has an empty id; obsolete ones left out."""
    entries = re.split(r'\n\s*\n', path.read_text(encoding='utf-8').strip())
    messages = [parse(entry.split('\n')) for entry in entries]
    return [message for message in messages if message and message.id]
