"""How a banner stands at the export gate: a word with a colour, the reasons behind it."""

import streamlit as st

from core.accounts import may
from core.export_overruling import who_may
from core.export_standing import Standing
from core.export_verdict import Finding, Level
from core.export_words import LEVELS, OVERRULED, RULES, told
from core.models import User, UserRole
from pages.parts import export_override
from pages.parts.session import _, language
from pages.parts.wording import ago, plain

ICONS = {
    Level.GREEN: ":material/check_circle:",
    Level.AMBER: ":material/error:",
    Level.RED: ":material/block:",
}
COLOURS = {Level.GREEN: "green", Level.AMBER: "orange", Level.RED: "red"}
#: What was red, and a designer has let through; what is not known yet.
LET, UNKNOWN = ("orange", ":material/verified_user:"), ("gray", ":material/help:")


def mark(standing: Standing) -> str:
    """Colour, icon and word, as Markdown."""
    if standing.verdict is None:
        colour, icon, word = *UNKNOWN, _("Not checked yet")
    elif standing.overruled:
        colour, icon, word = *LET, _(OVERRULED)
    else:
        level = standing.verdict.level
        colour, icon, word = COLOURS[level], ICONS[level], _(LEVELS[level])
    return f":{colour}[{icon} {word}]"


def badge(standing: Standing, version_id: str, user: User, changed: str) -> None:
    """The word; a click shows the reasons. `changed`: the session's key that makes the whole screen run.

    What is behind the word is put together only while somebody looks at it: a set has dozens of cards.
    """
    box = st.container(key=f"gate-{version_id}", width="content")
    with box.popover(f":small[{mark(standing)}]", type="tertiary", key=_open(version_id), on_change="rerun") as reasons:
        if not reasons.open:
            return
        if standing.verdict is None:
            st.caption(_("This version is older than the checks: it is checked when it is downloaded."))
        _reasons(standing)
        if standing.blocked:
            _way_out(version_id, user, changed)
        _well(standing)


def _open(version_id: str) -> str:
    return f"gate-open-{version_id}"


def _reasons(standing: Standing) -> None:
    """What is not well, the worst first, and who has let it through."""
    for one in standing.verdict.reasons if standing.verdict else ():
        st.markdown(f":{COLOURS[one.level]}[{ICONS[one.level]}] {plain(told(one, language()))}")
    for word in standing.overrides:
        who = _("Let through by {name}, {when}:", name=plain(word.by), when=ago(word.at))
        st.markdown(f":orange[{LET[1]}] {who} {plain(word.reason)}")


def _well(standing: Standing) -> None:
    well = [one for one in standing.verdict.findings if one.level == Level.GREEN] if standing.verdict else []
    st.caption("  \n".join(_line(one) for one in well))


def _line(one: Finding) -> str:
    return f"{ICONS[Level.GREEN]} {_(RULES[one.rule])}: {plain(told(one, language()))}"


def _let_through(version_id: str, changed: str) -> None:
    st.session_state[_open(version_id)] = False  # the dialog comes in its place
    export_override.open_for(version_id, changed)


@st.cache_data(ttl=60, show_spinner=False)  # the editor reads no rows while somebody types
def _designers() -> list[str]:
    return who_may()


def _way_out(version_id: str, user: User, changed: str) -> None:
    if may(user, UserRole.DESIGNER):
        st.button(_("Let it through…"), key=f"overrule-{version_id}", icon=LET[1], on_click=_let_through,
                  args=(version_id, changed))  # fmt: skip
    elif names := _designers():
        st.caption(_("A designer can let it through: {names}.", names=plain(", ".join(names))))
