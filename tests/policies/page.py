"""A page as a person meets it: its words, its links, its forms with what stands in them, and what is sent when a button
is pressed."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

SILENT = {"script", "style", "template", "svg", "head"}
VOID = {"input", "br", "img", "meta", "link", "hr", "source", "col", "area", "wbr", "use", "path"}


@dataclass
class Control:
    """A field of a form: `kind` is the input's type, "textarea" or "select"; `options` are the values on offer."""

    name: str
    kind: str
    value: str = ""
    options: list[str] = field(default_factory=list)
    chosen: list[str] = field(default_factory=list)
    words: dict[str, str] = field(default_factory=dict)  # option → what it says

    @property
    def sent(self) -> list[str]:
        """What a browser sends of the field as it stands."""
        return self.chosen if self.options else [self.value]


@dataclass
class Form:
    """A form: its address, its fields by name, its buttons as (words, name, value)."""

    action: str
    method: str
    controls: dict[str, Control] = field(default_factory=dict)
    buttons: list[tuple[str, str, str]] = field(default_factory=list)
    actions: dict[str, str] = field(default_factory=dict)  # words of a button that leads elsewhere → where

    def filled(self, answers: dict, press: str = "") -> dict[str, list[str]]:
        """What is sent once the answers are filled in and the button with those words (or the first) is pressed.
        Asserts that the page offers every field and option."""
        sent = {name: control.sent for name, control in self.controls.items() if control.sent}
        for name, answer in answers.items():
            sent[name] = self._answered(name, answer)
        return sent | self._pressed(press)

    def leads_to(self, press: str) -> str:
        """The address that the button with those words sends the form to."""
        pressed = next((said for said, _, _ in self.buttons if press.lower() in said.lower()), "")
        return self.actions.get(pressed, self.action)

    def _answered(self, name: str, answer) -> list[str]:
        assert name in self.controls, f"the page asks for no {name!r}; it has {sorted(self.controls)}"
        control = self.controls[name]
        values = [str(one) for one in answer] if isinstance(answer, list | tuple | set) else [str(answer)]
        for value in values:
            assert not control.options or value in control.options, (
                f"{name!r} offers {control.options}, not {value!r}"
            )
        return [] if control.options and answer in ([], ()) else values

    def _pressed(self, words: str) -> dict[str, list[str]]:
        found = [button for button in self.buttons if words.lower() in button[0].lower()]
        assert found or not words, f"no button {words!r}; there are {[button[0] for button in self.buttons]}"
        name, value = found[0][1:] if found else ("", "")
        return {name: [value]} if name else {}


