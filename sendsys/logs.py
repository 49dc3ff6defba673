"""Logs without personal data: what a database says of a row is left out of its errors."""

import logging

TELLS_OF_ROWS = ("DETAIL:", "CONTEXT:", "Key (", "Failing row contains")


class PlainFormatter(logging.Formatter):
    """The usual format, with the lines of a traceback that quote a row's values left out."""

    def formatException(self, exc_info) -> str:
        lines = super().formatException(exc_info).splitlines()
        return "\n".join(line for line in lines if not line.lstrip().startswith(TELLS_OF_ROWS))
