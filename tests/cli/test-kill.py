# SPDX-License-Identifier: GPL-3.0-or-later
"""test-kill.py PROGRAM [KILLS]: killed at any moment, the program leaves the old file or the new one."""

import os
import random
import resource
import signal
import subprocess
import sys
import time

from harness import PROGRAM, main, run, write

KILLS = int(sys.argv[2]) if len(sys.argv) > 2 else 20
SEED = 7
FILES = ["f.png", "l.svg", "a.pdf", "h.csv", "x.chainrule"]
ARGUMENTS = ["train", "--steps", "300", "--quiet", "--plot", "fit=f.png", "--plot", "loss=l.svg", "--plot", "all=a.pdf",
             "--history", "h.csv", "--save", "x.chainrule"]


def old(name):
    return f"what was in {name} before\n".encode() * 100


def content(name):
    with open(name, "rb") as file:
        return file.read()


def write_old():
    for name in FILES:
        write(name, old(name))


def test_killed():
    """The moments are random, from the same seed each time; where they fall is up to the machine."""
    moments = random.Random(SEED)
    started = time.monotonic()
    run(*ARGUMENTS)
    duration = time.monotonic() - started
    new = {name: content(name) for name in FILES}
    assert all(len(text) > 500 for text in new.values())

    for kill in range(KILLS):
        write_old()
        delay = moments.uniform(0.0, 1.1 * duration)
        with subprocess.Popen([PROGRAM, *ARGUMENTS]) as process:
            time.sleep(delay)
            process.kill()
        for name in FILES:
            got = content(name)
            assert got in (old(name), new[name]), \
                f"kill {kill} (seed {SEED}) after {delay:.4f} s: {name} is neither old nor new: {len(got)} bytes"
        for name in os.listdir():
            assert name in FILES or name.startswith(".chainrule-"), f"{name} was left behind"
            if name not in FILES:
                os.unlink(name)


def test_no_room():
    """A disk that is full after so many bytes, as a limit on the length of files."""
    run(*ARGUMENTS)
    new = {name: content(name) for name in FILES}
    for room in 0, 1, 600, max(map(len, new.values())) - 1:
        write_old()

        def limit():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

        result = subprocess.run([PROGRAM, *ARGUMENTS], stderr=subprocess.PIPE, preexec_fn=limit, timeout=60)
        error = result.stderr.decode()
        assert result.returncode == 1, f"{room} bytes of room: exit {result.returncode}, not 1: {error}"
        for name in FILES:
            fits = len(new[name]) <= room
            assert content(name) == (new[name] if fits else old(name)), f"{room} bytes of room: {name} is wrong"
            sentence = f"chainrule-cli: Cannot write “{name}”: File too large\n"
            assert (sentence in error) != fits, f"{room} bytes of room, {name}: {error}"
        assert sorted(os.listdir()) == sorted(FILES), os.listdir()


main(globals())
