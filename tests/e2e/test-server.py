#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The window and a server: joined by keyboard, in step by itself, left again. The token is in the keyring and in no file."""
import os
import pathlib
import signal
import subprocess
import tempfile

from kontor_test import BUILD, Profile, Refused, main, refuses, same
from window import Window, wait

TOKEN = "Zitronenfalter-4711"


class Server:
    """A real server on a port of its own, which it keeps when it is started again."""

    def __init__(self):
        self.home = tempfile.TemporaryDirectory(prefix="kontor-server-")
        self.port = 0
        self.start()

    def start(self):
        command = [BUILD / "src/server/kontor-server", "--database", f"{self.home.name}/server.db", "--port", str(self.port)]
        self.process = subprocess.Popen(command, env=dict(os.environ, KONTOR_TOKEN=TOKEN), stdout=subprocess.PIPE, text=True)
        self.address = self.process.stdout.readline().split()[-1]
        self.port = int(self.address.rsplit(":", 1)[1])

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(10)

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        self.kill()


class Keyring:
    """An unlocked keyring on the bus of the display."""

    def __init__(self):
        self.home = tempfile.TemporaryDirectory(prefix="kontor-keyring-")
        runtime = os.path.join(self.home.name, "runtime")
        os.mkdir(runtime, 0o700)
        environment = dict(os.environ, HOME=self.home.name, XDG_RUNTIME_DIR=runtime,
                           XDG_DATA_HOME=os.path.join(self.home.name, "data"))
        self.process = subprocess.Popen(["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"], env=environment,
                                        stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, text=True)
        self.process.stdin.write("test-password")
        self.process.stdin.close()
        subprocess.run(["gdbus", "wait", "--session", "--timeout", "20", "org.freedesktop.secrets"], check=True)

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        self.process.terminate()
        self.process.wait(10)


def make_order(profile):
    line = {"title": "Becher", "quantity": 1000, "price_e4": 149000, "tax_code": "standard", "tax_rate_bp": 1900}
    return profile.run("order.create", customer_name="Anna Meier", lines=[line])


def orders(profile):
    return len(profile.json("list", "orders"))


def sync(profile, *words):
    """As a second computer: a script, with the token from its environment."""
    profile.environment["KONTOR_TOKEN"] = TOKEN
    return profile.ctl("sync", *words)


def open_server(window):
    window.keys("ctrl+k")
    window.wait_focus(lambda node: "Search everything" in node.name, "the palette")
    window.type("server")
    window.wait_for("Server", "list item")
    window.keys_to_other("Return")


def fill(window, address, token):
    """The keyboard is in the address; a window that has just come does not say so."""
    entry = window.wait_for("Address", "text box")
    window.keys("ctrl+a")
    window.type(address)
    wait(lambda: entry.text == address, f"{address} to be typed")
    window.keys("Tab", "ctrl+a")
    window.type(token)
    window.keys("Return")


def nowhere(profile):
    for path in pathlib.Path(profile.home.name).rglob("*"):
        if path.is_file() and TOKEN.encode() in path.read_bytes():
            raise AssertionError(f"{path} has the token")


def joined_kept_in_step_and_left():
    here, there = Profile(), Profile()
    make_order(here)
    with Keyring(), Server() as server:
        with Window(here, "--page", "orders") as window:
            window.wait_for("All saved", "button|toggle button")
            open_server(window)
            fill(window, server.address, TOKEN)
            window.wait_for("None yet: yours would be its first")
            window.wait_for("not encrypted", "label")
            window.wait_for("Connect", "button")
            window.keys_to_other("Return")
            window.wait_for("Connected: everything is sent and fetched")
            window.wait_for("Saved and sent", "button|toggle button")
            nowhere(here)
            sync(there, "--server", server.address)
            same(orders(there), 1, "orders there")
            make_order(there)
            sync(there)
            window.wait_for("2 orders", "label")
            server.kill()
            make_order(here)
            window.wait_for("Offline, 1 to send", "button|toggle button")
            server.start()
            window.keys("F5")
            window.wait_for("Saved and sent", "button|toggle button")
            window.quit()
        sync(there)
        same(orders(there), 3, "orders there")
        make_order(there)
        sync(there)
        with Window(here, "--page", "orders") as window:
            window.wait_for("4 orders", "label")
            open_server(window)
            window.wait_for("In step with the server")
            window.press(window.wait_for("Disconnect…", "button"))
            window.wait_for("Everything stays on this computer")
            window.press(window.wait_for("Disconnect", "button", wait(lambda: confirm_of(window), "the question")))
            window.wait_for("All saved", "button|toggle button")
            window.quit()
    same(here.json("server")["server"], "", "the server that it remembers")
    here.ctl("verify")


