"""SmartArt and comments for the demo decks: parts that python-pptx does not know, added through its packages."""
# ruff: noqa: SLF001 - a diagram's frame goes straight into the slide's XML

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape

from lxml import etree
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI

_MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PML = "http://schemas.openxmlformats.org/presentationml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DIAGRAM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
_DIAGRAM_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.diagram{}+xml"
_PML_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.{}+xml"


def _add_part(slide_part: Any, name: str, content_type: str, kind: str, xml: str) -> str:
    """Add a part that hangs on `slide_part` and return the id of the relation."""
    blob = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{xml}'.encode()
    part = Part(PackURI(name), content_type, slide_part.package, blob)
    return str(slide_part.relate_to(part, f"{_RELATIONS}/{kind}"))


def add_smartart(slide: Any, steps: list[str], place: tuple[int, int, int, int], number: int) -> None:
    """Add a process diagram: four parts beside the slide, and the frame that shows them.

    `place` is left, top, width and height in EMU, `number` what sets its parts apart from those of other slides.
    """
    left, top, width, height = place
    xmls = {
        "Data": _diagram_data(steps),
        "Layout": _DIAGRAM_LAYOUT,
        "QuickStyle": _diagram_definition("styleDef", "quickstyle/simple1", _DIAGRAM_STYLE),
        "Colors": _diagram_definition("colorsDef", "colors/accent1_2", _DIAGRAM_COLOURS),
    }
    content_types = {"QuickStyle": _DIAGRAM_TYPE.format("Style")}
    ids = {
        kind: _add_part(
            slide.part,
            f"/ppt/diagrams/{kind[0].lower()}{kind[1:]}{number}.xml",
            content_types.get(kind, _DIAGRAM_TYPE.format(kind)),
            f"diagram{kind}",
            xml,
        )
        for kind, xml in xmls.items()
    }
    frame = (
        f'<p:graphicFrame xmlns:p="{_PML}" xmlns:a="{_MAIN}" xmlns:r="{_RELATIONS}"><p:nvGraphicFramePr>'
        '<p:cNvPr id="40" name="Diagram"/><p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr><p:xfrm>'
        f'<a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></p:xfrm><a:graphic>'
        f'<a:graphicData uri="{_DIAGRAM}"><dgm:relIds xmlns:dgm="{_DIAGRAM}" r:dm="{ids["Data"]}" r:lo="{ids["Layout"]}"'
        f' r:qs="{ids["QuickStyle"]}" r:cs="{ids["Colors"]}"/></a:graphicData></a:graphic></p:graphicFrame>'
    )
    slide.shapes._spTree.append(etree.fromstring(frame))


def _diagram_data(steps: list[str]) -> str:
    """Return the texts of the diagram: a point for the whole, one for each step, and what hangs on what."""
    points = ['<dgm:pt modelId="1" type="doc"><dgm:prSet/><dgm:spPr/></dgm:pt>']
    links = []
    for number, step in enumerate(steps):
        text = f'<a:bodyPr/><a:lstStyle/><a:p><a:r><a:rPr lang="en-GB"/><a:t>{escape(step)}</a:t></a:r></a:p>'
        points.append(f'<dgm:pt modelId="{number + 2}"><dgm:prSet/><dgm:spPr/><dgm:t>{text}</dgm:t></dgm:pt>')
        links.append(
            f'<dgm:cxn modelId="{number + 101}" srcId="1" destId="{number + 2}" srcOrd="{number}" destOrd="0"/>'
        )
    return (
        f'<dgm:dataModel xmlns:dgm="{_DIAGRAM}" xmlns:a="{_MAIN}"><dgm:ptLst>{"".join(points)}</dgm:ptLst>'
        f"<dgm:cxnLst>{''.join(links)}</dgm:cxnLst><dgm:bg/><dgm:whole/></dgm:dataModel>"
    )


