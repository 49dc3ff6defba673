import pathlib

import pytest

pytestmark = pytest.mark.django_db


def test_shot(cast):
    c, ref, css = cast.client_for("senco"), cast.own.pupil.reference, pathlib.Path("/work/main/var/assets/css/sendsys.css").as_uri()
    typed = {"kind": "ehm", "on": "28 11 2026", "purpose": "One table", "m0-name": "Gran", "m1-job": "X"}
    pages = {
        "wrong": c.post(f"/oakfield/pupils/{ref}/agency-meetings/book/", typed),
        "closed": c.post(f"/oakfield/pupils/{ref}/agency-meetings/book/", typed | {"m1-job": ""}),
        "tab": c.get(f"/oakfield/pupils/{ref}/agencies/"),
        "booked": c.get(f"/oakfield/agency-meetings/{cast.things['own']['agency_meeting']}/"),
    }
    import re

    for name, got in pages.items():
        html = re.sub(r'href="[^"]*sendsys[^"]*\.css"', f'href="{css}"', got.content.decode())
        pathlib.Path(f"/tmp/A/see/{name}.html").write_text(html)
