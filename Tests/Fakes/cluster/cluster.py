"""What the control plane does around the replicas: the Deployment's rollouts, and the rotation of CAs."""

import socket
import ssl
import threading
import time

from certificates import Authority
from client import Client
from connection import SERVER_NAME, trust
from replica import Replica
from service import Service

REPLICAS = 3


class Cluster:
    def __init__(self, options, folder):
        self.options = options
        self.folder = folder
        self.service = Service()
        self.began = time.monotonic()
        self.events = []
        self.exits = []
        self._authority = Authority(folder, 1)
        # The Secret of the replicas. It is replaced, never changed.
        self.secret = self._authority.issue()
        self.client = Client(self._authority.certificate, self.service)
        self._all = []
        self._starting = threading.Lock()
        self._replicas = [self._start(slot, 0) for slot in range(REPLICAS)]
        self.restarts = [0] * REPLICAS
        self._await("endpoints", 30, lambda: len(self.service) == REPLICAS)

    def note(self, replica, event):
        """Writes down what happened when."""
        self.events.append((round(time.monotonic() - self.began, 3), replica.name if replica else "cluster", event))

    def _await(self, what, seconds, condition):
        deadline = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > deadline:
                raise RuntimeError(f"{what}: not within {seconds} s")
            time.sleep(0.02)

    def _start(self, slot, generation):
        # Whoever starts with one Secret is among all before there is another: a rotation does not overlook it.
        with self._starting:
            replica = Replica(f"gate-{slot}-{generation}", self)
            self._all.append(replica)
        return replica

    def roll(self):
        """Replaces every replica once, as a Deployment with maxUnavailable 0 and maxSurge 1 does: a new one is ready
        before an old one is asked to end. The end itself is not waited for, unless that was asked for."""
        for slot in range(REPLICAS):
            self.restarts[slot] += 1
            old, new = self._replicas[slot], self._start(slot, self.restarts[slot])
            if not new.became_ready.wait(30):
                raise RuntimeError(f"{new.name} does not become ready")
            self._replicas[slot] = new
            ending = old.terminate()
            if self.options.one_at_a_time:
                ending.join()
            time.sleep(self.options.pause)

    def rotate(self):
        """Has the next CA take the place of the present one: trusted first, then used, then the old one forgotten.

        Returns what happened, with the number of processes that took the new certificate up while they ran.
        """
        began = time.monotonic()
        old, new = self._authority, Authority(self.folder, self._authority.number + 1)
        self.client.trust(new.certificate if self.options.hasty else old.certificate + new.certificate)
        self.note(None, f"CA {new.number} is trusted")
        self._authority = new
        leaf = new.issue()
        with self._starting:
            self.secret = leaf
        self.note(None, f"the Secret has a certificate of CA {new.number}")
        taken_up = set()

        def everyone_has_it():
            # Those that are asked to end count, too, as long as they live: they may still get connections.
            alive = [replica for replica in self._all if replica.process.returncode is None]
            serving = [replica for replica in alive if self._serves(replica, new)]
            taken_up.update(replica.name for replica in serving if replica.started_with is not self.secret)
            return len(serving) == len(alive)

        self._await(f"certificate of CA {new.number} at every replica", 30, everyone_has_it)
        self.client.trust(new.certificate)
        self.note(None, f"CA {old.number} is trusted no more")
        return {"to": new.number, "seconds": round(time.monotonic() - began, 3), "takenUpWhileRunning": len(taken_up)}

    def _serves(self, replica, authority):
        """Whether a replica shows a certificate of a CA; one that has just ended does not matter."""
        try:
            with socket.create_connection(replica.address, timeout=3) as plain:
                with trust(authority.certificate).wrap_socket(plain, server_hostname=SERVER_NAME):
                    return True
        except ssl.SSLCertVerificationError:
            return False
        except OSError:
            return replica.process.returncode is not None

    def stop(self):
        """Ends all replicas in order."""
        for thread in [replica.terminate() for replica in self._replicas]:
            thread.join()
        self._await("exits", 60, lambda: all(replica.exit is not None for replica in self._all))
        self.exits = [replica.exit for replica in self._all]

    def kill(self):
        for replica in self._all:
            replica.kill()


def in_background(work):
    """Starts `work` on a thread; the function returned waits for its end and raises what it raised."""
    outcome = []

    def run():
        try:
            outcome.append((work(), None))
        except Exception as error:  # Whatever it is, whoever waits has to hear of it.
            outcome.append((None, error))

    thread = threading.Thread(target=run)
    thread.start()

    def result():
        thread.join()
        value, error = outcome[0]
        if error is not None:
            raise error
        return value

    return result
