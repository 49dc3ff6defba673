"""Every URL of the project, and how a row of the matrix becomes an address."""

from django.urls import URLResolver, get_resolver, reverse

from tests.cast import Cast


def every_url() -> list[str]:
    """Names of all URLs, with their namespace; the route itself where a URL has no name."""
    return sorted(set(_walk(get_resolver(), "", "")))


def _walk(resolver: URLResolver, namespace: str, route: str):
    for pattern in resolver.url_patterns:
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern, inner, here)
        else:
            yield f"{namespace}{pattern.name}" if pattern.name else here


def references(cast: Cast, whose: str) -> dict[str, object]:
    """What the addresses of one pupil's things hold. `whose` is own, other or foreign."""
    record = cast.records[whose]
    senco = cast.people["foreign_senco" if whose == "foreign" else "senco"]
    return {
        "pupil": record.pupil.reference,
        "plan": record.draft.reference,
        "slip": record.receipt.reference,
        "document": record.document.reference,
        "private": record.private.reference,
        "contact": record.contact.reference,
        "class": record.pupil.school_class.reference,
        "run": cast.runs["foreign" if whose == "foreign" else "other"].reference,
        "job": record.document.issued.job.reference,
        "person": cast.memberships[senco.pk],
    } | cast.things[whose]


def address(cast: Cast, name: str, thing: str, whose: str, *, school: str = "oakfield") -> str:
    """The address of a row: `thing` names what of `whose` it is about, with further fixed words after it."""
    if "school" not in _parameters(name):
        return reverse(name)
    known = references(cast, whose)
    words = [known.get(word, word) for word in thing.split()]
    return reverse(name, args=[school, *words])


def _parameters(name: str) -> set[str]:
    found = get_resolver()
    for part in name.split(":")[:-1]:
        prefix, found = found.namespace_dict[part]
    return {
        key
        for options in found.reverse_dict.getlist(name.rsplit(":", maxsplit=1)[-1])
        for _, keys in options[0]
        for key in keys
    }
