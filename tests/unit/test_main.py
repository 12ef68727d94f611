"""The command must end quietly when whoever reads its words has read enough, as ``head`` does."""

import os
import subprocess
import sys


def test_a_reader_that_is_gone_is_no_crash() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "momstation", "settings"], stdout=writer, stderr=subprocess.PIPE, text=True
        )
    finally:
        os.close(writer)
    assert (done.returncode, done.stderr) == (141, "")
