#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Invoices of others are paid from the real window, by keyboard alone: once, and what breaks a rule only with a reason."""
import os
import pathlib

from kontor_test import Profile, main, refuses, same, shared
from window import Window, wait

ACCOUNT = "DE02120300000000202051"


def payments(profile):
    return [row["payment"] for row in profile.json("list", "incoming", "--sort", "received")]


def a_file_of_transfers_orders_once():
    profile = Profile()
    profile.run("bank.account.create", name="Hausbank", iban=ACCOUNT)
    profile.ctl("incoming", "take", str(shared("finance/examples/ubl/E1.xrechnung.ubl.xml")))
    incoming = profile.json("list", "incoming")[0]["uid"]
    same(payments(profile), [""], "before it is approved")
    profile.run("incoming.approve", incoming=incoming)
    same([row["problem"] for row in profile.json("payable")], [""], "what a bank would refuse")
    out = pathlib.Path(profile.home.name, "transfers.xml")
    with Window(profile, "--page", "pay-out") as window:
        window.wait_for("1 of 1 invoice")
        window.keys_to_other("ctrl+Return")
        window.choose_file(out)
        window.wait_for("Transfer file saved")
        window.wait_for("Nothing to Pay")
        window.wait_for("1 transfer")
        same("<InstdAmt Ccy=\"EUR\">257.85</InstdAmt>" in out.read_text(), True, "the file")
        same(payments(profile), ["ordered"], "afterwards")
        refuses(lambda: profile.ctl("pay-out", str(out)), "nothing to be paid")
        window.keys("alt+w")
        window.wait_for("1 of 1 invoice")
        window.wait_for("withdrawn")
        window.quit()
    same([row["count"] for row in profile.json("pay-runs")], [1], "the run is remembered")
    same(payments(profile)[0] in ("open", "overdue"), True, "after it was withdrawn")
    profile.ctl("verify")


def what_breaks_a_rule_needs_a_reason():
    profile = Profile()
    profile.ctl("incoming", "take", str(shared("finance/negative/n12-ae-no-reason.xml")))
    incoming = profile.json("list", "incoming")[0]["uid"]
    refuses(lambda: profile.run("incoming.approve", incoming=incoming), "BR-AE-10")
    with Window(profile, "--page", "incoming") as window:
        window.wait_for("Approve")
        window.keys_to_other("ctrl+Return")
        window.wait_for("Approve an Invalid Invoice")
        window.type("agreed by phone")
        window.keys("Return")
        wait(lambda: profile.json("show", "incoming", incoming)["state"] == "approved", "the approval")
        window.quit()
    events = [(event["kind"], event["note"]) for event in profile.json("show", "incoming", incoming)["events"]]
    same([note.split(": ")[1] for kind, note in events if kind == "overridden"], ["agreed by phone"], "the reason is kept")
    profile.ctl("verify")


if __name__ == "__main__":
    os.environ["LC_ALL"] = "C.UTF-8"
    main([a_file_of_transfers_orders_once, what_breaks_a_rule_needs_a_reason])
