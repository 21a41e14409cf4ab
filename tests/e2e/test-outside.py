#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What reaches the program from outside: links, files, the desktop's search, the launcher's menu."""
import os
import pathlib
import subprocess
import tempfile

from gi.repository import Gio, GLib

from kontor_test import BUILD, Profile, main, same, shared
from window import Window, wait

NAME = "org.kontorapp.Kontor"
PATH = "/org/kontorapp/Kontor"
SEARCH = "org.gnome.Shell.SearchProvider2"
TOP = pathlib.Path(__file__).resolve().parents[2]


def shop():
    """A company where the program looks for one by itself."""
    profile = Profile(init=False)
    profile.folder = os.path.join(profile.environment["XDG_DATA_HOME"], "kontor", "default")
    profile.ctl("init", "--company", "Probe GmbH", "--currency", "EUR")
    price = {"currency": "EUR", "price_mode": "gross", "price_e4": 149000}
    profile.run("product.create", title="Becher Steinzeug", variants=[{"sku": "BEC/1 #2", "prices": [price]}])
    profile.run("customer.create", name="Käthe Großmann")
    line = {"title": "Becher", "quantity": 1000, "price_e4": 149000, "tax_code": "standard", "tax_rate_bp": 1900}
    profile.order = profile.run("order.create", customer_name="Anna Meier", lines=[line])["number"]
    return profile


def call(path, interface, method, arguments, reply=None):
    answer = Gio.bus_get_sync(Gio.BusType.SESSION).call_sync(
        NAME, path, interface, method, arguments, GLib.VariantType(reply) if reply else None, Gio.DBusCallFlags.NONE, 20000, None)
    return answer.unpack()


def on_bus():
    return Gio.bus_get_sync(Gio.BusType.SESSION).call_sync(
        "org.freedesktop.DBus", "/", "org.freedesktop.DBus", "NameHasOwner", GLib.Variant("(s)", (NAME,)),
        None, Gio.DBusCallFlags.NONE, -1, None).unpack()[0]


class Service(Window):
    """The program as the bus starts it: without a window."""

    def __init__(self, profile):
        self.profile = profile
        self.process = subprocess.Popen([BUILD / "src/desktop/kontor", "--gapplication-service"],
                                        env=dict(profile.environment, LC_ALL="C.UTF-8", LANGUAGE="en", GSETTINGS_BACKEND="memory"))
        self.focus = None
        wait(on_bus, "the program on the bus")

    def show(self):
        """Once it has a window."""
        self.root = wait(self.application, "a window")

    def __exit__(self, kind, value, trace):
        self.process.kill()
        self.process.wait(10)
        wait(lambda: not on_bus(), "the name to be free")


def link_by_command_line():
    profile = shop()
    for link, landmark in ((f"kontor://order/{profile.order}", "Order menu"), ("kontor://product/BEC%2F1%20%232", "Becher Steinzeug"),
                           ("kontor://customer/K%C3%A4the", "This company has no customer “Käthe”"),
                           ("kontor://page/settings", "Preferences"), ("kontor://nothing/1", "is no link to anything in Kontor")):
        with Window(profile, "--page", "today", link) as window:
            window.wait_for(landmark)
            window.kill()
        wait(lambda: not on_bus(), "the name to be free")


def link_by_bus():
    profile = shop()
    with Service(profile) as service:
        links = GLib.Variant("(asa{sv})", ([f"kontor://order/{profile.order.lower()}"], {}))
        call(PATH, "org.freedesktop.Application", "Open", links)
        service.show()
        service.wait_for("Order menu")
        call(PATH, "org.freedesktop.Application", "ActivateAction", GLib.Variant("(sava{sv})", ("new-order", [], {})))
        service.wait_for("Product, SKU or barcode")


def file_by_bus():
    profile = shop()
    file = Gio.File.new_for_path(str(shared("data/shop-exports/shopify-products-apparel.csv"))).get_uri()
    with Service(profile) as service:
        call(PATH, "org.freedesktop.Application", "Open", GLib.Variant("(asa{sv})", ([file], {})))
        service.show()
        service.wait_for("shopify-products-apparel.csv")


