#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""chainrule-cli info and benchmark, and the choice of a kernel."""

import csv
import os
import re
import sys

sys.dont_write_bytecode = True
from harness import *

KEYS = ["variance", "floor", "loss", "sharpness", "eigenvalues", "two-over-sharpness"]


def info(*arguments):
    output, error = run("info", *arguments)
    pairs = [line.split("=") for line in output.splitlines()]
    assert [name for name, _ in pairs] == [key for key in KEYS if key in dict(pairs)], output
    return dict(pairs), error


def gold(name):
    with open(os.path.join(DATA, name)) as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


def test_default():
    values, error = info()
    assert list(values) == KEYS and error == ""
    close(values["loss"], 1.73319, 1e-5)
    close(values["two-over-sharpness"], 2.0 / float(values["sharpness"]), 1e-16)
    assert values["eigenvalues"].split(";")[-1] == values["sharpness"]
    assert len(values["loss"].replace(".", "")) == 17


def test_floor():
    """gold_floor.csv: grids and listed samples."""
    samples = {}
    for row in gold("gold_floor_samples.csv"):
        samples.setdefault(row["id"], []).append(f"{row['x']}:{row['y']}")
    for row in gold("gold_floor.csv"):
        data = ({"x_min": row["lo"], "x_max": row["hi"], "count": row["n"]} if row["kind"] == "grid"
                else {"samples": ";".join(samples[row["id"]])})
        values = info(*settings(**data))[0]
        for name, expected in ("variance", row["var"]), ("floor", row["floor"]):
            assert abs(float(values[name]) - float(expected)) <= 1e-13 * float(row["var"]), (row["id"], name, values)


def test_eigenvalues():
    """gold_hess.csv."""
    for row in gold("gold_hess.csv"):
        values = info(*settings(x_min=row["lo"], x_max=row["hi"], count=row["n"],
                                **{name: row[name] for name in NAMES}))[0]
        found = [float(value) for value in values["eigenvalues"].split(";")]
        assert len(found) == 6 and found == sorted(found)
        for value, k in zip(found, range(1, 7)):
            close(value, float(row[f"l{k}"]), 1e-12)
        close(values["sharpness"], float(row["l6"]), 1e-12)


def test_wider():
    values, error = info("--set", "hidden=4;4")
    assert list(values) == [key for key in KEYS if key != "eigenvalues"] and values["floor"] == "none"
    assert "floor" in error and error.count("\n") == 1 and float(values["sharpness"]) >= 2.0
    # two neurons that are one: the curvature along the copied directions adds nothing
    assert float(info("--set", "hidden=1;2", "--set", "method=zeros")[0]["sharpness"]) >= 2.0


def test_where_it_stands():
    run("train", "--steps", "100", "--save", "x.chainrule", "--history", "h.csv", "--quiet", *settings(batch_size=10))
    assert info("x.chainrule")[0]["loss"] == rows("h.csv")[-1]["loss"]
    assert info(*settings(batch_size=10)) == info()


def test_normalized():
    values, error = info("--set", "normalize=both")
    close(values["variance"], 1.0, 1e-13)
    assert "training units: x = (x - 1) / 0.586" in error
    assert info("--set", "normalize=inputs")[0]["variance"] == info()[0]["variance"]


def test_not_finite():
    refuse("info", "--set", "samples=1:1e200", status=1)
    values = info("--set", "samples=1e200:1")[0]
    assert values["sharpness"] == "none" or float(values["sharpness"]) >= 2.0
    refuse("info", "nowhere.chainrule")
    refuse("info", "--steps", "1")


BENCHMARK = re.compile(r"kernel=(scalar|sse2|avx2|avx512)\n"
                       r"sample-gradients-per-second=\d\.\d\de\+\d\d\n"
                       r"nanoseconds-per-step=\d+\.\d\n")


def test_benchmark():
    for arguments in [], ["--hidden", "8;8"], ["--hidden", "2;3", "--count", "7"], ["--count", "65536"]:
        output, error = run("benchmark", "--seconds", "0.05", *arguments, env={"LC_ALL": "C"})
        assert BENCHMARK.fullmatch(output) and error == "", output
        lines = dict(line.split("=") for line in output.splitlines())
        n = int(arguments[arguments.index("--count") + 1]) if "--count" in arguments else 64
        close(float(lines["sample-gradients-per-second"]) * float(lines["nanoseconds-per-step"]) * 1e-9, n, 0.01)
    assert run("benchmark", "--seconds", "0.01", env={"CHAINRULE_KERNEL": "scalar"})[0].startswith("kernel=scalar\n")


def test_benchmark_usage():
    for arguments in (["--hidden", "0;1"], ["--hidden", "17;1"], ["--count", "0"], ["--count", "65537"], ["--count", "x"],
                      ["--seconds", "0"], ["--seconds", "x"], ["file"]):
        refuse("benchmark", *arguments)


def test_unknown_kernel():
    for command in ["benchmark"], ["train", "--steps", "1"], ["info"], ["--version"]:
        assert refuse(*command, env={"CHAINRULE_KERNEL": "mmx"}) == \
            "CHAINRULE_KERNEL: expected scalar, sse2, avx2 or avx512, got “mmx”"
    refuse("info", env={b"CHAINRULE_KERNEL": b"\xff"})
    assert run("info", env={"CHAINRULE_KERNEL": ""}) == run("info")


main(globals())
