"""The sample reports that make a county of the collection: of the city, of more county bodies, of towns."""

from __future__ import annotations

from tests.generate.formats.docx import Layout
from tests.generate.formats.flat import Flattening
from tests.generate.formats.html import Page
from tests.generate.formats.odt import Text
from tests.generate.formats.xlsx import Book
from tests.generate.report.layout import Variant
from tests.generate.report.pages import Style
from tests.generate.report.planting import beside, shifted
from tests.generate.samples.sample import Borrowed, Fixed, Sample, Web

_TOWNS = "青禾县乡镇2024.zip"
_PACKED = f"在压缩包{_TOWNS}中，包内文件名为GBK编码"

_PETITIONS = (
    "applications.received.natural",
    "applications.rejected.petition.natural",
    "applications.concluded.natural",
)

CITY_SAMPLES = (
    Sample("云州市人民政府", 2023, 201, Layout(Variant(separators=True)), "千位有分隔符"),
    Sample(
        "云州市人民政府",
        2024,
        202,
        Layout(Variant(separators=True, repeat_groups=True)),
        "千位有分隔符，分组名称每行重复；表二、表三、表四等于所汇总4家单位之和",
        units={"云州市教育局": 0, "云州市财政局": 0},
    ),
    Sample("云州市人民政府办公室", 2024, 211, Flattening(page_numbers=12), "转换成文本，夹有页码"),
    Sample("云州市教育局", 2023, 221, Web(Page("gb18030", "gb2312")), "网页声明的编码与实际不符"),
    Sample("云州市教育局", 2024, 222, Web(Page(word=True, layout_tables=True)), "文字处理软件导出的网页，用表格排版"),
    Sample(
        "云州市水利局",
        2024,
        231,
        Fixed(".ofd", Style(thin_rectangles=True, page_numbers="-{}-")),
        "版式文件，表格跨页",
    ),
    Sample("云州市财政局", 2023, 241, Fixed(".pdf", Style(page_numbers="第{}页")), "表格跨页，有页码"),
    Sample(
        "云州市财政局",
        2024,
        242,
        Fixed(".pdf", Style(repeat_header=True, page_numbers="-{}-")),
        "表格跨页，每页重复表头，有页码",
    ),
)

MORE_SAMPLES = (
    Sample(
        "人民政府办公室",
        2024,
        301,
        Layout(Variant(comma_numbers=True)),
        "行名序号用“1、”",
        (
            beside(
                "P001",
                "表三“（五）不予处理”",
                "不予处理率明显高于其他县级部门（信访举报投诉类申请多）",
                shows="不予处理率",
                cell="applications.rejected.petition.total",
            ),
        ),
        more=dict.fromkeys(_PETITIONS, 120),
    ),
    Sample("财政局", 2023, 311, Layout(), "无"),
    Sample("财政局", 2024, 312, Book(numbers=True, gaps=True), "电子表格，数字按数值存放，有空行空列"),
    Sample("司法局", 2024, 321, Web(archive=True), "浏览器保存的单个文件"),
    Sample("人力资源和社会保障局", 2023, 331, Layout(Variant(vertical_stub=True)), "左侧栏目竖排"),
    Sample(
        "人力资源和社会保障局",
        2024,
        332,
        Layout(Variant(vertical_stub=True), cut_runs=True),
        "左侧栏目竖排，数字分成单字存放",
        (
            beside("O002", "第一部分", "除年份和数字外照抄2023年度报告", shows="第一部分"),
            beside("O003", "第五部分", "问题和改进情况照抄2023年度报告", shows="第五部分"),
        ),
        borrowed=Borrowed(
            "人力资源和社会保障局",
            2023,
            ("openings", "disclosure", "requests", "management", "platform", "supervision", "problems"),
        ),
    ),
    Sample(
        "住房和城乡建设局",
        2023,
        365,
        Flattening(Variant(full_width=True)),
        "转换成文本，数字为全角",
    ),
    Sample(
        "住房和城乡建设局",
        2024,
        342,
        Flattening(),
        "转换成文本，每个单元格一行",
        (beside("C905", "表二", "各格数字与2023年度报告完全相同", shows="表二"),),
        like_last_year="二",
    ),
    Sample(
        "审计局",
        2024,
        351,
        Layout(Variant(repeat_groups=True)),
        "文件名看不出机关，名录“应报文件”一列写明",
        named="ZFXXGK2024-017",
    ),
    Sample(
        "统计局",
        2024,
        361,
        Flattening(Variant(broken_labels=True)),
        "转换成文本，列名分两行",
        (
            beside(
                "F004", "文件名", "文件名写成青禾县审计局（审计局的报告另有文件，统计局没有其他文件）", shows="审计局"
            ),
        ),
        named="青禾县审计局2024",
    ),
    Sample("农业农村局", 2024, 371, Layout(Variant(spaced_articles=True)), "条款号中间有空格"),
    Sample("国家税务总局青禾县税务局", 2023, 381, Web(Page(breaks=True)), "网页，用换行代替分段"),
    Sample(
        "国家税务总局青禾县税务局",
        2024,
        382,
        Web(Page(wrapped=True)),
        "网页，源代码中有断行",
        (
            shifted(
                "C902",
                "表二“行政规范性文件”",
                "现行有效件数比上年件数加制发减废止多3件",
                {"disclosure.normative_documents.in_force": 3},
            ),
        ),
    ),
)

