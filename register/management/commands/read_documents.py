from django.core.management.base import BaseCommand
from django.db import transaction

from core.schools import scope
from core.schools.queries import all_school_ids
from register.file.words import read_documents


class Command(BaseCommand):
    help = "Draw out the words of all documents that have not been read yet, so that they are found by them."

    def handle(self, *args, **options) -> None:
        with scope.opened([], doing="read documents"), transaction.atomic():
            schools = all_school_ids()
        read = 0
        for school in schools:
            while count := read_documents(school):
                read += count
        self.stdout.write(f"{read} documents read.")
