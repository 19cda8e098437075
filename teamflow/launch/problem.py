"""What a person reads when a start cannot go on: a sentence instead of a traceback."""


class LaunchProblem(Exception):
    """A start that cannot go on; the text says what to do."""
