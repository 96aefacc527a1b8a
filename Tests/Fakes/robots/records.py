"""All calls that came, in their order."""

import threading
import time


class Records:
    def __init__(self):
        self.calls = []
        self.changed = threading.Condition()

    def add(self, service, request, answer, judged, fault):
        """Records a call before its answer goes out: whoever has the answer finds the call.

        `answer` is what goes out, None for nothing; `judged` what the service said, None where a fault kept it from it.
        """
        try:
            parsed = request.parsed()
        except ValueError:
            parsed = None
        call = {
            "service": service,
            "time": time.time(),
            "method": request.method,
            "path": request.path,
            "rawQuery": request.raw_query,
            "query": request.query,
            "headers": request.headers,
            "body": request.body.decode(errors="replace"),
            "bytes": len(request.body),
            "json": parsed,
            "status": answer and answer.status,
            "answer": answer and answer.body.decode(errors="replace"),
            "accepted": bool(judged and judged.accepted),
            "reason": judged and judged.reason,
            "duringBan": bool(judged and judged.during_ban),
            "mentions": judged.mentions if judged else [],
            "fault": fault and fault["kind"],
        }
        with self.changed:
            call["number"] = len(self.calls) + 1
            self.calls.append(call)
            self.changed.notify_all()

    def clear(self):
        with self.changed:
            self.calls = []

    def matching(self, service=None, accepted=None):
        return [
            call
            for call in list(self.calls)
            if service in (None, call["service"]) and accepted in (None, call["accepted"])
        ]

    def wait(self, count, seconds, service=None, accepted=None):
        """The matching calls, once there are `count`, or after that time."""
        with self.changed:
            self.changed.wait_for(lambda: len(self.matching(service, accepted)) >= count, seconds)
            return self.matching(service, accepted)
