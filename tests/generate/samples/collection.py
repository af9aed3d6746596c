"""The sample reports of the county's bodies: how they are printed, and what is planted in them."""

from __future__ import annotations

from tests.generate.formats.docx import Layout
from tests.generate.formats.flat import Flattening
from tests.generate.report.layout import Variant
from tests.generate.report.planting import (
    beside,
    cell,
    counted,
    heading,
    shifted,
    swapped,
    text,
    transferred,
    without_aspect,
    without_fee,
    without_section,
)
from tests.generate.samples.collection_more import CITY_SAMPLES, MORE_SAMPLES, TOWN_SAMPLES
from tests.generate.samples.sample import Also, Sample

_FIRST = (
    Sample(
        "水利局",
        2023,
        11,
        Layout(Variant(spaced_articles=True, broken_labels=True)),
        "条款号中间有空格，列名分两行",
        more={"disclosure.coercion.decisions": -200},
    ),
    Sample(
        "水利局",
        2024,
        12,
        Layout(Variant(spaced_articles=True, vertical_stub=True)),
        "左侧栏目竖排",
        (
            cell("A001", "applications.granted.natural", 3, "多填3件，各合计未随之改变", suggested=True),
            counted("C201", "行政许可决定", 5, "正文行政许可决定件数比表二多5件", "disclosure.licensing.decisions"),
            text("W009", 1, r"^2024年，", "2023年，", "开头一句沿用上年年份，写成“2023年”", shows="2023年"),
            text("W007", 1, "结转下年度", "转结下年度", "“结转”写成“转结”", shows="转结"),
        ),
        afresh=True,
        also=(Also("A001", "“自然人”列各项之和也随之不等"),),
    ),
    Sample(
        "人民政府",
        2023,
        21,
        Layout(Variant(separators=True), tracked=True),
        "留有修订痕迹，千位有分隔符",
    ),
    Sample(
        "人民政府",
        2024,
        22,
        Layout(Variant(separators=True), nested=True, hidden=True),
        "表格嵌套在外框中，有隐藏文字、域和批注",
        (
            transferred("applications.carried_out.business", 4, "多填4件，该列及“总计”列勾稽关系不成立"),
            text("M108", 1, "；[^；。]*责任追究[^；。]*(?=。)", "", "未写责任追究结果", shows="责任追究"),
            text("W001", 0, "〉的通知》", "〉的通知", "引用文件的书名号没有后一半", shows="《"),
            shifted(
                "H001",
                "表二“行政处罚”",
                "比所汇总15家单位报告之和少3件",
                {"disclosure.penalties.decisions": -3},
                shows="表二",
            ),
            beside("H002", "第一部分", "正文所列县市场监督管理局的申请件数比该局报告少2件", shows="市场监督管理局"),
        ),
        units={"教育局": 0, "自然资源局": 0, "市场监督管理局": -2},
        also=(
            Also("A301", "“总计”列随“商业企业”列勾稽关系不成立"),
            Also("C303", "正文结转件数与多填后的单元格不等"),
            Also(
                "H001",
                "表三：本报告多填的2格，以及水利局、民政局、市场监督管理局报告中植入的差错各1格（列为无法核对）；"
                "表四：民政局报告的行政复议“总计”空白（列为无法核对）",
            ),
        ),
    ),
    Sample(
        "教育局",
        2023,
        31,
        Flattening(),
        "转换成文本，每个单元格一行",
    ),
    Sample(
        "教育局",
        2024,
        32,
        Flattening(stub_padding=3, page_numbers=9),
        "转换成文本，夹有页码和空段",
        (
            counted("C301", "收到?政府信息公开申请", 6, "正文收到申请件数比表三多6件", "applications.received.total"),
            text(
                "W012",
                1,
                r"(?<=继续办理)(\d+件。)",
                r"\1有申请人（身份证号码339999190001010012）多次来访，已当面答复。",
                "留有申请人的身份证号码（虚构）",
                shows="身份证号码",
            ),
            text("W002", 5, "(?s)^(改进情况.*)。$", r"\1，", "“改进情况”一段以逗号结束", shows="，"),
        ),
        also=(Also("C001", "改动后的收到件数与所列自然人、法人件数之和不等"),),
    ),
    Sample(
        "石塘乡人民政府", 2023, 41, Flattening(Variant(vertical_stub=True)), "转换成文本，左侧栏目竖排", size="small"
    ),
    Sample(
        "石塘乡人民政府",
        2024,
        42,
        Layout(Variant(comma_numbers=True), controls=True, cut_runs=True),
        "使用内容控件，数字分成单字存放，行名序号用“1、”",
        (
            without_aspect("政府信息管理"),
            text("W011", 0, "(?<=地址：)[^，]+", "（具体地址）", "地址处的模板文字没有替换", shows="（具体地址）"),
        ),
        size="small",
    ),
    Sample(
        "柳溪镇人民政府",
        2024,
        51,
        Layout(Variant(vertical_stub=True), numbered=True, text_boxes=True),
        "标题自动编号，引言在文本框内，左侧栏目竖排",
        size="small",
    ),
    Sample("民政局", 2023, 60, Layout(), "无"),
    Sample(
        "民政局",
        2024,
        61,
        Flattening(Variant(broken_labels=True, spaced_articles=True)),
        "转换成文本，列名分两行",
        (
            cell("A001", "applications.concluded.total", -2, "少填2件，与各办理结果之和不等"),
            cell("M002", "litigation.review.total", None, "空白，没有填数字"),
            without_fee(),
        ),
        also=(Also("A001", "“总计”列各项之和也随之不等"), Also("A301", "“总计”列勾稽关系随之不成立")),
    ),
    Sample(
        "交通运输局",
        2024,
        71,
        Layout(Variant(split=8, repeat_header=True)),
        "表三分成几张表，每张重复表头",
        (
            swapped(4, 5),
            text("M005", 0, r"(0578-\d{6})\d", r"\1", "区号0578的电话应为7位，只有6位", shows="0578"),
        ),
    ),
    Sample(
        "卫生健康局",
        2024,
        81,
        Layout(Variant(units=True), spacers=True, grid_before=True),
        "数字带“件”“万元”，有空行空列，左侧栏目留空",
        (
            without_section(6),
            text("W006", 1, "我局", "我局我局", "“我局”重复", shows="我局我局"),
        ),
        also=(Also("M002", "数字后带单位，表二、表三、表四各提示一次", 3), Also("M106", "引言所称六个部分少了一个")),
    ),
    Sample(
        "云州市生态环境局青禾分局",
        2024,
        91,
        Flattening(Variant(spaced_articles=True, broken_labels=True), stub_padding=1),
        "转换成文本，条款号中间有空格",
        (
            heading("M104", 3, "3、", "标题序号写成“3、”", "“3”"),
            heading("M104", 4, "4、", "标题序号写成“4、”", "“4”"),
            text("M005", 0, r"(0578-\d{6})\d", r"\1", "区号0578的电话应为7位，只有6位", shows="0578"),
        ),
        figures={"disclosure.licensing.decisions": 7, "disclosure.penalties.decisions": 12},
    ),
    Sample(
        "市场监督管理局",
        2024,
        101,
        Flattening(Variant(full_width=True)),
        "转换成文本，数字为全角",
        (
            cell("A001", "applications.unavailable.not_held.total", 1, "多填1件，与各类申请人之和不等"),
            counted("C401", "行政复议", 2, "正文行政复议件数比表四多2件", "litigation.review.total"),
            text(
                "M003",
                0,
                "(?<=自)2024(?=年1月1日起至)",
                "2023",
                "统计期限起始年份误为2023年",
                shows="2023年1月1日",
            ),
        ),
        also=(Also("A001", "“总计”列各项之和也随之不等"), Also("C304", "正文无法提供件数与多填后的单元格不等")),
    ),
    Sample("农业农村局", 2020, 111, Layout(Variant(narrative=True)), "2019年格式，表格前有一句说明"),
    Sample(
        "自然资源局",
        2023,
        121,
        Flattening(Variant(short_labels=True), tabs=False),
        "转换成文本，行名用简称，没有制表符",
    ),
    Sample(
        "自然资源局",
        2024,
        122,
        Layout(Variant(repeat_groups=True, blank_zeros=True), paragraphs=False),
        "分组名称每行重复，单元格内用换行符，数字为0的留空",
        also=(Also("M002", "数字为0的留空，表二、表三、表四各提示一次", 3),),
    ),
)

SAMPLES = (*CITY_SAMPLES, *_FIRST, *MORE_SAMPLES, *TOWN_SAMPLES)
