#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""chainrule-cli train: optimisers, schedules, batches, stops, and that a run is what it is however it is run."""

import itertools
import math
import os
import sys
import time

sys.dont_write_bytecode = True
from harness import *

OPTIMIZERS = ["gradient-descent", "momentum", "nesterov", "adagrad", "rmsprop", "adam"]
SCHEDULES = ["constant", "step", "cosine", "exponential"]


def parameters_of(row, prefix=""):
    names = [name for name in row if name.startswith(("W", "b")) and name != "batch-loss"]
    return [float(row[prefix + name]) for name in names]


# A second implementation: the network of the derivation, and the update rules as PyTorch's manual states them.

def loss_and_gradients(hidden, parameters, samples):
    h1, h2 = hidden
    values = iter(parameters)
    take = lambda n: [next(values) for _ in range(n)]
    W1, b1, W2, b2, W3, b3 = take(h1), take(h1), [take(h1) for _ in range(h2)], take(h2), take(h2), take(1)[0]
    loss, total = 0.0, [0.0] * len(parameters)
    for x, y in samples:
        a1 = [math.tanh(W1[j] * x + b1[j]) for j in range(h1)]
        a2 = [math.tanh(sum(W2[k][j] * a1[j] for j in range(h1)) + b2[k]) for k in range(h2)]
        error = sum(W3[k] * a2[k] for k in range(h2)) + b3 - y
        loss += error * error / len(samples)
        d = 2.0 * error / len(samples)
        d2 = [d * W3[k] * (1.0 - a2[k] * a2[k]) for k in range(h2)]
        d1 = [sum(d2[k] * W2[k][j] for k in range(h2)) * (1.0 - a1[j] * a1[j]) for j in range(h1)]
        gradients = ([d1[j] * x for j in range(h1)] + d1 + [d2[k] * a1[j] for k in range(h2) for j in range(h1)]
                     + d2 + [d * a2[k] for k in range(h2)] + [d])
        total = [t + g for t, g in zip(total, gradients)]
    return loss, total


class SGD:
    """torch.optim.SGD, with momentum and nesterov, without dampening and weight decay."""

    def __init__(self, momentum=0.0, nesterov=False):
        self.momentum, self.nesterov, self.buffer = momentum, nesterov, None

    def step(self, lr, theta, g):
        if self.momentum:
            self.buffer = list(g) if self.buffer is None else [self.momentum * b + v for b, v in zip(self.buffer, g)]
            g = [v + self.momentum * b for v, b in zip(g, self.buffer)] if self.nesterov else self.buffer
        return [t - lr * v for t, v in zip(theta, g)]


class Adagrad:
    """torch.optim.Adagrad without decay."""

    def __init__(self, eps):
        self.eps, self.sum = eps, None

    def step(self, lr, theta, g):
        self.sum = [s + v * v for s, v in zip(self.sum or [0.0] * len(g), g)]
        return [t - lr * v / (math.sqrt(s) + self.eps) for t, v, s in zip(theta, g, self.sum)]


class RMSprop:
    """torch.optim.RMSprop, not centered, without momentum."""

    def __init__(self, alpha, eps):
        self.alpha, self.eps, self.average = alpha, eps, None

    def step(self, lr, theta, g):
        self.average = [self.alpha * s + (1 - self.alpha) * v * v for s, v in zip(self.average or [0.0] * len(g), g)]
        return [t - lr * v / (math.sqrt(s) + self.eps) for t, v, s in zip(theta, g, self.average)]


class Adam:
    """torch.optim.Adam without amsgrad."""

    def __init__(self, beta1, beta2, eps):
        self.beta1, self.beta2, self.eps, self.t, self.m, self.v = beta1, beta2, eps, 0, None, None

    def step(self, lr, theta, g):
        self.t += 1
        self.m = [self.beta1 * m + (1 - self.beta1) * x for m, x in zip(self.m or [0.0] * len(g), g)]
        self.v = [self.beta2 * v + (1 - self.beta2) * x * x for v, x in zip(self.v or [0.0] * len(g), g)]
        size = lr / (1 - self.beta1 ** self.t)
        root = math.sqrt(1 - self.beta2 ** self.t)
        return [t - size * m / (math.sqrt(v) / root + self.eps) for t, m, v in zip(theta, self.m, self.v)]


