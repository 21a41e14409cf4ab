#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Statements, what their entries are for, open items, and what goes back, by kontorctl."""
import datetime
import json
import pathlib
import sqlite3
import zipfile

from kontor_test import Profile, main, refuses, same, shared

LINES = [{"title": "Becher", "quantity": 1000, "price_e4": 1000000, "tax_code": "standard", "tax_rate_bp": 1900}]
HEADER = "Buchungstag;Valutadatum;Verwendungszweck;Name;IBAN;Betrag;Waehrung\n"
ACCOUNT = "DE02120300000000202051"


def with_invoices(n):
    profile = Profile()
    numbers = []
    for i in range(n):
        order = profile.run("order.create", state="PENDING_PAYMENT", customer_name=f"Kunde {i + 1}", price_mode="gross",
                            lines=LINES)
        numbers.append(profile.json("invoice", "issue", order["number"])["number"])
    return profile, numbers


def write(profile, text):
    path = pathlib.Path(profile.home.name, "umsatz.csv")
    path.write_text(HEADER + text, encoding="utf-8")
    return str(path)


def row(day, amount, purpose, name="Kunde"):
    return f"{day};{day};{purpose};{name};DE89370400440532013000;{amount};EUR\n"


def open_of(profile, number):
    return profile.json("show", "invoice", number)["open_minor"]


def camt_file_of_the_specification():
    profile = Profile()
    path = str(shared("finance/camt/camt053_v08_shared.xml"))
    report = profile.json("bank", "import", path)
    same((report["statements"], report["entries"], report["notes"]), (1, 12, []), "the first time")
    again = profile.json("bank", "import", path)
    same((again["statements"], again["entries"], again["known"]), (0, 0, 12), "the second time")
    older = profile.json("bank", "import", str(shared("finance/camt/camt053_v02_shared.xml")))
    same((older["entries"], older["known"]), (0, 12), "the same statement in the other version")
    same(profile.json("bank", "accounts")[0]["balance_minor"], 542688, "the balance")
    same(len(profile.json("list", "entries")), 12, "entries")
    profile.ctl("verify")


def pack(profile, **files):
    path = pathlib.Path(profile.home.name, "statements.zip")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name.replace("__", "."), text)
    return str(path)


def archive_of_statements():
    profile = Profile()
    day = "18.11.2026"
    path = pack(profile, a__csv=HEADER + row(day, "1,00", "eins"), leaflet__txt="Ihre Bank informiert",
                camt__xml=shared("finance/camt/camt053_v08_shared.xml").read_text(encoding="utf-8"),
                cut__xml="<Document><BkToCstmrStmt>", b__csv=HEADER + row(day, "2,00", "zwei"))
    report = profile.json("bank", "import", path, "--account", ACCOUNT)
    same((report["format"], report["statements"], report["entries"]), ("zip", 3, 14), "what came in")
    same([(file["name"], file.get("entries")) for file in report["files"]],
         [("a.csv", 1), ("leaflet.txt", None), ("camt.xml", 12), ("cut.xml", None), ("b.csv", 1)], "each file, in order")
    assert all(("problem" in file) == (file["name"] in ("leaflet.txt", "cut.xml")) for file in report["files"])
    again = profile.json("bank", "import", path, "--account", ACCOUNT)
    same((again["entries"], again["known"]), (0, 14), "the second time")

    refuses(lambda: profile.ctl("bank", "import", pack(profile, x__txt="nothing")), "no statement in the archive", "x.txt")
    inner = pathlib.Path(profile.home.name, "inner.zip")
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("c.csv", HEADER + row(day, "3,00", "drei"))
    refuses(lambda: profile.ctl("bank", "import", pack(profile, c__csv=HEADER + row(day, "3,00", "drei"),
                                                       inner__zip=inner.read_bytes())), "archive in the archive")
    refuses(lambda: profile.ctl("bank", "import", pack(profile, **{"folder/c__csv": HEADER})), "folder")
    same(len(profile.json("list", "entries")), 14, "a refused archive brings nothing")
    profile.ctl("verify")


