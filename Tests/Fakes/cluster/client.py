"""The API server's webhook client: what it keeps open, what it repeats, and what it takes for a failure."""

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
    """How a call went: why it failed, or None, and how often it was repeated."""

    __slots__ = ("failure", "retries", "seconds", "began", "connection")

    def __init__(self, failure, retries, seconds, began, connection):
        self.failure, self.retries, self.seconds, self.began = failure, retries, seconds, began
        self.connection = connection


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
        began = time.monotonic()
        deadline = began + TIMEOUT
        transport = self._transports[-1]
        uid, body = review.ask()
        retries = 0
        while True:
            connection, failure, wait = None, None, None
            try:
                connection = transport.take(deadline)
                answer = connection.post(body, deadline)
                seconds = time.monotonic() - began
                if answer.closes:
                    connection.close()
                else:
                    time.sleep(HOLD_SECONDS)
                    transport.give_back(connection)
                if 200 <= answer.status <= 206:
                    failure = review.fault(uid, answer.body)
                else:
                    failure = f"status {answer.status}"
                    after = answer.headers.get("retry-after", "")
                    if (answer.status == 429 or answer.status >= 500) and after.isdigit():
                        wait = int(after)
            except Broken as broken:
                # A POST is not sent again: whether it has arrived, nobody knows.
                failure = str(broken)
                seconds = time.monotonic() - began
                if connection is not None:
                    connection.close()
            if wait is None or retries == RETRIES or time.monotonic() + wait >= deadline:
                return Outcome(failure, retries, seconds, began, connection)
            retries += 1
            time.sleep(wait)

    def close(self):
        for transport in self._transports:
            transport.close()
