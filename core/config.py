"""One Settings, read from the environment (`ADBANNER_…`) when it is asked for."""

import os
import secrets
import stat
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import AliasChoices, Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from core.errors import NotReady

#: Which queue carries a stage, on a laptop; `stage.mode` comes before `stage`. A GPU host has queues of its own.
STAGE_QUEUES = {
    "check_brief": "light",
    "write_copy": "light",
    "write_prompt": "light",
    "make_picture": "light",
    "make_picture.generate": "studio",
    "cut_out": "light",
    "compose": "light",
}


#: With a language model, what waits for it has a queue of its own: its workers sleep most of the time.
MODEL_QUEUES = {"check_brief": "llm", "write_copy": "llm", "write_prompt": "llm"}
MODEL_WORKERS = {"llm": 3}

#: Who writes the copy: the model with all its checks; as the specification's baseline (one request, cut at a word); or
#: rules alone, although there is a model.
CopyEngine = Literal["openai", "baseline", "offline"]


def _llm(name: str) -> Any:
    """The environment's names of a setting of the language model."""
    return AliasChoices(f"ADBANNER_LLM_{name}", f"LLM_{name}")


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
    #: An OpenAI-compatible server (…/v1) and a model on it; empty: the offline engine writes.
    llm_base_url: str = Field("", validation_alias=_llm("BASE_URL"))
    llm_api_key: SecretStr = Field(SecretStr(""), validation_alias=_llm("API_KEY"))
    llm_model: str = Field("", validation_alias=_llm("MODEL"))
    #: Money per million tokens of prompts and of answers, and which money.
    llm_prompt_price: float = Field(0.0, ge=0, validation_alias=_llm("PROMPT_PRICE"))
    llm_completion_price: float = Field(0.0, ge=0, validation_alias=_llm("COMPLETION_PRICE"))
    llm_currency: str = Field("USD", validation_alias=_llm("CURRENCY"))
    #: Calls at once, over all processes and hosts.
    llm_calls: int = Field(5, ge=1, le=100, validation_alias=_llm("CALLS"))
    copy_engine: CopyEngine = "openai"
    #: A queue longer than this refuses new work.
    queue_hard_limit: int = 200

    @model_validator(mode="after")
    def _make_room_for_the_model(self) -> Self:
        """Queues and workers that nobody has set fit what is there."""
        if self.has_model:
            if "stage_queues" not in self.model_fields_set:
                self.stage_queues = STAGE_QUEUES | MODEL_QUEUES
            if "workers" not in self.model_fields_set:
                self.workers = self.workers | MODEL_WORKERS
        return self

    @property
    def has_model(self) -> bool:
        """Whether there is a language model: it checks briefs and writes prompts, and copy unless `copy_engine` says
        otherwise."""
        return bool(self.llm_base_url and self.llm_model)

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
