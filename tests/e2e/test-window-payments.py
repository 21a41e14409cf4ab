#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Payments in the real window, by keyboard alone: a statement comes in, and two proposals are confirmed."""
import os
import pathlib
import zipfile

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


def archive_of_statements():
    profile, _, path = with_statement()
    archive = path.with_suffix(".zip")
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as out:
        out.write(path, "november.csv")
        out.writestr("leaflet.txt", "Ihre Bank informiert")
    with Window(profile, "--page", "payments") as window:
        window.wait_for("No Statement Yet")
        window.keys_to_other("ctrl+n")
        window.choose_file(archive)
        window.wait_for("Not Every File in the Archive Was Read")
        window.wait_for("leaflet.txt: ")
        window.keys("Escape")
        window.wait_for("Nothing Found")  # the newest of the statement in the archive
        window.quit()
    same(len(profile.json("list", "entries")), 3, "the entries of the file that is a statement")


def choose(window, row, steps):
    window.go_to("Tab", row)
    window.keys("space")
    window.keys(*["Down"] * steps, "Return")


def columns_of_a_strange_table():
    profile, _, path = with_statement()
    path.write_text("Tag;Zahl;Wer;Wozu\n18.11.2026;1.100,00;Anna Meier;Miete\n19.11.2026;-5,00;Bank;Entgelt\n", encoding="utf-8")
    with Window(profile, "--page", "payments") as window:
        window.wait_for("No Statement Yet")
        window.keys_to_other("ctrl+n")
        window.choose_file(path)
        window.wait_for("What the Columns Are")
        window.wait_for("Say which column holds the day of booking.")
        choose(window, "Booked On", 1)
        window.wait_for("Say which column holds the amount, or those of debit and credit.")
        choose(window, "Amount", 2)
        window.wait_for("1,100.00\u00a0€")
        choose(window, "Name of the Other Side", 3)
        window.wait_for("11/18/26 · Anna Meier")
        choose(window, "Order of Days", 1)
        window.wait_for("This row can't be read")
        window.wait_for("line 2: “18.11.2026” is no day")
        window.keys("space", "Up", "Return")
        window.wait_gone("This row can't be read")
        if os.environ.get("KONTOR_PICTURES"):
            window.picture(os.path.join(os.environ["KONTOR_PICTURES"], "columns.png"))
        window.keys("ctrl+Return")
        window.wait_for("2 new entries")
        path.write_text("Tag;Zahl;Wer;Wozu\n20.11.2026;7,00;Clara Lang;Danke\n", encoding="utf-8")
        window.keys_to_other("ctrl+n")
        window.choose_file(path)
        window.wait_for("1 new entry")  # nobody is asked again
        window.quit()
    uids = [row["uid"] for row in profile.json("list", "entries")]
    same(sorted(profile.json("show", "entry", uid)["amount_minor"] for uid in uids), [-500, 700, 110000], "the entries")
    profile.ctl("verify")


def one_entry_for_several_invoices():
    profile, numbers, path = with_statement()
    path.write_text("Buchungstag;Verwendungszweck;Name;Betrag\n20.11.2026;Danke;Jemand;180,00\n", encoding="utf-8")
    profile.json("bank", "import", str(path))
    with Window(profile, "--page", "payments", "--select", "0") as window:
        window.wait_for("Nothing Found")
        window.keys_to_other("alt+o")
        window.wait_for("180.00\u00a0€ to be matched, 180.00\u00a0€ left")
        window.wait_for(f"Amount for {numbers[1]}")
        window.go_to("Tab", numbers[0])
        window.keys("space")
        window.wait_for(", 80.00\u00a0€ left")
        window.go_to("Down", numbers[1])
        window.keys("space")
        window.wait_for("to be matched, 0.00\u00a0€ left")
        entry = window.find(f"Amount for {numbers[1]}")
        same(entry.text, "80.00", "what is left for the second")
        window.keys("ctrl+Return")
        wait(lambda: open_of(profile, numbers[1]) == 2000, "both shares")
        window.quit()
    same([open_of(profile, number) for number in numbers], [0, 2000, 10000], "what is open")
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
    main([statement_and_two_proposals, archive_of_statements, columns_of_a_strange_table, one_entry_for_several_invoices, payment_by_hand_on_an_invoice])
