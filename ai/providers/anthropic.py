"""Anthropic's messages."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from pydantic import BaseModel

from ai.providers.base import Answer, Ask, ProviderError, strict_schema, user_message
from ai.providers.vendor import Deadline, timeout, translated

if TYPE_CHECKING:
    from anthropic import Anthropic

_WHOLE = {"end_turn", "stop_sequence"}


class AnthropicProvider:
    """Answers by `messages`, with the result's form as an output schema."""

    name: ClassVar[str] = "anthropic"
    is_local: ClassVar[bool] = False

    @staticmethod
    def is_configured() -> bool:
        """A key, or the address of a gateway that asks for none."""
        return bool(settings.ANTHROPIC_API_KEY or settings.ANTHROPIC_BASE_URL)

    @property
    def model(self) -> str:
        """The configured model."""
        return str(settings.ANTHROPIC_MODEL)

    def schema_for(self, schema: type[BaseModel]) -> type[BaseModel]:
        """As asked."""
        return schema

    def complete(self, ask: Ask, *, schema: type[BaseModel] | None = None) -> Answer:
        """One request, one answer."""
        import anthropic

        with translated(anthropic), self._client() as client:
            reply = client.messages.create(**self._body(ask, schema))
        _check_stop(reply.stop_reason)
        return Answer(
            text="".join(block.text for block in reply.content if block.type == "text"),
            tokens_in=reply.usage.input_tokens,
            tokens_out=reply.usage.output_tokens,
            model=reply.model or self.model,
        )

    def stream(self, ask: Ask, *, schema: type[BaseModel] | None = None) -> Iterator[str | Answer]:
        """Server-sent pieces; one that ends without `message_stop` was cut off."""
        import anthropic

        pieces: list[str] = []
        tokens_in = tokens_out = 0
        stop: str | None = None
        is_whole, deadline = False, Deadline()
        with (
            translated(anthropic),
            self._client() as client,
            client.messages.create(**self._body(ask, schema), stream=True) as events,
        ):
            for event in events:
                deadline.check()
                if event.type == "message_start":
                    tokens_in = event.message.usage.input_tokens
                elif event.type == "content_block_delta" and event.delta.type == "text_delta":
                    pieces.append(event.delta.text)
                    yield event.delta.text
                elif event.type == "message_delta":
                    stop, tokens_out = event.delta.stop_reason, event.usage.output_tokens
                is_whole = is_whole or event.type == "message_stop"
        if not is_whole:
            raise ProviderError("cut_off", is_retryable=True)
        _check_stop(stop)
        yield Answer(
            text="".join(pieces), tokens_in=tokens_in, tokens_out=tokens_out, model=self.model
        )

    def _client(self) -> "Anthropic":
        # The SDK weighs tens of megabytes: a process that asks nothing does not carry it.
        from anthropic import Anthropic

        return Anthropic(
            api_key=settings.ANTHROPIC_API_KEY or "none",
            base_url=settings.ANTHROPIC_BASE_URL or None,
            max_retries=0,
            timeout=timeout(),
        )

    def _body(self, ask: Ask, schema: type[BaseModel] | None) -> dict[str, Any]:
        body: dict[str, Any] = {
            "model": self.model,
            "system": ask.instructions,
            "messages": [{"role": "user", "content": user_message(ask)}],
            "max_tokens": ask.max_tokens,
        }
        if schema is not None:
            body["output_config"] = {
                "format": {"type": "json_schema", "schema": strict_schema(schema)}
            }
        return body


def _check_stop(stop: str | None) -> None:
    if stop == "refusal":
        raise ProviderError("declined")
    if stop == "max_tokens":
        # The same question would run into the same limit.
        raise ProviderError("too_long")
    if stop not in _WHOLE:
        raise ProviderError("cut_off", is_retryable=True)
