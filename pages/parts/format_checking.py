"""A format file that somebody brings, checked and shown before it is used. Nothing of it is kept."""

from collections.abc import Sequence

import streamlit as st

import wiring
from core.errors import FormatFault
from core.format_check import LARGEST, Misfit, Report, report_of
from core.format_samples import Kind
from core.formats.brand import DATA, load_brand
from core.formats.schema import Format
from core.i18n import N_
from pages.parts.format_address import View
from pages.parts.format_preview import KINDS, legend, stage
from pages.parts.format_screen import WIDE, back, how_to_look
from pages.parts.session import _, explain, language, ngettext
from pages.parts.sign_in import NAMES
from pages.parts.wording import format_labels, plain

TEMPLATE = DATA / "format_template.json"
WAYS = {"file": N_("Upload a file"), "text": N_("Paste its text")}
#: Rows of a table.
MOST = 200


def format_checking(shown: View) -> None:
    """What to bring, and what is to be said of it."""
    back(shown)
    left, right = st.columns([8, 11], gap="large")
    with left:
        raw = _brought()
    with right:
        if raw:
            _told(_report(raw), raw, shown)
        else:
            _invitation()


def _brought() -> bytes:
    """The file's bytes; empty where there is none yet."""
    way = st.segmented_control(_("Format file"), list(WAYS), default="file", required=True, key="format-way",
                               format_func=lambda one: _(WAYS[one]), width="stretch")  # fmt: skip
    raw = b""
    if way == "file":
        file = st.file_uploader(_("Format file"), type=["json"], key="format-file", label_visibility="collapsed")
        raw = file.read(LARGEST + 1) if file else b""
    else:
        raw = (st.text_area(_("JSON"), key="format-text", height=420, label_visibility="collapsed",
                            placeholder='{"family": …}') or "").encode("utf-8", "replace")  # fmt: skip
    st.download_button(_("Download template"), TEMPLATE.read_bytes(), file_name="boards.json", on_click="ignore",
                       mime="application/json", icon=":material/download:", key="format-template")  # fmt: skip
    return raw


def _invitation() -> None:
    with st.container(key="welcome", gap="small"):
        st.subheader(_("Try a format before it is used"), anchor=False)
        st.markdown(_("A file holds one format, or a family: a look with its sizes. Every fault is told with its place,"
                      " and every size is shown with real, longest, shortest and missing text. "
                      "Nothing is kept here."))  # fmt: skip
        st.markdown(_("The template has a family of two sizes to begin with. A file that is good goes into the folder "
                      "`data/formats`: formats are files under version control, and are read when "
                      "AdBanner starts."))  # fmt: skip


@st.cache_data(max_entries=16, ttl=900, show_spinner=False)
def _report(raw: bytes) -> Report:
    return report_of(raw, load_brand())


def _told(report: Report, raw: bytes, shown: View) -> None:
    if report.faults:
        _faults(report.faults)
        with st.expander(_("The file"), icon=":material/data_object:"):
            st.code(raw[:LARGEST].decode("utf-8", "replace"), language="json", line_numbers=True, height=520)
        return
    count = ngettext("{n} format, no fault.", "{n} formats, no fault.", len(report.layouts))
    where = _("To use it, put the file into `data/formats` as `{name}.json` and restart AdBanner.", name=report.name)
    st.success(f"{count} {where}", icon=":material/check_circle:")
    _known(report.layouts)
    if report.misfits or report.tried < len(report.layouts):
        _misfits(report)
    _previews(report.layouts, shown)


def _faults(faults: tuple[FormatFault, ...]) -> None:
    count = ngettext("{n} fault: the file cannot be used yet.", "{n} faults: the file cannot be used yet.", len(faults))
    st.error(count, icon=":material/error:")
    rows = [(one.line or "–", one.path or _("The file"), _(one.message, **one.values)) for one in faults[:MOST]]
    _table((_("Line"), _("Where"), _("Why")), rows)


def _misfits(report: Report) -> None:
    """Texts of which the formats promise that they fit."""
    if report.misfits:
        st.warning(_("Some texts do not fit, although they are within the limits: give them more room or a lower "
                     "limit."), icon=":material/warning:")  # fmt: skip
        _table((_("Format"), _("Text"), _("Why")), [_misfit(one) for one in report.misfits[:MOST]])
    if report.tried < len(report.layouts):
        told = _("Only the first {n} formats were tried with all texts.", n=report.tried)
        st.caption(told)


def _misfit(one: Misfit) -> tuple[str, str, str]:
    return one.format_id, f"{_(KINDS[one.kind])}, {NAMES[one.language]}", explain(one.error)


def _table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    cells = [[plain(str(cell)) for cell in row] for row in rows]
    lines = [f"| {' | '.join(row)} |" for row in [head, ["---"] * len(head), *cells]]
    with st.container(key=f"format-facts-{len(head)}-{len(rows)}"):
        st.markdown("\n".join(lines))


def _known(layouts: tuple[Format, ...]) -> None:
    """Formats that there are already: the file would take their places, or is of another family and clashes."""
    known = wiring.formats()
    if taken := [one.id for one in layouts if one.id in known and known[one.id] != one]:
        st.caption(f":material/info: {_('There are formats of these names already:')} {plain(', '.join(taken))}")


def _previews(layouts: tuple[Format, ...], shown: View) -> None:
    """One format after another, with all kinds of text at once."""
    labels = format_labels(layouts, language())
    by_id = {layout.id: layout for layout in layouts}
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        chosen = st.selectbox(_("Format"), list(by_id), format_func=lambda name: labels.get(name, name),
                              key="format-member", label_visibility="collapsed", width=280)  # fmt: skip
        how_to_look(shown, kinds=False)
    layout = by_id[chosen]
    wide = layout.width > WIDE * layout.height
    with st.grid(1 if wide else 2, min_column_width=220, gap="medium"):
        for kind in Kind:
            with st.container(gap="xxsmall"):
                st.markdown(f":small[**{_(KINDS[kind])}**]")
                stage(layout, kind, shown.language, guided=shown.guides, key=f"stage-{kind}")
    if shown.guides:
        legend()
