"""Signatures of Feishu and DingTalk, which look alike and are not."""

import base64
import hashlib
import hmac

# How far a caller's clock may be off, in seconds.
TOLERANCE = 3600


def feishu(timestamp, secret):
    """What stands in the body: the key is made of time and secret, and nothing is signed with it."""
    return code(f"{timestamp}\n{secret}", "")


def dingtalk(timestamp, secret):
    """What stands in the query, percent-encoded: the secret is the key, time and secret are signed."""
    return code(secret, f"{timestamp}\n{secret}")


def code(key, text):
    return base64.b64encode(hmac.new(key.encode(), text.encode(), hashlib.sha256).digest()).decode()


def equal(one, other):
    return isinstance(other, str) and hmac.compare_digest(one.encode(), other.encode())


def seconds(text, per_second=1):
    """The time that an unsigned decimal number spells; None where it spells none."""
    is_number = isinstance(text, str) and text.isascii() and text.isdigit() and len(text) < 20
    return int(text) / per_second if is_number else None
