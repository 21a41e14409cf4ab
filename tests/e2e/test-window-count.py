#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A whole count in the real window, with a scanner and without a mouse, while the shop sells."""
import time

from kontor_test import Profile, main, same
from window import Window, wait

ITEMS = 6


def shop():
    """Goods with barcodes in a cellar, ten of each."""
    profile = Profile()
    cellar = profile.run("location.create", name="Cellar", code="CELLAR-1")["location"]
    for i in range(ITEMS):
        made = profile.run("product.create", title=f"Item {i}", kind="goods",
                           variants=[{"sku": f"SKU-{i}", "cost_e4": 20000, "barcodes": [{"code": f"CODE-{i}"}]}])
    number = profile.ctl("count", "plan", "--title", "First").strip()
    profile.ctl("count", "start", number)
    profile.ctl("count", "scan", number, "-", data=("CELLAR-1\n" + "".join(f"CODE-{i}\t10\n" for i in range(ITEMS))).encode())
    profile.ctl("count", "finish", number)
    profile.ctl("count", "decide", number, "--uncounted", "keep")
    profile.ctl("count", "approve", number)
    assert cellar and made
    return profile


def sell(profile, sku, pieces):
    """Goods that leave the cellar now."""
    variant = next(row["uid"] for row in profile.json("list", "variants") if row["sku"] == sku)
    profile.run("stock.adjust", variant=variant, quantity=-pieces * 1000, place=place(profile), reason="lost")


def place(profile):
    return next(row["uid"] for row in profile.json("list", "locations") if row["name"] == "Cellar")


def lines(profile, number):
    return {line["sku"]: line for line in profile.json("count", "review", number) if line["place_name"] == "Cellar"}


def named(*parts):
    return lambda node: any(part.lower() in node.name.lower() for part in parts)


def plan(window):
    """From the list to the counting screen."""
    window.wait_for("First", "label")
    window.keys("ctrl+n")
    window.wait_for("Plan Count", "button")
    window.type("Autumn")
    window.keys("ctrl+Return")
    window.wait_for("Start Count", "button")
    window.keys("ctrl+Return")
    window.wait_focus(named("Quantity or code"), "the counting screen")


def count(window, profile):
    window.scan("CELLAR-1")
    window.wait_for("Cellar", "label")
    window.scan("CODE-0", "CODE-0", "CODE-0")
    window.wait_for("Item 0", "label")
    wait(lambda: window.find("3", "label"), "three of them")
    sell(profile, "SKU-0", 1)  # behind the one who counts
    window.scan("CODE-1")
    window.wait_for("Item 1", "label")
    window.type("4+5")
    window.keys("Return")
    window.wait_for("4+5", "label")
    window.scan("CODE-2")
    window.wait_for("Item 2", "label")
    window.keys("alt+t")
    window.wait_for("The last scan was taken back")
    window.scan("CODE-3")
    window.wait_for("Item 3", "label")
    window.type("0")
    window.keys("Return")
    wait(lambda: window.find("0", "label"), "a zero")
    window.scan("MYSTERY-77")
    window.wait_for("Nobody knows this code")


def name_the_code(window):
    """The code is learned in the count's detail: it was an Item 4."""
    window.keys("alt+n")
    window.wait_for("Unknown Codes", "label")
    for _ in range(40):
        node = window.focused()
        if node is not None and named("What “MYSTERY-77” is")(node):
            break
        window.keys("Tab")
        time.sleep(0.05)
    window.wait_focus(named("What “MYSTERY-77” is"), "the unknown code")
    window.keys("Return")
    window.wait_focus(lambda node: "text" in node.role or "search" in node.role, "what it is")
    window.type("SKU-4")
    window.wait_for("Item 4 · SKU-4", "label")
    window.keys_to_other("Return")
    window.wait_for("Pieces per scan")
    window.keys_to_other("ctrl+Return")
    window.wait_gone("Unknown codes", "list")


