"""Texts that were measured are kept for the next look, and not for ever."""

import pytest

from momstation.ui import lettering
from momstation.ui.lettering import Wish, lay
from momstation.ui.theme import ThemeHost
from tests.screens.ui.conftest import host

__all__ = ["host"]


def test_the_newest_texts_are_kept_and_no_more_than_the_most(
    host: ThemeHost, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lettering, "MOST_KEPT", 40)
    host.laid.clear()
    for number in range(1000):
        newest = lay(host, f"Order {number}", Wish(), 500.0)
        assert len(host.laid) <= 40
        assert lay(host, f"Order {number}", Wish(), 500.0) is newest
    assert len(host.laid) >= 20
    assert {text for text, *_rest in host.laid} == {f"Order {999 - back}" for back in range(len(host.laid))}
