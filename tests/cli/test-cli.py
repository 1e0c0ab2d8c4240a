#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""chainrule-cli as its users meet it: usage, experiments, gradients, history, outputs, signals."""

import csv
import itertools
import math
import os
import pty
import shutil
import signal
import stat
import struct
import subprocess
import sys
import time

sys.dont_write_bytecode = True
from harness import *

# Usage

def test_help_and_version():
    assert run("--version")[0].startswith("chainrule-cli ")
    for arguments in [], ["gradient"], ["explain"], ["train"], ["info"], ["check"], ["benchmark"], ["scenarios"]:
        output, error = run(*arguments, "--help", env={"LC_ALL": "C"})
        assert "Usage:" in output and error == ""
    assert "x²" in run("--help", env={"LC_ALL": "C"})[0]


def test_wrong_usage():
    for arguments in (
        [], ["dance"], ["--dance"], ["train"], ["train", "--steps"], ["train", "--steps", "-1"],
        ["train", "--steps", "1.5"], ["train", "--steps", "x"], ["train", "--steps", ""],
        ["train", "--steps", "99999999999999999999"], ["train", "--steps", "1", "--every", "0"],
        ["train", "--steps", "1", "--every", "-2"], ["train", "--steps", "1", "--size", "10"],
        ["train", "--steps", "1", "--size", "0x10"], ["train", "--steps", "1", "--size", "10x10x10"],
        ["train", "--steps", "1", "--size", "99999x10"], ["train", "--steps", "1", "--plot", "fit"],
        ["train", "--steps", "1", "--plot", "fit="], ["train", "--steps", "1", "--plot", "dance=x.png"],
        ["train", "--steps", "1", "a", "b"],
        ["gradient", "--format=xml"], ["gradient", "--dance"], ["gradient", "nowhere.chainrule"],
        ["gradient", "."], ["check", "--cases", "0"], ["check", "--cases", "x"], ["check", "--seed", "-1"],
        ["check", "--hidden", "0;1"], ["check", "--hidden", "4"], ["check", "file"],
    ):
        refuse(*arguments)
    assert os.listdir() == []


def test_prints_to_full_disk():
    with open("/dev/full", "w") as full:
        for arguments in ["gradient"], ["train", "--steps", "1"], ["check", "--cases", "1"], ["info"], ["benchmark", "--seconds", "0.01"]:
            error = run(*arguments, status=1, stdout=full)[1]
            assert "No space left" in error, error


def test_scenarios():
    names = [line for line in run("scenarios")[0].splitlines() if line and not line.startswith(" ")]
    assert len(names) == 14, names
    for name in names:
        run("train", "--scenario", name, "--steps", "1", "--quiet", status=0)
    assert "0.059842" in run("info", "--scenario", "monotone-floor")[0]
    assert "variance=0.0918" in run("info", "--scenario", "monotone-floor", "--set", "x-min=0")[0]
    assert "nowhere" in refuse("info", "--scenario", "nowhere")
    write("a.chainrule", "[Data]\nx-max=1\n")
    refuse("info", "--scenario", "default", "a.chainrule")


def test_links_no_gtk():
    if shutil.which("ldd") is None:
        return
    libraries = subprocess.run(["ldd", PROGRAM], stdout=subprocess.PIPE).stdout.decode().lower()
    assert "gtk" not in libraries and "gdk-4" not in libraries, libraries


# Experiments

