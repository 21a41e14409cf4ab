# SPDX-License-Identifier: GPL-3.0-or-later
"""The sample company that fills decants: its levels, remaining volumes, low-stock flags, values and margins are
computed again here, from nothing but the rows of its movements, orders and products."""
from collections import defaultdict
from datetime import datetime, timezone
from fractions import Fraction

from kontor_test import Profile, main, same

profile = Profile(init=False)
OPEN = {"PENDING_PAYMENT", "PAID", "PROCESSING"}
DAY = 86400 * 10**6


def free_shelf(sku):
    """Where a few of an item lie."""
    shelf = max((shelf for shelf in profile.json("show", "stock", sku)["shelves"] if not shelf["hold"]),
                key=lambda shelf: shelf["quantity"])
    return {key: shelf[key] for key in ("place", "lot") if shelf[key]}


def make_company():
    profile.ctl("demo", "decants", "--seed", "7")
    orders = profile.json("list", "orders", "--filter", "state:delivered", "--sort", "-placed", "--limit", "6")
    for number, order in enumerate(orders[:3]):
        lines = [line for line in profile.json("show", "order", order["number"])["lines"] if line["kind"] == "goods"]
        profile.run("order.return", order=order["uid"], reason="gefällt nicht",
                    lines=[{"line": lines[0]["line"], "quantity": 1000,
                            "condition": ["resell", "damaged", "lost"][number]}])
    open_ones = profile.json("list", "orders", "--filter", "state:to-ship", "--limit", "2")
    for order in open_ones:
        profile.run("order.ship", order=order["uid"])
    if open_ones:
        profile.run("order.unship", order=open_ones[0]["uid"], delivery=1)
    stock = profile.json("list", "stock", "--filter", "on_hand:5..", "--limit", "3")
    profile.run("stock.hold", variant=stock[0]["sku"], quantity=2000, reason="damaged", **free_shelf(stock[0]["sku"]))
    profile.run("stock.adjust", variant=stock[1]["sku"], quantity=-1000, reason="sample", **free_shelf(stock[1]["sku"]))
    late = profile.run("stock.receive", variant=stock[2]["sku"], quantity=5000, cost_e4=99900,
                       happened_at=movements()[0]["happened"] - 40 * DAY)
    profile.run("stock.receive", variant=stock[2]["sku"], quantity=7000, cost_e4=123400)
    profile.run("stock.void", movement=late["movement"])


def movements():
    return profile.json("list", "movements")


