"""Naming a device in words from what its browser sends, for the list of open sessions."""

import re

from frame.enumerating import enumerated

# The first that is found counts: most browsers also name those they resemble.
BROWSERS = {
    "Edge": r"Edg(e|A|iOS)?/",
    "Opera": r"OPR/|Opera",
    "Samsung Internet": r"SamsungBrowser/",
    "Firefox": r"Firefox/|FxiOS/",
    "Chrome": r"Chrome/|CriOS/|Chromium/",
    "Safari": r"Safari/",
}
SYSTEMS = {
    "Android": r"Android",
    "iPhone": r"iPhone",
    "iPad": r"iPad",
    "Windows": r"Windows",
    "macOS": r"Mac OS X",
    "ChromeOS": r"CrOS",
    "Linux": r"Linux",
}


def device_words(user_agent: str) -> str:
    """ "Chrome, Android"; what the browser says of itself, cut short, if neither is known."""
    known = (
        next((name for name, sign in table.items() if re.search(sign, user_agent)), "")
        for table in (BROWSERS, SYSTEMS)
    )
    return enumerated(filter(None, known)) or user_agent[:80]
