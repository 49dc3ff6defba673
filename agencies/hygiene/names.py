"""Names of staff and of other children in a text. Pure; see `people` for the forms that are looked for."""

from dataclasses import dataclass

from agencies.enums import FindingKind
from agencies.hygiene.fold import Token, tokens_of
from agencies.hygiene.people import TITLE, TITLES, Form, Index, Rank, common_words
from agencies.hygiene.words import words_of

MOST_SIGNS = 4  # between two names: a comma, brackets, quotation marks
LABELS = words_of("labels")
MONTHS = frozenset(["april", "may", "june", "august"])
SHORT_FORMS = words_of("short_forms")
SMALL = words_of("small")
SURE = {Rank.FULL, Rank.SHORT, Rank.TITLED, Rank.INITIAL}
NAMES_PLACES = words_of("named_after")


@dataclass(slots=True)
class Hit:
    """Tokens `first` to `last` as a form of somebody; `certain` as yet."""

    first: int
    last: int
    form: Form
    certain: bool


def find_names(text: str, index: Index, staff: int, kin: Index) -> list[tuple[int, int, str, bool, str]]:
    """(start, end, kind, certain, why) of every name of the index in the text. `kin` are the child and the family:
    where they are what is written, nobody else is."""
    tokens = tokens_of(text)
    look = _Look(tokens, index, staff, kin)
    found = []
    for hit in look.hits():
        start, end = tokens[hit.first].start, tokens[hit.last].end
        kind = FindingKind.STAFF if hit.form.who < staff else FindingKind.PUPIL
        found.append((start, end, kind, hit.certain, look.why(hit)))
    return found