def _diagram_definition(tag: str, kind: str, label: str) -> str:
    """Return a style or colour definition with one label, for the boxes of the steps."""
    unique_id = f"urn:microsoft.com/office/officeart/2005/8/{kind}"
    category = '<dgm:catLst><dgm:cat type="simple" pri="10100"/></dgm:catLst>'
    return (
        f'<dgm:{tag} xmlns:dgm="{_DIAGRAM}" xmlns:a="{_MAIN}" uniqueId="{unique_id}"><dgm:title val=""/>'
        f'<dgm:desc val=""/>{category}<dgm:styleLbl name="node1">{label}</dgm:styleLbl></dgm:{tag}>'
    )


_BLACK = '<a:scrgbClr r="0" g="0" b="0"/>'
_DIAGRAM_STYLE = (
    '<dgm:scene3d><a:camera prst="orthographicFront"/><a:lightRig rig="threePt" dir="t"/></dgm:scene3d><dgm:sp3d/>'
    f'<dgm:txPr/><dgm:style><a:lnRef idx="2">{_BLACK}</a:lnRef><a:fillRef idx="1">{_BLACK}</a:fillRef>'
    f'<a:effectRef idx="0">{_BLACK}</a:effectRef><a:fontRef idx="minor"><a:schemeClr val="lt1"/></a:fontRef></dgm:style>'
)
_DIAGRAM_COLOURS = (
    '<dgm:fillClrLst meth="repeat"><a:schemeClr val="accent1"/></dgm:fillClrLst><dgm:linClrLst meth="repeat">'
    '<a:schemeClr val="lt1"/></dgm:linClrLst><dgm:effectClrLst/><dgm:txLinClrLst/><dgm:txFillClrLst/><dgm:txEffectClrLst/>'
)
_DIAGRAM_LAYOUT = (
    f'<dgm:layoutDef xmlns:dgm="{_DIAGRAM}" xmlns:r="{_RELATIONS}"'
    ' uniqueId="urn:microsoft.com/office/officeart/2005/8/layout/process1"><dgm:title val=""/><dgm:desc val=""/>'
    '<dgm:catLst><dgm:cat type="process" pri="1000"/></dgm:catLst><dgm:layoutNode name="steps"><dgm:varLst/>'
    '<dgm:alg type="lin"/><dgm:shape r:blip=""><dgm:adjLst/></dgm:shape><dgm:presOf/><dgm:constrLst>'
    '<dgm:constr type="w" for="ch" forName="step" refType="w"/></dgm:constrLst><dgm:ruleLst/>'
    '<dgm:forEach name="each" axis="ch" ptType="node"><dgm:layoutNode name="step" styleLbl="node1"><dgm:varLst/><dgm:alg type="tx"/>'
    '<dgm:shape type="roundRect" r:blip=""><dgm:adjLst/></dgm:shape><dgm:presOf axis="desOrSelf" ptType="node"/>'
    "<dgm:constrLst/><dgm:ruleLst/></dgm:layoutNode></dgm:forEach></dgm:layoutNode></dgm:layoutDef>"
)


def add_comments(presentation: Any, slides: list[dict[str, Any]]) -> None:
    """Add the comments of all slides, and once the list of who wrote them."""
    remarks = [(number, entry["comment"]) for number, entry in enumerate(slides) if "comment" in entry]
    if not remarks:
        return
    authors = sorted({remark["author"] for _, remark in remarks})
    entries = "".join(
        f'<p:cmAuthor id="{number}" name="{escape(name)}" initials="{"".join(word[0] for word in name.split())}"'
        f' lastIdx="1" clrIdx="{number}"/>'
        for number, name in enumerate(authors)
    )
    authors_xml = f'<p:cmAuthorLst xmlns:p="{_PML}">{entries}</p:cmAuthorLst>'
    _add_part(
        presentation.part, "/ppt/commentAuthors.xml", _PML_TYPE.format("commentAuthors"), "commentAuthors", authors_xml
    )
    for number, remark in remarks:
        xml = (
            f'<p:cmLst xmlns:p="{_PML}"><p:cm authorId="{authors.index(remark["author"])}" dt="2026-09-10T10:00:00.000"'
            f' idx="1"><p:pos x="10" y="10"/><p:text>{escape(remark["text"])}</p:text></p:cm></p:cmLst>'
        )
        name = f"/ppt/comments/comment{number + 1}.xml"
        _add_part(presentation.slides[number].part, name, _PML_TYPE.format("comments"), "comments", xml)