TOWN_SAMPLES = (
    Sample("白沙镇人民政府", 2023, 401, Flattening(), "转换成文本，每个单元格一行", size="small"),
    Sample(
        "白沙镇人民政府",
        2024,
        402,
        Layout(),
        "无",
        (
            shifted(
                "C901",
                "表三“二、上年结转政府信息公开申请数量”“自然人”",
                "比2023年度报告的结转下年度多2件",
                {
                    "applications.carried_in.natural": 2,
                    "applications.granted.natural": 2,
                    "applications.concluded.natural": 2,
                },
            ),
        ),
        size="small",
    ),
    Sample("云岭乡人民政府", 2024, 411, Layout(), "无", size="small"),
    Sample(
        "云岭乡人民政府",
        2024,
        411,
        Text(runs=True),
        "开放文档，数字分段存放；是同一年度的第二份",
        (
            shifted(
                "F002",
                "表三“一、本年新收政府信息公开申请数量”“自然人”",
                "同一年度有两份报告，这一份标明更正，比青禾县云岭乡人民政府2024.docx多1件",
                {
                    "applications.received.natural": 1,
                    "applications.granted.natural": 1,
                    "applications.concluded.natural": 1,
                },
            ),
        ),
        size="small",
        named="青禾县云岭乡人民政府2024（更正）",
    ),
    Sample(
        "东明街道办事处",
        2023,
        421,
        Layout(),
        "无",
        (beside("F003", "文件名", "2024年度没有报送，以2023年度的报告改名充作", shows="2023"),),
        size="small",
        named="青禾县东明街道办事处2024",
    ),
    Sample(
        "松岗镇人民政府",
        2024,
        431,
        Layout(),
        _PACKED,
        (beside("O001", "第一、五部分", "与竹溪镇人民政府的报告相同，仅换了名称和数字", shows="竹溪镇"),),
        size="small",
        archive=_TOWNS,
    ),
    Sample(
        "竹溪镇人民政府",
        2024,
        441,
        Flattening(),
        _PACKED,
        (beside("O001", "第一、五部分", "与松岗镇人民政府的报告相同，仅换了名称和数字", shows="松岗镇"),),
        size="small",
        archive=_TOWNS,
        borrowed=Borrowed("松岗镇人民政府", 2024, ("platform", "supervision", "problems")),
    ),
)
