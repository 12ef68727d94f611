"""What the acting person may not do is shown as that, and nothing else changes."""

import pytest

from momstation.plant.roles import RIGHTS
from momstation.production.views import Action, ActionKey, OpenStopRow
from momstation.shell.board_view import BoardScreenView
from momstation.shell.rights import dressed, is_denied, right_of
from tests.support import inbox_views, list_views
from tests.support import production_views as made

NO = {"production.finish_order": "Finish an order: only for team lead.", "production.declare_quantity": "No."}


def tile(key: ActionKey, order: str | None = "4711-20", refusal: str = "") -> Action:
    return Action(key, key.value, "help", refusal, order=order)


def test_each_right_that_a_tile_needs_stands_in_the_table() -> None:
    known = {row.id for row in RIGHTS}
    assert {right_of(tile(key)) for key in ActionKey} - {None} <= known


def test_what_only_shows_something_needs_no_right() -> None:
    for key in (ActionKey.ORDERS, ActionKey.OEE, ActionKey.SCAN, ActionKey.SIGN_ON):
        assert right_of(tile(key)) is None
    assert right_of(tile(ActionKey.START, order=None)) is None, "without an order it opens the list"


def test_tiles_of_the_home_say_why_and_the_others_stay_as_they_are() -> None:
    home = made.a_home()
    shown = dressed(home, NO)
    for before, after in zip((*home.tiles, home.primary), (*shown.tiles, shown.primary), strict=True):
        right = right_of(before)
        wanted = before.refusal or (NO.get(right, "") if right else "")
        assert after.refusal == wanted
    assert dressed(home, {}) == home
    assert shown.card is not None and shown.card.refusal == "No.", "one more good piece is a declaration too"


def test_a_reason_that_no_right_would_help_comes_first() -> None:
    home = made.a_home()
    blocked = tile(ActionKey.FINISH, refusal="The inspection is not done.")
    shown = dressed(made.a_home(primary=blocked), NO)
    assert shown.primary.refusal == "The inspection is not done."
    assert not is_denied(shown.primary, NO)
    assert is_denied(tile(ActionKey.FINISH, refusal=NO["production.finish_order"]), NO)
    assert not is_denied(home.primary, {})


def test_orders_of_the_list_and_contradictions_of_the_inbox() -> None:
    orders = dressed(list_views.a_dispatch(), {"production.start_order": "Only an operator starts."})
    startable = [row for row in orders.rows if row.action is ActionKey.START]
    assert startable and all(row.refusal for row in startable)
    inbox = dressed(inbox_views.an_inbox(), {"inbox.settle_discrepancy": "Only a team lead settles."})
    assert inbox.rows and all(row.refusal == "Only a team lead settles." for row in inbox.rows)


def test_reasons_and_sequences_of_the_board() -> None:
    own, foreign = OpenStopRow("s1", "", ""), OpenStopRow("s2", "", "", is_foreign=True)
    rows = list_views.a_board()
    board = BoardScreenView(
        rows.title, rows.headline, rows.status, (), (own, foreign), "", made.NOW, sequences=rows.sequences
    )
    no = {"production.sequence_orders": "Only a lead sorts.", "production.explain_old_stop": "Only a lead."}
    shown = dressed(board, no)
    assert board.sequences and {one.refusal for one in shown.sequences} == {"Only a lead sorts."}
    assert [stop.refusal for stop in shown.unreasoned] == ["", "Only a lead."]
    nobody = dressed(board, {"production.give_stop_reason": "Sign on first."})
    assert [stop.refusal for stop in nobody.unreasoned] == ["Sign on first."] * 2
    assert dressed(board, {}) == board


@pytest.mark.parametrize("view", [made.a_scrap(), "anything"])
def test_a_view_without_tiles_is_left_alone(view: object) -> None:
    assert dressed(view, NO) is view
