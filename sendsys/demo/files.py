"""What is found out about children and kept about them: assessments, diagnoses, meetings and papers."""

from __future__ import annotations

import datetime as dt
import io
import random
from functools import cache
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

from core.documents.pdf import html_to_pdf
from register.enums import Level
from register.file.actions import add_document, mark_step_done, write_conversation
from register.file.uploads import Upload, check_upload
from register.needs.actions import (
    write_assessment,
    write_diagnosis,
    write_disability,
    write_needs,
    write_strengths,
)
from register.needs.spans import NeedLine
from sendsys.demo.clock import at
from sendsys.demo.dates import YEARS_BACK
from sendsys.demo.words import files as said
from sendsys.demo.words.common import STRENGTHS

if TYPE_CHECKING:
    from sendsys.demo.history import History
    from sendsys.demo.load import SchoolBuilder

SHARE_TESTED, SHARE_SPELLING, SHARE_WITH_PAPER, SHARE_DIAGNOSED = 0.7, 0.35, 0.45, 0.5
YOUNGEST = 60  # months: the youngest age that the reading test tells
SHARE_DONE = 0.6  # of the next steps of the last weeks


def find_out(builder: SchoolBuilder) -> None:
    """Strengths, what stands apart from SEN, diagnoses, and the tests of two years."""
    for history in builder.on_register():
        _strengths(builder, history)
        _diagnosis(builder, history)
        if history.hero or history.rng.random() < SHARE_TESTED:
            _tests(builder, history)
    for history in builder.histories:
        if history.journey.steps[-1].level == Level.EXITED:
            _tests(builder, history)


def _strengths(builder: SchoolBuilder, history: History) -> None:
    say, rng, day = history.words.speaker, history.rng, builder.past(history.rng.randint(10, 60))
    texts = history.own(
        "strengths", (say.one(history.words.bank.strengths, rng), "; ".join(say.some(STRENGTHS, 2, rng)))
    )
    write_strengths(
        pupil=history.pupil, strengths=texts[0], interests=texts[1], by=builder.staff.senco, at=at(day, 10)
    )
    if notes := history.own("need_note", None):
        lines = [NeedLine(code, note=notes[code]) for code in history.needs]
        write_needs(pupil=history.pupil, lines=lines, on=day, by=builder.staff.senco, at=at(day, 10, 5))


def _diagnosis(builder: SchoolBuilder, history: History) -> None:
    code, rng = history.needs[0], history.rng
    likely = 0.12 if code in ("SPLD", "SLCN") else SHARE_DIAGNOSED
    if code not in said.DIAGNOSES or rng.random() > likely:
        return
    what, source = said.DIAGNOSES[code]
    day, told = builder.past(rng.randint(90, 600)), builder.past(rng.randint(5, 80))
    common = {"pupil": history.pupil, "by": builder.staff.senco, "at": at(told, 11)}
    write_diagnosis(what=what, source=source, on=day, **common)
    if code in said.DISABILITIES:
        effect = history.words.speaker.say(said.DISABILITIES[code])
        write_disability(disabled=True, disability=effect, since=day, **common)


def _tests(builder: SchoolBuilder, history: History) -> None:
    """A reading test each term from Year 1 on, as far back as the child was here; spelling or number for some."""
    rng, days = history.rng, _test_days(builder, history)
    other = rng.choice((said.SPELLING, said.NUMBERS)) if history.hero or rng.random() < SHARE_SPELLING else ""
    scores = list(history.own("scores", None) or _scores(len(days), rng))[-len(days) :] if days else []
    for day, (reading, second) in zip(days, scores, strict=True):
        _test(history, said.READING, reading, day, rng)
        if other:
            _test(history, said.SPELLING if history.hero else other, second, day, rng)
    if rng.random() < 0.2:
        day = builder.past(rng.randint(60, 300))
        write_assessment(pupil=history.pupil, kind="screening", instrument="Screening by the school", on=day,
                         note=rng.choice(said.SCREENINGS), by_whom=builder.staff.senco.called, by=builder.staff.senco,
                         at=at(day, 12))  # fmt: skip


def _test_days(builder: SchoolBuilder, history: History) -> list[dt.date]:
    first_year = builder.year - YEARS_BACK
    days = [builder.diary.open_on_or_before(t.span.end - dt.timedelta(days=16)) for t in builder.diary.terms]
    return [
        day
        for day in days
        if day <= builder.diary.today and history.year_on(day) >= 1 and day.year >= first_year
    ][-6:]


def _scores(count: int, rng: random.Random) -> list[tuple[int, int]]:
    """Standardised scores over time: low at first, slowly better for most."""
    at_first, rise = rng.randint(69, 86), rng.uniform(-0.4, 2.6)
    found = []
    for term in range(count):
        now = at_first + rise * term
        found.append((round(now + rng.uniform(-2, 2)), round(now - 4 + rng.uniform(-3, 3))))
    return found


