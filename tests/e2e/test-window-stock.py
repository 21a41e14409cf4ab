#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The stock in the real window, by keyboard alone: corrections, transfers, and goods that come in parts."""
import os
import time

from kontor_test import Profile, main, same
from window import Window, wait


BARCODES = {"BEC-1": "4012345678901", "KAN-7": "4012345678918"}


def cellar():
    """Two items, five of the first, and two shelves."""
    profile = Profile()
    for title, sku in (("Becher Steinzeug", "BEC-1"), ("Kanne mit Sieb", "KAN-7")):
        profile.run("product.create", title=title, variants=[{"sku": sku, "reorder_level": 2000, "barcodes": [{"code": BARCODES[sku]}]}])
    profile.run("location.create", name="Shelf A", code="A", position=1)
    profile.run("location.create", name="Shelf B", code="B", position=2)
    profile.run("stock.receive", variant="BEC-1", quantity=5000, cost_e4=60000, place="A")
    return profile


def item(profile, sku="BEC-1"):
    return profile.json("show", "stock", sku)


def named(*parts):
    return lambda node: any(part.lower() in node.name.lower() for part in parts)


def open_item(window):
    """The first of two items, beside the list."""
    window.wait_for("2 items", "label")
    window.wait_focus(lambda node: node.role == "row", "the list")
    window.keys("Return")
    window.wait_for("Correct Stock", "button")
    window.wait_for("Shelf A", "label")


def correct_a_stock():
    profile = cellar()
    with Window(profile, "--page", "stock", "--select", "0") as window:
        open_item(window)
        window.keys_to_other("ctrl+Return")
        window.wait_for("More (+)", "text box|entry|text")
        window.type("two")
        window.keys("ctrl+Return")
        window.wait_for("“two” is no number.")
        same(item(profile)["on_hand"], 5000, "on hand after bad input")
        window.keys("ctrl+a")
        window.type("3-5")
        window.wait_for("There now: 5. Afterwards: 3.")
        window.keys("Tab")
        window.wait_focus(named("Where"), "the place")
        window.keys("Tab")
        window.wait_focus(named("Reason"), "the reason")
        window.keys("Down", "Tab")
        window.keys_to_other("ctrl+Return")
        window.wait_for("Stock corrected")
        wait(lambda: item(profile)["on_hand"] == 3000, "three to be left")
        movement = item(profile)["movements"][0]
        same((movement["kind"], movement["quantity"], movement["place"]), ("ADJUSTMENT", -2000, "Shelf A"), "the movement")
        window.keys("ctrl+z")
        wait(lambda: item(profile)["on_hand"] == 5000, "the correction to be taken back")
    profile.ctl("verify")


def a_large_one_waits():
    profile = cellar()
    profile.run("company.set", key="stock_second_person_minor", value="1000")
    with Window(profile, "--page", "stock", "--select", "0") as window:
        open_item(window)
        window.keys_to_other("ctrl+Return")
        window.wait_for("More (+)", "text box|entry|text")
        window.type("0-5")
        window.keys_to_other("ctrl+Return")
        window.wait_for("Kept for a second person to approve")
        window.wait_for("A second person decides.")
    same(item(profile)["on_hand"], 5000, "on hand until a second person approves")
    same(len(item(profile)["requests"]), 1, "requests")
    profile.ctl("verify")


def send_and_receive():
    profile = cellar()
    with Window(profile, "--page", "stock", "--select", "0") as window:
        open_item(window)
        window.press(window.wait_for("Transfer", "button"))
        window.wait_for("Quantity", "text box|entry|text")
        window.type("2")
        window.keys("Tab")
        window.wait_focus(named("From"), "the place it is taken from")
        window.keys("Tab")
        window.wait_focus(named("To"), "the place it goes to")
        window.keys("Return")
        window.wait_for("Shelf B", "label")
        window.keys("Down", "Down", "Return")
        window.wait_focus(named("To"), "the place it goes to, chosen")
        window.keys_to_other("ctrl+Return")
        window.wait_for("In transit", "label")
    shelves = [(shelf["place_name"], shelf["quantity"]) for shelf in item(profile)["shelves"]]
    same(sorted(shelves), [("In transit", 2000), ("Shelf A", 3000)], "what lies where")
    same(item(profile)["available"], 3000, "what can be sold meanwhile")
    with Window(profile, "--page", "transfers", "--select", "0") as window:
        window.wait_for("All Has Arrived", "button")
        window.wait_for("Shelf A → Shelf B", "label")
        window.keys("ctrl+Return")
        window.wait_for("All of it has arrived")
    shelves = [(shelf["place_name"], shelf["quantity"]) for shelf in item(profile)["shelves"]]
    same(sorted(shelves), [("Shelf A", 3000), ("Shelf B", 2000)], "what lies where afterwards")
    profile.ctl("verify")


def receive_in_parts():
    profile = cellar()
    supplier = profile.run("supplier.create", name="Töpferei Holm")["supplier"]
    lines = [{"variant": item(profile, sku)["uid"], "quantity": 6000, "price_e4": 60000} for sku in ("BEC-1", "KAN-7")]
    made = profile.run("purchase.create", supplier=supplier, lines=lines)
    profile.run("purchase.send", purchase=made["purchase"])
    with Window(profile, "--page", "purchases", "--select", "0") as window:
        window.wait_for("Receive Goods", "button")
        window.keys_to_other("ctrl+Return")
        window.wait_for("Becher", "text box|entry|text")
        window.wait_focus(lambda node: node.role in ("text box", "entry", "text"), "a field")
        window.type("(01)04012345678901(10)")  # a code that was not read completely
        window.keys("Return")
        window.wait_for("was not read completely")
        window.type("BEC-1")
        window.keys("Return")
        window.wait_for("Becher Steinzeug: 1 of 6")
        window.type("(01)04012345678918(15)270331(10)L7")  # the article, until when it is good, and its lot
        window.keys("Return")
        window.wait_for("Kanne mit Sieb, lot L7: 1 of 6")
        window.keys_to_other("ctrl+Return")
        wait(lambda: item(profile)["on_hand"] == 6000, "one to be here")
        window.keys_to_other("ctrl+Return")
        window.wait_for("Becher", "text box|entry|text")
        window.wait_focus(lambda node: node.role in ("text box", "entry", "text"), "a field")
        window.keys("Tab")
        window.wait_focus(named("Everything Came"), "what fills in the rest")
        window.keys("Tab")
        window.wait_focus(named("Quantity of Becher"), "the quantity")
        window.type("5")
        window.keys("Return")
        window.wait_focus(named("Quantity of Kanne"), "the next quantity")
        window.type("2+3")
        window.keys_to_other("ctrl+Return")
        window.wait_gone("Receive Goods", "button")
    shown = profile.json("show", "purchase", made["purchase"])
    same((shown["state"], len(shown["receipts"])), ("received", 2), "the order")
    same([item(profile, sku)["on_hand"] for sku in ("BEC-1", "KAN-7")], [11000, 6000], "on hand")
    lots = [(lot["code"], time.strftime("%Y-%m-%d", time.localtime(lot["best_before"] / 1e6))) for lot in profile.json("list", "lots")]
    same(lots, [("L7", "2027-03-31")], "lots")
    profile.ctl("verify")


if __name__ == "__main__":
    os.environ["LC_ALL"] = "C.UTF-8"
    main([correct_a_stock, a_large_one_waits, send_and_receive, receive_in_parts])
