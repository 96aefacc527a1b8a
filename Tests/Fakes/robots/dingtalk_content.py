"""What a message to a DingTalk robot says, and whether its shape is right."""

from visible import unique

FIELDS = {
    "text": ["content"],
    "markdown": ["title", "text"],
    "actionCard": ["title", "text"],
    "link": ["title", "text", "messageUrl"],
    "feedCard": [],
}


def content(body, refused):
    """The texts in which keywords count, and whom the message mentions; raises what `refused` makes of the error."""
    if not isinstance(body, dict):
        raise refused(40035, "缺少参数 json", "the body is no object")
    kind = body.get("msgtype")
    if not isinstance(kind, str) or kind not in FIELDS:
        raise refused(400105, "unsupported msgtype", f"there is no msgtype {kind!r}")
    part = body.get(kind)
    if not isinstance(part, dict):
        raise refused(400403, f"miss param : {kind}")
    check_fields(part, FIELDS[kind], kind, refused)
    if kind == "feedCard":
        links = checked_list(part.get("links"), "feedCard->links", refused)
        for link in links:
            check_fields(link, ["title", "messageURL"], "feedCard->links", refused)
        return [link["title"] for link in links], []
    if kind == "actionCard":
        check_buttons(part, refused)
    texts = [part[field] for field in FIELDS[kind] if field != "messageUrl"]
    mentions = at(body.get("at", {}), texts[-1], refused) if kind in ("text", "markdown") else []
    return texts, mentions


def check_fields(part, fields, path, refused):
    for field in fields:
        if not isinstance(part, dict) or not isinstance(part.get(field), str) or not part[field].strip():
            raise refused(400403, f"miss param : {path}->{field}")


def checked_list(value, path, refused):
    if not isinstance(value, list) or not value:
        raise refused(400403, f"miss param : {path}")
    return value


def check_buttons(card, refused):
    """One button for the whole card, or a list of them."""
    if "singleTitle" in card or "singleURL" in card:
        check_fields(card, ["singleTitle", "singleURL"], "actionCard", refused)
        return
    for button in checked_list(card.get("btns"), "actionCard->btns", refused):
        check_fields(button, ["title", "actionURL"], "actionCard->btns", refused)


def at(value, text, refused):
    """Whom `at` names: somebody is told only where the text names them too, everybody without."""
    if not isinstance(value, dict):
        raise refused(40035, "缺少参数 at", "at is no object")
    names = []
    for field in ("atMobiles", "atUserIds"):
        people = value.get(field, [])
        if not isinstance(people, list) or not all(isinstance(person, str) for person in people):
            raise refused(40035, f"缺少参数 at->{field}", f"{field} is no list of texts")
        names += people
    if not isinstance(value.get("isAtAll", False), bool):
        raise refused(40035, "缺少参数 at->isAtAll", "isAtAll is neither true nor false")
    return unique(["all"] * value.get("isAtAll", False) + [name for name in names if f"@{name}" in text])
