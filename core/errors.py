"""Every error that AdBanner raises on purpose.

    AdBannerError
    ├── BadInput            the person's input; `field` says where to show it
    │   ├── NotFound
    │   └── Refused         the input is well-formed, but we will not make a banner of it
    ├── NotAllowed          the person's role does not permit it
    ├── ExportBlocked       a file that must not be handed out as it is
    ├── SignInFailed
    │   └── LockedOut
    ├── FormatInvalid       a format file; `faults` says what is wrong with it, and where
    ├── DoesNotFit          text or a picture cannot be set in its box
    │   ├── MissingGlyph    no font has a character
    │   └── CannotShape     a script that this machine cannot lay out
    ├── Busy                more work is waiting than this host can serve; try again later
    ├── EngineFailed        an engine could not do its work; trying again may help
    │   └── ModelFailed     the language model gave no usable answer; `kind` says why
    ├── Cancelled           the person cancelled; raised by checkpoints
    ├── Superseded          somebody else changed the same thing meanwhile
    ├── LeaseLost           another worker has taken this task over
    └── NotReady            this host cannot start: port, folder, package

A message is a gettext msgid with named placeholders; `core.i18n` puts it into the reader's language.
"""

import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Literal


class AdBannerError(Exception):
    """Base of the tree. `str(error)` is the English message, filled in.

    Args:
        message: gettext msgid, e.g. ``"The offer is empty. Write what you are offering."``;
            placeholders are named: ``"At most {limit} characters, this has {length}."``.
        values: what the placeholders stand for; they must survive JSON.
    """

    #: Stable word for programs: the API's and the command line's `code`.
    code = "error"

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message.format(**values))
        self.message = message
        self.values = values

    def as_json(self) -> dict[str, object]:
        """What a row keeps of an error, so that it can be shown in any language later."""
        return {"code": self.code, "message": self.message, "values": self.values}


class BadInput(AdBannerError):
    """What a person entered cannot be used. `field` is the form field it belongs to."""

    code = "bad_input"

    def __init__(self, message: str, *, field: str, **values: object) -> None:
        super().__init__(message, **values)
        self.field = field


def collect_faults(checks: Iterable[Callable[[], object]]) -> list[BadInput]:
    """What each check has to say, in their order; those that raise nothing say nothing."""
    found = []
    for check in checks:
        try:
            check()
        except BadInput as fault:
            found.append(fault)
    return found


class NotFound(BadInput):
    """A thing that was named does not exist (any more)."""


class Refused(BadInput):
    """Well-formed input that AdBanner will not make a banner of."""

    code = "refused"


def was_refused(error: Mapping[str, Any] | None) -> bool:
    """Whether an error as rows keep it (`as_json`) is a refusal."""
    return error is not None and error["code"] == Refused.code


class NotAllowed(AdBannerError):
    """The person's role does not permit this."""

    code = "not_allowed"


class ExportBlocked(AdBannerError):
    """The export gate is red, and no designer has let the banner through; the message is the first reason."""

    code = "blocked"


class SignInFailed(AdBannerError):
    """User name and password do not belong together, or the account is switched off."""

    code = "sign_in_failed"


class LockedOut(SignInFailed):
    """Too many failed attempts; signing in is possible again after a while."""

    code = "locked_out"


@dataclasses.dataclass(frozen=True)
class FormatFault:
    """What is wrong in a format file: the path ("members[3].fields[2].box"; empty: the whole file), a gettext msgid
    with what its placeholders stand for, and the line (from 1) where it is known."""

    path: str
    message: str
    values: Mapping[str, object] = dataclasses.field(default_factory=dict)
    line: int | None = None

    @property
    def reason(self) -> str:
        """The English reason, filled in."""
        return self.message.format(**self.values) if self.values else self.message

    def __str__(self) -> str:
        return f"{self.path or (f'line {self.line}' if self.line else 'file')}: {self.reason}"


class FormatInvalid(AdBannerError):
    """A format file cannot be used, for every one of its `faults`."""

    code = "format_invalid"

    def __init__(self, name: str, faults: Sequence[FormatFault]) -> None:
        self.name, self.faults = name, tuple(faults)
        listed = "; ".join(map(str, faults))
        super().__init__("Format {name} cannot be used. {faults}", name=name, faults=listed)


class DoesNotFit(AdBannerError):
    """Text or a picture cannot be set in its box even at the smallest size."""

    code = "does_not_fit"


class MissingGlyph(DoesNotFit):
    """None of the brand's fonts has some of the characters of a field: a box would be drawn for them."""

    def __init__(self, characters: Sequence[str], *, field: str) -> None:
        listed = ", ".join(f"“{one}”" for one in characters)
        super().__init__("The fonts have no {characters}. Take it out of {field}.", characters=listed, field=field)


class CannotShape(DoesNotFit):
    """A text needs right-to-left order, joined letters or placed accents, and this machine has no libfribidi."""

    def __init__(self, characters: Sequence[str], *, field: str) -> None:
        listed = ", ".join(f"“{one}”" for one in characters)
        super().__init__(
            "{field}: {characters} can be set only where libfribidi is installed.", characters=listed, field=field
        )


class Busy(AdBannerError):
    """More work is waiting than can be served. `retry_after` seconds from now there may be room."""

    code = "busy"

    def __init__(self, retry_after: int) -> None:
        super().__init__("Too much work is waiting. Try again in about {minutes} min.", minutes=-(-retry_after // 60))
        self.retry_after = retry_after


class EngineFailed(AdBannerError):
    """An engine could not do its work. Trying again may help."""

    code = "engine_failed"


#: `rejected` (a wrong key, model or address) does not pass by waiting; everything else may.
Trouble = Literal[
    "timeout", "unreachable", "rate_limited", "server_error", "truncated", "invalid", "declined", "rejected"
]


class ModelFailed(EngineFailed):
    """The language model gave no usable answer. `retry_after`: seconds that the server asks to be left alone."""

    code = "model_failed"

    def __init__(self, kind: Trouble, reason: str = "", *, retry_after: float | None = None) -> None:
        super().__init__("The language model gave no usable answer ({kind}). {reason}", kind=kind, reason=reason[:300])
        self.kind: Trouble = kind
        self.retry_after = retry_after


class Cancelled(AdBannerError):
    """Somebody cancelled the job."""

    code = "cancelled"

    def __init__(self) -> None:
        super().__init__("Cancelled.")


class Superseded(AdBannerError):
    """Somebody else changed the banner meanwhile: what was made of the version before must not replace theirs."""

    code = "superseded"

    def __init__(self) -> None:
        super().__init__("Somebody has changed this banner meanwhile. Look at it before you go on.")


class LeaseLost(AdBannerError):
    """This worker no longer holds the task: whatever it still writes must change nothing."""

    code = "lease_lost"

    def __init__(self) -> None:
        super().__init__("Another worker has taken this task over.")


class NotReady(AdBannerError):
    """This host cannot start: a taken port, an unwritable folder, a missing package."""

    code = "not_ready"