def test_refused_experiments():
    """The file and --set have one sentence."""
    for group, key, value in (
        ("Experiment", "format", "2"), ("Experiment", "format", ""), ("Experiment", "name", "a\\q"),
        ("Network", "hidden", ""), ("Network", "hidden", "0;1"), ("Network", "hidden", "1;17"),
        ("Network", "hidden", "1"), ("Network", "hidden", "1;1;1"), ("Network", "hidden", "1.0;1"),
        ("Parameters", "W1", ""), ("Parameters", "W1", "nan"), ("Parameters", "b1", "inf"),
        ("Parameters", "W2", "1e999"), ("Parameters", "b2", "0,5"), ("Parameters", "W3", "1 2"),
        ("Parameters", "b3", "1;2"), ("Parameters", "b3", "0x1p3"),
        ("Data", "x-min", "2"), ("Data", "x-min", "3"), ("Data", "x-min", ""), ("Data", "x-max", "-1"),
        ("Data", "count", ""), ("Data", "count", "0"), ("Data", "count", "65537"), ("Data", "count", "1.5"),
        ("Data", "samples", "1"), ("Data", "samples", "1:2;;3:4"), ("Data", "samples", "1:nan"),
        ("Data", "samples", "1:1;" * 16385),
        ("Training", "learning-rate", ""), ("Training", "learning-rate", "abc"),
        ("Training", "learning-rate", "0"), ("Training", "learning-rate", "-1"),
        ("Training", "learning-rate", "1000.1"), ("Training", "learning-rate", "1e999"),
        ("Changes", "100", ""), ("Changes", "100", "1"), ("Changes", "100", "learning-rate:0"),
        ("Changes", "0100", "learning-rate:1"), ("Changes", "9223372036854775808", "learning-rate:1"),
        ("State", "step", "1"), ("State", "step", "-1"), ("State", "parameters", "1;2;3;4;5;6"),
        ("State", "parameters", "1"),
    ):
        write("x.chainrule", f"[{group}]\n{key}={value}\n")
        sentence = refuse("gradient", "x.chainrule")
        assert sentence.startswith(f"[{group}]"), sentence
        assert sentence == refuse("gradient", "--set", f"{key}={value}")
        assert sentence == refuse("train", "x.chainrule", "--steps", "1")


def test_the_sentence():
    expected = "[Training] learning-rate: expected a number in (0, 1000], got “abc”"
    assert refuse("gradient", "--set", "learning-rate=abc") == expected


def test_refused_files():
    for text in ("[Foo]", "[Data]\n[Data]", "[Data]\ncount=1\ncount=2", "[Data]\nfoo=1", "[Data]\nW1=1", "count=1",
                 "[Data]\nhello", b"[Data]\ncount=1\x002", b"[Experiment]\nname=\xff", "#" * (1 << 20) + "#",
                 "[Network]\nhidden=2;2\n[Parameters]\nW1=1;2\n"):
        refuse("gradient", write("x.chainrule", text))
    for setting in "foo", "foo=1", "=1", "", b"name=\xff":
        refuse("gradient", "--set", setting)


def test_settings_win():
    """All settings come first, then the whole is validated."""
    write("x.chainrule", "[Training]\nlearning-rate=abc\n[Parameters]\nW1=3\n")
    refuse("gradient", "x.chainrule")
    output = run("gradient", "x.chainrule", "--set", "learning-rate=1", "--set", "W1=4", "--format=csv")[0]
    assert "\nW1,4," in output
    run("gradient", "--set", "x-min=3", "--set", "x-max=4")
    run("gradient", "--set", "hidden=2;1", "--set", "W1=1;2", *settings(b1="1;2", W2="1;2", b2=1, W3=1, b3=1))


# gradient

WORKED = ["--set", "samples=2:4"]
WORKED_GRADIENTS = [-3.66112842627, -1.83056421313, -5.09938576210, -6.37025858056, -2.65211589239, -6.40645928443]


def test_gradient_csv():
    lines = run("gradient", *WORKED, "--format=csv")[0].splitlines()
    assert lines[0] == "parameter,value,gradient,numeric,complex"
    assert lines[7].startswith("loss,") and lines[7].endswith(",,,") and len(lines) == 8
    close(lines[7].split(",")[1], 10.2606801408, 1e-11)
    for line, name, expected in zip(lines[1:], NAMES, WORKED_GRADIENTS):
        fields = line.split(",")
        assert fields[0] == name and len(fields) == 5
        close(fields[2], expected, 1e-11)
        close(fields[3], expected, 1e-7)
        close(fields[4], expected, 1e-11)
    assert lines[2].split(",")[1] == "0.10000000000000001"


def test_gradient_names():
    output = run("gradient", "--set", "hidden=2;2", "--format=csv")[0]
    names = [line.split(",")[0] for line in output.splitlines()[1:]]
    assert names == ["W1[1]", "W1[2]", "b1[1]", "b1[2]", "W2[1][1]", "W2[1][2]", "W2[2][1]", "W2[2][2]",
                     "b2[1]", "b2[2]", "W3[1]", "W3[2]", "b3", "loss"], names


