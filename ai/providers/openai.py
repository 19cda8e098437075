"""OpenAI, and every server that speaks its chat completions."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from pydantic import BaseModel

from ai.providers.base import Answer, Ask, ProviderError, strict_schema, user_message
from ai.providers.vendor import Deadline, timeout, translated

if TYPE_CHECKING:
    from openai import OpenAI


class OpenAIProvider:
    """Answers by `chat.completions`, which local servers offer too (`OPENAI_BASE_URL`)."""

    name: ClassVar[str] = "openai"
    is_local: ClassVar[bool] = False

    @staticmethod
    def is_configured() -> bool:
        """A key is enough; so is an address, since local servers ask for no key."""
        return bool(settings.OPENAI_API_KEY or settings.OPENAI_BASE_URL)

    @property
    def model(self) -> str:
        """The configured model."""
        return str(settings.OPENAI_MODEL)

    def schema_for(self, schema: type[BaseModel]) -> type[BaseModel]:
        """As asked."""
        return schema

    def complete(self, ask: Ask, *, schema: type[BaseModel] | None = None) -> Answer:
        """One request, one answer."""
        import openai

        with translated(openai), self._client() as client:
            reply = client.chat.completions.create(**self._body(ask, schema))
        choice = reply.choices[0] if reply.choices else None
        if choice is None:
            raise ProviderError("garbled", is_retryable=True)
        _check_finish("content_filter" if choice.message.refusal else choice.finish_reason)
        return Answer(
            text=choice.message.content or "",
            tokens_in=reply.usage.prompt_tokens if reply.usage else 0,
            tokens_out=reply.usage.completion_tokens if reply.usage else 0,
            model=reply.model or self.model,
        )

    def stream(self, ask: Ask, *, schema: type[BaseModel] | None = None) -> Iterator[str | Answer]:
        """Server-sent pieces; one that ends without a finish reason was cut off."""
        import openai

        pieces: list[str] = []
        finish, usage, deadline = "", (0, 0), Deadline()
        body = {**self._body(ask, schema), "stream_options": {"include_usage": True}}
        with (
            translated(openai),
            self._client() as client,
            client.chat.completions.create(**body, stream=True) as chunks,
        ):
            for chunk in chunks:
                deadline.check()
                if chunk.usage:
                    usage = (chunk.usage.prompt_tokens, chunk.usage.completion_tokens)
                for choice in chunk.choices[:1]:
                    finish = choice.finish_reason or finish
                    if choice.delta.content:
                        pieces.append(choice.delta.content)
                        yield choice.delta.content
        _check_finish(finish)
        yield Answer(
            text="".join(pieces), tokens_in=usage[0], tokens_out=usage[1], model=self.model
        )

    def _client(self) -> "OpenAI":
        # The SDK weighs tens of megabytes: a process that asks nothing does not carry it.
        from openai import OpenAI

        return OpenAI(
            api_key=settings.OPENAI_API_KEY or "none",
            base_url=settings.OPENAI_BASE_URL or None,
            max_retries=0,
            timeout=timeout(),
        )

    def _body(self, ask: Ask, schema: type[BaseModel] | None) -> dict[str, Any]:
        body: dict[str, Any] = {
            "model": self.model,
            "messages": [
                {"role": "system", "content": ask.instructions},
                {"role": "user", "content": user_message(ask)},
            ],
            "max_completion_tokens": ask.max_tokens,
        }
        if schema is not None:
            body["response_format"] = {
                "type": "json_schema",
                "json_schema": {
                    "name": ask.operation,
                    "strict": True,
                    "schema": strict_schema(schema),
                },
            }
        return body


def _check_finish(finish: str) -> None:
    if finish == "content_filter":
        raise ProviderError("declined")
    if finish == "length":
        # The same question would run into the same limit.
        raise ProviderError("too_long")
    if finish != "stop":
        raise ProviderError("cut_off", is_retryable=True)
