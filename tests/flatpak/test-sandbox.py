#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The installed Flatpak on X11: its window, and what it does through portals. A person's answers come
from portal_backend.py; everything else is what a desktop has."""
import os
import pathlib
import shutil
import subprocess
import tempfile

from gi.repository import GLib

from sandbox import APPLICATION, PICTURES, Company, OfflineWindow, Portals, SandboxWindow, call, run, wait_name

from kontor_test import main, same, shared
from window import wait

PATH = "/org/kontorapp/Kontor"
SECRET = "Zitronenfalter-4711"
BUTTON = "push button|button"
portals = Portals()


def newest_order():
    """One that can be printed."""
    return Company.json("list", "orders", "--filter", "state:SHIPPED", "--limit", "1")[0]["number"]


def five_permissions():
    """Flatpak 1.14 writes x11 beside fallback-x11, for older ones that don't know that; check-flatpak asks the manifest."""
    told = subprocess.run(["flatpak", "--user", "info", "--show-permissions", APPLICATION], check=True, capture_output=True, text=True).stdout
    same(sorted(line for line in told.splitlines() if "=" in line),
         ["devices=dri;", "shared=network;ipc;", "sockets=x11;wayland;fallback-x11;"], "permissions")


def window_in_two_languages():
    for language, landmark in (("en", "Ship To"), ("de", "Lieferadresse")):
        with SandboxWindow(Company, "--page", "orders", "--select", "2", language=language) as window:
            wait(lambda: window.find(landmark), f"the window in {language}")
            window.wait_for(None, "row")
            window.picture(PICTURES / f"x11-{language}.png")
            window.quit()
            same(window.process.returncode, 0, "exit status")


def import_by_the_file_portal():
    """The file lies where the sandbox can't look; the portal lets this one in."""
    with tempfile.TemporaryDirectory(dir=os.environ["HOME"]) as outside:
        path = pathlib.Path(outside) / "apparel.csv"
        shutil.copy(shared("data/shop-exports/shopify-products-apparel.csv"), path)
        same(run("cat", str(path)).returncode == 0, False, "the sandbox sees the file by itself")
        portals.answer(open=str(path))
        before = len(Company.json("list", "products", "--limit", "0"))
        with SandboxWindow(Company, "--page", "import") as window:
            window.wait_focus(lambda node: "Choose" in node.name, "the import")
            window.keys("ctrl+Return")
            window.wait_for("apparel.csv")
            same([node.name for node in window.find_all("/run/user")], [], "paths of the portal on the screen")
            window.wait_focus(lambda node: "Check" in node.name, "the plan")
            window.keys("ctrl+Return")
            window.wait_for("Nothing is changed yet", "label")
            window.keys("ctrl+Return")
            window.wait_for("Undo the Whole Import", "button|push button")
            window.quit()
    same(portals.asked("OpenFile")[-1]["application"], APPLICATION, "who asked")
    same(len(Company.json("list", "products", "--limit", "0")), before + 20, "products")
    Company.ctl("verify")


def print_by_the_print_portal():
    number = newest_order()
    with SandboxWindow(Company, "--page", "today", f"kontor://order/{number}") as window:
        window.wait_for("Order menu")
        window.keys("ctrl+p")
        printed = wait(lambda: portals.asked("Print"), "something to be printed")
        window.quit()
    same(printed[-1]["application"], APPLICATION, "who printed")
    text = subprocess.run(["pdftotext", "-layout", portals.folder / "printed.pdf", "-"], check=True, capture_output=True, text=True).stdout
    if number not in text:
        raise AssertionError(f"the paper does not name {number}: {text[:400]}")


def secret_by_the_secret_portal():
    Company.ctl("secret", "check")
    Company.ctl("secret", "store", "api-key", data=SECRET)
    same(Company.ctl("secret", "show", "api-key"), f"{SECRET}\n", "the secret")
    home = pathlib.Path(os.environ["HOME"])
    found = [path for path in home.rglob("*") if path.is_file() and SECRET.encode() in path.read_bytes()]
    same(found, [], "files that have the secret")
    kept = list((home / ".var/app" / APPLICATION / "data/keyrings").glob("*.keyring"))
    same(len(kept), 1, "keyrings of the sandbox's own")
    Company.ctl("secret", "forget", "api-key")