def test_gradient_text():
    output = run("gradient", *WORKED, env={"LC_ALL": "C"})[0]
    lines = [" = ".join(parts) for parts in formulas(output)]
    for part in ("z₁ = W₁·x + b₁ = 0.5 × 2 + 0.1 = 1.1", "h₁ = tanh(z₁) = tanh(1.1) = 0.80049902176", "ŷ - y = 0.7967703577",
                 "= -3.2032296422", "= 0.82862445251", "∂L/∂W₁ = 2(ŷ - y) × W₃ × (1 - h₂²) × W₂ × (1 - h₁²) × x = 2 × (-3.2032",
                 "∂L/∂W₃ = 2(ŷ - y) × h₂ = ", "= 10.2606801407"):
        assert part in "\n".join(lines), (part, lines)
    for name, value in zip("W₁ b₁ W₂ b₂ W₃ b₃".split(), WORKED_GRADIENTS):
        close(next(parts for parts in formulas(output) if parts[0] == f"∂L/∂{name}")[-1], value, 1e-11)


def test_gradient_text_recomputes():
    """Each printed line can be done again by hand: its numbers give its result."""
    for arguments in WORKED, ["--set", "hidden=3;2", "--set", "samples=1:1;-0.5:0.25;3:9"]:
        assert recompute(run("gradient", *arguments)[0]) >= 9


def test_gradient_of_a_state():
    run("train", "--steps", "7", "--save", "x.chainrule", "--history", "h.csv", "--quiet")
    last = rows("h.csv")[-1]
    for line in run("gradient", "x.chainrule", "--format=csv")[0].splitlines()[1:-1]:
        name, value, gradient = line.split(",")[:3]
        assert last[name] == value and last["d" + name] == gradient


def test_gradient_overflow():
    refuse("gradient", "--set", "samples=1:1e200", status=1)
    refuse("gradient", "--set", "samples=1:1e200", "--format=csv", status=1)
    # the loss is finite, the difference L(θ + h) − L(θ − h) is not
    output = run("gradient", "--format=csv", "--set", "samples=0:0", "--set", "b3=1e154", "--set", "W3=0")[0]
    assert all("inf" not in line and "nan" not in line for line in output.splitlines())


# train

def test_history():
    table = history("--steps", "5")
    assert [row["step"] for row in table] == list("012345")
    assert list(table[0]) == ["step", "loss"] + NAMES + ["d" + name for name in NAMES]
    for before, after in zip(table, table[1:]):
        for name in NAMES:
            assert float(before[name]) - 0.01 * float(before["d" + name]) == float(after[name])
    assert [row["step"] for row in history("--steps", "5", "--every", "1")] == list("012345")
    assert [row["step"] for row in history("--steps", "7", "--every", "3")] == list("0367")
    assert [row["step"] for row in history("--steps", "6", "--every", "3")] == list("036")
    assert [row["step"] for row in history("--steps", "2", "--every", "9")] == list("02")
    assert [row["step"] for row in history("--steps", "0")] == ["0"]


def test_every_is_a_part():
    whole = {row["step"]: row for row in history("--steps", "3000")}
    part = history("--steps", "3000", "--every", "700")
    assert len(part) == 6 and all(whole[row["step"]] == row for row in part)


def test_reference_trajectories():
    """gold_traj.csv, replayed with --set."""
    with open(os.path.join(DATA, "gold_traj.csv")) as file:
        gold = list(csv.DictReader(line for line in file if not line.startswith("#")))
    for preset, group in itertools.groupby(gold, key=lambda row: row["preset"]):
        group = list(group)
        first = group[0]
        x = float(first["lo"])
        data = ({"samples": f"{x}:{x * x}"} if first["n"] == "1"
                else {"x_min": first["lo"], "x_max": first["hi"], "count": first["n"]})
        table = history("--steps", group[-1]["step"],
                        *settings(learning_rate=first["lr"], **data, **{name: first[name] for name in NAMES}))
        for row in group:
            difference = float(row["reldiff_double"])
            expected = float(row["loss"])
            if difference <= 1e-3:
                got = float(table[int(row["step"])]["loss"])
                assert abs(got - expected) <= max(1e-12, 100 * difference) * expected, (preset, row["step"], got)


def test_continue():
    """Saved and continued is as if never interrupted, with changes and for all widths."""
    changes = ["--set", "30=learning-rate:0.05", "--set", "31=learning-rate:0.02", "--set", "70=learning-rate:0.03"]
    for hidden in "1;1", "3;4", "16;16":
        whole = history("--set", f"hidden={hidden}", *changes, "--steps", "100")
        parts = []
        arguments = ["--set", f"hidden={hidden}", *changes]
        for steps in "10", "19", "1", "1", "38", "0", "31":
            parts += history(*arguments, "--steps", steps, "--save", "x.chainrule")[0 if not parts else 1:]
            arguments = ["x.chainrule"]
        assert parts == whole, hidden
    assert [row["step"] for row in history("x.chainrule", "--steps", "120", "--every", "50")] == ["100", "150", "200", "220"]


