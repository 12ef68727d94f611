"""Waits until nothing moves any more, then asks everybody what they hold."""

import io
import json
import time
from collections.abc import Mapping

from momstation.simulation.demo.cast import Player, PlayerFailedError
from momstation.simulation.demo.report import Evidence, Figures
from momstation.simulation.demo.stage import Stage
from momstation.store.verify import verify_file
from momstation.sync.command import main as central_command

SETTLE_S = 0.5


def collect(
    stage: Stage, players: Mapping[str, Player], seconds: float, seed: int, patience_s: float
) -> Evidence:
    """The evidence once machines rest and every station says the same, or what stands when patience ends."""
    stations, central = _settle(stage, players, patience_s)
    machines = stage.machine_report()
    for player in players.values():
        player.say("pictures")
        player.wait_for("pictures", patience_s)
    for player in players.values():
        player.end()
    chains = {place.code: verify_file(place.store).is_whole for place in stage.places}
    chains["central"] = bool(central.pop("chains_verify"))
    return Evidence(seconds, stations, machines, central, chains, seed)


def _settle(
    stage: Stage, players: Mapping[str, Player], patience_s: float
) -> tuple[dict[str, Figures], Figures]:
    """Ask stations, then central, then stations again: only an account during which nothing moved counts."""
    deadline = time.monotonic() + patience_s
    stations = _reports(players, patience_s)
    while True:
        central = _central(stage)
        before, stations = stations, _reports(players, patience_s)
        if (
            _is_quiet(stage, stations) and _recorded(before) == _recorded(stations)
        ) or time.monotonic() > deadline:
            return stations, central
        time.sleep(SETTLE_S)


def _reports(players: Mapping[str, Player], patience_s: float) -> dict[str, Figures]:
    return {code: _report(player, patience_s) for code, player in players.items()}


def _recorded(stations: Mapping[str, Figures]) -> dict[str, int]:
    return {code: one["figures"]["events_recorded"] for code, one in stations.items()}


def _report(player: Player, patience_s: float) -> Figures:
    player.say("report")
    return dict(player.wait_for("report", patience_s))


def _is_quiet(stage: Stage, stations: Mapping[str, Figures]) -> bool:
    truth = stage.machine_report()
    counted = {code: one for station in stations.values() for code, one in station["machines"].items()}
    return (
        not any(one["figures"]["outbox"] for one in stations.values())
        and len({one["state_hash"] for one in stations.values()}) == 1
        and all(
            counted.get(code, {}).get("good") == true["true_good"]
            and counted.get(code, {}).get("scrap") == true["true_scrap"]
            for code, true in truth.items()
        )
    )


def _central(stage: Stage) -> Figures:
    out, err = io.StringIO(), io.StringIO()
    if central_command(["status", "--central", stage.dsn, "--json", "--verify"], out, err):
        raise PlayerFailedError(f"central status failed: {err.getvalue().strip()}")
    status: Figures = json.loads(out.getvalue())
    return status
