#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The part of the portals that asks a person, without one: portal_backend.py FOLDER

It answers xdg-desktop-portal as a desktop's backend does. What it answers lies in FOLDER/answers.json
({"open": PATH}); what it was asked goes to FOLDER/asked.jsonl, what was printed to FOLDER/printed.pdf."""
import json
import os
import pathlib
import sys

import gi

gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib  # noqa: E402

NAME = "org.freedesktop.impl.portal.desktop.kontortest"
PATH = "/org/freedesktop/portal/desktop"
INTERFACES = """<node>
<interface name="org.freedesktop.impl.portal.FileChooser">
  <method name="OpenFile"><arg type="o" direction="in"/><arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="s" direction="in"/>
    <arg type="a{sv}" direction="in"/><arg type="u" direction="out"/><arg type="a{sv}" direction="out"/></method>
  <method name="SaveFile"><arg type="o" direction="in"/><arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="s" direction="in"/>
    <arg type="a{sv}" direction="in"/><arg type="u" direction="out"/><arg type="a{sv}" direction="out"/></method>
</interface>
<interface name="org.freedesktop.impl.portal.Print">
  <method name="PreparePrint"><arg type="o" direction="in"/><arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="s" direction="in"/>
    <arg type="a{sv}" direction="in"/><arg type="a{sv}" direction="in"/><arg type="a{sv}" direction="in"/>
    <arg type="u" direction="out"/><arg type="a{sv}" direction="out"/></method>
  <method name="Print"><arg type="o" direction="in"/><arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="s" direction="in"/>
    <arg type="h" direction="in"/><arg type="a{sv}" direction="in"/><arg type="u" direction="out"/><arg type="a{sv}" direction="out"/></method>
</interface>
<interface name="org.freedesktop.impl.portal.Notification">
  <method name="AddNotification"><arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="a{sv}" direction="in"/></method>
  <method name="RemoveNotification"><arg type="s" direction="in"/><arg type="s" direction="in"/></method>
  <signal name="ActionInvoked"><arg type="s"/><arg type="s"/><arg type="s"/><arg type="av"/></signal>
</interface>
</node>"""


class Backend:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.nodes = Gio.DBusNodeInfo.new_for_xml(INTERFACES)

    def answers(self):
        return json.loads((self.folder / "answers.json").read_text())

    def note(self, method, **words):
        with open(self.folder / "asked.jsonl", "a") as out:
            out.write(json.dumps({"method": method, **words}) + "\n")

    def serve(self, connection):
        for interface in self.nodes.interfaces:
            connection.register_object(PATH, interface, self.called, None, None)

    def called(self, connection, sender, path, interface, method, parameters, invocation):
        reply = getattr(self, method)(parameters, invocation.get_message().get_unix_fd_list())
        invocation.return_value(reply)

    def choose(self, method, parameters, key):
        handle, application, parent, title, options = parameters.unpack()
        self.note(method, application=application, title=title)
        path = self.answers().get(key)
        if path is None:
            return GLib.Variant("(ua{sv})", (1, {}))
        uri = Gio.File.new_for_path(path).get_uri()
        return GLib.Variant("(ua{sv})", (0, {"uris": GLib.Variant("as", [uri]), "writable": GLib.Variant("b", True)}))

    def OpenFile(self, parameters, descriptors):
        return self.choose("OpenFile", parameters, "open")

    def SaveFile(self, parameters, descriptors):
        return self.choose("SaveFile", parameters, "save")

    def PreparePrint(self, parameters, descriptors):
        handle, application, parent, title, settings, page_setup, options = parameters.unpack()
        self.note("PreparePrint", application=application, title=title)
        return GLib.Variant("(ua{sv})", (0, {"settings": parameters.get_child_value(4), "page-setup": parameters.get_child_value(5),
                                             "token": GLib.Variant("u", 7)}))

    def Print(self, parameters, descriptors):
        handle, application, parent, title, index, options = parameters.unpack()
        with os.fdopen(descriptors.get(index), "rb") as file:
            content = file.read()
        (self.folder / "printed.part").write_bytes(content)
        (self.folder / "printed.part").rename(self.folder / "printed.pdf")
        self.note("Print", application=application, title=title, bytes=len(content))
        return GLib.Variant("(ua{sv})", (0, {}))

    def AddNotification(self, parameters, descriptors):
        application, identifier, notification = parameters.unpack()
        self.note("AddNotification", application=application, id=identifier, title=notification.get("title"),
                  body=notification.get("body"), action=notification.get("default-action"))
        return None

    def RemoveNotification(self, parameters, descriptors):
        return None


def main():
    backend = Backend(sys.argv[1])
    loop = GLib.MainLoop()
    Gio.bus_own_name(Gio.BusType.SESSION, NAME, Gio.BusNameOwnerFlags.NONE, lambda connection, name: backend.serve(connection), None,
                     lambda connection, name: loop.quit())
    loop.run()


if __name__ == "__main__":
    main()
