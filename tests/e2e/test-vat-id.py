#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The proof of a buyer's VAT id, by kontorctl, from a service on this computer that answers as VIES does."""
import http.server
import json
import threading

from kontor_test import Profile, main, refuses, same

VALID = {"isValid": True, "userError": "VALID", "name": "Alpen GmbH", "address": "Gasse 1\n1010 Wien",
         "requestIdentifier": "WAPIAAAAYZ"}


class Service:
    """One answer for every question; what was asked is kept."""

    def __init__(self, answer, status=200):
        asked = self.asked = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                asked.append(self.path)
                body = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *words):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/rest-api"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *unused):
        self.server.shutdown()
        self.server.server_close()


def with_customer():
    profile = Profile()
    profile.run("company.set", key="vat_id", value="DE136695976")
    customer = profile.run("customer.create", kind="company", name="Alpen", vat_id="ATU12345675")
    return profile, customer["customer"]


def ask(profile, customer, service):
    profile.environment["KONTOR_VIES"] = service.address
    return profile.json("customer", "check-vat", customer)


def an_answer_is_kept():
    profile, customer = with_customer()
    with Service(VALID) as service:
        same(ask(profile, customer, service)["is_valid"], True, "the answer")
        same(service.asked, ["/rest-api/ms/AT/vat/U12345675?requesterMemberStateCode=DE&requesterNumber=136695976"],
             "the question")
    with Service({"isValid": False, "userError": "INVALID", "name": "---"}) as service:
        ask(profile, customer, service)
    checks = profile.json("show", "customer", customer)["vat_checks"]
    same([(c["is_valid"], c["name"], c["consultation"]) for c in checks],
         [(0, "", ""), (1, "Alpen GmbH", "WAPIAAAAYZ")], "both, the newest first")
    same((checks[1]["address"], checks[1]["requester"]), ("Gasse 1 1010 Wien", "DE136695976"), "the proof")
    profile.ctl("verify")


def no_answer_is_no_proof():
    profile, customer = with_customer()
    for answer, status, words in (({"isValid": False, "userError": "MS_UNAVAILABLE"}, 200, "register of “AT”"),
                                  ({"errorWrappers": [{"error": "GLOBAL_MAX_CONCURRENT_REQ"}]}, 500, "too many questions"),
                                  (b"<html>busy</html>", 503, "does not answer"), (b"<html>", 200, "no meaning"),
                                  (b"x" * 100000, 200, "no meaning"),
                                  ({"isValid": False, "userError": "INVALID_REQUESTER_INFO"}, 200, "own VAT id")):
        with Service(answer, status) as service:
            refuses(lambda service=service: ask(profile, customer, service), words)
    refuses(lambda: ask(profile, customer, service), "can't be reached", "no network")  # it was shut down
    nobody = profile.run("customer.create", kind="person", name="Anna")["customer"]
    refuses(lambda: ask(profile, nobody, service), "Anna", "no VAT id")
    same(profile.json("show", "customer", customer)["vat_checks"], [], "nothing was kept")


def a_draft_warns_without_proof():
    profile, customer = with_customer()
    profile.run("company.set", key="country", value="DE")
    order = profile.run("order.create", customer=customer, state="PENDING_PAYMENT", price_mode="net",
                        billing={"name": "Alpen", "street": "Gasse 1", "postcode": "1010", "city": "Wien", "country": "AT"},
                        lines=[{"title": "Zeder", "quantity": 1000, "price_e4": 1000000, "tax_code": "standard"}])
    draft = profile.json("invoice", "draft", order["number"])["draft"]

    def warnings():
        found = profile.json("invoice", "check", draft)["findings"]
        return [f["rule"] for f in found if f["rule"].startswith("VAT-ID")]

    same(warnings(), ["VAT-ID-UNPROVED"], "before")
    with Service(VALID) as service:
        ask(profile, customer, service)
    same(warnings(), [], "with a proof")
    with Service({"isValid": False, "userError": "INVALID"}) as service:
        ask(profile, customer, service)
    same(warnings(), ["VAT-ID-INVALID"], "the newest counts")


if __name__ == "__main__":
    main([an_answer_is_kept, no_answer_is_no_proof, a_draft_warns_without_proof])