def certain_matches_are_booked_and_undone():
    profile, numbers = with_invoices(3)
    path = write(profile, row("20.11.2026", "100,00", f"Rechnung {numbers[0]}")
                 + row("20.11.2026", "40,00", f"{numbers[1]} Anzahlung") + row("20.11.2026", "100,05", numbers[2]))
    profile.json("bank", "import", path, "--account", ACCOUNT)
    matches = profile.json("bank", "match")
    same([(m["proposal"]["kind"], m["proposal"]["certain"]) for m in matches],
         [("full", True), ("partial", True), ("overpaid", False)], "proposals")
    same(profile.json("bank", "match", "--apply")["matched"], 2, "booked")
    same([open_of(profile, n) for n in numbers], [0, 6000, 10000], "open")
    same([o["state"] for o in profile.json("list", "orders", "--sort", "placed")].count("PAID"), 1, "paid orders")
    same([m["proposal"]["kind"] for m in profile.json("bank", "match")], ["overpaid"], "what is left")

    entry = profile.json("list", "entries", "--filter", "state:to-match")[0]["uid"]
    profile.ctl("payment", "confirm", entry)
    same(open_of(profile, numbers[2]), 0, "confirmed")
    profile.ctl("payment", "undo", entry)
    same(open_of(profile, numbers[2]), 10000, "undone")
    profile.ctl("payment", "allocate", entry, f"{numbers[2]}=60", f"{numbers[1]}=40,05")
    same([open_of(profile, n) for n in numbers[1:]], [1995, 4000], "split")
    refuses(lambda: profile.ctl("payment", "allocate", entry, f"{numbers[1]}=1"), "already")
    profile.ctl("verify")


def by_hand():
    profile, numbers = with_invoices(2)
    profile.ctl("payment", "record", numbers[0], "99,50", "--method", "cash", "--reference", "Kasse")
    profile.ctl("payment", "write-off", numbers[0], "--reason", "a rest")
    same(open_of(profile, numbers[0]), 0, "paid and written off")
    refuses(lambda: profile.ctl("payment", "record", numbers[1], "1", "--method", "shells"), "method")
    refuses(lambda: profile.ctl("payment", "record", numbers[1], "x"), "x")
    payment = profile.json("list", "payments")[0]
    same((payment["invoices"], payment["state"]), (numbers[0], "stands"), "the payment")
    profile.ctl("payment", "undo", payment["uid"])
    same(open_of(profile, numbers[0]), 9950, "undone")
    refuses(lambda: profile.ctl("payment", "undo", payment["uid"]), "already")


def open_items_of_a_past_day():
    profile, numbers = with_invoices(1)
    answer = profile.json("open-items")
    same([(i["number"], i["open_minor"], i["age"]) for i in answer["items"]], [(numbers[0], 10000, "not_due")], "today")
    same(profile.json("open-items", "--on", "2020-01-01")["items"], [], "before it was issued")
    later = profile.json("open-items", "--on", "2099-01-01")
    same(later["items"][0]["age"], "91+", "much later")
    same([a["open_minor"] for a in later["ages"]], [0, 0, 0, 0, 10000], "by age")
    profile.ctl("payment", "record", numbers[0], "100", "--method", "card")
    same(profile.json("open-items")["items"], [], "after it was paid")


def bad_files():
    profile = Profile()
    path = write(profile, row("20.11.2026", "100,00", "x"))
    refuses(lambda: profile.ctl("bank", "import", path), "which account")
    refuses(lambda: profile.ctl("bank", "import", path, "--account", "DE00"), "no IBAN")
    bad = pathlib.Path(profile.home.name, "bad.xml")
    bad.write_text("<!DOCTYPE x [<!ENTITY a 'b'>]><Document>&a;</Document>")
    refuses(lambda: profile.ctl("bank", "import", str(bad)), "document type")
    other = pathlib.Path(profile.home.name, "other.csv")
    other.write_text("Tag;Zahl;Wer\n20.11.2026;1,50;Berg\n")
    refuses(lambda: profile.ctl("bank", "import", str(other), "--account", ACCOUNT), "no column")
    same(profile.json("list", "entries"), [], "nothing came in")
    mapping = '{"columns":{"booked_on":"Tag","amount":"Zahl","name":"Wer"},"decimal":","}'
    profile.ctl("bank", "import", str(other), "--account", ACCOUNT, "--mapping", mapping)
    other.write_text("Tag;Zahl;Wer\n21.11.2026;2,50;Tal\n")
    same(profile.json("bank", "import", str(other))["entries"], 1, "mapping and account are remembered")


