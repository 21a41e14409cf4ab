#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Check VAT ID in the real window: the answer of a service on this computer is kept and shown."""
import importlib.util
import os
import pathlib

from kontor_test import main, same
from window import Window

spec = importlib.util.spec_from_file_location("vat_id", pathlib.Path(__file__).with_name("test-vat-id.py"))
vat_id = importlib.util.module_from_spec(spec)
spec.loader.exec_module(vat_id)


def check_and_see():
    profile, customer = vat_id.with_customer()
    with vat_id.Service(vat_id.VALID) as service:
        profile.environment["KONTOR_VIES"] = service.address
        with Window(profile, "--page", "customers", "--select", "0") as window:
            window.wait_for("The form is right; not checked online")
            window.press(window.wait_for("Check", "button"))
            window.wait_for("ATU12345675 is valid: the proof is kept")
            window.wait_for("Valid on ")
            if os.environ.get("KONTOR_PICTURES"):
                window.picture(os.path.join(os.environ["KONTOR_PICTURES"], "vat.png"))
            service.server.shutdown()
            service.server.server_close()
            window.press(window.wait_for("Check", "button"))
            window.wait_for("VIES can't be reached")
            window.quit()
    same([c["consultation"] for c in profile.json("show", "customer", customer)["vat_checks"]], ["WAPIAAAAYZ"], "what was kept")


if __name__ == "__main__":
    os.environ["LC_ALL"] = "C.UTF-8"
    main([check_and_see])
