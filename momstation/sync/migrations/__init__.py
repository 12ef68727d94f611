"""Brings the tables of the central database to their present form, one revision for each schema version.

A revision is a file ``versions/rNNNN.py``: its docstring's first sentence tells an administrator what it does,
``upgrade`` does it, as the role mom_owner and inside the one transaction of the whole migration. Revisions
only add. The functions (``sync/sql/*.sql``) are no part of them: they are written anew after each migration.
"""

from functools import cache
from importlib.resources import files


@cache
def latest() -> int:
    """The schema version that this momstation makes; known without loading Alembic."""
    return max(known())


@cache
def known() -> tuple[int, ...]:
    """Every version that there is a revision for, in order."""
    names = (entry.name for entry in files(__name__).joinpath("versions").iterdir())
    return tuple(sorted(int(name[1:5]) for name in names if name.startswith("r") and name.endswith(".py")))
