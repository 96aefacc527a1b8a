"""What all fakes have in common."""

import copy
import time

import faults
from message import Refused

# The address that services say calls come from.
EGRESS = "203.0.113.7"


class Service:
    name = ""
    # Options of one service and what they are at first; `fault`, `clockOffset`, `rate` and `mode` are those of all.
    options = {}
    modes = ("normal",)

    def __init__(self, scale):
        self.scale = scale
        common = {"fault": None, "clockOffset": 0, "rate": True, "mode": "normal"}
        self.values = copy.deepcopy({**common, **self.options})
        self.faults = []
        self.start()

    def start(self):
        """Makes what a service remembers of former calls."""

    def __getitem__(self, option):
        return self.values[option]

    @property
    def now(self):
        """Unix seconds by the clock of the service."""
        return time.time() + self["clockOffset"]

    def configure(self, options):
        """Sets options; ValueError where there is none of that name or value, and then none is set."""
        for option, value in options.items():
            if option not in self.values:
                raise ValueError(f"{self.name} has no option {option!r}")
            if option == "mode" and value not in self.modes:
                raise ValueError(f"{self.name} has the modes {', '.join(self.modes)}, not {value!r}")
            if option == "clockOffset" and not isinstance(value, (int, float)):
                raise ValueError("clockOffset is a number of seconds")
            if option == "rate" and not isinstance(value, bool):
                raise ValueError("rate is true or false")
            if option == "fault":
                faults.check(value)
            self.check_option(option, value)
        self.values.update(options)
        if "fault" in options:
            self.faults = faults.queue(options["fault"])
        self.configured(options)

    def check_option(self, option, value):
        """ValueError where a service's own option has no such value."""

    def configured(self, options):
        """Told of what has been set."""

    def takes(self, path):
        """Whether calls of this path are for this service."""
        raise NotImplementedError

    def judged(self, request):
        """The answer to a call by the service's rules."""
        try:
            return self.judge(request)
        except Refused as refused:
            return refused.answer

    def judge(self, request):
        """The answer to a call that is accepted; raises Refused otherwise."""
        raise NotImplementedError

    def success(self):
        """The answer to an accepted call."""
        raise NotImplementedError

    @property
    def keywords(self):
        """One of these has to stand in every message; empty for none."""
        keyword = self.values.get("keyword")
        return [keyword] if isinstance(keyword, str) else keyword or []
