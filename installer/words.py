"""Keeps the catalogues of sentences: ``renew`` takes them from the code, ``check`` says what is not finished.

The template and the catalogues lie in ``translations/`` as gettext has them. What is shipped is compiled beside its
source, so that a checkout and an installed package speak alike.
"""

from __future__ import annotations

import ast
import io
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
CODE = ROOT / "momstation"
FOLDER = ROOT / "translations"
DOMAIN = "momstation"
_KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
_SPOKEN = frozenset({"_", "N_", "ngettext", "gettext"})
_RENEW = "type: make messages"
_KEY = re.compile(r"[a-z_]+(\.[a-z_]+)+")
"""What ``_(SENTENCES["a.key"])`` holds in words is the key alone; the sentence is marked where it stands."""
_SHOWN = 5
_NEVER = datetime(2026, 1, 1, tzinfo=UTC)
"""In the compiled header, so that the same sentences make the same file."""


def main(arguments: list[str]) -> int:
    """0 when all is well; 1 with a line for each fault."""
    if arguments == ["renew"]:
        renew()
        return 0
    if arguments == ["check"]:
        faults = list(check())
        sys.stderr.writelines(f"{fault}\n" for fault in faults)
        return 1 if faults else 0
    sys.stderr.write("words.py renew | check\n")
    return 2


def template(code: Path = CODE) -> Catalog:
    """Every marked sentence of the code, in the order of the alphabet."""
    made = Catalog(domain=DOMAIN, header_comment="")
    found = extract_from_dir(
        code, method_map=[("**.py", "python")], keywords=_KEYWORDS, strip_comment_tags=True
    )
    for _path, _line, words, _comments, context in found:
        if not (isinstance(words, str) and _KEY.fullmatch(words)):
            made.add(words, context=context)
    return made


def renew() -> None:
    """The template, then each catalogue: new sentences come in empty, those that are gone leave."""
    made = template()
    (FOLDER / f"{DOMAIN}.pot").write_bytes(written(made))
    for path in catalogues():
        catalogue = read(path)
        catalogue.update(made, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        path.write_bytes(written(catalogue, is_headed=True))
        path.with_suffix(".mo").write_bytes(compiled(read(path)))


def check() -> Iterator[str]:
    """A stale template; sentences that are unfinished or wrong in a language; sentences that no catalogue can hold."""
    made = template()
    if (FOLDER / f"{DOMAIN}.pot").read_bytes() != written(made):
        yield f"The template of sentences is not current; {_RENEW}"
    for path in catalogues():
        yield from check_catalogue(path, made)
    for path in sorted(CODE.rglob("*.py")):
        yield from unmarkable(path)


def check_catalogue(path: Path, made: Catalog) -> Iterator[str]:
    """``made``: the template that it must cover."""
    catalogue = read(path)
    language = str(catalogue.locale)
    open_: list[str] = []
    for message in (one for one in made if one.id):
        kept = catalogue.get(message.id, message.context)
        if kept is None or kept.fuzzy or not _texts(kept):
            open_.append(_sources(message)[0])
            continue
        yield from (f"{language}: {fault}: {_sources(message)[0]!r}" for fault in faults_of(kept))
    yield from (f"{language}: not finished: {sentence!r}" for sentence in open_[:_SHOWN])
    if len(open_) > _SHOWN:
        yield f"{language}: and {len(open_) - _SHOWN} more"
    if path.with_suffix(".mo").read_bytes() != compiled(catalogue):
        yield f"{language}: the compiled catalogue is not current; {_RENEW}"


def faults_of(message: Message) -> Iterator[str]:
    """What a translated sentence must keep of its source: the named fields, and the room at its ends."""
    sources = _sources(message)
    known = set().union(*(_fields(source) for source in sources))
    least = set.intersection(*(_fields(source) for source in sources))
    for text in _texts(message):
        fields = _fields(text)
        if fields - known:
            yield f"has fields that its source has not ({', '.join(sorted(fields - known))})"
        if not message.pluralizable and least - fields:
            yield f"lacks {', '.join(sorted(least - fields))}"
        if text.strip() != text and sources[0].strip() == sources[0]:
            yield "begins or ends with a space"


def unmarkable(path: Path) -> Iterator[str]:
    """Calls of ``_`` whose sentence is put together while it runs: no catalogue can hold it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _SPOKEN):
            continue
        if any(isinstance(one, (ast.JoinedStr, ast.BinOp)) for one in node.args[:2]):
            yield f"{path}:{node.lineno}: a sentence inside {node.func.id}() is put together"


def catalogues() -> list[Path]:
    return sorted(FOLDER.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))


def read(path: Path) -> Catalog:
    return read_po(io.BytesIO(path.read_bytes()), locale=path.parent.parent.name, domain=DOMAIN)


def written(catalogue: Catalog, *, is_headed: bool = False) -> bytes:
    out = io.BytesIO()
    write_po(out, catalogue, width=110, no_location=True, sort_output=True, omit_header=True)
    if not is_headed:
        return out.getvalue()
    head = {
        "Language": catalogue.locale,
        "Plural-Forms": catalogue.plural_forms,
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
    }
    lines = "".join(f'"{name}: {value}\\n"\n' for name, value in head.items())
    return f'msgid ""\nmsgstr ""\n{lines}\n'.encode() + out.getvalue()


def compiled(catalogue: Catalog) -> bytes:
    out = io.BytesIO()
    catalogue.revision_date = catalogue.creation_date = _NEVER
    write_mo(out, catalogue)
    return out.getvalue()


def _texts(message: Message) -> tuple[str, ...]:
    """The translated forms; empty when one of them is missing."""
    forms = [message.string] if isinstance(message.string, str) else list(message.string or [])
    return tuple(str(form) for form in forms) if all(forms) else ()


def _sources(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def _fields(text: str) -> set[str]:
    try:
        return {name for _text, name, _format, _conversion in Formatter().parse(text) if name}
    except ValueError:
        return set(re.findall(r"\{(\w+)\}", text))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
