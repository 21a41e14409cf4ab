#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The real window, by keyboard alone: what a person does all day."""
import json
import os
import pathlib
import random
import shutil
import sqlite3
import time

from kontor_test import FULL, Profile, main, same, shared
from window import Window, wait

GOODS = [("Becher Steinzeug, blau", "BEC-1", 149000), ("Kanne mit Sieb", "KAN-7", 459000), ("Ostfriesentee", "TEE-3", 62500)]


def shop():
    """A small company: three products, three customers."""
    profile = Profile()
    for title, sku, price_e4 in GOODS:
        price = {"currency": "EUR", "price_mode": "gross", "price_e4": price_e4}
        profile.run("product.create", title=title, variants=[{"sku": sku, "prices": [price]}])
    for name, city in (("Anna Meier", "Köln"), ("Bärbel Müßiggang", "Jülich"), ("Käthe Großmann", "Lübeck")):
        profile.run("customer.create", name=name, addresses=[{"street": "Am Deich 3", "postcode": "24103", "city": city, "country": "DE"}])
    return profile


def order(profile, *steps, quantity=3000):
    """An order of one kind of goods that has taken these steps."""
    line = {"title": "Becher", "quantity": quantity, "price_e4": 149000, "tax_code": "standard", "tax_rate_bp": 1900}
    made = profile.run("order.create", customer_name="Anna Meier", lines=[line])
    for step in steps:
        profile.run(f"order.{step}", order=made["order"])
    return made


def named(*parts):
    return lambda node: any(part.lower() in node.name.lower() for part in parts)


def find_order(window, number):
    """Filters the list for one order and opens it beside the list."""
    window.keys("ctrl+f")
    window.wait_focus(named("Search"), "the filter")
    window.type(number)
    window.keys("Return")
    window.wait_for("1 order", "label")
    window.keys("Down")
    window.wait_focus(lambda node: node.role == "row", "the list")
    window.keys("Return")
    window.wait_for("Becher", "label")


def pick(window, field, text, title):
    """Types into an entry that looks things up, and takes what it offers."""
    window.wait_focus(named(field), field)
    window.type(text)
    window.wait_for(title, "list item")
    window.keys("Return")


def order_of_three_lines():
    profile = shop()
    with Window(profile, "--page", "orders") as window:
        window.wait_for("No Orders Yet")
        window.keys("ctrl+n")
        pick(window, "customer", "müßig", "Bärbel Müßiggang")
        for text, title, quantity in (("KAN-7", "Kanne", "2"), ("steinzeug", "Becher", "1+2"), ("ostfriesen", "Ostfriesentee", "4")):
            pick(window, "Product", text, title)
            window.wait_focus(named("Quantity"), "the quantity")
            window.type(quantity)
            window.keys("Return")
        window.wait_focus(named("Product"), "the next line")
        window.wait_for("Total 161.50", "label")
        window.keys("ctrl+Return")
        window.wait_for("Order created")
        window.wait_for("1 order", "label")
        window.quit()
    orders = profile.json("list", "orders")
    same(len(orders), 1, "orders")
    made = profile.json("show", "order", orders[0]["number"])
    same(made["customer_name"], "Bärbel Müßiggang", "customer")
    same([(line["sku"], line["quantity"]) for line in made["lines"]], [("KAN-7", 2000), ("BEC-1", 3000), ("TEE-3", 4000)], "lines")
    same(made["gross_minor"], 2 * 4590 + 3 * 1490 + 4 * 625, "total")
    profile.ctl("verify")


