"""The custom robot of a group in DingTalk."""

import signature
from dingtalk_content import content
from message import Answer, Refused, json_answer
from rate import Ban, Rate
from service import EGRESS, Service
from visible import has_keyword

MOST_BYTES = 20000
# Seconds for which the robot takes nothing after one message too many.
BAN = 600
SIZE = "description: body 大小不合法;solution:请保持大小在 20000bytes 以内;"
BANNED = {
    "410100": (200, '{"errcode":410100,"errmsg":"发送速度太快而限流"}', "application/json"),
    "1111": (200, '{"status":1111,"wait":5,"source":"x5","punish":"deny","uuid":"0a1b2c3d"}', "application/json"),
    "html": (200, "<!DOCTYPE html>\n<html><body>punish?x5secdata=0a1b2c3d</body></html>\n", "text/html"),
}


def refused(code, message, reason=None):
    """Errors come with the status 200."""
    return Refused(json_answer(200, {"errcode": code, "errmsg": message}), reason)


class DingTalk(Service):
    name = "dingtalk"
    options = {
        "token": "d1d1" * 16,
        "secret": None,
        "keyword": None,
        # The body of answers during a ban: an error code, or one of two that the gateway before the service gives.
        "banAnswer": "410100",
        # Starts a ban of so many seconds of unscaled time, as if another caller had used the robot up; 0 ends it.
        "ban": 0,
    }
    modes = ("normal", "ip", "disabled", "html")

    def start(self):
        self.rate = Rate(self.scale, (20, 60))
        self.ban = Ban(self.scale)

    def check_option(self, option, value):
        if option == "banAnswer" and value not in BANNED:
            raise ValueError(f"banAnswer is one of {', '.join(BANNED)}, not {value!r}")
        if option == "ban" and not isinstance(value, (int, float)):
            raise ValueError("ban is a number of seconds")

    def configured(self, options):
        if "ban" in options:
            self.ban.start(options["ban"])

    def takes(self, path):
        return path == "/robot/send"

    def success(self):
        return json_answer(200, {"errcode": 0, "errmsg": "ok"})

    def judge(self, request):
        if self["mode"] == "html":
            raise Refused(self.banned("html"))
        if request.method != "POST":
            raise refused(43002, "需要POST请求")
        if request.query.get("access_token") != self["token"]:
            raise refused(300005, "token is not exist")
        if self["mode"] == "disabled":
            raise refused(400102, "机器人已停用")
        self.check_rate()
        self.check_caller(request)
        return self.judge_content(request)

    def banned(self, spelling):
        status, text, kind = BANNED[spelling]
        return Answer(status, text.encode(), kind)

    def check_rate(self):
        if self.ban.lasts:
            answer = self.banned(self["banAnswer"])
            answer.during_ban = True
            raise Refused(answer)
        if self["rate"] and not self.rate.admits():
            self.ban.start(BAN)
            self.rate = Rate(self.scale, (20, 60))
            raise refused(130101, "send too fast, exceed 20 times per minute")

    def check_caller(self, request):
        if self["mode"] == "ip":
            raise refused(310000, f"ip {EGRESS} not in whitelist")
        if self["secret"] is None:
            return
        timestamp = request.query.get("timestamp", "")
        if not timestamp or "sign" not in request.query:
            raise refused(310000, "sign not match, more: [...]", "timestamp or sign is missing in the query")
        seconds = signature.seconds(timestamp, per_second=1000)
        if seconds is None:
            raise refused(310000, "invalid timestamp", "timestamp is not a number")
        if abs(seconds - self.now) > signature.TOLERANCE:
            raise refused(310000, "invalid timestamp", f"timestamp is {seconds - self.now:.0f} s from the clock")
        if not signature.equal(signature.dingtalk(timestamp, self["secret"]), request.query["sign"]):
            raise refused(310000, "sign not match, more: [...]")

    def judge_content(self, request):
        if len(request.body) > MOST_BYTES:
            raise refused(460101, SIZE, f"{len(request.body)} bytes are more than {MOST_BYTES}")
        if not request.is_json:
            raise refused(43004, "无效的HTTP HEADER Content-Type")
        try:
            body = request.parsed()
        except ValueError as error:
            raise refused(40035, "缺少参数 json", str(error)) from None
        texts, mentions = content(body, refused)
        if not has_keyword(self.keywords, texts):
            raise refused(310000, "keywords not in content")
        answer = self.success()
        answer.accepted, answer.mentions = True, mentions
        return answer
