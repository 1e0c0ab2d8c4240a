#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The window opens wherever the program is started: test-start.py CHAINRULE HARNESS-FOLDER, on a
display that it has for itself."""

import os
import re
import shutil
import subprocess
import sys
import time

sys.dont_write_bytecode = True
sys.path.insert(0, sys.argv[2])
from harness import PROGRAM, main

# neither a language nor a time zone, nor anything else of who runs the test
BASE = {name: os.environ[name] for name in ("PATH", "DISPLAY", "XAUTHORITY", "ASAN_OPTIONS", "LSAN_OPTIONS")
        if name in os.environ}
BASE.update(GSK_RENDERER="cairo", GDK_DEBUG="gl-disable")
# libraries say so where there is no bus, no folder to write in, or no reader of icons
EXPECTED = re.compile(r"session bus|accessibility bus|dconf|Failed to load icon|^$")


def xdotool(*arguments):
    return subprocess.run(["xdotool", *arguments], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=60)


def wait_for(what, condition):
    end = time.monotonic() + 20
    while not (result := condition()):
        assert time.monotonic() < end, f"expected {what}"
        time.sleep(0.05)
    return result


def windows_of(process):
    return xdotool("search", "--onlyvisible", "--pid", str(process.pid), "--class", "chainrule").stdout.split()


def start(prefix=(), program=PROGRAM, **environment):
    return subprocess.Popen([*prefix, program], env={**BASE, **environment}, stdin=subprocess.DEVNULL,
                            stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def quit_with_keys(process, complaint):
    """Ctrl+Q, until it takes effect; expects a regular end and no complaint but that one."""
    def has_ended():
        xdotool("mousemove", "600", "500", "key", "ctrl+q")
        time.sleep(0.2)
        return process.poll() is not None
    wait_for("an end after Ctrl+Q", has_ended)
    printed = process.stdout.read().decode()
    assert process.returncode == 0, f"exit {process.returncode}: {printed}"
    strange = [line for line in printed.splitlines() if not EXPECTED.search(line)]
    assert strange == complaint, strange


def try_start(complaint=(), **arguments):
    process = start(**arguments)
    try:
        wait_for("a window", lambda: process.poll() is not None or windows_of(process))
        quit_with_keys(process, list(complaint))
    finally:
        process.kill()
        process.wait()


def home(name):
    os.makedirs(name, mode=0o700, exist_ok=True)
    return os.path.abspath(name)


def test_bare():
    try_start(HOME=home("bare"))


def test_no_bus():
    try_start(HOME=home("no-bus"), DBUS_SESSION_BUS_ADDRESS="unix:path=/nowhere")


def test_no_settings():
    shutil.copy(PROGRAM, "chainrule-alone")  # away from its schema, too
    try_start(["chainrule: the settings schema io.github.chainrule.Chainrule is not installed; nothing will be"
               " remembered."],
              program="./chainrule-alone", HOME=home("no-settings"), GSETTINGS_BACKEND="nonsense", GIO_MODULE_DIR="/nowhere")


def test_no_icons():
    # GTK does not free what it says of an icon that it cannot read
    try_start(HOME=home("no-icons"), XDG_DATA_DIRS="/nowhere", ASAN_OPTIONS="detect_leaks=0")


def test_no_home():
    try_start(HOME="/proc/nowhere", XDG_RUNTIME_DIR="/proc/nowhere", TMPDIR="/proc/nowhere")


def test_one_core():
    try_start(prefix=("taskset", "-c", str(min(os.sched_getaffinity(0)))), HOME=home("one-core"))


def test_second_start():
    """A second window of the first process; each is closed on its own."""
    bus = subprocess.Popen(["dbus-daemon", "--session", "--nofork", "--print-address=1"], stdout=subprocess.PIPE,
                           stderr=subprocess.DEVNULL)
    environment = {"HOME": home("second"), "DBUS_SESSION_BUS_ADDRESS": bus.stdout.readline().decode().strip(),
                   "GTK_A11Y": "none"}
    first = start(**environment)
    try:
        wait_for("a window", lambda: windows_of(first))
        second = start(**environment)
        assert second.wait(timeout=30) == 0, second.stdout.read().decode()
        wait_for("two windows", lambda: len(windows_of(first)) == 2)
        quit_with_keys(first, [])
    finally:
        for process in first, bus:
            process.kill()
            process.wait()


main(globals())