def ship_a_part():
    profile = shop()
    order(profile)
    made = order(profile, "place", "pay", "process")
    with Window(profile, "--page", "orders") as window:
        find_order(window, made["number"])
        window.wait_for("Ship Order", "button")
        window.keys_to_other("ctrl+Return")
        window.wait_for("Tracking number", "text box")
        window.type("00340434123456781234")
        window.keys("shift+Tab")
        window.wait_focus(named("Carrier"), "the carrier")
        window.keys("shift+Tab")
        window.wait_focus(named("Becher"), "the quantity")
        window.keys("ctrl+a")
        window.type("1")
        window.keys_to_other("ctrl+Return")
        window.wait_for(f"Order {made['number']} shipped")
        window.quit()
    shown = profile.json("show", "order", made["order"])
    same(shown["state"], "PROCESSING", "state after a part")
    same(len(shown["deliveries"]), 1, "deliveries")
    same(shown["deliveries"][0]["tracking_number"], "00340434123456781234", "tracking number")
    same(shown["lines"][0]["delivered"], 1000, "delivered")
    profile.ctl("verify")


def find_a_customer():
    profile = shop()
    with Window(profile, "--page", "orders") as window:
        window.wait_for("No Orders Yet")
        window.keys("ctrl+k")
        window.wait_focus(named("Search everything"), "the palette")
        window.type("großm")
        window.wait_for("Käthe Großmann", "label")
        window.keys("Return")
        window.wait_for("Customer menu")
        window.wait_for("Lübeck", "label")
        window.keys("ctrl+f")
        window.wait_focus(named("Search"), "the filter")
        window.type("müss")  # as people type who have no ß
        window.wait_for("1 customer", "label")
        window.wait_for("Bärbel Müßiggang", "label")
        window.keys("Down", "Return")
        window.wait_for("Jülich", "label")


def undo_and_redo():
    profile = shop()
    made = order(profile, "place", "pay")
    with Window(profile, "--page", "orders") as window:
        find_order(window, made["number"])
        window.wait_for("Mark as Packed", "button")
        window.keys("ctrl+Return")
        window.wait_for("Ship Order", "button")
        window.keys("ctrl+z")
        window.wait_for("Mark as Packed", "button")
        window.keys("ctrl+shift+z")
        window.wait_for("Ship Order", "button")
        window.keys("ctrl+z")
        window.wait_for("Mark as Packed", "button")
        window.quit()
    shown = profile.json("show", "order", made["order"])
    same(shown["state"], "PAID", "state")
    same([step["to"] for step in shown["transitions"]][-4:], ["PROCESSING", "PAID", "PROCESSING", "PAID"], "history stays")
    profile.ctl("verify")


def import_a_file():
    profile = shop()
    path = pathlib.Path(profile.home.name) / "apparel.csv"
    shutil.copy(shared("data/shop-exports/shopify-products-apparel.csv"), path)
    with Window(profile, "--page", "orders") as window:
        window.wait_for("No Orders Yet")
        window.keys("ctrl+k")
        window.wait_focus(named("Search everything"), "the palette")
        window.type("import")
        window.wait_for("Import", "list item")
        window.keys("Return")
        window.wait_focus(named("Choose"), "the import")
        window.keys_to_other("ctrl+Return")
        window.wait_for("Other Locations", "label")
        window.choose_file(path)
        window.wait_focus(named("Check"), "the plan")
        window.keys("ctrl+Return")
        window.wait_for("Nothing is changed yet", "label")
        window.keys("ctrl+Return")
        window.wait_for("Undo the Whole Import", "button")
        window.quit()
    same(len(profile.json("list", "products")), len(GOODS) + 20, "products")
    profile.ctl("verify")


def draft_of(profile):
    """What the program has put aside of the order that is being typed."""
    with sqlite3.connect(f"file:{profile.folder}/kontor.db?mode=ro", uri=True) as database:
        rows = database.execute("SELECT content FROM draft WHERE form = 'new-order'").fetchall()
    return json.loads(rows[0][0]) if rows else {}


def type_order(window, quantity="2"):
    """An order of one line, ready to be created."""
    window.keys("ctrl+n")
    pick(window, "customer", "käthe", "Käthe Großmann")
    pick(window, "Product", "TEE-3", "Ostfriesentee")
    window.wait_focus(named("Quantity"), "the quantity")
    window.type(quantity)


