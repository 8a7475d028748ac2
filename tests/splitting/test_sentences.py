"""Where sentences end on pages and in letters, where stops and blanks are used loosely."""

import pytest

from annotations.splitting import split_sentences


@pytest.mark.parametrize(
    "sentences",
    [
        ["See https://harbour.example/a.html", "https://harbour.example/b.html"],
        ["The gates open at noon. :-)", "Bring a coat."],
        ["We waited . . .", "Then the lock opened."],
        ["Call them at 303-555-0160.", "they have not heard from you."],
        ["Ask Alice (3-3264).", "she knows the key."],
        ["The dam holds. [...]", "The council meets on Friday."],
        ["Forwarded by Bob Lind on 02/13/2001 08:02 PM", "All of you know the plan."],
        ["Printed without warranty ========", "Attached please find the map."],
    ],
)
def test_a_loose_end_is_an_end(sentences: list[str]) -> None:
    text = " ".join(sentences)
    assert [text[start:end] for start, end in split_sentences(text, language="en")] == sentences


@pytest.mark.parametrize(
    "text",
    [
        "The meeting at 10 a.m. (local time) is off.",
        'The shop of Reed Inc. (the "Seller") closed.',
        "Go to https://harbour.example/plan.html and read it.",
    ],
)
def test_an_abbreviation_or_address_within_is_none(text: str) -> None:
    assert len(split_sentences(text, language="en")) == 1


