"""The Service: which replicas new connections go to."""

import itertools
import threading


class Service:
    def __init__(self):
        self._endpoints = ()
        self._turn = itertools.count()
        self._lock = threading.Lock()

    def choose(self):
        """The endpoint whose turn it is, or None if there is none."""
        endpoints = self._endpoints
        return endpoints[next(self._turn) % len(endpoints)] if endpoints else None

    def add(self, endpoint):
        with self._lock:
            if endpoint not in self._endpoints:
                self._endpoints += (endpoint,)

    def remove(self, endpoint):
        with self._lock:
            self._endpoints = tuple(other for other in self._endpoints if other is not endpoint)

    def __len__(self):
        return len(self._endpoints)
