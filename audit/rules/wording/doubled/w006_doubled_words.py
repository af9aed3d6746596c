"""词语重复

依据：评估实务按文字差错扣分；公文用语应当准确、简洁（《党政机关公文处理工作条例》）。
核对：标题、引言和正文中连续出现两次的词语（二至十字）和不应重复的单字（“的的”“进一步加加强”“公开开了”，见 doubled.toml、doubled_characters.toml），隔着换行（段落末尾没有标点而下一段接着写）的也算；隔着逗号、顿号的“的、的”；并列各项中相邻的相同两项（“宣传、宣传”）；紧接着重复一遍的分句（六字以上）；同一部分中原样出现两次的句子（二十五字以上）和段落（十二字以上）。
不判：合法的叠用（“一件一件”“看着看着”“支队支队长”等，清单见 doubled.toml；“层层”“高高兴兴”“一张张”）和两词相接（“工作作风”“公开开展”）；数字、字母的重复；表格内的文字；隔开出现的词语重复；只有数字、单位不同的相似语句；没有句末标点的段落（标题、网页的页眉页脚）。
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.patterns import regex
from audit.rules.kit import Case, Outcome, narrative, one_per_hit, rule, stated, wrong_words
from audit.rules.wording.doubled._doubled import doubled_across_lines, doubled_words, repeated_sentences

#: An item of a list and the same item again: “宣传、宣传、培训”; “学习、学习、再学习” is intended.
_ITEM = regex(r"(?<![^，。；、：（“])(?P<word>[\u4e00-\u9fff]{2,10})、(?P=word)(?=[，。；、）]|等)(?!、再)")
#: 的 on both sides of a mark: “真实的、的信息”; what ends or begins a word is none.
_OF = regex(r"(?<![目标有之])(?P<word>的)[、，]的(?![确士])")


@rule(severity="warning", needs_form=False)
def check(case: Case) -> Iterator[Outcome]:
    """One failure per place; one pass where there is none."""
    hits = []
    for passage in narrative(case.report):
        hits += [
            wrong_words(passage, match.span(), "{where}“{found}”重复", correction=match["word"])
            for match in (*doubled_words(passage.text), *_OF.finditer(passage.text), *_ITEM.finditer(passage.text))
        ]
    hits += doubled_across_lines(case)
    hits += repeated_sentences(case)
    yield from one_per_hit(case, hits, stated("未见重复的词语"))
