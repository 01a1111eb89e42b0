"""Who is signed in, what they may do, and in which language the screen speaks.

Role and active flag are read from the database on every run: the cookie only says who somebody claims to be.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

import jwt
import streamlit as st
from streamlit_authenticator.controllers import CookieController

from core import accounts, i18n
from core.config import settings
from core.errors import AdBannerError, NotAllowed
from core.formats.brand import Language
from core.models import User, UserRole

COOKIE = "adbanner"
#: Days that a sign-in lasts; the cookie cannot be revoked, so it is short-lived.
LIFETIME = 0.5
#: Who makes banners. An administrator may do everything.
CREATORS = (UserRole.MARKETER, UserRole.DESIGNER)


# --- language ---------------------------------------------------------------------------------------------------------


def language() -> Language:
    """The screen's language: as chosen, else as the browser's."""
    return st.session_state.get("language") or i18n.best_language(st.context.locale)


def _(message: str, **values: object) -> str:
    """`message` in the screen's language."""
    return i18n.translate(message, language(), **values)


def ngettext(one: str, many: str, n: int) -> str:
    """The form for `n` things, in the screen's language."""
    return i18n.translate_plural(one, many, n, language())


def explain(error: AdBannerError) -> str:
    """What an error tells its reader, in the screen's language."""
    return i18n.explain(error, language())


def choose_language(chosen: Language) -> None:
    """Speak this language from now on, at the next sign-in as well."""
    st.session_state["language"] = chosen
    if user := current_user():
        accounts.set_language(user, chosen)


# --- who is there -----------------------------------------------------------------------------------------------------


def begin() -> User | None:
    """At the start of a run of the frame: who is signed in, by this session or by the cookie."""
    st.session_state.setdefault("logout", None)  # the authenticator's own keys
    if not st.session_state.setdefault("username", None):
        st.session_state["username"] = _name_in_cookie()
    user = current_user()
    if user and "language" not in st.session_state and user.language in i18n.LANGUAGES:
        st.session_state["language"] = user.language
    _write_cookie()
    return user


def current_user() -> User | None:
    """The person as the database has them now; None where the account was switched off."""
    name = st.session_state.get("username")
    return accounts.find_user(name) if name else None


def require_role(*roles: UserRole) -> User:
    """The signed-in person, on the first line of every page: until the frame has run once, Streamlit would show a page
    without it. Nothing of the page is shown to anybody else."""
    user = current_user()
    if user is None:
        st.switch_page("Home.py", query_params=st.query_params.to_dict())
    try:
        return acting(*roles)
    except NotAllowed as error:
        st.error(explain(error), icon=":material/lock:")
        st.stop()


def acting(*roles: UserRole) -> User:
    """The person behind a click; checked again in every callback, since browsers only hide what is not allowed.

    Raises:
        NotAllowed: signed out meanwhile, or none of these roles.
    """
    user = current_user()
    if user is None:
        raise NotAllowed("Sign in first.")
    if roles:
        accounts.require(user, *roles)
    return user


def guarded(callback: Callable[..., None]) -> Callable[..., None]:
    """A callback whose errors become a note to the person instead of a broken screen."""

    @wraps(callback)
    def run(*args: Any, **kwargs: Any) -> None:
        try:
            callback(*args, **kwargs)
        except AdBannerError as error:
            st.toast(explain(error), icon=":material/error:", duration="long")

    return run


# --- signing in and out -----------------------------------------------------------------------------------------------


def sign_in(username: str, password: str) -> None:
    """Open a session and ask for its cookie.

    Raises:
        SignInFailed, LockedOut
    """
    user = accounts.sign_in(username, password, address=address())
    st.session_state["username"] = user.username
    st.session_state["logout"] = None
    st.session_state["cookie_wanted"] = True
    if user.language in i18n.LANGUAGES:
        st.session_state["language"] = user.language


def address() -> str:
    """Where the browser is; Streamlit tells none on this machine itself."""
    return st.context.ip_address or "local"


def sign_out() -> None:
    """End the session; nothing that it held stays behind."""
    spoken = language()
    st.session_state.clear()
    st.query_params.clear()
    st.session_state.update({"username": None, "logout": True, "language": spoken, "cookie_wanted": False})


def _cookies() -> CookieController:
    return CookieController(COOKIE, settings().secret("cookie"), LIFETIME)


def _name_in_cookie() -> str | None:
    if COOKIE not in st.context.cookies or st.session_state["logout"]:
        return None
    try:
        token = _cookies().get_cookie()
    except jwt.InvalidTokenError:  # of another kind than the authenticator expects: forged
        return None
    return token["username"] if token else None


def _write_cookie() -> None:
    """Set or delete the cookie through the authenticator's component until the browser confirms it."""
    wanted = st.session_state.get("cookie_wanted")
    if wanted is None:
        return
    key, write = ("set", CookieController.set_cookie) if wanted else ("delete", CookieController.delete_cookie)
    if st.session_state.get(key):
        del st.session_state["cookie_wanted"]
    else:
        write(_cookies())
