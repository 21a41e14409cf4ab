# SPDX-License-Identifier: GPL-3.0-or-later
"""Invoices of others through kontorctl: taken in, compared with order and goods, decided, kept as they came."""
import json
import os
import pathlib
import re
import signal
import subprocess
import time

from kontor_test import CTL, Profile, main, refuses, same, shared

EXAMPLE = "finance/examples/ubl/E1.xrechnung.ubl.xml"
HYBRID = "finance/examples/E1.hybrid.pdf"


def take(profile, *paths):
    lines = profile.ctl("incoming", "take", *map(str, paths)).splitlines()
    return [json.loads(line)["incoming"] for line in lines if line.startswith("{")]


def rules(incoming, key):
    return sorted(finding["rule"] for finding in incoming[key])


def changed(profile, name, *changes):
    """The example as another file, with words in it replaced."""
    text = shared(EXAMPLE).read_text(encoding="utf-8")
    for before, after in changes:
        if before not in text:
            raise AssertionError(f"the example has no {before!r}")
        text = text.replace(before, after)
    path = pathlib.Path(profile.home.name) / name
    path.write_text(text, encoding="utf-8")
    return path


def kept_as_it_came():
    profile = Profile()
    for path in (EXAMPLE, HYBRID):
        uid = take(profile, shared(path))[0]
        out = pathlib.Path(profile.home.name) / "out"
        profile.ctl("incoming", "file", uid, str(out))
        same(out.read_bytes(), shared(path).read_bytes(), "bytes")
    refuses(lambda: take(profile, shared(EXAMPLE)), "taken in before")
    profile.ctl("verify")


def whole_folders():
    profile = Profile()
    words = profile.ctl("incoming", "take", str(shared("finance/negative")))
    if "9 taken in, 0 known, 1 refused" not in words:
        raise AssertionError(words)
    words = profile.ctl("incoming", "take", str(shared("finance/negative")))
    if "0 taken in, 9 known, 1 refused" not in words:
        raise AssertionError(words)
    same(len(profile.json("incoming", "queue")), 9, "queue")


def decisions():
    profile = Profile()
    first = take(profile, shared(EXAMPLE))[0]
    second = take(profile, changed(profile, "second.xml", ("RE-2026-0001", "RE-2026-0002")))[0]
    same([row["uid"] for row in profile.json("incoming", "queue")], [first, second], "queue")
    profile.ctl("incoming", "later", first)
    same([row["uid"] for row in profile.json("incoming", "queue")], [second, first], "queue")
    profile.ctl("incoming", "approve", second, "as agreed")
    profile.ctl("incoming", "return", first, "never ordered")
    same(profile.json("incoming", "queue"), [], "queue")
    same([row["state"] for row in profile.json("list", "incoming", "--sort", "received")], ["returned", "approved"],
         "states")
    incoming = profile.json("show", "incoming", first)
    same([event["kind"] for event in incoming["events"]], ["received", "later", "returned"], "history")
    same(incoming["note"], "never ordered", "note")
    profile.ctl("incoming", "reopen", first)
    refuses(lambda: profile.ctl("incoming", "return", first, " "), "note")


def duplicates_and_accounts():
    profile = Profile()
    first = take(profile, shared(EXAMPLE))[0]
    profile.ctl("incoming", "approve", first)
    again = take(profile, changed(profile, "again.xml", ("Regalboden", "Regalbrett")))[0]
    incoming = profile.json("show", "incoming", again)
    same(rules(incoming, "checks"), ["DUPLICATE-NUMBER"], "checks")
    same([row["uid"] for row in incoming["same"]], [first], "duplicates")
    refuses(lambda: profile.ctl("incoming", "approve", again), "same number")
    profile.ctl("incoming", "return", again, "twice")

    iban = re.search(r"<cac:PayeeFinancialAccount>\s*<cbc:ID>([A-Z0-9]+)", shared(EXAMPLE).read_text()).group(1)
    other = take(profile, changed(profile, "other.xml", ("RE-2026-0001", "RE-2026-0009"), (iban, "DE89370400440532013000")))[0]
    incoming = profile.json("show", "incoming", other)
    same(rules(incoming, "checks"), ["IBAN-CHANGED"], "checks")
    same(incoming["needs_second"], True, "second person")
    same(json.loads(profile.ctl("incoming", "approve", other))["waits"], True, "waits")
    refuses(lambda: profile.ctl("incoming", "approve", other), "second person")
    same(len(profile.json("list", "attention")), 1, "attention")


