"""The HTTP server of the fake."""

import json
import threading
from http.server import BaseHTTPRequestHandler

import faults
from loopback import LoopbackServer
from store import SECRET, WEBHOOK, Store, status

# What etcd keeps at the most, and some.
MOST_BYTES = 3 * 1024 * 1024
PATHS = {"secret": SECRET, "webhook": WEBHOOK}
VERBS = {"GET": "get", "PUT": "update"}


class APIServer(LoopbackServer):
    def __init__(self, certificate, key, token):
        self.token = token
        # Held while a call is done and recorded.
        self.lock = threading.RLock()
        self.store, self.calls, self.faults = Store(), [], []
        super().__init__(Handler, certificate, key)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def handle_any(self):
        length = self.headers.get("Content-Length", "0")
        if not length.isdigit() or int(length) > MOST_BYTES or "Transfer-Encoding" in self.headers:
            self.close_connection = True
            self.send_answer(413, b"")
            return
        body = self.rfile.read(int(length))
        path, _, _ = self.path.partition("?")
        if path.startswith("/control/"):
            self.control(path, body)
        else:
            self.answer(path, body)

    do_GET = do_PUT = do_POST = do_PATCH = do_DELETE = handle_any

    def answer(self, path, body):
        server, verb = self.server, VERBS.get(self.command, self.command.lower())
        with server.lock:
            fault = faults.next_fault(server.faults, verb, path)
            answer = None if fault and not fault.get("accept") else self.done(verb, path, body)
            server.calls.append({
                "verb": verb, "path": path, "body": body.decode("utf-8", "replace"), "fault": fault and fault["kind"],
                "status": answer and answer[0], "headers": {k.lower(): v for k, v in self.headers.items()},
            })
            body = json.dumps(answer[1]).encode() if answer else b""
        if fault:
            faults.send(fault, answer, self)
        else:
            self.send_answer(answer[0], body)

    def done(self, verb, path, body):
        """The status and the object that answer a call."""
        if self.headers.get("Authorization") != f"Bearer {self.server.token}":
            return status(401, "Unauthorized", "Unauthorized")
        if path not in PATHS.values() or verb not in VERBS.values():
            return status(403, "Forbidden", self.refusal(403))
        if verb == "get":
            return self.server.store.get(path)
        if self.headers.get("Content-Type") != "application/json":
            return status(415, "UnsupportedMediaType", "the body of the request was in an unknown format")
        return self.server.store.update(path, body)

    def refusal(self, code):
        if code == 403:
            account = "system:serviceaccount:mig-gate:mig-gate-certificates"
            return f'"{self.path.rsplit("/", 1)[1]}" is forbidden: User "{account}" cannot {VERBS.get(self.command)} it'
        return f"the fake says {code}"

    def control(self, path, body):
        """How tests set the fake up and ask what came. Never recorded, never faulty."""
        server = self.server
        with server.lock:
            try:
                if self.command == "PUT" and path.removeprefix("/control/") in PATHS:
                    server.store.put(PATHS[path.removeprefix("/control/")], json.loads(body))
                    answer = {}
                elif self.command == "GET" and path.removeprefix("/control/") in PATHS:
                    answer = server.store.objects.get(PATHS[path.removeprefix("/control/")])
                elif self.command == "PUT" and path == "/control/faults":
                    wanted = json.loads(body)
                    faults.check(wanted)
                    server.faults, answer = wanted, {}
                elif self.command == "GET" and path == "/control/calls":
                    answer = server.calls
                else:
                    raise ValueError("PUT or GET /control/secret, /control/webhook; PUT /control/faults; GET /control/calls")
            except (ValueError, KeyError, AttributeError, TypeError) as error:
                self.send_answer(400, json.dumps({"error": str(error)}).encode())
                return
        self.send_answer(200, json.dumps(answer).encode())

    def send_answer(self, code, body, kind="application/json", headers=None):
        self.send_head(code, len(body), kind, headers or {})
        self.wfile.write(body)

    def send_head(self, code, length, kind, headers):
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(length))
        for name, value in headers.items():
            self.send_header(name, value)
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()

    def log_message(self, *_):
        """Calls are recorded instead."""
