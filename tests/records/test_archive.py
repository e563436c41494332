"""What is taken out of one home comes into another as it was."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from speedtimer.engine.commands import Away, Command, Done, More, Pause, Press, Resume, Resumption, Skip, Undo
from speedtimer.errors import FileError, InputError, SpeedtimerError, StorageError
from speedtimer.records.amend import Amendments
from speedtimer.records.archive import bring_in, read_wholes, take_out, whole_data, without_log
from speedtimer.records.history import History
from speedtimer.records.moments import Started
from speedtimer.records.session import Ending, KeptSession, Remarks
from speedtimer.records.table import COLUMNS, read_table, write_table
from speedtimer.rules import Rules
from tests.records.sessions import STARTED, WHOLE_S, driven, keep, plan_of, presses


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Three sessions: a whole one with a correction and remarks, one with a rep done and one added, one of nothing."""
    home = tmp_path / "home"
    plan = plan_of('Größe, "8" × 200;\n=1+1')
    whole = keep(home, plan, driven(plan, *presses(*WHOLE_S[:3])).advance(1_148_000)[0], Ending.COMPLETED)
    Amendments(home).correct(whole, 2, 36_400)
    Amendments(home).remark(whole, Remarks(7, 8, "grass, wet", 'a "gale"', "two\nlines"))
    plan = plan_of()
    mixed = driven(plan, *presses(0, 1_000), (1_005, Done()), (1_030, More()), rules=Rules(speed=2.5))
    keep(home, plan, mixed, Ending.SAVED)
    keep(home, plan, driven(plan, *presses(0), (5, Skip())), Ending.SAVED)
    return home


def sessions(home: Path) -> tuple[KeptSession, ...]:
    with History.open(home) as history:
        return history.sessions(rehearsals=True)


def exported(home: Path) -> list[dict[str, Any]]:
    data: list[dict[str, Any]] = json.loads(json.dumps([whole_data(whole) for whole in take_out(home, sessions(home))]))
    return data


