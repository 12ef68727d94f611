"""Ready-made views of the page of alarms."""

from momstation.shell.alarm_page.view import AlarmBar, AlarmFigure, AlarmStationRow, AlarmsView, FrequentRow
from momstation.ui.status import Status


def alarms_page(*, chosen: str = "P07", is_week: bool = False) -> AlarmsView:
    stations = (
        AlarmStationRow("P07", "Press 07", Status.WARNING, "too many at once", "33 alarms", "most in 10 min: 12",
                        chosen == "P07"),
        AlarmStationRow("W02", "Welding 02", Status.CAUTION, "one chatters", "5 alarms", "most in 10 min: 5",
                        chosen == "W02"),
        AlarmStationRow("P08", "Press 08", Status.NORMAL, "can be answered", "3 alarms", "most in 10 min: 1",
                        chosen == "P08"),
    )  # fmt: skip
    return AlarmsView(
        title="Alarms",
        detail="7 days, since Nov 16, 11:00" if is_week else "Early, since 06:00",
        switch="Show this shift" if is_week else "Show 7 days",
        stations=stations,
        status=Status.WARNING,
        headline=f"{chosen}: too many alarms at once. Nobody can answer more than 10 in ten minutes; the most were 12.",
        bars_title="Most alarms in 10 minutes, by hour",
        bars=tuple(AlarmBar(f"{hour:02d}:00", most, most > 10) for hour, most in ((6, 1), (7, 12), (8, 3))),
        limit=10,
        figures=(
            AlarmFigure("Alarms in all", "33", ""),
            AlarmFigure("Most alarms in 10 minutes", "12", "at most 10", is_off=True),
            AlarmFigure("Conditions that are not declared alarms", "0", "0"),
        ),
        frequent_title="The most frequent alarms",
        frequent=tuple(
            FrequentRow(
                f"P07/alarm {n}", Status.CAUTION if n == 1 else Status.NORMAL, f"Guard {n} of the feeder open",
                f"{20 - n} ×", "chatters" if n == 1 else "", "Press 07 · 36 % of all · stood 1 h 12 min in all",
                "Keep the guard closed and call maintenance. (For: maintenance)",
            )
            for n in range(1, 11)
        ),
        nothing="No alarm in this time.",
        empty_text="No station with a machine is known here yet.",
        empty_hint="It appears as soon as it has said who it is.",
    )  # fmt: skip
