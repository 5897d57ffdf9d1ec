"""Word files by python-docx, with the same head, foot and watermark as the PDF."""

from __future__ import annotations

import io
from datetime import UTC, datetime, time
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from comity.documents.rendering import wording
from comity.documents.rendering.pdf import png
from comity.documents.rendering.spec import DocumentSpec, Figure, Heading, Items, Mark, Paragraph, Run, Table
from comity.policy.text import is_french

_QUIET = RGBColor(0x5A, 0x5A, 0x5A)
_WIDTH = Cm(16.2)
_LOCALES = {"en": "en-GB", "fr": "fr-FR"}
_WATERMARK = (
    '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">'
    "<w:rPr><w:noProof/></w:rPr><w:pict>"
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" path="m@7,l@8,m@5,21600l@6,21600e">'
    '<v:textpath on="t" fitshape="t"/></v:shapetype>'
    '<v:shape id="watermark" type="#_x0000_t136" fillcolor="#dcdcdc" stroked="f" alt=""'
    ' style="position:absolute;margin-left:0;margin-top:0;width:480pt;height:60pt;rotation:308;z-index:-1;'
    "mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
    'mso-position-vertical:center;mso-position-vertical-relative:margin">'
    '<v:textpath style="font-family:&quot;Calibri&quot;;font-size:1pt"/></v:shape></w:pict></w:r>'
)
# How a Word file names the vector drawing behind a painted picture.
_SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_VECTOR = (
    '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    f'<a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}"><asvg:svgBlip xmlns:asvg="{_SVG}"/></a:ext></a:extLst>'
)


def docx(spec: DocumentSpec) -> bytes:
    """This will set a document as a Word file."""
    language = "fr" if is_french(spec.language) else "en"
    document = Document()
    _properties(document, spec, language)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.4)
    section.top_margin = section.bottom_margin = Cm(2.9)
    _head(section.header, spec, language)
    _foot(section.footer, spec, language)
    document.add_paragraph(_clean(spec.title), style="Title")
    if spec.subtitle:
        document.add_paragraph(_clean(spec.subtitle), style="Subtitle")
    for label, value in spec.facts:
        line = document.add_paragraph()
        line.paragraph_format.space_after = Pt(2)
        line.add_run(_clean(f"{label}{wording.COLON.in_(language)}")).bold = True
        line.add_run(_clean(value))
    for block in spec.blocks:
        _block(document, block)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _clean(text: str) -> str:
    return wording.printable(text)


def _properties(document: Any, spec: DocumentSpec, language: str) -> None:
    properties = document.core_properties
    properties.title = _clean(spec.title)[:255]
    properties.author = _clean(spec.author)[:255]
    properties.subject = _clean(f"{spec.reference} {spec.marking}")[:255]
    properties.language = _LOCALES[language]
    properties.comments = ""
    properties.created = properties.modified = datetime.combine(spec.on, time(), tzinfo=UTC)
    styles = document.styles
    styles["Normal"].font.name, styles["Normal"].font.size = "Calibri", Pt(10.5)
    tag = OxmlElement("w:lang")
    tag.set(qn("w:val"), _LOCALES[language])
    styles["Normal"].element.get_or_add_rPr().append(tag)
    for name, size in (("Title", 18), ("Heading 1", 13), ("Heading 2", 11.5), ("Heading 3", 10.5)):
        styles[name].font.size = Pt(size)
        styles[name].font.color.rgb = RGBColor(0, 0, 0)


def _line(part: Any, *, first: bool) -> Any:
    line = part.paragraphs[0] if first else part.add_paragraph()
    line.paragraph_format.space_after = Pt(2)
    return line


def _marking(part: Any, spec: DocumentSpec, *, first: bool) -> Any:
    line = _line(part, first=first)
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    line.add_run(_clean(spec.marking)).bold = True
    return line


def _tabbed(line: Any, *stops: WD_TAB_ALIGNMENT) -> None:
    places = {WD_TAB_ALIGNMENT.CENTER: int(_WIDTH / 2), WD_TAB_ALIGNMENT.RIGHT: int(_WIDTH)}
    line.paragraph_format.tab_stops.clear_all()
    for stop in stops:
        line.paragraph_format.tab_stops.add_tab_stop(places[stop], stop)