def test_json_comes_back_without_any_loss(home: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    added = bring_in(other, read_wholes(json.dumps(exported(home))))
    assert list(added) == [kept.id for kept in reversed(sessions(home))]
    assert sessions(other) == sessions(home)
    assert exported(other) == exported(home)
    # The correction is known as one, so it can still be taken back.
    first = sessions(home)[-1].id
    for each in (home, other):
        Amendments(each).correct(first, 2, None)
    assert sessions(other) == sessions(home)
    assert sessions(other)[-1].result.splits[2].ms == 38_000


def test_json_has_the_plan_the_rules_and_the_log(home: Path) -> None:
    _, mixed, whole = exported(home)
    assert mixed["rules"]["speed"] == 2.5
    assert [step["kind"] for step in mixed["plan"]["steps"]][:3] == ["warm_up", "get_ready", "effort"]
    assert [entry["name"] for entry in mixed["log"]] == ["press", "press", "done", "more"]
    assert whole["corrected"] == [{"index": 2, "ms": 38_000, "source": "estimated"}]


def test_what_comes_in_stands_where_its_date_puts_it(home: Path, tmp_path: Path) -> None:
    # Begun a week before and a week after the three that are brought in.
    other, week_ms = tmp_path / "other", 7 * 86_400_000
    before, after = (
        keep(other, plan_of(), driven(plan_of(), *SOLO), Ending.SAVED, replace(STARTED, utc_ms=STARTED.utc_ms + weeks))
        for weeks in (-week_ms, week_ms)
    )
    bring_in(other, read_wholes(json.dumps(exported(home))))
    assert [kept.id for kept in sessions(other)] == [after, *(kept.id for kept in sessions(home)), before]


def test_one_session_may_stand_alone(home: Path, tmp_path: Path) -> None:
    (found,) = read_wholes(json.dumps(exported(home)[0]))
    assert bring_in(tmp_path / "other", [found]) == (found.kept.id,)


def test_csv_comes_back_without_loss_of_what_history_shows(home: Path, tmp_path: Path) -> None:
    out = io.StringIO(newline="")
    write_table(sessions(home), out)
    other = tmp_path / "other"
    bring_in(other, [without_log(kept) for kept in read_table(out.getvalue())])
    assert sessions(other) == sessions(home)
    again = io.StringIO(newline="")
    write_table(sessions(other), again)
    assert again.getvalue() == out.getvalue()


NASTY = ",;\"'\n\r\t =+-@＝＠\\\x00\x85\u2028\ufeffé×½🏃"
TEXTS = st.none() | st.text(st.sampled_from(NASTY) | st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)
MARKS = st.none() | st.integers(1, 10)
STARTS = st.builds(
    Started,
    utc_ms=st.integers(0, 4_102_444_800_000),
    offset_min=st.integers(-12 * 60, 14 * 60),
    zone=st.sampled_from(("Europe/Berlin", "CET", "UTC", "+0530")),
)
SOLO = presses(*WHOLE_S[:3])
GIVEN: tuple[tuple[bool, tuple[tuple[int, Command], ...], int], ...] = (
    (False, SOLO, 1_148),
    (True, presses(0, 1_000, 1_050, 1_100, 1_140), 1_200),
    (False, (*presses(0, 1_000), (1_005, Done()), (1_030, More())), 1_040),
    (False, (*presses(0, 1_000), (1_020, Pause()), (1_025, Resume(Resumption.AGAIN)), (1_060, Undo())), 1_090),
    (False, (*presses(0, 900), (960, Away(30_000)), (1_000, Press())), 1_010),
    (False, (*presses(0), (5, Skip())), 6),
    (False, presses(0), 0),
)
"""Whether the watch is held, commands at seconds, and the second at which the session was ended: all reps, solo and
timed; one done and one added; a pause, a rep again and that undone; time away; one step left; nothing at all."""


@st.composite
def rich_sessions(draw: st.DrawFn) -> Callable[[Path], None]:
    """Draw a session; give what keeps it in a home, with remarks and corrected splits."""
    held, given_, over_s = draw(st.sampled_from(GIVEN))
    plan = plan_of(draw(st.sampled_from(("8x200m", 'mine, "too"'))), held=held)
    engine = driven(plan, *given_, rules=Rules(speed=draw(st.sampled_from((1.0, 2.5, 20.0)))))
    engine, _ = engine.advance(max(over_s * 1000, engine.now_ms))
    ending = draw(st.sampled_from((Ending.COMPLETED, Ending.SAVED)))
    started = draw(STARTS)
    remarks = draw(st.builds(Remarks, MARKS, MARKS, TEXTS, TEXTS, TEXTS))
    typed = draw(st.dictionaries(st.sampled_from((2, 5)), st.integers(20_000, 90_000)))

    def keep_it(home: Path) -> None:
        session = keep(home, plan, engine, ending, started)
        Amendments(home).remark(session, remarks)
        with History.open(home) as history:
            kept = history.session(session)
        assert kept is not None
        for split in kept.result.splits:
            if split.index in typed:
                Amendments(home).correct(session, split.index, typed[split.index])

    return keep_it


@given(st.lists(rich_sessions(), min_size=1, max_size=3))
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=12)
def test_whatever_was_kept_comes_back_from_json_and_from_csv(each: list[Callable[[Path], None]]) -> None:
    with TemporaryDirectory() as folder:
        here, by_json, by_csv = (Path(folder) / name for name in ("here", "json", "csv"))
        for keep_it in each:
            keep_it(here)
        # One that is not over stays at home.
        over = sessions(here)
        keep(here, plan_of(), driven(plan_of(), *presses(0)), None)
        data = [whole_data(whole) for whole in take_out(here, over)]
        bring_in(by_json, read_wholes(json.dumps(data)))
        assert sessions(by_json) == over
        assert [whole_data(whole) for whole in take_out(by_json, sessions(by_json))] == data
        out = io.StringIO(newline="")
        write_table(over, out)
        bring_in(by_csv, [without_log(kept) for kept in read_table(out.getvalue())])
        assert sessions(by_csv) == over


def test_csv_is_a_line_for_each_split_with_units_in_the_header(home: Path) -> None:
    out = io.StringIO(newline="")
    write_table(sessions(home)[1:2], out)
    header, *lines = out.getvalue().split("\r\n")
    assert header == ",".join(COLUMNS)
    session = (
        "20261123-0915-8x200m,8x200m,8 × 200 m,even,2026-11-23T09:15:00.000+01:00,2026-11-23T09:32:10.000+01:00,"
        "Europe/Berlin,true,2.5,saved,1030000,0,0,false,1,1,200,0,,,,,,,"
    )
    assert lines == [
        session + "0,warm_up,warm-up,Jog,,,,1000000,measured,,0,1000000,8x200m",
        session + "2,effort,main,200 m,1,3,200,,untimed,,1005000,1005000,8x200m",
        "",
    ]


def test_a_session_without_splits_has_a_line_of_its_own(home: Path) -> None:
    out = io.StringIO(newline="")
    write_table(sessions(home)[:1], out)
    assert len(out.getvalue().splitlines()) == 2
    assert read_table(out.getvalue())[0].result.splits == ()


def test_what_is_there_already_is_left_as_it_is(home: Path) -> None:
    before = sessions(home)
    changed = exported(home)
    changed[0]["notes"] = "changed"
    assert bring_in(home, read_wholes(json.dumps(changed))) == ()
    assert sessions(home) == before


