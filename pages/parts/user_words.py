"""Words for people."""

from core.i18n import N_
from core.models import UserRole

ROLES = {
    UserRole.MARKETER: N_("Marketer"),
    UserRole.DESIGNER: N_("Designer"),
    UserRole.ANALYST: N_("Pilot analyst"),
    UserRole.ADMIN: N_("Administrator"),
}
