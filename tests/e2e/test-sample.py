#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each sample company opens with something on every page, and the same seed makes the same one."""
from kontor_test import Profile, main, same

LISTS = ["counts", "customers", "entries", "incoming", "invoices", "locations", "lots", "movements", "notices", "orders", "payments",
         "products", "purchases", "stock", "suppliers", "transfers", "variants"]


def company(name):
    profile = Profile(init=False)
    profile.ctl("demo", name)
    return profile


def every_page_has_something():
    for name in ("shop", "decants"):
        profile = company(name)
        same([kind for kind in LISTS if not profile.json("list", kind, "--limit", "1")], [], f"empty lists of {name}")
        profile.ctl("verify")


def figures(profile):
    """What has no moment of its own in it."""
    return {"invoices": [(row["number"], row["customer"], row["total"], row["state"]) for row in profile.json("list", "invoices")],
            "incoming": [(row["number"], row["seller"], row["total"], row["state"]) for row in profile.json("list", "incoming")],
            "orders": [(row["number"], row["total"], row["state"]) for row in profile.json("list", "orders", "--limit", "50")]}


def the_same_seed_makes_the_same():
    same(figures(company("shop")), figures(company("shop")), "figures")


def money_tells_a_story():
    """Of what was billed some is paid, some open and some overdue; of what the bank says some waits."""
    profile = company("shop")
    states = {row["state"] for row in profile.json("list", "invoices", "--limit", "100")}
    same(states >= {"paid", "open", "overdue"}, True, f"states of invoices {states}")
    same({row["state"] for row in profile.json("list", "incoming")}, {"approved", "received"}, "states of incoming invoices")
    same({row["state"] for row in profile.json("list", "entries")} >= {"matched", "to-match"}, True, "states of bank entries")


if __name__ == "__main__":
    main([every_page_has_something, the_same_seed_makes_the_same, money_tells_a_story])
