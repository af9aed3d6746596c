"""The words that tell a problem of section 五, and those that tell what is or was done about one."""

from __future__ import annotations

import re

from audit.patterns import regex

PROBLEM = regex(
    """
      问题 | 短板 | 差距 | 困难 | 欠缺                                         # names of a problem
    | 有待 | 亟待 | 尚待 | 还需 | 仍需 | 需要?进一步 | 需要?加强               # what is yet to be done
    | 不足 | 不够 | 不高 | 不强 | 不深 | 不及时 | 不完善 | 不规范 | 不平衡     # what is not as it should be
    | 薄弱 | 滞后 | 单一 | 缺乏 | 缺少 | 有限 | 偏少 | 偏低                    # how things are
    """,
    re.VERBOSE,
)
#: What is amiss, in plainer words: a problem where it stands in front of the first measure.
AMISS = regex("慢|差(?!异)|弱|乱|旧|难|没|未(?!来)|不(?!断|仅|但|懈|折不扣)|漏|错|迟|太|过于|只有|仅有")
_ACTS = "加强|完善|提升|提高|优化|规范|改进|加大|强化|拓展|丰富|健全|深化|增强|细化|推进|加快"
#: What is still to be done says that something is lacking, not that it was done: left out before looking for measures.
_LACKING = regex(
    rf"""
      (?:有待|亟待|尚待|还需|仍需|需要?|尚需|不够|不太|不|未能|缺乏) (?:进一步|继续|不断|持续|更加)* 地? (?:{_ACTS})
    | (?:{_ACTS}|落实|开展|组织|安排|制定|建立) [得的]? (?:还|仍|尚|较|比较|不太|相对)?
      (?:不(?:到位|够|力|多|高|强|深|全|足|及时|规范|平衡|均衡|充分|经常)|滞后|缓慢|乏力|有限|偏少|较少)
    """,
    re.VERBOSE,
)
_MEASURE = regex(
    """
      改进 | 下一步 | 下步 | 今后 | 整改 | 措施 | 针对 | 打算 | 计划 | 采取                          # what a measure is called
    | 将 (?: 继续 | 进一步 | 不断 | 持续 | 严格 | 认真 | 着力 | 重点 | 按照 | 加 | 从 | 在 | 以 )    # what shall be
    | 加强 | 完善 | 提升 | 提高 | 优化 | 强化 | 拓展 | 丰富 | 健全 | 深化 | 加大 | 落实 | 解决 | 推进 | 严格
    """,
    re.VERBOSE,
)
#: What may tell a measure in other words, done or planned: with it the text is left to people.
_DONE = regex(
    """
      举措 | 对策 | →                                                               # what a measure is called
    | 明年 | 下一?(?:年|阶段) | 年内 | 年底前 | 每[周月季]                          # when it is taken
    | 将 | 拟 | 已 | 增加 | 增设 | 建立 | 制定 | 修订 | 开展 | 组织 | 安排 | 补齐   # what is done
    | 填补 | 细化 | 明确 | 改为 | 更换 | 换新 | 印发 | 把 [^，。；]{1,12} [成为到入给]
    """,
    re.VERBOSE,
)
#: Further words of problems, by which a sentence goes on listing them.
_STILL_AMISS = regex("少(?!数|年|儿)|缺|低(?!保)|窄|粗|散|浅|偏|脱节|空白|重复|过[长大多]|存在")
_SENTENCES = regex(r"[^。；;\n]+")
#: A sentence of fewer characters is a rest or a heading.
_SHORTEST_SENTENCE = 8
#: A clause of fewer characters is a number or a label.
_CLAUSE_END, _SHORTEST_CLAUSE = regex(r"[，。；：\n]"), 6


def measure(text: str) -> re.Match[str] | None:
    """The first usual word of a measure in ``text``; None where it has none."""
    return _MEASURE.search(_lacking_nothing(text))


def may_tell_measure(text: str) -> bool:
    """Whether ``text`` has a measure, or may have one in other words."""
    words = _lacking_nothing(text)
    return bool(_MEASURE.search(words) or _DONE.search(words))


def tells_problem(text: str) -> bool:
    """Whether ``text`` has a word of a problem."""
    return any(words.search(text) for words in (PROBLEM, AMISS, _STILL_AMISS))


def goes_beyond_problems(text: str) -> bool:
    """Whether a sentence without a problem follows the first that has one: it may say what was done, in any words."""
    sentences = [found[0] for found in _SENTENCES.finditer(text) if len(found[0]) >= _SHORTEST_SENTENCE]
    amiss = [tells_problem(sentence) for sentence in sentences]
    return True in amiss and False in amiss[amiss.index(True) :]


def is_only_a_problem(text: str) -> bool:
    """Whether no part of ``text`` behind its first may say what was done."""
    clauses = [one for one in _CLAUSE_END.split(text) if len(one) >= _SHORTEST_CLAUSE]
    return not may_tell_measure(text) and all(map(tells_problem, clauses[1:]))


def _lacking_nothing(text: str) -> str:
    return _LACKING.sub("", text)
