#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of reports as a screen reader and the keyboard see it: its figures are those of kontorctl, and lead to their rows."""
from gi.repository import GLib

from kontor_test import Profile, main
from window import Window, wait


def shop():
    profile = Profile(init=False)
    profile.environment["TZ"] = "Europe/Berlin"
    profile.ctl("demo", "shop")
    return profile


def money(minor):
    """As the window writes it without a locale."""
    return f"{minor / 100:,.2f}\u00a0€"


def description(node):
    return node.call("org.freedesktop.DBus.Properties", "Get", GLib.Variant("(ss)", ("org.a11y.atspi.Accessible", "Description")))[0]


def press_the_inner(window, name):
    """A button that opens something is two to a screen reader; the one that is pressed is inside."""
    for node in window.find_all(name):
        try:
            window.press(node)
            return
        except GLib.Error:
            continue
    raise AssertionError(f"“{name}” can't be pressed")


def page_and_kontorctl_agree():
    profile = shop()
    revenue = profile.json("report", "revenue", "--compare")
    with Window(profile, "--page", "reports") as window:
        total = revenue["total"]
        window.wait_for(f"Revenue: {money(total['revenue_minor'])}", "push button|button")
        window.wait_for(f"Paid orders: {total['paid_orders']}", "push button|button")
        window.wait_for("Chart: Revenue", "image|img")
        # The table says row by row what kontorctl says.
        first = revenue["rows"][0]
        window.wait_for(f"Revenue: {money(first['revenue_minor'])}", "push button|button")
        window.wait_for(f"before: {money(first['before']['revenue_minor'])}", "push button|button")
        # The cursor of the chart is told, and goes along the rows by the arrow keys.
        window.wait_focus(lambda node: node.name.startswith("Chart: Revenue"), "the chart")
        window.keys("Home", "Right")  # the pointer may have put the cursor somewhere
        second = revenue["rows"][1]
        described = f": {money(second['revenue_minor'])}"
        wait(lambda: any(described in description(n) for n in window.find_all("Chart: Revenue")), "the value under the cursor to be told")
        # Enter opens exactly the orders of that day.
        window.keys("Return")
        orders = len(profile.json("list", "orders", "--filter", second["opens"]["revenue_minor"]["filter"], "--limit", "100"))
        window.wait_for(f"{orders} order", "label")


def reports_are_chosen_by_keyboard():
    profile = shop()
    products = profile.json("report", "products", "--from", profile.json("report", "orders")["rows"][0]["opens"]["orders"]["filter"].split()[0][7:])
    with Window(profile, "--page", "reports", "--filter", "products") as window:
        best = products["rows"][0]
        window.wait_for("Popular Products", "label")
        window.wait_for(best["title"], "label")
        window.wait_for(f"Quantity: {best['quantity'] // 1000}", "push button|button")
        # The definition is a button away, in whole sentences.
        press_the_inner(window, "How this is counted")
        window.wait_for("returns are not taken off", "label")
        window.keys("Escape")
        # A figure opens its rows.
        window.press(window.wait_for(f"Quantity: {best['quantity'] // 1000}", "push button|button"))
        orders = len(profile.json("list", "orders", "--filter", best["opens"]["quantity"]["filter"], "--limit", "1000"))
        window.wait_for(f"{orders} order", "label")


def an_empty_company_is_told_so():
    profile = Profile()
    with Window(profile, "--page", "reports") as window:
        window.wait_for("There is nothing to show for this time", "label")
        window.press(window.wait_for("Last 12 Months", "push button|button"))
        window.wait_for("Last 12 months")


main([page_and_kontorctl_agree, reports_are_chosen_by_keyboard, an_empty_company_is_told_so])