def search(*terms):
    return call(f"{PATH}/SearchProvider", SEARCH, "GetInitialResultSet", GLib.Variant("(as)", (terms,)), "(as)")[0]


def search_of_the_desktop():
    profile = shop()
    with Service(profile) as service:
        same(search("zz", "nothing"), [], "hits of nothing")
        same(search("k"), [], "hits of a letter")
        found = search("grossmann")
        same(len(found), 1, "customers")
        metas = call(f"{PATH}/SearchProvider", SEARCH, "GetResultMetas", GLib.Variant("(as)", (found,)), "(aa{sv})")[0]
        same([(meta["id"], meta["name"]) for meta in metas], [(found[0], "Käthe Großmann")], "what is shown")
        if not metas[0]["description"].startswith("Customer"):
            raise AssertionError(f"the hit does not say what it is: {metas}")
        order = search(profile.order)
        same(len(order), 1, "orders")
        same(call(f"{PATH}/SearchProvider", SEARCH, "GetSubsearchResultSet",
                  GLib.Variant("(asas)", (order, ["anna", "meier"])), "(as)")[0], order, "narrower")
        same(len(search("becher")), 1, "products")
        same(service.find("Orders") if hasattr(service, "root") else None, None, "a window, only because of a search")
        call(f"{PATH}/SearchProvider", SEARCH, "ActivateResult", GLib.Variant("(sasu)", (order[0], ["anna"], 0)))
        service.show()
        service.wait_for("Order menu")
        call(f"{PATH}/SearchProvider", SEARCH, "LaunchSearch", GLib.Variant("(asu)", (["käthe"], 0)))
        service.wait_for("Käthe Großmann", "label")


def search_without_a_company():
    with Service(Profile(init=False)):
        same(search("anything"), [], "hits")


def search_does_not_write():
    """A file of another version stays as it is: a search migrates nothing."""
    profile = shop()
    database = pathlib.Path(profile.folder) / "kontor.db"
    subprocess.run(["sqlite3", database, "PRAGMA wal_checkpoint(TRUNCATE); PRAGMA user_version = 9999"], check=True, capture_output=True)
    before = database.read_bytes()
    with Service(profile):
        search("anna")
    same(database.read_bytes() == before, True, "the file is as it was")


def a_missing_keyring_is_told():
    with Window(shop(), "--page", "settings") as window:
        window.is_shown = lambda node: True  # it is further down on the page
        window.press(window.wait_for("Check", "push button|button"))
        window.wait_for("No keyring is running, so Kontor can't remember passwords")


def e_invoices_are_known():
    with tempfile.TemporaryDirectory() as home:
        packages = pathlib.Path(home) / "mime" / "packages"
        packages.mkdir(parents=True)
        (packages / "org.kontorapp.Kontor.xml").write_text((TOP / "data/org.kontorapp.Kontor.mime.xml").read_text())
        subprocess.run(["update-mime-database", packages.parent], check=True, capture_output=True)
        kinds = {}
        for file in sorted(shared("finance").rglob("*.xml")):
            # Only the content counts: names tell nothing.
            copy = pathlib.Path(home) / "file"
            copy.write_bytes(file.read_bytes())
            told = subprocess.run(["gio", "info", "-a", "standard::content-type", copy], check=True, capture_output=True, text=True,
                                  env=dict(os.environ, XDG_DATA_HOME=home)).stdout
            kinds.setdefault(told.split("standard::content-type:")[1].strip(), []).append(file.name)
        for kind in ("application/x-ubl-invoice+xml", "application/x-ubl-credit-note+xml", "application/x-cii-invoice+xml"):
            if kind not in kinds:
                raise AssertionError(f"no file is {kind}: {kinds.keys()}")


if __name__ == "__main__":
    main([link_by_command_line, link_by_bus, file_by_bus, search_of_the_desktop, search_without_a_company, search_does_not_write,
          a_missing_keyring_is_told, e_invoices_are_known])
