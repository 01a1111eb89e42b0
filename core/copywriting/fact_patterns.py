"""What facts look like in Russian and English: one compiled expression a kind and language."""

import regex

from core.formats.brand import Language

NUMBER = (
    r"(?<![\w.,])\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)(?:[.,]\d+)?|(?<![\w.,])\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|"
    r"(?<![\w.,])\d+(?:[.,:]\d+)*"
)
_N = rf"(?:{NUMBER})"
_DASH = r"\s?[-–—−]\s?"
_SCALE = r"(?:\s?(?:тыс\w*\.?|млн\.?|миллион\w*|млрд\.?|k|K|m|M|bn|million|thousand)(?!\w))?"
_SPAN = rf"{_N}(?:{_DASH}\d+(?:[.,]\d+)*)?"

RU_WORDS = {
    "два": 2, "две": 2, "двух": 2, "двум": 2, "двумя": 2, "двоих": 2, "три": 3, "трёх": 3, "трех": 3, "тремя": 3,
    "четыре": 4, "четырёх": 4, "четырех": 4, "пять": 5, "пяти": 5, "шесть": 6, "шести": 6, "семь": 7, "семи": 7,
    "восемь": 8, "восьми": 8, "девять": 9, "девяти": 9, "десять": 10, "десяти": 10, "двенадцать": 12,
    "пятнадцать": 15, "двадцать": 20, "тридцать": 30, "сорок": 40, "пятьдесят": 50, "сто": 100,
}  # fmt: skip
EN_WORDS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "hundred": 100,
}  # fmt: skip
NUMBER_WORDS = RU_WORDS | EN_WORDS