def _test(history: History, instrument: str, score: int, day: dt.date, rng: random.Random) -> None:
    """An age goes with a reading test: about the child's own, less a month and a half for each point below 100."""
    teacher, born = history.teacher(day), history.pupil.born
    age = (day.year - born.year) * 12 + day.month - born.month
    reads_like = age - round((100 - score) * 1.4)
    ages = {"age_months": reads_like} if instrument == said.READING and reads_like >= YOUNGEST else {}
    write_assessment(pupil=history.pupil, kind="standardised", instrument=instrument, on=day, standardised=score,
                     by_whom=teacher.called, by=teacher, at=at(day, 14), **ages)  # fmt: skip


# The file


def fill(builder: SchoolBuilder) -> None:
    """One to three conversations a child, and papers for some; two next steps are late."""
    late = [said.LATE_STEPS[place] for place in range(min(len(said.LATE_STEPS), 2))]
    for place, history in enumerate(builder.on_register()):
        if talks := history.own("talks", None):
            _own_talks(builder, history, talks)
        else:
            _talks(builder, history, late.pop() if late and place % 7 == 3 else "")
        _papers(builder, history)


def _own_talks(builder: SchoolBuilder, history: History, talks: tuple) -> None:
    for kind, days, people, about, step, done in talks:
        talk = said.Talk(kind, people, about, step)
        _talk(builder, history, talk, days, step_days=14 if done else 60, done=done)


def _talks(builder: SchoolBuilder, history: History, late: str) -> None:
    rng = history.rng
    for place, talk in enumerate(rng.sample(said.TALKS, rng.randint(1, 3))):
        days = 12 + 60 * place + rng.randint(0, 30)
        over = days > 40 or rng.random() < SHARE_DONE
        _talk(builder, history, talk, days, step_days=14 if over else 45, done=days - 9 if over else 0)
    if late:
        talk = said.Talk("call", "{parent}", said.MISSED, late)
        _talk(builder, history, talk, 30, step_days=23)


def _talk(
    builder: SchoolBuilder, history: History, talk: said.Talk, days: int, *, step_days: int, done: int = 0
) -> None:
    """A conversation that many days ago, whose next step was due `step_days` later and done `done` days ago, if it was."""
    on, senco, say = builder.past(days), builder.staff.senco, history.words.speaker.say
    parent = history.planner.contacts[0].name
    step = {"next_step": say(talk.next_step, parent=parent), "next_by": on + dt.timedelta(days=step_days)}
    held = write_conversation(
        pupil=history.pupil, conversation=None, kind=talk.kind, on=on, people=say(talk.people, parent=parent),
        about=say(talk.about, parent=parent), by=senco, at=at(on, 16, 30), **(step if talk.next_step else {}),
    )  # fmt: skip
    if done and talk.next_step:
        mark_step_done(conversation=held, by=senco, at=at(max(builder.past(done), on), 17))


def _papers(builder: SchoolBuilder, history: History) -> None:
    rng = history.rng
    papers = [said.EHC] if history.journey.steps[-1].level == Level.EHC_PLAN else []
    if history.hero or rng.random() < SHARE_WITH_PAPER:
        papers.append(said.REPORTS.get(history.needs[0], said.ANY_REPORT))
    if history.hero or rng.random() < SHARE_WITH_PAPER / 2:
        papers.append(rng.choice(said.PAPERS))
    papers += said.PAPERS[:1] if history.hero else ()
    for paper in {paper.title: paper for paper in papers}.values():
        day = builder.past(rng.randint(8, 240))
        add_document(
            pupil=history.pupil, kind=paper.kind, title=paper.title, source=paper.source, dated=day, paper_at=paper.paper_at,
            upload=made(paper.file) if paper.file else None, sensitivity=paper.sensitivity, by=builder.staff.senco,
            at=at(max(day, builder.past((builder.diary.today - day).days - 3)), 9, 20),
        )  # fmt: skip


@cache
def made(what: str) -> Upload:
    """A file as somebody would choose it, checked as any upload is; made once and put into many files. Raises KeyError."""
    if what == "drawing":
        return check_upload(_drawing(), "drawing.png")
    title, lines = said.BODIES[what]
    body = "".join(f"<p>{line}</p>" for line in lines)
    page = f'<html lang="en-GB"><head><title>{title}</title></head><body><h1>{title}</h1>{body}</body></html>'
    return check_upload(html_to_pdf(page), f"{what}.pdf")


def _drawing() -> bytes:
    """A house, a sun and two people."""
    image = Image.new("RGB", (640, 440), "#FDFBF4")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 350, 640, 440), fill="#7FB069")
    draw.ellipse((500, 30, 600, 130), fill="#F4C430")
    draw.rectangle((80, 190, 300, 360), outline="#333333", width=6, fill="#E8C39E")
    draw.polygon(((60, 195), (190, 90), (320, 195)), fill="#B0413E")
    draw.rectangle((165, 270, 215, 360), fill="#4A6FA5")
    for x, height in ((400, 240), (480, 280)):
        draw.ellipse((x - 20, height - 40, x + 20, height), outline="#333333", width=5)
        draw.line((x, height, x, 330), fill="#333333", width=5)
        draw.line((x - 30, height + 30, x + 30, height + 30), fill="#333333", width=5)
        draw.line((x, 330, x - 22, 385), fill="#333333", width=5)
        draw.line((x, 330, x + 22, 385), fill="#333333", width=5)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
