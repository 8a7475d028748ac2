"""Chinese reports without a verb and its subject: 据悉, 网上盛传, and a colon behind somebody."""

from __future__ import annotations

import re
from functools import cache

from annotations.splitting.chinese_chains import MAX_ORIGIN, ChineseChains
from annotations.splitting.chinese_phrases import MAX_NAME, compile_section, list_endings
from annotations.splitting.lexicon import load_lexicon
from annotations.splitting.types import Link, SourceKind, Span

SHORTEST_REPORT = 4
"""So many letters a first report has at least before a second one begins behind its comma."""
_NAMED_BEHIND = re.compile(
    r"的|[视視][频頻]|照片|[图圖]片|截[图圖]|文件|[录錄]音|聊天[记記][录錄]|消息|信息|名[单單]"
)
"""What makes 网传 part of a noun phrase: 网传视频, 网上流传的照片."""
_SOMEBODY = re.compile(
    r"(?:其中|另|另外|还有|有)?[一两兩二三四五六七八九十几幾数數多\d]{1,3}(?:名|位|人)|有(?:人|网友|網友|学者|學者|专家|專家|分析)"
)
_HEARD = frozenset({"悉", "说", "說", "称", "稱", "了解", "传", "傳", "闻", "聞"})
_HEADED = re.compile(r"([^，。；：:？！“”「」\s]{2,14})[：:](?=[^\s\d])")
_COLON_QUOTE = re.compile(r"[：:](?=[“「『\"])")


@cache
def _compile_there_is() -> re.Pattern[str]:
    """Return the pattern of 有消息称 and 网上盛传: a report without a speaker."""
    nouns = load_lexicon("zh")["unspecified_phrases"]
    kinds = "|".join(sorted(map(re.escape, nouns), key=len, reverse=True))
    where = (
        r"(?:坊[间間]|外界|市[场場]上?|[网網][上络絡路]?上?|[业業圈][内內]|社交媒体上?|社群媒體上?|民[间間]|江湖"
        r"|近日|日前|此前|一度|早前|昨日|今日)*(?:另|也|亦|又|[还還]|更|曾|早)?"
    )
    there_is = (
        rf"有(?:{kinds}|[观觀][点點]|[说說]法|[声聲]音|[舆輿][论論]|[评評][论論])(?:[则則]|也|更)?"
        r"(?:[称稱说說]|指出|指|[认認][为為]|表示|[显顯]示)"
    )
    rumour = (
        r"(?:[传傳]出(?:消息|[传傳][闻聞]|[风風][声聲])|[盛疯瘋风風谣謠误誤][传傳]|(?:有[^，。有]{1,8})?流[传傳]|[传傳][言闻聞])"
        r"[称稱说說指]?"
    )
    return re.compile(rf"{where}(?:{there_is}|{rumour})(?![的者开開甚])")


class ChineseOpenings(ChineseChains):
    """Finds the reports that a cue of its own or a colon opens."""

    def match_impersonal(self, start: int, end: int, depth: int) -> list[list[Link]]:
        """Match 据悉，… and 有消息称，… and 网上盛传…: a cue without a source."""
        start = self.skip_opening(start, end)
        found = _compile_there_is().match(self.text, start, end) or compile_section("impersonal_cues").match(
            self.text, start, end
        )
        if not found or _NAMED_BEHIND.match(self.text, found.end(), end):
            return []
        if found.group()[0] in "据據" and not self.stands_alone(found, end):
            return []
        cue = Span(start, found.end())
        return self.take_content(None, cue, found.end(), end, depth, "chinese_impersonal")

    def stands_alone(self, found: re.Match[str], end: int) -> bool:
        """Tell 据统计，from 据统计局: only 据悉 and its like need no sign behind them."""
        behind = self.text[found.end() : min(found.end() + 1, end)]
        return behind in "，,：:“「" or found.group()[1:] in _HEARD

    def is_speaker(self, source: Span) -> bool:
        """Tell a person or body by its last letters or by a title."""
        printed = self.text[source.start : source.end]
        if _SOMEBODY.match(printed):
            return True
        nouns = ("anonymous_nouns", "spokesperson_nouns", "organisation_nouns", "known_organisations")
        return any(map(printed.endswith, map(list_endings, nouns))) or any(
            title in printed for title in self.lexicon["titles"].words
        )

    def match_colon(self, start: int, end: int) -> list[list[Link]]:
        """Match 专家：…… and 王某很无奈：“……”: somebody, a colon, and no verb."""
        headed = _HEADED.match(self.text, start, end)
        if headed and not self.quotes.find(headed.start(1)):
            source = self.cut_source(*headed.span(1))
            content = self.trim(headed.end(), end)
            is_long = content is not None and content.end - content.start >= SHORTEST_REPORT
            if source and content and is_long and self.is_headed(source):
                link = Link(source, None, content, (content,), SourceKind.NONE, rule="chinese_colon")
                return [[link]]
        colon = _COLON_QUOTE.search(self.text, start, min(end, start + MAX_ORIGIN))
        quote = self.quotes.find(colon.end()) if colon else None
        if not colon or not quote or quote.start != colon.end() or self.trim(quote.end, end):
            return []
        clause = self.clause_start(start, colon.start())
        source = self.cut_source(clause, colon.start())
        if not source or not self.is_speaker(source) or self.text[source.end - 1] in "着著是":
            return []
        content = Span(quote.start, min(quote.end, end))
        link = Link(source, None, content, (content,), SourceKind.NONE, rule="chinese_colon")
        return [[link]]

    def is_headed(self, source: Span) -> bool:
        """Tell who may stand before the colon of a headline: somebody, or a bare name of three letters."""
        printed = self.text[source.start : source.end]
        is_name = 1 < len(printed) <= MAX_NAME and printed[0] in self.words.surnames
        return is_name or self.is_speaker(source) or printed in self.lexicon["unspecified_phrases"]
