# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of chainrule-cli share: test-….py PROGRAM, with CHAIN_TEST_DATA set, prints TAP."""

import csv
import os
import re
import struct
import subprocess
import sys
import tempfile
import traceback
import zlib

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


def plot(folder, *arguments, kinds=None, formats=("png",), status=0, env=None):
    """Trains and draws KIND.FORMAT into a new folder, returns its name."""
    os.makedirs(folder)
    wanted = [f"{kind}={folder}/{kind}.{form}" for kind in kinds or KINDS for form in formats]
    run("train", *arguments, "--quiet", *(part for one in wanted for part in ("--plot", one)), status=status, env=env)
    return folder


KINDS = ["fit", "loss", "gradient", "factors", "network", "activations", "flow", "check", "parameters", "norms", "all"]


def unfilter(kind, line, above, channels):
    """A line of a PNG as its bytes, from its filtered form."""
    done = bytearray(line)
    for i, value in enumerate(line):
        left = done[i - channels] if i >= channels else 0
        corner = above[i - channels] if i >= channels else 0
        if kind == 4:
            near = min((abs(above[i] - corner), 0, left), (abs(left - corner), 1, above[i]),
                       (abs(left + above[i] - 2 * corner), 2, corner))[2]
        else:
            near = (0, left, above[i], (left + above[i]) // 2)[kind]
        done[i] = (value + near) & 255
    return bytes(done)


def decode_png(name):
    """A picture of 8 bits a channel: its width, its height, a list of (r, g, b, a)."""
    with open(name, "rb") as file:
        content = file.read()
    assert content[:8] == b"\x89PNG\r\n\x1a\n", name
    width, height, depth, colour = struct.unpack(">IIBB", content[16:26])
    assert depth == 8 and colour in (2, 6), (depth, colour)
    channels = 4 if colour == 6 else 3
    place, packed = 8, b""
    while place < len(content):
        length, kind = struct.unpack(">I4s", content[place:place + 8])
        if kind == b"IDAT":
            packed += content[place + 8:place + 8 + length]
        place += 12 + length
    raw, above, pixels = zlib.decompress(packed), bytes(channels * width), []
    for row in range(height):
        start = row * (channels * width + 1)
        above = unfilter(raw[start], raw[start + 1:start + 1 + channels * width], above, channels)
        pixels += [(*pixel, 255)[:4] for pixel in struct.iter_unpack(f"{channels}B", above)]
    return width, height, pixels


def formulas(output):
    """The formulas of an explanation, each in one line, as lists of their parts; relations are left out."""
    lines = []
    for line in output.splitlines():
        if re.match(r" +(= |≈ |\+ )", line):
            lines[-1] += " " + line.strip()
        else:
            lines.append(line)
    return [re.split(r" [=≈←] ", line.strip()) for line in lines if line.startswith("  ") and re.search(r" [=≈←] ", line)]


def recompute(output):
    """Does again by hand what the formulas print. Returns how many."""
    checked = 0
    for parts in formulas(output):
        expression = parts[-2].replace("×", "*").replace("²", "**2")
        if re.search(r"\d", expression) and re.fullmatch(r"[-+*/(). \de]+", expression):
            close(eval(expression), float(parts[-1]), 1e-13)
            checked += 1
    return checked


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
