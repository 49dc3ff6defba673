"""The floor under the pages: the same rows by plain psycopg, and a bare string join, as a bare WSGI application.

It imports nothing of the product and nothing of Django. It logs in as the web's own role, behind row-level
security, keeps its connection as the web does, and asks in one transaction. It does not compress, sign anybody in,
or record that a page was opened: what those cost is part of the ratio.

    /register/SCHOOL/0/0      /provision/SCHOOL/0/SIZE  /pupil/SCHOOL/PUPIL/SIZE
    /plan/SCHOOL/PLAN/SIZE     /document/SCHOOL/DOCUMENT/0
    /sessions/SCHOOL/DAY/SIZE  /class/SCHOOL/USER/SIZE     /mine/SCHOOL/USER/DAY/SIZE
    /caseload/SCHOOL/0/SIZE

SCHOOL, PUPIL, PLAN, DOCUMENT and USER are primary keys, DAY is written 20261123; SIZE is how many bytes the page is to
have at least.
"""

import os
from functools import cache
from html import escape
from pathlib import Path

import psycopg

ICON = '<svg class="i" aria-hidden="true"><use href="/static/icons.svg#'
REGISTER = """
SELECT p.reference, COALESCE(NULLIF(p.preferred_first, ''), p.legal_first) || ' ' || p.legal_last, p.upn,
       COALESCE(c.name, ''), p.year_group, s.level, s.start, COALESCE(main.code, ''), COALESCE(second.code, ''),
       plan.review_on, p.pupil_premium, p.eal, p.looked_after, p.service_child, p.attendance, p.medical
FROM register_pupil p
JOIN register_statusperiod s ON s.school_id = p.school_id AND s.pupil_id = p.id AND s."end" IS NULL
LEFT JOIN register_need main
       ON main.school_id = p.school_id AND main.pupil_id = p.id AND main."end" IS NULL AND main.rank = 1
LEFT JOIN register_need second
       ON second.school_id = p.school_id AND second.pupil_id = p.id AND second."end" IS NULL AND second.rank = 2
LEFT JOIN register_schoolclass c ON c.school_id = p.school_id AND c.id = p.school_class_id
LEFT JOIN apdr_plan plan
       ON plan.school_id = p.school_id AND plan.pupil_id = p.id AND plan.state IN ('agreed', 'shared')
WHERE p.school_id = %s AND p.left_on IS NULL
  AND s.level IN ('sen_recorded', 'sen_support', 'further_support', 'assessment_requested', 'ehc_plan')
ORDER BY plan.review_on, p.legal_last, p.legal_first, p.id
"""