#: Words that change what a number means, by what they turn it into.
LIMITS = {
    "from": r"от|начиная с|минимум|не менее|не меньше|хотя бы|from|at least|minimum|min\.?|starting at",
    "up to": r"до|максимум|не более|не больше|up to|at most|maximum|max\.?|no more than",
    "over": r"более|больше|свыше|over|more than|above",
    "under": r"менее|меньше|less than|under|below",
    "instead": r"вместо|обычно|instead of|was|usually|normally",
    "about": r"около|примерно|почти|в среднем(?: за)?|about|around|almost|nearly|approx\.?",
}
_RU_LIMIT = (
    r"(?:(?<!\w)(?:от|до|с|вместо|минимум за|минимум|максимум|не менее|не более|не меньше|не больше|более|больше"
    r"|менее|меньше|свыше|около|почти|примерно|всего|минус|за каждые|за каждый|каждые|первые|ещё|через|в течение"
    r"|в среднем|начиная с|хотя бы|обычно)\s+)*[-−–+]?"
)
_EN_LIMIT = (
    r"(?:(?<!\w)(?:(?:over|under)-(?=\d)|starting at|from|up to|at least|at most|instead of|was|usually"
    r"|normally|over|under|above|below"
    r"|more than|less than|no more than|pay for|minimum|maximum|min\.|max\.|about|around|almost|nearly|just|an extra"
    r"|an additional|save|within|for every|for each|the first|first|another)(?:\s+|(?<=-)))*[-−–+]?"
)
_RU_PER = (
    r"(?:\s?(?:/\s?|в |за |на |каждый |каждую )(?:месяц|мес\.?|год|день|сутки|ночь|час|неделю|занятие|урок"
    r"|человека|гостя|штуку|шт\.?|поездку|километр|км|мин(?:уту|\.)?|билет|сеанс|кг|килограмм|двоих|место|номер"
    r"|заказ|литр"
    r"|раз|выезд|двухместный номер)(?!\w)|\s?ежемесячно)?"
)
_EN_PER = (
    r"(?:\s?(?:/\s?|a |an |per |each |every )(?:month|mo|year|yr|night|day|week|hour|person|ride|trip|ticket|seat"
    r"|item|class|lesson|visit|mile|km|GB|kg|litre|guest|room|head|order|minute|delivery|session)(?!\w)|\s"
    r"(?:monthly|annually|yearly|pcm)(?!\w))?"
)
_RU_CUR = (
    r"\s?(?:₽|руб(?:лей|ля|ль|лях|лями)?(?:\.(?=\s+[a-zа-яё])|(?!\w))|р\.?(?!\w)|€|\$|£|евро(?!\w)|доллар\w*|юан\w+)"
)
_RU_MONTH = (
    r"(?:январ[яе]|феврал[яе]|марта?|марте|апрел[яе]|ма[яе]|июн[яе]|июл[яе]|август[ае]?|сентябр[яе]|октябр[яе]"
    r"|ноябр[яе]|декабр[яе])(?!\w)"
)
_RU_DAY = r"(?:понедельник\w*|вторник\w*|сред[аеуы]м?|четверг\w*|пятниц\w+|суббот\w+|воскресень\w+)(?!\w)"
_RU_YEAR = r"(?:\s+(?:20\d\d(?:\s+года|\s?г\.)?|года))?"
_RU_DATE = rf"(?:\d{{1,2}}(?:-го)?\s+{_RU_MONTH}{_RU_YEAR}|\d{{1,2}}\.\d{{2}}(?:\.\d{{2,4}})?(?![\d%]))"
_CODE = r"[«\"“„]?(?=[\w-]*[A-ZА-ЯЁ])[A-ZА-ЯЁ0-9][A-ZА-ЯЁ0-9_-]{2,}[»\"”“]?(?!\w)"
_EN_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)(?:\.(?=\s?\d)|(?!\w))"
)
_ORD = r"(?:st|nd|rd|th)?"
_EN_NUMERIC_DATE = r"(?<![\d./])\d{1,2}(?:/\d{2}|[./]\d{1,2}[./](?:20)?\d\d)(?![\d%]|[./]\d)"
_EN_YEAR = r"(?:,?\s+20\d\d)?"
_EN_DATE = (
    rf"(?:{_EN_MONTH}\s+\d{{1,2}}{_ORD}(?!\d)(?:{_DASH}(?:{_EN_MONTH}\s+)?\d{{1,2}}{_ORD}(?!\d))?{_EN_YEAR}"
    rf"|\d{{1,2}}{_ORD}(?:{_DASH}\d{{1,2}}{_ORD})?\s+(?:of\s+)?{_EN_MONTH}{_EN_YEAR})"
)
_EN_DAY = (
    r"(?:(?<!black )(?<!cyber )(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?|weekends?|weekdays?"
    r"|midnight|noon|tonight|tomorrow|today)(?!\w)"
    r"(?:\s(?:night|morning|evening|afternoon)s?(?!\w))?"
)
_EN_TIME = r"\d{1,2}(?:[:.]\d{2})?\s?(?:am|pm|a\.m\.|p\.m\.)(?!\w)"
_RU_WORD_NUMBER = rf"(?:{'|'.join(RU_WORDS)})"
_EN_WORD_NUMBER = rf"(?:{'|'.join(EN_WORDS)})"
_RU_STOP = (
    r"(?!(?:и|или|в|во|на|с|со|по|до|от|за|из|для|при|без|к|у|о|об|а|но|не|при|через|после|вместо|кэшбэка|это|всё)"
    r"(?!\w)|\w+(?:ый|ий|ая|ое|ый)(?!\w))"
)
_EN_STOP = (
    r"(?!(?:and|or|in|on|at|for|from|to|by|with|without|of|the|a|an|if|when|until|before|after|is|are|only|per|off"
    r"|included)(?!\w))"
)


def _compile(body: str) -> "regex.Pattern[str]":
    return regex.compile(body, regex.IGNORECASE)


