"""The words that went to a provider."""

from django.db import models

from teamflow.common.models import TimestampedModel


class Prompt(TimestampedModel):
    """One version of an operation's instructions; the file in `ai/prompts` is where it is written.

    Rows are only added: a result says which version made it, and that text stays readable.
    """

    operation = models.CharField(max_length=40)
    version = models.CharField(max_length=20)
    text = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["operation", "version"], name="prompt_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.operation} {self.version}"
