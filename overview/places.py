"""The side bar: each place, the permission that opens it, and the pages that belong to it."""

from core.accounts.enums import Permission, Role
from core.ui.context import Place, add_place, belongs_to

# What the first page is called, by role in the order in which it is chosen (overview/views.py).
HOME = (
    (Role.SENCO, "Today", "sun"),
    (Role.HEAD, "The school", "bar-chart"),
    (Role.TEACHER, "My class", "people"),
    (Role.TA, "My pupils", "people"),
    (Role.OFFICE, "Start", "sun"),
    (Role.DSL, "On the register", "people"),
    (Role.TRUST_LEAD, "The school", "bar-chart"),
    (Role.GOVERNOR, "Figures", "bar-chart"),
    (Role.PARENT, "My child", "people"),
)

add_place(
    Place("home", "Today", "sun", "overview:home", by_role=HOME),
    Place("register", "Register", "card-list", "register:register", Permission.REGISTER_VIEW),
    Place("plans", "Plans", "journal-text", "apdr:plans", Permission.SEN_VIEW),
    Place("pupils", "Pupils", "people", "register:pupils", Permission.PUPILS_LIST),
    Place("import", "Import", "box-arrow-in-down", "importing:upload", Permission.PUPILS_IMPORT),
    Place("classes", "Classes", "easel", "register:classes", Permission.PEOPLE_MANAGE),
    Place("people", "People", "person-gear", "accounts:people", Permission.PEOPLE_MANAGE),
    Place("settings", "Settings", "sliders", "overview:settings", Permission.SCHOOL_SETTINGS),
)
belongs_to(
    "register", "overview:pupil", "overview:audit", "response:level", "profiles:profile", "register:add"
)
belongs_to("plans", "apdr:plan", "apdr:edit", "apdr:share", "apdr:review", "apdr:slip")
belongs_to("import", "importing:map", "importing:preview")
belongs_to("people", "accounts:invite", "accounts:change-role", "accounts:end-access")
belongs_to("classes", "register:class")
belongs_to("settings", "overview:terms")
belongs_to("home", "overview:family-plan", "overview:family-comment")
