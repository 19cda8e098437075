"""`manage.py check --deploy` as a real deployment would see it: https, no debug, real secrets."""

import os
import secrets
import sys

PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "teamflow.settings",
    "TEAMFLOW_URL": "https://teamflow.example.org",
    "TEAMFLOW_SECRET_KEY": secrets.token_urlsafe(64),
    "DATABASE_URL": "postgresql://teamflow@database/teamflow",
    "REDIS_URL": "redis://valkey:6379/0",
}


def main() -> int:
    os.environ.update(PRODUCTION)
    import django
    from django.core.management import call_command

    django.setup()
    call_command("check", deploy=True, fail_level="WARNING")
    return 0


if __name__ == "__main__":
    sys.exit(main())
