# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: test-results.py TESTLOG.json STATUS

Reads what `meson test` logged and how it ended. Prints on standard error, for people, each test
program and all that the failing ones printed; on standard output, for ./check, the number of tests
that passed and that failed. A test program that speaks TAP counts with each of its tests, any other
as one."""

import json
import re
import sys

GOOD = ('OK', 'EXPECTEDFAIL')


def count(test):
    """How many tests of one program passed and failed."""
    output = test['stdout'] or ''
    skipped = len(re.findall(r'^ok .*# SKIP', output, re.MULTILINE | re.IGNORECASE))
    passed = len(re.findall(r'^ok ', output, re.MULTILINE)) - skipped
    failed = len(re.findall(r'^not ok ', output, re.MULTILINE))
    good = test['result'] in GOOD
    if good and passed + failed + skipped == 0:
        passed = 1
    if not good and failed == 0:  # it crashed, took too long, or is no TAP
        failed = 1
    return passed, failed, skipped


def main(log, status):
    try:
        with open(log, encoding='utf-8') as lines:
            tests = [json.loads(line) for line in lines]
    except OSError:
        tests = []
    all_passed = all_failed = 0
    for test in sorted(tests, key=lambda test: test['name']):
        passed, failed, skipped = count(test)
        all_passed += passed
        all_failed += failed
        notes = f', {failed} failed' if failed else ''
        notes += f', {skipped} skipped' if skipped else ''
        print(f"{test['name']}: {passed} passed{notes} ({test['duration']:.1f} s)", file=sys.stderr)
        if failed:
            print(f"---- {' '.join(test['command'])}: {test['result']}, status {test['returncode']}",
                  test['stdout'], test.get('stderr', ''), '----', sep='\n', file=sys.stderr)
    if not tests or (status and not all_failed):
        print(f'expected tests to run, got {len(tests)} and status {status} of meson test', file=sys.stderr)
        all_failed += 1
    print(all_passed, all_failed)


if __name__ == '__main__':
    main(sys.argv[1], int(sys.argv[2]))
