"""What a message to a Feishu bot says, and whether its shape is right."""

import re

import feishu_card
from feishu_card import Malformed, need
from visible import unique

# An opening tag that mentions: <at user_id="ou_x">, <at id=all>.
AT = re.compile(r"<at\s+[^<>]*?\b(?:user_id|id)\s*=\s*[\"']?([^\s\"'<>]+)")
LOCALES = {"zh_cn", "en_us", "ja_jp"}


def content(body):
    """The texts in which keywords count, and whom the message mentions; raises Malformed."""
    kind = body["msg_type"]
    if kind == "interactive":
        return card(body)
    content = body.get("content")
    if kind not in ("text", "post", "image", "share_chat"):
        raise Malformed(f"there is no msg_type {kind!r}", is_type=True)
    need(isinstance(content, dict), "content is no object")
    if kind == "post":
        return post(content.get("post"))
    field = {"text": "text", "image": "image_key", "share_chat": "share_chat_id"}[kind]
    text = content.get(field)
    need(isinstance(text, str) and text, f"content.{field} is no text")
    return ([text], unique(AT.findall(text))) if kind == "text" else ([], [])


def card(body):
    """Of an interactive message. A malformed card is told of in another way than a malformed body."""
    try:
        plain, marked = feishu_card.texts(body.get("card"))
    except Malformed as malformed:
        malformed.is_card = True
        raise
    return plain + marked, unique(name for text in marked for name in AT.findall(text))


def post(value):
    """Of a post: paragraphs of tagged pieces, in one language or more."""
    need(isinstance(value, dict) and value, "content.post has no language")
    texts, mentions = [], []
    for locale, translation in value.items():
        need(locale in LOCALES, f"there is no language {locale!r}")
        need(isinstance(translation, dict), f"{locale} is no object")
        need(isinstance(translation.get("title", ""), str), f"{locale}.title is no text")
        texts.append(translation.get("title", ""))
        paragraphs = translation.get("content")
        need(isinstance(paragraphs, list) and paragraphs, f"{locale}.content is no list of paragraphs")
        for paragraph in paragraphs:
            need(isinstance(paragraph, list), f"{locale}.content has what is no paragraph")
            for piece in paragraph:
                check_piece(piece)
                if piece["tag"] in ("text", "a"):
                    texts.append(piece["text"])
                elif piece["tag"] == "at":
                    mentions.append(piece["user_id"])
    return texts, unique(mentions)


def check_piece(piece):
    need(isinstance(piece, dict), "a piece is no object")
    fields = {"text": ["text"], "a": ["text", "href"], "at": ["user_id"], "img": ["image_key"]}.get(piece.get("tag"))
    need(fields, f"there is no tag {piece.get('tag')!r}")
    for field in fields:
        need(isinstance(piece.get(field), str), f"{piece['tag']} has no {field}")
    if piece["tag"] == "a":
        need(re.fullmatch(r"https?://[^\s<>\"]+", piece["href"]), "href is no address")
