"""Asks this container's own web process whether it is ready; the exit code is the answer."""

import os
import sys
import urllib.request
from urllib.parse import urlsplit


def main() -> int:
    host = urlsplit(os.environ.get("TEAMFLOW_URL", "http://127.0.0.1:8000")).netloc
    request = urllib.request.Request("http://127.0.0.1:8000/health", headers={"Host": host})
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:  # noqa: S310
            return 0 if answer.status == 200 else 1
    except OSError as error:
        sys.stderr.write(f"{error}\n")
        return 1


if __name__ == "__main__":
    sys.exit(main())
