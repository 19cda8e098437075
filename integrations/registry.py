"""The services there are."""

from integrations.base import Adapter
from integrations.models import Vendor
from integrations.providers.github.adapter import GitHubAdapter

_ADAPTERS: dict[str, Adapter] = {Vendor.GITHUB: GitHubAdapter()}


def adapter_for(vendor: str) -> Adapter:
    """The adapter of a known service."""
    return _ADAPTERS[vendor]
