"""The register's long work, by kind."""

from register.importing.runs import import_pupil_list, read_pupil_list

__all__ = ["import_pupil_list", "read_pupil_list"]
