#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The desk for invoices of others, by keyboard alone: ten of them are reviewed, one is returned, one put off, one typed from its page."""
import pathlib
import re
import time

from kontor_test import Profile, main, same, shared
from window import Window, wait

ENTRY = "text box|entry|text"
FIELDS = ("From", "VAT ID", "Number", "Date", "To be paid until", "Bank account", "Net", "VAT", "Total", "Left to Pay")
EXAMPLE = "finance/examples/ubl/E1.xrechnung.ubl.xml"


def desk(profile, count):
    """Invoices of one supplier, the newest last."""
    text = shared(EXAMPLE).read_text(encoding="utf-8")
    for number in range(1, count + 1):
        path = pathlib.Path(profile.home.name) / f"invoice-{number:02}.xml"
        path.write_text(text.replace("RE-2026-0001", f"RE-2026-1{number:03}"), encoding="utf-8")
        profile.ctl("incoming", "take", str(path))
    return profile


def wait_number(window, number):
    """Until the invoice lies there: its number is in the field."""
    def there():
        field = window.find("Number", ENTRY)
        return field is not None and field.text == number
    wait(there, f"invoice {number}")


def states(profile):
    rows = profile.json("list", "incoming", "--sort", "received")
    return [(row["number"], row["state"]) for row in rows]


def ten_by_keyboard():
    profile = desk(Profile(), 10)
    with Window(profile, "--page", "incoming") as window:
        window.wait_for("1 of 10 to review")
        started = time.monotonic()
        for number in range(1, 11):
            wait_number(window, f"RE-2026-1{number:03}")
            if number == 4:  # never ordered
                window.keys_to_other("alt+r")
                window.wait_for("Why", ENTRY)
                window.type("never ordered")
                window.keys_to_other("Return")
            else:
                window.keys("ctrl+Return")
        window.wait_for("Nothing to Review")
        took = time.monotonic() - started
        print(f"# ten invoices took {took:.1f} s")
        if took > 60:
            raise AssertionError(f"ten invoices took {took:.1f} s")
        window.quit()
    expected = [(f"RE-2026-1{n:03}", "returned" if n == 4 else "approved") for n in range(1, 11)]
    same(sorted(states(profile)), expected, "states")
    returned = profile.json("show", "incoming", "RE-2026-1004")
    same(returned["note"], "never ordered", "note")


def later_and_undo():
    profile = desk(Profile(), 3)
    with Window(profile, "--page", "incoming") as window:
        wait_number(window, "RE-2026-1001")
        window.keys("alt+l")
        wait_number(window, "RE-2026-1002")
        window.keys("ctrl+Return")
        wait_number(window, "RE-2026-1003")
        window.keys("ctrl+Return")
        wait_number(window, "RE-2026-1001")
        window.wait_for("1 of 1 to review")
        window.keys("ctrl+z")
        window.wait_for("2 of 2 to review")
        window.quit()
    same(dict(states(profile)), {"RE-2026-1001": "received", "RE-2026-1002": "approved", "RE-2026-1003": "received"}, "states")


def findings_at_their_fields():
    profile = Profile()
    profile.ctl("incoming", "take", str(shared("finance/negative/n01-tax-total.xml")))
    with Window(profile, "--page", "incoming") as window:
        finding = window.wait_for("BR-CO-15", "label")
        above, below = window.wait_for("Total", ENTRY), window.wait_for("Left to Pay", ENTRY)
        rows = [node.extents[1] for node in (above, finding, below)]
        same(rows, sorted(rows), "the total, its finding, the next field")
        window.quit()


def typed_from_a_page():
    """A PDF without an invoice inside: what stands on its page is typed."""
    profile = Profile()
    page = pathlib.Path(profile.home.name) / "scan.pdf"
    page.write_bytes(re.sub(rb"/Names", b"/Nomes", re.sub(rb"/AF ", b"/XF ", shared("finance/examples/E1.hybrid.pdf").read_bytes())))
    profile.ctl("incoming", "take", str(page))
    if profile.json("incoming", "queue")[0]["number"]:
        raise AssertionError("the PDF has an invoice inside")
    with Window(profile, "--page", "incoming") as window:
        typed = {"From": "Tee KG", "Number": "77", "Date": "20.11.2026", "Net": "100", "Total": "119"}
        for name in FIELDS[:9]:
            window.wait_focus(lambda node, name=name: node.name == name, name)
            if name in typed:
                window.keys("ctrl+a")
                window.type(typed[name])
            window.keys("Tab")
        wait(lambda: any(f.name == "VAT" and f.text.startswith("19.00") for f in window.find_all("VAT", ENTRY)), "the VAT")
        window.keys("ctrl+Return")
        window.wait_for("Nothing to Review")
        window.quit()
    row = profile.json("list", "incoming")[0]
    same((row["number"], row["seller"], row["state"]), ("77", "Tee KG", "approved"), "what was typed")


if __name__ == "__main__":
    main([ten_by_keyboard, later_and_undo, findings_at_their_fields, typed_from_a_page])
