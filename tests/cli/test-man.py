# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: test-man.py PROGRAM PAGE.1

The manual page has every command, option, kind of plot and key of chainrule-cli, and no others."""

import pathlib
import re
import sys

from harness import KINDS, main, run

PAGE = pathlib.Path(sys.argv[2]).read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^\.S[hs] (.+?)\n(.*?)(?=^\.S[hs] |\Z)", PAGE, re.MULTILINE | re.DOTALL))


def options_of_help(*command):
    help_text, _ = run(*command, "--help", env={"LC_ALL": "C"})
    return set(re.findall(r"^  (?:-\w, )?--([\w-]+)", help_text, re.MULTILINE))


def options_of_section(name):
    """The options that a section explains."""
    items = re.findall(r"^\.It Fl (.*)", SECTIONS[name], re.MULTILINE)
    return {option for item in items for option in re.findall(r"\\-([a-z-]+)", item)}


def commands():
    help_text, _ = run("--help", env={"LC_ALL": "C"})
    return re.findall(r"^  (\w+) ", help_text[help_text.index("Commands:"):], re.MULTILINE)


def expect(what, got, expected):
    assert got == expected, f"{what}: missing {sorted(expected - got)}, unknown {sorted(got - expected)}"


def test_nothing_twice():
    for what, pattern in (("section", r"^\.S[hs] (.+)"), ("command", r"^\.Nm\n\.Cm (\w+)"), ("item", r"^\.It (?:Cm|Pa|Ev) (.+)")):
        found = re.findall(pattern, PAGE, re.MULTILINE)
        assert len(found) == len(set(found)), f"{what} twice: {sorted(found)}"


def test_commands():
    expect("synopsis", set(re.findall(r"^\.Cm (\w+)", SECTIONS["SYNOPSIS"], re.MULTILINE)), set(commands()))


def test_options_without_command():
    expect("options", options_of_section("Other options"), options_of_help())


def test_options_of_commands():
    for command in commands():
        expected = options_of_help(command) - {"help"}
        got = options_of_section(command)
        if "scenario" in expected:
            got |= options_of_section("The experiment")
        expect(command, got, expected)


def test_synopsis():
    for command in commands():
        synopsis = re.search(rf"^\.Cm {command}\n(.*?)^\.Nm", SECTIONS["SYNOPSIS"], re.MULTILINE | re.DOTALL)[1]
        expected = options_of_help(command) - {"help", "scenario", "set"}
        expect(f"synopsis of {command}", set(re.findall(r"Fl \\-([a-z-]+)", synopsis)), expected)


def test_kinds_of_plots():
    expect("kinds", set(re.findall(r"^\.It Cm (\w+)$", SECTIONS["train"], re.MULTILINE)), set(KINDS))


def test_keys():
    """Those of a saved run stand in the page; it has more, which are left out where they are empty."""
    run("train", "--steps", "1", "--set", "optimizer=adam", "--quiet", "--save", "run.chainrule")
    keys = pathlib.Path("run.chainrule").read_text(encoding="utf-8")
    groups = dict(re.findall(r"^\.It ([A-Z][a-z]+)\n(.*?)(?=^\.)", SECTIONS["FILES"], re.MULTILINE | re.DOTALL))
    for group, lines in re.findall(r"^\[(\w+)\]\n(.*?)(?=^\[|\Z)", keys, re.MULTILINE | re.DOTALL):
        saved = set(re.findall(r"^([\w-]+)=", lines, re.MULTILINE))
        missing = saved - set(re.findall(r"[\w-]+", groups[group]))
        assert not missing, f"[{group}]: missing {sorted(missing)}"


main(globals())
