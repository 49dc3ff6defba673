"""The three schools, as data."""

from dataclasses import dataclass, field

from sendsys.demo.dates import Pressing


@dataclass(frozen=True, slots=True)
class Streams:
    """The classes of one year group, and how many children each has."""

    year: str
    names: tuple[str, ...]
    size: int = 30


@dataclass(frozen=True, slots=True)
class SchoolSpec:
    """A school of the demonstration. `people` are roles, full names, names as pupils say them, and addresses;
    the address's second half is the school's own. `teachers` are named class teachers by class."""

    slug: str
    name: str
    prefix: str
    in_trust: bool
    streams: tuple[Streams, ...]
    pressing: Pressing
    settings: dict[str, str]
    crest: tuple[str, str]
    people: tuple[tuple[str, str, str, str], ...]
    teachers: dict[str, tuple[str, str]] = field(default_factory=dict)
    tas: tuple[str, ...] = ("Mrs Begum", "Mr Hale", "Miss Cobb", "Mrs Petrie")
    drafts: int = 3
    proposed: int = 2
    agreed: int = 2
    slips: int = 6
    most_cycles: int = 7
    letters_out: int = 2
    letters_late: int = 1
    came_back: int = 1
    moves: bool = False  # children who come and go, and a supply teacher

    @property
    def domain(self) -> str:
        return f"{self.slug}.example"

    @property
    def roll(self) -> int:
        return sum(len(stream.names) * stream.size for stream in self.streams)

    def person(self, role: str) -> tuple[str, str, str, str]:
        return next(person for person in self.people if person[0] == role)


TRUST_NAME, TRUST_SLUG = "Greenway Trust", "greenway"
TRUST_LEAD = ("Rosalind Achebe", "Mrs Achebe", "trust@trust.example")

OAKFIELD = SchoolSpec(
    slug="oakfield", name="Oakfield Primary", prefix="OAK", in_trust=True,
    streams=(
        Streams("R", ("R Beech", "R Birch")), Streams("1", ("1 Fern", "1 Willow")), Streams("2", ("2 Oak", "2 Yew")),
        Streams("3", ("3 Hazel", "3 Holly")), Streams("4", ("4 Elm", "4 Alder")), Streams("5", ("5 Ash", "5 Maple")),
        Streams("6", ("6 Rowan", "6 Larch")),
    ),
    pressing=Pressing(late=3, this_week=4, next_week=7),
    settings={"urn": "149901", "la_code": "919", "address": "Orchard Lane\nGreenway\nHG4 7ZZ", "phone": "01632 960144",
              "email": "office@oakfield.example", "head_name": "Helen Ashworth", "senco_name": "Ms Priya Nair",
              "safeguarding_system": "CPOMS"},
    crest=("#0B5D63", "oak"),
    people=(
        ("senco", "Priya Nair", "Ms Nair", "senco"), ("teacher", "Karen Sutton", "Mrs Sutton", "teacher"),
        ("ta", "Rukhsana Begum", "Mrs Begum", "ta"), ("head", "Helen Ashworth", "Mrs Ashworth", "head"),
        ("governor", "David Okonjo", "Mr Okonjo", "governor"), ("office", "Sandra Tully", "Mrs Tully", "office"),
        ("dsl", "Gareth Pryce", "Mr Pryce", "dsl"), ("ta", "Daniel Hale", "Mr Hale", "mr-hale"),
    ),
    letters_out=4, letters_late=2, came_back=2, moves=True,
    teachers={
        "3 Hazel": ("Karen Sutton", "Mrs Sutton"), "5 Ash": ("Tunde Adeyemi", "Mr Adeyemi"),
        "2 Oak": ("Bethan Holt", "Miss Holt"), "6 Rowan": ("Patrick Quayle", "Mr Quayle"),
    },
)  # fmt: skip
RIVERSIDE = SchoolSpec(
    slug="riverside", name="Riverside Infants", prefix="RIV", in_trust=True,
    streams=(
        Streams("R", ("R Heron", "R Kingfisher")), Streams("1", ("1 Otter", "1 Swan")),
        Streams("2", ("2 Dragonfly", "2 Moorhen")),
    ),
    pressing=Pressing(late=1, this_week=2, next_week=3),
    settings={"urn": "149902", "la_code": "919", "address": "Wharf Road\nGreenway\nHG4 2ZZ", "phone": "01632 960155",
              "email": "office@riverside.example", "head_name": "Jonathan Fell", "senco_name": "Mrs Moira Kelso",
              "safeguarding_system": "MyConcern"},
    crest=("#24365C", "wave"),
    people=(
        ("senco", "Moira Kelso", "Mrs Kelso", "senco"), ("head", "Jonathan Fell", "Mr Fell", "head"),
        ("ta", "Tessa Wynn", "Miss Wynn", "ta"), ("office", "Judith Orme", "Mrs Orme", "office"),
    ),
    tas=("Miss Wynn", "Mrs Lowe"), drafts=1, proposed=1, agreed=1, slips=3, most_cycles=3,
)  # fmt: skip
HILLCREST = SchoolSpec(
    slug="hillcrest", name="Hillcrest Academy", prefix="HIL", in_trust=False,
    streams=tuple(
        Streams(year, (f"{year} {name}",))
        for year, name in zip("R123456", ("Snowdon", "Skiddaw", "Pen y Fan", "Kinder", "Tryfan", "Cheviot", "Helvellyn"), strict=True)
    ),
    pressing=Pressing(late=2, this_week=2, next_week=3),
    settings={"urn": "149903", "la_code": "919", "address": "Beacon Hill\nUpton\nHG9 1ZZ", "phone": "01632 960166",
              "email": "office@hillcrest.example", "head_name": "Farah Siddall", "senco_name": "Mr Tom Brennan"},
    crest=("#AE4A1F", "hill"),
    people=(
        ("senco", "Tom Brennan", "Mr Brennan", "senco"), ("head", "Farah Siddall", "Mrs Siddall", "head"),
        ("ta", "Owen Parry", "Mr Parry", "ta"), ("office", "Lorna Mace", "Miss Mace", "office"),
    ),
    tas=("Mr Parry", "Mrs Bright"), drafts=2, proposed=1, agreed=1, slips=3, most_cycles=3,
)  # fmt: skip
SCHOOLS = (RIVERSIDE, OAKFIELD, HILLCREST)  # the smallest first: it teaches Postgres what the tables hold

# What each account that is printed shows: email → (who, what it shows).
ACCOUNTS = {
    "senco@oakfield.example": ("SENCo", "Oakfield: Today, the register, every plan"),
    "teacher@oakfield.example": ("Class teacher", "Oakfield: class 3 Hazel and its plans"),
    "ta@oakfield.example": ("TA", "Oakfield: eight children she supports"),
    "head@oakfield.example": ("Head teacher", "Oakfield: the school's figures and people"),
    "governor@oakfield.example": ("Governor", "Oakfield: figures, never a child"),
    "office@oakfield.example": ("Office", "Oakfield: the pupil list and its import"),
    "dsl@oakfield.example": ("Safeguarding lead", "Oakfield: SEN records, to read"),
    "parent@oakfield.example": ("Parent", "Oakfield: her son Theo's plan"),
    "trust@trust.example": ("Trust SEND lead", "Oakfield and Riverside side by side"),
    "senco@riverside.example": ("SENCo", "Riverside Infants, of the same trust"),
    "senco@hillcrest.example": ("SENCo", "Hillcrest Academy, outside the trust"),
}
