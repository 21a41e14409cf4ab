#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The real window for people who don't see it, or have no pointer: names, focus and keys."""
import pathlib
import re
import xml.etree.ElementTree

from gi.repository import GLib

from kontor_test import Profile, main, same
from window import FOCUSABLE, SENSITIVE, Node, Window, wait

TOP = pathlib.Path(__file__).resolve().parents[2]
PAGES = {
    "today": "Revenue of the Last 30 Days",
    "orders": "Ship Order|Record Payment|Mark as",
    "customers": "Customer menu",
    "products": "Variants",
    "attention": "Nothing",
    "new-order": "Product, SKU or barcode",
    "new-customer": "Name",
    "import": "Choose a File",
    "settings": "Preferences",
}
CONTROLS = r"(toggle |push |radio |menu |spin )?button|check box|combo box|entry|link|search box|slider|switch|text box|text"
WINDOW_CONTROLS = ("Minimize", "Maximize", "Close")


def sample():
    profile = Profile(init=False)
    profile.ctl("demo", "shop", "--orders", "60")
    return profile


def resting(window):
    """All nodes of the page, once two looks in a row find the same."""
    seen = []

    def still():
        seen.append([node.path for node in window.nodes()])
        return len(seen) > 1 and seen[-1] == seen[-2]

    wait(still, "the page to come to rest")
    return [Node(window.root.owner, path) for path in seen[-1]]


def parent_role(node):
    """Role of what it is in: parts of the toolkit's own widgets are named by those."""
    parent = node.call("org.freedesktop.DBus.Properties", "Get", GLib.Variant("(ss)", ("org.a11y.atspi.Accessible", "Parent")))[0]
    return Node(*parent).role


def describe(node):
    return f"{node.role} at {node.extents}"


def every_control_has_a_name():
    nameless = []
    profile = sample()
    for page, landmark in PAGES.items():
        with Window(profile, "--page", page, "--select", "0") as window:
            wait(lambda: any(window.find(part) for part in landmark.split("|")), f"the page {page}")
            controls = [node for node in resting(window) if re.fullmatch(CONTROLS, node.role)]
            nameless += [f"{page}: {describe(node)}" for node in controls
                         if not node.name and parent_role(node) not in ("combo box", "scroll bar")]
    same(nameless, [], "controls without a name")


def tab_comes_everywhere():
    with Window(sample(), "--page", "orders", "--select", "0") as window:
        window.wait_for("Order menu")
        nodes = resting(window)
        window.keys("ctrl+f")
        window.wait_focus(lambda node: node.role == "search box", "the filter")
        reached = [window.focused()]
        while True:
            window.keys("Tab")
            wait(lambda: window.focused() != reached[-1], f"the keyboard to go on from {reached[-1]}")
            if window.focused() in reached:
                break
            reached.append(window.focused())
            if len(reached) > 100:
                raise AssertionError("Tab does not come around")
        around = {node.path for node in reached}
        missed = [str(node) for node in nodes if re.fullmatch(CONTROLS, node.role) and node.has(FOCUSABLE, SENSITIVE)
                  and node.path not in around and node.name not in WINDOW_CONTROLS]
        same(missed, [], "controls that Tab does not reach")
        roles = [node.role for node in reached]
        same(roles.count("row"), 1, "stops in the list")
        for role in ("list item", "search box", "text box"):
            if role not in roles:
                raise AssertionError(f"Tab comes to no {role}: {roles}")


def pages_by_key():
    with Window(sample(), "--page", "import") as window:
        window.wait_for("Choose a File")
        for key, landmark in (("alt+1", "Revenue of the Last 30 Days"), ("alt+2", "New Order"), ("alt+3", "New Customer"), ("alt+4", "Products"),
                              ("ctrl+comma", "Preferences")):
            window.keys(key)
            window.wait_for(landmark)
        window.keys_to_other("question")
        window.wait_for("Go to anything")
        window.keys_to_other("Escape")
        window.keys("ctrl+k")
        window.wait_for("Search everything", "text box|search box|entry")
        window.keys("Escape")
        window.quit()


def accelerators():
    """Keys and what they do, from the table of the program."""
    source = (TOP / "src/desktop/kontor-application.c").read_text()
    table = re.search(r"accelerators\[\] = \{\n(.*?)\n\};", source, re.S).group(1)
    entries = re.findall(r'\{ "([^"]+)", \{ (.*?) \} \}', table)
    return {action: re.findall(r'"([^"]+)"', keys) for action, keys in entries}


def shown_shortcuts():
    """Action and keys, as far as they are written out, of the window of shortcuts."""
    tree = xml.etree.ElementTree.parse(TOP / "ui/help-overlay.ui")
    for shortcut in tree.iter("object"):
        if shortcut.get("class") == "GtkShortcutsShortcut":
            yield {prop.get("name"): prop.text for prop in shortcut.findall("property")}


def written_keys(shortcuts):
    """Keys that are written out in the window of shortcuts; a range counts as all of it."""
    for shortcut in shortcuts:
        for key in (shortcut.get("accelerator") or "").split():
            span = re.fullmatch(r"(.*)(\d)\.\.\.(\d)", key)
            if span:
                yield from (f"{span.group(1)}{number}" for number in range(int(span.group(2)), int(span.group(3)) + 1))
            else:
                yield key


def every_key_is_told():
    table = accelerators()
    shown = list(shown_shortcuts())
    if len(table) < 10:
        raise AssertionError(f"the table of accelerators was not read: {table}")
    written = set(written_keys(shown))
    told = {shortcut["action-name"] for shortcut in shown if "action-name" in shortcut}
    same([action for action, keys in table.items() if action not in told and not set(keys) <= written], [],
         "keys that the window of shortcuts does not tell")
    same(sorted(told - set(table)), [], "actions without a key")
    same([shortcut for shortcut in shown if "action-name" not in shortcut and "accelerator" not in shortcut], [], "empty shortcuts")
    keys = [key for keys in table.values() for key in keys]
    same(len(keys), len(set(keys)), "keys that do two things")


if __name__ == "__main__":
    main([every_control_has_a_name, tab_comes_everywhere, pages_by_key, every_key_is_told])
