import datetime as dt
import pytest
from django.conf import settings
from django.utils import timezone
from tests.journeys.conftest import WIDE, NARROW
from tests.journeys.looking import overflows, violations
from tests.roles import seeing

def build(cast):
    from register.letters import actions
    from register import actions as register
    from register.models import Contact, Letter
    from apdr import actions as plans
    from tests import cast as house
    now = timezone.now()
    with seeing(cast.oakfield, actor=cast.senco):
        cast.oakfield.address = "Mill Lane, Oakfield\nOX99 1AA"; cast.oakfield.phone = "01632 960123"; cast.oakfield.senco_name = "Ms Marsh"; cast.oakfield.save()
        own, other = cast.own.pupil, cast.other.pupil
        gran = Contact.objects.create(school=cast.oakfield, pupil=own, priority=2, name="Grandma Abara", relationship="Grandmother", phone="01632 960555")
        dad = Contact.objects.create(school=cast.oakfield, pupil=other, priority=2, name="Oliver Brandt", relationship="Father", phone="01632 960777")
        (a,) = actions.send_letters(pupil=own, kind="on_register", contacts={gran: "papers"}, pronouns="she", by=cast.senco, at=now - dt.timedelta(days=4))
        (b,) = actions.send_letters(pupil=other, kind="on_register", contacts={dad: "papers"}, pronouns="he", by=cast.senco, at=now - dt.timedelta(days=20))
        (c,) = actions.send_letters(pupil=own, kind="on_register", contacts={gran: "papers"}, pronouns="she", own="x", by=cast.senco, at=now - dt.timedelta(days=40))
        actions.answer_letter(letter=c, answer="phone", on=timezone.localdate() - dt.timedelta(days=30), name="Grandma Abara", comment="Pleased that Maya gets help. Asked when the next meeting is.", by=cast.senco, at=now)
        actions.chase_letter(letter=b, by=cast.senco, at=now - dt.timedelta(days=3))
        plan = plans.agree_plan(plan=cast.other.draft, by=cast.senco, at=now)
        plans.share_plan(plan=plan, contacts={dad: "paper"}, by=cast.senco, at=now - dt.timedelta(days=1))
        from tests.cast import make_ready
        make_ready(Letter.objects.select_related("document__issued").get(contact=cast.own.contact).document.issued)
        Letter.objects.filter(pk=b.pk).update()

def test_shots(server, chromium, _as_the_web):
    import os
    from tests import cast as house
    cast = house.built()
    build(cast)
    out = os.environ["SHOT_DIR"]; os.makedirs(out, exist_ok=True)
    own = cast.own.pupil.reference; letter = cast.things["own"]["letter"]
    def preview(page):
        page.check(f"input[name='contact-{cast.own.contact.reference}'][value='online']")
        page.locator("fieldset", has_text="Grandma Abara").get_by_label("On paper, with a slip").check()
        page.check("input[name=pronouns][value=she]")
        page.fill("textarea[name=own]", "We look forward to seeing you on Thursday.")
        page.click("text=See the letter")
    def wrong(page):
        page.check("input[name=kind][value=step_down]")
        page.click("text=See the letter")
    def bad_desk(page):
        page.locator("input[name=slip]").first.check()
        page.fill("input[name=on]", "1 1 2099")
        page.click("text=Record the ticked slips")
    def received(page):
        page.fill("textarea", "Thank you, see you then.")
        page.click("text=I have received this letter")
    items = [
        ("list", "senco", f"/oakfield/pupils/{own}/letters/", None), ("write", "senco", f"/oakfield/pupils/{own}/letters/write/", None),
        ("preview", "senco", f"/oakfield/pupils/{own}/letters/write/", preview), ("wrong", "senco", f"/oakfield/pupils/{own}/letters/write/", wrong),
        ("desk", "senco", "/oakfield/slips/", None), ("desk-bad", "senco", "/oakfield/slips/", bad_desk),
        ("answer", "senco", f"/oakfield/letters/{letter}/answer/?from=desk", None), ("home", "parent", "/oakfield/", None),
        ("read", "parent", f"/oakfield/letters/{letter}/", None), ("received", "parent", f"/oakfield/letters/{letter}/", received),
    ]
    from apdr.models import Receipt
    with seeing(cast.oakfield):
        ref = Receipt.objects.filter(confirmed_at=None, plan__state="shared").first().reference
    items.append(("plan-slip", "senco", f"/oakfield/slips/{ref}/?from=desk", None))
    for name, who, path, act in items:
        for size in (WIDE, NARROW):
            if name == "received" and size is NARROW: act = None
            ctx = chromium.new_context(viewport=size, base_url=server, reduced_motion="reduce")
            ctx.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cast.sessions[who], "url": server}])
            page = ctx.new_page(); msgs = []
            page.on("console", lambda m: msgs.append(m.text) if m.type in ("error", "warning") else None)
            answer = page.goto(path)
            if act: act(page); page.wait_for_load_state()
            page.screenshot(path=f"{out}/{name}-{size['width']}.png", full_page=True)
            page.set_viewport_size({"width": size["width"], "height": 5000})
            print(answer.status, name, size["width"], violations(page), "OVERFLOWS" if overflows(page) else "", msgs)
            ctx.close()
