"""Objects as content-addressed files."""

import hashlib
import os
import tempfile
from pathlib import Path

from core.errors import EngineFailed, NotFound
from core.storage.port import AssetKey


class DiskStore:
    """Implements `ObjectStore` in a folder: `ab/cdef…`, written beside and renamed into place."""

    name = "disk"

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def _path(self, key: str) -> Path:
        if len(key) != 64 or not set(key) <= set("0123456789abcdef"):
            raise NotFound("There is no such file.", field="asset")
        return self._folder / key[:2] / key[2:]

    def put(self, data: bytes, *, media_type: str) -> AssetKey:
        key = AssetKey(hashlib.sha256(data).hexdigest())
        path = self._path(key)
        if path.exists():
            return key
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(file.name).replace(path)
        except OSError as error:
            raise EngineFailed("The file could not be stored: {reason}", reason=error.strerror or "") from error
        return key

    def get(self, key: AssetKey) -> bytes:
        try:
            data = self._path(key).read_bytes()
        except FileNotFoundError as error:
            raise NotFound("There is no such file.", field="asset") from error
        except OSError as error:
            raise EngineFailed("The file could not be read: {reason}", reason=error.strerror or "") from error
        if hashlib.sha256(data).hexdigest() != key:
            raise EngineFailed("The stored file {key} is damaged.", key=key[:12])
        return data

    def url(self, key: AssetKey, *, expires: int) -> None:
        """Files on disk have no link of their own."""
