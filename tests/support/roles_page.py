"""Makes the page of who may do what from the table itself; ``python -m tests.support.roles_page`` writes it."""

from pathlib import Path

from momstation.plant.roles import EVERYBODY, RIGHTS, ROLES, Right

PAGE = Path(__file__).resolve().parents[2] / "docs" / "roles.md"
_HEAD = """# Who may do what

Made from `momstation/plant/roles.py` with `python -m tests.support.roles_page`; a test compares the two.

A person has the roles that stand in `persons.csv`, and may do what one of them may. It holds with and without
a network: the rights travel with the definitions of the plant, and the station's dispatcher asks for them before
any rule does. A locked station does nothing for anybody.

What somebody may not do stays where it is, looks unavailable, and says on a tap who may. A scan of that person's
badge within 15 seconds carries it out once, as that person's act; a record beside it
(`workforce.permission_lent`) names both. The person who acted before goes on. Where what is wanted is said only
afterwards, as in a sheet, the badge opens the sheet: the one entry made there is that person's act, and the leave
ends with the sheet.
"""
_TAIL = """
## A plant's own rows

A file `permissions.csv` in the plant's folder writes rows anew; `momstation plant import` checks it and every
station hears of it:

```
id,roles
production.finish_order,team_lead manager
production.start_setup,maintenance team_lead
```

What everybody may do stays so: nobody could sign on without it. To give a row back what is written above, write
it so in the file.
"""


def roles_page() -> str:
    return f"{_HEAD}\n{_roles()}\n\n{_rights()}\n{_TAIL}"


def _roles() -> str:
    rows = [f"| `{role.id}` | {role.label} | {role.personnel_class} |" for role in ROLES]
    return "\n".join(["| role | called | personnel class (ISA-95) |", "|---|---|---|", *rows])


def _rights() -> str:
    head = " | ".join(role.label for role in ROLES)
    line = "|".join(":-:" for _ in ROLES)
    return "\n".join([f"| right | what | {head} |", f"|---|---|{line}|", *(_row(row) for row in RIGHTS)])


def _row(row: Right) -> str:
    may = ["✓" if row.letters == EVERYBODY or role.letter in row.letters else "" for role in ROLES]
    more = " (also without signing on)" if row.letters == EVERYBODY else ""
    return f"| `{row.id}` | {row.label}{more} | {' | '.join(may)} |"


if __name__ == "__main__":
    PAGE.write_text(roles_page(), encoding="utf-8")