def columns_that_are_not_known():
    profile = Profile()
    path = pathlib.Path(profile.home.name, "strange.csv")
    path.write_text("Tag;Raus;Rein;Wer;Wozu\n12/20/2026;1,234.50;;Miete;Dezember\n12/21/2026;;99.00;Berg;RE-1\n")
    for name, iban in (("Eins", ACCOUNT), ("Zwei", "DE89370400440532013000")):
        profile.run("bank.account.create", name=name, iban=iban)
    looked = profile.json("bank", "columns", str(path))
    same((looked["header"], looked["rows"]), (["Tag", "Raus", "Rein", "Wer", "Wozu"], []), "before anything is said")
    assert "day of booking" in looked["problem"], looked
    mapping = pathlib.Path(profile.home.name, "mapping.json")
    mapping.write_text('{"columns":{"booked_on":"Tag","debit":"Raus","credit":"Rein","name":"Wer","purpose":"Wozu"}}')
    looked = profile.json("bank", "columns", str(path), "--mapping", f"@{mapping}")
    same([looked["mapping"][key] for key in ("dates", "decimal")], ["mdy", "."], "what is guessed")
    same([row["entry"]["amount_minor"] for row in looked["rows"]], [-123450, 9900], "the first rows")
    mapping.write_text(json.dumps(looked["mapping"]))
    refuses(lambda: profile.ctl("bank", "import", str(path), "--mapping", f"@{mapping}"), "which account")
    profile.json("bank", "import", str(path), "--mapping", f"@{mapping}", "--account", "Zwei")
    same([a["balance_minor"] for a in profile.json("bank", "accounts")], [None, -113550], "the account that was chosen")
    path.write_text("Tag;Raus;Rein;Wer;Wozu\n12/22/2026;;1.00;Tal;RE-2\n")
    same(profile.json("bank", "columns", str(path))["problem"], "", "remembered")
    same(profile.json("bank", "import", str(path))["entries"], 1, "columns and account are not asked for again")
    path.write_text("Tag;Raus;Rein;Wer;Wozu\n22.12.2026;;1.00;Tal;RE-2\n")
    refuses(lambda: profile.ctl("bank", "import", str(path)), "line 2", "22.12.2026", "no day")
    path.write_text("only text")
    refuses(lambda: profile.ctl("bank", "columns", str(path)), "no table")
    profile.ctl("verify")


def days_ago(n):
    return (datetime.date.today() - datetime.timedelta(days=n)).isoformat()


def make_overdue(profile):
    """As if the invoice had been due for 40 days: the guards are for people, this is the clock."""
    database = sqlite3.connect(f"{profile.folder}/kontor.db")
    guards = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'invoice'")]
    for name in guards:
        database.execute(f"DROP TRIGGER {name}")
    database.execute("UPDATE invoice SET due_on = due_on - 54")
    database.commit()
    database.close()


def reminders():
    profile, numbers = with_invoices(1)
    make_overdue(profile)
    same("No bank statement" in profile.json("dunning", "propose")["blocked"], True, "without a statement")
    refuses(lambda: profile.ctl("dunning", "make"), "No bank statement")
    path = write(profile, row(days_ago(30), "1,00", "alt", "Wer"))
    profile.json("bank", "import", path, "--account", ACCOUNT)
    same("ends on" in profile.json("dunning", "propose")["blocked"], True, "an old statement")
    path = write(profile, row(days_ago(1), "2,00", "neu", "Wer"))
    profile.json("bank", "import", path)
    letters = profile.json("dunning", "propose")["letters"]
    same([(x["level"], x["open_minor"], x["interest_minor"], x["fee_minor"]) for x in letters], [(0, 10000, 0, 0)], "the first")
    made = profile.json("dunning", "make")
    out = pathlib.Path(profile.home.name, "letter.pdf")
    profile.ctl("dunning", "pdf", made[0]["number"], str(out))
    same(out.read_bytes()[:5], b"%PDF-", "the page")
    same(profile.json("dunning", "propose")["letters"], [], "not again on the same day")
    refuses(lambda: profile.ctl("dunning", "pdf", made[0]["number"], str(out)), "already")  # it goes once
    profile.ctl("dunning", "pdf", made[0]["number"], str(out), "--copy")
    same([x["next"] for x in profile.json("dunning", "due")[0]["items"]], ["waits"], "what comes next")
    refuses(lambda: profile.run("dunning.make", letter=letters[0]), "meanwhile")  # nor is it written twice
    profile.ctl("dunning", "undo", made[0]["number"], "not sent")
    refuses(lambda: profile.ctl("dunning", "pdf", made[0]["number"], str(out), "--copy"), "taken back")
    refuses(lambda: profile.ctl("dunning", "undo", made[0]["number"]), "already")
    same(len(profile.json("dunning", "propose")["letters"]), 1, "again after it was taken back")
    profile.ctl("dunning", "hold", numbers[0], "the goods were broken")
    same(profile.json("dunning", "propose")["letters"], [], "held back")
    refuses(lambda: profile.run("dunning.make", letter=letters[0]), "held back")
    refuses(lambda: profile.ctl("dunning", "hold", numbers[0], "once more"), "already")
    item = profile.json("dunning", "due")[0]["items"][0]
    same((item["next"], item["hold_data"]["text"]), ("blocked", "the goods were broken"), "the reason is kept")
    profile.ctl("dunning", "release", numbers[0])
    same(len(profile.json("dunning", "propose")["letters"]), 1, "after it was released")
    same(profile.json("show", "invoice", numbers[0])["reminders"][0]["number"], made[0]["number"], "its history")
    path = write(profile, row(days_ago(1), "100,00", numbers[0]))
    profile.json("bank", "import", path)
    same(profile.json("dunning", "propose")["letters"], [], "a payment that nobody confirmed yet is no reason to remind")