PUPIL = (
    "SELECT p.*, c.name FROM register_pupil p LEFT JOIN register_schoolclass c ON c.id = p.school_class_id "
    "WHERE p.school_id = %s AND p.id = %s",
    "SELECT s.*, u.name FROM register_statusperiod s LEFT JOIN accounts_user u ON u.id = s.recorded_by_id "
    "WHERE s.school_id = %s AND s.pupil_id = %s",
    "SELECT * FROM register_need WHERE school_id = %s AND pupil_id = %s",
    "SELECT p.*, t.* FROM apdr_plan p LEFT JOIN apdr_target t ON t.plan_id = p.id "
    "WHERE p.school_id = %s AND p.pupil_id = %s",
    "SELECT * FROM register_profile WHERE school_id = %s AND pupil_id = %s",
    "SELECT * FROM register_contact WHERE school_id = %s AND pupil_id = %s",
    "SELECT * FROM register_pupildocument WHERE school_id = %s AND pupil_id = %s",
    "SELECT o.*, u.name FROM audit_opening o JOIN accounts_user u ON u.id = o.user_id "
    "WHERE o.school_id = %s AND o.subject = (SELECT reference FROM register_pupil WHERE id = %s) "
    "ORDER BY o.at DESC LIMIT 4",
)
PLAN = (
    "SELECT l.*, p.*, c.name, d.* FROM apdr_plan l JOIN register_pupil p ON p.id = l.pupil_id "
    "LEFT JOIN register_schoolclass c ON c.id = p.school_class_id "
    "LEFT JOIN register_pupildocument d ON d.id = l.document_id WHERE l.school_id = %s AND l.id = %s",
    "SELECT * FROM apdr_target WHERE school_id = %s AND plan_id = %s ORDER BY number",
    "SELECT s.*, n.* FROM apdr_plan l JOIN register_statusperiod s ON s.pupil_id = l.pupil_id "
    "LEFT JOIN register_need n ON n.pupil_id = l.pupil_id WHERE l.school_id = %s AND l.id = %s",
    "SELECT r.*, c.name FROM apdr_receipt r JOIN register_contact c ON c.id = r.contact_id "
    "WHERE r.school_id = %s AND r.plan_id = %s",
)
PROVISION = (
    "SELECT p.*, i.name, i.area, i.kind FROM apdr_provision p JOIN apdr_intervention i ON i.id = p.intervention_id "
    "WHERE p.school_id = %s AND p.id > %s AND p.state = 'running'",
    "SELECT s.provision_id, s.weekday, s.at, s.minutes, s.adult_id FROM apdr_slot s "
    "WHERE s.school_id = %s AND s.id > %s",
    "SELECT a.provision_id, u.name FROM apdr_provisionadult a JOIN accounts_user u ON u.id = a.user_id "
    "WHERE a.school_id = %s AND a.id > %s",
    "SELECT l.provision_id, p.reference, p.legal_first, p.legal_last, c.name, n.code FROM apdr_provisionpupil l "
    "JOIN register_pupil p ON p.id = l.pupil_id LEFT JOIN register_schoolclass c ON c.id = p.school_class_id "
    "LEFT JOIN register_need n ON n.pupil_id = p.id AND n.rank = 1 WHERE l.school_id = %s AND l.id > %s",
)
DOCUMENT = (
    "SELECT f.content FROM register_pupildocument d JOIN documents_issueddocument i ON i.id = d.issued_id "
    "JOIN documents_privatefile f ON f.id = i.file_id WHERE d.school_id = %s AND d.id = %s"
)
SESSIONS = (
    "SELECT s.*, p.name, i.name, u.name FROM apdr_slot s JOIN apdr_provision p ON p.id = s.provision_id "
    "JOIN apdr_intervention i ON i.id = p.intervention_id LEFT JOIN accounts_user u ON u.id = s.adult_id "
    "WHERE s.school_id = %s AND s.weekday = EXTRACT(ISODOW FROM to_date(%s::text, 'YYYYMMDD')) "
    "AND p.state IN ('running', 'ended')",
    "SELECT pp.provision_id, r.*, t.target FROM apdr_provisionpupil pp JOIN register_pupil r ON r.id = pp.pupil_id "
    "LEFT JOIN apdr_target t ON t.id = pp.target_id JOIN apdr_slot s ON s.provision_id = pp.provision_id "
    "WHERE pp.school_id = %s AND s.weekday = EXTRACT(ISODOW FROM to_date(%s::text, 'YYYYMMDD'))",
    "SELECT * FROM apdr_session WHERE school_id = %s AND \"on\" = to_date(%s::text, 'YYYYMMDD')",
    "SELECT m.* FROM apdr_sessionmark m JOIN apdr_session s ON s.id = m.session_id "
    "WHERE s.school_id = %s AND s.\"on\" = to_date(%s::text, 'YYYYMMDD')",
)
CLASS = (
    "SELECT p.reference, p.legal_first, p.legal_last, c.name, s.level, main.code, second.code, f.adjustments, "
    "plan.review_on FROM register_classteacher t JOIN register_pupil p ON p.school_class_id = t.school_class_id "
    "JOIN register_schoolclass c ON c.id = p.school_class_id "
    'JOIN register_statusperiod s ON s.pupil_id = p.id AND s."end" IS NULL '
    'LEFT JOIN register_need main ON main.pupil_id = p.id AND main."end" IS NULL AND main.rank = 1 '
    'LEFT JOIN register_need second ON second.pupil_id = p.id AND second."end" IS NULL AND second.rank = 2 '
    "LEFT JOIN register_profile f ON f.pupil_id = p.id "
    "LEFT JOIN apdr_plan plan ON plan.pupil_id = p.id AND plan.state IN ('agreed', 'shared') "
    "WHERE t.school_id = %s AND t.user_id = %s AND p.left_on IS NULL",
    "SELECT l.reference, l.review_on, l.state, p.reference, p.legal_first, p.legal_last FROM register_classteacher t "
    "JOIN register_pupil p ON p.school_class_id = t.school_class_id JOIN apdr_plan l ON l.pupil_id = p.id "
    "WHERE t.school_id = %s AND t.user_id = %s AND l.state <> 'closed'",
)
MINE = (
    "SELECT s.*, p.name, i.name, u.name FROM apdr_slot s JOIN apdr_provision p ON p.id = s.provision_id "
    "JOIN apdr_intervention i ON i.id = p.intervention_id JOIN accounts_user u ON u.id = s.adult_id "
    "WHERE s.school_id = %s AND s.adult_id = %s AND s.weekday = EXTRACT(ISODOW FROM to_date(%s::text, 'YYYYMMDD')) "
    "AND p.state IN ('running', 'ended')",
    "SELECT pp.provision_id, r.*, t.target FROM apdr_provisionpupil pp JOIN register_pupil r ON r.id = pp.pupil_id "
    "LEFT JOIN apdr_target t ON t.id = pp.target_id JOIN apdr_slot s ON s.provision_id = pp.provision_id "
    "WHERE pp.school_id = %s AND s.adult_id = %s AND s.weekday = EXTRACT(ISODOW FROM to_date(%s::text, 'YYYYMMDD'))",
    "SELECT s.*, m.* FROM apdr_session s LEFT JOIN apdr_sessionmark m ON m.session_id = s.id "
    "WHERE s.school_id = %s AND s.adult_id = %s AND s.\"on\" = to_date(%s::text, 'YYYYMMDD')",
)
CASELOAD = (
    "SELECT l.reference, l.made_on, a.name, p.reference, p.legal_first, p.legal_last, p.born, p.year_group, c.name "
    "FROM ehcp_ehcplan l JOIN ehcp_localauthority a ON a.id = l.authority_id JOIN register_pupil p ON p.id = l.pupil_id "
    "LEFT JOIN register_schoolclass c ON c.id = p.school_class_id "
    "WHERE l.school_id = %s AND l.id > %s AND l.ceased_on IS NULL AND p.left_on IS NULL",
    "SELECT r.reference, r.plan_id, r.kind, r.state, r.on, r.decision, r.decided_on, r.amendment_notice_on, v.issued_on "
    "FROM ehcp_annualreview r LEFT JOIN ehcp_planversion v ON v.id = r.final_id WHERE r.school_id = %s AND r.id > %s",
    "SELECT n.reference, n.state, n.requested_on, n.decided_on, p.legal_first, p.legal_last FROM ehcp_needsassessment n "
    "JOIN register_pupil p ON p.id = n.pupil_id WHERE n.school_id = %s AND n.id > %s",
)
FILLER = "<p>Words that stand in every page.</p>"


