#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A whole count from the command line, with scans from standard input, and kill -9 in the middle."""
import os
import subprocess
import time

from kontor_test import CTL, FULL, Profile, main, refuses, same

ITEMS = 8


def shop(items=ITEMS):
    profile = Profile()
    for i in range(items):
        profile.run("product.create", title=f"Item {i}", kind="goods",
                    variants=[{"sku": f"SKU-{i}", "cost_e4": 20000, "barcodes": [{"code": f"CODE-{i}"}]}])
    return profile


def begin(profile, *words):
    number = profile.ctl("count", "plan", "--title", "Spring", *words).strip()
    profile.ctl("count", "start", number)
    return number


def lines(profile, number):
    return {line["sku"]: line for line in profile.json("count", "review", number)}


def a_whole_count():
    profile = shop()
    number = begin(profile)
    scans = "".join(f"CODE-{i}\t{i}+{i}\n" for i in range(7)) + "CODE-0\nundo\n"
    output = profile.ctl("count", "scan", number, data=scans.encode())
    same(output.count("ok\t"), 8, "scans")
    profile.ctl("count", "finish", number)
    review = lines(profile, number)
    same(review["SKU-3"]["counted"], 6000, "a sum")
    same(review["SKU-0"]["counted"], 0, "zero is a count")
    same(review["SKU-7"]["counted"], None, "empty is none")
    same(list(review)[0], "SKU-6", "the largest difference first")

    profile.ctl("count", "recount", number, "SKU-6")
    refuses(lambda: profile.ctl("count", "approve", number), "Item 6")
    profile.ctl("count", "scan", number, "CODE-6", "--quantity", "5", "--set")
    profile.ctl("count", "approve", number)
    for _ in range(4):
        refuses(lambda: profile.ctl("count", "approve", number), "already")
    same(lines(profile, number)["SKU-6"]["on_hand"], 5000, "booked once")
    profile.ctl("verify")

    profile.ctl("count", "reverse", number, "--reason", "Wrong shelf")
    same(lines(profile, number)["SKU-6"]["on_hand"], 0, "reversed")
    profile.ctl("verify")


def papers():
    profile = shop(3)
    number = begin(profile)
    profile.ctl("count", "scan", number, "CODE-2", "--quantity", "5")
    profile.ctl("count", "finish", number)
    for what in ("sheet", "record", "inventory"):
        path = os.path.join(profile.home.name, what + ".pdf")
        profile.ctl("count", what, number, path)
        with open(path, "rb") as file:
            same(file.read(4), b"%PDF", what)
    path = os.path.join(profile.home.name, "inventory.csv")
    profile.ctl("count", "inventory", number, path)
    with open(path, encoding="utf-8") as file:
        same("SKU-2,Item 2,,,piece,5,2.00,10.00,EUR" in file.read(), True, "the inventory as a table")


def refusals():
    profile = shop(3)
    number = begin(profile)
    refuses(lambda: profile.ctl("count", "scan", number, data=b"CODE-1\n(01)04006381333932\nCODE-2\n"), "line 2")
    same(len(profile.json("list", "count-scans")), 2, "what was right is kept")
    refuses(lambda: profile.ctl("count", "start", "CT-NONE"), "CT-NONE")
    refuses(lambda: profile.ctl("count", "approve", number), "review")
    same(profile.json("count", "status", number)["state"], "counting", "state")


def unknown_codes():
    profile = shop(3)
    number = begin(profile)
    same("unknown" in profile.ctl("count", "scan", number, "MYSTERY"), True, "kept")
    profile.ctl("count", "finish", number)
    refuses(lambda: profile.ctl("count", "approve", number), "codes")
    profile.ctl("count", "learn", "MYSTERY", "SKU-1", "--pack", "6")
    profile.ctl("count", "approve", number)
    same(lines(profile, number)["SKU-1"]["on_hand"], 6000, "the pack")


def four_eyes():
    profile = shop(3)
    for name in ("Anna", "Bert"):
        profile.run("person.create", name=name, role="admin")
    number = begin(profile, "--approval", "5", "--as", "Anna")
    profile.ctl("count", "scan", number, "CODE-0", "--quantity", "10", "--as", "Anna")
    profile.ctl("count", "finish", number, "--as", "Anna")
    refuses(lambda: profile.ctl("count", "approve", number, "--as", "Anna"), "did not count")
    profile.ctl("count", "approve", number, "--as", "Bert")


