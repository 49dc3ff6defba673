"""The same figures asked for in plain SQL, by somebody else's way: each statement counts one figure of one school. Every
one takes %(school)s, %(start)s and %(end)s of the term, %(on)s and %(then)s, the day before the term."""

from django.db import connection

LEVEL = """(SELECT CASE WHEN s.level IN ('sen_support', 'further_support', 'assessment_requested') THEN 'K'
                        WHEN s.level = 'ehc_plan' THEN 'E' ELSE 'N' END
            FROM register_statusperiod s WHERE s.pupil_id = p.id AND daterange(s.start, s."end", '[]') @> {day}::date)"""
HERE = "COALESCE(p.joined_on, '-infinity'::date) <= {day} AND COALESCE(p.left_on, 'infinity'::date) >= {day}"


def _code(day: str) -> str:
    here, level = HERE.format(day=day), LEVEL.format(day=day)
    return f"CASE WHEN {here} THEN COALESCE({level}, 'N') ELSE '' END"


CHILD = f"""WITH child AS (
    SELECT p.*, {_code("%(then)s")} AS was, {_code("%(on)s")} AS now,
           (SELECT n.code FROM register_need n WHERE n.pupil_id = p.id AND daterange(n.start, n."end", '[]') @> %(on)s::date
            ORDER BY n.rank LIMIT 1) AS need
    FROM register_pupil p WHERE p.school_id = %(school)s) """
STAYED = "COALESCE(p.left_on, 'infinity'::date) >= %(on)s"
LOCAL = "AT TIME ZONE 'Europe/London')::date"


def one(sql: str, **given) -> tuple:
    """The only row."""
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return cursor.fetchone()


def many(sql: str, **given) -> list[tuple]:
    """All rows."""
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return cursor.fetchall()


TOTAL = (
    CHILD
    + """SELECT count(*) FILTER (WHERE now = 'N'), count(*) FILTER (WHERE now = 'K'),
    count(*) FILTER (WHERE now = 'E') FROM child"""
)


def by(expression: str, where: str = "now <> ''") -> str:
    """A breakdown: key, N, K, E of every line that holds somebody."""
    return (
        CHILD
        + f"""SELECT {expression} AS line, count(*) FILTER (WHERE now = 'N'), count(*) FILTER (WHERE now = 'K'),
        count(*) FILTER (WHERE now = 'E') FROM child WHERE {where} GROUP BY line"""
    )


MOVEMENT = (
    CHILD
    + """SELECT count(*) FILTER (WHERE was = 'N' AND now IN ('K', 'E')),
    count(*) FILTER (WHERE was = '' AND now IN ('K', 'E')), count(*) FILTER (WHERE was IN ('K', 'E') AND now = 'N'),
    count(*) FILTER (WHERE was IN ('K', 'E') AND now = ''), count(*) FILTER (WHERE was = 'K' AND now = 'E') FROM child"""
)

STEP_DOWNS = (
    CHILD
    + """, ended AS (
    SELECT c.id, bool_or(EXISTS (
        SELECT 1 FROM register_statusperiod b WHERE b.pupil_id = c.id AND b.start > s.start AND b.start <= %(on)s
        AND b.level IN ('sen_support', 'further_support', 'assessment_requested', 'ehc_plan',
                        CASE WHEN 'a' = ANY(s.exit_criteria) THEN NULL ELSE 'sen_recorded' END))) AS back
    FROM child c JOIN register_statusperiod s ON s.pupil_id = c.id
    WHERE c.now <> '' AND s.exit_criteria <> '{}' AND s.start <= %(on)s AND s.start > %(on)s::date - interval '1 year'
    GROUP BY c.id)
    SELECT count(*), count(*) FILTER (WHERE NOT back), count(*) FILTER (WHERE back) FROM ended"""
)

KNOWN_BEFORE = (
    CHILD
    + """SELECT count(*) FROM child c WHERE now IN ('K', 'E') AND (
    EXISTS (SELECT 1 FROM register_priorschool b WHERE b.pupil_id = c.id AND b.level IN ('K', 'E')
            AND COALESCE(b.received_on, %(on)s) <= %(on)s)
    OR EXISTS (SELECT 1 FROM register_statusperiod s WHERE s.pupil_id = c.id AND s.start <= c.joined_on AND s.start <= %(on)s
               AND s.level IN ('sen_support', 'further_support', 'assessment_requested', 'ehc_plan')))"""
)

