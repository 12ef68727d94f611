"""The ``momstation`` command."""

import os
import sys

from momstation import cli

_PIPE_CLOSED = 141


def main() -> None:
    """Run the command line and leave with its exit status; a reader that has read enough is no fault."""
    try:
        status = cli.main(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is left goes nowhere
        status = _PIPE_CLOSED
    sys.exit(status)


if __name__ == "__main__":
    main()
