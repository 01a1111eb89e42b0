"""A server that speaks OpenAI's chat completions over real HTTP, and misbehaves as it is told.

    with LlmServer() as server:
        server.replies([failure(503), answer({"headline": "7% back"})])  # in turn; the last one again and again
        server.replies(lambda request: answer({...}))  # or by what was asked

A reply is a `Behaviour`, or what `answer` makes one of. `server.requests` are the bodies that came, `server.headers`
their headers with names in small letters, and `server.most_at_once` is how many were served at the same time. What
hangs or drips does so until `release()` or the end of the `with`.

As a program, to try the product by hand: python -m tests.llm_server --port 9999 --good
"""

import argparse
import importlib
import json
import socket
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal, Self

Request = dict[str, Any]
#: drip: a byte every `pause` seconds, for ever; drop: the connection ends in the middle of the body.
Pace = Literal["at once", "hang", "drip headers", "drip body", "drop"]


@dataclass(frozen=True)
class Behaviour:
    """What comes back for one request, and how."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    pace: Pace = "at once"
    pause: float = 0.01


Script = Sequence[Any] | Callable[[Request], Any]

# --- replies ----------------------------------------------------------------------------------------------------------


def answer(content: object, *, finish: str = "stop", usage: object = None, **message: object) -> Behaviour:
    """A chat completion. `content` is the text, a list of parts, or an object that is sent as JSON. `usage` None:
    counted as an honest server does; anything else is sent as it is. `message` adds to the message."""
    text = json.dumps(content, ensure_ascii=False) if isinstance(content, dict) else content
    spoken = {"role": "assistant", "content": text, "refusal": None, **message}
    counted = {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120} if usage is None else usage
    return _json({
        "id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": "fake", "usage": counted,
        "choices": [{"index": 0, "finish_reason": finish, "message": spoken}],
    })  # fmt: skip


def parts(content: object) -> Behaviour:
    """An answer whose text comes as a list of parts."""
    text = json.dumps(content, ensure_ascii=False)
    return answer([{"type": "text", "text": text[:3]}, {"type": "text", "text": text[3:]}])


def uncounted(content: object) -> Behaviour:
    """An answer without usage, as some servers give it."""
    return answer(content, usage=False)


def fenced(content: object) -> Behaviour:
    """The answer in a Markdown fence, with a friendly sentence before it."""
    return answer(f"Here you are:\n```json\n{json.dumps(content, ensure_ascii=False, indent=2)}\n```\nEnjoy!")


def truncated(content: object, share: float = 0.6) -> Behaviour:
    """The answer's first part: the model has reached its limit of tokens."""
    text = json.dumps(content, ensure_ascii=False)
    return answer(text[: int(len(text) * share)], finish="length")


def refusal(words: str = "I can't help with that.") -> Behaviour:
    """The model declines, in the field that is there for it."""
    return answer(None, refusal=words)


def filtered() -> Behaviour:
    """The server's filter has stopped the answer."""
    return answer("", finish="content_filter")


def failure(status: int, message: str = "no", *, retry_after: str = "", code: str = "") -> Behaviour:
    """An error as OpenAI words it. `retry_after`: seconds or an HTTP date."""
    headers = {"Retry-After": retry_after} if retry_after else {}
    return replace(
        _json({"error": {"message": message, "type": "error", "code": code}}), status=status, headers=headers
    )


def hang() -> Behaviour:
    """Nothing comes back."""
    return Behaviour(pace="hang")


def drip(part: Literal["headers", "body"] = "body") -> Behaviour:
    """Something comes back all the time, and never ends."""
    return Behaviour(pace="drip headers" if part == "headers" else "drip body")


def drop(content: object) -> Behaviour:
    """The connection ends in the middle of the answer."""
    return replace(answer(content), pace="drop")


def huge(size: int = 2_000_000) -> Behaviour:
    """An answer of `size` characters."""
    return answer("a" * size)


def page() -> Behaviour:
    """A web page instead of JSON, as gateways send it."""
    return Behaviour(b"<html><body>Welcome</body></html>", headers={"Content-Type": "text/html"})


def invalid_utf8() -> Behaviour:
    """An answer that is no text."""
    good = answer({"headline": "MARK"})
    return replace(good, body=good.body.replace(b"MARK", b"\xff\xfe\xc3"))


def _json(content: object) -> Behaviour:
    return Behaviour(json.dumps(content, ensure_ascii=False).encode())


# --- reading requests -------------------------------------------------------------------------------------------------


def system_text(request: Request) -> str:
    """All that the system messages say."""
    return "\n".join(message["content"] for message in request["messages"] if message["role"] == "system")


def user_texts(request: Request) -> list[str]:
    """What the user messages say, in order; corrections are the later ones."""
    return [message["content"] for message in request["messages"] if message["role"] == "user"]


def schema(request: Request) -> dict[str, Any]:
    """The schema that the answer must follow; {} where none is enforced."""
    found: dict[str, Any] = _format(request).get("schema", {})
    return found


def schema_name(request: Request) -> str:
    """The schema's name; "" where none is enforced."""
    return str(_format(request).get("name", ""))


