"""What the SDKs of OpenAI and Anthropic have in common: clients, and how their errors read."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

import httpx2

from ai.providers.base import TIMEOUT_SECONDS, ProviderError

CONNECT_SECONDS = 5.0


def timeout() -> httpx2.Timeout:
    """Thirty seconds for an answer, five for a connection."""
    return httpx2.Timeout(TIMEOUT_SECONDS, connect=CONNECT_SECONDS)


@contextmanager
def translated(sdk: ModuleType) -> Iterator[None]:
    """Turn what `sdk` (openai or anthropic) raises into a ProviderError.

    Both generate their error classes alike. A stream that breaks off raises httpx2's errors.
    """
    try:
        yield
    except sdk.APITimeoutError:
        raise ProviderError("timeout", is_retryable=True) from None
    except sdk.APIConnectionError:
        raise ProviderError("unreachable", is_retryable=True) from None
    except sdk.APIStatusError as error:
        raise _from_status(error.status_code, error.response.headers) from None
    except (sdk.APIResponseValidationError, json.JSONDecodeError, UnicodeDecodeError):
        raise ProviderError("garbled", is_retryable=True) from None
    except sdk.APIError:
        # An error inside a stream: the status was already 200.
        raise ProviderError("failed", is_retryable=True) from None
    except httpx2.TimeoutException:
        raise ProviderError("timeout", is_retryable=True) from None
    except httpx2.HTTPError:
        raise ProviderError("cut_off", is_retryable=True) from None


def _from_status(status: int, headers: httpx2.Headers) -> ProviderError:
    if status == 429:
        return ProviderError("rate_limited", is_retryable=True, retry_after=_retry_after(headers))
    if status >= 500:
        return ProviderError("failed", is_retryable=True, retry_after=_retry_after(headers))
    reasons = {401: "key_refused", 403: "key_refused", 404: "unknown_model", 413: "too_long"}
    return ProviderError(reasons.get(status, "refused"))


def _retry_after(headers: httpx2.Headers) -> float | None:
    """Seconds, where the vendor says them; HTTP's date form is not used by either."""
    text = headers.get("retry-after", "")
    try:
        return max(0.0, float(text))
    except ValueError:
        return None


class Deadline:
    """The time-out over a whole stream: one that drips a byte now and then must end too."""

    def __init__(self, seconds: float = TIMEOUT_SECONDS) -> None:
        self._end = time.monotonic() + seconds

    def check(self) -> None:
        """Raise when the time is over."""
        if time.monotonic() > self._end:
            raise ProviderError("timeout", is_retryable=True)
