"""Banners: the library of everything made."""

from pages.parts.session import CREATORS, require_role

require_role(*CREATORS)
