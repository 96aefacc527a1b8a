"""Callers that ask the client for reviews in waves, as controllers do that make many objects at once."""

import random
import threading
import time

BURST = 4


class Load:
    def __init__(self, client, reviews, callers, rate):
        self._client, self._reviews = client, reviews
        # Half of the callers take part in a wave, on the average, with (1 + BURST) / 2 calls each.
        self._interval = callers / 2 * (1 + BURST) / 2 / rate
        self._ends = threading.Event()
        self.outcomes = []
        self._threads = [threading.Thread(target=self._call) for _ in range(callers)]
        self.began = time.monotonic()
        self.seconds = 0.0
        for thread in self._threads:
            thread.start()

    def _call(self):
        wave = 0
        while not self._ends.wait(max(0, self.began + wave * self._interval - time.monotonic())):
            # Waves are wide and narrow, the same for all callers: many connections are needed now, and few then.
            if random.random() < random.Random(wave).random():
                for _ in range(random.randint(1, BURST)):
                    self.outcomes.append(self._client.call(random.choice(self._reviews)))
            # Waves that were missed while the machine was busy are left out.
            wave = max(wave + 1, int((time.monotonic() - self.began) / self._interval))

    def end(self):
        self._ends.set()
        for thread in self._threads:
            thread.join()
        self.seconds = time.monotonic() - self.began
