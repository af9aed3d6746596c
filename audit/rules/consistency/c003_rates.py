"""正文的占比、增减幅度或办结率与数字不合

依据：{内容条}、{不准确}。百分比由同一报告的数字算出，但分母可能取自别处，故列为疑点。
核对：办结率与表三（办理结果总计÷新收加上年结转，或÷新收）比较；维持率、胜诉率、纠错率、败诉率、结案率以表四该结果的件数除以总计、已审结件数或维持与纠正之和；占比写明分母（“占不予公开总数的”“在……中”“以……为基数”）的，与该分母比较；没有写明的，与同句的总数、同段前文的数字及表三、表四总计逐一比较，同列各占比分母一致；“分别占”“各占”逐项对应，“三者占”“两项合计占”以各数之和计算，“占84.20%，共975件”以其后的件数计算；占比之后写出算式的（“37.0%（20/54）”），与该算式比较；只写名称而没有件数的占比（“自然人占71.67%”“予以公开率”），以表格中该项的件数计算；所写上年的占比与该年度报告比较。增减（件数、百分比、倍数、“是上年的几倍”“翻一番”“持平”）以正文或表格的本年数与提供的同一机关上一年度报告比较，两年按同一口径，正文写明与哪一年度相比的，与该年度报告比较；正文所述上年件数与该年度报告比较；同句另写有上年数或增减件数的，与该数互相比较，不论所数为何；百分点数与两年的占比或者同句的两个百分比比较；单独成句的“较某年的几件增长百分之几”，与同段前文的件数比较；月均数与全年数除以十二比较。“几成”“几分之几”“一半”及约数按写法判断：“余”“多”不到下一个整数，“超”“逾”“以上”不少于，“不足”“不到”少于，“近”接近而不到，“约”“左右”在其上下。四舍五入和截去尾数到所印位数均视为相符。
不判：没有提供所比年度的报告、同句也没有上年数或增减件数时，不判同比；环比及与计划、平均水平等相比的变化不判；其他年度、其他单位、分渠道的百分比不判；约数与实际数相差不远而写法不能确定的，只列出，不判不符；增减与括号之前的数不合、与括号中的数相合的，不能确定所指，只列出，不判不符；“按时”“按期”办结率和答复率、同句没有总数、占比前另有他事的占比，不合时只列出，不判不符。
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.document import Place
from audit.model import Claim
from audit.rules.consistency import changes, shares
from audit.rules.consistency.nearby import by_sentence
from audit.rules.kit import Case, Outcome, rule


@rule(severity="warning")
def check(case: Case) -> Iterator[Outcome]:
    """One outcome per percentage (or change) that can be computed."""
    number = sentences = 0
    earlier: tuple[Place | None, list[Claim]] = (None, [])
    for passage, claims in by_sentence(case):
        above = earlier[1] if earlier[0] == passage.place else []
        for index, claim in enumerate(claims):
            kind = (claim.subject or "").split(".")[0]
            if claim.role == "base":
                found = changes.base_outcome(case, passage, claims, index, f"base#{sentences}:{index}")
                yield from (found,) if found else ()
            judged = kind in ("rate", "share", "change") and claim.subject != "change.base"
            if kind == "share" and claim.role == "base":
                found = shares.earlier_share(case, claim, f"share#{sentences}:{index}")
                yield from (found,) if found else ()
            if kind == "mean" and claim.scope == "report":
                yield from changes.monthly_outcomes(case, claims, index, f"mean#{sentences}:{index}")
            if not judged or claim.scope != "report":
                continue
            number += 1
            locus = f"rate#{number}"
            if claim.unit == "个百分点":
                yield from changes.points_outcomes(case, passage, claims, index, above=above, locus=locus)
            elif kind == "rate":
                yield shares.concluded_rate(case, claim, locus)
            elif kind == "share":
                yield from shares.share_outcomes(case, passage, claims, index, above=above, locus=locus)
            else:
                yield from changes.change_outcomes(case, passage, claims, index, locus)
        sentences += 1
        yield from changes.change_alone(case, claims, above, f"alone#{sentences}")
        earlier = (passage.place, [*above, *claims])
