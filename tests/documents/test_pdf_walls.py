"""Nothing outside a document gets into it: no file, no address, no picture that was not made safe."""

import http.server
import io
import threading
from datetime import date

import pytest
from PIL import Image
from pypdf import PdfReader
from weasyprint import CSS, HTML
from weasyprint.urls import URLFetchingError

from core.documents import pdf
from core.documents.templatetags.documents import beside, iso_date, iso_day, iso_span, overlong, points
from tests.documents import samples
from tests.documents.pictures import jpeg, picture


@pytest.fixture
def listener():
    """A web server of our own that notes every path it is asked for."""
    asked = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_args):
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()


PAGES = {
    "image": '<img alt="x" src="{url}">',
    "stylesheet": '<link rel="stylesheet" href="{url}">',
    "import": '<style>@import "{url}";</style>',
    "background": '<p style="background: url({url})">x</p>',
    "font": '<style>@font-face {{ font-family: F; src: url("{url}") }} p {{ font-family: F }}</style><p>x</p>',
    "svg": '<svg xmlns="http://www.w3.org/2000/svg"><title>x</title><image href="{url}" width="9" height="9"/></svg>',
    "embed": '<embed src="{url}">',
    "object": '<object data="{url}">x</object>',
    "attachment": '<link rel="attachment" href="{url}">',
    "marker": '<ul style="list-style-image: url({url})"><li>x</ul>',
}


@pytest.mark.parametrize("way", PAGES)
def test_address_in_a_page_is_never_fetched(listener, way):
    url, asked = listener
    with pytest.raises(pdf.ResourceRefused):
        pdf.html_to_pdf(f"<html lang=en><title>x</title>{PAGES[way].format(url=url)}")
    assert asked == []


def test_listener_hears_what_an_open_fetcher_asks(listener):
    url, asked = listener
    HTML(string=PAGES["image"].format(url=url + "/crest")).write_pdf()
    assert asked == ["/crest"]


@pytest.mark.parametrize("way", PAGES)
def test_file_in_a_page_is_refused(tmp_path, way):
    secret = tmp_path / "secret.svg"
    secret.write_text('<svg xmlns="http://www.w3.org/2000/svg"><title>s</title><text>seen</text></svg>')
    with pytest.raises(pdf.ResourceRefused, match="'file' address"):
        pdf.html_to_pdf(f"<html lang=en><title>x</title>{PAGES[way].format(url=secret.as_uri())}")


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "http://x/",
        "https://x/",
        "ftp://x/",
        "data:,x",
        "bundled:font/../x",
        "image:none",
    ],
)
def test_fetcher_refuses(url):
    with pytest.raises(pdf.ResourceRefused):
        pdf.BundledFetcher({}).fetch(url)


def test_stylesheets_go_through_the_fetcher(listener):
    url, asked = listener
    fetcher = pdf.BundledFetcher({})
    with pytest.raises(URLFetchingError):
        HTML(string="<p>x", url_fetcher=fetcher).write_pdf(stylesheets=[f"{url}/a.css"])
    CSS(string=f'@import "{url}/b.css";', url_fetcher=fetcher)
    assert (asked, len(fetcher.refused)) == ([], 2)


def test_address_typed_by_a_person_stays_text(listener):
    url, asked = listener
    typed = f'<img src="{url}"> <style>@import "{url}";</style> url({url})'
    document = pdf.render_pdf(pdf.PROFILE, samples.profile(good_at=typed, helps=[typed], title=typed))
    assert asked == []
    assert "@import" in PdfReader(io.BytesIO(document)).pages[0].extract_text()


def test_refusal_does_not_repeat_the_address():
    with pytest.raises(pdf.ResourceRefused) as refused:
        pdf.html_to_pdf('<img alt=x src="https://example.org/Theo-Marsden">')
    assert "Theo" not in str(refused.value)


def test_picture_that_was_not_made_safe_is_refused():
    with pytest.raises(ValueError, match="pass it through safe_image first"):
        pdf.render_pdf(pdf.REGISTER_LETTER, samples.letter(), images={"crest": jpeg(20, 20)})


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_safe_image_draws_anew_within_480_pixels(form):
    safe = Image.open(io.BytesIO(pdf.safe_image(picture(1200, 600, form))))
    assert (safe.format, safe.size, safe.info) == ("PNG", (480, 240), {})


def test_safe_image_leaves_metadata_and_trailing_bytes_behind():
    exif = Image.Exif()
    exif[0x010E] = "Theo Marsden, 3 Hazel"
    safe = pdf.safe_image(jpeg(60, 60, exif=exif) + b"<script>hidden</script>")
    assert b"Theo" not in safe and b"script" not in safe


def test_safe_image_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    assert Image.open(io.BytesIO(pdf.safe_image(jpeg(60, 30, exif=exif)))).size == (30, 60)


@pytest.mark.parametrize(
    "data,words",
    [
        (b"", "not a PNG or JPEG"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not a PNG or JPEG"),
        (picture(20, 20, "GIF"), "not a PNG or JPEG"),
        (jpeg(200, 200)[:400], "damaged|not a PNG"),
        (picture(200, 200, "PNG")[:120], "damaged|not a PNG"),
        (b"x" * (5 * 1024 * 1024 + 1), "larger than 5 MB"),
        (picture(5001, 5000, "PNG"), "25 million pixels"),
    ],
)
def test_safe_image_refuses_with_a_reason(data, words):
    with pytest.raises(ValueError, match=words):
        pdf.safe_image(data)


def test_dates_are_written_as_on_screen():
    assert iso_day("2026-01-20") == "Tue\u00a020\u00a0Jan\u00a02026"
    assert iso_day("2026-01-20T09:00:00+00:00") == "Tue\u00a020\u00a0Jan\u00a02026"
    assert iso_date("2019-03-14") == "14\u00a0Mar\u00a02019"
    assert (iso_day(""), iso_date(None)) == ("", "")


def test_spans_name_the_year_once():
    assert iso_span("2027-01-04", "2027-02-12") == "4\u00a0Jan to 12\u00a0Feb\u00a02027"
    assert iso_span("2026-11-30", "2027-02-12") == "30\u00a0Nov\u00a02026 to 12\u00a0Feb\u00a02027"
    assert iso_span("", "2027-02-12") == "12\u00a0Feb\u00a02027"
    assert iso_span("", "") == ""


@pytest.mark.parametrize("value", ["20/01/2026", "2026-02-30", "soon"])
def test_malformed_date_is_refused(value):
    with pytest.raises(ValueError, match="ISO text such as 2026-01-20"):
        iso_day(value)


def test_date_object_is_accepted():
    assert iso_date(date(2026, 1, 20)) == "20\u00a0Jan\u00a02026"


def test_points_come_from_lists_and_lines():
    assert points(["a", " ", "b "]) == ["a", "b"]
    assert points("a\r\n\r\nb") == ["a", "b"]
    assert points(None) == []


def test_texts_stand_beside_each_other_while_short():
    assert beside("a" * 420, "b") == "pair"
    assert beside("a" * 421, "b") == "stack"
    assert beside("a", "") == "stack"


def test_row_is_overlong_above_800_characters():
    assert overlong({"number": 1, "target": "x" * 800}) is False
    assert overlong({"number": 1, "target": "x" * 801}) is True
