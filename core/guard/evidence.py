"""Whether words could be meant for the program that writes instead of for customers. Pure.

This is not how attacks are found (that is `screening`): it is what a model must be able to point at before its verdict
takes anything away from an offer. Advertising says "forget" or "limits" as well, but hardly ever an order together with
a writer's or a program's things.
"""

import regex

_START = r"(?<!\w)(?:"
#: Verbs that give orders to a writer or a program.
_ORDERS = regex.compile(
    _START + r"ignor|disregard|forget|overrid|bypass|skip|pretend|act (?:as|like)|behave|imagine|print|output|reveal"
    r"|repeat|recite|write|say|respond|answer|repl(?:y|ies)|translat|summari|encode|decode|show|tell|insert|replace"
    r"|obey|comply|give me|vergiss|vergessen|zeig|antworte|oubli|répond|olvid|muestra"
    r"|игнор|забуд|отброс|пренебре|обойд|притвор|представь|веди себя|вообраз|выведи|покажи|раскро|повтор|напиш|пиши"
    r"|скажи|говори|отве[тч]|перевед|перескаж|закодир|встав|замени|считай|следуй|подчин|действуй|выполн|сообщи|добавь)",
    regex.I,
)
#: Things of a writer or a program that customers hardly ever hear of.
_STRONG = regex.compile(
    _START + r"instru[ckz]|prompt|guideline|guidance|directive|system message|assistant|chat-?bot|gpt|llm|ai(?!\w)"
    r"|language model|developer mode|copywriter|headline|banner|caption|json|anweisung|consigne"
    r"|инструкц|промпт|указани|директив|системн\w+ сообщ|ассистент|чат-?бот|ии(?!\w)|нейросет|языков\w+ модел"
    r"|режим\w* разработ|копирайтер|заголов|баннер)",
    regex.I,
)
#: Things that offers speak of as well.
_WEAK = regex.compile(
    _START + r"rules?(?!\w)|limit|restriction|constraint|polic|filter|setting|config|context|conversation|persona"
    r"|role|mode(?!\w)|model|bot(?!\w)|editor|writer|text|respon[sc]e|language|task|brief|regel|aufgabe|règle|regla"
    r"|правил|лимит|ограничени|политик|фильтр|настро|контекст|диалог|роль|роли|режим|модел|бот(?!\w)|редактор|текст"
    r"|сообщени|язык|задани|задач|запрос|слов[оа](?!\w)|фраз)",
    regex.I,
)
#: How it stands to what the program was told before.
_BEFORE = regex.compile(
    _START + r"previous|above|earlier|prior|former|preceding|from now on|no longer|you are|hidden|secret|verbatim"
    r"|vorherig|bisherig|précédent|anterior|предыдущ|выше|ранее|прежн|изначальн|отныне|с этого момента|больше не"
    r"|ты(?!\w)|скрыт|секретн|дословно)",
    regex.I,
)
_LETTER = regex.compile(r"\p{L}")
_ALIEN = regex.compile(r"[\p{L}--\p{Cyrillic}--\p{Latin}]", regex.V1)
#: How much of the above a clause must have.
_ENOUGH = 3


def may_address_a_program(clause: str) -> bool:
    """Whether the clause speaks of a program's things and gives an order, or says how they stand to earlier ones; or is
    written in neither Cyrillic nor Latin letters, which no customer here reads."""
    if len(_ALIEN.findall(clause)) * 2 > len(_LETTER.findall(clause)):
        return True
    weights = ((_ORDERS, 1), (_STRONG, 2), (_WEAK, 1), (_BEFORE, 1))
    return sum(weight for family, weight in weights if family.search(clause)) >= _ENOUGH