def follow(table, hidden, samples, optimizer, rates):
    """Compares the losses of a history with those of the second implementation from the same start."""
    theta = parameters_of(table[0])
    for k, row in enumerate(table):
        loss, gradients = loss_and_gradients(hidden, theta, samples)
        assert abs(float(row["loss"]) - loss) <= 1e-12 * loss, (k, row["loss"], loss)
        theta = optimizer.step(rates(k), theta, gradients)


def test_optimizers():
    """At rates where one unit in the last place stays one: at 0.001 RMSProp overshoots in all directions, and
    the second implementation alone comes elsewhere, by 1e-5, from a start that differs by 2e-16."""
    samples = [(2.0 * i / 7.0, (2.0 * i / 7.0) ** 2) for i in range(8)]
    for optimizer, rate, reference in (
        ("gradient-descent", 0.01, lambda: SGD()),
        ("momentum", 0.005, lambda: SGD(0.9)),
        ("nesterov", 0.005, lambda: SGD(0.9, True)),
        ("adagrad", 0.02, lambda: Adagrad(1e-8)),
        ("rmsprop", 1e-4, lambda: RMSprop(0.9, 1e-8)),
        ("adam", 0.002, lambda: Adam(0.9, 0.999, 1e-8)),
    ):
        for hidden in (1, 1), (2, 3):
            table = history("--steps", "1000", *settings(optimizer=optimizer, learning_rate=rate, count=8,
                                                         hidden="%d;%d" % hidden))
            assert len(table) == 1001
            follow(table, hidden, samples, reference(), lambda k: rate)


def test_optimizers_with_other_numbers():
    samples = [(i / 4.0, (i / 4.0) ** 2) for i in range(5)]
    for keys, reference in (
        ({"optimizer": "momentum", "momentum": 0.5}, SGD(0.5)),
        ({"optimizer": "nesterov", "momentum": 0.25}, SGD(0.25, True)),
        ({"optimizer": "adagrad", "epsilon": 0.5}, Adagrad(0.5)),
        ({"optimizer": "rmsprop", "rho": 0.99, "epsilon": 0.01}, RMSprop(0.99, 0.01)),
        ({"optimizer": "adam", "beta1": 0.5, "beta2": 0.9, "epsilon": 1e-3}, Adam(0.5, 0.9, 1e-3)),
        ({"optimizer": "adam", "beta1": 0, "beta2": 0}, Adam(0.0, 0.0, 1e-8)),
    ):
        table = history("--steps", "50", *settings(learning_rate=0.003, count=5, x_max=1, **keys))
        follow(table, (1, 1), samples, reference, lambda k: 0.003)


