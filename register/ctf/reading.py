"""A CTF-style XML file read with care: no document type, no entities, bounded in size, depth and number. Pure.

Elements are known by their own names, whatever stands around them: an element that holds SENprovision is a provision, one
that holds SENtype is a need, so that files of several systems are read alike."""

import datetime as dt
import re
from dataclasses import dataclass, field
from xml.parsers import expat

from core.ui.fields import parse_day
from register.ctf.history import NeedSpan, Provision, SenRecord
from register.enums import NeedType
from register.importing.needs import parse_sen_status
from register.importing.upn import tidy_upn

MEGABYTE = 1024 * 1024
MOST_BYTES, MOST_ELEMENTS, MOST_DEPTH, MOST_TEXT = 2 * MEGABYTE, 100_000, 20, 200
MOST_PUPILS, MOST_ENTRIES = 200, 60
ASK = "Ask the last school for a new file, or write down what it says by hand."


class BadFile(ValueError):
    """The file cannot be read; the words say why and what to do."""


@dataclass(frozen=True, slots=True)
class ReadPupil:
    """What the file says of one pupil; `troubles` are reasons for which nothing of it may be taken over."""

    record: SenRecord
    troubles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CtfFile:
    """A file: the name of the school that it comes from, "" where it does not say, and its pupils."""

    source: str
    pupils: tuple[ReadPupil, ...]


def read_file(data: bytes, today: dt.date) -> CtfFile:
    """What the file says. Raises BadFile: too large, no XML, a document type in it, too deep or too long, no pupil."""
    if len(data) > MOST_BYTES:
        raise BadFile(f"This file is larger than {MOST_BYTES // MEGABYTE} MB. A file of SEN histories is far smaller: "
                      "ask the last school for one of the children who come to you.")  # fmt: skip
    if not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<", b"\xff\xfe", b"\xfe\xff")):
        raise BadFile("This is not an XML file. Choose the file that ends in .xml, as the last school sent it; if it came "
                      "in a zip, unpack it first.")  # fmt: skip
    found = _parsed(data)
    if not found.pupils:
        raise BadFile(f"No pupil stands in this file. {ASK}")
    pupils = tuple(_pupil(raw, today) for raw in found.pupils)
    return CtfFile(found.source[:MOST_TEXT], pupils)


