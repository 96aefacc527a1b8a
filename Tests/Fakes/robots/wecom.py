"""The robot of a group in WeCom."""

import re

from message import Refused, json_answer
from rate import Rate
from service import EGRESS, Service
from visible import unique

# Bytes of UTF-8 that the content of each type of message may have.
MOST_BYTES = {"text": 2048, "markdown": 4096, "markdown_v2": 4096}
AT = re.compile(r"<@([^<>\s]+)>")


def refused(code, message, reason=None):
    """Errors come with the status 200, and with the caller's address in their text."""
    more = f"hint: [1757900000123456], from ip: {EGRESS}"
    text = f"{message}, {more}, more info at https://open.work.weixin.qq.com/devtool/query?e={code}"
    return Refused(json_answer(200, {"errcode": code, "errmsg": text}), reason)


class WeCom(Service):
    name = "wecom"
    options = {"token": "3c0ffee5-7e57-4a11-8bad-c0de5eed0001"}
    modes = ("normal", "busy")

    def start(self):
        self.rate = Rate(self.scale, (20, 60))

    def takes(self, path):
        return path == "/cgi-bin/webhook/send"

    def success(self):
        return json_answer(200, {"errcode": 0, "errmsg": "ok"})

    def judge(self, request):
        if request.method != "POST":
            raise refused(43002, "require POST method")
        if request.query.get("key") != self["token"]:
            raise refused(93000, "invalid webhook url")
        if self["mode"] == "busy":
            raise refused(-1, "system error")
        if self["rate"] and not self.rate.admits():
            raise refused(45009, "api freq out of limit")
        try:
            body = request.parsed()
        except ValueError as error:
            raise refused(47001, "data format error", str(error)) from None
        kind = body.get("msgtype") if isinstance(body, dict) else None
        if not isinstance(kind, str) or kind not in MOST_BYTES:
            raise refused(40008, "invalid message type", f"there is no msgtype {kind!r}")
        part = body.get(kind)
        text = part.get("content") if isinstance(part, dict) else None
        if not isinstance(text, str) or not text:
            raise refused(44004, "empty content")
        if len(text.encode()) > MOST_BYTES[kind]:
            raise refused(40058, f"{kind}.content exceed max length {MOST_BYTES[kind]}")
        answer = self.success()
        answer.accepted, answer.mentions = True, self.mentions(kind, part)
        return answer

    def mentions(self, kind, part):
        """Whom a message mentions: lists beside a text, and tags in Markdown of the first version."""
        if kind != "text":
            return unique(AT.findall(part["content"])) if kind == "markdown" else []
        names = []
        for field in ("mentioned_list", "mentioned_mobile_list"):
            people = part.get(field, [])
            if not isinstance(people, list) or not all(isinstance(person, str) for person in people):
                raise refused(40058, f"text.{field} invalid type")
            names += people
        return unique("all" if name == "@all" else name for name in names)
