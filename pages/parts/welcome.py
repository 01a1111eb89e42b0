"""What stands where a result will be: examples to start from, and what was made before."""

import streamlit as st

from core.catalogue import ExampleBrief, load_example_briefs
from core.errors import was_refused
from core.models import Status, User
from core.products import active_products
from core.progress import recent_jobs
from pages.parts import drafts
from pages.parts.session import _, language
from pages.parts.wording import ago, excerpt, plain, standing

EXAMPLES, RECENT = 4, 6


def welcome() -> None:
    """The empty state."""
    with st.container(key="welcome", gap="medium"):
        with st.container(gap=None):
            st.subheader(_("Your banners appear here"), anchor=False)
            st.caption(_("Fill in the brief on the left, or start from an example."))
        names = {product.slug: product.name[language()] for product in active_products()}
        examples = [example for example in load_example_briefs() if example.language == language()]
        with st.grid(2, min_column_width=230, gap="small"):
            for number, example in enumerate(examples[:EXAMPLES]):
                with st.container(border=True, key=f"card-example-{number}", height="stretch", gap="small"):
                    with st.container(gap="xxsmall"):
                        st.markdown(f"**{names.get(example.product, example.product)}**")
                        st.markdown(f":small[{plain(excerpt(example.offer, 150))}]")
                    st.space("stretch")
                    st.button(_("Use this"), key=f"example-{number}", icon=":material/edit_note:",
                              on_click=_use, args=(example,))  # fmt: skip


def _use(example: ExampleBrief) -> None:
    drafts.fill(example.model_dump(include={"product", "offer", "mode", "prompt", "audience"}), example.formats)


def recent(user: User, shown: str | None) -> None:
    """A person's last briefs but the one that is `shown`, to be opened again."""
    jobs = [row for row in recent_jobs(user, RECENT + 1) if row.job.id != shown][:RECENT]
    if not jobs:
        return
    with st.container(gap="xxsmall", key="recents"):
        st.subheader(_("Recent briefs"), anchor=False)
        for job, brief, product in jobs:
            colour, icon, _word = standing(Status(job.status), refused=was_refused(job.error))
            label = (
                f":{colour}[{icon}] **{product.name[language()]}** :gray[{ago(job.created_at)}]"
                f" {plain(excerpt(brief.offer, 90))}"
            )
            st.button(label, key=f"recent-{job.id}", type="tertiary", on_click=_open, args=(job.id,), width="stretch",
                      wrap=False)  # fmt: skip


def _open(job_id: str) -> None:
    st.query_params["job"] = job_id
