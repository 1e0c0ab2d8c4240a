#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""chainrule-cli: where the data and the start come from: targets, noise, samples files, units, initialisers."""

import math
import os
import re
import sys

sys.dont_write_bytecode = True
from harness import *


def samples_of(*arguments):
    """The samples that `gradient` prints, as it prints them."""
    output = run("gradient", *arguments, env={"LC_ALL": "C"})[0]
    return re.findall(r"^Sample \d+ of \d+\n-+\n\n  x = (\S+)\n  y = (\S+)$", output, re.M)


def start_of(*arguments):
    row = history("--steps", "0", *arguments)[0]
    return {name: float(value) for name, value in row.items() if name[0] in "Wb"}


def test_target():
    assert samples_of("--set", "count=3") == [("0", "0"), ("1", "1"), ("2", "4")]
    assert samples_of("--set", "count=3", "--set", "target=x^2") == samples_of("--set", "count=3")
    assert samples_of("--set", "count=3", "--set", "target=1;-2;0;3") == [("0", "1"), ("1", "2"), ("2", "21")]
    assert samples_of("--set", "count=2", "--set", "target=7") == [("0", "7"), ("2", "7")]
    assert samples_of("--set", "count=2", "--set", "target=0;0;0;0;0;0;0;0;1") == [("0", "0"), ("2", "256")]
    assert "degree 8" in refuse("info", "--set", "target=" + "1;" * 9 + "1")


def test_noise():
    plain = [float(y) for _, y in samples_of("--set", "count=2000")]
    noisy = [float(y) for _, y in samples_of("--set", "count=2000", "--set", "noise=0.1")]
    noise = [b - a for a, b in zip(plain, noisy)]
    assert abs(sum(noise)) / 2000 < 0.01
    close(math.sqrt(sum(v * v for v in noise) / 2000), 0.1, 0.01)
    assert samples_of("--set", "noise=0.1") == samples_of("--set", "noise=0.1", "--set", "noise-seed=1")
    assert samples_of("--set", "noise=0.1") != samples_of("--set", "noise=0.1", "--set", "noise-seed=2")


def test_samples_file():
    os.mkdir("folder")
    write("folder/points.csv", "# measured\nx,y\n2,4\n\n1,1\n")
    write("folder/x.chainrule", "[Data]\nsamples-file=points.csv\n")
    expected = [("2", "4"), ("1", "1")]
    assert samples_of("folder/x.chainrule") == expected
    assert samples_of("--set", "samples-file=folder/points.csv") == expected
    assert samples_of("--set", "samples-file=" + os.path.abspath("folder/points.csv")) == expected
    # in a setting, “points.csv” lies in the current directory
    refuse("gradient", "folder/x.chainrule", "--set", "samples-file=points.csv")
    assert samples_of("folder/x.chainrule", "--set", "samples-file=folder/points.csv") == expected
    # it is read once
    run("train", "folder/x.chainrule", "--steps", "3", "--save", "y.chainrule", "--quiet")
    os.remove("folder/points.csv")
    assert samples_of("y.chainrule") == expected
    assert "samples=2:4;1:1\n" in open("y.chainrule").read() and "samples-file" not in open("y.chainrule").read()


def test_refused_samples_files():
    for text, line in (("1,2\n3\n", 2), ("1;2\n# c\n\n3,4\n", 4), ("x,y\n1,nan\n", 2), ("x;y\n0,5;1\n", 2), ("1,2,3\n", 1),
                       ("1\t2\n1\t2\t3\n", 2), ("1,2\n" * 16385, 16385)):
        write("p.csv", text)
        write("x.chainrule", "[Data]\nsamples-file=p.csv\n")
        sentence = refuse("gradient", "x.chainrule")
        assert sentence.startswith("[Data] samples-file: expected ") and f"line {line} of “p.csv”" in sentence, sentence
        assert sentence == refuse("gradient", "--set", "samples-file=p.csv")
    write("good.csv", "1,2\n")
    for arguments in (["samples-file="], ["samples-file=."], ["samples-file=/dev/zero"], ["samples-file=nowhere.csv"],
                      ["samples-file=good.csv", "samples=1:1"]):
        sentence = refuse("gradient", *(part for setting in arguments for part in ("--set", setting)))
        assert sentence.startswith("[Data] samples-file: "), sentence
    run("gradient", "--set", "samples-file=good.csv", "--set", "samples=")


def test_normalize():
    """Samples are shown in plain units, and every line can be done again by hand."""
    arguments = ["--set", "samples=1:1;-0.5:0.25;3:9", "--set", "normalize=both"]
    output = run("gradient", *arguments, env={"LC_ALL": "C"})[0]
    assert samples_of(*arguments) == [("1", "1"), ("-0.5", "0.25"), ("3", "9")]
    assert output.count("  x in training units = ") == output.count("  y in training units = ") == 3
    assert output.count("  ŷ in plain units = ") == 3 and "\nLoss and gradients are in training units: x = (x - " in output
    assert recompute(output) > 30
    only_x = run("gradient", *arguments, "--set", "normalize=inputs", env={"LC_ALL": "C"})[0]
    assert "y in training units" not in only_x and "ŷ in plain units" not in only_x and "x in training units" in only_x
    assert "training units" not in run("gradient", "--set", "count=3")[0]
    output, error = run("gradient", *arguments, "--format=csv")
    assert "training units" in error and "training" not in output and output.startswith("parameter,value,gradient,")