def pay_out():
    profile = Profile()
    profile.run("bank.account.create", name="Hausbank", iban=ACCOUNT)
    out = pathlib.Path(profile.home.name, "pay.xml")
    refuses(lambda: profile.ctl("pay-out", str(out)), "nothing to be paid")
    path = shared("finance/examples/ubl/E1.xrechnung.ubl.xml")
    profile.ctl("incoming", "take", str(path))
    incoming = profile.json("list", "incoming")[0]["uid"]
    profile.run("incoming.approve", incoming=incoming)
    profile.json("pay-out", str(out))
    text = out.read_text()
    same(("<InstdAmt Ccy=\"EUR\">257.85</InstdAmt>" in text, "pain.001.001.09" in text), (True, True), "the file")
    out.unlink()
    refuses(lambda: profile.ctl("pay-out", str(out)), "nothing to be paid")
    same(out.exists(), False, "no second file")
    profile.run("payment.order.withdraw", incoming=[incoming])
    profile.json("pay-out", str(out))
    path = write(profile, row(days_ago(0), "-257,85", "RE-2026-0001", "Kontor"))
    profile.json("bank", "import", path)
    profile.json("bank", "match", "--apply")
    profile.run("payment.order.withdraw", incoming=[incoming])
    refuses(lambda: profile.ctl("pay-out", str(out)), "nothing to be paid")
    profile.ctl("verify")


def supplier_with_discount(profile, number, age):
    """An approved invoice of 257.85 that allows 2 % for 14 days."""
    text = shared("finance/examples/ubl/E1.xrechnung.ubl.xml").read_text(encoding="utf-8")
    for old, new in (("RE-2026-0001", number), ("2026-11-20</cbc:IssueDate", f"{days_ago(age)}</cbc:IssueDate"),
                     ("Zahlbar innerhalb von 14 Tagen ohne Abzug.", "#SKONTO#TAGE=14#PROZENT=2.00#\n")):
        assert old in text, old
        text = text.replace(old, new)
    path = pathlib.Path(profile.home.name, f"{number}.xml")
    path.write_text(text, encoding="utf-8")
    profile.ctl("incoming", "take", str(path))
    incoming = next(row["uid"] for row in profile.json("list", "incoming") if row["number"] == number)
    profile.run("incoming.approve", incoming=incoming)
    return incoming


def discount_of_a_payment_run():
    profile = Profile()
    profile.run("bank.account.create", name="Hausbank", iban=ACCOUNT)
    supplier_with_discount(profile, "L-2026-0001", 15)
    out = pathlib.Path(profile.home.name, "pay.xml")
    profile.ctl("pay-out", str(out), "--on", days_ago(1))  # the last day of the discount
    same(">252.69</InstdAmt>" in out.read_text(), True, "257.85 less 2 %")
    supplier_with_discount(profile, "L-2026-0002", 15)  # paid by hand, too late
    supplier_with_discount(profile, "L-2026-0003", 3)  # paid by hand, in time
    day = days_ago(0)
    profile.json("bank", "import", write(profile, "".join(
        row(day, "-252,69", f"Rechnung L-2026-000{n}", "Kontor") for n in (1, 2, 3))))
    found = {m["purpose"][-1]: m["proposal"] for m in profile.json("bank", "match")}
    same({n: (p["kind"], p["certain"]) for n, p in found.items()},
         {"1": ("discount", False), "2": ("partial", True), "3": ("discount", False)}, "proposals")
    same([(share["kind"], share["amount_minor"]) for share in found["1"]["shares"]],
         [("payment", -25269), ("cash_discount", -516)], "the discount is a row of its own")
    assert "ordered" in found["1"]["rule"] and "in-time" in found["3"]["rule"], found
    same(profile.json("bank", "match", "--apply")["matched"], 1, "a discount is never booked by itself")

    entries = {e["purpose"][-1]: e["uid"] for e in profile.json("list", "entries")}
    profile.ctl("payment", "confirm", entries["1"])
    shares = profile.json("show", "entry", entries["1"])["shares"]
    same([(share["kind"], share["amount_minor"]) for share in shares], [("payment", -25269), ("cash_discount", -516)],
         "what was booked")
    assert "cash discount" in shares[1]["explanation"], shares
    refuses(lambda: profile.ctl("payment", "allocate", entries["3"], "L-2026-0001=-1"), "less open")  # it is closed
    profile.ctl("payment", "undo", entries["1"])
    same([m["proposal"]["kind"] for m in profile.json("bank", "match") if m["uid"] == entries["1"]], ["discount"], "undone")
    profile.ctl("verify")


main([camt_file_of_the_specification, archive_of_statements, certain_matches_are_booked_and_undone, by_hand, open_items_of_a_past_day,
      bad_files, columns_that_are_not_known, reminders, pay_out, discount_of_a_payment_run])
