# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives the real program as a person does: keys in, and what a screen reader gets out. Waits for conditions, never for a time."""
import os
import re
import signal
import subprocess
import time

import gi

gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib  # noqa: E402

from kontor_test import BUILD  # noqa: E402

LIMIT = float(os.environ.get("KONTOR_WAIT", "60"))

# Bits of a state set (AtspiStateType).
CHECKED, FOCUSABLE, FOCUSED, SELECTED, SENSITIVE, VISIBLE, INVALID = 4, 11, 12, 23, 24, 30, 36

# Of the kinds of relations (AtspiRelationType).
LABELLED_BY = 2

_bus = None
_roles = {}


def wait(condition, what, limit=None):
    """What the condition returns, once that is something."""
    end = time.monotonic() + (limit or LIMIT)
    while True:
        found = condition()
        if found:
            return found
        if time.monotonic() > end:
            raise AssertionError(f"waited in vain for {what}")
        time.sleep(0.03)


def bus():
    """The accessibility bus of the display that the test runs in."""
    global _bus
    if _bus is None:
        address = Gio.bus_get_sync(Gio.BusType.SESSION).call_sync(
            "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None, None, Gio.DBusCallFlags.NONE, -1, None).unpack()[0]
        flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
        _bus = Gio.DBusConnection.new_for_address_sync(address, flags, None, None)
        # As a screen reader does: newer toolkits tell only who listens.
        _bus.call_sync("org.a11y.atspi.Registry", "/org/a11y/atspi/registry", "org.a11y.atspi.Registry", "RegisterEvent",
                       GLib.Variant("(sass)", ("object:state-changed:focused", [], "")), None, Gio.DBusCallFlags.NONE, 5000, None)
    return _bus


class Node:
    """A thing in the accessibility tree. Everything is asked anew: it lives in another program."""

    def __init__(self, owner, path):
        self.owner = owner
        self.path = path

    def __eq__(self, other):
        return isinstance(other, Node) and (self.owner, self.path) == (other.owner, other.path)

    def __hash__(self):
        return hash((self.owner, self.path))

    def __str__(self):
        return f"{self.role}: {self.name}"

    def call(self, interface, method, arguments=None):
        return bus().call_sync(self.owner, self.path, interface, method, arguments, None, Gio.DBusCallFlags.NONE, 5000, None).unpack()

    def ask(self, method, arguments=None, interface="org.a11y.atspi.Accessible"):
        return self.call(interface, method, arguments)[0]

    @property
    def name(self):
        """Empty where the toolkit has nothing but the name of the class."""
        name = self.call("org.freedesktop.DBus.Properties", "Get", GLib.Variant("(ss)", ("org.a11y.atspi.Accessible", "Name")))[0]
        return "" if re.fullmatch(r"(Gtk|Adw|Kontor)[A-Z]\w+", name) else name or self.read_out()

    def read_out(self):
        """What a screen reader says of things to which newer toolkits give no name: of an entry of a menu the text of its
        label, and of a message (ARIA: a status is not named by what is in it) the text itself."""
        role = self.role
        if role in ("status", "alert"):
            return self.text
        if role.endswith("menu item"):
            return " ".join(Node(*label).text for kind, labels in self.ask("GetRelationSet") if kind == LABELLED_BY for label in labels)
        return ""

    @property
    def role(self):
        """It stays what it is: asked once, because a message may be gone before all on the screen was asked twice."""
        if self not in _roles:
            _roles[self] = self.ask("GetRoleName")
        return _roles[self]

    @property
    def text(self):
        return self.ask("GetText", GLib.Variant("(ii)", (0, 10000)), "org.a11y.atspi.Text")

    @property
    def children(self):
        return [Node(*child) for child in self.ask("GetChildren")]

    @property
    def extents(self):
        return self.ask("GetExtents", GLib.Variant("(u)", (1,)), "org.a11y.atspi.Component")

    def has(self, *states):
        low, high = self.ask("GetState")
        return all((low | high << 32) >> state & 1 for state in states)


class Window:
    """The program on a profile, with its accessibility tree."""

    def __init__(self, profile, *words, language="en"):
        environment = dict(profile.environment, LC_ALL=self.locale(language), LANGUAGE=language, G_MESSAGES_DEBUG="", GSETTINGS_BACKEND="memory")
        self.prepare_keyboard()
        self.process = subprocess.Popen([*self.program(profile), "--size", "1280x800", *words], env=environment)
        self.focus = None
        self.root = wait(self.application, "the program in the accessibility tree")
        bus().signal_subscribe(self.root.owner, "org.a11y.atspi.Event.Object", "StateChanged", None, "focused",
                               Gio.DBusSignalFlags.NONE, self.focus_moved)
        wait(self.has_keys, "the window to be active")

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        if kind is not None:
            self.show_tree()
        if self.process.poll() is None:
            self.kill()

    def locale(self, language):
        """One that every machine has; Debian 12's gettext looks at LANGUAGE in it."""
        return "C.UTF-8"

    def prepare_keyboard(self):
        """A keyboard that has umlauts: keys that are put on for a moment get lost at times."""
        subprocess.run(["setxkbmap", "de"], check=True)

    def program(self, profile):
        return [str(BUILD / "src/desktop/kontor"), "--profile", profile.folder]

    def owns(self, owner, node):
        """Whether what is in the accessibility tree is the program."""
        pid = bus().call_sync("org.freedesktop.DBus", "/", "org.freedesktop.DBus", "GetConnectionUnixProcessID",
                              GLib.Variant("(s)", (owner,)), None, Gio.DBusCallFlags.NONE, -1, None).unpack()[0]
        return pid == self.process.pid

    def application(self):
        self.check_alive()
        desktop = Node("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
        for child in desktop.children:
            if self.owns(child.owner, child) and child.children:
                return child
        return None

    def has_keys(self):
        """Whether a window of the program gets what is typed."""
        found = subprocess.run(["xdotool", "getactivewindow", "getwindowpid"], capture_output=True, text=True)
        return found.stdout.strip() == str(self.process.pid)

    def active(self):
        """The window of the display that gets what is typed; empty while none does."""
        return subprocess.run(["xdotool", "getactivewindow"], capture_output=True, text=True).stdout.strip()

    def keys_to_other(self, *names):
        """Keys that open a window or close it; until another one has the keyboard."""
        before = self.active()
        self.keys(*names)
        wait(lambda: self.active() not in ("", before) and self.has_keys(), f"another window after {names[-1]}")

    def check_alive(self):
        if self.process.poll() is not None:
            raise AssertionError(f"the program ended with {self.process.returncode}")

    def focus_moved(self, connection, sender, path, interface, name, parameters):
        if parameters.unpack()[1]:
            self.focus = Node(sender, path)

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(10)

    def quit(self):
        self.keys("ctrl+q")
        self.process.wait(LIMIT)

    def nodes(self, node=None):
        """All that is on the screen, from top to bottom. What goes away while we look is passed over."""
        node = node or self.root
        try:
            yield node
            children = node.children
        except GLib.Error:
            return
        for child in children:
            if self.is_shown(child):
                yield from self.nodes(child)

    def is_shown(self, node):
        try:
            x, y, width, height = node.extents
        except GLib.Error:  # it has no place of its own, as a page of a stack; what is in it decides
            return True
        if not node.path.endswith("/root") and (width <= 0 or height <= 0):
            return False
        return x + width > 0 and y + height > 0 and y < 1000 and x < 1600

    def matches(self, node, name, role):
        try:
            return ((role is None or re.fullmatch(role, node.role)) and (name is None or name.lower() in node.name.lower())
                    and node.has(VISIBLE))
        except GLib.Error:
            return False

    def find(self, name=None, role=None, inside=None):
        """The first thing on the screen whose name contains the text and whose role matches the pattern."""
        self.check_alive()
        return next((node for node in self.nodes(inside) if self.matches(node, name, role)), None)

    def find_all(self, name=None, role=None, inside=None):
        return [node for node in self.nodes(inside) if self.matches(node, name, role)]

    def wait_for(self, name=None, role=None, inside=None):
        return wait(lambda: self.find(name, role, inside), f"{role or 'something'} called “{name}”")

    def wait_gone(self, name=None, role=None, inside=None):
        wait(lambda: self.find(name, role, inside) is None, f"“{name}” to go")

    def show_tree(self):
        """What is on the screen, for the log of a failed test."""
        focused = self.focused()
        for node in self.nodes():
            try:
                print("# " + str(node).replace("\n", " ") + (" (focused)" if node == focused else ""))
            except GLib.Error:
                continue

    def focused(self):
        """Where the keyboard is, as far as the program has said it."""
        context = GLib.MainContext.default()
        while context.pending():
            context.iteration(False)
        if self.focus is None:  # it was said before we listened
            self.focus = next((node for node in self.nodes() if self.is_focused(node)), None)
        return self.focus

    def is_focused(self, node):
        try:
            return node.has(FOCUSED)
        except GLib.Error:
            return False

    def wait_focus(self, condition, what):
        """Until what has the keyboard meets the condition."""
        def met():
            node = self.focused()
            try:
                return node is not None and node.has(FOCUSED) and condition(node) and node
            except GLib.Error:
                return None
        return wait(met, f"the keyboard to be in {what}")

    def keys(self, *names):
        for name in names:
            subprocess.run(["xdotool", "key", "--clearmodifiers", name], check=True)

    def go_to(self, key, name, limit=60):
        """Presses a key until the keyboard is in what is called so."""
        for _ in range(limit):
            node = self.focused()
            if node is not None and name.lower() in node.name.lower() and self.is_focused(node):
                return node
            before = node
            self.keys(key)
            wait(lambda: self.focused() != before, f"the keyboard to go on from {before}", 5)
        raise AssertionError(f"the keyboard did not come to {name}")

    def press(self, node):
        """Presses a button as assistive technology does, without the keyboard."""
        node.ask("DoAction", GLib.Variant("(i)", (0,)), "org.a11y.atspi.Action")

    def type(self, text, delay=110):
        """As people type: half of the delay passes between two keys, and what comes faster is a scanner's."""
        subprocess.run(["xdotool", "type", "--clearmodifiers", "--delay", str(delay), text], check=True)

    def scan(self, *codes):
        """As a barcode scanner types, wherever the keyboard is. Without pauses: on a busy computer they would become long."""
        for code in codes:
            subprocess.run(["xdotool", "type", "--clearmodifiers", "--delay", "0", code + "\n"], check=True)

    def choose_file(self, path):
        """Gives the toolkit's own file chooser, which has the keyboard, a path at once: newer ones complete what is
        typed, at times in its middle, and stumble over their own completion."""
        chooser = self.active()
        self.type("/")  # this is how a person begins to write one
        for _ in range(4):
            entry = wait(self.focused_entry, "the path")
            entry.call("org.a11y.atspi.EditableText", "SetTextContents", GLib.Variant("(s)", (str(path),)))
            wait(lambda: entry.text == str(path), "the path")
            self.keys("End", "Return")
            try:
                wait(lambda: self.active() not in ("", chooser) and self.has_keys(), "the chooser to close", LIMIT / 4)
                return
            except AssertionError:
                continue
        raise AssertionError(f"{path} was not chosen")

    def focused_entry(self):
        """The entry with the keyboard, of the newest window. A chooser that opens doesn't say where the keyboard is."""
        entries = [node for node in self.nodes() if re.fullmatch("text( box)?|entry", node.role) and self.is_focused(node)]
        return entries[-1] if entries else None

    def picture(self, path):
        subprocess.run(["import", "-window", "root", str(path)], check=True)
