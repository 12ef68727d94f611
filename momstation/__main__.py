"""The ``momstation`` command."""

import sys

from momstation import cli


def main() -> None:
    """Run the command line and leave with its exit status."""
    sys.exit(cli.main(sys.argv[1:]))


if __name__ == "__main__":
    main()
