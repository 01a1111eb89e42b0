"""Reports of bugs: read, answered, closed; for the administrator."""

from core.models import UserRole
from pages.parts.bug_list import bug_list
from pages.parts.session import require_role

require_role(UserRole.ADMIN)
bug_list()
