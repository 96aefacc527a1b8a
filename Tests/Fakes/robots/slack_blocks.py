"""The shape of a message to Slack, and whom it mentions."""

import re

from visible import unique

MOST_BLOCKS = 50
AT = re.compile(r"<(?:!(here|channel|everyone)|!subteam\^(\w+)|@(\w+))(?:[|][^<>]*)?>")


class Malformed(Exception):
    """A message of the wrong shape."""


def need(condition, reason):
    if not condition:
        raise Malformed(reason)


def mentions(body):
    """Whom the message mentions; raises Malformed. Those who are told with everybody in some sense are "all"."""
    found = Blocks()
    text = body.get("text", "")
    need(isinstance(text, str), "text is no text")
    found.marked.append(text)
    found.add_blocks(body.get("blocks", []))
    attachments = body.get("attachments", [])
    need(isinstance(attachments, list), "attachments is no list")
    for attachment in attachments:
        need(isinstance(attachment, dict), "an attachment is no object")
        found.marked += [value for value in attachment.values() if isinstance(value, str)]
        found.add_blocks(attachment.get("blocks", []))
    need(found.count <= MOST_BLOCKS, f"{found.count} blocks are more than {MOST_BLOCKS}")
    matches = (match for text in found.marked for match in AT.finditer(text))
    return unique("all" if match[1] else match[2] or match[3] for match in matches)


class Blocks:
    def __init__(self):
        self.count = 0
        self.marked = []

    def add(self, text, path, most, is_plain=False):
        """A text object of at most so many UTF-16 units."""
        kinds = ("plain_text",) if is_plain else ("plain_text", "mrkdwn")
        need(isinstance(text, dict) and text.get("type") in kinds, f"{path} is no text object of {' or '.join(kinds)}")
        content = text.get("text")
        need(isinstance(content, str) and content, f"{path}.text is empty")
        length = len(content.encode("utf-16-le")) // 2
        need(length <= most, f"{path}.text has {length} characters, more than {most}")
        if text["type"] == "mrkdwn":
            self.marked.append(content)

    def add_blocks(self, blocks):
        need(isinstance(blocks, list), "blocks is no list")
        self.count += len(blocks)
        for index, block in enumerate(blocks):
            path = f"blocks[{index}]"
            need(isinstance(block, dict), f"{path} is no object")
            kind = block.get("type")
            if kind == "header":
                self.add(block.get("text"), f"{path}.text", 150, is_plain=True)
            elif kind == "section":
                self.add_section(block, path)
            elif kind == "context":
                for element in self.elements(block, path, 10):
                    self.add(element, f"{path}.elements", 3000)
            elif kind == "actions":
                for element in self.elements(block, path, 25):
                    need(isinstance(element, dict) and element.get("type") == "button", f"{path} has what is no button")
                    self.add(element.get("text"), f"{path}.elements.text", 75, is_plain=True)
            else:
                need(kind == "divider", f"{path} has the type {kind!r}")

    def add_section(self, block, path):
        need("text" in block or "fields" in block, f"{path} has neither text nor fields")
        if "text" in block:
            self.add(block["text"], f"{path}.text", 3000)
        fields = block.get("fields", [])
        need(isinstance(fields, list) and len(fields) <= 10, f"{path}.fields is no list of at most 10")
        for field in fields:
            self.add(field, f"{path}.fields", 2000)

    def elements(self, block, path, most):
        elements = block.get("elements")
        need(isinstance(elements, list) and 1 <= len(elements) <= most, f"{path}.elements is no list of at most {most}")
        return elements