PLANS = f"""WITH due AS (
    SELECT review_on, (l.closed_at {LOCAL} AS closed FROM apdr_plan l JOIN register_pupil p ON p.id = l.pupil_id
    WHERE l.school_id = %(school)s AND (l.agreed_at {LOCAL} <= %(on)s AND {STAYED}
      AND review_on BETWEEN %(start)s AND LEAST(%(end)s::date, %(on)s::date)),
    seen AS (SELECT review_on, CASE WHEN closed <= %(on)s THEN closed END AS closed FROM due)
    SELECT count(*) FILTER (WHERE closed <= review_on), count(*) FILTER (WHERE closed > review_on),
           count(*) FILTER (WHERE closed IS NULL AND review_on < %(on)s) FROM seen"""

ANNUAL = f"""WITH base AS (
    SELECT e.id, COALESCE(e.before_decision_on, e.made_on) AS day, e.ceased_on, p.joined_on
    FROM ehcp_ehcplan e JOIN register_pupil p ON p.id = e.pupil_id
    WHERE e.school_id = %(school)s AND e.made_on <= %(on)s AND {STAYED}),
    days AS (
    SELECT id, day, ceased_on, joined_on FROM base
    UNION SELECT b.id, r.decided_on, b.ceased_on, b.joined_on FROM base b JOIN ehcp_annualreview r ON r.plan_id = b.id
    WHERE r.kind IN ('annual', 'early', 'transfer') AND r.state <> 'cancelled' AND r.decided_on > b.day
      AND r.decided_on <= %(on)s),
    owed AS (
    SELECT *, (day + interval '12 months' - interval '1 day')::date AS due, lead(day) OVER (PARTITION BY id ORDER BY day) AS done
    FROM days)
    SELECT count(*) FILTER (WHERE done <= due), count(*) FILTER (WHERE done > due),
           count(*) FILTER (WHERE done IS NULL AND due < %(on)s)
    FROM owed WHERE due BETWEEN %(start)s AND LEAST(%(end)s::date, %(on)s::date)
      AND due >= COALESCE(joined_on, due) AND due < COALESCE(ceased_on, 'infinity')"""

MEETINGS = f"""WITH planned AS (
    SELECT DISTINCT l.pupil_id FROM apdr_plan l JOIN register_pupil p ON p.id = l.pupil_id
    WHERE l.school_id = %(school)s AND {STAYED} AND (l.agreed_at {LOCAL} <= LEAST(%(end)s::date, %(on)s::date)
      AND COALESCE((l.closed_at {LOCAL}, 'infinity') >= %(start)s),
    best AS (
    SELECT (SELECT min(CASE m.how WHEN 'phone' THEN 2 WHEN 'pack' THEN 3 ELSE 1 END) FROM apdr_reviewmeeting m
            WHERE m.pupil_id = planned.pupil_id AND m.state = 'held'
              AND m."on" BETWEEN %(start)s AND LEAST(%(end)s::date, %(on)s::date)) AS how FROM planned)
    SELECT count(*) FILTER (WHERE how = 1), count(*) FILTER (WHERE how = 2), count(*) FILTER (WHERE how = 3),
           count(*) FILTER (WHERE how IS NULL) FROM best"""

