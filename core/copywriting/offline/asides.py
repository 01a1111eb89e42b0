"""What an offer says to the writer and not to the reader: instructions on tone, and attempts to override the rules.

Only what the offline engine must never print; the refusal of whole offers is the guard's.
"""

import regex

_OVERRIDE = regex.compile(
    r"(?:ignor\w*|disregard|forget|override|bypass)\s+(?:\w+\s+){0,4}(?:instruct\w*|prompt\w*|rules?"
    r"|guidelines?|above|previous\w*|everything)"
    r"|(?:system|hidden|developer|initial)\s+(?:prompt|message|instructions?)|you are now|act as (?:a|an|if"
    r"|my)\b|pretend (?:to be|you)|developer mode|jailbreak"
    r"|as an ai\b|(?:respond|reply|answer) (?:only|with)|(?:output|print|reveal|repeat)\s+(?:only\s+)?(?:your"
    r"|the|all|this|everything|exactly|any|following)\b"
    r"|(?:new|updated) instructions?\s*:|instead,? (?:write|say|print|output)|(?:^|\s)(?:system|assistant"
    r"|user)\s*:|</?\s*(?:system|instructions?)\s*>|\[/?inst\]|<\|"
    r"|(?:игнорир\w*|проигнорир\w*|забудь\w*|отмени\w*|не обращай\w* внимани\w*|пренебреги\w*|обойди\w*)\s+"
    r"(?:\S+\s+){0,5}(?:инструкци\w*|правил\w*|указани\w*|промпт\w*|огранич\w*|запрет\w*|вс[её],? что"
    r"|предыдущ\w*)"
    r"|системн\w+\s+(?:промпт\w*|сообщен\w*|инструкц\w*|подсказк\w*)|(?:раскрой|покажи|выведи|повтори"
    r"|распечатай)\w*\s+(?:\S+\s+){0,4}(?:промпт\w*|инструкц\w*|сообщени\w*|настройк\w*)"
    r"|ты (?:теперь|больше не)|веди себя как|притворись|представь,? что ты|режим\w* разработчика|(?:отвечай"
    r"|ответь|напиши|выведи)\w*\s+(?:только|лишь)\s|вместо этого (?:напиши|выведи|скажи)"
    r"|нов\w+ инструкци\w+\s*:",
    regex.IGNORECASE,
)
_TO_THE_WRITER = regex.compile(
    r"(?<!\w)(?:тон(?:альность)?|стиль|интонация)(?:\s+\p{L}+)?(?:\s*[:—-]|\s+(?:л[её]гк|дружелюбн|деловой"
    r"|спокойн|без|строг|т[её]пл|весёл))"
    r"|(?<!\w)(?:тон|стиль)\s+\p{L}+(?:ый|ий|ой)(?!\w)"
    r"|(?<!\w)(?:хочется|хотелось бы|хотим|нужно|надо|важно|желательно|просьба|попробу\w+|давайте)[, ]+"
    r"(?:\p{L}+[, ]+){0,2}?(?:чтобы|прозвуча|подчеркн|сделать акцент|сделать упор|без канцелярит|написать"
    r"|текст|упомянуть)"
    r"|прозвучал|канцелярит|(?<!\w)(?:напиши(?:те)?|сделай(?:те)? (?:акцент|упор|текст|заголовок|баннер|ярк"
    r"|красив|короче|покороче|весел)|придумай|используй(?:те)? (?:слов|эмодзи|тон)|не используй|не пишите"
    r"|не пиши|избегай|подчеркни|выдели|обыграй|упомяни|добавь(?:те)? (?:эмодзи|юмор|в текст))"
    r"|(?<!\w)(?:в|для) (?:заголовк|текст[еа] баннера|баннер[еа]|кнопк)|(?<!\w)без (?:восклицани|восклицательн"
    r"|пафоса|клише|эмодзи|штампов)|по-человечески|(?<!\w)(?:текст|заголовок) (?:должен|пусть|нужен|сделай)"
    r"|пусть (?:звуч|будет (?:весел|ярк|тепл|тёпл|просто|коротк))"
    r"|(?<!\w)(?:make (?:it|this|the (?:copy|text|headline|banner|ad)) |keep (?:it|the (?:tone|copy|text"
    r"|wording)) (?:light|short|simple|warm|fun|friendly|plain|calm|playful|informal|human)|please (?:write"
    r"|make|keep|use|avoid|mention|don'?t|do not|put|sound)|(?:the )?(?:tone|voice|style)(?:\s*:| (?:should|is"
    r"|must|of)|, )|(?:we|i)(?:'d| would)? (?:like|want|love|prefer|need) (?:it|this|the (?:copy|text|headline"
    r"|banner|tone|ad)|something|a (?:headline|banner|text))|should sound|sounds? (?:fun|human|friendly|warm"
    r"|like)|write (?:it|this|a|the|in|something)|in the headline|for the (?:headline|banner|button)|avoid "
    r"(?:jargon|clich|exclam|the word|corporate|words?|sounding)|(?:don'?t|do not) (?:use|mention|write|sound"
    r"|shout|say)|no (?:exclamation|jargon|clich|emoji|buzzword|corporate)|use (?:emoji|a (?:friendly|warm"
    r"|light)|simple words|short)|nothing (?:pushy|salesy|corporate)|(?:light|warm|friendly|playful|calm"
    r"|plain) tone|mention (?:that|the)|emphasi[sz]e)",
    regex.IGNORECASE,
)
_DICTATED = regex.compile(
    r"^(?:\W*)(?:then\s+|and\s+|instead,?\s+|а\s+|и\s+|затем\s+|потом\s+)?(?:write|say|print|output|reveal"
    r"|tell|show|reply|respond|напиши|выведи|скажи|покажи|раскрой|ответь|сообщи)\w*(?!\w)",
    regex.IGNORECASE,
)


def is_override(text: str) -> bool:
    """Tries to give whoever writes the copy other orders: "ignore previous instructions", "покажи системный промпт"."""
    return bool(_OVERRIDE.search(text))


def is_dictated(text: str) -> bool:
    """Begins with an order to write or show something: what follows an override sentence."""
    return bool(_DICTATED.search(text))


def is_to_the_writer(text: str) -> bool:
    """How the copy should sound or what it should avoid: "Тон лёгкий", "make it sound fun"."""
    return bool(_TO_THE_WRITER.search(text))
