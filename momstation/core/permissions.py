"""What a role may do, as data; roles come from the plant's definitions."""

from collections.abc import Iterable, Mapping

ROLE_PERMISSIONS: Mapping[str, frozenset[str]] = {
    "operator": frozenset({"work"}),
    "team_lead": frozenset({"work", "lead", "settle"}),
    "inspector": frozenset({"work", "inspect"}),
}


def permissions_of(roles: Iterable[str]) -> frozenset[str]:
    """The union of what the roles allow; an unknown role allows nothing."""
    return frozenset().union(*(ROLE_PERMISSIONS.get(role, frozenset()) for role in roles))
