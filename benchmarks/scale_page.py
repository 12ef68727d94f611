"""``python -m benchmarks.scale_page``: writes docs/scale.md from what was measured on this machine."""

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PAGE = Path(__file__).parent.parent / "docs" / "scale.md"
RESULTS = Path(__file__).with_name("results.json")
SIZES = (50, 500, 2_000, 10_000)
RECORDS_A_DAY = 2_000
BUSY_RECORDS_A_DAY = (
    2 * 86_400 // 5
)  # a machine that counts in every five seconds of the day: two records each
OUTAGE_H = 8
CELL = 2_000


@dataclass(frozen=True, slots=True)
class Need:
    """What so many stations ask of one central database, and what part of this machine's measure that is."""

    stations: int
    pushes_per_s: float
    events_per_s: float
    of_capacity: float
    listener_ms: float
    listening_gb: float
    polls_per_s: float
    of_polls: float
    gb_a_day: float
    busy_gb_a_day: float
    drained_min: float

    @classmethod
    def of(cls, n: int, crowd: Mapping[str, Any], api_events_per_s: float) -> "Need":
        events = n * RECORDS_A_DAY / 86_400
        pushes = events  # one record a push, the dearest way
        size = crowd["bytes"]["per_event"] + 1.1 * crowd["bytes"]["per_feed"]
        per_listener = (crowd["ring_ms"]["200"] - crowd["ring_ms"]["1"]) / 199
        return cls(
            stations=n,
            pushes_per_s=pushes,
            events_per_s=events,
            of_capacity=pushes / crowd["pushes_per_s"]["of_1"],
            listener_ms=per_listener * n,
            listening_gb=n * (crowd["connection_mb"] or 0) / 1024,
            polls_per_s=n * 2,
            of_polls=n * 2 / crowd["heads_per_s"],
            gb_a_day=n * RECORDS_A_DAY * size / 1e9,
            busy_gb_a_day=n * BUSY_RECORDS_A_DAY * size / 1e9,
            drained_min=n * RECORDS_A_DAY * OUTAGE_H / 24 / api_events_per_s / 60,
        )


ADVICE = {
    50: "One PostgreSQL on any server, stations connect directly, `central.doorbell = listen`, monthly partitions.",
    500: "The same, on a server of its own with four cores or more and a disk that is flushed in under a"
    " millisecond. Topics by area, so that a station hears of its own area only. LISTEN still pays: above about this"
    " size each ring costs the one who rings more than a poll costs the one who asks.",
    2_000: "PgBouncer (1.21 or newer for prepared statements; 1.18 works, because none are used) in transaction mode"
    " before PostgreSQL, `central.doorbell = poll`, one login for all stations: the token says who is who. Daily"
    " partitions, read models and reports on a streaming replica. Machine telemetry, if it is wanted, goes to"
    " TimescaleDB and not into the record log.",
    10_000: f"One PostgreSQL for each plant or hall (at most {CELL} stations each), as above. The company's view is"
    " made by logical replication of the read models (schema rm) upward, one subscription a plant; records stay in"
    " the plant that wrote them. No sharding across plants: a push takes a log and several topics in one"
    " transaction, and would become a two-phase commit.",
}


def page(results: Mapping[str, Any]) -> str:
    """The page's text."""
    crowd, api = results["crowd"], results["central_api"]["batches_of_20"]["events_per_s"]
    needs = [Need.of(n, crowd, api) for n in SIZES]
    return "\n".join([*_intro(crowd, results), *_table(needs, crowd), *_advice(needs), *_limits(crowd), ""])


