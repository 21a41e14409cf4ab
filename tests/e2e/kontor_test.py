# SPDX-License-Identifier: GPL-3.0-or-later
"""What the end-to-end tests share: TAP, a profile in a folder of its own, kontorctl."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import traceback

BUILD = pathlib.Path(os.environ["KONTOR_BUILD"])
SHARED = pathlib.Path(os.environ["KONTOR_SHARED"])
FULL = os.environ.get("KONTOR_TEST_LENGTH") == "full"
CTL = BUILD / "src/tool/kontorctl"


class Refused(Exception):
    """kontorctl said no: its status and sentence."""

    def __init__(self, status, sentence):
        super().__init__(sentence)
        self.status = status


class Profile:
    """A profile in a temporary folder."""

    def __init__(self, company="Probe GmbH", currency="EUR", init=True):
        self.home = tempfile.TemporaryDirectory(prefix="kontor-e2e-")
        self.folder = os.path.join(self.home.name, "profile")
        self.environment = dict(os.environ, XDG_STATE_HOME=os.path.join(self.home.name, "state"),
                                XDG_DATA_HOME=os.path.join(self.home.name, "data"))
        if init:
            self.ctl("init", "--company", company, "--currency", currency)

    def ctl(self, *words, data=None, json_output=False):
        command = [str(CTL), "--profile", self.folder] + (["--json"] if json_output else []) + list(words)
        done = subprocess.run(command, input=data, capture_output=True, env=self.environment, timeout=600)
        if done.returncode != 0:
            raise Refused(done.returncode, done.stderr.decode())
        return done.stdout.decode()

    def json(self, *words, data=None):
        return json.loads(self.ctl(*words, data=data, json_output=True))

    def run(self, command, **params):
        return json.loads(self.ctl("run", command, json.dumps(params)))


def shared(path):
    """A file of the real data; its absence is a failure with a clear sentence."""
    found = SHARED / path
    if not found.exists():
        raise AssertionError(f"the test data {found} is missing")
    return found


def same(actual, expected, what=""):
    if actual != expected:
        raise AssertionError(f"{what}: {actual!r} instead of {expected!r}")


def refuses(call, *parts):
    """The call is refused with status 1 and a sentence that has these parts."""
    try:
        call()
    except Refused as refusal:
        same(refusal.status, 1, "status")
        for part in parts:
            if part.lower() not in str(refusal).lower():
                raise AssertionError(f"the refusal does not name “{part}”: {refusal}") from None
        return str(refusal)
    raise AssertionError("nothing was refused")


def main(tests):
    print(f"1..{len(tests)}", flush=True)
    failed = 0
    for number, test in enumerate(tests, 1):
        try:
            test()
            print(f"ok {number} {test.__name__}", flush=True)
        except Exception:  # a test may fail in any way; the next one runs all the same
            failed += 1
            print(f"not ok {number} {test.__name__}")
            for line in traceback.format_exc().splitlines():
                print(f"# {line}", flush=True)
    sys.exit(1 if failed else 0)