def confirm_of(window):
    """The question in front."""
    return next((node for node in window.nodes() if node.role in ("dialog", "alert") and "Disconnect from" in node.name), None)


def told_what_is_wrong():
    here, other = Profile(), Profile(company="Andere GmbH")
    with Server() as server:
        sync(other, "--server", server.address)
        with Window(here) as window:
            window.wait_for("First Steps", "label")
            open_server(window)
            fill(window, "ftp://example.org", TOKEN)
            window.wait_for("is no address of a server", "label|alert")
            fill(window, server.address, "wrong")
            window.wait_for("does not take this token", "label|alert")
            window.keys("shift+Tab")  # from the token, which has to be corrected
            fill(window, server.address, TOKEN)
            window.wait_for("keeps the company “Andere GmbH”, and this one is “Probe GmbH”", "label|alert")
            server.kill()
            fill(window, server.address, TOKEN)
            window.wait_for("does not answer", "label|alert")
            window.keys_to_other("Escape")
            window.keys("F5")
            window.wait_for("This company has no server")
            window.quit()
    same(here.json("server")["server"], "", "the server that it remembers")


def the_same_by_words():
    here, other = Profile(), Profile(company="Andere GmbH")
    with Server() as server:
        sync(other, "--server", server.address)
        here.environment["KONTOR_TOKEN"] = "wrong"
        refuses(lambda: here.ctl("server", "check", server.address), "does not take this token")
        here.environment["KONTOR_TOKEN"] = TOKEN
        refuses(lambda: here.ctl("server", "check", server.address), "Andere GmbH", "Probe GmbH")
        refuses(lambda: here.ctl("sync", "--server", server.address), "Andere GmbH")
        here.run("company.set", key="company_name", value="Andere GmbH")
        same("Andere GmbH" in here.ctl("server", "check", server.address), True, "whose server it is")
        same(here.ctl("server"), "This company has no server.\n", "before")
        here.ctl("sync", "--server", server.address)
        same(here.json("server")["server"], server.address, "joined")
        here.ctl("server", "leave")
        same(here.ctl("server"), "This company has no server.\n", "after")
        refuses(lambda: here.ctl("sync"), "belongs to no server")
        try:
            here.ctl("server", "paint")
        except Refused as refusal:
            same(refusal.status, 2, "status")


def two_of_the_same_name():
    """A computer that is told the company's uid works before it meets the server; a namesake stays outside."""
    here, there, namesake = Profile(), Profile(init=False), Profile()
    there.ctl("init", "--company", "Probe GmbH", "--uid", here.json("server")["company"])
    for profile in (here, namesake):
        make_order(profile)
    there.run("product.create", title="Becher", variants=[{"sku": "BEC-1"}])
    with Server() as server:
        for profile in (here, there, here):
            sync(profile, "--server", server.address)
        for profile in (here, there):
            same((orders(profile), len(profile.json("list", "products"))), (1, 1), "orders and products on both computers")
        refuses(lambda: sync(namesake, "--server", server.address), "another company", "Probe GmbH")
        same((orders(namesake), namesake.json("server")["server"]), (1, ""), "the namesake's orders and server")
    for profile in (here, there, namesake):
        profile.ctl("verify")


if __name__ == "__main__":
    main([joined_kept_in_step_and_left, told_what_is_wrong, the_same_by_words, two_of_the_same_name])
