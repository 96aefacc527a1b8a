"""What goes wrong on the way, whatever the service's rules say.

A fault is `{"kind": …}` with, where it matters, `status`, `body`, `headers`, `interval` (seconds between the bytes of
`slow`), `calls` (how many calls it meets; all without it) and `accept` (the service judges the message before the
answer gets lost; otherwise it never sees it). Several in a list come one after the other.
"""

import time

from message import Answer

KINDS = ("status", "hang", "slow", "half", "html", "empty", "redirect", "endless", "close")
FIELDS = {"kind", "status", "body", "headers", "interval", "calls", "accept"}
PAGE = "<!DOCTYPE html>\n<html><head><title>Error</title></head><body>Please try again later</body></html>\n"


def queue(value):
    """The faults of an option's value."""
    faults = [] if value is None else value if isinstance(value, list) else [value]
    return [dict(fault) for fault in faults]


def check(value):
    """ValueError where an option's value is no fault."""
    for fault in queue(value):
        if fault.get("kind") not in KINDS:
            raise ValueError(f"faults are {', '.join(KINDS)}, not {fault.get('kind')!r}")
        if unknown := set(fault) - FIELDS:
            raise ValueError(f"faults have no {', '.join(sorted(unknown))}")
        if fault["kind"] == "status" and "status" not in fault:
            raise ValueError("the fault status needs a status")


def next_fault(queue):
    """The fault that meets the next call; None for none."""
    if not queue:
        return None
    fault = queue[0]
    if fault.get("calls") is not None:
        fault["calls"] -= 1
        if fault["calls"] <= 0:
            queue.pop(0)
    return fault


def damaged(fault, answer, origin):
    """What goes out instead of `answer`; None for nothing at all."""
    kind = fault["kind"]
    if kind in ("hang", "close"):
        return None
    status, body = fault.get("status", answer.status), fault.get("body")
    if kind == "html":
        answer = Answer(fault.get("status", 200), (body or PAGE).encode(), "text/html; charset=utf-8")
    elif kind == "empty":
        answer = Answer(fault.get("status", 200), b"")
    elif kind == "redirect":
        answer = Answer(fault.get("status", 302), b"", headers={"Location": origin + "/elsewhere"})
    elif kind == "endless":
        answer = Answer(fault.get("status", 200), b'{"code":0,"errcode":0,"data":"')
    elif kind == "status":
        answer = Answer(status, (body or "").encode())
    else:
        answer = Answer(status, answer.body if body is None else body.encode(), answer.kind)
    answer.headers.update(fault.get("headers", {}))
    return answer


def send(fault, answer, handler):
    """Puts a damaged answer on the wire. Nothing follows on that connection but after a whole answer."""
    kind = fault["kind"]
    if kind in ("status", "html", "empty", "redirect"):
        handler.send_answer(answer)
        return
    handler.close_connection = True
    if kind == "hang":
        # Until the caller gives up.
        while handler.rfile.read(1):
            pass
    elif kind == "slow":
        handler.send_head(answer, len(answer.body))
        for byte in answer.body:
            time.sleep(fault.get("interval", 0.5))
            handler.wfile.write(bytes([byte]))
    elif kind == "half":
        handler.send_head(answer, len(answer.body) + 64)
        handler.wfile.write(answer.body[: len(answer.body) // 2])
    elif kind == "endless":
        handler.send_head(answer, None)
        handler.wfile.write(answer.body)
        while True:
            handler.wfile.write(b"x" * 16384)
            time.sleep(0.001)
