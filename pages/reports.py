"""Reports of bugs; for the administrator."""

from core.models import UserRole
from pages.parts.session import require_role

require_role(UserRole.ADMIN)
