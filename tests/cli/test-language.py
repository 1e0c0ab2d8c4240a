#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is printed and drawn is translated: test-language.py PROGRAM PDFTOTEXT, in the language of
build-aux/pseudo-locale, which has no plain letters. Numbers follow the locale, files do not."""

import glob
import re
import shutil
import subprocess
import sys

sys.dont_write_bytecode = True
from harness import *

PDFTOTEXT = sys.argv[2]
PSEUDO = {"LANGUAGE": "en_XA"}
WORD = re.compile(r"[A-Za-z][A-Za-z-]{2,}")

# What is the same in every language, and why.
NAMES = {
    "chainrule-cli", "chainrule", "FILE", "png", "svg", "pdf", "csv", "text", "markdown", "latex",  # of programs and files
    "tanh", "sech",  # of functions
}
KEYS = set("""hidden method xavier-uniform x-min x-max count optimizer gradient-descent learning-rate batch-size
    normalize both zeros adam samples""".split())  # of the experiment's file, which the figure's caption quotes
GLIB = set("Usage Help Options Application Show help options OPTION version".split())  # translated by GLib


def untranslated(text, allowed=frozenset()):
    return sorted(set(WORD.findall(text)) - NAMES - allowed)


def pdf_text(name):
    return subprocess.run([PDFTOTEXT, "-layout", name, "-"], stdout=subprocess.PIPE, check=True, timeout=60).stdout.decode()


def assert_translated(text, what, allowed=frozenset()):
    assert re.search("[ĀÀàéöûţ]", text), f"{what}: expected the language of the test, got {text[:200]}"
    words = untranslated(text, allowed)
    assert not words, f"{what}: expected no plain word, got {words}"


def test_plots():
    for arguments in ("--scenario", "monotone-floor"), ("--set", "hidden=3;3", "--set", "batch-size=8", "--set", "normalize=both"):
        folder = "-".join(arguments).replace("/", "").replace(";", "").replace("=", "")
        plot(folder, *arguments, "--steps", "30", formats=("pdf",), env=PSEUDO)
        for kind in KINDS:
            assert_translated(pdf_text(f"{folder}/{kind}.pdf"), f"{kind} with {arguments}", KEYS)


def test_printed():
    for command in (("explain",), ("explain", "--batch"), ("explain", "--scenario", "worked-example"),
                    ("explain", "--set", "batch-size=4", "--set", "optimizer=adam", "--digits", "16"), ("gradient",),
                    ("train", "--steps", "3"), ("train", "--steps", "9", "--set", "stop-steps=4"), ("check", "--cases", "2")):
        assert_translated(run(*command, env=PSEUDO)[0], command, NAMES)


def test_scenarios():
    lines = run("scenarios", env=PSEUDO)[0].splitlines()
    assert_translated("\n".join(line for line in lines if line.startswith(" ")), "scenarios")


def test_help():
    for command in ((), ("train",), ("explain",), ("info",), ("check",), ("benchmark",)):
        for line in run(*command, "--help", env=PSEUDO)[0].splitlines():
            # what stands behind an option or a command and its argument
            match = re.match(r"  (?:(?:-., )?--)?[\w-]+(?:=\S+)?\s{2,}(.*)", line)
            words = untranslated(match.group(1), GLIB) if match else []
            assert not words, f"{command} --help: expected no plain word in “{line}”, got {words}"


def test_refused():
    for command in (("bogus",), ("train",), ("train", "--steps", "x"), ("info", "--set", "learning-rate=x"),
                    ("train", "--steps", "1", "--size", "x"), ("explain", "--digits", "1"), ("info", "no.chainrule")):
        quoted = {word for part in command for word in WORD.findall(part)}
        error = refuse(*command, env=PSEUDO)
        words = untranslated(error, quoted | {"No", "such", "file", "directory", "Training", "steps", "WIDTHxHEIGHT"} | {"or", "and"})
        assert not words, f"{command}: expected no plain word, got {words} in {error}"


def locales():
    """German and French, as far as they can be made here: their names."""
    if shutil.which("localedef") is None:
        return []
    made = [name for name in ("de_DE", "fr_FR")
            if subprocess.run(["localedef", "-i", name, "-f", "UTF-8", os.path.abspath(f"{name}.UTF-8")],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode <= 1]
    return [f"{name}.UTF-8" for name in made]


def test_numbers():
    """Pictures have the reader's decimal mark; files and what is read by programs have a point."""
    names = locales()
    if not names:
        print("# no locale with a comma can be made here")
    for name in names:
        env = {"LOCPATH": os.getcwd(), "LC_ALL": name}
        outputs = {}
        for case, extra in (("point", {}), ("comma", env)):
            run("train", "--steps", "50", "--history", f"{case}.csv", "--save", f"{case}.chainrule",
                "--plot", f"loss={case}.pdf", "--quiet", env=extra)
            outputs[case] = [open(f"{case}.{form}", "rb").read() for form in ("csv", "chainrule")]
            outputs[case].append(run("gradient", "--format=csv", env=extra)[0])
            outputs[case].append(run("explain", "--format=csv", env={**extra, "LANGUAGE": "C"})[0])
        assert outputs["point"] == outputs["comma"], f"{name}: expected the same files as with a point"
        page = pdf_text("comma.pdf")
        assert re.search(r"\d,\d", page) and not re.search(r"\d\.\d", page), f"{name}: expected commas, got {page}"
        assert re.search(r"\d\.\d", pdf_text("point.pdf"))


main(globals())