def _intro(crowd: Mapping[str, Any], results: Mapping[str, Any]) -> Sequence[str]:
    back, machine = crowd["coming_back"], results.get("machine", {})
    pooled = crowd.get("pooler")
    lines = [
        "# How many stations",
        "",
        "This page is computed from `benchmarks/results.json` by `python -m benchmarks.scale_page`. Everything was"
        f" measured on one machine with {machine.get('cores', '?')} cores, on which the server, the stations and the"
        " measuring itself ran together: a plant's server does better. Trust the ratios.",
        "",
        "## Measured",
        "",
        f"- {back['stations']} stations that come back from an outage with {back['events']} records, spread by the"
        f" server over {back['stations'] // 50} s: all sent after"
        f" {back['all_drained_s']} s, everything read by everybody after {back['all_read_everything_s']} s; the"
        f" longest push took {back['longest_push_s']} s; {back['undrained']} stations did not get through.",
        f"- 16 stations that push without a pause: {crowd['pushes_per_s']['of_1']} pushes a second of one record,"
        f" {crowd['pushes_per_s']['of_20']} of twenty, which includes making and hashing them. Batches made before:"
        f" {results['central_api']['batches_of_20']['events_per_s']} records a second.",
        f"- Asking how far topics go: {crowd['heads_per_s']} times a second through the function that checks the"
        f" token, {crowd['bare_head_per_s']} times without it.",
        "- A ring (NOTIFY) until it is heard: "
        + ", ".join(
            f"{ms} ms beside {n} listeners"
            for n, ms in sorted(crowd["ring_ms"].items(), key=lambda one: int(one[0]))
        )
        + ".",
        f"- A record takes {crowd['bytes']['per_event']} bytes with its indexes, its place in a feed"
        f" {crowd['bytes']['per_feed']}; an idle connection {crowd['connection_mb']} MB.",
    ]
    if pooled:
        lines.append(
            f"- Through PgBouncer {pooled['version']} (transaction mode, {pooled['server_connections']} connections"
            f" to the server): {pooled['heads_per_s']} heads a second; {pooled['stations']} stations sent ten records"
            f" each in {pooled['all_drained_s']} s, {pooled['undrained']} did not get through."
        )
    return lines


def _table(needs: Sequence[Need], crowd: Mapping[str, Any]) -> Sequence[str]:
    lines = [
        "",
        "## Computed",
        "",
        f"A station records {RECORDS_A_DAY} times a day (one whose machine counts without a break records"
        f" {BUSY_RECORDS_A_DAY} times, because counts are told in buckets of five seconds). It pushes each record"
        " alone, asks twice a second where it polls, and sends a third of a day's records after an outage of"
        f" {OUTAGE_H} hours.",
        "",
        "| | " + " | ".join(f"{need.stations:,}".replace(",", " ") for need in needs) + " |",
        "|---|" + "---:|" * len(needs),
    ]
    rows: tuple[tuple[str, Callable[[Need], str]], ...] = (
        ("records a second, on average", lambda need: f"{need.events_per_s:.1f}"),
        ("part of this machine's pushes", lambda need: f"{need.of_capacity:.1%}"),
        ("cost of one ring with everybody listening, ms", lambda need: f"{need.listener_ms:.1f}"),
        ("memory of direct connections, GB", lambda need: f"{need.listening_gb:.1f}"),
        ("polls a second", lambda need: f"{need.polls_per_s:.0f}"),
        ("part of this machine's polls", lambda need: f"{need.of_polls:.0%}"),
        ("new data, GB a day", lambda need: f"{need.gb_a_day:.2f}"),
        ("the same if every machine counts without a break", lambda need: f"{need.busy_gb_a_day:.1f}"),
        ("drained after an outage of a shift, minutes", lambda need: f"{need.drained_min:.1f}"),
    )
    return [*lines, *(f"| {name} | " + " | ".join(tell(n) for n in needs) + " |" for name, tell in rows)]


def _advice(needs: Sequence[Need]) -> Sequence[str]:
    lines = ["", "## What to set up", ""]
    for need in needs:
        lines += [f"**{need.stations:,}".replace(",", " ") + f" stations.** {ADVICE[need.stations]}", ""]
    return lines


def _limits(crowd: Mapping[str, Any]) -> Sequence[str]:
    return [
        "## What gives way first",
        "",
        "1. *A topic that everybody writes.* Pushes of one topic follow one another: its row is locked until the"
        " commit. Split it by area, or let stations push less often (a push of twenty records costs little more than"
        " one).",
        "2. *Listeners.* Every ring wakes every listener of the database (before PostgreSQL 19). Poll instead.",
        "3. *Connections.* Each is a process of the server. Pool them.",
        "4. *Space.* `momstation central partition --ahead 3 --keep-months 24` once a day; detached months are"
        " archived, not dropped, unless that is asked for.",
        "",
        "Not measured: a network that is not loopback, more than 300 stations, PostgreSQL 19, TimescaleDB and logical"
        " replication.",
    ]


def main() -> int:
    PAGE.write_text(page(json.loads(RESULTS.read_text(encoding="utf-8"))), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
