"""Arrangements in tests, adjustments and aids, healthcare plans; children who come and who go. Invented all of it."""

from dataclasses import dataclass

EVIDENCE = (
    "{He} works with it in every lesson and in class tests; timed pieces with and without it are in {his} folder.", "Normal way of working since last year: seen in books and in three class tests.",
    "Reads at half the speed of most children of {his} age; the specialist teacher's check is on file.",
)  # fmt: skip
ACCESS = {"SPLD": ("extra_time", "reader"), "MLD": ("reader", "extra_time"), "SLCN": ("rest_breaks", "prompter"), "ASD": ("room", "rest_breaks"), "SEMH": ("room", "rest_breaks"), "VI": ("modified_paper", "extra_time"),
          "PD": ("word_processor", "extra_time"), "HI": ("room", "sign")}  # fmt: skip
ANY_ACCESS = ("extra_time",)
ADJUSTMENTS = {
    "SLCN": (("adjustment", "Instructions given with pictures in every lesson"), ("aid", "Communication book, updated each Friday")),
    "ASD": (("adjustment", "May leave five minutes before the bell"), ("aid", "Ear defenders, kept in the tray"), ("trips_pe", "A photo book of the place before every trip")),
    "SPLD": (("aid", "Tablet that reads aloud and takes dictation"), ("adjustment", "Never asked to read aloud without practice")),
    "MLD": (("adjustment", "New words taught before the lesson"),), "SEMH": (("adjustment", "Quiet corner and exit card in every room"), ("trips_pe", "A known adult in the same group on trips")),
    "HI": (("aid", "Radio aid worn by whoever speaks"), ("trips_pe", "A guide who faces the group, told beforehand")), "VI": (("aid", "Tablet linked to the board"), ("trips_pe", "Bright ball with a bell in PE")),
    "PD": (("aid", "Laptop and sloping board"), ("trips_pe", "Step-free routes checked before every trip")),
}  # fmt: skip
ANY_ADJUSTMENT = (("adjustment", "A seat near the front and a movement break every twenty minutes"),)
WORKS = (
    "Used every day; {he} asks for it.",
    "Works well in class, forgotten in the hall: staff reminded.",
    "",
    "Works; {he} now sets it up alone.",
)


@dataclass(frozen=True, slots=True)
class Health:
    """A healthcare plan, and what adults must be trained for."""

    condition: str
    daily: str
    medicines: str
    emergency: str
    learning: str
    trained_for: str


HEALTH = (
    Health("Asthma", "Inhaler before PE. Watch on cold days.", "Blue inhaler, 2 puffs through the spacer, kept in the classroom cupboard; a spare in the office.", "Sit up, 10 puffs one at a time through the spacer. Ring 999 if there is no relief, then the family.", "Inhaler goes on every trip and to the field.", "Inhaler and spacer"),
    Health("Epilepsy", "Note any absences on the chart.", "Rescue medicine in the office safe, dose on the label.", "Time the seizure, protect the head, clear the space. After five minutes give the rescue medicine and ring 999.", "May miss some seconds: give instructions again. Swimming with a watcher.", "Rescue medicine for seizures"),
    Health("Type 1 diabetes", "Blood glucose before lunch and before PE, with an adult beside {him}.", "Insulin pump. Spare kit in the office fridge.", "Pale, shaky or confused: three glucose tablets, check again after 15 minutes. If not awake ring 999.", "Never leave alone when low. Snacks allowed at any time.", "Blood glucose check and pump"),
    Health("Severe allergy to nuts", "Packed lunch checked. Hands washed after eating.", "Two adrenaline pens in the red bag that goes where {he} goes.", "Pen into the thigh, ring 999, lie down with legs up. A second pen after five minutes.", "Ask before any cooking or treats.", "Adrenaline pens"),
    Health("Eczema", "Cream after swimming and when itching.", "Cream in the classroom cupboard.", "Ring the family when the skin is broken or weeping.", "Cotton cushion; away from the radiator.", "Creams"),
)  # fmt: skip
APPROVED_BY = ("School nurse", "Epilepsy nurse, the children’s hospital", "Diabetes nurse")


@dataclass(frozen=True, slots=True)
class Incoming:
    """A child who is to come: `at` "term" for the first day of the next term, "year" for next September."""

    first: str
    last: str
    year: str
    at: str
    last_school: str
    contact: str
    level: str
    needs: str
    worked: str
    worries: str
    measures: str = ""


INCOMING = (
    Incoming("Rosalind", "Achterberg", "R", "term", "Little Acorns Nursery", "Mrs Pell, key person", "K", "Few words that strangers understand; points and leads by the hand. Seen by the speech therapist since the summer.",
             "Pictures for choices, short songs for every change, one adult to go to.", "Cries when the room is full. Needs a nap some days.", "Visit on two mornings, picture board ready, Mrs Begum as the first adult."),
    Incoming("Matthias", "Brook", "2", "term", "Saltmarsh Primary", "Ms Dyer, SENCo", "K", "Behind in reading and very tired by writing. Two cycles of support there.", "Precision teaching each day, coloured paper.", "Has moved school twice and worries about making friends."),
    Incoming("Philippa", "Yardley", "4", "term", "Norfolk Road School", "Mr Amin, SENCo", "E", "EHC plan for autism; a named adult for mornings.", "Workstation, visual timetable, the same route in each day.", "Runs when a fire bell rings.",
             "Review with the authority before the first day; transition meeting held."),
    Incoming("Augustin", "Lowe", "R", "year", "Bright Start Nursery", "Miss Orchard, room leader", "N", "No SEN known. Wears hearing aids since the spring.", "Face to face, carpet corner.", "Loses aids in the sand."),
)  # fmt: skip
MEETINGS = "Went through what works there and what frightens. Pictures of our school go home this week."
SECONDARY, SECONDARY_CONTACT = "Priory Park Academy", "Mr Halloran, SENCo"
TRANSFER_NOTE = "Settles fast with one adult to go to and the day’s order in writing. Tell {him} about changes a day before."
MOVED_TO, MOVED_CONTACT = "St Brannock’s Primary, Elmford", "The SENCo’s office"
