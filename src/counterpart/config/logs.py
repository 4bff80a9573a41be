"""Log lines without the words of a link: whoever holds those holds its power."""

import logging
import re

_LINK = re.compile(r"/(i|in|join|answer|stop|hello)/[^/\s?]+")


class Line(logging.Formatter):
    def __init__(self) -> None:
        super().__init__("{asctime} {levelname} {name}: {message}", style="{")

    def format(self, record: logging.LogRecord) -> str:
        return _LINK.sub(r"/\1/...", super().format(record))
