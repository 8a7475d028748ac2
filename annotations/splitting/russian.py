"""Closed sets of Russian words and endings that the rules know by themselves."""

import re

PARTICIPLE = re.compile(
    r"(?:[ую]щ|[ая]щ|[иаяео]вш|[аяеё]нн|нут)(?:ий|ая|ее|ие|его|ему|им|ей|ую|их|ый|ое|ые|ого|ому|ым|ой|ых|ом|ем)(?:ся)?$"
)
"""How participles end, which open an apposition or stand before their noun."""
LISTENERS = frozenset(
    {
        "журналистам",
        "корреспонденту",
        "корреспондентам",
        "агентству",
        "изданию",
        "газете",
        "порталу",
        "телеканалу",
    }
    | {"радиостанции", "журналу", "репортёрам", "репортерам", "прессе", "нам", "ему", "ей", "им", "сайту"}
)
"""Whom a verb of saying tells, in the dative."""
OCCASIONS = frozenset({"вопрос", "вопросы", "интервью", "беседе", "разговоре", "эфире", "комментарии"})
"""What stands behind "на" or "в" between a verb of saying and its subject."""
AGENCY_TAILS = frozenset({"новости", "тасс", "рбк", "риа", "агентства", "газеты", "издания", "телеканала"})
INDEFINITE = frozenset({"один", "одна", "бывший", "бывшая", "некий", "некая", "другой", "неназванный"})
"""What keeps an office from being that of one known person."""
PLACES = frozenset({"города", "посёлка", "поселка", "села", "деревни", "улицы", "имени", "острова"})
"""Nouns in the genitive whose name is a place's."""
AGENT_ENDINGS = (
    *("тель", "тели", "ник", "ники", "ница", "щик", "щики", "чик", "чики", "ист", "исты"),
    *("олог", "ологи", "граф", "графы", "вед", "веды", "ант", "анты"),
)
"""How nouns of people end that tell what somebody does."""
OBJECTS = frozenset({"не", "ему", "ей", "им", "нам", "его", "её", "ее", "это", "всё", "все", "их"})
"""What stands between a verb and its infinitive: "пообещал его открыть"."""
MURMURS = frozenset({"поговаривают", "шепчутся", "судачат", "ходят"})
"""Verbs of rumour that a place may stand before: "в селе поговаривают, что"."""
NAMES_IN_IYA = frozenset(
    {
        "мария",
        "юлия",
        "анастасия",
        "виктория",
        "валерия",
        "наталия",
        "ксения",
        "евгения",
        "софия",
        "лидия",
        "лилия",
    }
    | {
        "эмилия",
        "сильвия",
        "клавдия",
        "оливия",
        "амелия",
        "аврелия",
        "антония",
        "корнелия",
        "цецилия",
        "аглая",
    }
)
"""First names with the ending of countries: "Лосария заявила"."""
APPOSED = frozenset(
    {"близкий", "близкая", "близкие", "близкого", "близких", "знакомый", "знакомая", "знакомые", "знакомого"}
    | {"знакомых", "осведомлённый", "осведомленный", "осведомлённые", "осведомленные"}
)
"""Adjectives that open an apposition: "источник, близкий к следствию"."""