def _head(head: Any, spec: DocumentSpec, language: str) -> None:
    line = _marking(head, spec, first=True)
    if spec.watermark:
        shape = parse_xml(_WATERMARK)
        shape.find(".//{urn:schemas-microsoft-com:vml}shape/{urn:schemas-microsoft-com:vml}textpath").set(
            "string", _clean(spec.watermark)
        )
        line._p.append(shape)  # noqa: SLF001 - python-docx has no public way to add a drawing to a head
    second = _line(head, first=False)
    _tabbed(second, WD_TAB_ALIGNMENT.RIGHT)
    second.add_run(_clean(f"{spec.reference}\t{wording.day(spec.on, language)}"))


def _foot(foot: Any, spec: DocumentSpec, language: str) -> None:
    line = _line(foot, first=True)
    _tabbed(line, WD_TAB_ALIGNMENT.CENTER, WD_TAB_ALIGNMENT.RIGHT)
    version = " · ".join(part for part in (spec.version, spec.status) if part)
    line.add_run(_clean(f"{version}\t{wording.LANGUAGE.in_(language)}\t{wording.PAGE.in_(language)} "))
    _field(line, "PAGE")
    line.add_run(f" {wording.OF.in_(language)} ")
    _field(line, "NUMPAGES")
    _marking(foot, spec, first=False)


def _field(line: Any, code: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    line._p.append(field)  # noqa: SLF001 - fields have no public way in python-docx


def _runs(line: Any, runs: tuple[Run, ...]) -> None:
    for run in runs:
        piece = line.add_run(_clean(run.text))
        match run.mark:
            case Mark.STRONG:
                piece.bold = True
            case Mark.QUIET:
                piece.font.color.rgb = _QUIET
            case Mark.INSERTED:
                piece.underline = True
            case Mark.DELETED:
                piece.font.strike = True


def _block(document: Any, block: object) -> None:
    match block:
        case Heading():
            document.add_heading(_clean(block.text), level=min(block.level, 3))
        case Paragraph():
            line = document.add_paragraph()
            if block.number:
                line.paragraph_format.left_indent, line.paragraph_format.first_line_indent = Cm(1), Cm(-1)
                line.paragraph_format.tab_stops.add_tab_stop(Cm(1))
                line.add_run(_clean(f"{block.number}\t"))
            _runs(line, block.runs)
        case Items():
            for point in block.points:
                _runs(document.add_paragraph(style="List Number" if block.ordered else "List Bullet"), point)
        case Table():
            _table(document, block)
        case Figure():
            _figure(document, block)
        case _:
            msg = f"no way to print a {type(block).__name__}"
            raise TypeError(msg)


def _figure(document: Any, block: Figure) -> None:
    """This will place a drawing as lines and areas, with a painted copy for programs that cannot show those."""
    line = document.add_paragraph()
    shape = line.add_run().add_picture(io.BytesIO(png(block.svg)), width=_WIDTH)
    named = shape._inline.docPr  # noqa: SLF001 - words for those who do not see it have no public way
    named.set("descr", _clean(block.words))
    named.set("title", _clean(block.caption))
    package = document.part.package
    part = Part(PackURI(f"/word/media/drawing{named.id}.svg"), "image/svg+xml", _clean(block.svg).encode(), package)
    drawing = parse_xml(_VECTOR)
    drawing.find(f".//{{{_SVG}}}svgBlip").set(qn("r:embed"), document.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE))
    shape._inline.graphic.graphicData.pic.blipFill.blip.append(drawing)  # noqa: SLF001 - nor has a vector drawing
    if block.caption:
        line.paragraph_format.keep_with_next = True
        document.add_paragraph(_clean(block.caption), style="Caption")


def _table(document: Any, block: Table) -> None:
    if block.caption:
        line = document.add_paragraph()
        line.paragraph_format.keep_with_next = True
        line.add_run(_clean(block.caption)).bold = True
    table = document.add_table(rows=1, cols=len(block.head), style="Table Grid")
    repeat = OxmlElement("w:tblHeader")
    repeat.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(repeat)  # noqa: SLF001 - a repeated head has no public way
    for cell, label in zip(table.rows[0].cells, block.head, strict=True):
        cell.paragraphs[0].add_run(_clean(label)).bold = True
    for row in block.rows:
        cells = table.add_row().cells
        for column, (cell, value) in enumerate(zip(cells, row, strict=True)):
            cell.paragraphs[0].add_run(_clean(value))
            if column in block.numeric:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.add_paragraph()
