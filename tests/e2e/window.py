# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives the real program as a person does: keys in, and what a screen reader gets out. Waits for conditions, never for a time."""
import os
import subprocess
import time

import pyatspi

from kontor_test import BUILD

LIMIT = float(os.environ.get("KONTOR_WAIT", "20"))


class Window:
    """The program on a profile, with its accessibility tree."""

    def __init__(self, profile, *words, language="en_US.UTF-8"):
        environment = dict(profile.environment, LC_ALL=language, LANGUAGE=language[:2], G_MESSAGES_DEBUG="",
                           XDG_CONFIG_HOME=os.path.join(profile.home.name, "config"), GSETTINGS_BACKEND="memory",
                           KONTOR_LOCALE_DIR=str(BUILD / "po"))
        self.process = subprocess.Popen([str(BUILD / "src/desktop/kontor"), "--profile", profile.folder, *words], env=environment)
        self.root = wait(self.application, "the program in the accessibility tree")

    def application(self):
        if self.process.poll() is not None:
            raise AssertionError(f"the program ended with {self.process.returncode}")
        desktop = pyatspi.Registry.getDesktop(0)
        for i in range(desktop.childCount):
            child = desktop.getChildAtIndex(i)
            if child is not None and child.childCount > 0 and child.get_process_id() == self.process.pid:
                return child
        return None

    def close(self):
        self.process.terminate()
        self.process.wait(10)

    def kill(self):
        self.process.kill()
        self.process.wait(10)

    def nodes(self, node=None, depth=0):
        node = node or self.root
        yield node
        if depth > 60:
            return
        try:
            children = [node.getChildAtIndex(i) for i in range(min(node.childCount, 300))]
        except Exception:  # it went away while we looked
            return
        for child in children:
            if child is not None:
                yield from self.nodes(child, depth + 1)

    def find(self, name=None, role=None, showing=True):
        """The first thing whose name contains the text; roles are compared without spaces."""
        for node in self.nodes():
            try:
                if role and role.replace(" ", "") not in node.getRoleName().replace(" ", ""):
                    continue
                if name and name.lower() not in (node.name or "").lower():
                    continue
                if showing and not node.getState().contains(pyatspi.STATE_SHOWING):
                    continue
                return node
            except Exception:  # it went away while we looked
                continue
        return None

    def wait_for(self, name=None, role=None):
        try:
            return wait(lambda: self.find(name, role), f"{role or 'something'} called “{name}”")
        except AssertionError:
            self.show_tree()
            raise

    def wait_gone(self, name=None, role=None):
        return wait(lambda: self.find(name, role) is None, f"“{name}” to go")

    def show_tree(self):
        """What is on the screen, for the log of a failed test."""
        for node in self.nodes():
            try:
                if node.name and node.getState().contains(pyatspi.STATE_SHOWING):
                    print(f"# {node.getRoleName()}: {node.name[:100]}")
            except Exception:
                continue

    def focused(self):
        for node in self.nodes():
            try:
                if node.getState().contains(pyatspi.STATE_FOCUSED):
                    return node
            except Exception:
                continue
        return None

    def keys(self, *names):
        for name in names:
            subprocess.run(["xdotool", "key", "--clearmodifiers", name], check=True)
            time.sleep(0.06)  # two keys are two events, as from a hand

    def type(self, text):
        subprocess.run(["xdotool", "type", "--delay", "15", text], check=True)

    def picture(self, path):
        subprocess.run(["import", "-window", "root", str(path)], check=True)


def wait(condition, what, limit=None):
    end = time.monotonic() + (limit or LIMIT)
    while time.monotonic() < end:
        found = condition()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError(f"waited in vain for {what}")
