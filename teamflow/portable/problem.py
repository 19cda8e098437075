"""What is wrong with an archive."""


class ArchiveProblem(Exception):
    """The archive is not taken; the message is for the person who sent it."""
