"""Declares the settings of where a station keeps its records and where it sends them."""

from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from momstation.core.i18n import N_


class StoreSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where the station keeps what it recorded."""

    path: Annotated[
        Path,
        Meta(
            description=N_("The store's file; a path that is not absolute starts at this settings file."),
            extra_json_schema={"accepts": N_("a file's path, such as 'data/P07.db'")},
        ),
    ]
    least_free_mb: Annotated[
        int,
        Meta(
            description=N_("Free space below which the doctor warns."),
            ge=50,
            le=1_000_000,
            extra_json_schema={"unit": N_("megabytes")},
        ),
    ] = 500
    journal_dir: Annotated[
        str,
        Meta(
            description=N_(
                "The second journal's folder, best on a medium of its own; a path that is not absolute starts "
                "at the store's folder."
            ),
            min_length=1,
            max_length=1000,
            extra_json_schema={"accepts": N_("a folder's path, such as '/media/card/journal'")},
        ),
    ] = "journal"
    ballast_mb: Annotated[
        int,
        Meta(
            description=N_(
                "Kept in reserve on the store's disk for the moment when the disk is full; 0 means nothing."
            ),
            ge=0,
            le=10_000,
            extra_json_schema={"unit": N_("megabytes")},
        ),
    ] = 64
    backup_dir: Annotated[
        str,
        Meta(
            description=N_(
                "The folder of the daily backups; a path that is not absolute starts at the store's folder."
            ),
            min_length=1,
            max_length=1000,
            extra_json_schema={"accepts": N_("a folder's path, such as '/media/card/backups'")},
        ),
    ] = "backups"
    backup_keep_days: Annotated[
        int,
        Meta(
            description=N_("How many daily backups are kept, beside one for each of the last four weeks."),
            ge=1,
            le=365,
            extra_json_schema={"unit": N_("days")},
        ),
    ] = 7
    keep_own_days: Annotated[
        int,
        Meta(
            description=N_(
                "How long own records of closed work stay here after central has them, so that a central database "
                "restored from a backup gets them back; not less than its backups are old."
            ),
            ge=7,
            le=3650,
            extra_json_schema={"unit": N_("days")},
        ),
    ] = 35
    keep_closed_days: Annotated[
        int,
        Meta(
            description=N_("How long closed work of other stations stays here."),
            ge=1,
            le=3650,
            extra_json_schema={"unit": N_("days")},
        ),
    ] = 14


class CentralSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The plant's PostgreSQL; a station that was not enrolled works alone."""

    dsn: Annotated[
        str,
        Meta(
            description=N_("Where the central database is; empty means where it was at enrolment."),
            pattern=r"^$|^postgres(ql)?://.+|^[a-z_]+ *=.+",
            extra_json_schema={
                "accepts": N_("postgresql://USER@HOST:PORT/DATABASE, or 'host=… dbname=…'"),
                "secret": True,
            },
        ),
    ] = ""
    token_file: Annotated[
        Path,
        Meta(
            description=N_("What enrolment left for the station; without this file the station works alone."),
            extra_json_schema={"accepts": N_("a file's path, such as 'P07.token'")},
        ),
    ] = Path("central.token")
    poll_s: Annotated[
        float,
        Meta(
            description=N_("How often the station asks for news when no doorbell rings."),
            ge=0.1,
            le=60,
            extra_json_schema={"unit": N_("seconds")},
        ),
    ] = 1.0
    doorbell: Annotated[
        Literal["listen", "poll"],
        Meta(
            description=N_(
                "How news is noticed: listen to the database, or, behind a pooler of transactions, only poll."
            )
        ),
    ] = "listen"
    deadline_s: Annotated[
        float,
        Meta(
            description=N_("How long one exchange may take before the link counts as lost."),
            ge=1,
            le=120,
            extra_json_schema={"unit": N_("seconds")},
        ),
    ] = 10.0
