#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The files for tax adviser and tax office, read back with other eyes: csv, zipfile and xml of Python against the rows of the
company's file."""
import csv
import datetime
import decimal
import hashlib
import io
import os
import sqlite3
import xml.etree.ElementTree as xml
import zipfile

from kontor_test import Profile, main, refuses, same, shared

EPOCH = datetime.date(1970, 1, 1)


def make_company():
    """The sample shop with invoices of today, one of them cancelled."""
    profile = Profile(init=False)
    profile.environment["TZ"] = "Europe/Berlin"
    profile.ctl("demo", "shop", "--orders", "150")
    orders = profile.json("list", "orders", "--filter", "state:delivered,shipped", "--limit", "60")
    issued = 0
    for row in orders:
        try:
            profile.ctl("invoice", "issue", row["number"], "--format", "facturx")
            issued += 1
        except Exception:  # billed by the sample already
            continue
        if issued == 12:
            break
    newest = profile.json("list", "invoices", "--filter", "kind:invoice", "--sort", "-issued", "--limit", "1")[0]
    profile.ctl("invoice", "cancel", newest["number"], "Irrtum")
    profile.run("company.set", key="datev_adviser", value="1001")
    profile.run("company.set", key="datev_client", value="7")
    return profile


PROFILE = make_company()
DATABASE = os.path.join(PROFILE.folder, "kontor.db")


def rows(sql, *values):
    with sqlite3.connect(f"file:{DATABASE}?mode=ro", uri=True) as connection:
        return connection.execute(sql, values).fetchall()


def this_month():
    day = rows("SELECT max (issued_on) FROM invoice")[0][0]
    date = EPOCH + datetime.timedelta(days=day)
    first = date.replace(day=1)
    after = (first + datetime.timedelta(days=32)).replace(day=1)
    return f"{date:%Y-%m}", (first - EPOCH).days, (after - EPOCH).days - 1


PERIOD, FROM, TO = this_month()


def export(kind, *words):
    folder = os.path.join(PROFILE.home.name, "out")
    answer = PROFILE.json("books", kind, "--period", PERIOD, "--out", folder, *words)
    for file in answer["files"]:
        with open(os.path.join(folder, file["name"]), "rb") as stream:
            same(hashlib.sha256(stream.read()).hexdigest(), file["sha256"], file["name"])
    return answer, [os.path.join(folder, file["name"]) for file in answer["files"]]


def read_batch(path):
    with open(path, "rb") as stream:
        data = stream.read()
    same(data.count(b"\n"), data.count(b"\r\n"), "line ends")
    return list(csv.reader(io.StringIO(data.decode("cp1252"), newline=""), delimiter=";"))


def signed(row):
    amount = decimal.Decimal(row[0].replace(",", "."))
    return int(amount * 100) * (-1 if row[1] == "H" else 1)


def test_datev():
    answer, paths = export("datev")
    lines = read_batch(paths[0])
    sample = list(csv.reader(io.StringIO(shared("finance/datev/EXTF_Buchungsstapel_SKR03.csv").read_bytes().decode("cp1252"),
                                         newline=""), delimiter=";"))
    same(lines[1], sample[1], "names of columns")
    same(len(lines[0]), len(sample[0]), "fields of the first line")
    same({len(line) for line in lines[2:]}, {125}, "fields of a booking")
    same((lines[0][10], lines[0][11], lines[0][20]), ("1001", "7", "0"), "adviser, client, fixed")
    same(len(lines) - 2, answer["n_rows"], "bookings")

    documents = dict(rows("SELECT number, sign * gross_minor FROM invoice WHERE sign <> 0 AND issued_on BETWEEN ? AND ?", FROM, TO))
    booked = {}
    for line in lines[2:]:
        if line[10] in documents and line[19]:
            booked[line[10]] = booked.get(line[10], 0) + signed(line)
    same(booked, documents, "sum of each document")
    same(answer["sum_minor"], sum(documents.values()), "sum of the log")


