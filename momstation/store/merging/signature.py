"""Signatures: each signs what its signer had seen; what changed unseen meanwhile makes it stale, for a re-sign.

A signature is never transferred to other content. It is stale when a record of the signed content and the
signature had not seen each other. A signature that saw both the record and the stale one resolves it.
"""

import msgspec

from momstation.store.merging.causality import Past


class Signature(msgspec.Struct, frozen=True):
    """``unseen`` are the records of the content (hex) that were concurrent with it."""

    event: str
    by: str
    meaning: str
    unseen: tuple[str, ...] = ()
    resigned_by: str | None = None

    @property
    def is_stale(self) -> bool:
        return bool(self.unseen) and self.resigned_by is None


class Signed(msgspec.Struct, frozen=True):
    """``content`` are the records that a signature covers, in the order of the fold."""

    content: tuple[str, ...] = ()
    signatures: tuple[Signature, ...] = ()


def changed(signed: Signed, event: str, past: Past) -> Signed:
    """The content changed; who signed without having seen that, and was not seen by it, signed something else."""
    signatures = tuple(
        each
        if past.saw(bytes.fromhex(each.event)) or past.was_seen_by(bytes.fromhex(each.event))
        else _unseen(each, (event,))
        for each in signed.signatures
    )
    return Signed((*signed.content, event), signatures)


def with_signature(signed: Signed, event: str, by: str, meaning: str, past: Past) -> Signed:
    unseen = tuple(
        each
        for each in signed.content
        if not past.saw(bytes.fromhex(each)) and not past.was_seen_by(bytes.fromhex(each))
    )
    earlier = tuple(_resigned(each, event, by, meaning, past) for each in signed.signatures)
    return Signed(signed.content, (*earlier, Signature(event, by, meaning, unseen)))


def _unseen(signature: Signature, more: tuple[str, ...]) -> Signature:
    unseen = (*signature.unseen, *more)
    return Signature(signature.event, signature.by, signature.meaning, unseen)


def _resigned(each: Signature, event: str, by: str, meaning: str, past: Past) -> Signature:
    """The same meaning, signed again by somebody who had seen what the first had not."""
    saw_all = all(past.saw(bytes.fromhex(one)) for one in (each.event, *each.unseen))
    if not each.is_stale or each.meaning != meaning or not saw_all:
        return each
    return Signature(each.event, each.by, each.meaning, each.unseen, resigned_by=event)
