"""The HTTP server that all fakes share."""

import threading
from http.server import BaseHTTPRequestHandler

import control
import faults
from alertmanager import Alertmanager
from dingtalk import DingTalk
from feishu import Feishu
from loopback import LoopbackServer
from message import Answer, Request
from records import Records
from slack import Slack
from webhook import Webhook
from wecom import WeCom

KINDS = (Feishu, DingTalk, WeCom, Slack, Alertmanager, Webhook)
# More than any service takes.
MOST_BYTES = 4 * 1024 * 1024


class RobotServer(LoopbackServer):
    def __init__(self, scale, certificate=None, key=None):
        self.scale = scale
        # Held while a call is judged and recorded: calls are judged one after the other.
        self.lock = threading.RLock()
        self.records = Records()
        self.reset()
        super().__init__(Handler, certificate, key)

    def reset(self):
        """Makes everything as it was at the start."""
        with self.lock:
            self.services = {kind.name: kind(self.scale) for kind in KINDS}
            self.records.clear()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    service = None

    def handle_any(self):
        length = self.headers.get("Content-Length", "0")
        if not length.isdigit() or int(length) > MOST_BYTES or "Transfer-Encoding" in self.headers:
            self.close_connection = True
            self.send_answer(Answer(413 if length.isdigit() else 400))
            return
        path, _, query = self.path.partition("?")
        headers = {name.lower(): value for name, value in self.headers.items()}
        request = Request(self.command, path, query, headers, self.rfile.read(int(length)))
        if path == "/control" or path.startswith("/control/"):
            self.service = None
            self.send_answer(control.answer(request, self.server))
        else:
            self.answer(request)

    do_GET = do_POST = do_PUT = do_HEAD = do_DELETE = do_PATCH = do_OPTIONS = handle_any

    def answer(self, request):
        """Answers a call as its service would, and records it."""
        server, fault = self.server, None
        with server.lock:
            self.service = next((each for each in server.services.values() if each.takes(request.path)), None)
            if self.service:
                fault = faults.next_fault(self.service.faults)
                judged = self.service.judged(request) if not fault or fault.get("accept") else None
                name = self.service.name
            else:
                name = "elsewhere" if request.path == "/elsewhere" else "unknown"
                judged = Answer(404, reason="there is nothing at this path")
            answer = judged
            if fault:
                answer = faults.damaged(fault, judged or self.service.success(), server.origin)
            server.records.add(name, request, answer, judged, fault)
        if fault:
            faults.send(fault, answer, self)
        else:
            self.send_answer(answer)

    def send_answer(self, answer):
        self.send_head(answer, len(answer.body))
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    def send_head(self, answer, length):
        """Sends a head that promises a body of `length` bytes; None for one that ends with the connection."""
        self.send_response(answer.status)
        if answer.body:
            self.send_header("Content-Type", answer.kind)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if length is not None and answer.status != 204:
            self.send_header("Content-Length", str(length))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()

    def date_time_string(self, timestamp=None):
        """The Date header, by the clock of the service."""
        if timestamp is None and self.service:
            timestamp = self.service.now
        return super().date_time_string(timestamp)

    def log_message(self, *_):
        """Calls are recorded instead."""
