"""What Outlook calls the properties of a mail, and which of its bodies is read.

Both `.msg` and `winmail.dat` hold the same numbered properties, up to three bodies among them. Plain text is
preferred; HTML follows, then rich text, which Outlook compresses.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from msgcheck.errors import DocumentError
from msgcheck.reading.alternatives import is_stub
from msgcheck.reading.charset_repair import decode_text
from msgcheck.reading.mail_content import Body, BodyLine, html_lines, text_lines
from msgcheck.reading.visible_text import picture_count

SUBJECT = 0x0037
SUBMIT_TIME = 0x0039
DELIVERY_TIME = 0x0E06
TRANSPORT_HEADERS = 0x007D
SENDER_NAME = 0x0C1A
SENDER_ADDRESS = 0x0C1F
SENDER_SMTP = 0x5D01
REPRESENTING_NAME = 0x0042
REPRESENTING_SMTP = 0x5D02
MESSAGE_CLASS = 0x001A
MESSAGE_ID = 0x1035
REFERENCES = 0x1039
IN_REPLY_TO = 0x1042
BODY = 0x1000
RTF = 0x1009
HTML = 0x1013
DISPLAY_NAME = 0x3001
ADDRESS = 0x3003
SMTP_ADDRESS = 0x39FE
ATTACH_DATA = 0x3701
ATTACH_NAME = 0x3704
ATTACH_METHOD = 0x3705
ATTACH_LONG_NAME = 0x3707
ATTACH_MIME = 0x370E
ATTACH_CONTENT_ID = 0x3712
ATTACH_HIDDEN = 0x7FFE
LOCALE = 0x3FF1
CODEPAGE = 0x3FFD
INTERNET_CODEPAGE = 0x3FDE
EMBEDDED_MESSAGE = 5
"""Value of ATTACH_METHOD for a mail in a mail."""

_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
_CODEPAGES = {65001: "utf-8", 65000: "utf-7", 28591: "cp1252", 20127: "ascii", 1200: "utf-16-le", 20866: "koi8-r",
              21866: "koi8-u", 50220: "iso-2022-jp", 50221: "iso-2022-jp", 50222: "iso-2022-jp", 51932: "euc-jp",
              51949: "euc-kr", 54936: "gb18030", 10000: "mac-roman"}  # fmt: skip

_LANGUAGE_CHARSETS = {
    "cp1250": (0x05, 0x0E, 0x15, 0x18, 0x1A, 0x1B, 0x1C, 0x24), "cp1251": (0x02, 0x19, 0x22, 0x23, 0x2F),
    "cp1253": (0x08,), "cp1254": (0x1F, 0x2C), "cp1255": (0x0D,), "cp1256": (0x01, 0x20, 0x29),
    "cp1257": (0x25, 0x26, 0x27), "cp1258": (0x2A,), "cp874": (0x1E,), "cp932": (0x11,), "cp949": (0x12,),
    "gb18030": (0x04,),
}  # fmt: skip
"""Windows code page by the languages (lower ten bits of a locale) that use it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlookBodies:
    """The bodies of one mail as Outlook keeps them."""

    text: str = ""
    html: bytes | str = b""
    rtf: bytes = b""
    """Compressed."""
    charset: str = ""
    """Of the HTML."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenBody:
    """The body that is read."""

    bodies: tuple[Body, ...] = ()
    pictures: int = 0
    losses: tuple[tuple[str, str], ...] = ()


def chosen_body(bodies: OutlookBodies) -> ChosenBody:
    """Return the one body of several alternatives that is read."""
    html, lost = _html_text(bodies)
    lines = html_lines(html) if html else ()
    shown = "\n".join(line.text for line in lines)
    if bodies.text.strip() and not (lines and is_stub(bodies.text, shown)):
        return ChosenBody(bodies=(Body(place="body", lines=text_lines(_unix(bodies.text))),))
    if lines:
        losses = (("characters", "their encoding is not what the mail says"),) if lost else ()
        return ChosenBody(bodies=(Body(place="body", lines=lines),), pictures=picture_count(html), losses=losses)
    if bodies.rtf:
        try:
            text = rich_text(bodies.rtf)
        except DocumentError as err:
            return ChosenBody(losses=(("bodies", err.message),))
        return ChosenBody(bodies=(Body(place="body", lines=_rich_lines(text)),) if text.strip() else ())
    return ChosenBody()


def _html_text(bodies: OutlookBodies) -> tuple[str, bool]:
    if isinstance(bodies.html, str):
        return bodies.html, False
    decoded = decode_text(bodies.html, bodies.charset, html=True)
    return decoded.text, decoded.noticeable


def rich_text(compressed: bytes) -> str:
    """Return the text of a compressed rich text body.

    Raises:
        DocumentError: it cannot be unpacked or read.
    """
    from compressed_rtf import decompress
    from striprtf.striprtf import rtf_to_text

    try:
        data: bytes = decompress(compressed)
    except Exception as err:  # the package raises bare Exception for what is damaged
        raise DocumentError("the rich text body is damaged and cannot be unpacked") from err
    # The codes are ASCII; other bytes stand for themselves in the code page the text names.
    codes = "".join(chr(byte) if byte < 128 else f"\\'{byte:02x}" for byte in data)
    try:
        return str(rtf_to_text(codes, errors="replace"))  # type: ignore[no-untyped-call]
    except Exception as err:  # striprtf raises whatever its steps raise on codes that make no sense
        raise DocumentError("the rich text body is damaged and cannot be read") from err


def _rich_lines(text: str) -> tuple[BodyLine, ...]:
    return text_lines(_unix(text).replace("\x00", "").strip("\n"))


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def charset_of(codepage: int | None) -> str:
    """Return the charset a Windows code page number means, "" for none."""
    if not codepage or codepage < 0:
        return ""
    return _CODEPAGES.get(codepage) or (
        f"iso8859-{codepage - 28590}" if 28592 <= codepage <= 28605 else f"cp{codepage}"
    )


def charset_of_locale(locale: int | None) -> str:
    """Return the charset of 8-bit text in the language of a Windows locale number, "" for western ones."""
    language = (locale or 0) & 0x3FF
    return next((charset for charset, languages in _LANGUAGE_CHARSETS.items() if language in languages), "")


def filetime(value: int) -> datetime | None:
    """Return the day and time that a count of 100 ns since 1601 means, None where it is out of range."""
    try:
        date = _EPOCH + timedelta(microseconds=value // 10)
    except OverflowError:
        return None
    return date if 1971 <= date.year <= 2200 else None
