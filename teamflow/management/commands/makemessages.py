"""`manage.py makemessages`, which also knows the client's names for translation (i18n.ts)."""

from django.core.management.commands import makemessages


class Command(makemessages.Command):
    """Django's own; for the client: `-d djangojs -e ts -i node_modules -i static`."""

    xgettext_options = [
        *makemessages.Command.xgettext_options,
        "--keyword=t",
        "--keyword=tn:1,2",
        "--keyword=tp:1c,2",
    ]
