#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads and uses the running window over AT-SPI, as a screen reader does.

usage: test-accessibility.py CHAINRULE
On a display and a session bus of its own. Prints TAP.
"""
import os
import re
import subprocess
import sys
import tempfile
import time
import traceback
import warnings

warnings_of_program = os.environ.pop('G_DEBUG', '')  # not of our side: libatspi warns of what is not there yet
os.makedirs(os.environ['XDG_RUNTIME_DIR'], mode=0o700, exist_ok=True)  # the accessibility bus lies there

import gi
gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib

warnings.simplefilter('ignore')  # each interface has a new name that Debian 12 does not know

SECONDS = 20.0  # for what takes a fraction of a second: the machine may be busy
VIEWS = ('Network', 'Chain rule', 'Activations', 'Gradient flow', 'Gradient check', 'Parameters', 'Norms')
# what GTK makes of its own, and no key comes to
INNER = ('panel', 'filler', 'scroll pane', 'list item', 'table row', 'list', 'tree table', 'page tab list')
TYPE_NAME = re.compile(r'(Gtk|Chain)[A-Z]\w*$')


# ---- the tree ----

def iterate(seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if not GLib.MainContext.default().iteration(False):
            time.sleep(0.005)


def wait_for(what, condition):
    end = time.monotonic() + SECONDS
    while True:
        assert program is None or program.poll() is None, 'the program has ended'
        result = condition()
        if result:
            return result
        assert time.monotonic() < end, f'expected {what}, which never came'
        iterate(0.05)


def find_application():
    desktop = Atspi.get_desktop(0)
    for i in range(desktop.get_child_count()):
        application = desktop.get_child_at_index(i)
        if application is not None and application.get_name() == 'chainrule' and application.get_child_count() > 0:
            application.set_cache_mask(Atspi.Cache.NONE)
            return application
    return None


def walk(node):
    yield node
    for i in range(node.get_child_count()):
        child = node.get_child_at_index(i)
        if child is not None:
            yield from walk(child)


def is_in_view(node):
    """GTK knows no state SHOWING, but a size of nothing for what is not in view."""
    component = node.get_component_iface()
    extents = component.get_extents(Atspi.CoordType.WINDOW) if component is not None else None
    return extents is not None and extents.width > 0 and extents.height > 0


def is_focusable(node):
    return node.get_state_set().contains(Atspi.StateType.FOCUSABLE) and is_in_view(node)


def find_parts():
    """What tests use, by the names that it has at first: each walk through the tree takes its time."""
    for node in walk(application):
        role, name = node.get_role_name(), node.get_name() or ''
        if role == 'push button' and is_in_view(node):
            buttons.setdefault(name, node)
        elif role == 'panel' and name in VIEWS:
            pages[name] = node
        elif role == 'image':
            images[name] = node
            templates[name] = node.get_description()
        elif role == 'slider':
            sliders[name] = node
        elif role == 'status bar' and name.startswith('Step 0'):
            buttons['readout'] = node
    return 'readout' in buttons


def press(name):
    """By the name that it had at first."""
    assert name in buttons, f'no button “{name}” in view among {sorted(buttons)}'
    buttons[name].get_action_iface().do_action(0)


def do(action):
    interface = application.get_child_at_index(0).get_action_iface()
    names = [interface.get_action_name(i) for i in range(interface.get_n_actions())]
    assert action in names, f'no action {action} among {names}'
    interface.do_action(names.index(action))


def say(node):
    return f'{node.get_role_name()} “{node.get_name()}”'


def count_steps():
    return int(re.match(r'Step (\d+), loss', buttons['readout'].get_name())[1])


# ---- tests ----

def check_names(root):
    """No focusable object without a name, nor a name that is its type; no control without a description."""
    nameless = []
    mute = []
    n = 0
    for node in walk(root):
        if not is_focusable(node) or node.get_role_name() in INNER:
            continue
        n += 1
        name = node.get_name() or ''
        if name.strip() == '' or TYPE_NAME.match(name):
            nameless.append(f'{say(node)} in {say(node.get_parent())}')
        elif not node.get_description() and node.get_role_name() in ('slider', 'image', 'text', 'spin button',
                                                                     'combo box', 'push button', 'toggle button'):
            mute.append(say(node))
    assert n > 0, f'nothing in {say(root)} can have the focus'
    assert not nameless, f'{say(root)}: expected a name for each, got none for {nameless}'
    assert not mute, f'{say(root)}: expected a description for each, got none for {mute}'


def test_names():
    """In all pages of the fourth card, with all groups of the controls unfolded."""
    groups = ('Data', 'Optimiser', 'Network', 'Stop')
    for group in groups:
        press(group)
    try:
        iterate(0.5)
        check_names(application)
        for view in VIEWS:
            check_names(pages[view])
            do('plot.next-view')
            iterate(0.2)
    finally:
        for group in groups:
            press(group)
        iterate(0.5)


def test_sliders():
    """Each is readable and can be set; the run follows."""
    shown = [slider for slider in sliders.values() if is_in_view(slider)]
    assert len(shown) >= 8, f'expected a slider for speed, learning rate and six weights, got {[say(i) for i in shown]}'
    for slider in shown:
        value = slider.get_value_iface()
        before = value.get_current_value()
        low, high = value.get_minimum_value(), value.get_maximum_value()
        assert low <= before <= high, f'{say(slider)} is at {before}, outside {low} to {high}'
        aim = low + 0.25 * (high - low)
        value.set_current_value(aim)
        wait_for(f'{say(slider)} at {aim}', lambda: abs(value.get_current_value() - aim) <= 0.02 * (high - low))
        value.set_current_value(before)
        wait_for(f'{say(slider)} back at {before}', lambda: abs(value.get_current_value() - before) < 1e-9)


def test_run():
    """Start, pause, step and reset, by their buttons."""
    press('Reset')
    wait_for('step 0', lambda: count_steps() == 0)
    press('Step')
    wait_for('step 1', lambda: count_steps() == 1)
    press('Start')
    wait_for('a run beyond step 20', lambda: count_steps() > 20)
    press('Start')
    wait_for('a button that says “Start”', lambda: buttons['Start'].get_name() == 'Start')
    press('Reset')
    wait_for('step 0', lambda: count_steps() == 0)


def test_plots():
    """Each plot says in a sentence what it shows: at once when the run rests, else every two seconds."""
    loss = images['Loss']
    wait_for('the loss at the start', lambda: re.match(r'Loss [\d.]+ before the first step', loss.get_description()))
    press('Start')
    iterate(0.5)
    begin = time.monotonic()
    sentences = set()
    while time.monotonic() < begin + 5.0:
        sentences.add(loss.get_description())
        iterate(0.05)
    press('Start')
    wait_for('a button that says “Start”', lambda: buttons['Start'].get_name() == 'Start')
    assert 2 <= len(sentences) <= 4, f'expected the words of the loss to change every two seconds, got {sentences}'

    wait_for('“Loss falls from 1.73 to … in … steps; floor 0” instead of ' + loss.get_description(), lambda: re.fullmatch(
        rf'Loss falls from 1\.73 to [\d.]+ in {count_steps()} steps; floor 0', loss.get_description()))
    assert re.match(r'Network and target: .* at x = 2\. Root mean square error [\d.]+\.$',
                    images['Fit'].get_description()), images['Fit'].get_description()
    for view, name in zip(VIEWS, ('Network', None, 'Activations', 'Gradient flow', 'Gradient check',
                                  'Parameters over time', 'Gradient norms over time')):
        if name in images:
            wait_for(f'other words of {view} than “{templates[name]}”', lambda: re.fullmatch(
                r'(?s).*\d.*', images[name].get_description()) and images[name].get_description() != templates[name])
        do('plot.next-view')


def test_alerts():
    """What happens is announced: the name of an alert changes, and that is an event."""
    heard = []
    listener = Atspi.EventListener.new(lambda event: heard.append((event.source.get_role_name(), event.any_data)))
    listener.register('object:property-change:accessible-name')
    press('Reset')
    rate = sliders['Learning rate'].get_value_iface()
    rate.set_current_value(rate.get_maximum_value())
    press('Start')
    wait_for('an alert that the run diverged', lambda: any(role == 'alert' and 'diverged' in str(text) for role, text in heard))
    press('Start')
    wait_for('an alert that it cannot go on', lambda: any(role == 'alert' and 'cannot go on' in str(text) for role, text in heard))
    listener.deregister('object:property-change:accessible-name')
    do('win.undo')
    press('Reset')
    rate.set_current_value(-2.0)


def get_windows():
    return [application.get_child_at_index(i) for i in range(application.get_child_count())]


def test_dialogs():
    """Export, worked sheet and shortcuts: with names, and left by Escape."""
    main_window = get_windows()[0]
    for action in ('win.export', 'win.sheet', 'win.show-help-overlay'):
        do(action)
        dialog = wait_for('a window of ' + action, lambda: [i for i in get_windows() if i != main_window])[0]
        name = dialog.get_name()
        iterate(0.5)
        if action != 'win.show-help-overlay':  # which is GTK's own, with a button that has none
            check_names(dialog)
        subprocess.run(['xdotool', 'key', 'Escape'])
        wait_for(f'the end of “{name}”', lambda: get_windows() == [main_window])


tests = [test_names, test_sliders, test_run, test_plots, test_alerts, test_dialogs]


# ---- running them ----

def main():
    global application, program
    failed = 0
    data_home = tempfile.TemporaryDirectory()
    program = subprocess.Popen([sys.argv[1]], env=os.environ | {
        'G_DEBUG': warnings_of_program, 'XDG_DATA_HOME': data_home.name})
    try:
        application = wait_for('the program on the accessibility bus', find_application)
        wait_for('the first snapshot', find_parts)
        print(f'1..{len(tests)}')
        for i, test in enumerate(tests, 1):
            name = test.__name__.removeprefix('test_')
            try:
                begin = time.monotonic()
                test()
                print(f'ok {i} {name} # {time.monotonic() - begin:.1f} s', flush=True)
            except Exception:
                failed += 1
                print(f'not ok {i} {name}', flush=True)
                print('\n'.join('# ' + line for line in traceback.format_exc().splitlines()), flush=True)
    finally:
        program.terminate()
        program.wait()
    return failed > 0


application = None
buttons, images, pages, sliders = {}, {}, {}, {}
templates = {}  # descriptions before there were data
program = None
sys.exit(main())
