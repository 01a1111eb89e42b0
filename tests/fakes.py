"""Fakes of our own ports, written by hand; the contract suites run on them and on the real engines alike."""

import hashlib

from core.errors import NotFound
from core.storage.port import AssetKey


class FakeStore:
    """An `ObjectStore` in a dict."""

    def __init__(self) -> None:
        self.objects: dict[str, bytes] = {}

    def put(self, data: bytes, *, media_type: str) -> AssetKey:
        key = AssetKey(hashlib.sha256(data).hexdigest())
        self.objects[key] = data
        return key

    def get(self, key: AssetKey) -> bytes:
        if key not in self.objects:
            raise NotFound("There is no such file.", field="asset")
        return self.objects[key]

    def url(self, key: AssetKey, *, expires: int) -> None:
        return None
