"""An HTTP transport whose calls end: one deadline over all that a call waits for, and a limit to what it reads.

Time limits of HTTP clients hold for each read alone, so that a server which sends a byte now and then keeps its caller
for ever. Here every read of a call gets only what is left of the call's time, headers and bodies of errors included.
"""

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from ssl import SSLContext
from typing import Any

import httpcore2
import httpx2
from httpcore2 import NetworkBackend, NetworkStream

#: Seconds that an idle connection is kept open for the next call.
KEEP = 30.0
#: Seconds for reaching the server, out of the call's.
CONNECT = 5.0


@dataclass
class Limits:
    """What is left of a call: it ends at `end` of the monotonic clock, and `room` bytes may still come."""

    end: float
    room: int

    def time(self, at_most: float | None) -> float:
        """Seconds left, at most `at_most`; 0 or less once the time is up."""
        left = self.end - time.monotonic()
        return left if at_most is None else min(left, at_most)


_CALL: ContextVar[Limits] = ContextVar("call")


@contextmanager
def limited(seconds: float, room: int) -> Iterator[Limits]:
    """Within this, calls of this thread through `TimedTransport` share `seconds` and may read `room` bytes in all."""
    token = _CALL.set(limits := Limits(time.monotonic() + seconds, room))
    try:
        yield limits
    finally:
        _CALL.reset(token)


class TimedTransport(httpx2.HTTPTransport):
    """httpx2's own transport over a network that keeps to the `limited` call. No proxies, no compressed answers."""

    def __init__(self) -> None:
        trusted = httpx2.create_ssl_context()
        super().__init__(verify=trusted)
        self._pool = httpcore2.ConnectionPool(ssl_context=trusted, keepalive_expiry=KEEP, network_backend=_Network())

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        request.headers["Accept-Encoding"] = "identity"
        response = super().handle_request(request)
        if response.headers.get("Content-Encoding", "identity") != "identity":  # could unpack to any size
            response.close()
            raise httpx2.RemoteProtocolError("The answer is compressed, which was not asked for.", request=request)
        return response


class _Network(NetworkBackend):
    def __init__(self) -> None:
        self._network = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> NetworkStream:
        if (left := _CALL.get().time(timeout)) <= 0:
            raise httpcore2.ConnectTimeout("The call's time is up.")
        return _Stream(self._network.connect_tcp(host, port, min(left, CONNECT), local_address, socket_options))


class _Stream(NetworkStream):
    def __init__(self, stream: NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        limits = _CALL.get()
        if (left := limits.time(timeout)) <= 0:
            raise httpcore2.ReadTimeout("The call's time is up.")
        data = self._stream.read(max_bytes, left)
        limits.room -= len(data)
        if limits.room < 0:
            raise httpcore2.ReadError("The answer is too long.")
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        if (left := _CALL.get().time(timeout)) <= 0:
            raise httpcore2.WriteTimeout("The call's time is up.")
        self._stream.write(buffer, left)

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> NetworkStream:
        if (left := _CALL.get().time(timeout)) <= 0:
            raise httpcore2.ConnectTimeout("The call's time is up.")
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, left))

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
