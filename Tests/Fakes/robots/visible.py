"""What people see of a text with markup."""

import re

LINK = re.compile(r"\]\([^()\n]*\)")
TAG = re.compile(r"<[^<>]*>")


def visible(texts):
    """The words of texts in Markdown, without the targets of links and what stands in tags."""
    return "\n".join(TAG.sub("", LINK.sub("]", text)) for text in texts)


def has_keyword(keywords, texts):
    """Whether one of the keywords stands in what people see, or none is asked for."""
    words = visible(texts)
    return not keywords or any(keyword in words for keyword in keywords)


def unique(names):
    """Names in their order, without repetition."""
    return list(dict.fromkeys(names))