def test_a_session_that_is_not_over_is_neither_taken_out_nor_brought_in(home: Path, tmp_path: Path) -> None:
    data = exported(home)
    keep(home, plan_of(), driven(plan_of(), *presses(0)), None)
    with pytest.raises(InputError, match="is not over"):
        list(take_out(home, sessions(home)))
    data[0]["ending"] = None
    with pytest.raises(InputError, match="is not over"):
        bring_in(tmp_path / "other", read_wholes(json.dumps(data)))
    assert not (tmp_path / "other").exists()


@pytest.mark.parametrize(
    ("member", "value", "place"),
    [
        ("started_at", "yesterday", "session 1.started_at"),
        ("started_at", "2026-11-23T09:15:00", "session 1.started_at"),
        ("speed", "fast", "session 1.speed"),
        ("speed", 10**400, "session 1.speed"),
        ("splits", {}, "session 1.splits"),
        ("splits", [1], "session 1.splits[0]"),
        ("ending", "won", "session 1.ending"),
        ("log", {}, "session 1.log"),
        ("log", [1], "session 1.log[0]"),
        ("corrected", None, "session 1.corrected"),
        ("log_version", None, "session 1.log_version"),
        ("format", 2, "session 1"),
    ],
)
def test_a_member_of_another_form_is_named(home: Path, member: str, value: object, place: str) -> None:
    data = exported(home)[0]
    data[member] = value
    with pytest.raises(StorageError) as caught:
        read_wholes(json.dumps(data))
    assert caught.value.place == place


@pytest.mark.parametrize(
    ("member", "value", "place"),
    [
        ("notes", "half a letter: \ud83c", "session 3.notes"),
        ("notes", "x" * 2_001, "session 3.notes"),
        ("session", "", "session 3.session"),
        ("started_at", "9999-12-31T23:59:59+00:00", "session 3.started_at"),
        ("started_at", "9999-12-31T23:59:59-12:00", "session 3.started_at"),
        ("started_at", "0001-01-01T00:00:00+14:00", "session 3.started_at"),
        ("length_ms", 10**18, "session 3.length_ms"),
        ("length_ms", 1 << 63, "session 3.length_ms"),
        ("length_ms", -1, "session 3.length_ms"),
        ("efforts", 10**9, "session 3.efforts"),
        ("effort_m", -200, "session 3.effort_m"),
        ("effort", 11, "session 3.effort"),
        ("speed", 0, "session 3.speed"),
        ("speed", 10_001, "session 3.speed"),
        ("rules_version", -1, "session 3.rules_version"),
        ("source_hash", "\ud83c", "session 3.source_hash"),
    ],
)
def test_what_nothing_could_show_afterwards_is_named_and_nothing_is_brought_in(
    home: Path, tmp_path: Path, member: str, value: object, place: str
) -> None:
    data = exported(home)
    data[2][member] = value
    with pytest.raises(StorageError) as caught:
        bring_in(tmp_path / "other", read_wholes(json.dumps(data)))
    assert caught.value.place == place
    assert sessions(tmp_path / "other") == ()


@pytest.mark.parametrize(
    ("member", "value", "place"),
    [
        ("ms", -1_900, "session 1.splits[2].ms"),
        ("ms", 86_400_001, "session 1.splits[2].ms"),
        ("m", 100_001, "session 1.splits[2].m"),
        ("m", 0, "session 1.splits[2].m"),
        ("rep", 10**9, "session 1.splits[2].rep"),
        ("reps", 0, "session 1.splits[2].reps"),
        ("index", 1, "session 1.splits[2].index"),
        ("started_ms", -1, "session 1.splits[2].started_ms"),
        ("round_trip_ms", 10**18, "session 1.splits[2].round_trip_ms"),
    ],
)
def test_a_split_that_nothing_could_show_is_named(home: Path, member: str, value: object, place: str) -> None:
    data = exported(home)[2]
    # The one that was typed.
    data["splits"][2][member] = value
    with pytest.raises(StorageError) as caught:
        read_wholes(json.dumps(data))
    assert caught.value.place == place


def test_commands_of_one_number_and_unknown_sources_of_a_correction_are_named(home: Path) -> None:
    data = exported(home)[2]
    data["log"][1]["seq"] = data["log"][0]["seq"]
    with pytest.raises(StorageError, match="there twice") as caught:
        read_wholes(json.dumps(data))
    assert caught.value.place == "session 1.log[1].seq"
    data = exported(home)[2]
    data["corrected"][0]["source"] = "dreamt"
    with pytest.raises(StorageError, match="is no source") as caught:
        read_wholes(json.dumps(data))
    assert caught.value.place == "session 1.corrected[0]"