@pytest.mark.parametrize("unit", ["https://", "=", ". ", "1/1/2001 1:01 PM", ". :", "[1]", "a.", "-1."])
def test_any_run_is_split_with_exact_spans(unit: str) -> None:
    text = unit * 2000
    spans = split_sentences(text, language="en")
    covered = "".join(text[start:end] for start, end in spans)
    assert "".join(covered.split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("en", ["Doors open at 11 a.m.", "Tickets cost $5."]),
        ("en", ["The show starts at 8 p.m. Friday in the hall.", "Come early."]),
        ("en", ["The debate begins at 9 p.m. Eastern time.", "Both will come."]),
        ("en", ["He moved to the U.S.", "His wife stayed behind."]),
        ("en", ["The U.S. Senate voted.", "It failed."]),
        ("en", ["J. K. Reed and A.B. Stone won.", "They cheered."]),
        ("en", ["It was plan B.", "Nobody liked it."]),
        ("en", ["They collect works of art.", "Carol Reed keeps the list."]),
        ("en", ["See art. 5 and fig. 3 of the report.", "They differ."]),
        ("en", ["Did it help?", "No.", "Not at all."]),
        ("en", ["“We won.”", "Carol Reed said so twice."]),
        ("en", ["“Why?” Carol asked.", "Nobody knew."]),
        ("en", ["“Stop!” she cried.", "He stopped."]),
        ("en", ["He said: “No.", "Never.”", "Then he left."]),
        ("en", ["The canal is older than the town. 4", "Even so, few maps show it."]),
        ("en", ["Great trip :)", "Now I want another."]),
        ("en", ["It cost $3.5 million.", "Too much?", "Perhaps."]),
        ("en", ["They left the U.S. in June.", "他们没有回应。"]),
        ("en", ["Nobody left the U.S.", "他们没有回应。"]),
        ("zh", ["公司成立于2019年。", "2021年上市。"]),
        ("zh", ["「為什麼？」他問。", "沒有人回答。"]),
        ("zh", ["“大家好！", "我来了！”他喊道。", "没有人回答。"]),
        ("zh", ["他说：“我们不知道。”", "记者没有再问。"]),
        ("zh", ["他读了《为什么？》这本书。", "书很好。"]),
        ("zh", ["他喜欢《你好！星期天》。", "我也是。"]),
        ("zh", ["“谁来付钱？”这个问题没有答案。", "会议结束了。"]),
        ("zh", ["他在U.S. Steel工作。", "工资不高。"]),
        ("zh", ["真的吗？！", "没有人相信。"]),
        ("ru", ["Об этом сообщил А. С. Котов.", "Завод закрыли."]),
        ("ru", ["Ущерб составил 5 млн руб.", "Виновных ищут."]),
        ("ru", ["Привезли яблоки, груши и т. д.", "Покупатели довольны."]),
        ("ru", ["Мост строили в 2019 г. и сдали в срок.", "Он стоит."]),
        ("ru", ["Дом стоит на ул. Ленина, д. 5.", "Жильцы ждут."]),
        ("ru", ["«Кто виноват?» — спросил Котов.", "Ответа нет."]),
        ("es", ["El Sr. Molina llegó tarde.", "Nadie protestó."]),
        ("es", ["El templo data del 300 a. C.", "Los arqueólogos lo hallaron en mayo."]),
        ("es", ["Vivió en el siglo II a. C. en la costa.", "Murió joven."]),
        ("es", ["La sesión empezó a las 11 a. m. en la sede.", "Hubo quórum."]),
        ("es", ["¿Quién paga?", "¡Qué raro!", "Nadie lo sabe."]),
        ("de", ["Die Fa. Huber baut die Halle.", "Sie wird 2032 fertig."]),
        ("de", ["Das Büro liegt in der Bahnhofstr. 7 in Lünow.", "Es ist klein."]),
        ("de", ["Prof. Dr. Anna Kranz leitet das Institut.", "Sie forscht."]),
        ("de", ["Am 8. Juni kam der Regen.", "Er blieb."]),
        ("de", ["Es fehlen Bäume, Bänke usw.", "Niemand weiß warum."]),
        ("de", ["Der Umsatz stieg auf 4,5 Mrd. Euro.", "Der Gewinn fiel auf 2 Mio.", "Die Börse gab nach."]),
        ("fr", ["M. Renard a démissionné.", "Il part."]),
        ("fr", ["L’art. 5 de la loi l’interdit.", "Le maire s’en moque."]),
        ("fr", ["« Qui paie ? » demande le maire.", "Personne."]),
        ("fr", ["« Je ne sais pas. »", "Il est parti."]),
        ("ar", ["وصل د. سامي إلى المدينة.", "كان متعبا."]),
        ("ar", ["اشترى خبزا وزيتا إلخ.", "ثم عاد إلى البيت."]),
        ("ar", ["ماذا بعد؟", "لا أحد يعرف."]),
        ("en", ["See Reed et al. (2011) for details.", "They differ."]),
        ("en", ["He lives on Mill St. in Ashmere.", "It is quiet."]),
        ("en", ["He lives on Mill St.", "It is quiet."]),
        ("en", ["Open Mon.–Fri. from 9 a.m. to 5 p.m.", "Bring a coat."]),
        ("en", ["He was ill.", "Carol Reed called."]),
        ("en", ["Reed writes for Harbour.Com now.", "He likes it."]),
        ("zh", ["该书于2011年出版[1]。", "销量很好。[2]", "他很高兴。"]),
        ("zh", ["“我不知道……”他犹豫地说。", "她没有回答。"]),
        ("ru", ["— Кто там? — спросила Анна.", "— Это я."]),
        ("ru", ["Это т. н. «чёрный ящик».", "Его нашли."]),
        ("es", ["—¿Quién es? —preguntó Ana.", "—Soy yo."]),
        ("fr", ["— Qui est là ? demanda Anne.", "— C’est moi."]),
        ("de", ["»Wer ist da?« fragte Anna.", "»Ich.«"]),
        ("de", ["Dr. med. Anna Kranz leitet die Klinik.", "Sie operiert."]),
        ("it", ["La dott. Alice Reed è partita.", "Nessuno lo sa."]),
    ],
)
def test_an_end_is_told_from_an_abbreviation(language: str, sentences: list[str]) -> None:
    text = ("" if language == "zh" else " ").join(sentences)
    assert [text[start:end] for start, end in split_sentences(text, language=language)] == sentences