def test_changes_count_from_their_step():
    table = history("--steps", "101", "--set", "100=learning-rate:0.05")
    rate = lambda k: (float(table[k - 1]["W1"]) - float(table[k]["W1"])) / float(table[k - 1]["dW1"])
    close(rate(99), 0.01, 1e-9)
    close(rate(100), 0.05, 1e-9)
    close(rate(101), 0.05, 1e-9)
    assert history("--steps", "5", "--set", "0=learning-rate:0.05") == history("--steps", "5", "--set", "learning-rate=0.05")


def test_save_is_stable():
    run("train", "--steps", "3", "--save", "a.chainrule", "--set", "name= ü \\n", *settings(W1="-0", b1="5e-324"), "--quiet")
    run("train", "a.chainrule", "--steps", "0", "--save", "b.chainrule", "--quiet")
    with open("a.chainrule", "rb") as a, open("b.chainrule", "rb") as b:
        text = a.read()
        assert text == b.read()
    assert b"W1=-0\n" in text and b"b1=4.94065645841247e-324\n" in text and b"name=\xc3\xbc \\n\n" in text, text


def test_save_replaces_its_own_file():
    run("train", "--steps", "3", "--save", "a.chainrule", "--quiet")
    os.chmod("a.chainrule", 0o600)
    for _ in range(3):
        run("train", "a.chainrule", "--steps", "3", "--save", "a.chainrule", "--quiet")
    assert b"step=12\n" in open("a.chainrule", "rb").read()
    assert stat.S_IMODE(os.stat("a.chainrule").st_mode) == 0o600 and not leftovers()


def test_summary_and_quiet():
    output, error = run("train", "--steps", "100")
    assert output.startswith("step 100, loss 0.5443") and "gradient norm" in output and error == ""
    assert run("train", "--steps", "100", "--quiet") == ("", "")


DIVERGING = ["--set", "x-max=1", "--set", "learning-rate=1.1"]


def test_divergence():
    """MATHS.md, section 6: over 1e6 at step 11, which is above 1e6·max(1, first loss, variance)."""
    output, error = run("train", *DIVERGING, "--steps", "50", "--history", "h.csv", "--save", "x.chainrule",
                        "--plot", "loss=l.png", status=1)
    assert "step 11" in error and output.startswith("step 10, "), error
    table = rows("h.csv")
    assert [int(row["step"]) for row in table] == list(range(12))
    assert float(table[10]["loss"]) <= 1e6 < float(table[11]["loss"])
    assert "step=10\n" in open("x.chainrule").read() and os.path.getsize("l.png") > 0
    assert [int(row["step"]) for row in history(*DIVERGING, "--steps", "50", "--every", "4", status=1)] == [0, 4, 8, 11]
    # the saved run stands at step 10 and diverges again at once
    assert "step 11" in run("train", "x.chainrule", "--steps", "5", "--quiet", status=1)[1]
    run("train", *DIVERGING, "--steps", "10", "--quiet")


def test_divergence_beyond_numbers():
    """Where the state of the diverged step is not finite, the last row is the one before."""
    arguments = settings(samples="1:1", W3="1e150", learning_rate=1000)
    error = run("train", *arguments, "--steps", "9", "--history", "h.csv", "--every", "5", "--quiet", status=1)[1]
    last = rows("h.csv")[-1]
    assert all(math.isfinite(float(value)) for value in last.values()), last
    assert "step 1 " in error and last["step"] in "01", error
    run("train", *settings(samples="1:1e200"), "--steps", "9", "--history", "h.csv", "--plot", "fit=f.png",
        "--plot", "loss=l.png", "--plot", "gradient=g.png", "--save", "x.chainrule", status=1)
    assert rows("h.csv") == [] and os.path.getsize("f.png") > 0


def png_size(name):
    with open(name, "rb") as file:
        head = file.read(24)
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    return struct.unpack(">II", head[16:24])


def test_pictures():
    run("train", "--steps", "50", "--plot", "fit=f.png", "--plot", "loss=l.PNG", "--plot", "gradient=g.png",
        "--plot", "fit=again.png", "--size", "321x123", "--set", "hidden=3;2", "--quiet")
    for name in "f.png", "l.PNG", "g.png", "again.png":
        assert png_size(name) == (321, 123)
    assert open("f.png", "rb").read() == open("again.png", "rb").read()
    run("train", "--steps", "0", "--plot", "loss=l.png", "--quiet")
    assert png_size("l.png") == (960, 600)


