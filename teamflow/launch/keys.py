"""The instance's own secrets: made once, kept in the data folder, read by nobody else."""

import base64
import json
import secrets
from collections.abc import Callable
from pathlib import Path

from teamflow.launch.folder import write_private
from teamflow.launch.problem import LaunchProblem


def load_secrets(data: Path) -> dict[str, str]:
    """The secrets of this data folder; a name that a newer version wants is added."""
    path = data / "secrets.json"
    kept = _read(path)
    wanted: dict[str, Callable[[], str]] = {
        "TEAMFLOW_SECRET_KEY": lambda: secrets.token_urlsafe(48),
        "TEAMFLOW_FIELD_KEYS": lambda: f"k1:{base64.b64encode(secrets.token_bytes(32)).decode()}",
        "METRICS_TOKEN": lambda: secrets.token_urlsafe(24),
        "VAPID_PRIVATE_KEY": make_vapid_key,
        "EMAIL_HOOK_SECRET": lambda: secrets.token_hex(24),
    }
    missing = {name: make() for name, make in wanted.items() if name not in kept}
    if missing:
        kept |= missing
        write_private(path, json.dumps(kept, indent=1))
    path.chmod(0o600)
    return kept


def make_vapid_key() -> str:
    """The private half of what push services know an installation by."""
    from cryptography.hazmat.primitives.asymmetric import ec

    number = ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value
    return base64.urlsafe_b64encode(number.to_bytes(32, "big")).decode().rstrip("=")


def _read(path: Path) -> dict[str, str]:
    try:
        kept: dict[str, str] = json.loads(path.read_text())
    except FileNotFoundError:
        return {}
    except (OSError, ValueError):
        # Never made anew: what the lost key encrypted could not be read again.
        raise LaunchProblem(
            f"{path} cannot be read. Put it back from a backup; without it, sign-ins end and "
            "stored credentials are lost. To go on without them, move the file away."
        ) from None
    return kept


if __name__ == "__main__":
    import sys

    sys.stdout.write(f"VAPID_PRIVATE_KEY={make_vapid_key()}\n")
