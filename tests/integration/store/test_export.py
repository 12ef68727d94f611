"""Whoever has the exported lines alone can recompute every hash, with a page of description and no program."""

import hashlib
import io
import json
from pathlib import Path
from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from momstation.store.command import main
from momstation.store.verify import verify_file
from tests.support.store_story import tell
from tests.support.stores import opened, put


def _exported(path: Path, *words: str) -> list[dict[str, Any]]:
    out, err = io.StringIO(), io.StringIO()
    assert main(["export", str(path), *words], out, err) == 0, err.getvalue()
    return [json.loads(line) for line in out.getvalue().splitlines()]


def hash_as_described(line: dict[str, Any]) -> str:
    """As docs/store.md says it, with nothing of this program."""
    said = [
        UUID(line["event_id"]).hex, int(line["hlc"]), line["kind"], line["v"], line["stream"],
        [UUID(one).hex for one in line["basis"]], line["payload"],
    ]  # fmt: skip
    text = json.dumps(said, separators=(",", ":"), ensure_ascii=True)
    content = hashlib.sha256(text.encode("ascii")).digest()
    return hashlib.sha256(bytes.fromhex(line["after"]) + content).hexdigest()


def _breaks(lines: list[dict[str, Any]]) -> list[int]:
    """Numbers of lines whose hash or whose link to the line before is not right."""
    last: dict[tuple[str, int], str] = {}
    found = []
    for n, line in enumerate(lines):
        log = (line["station_id"], line["epoch"])
        if line["own"]:
            linked = last.get(log, "") == line["after"]
            if not linked or hash_as_described(line) != line["hash"]:
                found.append(n)
        last[log] = line["hash"]
    return found


def test_every_own_line_can_be_recomputed_and_links_to_the_one_before(tmp_path: Path) -> None:
    path = tell(tmp_path)
    lines = _exported(path)
    assert len(lines) == verify_file(path).events
    assert sum(line["own"] for line in lines) == verify_file(path).own
    assert _breaks(lines) == []
    assert {line["station"] for line in lines if line["own"]} == {"ST07"}


def test_one_changed_character_is_found(tmp_path: Path) -> None:
    lines = _exported(tell(tmp_path))
    n = next(n for n, line in enumerate(lines) if line["own"] and line["epoch"] == 2)
    lines[n]["payload"] = lines[n]["payload"].replace("0", "1", 1)
    assert _breaks(lines) == [n]


def test_a_line_has_the_whole_envelope(tmp_path: Path) -> None:
    line = _exported(tell(tmp_path), "--own")[-1]
    assert set(line) == {
        "event_id", "station_id", "station", "epoch", "seq", "hlc", "recorded_at", "clock_off_ms", "kind", "v",
        "stream", "flags", "basis", "topics", "payload", "after", "hash", "own",
    }  # fmt: skip
    assert (line["station"], line["epoch"], line["kind"]) == ("ST07", 2, "workforce.signed_on")
    assert line["topics"] == ["area/Line 3"]
    assert line["clock_off_ms"] == -1250


def test_only_own_records_and_only_later_ones(tmp_path: Path) -> None:
    path = tell(tmp_path)
    everything = _exported(path)
    assert len(_exported(path, "--own")) == sum(line["own"] for line in everything)
    border = sorted(line["recorded_at"] for line in everything)[-5]
    assert len(_exported(path, "--since", border)) == 5
    assert _exported(path, "--since", "2099-01-01") == []
    assert len(_exported(path, "--since", "2020-01-01")) == len(everything)


def test_a_file_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    path, out = tell(tmp_path), tmp_path / "out.jsonl"
    words = ["export", str(path), "--out", str(out)]
    assert main(words, io.StringIO(), io.StringIO()) == 0
    first = out.read_bytes()
    assert first.isascii()
    err = io.StringIO()
    assert main(words, io.StringIO(), err) == 2
    assert f"There is a file {out} already." in err.getvalue()
    assert out.read_bytes() == first
    err = io.StringIO()
    assert main([*words[:3], str(tmp_path / "no" / "out")], io.StringIO(), err) == 2
    assert "could not be written" in err.getvalue()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=st.lists(st.text(max_size=30), min_size=1, max_size=8))
def test_whatever_was_written_into_a_record_comes_out_and_can_be_recomputed(
    tmp_path: Path, said: list[str]
) -> None:
    path = tmp_path / "s.db"
    path.unlink(missing_ok=True)
    with opened(path, folds=(), projections=()) as store:
        for n, text in enumerate(said):
            store.journal.record_now([put(text, of=f"{n % 3}")])
    lines = _exported(path)
    assert [json.loads(line["payload"])["body"] for line in lines] == said
    assert _breaks(lines) == []
    assert verify_file(path).is_whole
