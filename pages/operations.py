"""Operations: whether everything runs, and how well the language model serves; for the administrator."""

from core.models import UserRole
from pages.parts.operations_screen import operations
from pages.parts.session import require_role

require_role(UserRole.ADMIN)
operations()
