"""The staged window that these tests play on."""

from tests.support.stage_fixtures import loop, speaking, stage

__all__ = ["loop", "speaking", "stage"]
