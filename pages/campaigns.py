"""Campaigns: a product's banners under one name."""

from pages.parts.session import CREATORS, require_role

require_role(*CREATORS)
