#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Invoices in the real window, by keyboard alone: from an order, by hand, and what is wrong with them."""
from kontor_test import Profile, main, same
from window import Window, wait

FACTS = {"company_name": "Nordlicht GmbH", "street": "Hafen 1", "postcode": "24103", "city": "Kiel", "vat_id": "DE136695976",
         "iban": "DE89370400440532013000"}


def shop():
    profile = Profile()
    for key, value in FACTS.items():
        profile.run("company.set", key=key, value=value)
    customer = profile.run("customer.create", name="Anna Meier",
                           addresses=[{"street": "Am Deich 3", "postcode": "24103", "city": "Kiel", "country": "DE"}])["customer"]
    return profile, customer


def order(profile, customer):
    line = {"title": "Becher", "quantity": 3000, "price_e4": 149000, "tax_code": "standard", "tax_rate_bp": 1900}
    made = profile.run("order.create", customer=customer, lines=[line],
                       billing={"name": "Anna Meier", "street": "Am Deich 3", "postcode": "24103", "city": "Kiel", "country": "DE"})
    profile.run("order.place", order=made["order"])
    return made


def choose(window, *names):
    """Goes down an open menu, and into its submenus."""
    for name in names:
        window.go_to("Down", name)
        window.keys("Return")


def issue(window):
    window.keys_to_other("ctrl+Return")
    window.wait_for("Issue Invoice for")
    window.keys_to_other("Return")
    window.wait_for("RE-", "label")


def invoice_from_an_order():
    profile, customer = shop()
    made = order(profile, customer)
    with Window(profile, "--page", "orders", "--select", "1") as window:
        window.wait_for(made["number"])
        window.keys("Down", "Return")
        window.wait_for("Becher", "label")
        window.go_to("Tab", "Order menu")
        window.keys("space")
        choose(window, "Write a Document", "Invoice")
        # The draft: its line, why it is taxed so, and what it comes to.
        window.wait_for("Supplied in the seller's own country", "label")
        window.wait_for("44.70\u00a0€", "label")
        same(profile.json("list", "invoices"), [], "nothing is issued yet")
        issue(window)
        window.quit()
    invoices = profile.json("list", "invoices")
    same([row["order"] for row in invoices], [made["number"]], "the invoice of the order")
    shown = profile.json("show", "invoice", invoices[0]["number"])
    same((shown["gross_minor"], shown["kind"]), (4470, "invoice"), "what was issued")
    profile.ctl("verify")


def invoice_by_hand():
    profile, _ = shop()
    with Window(profile, "--page", "invoices") as window:
        window.wait_for("Nothing Issued Yet")
        window.keys("ctrl+n")
        window.wait_focus(lambda node: "customer" in node.name.lower(), "the customer")
        window.type("Meier")
        window.wait_for("Anna Meier", "list item")
        window.keys("Return")
        # What is missing is said, and leads to its field.
        window.wait_for("The invoice has no line")
        window.go_to("Tab", "Description")
        window.type("Beratung")
        window.go_to("Tab", "Unit price")
        window.type("100")
        window.wait_gone("The invoice has no line")
        window.wait_for("Supplied in the seller's own country", "label")
        issue(window)
        window.quit()
    same([row["total"] for row in profile.json("list", "invoices")], [10000], "what was written by hand")


def what_was_typed_survives():
    """The program is killed in the middle of a draft: what was typed is there again, and is not saved before it is left."""
    profile, customer = shop()
    profile.run("invoice.draft", customer=customer)
    with Window(profile, "--page", "invoice-draft") as window:
        window.go_to("Tab", "Anna Meier")
        window.keys("Return")
        window.wait_for("The invoice has no line")
        window.wait_focus(lambda node: node.name == "Description", "the first line")
        window.type("Gravur")
        window.wait_gone("The invoice has no line")
        window.kill()
    with Window(profile, "--page", "invoice-draft") as window:
        window.go_to("Tab", "Anna Meier")
        window.keys("Return")
        node = window.wait_focus(lambda node: node.name == "Description", "the first line")
        wait(lambda: node.text == "Gravur", "what was typed before")
        window.quit()


main([invoice_from_an_order, invoice_by_hand, what_was_typed_survives])
