"""Why a station did not even ask to be let in: what libpq says of the encryption, in words for a person."""

from momstation.core.i18n import _

SILENT_KEYRING = "the keyring of this computer does not answer"


def is_insecure(text: str) -> bool:
    """Whether a connection was refused here, because nobody could say who is at the other end."""
    return _why(text.lower()) is not None


def explained(text: str) -> str | None:
    """The sentence for a person, or None if it was asked and refused."""
    return {
        "host": _("The plant's database shows a certificate for another computer."),
        "unknown": _(
            "The certificate of the plant's database has expired, or no authority that this station trusts gave it."
        ),
        "plain": _("The plant's database offers no encryption, and this station insists on it."),
        "keyring": _("The keyring of this computer does not give out this station's access. Unlock it."),
        "root": _("This station has no certificate of the authority that it is to trust."),
        None: None,
    }[_why(text.lower())]


def _why(text: str) -> str | None:
    if SILENT_KEYRING in text:
        return "keyring"
    if "does not support ssl" in text:
        return "plain"
    if "root certificate file" in text:
        return "root"
    if "certificate" not in text and "tlsv1 alert" not in text:
        return None
    for word, why in (
        ("does not match host name", "host"),
        ("expired", "unknown"),
        ("verify failed", "unknown"),
        ("unknown ca", "unknown"),
    ):
        if word in text:
            return why
    return None
