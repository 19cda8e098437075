"""The steps before a start, in one Django process: `python -m teamflow.launch.steps tables …`."""

import os
import sys
import time

from django.core.exceptions import ImproperlyConfigured

from teamflow.launch.programs import HOPELESS


def _tables() -> None:
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)


def _static() -> None:
    from django.conf import settings
    from django.core.management import call_command

    os.makedirs(settings.STATIC_ROOT, exist_ok=True)
    from teamflow.common.static import UNUSED

    call_command("collectstatic", interactive=False, verbosity=0, ignore=UNUSED)


def _demo() -> None:
    from django.core.management import call_command

    call_command("demo", "--quiet")


STEPS = {
    "tables": ("Database tables", _tables),
    "static": ("Static files", _static),
    "demo": ("Demo workspace", _demo),
}


def main(names: list[str]) -> int:
    try:
        import django

        django.setup()
        for name in names:
            title, step = STEPS[name]
            began = time.monotonic()
            step()
            sys.stdout.write(f"  {title}: done in {time.monotonic() - began:.1f} s\n")
            sys.stdout.flush()
    except ImproperlyConfigured as error:
        sys.stderr.write(f"{error}\n")
        return HOPELESS
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
