"""Mails from their description in `source/mail/*.yaml`, each in the shape its writer's program gives it.

The bytes are put together by hand: what matters is how programs mark quoted text, signatures and forwarded
mails, how they wrap lines and which encodings they choose, and a mail library would smooth that out.
"""

from __future__ import annotations

import base64
import quopri
import re
import textwrap
from collections.abc import Iterator
from email.header import Header
from email.utils import parseaddr
from html import escape
from typing import Any

from demo_pptx import deck_bytes

Entry = dict[str, Any]

_AGENTS = {
    "apple": "X-Mailer: Apple Mail (2.3826.200.121)",
    "thunderbird": "User-Agent: Mozilla Thunderbird",
    "mutt": "User-Agent: Mutt/2.2.13",
    "newsletter": "X-Mailer: Rimeholt News",
}
_WIDTHS = {"gmail": 76, "mutt": 72, "thunderbird": 72, "mbox": 72}
"""Columns at which a program wraps plain text; the others leave lines long."""
_PPTX_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
_RULE = "________________________________"


def mail_bytes(mail: Entry) -> bytes:
    """Return the .eml or .mbox that `mail` describes; equal descriptions give equal bytes."""
    if mail["client"] == "mbox":
        return b"".join(_mbox_entry({"client": "mbox", **message}) for message in mail["messages"])
    newline = mail.get("newline", "crlf" if mail["client"] in ("outlook", "gmail", "newsletter") else "lf")
    text = _message(mail)
    return text.replace(b"\n", b"\r\n") if newline == "crlf" else text


def _mbox_entry(mail: Entry) -> bytes:
    day, date, month, year, time = mail["date"].replace(",", "").split()[:5]
    sender = parseaddr(mail["from"])[1]
    separator = f"From {sender} {day} {month} {date} {time} {year}\n"
    quoted = re.sub(rb"(?m)^(>*From )", rb">\1", _message(mail))
    return separator.encode() + quoted.rstrip(b"\n") + b"\n\n"


# --- headers and parts -----------------------------------------------------------------------------


def _message(mail: Entry) -> bytes:
    lines = [
        f"From: {_address(mail['from'])}",
        f"To: {', '.join(_address(address) for address in mail['to'])}",
    ]
    if "cc" in mail:
        lines.append(f"Cc: {', '.join(_address(address) for address in mail['cc'])}")
    lines += [f"Subject: {_header(mail['subject'])}", f"Date: {mail['date']}", f"Message-ID: <{mail['id']}>"]
    if "in_reply_to" in mail:
        lines += [f"In-Reply-To: <{mail['in_reply_to']}>", f"References: <{mail['in_reply_to']}>"]
    if mail.get("draft"):
        lines.append("X-Unsent: 1")
    if mail["client"] in _AGENTS:
        lines.append(_AGENTS[mail["client"]])
    if "language" in mail:
        lines.append(f"Content-Language: {mail['language']}")
    head = "\n".join([*lines, "MIME-Version: 1.0", ""]).encode("ascii")
    return head + _content(mail)


def _header(text: str) -> str:
    return text if text.isascii() else Header(text, "utf-8").encode()


def _address(address: str) -> str:
    name, mailbox = parseaddr(address)
    if not name or address.isascii():
        return address
    return f"{Header(name, 'utf-8').encode()} <{mailbox}>"


def _content(mail: Entry) -> bytes:
    """Return the content headers and the content of the whole mail."""
    body = _alternatives(mail)
    if "attachment" not in mail:
        return body
    attachment = mail["attachment"]
    name = attachment["name"]
    deck = (
        f'Content-Type: {_PPTX_TYPE}; name="{name}"\nContent-Disposition: attachment; filename="{name}"\n'
        "Content-Transfer-Encoding: base64\n\n"
    ).encode() + base64.encodebytes(deck_bytes(attachment))
    return _multipart("mixed", f"mixed-{_boundary(mail)}", [body, deck])


def _alternatives(mail: Entry) -> bytes:
    client = mail["client"]
    if client in ("plain", "mutt", "mbox") or mail.get("html") is False:
        return _part(mail, "plain", _plain(mail))
    html = _part(mail, "html", _HTML[client](mail))
    if client == "newsletter" or mail.get("plain") is False:
        return html
    return _multipart("alternative", f"alt-{_boundary(mail)}", [_part(mail, "plain", _plain(mail)), html])


def _boundary(mail: Entry) -> str:
    return re.sub(r"\W", "", mail["id"])


