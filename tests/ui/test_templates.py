"""Components and fields, drawn: what a reader and a screen reader get."""

import datetime as dt
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django import forms
from django.template import Context, Template, engines
from django.template.loader import render_to_string

from core.schools.models import School
from register.present import register_lines
from register.queries import RegisterRow

ROOT = Path(__file__).resolve().parents[2]
INLINE = re.compile(r"<[^>]*\s(style|on\w+)=|<style|<script(?![^>]*(src=|application/json))")


class ChildForm(forms.Form):
    on = forms.DateField(label="From what date?", help_text="For example 23 11 2026")
    why = forms.CharField(label="Why?", error_messages={"required": "Say why"})
    who = forms.MultipleChoiceField(
        label="Who was consulted?",
        choices=[("p", "Parents"), ("c", "The child")],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one"},
    )


def draw(source, **context):
    return Template("{% load ui %}" + source).render(Context(context))


def squeezed(text):
    return re.sub(r"\s+", " ", text)


@pytest.fixture
def bad_form():
    return ChildForm({"on": "31 11 2026"})


def all_templates():
    return sorted(
        path.relative_to(ROOT / "templates").as_posix() for path in (ROOT / "templates").rglob("*.html")
    )


def test_every_template_parses():
    assert [name for name in all_templates() if not engines["django"].get_template(name)] == []


def test_no_template_has_inline_script_or_style():
    pages = [name for name in all_templates() if not name.startswith("documents/")]
    assert [name for name in pages if INLINE.search((ROOT / "templates" / name).read_text())] == []


def test_no_template_decides_who_may():
    words = re.compile(r"\bperms\.|has_perm|\.is_staff|\.is_superuser")
    assert [name for name in all_templates() if words.search((ROOT / "templates" / name).read_text())] == []


def test_icon_is_hidden_from_readers():
    drawn = draw('{% icon "eye" %}')
    assert drawn.startswith('<svg class="i" aria-hidden="true"><use href="')
    assert drawn.endswith('#eye"/></svg>')


def test_chip_says_its_word():
    drawn = draw('{% state "done" "Recorded" as s %}{% include "components/chip.html" with state=s %}')
    assert 'class="chip chip-done"' in drawn
    assert "</svg>Recorded</span>" in drawn


def test_clock_of_a_moment_is_local():
    moment = datetime(2026, 7, 1, 9, 42, tzinfo=UTC)
    assert draw("{{ moment|clock }}", moment=moment) == "10.42 am"


def test_label_is_the_usual_word_without_a_school():
    assert draw('{% label "senco" %}') == "SENCo"


def test_label_is_the_schools_own_word(rf):
    request = rf.get("/")
    request.school = type("School", (), {"label": staticmethod({"senco": "INCo"}.get)})
    assert draw('{% label "senco" %}', request=request) == "INCo"


def test_error_summary_lists_errors_in_the_order_of_the_fields(bad_form):
    drawn = squeezed(draw('{% include "components/error_summary.html" %}', form=bad_form))
    assert "3 things to put right" in drawn
    links = re.findall(r'href="#(\w+)">([^<]+)<', drawn)
    assert links == [
        ("id_on", "Enter a valid date."),
        ("id_why", "Say why"),
        ("id_who_0", "Choose at least one"),
    ]


def test_error_summary_of_a_good_form_is_nothing():
    good = ChildForm({"on": "2026-11-23", "why": "because", "who": ["p"]})
    assert draw('{% include "components/error_summary.html" %}', form=good).strip() == ""


def test_field_in_error_is_tied_to_its_words(bad_form):
    drawn = squeezed(render_to_string("bootstrap5/field.html", {"field": bad_form["on"]}))
    assert 'class="field field-date field-bad"' in drawn
    assert 'aria-describedby="id_on_helptext id_on_error"' in drawn
    assert 'aria-invalid="true"' in drawn
    assert 'id="id_on_helptext"' in drawn and 'id="id_on_error"' in drawn


def test_choices_are_a_fieldset_with_its_legend(bad_form):
    drawn = squeezed(render_to_string("bootstrap5/field.html", {"field": bad_form["who"]}))
    assert '<fieldset aria-describedby="id_who_error">' in drawn
    assert re.search(r"<legend>Who was consulted\?\s*</legend>", drawn)
    assert drawn.count('type="checkbox"') == 2


def test_what_was_typed_is_escaped():
    form = ChildForm({"why": "<b>x</b>"})
    assert "<b>x</b>" not in render_to_string("bootstrap5/field.html", {"field": form["why"]})


def test_register_row_reads_as_one_sentence_for_a_reader():
    row = RegisterRow(
        reference="OAK-0001", name="Theo <Marsden>", last="Marsden", upn="", klass="3 Hazel", year="3",
        level="sen_support", since=dt.date(2026, 1, 5), need="SLCN", second="SEMH", review=dt.date(2026, 12, 1),
        flags=("PP",),
    )  # fmt: skip
    lines = register_lines([row], School(slug="oakfield"), dt.date(2026, 11, 23))
    drawn = render_to_string("register/_table.html", {"rows": lines, "columns": [], "found": "1 child found"})
    link = '<a href="/oakfield/pupils/OAK-0001/">Theo &lt;Marsden&gt;</a>'
    assert f'<th scope="row" class="name">{link}</th><td class="klass">3 Hazel</td>' in drawn
    assert '<span class="visually-hidden">Speech, language and communication needs, also social' in drawn
    assert '>SLCN <span class="ink-2">+ SEMH</span></span>' in drawn
    assert "SEN Support</span></td>" in drawn
    assert 'Due soon</span></td><td class="date">Tue 1 Dec 2026 (in 8 days)</td>' in drawn
    assert '<span aria-hidden="true">PP</span><span class="visually-hidden">Pupil Premium </span>' in drawn
    assert '<p class="visually-hidden" data-announce>1 child found</p>' in drawn


def test_refused_button_says_why():
    buttons = [{"label": "Close the cycle", "reason": "Target 2 has no judgement yet."}]
    drawn = squeezed(render_to_string("components/buttons.html", {"buttons": buttons}))
    assert (
        '<button type="submit" class="btn" disabled aria-describedby="no-1">Close the cycle</button>' in drawn
    )
    assert '<span id="no-1" class="ink-2">Target 2 has no judgement yet.</span>' in drawn


def test_refusal_page_shows_its_reason():
    assert "Only the SENCo may approve." in render_to_string(
        "403.html", {"reason": "Only the SENCo may approve."}
    )


def test_server_error_page_needs_no_context():
    drawn = render_to_string("500.html")
    assert "Something went wrong here" in drawn and 'href="/"' in drawn


def test_not_found_page_does_not_tell_what_exists():
    drawn = render_to_string("404.html", {"exception": "No Pupil matches", "request_path": "/pupil/9/"})
    assert "Pupil" not in drawn and "/pupil/9/" not in drawn


def test_emails_of_accounts_name_no_child():
    drawn = render_to_string("account/email/login_code_message.txt", {"code": "AB12CD"})
    assert "AB12CD" in drawn
    assert "names no child" in drawn