class _Look:
    def __init__(self, tokens: list[Token], index: Index, staff: int, kin: Index) -> None:
        self.tokens, self.index, self.staff, self.kin = tokens, index, staff, kin
        self.shouts = sum(one.upper for one in tokens) > len(tokens) / 2
        self.as_words = {one.text for one in tokens if not one.capital}

    def hits(self) -> list[Hit]:
        """The best reading of every place, none over another."""
        kin = self._kin_places()
        found = [hit for hit in self._read(self.index) if not self._is_kin(hit, kin)]
        found.sort(key=lambda hit: (not hit.certain, hit.form.rank > Rank.INITIAL, hit.first - hit.last,
                                    hit.form.who >= self.staff, hit.form.rank))  # fmt: skip
        taken: set[int] = set()
        kept = []
        for hit in found:
            places = range(hit.first, hit.last + 1)
            if taken.isdisjoint(places):
                taken.update(places)
                kept.append(hit)
        return sorted(kept, key=lambda hit: hit.first)

    def _kin_places(self) -> dict[int, Hit]:
        """Of each word that names the child or the family: the longest reading."""
        places: dict[int, Hit] = {}
        read = [hit for hit in self._read(self.kin, sure=True) if hit.form.rank <= Rank.INITIAL]
        for hit in sorted(read, key=lambda hit: (hit.last - hit.first, -hit.form.rank)):
            places.update(dict.fromkeys(range(hit.first, hit.last + 1), hit))
        return places

    def _is_kin(self, hit: Hit, kin: dict[int, Hit]) -> bool:
        """Whether the child or the family is what is written there. A full name of staff is marked all the same, where
        it is not the child's own; so is a title with a last name that staff and family share."""
        is_staff, rank = hit.form.who < self.staff, hit.form.rank
        for own in {
            id(kin[place]): kin[place] for place in range(hit.first, hit.last + 1) if place in kin
        }.values():
            longer = hit.last - hit.first > own.last - own.first
            if rank <= Rank.SHORT and (longer or rank < own.form.rank):
                continue
            if is_staff and (rank == Rank.TITLED or (rank == Rank.FULL and own.form.who > 0)):
                continue
            return True
        return rank >= Rank.ALONE and self._is_own_word(hit)

    def _is_own_word(self, hit: Hit) -> bool:
        word = "".join(self.tokens[place].text for place in range(hit.first, hit.last + 1))
        return word in self.kin.firsts or word in self.kin.lasts

    def _read(self, index: Index, *, sure: bool = False) -> list[Hit]:
        found = []
        for first, token in enumerate(self.tokens):
            found += self._from(index, first, "", sure)
            if token.text in TITLES and first + 1 < len(self.tokens):
                found += self._from(index, first, TITLE, sure)
            if len(token.text) == 1 and self._has_second_initial(first):
                found += self._from(index, first, token.text, sure, skip=1)
            if token.text in index.firsts:
                found += self._over_middle_names(index, first)
        return found

    def _has_second_initial(self, first: int) -> bool:
        """Whether "J." goes on with "M. Sutton"."""
        following = self.tokens[first + 1 : first + 3]
        return len(following) == 2 and len(following[0].text) == 1 and len(following[1].text) > 1

    def _from(self, index: Index, first: int, begun: str, sure: bool, skip: int = 0) -> list[Hit]:
        """Every form that begins at a word. `begun` is what was read already: TITLE when that word is one, or its
        initial, when a second one, to `skip`, follows."""
        found: list[Hit] = []
        text, ends, place, single = begun, {len(begun)}, first + len(begun) + skip, True
        skipped = 0
        while place < len(self.tokens):
            token = self.tokens[place]
            if place > first:
                if not _may_go_on(token.gap):
                    break
                single = single and (token.joined or text == TITLE)
            if token.text in LABELS and text and skipped < 3 and not index.begins(text + token.text):
                skipped, place = skipped + 1, place + 1
                continue
            text += token.text
            for key in (text, text[:-1] if text.endswith("s") else ""):
                for form in index.forms.get(key, ()):
                    if self._fits(form, key, ends, first, place, single):
                        found.append(Hit(first, place, form, sure or self._certain(form, key, first, place)))
            if not index.begins(text):
                break
            ends.add(len(text))
            place += 1
        return found

    def _fits(self, form: Form, key: str, ends: set[int], first: int, last: int, single: bool) -> bool:
        """Whether the words stand where the names of the form do."""
        word, here = key.lstrip(TITLE), self.tokens[first]
        if form.rank in {Rank.ALONE, Rank.LAST}:
            return single and self._may_be_a_name(word, first, last, form)
        if not form.cut:
            return single and (here.capital or word not in common_words())
        if form.rank == Rank.TITLED:
            return self.tokens[first + 1].capital or here.capital
        if form.rank == Rank.LETTERS:
            return self._are_letters(key, first, last)
        if form.turned and self._ends_a_sentence(first, last):
            return False
        if form.cut not in ends:  # the words are cut elsewhere than the names: letters drawn apart, or chance
            return form.rank <= Rank.SHORT and len(word) >= (6 if here.capital else 9)
        if form.rank == Rank.CUT:
            return self._is_cut(last) and here.capital
        if form.rank == Rank.INITIAL:
            return self._has_initials(form, key, first, last)
        return True

    def _ends_a_sentence(self, first: int, last: int) -> bool:
        """Whether a sentence ends between these words: "I met Sutton. Joan came" is no name turned round."""
        return any(sign in one.gap for one in self.tokens[first + 1 : last + 1] for sign in ".!?;")

    def _has_initials(self, form: Form, key: str, first: int, last: int) -> bool:
        """One or two letters by themselves and the last name beside them, not the article "a" or "I" before a word."""
        tokens, count = self.tokens, form.cut if not form.turned else len(key) - form.cut
        signs = tokens[last - count + 1 : last + 1] if form.turned else tokens[first : first + count]
        if len(signs) == count and any(len(one.text) > 1 for one in signs):
            signs = [tokens[last] if form.turned else tokens[first]]  # "JM Sutton"
        name = tokens[first] if form.turned else tokens[last]
        if not all(one.upper for one in signs) or not name.capital:
            return False
        dotted = "." in (tokens[first + 1].gap if not form.turned else tokens[last].gap)
        article = signs[0].text in {"a", "i"} and not dotted
        return not (article and name.text in common_words()) and (
            "\n" not in tokens[last].gap or not form.turned
        )

    def _is_cut(self, last: int) -> bool:
        """A capital letter by itself, as in "Leo B", that is not a word."""
        token = self.tokens[last]
        return (
            len(token.text) == 1 and token.capital and token.text not in {"a", "i"} and "\n" not in token.gap
        )

    def _are_letters(self, key: str, first: int, last: int) -> bool:
        """Initials by themselves, in capitals, that are no usual short form."""
        tokens = self.tokens[first : last + 1]
        alone = all(one.upper for one in tokens) and key not in SHORT_FORMS and not self.shouts
        return alone and all(one.gap.strip() in {"", "."} and " " not in one.gap for one in tokens[1:])

    def _may_be_a_name(self, word: str, first: int, last: int, form: Form) -> bool:
        """Whether one name alone is somebody here, rather than a word or somebody else of that first name."""
        here = self.tokens[first]
        if not here.capital or (here.upper and len(word) < 3):
            return False
        after = self.tokens[last + 1] if last + 1 < len(self.tokens) else None
        if after and after.capital and _is_beside(after.gap) and after.text not in TITLES:
            return False  # somebody of another last name, or "Rose Class"
        if form.rank == Rank.LAST and (word in common_words() or self._is_cited(last)):
            return False
        before = self.tokens[first - 1] if first else None
        if form.rank == Rank.LAST and _is_name_like(before) and _is_beside(here.gap):
            return False  # somebody else of that last name
        return not self._is_a_word(word, first, after)

    def _is_a_word(self, word: str, first: int, after: Token | None) -> bool:
        here = self.tokens[first]
        if word not in common_words() and word not in self.as_words and len(word) > 2:
            return False
        begins = first == 0 or any(sign in here.gap for sign in '.!?:;\n\r•"“‘(|\t*')
        dated = word in MONTHS and (any(char.isdigit() for char in here.gap) or (after and any(
            char.isdigit() for char in after.gap)))  # fmt: skip
        before = self.tokens[first - 1] if first else None
        in_a_title = _is_name_like(before) and _is_beside(here.gap)
        placed = after is not None and after.text in NAMES_PLACES
        return bool(begins or here.upper or dated or in_a_title or placed or self.shouts)

    def _is_cited(self, last: int) -> bool:
        """Whether a year or "et al" follows, as after the author of a book."""
        after = self.tokens[last + 1] if last + 1 < len(self.tokens) else None
        if after is None:
            return False
        return after.text == "et" or (any(char.isdigit() for char in after.gap[:8]) and "(" in after.gap[:3])

    def _certain(self, form: Form, key: str, first: int, last: int) -> bool:
        if form.rank not in SURE:
            return False
        word, one_word = key.lstrip(TITLE), first == last
        if one_word and form.cut:
            return len(word) > 8  # "JoanSutton" in an address, where "another" may be Ann Other
        if form.rank == Rank.INITIAL:
            return form.who < self.staff and not self._shares_last(form)
        if form.rank == Rank.TITLED:
            return self._title_fits(form, first) and not self._shares_last(form)
        return True

    def _shares_last(self, form: Form) -> bool:
        return any(form.who in self.index.lasts.get(last, ()) for last in self.kin.lasts)

    def _title_fits(self, form: Form, first: int) -> bool:
        """Whether the title is the person's, where the list has one: Dr Brown is not Mrs Brown."""
        known = self.index.people[form.who].title.lower().strip(".")
        mine = self.tokens[first].text
        return not known or known == mine or {known, mine} <= {"mrs", "miss", "ms", "mx"}

    def _over_middle_names(self, index: Index, first: int) -> list[Hit]:
        """A first name, up to two names or initials more, or "and" and a name, and the last name."""
        who, found = index.firsts[self.tokens[first].text], []
        for last in range(first + 2, min(first + 4, len(self.tokens))):
            between = self.tokens[first + 1 : last]
            linked = len(between) == 2 and between[0].text == "and" and between[1].capital
            if not self.tokens[first].capital or not self.tokens[last].capital or not (
                linked or all(one.capital for one in between)
            ):  # fmt: skip
                continue
            if not _is_near(self.tokens[last - 1], self.tokens[last]) or not _is_near(
                self.tokens[first], between[0]
            ):
                break
            if any(who & index.lasts.get(one.text, set()) for one in between):
                break  # the name ended before: "Leo Brandt, Leo Brandt"
            text = ""
            for place in range(last, min(last + 4, len(self.tokens))):
                if place > last and not _may_go_on(self.tokens[place].gap):
                    break
                text += self.tokens[place].text
                both = who & (index.lasts.get(text, set()) | index.lasts.get(text.removesuffix("s"), set()))
                if both:
                    sure = not self.tokens[first].upper
                    found.append(Hit(first, place, Form(min(both), Rank.SHORT, 1), sure))
        return found

    def why(self, hit: Hit) -> str:
        """Why the place is marked, and what to write instead."""
        person, rank = self.index.people[hit.form.who], hit.form.rank
        if hit.form.who < self.staff:
            use = f"Write “{person.use}” instead." if person.use else "Write the job role instead."
            says = "Somebody who works or worked at the school" if hit.certain else {
                Rank.LETTERS: "May be the initials of a member of staff",
                Rank.ALONE: "May be the first name of a member of staff",
                Rank.LAST: "May be the last name of a member of staff",
            }.get(rank, "May be a member of staff")  # fmt: skip
            return f"{says}. {use}"
        if hit.certain:
            return "Another child of the school. Write “another child” instead."
        return "May be another child of the same year. Write “another child” instead." if person.near else (
            "May be another child of the school. Write “another child” instead."
        )  # fmt: skip


def _is_name_like(token: Token | None) -> bool:
    """Whether a word begins with a capital and is not "The" or "With" at the beginning of a sentence."""
    return token is not None and token.capital and token.text not in SMALL


def _may_go_on(gap: str) -> bool:
    """Whether two names may be one with this between them: spaces, line breaks and a few signs, no figure."""
    signs = [char for char in gap if not char.isspace() and char.isprintable()]
    return len(signs) <= MOST_SIGNS and not any(char.isdigit() for char in signs)


def _is_beside(gap: str) -> bool:
    """Whether nothing but a space is between two words of one line."""
    return bool(gap) and not gap.strip() and "\n" not in gap and "\t" not in gap


def _is_near(before: Token, here: Token) -> bool:
    """Whether two names belong together: spaces, a line break, a hyphen, an initial's dot, brackets or quotes."""
    gap = here.gap
    if "." in gap and len(before.text) > 1:
        return False
    return len(gap) <= 4 and all(char.isspace() or char in ".-‐‑–'’‘“”\"()" for char in gap)
