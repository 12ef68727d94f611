"""What each kind of failure asks for."""

import pytest

from momstation.sync.faults import Fault, fault_of

BAD_PASSWORD = 'connection to server at "db" failed: FATAL:  password authentication failed for user "x"'


@pytest.mark.parametrize(
    ("state", "fault"),
    [
        ("08006", Fault.TRANSIENT), ("57P01", Fault.TRANSIENT), ("57014", Fault.TRANSIENT),
        ("53300", Fault.TRANSIENT), ("40001", Fault.TRANSIENT), ("55P03", Fault.TRANSIENT),
        ("XX000", Fault.TRANSIENT), ("MM001", Fault.EPOCH_CLOSED),
        ("28000", Fault.REFUSED), ("28P01", Fault.REFUSED), ("42501", Fault.REFUSED),
        ("3D000", Fault.REFUSED), ("MM002", Fault.DAMAGED),
        ("42883", Fault.OUTDATED), ("42P01", Fault.OUTDATED), ("42703", Fault.OUTDATED), ("3F000", Fault.OUTDATED),
        ("22P05", Fault.POISON), ("23505", Fault.POISON), ("54000", Fault.POISON),
    ],
)  # fmt: skip
def test_a_state_of_the_server(state: str, fault: Fault) -> None:
    assert fault_of(state, "") is fault


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (BAD_PASSWORD, Fault.REFUSED),
        ('FATAL:  database "mom" does not exist', Fault.REFUSED),
        ("FATAL:  no pg_hba.conf entry for host", Fault.REFUSED),
        ("FATAL:  the database system is starting up", Fault.TRANSIENT),
        ("FATAL:  sorry, too many clients already", Fault.TRANSIENT),
        ("connection refused", Fault.TRANSIENT),
        ("SSL error: certificate verify failed", Fault.REFUSED),
        ('invalid port number: "54x2"', Fault.REFUSED),
        ('server certificate for "db" does not match host name "mes"', Fault.REFUSED),
        ("could not translate host name: does not exist", Fault.TRANSIENT),
    ],
)
def test_words_while_connecting(text: str, fault: Fault) -> None:
    assert fault_of(None, text) is fault
