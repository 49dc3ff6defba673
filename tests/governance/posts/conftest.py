import pytest
from django.utils import timezone

from governance.models import PostHolder


@pytest.fixture
def at():
    return timezone.now()


@pytest.fixture
def empty(cast):
    """Oakfield in sight of its SENCo, with nobody named for any post."""
    with cast.acting("senco"):
        PostHolder.objects.all().delete()
        yield cast.oakfield
