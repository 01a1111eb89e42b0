"""A bank of twelve pictures in two languages, embedded by the encoder of these tests."""

from collections.abc import Sequence

from core.retrieval.corpus import EMBEDDED, Corpus, Entry, passages
from core.retrieval.search import Found, Query, Searcher
from tests.fakes import FakeBankIndex, FakeEncoder

#: id: (English sentences, Russian sentences, English services, Russian services, flags)
PICTURES = {
    "piggy": ("A blue piggy bank. A coin drops into its slot.", "Синяя копилка. В прорезь падает монета.",
              ["Savings account", "Pocket money app"], ["Накопительный счёт", "Приложение для карманных денег"], []),
    "house": ("A small house. A red roof and a green door.", "Маленький дом. Красная крыша и зелёная дверь.",
              ["Mortgage for families", "Home insurance"], ["Ипотека для семей", "Страхование дома"], []),
    "car": ("A red car. Its lights are on.", "Красная машина. У неё горят фары.",
            ["Car loan", "Taxi across town"], ["Автокредит", "Такси по городу"], []),
    "plane": ("A white plane above clouds. It leaves a trail.", "Белый самолёт над облаками. За ним тянется след.",
              ["Cheap flights", "Miles card"], ["Дешёвые билеты", "Карта с милями"], []),
    "suitcase": ("An orange suitcase with stickers. Its handle is up.", "Рыжий чемодан с наклейками. Ручка поднята.",
                 ["Travel insurance", "Holiday tours"], ["Страховка в поездке", "Туры на отдых"], []),
    "umbrella": ("An open umbrella. Drops of rain run down.", "Раскрытый зонт. По нему стекают капли дождя.",
                 ["Weather service", "Life insurance"], ["Служба погоды", "Страхование жизни"], []),
    "gift": ("A gift box with a golden bow. Confetti lies around.", "Подарок с золотым бантом. Вокруг лежит конфетти.",
             ["Gift cards", "Loyalty bonus"], ["Подарочные карты", "Бонусы за верность"], ["complex"]),
    "phone": ("A black phone with a display. A message shines.", "Чёрный телефон с экраном. Светится сообщение.",
              ["Mobile tariff", "Messenger"], ["Мобильный тариф", "Мессенджер"], []),
    "pizza": ("A slice of pizza. Cheese stretches from it.", "Кусок пиццы. За ним тянется сыр.",
              ["Food delivery", "Restaurant cashback"], ["Доставка еды", "Кэшбэк в ресторанах"], []),
    "boss": ("A person in a tie. He smiles at a laptop.", "Человек в галстуке. Он улыбается ноутбуку.",
             ["Business account", "Accounting online"], ["Счёт для бизнеса", "Бухгалтерия онлайн"], ["person"]),
    "runner": ("A person runs. Her shoes are yellow.", "Человек бежит. На ней жёлтые кроссовки.",
               ["Sports club", "Shoe shop"], ["Спортивный клуб", "Магазин обуви"], ["person", "complex"]),
    "key": ("A golden key. A tag hangs on its ring.", "Золотой ключ. На кольце висит бирка.",
            ["Flat rental", "Safe deposit"], ["Аренда квартиры", "Банковская ячейка"], []),
}  # fmt: skip

ENTRIES = [
    Entry(name, {"en": en, "ru": ru}, {"en": services_en, "ru": services_ru}, frozenset(flags))
    for name, (en, ru, services_en, services_ru, flags) in PICTURES.items()
]


def corpus_of(entries: Sequence[Entry]) -> Corpus:
    """The entries embedded as an import does it: those without an English text have no vectors."""
    encoder = FakeEncoder()
    vectors = {kind: [encoder.encode(passages(entry, "en")[kind]) for entry in entries] for kind in EMBEDDED}
    return Corpus(entries, vectors, encoder.languages)


def searcher_of(corpus: Corpus, encoder: FakeEncoder | None = None) -> Searcher:
    """Searches the corpus with an exact index."""
    index = FakeBankIndex(corpus.passages)
    index.refresh(1)
    return Searcher(corpus, index, encoder or FakeEncoder())


SEARCHER = searcher_of(corpus_of(ENTRIES))


def found(query: Query | str, searcher: Searcher = SEARCHER, limit: int = 20) -> list[Found]:
    """What is found, best first."""
    return searcher.search(query if isinstance(query, Query) else Query(query), limit)


def first(query: Query | str, searcher: Searcher = SEARCHER) -> str:
    """The name of the picture that comes first."""
    return found(query, searcher)[0].id
