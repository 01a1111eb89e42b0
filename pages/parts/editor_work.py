"""What is being made for the banner, in place; and what there is to tell: failures, and people who met."""

import streamlit as st

import wiring
from core import turning
from core.editing import Fate
from core.errors import was_refused
from core.history import BannerView, Work, under_way
from core.i18n import N_, translate
from core.models import ImageMode, Status
from core.plans import PicturePlan, Plan
from pages.parts import editor_draft as draft
from pages.parts.editor_compare import open_comparison
from pages.parts.editor_preview import changed_on_show
from pages.parts.session import CREATORS, _, acting, guarded, language
from pages.parts.wording import plain, standing

#: Seconds between two looks at work: a picture that is drawn takes long, anything else hardly a second.
EVERY, EVERY_SOON = 1.0, 0.3

#: What is said when it is done.
DONE = {
    "text": N_("The new text is there."),
    "variants": N_("Choose a text."),
    "picture": N_("The new picture is there."),
}
DOING = {"text": N_("Writing the text"), "variants": N_("Writing other texts"), "picture": N_("Making the picture")}


def pace(view: BannerView) -> float | None:
    """How often to look at what is being made; None where nothing is."""
    if not view.work:
        return None
    return EVERY if any(_slow(work.plan) for work in view.work) else EVERY_SOON


def _slow(plan: Plan) -> bool:
    return isinstance(plan, PicturePlan) and plan.mode == ImageMode.GENERATE


def progress_of(view: BannerView) -> tuple[Work, ...]:
    """Work as it stands now. When some of it has ended, the whole screen is made anew."""
    if not view.work:
        return ()
    now = under_way(view.sheet.banner.id)
    if {one.job.id for one in now} != {one.job.id for one in view.work}:
        st.rerun()
    return now


def announce(view: BannerView) -> None:
    """A word when work that was seen under way has ended."""
    now = {work.job.id: work.plan.kind for work in view.work}
    before: dict[str, str] = st.session_state.get("editor.watched", {})
    st.session_state["editor.watched"] = now
    failed = view.failed and view.failed.job.id
    for job_id in before.keys() - now.keys():
        if job_id == failed or job_id in st.session_state.get("editor.cancelled", ()):
            continue
        if before[job_id] == "variants" and not view.variants:
            st.toast(_("There is no other text to suggest."), icon=":material/info:")
        else:
            st.toast(_(DONE[before[job_id]]), icon=":material/check_circle:")


def work_strip(view: BannerView, work: tuple[Work, ...]) -> None:
    """A line for each job, with a way to stop it."""
    with st.container(key="work", gap="xsmall"):
        for one in work:
            with st.container(horizontal=True, vertical_alignment="center", gap="small", wrap=False):
                said = _(one.note) or _(DOING[one.plan.kind])
                st.progress(min(1.0, one.fraction), f":blue[:material/autorenew:] {said}")
                st.button(_("Cancel"), key=f"cancel-{one.job.id}", icon=":material/close:", on_click=_cancel,
                          args=(view.sheet.banner.id, one.job.id), type="tertiary")  # fmt: skip


@guarded
def _cancel(banner_id: str, job_id: str) -> None:
    acting(*CREATORS)
    wiring.cancel_change(banner_id, job_id)
    st.session_state.setdefault("editor.cancelled", set()).add(job_id)


def notices(view: BannerView) -> None:
    """What needs the person's attention, one at a time: the most pressing first."""
    if view.sheet.banner.binned_at:
        st.warning(_("This banner is in the bin. Take it out first."), icon=":material/delete:")
    elif met := _met(view):
        _two_people(view, *met)
    elif draft.change() and view.shown and draft.current().base != view.shown.version.number:
        _changed_meanwhile(view)
    elif view.failed:
        _failure(view.failed)


def _met(view: BannerView) -> tuple[Fate, int, int] | None:
    fate, banner, mine, theirs = st.session_state.get("editor.met", (None, "", 0, 0))
    return (fate, mine, theirs) if banner == view.sheet.banner.id else None


def _author(view: BannerView, number: int) -> str:
    return next((plain(entry.author) for entry in view.history if entry.version.number == number), "")


def _two_people(view: BannerView, fate: Fate, mine: int, theirs: int) -> None:
    """The change is written already: what became of it, and what can be done."""
    person = _author(view, theirs)
    with st.container(border=True, key="card-met", gap="small"):
        if fate == Fate.JOINED:
            st.markdown(_("**{person}** has changed this banner, too. Both changes are in it now.", person=person))
        else:
            st.markdown(_("**{person}** has changed the same at the same time. Theirs is on show; yours is kept as "
                          "version {number}.", person=person, number=mine))  # fmt: skip
        with st.container(horizontal=True, gap="small"):
            if fate == Fate.ASIDE:
                st.button(_("Show mine"), key="met-mine", type="primary", on_click=_show, args=(mine,))
            st.button(_("Compare"), key="met-compare", on_click=open_comparison, args=(theirs, mine))
            st.button(_("All right"), key="met-done", type="tertiary", on_click=_forget_met)


def _changed_meanwhile(view: BannerView) -> None:
    """Somebody changed the banner while this person types."""
    assert view.shown is not None
    held = draft.current()
    both = draft.change().parts & held.stale
    person = _author(view, view.shown.version.number)
    with st.container(border=True, key="card-met", gap="small"):
        st.markdown(_("**{person}** has changed this banner while you were typing.", person=person))
        if both:
            st.caption(_("You both changed the same. If you save, yours is kept as a version of its own."))
            st.button(_("Take theirs"), key="met-theirs", on_click=draft.drop)
        else:
            st.caption(_("If you save, both changes come together."))


def _failure(work: Work) -> None:
    error = work.job.error or {
        "message": N_("Something unexpected went wrong. The job can be tried again."),
        "values": {},
    }
    reason = plain(translate(error["message"], language(), **error["values"]))
    if was_refused(work.job.error):  # trying again cannot help
        st.warning(reason, icon=standing(Status.FAILED, refused=True)[1])
        return
    with st.container(gap="small"):
        st.error(reason, icon=":material/error:")
        st.button(_("Try again"), key="work-retry", icon=":material/refresh:", on_click=_retry, args=(work.job.id,))


# --- actions ----------------------------------------------------------------------------------------------------------


@guarded
def _show(number: int) -> None:
    turning.restore(wiring.desk(), draft.current().banner, number, acting(*CREATORS))
    _forget_met()
    changed_on_show()


def _forget_met() -> None:
    st.session_state.pop("editor.met", None)


@guarded
def _retry(job_id: str) -> None:
    acting(*CREATORS)
    wiring.retry_change(draft.current().banner, job_id)
    changed_on_show()