class Books:
    """What the rows say."""

    def __init__(self):
        self.moves = defaultdict(list)
        for move in movements():
            self.moves[move["sku"]].append(move)
        self.kinds = {place["name"]: place["kind"] for place in profile.json("list", "locations", "--filter", "is:any")}
        self.products = [profile.json("show", "product", row["uid"]) for row in profile.json("list", "products")]
        self.variants = {v["sku"]: dict(v, kind=p["kind"]) for p in self.products for v in p["variants"]}
        self.by_uid = {v["uid"]: v for v in self.variants.values()}
        self.orders = [profile.json("show", "order", row["uid"]) for row in profile.json("list", "orders")]

    def expand(self, uid, quantity):
        parts = self.by_uid[uid]["parts"]
        if not parts:
            return {self.by_uid[uid]["sku"]: quantity}
        return {self.by_uid[part["part"]]["sku"]: quantity * part["quantity"] // 1000 for part in parts}

    def on_hand(self, sku):
        return sum(move["quantity"] for move in self.moves[sku])

    def unavailable(self, sku):
        return sum(move["quantity"] for move in self.moves[sku]
                   if move["hold"] or self.kinds.get(move["place"]) in ("transit", "quarantine"))

    def reserved(self):
        sums = defaultdict(int)
        for order in self.orders:
            for line in order["lines"] if order["state"] in OPEN else []:
                left = line["quantity"] - line["delivered"]
                if line["kind"] == "goods" and line["variant"] and left > 0:
                    for sku, quantity in self.expand(line["variant"], left).items():
                        sums[sku] += quantity
        return sums

    def course(self, sku):
        """Each movement with the average cost behind it, exactly."""
        def place(move):
            return (move["booked"] or move["happened"], move["happened"], move["clock"], move["rank"], -move["quantity"])
        quantity, average = 0, None
        for move in sorted(self.moves[sku], key=place):
            if move["cost"] is not None:
                cost = Fraction(move["cost"], 10**4)
                before = max(quantity, 0)
                if average is None and move["quantity"] > 0:
                    average = cost
                elif move["kind"] == "RESTOCK" and before + move["quantity"] > 0:
                    average = (before * average + move["quantity"] * cost) / (before + move["quantity"])
            quantity += move["quantity"]
            yield move, average or Fraction(0)


def near(actual, expected, tolerance, what):
    if abs(actual - expected) > tolerance:
        raise AssertionError(f"{what}: {actual} instead of {float(expected)}")


def test_levels():
    reserved = books.reserved()
    rows = {row["sku"]: row for row in profile.json("list", "stock", "--filter", "is:any")}
    same(set(rows), set(books.variants), "listed variants")
    seen = {"low": 0, "reserved": 0, "unavailable": 0}
    for sku, row in rows.items():
        on_hand, unavailable = books.on_hand(sku), books.unavailable(sku)
        available = on_hand - unavailable - reserved[sku]
        level = books.variants[sku]["reorder_level"]
        same(row["on_hand"], on_hand, f"on hand of {sku}")
        same(row["unavailable"], unavailable, f"unavailable of {sku}")
        same(row["reserved"], reserved[sku], f"reserved of {sku}")
        same(row["available"], available, f"available of {sku}")
        watched = books.variants[sku]["kind"] == "goods" and (books.moves[sku] or level > 0)
        low = bool(watched and available <= level)
        same(row["status"] in ("low", "negative"), low or on_hand < 0, f"low stock of {sku}")
        seen["low"] += low
        seen["reserved"] += reserved[sku] > 0
        seen["unavailable"] += unavailable > 0
    same(all(seen.values()), True, f"the company shows all of it {seen}")
    noticed = {row["sku"] for row in profile.json("list", "notices")}
    low = {sku for sku, row in rows.items() if row["status"] == "low"}
    profile.run("stock.check_levels") if noticed != low else None
    same({row["sku"] for row in profile.json("list", "notices")}, low, "notices")


def test_volumes():
    total = 0
    for sku, variant in books.variants.items():
        if not variant["content"]:
            continue
        sums = profile.json("show", "stock", sku)["content_sums"]
        each = variant["content"]

        def volume(*kinds, sign=1):
            exact = sign * sum(m["quantity"] for m in books.moves[sku] if m["kind"] in kinds) * each
            return exact // 1000 if exact >= 0 else -(-exact // 1000)
        same(sums["received"], volume("RESTOCK"), f"received of {sku}")
        same(sums["used"], volume("SALE", "CONSUME", "RETURN", sign=-1), f"used of {sku}")
        same(sums["remaining"], books.on_hand(sku) * each // 1000, f"remaining of {sku}")
        near(sums["received"] - sums["used"] + sums["corrected"], sums["remaining"], 1, f"sum of {sku}")
        total += sums["remaining"]
    same(total > 0, True, "some volume remains")
    losses = sum(m["quantity"] for moves in books.moves.values() for m in moves if m["reason"] == "loss")
    same(losses < 0, True, "what is lost while filling is booked")


def test_values():
    now = max(move["happened"] for moves in books.moves.values() for move in moves)
    answer = profile.json("report", "stock-value", "--items")
    expected = Fraction(0)
    for item in answer["items"]:
        *_, (_, average) = books.course(item["sku"])
        near(item["average_e8"], average * 10**8, 50, f"average cost of {item['sku']}")
        near(item["value_minor"], books.on_hand(item["sku"]) * average / 10, 1, f"value of {item['sku']}")
        expected += books.on_hand(item["sku"]) * average / 10
    near(answer["value_minor"], expected, len(answer["items"]), "value of the stock")
    same(now <= answer["at"], True, "all movements are in it")


def test_value_of_the_past():
    days = sorted(move["happened"] for moves in books.moves.values() for move in moves)
    middle = days[len(days) // 2]
    at = datetime.fromtimestamp(middle / 10**6, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    answer = profile.json("report", "stock-value", "--items", "--at", at)
    for item in answer["items"]:
        quantity, average = 0, Fraction(0)
        for move, cost in books.course(item["sku"]):
            if (move["booked"] or move["happened"]) < answer["at"]:
                quantity, average = quantity + move["quantity"], cost
        same(item["quantity"], quantity, f"quantity of {item['sku']} at {at}")
        near(item["value_minor"], quantity * average / 10, 1, f"value of {item['sku']} at {at}")
    again = profile.json("report", "stock-value", "--items", "--at", at)
    same(again, answer, "asked again")


def test_margins():
    answer = profile.json("report", "stock-margin")
    costs = defaultdict(Fraction)
    for sku in books.moves:
        for move, average in books.course(sku):
            if move["order"]:
                costs[move["order"], move["line"]] -= move["quantity"] * average / 10
    sold = defaultdict(lambda: [0, Fraction(0), Fraction(0)])
    for order in books.orders:
        for line in order["lines"]:
            delivered = sum(part["quantity"] for d in order["deliveries"] if not d["withdrawn_at"]
                            for part in d["lines"] if part["line"] == line["line"])
            returned = sum(part["quantity"] for r in order["returns"] for part in r["lines"]
                           if part["line"] == line["line"])
            left = delivered - returned
            if line["kind"] != "goods" or not line["variant"] or not (delivered or returned):
                continue
            sums = sold[line["variant"]]
            sums[0] += left
            sums[1] += Fraction(line["net_minor"] * left, line["quantity"])
            sums[2] += costs[order["number"], line["line"]]
    same({item["variant"] for item in answer["items"]}, set(sold), "sold variants")
    for item in answer["items"]:
        quantity, revenue, cost = sold[item["variant"]]
        lines = max(quantity // 1000, 1) + 1
        same(item["quantity"], quantity, f"sold of {item['sku']}")
        near(item["revenue_minor"], revenue, lines, f"revenue of {item['sku']}")
        near(item["cost_minor"], cost, 1, f"cost of {item['sku']}")
        near(item["margin_minor"], revenue - cost, lines + 1, f"margin of {item['sku']}")
        if revenue > 1000:
            near(item["margin_bp"], (revenue - cost) / revenue * 10000, 40, f"rate of {item['sku']}")
    same(any(books.by_uid[uid]["parts"] for uid in sold), True, "a bundle was sold")


def test_books_are_sound():
    same("Nothing is wrong" in profile.ctl("verify"), True, "verify")


make_company()
books = Books()
main([test_levels, test_volumes, test_values, test_value_of_the_past, test_margins, test_books_are_sound])
