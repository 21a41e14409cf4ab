#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Backup, restore, and files that are not what they should be."""
import os
import pathlib
import sqlite3
import subprocess

from kontor_test import BUILD, Profile, main, refuses, same

LINES = [{"title": "Becher", "quantity": 1000, "price_e4": 149000, "tax_code": "standard", "tax_rate_bp": 1900}]


def backup_and_restore():
    profile = Profile()
    profile.run("order.create", customer_name="Jo", lines=LINES)
    backup = os.path.join(profile.home.name, "backup.db")
    profile.ctl("backup", backup)
    profile.run("order.create", customer_name="Mara", lines=LINES)
    profile.ctl("restore", backup)
    same([row["customer"] for row in profile.json("list", "orders")], ["Jo"], "orders")
    same(len(list(pathlib.Path(profile.folder).glob("kontor.db.replaced-*"))) >= 1, True, "the replaced file")
    profile.ctl("verify")


def number_is_not_given_twice_after_a_restore():
    profile = Profile()
    backup = os.path.join(profile.home.name, "backup.db")
    profile.ctl("backup", backup)
    first = profile.run("order.create", customer_name="Jo", lines=LINES)["number"]
    profile.ctl("restore", backup)
    second = profile.run("order.create", customer_name="Mara", lines=LINES)["number"]
    same(first != second, True, f"the number {first} is given once")


def damaged_files():
    profile = Profile()
    profile.run("order.create", customer_name="Jo", lines=LINES)
    database = pathlib.Path(profile.folder, "kontor.db")
    good = database.read_bytes()
    database.write_bytes(b"this is no database, just text that somebody put here" * 50)
    refuses(lambda: profile.ctl("list", "orders"), "not a Kontor database")
    same(database.read_bytes()[:4], b"this", "the file is left alone")
    database.write_bytes(good)
    refuses(lambda: profile.ctl("restore", "/nowhere.db"), "nowhere")
    same(len(profile.json("list", "orders")), 1, "orders")


def newer_database():
    profile = Profile()
    database = sqlite3.connect(os.path.join(profile.folder, "kontor.db"))
    database.execute("PRAGMA user_version = 9999")
    database.commit()
    database.close()
    refuses(lambda: profile.ctl("list", "orders"), "newer")


def no_profile():
    profile = Profile(init=False)
    refuses(lambda: profile.ctl("list", "orders"), "profile")
    profile.ctl("init", "--company", "Eins")
    refuses(lambda: profile.ctl("init", "--company", "Zwei"))


def languages_are_found():
    """In the folder that KONTOR_LOCALE_DIR names, by both programs alike."""
    def words(folder):
        environment = dict(os.environ, KONTOR_LOCALE_DIR=str(folder), LANGUAGE="de", LC_ALL="C.UTF-8")
        return subprocess.run([BUILD / "src/desktop/kontor", "--help"], env=environment, capture_output=True, text=True).stdout
    same("Weiteres Fenster" in words(BUILD / "po"), True, "German where it is")
    same("Open another window" in words("/nowhere"), True, "English where there is none")


main([languages_are_found, backup_and_restore, number_is_not_given_twice_after_a_restore, damaged_files, newer_database, no_profile])
