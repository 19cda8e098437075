"""Secrets that are shown once and kept as a hash."""

import hashlib


def digest(secret: str) -> str:
    """What is kept of a random token. It has 256 bits, so a plain fast hash cannot be searched."""
    return hashlib.sha256(secret.encode()).hexdigest()
