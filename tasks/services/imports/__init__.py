"""Writing what an importer read: batch by batch, each a transaction, each safe to run again."""

from tasks.services.imports.running import run_import
from tasks.services.imports.starting import start_import
from tasks.services.imports.tally import Choices
from tasks.services.imports.undoing import start_undo, undo_import

__all__ = ["Choices", "run_import", "start_import", "start_undo", "undo_import"]
