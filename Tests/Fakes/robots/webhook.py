"""Any HTTP server that takes JSON."""

from message import Answer, Refused
from service import Service


class Webhook(Service):
    name = "webhook"

    def takes(self, path):
        return path == "/hook"

    def success(self):
        return Answer(204)

    def judge(self, request):
        if request.method != "POST" or not request.is_json:
            raise Refused(Answer(400), "not a POST of application/json")
        try:
            request.parsed()
        except ValueError as error:
            raise Refused(Answer(400), str(error)) from None
        answer = self.success()
        answer.accepted = True
        return answer
