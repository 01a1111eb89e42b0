"""One banner: edited, made anew in parts, with all its versions."""

from pages.parts.session import CREATORS, require_role

require_role(*CREATORS)
