"""A job on the screen: its stages while it runs, and the banners as they come."""

import streamlit as st

import wiring
from core.briefs import clean
from core.campaigns import open_campaigns
from core.errors import NotFound
from core.i18n import translate
from core.models import ImageMode, Status, User
from core.progress import JobView, StageView
from pages.parts import brief_form, drafts
from pages.parts.banner_card import Standings, banner_card, download_all, in_columns, is_wide, standings_of
from pages.parts.export_choice import choice_button
from pages.parts.export_override import override_dialog
from pages.parts.left_out_note import left_out_note
from pages.parts.session import CREATORS, _, acting, guarded, language
from pages.parts.wording import STAGES, duration, excerpt, plain, standing

#: Seconds between two looks at a job that is active; one whose picture is drawn takes long, any other hardly a second.
EVERY, EVERY_SOON = 1.0, 0.25
COLUMNS = 2
#: What the session keeps of a job that ended so, in place of its status.
REFUSED = "refused"
#: Pixels of width for a banner that stands alone.
LONELY = 480


def shown_job() -> str | None:
    """The job that the address names. Who comes back from another screen finds the one that was there before."""
    if job_id := st.query_params.get("job"):
        st.session_state["shown"] = job_id
    elif job_id := st.session_state.get("shown"):
        st.query_params["job"] = job_id
    return job_id


def job_panel(job_id: str, user: User) -> bool:
    """Show a job, looking again by itself while it is active. False: there is no such job (any more)."""
    try:
        view = wiring.job(job_id, user)
    except NotFound:
        return False
    active = view.active
    if active:
        st.session_state["watched"] = job_id
    else:
        brief_form.allow_again()
    with st.container(key="result", gap="medium"):
        every = EVERY if view.brief.mode == ImageMode.GENERATE else EVERY_SOON
        st.fragment(_panel, run_every=every if active else None)(job_id, user)
    override_dialog()
    return True


def _panel(job_id: str, user: User) -> None:
    # A click in here runs the panel alone; what it changes may be the whole screen's business.
    if st.session_state.pop("screen.changed", False):
        st.rerun()
    view = wiring.job(job_id, user)
    if not view.active and st.session_state.get("watched") == job_id:
        _finish(view)
    stand = standings_of(view)
    _head(view, user, stand)
    _stages(view)
    _ending(view)
    _banners(view, user, stand)


def _banners(view: JobView, user: User, stand: Standings) -> None:
    """Wide ones over the whole width, a lonely one not larger than it need be, all others in columns.

    Once the job has ended, nothing stands for banners that it did not make.
    """
    shown = [banner for banner in view.banners if banner.version or view.active]
    wide = [banner for banner in shown if is_wide(banner)]
    others = [banner for banner in shown if banner not in wide]
    for banner in wide:
        banner_card(banner, view, user, stand)
    if len(others) == 1:
        with st.container(width=LONELY):
            banner_card(others[0], view, user, stand)
        return
    for column, banners in zip(st.columns(COLUMNS, gap="small"), in_columns(others, COLUMNS), strict=True):
        with column:
            for banner in banners:
                banner_card(banner, view, user, stand)


def _finish(view: JobView) -> None:
    """The job ended while somebody looked on: say so, and stop looking again."""
    st.session_state["watched"] = None
    st.session_state["news"] = REFUSED if view.refused else view.status
    st.rerun()


#: The button stands at the end of a long form, the job's progress at the top.
TO_THE_TOP = """<script>
document.querySelector('[data-testid="stMain"]').scrollTo({top: 0, behavior: "smooth"});
</script>"""


def announce() -> None:
    """Tell what began or ended since the last run."""
    with st.container(key="unseen-announced"):
        if st.session_state.pop("sent", False):
            st.html(TO_THE_TOP, unsafe_allow_javascript=True)
    match st.session_state.pop("news", None):
        case Status.COMPLETED:
            st.toast(_("Your banners are ready."), icon=":material/check_circle:")
        case Status.FAILED:
            st.toast(_("The banners could not be made."), icon=":material/error:")
        case found if found == REFUSED:
            st.toast(
                _("No banner is made of this brief. The reason is beside it."),
                icon=standing(Status.FAILED, refused=True)[1],
            )


