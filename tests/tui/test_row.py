from __future__ import annotations

from speedtimer.tui.widgets.row import Hint, fitting, set_apart, wrapped


def test_a_short_text_stands_on_one_line_with_what_belongs_on_its_right() -> None:
    assert wrapped("Walk back", "of 1:40", 20, 1) == ["Walk back    of 1:40"]


def test_what_stands_on_the_right_gives_way_where_there_is_no_room_for_it() -> None:
    assert wrapped("Walk", "of about 1:40", 10, 1) == ["Walk"]


def test_a_long_text_goes_on_in_the_lines_there_are() -> None:
    assert wrapped("Heels up to the seat, quick feet", "", 18, 2) == ["Heels up to the", "seat, quick feet"]


def test_what_finds_no_room_ends_in_two_points() -> None:
    assert wrapped("Heels up to the seat", "", 14, 1) == ["Heels up to.."]
    assert wrapped("Unbreakable", "", 8, 1) == ["Unbrea.."]


def test_a_word_longer_than_its_line_goes_on_in_the_next_one() -> None:
    assert wrapped("/home/me/tempo.yaml:3:1: unknown", "", 12, 3) == ["/home/me/tem", "po.yaml:3:1:", "unknown"]
    assert wrapped("/home/me/tempo.yaml:3:1: unknown", "", 12, 2) == ["/home/me/tem", "po.yaml:3:.."]
    # Not for the sake of what stands aside.
    assert set_apart("Unbreakable", "of 0:10", 14, 2) == ["Unbreakable", "of 0:10"]


def test_no_room_at_all_shows_nothing_and_breaks_nothing() -> None:
    for show in (wrapped, set_apart):
        assert show("Heels up", "right", 0, 0) == []
        assert all(len(line) <= 1 for line in show("Heels up", "right", 1, 1))
        assert all(len(line) <= 1 for line in show("", "right", 1, 1))


def test_a_mark_stands_and_the_text_gives_way_to_it() -> None:
    # 20 columns without the mark's 5 and the gap of 2 are 13, two of them for the points.
    assert wrapped("Not in the middle of a rep", "MUTED", 20, 1) == ["Not in the..   MUTED"]


def test_what_stands_aside_costs_the_text_nothing() -> None:
    assert set_apart("8 x 200 m", "Speed endurance.", 27, 1) == ["8 x 200 m  Speed endurance."]
    # One column less, and down to room for eight of its sixteen columns.
    assert set_apart("8 x 200 m", "Speed endurance.", 26, 1) == ["8 x 200 m  Speed.."]
    assert set_apart("8 x 200 m", "Speed endurance.", 19, 1) == ["8 x 200 m  Speed.."]
    assert set_apart("8 x 200 m", "Speed endurance.", 18, 1) == ["8 x 200 m"]
    assert set_apart("8 x 200 m", "Speed endurance.", 8, 1) == ["8 x 20.."]


def test_what_stands_aside_takes_a_line_of_its_own_where_there_is_one() -> None:
    assert set_apart("8 x 200 m", "Speed endurance.", 20, 2) == ["8 x 200 m", "Speed endurance."]
    # Where the text takes the lines there are, it is broken so that both are whole.
    assert set_apart("Heels up to the seat", "of 0:10", 19, 2) == ["Heels up    of 0:10", "to the seat"]
    assert set_apart("", "of 0:10", 20, 1) == ["             of 0:10"]


def test_of_the_hints_the_last_is_always_shown_and_the_others_as_far_as_they_fit() -> None:
    hints = [Hint("Space", "start", "press"), Hint("p", "pause", "pause"), Hint("?", "keys", "keys")]

    # 11 + 2 + 7 + 2 + 6 columns for all three.
    assert fitting(hints, 28) == hints
    assert fitting(hints, 27) == [hints[0], hints[2]]
    assert fitting(hints, 3) == [hints[2]]
    assert fitting([], 10) == []
