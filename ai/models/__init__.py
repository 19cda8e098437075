"""What was asked of an AI, what it cost, and with which words."""

from ai.models.prompt import Prompt
from ai.models.run import Operation, Run
from ai.models.usage import Usage

__all__ = ["Operation", "Prompt", "Run", "Usage"]
