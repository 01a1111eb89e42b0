"""Users: who may sign in, and as what; for the administrator."""

from core.models import UserRole
from pages.parts.session import require_role
from pages.parts.user_list import user_list

user_list(require_role(UserRole.ADMIN))
