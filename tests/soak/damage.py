"""What a failing disk does to a store file while its station is off."""

import os
import random
from pathlib import Path

_PAGE = 4096


def do(store: Path, chance: random.Random) -> str:
    """One kind of damage; its name."""
    ways = (_flip_bytes, _empty_page, _cut_in_half, _lose)
    way = chance.choice(ways)
    way(store, chance)
    return way.__name__.strip("_")


def _flip_bytes(store: Path, chance: random.Random) -> None:
    size = store.stat().st_size
    with store.open("r+b") as file:
        for _ in range(40):
            file.seek(chance.randrange(size))
            file.write(os.urandom(1))


def _empty_page(store: Path, chance: random.Random) -> None:
    with store.open("r+b") as file:
        file.seek(_PAGE * chance.randrange(store.stat().st_size // _PAGE))
        file.write(bytes(_PAGE))


def _cut_in_half(store: Path, chance: random.Random) -> None:
    with store.open("r+b") as file:
        file.truncate(store.stat().st_size // 2)


def _lose(store: Path, chance: random.Random) -> None:
    for end in ("", "-wal", "-shm"):
        store.with_name(store.name + end).unlink(missing_ok=True)
