"""Vendors on loopback, and providers that ask there."""

import pytest
import stamina
from django_redis import get_redis_connection

from ai.tests.vendor_server import VendorServer


@pytest.fixture
def vendors(settings):
    """Both vendors, configured as a server's administrator would."""
    server = VendorServer()
    settings.OPENAI_API_KEY = "sk-test"
    settings.OPENAI_BASE_URL = server.openai_url
    settings.OPENAI_MODEL = "gpt-5-mini"
    settings.ANTHROPIC_API_KEY = "sk-ant-test"
    settings.ANTHROPIC_BASE_URL = server.anthropic_url
    settings.ANTHROPIC_MODEL = "claude-sonnet-5-5"
    settings.AI_CHAIN = ["openai", "anthropic", "outline"]
    yield server
    server.close()


@pytest.fixture(autouse=True)
def fresh_breakers():
    """No provider has failed yet."""
    redis = get_redis_connection("default")
    for key in redis.scan_iter("tf:ai:breaker:*"):
        redis.delete(key)


@pytest.fixture
def no_pauses():
    """Tries follow one another at once."""
    with stamina.set_testing(True, attempts=3):
        yield
