"""The object store's port: bytes under the sha256 of their content."""

from typing import NewType, Protocol

#: sha256 of the content, 64 lower-case hexadecimal digits.
AssetKey = NewType("AssetKey", str)


class ObjectStore(Protocol):
    """Content-addressed, so a repeated put is harmless and nothing is ever overwritten."""

    #: The engine's name: disk, s3.
    name: str

    def put(self, data: bytes, *, media_type: str) -> AssetKey:
        """Store and return the key. A put that did not return left nothing visible.

        Raises:
            EngineFailed: the store cannot be written.
        """

    def get(self, key: AssetKey) -> bytes:
        """The bytes under `key`, verified against it.

        Raises:
            NotFound: nothing is stored under that key.
            EngineFailed: the store cannot be read, or the content is damaged.
        """

    def url(self, key: AssetKey, *, expires: int) -> str | None:
        """A link for `expires` seconds that needs no sign-in; None where the store has none."""
