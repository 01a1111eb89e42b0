"""Formats: what there is, how each looks with every kind of text, and whether a new file can be used."""

import wiring
from pages.parts.format_address import begin
from pages.parts.format_checking import format_checking
from pages.parts.format_gallery import format_gallery
from pages.parts.format_screen import format_screen
from pages.parts.session import CREATORS, require_role

require_role(*CREATORS)

shown = begin()
if shown.checking:
    format_checking(shown)
elif shown.format in wiring.formats():
    format_screen(wiring.formats()[shown.format], shown)
else:
    format_gallery(shown)
