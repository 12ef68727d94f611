"""Whole pieces from whatever a keypad or a scanner handed over."""

from decimal import Decimal, InvalidOperation

from momstation.core.errors import Refused
from momstation.production.model.commands import Pieces


def whole(read: Pieces, most: int, quantity: int) -> int:
    """Whole pieces from 0 to ``most``. Raises Refused naming what was read."""
    try:
        number = read if isinstance(read, int) else Decimal(str(read).strip().replace(",", "."))
    except InvalidOperation:
        raise Refused("production.not_a_number", read=str(read)[:40], most=most) from None
    if isinstance(number, Decimal) and not number.is_finite():
        raise Refused("production.not_a_number", read=str(read)[:40], most=most)
    if number < 0:
        raise Refused("production.negative", read=str(read)[:40])
    if number > most:
        raise Refused("production.too_many", read=str(read)[:40], quantity=quantity, most=most)
    if number != int(number):
        raise Refused("production.not_whole", read=str(read)[:40], most=most)
    return int(number)