def test_outputs_that_cannot_be_written():
    write("file", "old")
    for option in ["--history"], ["--save"], ["--plot", "fit="], ["--plot", "loss="], ["--plot", "gradient="]:
        for target in "/dev/full", "file/x", "nowhere/x", "/proc/nowhere", "/":
            arguments = [option[0], option[1] + target] if len(option) > 1 else [option[0], target]
            sentence = refuse("train", "--steps", "10", "--quiet", *arguments, status=1)
            assert sentence.startswith(f"Cannot write “{target}”: "), sentence
    assert stat.S_ISCHR(os.stat("/dev/full").st_mode)
    assert os.listdir() == ["file"] and open("file").read() == "old"


def test_one_failure_spares_the_others():
    run("train", "--steps", "10", "--history", "/dev/full", "--save", "x.chainrule", "--plot", "fit=f.png", status=1)
    assert sorted(os.listdir()) == ["f.png", "x.chainrule"]


def interrupt(number):
    process = subprocess.Popen([PROGRAM, "train", "--steps", "1000000000000", "--history", "h.csv", "--every", "1000",
                                "--save", "x.chainrule", "--plot", "loss=l.png", "--set", "count=1000",
                                "--set", "hidden=16;16"],
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    while not leftovers():
        time.sleep(0.01)
    time.sleep(0.5)
    start = time.monotonic()
    process.send_signal(number)
    output, error = process.communicate(timeout=30)
    assert process.returncode == 128 + number, (process.returncode, error)
    assert time.monotonic() - start < 5 and not leftovers()
    step = rows("h.csv")[-1]["step"]
    assert f"step={step}\n" in open("x.chainrule").read() and output.decode().startswith(f"step {step}, ")
    assert png_size("l.png") == (960, 600)


def test_interrupt():
    interrupt(signal.SIGINT)


def test_terminate():
    interrupt(signal.SIGTERM)


def test_progress():
    """A bar where standard error is a terminal, and only there."""
    for quiet in [], ["--quiet"]:
        master, slave = pty.openpty()
        subprocess.run([PROGRAM, "train", "--steps", "1200", *quiet], stdout=subprocess.DEVNULL, stderr=slave, check=True)
        os.close(slave)
        shown = b""
        while True:  # a terminal hands over what it has, in pieces, and fails at the end
            try:
                shown += os.read(master, 100000)
            except OSError:
                break
        shown = shown.decode()
        os.close(master)
        assert shown == "" if quiet else "100 %" in shown and "steps/s" in shown and "left" in shown, shown


# check

def test_check():
    assert "50 of 50 cases passed" in run("check", "--cases", "50")[0]
    assert run("check", "--cases", "9", "--seed", "5") == run("check", "--cases", "9", "--seed", "5")
    assert run("check", "--cases", "9", "--seed", "5") != run("check", "--cases", "9", "--seed", "6")
    for hidden in "1;1", "1;16", "16;1", "16;16":
        assert "20 of 20 cases passed" in run("check", "--cases", "20", "--hidden", hidden)[0]


# Locale

def test_locale():
    """Numbers have a point where the locale has a comma."""
    if shutil.which("localedef") is None:
        return
    made = subprocess.run(["localedef", "-i", "de_DE", "-f", "UTF-8", os.path.abspath("de_DE.UTF-8")],
                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if not os.path.isdir("de_DE.UTF-8"):
        print(f"# no German locale here: localedef exits {made.returncode}")
        return
    german = {"LOCPATH": os.getcwd(), "LC_ALL": "de_DE.UTF-8", "LANGUAGE": "C"}
    for arguments in (["gradient", "--format=csv"], ["gradient", "--set", "count=2"],
                      ["train", "--steps", "10", "--history", "/dev/stdout", "--save", "x.chainrule", "--set", "W1=0.25"],
                      ["check", "--cases", "5"], ["train", "x.chainrule", "--steps", "2"], ["info"],
                      ["train", "--steps", "10", "--set", "normalize=both", "--set", "stop-loss=0.5"]):
        assert run(*arguments, env=german) == run(*arguments), arguments
    assert "x-max=2\n" in open("x.chainrule").read() and "," not in open("x.chainrule").read()


main(globals())
