"""Invented names in the mix of a class in England today."""

import random
from collections.abc import Iterator

GIRLS = (
    "Amelia", "Olivia", "Isla", "Freya", "Aaliyah", "Maryam", "Zofia", "Niamh", "Poppy", "Grace", "Lily-Mae", "Ava",
    "Chidinma", "Eilidh", "Fatima", "Zoë", "Chloé", "Renée", "Anaïs", "Siân", "Nia", "Ffion", "Ruby", "Elsie", "Ivy",
    "Florence", "Willow", "Matilda", "Priscilla", "Ama", "Folasade", "Temperance", "Inês", "Lucía", "Sofía", "Hania",
    "Maja", "Oliwia", "Ayesha", "Khadija", "Noor", "Safa", "Anaya", "Diya", "Meera", "Jasleen", "Simran", "Thanh",
    "Mei-Lin", "Yuki", "Orla", "Saoirse", "Róisín", "Imogen", "Beatrix", "Edie", "Ottilie", "Margot", "Penny",
    "Scarlett", "Bonnie", "Darcey", "Esmé", "Summer-Rose", "Ella-Louise", "Tiana", "Kezia", "Naomi", "Esther", "Miriam",
    "Leila", "Yasmin", "Defne", "Elif", "Ioana", "Andreea", "Daria", "Kateryna", "Ksenia", "Blessing", "Precious",
)  # fmt: skip
BOYS = (
    "Noah", "George", "Arthur", "Muhammad", "Mohammed", "Kacper", "Jakub", "Seun", "Idris", "Jayden", "Harvey", "Oscar",
    "Samir", "Leo", "Freddie", "Archie", "Alfie", "Theodore", "Rhys", "Tomos", "Iwan", "Finlay", "Callum", "Cillian",
    "Oisín", "Seán", "Darragh", "José", "Mateo", "Tomás", "Łukasz", "Staś", "Antoni", "Ştefan", "Andrei", "Matei",
    "Yusuf", "Ibrahim", "Zayn", "Hamza", "Bilal", "Ayaan", "Arjun", "Rohan", "Vihaan", "Harjit", "Gurdeep", "Kwame",
    "Kofi", "Emeka", "Tobi", "Ayodele", "Malachi", "Isaiah", "Ezra", "Caleb", "Micah", "D'Angelo", "Kai", "Minh",
    "Jun-Ho", "Haruki", "Reggie", "Stanley", "Wilfred", "Ralph", "Barnaby", "Rupert", "Jean-Luc", "Émile", "Loïc",
    "Emre", "Kerem", "Danylo", "Mykola", "Bogdan", "Toby", "Max", "Dylan", "Joshua", "Reuben", "Ellis", "Taylor",
)  # fmt: skip
LASTS = (
    "Nowak", "Dunmore", "Chowdhury", "Osei", "Prentice", "Rahman", "Haddad", "Whitlock", "Bakare", "Ellwood", "Iqbal",
    "Corrigan", "Tansley", "Finch", "Stubbs", "O'Brien", "O’Sullivan", "D'Souza", "Smith-Patel", "Adeyemi-Cole",
    "Fairbrother", "Hargreave", "Penhaligon", "Trevithick", "Bickerstaff", "Thistlewood", "Wren", "Larkin", "Hobbs",
    "Pargeter", "Sowerby", "Kettlewell", "Ackroyd", "Midgley", "Varley", "Bairstow", "Clegg", "Dunning", "Eccles",
    "Kowalczyk", "Wójcik", "Zieliński", "Kamińska-Reid", "Lewandowski", "Popescu", "Ionescu", "Dragomir", "Petrov",
    "Shevchenko", "Kovalenko", "Müller-Hart", "García", "Fernández López", "Sánchez", "da Silva", "Gonçalves", "Ferreira",
    "Yılmaz", "Öztürk", "Demir", "Khan", "Hussain", "Akhtar", "Malik", "Siddiqui", "Begum", "Miah", "Uddin", "Ahmed",
    "Kaur", "Singh Gill", "Patel", "Desai", "Sharma", "Nair", "Reddy", "Fernando", "Perera", "Nguyen", "Tran", "Chen",
    "Wong", "Li", "Kim", "Tanaka", "Santos", "Reyes", "Mensah", "Boateng", "Owusu-Ansah", "Asante", "Okafor", "Nwosu",
    "Eze", "Balogun", "Ogunleye", "Abdi", "Warsame", "Tesfaye", "Haile", "Mwangi", "Moyo", "Ncube", "Campbell", "Grant-Bailey",
    "St. Clair", "MacAllister", "McGinty", "Ó Briain", "Llewellyn", "Pritchard", "ap Rhys", "Ferris", "Quigley", "Doyle",
    "de Vries", "van der Berg", "Rossi", "Dubois-Lane", "Lefèvre", "Haraldsen", "Sørby", "Nyström", "Aaltonen", "Tolley",
    "Marlowe", "Beckwith", "Ashdown", "Harcourt", "Winslade", "Oakes", "Pemberton", "Rowntree", "Sedgley", "Underhill",
)  # fmt: skip
PARENTS_F = (
    "Joanne", "Claire", "Agnieszka", "Nasreen", "Shabana", "Ngozi", "Abena", "Gemma", "Kelly", "Rachel", "Leanne",
    "Beata", "Elena", "Oksana", "Priti", "Sunita", "Harpreet", "Yvonne", "Michelle", "Hannah", "Laura", "Siobhán", "Carys",
    "Amina", "Rania", "Tsegereda", "Linh", "Xiu", "Mónica", "Cristina", "Natalie", "Steph", "Danielle", "Kirsty",
)  # fmt: skip
PARENTS_M = (
    "Lee", "Darren", "Piotr", "Tariq", "Imran", "Chukwudi", "Kwabena", "Stuart", "Craig", "Matthew", "Ryan", "Tomasz",
    "Mihai", "Andriy", "Nikhil", "Rajesh", "Gurpreet", "Carlton", "Marcus", "Simon", "Gareth", "Ciarán", "Hassan",
    "Youssef", "Dawit", "Quang", "Wei", "Rui", "Diego", "Nathan", "Kieran", "Owen", "Adam", "Jonny",
)  # fmt: skip
TAKEN = frozenset({("Theo", "Marsden")})


def child_names(sex: str, used: set[tuple[str, str]], rng: random.Random) -> tuple[str, str]:
    """A first and last name that no child in `used` has; it is added to them."""
    firsts = GIRLS if sex == "F" else BOYS
    while True:
        name = rng.choice(firsts), rng.choice(LASTS)
        if name not in used and name not in TAKEN:
            used.add(name)
            return name


def parent_name(last: str, rng: random.Random) -> tuple[str, str]:
    """The name and relationship of a parent or carer; now and then with another surname than the child's."""
    mother = rng.random() < 0.6
    surname = rng.choice(LASTS) if rng.random() < 0.15 else last
    first = rng.choice(PARENTS_F if mother else PARENTS_M)
    return f"{first} {surname}", "Mother" if mother else "Father"


def staff_names(rng: random.Random) -> Iterator[tuple[str, str]]:
    """Full names of teachers and the names that pupils say, each surname once."""
    lasts = [last for last in LASTS if " " not in last and last not in {"Nair", "Begum"}]
    for last in rng.sample(lasts, len(lasts)):
        woman = rng.random() < 0.75
        title = rng.choice(("Mrs", "Miss", "Ms")) if woman else "Mr"
        yield f"{rng.choice(PARENTS_F if woman else PARENTS_M)} {last}", f"{title} {last}"
