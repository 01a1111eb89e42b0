"""Any server that speaks OpenAI's chat completions, over OpenAI's SDK."""

import math
import time
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from core.errors import ModelFailed, Trouble
from core.llm.completion import read_completion
from core.llm.dialect import Answering, Dialect, request_body
from core.llm.port import Question, Reply

if TYPE_CHECKING:
    import openai

#: Bytes of one answer, errors included.
MOST_BYTES = 1_000_000
_SERVER_FAULT = 500
_KINDS: dict[int, Trouble] = {408: "timeout", 409: "server_error", 425: "server_error", 429: "rate_limited"}


class OpenAiModel:
    """A model behind an OpenAI-compatible server; threads may share it, and it keeps its connections open.

    Args:
        base_url: up to and including ``/v1``.
        api_key: empty where the server wants none.
        answering: how it is held to schemas. A server that refuses what is asked of it is asked for less from then on,
            as long as this object lives.
    """

    def __init__(self, base_url: str, api_key: str, model: str, *, answering: Answering = "strict") -> None:
        import httpx2  # noqa: PLC0415  half a second, for those who build one
        import openai  # noqa: PLC0415

        from core.llm.transport import TimedTransport  # noqa: PLC0415

        self.name = f"openai:{model}"
        self._model = model
        self._dialect = Dialect(answering)
        self._client = openai.OpenAI(
            base_url=base_url,
            api_key=api_key or "none",
            max_retries=0,
            http_client=httpx2.Client(transport=TimedTransport()),
        )

    def ask(self, question: Question, *, timeout: float) -> Reply:
        end = time.monotonic() + timeout
        while True:
            dialect = self._dialect
            try:
                body = self._post(question, dialect, end - time.monotonic())
            except _Refused as refused:
                simpler = dialect.after(refused.complaint)
                if simpler is None:
                    raise ModelFailed("rejected", refused.complaint) from refused
                self._dialect = simpler
            else:
                return read_completion(body, question, strict=dialect.answering == "strict")

    def answer_as(self, answering: Answering) -> None:
        """Hold the model to schemas in another way from now on."""
        self._dialect = replace(self._dialect, answering=answering)

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def _post(self, question: Question, dialect: Dialect, timeout: float) -> bytes:
        import httpx2  # noqa: PLC0415
        import openai  # noqa: PLC0415

        from core.llm.transport import limited  # noqa: PLC0415

        with limited(timeout, MOST_BYTES) as limits:
            try:
                response = self._client.chat.completions.with_raw_response.create(
                    **request_body(question, self._model, dialect), timeout=timeout
                )
                return response.content
            except openai.APIStatusError as error:
                raise _status_failure(error) from error
            except (openai.APITimeoutError, httpx2.TimeoutException) as error:
                raise ModelFailed("timeout", f"No answer within {timeout:.1f} s.") from error
            except (openai.APIConnectionError, httpx2.HTTPError) as error:
                if limits.room < 0:
                    raise ModelFailed("invalid", "The server's answer is too long.") from error
                raise ModelFailed("unreachable", str(error.__cause__ or error)) from error


class _Refused(Exception):  # noqa: N818
    """The server cannot take the request as it is put."""

    def __init__(self, complaint: str) -> None:
        super().__init__(complaint)
        self.complaint = complaint


def _status_failure(error: "openai.APIStatusError") -> Exception:
    """What an answer other than 200 means."""
    status, said = error.status_code, f"{error.status_code}: {error.message}"
    if error.code == "content_filter":
        return ModelFailed("declined", said)
    if status in (400, 422):
        return _Refused(said)
    kind = _KINDS.get(status, "server_error" if status >= _SERVER_FAULT else "rejected")
    after = None if kind == "rejected" else retry_after(error.response.headers.get("Retry-After"), datetime.now(UTC))
    return ModelFailed(kind, said, retry_after=after)


def retry_after(header: str | None, now: datetime) -> float | None:
    """Seconds until the moment of a Retry-After header, which is a number of seconds or a date; None if neither."""
    if not header:
        return None
    with suppress(ValueError):
        seconds = float(header)
        return max(0.0, seconds) if math.isfinite(seconds) else None
    with suppress(ValueError, TypeError, OverflowError):
        moment = parsedate_to_datetime(header)
        return max(0.0, (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() - now.timestamp())
    return None