def _format(request: Request) -> dict[str, Any]:
    found: dict[str, Any] = request.get("response_format", {}).get("json_schema", {})
    return found


# --- the server -------------------------------------------------------------------------------------------------------


class LlmServer:
    """See the module."""

    def __init__(self, script: Script = ({},), port: int = 0) -> None:
        self.requests: list[Request] = []
        self.headers: list[dict[str, str]] = []
        self.most_at_once = 0
        self.released = threading.Event()
        self._script, self._served, self._now = script, 0, 0
        self._lock = threading.Lock()
        self._http = _Http(("127.0.0.1", port), _Handler)
        self._http.owner = self

    @property
    def url(self) -> str:
        """The base URL, with /v1."""
        return f"http://127.0.0.1:{self._http.server_address[1]}/v1"

    def replies(self, script: Script) -> None:
        """What comes back from now on."""
        with self._lock:
            self._script, self._served = script, 0

    def release(self) -> None:
        """Let go of what hangs or drips; later ones do so no more."""
        self.released.set()

    def behaviour(self, request: Request) -> Behaviour:
        """What the script has for this request."""
        with self._lock:
            script, served = self._script, self._served
            self._served += 1
        said = script(request) if callable(script) else script[min(served, len(script) - 1)]
        return said if isinstance(said, Behaviour) else answer(said)

    def entered(self, request: Request, headers: dict[str, str]) -> None:
        """A request has come."""
        with self._lock:
            self.requests.append(request)
            self.headers.append(headers)
            self._now += 1
            self.most_at_once = max(self.most_at_once, self._now)

    def left(self) -> None:
        """A request has been answered."""
        with self._lock:
            self._now -= 1

    def serve(self) -> None:
        """Serve until interrupted."""
        self._http.serve_forever(poll_interval=0.02)

    def __enter__(self) -> Self:
        threading.Thread(target=self.serve, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.release()
        self._http.shutdown()
        self._http.hang_up()
        self._http.server_close()


class _Http(ThreadingHTTPServer):
    daemon_threads = False  # joined on closing: nothing is left behind
    request_queue_size = 128
    owner: LlmServer

    def __init__(self, *arguments: Any) -> None:
        self._open: set[socket.socket] = set()
        super().__init__(*arguments)

    def process_request(self, request: Any, client_address: Any) -> None:
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self._open.discard(request)
        super().shutdown_request(request)

    def hang_up(self) -> None:
        """End the connections that callers keep open."""
        for connection in list(self._open):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def handle_error(self, *_: object) -> None:
        """A caller that has hung up is no fault of the server's."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    server: _Http

    def do_GET(self) -> None:
        """The list of models."""
        self._send(_json({"object": "list", "data": [{"id": "fake", "object": "model"}]}))

    def do_POST(self) -> None:
        """A chat completion."""
        owner = self.server.owner
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        owner.entered(request, {name.lower(): value for name, value in self.headers.items()})
        try:
            known = self.path.endswith("/chat/completions")
            behaviour = owner.behaviour(request) if known else failure(404, "no such path")
            if behaviour.pace == "hang":
                owner.released.wait()
        finally:
            owner.left()  # before the answer goes out: who has it may ask again at once
        self._send(behaviour)

    def _send(self, behaviour: Behaviour) -> None:
        if behaviour.pace == "hang":
            self.close_connection = True
        elif behaviour.pace == "drip headers":
            self._drip(b"HTTP/1.1 200 OK\r\nX-Drip: ", behaviour.pause)
        elif behaviour.pace == "drip body":
            head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n"
            self._drip(head, behaviour.pause)
        else:
            self._send_whole(behaviour)

    def _send_whole(self, behaviour: Behaviour) -> None:
        self.send_response(behaviour.status)
        for name, value in {"Content-Type": "application/json", **behaviour.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(behaviour.body)))
        self.end_headers()
        dropped = behaviour.pace == "drop"
        self.wfile.write(behaviour.body[: len(behaviour.body) // 2] if dropped else behaviour.body)
        self.wfile.flush()
        self.close_connection = self.close_connection or dropped

    def _drip(self, head: bytes, pause: float) -> None:
        self.close_connection = True
        self.wfile.write(head)
        while not self.server.owner.released.wait(pause):
            self.wfile.write(b" ")
            self.wfile.flush()

    def log_message(self, *_: object) -> None:
        """Tests want no lines on stderr."""


def main() -> None:
    """The program: serves until Ctrl-C."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, default=9999)
    parser.add_argument("--replies", default="", metavar="MODULE:FUNCTION", help="request -> reply")
    parser.add_argument("--good", action="store_const", dest="replies", const="tests.copy_servers:good_copy")
    chosen = parser.parse_args()
    module, _, function = chosen.replies.partition(":")
    script = getattr(importlib.import_module(module), function) if module else ({},)
    server = LlmServer(script, chosen.port)
    print(f"ADBANNER_LLM_BASE_URL={server.url}", flush=True)  # noqa: T201
    with suppress(KeyboardInterrupt):
        server.serve()


if __name__ == "__main__":
    # Scripts import this module by its name: their replies are of that module's classes, not of __main__'s.
    importlib.import_module("tests.llm_server").main()