@pytest.mark.parametrize("member", ["format", "session", "started_at", "length_ms"])
def test_a_missing_member_is_named(home: Path, member: str) -> None:
    data = exported(home)[0]
    del data[member]
    with pytest.raises(StorageError, match="session 1"):
        read_wholes(json.dumps(data))


@pytest.mark.parametrize(
    ("spoil", "place"),
    [
        (lambda text: text.replace("source", "sauce", 1), "line 1"),
        (lambda text: text.replace("1000000,measured", "a lot,measured", 1), "line 2, ms"),
        (lambda text: text.replace(",true,", ",perhaps,", 1), "line 2, rehearsal"),
        (lambda text: text.replace("1000000,measured", "1000000,guessed", 1), "line 2, source"),
        (lambda text: text.replace("1000000,measured", "1E+06,measured", 1), "line 2, ms"),
        (lambda text: text.replace("1000000,measured", "-1000000,measured", 1), "line 2, ms"),
        (lambda text: text.replace("2026-11-23T09:15:00.000+01:00", "23.11.2026 09:15", 1), "line 2, started_at"),
        (lambda text: text.replace("2026-11-23T09:15:00.000+01:00", "2026-11-23 09:15", 1), "line 2, started_at"),
        (lambda text: text.replace(",1005000,1005000", ",1005000,-1", 1), "line 3, step_ended_ms"),
        (lambda text: text.replace(",1000000,8x200m\r\n", "\r\n", 1), "line 2"),
        (lambda text: text.replace("warm-up", 'warm"-up', 1), "line 2, section"),
        (lambda text: text + '"', "line 4"),
    ],
)
def test_a_cell_of_another_form_is_named(home: Path, spoil: Any, place: str) -> None:
    out = io.StringIO(newline="")
    write_table(sessions(home)[1:2], out)
    with pytest.raises(SpeedtimerError) as caught:
        read_table(spoil(out.getvalue()))
    assert caught.value.place == place


def test_every_fault_of_a_table_is_named(home: Path) -> None:
    out = io.StringIO(newline="")
    write_table(sessions(home)[1:2], out)
    spoilt = out.getvalue().replace("1000000,measured", "a lot,measured").replace(",1,3,200,", ",one,3,200,")
    with pytest.raises(FileError) as caught:
        read_table(spoilt)
    assert [str(fault.place) for fault in caught.value.faults] == ["line 2, ms", "line 3, rep"]


def as_saved(text: str, separator: str, *, quoted: bool) -> str:
    """Write a table as spreadsheets do: with a byte order mark, an empty row, true and false in capitals."""
    out = io.StringIO(newline="")
    writer = csv.writer(
        out, delimiter=separator, quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL, lineterminator="\r\n"
    )
    for row in csv.reader(io.StringIO(text, newline="")):
        writer.writerow([cell.upper() if cell in ("true", "false") else cell for cell in row])
        writer.writerow([""] * len(row))
    return f"\ufeff{out.getvalue()}\r\n"


@pytest.mark.parametrize("quoted", [False, True])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_what_a_spreadsheet_saved_comes_back_in(home: Path, separator: str, *, quoted: bool) -> None:
    out = io.StringIO(newline="")
    write_table(sessions(home), out)
    read = read_table(as_saved(out.getvalue(), separator, quoted=quoted))
    assert [replace(kept, key=0) for kept in sessions(home)] == list(read)


def test_a_speed_may_have_a_decimal_comma(home: Path) -> None:
    out = io.StringIO(newline="")
    write_table(sessions(home)[1:2], out)
    (kept,) = read_table(as_saved(out.getvalue(), ";", quoted=False).replace(";2.5;", ";2,5;"))
    assert kept.scale == 2.5


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+49",
        "-x",
        "@home",
        "\t=1",
        "\rx",
        " =1",
        "\u3000=1",
        "＝1",
        "＋1",
        "－1",
        "＠x",
        "'quoted'",
        "''",
        "'=1",
        "plain",
    ],
)
def test_no_cell_is_a_formula_and_each_comes_back_as_it_was(home: Path, text: str) -> None:
    (kept, *_) = sessions(home)
    kept = replace(kept, key=0, name=text, focus="", remarks=Remarks(None, None, text, text, text))
    out = io.StringIO(newline="")
    write_table([kept], out)
    _, row = csv.reader(io.StringIO(out.getvalue(), newline=""))
    spoken_for = [cell for cell in row if cell.lstrip()[:1] in ("=", "+", "-", "@", "＝", "＋", "－", "＠") and cell]
    assert spoken_for == []
    assert row[COLUMNS.index("notes")][:1] not in ("\t", "\r")
    assert read_table(out.getvalue()) == (kept,)
