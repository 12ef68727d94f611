"""Who is at the station and who acts: sign-on by badge or PIN, several people at once, and the lock."""

from momstation.core.part import Part
from momstation.store.questions import StreamReader
from momstation.workforce.model import (
    ActAs,
    LockStation,
    SignOff,
    SignOffActing,
    SignOffEverybody,
    SignOnByBadge,
    SignOnByPin,
)
from momstation.workforce.records import team_fold
from momstation.workforce.refusals import ACCEPTS, REFUSALS
from momstation.workforce.scans import BadgeScans
from momstation.workforce.service import TeamService


def part(team: TeamService, reader: StreamReader) -> Part:
    """No command here needs a right: whoever signs on has none yet."""
    return Part(
        name="workforce",
        handlers={
            SignOnByBadge: team.sign_on_by_badge,
            SignOnByPin: team.sign_on_by_pin,
            SignOff: team.sign_off,
            SignOffActing: team.sign_off_acting,
            SignOffEverybody: team.sign_off_everybody,
            ActAs: team.act_as,
            LockStation: team.lock,
        },
        folds=(team_fold(),),
        scans=(BadgeScans(reader),),
        accepts=ACCEPTS,
        refusals=REFUSALS,
    )
