"""The providers there are, and in which order a workspace asks them."""

from django.conf import settings

from accounts.models import Workspace
from ai.providers.anthropic import AnthropicProvider
from ai.providers.base import Provider
from ai.providers.openai import OpenAIProvider
from ai.providers.outline import OutlineProvider

_PROVIDERS = {
    provider.name: provider for provider in (OpenAIProvider, AnthropicProvider, OutlineProvider)
}


def chain_for(workspace: Workspace) -> list[Provider]:
    """Whom to ask, in order: the workspace's own choice or the server's, as far as configured."""
    chosen = workspace.settings.get("ai_chain") or settings.AI_CHAIN
    known = [_PROVIDERS[name] for name in chosen if name in _PROVIDERS]
    return [provider() for provider in known if provider.is_configured()]
