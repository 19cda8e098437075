"""Finds Chromium for the browser tests, and installs it where that is possible."""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
# The same engine without windows, tabs and menus: the browser tests take half the time in it.
SHELL = "chromium-headless-shell"
PACKAGES = ("chromium", SHELL, "fonts-noto-core", "fonts-noto-cjk", "fonts-noto-color-emoji")


def find_browser() -> str | None:
    """CHROMIUM, or the first browser of the family on the PATH."""
    if chosen := os.environ.get("CHROMIUM"):
        return chosen if os.access(chosen, os.X_OK) else None
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def find_shell() -> str | None:
    """Chromium without its windows, where Debian's package of it is installed; else the whole."""
    return (None if os.environ.get("CHROMIUM") else shutil.which(SHELL)) or find_browser()


def install_browser() -> None:
    """By Debian's own packages, as root; elsewhere this does nothing."""
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        return
    sys.stdout.write("  Chromium for the browser tests …\n")
    sys.stdout.flush()
    quiet = {"stdout": subprocess.DEVNULL, "check": False}
    subprocess.run([apt, "update", "-q"], **quiet)  # type: ignore[call-overload]
    command = [apt, "install", "-y", "-q", "--no-install-recommends", *PACKAGES]
    subprocess.run(command, **quiet)  # type: ignore[call-overload]


def main() -> int:
    if find_browser() is None:
        install_browser()
    if find_browser() is not None:
        return 0
    sys.stderr.write(
        "The browser tests need Chromium: install it (on Debian: apt install chromium), or set "
        "CHROMIUM to the program.\n"
    )
    return 1 if os.environ.get("CI") else 0


if __name__ == "__main__":
    sys.exit(main())
