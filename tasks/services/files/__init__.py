"""Files of a task: announced, brought by the browser, looked at, scanned, then kept."""

from tasks.services.files.arriving import announce_file, bring_again, confirm_file, give_up_file
from tasks.services.files.cleaning import (
    forget_unconfirmed,
    purge_removed,
    scan_left_behind,
    sweep_storage,
)
from tasks.services.files.copying import copy_files
from tasks.services.files.restoring import restore_attachment
from tasks.services.files.room import storage_used
from tasks.services.files.scanning import look_through

__all__ = [
    "announce_file",
    "bring_again",
    "confirm_file",
    "copy_files",
    "forget_unconfirmed",
    "give_up_file",
    "look_through",
    "purge_removed",
    "restore_attachment",
    "scan_left_behind",
    "storage_used",
    "sweep_storage",
]
