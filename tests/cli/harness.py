# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of chainrule-cli share: test-….py PROGRAM, with CHAIN_TEST_DATA set, prints TAP."""

import csv
import os
import subprocess
import sys
import tempfile
import traceback

PROGRAM = os.path.abspath(sys.argv[1])
DATA = os.environ["CHAIN_TEST_DATA"]
NAMES = ["W1", "b1", "W2", "b2", "W3", "b3"]


def run(*arguments, status=0, stdout=subprocess.PIPE, env=None):
    """Runs the program, expects an exit status, returns what it printed on both streams."""
    result = subprocess.run([PROGRAM, *arguments], stdout=stdout, stderr=subprocess.PIPE,
                            env={**os.environ, **(env or {})}, timeout=120)
    error = result.stderr.decode()
    assert result.returncode == status, f"{arguments}: exit {result.returncode}, not {status}: {error}"
    return (result.stdout or b"").decode(), error


def refuse(*arguments, status=2, env=None):
    """Runs the program, expects one sentence on standard error and nothing else, returns it."""
    output, error = run(*arguments, status=status, env=env)
    assert output == "", f"{arguments} printed {output}"
    assert error.startswith("chainrule-cli: ") and error.count("\n") == 1, f"{arguments}: {error}"
    return error[len("chainrule-cli: "):-1]


def write(name, text):
    with open(name, "wb") as file:
        file.write(text if isinstance(text, bytes) else text.encode())
    return name


def rows(name):
    with open(name, newline="") as file:
        return list(csv.DictReader(file))


def history(*arguments, status=0):
    run("train", *arguments, "--history", "h.csv", "--quiet", status=status)
    return rows("h.csv")


def settings(**values):
    return [part for key, value in values.items() for part in ("--set", f"{key.replace('_', '-')}={value}")]


def close(got, expected, tolerance):
    assert abs(float(got) - expected) <= tolerance * max(1.0, abs(expected)), f"{got}, not {expected}"


def leftovers():
    return [name for name in os.listdir() if name.startswith(".chainrule-")]


def main(functions):
    """Runs each function named test_… in an empty folder of its own; prints TAP."""
    tests = [(name, function) for name, function in functions.items() if name.startswith("test_")]
    print(f"1..{len(tests)}")
    failed = 0
    for number, (name, function) in enumerate(tests, 1):
        with tempfile.TemporaryDirectory(prefix="chainrule-") as folder:
            os.chdir(folder)
            try:
                function()
                print(f"ok {number} {name}", flush=True)
            except Exception:
                failed += 1
                print("".join(f"# {line}\n" for line in traceback.format_exc().splitlines()), end="")
                print(f"not ok {number} {name}", flush=True)
            os.chdir("/")
    sys.exit(failed > 0)
