"""What went wrong with a backup."""


class BackupProblem(Exception):
    """The backup or restore does not go on; the message says why, and what to do."""
