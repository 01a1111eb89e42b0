"""Rules for sentences that talk to the writer, not to the customer.

Every rule is a family of sentences: what is done (`ignore`, `reveal`, `reply`), to what (`orders`, `your`, `above`).
Weight 3 is proof. 2 is a suspicion: ordinary advertising has such sentences ("Forget the rules"), but two of different
families prove each other. 1 counts only in a text that is proven hostile, where it says how far the attack reaches.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from core.guard.patterns import Alphabet, Pattern, RuleIndex, compile_rule
from core.guard.words import directives

Injection = Literal["override", "extraction", "role_play", "hidden"]

#: Weights: proof; a suspicion.
PROOF, SUSPICION = 3, 2

#: Names of families, for proof by two suspicions: (kind, family, weight, rule, classes that excuse it in its sentence).
_RULES: tuple[tuple[Injection, str, int, str, str], ...] = (
    # instructions are to be dropped
    ("override", "drop", 3, "ignore|forget ~4 prior|your|machine ~2 orders", ""),
    ("override", "drop", 3, "ignore|forget ~3 orders ~4 past|your|told|above", ""),
    ("override", "drop", 3, "ignore|forget ~2 orders ~3 write|say|reply|reveal", ""),
    ("override", "drop", 3, "ignore ~2 orders $", ""),
    ("override", "drop", 2, "ignore|forget ~2 orders", ""),
    ("override", "drop", 3, "neg ~2 follow ~4 prior|your|machine ~2 orders|rules", "we"),
    ("override", "drop", 3, "neg ~2 follow ~2 orders", "we"),
    ("override", "drop", 3, "neg ~2 follow ~3 orders|rules ~4 told|above|your", "we"),
    ("override", "drop", 3, "neg ~2 follow ~4 told|above", "we|topic"),
    ("override", "drop", 3, "ignore ~3 past ~2 rules|task|unit|convo", ""),
    ("override", "drop", 3, "forget ~3 past ~1 task|convo", ""),
    ("override", "drop", 3, "ignore|forget ~3 machine|offence ~2 rules|convo", ""),
    ("override", "drop", 3, "ignore|forget ~3 rules ~1 machine|offence", ""),
    ("override", "drop", 3, "ignore|forget ~3 length ~1 rules", ""),
    ("override", "drop", 3, "ignore|forget ~3 rules ~3 length|told", ""),
    ("override", "drop", 3, "ignore ~2 your ~2 rules|task", ""),
    ("override", "drop", 3, "ignore|forget ~3 prompt", ""),
    ("override", "drop", 2, "ignore|forget ~4 rules", ""),
    ("override", "drop", 3, "ignore|forget ~2 everything ~3 above|told", "topic"),
    ("override", "drop", 3, "ignore ~2 above", ""),
    ("override", "drop", 2, "forget ~4 told|above", "topic"),
    ("override", "drop", 3, "'pay' 'no' 'attention' ~4 orders|above|told", ""),
    ("override", "drop", 3, "'внимания' ~3 orders|above", ""),
    ("override", "drop", 3, "'внимания' ~3 prior ~1 task|unit|rules", ""),
    ("override", "drop", 2, "ignore|forget 'them'|'их'|'all'", ""),
    ("override", "drop", 3, "orders|rules|task ~2 'you'|'you've'|'тебе'|'ты' ~2 told", "topic|we"),
    ("override", "drop", 2, "rules ~3 past", ""),
    ("override", "drop", 3, "ignore|forget ~3 past|told ~1 'команды'|'commands'", ""),
    ("override", "mind", 3, "core message|prompt|orders", ""),
    ("override", "drop", 3, "'внимания' ~3 rules ~2 length", ""),
    ("override", "drop", 2, "'внимания' ~3 rules", ""),
    ("override", "drop", 3, "ignore|forget ~1 'context'|'контекст'|'conversation'", ""),
    ("override", "drop", 3, "ignore ~2 'format'|'schema'|'формат'|'схему'", ""),
    ("override", "drop", 3, "forget comma? ~2 'you'|'you're'|'ты' ~3 copyobj|addressee|bot", "we"),
    ("override", "drop", 3, "your|'the' ~1 past 'answer'|'response'|'output'|'ответ'|'reply'", ""),
    (
        "override",
        "silence",
        3,
        "'you'|'ты'|'тебе' ~2 'forbidden'|'prohibited'|'запрещено'|'нельзя' ~2 write|reply|mention",
        "we",
    ),
    ("override", "void", 3, "everything ~5 above|told|'до' ~5 void", "topic|we"),
    ("override", "fresh", 2, "'real'|'actual'|'настоящий'|'настоящее'|'реальный' offer", "we"),
    ("override", "field", 3, "every ~1 copyobj|'text' ~2 mention|write|reply", "number|we|reward"),
    ("override", "field", 3, "mention|write ~5 every ~1 copyobj|'text'", "number|we|reward"),
    ("role_play", "mode", 3, "'you'|'ты' ~3 mode ~3 free|modes", "we"),
    ("role_play", "role", 3, "pretend ~2 'my'|'моим'|'моей'|'мой'|'моя'", "we|number"),
    ("extraction", "reveal", 3, "inspect ~4 before ~1 'this'|'этим'|'этого'|'that'", "number|we"),
    ("override", "drop", 2, "neg ~1 follow ~3 rules|length", "we"),
    ("override", "void", 2, "'they'|'these'|'those'|'они'|'это' ~2 neg ~2 applies", ""),
    ("override", "address", 2, "'your' 'reply'|'answer'|'response'|'output'", "number|reward|questions|we"),
    ("override", "mention", 3, "orders above|past", "we|number|furniture|'sink'"),
    ("override", "mention", 3, "past orders", "we|number|furniture"),
    (
        "override",
        "mention",
        3,
        "your 'создатель'|'создатели'|'creator'|'creators'|'developer'|'developers'|'разработчик'",
        "number|we",
    ),
    ("override", "edit", 3, "edit ~8 quote", "number|reward|place|we"),
    ("override", "edit", 3, "quote ~1 edit ~2 quote", ""),
    ("override", "edit", 3, "quote ~2 edit", "number|reward|place|we"),
    ("override", "edit", 3, "'use'|'используй' 'the'? 'word'|'слово'|'words'|'слова'", "number|place|we"),
    ("override", "chore", 3, "'ответь'|'answer' ~1 'мне'|'me'|'my'|'мой'", "number|reward|we"),
    ("role_play", "role", 3, "'work'|'работай' ~1 like ~2 bot", "we|number"),
    ("role_play", "role", 3, "'твое'|'your' 'имя'|'name' 'is'|comma|stop", "number|we|reward"),
    ("role_play", "role", 3, "'you'|'ты' ~3 neg ~1 follow ~2 rules|orders", "number|we"),
    ("override", "obey", 3, "follow ~2 only ~2 'my'|'me'|'мои'|'моим'|'моих'|'меня'|'мне'|'мной'", "we"),
    ("override", "obey", 3, "only ~1 follow ~2 'my'|'me'|'мои'|'моим'|'моих'|'меня'|'мне'", "we"),
    # they no longer apply
    ("override", "void", 3, "prior|told ~2 orders|'команды' ~2 void_mark ~1 void", ""),
    ("override", "void", 3, "void_mark ~4 orders|rules|'команды' ~3 void", ""),
    ("override", "void", 3, "rules ~2 length ~3 void", ""),
    ("override", "void", 2, "rules ~1 neg ~1 applies", ""),
    ("override", "void", 3, "prior|your|machine ~2 orders|task ~4 void", ""),
    ("override", "void", 3, "orders|task|rules ~3 told|above ~4 void", ""),
    ("override", "void", 3, "prior|your|machine ~2 orders|task ~4 neg ~2 applies|follow", ""),
    ("override", "void", 3, "orders|task|rules ~4 told|above ~4 neg ~2 applies|follow", ""),
    ("override", "void", 2, "prior|your ~1 rules ~4 neg ~2 applies|follow", ""),
    ("override", "void", 2, "prior|your ~1 rules ~4 void", ""),
    ("override", "void", 3, "your rules 'have'|'are'|'were' ~2 void", "number|we"),
    ("override", "void", 3, "machine|offence ~1 rules ~2 void", ""),
    ("override", "void", 3, "rules ~1 offence ~2 void", ""),
    ("override", "void", 3, "'no'|'without' ~1 'content'|offence 'policy'|'filter'|'filters'|'policies'", "we"),
    ("override", "void", 3, "'orders' ~2 'from'|'of'|'by' ~2 owner", ""),
    ("override", "void", 3, "owner ~1 told 'you'|'тебе'", ""),
    ("override", "void", 3, "'as' ~1 owner ~1 'i'", ""),
    ("override", "void", 3, "'как' owner ~1 'я'", ""),
    (
        "override",
        "void",
        3,
        "'allow'|'authorise'|'authorize'|'permit'|'разрешаю' ~1 'you'|'тебе' ~2 ignore|forget|write|abuse",
        "",
    ),
    ("override", "void", 2, "'new'|'новая'|'новую' sess", "we"),
    ("override", "void", 2, "'you' ~1 'been' ~1 sess", ""),
    # others take their place
    ("override", "fresh", 3, "fresh ~1 orders|task colon|stop", "assembly"),
    ("override", "fresh", 3, "^ 'your'? fresh orders $", ""),
    ("override", "fresh", 3, "fresh ~1 orders|task ~4 write|reply|reveal|ignore", "assembly"),
    ("override", "fresh", 3, "'your'|'твоя'|'твое' ~2 fresh ~1 orders|task colon|comma|stop|'is'|'теперь'", ""),
    ("override", "fresh", 3, "'your'|'твоя'|'твое' ~1 task ~1 'is'|'теперь'|'сейчас' ~2 write|reveal|reply|story", ""),
    ("override", "fresh", 3, "orders ~2 'for'|'to'|'для' ~2 addressee", ""),
    ("override", "fresh", 3, "'system'|'admin'|'системный' 'override'|'overwrite'", ""),
    ("override", "fresh", 3, "'priority'|'приоритетная' ~1 orders", ""),
    ("override", "fresh", 3, "follow ~1 only ~2 'my'|'these'|'моим'|'этим'|'мои' ~1 orders|rules", ""),
    # the offer is said to end here
    ("override", "ends", 3, "'end'|'конец' ~1 'of'? ~1 offer", "number"),
    ("override", "ends", 3, "'below'|'following'|'next'|'ниже'|'далее'|'follows'|'дальше' ~6 neg ~2 offer", ""),
    ("override", "ends", 3, "neg ~1 offer ~3 orders|task|'команда'|'команды'|'command'", ""),
    # the writer is addressed
    (
        "override",
        "address",
        3,
        "'dear'|'attention'|'hey'|'note'|'message'|'уважаемый'|'уважаемая'|'внимание'|'эй' ~3 bot",
        "we",
    ),
    (
        "override",
        "address",
        3,
        "'dear'|'attention'|'hey'|'note'|'message'|'уважаемый'|'уважаемая'|'внимание'|'эй' ~3 bot comma|colon",
        "",
    ),
    ("override", "address", 3, "bot comma|colon write|reply|ignore|forget|reveal|say|follow", ""),
    ("override", "address", 3, "bot comma|colon ~3 write|reply|ignore|forget|reveal|say|follow", "we"),
    ("override", "address", 3, "bot ~2 must|should ~3 write|reply|ignore|forget|reveal|say|'put'", "we"),
    ("override", "address", 3, "'if' ~2 'you' ~1 'are' ~2 bot", ""),
    ("override", "address", 3, "'if' ~1 'you're' ~2 bot", ""),
    ("override", "address", 3, "'если' 'ты' ~3 bot", ""),
    ("override", "address", 2, "'i'|'я'|'это'|'this' ~3 owner", "we"),
    (
        "override",
        "address",
        3,
        "'внимание'|'attention' ~1 'системе'|'модели'|'system'|'model'|addressee ~2 colon",
        "we",
    ),
    (
        "override",
        "address",
        3,
        "'your'|thou ~1 'answer'|'response'|'output'|'reply'|'ответ'|'вывод'|'текст' ~1 must",
        "",
    ),
    ("override", "address", 3, "'твоя'|'твоей' ~1 'роль'|'ролью'", "'команде'|'команды'|we"),
    # what to write in place of the offer
    ("override", "dictation", 3, "'replace'|'swap'|'change'|'замени'|'поменяй' ~1 product 'name'", ""),
    ("override", "drop", 2, "ignore|forget ~1 config", ""),
    ("override", "drop", 3, "'opposite'|'contrary'|'наоборот'|'вопреки'|'наперекор' ~3 orders|rules", "we"),
    ("override", "mention", 2, "your ~1 orders", "we|reward|number"),
    ("override", "address", 3, "'система'|'system'|'assistant' comma ~2 ignore|forget|write|reveal|reply", ""),
    ("override", "chore", 2, "chore ~3 task|number|unit|'мир'", "reward|we"),
    ("override", "chore", 2, "telling ~1 me ~3 chore|story|'about'|'о'|'про'", "reward|we"),
    ("override", "chore", 2, "'представься'|'introduce' 'yourself'?", "reward|place"),
    ("role_play", "role", 3, "'from' ~2 'on'|'forward'|'onwards'|'onward' comma? ~2 reply|write", "we"),
    ("role_play", "role", 3, "speak|write|reply ~1 'от' 'лица'|'имени' ~1 persona", ""),
    ("role_play", "role", 2, "speak|write|reply ~1 'от' 'лица'|'имени'", ""),
    ("override", "abuse", 3, "abuse ~2 reader", "we"),
    ("override", "abuse", 2, "abuse", "we"),
    ("override", "invent", 2, "invent ~2 discount|price|offer", "we"),
    ("override", "dictation", 2, "write|reply ~1 'in'|'на'? format", "reward|number"),
    (
        "override",
        "dictation",
        3,
        "'replace'|'swap'|'change'|'замени'|'поменяй' ~2 'name'|'название'|'имя'|'brand' ~2 product",
        "",
    ),
    ("override", "dictation", 3, "reply ~3 only|like ~4 unit|persona|format", ""),
    ("override", "dictation", 3, "reply ~1 'in'|'на'|'в' ~1 format|persona", ""),
    ("override", "dictation", 3, "'ты'|'you' must|'будешь'|'will' ~2 write|reply|'say'|'говорить'", "reward|place|we"),
    ("override", "dictation", 2, "instead ~1 'этого'? ~1 reveal|write|say", ""),
    ("override", "dictation", 3, "reply ~1 only", "reward|questions"),
    ("override", "dictation", 2, "write ~2 only", "reward"),
    ("override", "dictation", 3, "write ~2 only ~3 unit|caps|quote", "reward"),
    ("override", "dictation", 3, "only ~2 write ~3 unit|caps", "reward"),
    ("override", "dictation", 3, "only ~1 reply ~1 quote", "reward|questions|number"),
    ("override", "dictation", 3, "write|say|reply ~6 hack", "'how'|'как'"),
    ("override", "dictation", 3, "copyobj ~4 hack", ""),
    ("override", "dictation", 3, "'instead' 'of' ~3 copyobj|offer ~4 write|say", ""),
    ("override", "dictation", 3, "write|say|reply ~5 instead ~2 copyobj|offer", ""),
    ("override", "dictation", 3, "instead ~3 copyobj|offer ~4 write|say", ""),
    ("override", "dictation", 2, "write|say ~4 caps", "reward|place"),
    ("override", "dictation", 2, "'instead' comma? write|say", ""),
    ("override", "dictation", 2, "write ~2 story", "reward|we"),
    ("override", "dictation", 3, "write ~3 story ~1 'about'|'о'|'об'|'про'", "reward|we"),
    ("override", "dictation", 3, "write|say ~2 phrase", "number|reward|place|we"),
    ("override", "dictation", 2, "write|say ~3 'the'? unit ~2 caps|quote|colon", "reward|place"),
    ("override", "claim", 2, "write|'say'|'скажи'|'напиши' comma? 'that'|'что'", "reward|place"),
    ("override", "claim", 3, "^ write|'say'|'скажи'|'напиши' comma? 'that'|'что'", "number|reward|place|we|'again'"),
    ("override", "silence", 3, "neg ~1 advertise", "we|number"),
    ("override", "test", 2, "'если'|'if' ~1 'понял'|'понимаешь'|'understood'|'understand'", ""),
    ("override", "test", 2, "'as'|'как' 'is'|'есть' colon|quote", ""),
    ("override", "garble", 3, "write|reply|say ~6 garble", "number|reward|place|we"),
    ("override", "garble", 3, "write|reply|say ~2 abuse", "reward|we"),
    ("override", "silence", 3, "neg ~1 write ~2 ad", "we"),
    ("override", "silence", 2, "neg ~1 write ~1 'about'|'про'|'о'", ""),
    ("override", "topic", 2, "'пиши'|'напиши' ~1 'про'|'о'|'об'", "reward|place"),
    ("override", "silence", 2, "forget|ignore ~1 ad", ""),
    ("override", "silence", 2, "neg ~1 mention|write|say ~4 offer|product|discount|price", ""),
    ("override", "field", 2, "copyobj ~2 must ~4 caps|quote|only", ""),
    (
        "override",
        "field",
        3,
        "'response'|'answer'|'output'|'reply'|'ответ'|'ответе' ~1 must ~5 unit|only|caps|quote",
        "number|reward|we",
    ),
    ("override", "field", 3, "copyobj ~1 must ~5 quote", "number|reward|we"),
    ("override", "field", 3, "^ write|say ~2 'in'|'into'|'в'|'to'|'as' ~2 copyobj", "number|reward|place|we"),
    ("override", "field", 3, "copyobj ~2 must ~3 caps", "number|reward"),
    ("override", "field", 2, "write|say ~5 'in'|'into'|'в'|'to'|'as' ~2 copyobj", "reward|place"),
    ("override", "field", 2, "'in'|'в' ~1 copyobj ~2 write|say", ""),
    ("override", "field", 2, "every ~1 copyobj|unit", ""),
    ("override", "length", 3, "write|reply ~5 number ~1 chars", "reward|review|we"),
    ("override", "length", 3, "copyobj|'текст'|'text' ~1 must ~5 number chars", "reward|we|review"),
    ("override", "length", 3, "copyobj ~2 must ~2 number chars", ""),
    ("override", "length", 3, "ignore ~2 cap ~1 'length'|'limit'|'длину'", ""),
    ("override", "length", 3, "least ~2 number ~1 symbols", "reward|review|we"),
    ("override", "length", 3, "write|reply ~3 free ~1 rules", "we|reward"),
    # the hidden text is to be shown
    ("extraction", "reveal", 3, "reveal ~5 machine ~2 orders|message|config|rules", "topic"),
    ("extraction", "reveal", 3, "reveal ~4 your ~3 orders|config", "share"),
    ("extraction", "reveal", 3, "reveal ~3 orders ~4 your|above|told|past", "topic"),
    ("extraction", "reveal", 2, "reveal ~3 orders|config", ""),
    ("extraction", "reveal", 3, "reveal ~2 the|machine ~1 prompt", "share"),
    ("extraction", "reveal", 3, "reveal prompt", "share|'delivery'|'service'|'response'|'reply'"),
    ("extraction", "reveal", 3, "see ~2 the|machine ~2 prompt|orders", "share|furniture"),
    ("extraction", "reveal", 3, "recite ~2 orders|prompt", "share|reward"),
    ("extraction", "reveal", 3, "recite ~3 everything ~4 told|above", "price|topic"),
    ("extraction", "reveal", 3, "recite ~4 everything ~5 'до' 'этого'", ""),
    ("extraction", "reveal", 3, "recite ~4 everything ~3 'before' 'this'", ""),
    ("extraction", "reveal", 3, "reveal ~3 everything ~3 above|'before'", "price|topic"),
    ("extraction", "reveal", 3, "reveal ~3 above ~2 everything|unit|message", ""),
    ("extraction", "reveal", 3, "recite ~2 everything ~3 convo", ""),
    ("extraction", "reveal", 2, "reveal ~3 your ~2 rules", ""),
    ("extraction", "reveal", 3, "recite ~3 your ~2 rules", ""),
    ("extraction", "reveal", 3, "orders ~4 told ~2 owner", "we"),
    ("extraction", "reveal", 3, "reply ~6 config|orders", "we|number|furniture"),
    (
        "extraction",
        "reveal",
        3,
        "recite ~6 everything ~4 'before'|'перед' ~1 'it'|'this'|'that'|'ним'|'этим'|'ней'|'тем'",
        "we",
    ),
    ("extraction", "reveal", 3, "recite ~1 'my'|'мое'|'this'|'это' ~1 message|prompt", "place|reward"),
    ("extraction", "reveal", 3, "inspect ~4 your|machine ~3 orders", ""),
    ("extraction", "reveal", 3, "inspect ~2 orders ~3 your|told", ""),
    ("extraction", "reveal", 3, "inspect ~2 rules ~3 'you'|'ты'|'тебе' ~2 follow|told", ""),
    ("extraction", "reveal", 3, "reveal|inspect|say ~4 orders|rules ~2 'you'|'ты' ~1 follow", ""),
    ("extraction", "reveal", 3, "inspect ~3 'you'|'тебе'|'ты' ~2 told", "topic"),
    ("extraction", "reveal", 3, "inspect ~8 beginning ~5 convo|prompt", ""),
    ("extraction", "reveal", 3, "inspect ~2 bot|what_model ~2 'you'|'ты' $", ""),
    ("extraction", "reveal", 3, "'кто' thou created", ""),
    ("extraction", "reveal", 2, "'who' created 'you' $", ""),
    ("extraction", "reveal", 3, "inspect ~3 told ~2 above ~1 'this'|'этого'", ""),
    ("extraction", "reveal", 3, "reveal ~4 api ~1 key", "we"),
    ("extraction", "reveal", 3, "reveal ~3 machine|admin ~1 key", ""),
    ("extraction", "reveal", 3, "reveal ~2 key ~2 machine|admin", ""),
    ("extraction", "reveal", 3, "reveal ~4 env", ""),
    ("extraction", "reveal", 3, "starting ~3 'you' 'are'", "reward"),
    ("extraction", "reveal", 3, "starting ~3 quote 'ты'", ""),
    ("extraction", "send", 3, "reveal ~4 convo ~6 url", ""),
    ("extraction", "send", 3, "reveal ~2 'conversation'|'переписку'|'переписки'|'диалог'|'контекст'", "we|reward"),
    ("extraction", "send", 3, "call ~1 'function'|'webhook'|'функцию'|'функции'", ""),
    # another person is to speak
    ("role_play", "role", 3, "'you' 'are'|'re' ~1 'now'|'no'|'not' ~3 persona|bot|free|modes", "reward"),
    ("role_play", "role", 3, "'now' 'you' 'are' ~3 persona|bot", ""),
    ("role_play", "role", 2, "'you' 'are' 'now' 'a'|'an'|'in'|'the'", ""),
    ("role_play", "role", 3, "'you're' ~2 'now'|'longer'|'not' ~3 persona|bot|addressee", ""),
    ("role_play", "role", 3, "'you' 'are' 'no'|'not' 'longer'? ~2 addressee", ""),
    ("role_play", "role", 3, "'ты' ~1 'не' ~2 addressee|bot", ""),
    ("role_play", "role", 3, "'you're'|'are' ~2 bot|persona ~3 neg|free ~2 rules", "we"),
    ("role_play", "role", 3, "'теперь' 'ты' ~3 persona", ""),
    ("role_play", "role", 3, "'ты' 'теперь'|'больше' ~3 persona|bot|orders", ""),
    ("role_play", "role", 2, "'теперь' 'ты'|'вы'", "reward"),
    ("role_play", "role", 3, "'отныне' 'ты'", ""),
    ("role_play", "role", 3, "'этого' 'момента' comma? 'ты'", ""),
    ("role_play", "role", 3, "'now' 'on' comma? ~2 reply|persona|bot|write|ignore", ""),
    (
        "role_play",
        "role",
        3,
        "'now' 'on' comma? 'you'|'you're' ~1 'will'|'must'|'are'? ~3 persona|bot|reply|orders|follow",
        "",
    ),
    ("role_play", "role", 3, "'ты' ~2 persona", "'наш'"),
    ("role_play", "role", 2, "'you' 'are'|'will' ~2 bot", "'if'|we"),
    ("role_play", "role", 2, "^ 'you' 'are' 'a'|'an' persona", "we"),
    ("role_play", "role", 3, "'you' 'are' 'a'|'the'? ~1 'language' 'model'", ""),
    ("role_play", "role", 3, "'roleplay'|'impersonate' ~1 'as'", "costume"),
    ("role_play", "role", 3, "'stay'|'break'|'be'|'remain' ~1 'in'? 'character'", "costume"),
    ("role_play", "game", 2, "'play'|'играем'|'поиграем'|'сыграем' ~2 game", ""),
    ("role_play", "role", 3, "pretend ~5 persona", "costume|we|number"),
    ("role_play", "role", 2, "pretend ~1 'you'|'to'|'ты'|'as'|'как'|'that'|'что'", ""),
    ("role_play", "role", 3, "pretend ~5 neg|free ~2 rules|orders|offence", "we"),
    ("role_play", "role", 3, "reply|write ~2 like ~2 persona", ""),
    ("role_play", "role", 3, "speak ~1 like ~2 persona", "'day'|'день'"),
    ("role_play", "mode", 3, "enable ~4 modes ~1 mode", ""),
    ("role_play", "mode", 3, "enable ~3 mode ~1 modes", ""),
    ("role_play", "mode", 3, "modes mode ~2 enable", ""),
    ("role_play", "mode", 2, "modes mode", ""),
    ("role_play", "mode", 2, "mode modes", ""),
    ("role_play", "mode", 3, "'do' 'anything' 'now'", ""),
    ("role_play", "mode", 2, "jailbreak", ""),
    ("role_play", "granny", 3, "granny ~12 key|orders|machine", "number|we|reward"),
    ("role_play", "story", 3, "story ~12 bot ~8 key|orders|reveal|rules", ""),
    ("role_play", "story", 2, "hypothetical", ""),
    ("role_play", "story", 3, "hypothetical ~12 rules|orders", ""),
    ("role_play", "story", 2, "purpose ~1 'purposes'|'целях'|'цели'|'only'", ""),
    # what counts only beside an attack
    ("override", "reach", 1, "^ write|reply|mention|reveal", ""),
    ("override", "reach", 1, "^ ignore", ""),
    ("override", "reach", 1, "write|reply|mention ~4 caps|quote|unit", ""),
    ("override", "reach", 1, "copyobj ~3 must|colon|quote", ""),
    ("role_play", "reach", 1, "^ 'you'|'ты' 'are'|'must'|'will'|'should'|'должен'|'можешь'|persona", ""),
)


@dataclass(frozen=True)
class Rule:
    """One family of sentences. `excuses`: where one of these classes stands in its sentence, it is not meant so."""

    kind: Injection
    family: str
    weight: int
    pattern: Pattern
    excuses: frozenset[str]


@dataclass(frozen=True)
class RuleBook:
    """All rules with the alphabet that texts have to be encoded in."""

    alphabet: Alphabet
    rules: tuple[Rule, ...]
    index: RuleIndex


@lru_cache(maxsize=1)
def rule_book() -> RuleBook:
    """Compiled at first use."""
    alphabet = Alphabet()
    rules = tuple(
        Rule(kind, family, weight, compile_rule(alphabet, rule), frozenset(excuses.split("|")) - {""})
        for kind, family, weight, rule, excuses in _RULES
    )
    for rule in rules:
        for name in rule.excuses:
            alphabet.letter(name)
    return RuleBook(alphabet, rules, RuleIndex([rule.pattern for rule in rules], directives().size))
