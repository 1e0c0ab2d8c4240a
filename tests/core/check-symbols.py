#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What determines a run must not call libm, whose results differ between versions; only sqrt, which
is exact everywhere. Reads the undefined symbols of the objects. Arguments: the archives. TAP."""
import ctypes.util
import os
import re
import subprocess
import sys

DETERMINES = ['batches', 'dataset', 'experiment', 'initializer', 'kernel', 'kernel-scalar', 'kernel-sse2',
              'kernel-avx2', 'kernel-avx512', 'math', 'network', 'optimizer', 'random', 'schedule', 'session', 'tanh']


def symbols(*arguments):
    return subprocess.run(['nm', *arguments], stdout=subprocess.PIPE, text=True, check=True).stdout


# the linker's answer is the C library's own name for itself: read what it exports
libm = ctypes.util.find_library('m')
path = next(p for line in open('/proc/self/maps') for p in [line.split()[-1]]
            if os.path.basename(p) == libm) if ctypes.CDLL(libm) else None
exported = {re.sub('@.*', '', line.split()[-1]) for line in symbols('-D', '--defined-only', path).splitlines()}
allowed = {'sqrt'}
assert {'sqrt', 'tanh', 'exp', 'cos'} <= exported

found = {}
for archive in sys.argv[1:]:
    member = None
    for line in symbols('-u', archive).splitlines():
        match = re.match(r'(?:.*[/\[(])?(?:\S*_)?chain-([a-z0-9-]+)\.c\.o\)?\]?:$', line.strip())
        if match:
            member = match.group(1)
            found.setdefault(member, set())
        elif line.strip().startswith('U ') and member:
            found[member].add(line.split()[-1])

failed = False
for number, name in enumerate(DETERMINES, 1):
    bad = sorted(found.get(name, set()) & exported - allowed)
    ok = name in found and not bad
    failed |= not ok
    print(f"{'ok' if ok else 'not ok'} {number} - {name}")
    if not ok:
        print(f"# expected no symbol of libm in chain-{name}.c, got {', '.join(bad) or 'no such object'}")
print(f'1..{len(DETERMINES)}')
sys.exit(failed)
