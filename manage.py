#!/usr/bin/env python
"""Django's command line for TeamFlow."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "teamflow.settings")
    from teamflow.launch import manage

    # The embedded database has no address until somebody starts it.
    if sys.argv[1:2] and sys.argv[1] in manage.EMBEDDED and not os.environ.get("DATABASE_URL"):
        sys.exit(manage.main(sys.argv[1:]))
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
