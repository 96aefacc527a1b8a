"""The part of Alertmanager that takes alerts."""

import re
from datetime import datetime

from message import Answer, Refused, json_answer
from service import Service

NAME = re.compile(r"[a-zA-Z_][a-zA-Z0-9_]*")
TIME = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d)")
# Seconds after which an alert without an end is over.
RESOLVE_TIMEOUT = 300


def refused(text):
    return Refused(json_answer(400, text), text)


def unreadable(text):
    message = f'parsing alerts body from "" failed, because {text}'
    return Refused(json_answer(400, {"code": 400, "message": message}), text)


class Alertmanager(Service):
    name = "alertmanager"

    def start(self):
        # What is known of each set of labels.
        self.alerts = {}

    def takes(self, path):
        return path == "/api/v2/alerts"

    def success(self):
        return Answer(200)

    def listing(self):
        """All alerts that ever came, and whether each lasts."""
        return [{**alert, "active": alert["ends"] > self.now} for alert in self.alerts.values()]

    def judge(self, request):
        if request.method != "POST":
            raise Refused(json_answer(405, {"code": 405, "message": f"method {request.method} is not allowed"}))
        if not request.is_json:
            raise Refused(json_answer(415, {"code": 415, "message": "unsupported media type"}))
        try:
            alerts = request.parsed()
        except ValueError as error:
            raise unreadable(str(error)) from None
        if not isinstance(alerts, list) or not all(isinstance(alert, dict) for alert in alerts):
            raise unreadable("the body is no array of objects")
        # All are looked at before any is taken.
        for alert in [self.checked(alert) for alert in alerts]:
            self.merge(alert)
        answer = self.success()
        answer.accepted = True
        return answer

    def checked(self, alert):
        labels, annotations = alert.get("labels"), alert.get("annotations", {})
        check_names(labels, "label")
        check_names(annotations, "annotation")
        if not labels or "" in labels.values():
            raise refused("at least one label pair required, and no empty value")
        if not isinstance(alert.get("generatorURL", ""), str):
            raise unreadable("generatorURL is no text")
        starts = seconds(alert.get("startsAt"), self.now)
        ends = seconds(alert.get("endsAt"), max(starts, self.now) + RESOLVE_TIMEOUT)
        if ends <= starts:
            raise refused("start time must be before end time")
        return {"labels": labels, "annotations": annotations, "starts": starts, "ends": ends, "updates": 1}

    def merge(self, alert):
        """The same labels are the same alert; one that comes before the former has ended goes on."""
        key = tuple(sorted(alert["labels"].items()))
        former = self.alerts.get(key)
        if former:
            alert["updates"] += former["updates"]
            if alert["starts"] <= former["ends"]:
                alert["starts"] = min(alert["starts"], former["starts"])
        self.alerts[key] = alert


def check_names(pairs, what):
    if not isinstance(pairs, dict) or not all(isinstance(value, str) for value in pairs.values()):
        raise unreadable(f"{what}s are no object of strings")
    for name in pairs:
        if not NAME.fullmatch(name):
            raise refused(f"invalid {what} name: {name!r}")


def seconds(text, default):
    """The Unix seconds of a time by RFC 3339."""
    if text is None:
        return default
    match = TIME.fullmatch(text) if isinstance(text, str) else None
    if not match:
        raise unreadable(f"{text!r} is no time of RFC 3339")
    try:
        zone = match[3].replace("Z", "+00:00")
        return datetime.fromisoformat(match[1] + zone).timestamp() + float(match[2] or 0)
    except ValueError as error:
        raise unreadable(str(error)) from None
