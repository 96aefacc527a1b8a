"""What comes in and what goes out."""

import json
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import unquote_plus


def unique_keys(pairs):
    """An object's members, refused where a key stands twice: readers disagree about which of them counts."""
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a key stands twice")
    return members


def no_constant(word):
    raise ValueError(f"{word} is no JSON")


@dataclass
class Request:
    method: str
    path: str
    raw_query: str
    # By their names in lower case.
    headers: dict
    body: bytes

    @cached_property
    def query(self):
        """The first value of each parameter, decoded once, as forms are: a bare plus sign is a space."""
        values = {}
        for pair in filter(None, self.raw_query.split("&")):
            name, _, value = pair.partition("=")
            values.setdefault(unquote_plus(name), unquote_plus(value))
        return values

    @property
    def is_json(self):
        """Whether the headers say that the body is JSON in UTF-8."""
        kind, _, parameters = self.headers.get("content-type", "").lower().partition(";")
        return kind.strip() == "application/json" and parameters.strip() in ("", "charset=utf-8")

    def parsed(self):
        """The body as JSON; ValueError for anything that strict readers refuse."""
        try:
            value = json.loads(self.body.decode(), object_pairs_hook=unique_keys, parse_constant=no_constant)
            # Half a surrogate pair, which an escape can spell, is no text.
            json.dumps(value, ensure_ascii=False).encode()
        except RecursionError:
            raise ValueError("the body is nested too deeply") from None
        return value


@dataclass
class Answer:
    status: int
    body: bytes = b""
    kind: str = "application/json"
    headers: dict = field(default_factory=dict)
    accepted: bool = False
    # Why a call was refused, in this program's words: for whoever reads a failing test.
    reason: str = None
    during_ban: bool = False
    # Whom the service tells of the message by name; "all" is everybody.
    mentions: list = field(default_factory=list)


def json_answer(status, value, **fields):
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    return Answer(status, body, **fields)


class Refused(Exception):
    """Ends a judgement with the answer that says why."""

    def __init__(self, answer, reason=None):
        super().__init__(reason)
        self.answer = answer
        answer.reason = reason or answer.reason or answer.body.decode()
