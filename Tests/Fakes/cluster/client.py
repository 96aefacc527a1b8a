"""The API server's webhook client: what it keeps open, what it repeats, and what it takes for a failure."""

import random
import threading
import time

from connection import Broken, Connection, trust

IDLE_CONNECTIONS = 25
IDLE_SECONDS = 90
RETRIES = 10
TIMEOUT = 3
# How long a connection is taken for, beyond what loopback takes: what a network and a busy API server add. Without it
# calls that begin together would use one connection after another.
HOLD_SECONDS = 0.002
# The share of calls whose body arrives in two parts, and how far apart at most: a server that ends has to wait for the second.
STALLED = 0.005
STALL_SECONDS = 0.3


class Transport:
    """Connections made with one CA bundle."""

    def __init__(self, bundle, service):
        self._context = trust(bundle)
        self._service = service
        self._idle = []
        self._lock = threading.Lock()
        self.opened = 0

    def take(self, deadline):
        """The idle connection that was used last, or a new one."""
        while True:
            with self._lock:
                connection = self._idle.pop() if self._idle else None
            if connection is None:
                break
            if time.monotonic() - connection.idle_since < IDLE_SECONDS and not connection.has_ended():
                return connection
            connection.close()
        # The endpoint is chosen now and for as long as the connection lasts, as kube-proxy's rules do it.
        endpoint = self._service.choose()
        if endpoint is None:
            raise Broken("connect: no endpoint")
        connection = Connection(endpoint, self._context, deadline)
        with self._lock:
            self.opened += 1
        return connection

    def give_back(self, connection):
        """Keeps a connection for later, unless enough are kept."""
        connection.idle_since = time.monotonic()
        with self._lock:
            if len(self._idle) < IDLE_CONNECTIONS:
                self._idle.append(connection)
                return
        connection.close()

    def close(self):
        with self._lock:
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()


class Outcome:
    """How a call went: why it failed, or None, how often it was repeated, and over which connection, or to whom, it went last."""

    __slots__ = ("failure", "retries", "began", "seconds", "connection", "endpoint")

    def __init__(self, began):
        self.failure, self.retries, self.began, self.seconds = None, 0, began, 0.0
        self.connection, self.endpoint = None, None


class Client:
    def __init__(self, bundle, service):
        self._service = service
        self._transports = [Transport(bundle, service)]

    def trust(self, bundle):
        """Goes on with another CA bundle: calls that begin now use connections of their own."""
        self._transports.append(Transport(bundle, self._service))

    @property
    def opened(self):
        return sum(transport.opened for transport in self._transports)

    def call(self, review):
        """Asks for a verdict as often as the server wants it repeated, within the timeout."""
        outcome = Outcome(time.monotonic())
        deadline = outcome.began + TIMEOUT
        transport = self._transports[-1]
        uid, body = review.ask()
        while True:
            answer = self._try(transport, body, deadline, outcome)
            if answer is None:
                # A POST is not sent again: whether it has arrived, nobody knows.
                return outcome
            if 200 <= answer.status <= 206:
                outcome.failure = review.fault(uid, answer.body)
                return outcome
            outcome.failure = f"status {answer.status}"
            after = answer.headers.get("retry-after", "")
            if not (answer.status == 429 or answer.status >= 500) or not after.isdigit():
                return outcome
            if outcome.retries == RETRIES or time.monotonic() + int(after) >= deadline:
                return outcome
            outcome.retries += 1
            time.sleep(int(after))

    def _try(self, transport, body, deadline, outcome):
        """Sends a request once; None, and why in the outcome, if the connection breaks."""
        connection = None
        try:
            connection = transport.take(deadline)
            outcome.connection, outcome.endpoint = connection, connection.endpoint
            stall = random.uniform(0, STALL_SECONDS) if random.random() < STALLED else 0
            answer = connection.post(body, deadline, stall)
        except Broken as broken:
            outcome.failure, outcome.endpoint = str(broken), broken.endpoint
            outcome.seconds = time.monotonic() - outcome.began
            if connection is not None:
                connection.close()
            return None
        outcome.seconds = time.monotonic() - outcome.began
        if answer.closes:
            connection.close()
        else:
            time.sleep(HOLD_SECONDS)
            transport.give_back(connection)
        return answer

    def close(self):
        for transport in self._transports:
            transport.close()
