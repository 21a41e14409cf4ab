#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The reports against figures computed here from the rows of the file, and every figure against the rows that it opens."""
import collections
import csv
import datetime
import io
import pathlib
import sqlite3
import subprocess
import time
import zoneinfo

from kontor_test import Profile, Refused, main, same

ZONE = zoneinfo.ZoneInfo("Europe/Berlin")
EPOCH = datetime.date(1970, 1, 1)
LINE = {"title": "Becher", "quantity": 2000, "price_e4": 149000, "tax_code": "standard", "tax_rate_bp": 1900}
COUNTED = ("CART", "CANCELLED")


def day(moment):
    return (datetime.datetime.fromtimestamp(moment / 1_000_000, ZONE).date() - EPOCH).days


def hour(moment):
    return datetime.datetime.fromtimestamp(moment / 1_000_000, ZONE).hour


def iso(number):
    return (EPOCH + datetime.timedelta(days=number)).isoformat()


def month(number):
    date = EPOCH + datetime.timedelta(days=number)
    return date.year * 12 + date.month - 1


def rounded(part, whole):
    """Half away from zero."""
    sign = -1 if part < 0 else 1
    return sign * ((2 * abs(part) + whole) // (2 * whole))


def issue_three(profile):
    """Invoices of orders that have none yet; the number of the last one."""
    numbers = []
    for row in profile.json("list", "orders", "--filter", "state:shipped,delivered", "--limit", "300"):
        try:
            numbers.append(profile.json("invoice", "issue", row["number"])["number"])
        except Refused:  # it was invoiced
            continue
        if len(numbers) == 3:
            return numbers[-1]
    raise AssertionError("the sample has no orders left to invoice")


def make_shop():
    """A year of the sample shop with what disturbs figures: refunds, cancelled orders, another currency, invoices."""
    profile = Profile(init=False)
    profile.environment["TZ"] = "Europe/Berlin"
    profile.ctl("demo", "shop")
    paid = profile.json("list", "orders", "--filter", "state:delivered", "--limit", "12")
    for row in paid[:4]:
        profile.run("order.refund", order=row["uid"], reason="Sprung", amount_minor=100 + row["total"] // 3)
    waiting = profile.json("list", "orders", "--filter", "state:to-pack,to-pay", "--limit", "2")
    for row in waiting:
        profile.run("order.cancel", order=row["uid"], reason="Doppelt")
    abroad = profile.run("order.create", customer_name="John", currency="USD", lines=[LINE])
    profile.run("order.place", order=abroad["order"])
    profile.run("order.pay", order=abroad["order"], method="card")
    market = profile.run("order.create", customer_name="Meta", channel="Markt, Süd", lines=[LINE])
    profile.run("order.place", order=market["order"])
    profile.run("order.pay", order=market["order"], method="card")
    issued = issue_three(profile)
    profile.ctl("invoice", "cancel", issued, "Falsche Anschrift")
    return profile


SHOP = make_shop()
FILE = sqlite3.connect(pathlib.Path(SHOP.folder) / "kontor.db")
TODAY = day(time.time() * 1_000_000)
FROM = TODAY - 364


def report(name, *options, start=FROM, end=TODAY):
    return SHOP.json("report", name, "--from", iso(start), "--to", iso(end), *options)


def orders():
    return FILE.execute("SELECT uid, placed_at, paid_at, gross_minor, state, customer_uid FROM sales_order WHERE currency = 'EUR'").fetchall()


def refunds():
    return FILE.execute("SELECT r.happened_at, r.amount_minor FROM order_refund AS r JOIN sales_order AS o ON o.uid = r.order_uid WHERE o.currency = 'EUR'").fetchall()


def opened(target, limit=2000):
    return SHOP.json("list", target["list"], "--filter", target["filter"], "--limit", str(limit))


def revenue_and_its_rows():
    answer = report("revenue")
    same(answer["foreign_orders"], 1, "orders in other currencies")
    paid = collections.Counter()
    back = collections.Counter()
    for row in answer["rows"]:
        for order in orders():
            if order[2] is not None and row["from"] <= day(order[2]) <= row["to"]:
                paid[row["from"]] += order[3]
        for happened, amount in refunds():
            if row["from"] <= day(happened) <= row["to"]:
                back[row["from"]] += amount
        same(row["paid_minor"], paid[row["from"]], "paid")
        same(row["refunded_minor"], back[row["from"]], "refunded")
        same(row["revenue_minor"], paid[row["from"]] - back[row["from"]], "revenue")
        rows = opened(row["opens"]["paid_minor"])
        same((len(rows), sum(r["total"] for r in rows)), (row["paid_orders"], row["paid_minor"]), "rows behind what was paid")
    same(answer["total"]["refunded_minor"], sum(amount for _, amount in refunds()), "all refunds")
    if answer["total"]["refunded_minor"] == 0:
        raise AssertionError("the shop has no refunds to test with")
    same(len(opened(answer["total"]["opens"]["refunded_minor"])), 4, "orders behind the refunds")


def the_same_on_today_and_in_the_week():
    tile = report("revenue", start=TODAY, end=TODAY)["total"]
    expected = sum(o[3] for o in orders() if o[2] and day(o[2]) == TODAY) - sum(a for h, a in refunds() if day(h) == TODAY)
    same(tile["revenue_minor"], expected, "revenue today")


def orders_averages_and_hours():
    answer = report("orders", "--compare", start=TODAY - 29)
    for row in answer["rows"]:
        placed = [o for o in orders() if o[4] not in COUNTED and row["from"] <= day(o[1]) <= row["to"]]
        same((row["orders"], row["gross_minor"]), (len(placed), sum(o[3] for o in placed)), f"orders of {iso(row['from'])}")
        same(len(opened(row["opens"]["orders"])), row["orders"], "rows behind the orders")
    before = answer["total"]["before"]
    same(answer["compared"], {"from": TODAY - 59, "to": TODAY - 30}, "time before")
    same(before["orders"], sum(1 for o in orders() if o[4] not in COUNTED and TODAY - 59 <= day(o[1]) <= TODAY - 30), "orders before")
    for row in report("average", start=TODAY - 29)["rows"]:
        expected = rounded(row["revenue_minor"], row["paid_orders"]) if row["paid_orders"] else None
        same(row["average_minor"], expected, "average")
    by_hour = collections.Counter(hour(o[1]) for o in orders() if o[4] not in COUNTED and FROM <= day(o[1]) <= TODAY)
    for row in report("hours")["rows"]:
        same(row["orders"], by_hour[row["hour"]], f"orders at {row['hour']}")
        if row["orders"]:
            same(len(opened(row["opens"]["orders"])), row["orders"], f"rows at {row['hour']}")


def revenue_by_channel():
    answer = report("channels", "--compare", start=TODAY - 29)
    whole = report("revenue", start=TODAY - 29)["total"]
    paid = collections.Counter()
    back = collections.Counter()
    for channel, at, gross in FILE.execute("SELECT channel, paid_at, gross_minor FROM sales_order WHERE currency = 'EUR' AND paid_at IS NOT NULL"):
        if TODAY - 29 <= day(at) <= TODAY:
            paid[channel] += gross
    for channel, at, amount in FILE.execute("SELECT o.channel, r.happened_at, r.amount_minor FROM order_refund AS r"
                                            " JOIN sales_order AS o ON o.uid = r.order_uid WHERE o.currency = 'EUR'"):
        if TODAY - 29 <= day(at) <= TODAY:
            back[channel] += amount
    same({r["name"]: r["revenue_minor"] for r in answer["rows"]}, {c: paid[c] - back[c] for c in paid | back}, "each channel")
    same("Markt, Süd" in paid and len(paid) > 1, True, "several channels")
    for key in ("revenue_minor", "refunded_minor", "paid_orders"):
        same((sum(r[key] for r in answer["rows"]), answer["total"][key]), (whole[key], whole[key]), f"{key} of all is that of Revenue")
    revenues = [r["revenue_minor"] for r in answer["rows"]]
    same(revenues, sorted(revenues, reverse=True), "the greatest first")
    for row in answer["rows"]:
        rows = opened(row["opens"]["paid_orders"])
        same((len(rows), {r["channel"] for r in rows} - {row["name"]} if rows and "channel" in rows[0] else set()), (row["paid_orders"], set()), "rows behind a channel")
        same(row["share_bp"], rounded(row["revenue_minor"] * 10000, whole["revenue_minor"]), "share")
        same(row["average_minor"], rounded(row["revenue_minor"], row["paid_orders"]) if row["paid_orders"] else None, "average of a channel")


def popular_products():
    for start in (FROM, TODAY - 3, TODAY - 16):
        answer = report("products", start=start)
        expected = {}
        for placed, state, sku, quantity, net in FILE.execute(
                "SELECT o.placed_at, o.state, v.sku, l.quantity, l.net_minor FROM order_line AS l JOIN sales_order AS o ON o.uid = l.order_uid"
                " JOIN product_variant AS v ON v.uid = l.variant_uid WHERE o.currency = 'EUR'"):
            if state not in COUNTED and start <= day(placed) <= TODAY:
                old = expected.get(sku, (0, 0))
                expected[sku] = (old[0] + quantity, old[1] + net)
        same({r["sku"]: (r["quantity"], r["net_minor"]) for r in answer["rows"]}, expected, "what was ordered")
        quantities = [r["quantity"] for r in answer["rows"]]
        same(quantities, sorted(quantities, reverse=True), "the most first")
    best = answer["rows"][0]
    numbers = {row["number"] for row in opened(best["opens"]["quantity"])}
    behind = FILE.execute("SELECT sum (l.quantity) FROM order_line AS l JOIN sales_order AS o ON o.uid = l.order_uid JOIN product_variant AS v"
                          f" ON v.uid = l.variant_uid WHERE v.sku = ? AND o.number IN ({','.join('?' * len(numbers))})", (best["sku"], *numbers))
    same(behind.fetchone()[0], best["quantity"], "rows behind the best product")


def margin_is_the_stock_s():
    answer = report("margin")
    goods = SHOP.json("report", "stock-margin", "--from", iso(FROM), "--to", iso(TODAY))["items"]
    same({r["key"]: r["margin_minor"] for r in answer["rows"]}, {i["variant"]: i["margin_minor"] for i in goods}, "margins")
    charged = FILE.execute("SELECT o.shipped_at, l.net_minor FROM sales_order AS o JOIN order_line AS l ON l.order_uid = o.uid WHERE o.currency = 'EUR'"
                           " AND o.shipped_at IS NOT NULL AND o.state <> 'CANCELLED' AND l.kind IN ('shipping', 'fee', 'discount')")
    total = answer["total"]
    same(total["charged_minor"], sum(net for at, net in charged if FROM <= day(at) <= TODAY), "charged for shipping")
    same(total["result_minor"], total["revenue_minor"] - total["cost_minor"] + total["charged_minor"] + total["postage_minor"] + total["fees_minor"], "result")


def customers_who_came_back():
    ordered = collections.defaultdict(set)
    for order in orders():
        if order[4] not in COUNTED and order[5] is not None and day(order[1]) <= TODAY:
            ordered[order[5]].add(month(day(order[1])))
    for row in report("repeat")["rows"]:
        here = month(row["from"])
        customers = [c for c in ordered if here in ordered[c]]
        returning = [c for c in customers if min(ordered[c]) < here]
        same((row["customers"], row["returning"]), (len(customers), len(returning)), f"customers of {iso(row['from'])}")
        same(row["rate_bp"], rounded(len(returning) * 10000, len(customers)) if customers else None, "rate")
        same(len(opened(row["opens"]["returning"])), row["returning"], "rows behind those who came back")
    answer = report("cohorts")
    for row in answer["rows"]:
        first = month(row["from"])
        cohort = [c for c in ordered if min(ordered[c]) == first]
        same(row["customers"], len(cohort), f"first orders in {iso(row['from'])}")
        for offset, cell in enumerate(row["cells"], 1):
            kept = [c for c in cohort if first + offset in ordered[c]]
            same(cell["customers"], len(kept), f"of {iso(row['from'])} after {offset}")
    cell = answer["rows"][0]["cells"][1]
    same(len(opened(cell)), cell["customers"], "rows behind a cell")


def stock_that_moves_and_stock_that_lies():
    value = SHOP.json("report", "stock-value", "--at", iso(TODAY))["value_minor"]
    start = SHOP.json("report", "stock-value", "--at", iso(TODAY - 90))["value_minor"]
    total = report("turn", start=TODAY - 89)["total"]
    same(total["average_minor"], (value + start) // 2, "average stock")
    same(total["turn_e2"], rounded(total["cost_minor"] * 100, total["average_minor"]), "turns")
    moved = {}
    for sku, kind, quantity, at in FILE.execute("SELECT v.sku, m.kind, m.quantity, m.happened_at FROM stock_movement AS m JOIN product_variant AS v ON v.uid = m.variant_uid"):
        item = moved.setdefault(sku, [0, False])
        item[0] += quantity
        is_event = kind in ("SALE", "RETURN", "CONSUME") or (kind == "RESTOCK" and quantity > 0)
        item[1] = item[1] or (is_event and TODAY - 9 <= day(at) <= TODAY)
    dead = {sku: quantity for sku, (quantity, has_moved) in moved.items() if quantity > 0 and not has_moved}
    same({r["sku"]: r["on_hand"] for r in report("dead-stock", start=TODAY - 9)["rows"]}, dead, "dead stock")
    if not dead:
        raise AssertionError("nothing lies dead in the sample")


def invoices_and_what_is_owed():
    issued = FILE.execute("SELECT sign, net_minor, tax_minor, gross_minor FROM invoice WHERE sign <> 0").fetchall()
    total = report("invoiced", start=FROM - 400, end=TODAY)["total"]
    same((total["net_minor"], total["tax_minor"], total["documents"]), (sum(s * n for s, n, _, _ in issued), sum(s * t for s, _, t, _ in issued), len(issued)), "invoiced")
    rates = FILE.execute("SELECT t.category, t.rate_bp, sum (i.sign * t.net_minor) FROM invoice AS i JOIN invoice_tax AS t ON t.invoice_uid = i.uid WHERE i.sign <> 0 GROUP BY 1, 2").fetchall()
    answer = report("income-by-rate", start=FROM - 400)
    same({(r["category"], r["rate_bp"]): r["net_minor"] for r in answer["rows"]}, {(c, r): n for c, r, n in rates}, "income by rate")
    same(answer["total"]["net_minor"], total["net_minor"], "both reports")
    for row in answer["rows"]:
        same(len(opened(row["opens"]["net_minor"])), row["documents"], "documents of a rate")
    claims = SHOP.json("list", "invoices", "--filter", "state:open,overdue")
    open_items = report("open-items", end=TODAY)
    same((open_items["total"]["open_minor"], open_items["total"]["documents"]), (sum(i["open"] for i in claims), len(claims)), "open")
    same(len(opened(open_items["rows"][0]["opens"]["open_minor"])), open_items["rows"][0]["documents"], "not due")
    cash = SHOP.json("report", "cash", "--to", iso(TODAY + 400))
    same(cash["total"]["in_minor"], open_items["total"]["open_minor"], "expected to come in")
    banks = FILE.execute("SELECT count (*) FROM bank_statement").fetchone()[0]
    same(cash["total"]["bank_minor"] is None, banks == 0, "a bank nobody knows is missing, not zero")


def files_of_every_kind():
    folder = pathlib.Path(SHOP.home.name)
    table = list(csv.DictReader(io.StringIO(SHOP.ctl("report", "revenue", "--csv", "--compare"))))
    answer = SHOP.json("report", "revenue", "--compare")
    same([round(float(r["revenue_minor"]) * 100) for r in table], [r["revenue_minor"] for r in answer["rows"]], "CSV and JSON")
    for name in ("revenue", "channels", "products", "cohorts", "hours", "open-items", "cash"):
        svg, png, pdf = (folder / f"{name}.{kind}" for kind in ("svg", "png", "pdf"))
        SHOP.ctl("report", name, "--compare", "--svg", str(svg), "--png", str(png), "--pdf", str(pdf))
        same((svg.read_bytes()[:5], png.read_bytes()[1:4], pdf.read_bytes()[:5]), (b"<?xml", b"PNG", b"%PDF-"), name)
    text = subprocess.run(["pdftotext", "-layout", str(folder / "revenue.pdf"), "-"], capture_output=True, check=True).stdout.decode()
    total = answer["total"]["revenue_minor"]
    plain = "".join(c for c in text if c.isdigit() or c == "\n")
    if str(total) not in plain:
        raise AssertionError(f"{total} is not on the sheet")


main([revenue_and_its_rows, the_same_on_today_and_in_the_week, orders_averages_and_hours, revenue_by_channel, popular_products, margin_is_the_stock_s,
      customers_who_came_back, stock_that_moves_and_stock_that_lies, invoices_and_what_is_owed, files_of_every_kind])
