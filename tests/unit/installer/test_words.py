"""What keeps the catalogues must notice each way in which a sentence could stay English, or lose a field."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog

ROOT = Path(__file__).resolve().parents[3]


def _load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("words", ROOT / "installer" / "words.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


words = _load()


@pytest.fixture
def po(tmp_path: Path) -> Path:
    """A finished German catalogue of three sentences."""
    path = tmp_path / "de" / "LC_MESSAGES" / "momstation.po"
    path.parent.mkdir(parents=True)
    path.write_text(
        'msgid ""\nmsgstr ""\n"Language: de\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
        'msgid "Scrap"\nmsgstr "Ausschuss"\n\n'
        'msgid "Order {order} is finished."\nmsgstr "Auftrag {order} ist fertig."\n\n'
        'msgid "{n} part"\nmsgid_plural "{n} parts"\nmsgstr[0] "ein Teil"\nmsgstr[1] "{n} Teile"\n',
        encoding="utf-8",
    )
    path.with_suffix(".mo").write_bytes(words.compiled(words.read(path)))
    return path


def template(*sentences: str | tuple[str, str]) -> Catalog:
    made = Catalog()
    for sentence in sentences:
        made.add(sentence)
    return made


THREE = template("Scrap", "Order {order} is finished.", ("{n} part", "{n} parts"))


def _changed(po: Path, old: str, new: str) -> list[str]:
    po.write_text(po.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    po.with_suffix(".mo").write_bytes(words.compiled(words.read(po)))
    return list(words.check_catalogue(po, THREE))


def test_a_finished_catalogue_is_silent(po: Path) -> None:
    assert list(words.check_catalogue(po, THREE)) == []


def test_a_new_sentence_is_not_finished(po: Path) -> None:
    assert list(words.check_catalogue(po, template("Scrap", "Rework"))) == ["de: not finished: 'Rework'"]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('"Ausschuss"', '""', "de: not finished: 'Scrap'"),
        ('msgid "Scrap"', '#, fuzzy\nmsgid "Scrap"', "de: not finished: 'Scrap'"),
        ('"{n} Teile"', '""', "de: not finished: '{n} part'"),
        ("Auftrag {order}", "Auftrag", "de: lacks order: 'Order {order} is finished.'"),
        (
            "Auftrag {order}",
            "Auftrag {order} {ordre}",
            "de: has fields that its source has not (ordre): 'Order {order} is finished.'",
        ),
        ('"Ausschuss"', '"Ausschuss "', "de: begins or ends with a space: 'Scrap'"),
    ],
)
def test_a_fault_is_named(po: Path, old: str, new: str, fault: str) -> None:
    assert _changed(po, old, new) == [fault]


def test_a_stale_compiled_catalogue_is_noticed(po: Path) -> None:
    po.write_text(po.read_text(encoding="utf-8").replace("Ausschuss", "Schrott"), encoding="utf-8")
    assert len(list(words.check_catalogue(po, THREE))) == 1


def test_the_same_sentences_make_the_same_files(po: Path) -> None:
    first = words.written(words.read(po), is_headed=True)
    po.write_bytes(first)
    assert words.written(words.read(po), is_headed=True) == first
    assert words.compiled(words.read(po)) == words.compiled(words.read(po))


@pytest.mark.parametrize(
    ("code", "faults"),
    [
        ('_("Scrap")', 0),
        ("_(sentence)", 0),
        ('_(f"Order {order}")', 1),
        ('_("Order " + order)', 1),
        ('_("Order %s" % order)', 1),
        ('N_(f"{x}")', 1),
        ('ngettext("{n} part", f"{n} parts", n)', 1),
        ('print(f"{x}")', 0),
    ],
)
def test_a_sentence_that_is_put_together_cannot_be_marked(tmp_path: Path, code: str, faults: int) -> None:
    source = tmp_path / "some.py"
    source.write_text(code, encoding="utf-8")
    assert len(list(words.unmarkable(source))) == faults


def test_a_key_of_a_table_of_sentences_is_no_sentence(tmp_path: Path) -> None:
    (tmp_path / "some.py").write_text('_(REFUSALS["order.not_here"])\n_("Scrap")\n', encoding="utf-8")
    assert [message.id for message in words.template(tmp_path) if message.id] == ["Scrap"]
