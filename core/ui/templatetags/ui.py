"""Template tags of the look: icons from the sprite, dates in the house style, the school's own labels."""

from functools import lru_cache

from django import forms, template
from django.core.signals import setting_changed
from django.template.loader import get_template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from core.schools import labels
from core.ui import present
from core.ui.rows import draw_part
from core.ui.rows import draw_rows as rows_of

register = template.Library()


@lru_cache(maxsize=1)
def _sprite() -> str:
    return static("sprite.svg")


@lru_cache(maxsize=256)
def _icon(name: str) -> str:
    return format_html('<svg class="i" aria-hidden="true"><use href="{}#{}"/></svg>', _sprite(), name)


def forget_urls(**kwargs) -> None:
    """Forget the sprite's address, which depends on the settings of static files."""
    _sprite.cache_clear()
    _icon.cache_clear()
    _chip.cache_clear()


setting_changed.connect(forget_urls)


@register.simple_tag
def icon(name):
    """A Bootstrap icon of core.ui.assets.ICONS, hidden from readers: the words beside it say it."""
    return _icon(name)


@lru_cache(maxsize=512)
def _chip(_language: str, look: present.DueState) -> str:
    return mark_safe(get_template("components/chip.html").render({"state": look}).strip())  # noqa: S308  a template's own


@register.simple_tag
def chip(look):
    """{% chip row.state %}: a DueState as components/chip.html draws it, once for each look."""
    return _chip(get_language(), look) if look else ""


@register.simple_tag
def draw_rows(template_name, rows):
    """{% draw_rows "register/_row.html" rows %}: the same small template for each of many rows, quickly."""
    return rows_of(template_name, rows)


@register.simple_tag(takes_context=True)
def frame(context, template_name):
    """{% frame "components/side_bar.html" %}: a part of the frame that is alike for all who see the same places on the
    same page; only the person's name (`own_name`), the form's token and what is theirs alone (`add_to_shell` of
    core/ui/context.py) are put in."""
    shell = context.get("shell") or {}
    own = {**shell.get("own", {}), "own_name": shell.get("name", "")}
    if "look" not in shell or "csrf_token" not in context:
        return mark_safe(get_template(template_name).render({**context.flatten(), **own}))  # noqa: S308  a template's own
    values = {**own, "csrf_token": str(context["csrf_token"])}
    return draw_part(template_name, shell["look"], {"shell": shell}, values)


@register.filter(expects_localtime=True)
def day(value):
    """{{ date|day }} gives "Tue 20 Jan 2026", and nothing for no date."""
    return present.day(value) if value else ""


@register.filter(expects_localtime=True)
def day_in(value, today):
    """{{ date|day_in:today }} gives "Tue 20 Jan 2026 (in 8 days)", and nothing for no date."""
    return present.day_in(value, today) if value else ""


@register.filter(expects_localtime=True)
def clock(value):
    """{{ time|clock }} gives "3.40 pm", and nothing for no time."""
    return present.clock(value) if value else ""


@register.simple_tag
def state(key, word=""):
    """{% state "done" "Recorded" as chip %}: a state of present.STATES for components/chip.html."""
    return present.state(key, word)


@register.simple_tag(takes_context=True)
def label(context, key):
    """The school's own word for a thing, or the usual one where there is no school."""
    school = getattr(context.get("request"), "school", None)
    return school.label(key) if school else labels.label(None, key)


@register.filter
def is_date(field):
    """Whether a bound field takes a date, and so wants a narrow box."""
    return isinstance(field.field, forms.DateField) or "day-input" in field.field.widget.attrs.get(
        "class", ""
    )


@register.simple_tag
def form_errors(form):
    """Every error of a form, or of a list of forms and formsets, in order: the field's id and the message."""
    many = form if isinstance(form, list | tuple) else [form]
    return [error for one in _each_form(many) for error in _errors(one)]


@register.simple_tag
def together(*forms_and_formsets):
    """The forms of a page as a list, for an error summary that covers them all."""
    return list(forms_and_formsets)


def _each_form(many):
    for one in many:
        if isinstance(one, forms.BaseFormSet):
            yield from one.forms
        elif one:
            yield one


def _errors(form):
    found = [{"id": "", "message": message} for message in form.non_field_errors()]
    for field in form:
        target = field.id_for_label or f"{field.auto_id}_0"
        found += [{"id": target, "message": _named(field, message)} for message in field.errors]
    return found


def _named(field, message: str) -> str:
    """The message, led by the field's label where its words alone do not say which field they are about."""
    return (
        f"{field.label}: {message}" if message == forms.Field.default_error_messages["required"] else message
    )
