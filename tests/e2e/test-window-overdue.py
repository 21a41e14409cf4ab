#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reminders in the real window, by keyboard alone: held back, made, taken back, and handed out once."""
import datetime
import os
import pathlib
import sqlite3

from kontor_test import Profile, main, same
from window import Window, wait

LINES = [{"title": "Becher", "quantity": 1000, "price_e4": 1000000, "tax_code": "standard", "tax_rate_bp": 1900}]


def make_overdue(profile):
    """As if the invoices had been due for 40 days: the guards are for people, this is the clock."""
    database = sqlite3.connect(f"{profile.folder}/kontor.db")
    guards = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'invoice'")]
    for name in guards:
        database.execute(f"DROP TRIGGER {name}")
    database.execute("UPDATE invoice SET due_on = due_on - 54")
    database.commit()
    database.close()


def with_overdue():
    profile = Profile()
    profile.run("bank.account.create", name="Hausbank", iban="DE02120300000000202051")
    numbers = []
    for name in ("Anna Meier", "Bodo Kurz", "Clara Lang"):
        order = profile.run("order.create", state="PENDING_PAYMENT", customer_name=name, price_mode="gross", lines=LINES)
        numbers.append(profile.json("invoice", "issue", order["number"])["number"])
    make_overdue(profile)
    return profile, numbers


def import_statement(profile):
    path = pathlib.Path(profile.home.name, "umsatz.csv")
    yesterday = datetime.date.today() - datetime.timedelta(days=1)
    path.write_text(f"Buchungstag;Verwendungszweck;Name;Betrag\n{yesterday:%d.%m.%Y};Danke;Jemand;12,34\n", encoding="utf-8")
    profile.json("bank", "import", str(path))


def letters(profile):
    return [(row["customer_name"], row["undone"], bool(row.get("sent_at"))) for row in profile.json("dunning", "list")]


def tab_to(window, name):
    """Where the keyboard gets by itself."""
    window.wait_for(name)
    for _ in range(30):
        node = window.focused()
        if node and name in " ".join(part.name for part in window.nodes(node)):
            return
        window.keys("Tab")
    raise AssertionError(f"the keyboard does not get to “{name}”")


def held_back_made_and_handed_out_once():
    profile, numbers = with_overdue()
    import_statement(profile)
    out = pathlib.Path(profile.home.name, "letter.pdf")
    with Window(profile, "--page", "today") as window:
        tab_to(window, "overdue")
        window.keys("Return")
        window.wait_for("Make 3 Letters")
        window.wait_for("Friendly reminder")
        window.wait_focus(lambda node: node.role in ("list item", "table row", "row", "list"), "the list")
        window.keys_to_other("alt+h")  # the first customer's invoice
        window.wait_for(f"Hold {numbers[0]} Back")
        window.type("broken")
        window.keys("Return")
        window.wait_for("Held back: broken")
        window.wait_for("Make 2 Letters")
        window.keys("Home", "space")
        window.wait_for("Make 1 Letter")
        window.keys("ctrl+Return")
        window.wait_for("1 letter is ready")
        same(len(letters(profile)), 1, "letters")
        window.keys("ctrl+z")
        window.wait_for("Make 1 Letter")
        wait(lambda: letters(profile)[0][1], "the letter to be taken back")
        window.keys("ctrl+Return")
        window.wait_for("1 letter is ready")
        window.keys_to_other("alt+s")
        window.choose_file(out)
        window.wait_for("1 letter saved")
        window.wait_gone("1 letter is ready")
        window.quit()
    same(out.read_bytes()[:5], b"%PDF-", "the page")
    same(sorted(letters(profile), key=lambda row: row[1]),
         [("Clara Lang", False, True), ("Clara Lang", True, False)], "letters, and those that went out")
    same([item["next"] for group in profile.json("dunning", "due") for item in group["items"]],
         ["blocked", "letter", "waits"], "what comes next")
    profile.ctl("verify")


def nobody_is_written_to_before_the_bank_was_asked():
    profile, numbers = with_overdue()
    with Window(profile, "--page", "overdue") as window:
        window.wait_for("No bank statement was imported yet")
        window.wait_for(numbers[0])
        window.keys("ctrl+Return")
        import_statement(profile)
        window.wait_for("Make 3 Letters")
        window.quit()
    same(letters(profile), [], "no letter went out")


if __name__ == "__main__":
    os.environ["LC_ALL"] = "C.UTF-8"
    main([held_back_made_and_handed_out_once, nobody_is_written_to_before_the_bank_was_asked])