PERCENT: dict[Language, "regex.Pattern[str]"] = {
    "ru": _compile(
        rf"(?:(?<!\w)(?:от|с|из)\s+{_N}\s?%?\s+до\s+|{_RU_LIMIT})(?:{_N}\s?%{_DASH}(?=\d))?{_SPAN}\s?(?:%"
        rf"|п\.\s?п\.?|процент\w*)(?:-\w+)?"
        r"(?:\s+(?:годовых|в год|в месяц|кэшбэк\w*|кешбэк\w*|скидк\w*|(?:от|со?) (?:стоимости"
        r"|суммы)(?: \w+)?)(?!\w))?"
    ),
    "en": _compile(
        rf"(?:(?<!\w)(?:from|between)\s+{_N}\s?%?\s+(?:to|and)\s+"
        rf"|{_EN_LIMIT})(?:{_N}\s?%{_DASH}(?=\d))?{_SPAN}\s?(?:%|percent|per cent)"
        r"(?:\s+(?:fixed |variable |representative )?(?:AER|APR|APY|off|cash\s?back|interest|discount|back"
        r"|fewer|less|more)(?!\w)|\s+a year)?"
    ),
}
PRICE: dict[Language, "regex.Pattern[str]"] = {
    "ru": _compile(
        rf"(?:(?<!\w)(?:от|с)\s+{_N}{_SCALE}(?:{_RU_CUR})?\s+до\s+|{_RU_LIMIT})(?:{_SPAN}{_SCALE}{_RU_CUR}"
        rf"|[€$£₽]\s?{_SPAN}{_SCALE}){_RU_PER}"
    ),
    "en": _compile(
        rf"(?:(?<!\w)(?:from|between)\s+[£$€]{_N}{_SCALE}\s+(?:to|and)\s+|{_EN_LIMIT})"
        rf"(?:[£$€₽]\s?\d[\d,]*(?:\.\d+)?(?:{_DASH}[£$€]?\d[\d,]*(?:\.\d+)?)?{_SCALE}|{_SPAN}{_SCALE}\s?(?:€|₽"
        rf"|£|\$|USD|EUR|GBP|euros?|pounds?|dollars?|pence|cents?|p)(?!\w))"
        rf"{_EN_PER}(?:\s+off(?!\w))?"
    ),
}
DATE: dict[Language, "regex.Pattern[str]"] = {
    "ru": _compile(
        rf"(?<!\w)(?:с|со|от)\s+\d{{1,2}}(?:\s+{_RU_MONTH})?\s+(?:по|до)\s+{_RU_DATE}"
        rf"|(?<!\w)(?:с\s+{_RU_DATE}\s+по\s+{_RU_DATE})"
        rf"|(?<!\w)(?:(?:только\s+)?(?:до конца|с|со|до|по|к|на|после|не позднее|только|в период с)\s+)?"
        rf"(?:\d{{1,2}}(?:{_DASH}|\s+и\s+))?{_RU_DATE}(?:{_DASH}{_RU_DATE})?"
        rf"|(?<!\w)(?:только\s+)?(?:до|по|в|во|с|со|к|каждый|каждую|каждое|каждые)\s+(?:эт\w+ |следующ\w+ "
        rf"|ближайш\w+ )?(?:{_RU_DAY}|выходные|выходных|будни|конца?е?\s+(?:{_RU_MONTH}|года|месяца|недели|лета"
        rf"|осени|зимы|весны|дня))(?:\s+(?:и|по|до)\s+{_RU_DAY})?"
        rf"|(?<!\w)по\s+(?:будням|выходным)"
        rf"|(?<!\w)(?:только\s+)?(?:сегодня|завтра)(?!\w)"
        rf"|(?<!\w)(?:(?:весь|в|с|за)\s+{_RU_MONTH}|(?:весь|за|в)\s+\w+(?:брь|рель|юнь|юль|варь|враль|рт|густ"
        rf"|май)(?!\w))|(?<!\w)в\s+этом\s+(?:году|месяце)"
        r"|(?<!\w)(?:с\s+)?\d{1,2}[:.]\d{2}\s+до\s+\d{1,2}[:.]\d{2}(?!\d)|(?<!\w)(?:до|с|после)\s+\d{1,2}:\d{2}(?!\d)"
        r"|(?<!\w)с\s+\d{1,2}\s+до\s+\d{1,2}(?:\s+(?:часов|утра|вечера))?(?!\s?[\w%₽€$])|(?<!\w)до\s+\d{1,2}\s+числа"
    ),
    "en": _compile(
        rf"(?<!\w)(?:between|from)\s+(?:{_EN_DATE}|\d{{1,2}}{_ORD})\s+(?:and|to|until|through)\s+{_EN_DATE}"
        rf"|(?<!\w)(?:between|from)\s+(?:{_EN_TIME}|\d{{1,2}}|{_EN_DAY})\s+(?:and|to|until|till)\s+"
        rf"(?:{_EN_TIME}|{_EN_DAY})"
        rf"|(?<!\w)(?:(?:ends?|until|till|by|before|after|through|on|from|since|to|only)\s+)*{_EN_DATE}(?:\s+"
        rf"(?:to|until|through)\s+{_EN_DATE})?"
        rf"|(?<!\w)(?:(?:ends?|ending|expires?|until|till|by|before|after|through|on|from|since|to"
        rf"|only)\s+)*{_EN_NUMERIC_DATE}"
        rf"|(?<!\w)(?:(?:until|till|by|before|after|from|at|every|on)\s+)*{_EN_TIME}(?:\s*[-–]\s*{_EN_TIME})?"
        rf"|(?<!\w)(?:(?:until|till|by|before|on|every|each|this|next|all|from|only|through)\s+)*{_EN_DAY}"
        rf"(?:\s+(?:to|and|through)\s+{_EN_DAY})?(?:\s+only(?!\w))?"
        r"|(?<!\w)(?:until|till|by|before)\s+(?:the\s+)?(?:week|month|year|summer|winter)['’]s\s+end(?!\w)"
        rf"|(?<!\w)(?:until|till|by|through|before)\s+(?:the\s+)?end\s+of\s+(?:the\s+)?(?:\w+)|(?<!\w)(?:this"
        rf"|next)\s+(?:week|month|summer|autumn|winter|spring)(?!\w)(?:\s+only(?!\w))?|(?<!\w)all\s+(?:week"
        rf"|month|summer|autumn"
        rf"|winter|spring)(?:\s+long)?(?=\s*(?:$|[.,;!?]))"
        rf"|(?<!\w)(?:all|in|this|throughout|until|by|every|each)\s+{_EN_MONTH}"
    ),
}
PROMO: dict[Language, "regex.Pattern[str]"] = {
    "ru": regex.compile(
        rf"(?:(?<!\w)[Пп]о\s+)?(?:(?<!\w)(?i:промо-?код\w*|код(?:ом|у|а)?|купон\w*))\s?[:—–-]?\s+{_CODE}"
        rf"|(?<!\w)(?i:code):?\s+{_CODE}"
    ),
    "en": regex.compile(
        rf"(?:(?<!\w)(?:(?:[Ww]ith|[Uu]se|[Uu]sing|[Ee]nter|[Aa]pply)\s+)?(?:the\s+)?(?i:promo\s?code"
        rf"|promotional code|discount code|voucher code|coupon code|coupon|voucher|code)):?\s+{_CODE}"
    ),
}
#: What is given for nothing, whole: "вторая пицца в подарок", "2 for 1", "half price". Found before plain numbers.
DEAL: dict[Language, "regex.Pattern[str]"] = {
    "ru": _compile(
        r"(?<!\w)(?:втор|трет|четв[её]рт|пят|шест|кажд)(?:ый|ой|ий|ая|ья|ое|ье|ую|ью)"
        r"(?:\s+(?!и(?!\w))[\w-]+){1,3}\s+(?:в подарок|бесплатно|даром)(?!\w)"
        r"|(?<!\w)по цене (?:одно\w+|двух|тр[её]х|\d)(?!\w)|(?<!\w)(?:за|в) полцены(?!\w)"
        r"|(?<![\d\w])[1-4]\s?\+\s?1(?:\s?=\s?\d)?(?!\d)|(?<![\d\w.,])[2-6]\s?=\s?[1-5](?![\d.,%])"
        r"|(?<!\w)вход свободный(?!\w)|(?<!\w)(?:двойн|тройн)\w+\s+\w+"
    ),
    "en": _compile(
        r"(?<!\w)(?:2|two|3|three)[ -]for[ -](?:1|one|2|two)(?!\w)"
        r"|(?<!\w)(?:buy|order) (?:one|two|1|2),? (?:and )?get (?:one|two|another|1|the (?:second|third))(?: one)?"
        r"(?: (?:free|half[ -]price))?(?!\w)|(?<!\w)half[ -]price(?!\w)"
        r"|(?<!\w)(?:the )?(?:second|third|2nd|3rd|[4-9]th)(?: (?!for|of|and)[\w-]+){0,2} (?:is |goes |for )?"
        r"(?:free|half[ -]price)(?!\w)"
        r"|(?<!\w)(?:double|triple) (?!room|bed|glaz|data)[\w-]+"
        r"|(?<!\w)(?:a )?(?:welcome|free|birthday) gift(?!\w)(?! cards?)"
    ),
}
NUMERIC: dict[Language, "regex.Pattern[str]"] = {
    "ru": _compile(
        rf"(?:(?<!\w)(?:от|с)\s+{_N}(?:\s[^\W\d_]+)?\s+до\s+(?=\d)|{_RU_LIMIT})(?:(?<!\w)(?:за"
        rf"|на)\s+(?=\S+\s+(?:д(?:ень|ня|ней)|час\w*|минут\w*|сут\w+|недел\w+)))?"
        rf"(?:{_SPAN}{_SCALE}\+?|(?<!\w){_RU_WORD_NUMBER}(?!\w))"
        rf"(?:(?:-(?:м|й|го|х|ти|и|дневн|летн)\w*)?\s?{_RU_STOP}[^\W\d_][\w-]*(?:/с)?(?:\s+(?:до|после|с)\s+"
        rf"(?:заезда|вылета|урока|начала|отправления|поездки|старта|визита|занятия|мероприятия|доставки|покупки"
        rf"|оформления))?)?"
    ),
    "en": _compile(
        rf"(?:(?<!\w)(?:from|over|between)\s+{_N}(?:\s[^\W\d_]+)?\s+(?:to|and)\s+(?=\d)"
        rf"|{_EN_LIMIT})(?:{_SPAN}{_SCALE}\+?|(?<!\w){_EN_WORD_NUMBER}(?!\w))(?:\s+(?:or"
        rf"|and)\s+more)?(?:\s+in\s+\d+)?"
        rf"(?:-[^\W\d_]+(?:-old)?(?:\s+{_EN_STOP}[^\W\d_][\w-]*)?|\s?{_EN_STOP}[^\W\d_][\w-]*(?:\s+(?:ago"
        rf"|before \w+|after \w+))?)?"
    ),
}
_RU_NOUN = r"(?:[\w-]+(?:ого|его|ой|ей|ых|их)\s+)?[\w-]+"
CONDITION: dict[Language, "regex.Pattern[str]"] = {
    "ru": _compile(
        rf"(?<!\w)без\s+(?!визита){_RU_NOUN}|(?<!\w)без\s+визита\s+в\s+\w+"
        r"|(?<!\w)бесплатн\w+|(?<!\w)в\s+подарок(?!\w)|(?<!\w)подарок(?!\w)|(?<!\w)даром(?!\w)"
        r"|(?<!\w)(?:только\s+)?(?:для\s+)?нов\w+\s+(?:клиент|пользовател|покупател|абонент|пассажир|гост"
        r"|зрител|участник|подписчик)\w+"
        r"|(?<!\w)при\s+(?:\w+(?:ой|ей|ом|ем)\s+)?\w+(?:е|и|у)(?!\w)(?:\s+(?:от|до|на|по|через|в)?\s*(?!(?:и|или"
        r"|на|в|с|до|от)\s)[\w-]+){0,2}?(?=$|[.,;:!?)—]|\s(?:и|на|в|с|со|до|по|от|за|из|для|—|при|без|через"
        r"|\d))"
        r"|(?<!\w)при\s+\w+\s+(?:от|до|на|в|через)\s+\w+"
        r"|(?<!\w)кроме\s+\w+|(?<!\w)только\s+(?!до|с|по|в|на|сегодня|завтра)[\w-]+(?:\s+\w+)?"
        r"|(?<!\w)(?:пенсионер|студент|школьник|предпринимател)\w+|(?<!\w)перв(?:ый|ая|ое)\s+(?!взнос)\w+|"
        r"(?<!\w)для\s+(?:ИП|самозанят\w+|студент\w+|пенсионер\w+|семей|школьник\w+|бизнеса|предпринимател\w+"
        r"|держател\w+)(?:\s+и\s+\w+)?|(?<!\w)втор(?:ой|ая|ое)\s+(?!и(?!\w))\w+"
    ),
    "en": _compile(
        r"(?<!\w)(?:with\s+)?no\s+(?:[\w-]+\s+)?(?:fees?|charges?|contracts?|commission|deposit|appointment"
        r"|interest|minimum|paperwork|queue|strings|withdrawals|commitment|costs?|card)(?:\s+attached)?(?!\w)"
        r"|(?<!\w)(?:with\s+)?no\s+(?!more)[\w-]+(?!\w)|(?<!\w)without\s+(?:a\s+|an\s+|any\s+)?[\w-]+"
        r"|(?<!\w)free(?!\w)(?:\s+of\s+charge|\s+(?:delivery|shipping|installation|returns|coffee|breakfast"
        r"|month|trial|cancellation|drink|dessert|popcorn|ride|router|card|for\s+[\w-]+))?"
        r"|(?<!\w)included(?:\s+free)?(?!\w)|(?<!\w)optional(?!\w)"
        r"|(?<!\w)(?:for\s+)?(?:new|existing|first-time)\s+(?:\w+\s+)?(?:customers?|clients?|members?|users?"
        r"|subscribers?|companies|businesses|riders?|drivers?|shoppers?|guests?|passengers?)(?!\w)"
        r"|(?<!\w)(?:on|for|with)\s+(?:your\s+|any\s+|all\s+|the\s+)?(?:first\s+)?(?:orders?|purchases?"
        r"|bookings?|spends?|rides?|trips?)(?!\w)"
        r"|(?<!\w)(?:orders?|purchases?|bookings?|baskets?)(?=\s+(?:over|of|from|above)\s+\S?\d)|"
        r"(?<!\w)except\s+\w+|(?<!\w)excludes?\s+\w+|(?<!\w)pay\s+for\s+\w+|(?<!\w)(?:students|pensioners)"
        r"(?!\w)"
    ),
}
