#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Imports of real files: everything is accounted for, totals agree, twice changes nothing, undo takes it back."""
import lzma
import re
import tempfile

from kontor_test import FULL, Profile, Refused, main, refuses, same, shared
from online_retail import expected


def sums(profile, name):
    rows = profile.json("list", name, "--limit", "0")
    return len(rows), sum(row.get("total") or 0 for row in rows)


def lines(path):
    with open(path, "rb") as file:
        return sorted(file.read().splitlines())


def changes(output):
    return int(re.search(r"^(\d+) changes", output, re.M).group(1))


def online_retail(month):
    path = shared(f"data/online-retail/{month}.csv.xz")
    data = lzma.open(path).read()
    want = expected(path)
    profile = Profile(currency="GBP")
    report = profile.json("import", "online-retail", "-", data=data)
    same(report["rows"], want["rows"], "rows")
    same(sum(report["kinds"].values()), want["rows"], "rows accounted for")
    same(report["failed"], 0, "failed rows")
    same(sums(profile, "orders"), (want["orders"], want["orders_minor"]), "orders")
    same(sums(profile, "returns"), (want["returns"], want["returns_minor"]), "returns")
    same(len(profile.json("list", "customers")), want["customers"], "customers")
    same(len(profile.json("list", "products")), want["products"], "products")
    same(len(profile.json("list", "charges")), want["charges"], "charges")
    same(len(profile.json("list", "movements")), want["movements"], "stock movements")
    again = profile.ctl("import", "online-retail", "-", data=data)
    same(changes(again), 0, "changes of a second run")
    same(sums(profile, "orders"), (want["orders"], want["orders_minor"]), "orders after a second run")
    profile.ctl("verify")


def online_retail_december():
    online_retail("2010-12")


def online_retail_other_months():
    online_retail("2011-01")
    online_retail("2011-02")


def shop_products(importer, name, products):
    path = str(shared(f"data/shop-exports/{name}.csv"))
    profile = Profile()
    dry = profile.json("import", importer, path, "--dry-run")
    same(len(profile.json("list", "products")), 0, "products after a dry run")
    report = profile.json("import", importer, path)
    same(dry["created"], report["created"], "what the dry run said")
    same(report["failed"], 0, str(report["failures"]))
    same(len(profile.json("list", "products")), products, "products")
    same(changes(profile.ctl("import", importer, path)), 0, "changes of a second run")
    with tempfile.NamedTemporaryFile(suffix=".csv") as export:
        profile.ctl("export", "products", export.name, "--layout", "shopify")
        if importer == "shopify-products":
            same(changes(profile.ctl("import", importer, export.name)), 0, "changes of the export read back")
        fresh = Profile()
        fresh.ctl("import", "shopify-products", export.name)
        same(changes(fresh.ctl("import", "shopify-products", export.name)), 0, "changes in a fresh company")
        with tempfile.NamedTemporaryFile(suffix=".csv") as second:
            fresh.ctl("export", "products", second.name, "--layout", "shopify")
            same(lines(second.name), lines(export.name), "export of the export")
    return profile


def shopify_apparel():
    shop_products("shopify-products", "shopify-products-apparel", 20)


def shopify_home():
    profile = shop_products("shopify-products", "shopify-products-home-and-garden", 20)
    pot = profile.json("show", "product", "clay-plant-pot")
    same([v["value1"] for v in pot["variants"]], ["Regular", "Large"], "variants")
    same([v["prices"][0]["price_e4"] for v in pot["variants"]], [99900, 159900], "prices")
    same(pot["category"]["path"], "Outdoor", "category")


def woocommerce():
    shop_products("woocommerce-products", "woocommerce-products", 15)


def undo_of_an_import():
    profile = Profile()
    path = str(shared("data/shop-exports/shopify-products-apparel.csv"))
    report = profile.json("import", "shopify-products", path)
    profile.ctl("undo-import", report["batch"])
    same(len(profile.json("list", "products")), 0, "products after undo")
    profile.ctl("verify")