def notification_by_the_portal():
    """Told only to who looks elsewhere: another window is in front when the work ends."""
    with tempfile.TemporaryDirectory(dir=os.environ["HOME"]) as outside, SandboxWindow(Company, "--page", "import") as window:
        path = pathlib.Path(outside) / "apparel.csv"
        shutil.copy(shared("data/shop-exports/shopify-products-apparel.csv"), path)
        portals.answer(open=str(path))
        window.press(window.wait_for("Choose a File", BUTTON))
        window.wait_for("apparel.csv")
        window.press(window.wait_for("Check", BUTTON))
        window.wait_for("What the Rows Were", "label")  # the step before has a Back, too
        again = window.wait_for("Back", BUTTON)
        same(portals.asked("AddNotification"), [], "notices while the window is in front")
        window.press(again)
        check = window.wait_for("Check", BUTTON)
        elsewhere = subprocess.Popen(["xmessage", "-title", "elsewhere", "elsewhere"])
        try:
            found = wait(lambda: subprocess.run(["xdotool", "search", "--onlyvisible", "--name", "^elsewhere$"], capture_output=True,
                                                text=True).stdout.split(), "the other window")
            subprocess.run(["xdotool", "windowactivate", found[0]], check=True)
            wait(lambda: window.active() == found[0], "the other window to be in front")
            window.press(check)
            told = wait(lambda: portals.asked("AddNotification"), "the notice")[-1]
        finally:
            elsewhere.terminate()
            elsewhere.wait(10)
        same((told["application"], told["title"], told["action"]), (APPLICATION, "File checked", "app.open"), "the notice")
        window.quit()


def started_by_the_bus():
    """D-Bus activation, the search of the desktop, and the way from a hit to the record."""
    number = newest_order()
    found = call(f"{PATH}/SearchProvider", "org.gnome.Shell.SearchProvider2", "GetInitialResultSet", GLib.Variant("(as)", ([number],)), "(as)")[0]
    same(len(found), 1, "hits")
    call(f"{PATH}/SearchProvider", "org.gnome.Shell.SearchProvider2", "ActivateResult", GLib.Variant("(sasu)", (found[0], [number], 0)))
    wait(lambda: subprocess.run(["xdotool", "search", "--onlyvisible", "--name", "Kontor|Nordlicht"], capture_output=True).returncode == 0, "a window")
    subprocess.run(["flatpak", "kill", APPLICATION], check=True)


def without_network():
    done = run("sh", "-c", "cat /proc/net/route | wc -l", options=["--unshare=network"])
    same(done.stdout.strip(), "1", "ways to the network")
    Company.ctl("verify", options=["--unshare=network"])
    with OfflineWindow(Company, "--page", "orders", "--select", "1") as window:
        window.wait_for("Order menu")
        window.quit()


def files_are_exported():
    """What a desktop reads of an application, under the application's name. flatpak-builder 1.2 gives the metainfo its
    older ending."""
    exports = pathlib.Path(os.environ["FLATPAK_USER_DIR"]) / "exports/share"
    for name in (f"applications/{APPLICATION}.desktop", f"dbus-1/services/{APPLICATION}.service", f"metainfo/{APPLICATION}.appdata.xml",
                 f"mime/packages/{APPLICATION}.xml", f"gnome-shell/search-providers/{APPLICATION}.search-provider.ini",
                 f"icons/hicolor/scalable/apps/{APPLICATION}.svg", f"icons/hicolor/symbolic/apps/{APPLICATION}-symbolic.svg"):
        same((exports / name).exists(), True, name)


if __name__ == "__main__":
    with portals:
        main([five_permissions, files_are_exported, window_in_two_languages, import_by_the_file_portal, print_by_the_print_portal,
              secret_by_the_secret_portal, notification_by_the_portal, started_by_the_bus, without_network])