def killed_after_saved():
    """What was shown as saved is there, whenever the program dies."""
    profile = shop()
    with Window(profile, "--page", "orders") as window:
        window.wait_for("No Orders Yet")
        type_order(window)
        window.wait_for("Total 12.50", "label")
        window.keys("ctrl+Return")
        window.wait_for("1 order · 12.50", "label")
        window.kill()
    orders = profile.json("list", "orders")
    same([(row["customer"], row["total"]) for row in orders], [("Käthe Großmann", 1250)], "orders")
    same(draft_of(profile), {}, "the draft of an order that exists")
    profile.ctl("verify")
    for step in ("place", "pay"):
        profile.run(f"order.{step}", order=profile.json("show", "order", orders[0]["number"])["uid"])
    with Window(profile, "--page", "orders") as window:
        window.wait_for("Mark as Packed", "button")
        window.keys("ctrl+Return")
        window.wait_for("Ship Order", "button")
        window.kill()
    same(profile.json("show", "order", orders[0]["number"])["state"], "PROCESSING", "state")
    profile.ctl("verify")


def killed_while_saving():
    """What was typed is there once: as the draft, or as the order."""
    rng = random.Random(5)
    for _ in range(30 if FULL else 4):
        profile = shop()
        with Window(profile, "--page", "orders") as window:
            window.wait_for("No Orders Yet")
            type_order(window)
            window.wait_for("Total 12.50", "label")
            wait(lambda: len(draft_of(profile).get("lines", [])) == 1, "the draft to be put aside")
            window.keys("ctrl+Return")
            time.sleep(rng.random() * 0.12)
            window.kill()
        made = [row["total"] for row in profile.json("list", "orders")]
        typed = [line["quantity"] for line in draft_of(profile).get("lines", [])]
        same((made, typed) in (([1250], []), ([], [2000])), True, f"orders {made}, typed {typed}")
        profile.ctl("verify")


def closed_while_typing():
    """Closing is no reason to lose the last word."""
    profile = shop()
    with Window(profile, "--page", "orders") as window:
        window.wait_for("No Orders Yet")
        type_order(window, "7")
        window.quit()
    same([line.get("quantity") for line in draft_of(profile).get("lines", [])], [7000], "the draft")


def killed_while_typing():
    profile = shop()
    with Window(profile, "--page", "orders") as window:
        window.wait_for("No Orders Yet")
        window.keys("ctrl+n")
        pick(window, "customer", "käthe", "Käthe Großmann")
        pick(window, "Product", "TEE-3", "Ostfriesentee")
        window.wait_focus(named("Quantity"), "the quantity")
        window.type("12")
        wait(lambda: [line.get("quantity") for line in draft_of(profile).get("lines", [])] == [12000], "the draft to be put aside")
        window.kill()
    profile.ctl("verify")
    with Window(profile, "--page", "orders") as window:
        window.wait_for("No Orders Yet")
        window.keys("ctrl+n")
        wait(lambda: "Käthe Großmann" in [node.text for node in window.find_all("customer", "text box|entry|text")], "the customer")
        wait(lambda: "Ostfriesentee" in [node.text for node in window.find_all("Product", "text box|entry|text")], "the line")
        window.wait_for("Total 75.00", "label")
        window.keys("ctrl+Return")
        window.wait_for("Order created")
        window.quit()
    same([(row["customer_name"], row["gross_minor"]) for row in map(lambda row: profile.json("show", "order", row["number"]),
                                                                    profile.json("list", "orders"))], [("Käthe Großmann", 7500)], "orders")
    same(draft_of(profile), {}, "the draft of an order that exists")
    profile.ctl("verify")


if __name__ == "__main__":
    os.environ["LC_ALL"] = "C.UTF-8"
    main([order_of_three_lines, ship_a_part, find_a_customer, undo_and_redo, import_a_file, killed_while_typing, killed_after_saved,
          killed_while_saving, closed_while_typing])
