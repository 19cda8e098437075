"""What a call costs, in US dollars for a million tokens in and out."""

from decimal import Decimal

from django.conf import settings

from ai.providers.base import Provider

# By the beginning of the model's name, the longest that fits. `AI_PRICES` adds and overrides.
_PRICES: dict[str, tuple[str, str]] = {
    "gpt-5-nano": ("0.05", "0.40"),
    "gpt-5-mini": ("0.25", "2.00"),
    "gpt-5": ("1.25", "10.00"),
    "gpt-4.1-mini": ("0.40", "1.60"),
    "gpt-4.1": ("2.00", "8.00"),
    "gpt-4o-mini": ("0.15", "0.60"),
    "gpt-4o": ("2.50", "10.00"),
    "claude-haiku": ("1.00", "5.00"),
    "claude-sonnet": ("3.00", "15.00"),
    "claude-opus": ("15.00", "75.00"),
}
# An unknown model is taken for a dear one: a budget that is too careful can be raised.
_UNKNOWN = ("5.00", "25.00")
_MILLION = Decimal(1_000_000)


def cost_of(provider: Provider, *, tokens_in: int, tokens_out: int) -> Decimal:
    """The price of these tokens at `provider`."""
    if provider.is_local:
        return Decimal(0)
    prices = {**_PRICES, **settings.AI_PRICES}
    fitting = [name for name in prices if provider.model.startswith(name)]
    price_in, price_out = prices[max(fitting, key=len)] if fitting else _UNKNOWN
    return (Decimal(price_in) * tokens_in + Decimal(price_out) * tokens_out) / _MILLION


def most_it_can_cost(chain: list[Provider], *, characters: int, max_tokens: int) -> Decimal:
    """What to hold back before asking: the dearest of `chain`, answering at full length."""
    tokens_in = characters // 3 + 500
    return max(
        (cost_of(each, tokens_in=tokens_in, tokens_out=max_tokens) for each in chain),
        default=Decimal(0),
    )
