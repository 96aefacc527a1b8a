"""An incoming webhook of Slack."""

from message import Answer, Refused, json_answer
from rate import Rate
from service import Service
from slack_blocks import Malformed, mentions

MODES = {
    "archived": (410, "channel_is_archived"),
    "prohibited": (403, "action_prohibited"),
    "missing": (404, "channel_not_found"),
    "failing": (500, "rollup_error"),
}


def plain(status, text):
    return Answer(status, text.encode(), "text/plain; charset=utf-8")


class Slack(Service):
    name = "slack"
    options = {"token": "T0FAKE0001/B0FAKE0002/x0FakeSlackPath0000000003", "retryAfter": 1}
    modes = ("normal", *MODES)

    def start(self):
        # One message a second, with short bursts.
        self.rate = Rate(self.scale, (5, 1), (60, 60))

    def check_option(self, option, value):
        if option == "retryAfter" and not isinstance(value, int):
            raise ValueError("retryAfter is a whole number of seconds")

    def takes(self, path):
        return path.startswith("/services/")

    def success(self):
        return plain(200, "ok")

    def judge(self, request):
        if request.path != "/services/" + self["token"]:
            raise Refused(plain(404, "no_service"))
        if self["mode"] in MODES:
            raise Refused(plain(*MODES[self["mode"]]))
        if self["rate"] and not self.rate.admits():
            wait = self["retryAfter"]
            answer = json_answer(429, {"retry_after": wait, "ok": False, "error": "rate_limited"})
            answer.headers["Retry-After"] = str(wait)
            raise Refused(answer)
        if request.method != "POST" or not request.is_json:
            raise Refused(plain(400, "invalid_payload"), "not a POST of application/json")
        try:
            body = request.parsed()
            if not isinstance(body, dict):
                raise ValueError("the body is no object")
            if not body.get("text") and not body.get("blocks") and not body.get("attachments"):
                raise Refused(plain(400, "no_text"))
            names = mentions(body)
        except (ValueError, Malformed) as error:
            raise Refused(plain(400, "invalid_payload"), str(error)) from None
        answer = self.success()
        answer.accepted, answer.mentions = True, names
        return answer
