# SPDX-License-Identifier: GPL-3.0-or-later
"""What an import of online-retail data must come to, computed from the file alone."""
import collections
import csv
import io
import lzma
from decimal import ROUND_HALF_UP, Decimal

NOT_GOODS = {"POST", "DOT", "C2", "C3", "M", "D", "S", "B", "AMAZONFEE", "BANK CHARGES", "CRUK"}
CHARGES = {"D", "S", "B", "AMAZONFEE", "BANK CHARGES", "CRUK"}


def cents(quantity, price):
    exact = abs(Decimal(quantity)) * Decimal(price) * 100
    return int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def expected(path):
    rows = list(csv.DictReader(io.TextIOWrapper(lzma.open(path), encoding="utf-8")))
    invoices = collections.OrderedDict()
    for row in rows:
        invoices.setdefault(row["InvoiceNo"], []).append(row)
    result = collections.Counter(rows=len(rows))
    products, customers = set(), set()
    for number, lines in invoices.items():
        correction = not lines[0]["CustomerID"] and all(
            Decimal(r["UnitPrice"]) == 0 and r["StockCode"].upper() not in NOT_GOODS
            and not r["StockCode"].upper().startswith("GIFT_") for r in lines)
        if lines[0]["CustomerID"]:
            customers.add(lines[0]["CustomerID"].split(".")[0])
        kept = []
        for row in lines:
            code, quantity, price = row["StockCode"].upper(), int(row["Quantity"]), Decimal(row["UnitPrice"])
            goods = code not in NOT_GOODS and not code.startswith("GIFT_")
            if goods:
                products.add(code)
            fits = quantity < 0 if number[0] == "C" else quantity > 0
            if code in CHARGES:
                result["charges"] += 1
            elif correction or not fits or price < 0:
                result["movements" if goods else "charges"] += 1
            else:
                kept.append((quantity, price))
        if kept:
            kind = "returns" if number[0] == "C" else "orders"
            result[kind] += 1
            result[kind + "_minor"] += sum(cents(q, p) for q, p in kept)
            result[kind + "_lines"] += len(kept)
    result["products"] = len(products)
    result["customers"] = len(customers)
    return result
