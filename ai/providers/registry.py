"""The providers there are, and in which order a workspace asks them."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.module_loading import import_string

from accounts.models import Workspace

if TYPE_CHECKING:
    from ai.providers.base import Provider

# By path: a process that never asks does not load Pydantic and the rules of the outline.
_PROVIDERS = {
    "openai": "ai.providers.openai.OpenAIProvider",
    "anthropic": "ai.providers.anthropic.AnthropicProvider",
    "outline": "ai.providers.outline.OutlineProvider",
}


def chain_for(workspace: Workspace) -> "list[Provider]":
    """Whom to ask, in order: the workspace's own choice or the server's, as far as configured."""
    chosen = workspace.settings.get("ai_chain") or settings.AI_CHAIN
    known = [import_string(_PROVIDERS[name]) for name in chosen if name in _PROVIDERS]
    return [provider() for provider in known if provider.is_configured()]
