"""One Settings, read from the environment (`ADBANNER_…`) when it is asked for."""

import os
import secrets
import stat
from functools import lru_cache
from pathlib import Path

from pydantic import AliasChoices, Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from core.errors import NotReady

#: Which queue carries a stage, on a laptop; `stage.mode` comes before `stage`. A GPU host has queues of its own.
STAGE_QUEUES = {
    "write_copy": "light",
    "make_picture": "light",
    "make_picture.generate": "studio",
    "cut_out": "light",
    "compose": "light",
}


class Settings(BaseSettings):
    """What an operator may change. Every field is the variable ADBANNER_<FIELD> in capitals."""

    model_config = SettingsConfigDict(env_prefix="ADBANNER_", extra="ignore")

    #: State folder: rows, objects, secrets, logs.
    home: Path = Path("var")
    ui_host: str = "127.0.0.1"
    ui_port: int = Field(8501, ge=1, le=65535)
    #: 0: any free port, kept in the state folder.
    valkey_port: int = Field(0, ge=0, le=65535)
    #: Empty: SQLite in the state folder.
    database_url: str = ""
    #: Empty: the Valkey that `make run` starts.
    redis_url: str = ""
    #: Sets the first accounts' passwords, for automation; empty: made at random and printed once.
    demo_password: str = ""
    #: Worker processes by queue.
    workers: dict[str, int] = {"light": 2, "studio": 1}
    stage_queues: dict[str, str] = STAGE_QUEUES
    #: The designers' bank that is searched; the sample bank as long as it is empty.
    bank: str = "main"
    #: A Qdrant server; empty: each process that searches keeps the vectors in its memory.
    qdrant_url: str = Field("", validation_alias=AliasChoices("ADBANNER_QDRANT_URL", "QDRANT_URL"))
    qdrant_api_key: str = Field("", validation_alias=AliasChoices("ADBANNER_QDRANT_API_KEY", "QDRANT_API_KEY"))
    #: A queue longer than this refuses new work.
    queue_hard_limit: int = 200

    def queue_of(self, stage: str, mode: str) -> str:
        """The queue that carries `stage` of a brief with image mode `mode`."""
        return self.stage_queues.get(f"{stage}.{mode}") or self.stage_queues[stage]

    @property
    def root(self) -> Path:
        """The state folder as an absolute path."""
        return self.home.expanduser().resolve()

    @property
    def sqlalchemy_url(self) -> str:
        """The database's address. `postgresql://` means psycopg 3 to SQLAlchemy 2.1, so the driver is named."""
        if not self.database_url:
            return f"sqlite:///{self.root / 'adbanner.sqlite3'}"
        scheme, _, rest = self.database_url.partition("://")
        return f"postgresql+psycopg2://{rest}" if scheme in ("postgres", "postgresql") else self.database_url

    @property
    def objects(self) -> Path:
        """Where the disk store keeps its files."""
        return self.root / "objects"

    def prepare(self) -> None:
        """Make the state folder, readable by its owner only.

        Raises:
            NotReady: it cannot be made or written.
        """
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            self.root.chmod(stat.S_IRWXU)
            probe = self.root / f".probe-{os.getpid()}"
            probe.write_bytes(b"")
            probe.unlink()
        except OSError as error:
            raise NotReady(
                "The state folder {folder} cannot be written ({reason}). Set ADBANNER_HOME to one that can.",
                folder=str(self.root),
                reason=error.strerror or "unknown",
            ) from error

    def secret(self, name: str) -> str:
        """A random secret of 32 bytes, made once and kept in the state folder (mode 600)."""
        path = self.root / f"{name}.secret"
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return path.read_text("ascii").strip()
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(32))
        return path.read_text("ascii")


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process."""
    return Settings()
