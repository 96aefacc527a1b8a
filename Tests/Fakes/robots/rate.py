"""How many messages come in which time."""

import time
from collections import deque


class Rate:
    """Limits of so many calls in any stretch of so many seconds. What is refused does not count."""

    def __init__(self, scale, *limits):
        self.limits = [(count, seconds / scale) for count, seconds in limits]
        self.times = deque()

    def admits(self):
        now = time.monotonic()
        longest = max(seconds for _, seconds in self.limits)
        while self.times and self.times[0] <= now - longest:
            self.times.popleft()
        for count, seconds in self.limits:
            if sum(moment > now - seconds for moment in self.times) >= count:
                return False
        self.times.append(now)
        return True


class Ban:
    """A time in which nothing is taken. Calls in it do not make it longer."""

    def __init__(self, scale):
        self.scale = scale
        self.end = 0

    def start(self, seconds):
        self.end = time.monotonic() + seconds / self.scale

    @property
    def lasts(self):
        return time.monotonic() < self.end