def test_pictures():
    _, paths = export("datev")
    with zipfile.ZipFile(paths[1]) as archive:
        same(archive.testzip(), None, "archive")
        tree = xml.fromstring(archive.read("document.xml"))
        space = {"d": "http://xml.datev.de/bedi/tps/document/v06.0"}
        linked = {item.get("guid"): item.find("d:extension", space).get("name") for item in tree.iterfind(".//d:document", space)}
        for name in linked.values():
            assert archive.read(name).startswith(b"%PDF"), name
    guids = {line[19][6:-1] for line in read_batch(paths[0])[2:] if line[19]}
    same(guids, set(linked), "links of bookings")


def test_repeat():
    first, first_paths = export("datev")
    second, second_paths = export("datev")
    same((first["repeats"], second["repeats"]), (True, True), "repeats")
    assert set(first_paths).isdisjoint(second_paths), "a repeated export wrote over the one before"
    assert "Wdh." in read_batch(second_paths[0])[0][16], "the label does not say that it is a repetition"
    log = PROFILE.json("books", "exports")
    same(log[0]["repeats"], log[-1]["uid"], "the first export")


def test_z3():
    _, paths = export("z3")
    with zipfile.ZipFile(paths[0]) as archive:
        tree = xml.fromstring(archive.read("index.xml"))
        assert "gdpdu-01-09-2004.dtd" in archive.namelist()
        for table in tree.iterfind(".//Table"):
            columns = [column.findtext("Name") for column in table.find("VariableLength")]
            lines = list(csv.reader(io.StringIO(archive.read(table.findtext("URL")).decode(), newline=""), delimiter=";"))
            same(lines[0], columns, table.findtext("Name"))
            same({len(line) for line in lines}, {len(columns)}, table.findtext("Name"))
            if table.findtext("URL") == "rechnungen.csv":
                expected = rows("SELECT sum (gross_minor) FROM invoice WHERE issued_on BETWEEN ? AND ?", FROM, TO)[0][0]
                gross = columns.index("Brutto")
                same(sum(round(100 * decimal.Decimal(line[gross].replace(",", "."))) for line in lines[1:]), expected, "gross")


def test_figures():
    vat = PROFILE.json("books", "vat", "--period", PERIOD)
    expected = rows("SELECT sum (sign * t.tax_minor) FROM invoice AS i JOIN invoice_tax AS t ON t.invoice_uid = i.uid"
                    " WHERE sign <> 0 AND issued_on BETWEEN ? AND ?", FROM, TO)[0][0]
    same(vat["tax_minor"], expected, "VAT")
    oss = PROFILE.json("books", "oss", "--period", PERIOD)
    same(oss["threshold_minor"], 1000000, "threshold")
    _, paths = export("vat")
    with open(paths[0], newline="") as stream:
        lines = list(csv.DictReader(stream))
    same(sum(round(100 * decimal.Decimal(line["Steuer"])) for line in lines if line["Kennzahl"]), expected, "VAT of the file")
    export("ec-list")
    export("oss")


def test_procedure():
    _, paths = export("procedure")
    with open(paths[0], "rb") as stream:
        assert stream.read().startswith(b"%PDF")


def test_closing():
    PROFILE.ctl("books", "close", "--period", "2025-01")
    month = PROFILE.json("books", "month", "--period", "2025-01")
    same(month["closed"], True, "closed")
    same(PROFILE.json("books", "month", "--period", PERIOD)["closed"], False, "this month")
    refuses(lambda: PROFILE.ctl("books", "close", "--period", "2025-01"), "closed already")
    PROFILE.ctl("books", "open", "--period", "2025-01")
    same(PROFILE.json("books", "month", "--period", "2025-01")["closed"], False, "open again")


def test_refusals():
    folder = os.path.join(PROFILE.home.name, "none")
    refuses(lambda: PROFILE.ctl("books", "datev", "--period", "2019-01", "--out", folder), "nothing to book")
    assert not os.path.exists(folder), "a refused export left a folder"
    other = Profile()
    refuses(lambda: other.ctl("books", "datev", "--period", "2026-01", "--out", folder), "datev_adviser")


main([test_datev, test_pictures, test_repeat, test_z3, test_figures, test_procedure, test_closing, test_refusals])
