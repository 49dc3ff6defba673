"""The SEN history of pupils as an XML file, in the element names of a Common Transfer File as far as they are known
(docs/census.md says which are not from the Department's specification). Pure."""

import datetime as dt
import io
import re
from contextlib import contextmanager

from django.utils.xmlutils import SimplerXMLGenerator

from core.schools.models import School
from register.ctf.history import SenRecord

DOCUMENT = "SEN history in the manner of a Common Transfer File"
UNWRITABLE = re.compile(
    "[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)  # no XML file may hold them


def write_file(*, school: School, records: list[SenRecord], at: dt.datetime) -> bytes:
    """The file in UTF-8; dates in ISO form. What is not known is left out."""
    out = io.StringIO()
    xml = SimplerXMLGenerator(out, "utf-8")
    xml.startDocument()
    with _within(xml, "CTfile"):
        with _within(xml, "Header"):
            _leaf(xml, "DocumentName", DOCUMENT)
            _leaf(xml, "DateTime", at.isoformat(timespec="seconds"))
            _leaf(xml, "SupplierID", "SENDSYS")
            with _within(xml, "SourceSchool"):
                _leaf(xml, "LEA", school.la_code)
                _leaf(xml, "URN", school.urn)
                _leaf(xml, "SchoolName", school.name)
        with _within(xml, "CTFpupilData"):
            for record in records:
                _write_pupil(xml, record)
    xml.endDocument()
    return out.getvalue().encode()


def _write_pupil(xml: SimplerXMLGenerator, record: SenRecord) -> None:
    with _within(xml, "Pupil"):
        _leaf(xml, "UPN", record.upn)
        _leaf(xml, "Surname", record.surname)
        _leaf(xml, "Forename", record.forename)
        _leaf(xml, "DOB", record.born)
        with _within(xml, "SENhistory"):
            for provision in record.provisions:
                with _within(xml, "SEN"):
                    _leaf(xml, "StartDate", provision.start)
                    _leaf(xml, "SENprovision", provision.code)
            with _within(xml, "SENneeds"):
                for need in record.needs:
                    with _within(xml, "SENneed"):
                        _leaf(xml, "NeedStartDate", need.start)
                        _leaf(xml, "NeedEndDate", need.end)
                        _leaf(xml, "SENtypeRank", need.rank)
                        _leaf(xml, "SENtype", need.code)


@contextmanager
def _within(xml: SimplerXMLGenerator, name: str):
    xml.startElement(name, {})
    yield
    xml.endElement(name)


def _leaf(xml: SimplerXMLGenerator, name: str, value: object) -> None:
    text = "" if value is None else UNWRITABLE.sub("", str(value))
    if text:
        xml.addQuickElement(name, text)
