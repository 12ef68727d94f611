"""A plant's catalogue of 150 stop reasons, in the plant's own words: more than anybody can look through."""

from dataclasses import replace

from momstation.app.gallery.sample_sheets import stop
from momstation.core.i18n import _
from momstation.production.views import ReasonGroupView, ReasonTile, StopReasonView

_UNPLANNED = """
Air leak, Air pressure low, Alarm without text, Barcode not readable, Bearing hot, Belt broken, Belt slips,
Bolt broken, Brake worn, Burr on part, Cable broken, Camera dirty, Chain loose, Chip box full, Chip jam, Clamp
does not open, Coil ends, Coil telescoped, Compressed air missing, Conveyor blocked, Coolant empty, Coolant
pump, Cover open, Crane occupied, Cylinder leaks, Die cracked, Door switch, Drawing unclear, Drive fault,
Ejector stuck, Electrical fault, Emergency stop pressed, Encoder fault, Error in program, External supplier,
Fan fault, Feeder empty, Feeder jam, Filter clogged, Fire alarm, Forklift missing, Fuse blown, Gauge missing,
Gearbox noise, Gripper lost part, Guard open, Heater fault, Hose burst, Hydraulic oil hot, Hydraulic pressure
low, Inspection waits, Label printer, Light curtain, Limit switch, Loader fault, Lubrication missing, Material
wrong, Misfeed, Motor overload, Network down, No containers, No crew, No order, No packaging, No power, No
pallet, Nozzle clogged, Oil leak, Oil level low, Overload of press, Part stuck, Parts mixed up, Pneumatic
valve, Position lost, Power dip, Press ram stuck, Program missing, Punch broken, Quality alarm, Robot crash,
Robot gripper, Rust on coil, Safety relay, Scale fault, Scanner dirty, Sensor dirty, Sensor fault, Servo
fault, Setup part missing, Sheet double, Slide hot, Spindle fault, Strip end, Suction cup worn, Tool broken,
Tool stuck, Vibration, Waiting for crane, Welding gas empty
"""
_CHANGEOVER = """
Batch change, Clean for colour change, Coil change, Die change, First part release, Fixture change, Format
change, Gripper change, Program change, Restart after weekend
"""
_PLANNED = """
Audit, Autonomous maintenance, Break, Calibration, Cleaning of station, Company meeting, Customer visit,
Energy limit, Fire drill, Heating up, Inspection by insurer, Inventory count, Lunch, Maintenance planned,
Medical check, No demand, Oil change, Part approval, Pilot series, Public holiday, Rebuilding, Safety walk,
Shift handover, Software update, Spare part test, Stock count, Team meeting, Tool trial, Training, Trial run,
Warm up, Waste disposal, Weekend, Works council meeting, Yearly shutdown
"""


def many_stops() -> StopReasonView:
    """The stop's sheet of such a plant."""
    view = stop()
    more = (
        ReasonGroupView(_("Not planned"), _tiles(_UNPLANNED)),
        ReasonGroupView(_("Changeover"), _tiles(_CHANGEOVER)),
        ReasonGroupView(_("Planned"), _tiles(_PLANNED)),
    )
    count = sum(len(group.tiles) for group in more)
    return replace(view, heard="", more=more, more_label=_("More ({count})").format(count=count))


def _tiles(texts: str) -> tuple[ReasonTile, ...]:
    words = [" ".join(text.split()) for text in texts.split(",")]
    return tuple(ReasonTile(word.upper().replace(" ", "-"), word, "help", "") for word in words)
