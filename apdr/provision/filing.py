"""The lists of provision and of the library as files."""

from core.ui.listing import Table, rows_of

RUN_COLUMNS = (
    ("Group", "title"),
    ("Intervention", "what"),
    ("Children", "children"),
    ("Adults", "adults"),
    ("Times", "times"),
    ("State", "state"),
    ("When", "when"),
    ("Had so far", "dose.share", "dose.words"),
)
LIBRARY_COLUMNS = (
    ("Intervention", "name"),
    ("For whom", "wave"),
    ("Area", "area"),
    ("What it is for", "aims"),
    ("Usually takes", "size"),
    ("Trained", "trained"),
    ("Running now", "running"),
)


def runs_as_file(context: dict) -> Table:
    """The table of provision/list.html; what it costs only where the page shows that."""
    costs = (("Cost so far", "cost"),) if context["costs"] else ()
    return rows_of("rows", *RUN_COLUMNS, *costs)(context)


def library_as_file(context: dict) -> Table:
    """The table of provision/library.html; what a run costs only where the page shows that."""
    costs = (("A usual run costs", "cost"),) if context["costs"] else ()
    return rows_of("rows", *LIBRARY_COLUMNS, *costs)(context)