@dataclass(slots=True)
class _Raw:
    """A pupil's own elements, and those of each provision and need, as text."""

    own: dict[str, str] = field(default_factory=dict)
    provisions: list[dict[str, str]] = field(default_factory=list)
    needs: list[dict[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class _Handler:
    """Gathers the elements as expat meets them. `held` is a stack: of each open element the texts inside it by name."""

    source: str = ""
    pupils: list[_Raw] = field(default_factory=list)
    current: _Raw | None = None
    held: list[dict[str, str]] = field(default_factory=lambda: [{}])
    text: str = ""
    count: int = 0

    def start(self, name: str, _attributes: dict) -> None:
        self.count += 1
        if self.count > MOST_ELEMENTS or len(self.held) > MOST_DEPTH:
            raise BadFile(f"This file is longer or deeper than a file of SEN histories can be. {ASK}")
        self.held.append({})
        self.text = ""
        if _local(name) == "Pupil":
            self.current = _Raw()
            if len(self.pupils) == MOST_PUPILS:
                raise BadFile(
                    f"More than {MOST_PUPILS} pupils stand in this file. Ask for one of your children alone."
                )

    def words(self, data: str) -> None:
        if len(self.text) < MOST_TEXT:
            self.text += data

    def end(self, name: str) -> None:
        inside, local = self.held.pop(), _local(name)
        if inside:
            self._close(local, inside)
        else:
            self.held[-1].setdefault(local, " ".join(self.text.split())[:MOST_TEXT])
        self.text = ""

    def _close(self, local: str, inside: dict[str, str]) -> None:
        if local == "SourceSchool":
            self.source = inside.get("SchoolName", "")
        if self.current is None:
            return
        if "SENprovision" in inside:
            self.current.provisions.append(inside)
        if "SENtype" in inside:
            self.current.needs.append(inside)
        if local == "Pupil":
            self.current.own = inside
            self.pupils.append(self.current)
            self.current = None


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def _refuse_types(*_declared) -> None:
    raise BadFile(
        f"This file declares a document type or entities, which no such file needs, so it was not read. {ASK}"
    )


def _parsed(data: bytes) -> _Handler:
    found, parser = _Handler(), expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = parser.ExternalEntityRefHandler = (
        _refuse_types
    )
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    parser.StartElementHandler, parser.EndElementHandler = found.start, found.end
    parser.CharacterDataHandler = found.words
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, LookupError, ValueError) as wrong:
        if isinstance(wrong, BadFile):
            raise
        raise BadFile(f"This file is damaged or no XML: it cannot be read to its end. {ASK}") from wrong
    return found


# From text to a record --------------------------------------------------------------------------------------------


def _pupil(raw: _Raw, today: dt.date) -> ReadPupil:
    reader = _PupilReader(today)
    own = raw.own
    reader.born = reader.day(own, "DOB")
    provisions = [reader.provision(each) for each in raw.provisions[:MOST_ENTRIES]]
    needs = [reader.need(each) for each in raw.needs[:MOST_ENTRIES]]
    if max(len(raw.provisions), len(raw.needs)) > MOST_ENTRIES:
        reader.troubles.append(f"more than {MOST_ENTRIES} provisions or needs")
    if not own.get("UPN") and not (own.get("Surname") and own.get("Forename") and reader.born):
        reader.troubles.append("neither a UPN, nor name and date of birth")
    record = SenRecord(
        tidy_upn(own.get("UPN", "")), own.get("Surname", ""), own.get("Forename", ""), reader.born,
        tuple(sorted((p for p in provisions if p), key=lambda p: p.start)),
        tuple(sorted((n for n in needs if n), key=lambda n: (n.rank, n.start or dt.date.min))),
    )  # fmt: skip
    return ReadPupil(record, tuple(dict.fromkeys(reader.troubles)))


@dataclass(slots=True)
class _PupilReader:
    """Reads one pupil's texts, gathering what is wrong."""

    today: dt.date
    born: dt.date | None = None
    troubles: list[str] = field(default_factory=list)

    def wrong(self, name: str, text: str, should: str) -> None:
        self.troubles.append(f"{name} is “{text[:40]}”: {should}" if text else f"{name} is missing: {should}")

    def day(self, texts: dict[str, str], name: str, *, needed: bool = False) -> dt.date | None:
        """The day under that name; None where it is not given or is no day that can be, which is noted."""
        text = texts.get(name, "")
        if not text and not needed:
            return None
        try:
            found = parse_day(re.sub(r"(\d{4}-\d\d-\d\d)T.*", r"\1", text))
        except ValueError:
            self.wrong(name, text, "it should be a date such as 2026-09-01")
            return None
        if found > self.today:
            self.wrong(name, text, "it is still to come")
        elif self.born and found < self.born:
            self.wrong(name, text, "it is before the date of birth")
        else:
            return found
        return None

    def provision(self, texts: dict[str, str]) -> Provision | None:
        start, text = self.day(texts, "StartDate", needed=True), texts["SENprovision"]
        status = parse_sen_status(text)
        code = status if isinstance(status, str) else status.suggestion  # words used before 2014 are known
        if code is None:
            self.wrong("SENprovision", text, "it should be N, K or E")
        return Provision(start, code) if start and code else None

    def need(self, texts: dict[str, str]) -> NeedSpan | None:
        code, rank = texts["SENtype"].upper().rstrip("*"), texts.get("SENtypeRank", "")
        start, end = self.day(texts, "NeedStartDate"), self.day(texts, "NeedEndDate")
        known, ranked = code in NeedType.values, re.fullmatch(r"[1-9][0-9]?", rank, re.ASCII) is not None
        if not known:
            self.wrong("SENtype", texts["SENtype"], "it should be a census code such as SLCN")
        if not ranked:
            self.wrong("SENtypeRank", rank, "it should be a number from 1 to 99")
        if start and end and end < start:
            self.wrong("NeedEndDate", texts["NeedEndDate"], "it is before NeedStartDate")
        return NeedSpan(start, end, int(rank), code) if known and ranked else None
