# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: check-release.py VERSION SOURCE

NEWS and the metainfo begin with the version that is built, and name the same releases and dates."""

import pathlib
import re
import sys
import xml.etree.ElementTree


def main(version, source):
    news = re.findall(r'^Version (\S+)\n~+\nReleased: (\S+)$', (source / 'NEWS').read_text(encoding='utf-8'), re.MULTILINE)
    tree = xml.etree.ElementTree.parse(source / 'data/io.github.chainrule.Chainrule.metainfo.xml.in')
    metainfo = [(release.get('version'), release.get('date')) for release in tree.iter('release')]
    images = [image.text for image in tree.iter('image')]
    complaints = []
    if not news or news[0][0] != version:
        complaints.append(f'NEWS: expected to begin with version {version}, got {news[:1]}')
    if metainfo != news:
        complaints.append(f'metainfo: expected the releases of NEWS, {news}, got {metainfo}')
    for image in images:
        name = image.partition(f'/v{version}/')[2]
        if not name or not (source / name).is_file():
            complaints.append(f'metainfo: expected a picture of version {version} that is in the tree, got {image}')
    for complaint in complaints:
        print(complaint)
    return bool(complaints)


if __name__ == '__main__':
    sys.exit(main(sys.argv[1], pathlib.Path(sys.argv[2])))
