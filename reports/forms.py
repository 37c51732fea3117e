"""The forms a report can take. Nothing is imported for it, so that a command can ask cheaply."""

from enum import StrEnum


class Format(StrEnum):
    """A form of a report, named as its files end."""

    HTML = "html"
    MD = "md"
    XLSX = "xlsx"
    PNG = "png"
    SVG = "svg"
