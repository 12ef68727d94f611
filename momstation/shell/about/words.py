"""The sentences about the program itself, the same on the screen and in a terminal."""

from momstation import __version__
from momstation.core.i18n import _
from momstation.core.notices import Notice

_QT = ("LGPL-3.0", "LGPL-2.1")


def program() -> str:
    return _("momstation {version}, under the Apache License 2.0").format(version=__version__)


def replaceable() -> str:
    """What the LGPL grants to whoever runs the station."""
    return _(
        "Packages under the LGPL lie as ordinary packages beside the program and may be replaced by other "
        "versions of them. Their source is offered by their authors."
    )


def line_of(notice: Notice) -> str:
    return f"{notice.name} {notice.version}".strip()


def terms_of(notice: Notice) -> str:
    """Of several that are offered, the one that is taken: Qt offers the LGPL beside the GPL."""
    offered = [one.strip(" ()") for one in notice.terms.split(" OR ")]
    taken = next((one for one in offered if one.startswith(_QT)), notice.terms)
    return taken or _("see its licence file")