def order_and_goods():
    """Two of three products were ordered at a lower price, and one came."""
    profile = Profile()
    supplier = profile.run("supplier.create", name="Kontor Demo GmbH")["supplier"]
    variants = {}
    for sku, title in (("BUCH-1", "Handbuch Lager"), ("RB-49", "Regalboden")):
        profile.run("product.create", title=title, variants=[{"sku": sku}])
        variants[sku] = profile.json("show", "product", sku)["variants"][0]["uid"]
    made = profile.run("purchase.create", supplier=supplier, lines=[
        {"variant": variants["BUCH-1"], "quantity": 2000, "price_e4": 125000},
        {"variant": variants["RB-49"], "quantity": 2000, "price_e4": 450000}])
    purchase = made["purchase"]
    profile.run("purchase.send", purchase=purchase)
    profile.run("purchase.receive", purchase=purchase, lines=[{"line": 1, "quantity": 2000}])

    uid = take(profile, shared(EXAMPLE))[0]
    incoming = profile.json("show", "incoming", uid)
    same(incoming["supplier"], supplier, "supplier by its name")
    profile.ctl("incoming", "assign", uid, "--purchase", profile.json("list", "purchases")[0]["number"])
    incoming = profile.json("show", "incoming", uid)
    found = {(finding["rule"], finding.get("line")): finding for finding in incoming["checks"]}
    same(sorted(found, key=str), sorted([("ORDER-LINE", 3), ("ORDER-PRICE", 2), ("ORDER-QUANTITY", 2),
                                         ("RECEIPT-QUANTITY", 2), ("ORDER-TOTAL", None)], key=str), "differences")
    same(found["ORDER-PRICE", 2]["expected"], "45", "ordered price")
    same(found["RECEIPT-QUANTITY", 2]["expected"], "0", "what came")
    same([row["account"] for row in incoming["booking"]["rows"]], ["3400", "3300"], "accounts")


def a_watched_folder():
    profile = Profile()
    folder = pathlib.Path(profile.home.name) / "post"
    folder.mkdir()
    (folder / "note.txt").write_text("no invoice")
    watch = subprocess.Popen([str(CTL), "--profile", profile.folder, "incoming", "watch", str(folder)],
                             env=profile.environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        watch.stdout.readline()
        (folder / "one.xml").write_bytes(shared(EXAMPLE).read_bytes())
        line = watch.stdout.readline().decode()
    finally:
        watch.send_signal(signal.SIGTERM)
        same(watch.wait(20), 0, "status")
    if "1 taken in" not in line:
        raise AssertionError(line)
    same(len(profile.json("incoming", "queue")), 1, "queue")


def hostile_files():
    profile = Profile()
    folder = pathlib.Path(profile.home.name)
    bomb = folder / "bomb.xml"
    bomb.write_text('<!DOCTYPE a [<!ENTITY b "xxxxxxxxxx"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><a>&c;</a>')
    refuses(lambda: take(profile, bomb), "bomb.xml")
    broken = folder / "broken.pdf"
    broken.write_bytes(shared(HYBRID).read_bytes()[:5000])
    started = time.monotonic()
    try:
        take(profile, broken)
    except Exception as refusal:  # either is right: read as pages, or refused with a sentence
        if "broken.pdf" not in str(refusal):
            raise
    if time.monotonic() - started > 30:
        raise AssertionError("it took too long")
    path = folder / "x.xml"
    text = shared(EXAMPLE).read_text(encoding="utf-8")
    path.write_text(text.replace("<cac:AccountingSupplierParty>", (
        "<cac:AdditionalDocumentReference><cbc:ID>x</cbc:ID><cac:Attachment><cbc:EmbeddedDocumentBinaryObject "
        'mimeCode="application/pdf" filename="../../../evil.pdf">AAAA</cbc:EmbeddedDocumentBinaryObject></cac:Attachment>'
        "</cac:AdditionalDocumentReference><cac:AccountingSupplierParty>"), 1), encoding="utf-8")
    take(profile, path)
    if [p for p in pathlib.Path(profile.home.name).rglob("evil*")] or os.path.exists("/evil.pdf"):
        raise AssertionError("a name was followed as a path")


main([kept_as_it_came, whole_folders, decisions, duplicates_and_accounts, order_and_goods, a_watched_folder, hostile_files])
