"""Sums the shift up: what each station, each machine and the central database say, and whether they agree."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any  # figures are JSON on both sides

Figures = dict[str, Any]
KINDS = ("scan_to_paint", "tap_to_paint", "reading_to_paint", "station_to_station")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was collected after the shift: ``stations`` by code, ``machines`` by code, and central's account."""

    seconds: float
    stations: Mapping[str, Figures]
    machines: Mapping[str, Figures]
    central: Figures
    chains: Mapping[str, bool]
    seed: int
    notes: Sequence[str] = field(default_factory=tuple)


def percentiles(samples: Sequence[float]) -> Figures:
    """``{p50, p99, n}`` by the nearest rank; null when there is nothing."""
    ranked = sorted(samples)
    return {"p50": rank(ranked, 0.50), "p99": rank(ranked, 0.99), "n": len(ranked)}


def rank(ranked: Sequence[float], share: float) -> float | None:
    if not ranked:
        return None
    return round(ranked[min(len(ranked) - 1, int(share * len(ranked)))], 3)


def compose(evidence: Evidence) -> Figures:
    """The report as JSON will hold it."""
    stations = evidence.stations
    latency = {
        kind: percentiles([ms for one in stations.values() for ms in one["samples"].get(kind, ())])
        for kind in KINDS
    }
    frames = sorted(ms for one in stations.values() for ms in one["samples"].get("frame", ()))
    operators = [one for one in stations.values() if one["machines"]]
    invariants = judge(evidence)
    return {
        "seconds": round(evidence.seconds, 3),
        "seed": evidence.seed,
        "stations": {code: one["figures"] for code, one in stations.items()},
        "machines": dict(evidence.machines),
        "central": evidence.central,
        "latency_ms": latency,
        "frame_ms": {"p50": rank(frames, 0.50), "p99": rank(frames, 0.99)},
        "startup_s": max(one["startup_s"] for one in stations.values()),
        "rss_mb": max(one["rss_mb"] for one in operators or stations.values()),
        "invariants": {name: not broken for name, broken in invariants.items()},
        "broken": {name: broken for name, broken in invariants.items() if broken},
        "notes": list(evidence.notes),
    }


def judge(evidence: Evidence) -> dict[str, str]:
    """Each invariant with what breaks it, or an empty sentence."""
    return {
        "counts_match_machine": _counts(evidence),
        "every_event_in_central_once": _central(evidence),
        "stations_agree": _agreement(evidence),
        "outbox_drained": "; ".join(
            f"{code} still keeps {one['figures']['outbox']} records"
            for code, one in evidence.stations.items()
            if one["figures"]["outbox"]
        ),
        "chains_verify": "; ".join(
            f"the chain of {name} is broken" for name, ok in evidence.chains.items() if not ok
        ),
    }


def _counts(evidence: Evidence) -> str:
    counted = {
        machine: counts for one in evidence.stations.values() for machine, counts in one["machines"].items()
    }
    faults = []
    for machine, true in evidence.machines.items():
        heard = counted.get(machine, {"good": None, "scrap": None})
        for what in ("good", "scrap"):
            if heard[what] != true[f"true_{what}"]:
                faults.append(
                    f"{machine} made {true[f'true_{what}']} {what}, its station recorded {heard[what]}"
                )
    return "; ".join(faults)


def _central(evidence: Evidence) -> str:
    central = evidence.central
    faults = [f"central holds {central['duplicates']} twice"] if central["duplicates"] else []
    for code, one in evidence.stations.items():
        held, recorded = central["per_station"].get(code, 0), one["figures"]["events_recorded"]
        if held != recorded:
            faults.append(f"{code} recorded {recorded} events, central holds {held} of them")
    return "; ".join(faults)


def _agreement(evidence: Evidence) -> str:
    hashes = {code: one["state_hash"] for code, one in evidence.stations.items()}
    if len(set(hashes.values())) == 1:
        return ""
    return "the stations' states differ: " + ", ".join(
        f"{code} {value[:12]}" for code, value in hashes.items()
    )