class _Reader(HTMLParser):
    """Collects words, links and forms of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.links: list[tuple[str, str]] = []
        self.forms: list[Form] = []
        self._ids: dict[str, Form] = {}
        self._silent: list[str] = []
        self._form: Form | None = None
        self._link: tuple[str, int] | None = None
        self._button: tuple[Form | None, dict, int] | None = None
        self._text: tuple[Control, int] | None = None
        self._select: Control | None = None
        self._option: tuple[str, int] | None = None
        self._label: list[tuple[str, int]] = []
        self._labels: dict[str, str] = {}  # id → words
        self._radios: list[tuple[Control, str, str]] = []  # control, value, id

    def handle_starttag(self, tag: str, attrs) -> None:
        held = {key: value or "" for key, value in attrs}
        if tag in SILENT:
            self._silent.append(tag)
        if tag == "form":
            self._form = Form(held.get("action", ""), held.get("method", "get").lower())
            self.forms.append(self._form)
            self._ids[held.get("id", "")] = self._form
        elif tag == "a" and "href" in held:
            self._link = (held["href"], len(self.words))
        elif tag == "label":
            self._label.append((held.get("for", ""), len(self.words)))
        elif tag in {"input", "textarea", "select", "button"}:
            self._control(tag, held)
        elif tag == "option" and self._select is not None:
            self._option = (held.get("value", ""), len(self.words))
            self._select.options.append(held.get("value", ""))
            if "selected" in held:
                self._select.chosen = [held.get("value", "")]

    def _control(self, tag: str, held: dict) -> None:
        form = self._ids.get(held["form"]) if held.get("form") else self._form
        kind = (
            held.get("type", "submit" if tag == "button" else "text") if tag in {"input", "button"} else tag
        )
        if tag == "button" or kind == "submit":
            self._button = (
                (form, held, len(self.words)) if kind == "submit" and "disabled" not in held else None
            )
            return
        if form is None or not held.get("name") or "disabled" in held:
            return
        control = form.controls.setdefault(held["name"], Control(held["name"], kind))
        if kind in {"radio", "checkbox"}:
            value = held.get("value", "on")
            control.options.append(value)
            control.chosen += [value] if "checked" in held else []
            self._radios.append((control, value, held.get("id", "")))
        elif kind == "select":
            self._select = control
        elif kind == "textarea":
            self._text = (control, len(self.words))
        else:
            control.value = held.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if self._silent and tag == self._silent[-1]:
            self._silent.pop()
        if tag == "a" and self._link:
            self.links.append((self._said(self._link[1]), self._link[0]))
            self._link = None
        elif tag == "button" and self._button:
            form, held, since = self._button
            self._button = None
            if form is not None:
                said = self._said(since)
                form.buttons.append((said, held.get("name", ""), held.get("value", "")))
                form.actions |= {said: held["formaction"]} if "formaction" in held else {}
        elif tag == "textarea" and self._text:
            control, since = self._text
            control.value, self._text = "".join(self.words[since:]).removeprefix("\n"), None
        elif tag == "option" and self._option and self._select is not None:
            self._select.words[self._option[0]] = self._said(self._option[1])
            self._option = None
        elif tag == "select" and self._select is not None:
            self._select.chosen = self._select.chosen or self._select.options[:1]
            self._select = None
        elif tag == "label" and self._label:
            aim, since = self._label.pop()
            self._labels[aim] = self._said(since)
        elif tag == "form":
            self._form = None

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words.append(data)

    def _said(self, since: int) -> str:
        return " ".join("".join(self.words[since:]).split())

    def close(self) -> None:
        super().close()
        for control, value, id_ in self._radios:
            control.words[value] = self._labels.get(id_, "")


class Page:
    """What a request was answered with. `path` is where the person is now, after redirects."""

    def __init__(self, response, path: str, client) -> None:
        self.response, self.status, self.client = response, response.status_code, client
        self.path = response.redirect_chain[-1][0] if getattr(response, "redirect_chain", None) else path
        self.html = response.content.decode() if "text/html" in response.get("Content-Type", "") else ""
        reader = _Reader()
        reader.feed(self.html)
        reader.close()
        self.text = " ".join(" ".join(reader.words).replace(" ", " ").split())
        self.links, self.forms = reader.links, reader.forms

    def __contains__(self, words: str) -> bool:
        return words in self.text

    def __repr__(self) -> str:
        return f"<{self.status} {self.path}: {self.text}>"

    def link(self, words: str) -> str:
        """The address behind the first link with those words."""
        found = [href for said, href in self.links if words in said]
        assert found, f"no link {words!r} on {self.path}; there are {[said for said, _ in self.links]}"
        return found[0]

    def form(self, *names: str, press: str = "") -> Form:
        """The form that sends something and has these fields, or else that button."""
        posts = [form for form in self.forms if form.method == "post"]
        found = [form for form in posts if all(name in form.controls for name in names)
                 and any(press.lower() in words.lower() for words, _, _ in form.buttons)]  # fmt: skip
        assert found, (
            f"no form with {names} and button {press!r} on {self.path}: {[form.buttons for form in posts]} {self.text[-600:]}"
        )
        return max(found, key=lambda form: len(form.controls))

    def words_of(self, name: str) -> dict[str, str]:
        """What each option of a field says, by its value."""
        found = [form.controls[name] for form in self.forms if name in form.controls]
        assert found, f"no field {name!r} on {self.path}"
        return found[0].words

    def offers(self, name: str) -> list[str]:
        """The options of a field; none when the page has no such field."""
        return next((form.controls[name].options for form in self.forms if name in form.controls), [])

    def send(self, *, press: str = "", **answers) -> "Page":
        """Fill in the form that asks for these answers, press its button, and follow where it leads."""
        form = self.form(*answers, press=press)
        action = urljoin(self.path, form.leads_to(press) or self.path)
        response = self.client.post(action, form.filled(answers, press), follow=True)
        return Page(response, action, self.client)