def bad_files():
    profile = Profile()
    refuses(lambda: profile.ctl("import", "shopify-products", "-", data=b"a,b\n1,2\n"), "Handle")
    refuses(lambda: profile.ctl("import", "shopify-products", "-", data=b"\x00\x01\x02" * 50), "text")
    refuses(lambda: profile.ctl("import", "shopify-products", "-", data=b""), "empty")
    refuses(lambda: profile.ctl("import", "shopify-products", "/nowhere/file.csv"), "nowhere")
    whole = shared("data/shop-exports/shopify-products-apparel.csv").read_bytes()
    quote = whole.index(b'"', len(whole) // 2)
    refuses(lambda: profile.ctl("import", "shopify-products", "-", data=whole[:quote + 20]), "line")
    same(len(profile.json("list", "customers")), 0, "customers")


def only_failed_rows_again():
    profile = Profile()
    text = "sku;title;preis\nA-1;Erstes;1,50\nA-2;Zweites;krumm\nA-3;Drittes;3,00\n"
    first = profile.json("import", "csv", "-", data=text.encode())
    same((first["rows"], first["failed"], first["created"]), (3, 1, {"product": 2}), "first run")
    same(first["failures"][0]["line"], 3, "line of the failure")
    second = profile.json("import", "csv", "-", "--only-failed", data=text.encode())
    same((second["kinds"], second["failed"]), ({"not asked for": 2, "product": 1}, 1), "only what failed")
    fixed = profile.json("import", "csv", "-", data=text.replace("krumm", "2,25").encode("cp1252"))
    same((fixed["created"], fixed["unchanged"]), ({"product": 1}, {"product": 2}), "corrected file")


def told_how_it_is_written():
    profile = Profile()
    text = "sku^title^price\nA-1^Größe^1.234,50\n".encode("cp850")
    refuses(lambda: profile.ctl("import", "csv", "-", "--encoding", "klingon", data=text), "klingon", "windows-1252")
    refuses(lambda: profile.ctl("import", "csv", "-", "--encoding", "UTF-8", "--separator", "^", data=text), "UTF-8")
    for words in (["--separator", "xy"], ["--separator", "1"], ["--decimal", "3"]):
        try:
            profile.ctl("import", "csv", "-", *words, data=text)
            raise AssertionError(f"{words} was not refused")
        except Refused as refusal:
            same(refusal.status, 2, f"status for {words}")
    proposal = profile.json("import-mapping", "-", "--encoding", "IBM850", "--separator", "^", "--decimal", "comma", data=text)
    same((proposal["header"], proposal["mapping"]["decimal"]), (["sku", "title", "price"], ","), "proposal")
    report = profile.json("import", "csv", "-", "--encoding", "IBM850", "--separator", "^", "--decimal", "comma", data=text)
    same((report["failed"], report["encoding"], report["separator"], report["decimal"]), (0, "IBM850", "^", ","), "report")
    same([(row["title"], row["price"]) for row in profile.json("list", "products")], [("Größe", 12345000)], "product")
    woo = "ID;Type;SKU;Name;Regular price\n1;simple;W-1;Tuch;9,90\n".encode()
    same(profile.json("import", "woocommerce-products", "-", data=woo)["failed"], 1, "a comma where a point is usual")
    same(profile.json("import", "woocommerce-products", "-", "--decimal", ",", data=woo)["failed"], 0, "told")


def shopify_orders():
    header = ("Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Currency,Subtotal,Shipping,Taxes,Total,"
              "Discount Code,Discount Amount,Shipping Method,Created at,Lineitem quantity,Lineitem name,Lineitem price,"
              "Lineitem sku,Billing Name,Billing Address1,Billing City,Billing Zip,Billing Country\n")
    rows = ("#1001,anna@example.org,paid,2025-05-01 10:00:00 +0200,fulfilled,2025-05-02 09:00:00 +0200,EUR,30.00,4.90,5.57,34.90,"
            ",,DHL,2025-05-01 09:59:00 +0200,2,Becher,10.00,B-1,Anna Meier,Am Deich 1,Kiel,'24103,DE\n"
            "#1001,anna@example.org,,,,,,,,,,,,,2025-05-01 09:59:00 +0200,1,Kanne,10.00,K-1,,,,,\n"
            "#1002,jo@example.org,pending,,,,EUR,5.00,0.00,0.80,5.00,,,,2025-05-03 12:00:00 +0200,1,Karte,5.00,P-1,Jo Weber,Weg 2,Köln,50667,DE\n")
    profile = Profile()
    report = profile.json("import", "shopify-orders", "-", data=(header + rows).encode())
    same((report["created"], report["failed"]), ({"order": 2, "customer": 2}, 0), str(report))
    orders = {row["number"]: row for row in profile.json("list", "orders")}
    same({k: (v["total"], v["state"]) for k, v in orders.items()}, {"#1001": (3490, "SHIPPED"), "#1002": (500, "PENDING_PAYMENT")}, "orders")
    same(changes(profile.ctl("import", "shopify-orders", "-", data=(header + rows).encode())), 0, "changes of a second run")


main([online_retail_december, shopify_apparel, shopify_home, woocommerce, undo_of_an_import, bad_files, only_failed_rows_again,
      told_how_it_is_written, shopify_orders] + ([online_retail_other_months] if FULL else []))
