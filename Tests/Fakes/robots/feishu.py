"""The custom bot of a group in Feishu."""

import signature
from feishu_content import Malformed, content
from message import Refused, json_answer
from rate import Rate
from service import Service
from visible import has_keyword

PATH = "/open-apis/bot/v2/hook/"
# The guide says 20 KB.
MOST_BYTES = 20480
SUCCESSES = {
    "full": {"StatusCode": 0, "StatusMessage": "success", "code": 0, "data": {}, "msg": "success"},
    "code": {"code": 0, "data": {}, "msg": "success"},
    "legacy": {"Extra": None, "StatusCode": 0, "StatusMessage": "success"},
}
FREQUENCY = "frequency limited psm[lark.oapi.app_platform_runtime]appID[1500]"
TOKEN = "param invalid: incoming webhook access token invalid"
SIGNATURE = "sign match fail or timestamp is not within one hour from current time"
CARD = "Failed to create card content, ext=ErrCode: 200621; ErrMsg: parse card json err, please check whether the card"


def refused(code, message, reason=None, status=200):
    return Refused(json_answer(status, {"code": code, "data": {}, "msg": message}), reason)


def bad_request(reason):
    return Refused(json_answer(400, {"code": 9499, "msg": "Bad Request", "data": {}}), reason)


class Feishu(Service):
    name = "feishu"
    options = {"token": "5f1c2d7e-feed-4c0a-9b1d-0a1b2c3d4e5f", "secret": None, "keyword": None, "success": "full"}
    modes = ("normal", "ip", "disabled")

    def start(self):
        self.rate = Rate(self.scale, (100, 60), (5, 1))
        self.times_too_many = 0

    def check_option(self, option, value):
        if option == "success" and value not in SUCCESSES:
            raise ValueError(f"success is one of {', '.join(SUCCESSES)}, not {value!r}")

    def takes(self, path):
        return path.startswith(PATH)

    def success(self):
        return json_answer(200, SUCCESSES[self["success"]])

    def judge(self, request):
        self.check_caller(request)
        body = self.readable(request)
        if "msg_type" not in body:
            raise refused(19002, "params error, msg_type need")
        self.check_signature(body)
        try:
            texts, mentions = content(body)
        except Malformed as malformed:
            if malformed.is_card:
                raise refused(11246, CARD, str(malformed)) from None
            if malformed.is_type:
                raise refused(19002, "params error, msg_type need", str(malformed)) from None
            raise bad_request(str(malformed)) from None
        if not has_keyword(self.keywords, texts):
            raise refused(19024, "Key Words Not Found")
        answer = self.success()
        answer.accepted, answer.mentions = True, mentions
        return answer

    def check_caller(self, request):
        """Whether the bot is there, and who calls it how often."""
        if request.path[len(PATH) :] != self["token"]:
            raise refused(19001, TOKEN)
        if self["mode"] == "disabled":
            body = {"StatusCode": 0, "StatusMessage": "", "code": 19007, "msg": "Bot Not Enabled"}
            raise Refused(json_answer(200, body))
        if self["mode"] == "ip":
            raise refused(19022, "Ip Not Allowed")
        if self["rate"] and not self.rate.admits():
            self.times_too_many += 1
            if self.times_too_many % 2:
                raise Refused(json_answer(400, {"code": 9499, "msg": "too many request", "data": {}}))
            raise refused(11232, FREQUENCY)

    def readable(self, request):
        """The body of a call; an object."""
        if request.method != "POST" or request.raw_query:
            raise bad_request("not a POST, or with a query")
        if not request.is_json:
            raise bad_request("the content type is not application/json")
        if len(request.body) > MOST_BYTES:
            raise bad_request(f"{len(request.body)} bytes are more than {MOST_BYTES}")
        try:
            body = request.parsed()
        except ValueError as error:
            raise bad_request(str(error)) from None
        if not isinstance(body, dict):
            raise bad_request("the body is no object")
        return body

    def check_signature(self, body):
        if self["secret"] is None:
            return
        timestamp = body.get("timestamp")
        seconds = signature.seconds(timestamp)
        if seconds is None:
            raise refused(19021, SIGNATURE, "timestamp is not a string of digits")
        if abs(seconds - self.now) > signature.TOLERANCE:
            raise refused(19021, SIGNATURE, f"timestamp is {seconds - self.now:.0f} s from the clock")
        if not signature.equal(signature.feishu(timestamp, self["secret"]), body.get("sign")):
            raise refused(19021, SIGNATURE, "sign does not match")
