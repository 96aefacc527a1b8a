"""The shape of interactive cards 1.0 of Feishu. Cards 2.0 are refused, as clients before 7.20 would not show them."""

import re

TEMPLATES = set(
    "blue wathet turquoise green yellow orange red carmine violet purple indigo grey default".split()
)


class Malformed(Exception):
    """A message of the wrong shape."""

    def __init__(self, reason, is_type=False):
        super().__init__(reason)
        self.is_type = is_type
        self.is_card = False


def need(condition, reason):
    if not condition:
        raise Malformed(reason)


def texts(card):
    """The card's plain texts, and those with markup, in which <at> mentions."""
    found = Texts()
    need(isinstance(card, dict), "card is no object")
    need("schema" not in card and "body" not in card, "the card is not of version 1.0")
    need(isinstance(card.get("config", {}), dict), "card.config is no object")
    header = card.get("header")
    need(isinstance(header, dict), "card.header is no object")
    found.add(header.get("title"), "card.header.title")
    need(header["title"]["content"].strip(), "card.header.title is empty")
    need(header.get("template", "default") in TEMPLATES, f"there is no template {header.get('template')!r}")
    found.add_elements(card.get("elements"), "card.elements")
    return found.plain, found.marked


class Texts:
    def __init__(self):
        self.plain = []
        self.marked = []

    def add(self, text, path):
        """A text object."""
        need(isinstance(text, dict), f"{path} is no object")
        need(text.get("tag") in ("plain_text", "lark_md"), f"{path} has the tag {text.get('tag')!r}")
        need(isinstance(text.get("content"), str), f"{path}.content is no text")
        (self.plain if text["tag"] == "plain_text" else self.marked).append(text["content"])

    def add_elements(self, elements, path):
        need(isinstance(elements, list) and elements, f"{path} is no list of elements")
        for index, element in enumerate(elements):
            need(isinstance(element, dict), f"{path}[{index}] is no object")
            add = getattr(self, f"add_{element.get('tag')}", None)
            need(add and element["tag"] != "elements", f"{path}[{index}] has the tag {element.get('tag')!r}")
            add(element, f"{path}[{index}]")

    def add_hr(self, element, path):
        """A line across the card."""

    def add_img(self, element, path):
        need(isinstance(element.get("img_key"), str), f"{path}.img_key is no text")

    def add_markdown(self, element, path):
        need(isinstance(element.get("content"), str), f"{path}.content is no text")
        self.marked.append(element["content"])

    def add_div(self, element, path):
        need("text" in element or "fields" in element, f"{path} has neither text nor fields")
        if "text" in element:
            self.add(element["text"], f"{path}.text")
        need(isinstance(element.get("fields", []), list), f"{path}.fields is no list")
        for field in element.get("fields", []):
            need(isinstance(field, dict) and isinstance(field.get("is_short"), bool), f"{path}.fields lacks is_short")
            self.add(field.get("text"), f"{path}.fields.text")

    def add_note(self, element, path):
        parts = element.get("elements")
        need(isinstance(parts, list) and parts, f"{path}.elements is no list")
        for part in parts:
            if isinstance(part, dict) and part.get("tag") == "img":
                self.add_img(part, path)
            else:
                self.add(part, f"{path}.elements")

    def add_action(self, element, path):
        """Buttons. A custom bot hears of no clicks: each has to lead somewhere."""
        actions = element.get("actions")
        need(isinstance(actions, list) and actions, f"{path}.actions is no list")
        for button in actions:
            need(isinstance(button, dict) and button.get("tag") == "button", f"{path}.actions has what is no button")
            self.add(button.get("text"), f"{path}.actions.text")
            url = button.get("url")
            is_address = isinstance(url, str) and re.fullmatch(r"https?://[^\s<>\"]+", url)
            need(is_address, f"{path}.actions.url is no address")
            need(button.get("type", "default") in ("default", "primary", "danger"), f"{path}.actions.type is unknown")

    def add_column_set(self, element, path):
        columns = element.get("columns")
        need(isinstance(columns, list) and columns, f"{path}.columns is no list")
        for column in columns:
            need(isinstance(column, dict) and column.get("tag") == "column", f"{path}.columns has what is no column")
            self.add_elements(column.get("elements"), f"{path}.columns.elements")
