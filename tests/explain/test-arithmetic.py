#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-arithmetic.py RANDOM-SHEETS: does again, with fractions, what 1,000 random sheets print."""

import math
import re
import subprocess
import sys
from fractions import Fraction

NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?:e-?\d+)?")
counts = {}


def count(what):
    counts[what] = counts.get(what, 0) + 1


def logical_lines(text):
    """Formulas in one line each, which may be printed in several."""
    lines = []
    for line in text.splitlines():
        if re.match(r" +(= |≈ |\+ )", line) and lines:
            lines[-1] += " " + line.strip()
        else:
            lines.append(line)
    return lines


def significant(number):
    mantissa = number.split("e")[0].lstrip("-").replace(".", "").lstrip("0")
    return len(mantissa)


def rounded(value, digits):
    """A half is rounded away from 0."""
    if value == 0:
        return Fraction(0)
    exponent = math.floor(math.log10(abs(value))) if abs(value) > Fraction(1, 10 ** 300) else -400
    while Fraction(10) ** (exponent + 1) <= abs(value):
        exponent += 1
    while Fraction(10) ** exponent > abs(value):
        exponent -= 1
    unit = Fraction(10) ** (exponent - digits + 1)
    steps = abs(value) / unit + Fraction(1, 2)
    return (1 if value > 0 else -1) * (steps.numerator // steps.denominator) * unit


def evaluate(numbers):
    expression = NUMBER.sub(lambda match: f"Fraction('{match.group()}')", numbers)
    return eval(expression.replace("×", "*").replace("²", "**2"), {"Fraction": Fraction})


def check_exact(line, numbers, relation, result, digits):
    value = evaluate(numbers)
    if relation == "=":
        assert value == Fraction(result), f"“=” is not exact: {line}: {float(value)!r}"
        count("exact")
    else:
        assert rounded(value, digits) == Fraction(result), f"does not follow: {line}: {float(value)!r}"
        assert value != Fraction(result), f"“≈” is exact: {line}"
        assert significant(result) == digits, f"not {digits} digits: {line}"
        count("rounded")


def check_function(line, numbers, result, digits):
    """tanh and what optimisers divide, which are computed in doubles."""
    expression = numbers.replace("×", "*").replace("sech²", "sech2")
    expression = re.sub(r"√(\S+)", r"sqrt(\1)", expression)
    value = eval(expression, {"tanh": math.tanh, "sech2": lambda z: 1 / math.cosh(z) ** 2, "sqrt": math.sqrt})
    unit = 10.0 ** (1 - digits)
    assert abs(value - float(result)) <= abs(value) * (0.50001 * unit + 2e-15) + 1e-15 * unit, f"{line}: {value!r}"
    count("function")


def check_formula(line, digits):
    parts = re.split(r" (=|≈|←) ", line)
    relation, result = parts[-2:]
    if len(parts) < 5 and not line.startswith("  ŷ - y") and not line.startswith("  1 - "):
        return  # a value that is only shown
    numbers = parts[-3]
    if "tanh" in numbers or "sech" in numbers or "/" in numbers:
        check_function(line, numbers, result, digits)
    else:
        check_exact(line, numbers, relation, result, digits)


def check_table(lines, digits):
    """Sums are those of the rows, means those of the sums."""
    rows = [line.split() for line in lines]
    if not rows or rows[0][0] != "sample":
        return
    body = [row for row in rows[1:] if row[0].isdigit()]
    sums = next(row for row in rows if row[0] == "sum")
    means = next(row for row in rows if row[0] == "mean")
    # what is not added up stands on the left
    for i in range(1, len(sums)):
        column = [Fraction(row[len(row) - i]) for row in body]
        assert sum(column) == Fraction(sums[-i]), f"sum: {lines[0]}, {sums[-i]}, not {float(sum(column))}"
        assert rounded(sum(column) / len(body), digits) == Fraction(means[-i]), f"mean: {lines[0]}, {means[-i]}"
        count("column")


def check_sheet(text, digits):
    table = []
    for line in logical_lines(text) + [""]:
        if line.startswith("  ") and re.search(r" (=|≈|←) ", line) and not line.startswith("      "):
            check_formula(line, digits)
        if line.startswith("  "):
            table.append(line)
        else:
            check_table(table, digits)
            table = []


def main():
    output = subprocess.run([sys.argv[1], "1000"], stdout=subprocess.PIPE, check=True).stdout.decode()
    sheets = re.findall(r"(.*?)\nEND (\d+)\n", output, re.S)
    failures = []
    for i, (text, digits) in enumerate(sheets):
        try:
            check_sheet(text, int(digits))
        except AssertionError as failure:
            failures.append(f"sheet {i}, {digits} digits: {failure}")
    print("1..2")
    for failure in failures[:20]:
        print(f"# {failure}")
    print(f"{'not ' if failures else ''}ok 1 what is printed adds up")
    print(f"# checked {counts} in {len(sheets)} sheets, expected 1000 sheets and thousands of each")
    enough = len(sheets) == 1000 and all(counts.get(what, 0) > 1000 for what in ("exact", "rounded", "function", "column"))
    print(f"{'' if enough else 'not '}ok 2 there was enough to check")
    sys.exit(bool(failures) or not enough)


main()
