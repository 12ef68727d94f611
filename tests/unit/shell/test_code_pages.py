"""Every code is on a page once, no two lie on each other, and no heading stands alone."""

from hypothesis import given
from hypothesis import strategies as st

from momstation.shell.code_sheet.content import PrintedCode, Section
from momstation.shell.code_sheet.pages import CELL_MM, COLUMNS, FOOT_MM, HEADING_MM, TALL_MM, TOP_MM, paged


@given(st.lists(st.integers(1, 40), max_size=6))
def test_every_code_has_a_place_of_its_own(sizes: list[int]) -> None:
    sections = [
        Section(f"S{n}", tuple(PrintedCode(f"MOM:{n}:{at}", "word") for at in range(size)))
        for n, size in enumerate(sizes)
    ]
    pages = paged(sections)
    printed = [cell.code for page in pages for cell in page.cells]
    assert printed == [code for section in sections for code in section.codes]
    for page in pages:
        places = {(cell.column, cell.top_mm) for cell in page.cells}
        assert len(places) == len(page.cells)
        for cell in page.cells:
            assert 0 <= cell.column < COLUMNS
            assert TOP_MM <= cell.top_mm <= TALL_MM - FOOT_MM - CELL_MM
        for heading in page.headings:
            assert any(cell.top_mm == heading.top_mm + HEADING_MM for cell in page.cells)
    assert [page.number for page in pages] == list(range(1, len(pages) + 1))
