#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Payments in the real window, by keyboard alone: a statement comes in, and two proposals are confirmed."""
import os
import pathlib

from kontor_test import Profile, main, same
from window import Window, wait

LINES = [{"title": "Becher", "quantity": 1000, "price_e4": 1000000, "tax_code": "standard", "tax_rate_bp": 1900}]


def with_statement():
    profile = Profile()
    profile.run("bank.account.create", name="Hausbank", iban="DE02120300000000202051")
    numbers = []
    for name in ("Anna Meier", "Bodo Kurz", "Clara Lang"):
        order = profile.run("order.create", state="PENDING_PAYMENT", customer_name=name, price_mode="gross", lines=LINES)
        numbers.append(profile.json("invoice", "issue", order["number"])["number"])
    path = pathlib.Path(profile.home.name, "umsatz.csv")
    path.write_text("Buchungstag;Verwendungszweck;Name;Betrag\n"
                    f"18.11.2026;Rechnung {numbers[0]};Anna Meier;100,00\n"
                    f"19.11.2026;{numbers[1]} Anzahlung;Bodo Kurz;40,00\n"
                    "20.11.2026;Danke;Jemand;12,34\n", encoding="utf-8")
    return profile, numbers, path


def open_of(profile, number):
    return profile.json("show", "invoice", number)["open_minor"]


def statement_and_two_proposals():
    profile, numbers, path = with_statement()
    with Window(profile, "--page", "payments") as window:
        window.wait_for("No Statement Yet")
        window.keys_to_other("ctrl+n")
        window.choose_file(path)
        window.wait_for("3 new entries")
        window.wait_for("Nothing Found")  # the newest is first, and has no invoice
        window.keys("Down")
        window.wait_for("Pays a part")
        window.keys("Return")
        wait(lambda: open_of(profile, numbers[1]) == 6000, "the first proposal to be booked")
        window.wait_for("Pays what is open")  # the next one comes
        window.wait_for("Certain: its number, the amount, the name")
        window.keys("Return")
        wait(lambda: open_of(profile, numbers[0]) == 0, "the second proposal to be booked")
        window.keys("ctrl+z")
        wait(lambda: open_of(profile, numbers[0]) == 10000, "the second one to be taken back")
        window.quit()
    same(open_of(profile, numbers[2]), 10000, "nobody paid the third")
    same([row["state"] for row in profile.json("list", "entries", "--sort", "booked")],
         ["to-match", "matched", "to-match"], "the entries")
    profile.ctl("verify")


def payment_by_hand_on_an_invoice():
    profile, numbers, _ = with_statement()
    with Window(profile, "--page", "invoices", "--select", "0") as window:
        window.wait_for(numbers[2])
        window.wait_for("Record Payment")
        window.keys_to_other("alt+y")
        window.wait_for(f"Payment for {numbers[2]}")
        window.keys("ctrl+a")
        window.type("60.00")
        window.keys("alt+r")
        window.wait_for("Payment recorded")
        window.quit()
    same(open_of(profile, numbers[2]), 4000, "what is open")
    same(profile.json("list", "payments")[0]["method"], "cash", "the payment")


if __name__ == "__main__":
    os.environ["LC_ALL"] = "C.UTF-8"
    main([statement_and_two_proposals, payment_by_hand_on_an_invoice])
