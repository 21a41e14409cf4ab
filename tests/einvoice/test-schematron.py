# SPDX-License-Identifier: GPL-3.0-or-later
"""What Kontor writes, before the judges: the official XSDs and the compiled schematrons of CEN, Factur-X
and KoSIT, run by Saxon-HE. One JVM a folder, since starting it takes longer than a hundred invoices."""
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

SHARED = pathlib.Path(os.environ["KONTOR_SHARED"]) / "finance"
SAXON = pathlib.Path("/usr/share/java/Saxon-HE.jar")
SVRL = "{http://purl.oclc.org/dsdl/svrl}"
LENGTH = os.environ.get("KONTOR_TEST_LENGTH", "short")
COUNT = 200 if LENGTH == "full" else 6

CII_XSD = "xsd/cii-d16b/uncefact/data/standard/CrossIndustryInvoice_100pD16B.xsd"
FACTURX_XSD = "facturx/en16931/Factur-X_EN16931.xsd"
CEN_CII = "en16931/EN16931-CII-validation.xslt"

# Each folder with the rules that it must keep.
SCHEMAS = [("facturx", FACTURX_XSD), ("facturx", CII_XSD), ("xrechnung-cii", CII_XSD), ("xrechnung-ubl", None)]
RULES = [
    ("facturx", CEN_CII),
    ("facturx", "facturx/en16931/Factur-X_1.09_EN16931.xsl"),
    ("xrechnung-cii", "xrechnung/XRechnung-CII-validation.xslt"),
    ("xrechnung-ubl", "en16931/EN16931-UBL-validation.xslt"),
    ("xrechnung-ubl", "xrechnung/XRechnung-UBL-validation.xslt"),
]
if LENGTH == "full":
    RULES.append(("xrechnung-cii", CEN_CII))


def ubl_schema(path):
    name = "CreditNote" if "<CreditNote" in path.read_text(encoding="utf-8") else "Invoice"
    return f"xsd/ubl-2.1/maindoc/UBL-{name}-2.1.xsd"


def validate(folder, schema):
    """The files that break the schema."""
    groups = {}
    for path in sorted(folder.glob("*.xml")):
        groups.setdefault(schema or ubl_schema(path), []).append(str(path))
    for name, paths in groups.items():
        done = subprocess.run(["xmllint", "--nonet", "--noout", "--schema", str(SHARED / name), *paths],
                              capture_output=True, text=True)
        if done.returncode != 0:
            yield from [line for line in done.stderr.splitlines() if not line.endswith(" validates")][:10]


def judge(folder, rules, out):
    """Broken rules: (file, id, flag)."""
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir()
    done = subprocess.run(["java", "-Xmx700m", "-jar", str(SAXON), f"-xsl:{SHARED / rules}", f"-s:{folder}", f"-o:{out}"],
                          capture_output=True, text=True)
    reports = list(out.iterdir())
    if done.returncode != 0 or len(reports) != len(list(folder.iterdir())):
        raise RuntimeError(done.stderr[-2000:] or "the schematron gave no report for some files")
    for report in sorted(reports):
        tree = ElementTree.parse(report)
        if tree.find(f"{SVRL}fired-rule") is None:
            raise RuntimeError(f"{report.name}: no rule looked at it")
        for failed in tree.iter(f"{SVRL}failed-assert"):
            yield report.name, failed.get("id"), failed.get("flag")


class Tap:
    def __init__(self):
        self.number = 0
        self.failed = False

    def report(self, name, problems):
        self.number += 1
        print(f"{'not ok' if problems else 'ok'} {self.number} {name}", flush=True)
        for problem in problems[:20]:
            print(f"# {problem}", flush=True)
        self.failed |= bool(problems)


def check_judge(tap, top):
    """The judge must find what is known to be wrong, or its silence says nothing."""
    folder = top / "negative"
    folder.mkdir()
    wanted = {}
    for name, entry in json.loads((SHARED / "negative/expected.json").read_text()).items():
        if entry["facturx_xsd_ok"]:
            shutil.copy(SHARED / "negative" / f"{name}.xml", folder)
            wanted[f"{name}.xml"] = set(entry["en16931_fatal"])
    found = {}
    for name, rule, _flag in judge(folder, CEN_CII, top / "negative-out"):
        found.setdefault(name, set()).add(rule)
    tap.report("the judge finds what is wrong",
               [f"{name}: {rules - found.get(name, set())} not found" for name, rules in wanted.items()
                if not rules <= found.get(name, set())])


def main():
    if not SAXON.exists() and not pathlib.Path("/etc/debian_version").exists():
        print("1..0 # SKIP Saxon-HE is where only Debian's package puts it")
        return 0
    seed = int(os.environ.get("KONTOR_TEST_SEED", random.randrange(1 << 31)))
    print(f"1..{len(SCHEMAS) + len(RULES) + 1}")
    print(f"# KONTOR_TEST_SEED={seed}, {COUNT} random invoices")
    tap = Tap()
    with tempfile.TemporaryDirectory(prefix="kontor-einvoice-") as name:
        top = pathlib.Path(name)
        subprocess.run([sys.argv[1], name, str(seed), str(COUNT)], check=True)
        for folder, schema in SCHEMAS:
            tap.report(f"{folder}: {schema or 'UBL 2.1'}", list(validate(top / folder, schema)))
        for folder, rules in RULES:
            broken = [f"{file}: {rule} ({flag})" for file, rule, flag in judge(top / folder, rules, top / "out")
                      if flag != "information"]
            tap.report(f"{folder}: {rules}", broken)
        check_judge(tap, top)
    return 1 if tap.failed else 0


sys.exit(main())
