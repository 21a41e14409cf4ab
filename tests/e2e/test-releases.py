#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Companies of older releases open, say the same as then, and go on. Each release leaves a small one
in tests/releases: test-releases.py --store VERSION (scripts/store-release) makes it."""
import json
import os
import pathlib
import re
import sqlite3
import sys
import tarfile

TOP = pathlib.Path(__file__).resolve().parents[2]
FOLDER = TOP / "tests/releases"

from kontor_test import Profile, main, same  # noqa: E402

LISTS = ("orders", "products", "customers", "attention", "imports")
DETAILS = 4
CSV = "sku;title;price;barcode\nREL-1;Release mug;12,50;4006381333931\nREL-2;Release jug;29,90;\n"
LINE = {"title": "Becher", "quantity": 2000, "price_e4": 149000, "tax_code": "standard", "tax_rate_bp": 1900}


def facts(profile):
    """What a company says of itself: all of a few records, and the key of every other."""
    told = {"lists": {}, "order": {}, "customer": {}, "product": {}}
    for name in LISTS:
        told["lists"][name] = len(profile.json("list", name, "--limit", "0"))
    orders = profile.json("list", "orders", "--limit", "0", "--sort", "number")
    told["totals"] = {row["number"]: profile.json("show", "order", row["number"])["gross_minor"] for row in orders[-12:]}
    for kind, rows in (("order", orders), ("customer", profile.json("list", "customers", "--limit", str(DETAILS))),
                       ("product", profile.json("list", "products", "--limit", str(DETAILS)))):
        for row in rows[-DETAILS:]:
            told[kind][row["uid"]] = profile.json("show", kind, row["uid"])
    return told


def contains(newer, older, where=""):
    """What was told then is told now; newer versions may tell more."""
    if isinstance(older, dict):
        for key, value in older.items():
            if not isinstance(newer, dict) or key not in newer:
                raise AssertionError(f"{where}.{key} is not told any more")
            contains(newer[key], value, f"{where}.{key}")
    elif isinstance(older, list):
        same(len(newer), len(older), f"{where}: entries")
        for number, value in enumerate(older):
            contains(newer[number], value, f"{where}[{number}]")
    else:
        same(newer, older, where)


def make():
    """A company with a bit of everything that this version can do."""
    profile = Profile(init=False)
    profile.ctl("demo", "shop", "--orders", "40", "--seed", "7")
    order = profile.run("order.create", customer_name="Käthe Großmann", lines=[LINE])["order"]
    for step in ("place", "pay", "process"):
        profile.run(f"order.{step}", order=order)
    cancelled = profile.run("order.create", customer_name="Anna Meier", lines=[LINE])["order"]
    profile.run("order.place", order=cancelled)
    profile.run("order.cancel", order=cancelled, reason="Doppelt bestellt")
    profile.run("order.create", customer_name="Nie gewesen", lines=[LINE])
    profile.ctl("undo")
    profile.ctl("import", "csv", "-", data=CSV.encode())
    profile.ctl("verify")
    return profile


def store(version):
    profile = make()
    told = facts(profile)
    with sqlite3.connect(os.path.join(profile.folder, "kontor.db")) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    FOLDER.mkdir(exist_ok=True)
    with tarfile.open(FOLDER / f"{version}.tar.xz", "w:xz", preset=9) as archive:
        for name in ("kontor.db", "files"):
            if os.path.exists(os.path.join(profile.folder, name)):
                archive.add(os.path.join(profile.folder, name), name)
    (FOLDER / f"{version}.json").write_text(json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
    print(f"tests/releases/{version}.tar.xz has {(FOLDER / f'{version}.tar.xz').stat().st_size // 1024} KiB.")


def opens(path):
    def test():
        profile = Profile(init=False)
        with tarfile.open(path) as archive:
            archive.extractall(profile.folder)
        profile.ctl("verify")
        contains(facts(profile), json.loads(path.with_name(path.name.replace(".tar.xz", ".json")).read_text()))
        made = profile.run("order.create", customer_name="Neu", lines=[LINE])
        profile.run("order.place", order=made["order"])
        same(profile.json("show", "order", made["number"])["customer_name"], "Neu", "a new order")
        profile.ctl("undo")
        profile.ctl("verify")

    test.__name__ = f"release_{path.name.removesuffix('.tar.xz')}"
    return test


def every_release_left_one():
    metainfo = (TOP / "data/org.kontorapp.Kontor.metainfo.xml.in").read_text()
    versions = re.findall(r'<release version="([^"]+)"', metainfo)
    same([version for version in versions if not (FOLDER / f"{version}.tar.xz").exists()], [], "releases without a stored company")
    current = re.search(r"^  version: '([^']+)'", (TOP / "meson.build").read_text(), re.M).group(1)
    same(versions[0], current, "the newest release notes")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--store"]:
        store(sys.argv[2])
    else:
        main([every_release_left_one, *map(opens, sorted(FOLDER.glob("*.tar.xz")))])
