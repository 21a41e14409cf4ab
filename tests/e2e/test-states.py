#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The work of an order from the command line, and what wrong steps are told."""
from kontor_test import Profile, main, refuses, same

LINES = [{"title": "Becher", "quantity": 2000, "price_e4": 149000, "tax_code": "standard", "tax_rate_bp": 1900},
         {"title": "Kanne", "quantity": 1000, "price_e4": 459000, "tax_code": "standard", "tax_rate_bp": 1900},
         {"kind": "shipping", "title": "Versand", "quantity": 1000, "price_e4": 49000, "tax_code": "standard", "tax_rate_bp": 1900}]


def show(profile, order):
    return profile.json("show", "order", order)


def from_cart_to_doorstep():
    profile = Profile()
    made = profile.run("order.create", customer_name="Anna Meier", lines=LINES)
    order = made["order"]
    same(show(profile, made["number"])["gross_minor"], 2 * 1490 + 4590 + 490, "total")
    profile.run("order.place", order=order)
    profile.run("order.pay", order=order, method="transfer")
    profile.run("order.process", order=order)
    profile.run("order.ship", order=order, lines=[{"line": 1, "quantity": 1000}], carrier="DHL", tracking_number="00340434123456781234")
    same(show(profile, order)["state"], "PROCESSING", "state after a part")
    refuses(lambda: profile.run("order.ship", order=order, lines=[{"line": 1, "quantity": 2000}]), "Becher")
    profile.run("order.ship", order=order)
    same(show(profile, order)["state"], "SHIPPED", "state after the rest")
    refuses(lambda: profile.run("order.cancel", order=order, reason="zu spät"), made["number"], "ship")
    profile.run("order.deliver", order=order)
    profile.run("order.return", order=order, reason="Sprung", lines=[{"line": 1, "quantity": 1000, "condition": "damaged"}])
    profile.run("order.refund", order=order, reason="Sprung", lines=[{"line": 1, "quantity": 1000}], shipping_minor=490)
    detail = show(profile, order)
    same(detail["refunded_minor"], 1490 + 490, "refunded")
    refuses(lambda: profile.run("order.refund", order=order, reason="mehr", amount_minor=100000))
    profile.ctl("verify")


def undo_is_a_command_too():
    profile = Profile()
    made = profile.run("order.create", customer_name="Jo", lines=LINES)
    profile.run("order.place", order=made["order"])
    profile.ctl("undo")
    same(show(profile, made["order"])["state"], "CART", "state")
    steps = [t["to"] for t in show(profile, made["order"])["transitions"]]
    same(steps[-2:], ["PENDING_PAYMENT", "CART"], "history stays")


def bad_input():
    profile = Profile()
    refuses(lambda: profile.run("order.create", customer_name="Jo", lines=[]), "line")
    refuses(lambda: profile.run("order.create", customer_name="Jo", lines=[dict(LINES[0], quantity=0)]))
    refuses(lambda: profile.run("order.create", customer_name="Jo", lines=[dict(LINES[0], quantity=2 ** 62)]))
    refuses(lambda: profile.run("order.pay", order="no-uid"), "order")
    refuses(lambda: profile.run("order.fly", order="x"), "order.fly")
    same(len(profile.json("list", "orders")), 0, "orders")


def numbers_count_up():
    profile = Profile()
    numbers = [profile.run("order.create", customer_name="Jo", lines=LINES)["number"] for _ in range(3)]
    same([n[-3:] for n in numbers], ["001", "002", "003"], "numbers")
    same(len({n[:-3] for n in numbers}), 1, "prefix")


main([from_cart_to_doorstep, undo_is_a_command_too, bad_input, numbers_count_up])
