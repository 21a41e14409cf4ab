# SPDX-License-Identifier: GPL-3.0-or-later
"""Every file of the finance data through `kontorctl read-invoice`: valid invoices come out with the totals
that this script reads by itself from the XML (taken out of PDFs by pdfdetach), invalid ones are refused or
flagged with their rule, and everything that is no invoice is refused with a sentence. None crashes."""
import csv
import datetime
import decimal
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

FINANCE = pathlib.Path(os.environ["KONTOR_SHARED"]) / "finance"
CTL = sys.argv[1]
XML_NAMES = {"factur-x.xml", "zugferd-invoice.xml", "xrechnung.xml"}
TOO_LARGE = 50 * 1024 * 1024


def read(paths):
    done = subprocess.run([CTL, "read-invoice", *map(str, paths)], capture_output=True, timeout=300)
    if done.returncode not in (0, 1):
        raise AssertionError(f"status {done.returncode}: {done.stderr.decode()[-500:]}")
    return {pathlib.Path(entry["file"]): entry for entry in json.loads(done.stdout)}


# --- the other reader ---

def local(element):
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(element, *names):
    """The elements at the end of a path of local names."""
    found = [element]
    for name in names:
        found = [child for parent in found for child in parent if local(child) == name]
    return found


def first(element, *names):
    found = children(element, *names)
    return " ".join((found[0].text or "").split()) if found else None


def minor(text):
    amount = decimal.Decimal(text or "0")
    return int((amount * 100).quantize(decimal.Decimal(1), rounding=decimal.ROUND_HALF_UP))


def in_currency(elements, currency):
    """VAT may be given in a second currency, too."""
    chosen = [e for e in elements if e.get("currencyID") in (currency, None)] or elements
    return minor(chosen[0].text) if chosen else 0


def read_cii(root):
    old = local(root) == "CrossIndustryDocument"
    head = children(root, "HeaderExchangedDocument" if old else "ExchangedDocument")[0]
    trade = children(root, "SpecifiedSupplyChainTradeTransaction" if old else "SupplyChainTradeTransaction")[0]
    part = "ApplicableSupplyChainTrade" if old else "ApplicableHeaderTrade"
    settlement = children(trade, part + "Settlement")[0]
    agreement = children(trade, part + "Agreement")[0]
    summation = "SpecifiedTradeSettlement" + ("" if old else "Header") + "MonetarySummation"
    sums = children(settlement, summation)[0]
    currency = first(settlement, "InvoiceCurrencyCode")
    day = first(head, "IssueDateTime", "DateTimeString")
    return {
        "number": first(head, "ID"), "type": first(head, "TypeCode"), "currency": currency,
        "day": datetime.datetime.strptime(day, "%Y%m%d").date(), "seller": first(agreement, "SellerTradeParty", "Name"),
        "net": minor(first(sums, "TaxBasisTotalAmount")),
        "tax": in_currency(children(sums, "TaxTotalAmount"), currency),
        "gross": minor(first(sums, "GrandTotalAmount")), "due": minor(first(sums, "DuePayableAmount")),
        "paid": minor(first(sums, "TotalPrepaidAmount")),
        "lines": len(children(trade, "IncludedSupplyChainTradeLineItem")),
        "iban": first(settlement, "SpecifiedTradeSettlementPaymentMeans", "PayeePartyCreditorFinancialAccount", "IBANID"),
    }


def read_ubl(root):
    kind = "CreditNote" if local(root) == "CreditNote" else "Invoice"
    sums = children(root, "LegalMonetaryTotal")[0]
    currency = first(root, "DocumentCurrencyCode")
    seller = children(root, "AccountingSupplierParty", "Party")[0]
    return {
        "number": first(root, "ID"), "type": first(root, kind + "TypeCode"), "currency": currency,
        "day": datetime.date.fromisoformat(first(root, "IssueDate")[:10]),
        "seller": first(seller, "PartyLegalEntity", "RegistrationName"),
        "net": minor(first(sums, "TaxExclusiveAmount")),
        "tax": in_currency(children(root, "TaxTotal", "TaxAmount"), currency),
        "gross": minor(first(sums, "TaxInclusiveAmount")), "due": minor(first(sums, "PayableAmount")),
        "paid": minor(first(sums, "PrepaidAmount")), "lines": len(children(root, kind + "Line")),
        "iban": first(root, "PaymentMeans", "PayeeFinancialAccount", "ID"),
    }


def expected(path):
    if path.suffix == ".pdf":
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run(["pdfdetach", "-saveall", "-o", folder, str(path)], check=True, capture_output=True)
            inside = [p for p in pathlib.Path(folder).iterdir() if p.name.lower() in XML_NAMES]
            root = ElementTree.parse(inside[0]).getroot()
    else:
        root = ElementTree.parse(path).getroot()
    return read_cii(root) if local(root).startswith("CrossIndustry") else read_ubl(root)