def a_whole_count():
    began = time.monotonic()
    profile = shop()
    with Window(profile, "--page", "counts") as window:
        plan(window)
        count(window, profile)
        window.keys("ctrl+Return")
        window.wait_for("Nobody knows 1 code", "label")
        name_the_code(window)
        window.wait_for("Review", "button")
        window.keys("ctrl+Return")
        window.wait_for("Nobody counted 2 items", "label")
        window.keys("alt+k")
        window.wait_for("2 items that nobody counted stay", "label")
        window.keys("alt+b")
        window.wait_for("Booked ·", "label")
        window.quit()
    counts = profile.json("list", "counts")
    number = next(row["number"] for row in counts if row["title"] == "Autumn")
    review = lines(profile, number)
    same({sku: line["counted"] for sku, line in review.items()},
         {"SKU-0": 3000, "SKU-1": 9000, "SKU-2": None, "SKU-3": 0, "SKU-4": 1000, "SKU-5": None}, "counted")
    same({sku: line["on_hand"] for sku, line in review.items()},
         {"SKU-0": 2000, "SKU-1": 9000, "SKU-2": 10000, "SKU-3": 0, "SKU-4": 1000, "SKU-5": 10000}, "on hand")
    same(review["SKU-0"]["book"], 10000, "the book when it was counted")
    same(review["SKU-0"]["since"], -1000, "what moved since")
    profile.ctl("verify")
    print(f"# {time.monotonic() - began:.0f} s")


def choose(window, before, name):
    """The first choice of the drop-down that the keyboard is on. Its focus is in its button, which newer
    toolkits call by what is chosen."""

    def shows(word):
        return lambda node: node.role in ("button", "toggle button") and node.name in ("", word)

    window.wait_focus(shows(before), "a drop-down")
    window.keys("space")
    window.wait_for(name, "label")
    window.keys("Down", "Return")
    window.wait_focus(shows(name), "the drop-down again")


def who_counts():
    """Said after it was planned, and said anew."""
    profile = shop()
    profile.run("person.create", name="Anna", role="counter")
    number = profile.ctl("count", "plan", "--title", "Summer").strip()

    def said():
        rows = profile.json("count", "status", number)["assignments"]
        return [(row["place_name"], row["person_name"]) for row in rows]

    with Window(profile, "--page", "counts", "--select", "0") as window:
        window.wait_for("Summer", "label")
        window.keys("alt+w")
        window.wait_for("Without an assignment", "label")
        window.keys("alt+a")
        choose(window, "Everywhere", "Cellar")
        window.keys("Tab")
        choose(window, "Anybody", "Anna")
        window.keys("ctrl+Return")
        window.wait_for(f"Count {number} assigned")
        wait(lambda: said() == [("Cellar", "Anna")], "the assignment")
        window.keys("alt+w")
        window.press(window.wait_for("Remove", "push button|button"))
        window.wait_focus(named("Assign Somebody"), "the way to another one")
        window.keys("ctrl+Return")
        wait(lambda: said() == [], "nobody in particular")
        window.keys("ctrl+z")
        wait(lambda: said() == [("Cellar", "Anna")], "undone")
        window.quit()


def a_scan_never_ends_in_a_field():
    profile = shop()
    with Window(profile, "--page", "counts") as window:
        window.wait_for("First", "label")
        window.keys("ctrl+f")
        window.wait_focus(named("Search"), "the filter")
        window.type("fir")
        window.scan("CODE-5")
        window.wait_for("Item 5", "label")
        window.wait_for("Variants", "label")
        window.keys("ctrl+f")
        window.wait_focus(named("Search"), "the filter of the products")
        window.type("it")
        window.scan("NOBODY-HAS-THIS")
        window.wait_for("Nothing has the code")
        window.wait_for("6 products", "label")
        for page in ("counts", "products"):
            same(window.find("Nothing here matches"), None, f"what of the code stands in the filter of the {page}")
        window.quit()


if __name__ == "__main__":
    main([a_whole_count, who_counts, a_scan_never_ends_in_a_field])
