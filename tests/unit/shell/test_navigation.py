"""Home is one step away from everywhere, and nothing is deeper than two steps."""

from momstation.shell.navigation import Navigation, Place, Stop, home_of


def test_home_in_one_step_from_the_deepest_place() -> None:
    nav = Navigation(Place.BOARD)
    nav.go(Place.STATION, "P07")
    nav.go(Place.OEE, "P07")
    assert nav.home() == Stop(Place.BOARD)
    assert nav.is_home


def test_a_third_step_replaces_the_second() -> None:
    nav = Navigation(Place.HOME)
    nav.go(Place.ORDERS)
    nav.go(Place.OEE)
    nav.go(Place.PEOPLE)
    assert [nav.here.place, nav.back().place, nav.back().place, nav.back().place] == [
        Place.PEOPLE,
        Place.ORDERS,
        Place.HOME,
        Place.HOME,
    ]


def test_going_where_one_came_from_is_going_back() -> None:
    nav = Navigation(Place.HOME)
    nav.go(Place.ORDERS)
    nav.go(Place.HOME)
    assert nav.is_home


def test_the_function_of_the_shown_screen_and_the_home_of_a_role() -> None:
    nav = Navigation(home_of("operator"))
    assert nav.function == "production"
    nav.go(Place.PEOPLE)
    assert nav.function == "workforce"
    assert home_of("team_lead") is Place.BOARD