@cache
def database() -> psycopg.Connection:
    return psycopg.connect(os.environ["DATABASE_URL"])


def ask(school: int, *statements: tuple[str, tuple]) -> list[list[tuple]]:
    """The rows of each statement, with only that school in sight."""
    with database().transaction(), database().cursor() as cursor:
        cursor.execute("SELECT set_config('app.schools', %s, true)", [f"{{{school}}}"])
        return [cursor.execute(sql, values).fetchall() for sql, values in statements]


def line(row: tuple) -> str:
    """One row of the register, in the markup of the product's own table."""
    reference, name, _upn, klass, _year, level, since, need, second, review, *flags = row
    shown = "".join(f'<span class="flag">{place}</span>' for place, on in enumerate(flags) if on)
    return (
        f'<tr><th scope="row" class="name"><a href="/school/pupils/{reference}/">{escape(name)}</a></th>'
        f'<td class="klass">{escape(klass)}</td><td class="needs"><span class="need">{ICON}{need}"/></svg>{need} '
        f'<span class="ink-2">+ {second}</span></span></td><td class="level"><span class="lv lv-2">{ICON}reception-2"/>'
        f'</svg>{level}</span></td><td class="since">{since}</td><td class="state"><span class="chip chip-soon">{ICON}'
        f'clock-fill"/></svg></span></td><td class="date">{review}</td><td class="flagged">{shown}</td></tr>\n'
    )


def register(school: int, _key: int, _size: int) -> str:
    (rows,) = ask(school, (REGISTER, (school,)))
    return f'<table class="tb reg"><tbody>{"".join(map(line, rows))}</tbody></table>'


def join(statements: tuple[str, ...], school: int, *keys_and_size: int) -> str:
    """Every value of every row as text, filled up to the size of the page."""
    *keys, size = keys_and_size
    found = ask(school, *((sql, (school, *keys)) for sql in statements))
    cells = [f"<td>{escape(str(value))}</td>" for rows in found for row in rows for value in row]
    text = "".join(cells)
    return text + FILLER * max(0, (size - len(text)) // len(FILLER))


def pupil(school: int, key: int, size: int) -> str:
    return join(PUPIL, school, key, size)


def plan(school: int, key: int, size: int) -> str:
    return join(PLAN, school, key, size)


def provision(school: int, key: int, size: int) -> str:
    return join(PROVISION, school, key, size)


def document(school: int, key: int, _size: int) -> bytes:
    """The kept bytes, from the data folder."""
    (((name,),),) = ask(school, (DOCUMENT, (school, key)))
    return (Path(os.environ["SENDSYS_DATA"]) / "files" / name).read_bytes()


def sessions(school: int, key: int, size: int) -> str:
    return join(SESSIONS, school, key, size)


def class_(school: int, user: int, size: int) -> str:
    return join(CLASS, school, user, size)


def mine(school: int, user: int, day: int, size: int) -> str:
    return join(MINE, school, user, day, size)


def caseload(school: int, key: int, size: int) -> str:
    return join(CASELOAD, school, key, size)


PAGES = {
    "register": register,
    "pupil": pupil,
    "plan": plan,
    "provision": provision,
    "document": document,
    "sessions": sessions,
    "class": class_,
    "mine": mine,
    "caseload": caseload,
}


def application(environ: dict, start_response) -> list[bytes]:
    """The WSGI application."""
    _, page, *numbers = environ["PATH_INFO"].split("/")
    answer = PAGES[page](*map(int, numbers))
    body = answer if isinstance(answer, bytes) else answer.encode()
    start_response("200 OK", [("Content-Type", "text/html"), ("Content-Length", str(len(body)))])
    return [body]
