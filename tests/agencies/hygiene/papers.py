"""The made-up reports as files, read back as the product reads them, and judged."""

import io
import re
from collections import Counter
from dataclasses import dataclass, field

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from weasyprint import HTML

from agencies.hygiene.find import find_marks
from agencies.hygiene.fold import letters
from core.documents.reading.parts import Part, Parts, read_parts
from register.file.uploads import DOCX
from tests.agencies.hygiene.reports import OWN, PUPILS, REPORTS, STAFF, WAYS, Report

TRUTH = re.compile(r"⟦(\w+)\|(.*?)⟧", re.DOTALL)


def plain(text: str) -> str:
    """The text as the writer wrote it, without the truth."""
    return re.sub(r"⟦\w+\||⟧", "", text)


def truths_of(report: Report) -> list[tuple[str, str]]:
    """(way, words) of everything that must be found."""
    table = "\n".join("\t".join(row) for row in report.table)
    return TRUTH.findall("\n".join([report.body, table, *report.more.values()]))


def parts_of(report: Report) -> Parts:
    """The report read back from its file."""
    if report.paper == "docx":
        return read_parts(as_docx(report), DOCX)
    if report.paper == "pdf":
        return read_parts(as_pdf(report), "application/pdf")
    pages = plain(report.body).split("\f")
    return Parts(tuple(Part(f"Page {number}", text) for number, text in enumerate(pages, 1)), "text")


def as_pdf(report: Report) -> bytes:
    """The report printed."""
    lines = "".join(f"<p>{line}</p>" for line in plain(report.body).splitlines())
    rows = "".join(
        "<tr>" + "".join(f"<td>{plain(cell)}</td>" for cell in row) + "</tr>" for row in report.table
    )
    return HTML(
        string=f"<html><title>Report</title><body>{lines}<table>{rows}</table></body></html>"
    ).write_pdf()


def as_docx(report: Report) -> bytes:
    """The report as a word processor writes it."""
    made, out = docx.Document(), io.BytesIO()
    paragraph = made.add_paragraph(plain(report.body))
    if report.table:
        outer = made.add_table(1, 1)
        inner = outer.cell(0, 0).add_table(len(report.table), len(report.table[0]))  # a table within a table
        for row, cells in zip(inner.rows, report.table, strict=True):
            for cell, words in zip(row.cells, cells, strict=True):
                cell.text = plain(words)
    more = {key: plain(words) for key, words in report.more.items()}
    made.sections[0].header.paragraphs[0].text = more.get("header", "")
    made.sections[0].footer.paragraphs[0].text = more.get("footer", "")
    made.core_properties.author = more.get("author", "")
    if "box" in more:
        paragraph._p.append(_element("w:r", _element("w:pict", _element("w:txbxContent", _run(more["box"])))))
    if "comment" in more:
        made.add_comment(paragraph.runs, text=more["comment"], author="", initials="")
    made.save(out)
    return _with_footnote(out.getvalue(), more["footnote"]) if "footnote" in more else out.getvalue()


def _element(tag: str, child):
    found = OxmlElement(tag)
    found.append(child)
    return found


def _run(words: str):
    text = OxmlElement("w:t")
    text.text = words
    text.set(qn("xml:space"), "preserve")
    return _element("w:p", _element("w:r", text))


def _with_footnote(data: bytes, words: str) -> bytes:
    import zipfile

    out = io.BytesIO()
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        note = f"<w:footnotes {space}><w:footnote><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:footnote></w:footnotes>"
        new.writestr("word/footnotes.xml", note)
    return out.getvalue()


@dataclass
class Judged:
    """Of each way of writing: how many there are, found surely, found perhaps; and what was marked wrongly."""

    there: Counter = field(default_factory=Counter)
    sure: Counter = field(default_factory=Counter)
    perhaps: Counter = field(default_factory=Counter)
    missed: list[tuple[str, str, str]] = field(default_factory=list)
    wrong: list[tuple[str, str, bool]] = field(default_factory=list)


def judge_all() -> Judged:
    """Every report read and marked, against its truth."""
    judged = Judged()
    for report in REPORTS:
        _judge(report, judged)
    return judged


def _judge(report: Report, judged: Judged) -> None:
    marks = list(find_marks(parts_of(report), STAFF, PUPILS, OWN))
    for way, words in truths_of(report):
        judged.there[way] += 1
        held = _take(marks, words)
        if held is None:
            judged.missed.append((report.name, way, " ".join(words.split())))
        else:
            (judged.sure if held.certain else judged.perhaps)[way] += 1
    judged.wrong += [(report.name, mark.words, mark.certain) for mark in marks]


def _take(marks: list, words: str):
    """The mark that covers the words, taken from the list: names by their letters, the rest by what they read."""
    if "\f" in words:  # cut by the end of a page: marked on both
        first, *rest = (_take(marks, piece) for piece in words.split("\f"))
        return first if all(rest) else None
    asked = _key(words)
    for mark in marks:
        held = _key(mark.words)
        if asked in held or (held and held in asked and len(held) > 0.6 * len(asked)):
            marks.remove(mark)
            return mark
    return None


def _key(words: str) -> str:
    return letters(words) + re.sub(r"\D", "", words)


def table_of(judged: Judged) -> str:
    """The figures as a table of Markdown."""
    lines = [
        "| how it is written | in the set | marked as sure | marked as perhaps | missed |",
        "| --- | --: | --: | --: | --: |",
    ]
    for way, words in WAYS.items():
        there, sure, perhaps = judged.there[way], judged.sure[way], judged.perhaps[way]
        lines.append(f"| {words} | {there} | {sure} | {perhaps} | {there - sure - perhaps} |")
    there, sure, perhaps = (sum(one.values()) for one in (judged.there, judged.sure, judged.perhaps))
    lines.append(f"| **All** | **{there}** | **{sure}** | **{perhaps}** | **{there - sure - perhaps}** |")
    sure_wrong = sum(certain for _, _, certain in judged.wrong)
    lines += [
        "",
        f"Marked although nothing was to be marked: {sure_wrong} as sure, {len(judged.wrong) - sure_wrong} as perhaps.",
    ]
    return "\n".join(lines)
