from __future__ import annotations

import pytest
from builders_office import NAMESPACES
from lxml import etree

from msgcheck.reading.drawingml import chart_texts, paragraph_texts, smartart_texts


def chart(series: str, *, outside: str = "") -> list[tuple[str, tuple[str, ...]]]:
    xml = f"<c:chartSpace {NAMESPACES}><c:chart>{outside}<c:plotArea>{series}</c:plotArea></c:chart></c:chartSpace>"
    return [(found.text, found.heads) for found in chart_texts(etree.fromstring(xml))]


def strings(*texts: str) -> str:
    points = "".join(f'<c:pt idx="{index}"><c:v>{text}</c:v></c:pt>' for index, text in enumerate(texts))
    return f"<c:strRef><c:strCache>{points}</c:strCache></c:strRef>"


def numbers(*texts: str, code: str = "General") -> str:
    points = "".join(f'<c:pt idx="{index}"><c:v>{text}</c:v></c:pt>' for index, text in enumerate(texts))
    return f"<c:numRef><c:numCache><c:formatCode>{code}</c:formatCode>{points}</c:numCache></c:numRef>"


def rich(text: str) -> str:
    return f"<c:tx><c:rich><a:p><a:r><a:t>{text}</a:t></a:r></a:p></c:rich></c:tx>"


def test_chart_texts_gives_categories_once_for_all_series() -> None:
    category = f"<c:cat>{strings('North')}</c:cat>"
    found = chart(
        f"<c:ser><c:tx>{strings('2025')}</c:tx>{category}<c:val>{numbers('1')}</c:val></c:ser>"
        f"<c:ser><c:tx>{strings('2026')}</c:tx>{category}<c:val>{numbers('2')}</c:val></c:ser>"
    )
    assert found == [("2025", ()), ("North", ()), ("1", ("2025", "North")), ("2026", ()), ("2", ("2026", "North"))]


def test_chart_texts_takes_the_innermost_of_grouped_categories() -> None:
    levels = "".join(f'<c:lvl><c:pt idx="0"><c:v>{name}</c:v></c:pt></c:lvl>' for name in ("Retail", "Europe"))
    category = f"<c:cat><c:multiLvlStrRef><c:multiLvlStrCache>{levels}</c:multiLvlStrCache></c:multiLvlStrRef></c:cat>"
    found = chart(f"<c:ser>{category}<c:val>{numbers('0.5', code='0%')}</c:val></c:ser>")
    assert found == [("Retail", ()), ("Europe", ()), ("50%", ("", "Retail"))]


@pytest.mark.parametrize(
    "piece",
    [
        f"<c:dLbls><c:dLbl>{rich('by hand')}</c:dLbl></c:dLbls>",
        "<c:trendline><c:name>by hand</c:name></c:trendline>",
        "<c:errBars><c:plus><c:numLit><c:pt idx='0'><c:v>by hand</c:v></c:pt></c:numLit></c:plus></c:errBars>",
    ],
)
def test_chart_texts_reads_what_else_a_series_says(piece: str) -> None:
    assert chart(f"<c:ser>{piece}</c:ser>") == [("by hand", ())]


def test_chart_texts_reads_titles_taken_from_a_cell() -> None:
    title = f"<c:title><c:tx>{strings('From a cell')}</c:tx></c:title>"
    assert chart("", outside=title) == [("From a cell", ())]


def test_chart_texts_reads_a_title_of_a_newer_chart_once() -> None:
    title = (
        "<cx:title><cx:tx><cx:txData><cx:v>Funnel</cx:v></cx:txData>"
        "<cx:rich><a:p><a:r><a:t>Funnel</a:t></a:r></a:p></cx:rich></cx:tx></cx:title>"
    )
    root = etree.fromstring(f"<cx:chartSpace {NAMESPACES}>{title}</cx:chartSpace>")
    assert [found.text for found in chart_texts(root)] == ["Funnel"]


def test_smartart_texts_survives_nodes_that_lie_below_each_other() -> None:
    def node(name: str) -> str:
        return f'<dgm:pt modelId="{name}"><dgm:t><a:p><a:r><a:t>{name}</a:t></a:r></a:p></dgm:t></dgm:pt>'

    links = '<dgm:cxn srcId="one" destId="two"/><dgm:cxn srcId="two" destId="one"/>'
    xml = f"<dgm:dataModel {NAMESPACES}><dgm:ptLst>{node('one')}{node('two')}</dgm:ptLst>{links}</dgm:dataModel>"
    assert smartart_texts(etree.fromstring(xml)) == ["one", "two"]


def test_paragraph_texts_joins_runs_and_keeps_line_breaks() -> None:
    runs = "<a:r><a:t>up </a:t></a:r><a:r><a:t>to</a:t></a:r><a:br/><a:fld><a:t>30 %</a:t></a:fld>"
    assert paragraph_texts(etree.fromstring(f"<x {NAMESPACES}><a:p>{runs}</a:p><a:p/></x>")) == ["up to\n30 %"]
