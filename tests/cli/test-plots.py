#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pictures of chainrule-cli train: kinds, formats, looks, what is in them, where they go."""

import os
import sys

sys.dont_write_bytecode = True
from harness import *

FORMATS = ["png", "svg", "pdf"]
BEGINNINGS = {"png": b"\x89PNG\r\n", "svg": b"<?xml", "pdf": b"%PDF-"}
SMALL = ["--size", "240x180"]

# colours of src/plot/chain-style.c, light
NETWORK, REFERENCE, CHANGE, ALERT = (0x00, 0x72, 0xb2), (0x8f, 0x4a, 0x8b), (0x00, 0x9e, 0x73), (0xc0, 0x1c, 0x28)


def read(name):
    with open(name, "rb") as file:
        return file.read()


def count(name, colour):
    return sum(pixel[:3] == colour for pixel in decode_png(name)[2])


def count_purple(name):
    """Pixels of a thin reference line, whose edges are mixed with the ground."""
    return sum(abs(red - blue) < 30 < red - green for red, green, blue, alpha in decode_png(name)[2])


def test_kinds_and_formats():
    for hidden in "1;1", "3;2", "16;16":
        folder = plot(hidden, "--steps", "30", "--set", f"hidden={hidden}", formats=FORMATS)
        for kind in KINDS:
            for form in FORMATS:
                content = read(f"{folder}/{kind}.{form}")
                assert content.startswith(BEGINNINGS[form]) and len(content) > 2000, (kind, form)
        assert len(os.listdir(folder)) == len(KINDS) * len(FORMATS)


def test_same_bytes():
    arguments = ["--steps", "200", "--set", "hidden=2;3", "--set", "batch-size=16", "--set", "name=<Ü>"]
    plot("a", *arguments, formats=FORMATS)
    plot("b", *arguments, formats=FORMATS, env={"TZ": "Asia/Tokyo"})
    for name in os.listdir("a"):
        assert read(f"a/{name}") == read(f"b/{name}"), name
    run("train", *arguments, "--quiet", *(f"--plot=all={name}.{form}" for name in "cd" for form in FORMATS))
    for form in FORMATS:
        assert read(f"c.{form}") == read(f"d.{form}") == read(f"a/all.{form}"), form


def test_every_kind_differs():
    folder = plot("x", "--steps", "30")
    assert len({read(f"{folder}/{kind}.png") for kind in KINDS}) == len(KINDS)


def test_sizes():
    for arguments, size in ([], (960, 600)), (["--size", "321x123"], (321, 123)), \
            (["--size", "200x100", "--scale", "2"], (400, 200)), (["--size", "200x100", "--scale", "0.5"], (100, 50)), \
            (["--size", "100x50", "--scale", "8"], (800, 400)):
        run("train", "--steps", "5", "--quiet", "--plot", "fit=f.png", *arguments)
        assert decode_png("f.png")[:2] == size, arguments
    run("train", "--steps", "5", "--quiet", "--plot", "all=a.png", "--plot", "fit=f.png")
    assert decode_png("a.png")[:2] == (1000, 1170) and decode_png("f.png")[:2] == (960, 600)
    run("train", "--steps", "5", "--quiet", "--plot", "all=a.png", *SMALL)
    assert decode_png("a.png")[:2] == (240, 180)


def test_scale_is_for_pixels():
    for form in "svg", "pdf":
        run("train", "--steps", "5", "--quiet", "--plot", f"fit=a.{form}")
        run("train", "--steps", "5", "--quiet", "--plot", f"fit=b.{form}", "--scale", "8")
        assert read(f"a.{form}") == read(f"b.{form}")
    run("train", "--steps", "5", "--quiet", "--plot", "fit=a.svg", "--size", "9999x100", "--scale", "8")


def test_themes():
    for kind in KINDS:
        for theme, ground in ("light", (255, 255, 255, 255)), ("dark", (42, 42, 42, 255)):
            run("train", "--steps", "5", "--quiet", "--plot", f"{kind}=x.png", "--theme", theme, *SMALL)
            pixels = decode_png("x.png")[2]
            assert pixels[0] == pixels[-1] == ground, (kind, theme, pixels[0])
            assert len(set(pixels)) > 20, kind
    run("train", "--steps", "5", "--quiet", "--plot", "fit=a.png", "--plot", "fit=a.svg")
    run("train", "--steps", "5", "--quiet", "--plot", "fit=b.png", "--plot", "fit=b.svg", "--theme", "light")
    assert read("a.png") == read("b.png") and read("a.svg") == read("b.svg")


