"""The staged window that these tests walk over."""

from tests.support.stage_fixtures import loop, stage

__all__ = ["loop", "stage"]