def _multipart(kind: str, boundary: str, parts: list[bytes]) -> bytes:
    mark = f"--{boundary}".encode()
    inner = b"".join(mark + b"\n" + part.rstrip(b"\n") + b"\n" for part in parts)
    return f'Content-Type: multipart/{kind}; boundary="{boundary}"\n\n'.encode() + inner + mark + b"--\n"


def _part(mail: Entry, kind: str, text: str) -> bytes:
    """Return one text with its headers, in the charset and encoding the mail names."""
    charset = mail.get("charset", "utf-8")
    data = text.encode(charset)
    encoding = mail.get("encoding", "7bit" if text.isascii() else "quoted-printable")
    if encoding == "7bit" and max(map(len, text.splitlines()), default=0) > 900:
        encoding = "quoted-printable"
    if encoding == "base64":
        data = base64.encodebytes(data)
    elif encoding == "quoted-printable":
        data = quopri.encodestring(data)
    flowed = "; format=flowed" if mail["client"] == "thunderbird" and kind == "plain" else ""
    head = f"Content-Type: text/{kind}; charset={charset}{flowed}\nContent-Transfer-Encoding: {encoding}\n\n"
    return head.encode() + data.rstrip(b"\n") + b"\n"


# --- plain text ------------------------------------------------------------------------------------


def _plain(mail: Entry) -> str:
    """Return the plain text of a mail: own words, signature and quoted mail in the program's own order."""
    width = _WIDTHS.get(mail["client"], 0)
    flowed = mail["client"] == "thunderbird"
    own = _wrapped(mail["body"], width, flowed=flowed)
    signature = _plain_signature(mail)
    quote = mail.get("quote")
    if quote is None:
        return own + signature
    if "header" in quote:
        header = "\n".join(f"{name}: {value}" for name, value in quote["header"].items())
        return f"{own}{signature}\n{_RULE}\n{header}\n\n{quote['body']}"
    if "interleaved" in quote:
        return f"{own}\n{quote['attribution']}\n" + _interleaved(quote["interleaved"], width) + signature
    quoted = _quoted(_wrapped(quote["body"], width - 2 if width else 0, flowed=False))
    if mail["client"] in ("mutt", "thunderbird"):
        return f"{own}\n{quote['attribution']}\n{quoted}{signature}"
    return f"{own}{signature}\n{quote['attribution']}\n\n{quoted}"


def _plain_signature(mail: Entry) -> str:
    """Return the signature behind its mark; phones and newsletters use none."""
    if "signature" not in mail:
        return ""
    mark = "" if mail["client"] in ("outlook", "newsletter") else "-- \n"
    return f"\n{mark}{mail['signature']}"


def _interleaved(parts: list[Entry], width: int) -> str:
    texts = []
    for part in parts:
        own = "own" in part
        texts.append(f"\n{_wrapped(part['own'], width, flowed=False)}\n" if own else _quoted(part["quoted"]))
    return "".join(texts)


def _quoted(text: str) -> str:
    return "".join(f"> {line}\n" if line else ">\n" for line in text.splitlines())


def _wrapped(text: str, width: int, *, flowed: bool) -> str:
    """Return `text` with long lines broken; a flowed line ends in a space where it goes on."""
    if not width:
        return text
    joint = " \n" if flowed else "\n"
    lines = (joint.join(textwrap.wrap(line, width, break_on_hyphens=False)) for line in text.splitlines())
    return "".join(f"{line}\n" for line in lines)


# --- HTML ------------------------------------------------------------------------------------------


