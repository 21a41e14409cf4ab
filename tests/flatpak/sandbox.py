# SPDX-License-Identifier: GPL-3.0-or-later
"""The installed Flatpak: its data, its window, and the portals around it."""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

TOP = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "tests/e2e"))

from gi.repository import Gio, GLib  # noqa: E402

from window import Window, wait  # noqa: E402

APPLICATION = "org.kontorapp.Kontor"
LAB = pathlib.Path(os.environ["KONTOR_LAB"])
PICTURES = LAB / "pictures"


def run(*words, options=(), data=None):
    """Runs a program of the sandbox."""
    command = ["flatpak", "--user", "run", *options, f"--command={words[0]}", APPLICATION, *words[1:]]
    return subprocess.run(command, input=data, capture_output=True, text=True, timeout=120)


class Company:
    """The company that the sandboxed program opens by itself."""

    environment = dict(os.environ)

    @staticmethod
    def ctl(*words, options=(), data=None):
        done = run("kontorctl", *words, options=options, data=data)
        if done.returncode != 0:
            raise AssertionError(f"kontorctl {' '.join(words)}: {done.stderr}")
        return done.stdout

    @classmethod
    def json(cls, *words):
        return json.loads(cls.ctl("--json", *words))


class SandboxWindow(Window):
    """The window of the sandboxed program. Its process is behind a proxy: it is known by its name."""

    options = ()

    def program(self, profile):
        return ["flatpak", "--user", "run", *self.options, APPLICATION]

    def locale(self, language):
        """A newer gettext translates nothing in C.UTF-8, whatever LANGUAGE says."""
        return {"en": "C.UTF-8", "de": "de_DE.UTF-8"}[language]

    def owns(self, owner, node):
        return node.name in ("kontor", APPLICATION)

    def has_keys(self):
        return subprocess.run(["xdotool", "getactivewindow"], capture_output=True).returncode == 0

    def kill(self):
        subprocess.run(["flatpak", "kill", APPLICATION], capture_output=True)
        self.process.wait(20)


class OfflineWindow(SandboxWindow):
    options = ("--unshare=network",)


class WaylandWindow(SandboxWindow):
    def prepare_keyboard(self):
        """There is none."""

    def has_keys(self):
        return True

    def picture(self, path):
        """Of the whole display, by the compositor."""
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run(["weston-screenshooter"], cwd=folder, check=True, timeout=30)
            taken = wait(lambda: list(pathlib.Path(folder).glob("*.png")), "the picture")
            shutil.copy(taken[0], path)


class Portals:
    """The portals of a desktop: the real ones, and a backend that needs no person."""

    def __init__(self):
        self.home = tempfile.TemporaryDirectory(prefix="kontor-portals-")
        self.folder = pathlib.Path(self.home.name)
        self.processes = []
        (self.folder / "portals").mkdir()
        (self.folder / "portals/kontortest.portal").write_text(
            "[portal]\nDBusName=org.freedesktop.impl.portal.desktop.kontortest\nInterfaces=" +
            ";".join(f"org.freedesktop.impl.portal.{name}" for name in ("FileChooser", "Print", "Notification")) + ";\nUseIn=gnome\n")
        shutil.copy("/usr/share/xdg-desktop-portal/portals/gnome-keyring.portal", self.folder / "portals")
        self.answer()

    def answer(self, **answers):
        (self.folder / "answers.json").write_text(json.dumps(answers))

    def asked(self, method):
        """What the backend was asked, as long as somebody asked it."""
        path = self.folder / "asked.jsonl"
        lines = path.read_text().splitlines() if path.exists() else []
        return [entry for entry in map(json.loads, lines) if entry["method"] == method]

    def start(self, *command, data=None):
        environment = dict(os.environ, XDG_CURRENT_DESKTOP="GNOME", XDG_DESKTOP_PORTAL_DIR=str(self.folder / "portals"))
        process = subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, text=True)
        if data is not None:
            process.stdin.write(data)
        process.stdin.close()
        self.processes.append(process)

    def __enter__(self):
        self.start("gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets", data="test-password")
        self.start(sys.executable, str(TOP / "tests/flatpak/portal_backend.py"), str(self.folder))
        wait_name("org.freedesktop.secrets")
        wait_name("org.freedesktop.impl.portal.desktop.kontortest")
        self.start("/usr/libexec/xdg-permission-store")
        self.start("/usr/libexec/xdg-document-portal")
        wait_name("org.freedesktop.portal.Documents")
        documents = pathlib.Path(os.environ["XDG_RUNTIME_DIR"], "doc/by-app")
        wait(documents.is_dir, f"{documents}")
        self.start("/usr/libexec/xdg-desktop-portal")
        wait_name("org.freedesktop.portal.Desktop")
        return self

    def __exit__(self, kind, value, trace):
        for process in reversed(self.processes):
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:  # its file system can wait for a reader that never comes
                process.kill()
                process.wait()
                subprocess.run(["fusermount3", "-u", "-z", pathlib.Path(os.environ["XDG_RUNTIME_DIR"], "doc")], capture_output=True)


def wait_name(name):
    def owned():
        return Gio.bus_get_sync(Gio.BusType.SESSION).call_sync(
            "org.freedesktop.DBus", "/", "org.freedesktop.DBus", "NameHasOwner", GLib.Variant("(s)", (name,)),
            None, Gio.DBusCallFlags.NONE, -1, None).unpack()[0]

    wait(owned, f"{name} on the bus")


def call(path, interface, method, arguments, reply=None):
    """Calls the program on the bus, which starts it when it does not run."""
    answer = Gio.bus_get_sync(Gio.BusType.SESSION).call_sync(
        APPLICATION, path, interface, method, arguments, GLib.VariantType(reply) if reply else None, Gio.DBusCallFlags.NONE, 30000, None)
    return answer.unpack()
