"""What every command shares: its two channels, the state it opens, and who asks."""

import json
import sys
from typing import Annotated, Any

import typer

from core import accounts
from core.config import settings
from core.db import migrate
from core.errors import BadInput
from core.models import User
from core.seeding import seed

AsJson = Annotated[bool, typer.Option("--json", help="One JSON value on stdout, nothing else.")]
UserName = Annotated[str, typer.Option("--user", help="Who asks.")]


def say(text: str) -> None:
    """A line for people: stderr."""
    print(text, file=sys.stderr, flush=True)


def answer(value: Any, *, as_json: bool, lines: list[str]) -> None:
    """The command's result on stdout: `value` as JSON, or `lines` for people."""
    print(json.dumps(value, ensure_ascii=False, indent=2) if as_json else "\n".join(lines))


def open_state() -> None:
    """Make folder, rows and first data where they are missing."""
    settings().prepare()
    migrate()
    seed_and_tell()


def seed_and_tell() -> None:
    """First data; the passwords of accounts that were made just now are shown this once."""
    made = seed()
    for account in made:
        say(f"Account {account.username} ({account.role}), password: {account.password}")
    if made:
        say("These passwords are shown only this once.")


def user_named(name: str) -> User:
    """The active user of that name.

    Raises:
        BadInput: there is none.
    """
    found = accounts.find_user(name)
    if found is None:
        raise BadInput("There is no active user “{user}”.", field="user", user=name[:60])
    return found