def _head(view: JobView, user: User, stand: Standings) -> None:
    """What was asked for, how it stands, and what can be done about it."""
    with st.container(gap=None):
        st.subheader(view.product.name[language()], anchor=False)
        st.caption(plain(excerpt(view.brief.offer, 110)))
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", gap="small"):
        colour, icon, word = standing(view.status, refused=view.refused)
        st.markdown(f":{colour}[{icon} **{_(word)}**] {_timing(view)}", width="content")
        with st.container(horizontal=True, width="content", gap="xsmall"):
            _actions(view, user, stand)


def _actions(view: JobView, user: User, stand: Standings) -> None:
    if view.active:
        st.button(_("Cancel"), key="job-cancel", icon=":material/close:", on_click=_cancel, args=(view.id,))
        return
    if view.refused or not _in_form(view):
        st.button(_("Use this"), key="job-use", icon=":material/edit_note:", on_click=_use, args=(view.id,))
    st.button(_("New brief"), key="job-new", icon=":material/add:", on_click=_show_none, shortcut="Alt+N")
    if stand:
        choice_button(several=len(stand) > 1)
    download_all(view, user.username, stand)


def _in_form(view: JobView) -> bool:
    return (view.product.slug, view.brief.offer) == (drafts.value("product"), clean(drafts.value("offer") or ""))


def _stages(view: JobView) -> None:
    with st.grid(len(view.stages), min_column_width=84, gap="small"):
        for stage in view.stages:
            _stage(stage, view)


def _stage(stage: StageView, view: JobView) -> None:
    failed = stage.status == Status.FAILED
    colour, icon, _word = standing(stage.status, refused=failed and view.refused)
    with st.container(gap=None, key=f"stage-{stage.stage}"):
        st.progress(min(1.0, stage.fraction), text=f":{colour}[{icon}] {_(STAGES[stage.stage])}")
        seconds = view.seconds.get(stage.stage, 0)
        done = duration(seconds) if stage.status == Status.COMPLETED else ""
        st.caption(_(stage.note) or done or "&nbsp;")


def _timing(view: JobView) -> str:
    """What follows the status in the same line."""
    if not view.active:
        total = duration(view.seconds["total"])
        return _("in {time}", time=total) if view.status == Status.COMPLETED else f"· {total}"
    told = [""]
    if view.position:
        told.append(_("ahead of you: {n}", n=view.position))
    if view.eta_seconds is not None:
        nearly = view.eta_seconds < 1
        told.append(_("almost ready") if nearly else _("about {time} left", time=duration(view.eta_seconds)))
    return " · ".join(told)


def _ending(view: JobView) -> None:
    """Why there are no banners, and what can be done; what was not used of the brief."""
    error = view.error or {"message": "", "values": {}}
    reason = plain(translate(error["message"], language(), **error["values"]))
    if view.refused:
        st.warning(reason, icon=standing(view.status, refused=True)[1])
        st.caption(_("Take the brief back into the form with “Use this”, change it, and send it again."))
    elif view.status == Status.FAILED:
        if reason:
            st.error(reason, icon=":material/error:")
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.button(_("Try again"), key="job-retry", icon=":material/refresh:", type="primary", on_click=_retry,
                      args=(view.id,))  # fmt: skip
            st.caption(_("What is done already is kept."))
    elif view.status == Status.CANCELLED:
        st.info(_("You cancelled this. The brief is still in the form."), icon=":material/block:")
    left_out_note(view.left_out)


@guarded
def _cancel(job_id: str) -> None:
    wiring.cancel(job_id, acting(*CREATORS))


@guarded
def _retry(job_id: str) -> None:
    wiring.retry(job_id, acting(*CREATORS))
    st.session_state["screen.changed"] = True


@guarded
def _use(job_id: str) -> None:
    """Put a job's brief back into the form."""
    user = acting(*CREATORS)
    view = wiring.job(job_id, user)
    brief, mine = view.brief, {one.id for one in open_campaigns(user)}
    told = {"product": view.product.slug, "campaign": brief.campaign_id if brief.campaign_id in mine else "",
            "offer": brief.offer, "mode": brief.mode,
            "prompt": brief.prompts[0] if brief.prompts else "", "audience": brief.audience,
            "held": brief.uploads[0] if brief.uploads else None}  # fmt: skip
    drafts.fill(told, brief.formats)
    st.session_state["screen.changed"] = True


def _show_none() -> None:
    st.session_state.pop("shown", None)
    st.session_state["screen.changed"] = True
    st.query_params.clear()
