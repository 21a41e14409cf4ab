#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The installed Flatpak on a headless Wayland display."""
from sandbox import PICTURES, Company, WaylandWindow

from kontor_test import main, same
from window import wait


def window_in_two_languages():
    for language, landmark in (("en", "Ship To"), ("de", "Lieferadresse")):
        with WaylandWindow(Company, "--page", "orders", "--select", "2", language=language) as window:
            wait(lambda: window.find(landmark), f"the window in {language}")
            window.wait_for(None, "row")
            window.picture(PICTURES / f"wayland-{language}.png")
            same((PICTURES / f"wayland-{language}.png").stat().st_size > 30000, True, "a picture with something on it")


if __name__ == "__main__":
    main([window_in_two_languages])
