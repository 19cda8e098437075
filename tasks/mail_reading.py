"""What a mail that came in is: an answer, a machine's, or word of one that came back. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from email.utils import getaddresses, parseaddr
from html.parser import HTMLParser

from mailparser_reply.parser import EmailMessage as ReplyText
from mailparser_reply.parser import EmailReply

LIMIT = 50_000
MOST_FILES = 10
LANGUAGES = ["en", "de", "fr", "es", "it", "nl", "pl", "sv", "da", "cs", "ja", "ko", "zh"]
_AUTOMATIC = {"bulk", "junk", "list", "auto_reply"}
_OURS = re.compile(r"<?notice\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@[^\s>]+>?")


@dataclass(frozen=True, slots=True)
class Returned:
    """A mail of ours (`number`) that did not reach `address`, or was called spam there."""

    number: str
    address: str
    is_complaint: bool
    detail: str


@dataclass(frozen=True, slots=True)
class Carried:
    """A file in a mail."""

    name: str
    media_type: str
    data: bytes


def read_mail(raw: bytes) -> EmailMessage:
    """The mail; what is broken in it is read as well as it can be."""
    return message_from_bytes(raw, policy=policy.default)


def header(message: Message, name: str) -> str:
    """One header as text; a broken one is empty."""
    try:
        return str(message.get(name, "")).strip()
    except (ValueError, IndexError, AttributeError, TypeError):
        return ""


def sender_of(message: EmailMessage) -> str:
    """The address that it says it is from."""
    return parseaddr(header(message, "From"))[1].lower()


def recipients_of(message: EmailMessage) -> list[str]:
    """Every address that it may have come to."""
    names = ("To", "Cc", "Delivered-To", "X-Original-To", "X-Envelope-To", "Envelope-To")
    values = [header(message, name) for name in names]
    return [address.lower() for _name, address in getaddresses(values) if address]


def is_automatic(message: EmailMessage) -> bool:
    """Whether a machine wrote it: answering that would never end."""
    auto = header(message, "Auto-Submitted").lower()
    return (
        (auto not in {"", "no"} and not auto.startswith("no;"))
        or header(message, "Precedence").lower() in _AUTOMATIC
        or any(message.get(name) for name in ("X-Autoreply", "X-Autorespond", "List-Id"))
        or header(message, "Return-Path") == "<>"
        or sender_of(message).partition("@")[0] in {"mailer-daemon", "postmaster"}
    )


def returned_in(message: EmailMessage) -> list[Returned]:
    """What a delivery report (RFC 3464) or a complaint (RFC 5965) says about mail of ours.

    A report about a mail that is not named as ours says nothing: anybody could write it.
    """
    if message.get_content_type() != "multipart/report":
        return []
    number = _number_in(message)
    if number is None:
        return []
    kind = str(message.get_param("report-type") or "").lower()
    if kind == "feedback-report":
        return [] if _is_praise(message) else [Returned(number, "", True, "")]
    return [Returned(number, *each) for each in _failures(message)]


def words_of(message: EmailMessage) -> str:
    """What the person wrote, without what they quote and without their signature."""
    plain = _part(message, "plain")
    text = plain if plain.strip() else html_to_text(_part(message, "html"))
    replies = _replies(text[:LIMIT])
    lines = (replies[0].body if replies else "").replace("\x00", "").splitlines()
    while lines and (not lines[-1].strip() or lines[-1].lstrip().startswith(">")):
        lines.pop()
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in lines)).strip()


def _replies(text: str) -> list[EmailReply]:
    """The newest first. A line that begins with a hyphen is a list, not a signature."""
    parsed = ReplyText(text=text, languages=list(LANGUAGES), keep_hyphen_lists=True)
    replies: list[EmailReply] = parsed.read().replies
    return replies


def files_of(message: EmailMessage) -> list[Carried]:
    """What hangs on it; pictures inside the text too."""
    found = []
    for part in _leaves(message):
        name = part.get_filename()
        if not name or part.is_multipart():
            continue
        data = part.get_payload(decode=True)
        if isinstance(data, bytes) and data:
            found.append(Carried(str(name)[:200], part.get_content_type(), data))
    return found[:MOST_FILES]


def html_to_text(html: str) -> str:
    """The words of a page of HTML, without what mail programs mark as quoted."""
    reader = _Reader()
    reader.feed(html[: LIMIT * 4])
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.words).splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


class _Reader(HTMLParser):
    """Collects words; inside a quotation, a script or a style it listens to nothing."""

    BLOCKS = frozenset({"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "ul", "ol", "table"})
    SILENT = frozenset({"script", "style", "head", "title", "blockquote"})
    VOID = frozenset({"br", "img", "hr", "meta", "link", "input", "wbr", "col", "area", "base"})
    QUOTES = ("gmail_quote", "yahoo_quoted", "moz-cite-prefix", "protonmail_quote")
    ENDS = ("divrplyfwdmsg", "appendonsend", "ms-outlook-mobile-signature")

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.stack: list[tuple[str, bool]] = []
        self.is_over = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: (value or "").lower() for name, value in attrs}
        if values.get("id", "") in self.ENDS:
            self.is_over = True
        quotes = any(name in values.get("class", "") for name in self.QUOTES)
        if tag not in self.VOID:
            self.stack.append((tag, tag in self.SILENT or quotes))
        if tag in self.BLOCKS and self._hears():
            self.words.append("\n")
        if tag == "li" and self._hears():
            self.words.append("- ")

    def handle_endtag(self, tag: str) -> None:
        for at in range(len(self.stack) - 1, -1, -1):
            if self.stack[at][0] == tag:
                del self.stack[at:]
                break
        if tag in {"p", "div", "tr"} and self._hears():
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        if self._hears():
            self.words.append(data.replace("\n", " "))

    def _hears(self) -> bool:
        return not self.is_over and not any(is_silent for _tag, is_silent in self.stack)


def _leaves(message: Message) -> Iterator[Message]:
    for part in message.walk():
        if not part.is_multipart():
            yield part


def _part(message: EmailMessage, kind: str) -> str:
    for part in _leaves(message):
        if part.get_content_type() != f"text/{kind}" or part.get_filename():
            continue
        data = part.get_payload(decode=True)
        if not isinstance(data, bytes):
            continue
        charset = part.get_content_charset("utf-8")
        try:
            return data.decode(charset, "replace")
        except LookupError:
            return data.decode("utf-8", "replace")
    return ""


def _number_in(message: Message) -> str | None:
    """The job of the mail that is reported, by the Message-ID in the part that quotes it."""
    for part in message.walk():
        if part.get_content_type() == "text/rfc822-headers":
            data = part.get_payload(decode=True)
            text = data.decode("utf-8", "replace") if isinstance(data, bytes) else ""
        else:
            text = header(part, "Message-ID") if part is not message else ""
        if found := _OURS.search(text):
            return found[1]
    return None


def _is_praise(message: Message) -> bool:
    """A report may also say that something was taken for spam and is none (RFC 5965, 6430)."""
    for part in message.walk():
        if part.get_content_type() == "message/feedback-report":
            said = part.get_payload()
            blocks = said if isinstance(said, list) else []
            text = " ".join(str(each) for each in blocks) or str(said)
            return re.search(r"^Feedback-Type:\s*not-spam\s*$", text, re.I | re.M) is not None
    return False


def _failures(message: Message) -> list[tuple[str, bool, str]]:
    failed = []
    for part in message.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        blocks = part.get_payload()
        for block in blocks if isinstance(blocks, list) else []:
            if isinstance(block, Message) and _has_failed(block):
                address = header(block, "Final-Recipient").rpartition(";")[2].strip().lower()
                failed.append((address, False, header(block, "Diagnostic-Code")[:300]))
    return failed


def _has_failed(block: Message) -> bool:
    """For good, that is: what is only late comes later."""
    return header(block, "Action").lower() == "failed" and header(block, "Status").startswith("5")
