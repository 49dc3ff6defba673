"""Words that are no names, and names that are words. Data."""


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


TITLES = _set("mr mrs ms miss mx dr sir madam prof professor master")
NOT_NAMES = _set("family parent parents mother father mum dad carer guardian the and of")
# Names that are words too: alone they count as names with a capital letter only.
COMMON = _set("""
al ali amber angel april archer art ash august autumn baker banks barber bell best better bill birch bishop
black bo bob bond bridge bright brown burns bush butler carter case chambers chance charity chase child
children childs church cook cooper cross daisy dawn day dean dot down drew early earnest east ed elm england
english faith farmer field fields fisher ford frank french frost gardener gay gene gold good grace grant gray
green grey guy hall happy harmony hazel heaven hill holland holly honey hope house hunter ireland ivy jack
jade jo joy june king knight lake lane law lee li light lily little long love major man mark marsh mason max
may melody merry miles moss nick night noble north oak olive pace page park parks pat patience pearl penny
pool pope poppy porter potter power price rain ray read reading reed rich rivers rob rod rooms rose ruby scott
self sharp shepherd short silver sky small smith snow sonny south sparks speed spring star stew stone storm
street strong sue summer sunny swift taylor turner walker waters weeks wells welsh west white will willow
winter wise wood woods young
""")
GENERIC = _set("""
school primary secondary academy junior infant infants juniors nursery college high grammar community catholic church of
england c e ce rc voluntary aided controlled foundation the trust multi special
""")
# Two capital letters that are no initials.
INITIALISMS = _set("""
TA PE IT EP RE AM PM PP HI VI PD LA GP OT CP UK EY ST TO IN ON AT AS IS BE DO GO HE IF ME MY NO OF OR SO UP US WE AN BY OK TV
AN EU MA BA KS YR
""")
CALENDAR = _set("april may june july august autumn winter spring summer")
