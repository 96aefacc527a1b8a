"""What goes wrong on the way.

A fault is `{"kind": …}` with, where it matters, `status`, `message`, `headers`, `verb` (`get` or `update`: others are
not met), `object` (`secret` or `webhook`), `calls` (how many it meets; all without it) and `accept` (the call is done
before the answer gets lost). The first of the list that fits a call meets it.
"""

import json

from store import SECRET, status

KINDS = ("status", "hang", "half", "html", "close", "redirect", "large")
FIELDS = {"kind", "status", "message", "headers", "verb", "object", "calls", "accept"}
REASONS = {401: "Unauthorized", 403: "Forbidden", 409: "Conflict", 429: "TooManyRequests", 500: "InternalError"}


def check(faults):
    """ValueError where something is no fault."""
    for fault in faults:
        if fault.get("kind") not in KINDS or set(fault) - FIELDS or fault["kind"] == "status" and "status" not in fault:
            raise ValueError(f"no fault is {fault!r}")


def next_fault(faults, verb, path):
    """The fault that meets a call; None for none."""
    name = "secret" if path == SECRET else "webhook"
    for fault in faults:
        if fault.get("verb", verb) == verb and fault.get("object", name) == name:
            if fault.get("calls") is not None:
                fault["calls"] -= 1
                if fault["calls"] <= 0:
                    faults.remove(fault)
            return fault
    return None


def send(fault, answer, handler):
    """Puts on the wire what a fault makes of an answer, a status and an object."""
    kind, headers = fault["kind"], fault.get("headers", {})
    code, value = answer or (200, {})
    body = json.dumps(value).encode()
    if kind == "status":
        message = fault.get("message", handler.refusal(fault["status"]))
        code, value = status(fault["status"], REASONS.get(fault["status"], "Unknown"), message)
        handler.send_answer(code, json.dumps(value).encode(), headers=headers)
        return
    if kind == "html":
        handler.send_answer(fault.get("status", 200), b"<!DOCTYPE html><html><body>Sign in</body></html>", "text/html", headers)
        return
    if kind == "redirect":
        handler.send_answer(302, b"", headers={"Location": "https://127.0.0.1:1/elsewhere"})
        return
    if kind == "large":
        handler.send_answer(200, b'{"filler": "' + b"x" * (5 << 20) + b'"}')
        return
    handler.close_connection = True
    if kind == "hang":
        # Until the caller gives up.
        while handler.rfile.read(1):
            pass
    elif kind == "half":
        handler.send_head(code, len(body) + 64, "application/json", headers)
        handler.wfile.write(body[: len(body) // 2])