def found(entry):
    invoice = entry["content"]
    totals = invoice.get("totals", {})
    payment = invoice.get("payment", {})
    accounts = payment.get("accounts", [])
    return {
        "number": invoice.get("number"), "type": invoice.get("type_code"), "currency": invoice.get("currency"),
        "day": datetime.date(1970, 1, 1) + datetime.timedelta(days=invoice.get("issue_day", 0)),
        "seller": invoice.get("seller", {}).get("address", {}).get("name"),
        "net": totals.get("net_minor", 0), "tax": totals.get("tax_minor", 0), "gross": totals.get("gross_minor", 0),
        "due": totals.get("due_minor", 0), "paid": totals.get("paid_minor", 0), "lines": len(invoice.get("lines", [])),
        "iban": accounts[0].get("iban") if accounts else None,
    }


# --- the tests ---

def valid_files():
    return sorted([*(FINANCE / "samples").rglob("*.xml"), *(FINANCE / "samples").rglob("*.pdf"),
                   *(FINANCE / "examples").rglob("*.xml"), *(FINANCE / "examples").rglob("*.pdf")])


def without_blanks(text):
    return "".join((text or "").split())


def valid_invoices_have_the_right_totals():
    paths = valid_files()
    entries = read(paths)
    wrong = []
    for path in paths:
        entry = entries[path]
        if "error" in entry:
            wrong.append(f"{path.name}: {entry['error']}")
            continue
        there, here = expected(path), found(entry)
        there["iban"], here["iban"] = without_blanks(there["iban"]), without_blanks(here["iban"])
        wrong += [f"{path.name}: {key} is {here[key]!r}, not {there[key]!r}" for key in there if here[key] != there[key]]
    if wrong:
        raise AssertionError("\n".join(wrong))
    if len(paths) < 75:
        raise AssertionError(f"only {len(paths)} files are there")
    print(f"# {len(paths)} files")


def valid_invoices_break_no_fatal_rule():
    rows = list(csv.DictReader((FINANCE / "samples/reference.csv").open(encoding="utf-8")))
    passing = {FINANCE / "samples" / row["file"] for row in rows if row["en16931"] == "pass"}
    passing |= {path for path in valid_files() if path.is_relative_to(FINANCE / "examples")}
    for path, entry in read(sorted(passing)).items():
        fatal = [f["rule"] for f in entry["findings"] if f["severity"] == "fatal"]
        shown = [f["rule"] for f in entry["findings"] if f["rule"].startswith("PDF-")]
        if fatal or shown:
            raise AssertionError(f"{path.name}: {fatal} {shown}")


def invalid_invoices_are_refused_or_flagged():
    wanted = json.loads((FINANCE / "negative/expected.json").read_text())
    paths = sorted((FINANCE / "negative").glob("*.xml"))
    entries = read(paths)
    if {path.stem for path in paths} != set(wanted):
        raise AssertionError("files and expectations are not the same")
    for path in paths:
        entry, rules = entries[path], wanted[path.stem]
        if "error" in entry:
            if path.stem != "n25-not-wellformed":
                raise AssertionError(f"{path.name} was refused: {entry['error']}")
            continue
        fatal = {f["rule"] for f in entry["findings"] if f["severity"] == "fatal"}
        if not rules.get("facturx_xsd_ok", True):
            needed = {"XSD"}
        else:
            needed = set(rules["en16931_fatal"])
        if not needed or not needed <= fatal:
            raise AssertionError(f"{path.name}: {sorted(needed)} is not in {sorted(fatal)}")


def what_is_no_invoice_is_refused():
    invoices = set(valid_files()) | set((FINANCE / "negative").glob("*.xml"))
    others = sorted(p for p in FINANCE.rglob("*") if p.is_file() and p not in invoices)
    if len(others) < 30:
        raise AssertionError(f"only {len(others)} files are there")
    for path, entry in read(others).items():
        if not entry.get("error"):
            raise AssertionError(f"{path} was taken for an invoice")
    print(f"# {len(others)} files")


def broken_files_do_no_harm():
    """Each valid file cut short, and with bytes turned over: read or refused, and never a crash."""
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for number, path in enumerate(valid_files()[::4]):
            data = bytearray(path.read_bytes())
            (folder / f"{number}-half{path.suffix}").write_bytes(data[:len(data) // 2])
            for at in range(97, len(data), max(len(data) // 40, 1)):
                data[at] ^= 0x55
            (folder / f"{number}-turned{path.suffix}").write_bytes(data)
        (folder / "empty.xml").write_bytes(b"")
        (folder / "empty.pdf").write_bytes(b"%PDF-1.7\n")
        (folder / "large.xml").write_bytes(b" " * (TOO_LARGE + 1))
        paths = sorted(folder.iterdir())
        entries = read(paths)
        for path in paths:
            if ("error" in entries[path]) == ("findings" in entries[path]):
                raise AssertionError(f"{path.name}: neither read nor refused")


TESTS = [valid_invoices_have_the_right_totals, valid_invoices_break_no_fatal_rule, invalid_invoices_are_refused_or_flagged,
         what_is_no_invoice_is_refused, broken_files_do_no_harm]
print(f"1..{len(TESTS)}")
failed = False
for number, test in enumerate(TESTS, 1):
    try:
        test()
        print(f"ok {number} {test.__name__}")
    except AssertionError as error:
        failed = True
        print(f"not ok {number} {test.__name__}")
        for line in str(error).splitlines()[:40]:
            print(f"# {line}")
sys.exit(failed)