def _paragraphs(text: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each paragraph as its kind, `p` or `ul`, and its lines escaped for HTML."""
    for paragraph in text.strip().split("\n\n"):
        lines = [escape(line, quote=False) for line in paragraph.splitlines()]
        if all(line.startswith("- ") for line in lines):
            yield "ul", [line.removeprefix("- ") for line in lines]
        else:
            yield "p", lines


def _blocks(text: str, tag: str, attributes: str = "", between: str = "<br>") -> str:
    """Return the text as HTML blocks of one tag, as mail programs write paragraphs."""
    blocks = []
    for kind, lines in _paragraphs(text):
        if kind == "ul":
            blocks.append(f"<ul>{''.join(f'<li>{line}</li>' for line in lines)}</ul>")
        else:
            blocks.append(f"<{tag}{attributes}>{'<br>'.join(lines)}</{tag}>")
    empty = f"<{tag}{attributes}>{between}</{tag}>" if between else ""
    return f"{empty}\n".join(blocks)


def _gmail(mail: Entry) -> str:
    html = f'<div dir="ltr">{_blocks(mail["body"], "div")}'
    if "signature" in mail:
        html += (
            '<br clear="all"><div><br></div><span class="gmail_signature_prefix">-- </span><br><div dir="ltr" '
            f'class="gmail_signature" data-smartmail="gmail_signature">{_blocks(mail["signature"], "div")}</div>'
        )
    html += "</div>"
    if "quote" in mail:
        quote = mail["quote"]
        html += (
            f'<br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">'
            f"{_linked(quote['attribution'])}<br></div>"
            '<blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid '
            f'rgb(204,204,204);padding-left:1ex"><div dir="ltr">{_blocks(quote["body"], "div")}</div></blockquote></div>'
        )
    return html + "\n"


def _linked(attribution: str) -> str:
    """Return an attribution line with its address as a link, as Gmail writes it."""
    return re.sub(r"&lt;(\S+@\S+)&gt;", r'&lt;<a href="mailto:\1">\1</a>&gt;', escape(attribution, quote=False))


_OUTLOOK_STYLE = ' class="elementToProof" style="font-family: Aptos, Calibri, sans-serif; font-size: 12pt;"'


def _outlook(mail: Entry) -> str:
    html = (
        '<html><head>\n<meta http-equiv="Content-Type" content="text/html; charset=utf-8">\n'
        '<style type="text/css" style="display:none;"> P {margin-top:0;margin-bottom:0;} </style>\n</head>\n'
        f'<body dir="ltr">\n{_blocks(mail["body"], "div", _OUTLOOK_STYLE)}\n'
    )
    if "signature" in mail:
        html += f'<div id="Signature" class="elementToProof">{_blocks(mail["signature"], "div")}</div>\n'
    if "quote" in mail:
        quote = mail["quote"]
        header = "<br>\n".join(f"<b>{name}:</b> {escape(value)}" for name, value in quote["header"].items())
        html += (
            '<hr style="display:inline-block;width:98%" tabindex="-1">\n<div id="divRplyFwdMsg" dir="ltr">'
            f'<font face="Calibri, sans-serif" style="font-size:11pt" color="#000000">{header}</font>'
            f"<div>&nbsp;</div>\n</div>\n{_blocks(quote['body'], 'div')}\n"
        )
    return html + "</body>\n</html>\n"


def _apple(mail: Entry) -> str:
    html = (
        '<html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"></head>'
        '<body style="overflow-wrap: break-word; -webkit-nbsp-mode: space; line-break: after-white-space;">'
        f"{_blocks(mail['body'], 'div')}"
    )
    if "quote" in mail:
        quote = mail["quote"]
        html += (
            f'<div><br><blockquote type="cite"><div>{escape(quote["attribution"])}</div><br '
            f'class="Apple-interchange-newline"><div>{_blocks(quote["body"], "div")}</div></blockquote></div><br>'
        )
    return html + "</body></html>\n"


def _thunderbird(mail: Entry) -> str:
    html = (
        '<!DOCTYPE html>\n<html>\n  <head>\n    <meta http-equiv="content-type" content="text/html; charset=UTF-8">\n'
        f"  </head>\n  <body>\n    {_blocks(mail['body'], 'p', between='')}\n"
    )
    if "quote" in mail:
        quote = mail["quote"]
        html += (
            f'    <div class="moz-cite-prefix">{escape(quote["attribution"])}<br>\n    </div>\n'
            f'    <blockquote type="cite" cite="mid:{mail["in_reply_to"]}">{_blocks(quote["body"], "p", between="")}'
            "</blockquote>\n"
        )
    if "signature" in mail:
        html += f'    <pre class="moz-signature" cols="72">-- \n{escape(mail["signature"])}</pre>\n'
    return html + "  </body>\n</html>\n"


def _newsletter(mail: Entry) -> str:
    """Return a newsletter: tables within tables, a hidden line for the inbox, and small print at the end."""
    cell = '<td style="padding:0 32px 16px 32px;font-family:Georgia,serif;font-size:17px;line-height:1.5">'
    rows = "".join(
        f"<tr>{cell}{_blocks(paragraph, 'p', between='')}</td></tr>\n"
        for paragraph in mail["body"].strip().split("\n\n")
    )
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><style>p{margin:0}</style></head>\n'
        '<body style="margin:0;background:#e4ecea"><table role="presentation" width="100%"><tr><td align="center">\n'
        f'<table role="presentation" width="600" style="background:#ffffff">\n{rows}'
        f'<tr><td style="padding:16px 32px;font-size:12px;color:#666666">{_blocks(mail["signature"], "p", between="")}</td></tr>\n'
        "</table></td></tr></table></body></html>\n"
    )


_HTML = {
    "gmail": _gmail,
    "outlook": _outlook,
    "apple": _apple,
    "thunderbird": _thunderbird,
    "newsletter": _newsletter,
}
