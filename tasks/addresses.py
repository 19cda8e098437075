"""Addresses that a browser may follow."""

from urllib.parse import urlsplit

LIMIT = 2000


def is_web_address(url: str) -> bool:
    """Whether `url` is http or https with a host: nothing that runs, nothing of this machine."""
    try:
        parts = urlsplit(url)
        is_web = parts.scheme.lower() in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return False
    return is_web and len(url) <= LIMIT and all(ord(character) > 32 for character in url)
