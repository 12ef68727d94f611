"""What must not be opened is refused at the start, in words, and left as it is."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from momstation.core.errors import Refused
from momstation.store import local_disk
from momstation.store.copy_file import month_files
from momstation.store.local_disk import network_kind, refuse_network
from momstation.store.refusals import REFUSALS
from tests.conftest import ExpectedLog
from tests.support.kept_store import copied, journal_of, kept, open_kept, own_records, record_some

MOUNTS = """\
22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
40 22 0:35 / /srv/share rw,relatime shared:9 - nfs4 server:/plant rw,vers=4.2
41 22 0:36 / /srv/share/local rw shared:10 - xfs /dev/sdb1 rw
42 22 0:37 / /mnt/with\\040space rw shared:11 - cifs //server/plant rw
43 22 0:38 / /home/op/remote rw - fuse.sshfs op@server: rw
broken line
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/var/lib/momstation", ""),
        ("/srv/share/P07", "nfs4"),
        ("/srv/share/local/P07", ""),
        ("/srv/shared", ""),
        ("/mnt/with space/data", "cifs"),
        ("/home/op/remote", "fuse.sshfs"),
    ],
)
def test_a_network_drive_is_told_from_a_disk(folder: str, kind: str) -> None:
    assert network_kind(Path(folder), MOUNTS) == kind


def test_a_store_on_a_network_drive_is_refused_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = (
        f"22 1 254:0 / / rw - ext4 /dev/vda rw\n23 22 0:9 / {tmp_path.resolve()} rw - nfs4 server:/x rw\n"
    )
    monkeypatch.setattr(local_disk, "_read_mounts", lambda: listed)
    with pytest.raises(Refused, match=r"store\.on_network") as refused:
        open_kept(tmp_path / "s.db")
    sentence = REFUSALS[refused.value.key].format(**refused.value.values)
    assert "network drive" in sentence
    assert str(tmp_path) in sentence
    assert list(tmp_path.iterdir()) == [], "nothing was made there"


def test_this_computers_own_disk_is_none(tmp_path: Path) -> None:
    refuse_network(tmp_path / "s.db")


SECOND = """
import sys
from pathlib import Path
from momstation.core.errors import Refused
from tests.support.kept_store import open_kept
try:
    open_kept(Path(sys.argv[1])).close()
except Refused as refused:
    print(refused.key, refused.values.get("pid"))
"""


def test_a_second_instance_touches_neither_store_nor_journal(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    with kept(path) as store:
        copied(store)
        record_some(store, 5)
        before = [file.read_bytes() for file in month_files(journal_of(path))]
        ran = subprocess.run(
            [sys.executable, "-c", SECOND, str(path)],
            capture_output=True, text=True, timeout=200, check=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )  # fmt: skip
        assert ran.stdout.split() == ["store.in_use", str(os.getpid())]
        assert [file.read_bytes() for file in month_files(journal_of(path))] == before
        record_some(store, 5, first=5)
        assert len(own_records(store)) == 10


def test_a_damaged_file_that_cannot_be_put_aside_stays_where_it_is(
    tmp_path: Path, expect_log: ExpectedLog
) -> None:
    expect_log("is made anew")
    path = tmp_path / "s.db"
    with kept(path) as store:
        record_some(store, 5)
    (tmp_path / "quarantine").write_text("a file where a folder is due")
    hurt = path.read_bytes()[:5000]
    path.write_bytes(hurt)
    with pytest.raises(Refused, match=r"store\.not_moved") as refused:
        open_kept(path)
    assert "could not be put aside" in REFUSALS[refused.value.key].format(**refused.value.values)
    assert path.read_bytes() == hurt


def test_a_journal_folder_that_cannot_be_used_hinders_no_start(
    tmp_path: Path, expect_log: ExpectedLog
) -> None:
    expect_log("copy.failing|second journal cannot be read")
    path = tmp_path / "s.db"
    journal_of(path).write_text("a file where a folder is due")
    with kept(path) as store:
        assert len(record_some(store, 5)) == 5
