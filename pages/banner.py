"""One banner: edited, made anew in parts, with all its versions."""

from pages.parts import editor
from pages.parts.session import CREATORS, require_role

user = require_role(*CREATORS)

view = editor.opened()
if view:
    editor.editor(view, user)
