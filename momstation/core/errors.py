"""The one way to say no: a refusal that a person can act on."""

from collections.abc import Mapping


class Refused(Exception):
    """An expected refusal, worded where it is shown.

    ``key`` names a sentence of a part's ``refusals`` (``production.order_closed``); ``values`` fill its
    named fields. Anything else that is raised is a bug and rises.
    """

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values: Mapping[str, object] = values

    def __str__(self) -> str:
        fields = ", ".join(f"{name}={value!r}" for name, value in self.values.items())
        return f"{self.key}({fields})"