PROVISION = """WITH run AS (
    SELECT r.*, i.name AS thing FROM apdr_provision r JOIN apdr_intervention i ON i.id = r.intervention_id
    WHERE r.school_id = %(school)s AND r.state IN ('running', 'ended') AND r.start <= LEAST(%(end)s::date, %(on)s::date)
      AND r."end" >= %(start)s),
    open_day AS (
    SELECT d::date AS day FROM generate_series(%(start)s::date, %(end)s::date, interval '1 day') d
    WHERE extract(isodow FROM d) < 6 AND d::date <> ALL(%(holidays)s)
      AND EXISTS (SELECT 1 FROM schools_term t WHERE t.school_id = %(school)s AND d::date BETWEEN t.start AND t."end")
      AND NOT EXISTS (SELECT 1 FROM schools_closure c WHERE c.school_id = %(school)s AND d::date BETWEEN c.start AND c."end")),
    times AS (
    SELECT run.id, day, s.at, max(s.minutes) AS minutes FROM run JOIN apdr_slot s ON s.provision_id = run.id
    JOIN open_day ON extract(isodow FROM day) = s.weekday
    WHERE day BETWEEN GREATEST(s.start, run.start) AND LEAST(COALESCE(s."end", run."end"), run."end") GROUP BY 1, 2, 3),
    held AS (
    SELECT s.* FROM apdr_session s JOIN run ON run.id = s.provision_id
    WHERE s."on" BETWEEN %(start)s AND LEAST(%(end)s::date, %(on)s::date)),
    moment AS (
    SELECT COALESCE(times.id, held.provision_id) AS run, COALESCE(times.day, held."on") AS day, held.id AS session,
           COALESCE(NULLIF(held.planned, 0), times.minutes, 0) AS planned, COALESCE(held.minutes, 0) AS minutes
    FROM times FULL JOIN held ON held.provision_id = times.id AND held."on" = times.day AND held.at = times.at),
    place AS (
    SELECT pp.provision_id AS run, pp.id, pp.pupil_id, GREATEST(pp.start, run.start) AS first,
           LEAST(COALESCE(pp."end", run."end"), COALESCE(p.left_on, run."end"), run."end") AS last
    FROM run JOIN apdr_provisionpupil pp ON pp.provision_id = run.id JOIN register_pupil p ON p.id = pp.pupil_id),
    had AS (
    SELECT run.thing, sum(moment.planned) AS planned, sum(COALESCE(mark.minutes, 0)) AS given
    FROM place JOIN run ON run.id = place.run JOIN moment ON moment.run = place.run AND day BETWEEN first AND LEAST(last, %(on)s)
    LEFT JOIN apdr_sessionmark mark ON mark.session_id = moment.session AND mark.pupil_id = place.pupil_id GROUP BY run.thing),
    cost AS (
    SELECT run.thing, sum(CASE WHEN day <= %(on)s THEN moment.minutes ELSE moment.planned END * run.cost_hour / 60.0)
               FILTER (WHERE day <= %(on)s) AS spent,
           sum(moment.planned * run.cost_hour / 60.0) FILTER (WHERE day > %(on)s) AS ahead
    FROM moment JOIN run ON run.id = moment.run
    WHERE EXISTS (SELECT 1 FROM place WHERE place.run = moment.run AND day BETWEEN first AND last) GROUP BY run.thing),
    bought AS (
    SELECT thing, sum(materials) AS pence FROM run WHERE start BETWEEN %(start)s AND LEAST(%(end)s::date, %(on)s::date)
      AND EXISTS (SELECT 1 FROM place WHERE place.run = run.id) GROUP BY thing),
    seen AS (
    SELECT run.thing, count(DISTINCT pupil_id) AS children FROM place JOIN run ON run.id = place.run
    WHERE GREATEST(first, %(start)s) <= LEAST(last, %(end)s, %(on)s) GROUP BY run.thing)
    SELECT seen.thing, children, COALESCE(planned, 0)::int, COALESCE(given, 0)::int,
           floor(COALESCE(spent, 0) + COALESCE(pence, 0) + 0.5)::int
    FROM seen LEFT JOIN had USING (thing) LEFT JOIN cost USING (thing) LEFT JOIN bought USING (thing) ORDER BY thing"""

