"""Renderings: one description of a document, written as PDF or as a Word file.

A house describes what it wants printed as a `DocumentSpec`: plain data, without a row and without markup. `pdf(spec)`
and `docx(spec)` set it alike: the marking at the head and foot of every page, the reference, version, date, language
and page number, and a watermark while the text is not in force. What a person typed is data, never read as markup.
"""

from comity.documents.rendering.pdf import pdf
from comity.documents.rendering.spec import (
    Block,
    DocumentSpec,
    Figure,
    Heading,
    Items,
    Mark,
    Paragraph,
    Run,
    Table,
    plain,
    prose,
)
from comity.documents.rendering.wording import printable


def docx(spec: DocumentSpec) -> bytes:
    """This will set a document as a Word file."""
    from comity.documents.rendering import word  # noqa: PLC0415 - 15 MB of the web worker, for those who ask for Word

    return word.docx(spec)


__all__ = [
    "Block",
    "DocumentSpec",
    "Figure",
    "Heading",
    "Items",
    "Mark",
    "Paragraph",
    "Run",
    "Table",
    "docx",
    "pdf",
    "plain",
    "printable",
    "prose",
]
