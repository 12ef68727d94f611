"""The revisions, and what they share."""

from importlib.resources import files

from alembic import op

REVISION_TABLE = "revision"


def run(script: str) -> None:
    """Many statements at once, without parameters: colons and percent signs mean themselves."""
    driver = op.get_bind().connection.driver_connection
    assert driver is not None
    driver.execute(script)


def run_file(name: str) -> None:
    """The statements of a file beside the revisions."""
    run(files(__name__).joinpath(name).read_text(encoding="utf-8"))