def test_normalized_run():
    output = run("train", "--steps", "10", "--set", "normalize=inputs")[0]
    assert "\nLoss and gradients are in training units: x = (x - 1) / 0.586" in output and "y =" not in output, output
    # values that do not vary keep their scale
    assert samples_of("--set", "samples=1:5;1:5", "--set", "normalize=both") == [("1", "5"), ("1", "5")]
    run("train", "--steps", "10", "--set", "samples=1:5;1:5", "--set", "normalize=both", "--quiet")


def test_normalized_picture():
    """In plain units a network of normalised data is another network: the picture is the same."""
    run("train", "--steps", "0", "--quiet", "--plot", "fit=a.png", *settings(samples="0:0;2:4", normalize="both"))
    run("train", "--steps", "0", "--quiet", "--plot", "fit=b.png",
        *settings(samples="0:0;2:4", b1=0.1 - 0.5, W3=1.2 * 2, b3=0.3 * 2 + 2))
    assert open("a.png", "rb").read() == open("b.png", "rb").read()
    run("train", "--steps", "0", "--quiet", "--plot", "fit=b.png", *settings(samples="0:0;2:4"))
    assert open("a.png", "rb").read() != open("b.png", "rb").read()
    run("train", "--steps", "0", "--quiet", "--plot", "fit=c.png", *settings(samples="0:0;2:4", target="0;1"))
    assert open("c.png", "rb").read() != open("b.png", "rb").read()


def test_initial():
    assert set(start_of("--set", "method=zeros").values()) == {0.0}
    assert list(start_of("--set", "method=constant", "--set", "scale=0.01").values()) == [0.01, 0, 0.01, 0, 0.01, 0]
    for method, biased in ("uniform", True), ("xavier-uniform", False), ("xavier-normal", False), ("he-uniform", False), \
            ("he-normal", False):
        for hidden in "1;1", "3;2":
            arguments = settings(method=method, hidden=hidden)
            start = start_of(*arguments)
            assert all((value != 0.0) == (name[0] == "W" or biased) for name, value in start.items()), (method, start)
            assert start_of(*arguments, "--set", "seed=1", "--set", "scale=1") == start
            assert start_of(*arguments, "--set", "seed=2") != start
            half = start_of(*arguments, "--set", "scale=0.5")
            for name, value in start.items():
                close(half[name], value / 2, 1e-15)
    assert start_of("--set", "hidden=3;2") == start_of("--set", "hidden=3;2", "--set", "method=xavier-uniform")


def test_refused_keys():
    """The file and --set have one sentence, which names the place."""
    for group, keys in (
        ("Initial", {"method": ["", "random", "Zeros"], "seed": ["", "-1", "1.5", "9223372036854775808"],
                     "scale": ["", "0", "-1", "1001", "nan"]}),
        ("Data", {"target": ["", "x^3", "1;;2", "1;" * 9 + "1", "inf"], "noise": ["", "-1", "1.01", "x"],
                  "noise-seed": ["", "-1", "x"], "normalize": ["", "yes"]}),
        ("Training", {"optimizer": ["", "sgd", "ADAM"], "momentum": ["", "1", "-0.1"], "beta1": ["", "1", "2"],
                      "beta2": ["", "1", "-1"], "rho": ["", "1", "x"], "epsilon": ["", "0", "2"],
                      "batch-size": ["", "-1", "65", "1.5"], "shuffle-seed": ["", "-1"], "schedule": ["", "linear"],
                      "schedule-steps": ["", "0", "-1"], "schedule-factor": ["", "0", "1.1"],
                      "stop-steps": ["", "-1", "1.5"], "stop-loss": ["", "-1", "inf"]}),
        ("State", {"first-moments": ["", "1", "1;2;3;4;5;6"], "second-moments": ["", "1", "1;2;3;4;5;-6"],
                   "beta1-power": ["", "2", "0.5"], "beta2-power": ["", "-1", "0.5"]}),
    ):
        for key, values in keys.items():
            for value in values:
                write("x.chainrule", f"[{group}]\n{key}={value}\n")
                sentence = refuse("gradient", "x.chainrule")
                assert sentence.startswith(f"[{group}]"), sentence
                assert sentence == refuse("gradient", "--set", f"{key}={value}")
    assert "64, the number of samples" in refuse("gradient", "--set", "batch-size=65")
    run("gradient", "--set", "batch-size=64")
    for arguments in (["method=zeros", "W1=1"], ["method=manual", "hidden=2;1"], ["hidden=2;1", "W1=1;2"]):
        refuse("gradient", *(part for setting in arguments for part in ("--set", setting)))


main(globals())
