"""The staged window that these tests play on."""

from tests.support.stage_fixtures import loop, stage

__all__ = ["loop", "stage"]
