"""The sprite, the style sheet and the face are built whole from their packages."""

import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from core.ui import assets, present
from core.ui.context import PLACES
from register.enums import AREA_ICON, LEVEL_LOOK

ROOT = Path(assets.__file__).resolve().parents[2]
NAMED = re.compile(r"""\{%\s*icon\s+["']([\w-]+)["']|icon=["']([\w-]+)["']""")


def named_in_templates():
    texts = (path.read_text() for path in (ROOT / "templates").rglob("*.html"))
    return {first or second for text in texts for first, second in NAMED.findall(text)}


def named_in_code():
    looks = {look.icon for look in LEVEL_LOOK.values()}
    states = {icon for icon, _ in present.STATES.values()}
    return looks | states | set(AREA_ICON.values()) | {place.icon for place in PLACES}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    target = tmp_path_factory.mktemp("assets")
    assert assets.build(target) is True
    return target


def test_every_icon_named_is_in_the_sprite(built):
    sprite = (built / "sprite.svg").read_text()
    symbols = set(re.findall(r'<symbol id="([\w-]+)"', sprite))
    assert symbols == set(assets.ICONS)
    assert (named_in_templates() | named_in_code()) - symbols == set()


def test_icons_are_listed_once_and_in_order():
    assert list(assets.ICONS) == sorted(set(assets.ICONS))


def test_sprite_refuses_an_icon_that_does_not_exist():
    with pytest.raises(KeyError, match="no icon called nonsense"):
        assets.sprite(["nonsense"])


def test_build_skips_when_nothing_changed(built):
    before = (built / "sprite.svg").stat().st_mtime_ns
    assert assets.build(built) is False
    assert (built / "sprite.svg").stat().st_mtime_ns == before


@pytest.mark.parametrize("style", ["regular", "bold", "italic"])
def test_face_keeps_the_letters_schools_type(built, style):
    file = built / "fonts" / f"atkinson-{style}.woff2"
    letters = TTFont(file).getBestCmap()
    assert {ord(letter) for letter in "Aaéłńőșž09–’“”…£€×"} - set(letters) == set()
    assert file.stat().st_size < 20_000


def test_stylesheet_keeps_what_forms_need_and_drops_the_rest(built):
    sheet = (built / "css" / "sendsys.css").read_text()
    assert ".form-control" in sheet and ".visually-hidden" in sheet
    assert ".carousel" not in sheet and "data-bs-theme=dark" not in sheet


def test_trimmed_keeps_the_wanted_half_of_a_selector_list():
    assert assets.trimmed(".btn,.modal{color:red}@media print{.toast{top:0}}") == ".btn{color:red}"


def test_no_text_on_screen_is_smaller_than_16_px():
    ours = "".join(path.read_text() for path in sorted(assets.PARTS.glob("[1-4]*.css")))
    sizes = [float(size) for size in re.findall(r"font-size:\s*([\d.]+)px", ours)]
    assert min(sizes) >= 16
