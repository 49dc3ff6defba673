"""The search: pupils for who sees their list, their records for who may open them."""

from register.models import DocumentText, PupilDocument
from tests.filler import AT

ROWS = """
search:search
  GET  own      200 senco head teacher ta office dsl trust_lead; 403 governor parent professional
  POST any      405 every
"""


def fill(*, pupil, contact, user) -> dict[str, object]:
    """The words of one document; what else is found is the other rooms'."""
    document = PupilDocument.objects.filter(pupil=pupil, text=None).order_by("pk").first()
    DocumentText.objects.create(school=pupil.school, document=document, text="Invented", read_at=AT)
    return {}