OUTCOMES = f"""SELECT name, count(*) FILTER (WHERE moved IS NOT NULL), count(*) FILTER (WHERE moved) FROM (
    SELECT i.name, pp.pupil_id, CASE
      WHEN count(*) FILTER (WHERE pp.entry_on <= %(on)s AND pp.exit_on <= %(on)s) > 0
      THEN sum((pp.exit_value - pp.entry_value) * CASE WHEN i.higher_is_better THEN 1 ELSE -1 END)
           FILTER (WHERE pp.entry_on <= %(on)s AND pp.exit_on <= %(on)s) > 0
      ELSE 2 * count(*) FILTER (WHERE how IN ('met', 'on_track')) > NULLIF(count(*) FILTER (WHERE how <> ''), 0) END AS moved
    FROM apdr_provisionpupil pp JOIN apdr_provision r ON r.id = pp.provision_id
    JOIN apdr_intervention i ON i.id = r.intervention_id JOIN register_pupil p ON p.id = pp.pupil_id
    LEFT JOIN (SELECT t.id, CASE WHEN (l.closed_at {LOCAL} <= %(on)s THEN t.progress
                                 WHEN t.achieved_on <= %(on)s THEN 'met' ELSE '' END AS how
               FROM apdr_target t JOIN apdr_plan l ON l.id = t.plan_id) goal ON goal.id = pp.target_id
    WHERE r.school_id = %(school)s AND r.state IN ('running', 'ended')
      AND GREATEST(pp.start, r.start, %(start)s) <= LEAST(COALESCE(pp."end", r."end"), COALESCE(p.left_on, r."end"), r."end",
                                                          %(end)s::date, %(on)s::date)
    GROUP BY i.name, pp.pupil_id) each GROUP BY name ORDER BY name"""

TRAINING = f"""WITH staff AS (
    SELECT user_id, role FROM accounts_membership WHERE school_id = %(school)s AND role IN ('teacher', 'ta')
      AND (given_at {LOCAL} <= %(on)s AND COALESCE((ended_at {LOCAL}, 'infinity') > %(on)s),
    wanted AS (
    SELECT DISTINCT user_id, t.id AS topic FROM staff JOIN governance_topic t ON t.school_id = %(school)s AND t.induction
      AND COALESCE(t.retired_on, 'infinity') > %(on)s
      AND (t.audience = 'staff' OR (t.audience, role) IN (('teachers', 'teacher'), ('tas', 'ta')))),
    done AS (
    SELECT user_id, bool_and(EXISTS (SELECT 1 FROM governance_trainingrecord d WHERE d.topic_id = topic
        AND d.person_id = user_id AND d."on" <= %(on)s)) AS whole FROM wanted GROUP BY user_id),
    term AS (SELECT * FROM governance_trainingrecord WHERE school_id = %(school)s
             AND "on" BETWEEN %(start)s AND LEAST(%(end)s::date, %(on)s::date))
    SELECT (SELECT count(DISTINCT user_id) FROM staff), (SELECT count(*) FROM done WHERE whole), (SELECT count(*) FROM term),
      (SELECT COALESCE(sum(hours), 0) FROM term)::float,
      (SELECT count(*) FROM governance_trainingneed n WHERE n.school_id = %(school)s AND n.raised_on <= %(on)s
        AND COALESCE((n.dropped_at {LOCAL}, 'infinity') > %(on)s AND NOT EXISTS (
          SELECT 1 FROM governance_trainingrecord d WHERE d.topic_id = n.topic_id AND d.person_id = n.person_id
          AND d."on" BETWEEN n.raised_on AND %(on)s))"""

COMPLAINTS = """WITH one AS (
    SELECT c.*, (SELECT max(array_position(ARRAY['teacher', 'senco', 'head', 'formal'], s.stage::text))
                 FROM governance_complaintstep s WHERE s.complaint_id = c.id AND s."on" <= %(on)s) AS reached
    FROM governance_complaint c WHERE c.school_id = %(school)s AND NOT head_only AND raised_on <= %(on)s),
    term AS (SELECT * FROM one WHERE raised_on BETWEEN %(start)s AND %(end)s)
    SELECT (SELECT count(*) FROM term),
      (SELECT count(*) FROM one WHERE closed_on BETWEEN %(start)s AND LEAST(%(end)s::date, %(on)s::date)),
      (SELECT count(*) FROM one WHERE COALESCE(closed_on, 'infinity') > %(on)s),
      (SELECT count(*) FROM term WHERE COALESCE(reached, 4) = 1), (SELECT count(*) FROM term WHERE COALESCE(reached, 4) = 2),
      (SELECT count(*) FROM term WHERE COALESCE(reached, 4) = 3), (SELECT count(*) FROM term WHERE COALESCE(reached, 4) = 4)"""
