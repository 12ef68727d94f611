"""What the store says when it cannot do what it is asked, in words that lead on."""

from collections.abc import Mapping
from types import MappingProxyType

from momstation.core.i18n import N_

REFUSALS: Mapping[str, str] = MappingProxyType(
    {
        "store.in_use": N_(
            "This station is already running (process {pid}, since {since}). "
            "Switch to its window, or end that process before you start another one."
        ),
        "store.corrupt": N_(
            "Not recorded: the station's record file {file} is damaged ({detail}). Nothing was deleted. "
            "Start the station again: it keeps the damaged file and makes a new one from the backup, "
            "the second journal and central."
        ),
        "store.not_moved": N_(
            "The station's record file {file} is damaged, and could not be put aside into {folder}: {detail}. "
            "Give the station's user the right to write there, or make space on the disk, and start again."
        ),
        "store.damaged_again": N_(
            "The station's record file {file} was damaged {n} times within a day and made anew each time. "
            "The disk is failing: have it replaced, and call support."
        ),
        "store.not_a_store": N_(
            "The file {file} is not a station's record file. Check the store's path in the configuration."
        ),
        "store.too_large": N_(
            "Not recorded: what was entered or scanned is larger than {mb} MB. "
            "Make it shorter and repeat what you just did."
        ),
        "store.missing": N_("There is no file {file}. Check the path."),
        "store.read_only": N_(
            "The station may not write to {file}: {detail}. "
            "Give the station's user the right to write there, or choose another folder in the configuration."
        ),
        "store.no_folder": N_(
            "The folder for the station's records, {folder}, cannot be used: {detail}. "
            "Choose another folder in the configuration."
        ),
        "store.disk_full": N_(
            "Not recorded: the disk of {file} is full ({detail}). What was recorded before is kept. "
            "Tell your team lead, then do it again."
        ),
        "store.disk_failing": N_(
            "Not recorded: the disk that holds {file} does not do what it is told ({detail}), "
            "though {mb} MB are free. Everything recorded before is kept. "
            "The disk fails, or what this user may store is used up: call support."
        ),
        "store.on_network": N_(
            "The folder {folder} is on a network drive ({kind}), where records can be lost or damaged. "
            "Choose a folder on a disk of this computer in the configuration."
        ),
        "store.newer": N_(
            "The record file {file} was written by a newer version of this station (form {found}, "
            "this version reads up to {known}). Install the newer version again."
        ),
        "store.no_room_to_upgrade": N_(
            "The record file {file} is of an older version, and a copy of it must be made before this version "
            "can use it. That takes {needed_mb} MB; the disk has {free_mb} MB free. Nothing was changed. "
            "Free some space and start the station again."
        ),
        "store.busy": N_(
            "Another program has the record file {file} open. Nothing was changed. "
            "End that program, perhaps a check or a copy, and start the station again."
        ),
        "store.not_upgraded": N_(
            "The record file {file} could not be brought to the form of this version: {detail}. "
            "Nothing was changed: the older version of this station can go on with it. Call support."
        ),
        "store.no_room_for_backup": N_(
            "No backup was made: it takes {needed_mb} MB in {folder}, and {free_mb} MB are free. "
            "Recording goes on. Free some space there, or choose another folder in the configuration."
        ),
        "store.copy_damaged": N_(
            "No backup was made: what was written to {folder} is not what can be read there ({detail}). "
            "Recording goes on. The medium may be failing: choose another folder in the configuration."
        ),
        "store.no_backup_folder": N_(
            "No backup was made: the folder {folder} cannot be used ({detail}). Recording goes on. "
            "Connect it again, or choose another folder in the configuration."
        ),
        "store.not_readable": N_(
            "The record file {file} cannot be read ({detail}): its disk is full, or it fails. Nothing was changed. "
            "Free some space and try again; if that does not help, call support."
        ),
        "store.no_room_to_restore": N_(
            "Nothing was changed: to put the backup in its place takes {needed_mb} MB in {folder}, "
            "and {free_mb} MB are free. Free some space there and type the same again."
        ),
        "store.not_restored": N_(
            "Nothing was changed: the backup could not be put into {folder} ({detail}). "
            "See that this user may write there and that the disk is sound, and type the same again."
        ),
        "store.old_months": N_(
            "Old months of the second journal were not removed: the folder {folder} cannot be used ({detail}). "
            "Recording goes on. Connect it again, or choose another folder in the configuration."
        ),
        "store.damaged": N_(
            "The record file {file} is damaged: {detail}. Nothing was changed. "
            "A station that is started with it keeps it and makes a new one from its backup, "
            "its second journal and central."
        ),
        "store.changed": N_(
            "Record {seq} of epoch {epoch} of station {station} is not what was recorded. Recording goes on. "
            'Call support: "momstation store verify" says more.'
        ),
        "store.empty": N_(
            "The record file {file} holds no station yet. There is nothing to copy or to count."
        ),
        "store.exists": N_("There is a file {file} already. Nothing was written. Name another one."),
        "store.not_written": N_("The file {file} could not be written: {detail}. Name another place for it."),
        "store.exists_already": N_(
            "Nothing was changed: there is a record file {file} already. "
            "To move it aside and put the backup in its place, type the same with --force."
        ),
        "store.backup_damaged": N_(
            "The backup {file} is damaged or no store file: {detail}. Nothing was changed. Take an older backup."
        ),
        "store.backup_of_other": N_(
            "Nothing was changed: the backup is of station {code}, but the record file {file} is of station "
            "{found}, or of the same code with another history. Move that file away by hand if it may go."
        ),
        "store.other_station": N_(
            "The record file {file} belongs to station {found}, but the configuration says {code}. "
            "Choose this station's own file, or correct the station's code in the configuration."
        ),
        "store.for_training": N_(
            "The record file {file} holds what people practised on: nothing in it counts, so no station works with "
            "it. Nothing was changed. Correct the store's path in the configuration, or start the station with "
            "--training."
        ),
        "store.not_for_training": N_(
            "The record file {file} holds a station's real records, so nobody may practise on it. "
            "Nothing was changed. Move it to where it belongs, and start again."
        ),
        "store.sqlite_too_old": N_(
            "The database library SQLite {found} has a fault that can lose records. "
            "Install the package pysqlite3 into the station's Python, "
            "or a Python with SQLite {needed} or later."
        ),
    }
)