def test_schedules():
    samples = [(2.0 * i / 7.0, (2.0 * i / 7.0) ** 2) for i in range(8)]
    for schedule, scale in (
        ("step", lambda t: 0.3 ** (t // 40)),
        ("cosine", lambda t: 0.3 + 0.7 * (1 + math.cos(math.pi * min(t / 40, 1))) / 2),
        ("exponential", lambda t: 0.3 ** (t / 40)),
    ):
        table = history("--steps", "200", *settings(schedule=schedule, schedule_steps=40, schedule_factor=0.3,
                                                    learning_rate=0.05, count=8))
        follow(table, (1, 1), samples, SGD(), lambda k: 0.05 * scale(k))


def test_schedules_at_their_ends():
    """The smallest factor and the longest schedule that a file may name."""
    for schedule in SCHEDULES:
        table = history("--steps", "20", *settings(schedule=schedule, schedule_steps=9223372036854775807,
                                                   schedule_factor="5e-324"))
        close(table[20]["loss"], float(history("--steps", "20")[20]["loss"]), 1e-13)
    for schedule in SCHEDULES[1:]:
        table = history("--steps", "3", *settings(schedule=schedule, schedule_steps=1, schedule_factor="5e-324"))
        assert table[0]["W1"] != table[1]["W1"] == table[2]["W1"] == table[3]["W1"]


def test_steps_that_a_file_can_count():
    write("x.chainrule", "[State]\nstep=9223372036854775800\nparameters=1;2;3;4;5;6\n")
    run("train", "x.chainrule", "--steps", "7", "--save", "y.chainrule", "--quiet")
    assert "step=9223372036854775807\n" in open("y.chainrule").read()
    assert refuse("train", "x.chainrule", "--steps", "8").startswith("--steps: expected at most 7 ")
    refuse("train", "y.chainrule", "--steps", "1")


# Batches. With a rate that moves nothing every batch is seen at the same parameters.

STILL = {"learning_rate": 1e-300, "count": 10}


def test_batch_columns():
    table = history("--steps", "3", *settings(batch_size=3))
    assert list(table[0])[:4] == ["step", "batch-loss", "loss", "W1"] and list(table[0])[-1] == "db3"
    # the gradients are those of the whole data
    whole = history("--steps", "0")
    assert {name: table[0][name] for name in whole[0]} == whole[0]
    for size in 0, 64:
        assert list(history("--steps", "1", *settings(batch_size=size))[0])[:3] == ["step", "loss", "W1"]


def test_batches_make_an_epoch():
    for size in 1, 3, 7, 9:
        n_batches = -(-10 // size)
        table = history("--steps", str(5 * n_batches), *settings(batch_size=size, **STILL))
        for epoch in range(5):
            part = table[epoch * n_batches:(epoch + 1) * n_batches]
            counts = [size] * (n_batches - 1) + [10 - size * (n_batches - 1)]
            mean = sum(float(row["batch-loss"]) * n for row, n in zip(part, counts)) / 10
            close(mean, float(table[0]["loss"]), 1e-14)


def test_every_epoch_has_its_order():
    def epochs(seed):
        table = history("--steps", "40", *settings(batch_size=1, shuffle_seed=seed, **STILL))
        return [[row["batch-loss"] for row in table[10 * i:10 * i + 10]] for i in range(4)]

    first = epochs(1)
    assert all(sorted(epoch) == sorted(first[0]) and len(set(epoch)) == 10 for epoch in first)
    assert all(a != b for a, b in itertools.combinations(first, 2))
    assert epochs(1) == first and epochs(2) != first


def test_batches_learn():
    output = run("train", "--steps", "5000", *settings(batch_size=8))[0]
    words = output.split()
    assert output.startswith("step 5000, loss ") and ", batch loss " in output, output
    assert float(words[3].rstrip(",")) < 0.02


def test_divergence_of_a_batch():
    error = run("train", "--steps", "500", "--history", "h.csv", "--quiet",
                *settings(batch_size=5, learning_rate=1.5, x_max=1), status=1)[1]
    assert "diverged at step " in error and "batch loss" in error, error
    table = rows("h.csv")
    assert int(table[-1]["step"]) == int(error.split("step ")[1].split()[0])
    assert all(math.isfinite(float(value)) for value in table[-1].values())


# One run, however it is run

def assert_continues(*arguments, steps=(1, 4, 7, 0, 13, 25)):
    whole = history(*arguments, "--steps", str(sum(steps)))
    parts = []
    for n in steps:
        parts += history(*arguments, "--steps", str(n), "--save", "x.chainrule")[0 if not parts else 1:]
        arguments = ["x.chainrule"]
    assert parts == whole, arguments


def test_continue():
    """Saved in the middle of an epoch and of a schedule, with every optimiser, and continued: the same bits."""
    for optimizer in OPTIMIZERS:
        for hidden, batch in ("1;1", 0), ("1;1", 7), ("3;2", 10):
            assert_continues(*settings(optimizer=optimizer, hidden=hidden, batch_size=batch, count=30, noise=0.1))
    for schedule in SCHEDULES:
        assert_continues(*settings(optimizer="adam", schedule=schedule, schedule_steps=11, batch_size=4),
                         "--set", "20=learning-rate:0.05")
    for method in "zeros", "constant", "uniform", "xavier-normal", "he-uniform", "he-normal":
        assert_continues(*settings(method=method, hidden="2;2", seed=5, scale=0.5), steps=(3, 9))
    assert_continues(*settings(normalize="both", target="1;-2;0;1", optimizer="nesterov"), steps=(3, 9))


def test_save_is_stable():
    for optimizer in OPTIMIZERS:
        run("train", "--steps", "5", "--save", "a.chainrule", "--quiet",
            *settings(optimizer=optimizer, hidden="2;2", batch_size=7))
        run("train", "a.chainrule", "--steps", "0", "--save", "b.chainrule", "--quiet")
        text = open("a.chainrule").read()
        assert text == open("b.chainrule").read()
        assert ("first-moments=" in text) == (optimizer in ("momentum", "nesterov", "adam"))
        assert ("second-moments=" in text) == (optimizer in ("adagrad", "rmsprop", "adam"))
        assert ("beta1-power=" in text) == ("beta2-power=" in text) == (optimizer == "adam")


def test_a_state_needs_its_optimizer():
    run("train", "--steps", "5", "--save", "a.chainrule", "--quiet", *settings(optimizer="adam"))
    for optimizer in OPTIMIZERS[:-1]:
        refuse("train", "a.chainrule", "--steps", "1", *settings(optimizer=optimizer))
    for setting in "W1=3", "seed=3", "hidden=1;1":
        assert "stands at step 5" in refuse("train", "a.chainrule", "--steps", "1", "--set", setting)
    run("train", "a.chainrule", "--steps", "1", "--set", "learning-rate=0.1", "--quiet")


def kernels():
    """The kernels that this machine has."""
    found = []
    for name in "scalar", "sse2", "avx2", "avx512":
        try:
            run("--version", env={"CHAINRULE_KERNEL": name})
            found.append(name)
        except AssertionError:
            assert f"lacks “{name}”" in refuse("--version", status=2, env={"CHAINRULE_KERNEL": name})
    return found


def test_every_kernel_has_the_same_bits():
    available = kernels()
    assert "scalar" in available
    for arguments in ([], settings(hidden="3;5", optimizer="adam", batch_size=7),
                      settings(hidden="16;16", optimizer="rmsprop", count=100, x_min=-1),
                      settings(normalize="both", noise=0.3, schedule="cosine", batch_size=9, optimizer="nesterov"),
                      settings(x_max=1, learning_rate=0.7)):
        files = set()
        for name in available:
            run("train", *arguments, "--steps", "500", "--history", "h.csv", "--quiet",
                env={"CHAINRULE_KERNEL": name}, status=1 if "learning-rate=0.7" in arguments else 0)
            files.add(open("h.csv", "rb").read())
        assert len(files) == 1, arguments


# Stops

def stop(*arguments):
    """Returns the step that a run stops at, whatever is written of it."""
    steps = set()
    for extra in [], ["--history", "h.csv"], ["--history", "h.csv", "--every", "7"], ["--history", "h.csv", "--every", "1000"]:
        output, error = run("train", *arguments, *extra, "--steps", "100000", "--save", "x.chainrule")
        step = [line for line in open("x.chainrule") if line.startswith("step=")][0].strip()[5:]
        assert f"\nstopped at step {step}: " in output and output.startswith(f"step {step}, ") and error == "", output
        if extra:
            assert rows("h.csv")[-1]["step"] == step
        steps.add(int(step))
    # in pieces, too
    piece = list(arguments)
    for _ in range(1000):
        output = run("train", *piece, "--steps", "37", "--save", "y.chainrule")[0]
        piece = ["y.chainrule"]
        if "stopped" in output:
            break
    steps.add(int(output.split("stopped at step ")[1].split(":")[0]))
    assert len(steps) == 1, steps
    return steps.pop()


def test_stop_steps():
    assert stop(*settings(stop_steps=123)) == 123
    assert "stopped" not in run("train", "--steps", "122", *settings(stop_steps=123))[0]
    assert "stop-steps=123" in run("train", "--steps", "123", *settings(stop_steps=123))[0]


def test_stop_loss():
    step = stop(*settings(stop_loss=0.1))
    table = history("--steps", str(step))
    assert float(table[step]["loss"]) < 0.1 <= min(float(row["loss"]) for row in table[:step])


def test_stop_loss_at_the_end_of_an_epoch():
    step = stop(*settings(stop_loss=0.1, batch_size=10)) # 7 batches in an epoch of 64 samples
    table = history("--steps", str(step), *settings(batch_size=10))
    assert step % 7 == 0 and float(table[step]["loss"]) < 0.1
    assert all(float(row["loss"]) >= 0.1 for row in table[:step:7])


def test_stopped_at_the_start():
    output = run("train", "--steps", "5", *settings(stop_loss=1000))[0]
    assert output.startswith("step 0, ") and "\nstopped at step 0: " in output, output


def test_seconds():
    start = time.monotonic()
    output = run("train", "--steps", "1000000000000", "--seconds", "0.3")[0]
    assert 0.3 <= time.monotonic() - start < 5 and "not reproducible" in output, output
    assert "stopped" not in run("train", "--steps", "10", "--seconds", "100")[0]
    for text in "0", "-1", "x", "", "1e999":
        assert refuse("train", "--steps", "1", "--seconds", text).startswith("--seconds: expected")


main(globals())
