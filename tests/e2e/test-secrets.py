#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Passwords are in the keyring and nowhere else; what is wrong with the keyring is told in words."""
import os
import pathlib
import subprocess
import tempfile

from kontor_test import CTL, Profile, main, same

SECRET = "Zitronenfalter-4711"
# A bus on which nothing is started by itself.
BUS = """<busconfig><type>session</type><keep_umask/><listen>unix:tmpdir=/tmp</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>"""
OPEN = """printf test-password | gnome-keyring-daemon --unlock --components=secrets > /dev/null 2>&1 &&
gdbus wait --session --timeout 20 org.freedesktop.secrets && exec "$@" """


class Place:
    """A company, and a home of its own for a keyring."""

    def __init__(self):
        self.profile = Profile()
        home = self.profile.home.name
        os.mkdir(os.path.join(home, "runtime"), 0o700)
        self.environment = dict(self.profile.environment, HOME=home, XDG_RUNTIME_DIR=os.path.join(home, "runtime"),
                                XDG_CONFIG_HOME=os.path.join(home, "config"), XDG_CACHE_HOME=os.path.join(home, "cache"))
        for name in ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "SECRET_BACKEND"):
            self.environment.pop(name, None)

    def run(self, *words, before=(), data=None, script=OPEN):
        """Runs kontorctl secret … in a bus of its own."""
        with tempfile.NamedTemporaryFile("w", suffix=".conf") as bus:
            bus.write(BUS)
            bus.flush()
            command = ["dbus-run-session", f"--config-file={bus.name}", "--", "sh", "-c", script, "_", *before,
                       CTL, "--profile", self.profile.folder, "secret", *words]
            return subprocess.run(command, env=self.environment, input=data, capture_output=True, text=True, timeout=60)


def succeeds(done, out=""):
    same((done.returncode, done.stdout), (0, out), done.stderr)


def is_refused(done, *parts):
    same(done.returncode, 1, done.stderr)
    for part in parts:
        if part not in done.stderr:
            raise AssertionError(f"“{part}” is not said: {done.stderr}")


def nowhere(place):
    """The secret's bytes are in no file: the keyring's is encrypted."""
    for path in pathlib.Path(place.profile.home.name).rglob("*"):
        if path.is_file() and SECRET.encode() in path.read_bytes():
            raise AssertionError(f"{path} has the secret")


def stored_and_read():
    place = Place()
    is_refused(place.run("show", "api-key"), "No such password was stored")
    succeeds(place.run("check"))
    succeeds(place.run("store", "api-key", data=f"{SECRET}\n"))
    succeeds(place.run("show", "api-key"), f"{SECRET}\n")
    is_refused(place.run("show", "api-key", "other"), "No such password was stored")
    succeeds(place.run("store", "api-key", data="newer"))
    succeeds(place.run("show", "api-key"), "newer\n")
    succeeds(place.run("store", "api-key", data=SECRET))
    nowhere(place)
    succeeds(place.run("forget", "api-key"))
    succeeds(place.run("forget", "api-key"))
    is_refused(place.run("show", "api-key"), "No such password was stored")
    place.profile.ctl("verify")


def another_company_has_its_own():
    place = Place()
    succeeds(place.run("store", "api-key", data=SECRET))
    first, place.profile.folder = place.profile.folder, os.path.join(place.profile.home.name, "second")
    place.profile.ctl("init", "--company", "Zweite GmbH")
    is_refused(place.run("show", "api-key"), "No such password was stored")
    place.profile.folder = first
    succeeds(place.run("show", "api-key"), f"{SECRET}\n")


def no_keyring():
    place = Place()
    for words, data in ((("check",), None), (("store", "api-key"), SECRET), (("show", "api-key"), None)):
        is_refused(place.run(*words, data=data, script='exec "$@"'), "No keyring is running")
    nowhere(place)


def no_bus():
    place = Place()
    done = subprocess.run([CTL, "--profile", place.profile.folder, "secret", "store", "api-key"], env=place.environment, input=SECRET,
                          capture_output=True, text=True, timeout=60)
    is_refused(done, "No keyring is running")


def locked_is_not_empty():
    place = Place()
    succeeds(place.run("store", "api-key", data=SECRET))
    locked = OPEN.replace("test-password", "wrong-password")
    is_refused(place.run("show", "api-key", script=locked), "keyring is locked")
    is_refused(place.run("store", "api-key", data="x", script=locked), "keyring is locked")
    succeeds(place.run("show", "api-key"), f"{SECRET}\n")


def lost_is_told():
    place = Place()
    succeeds(place.run("store", "api-key", data=SECRET))
    clear = OPEN.replace('exec "$@"', 'secret-tool clear account server kind api-key; exec "$@"')
    is_refused(place.run("show", "api-key", script=clear), "does not have this password any more")


def wrong_words():
    place = Place()
    same(place.run("store", "favourite-colour", data="blue").returncode, 1, "an unknown kind")
    same(place.run("store", "api-key", data="\n").returncode, 1, "an empty secret")
    same(place.run("store", "api-key", data="a\0b").returncode, 2, "no text")
    same(place.run("paint", "api-key").returncode, 2, "an unknown verb")
    same(place.run().returncode, 2, "no verb")


if __name__ == "__main__":
    main([stored_and_read, another_company_has_its_own, no_keyring, no_bus, locked_is_not_empty, lost_is_told, wrong_words])