def test_transparent():
    for kind in KINDS:
        for theme in "light", "dark":
            run("train", "--steps", "5", "--quiet", "--plot", f"{kind}=x.png", "--theme", theme, "--transparent", *SMALL)
            pixels = decode_png("x.png")[2]
            assert pixels[0][3] == pixels[-1][3] == 0, kind
            assert sum(pixel[3] == 0 for pixel in pixels) > len(pixels) / 4, kind
            assert sum(pixel[3] == 255 for pixel in pixels) > 100, kind


def test_refused():
    for option in ("fit", "fit=", "=x.png", "dance=x.png", "Fit=x.png", "fit=x.jpg", "fit=x.png.gz", "fit=x.", "fit=.",
                   "fit=a.b/x.svgz", "all=x.ps", "fi=x.png", "fitt=x.png"):
        sentence = refuse("train", "--steps", "1", "--plot", option)
        assert sentence.startswith("--plot: expected KIND=FILE.png, FILE.svg or FILE.pdf") and f"“{option}”" in sentence
    for scale in "0", "-1", "8.1", "nan", "inf", "x", "", "1,5", "1e999":
        assert f"“{scale}”" in refuse("train", "--steps", "1", "--plot", "fit=x.png", "--scale", scale)
    for theme in "Dark", "", "grey":
        assert f"“{theme}”" in refuse("train", "--steps", "1", "--plot", "fit=x.png", "--theme", theme)
    assert "40000×8" in refuse("train", "--steps", "1", "--plot", "fit=x.png", "--size", "5000x1", "--scale", "8")
    assert "0×0" in refuse("train", "--steps", "1", "--plot", "fit=x.png", "--size", "4x4", "--scale", "0.1")
    for time in "x", "", "-1", "1.5", "99999999999999999999":
        refuse("train", "--steps", "1", "--plot", "fit=x.pdf", env={"SOURCE_DATE_EPOCH": time})
    assert os.listdir() == []


def test_extensions():
    run("train", "--steps", "1", "--quiet", "--plot", "fit=x.PNG", "--plot", "fit=x.Svg", "--plot", "fit=x.tar.pdf",
        "--plot", "fit=x")
    assert read("x.PNG") == read("x") and read("x.Svg").startswith(b"<?xml") and read("x.tar.pdf").startswith(b"%PDF")


def test_date():
    plot("a", "--steps", "1", kinds=["fit"], formats=["pdf"])
    plot("b", "--steps", "1", kinds=["fit"], formats=["pdf"], env={"SOURCE_DATE_EPOCH": "1700000000"})
    plot("c", "--steps", "1", kinds=["fit"], formats=["pdf"], env={"SOURCE_DATE_EPOCH": "1700000000", "TZ": "Asia/Tokyo"})
    assert read("a/fit.pdf") != read("b/fit.pdf") == read("c/fit.pdf")


def test_what_the_loss_shows():
    """Variance and floor, marks of changes, where a run diverged; and no mark of what did not happen yet."""
    plot("plain", "--scenario", "monotone-floor", "--steps", "300", kinds=["loss", "norms", "parameters"])
    plot("changed", "--scenario", "monotone-floor", "--steps", "300", "--set", "100=learning-rate:0.2",
         kinds=["loss", "norms", "parameters"])
    plot("later", "--scenario", "monotone-floor", "--steps", "300", "--set", "301=learning-rate:0.2",
         kinds=["loss", "norms", "parameters"])
    plot("frozen", "--scenario", "monotone-floor", "--steps", "300", "--set", "100=freeze:b3;thaw:W1", kinds=["loss"])
    plot("wider", "--scenario", "wider-network", "--steps", "300", kinds=["loss"])
    plot("diverged", "--scenario", "diverging", "--steps", "50", kinds=["loss"], status=1)
    for kind in "loss", "norms", "parameters":
        assert read(f"plain/{kind}.png") == read(f"later/{kind}.png") != read(f"changed/{kind}.png"), kind
    assert count("plain/loss.png", CHANGE) == 0 < count("changed/loss.png", CHANGE)
    assert count("frozen/loss.png", CHANGE) > 0
    assert count("plain/loss.png", REFERENCE) > count("wider/loss.png", REFERENCE) > 300  # two lines, and one
    assert count("plain/loss.png", ALERT) == 0 < count("diverged/loss.png", ALERT)