def assignments():
    profile = shop(3)
    profile.run("location.create", name="Cellar", code="C-1")
    for name in ("Anna", "Bert"):
        profile.run("person.create", name=name, role="counter")
    number = profile.ctl("count", "plan", "--title", "Spring", "--passes", "2").strip()

    def who():
        return [(row["place_name"], row["person_name"], row["pass"])
                for row in profile.json("count", "status", number)["assignments"]]

    profile.ctl("count", "assign", number, "Cellar=Anna", "=Bert", "--second", "Cellar=Bert", "--second", "Cellar=")
    same(who(), [("Cellar", "Anna", 1), ("", "Bert", 1), ("Cellar", "Bert", 2), ("Cellar", "", 2)], "assigned")
    profile.ctl("count", "start", number)
    profile.ctl("count", "assign", number, "=Bert", "--second", "=Anna")
    same(who(), [("", "Bert", 1), ("", "Anna", 2)], "assigned anew while it is counted")
    refuses(lambda: profile.ctl("count", "assign", number, "Attic=Anna"), "Attic")
    refuses(lambda: profile.ctl("count", "assign", number, "Cellar=Zoe"), "Zoe")
    same(len(who()), 2, "what is refused changes nothing")
    profile.ctl("count", "scan", number, "CODE-0", "--as", "Anna")
    same([row["pass"] for row in profile.json("list", "count-scans")], [2], "Anna counts for the second time")
    profile.ctl("count", "assign", number)
    same(who(), [], "anybody")
    profile.ctl("count", "finish", number)
    refuses(lambda: profile.ctl("count", "assign", number, "=Anna"), "counted already")


def places_by_their_codes():
    profile = shop(3)
    profile.run("location.create", name="Cellar", code="C-1")
    number = begin(profile)
    profile.ctl("count", "scan", number, data=b"CODE-0\nC-1\nCODE-0\nCODE-0\n@main\nCODE-1\n")
    profile.ctl("count", "finish", number)
    counted = {(line["sku"], line["place_name"]): line["counted"]
               for line in profile.json("count", "review", number)}
    same(counted[("SKU-0", "Cellar")], 2000, "the cellar")
    same(counted[("SKU-0", "")], 1000, "the main place")
    same(counted[("SKU-1", "")], 1000, "back at the main place")


def scan_until_killed(profile, number, first, items):
    """20 scans a second; the scanner does not wait for each answer."""
    child = subprocess.Popen([str(CTL), "--profile", profile.folder, "count", "scan", number],
                             stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=profile.environment, text=True)
    seen = []
    begun = time.monotonic()
    for i in range(items):
        child.stdin.write(f"CODE-{first + i}\n")
        child.stdin.flush()
        if i % 5 == 4:
            seen += [child.stdout.readline() for _ in range(4)]
        time.sleep(max(0, begun + i / 20 - time.monotonic()))
    child.kill()
    seen += child.stdout.read().splitlines(keepends=True)
    child.wait()
    child.stdin.close()
    child.stdout.close()
    return [line.split("\t")[2].strip() for line in seen if line.startswith("ok\t") and line.endswith("\n")]


def no_acknowledged_scan_is_lost():
    items, rounds = (5000, 20) if FULL else (60, 3)
    profile = shop(0)
    for first in range(0, items, 100):
        profile.run("product.create", title=f"Range {first}", kind="goods", option1="Size",
                    variants=[{"sku": f"SKU-{i}", "value1": str(i), "barcodes": [{"code": f"CODE-{i}"}]}
                              for i in range(first, min(first + 100, items))])
    number = begin(profile)
    acknowledged = []
    for i in range(rounds):
        part = items // rounds
        acknowledged += scan_until_killed(profile, number, i * part, part)
    same(len(acknowledged) > items * 2 // 3, True, f"{len(acknowledged)} acknowledged")
    known = {row["uid"] for row in profile.json("list", "count-scans")}
    same([uid for uid in acknowledged if uid not in known], [], "lost")
    profile.ctl("verify")
    print(f"# {len(acknowledged)} acknowledged of {items}, {rounds} kills, none lost")


main([a_whole_count, papers, refusals, unknown_codes, four_eyes, assignments, places_by_their_codes, no_acknowledged_scan_is_lost])