def test_what_the_fit_shows():
    """The best monotone curve, where a network is bound to it."""
    plot("one", "--set", "x-min=-1", "--steps", "9", kinds=["fit"])
    plot("two", "--set", "x-min=-1", "--set", "hidden=2;1", "--steps", "9", kinds=["fit"])
    assert count("one/fit.png", NETWORK) > 300 and count("two/fit.png", NETWORK) > 300
    assert count_purple("one/fit.png") > 300 and count_purple("two/fit.png") == 0


def test_plain_units():
    """A network that learns normalised data is drawn as the one that does the same in plain units."""
    units = run("train", "--steps", "0", "--set", "normalize=both")[0]
    numbers = [float(part.strip(" ()/,\n")) for part in units.split("units: ")[1].replace("-", "/").split("/")[1:]
               for part in [part.split(",")[0]]]
    x_mean, x_deviation, y_mean, y_deviation = numbers
    plain = settings(W1=repr(0.5 / x_deviation), b1=repr(0.1 - 0.5 / x_deviation * x_mean),
                     W3=repr(1.2 * y_deviation), b3=repr(0.3 * y_deviation + y_mean))
    plot("a", "--steps", "0", "--set", "normalize=both", kinds=["fit"])
    plot("b", "--steps", "0", *plain, kinds=["fit"])
    plot("c", "--steps", "0", kinds=["fit"])
    a, b, c = (decode_png(f"{folder}/fit.png")[2] for folder in "abc")
    differing = lambda one, other: sum(max(abs(i - j) for i, j in zip(p, q)) > 8 for p, q in zip(one, other))
    assert differing(a, b) < 20 and differing(a, c) > 1000, (differing(a, b), differing(a, c))


def test_hopeless_data():
    """Huge, constant, single and overflowing data are pictures too."""
    for name, sample in ("huge", "1:1e150;2:-1e150"), ("constant", "1:2;2:2;3:2"), ("single", "1:1"), \
            ("same", "1:1;1:3"), ("small", "1e-320:1e-320;2e-320:3e-320"), ("overflow", "1:1e200"):
        plot(name, "--steps", "3", "--set", f"samples={sample}", *SMALL, formats=FORMATS,
             status=1 if name == "overflow" else 0)
        for kind in KINDS:
            assert len(set(decode_png(f"{name}/{kind}.png")[2])) > 5, (name, kind)


def test_continued():
    """The picture of a run that goes on begins where it does."""
    run("train", "--steps", "100", "--quiet", "--save", "x.chainrule")
    folder = plot("x", "x.chainrule", "--steps", "50")
    assert len(set(decode_png(f"{folder}/all.png")[2])) > 20


def test_nowhere_to_write():
    os.mkdir("locked")
    os.chmod("locked", 0o555)
    # root may write anywhere but here
    locked = "locked" if os.geteuid() else "/proc"
    for form in FORMATS:
        os.symlink("/dev/full", f"full.{form}")
        for kind in KINDS:
            for target in f"full.{form}", f"{locked}/x.{form}", f"nowhere/x.{form}":
                sentence = refuse("train", "--steps", "2", "--quiet", "--plot", f"{kind}={target}", status=1)
                assert sentence.startswith(f"Cannot write “{target}”: "), sentence
    os.chmod("locked", 0o755)
    assert sorted(os.listdir()) == ["full.pdf", "full.png", "full.svg", "locked"] and os.listdir("locked") == []


def test_one_failure_spares_the_others():
    os.symlink("/dev/full", "full.pdf")
    run("train", "--steps", "2", "--plot", "fit=full.pdf", "--plot", "all=a.svg", "--plot", "loss=l.png", status=1)
    assert sorted(os.listdir()) == ["a.svg", "full.pdf", "l.png"]


main(globals())
