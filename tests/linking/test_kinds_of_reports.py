"""The seven kinds of reports, from text to IRIs."""

from __future__ import annotations

import pytest

from kg.linking.iri import segments
from kg.ontology import Ontology
from kg.pipeline import run
from kg.records import Report, Source

COUNTY = """石门县2022年法治政府建设情况报告

2022年，县委、县政府深入学习贯彻《法治政府建设实施纲要（2021—2025年）》（以下简称《纲要》），扎实推进法治政府建设。
一是落实《纲要》要求。县司法局印发《石门县行政执法监督办法》（石政办发[2022]12号）。
二是深化“放管服”改革。楚江街道办事处设立公共法律服务工作站，常德市司法局到我县调研。
石门县人民政府
2023年1月10日
"""

CITY = """许昌市2020年法治政府建设情况报告

2020年，市委、市政府高度重视法治政府建设。市司法局会同建安区人民政府推行行政执法“三项制度”，
省司法厅通报表扬。魏都区开展“双随机、一公开”监管。
许昌市人民政府
2021年3月1日
"""

PROVINCE = """河南省人民政府关于2021年法治政府建设情况的报告

2021年，省委、省政府坚持以习近平法治思想为指导。省司法厅修订《河南省行政执法条例》，开封市推进“一网通办”改革。
省高级人民法院、省人民检察院建立府院联动机制。
河南省人民政府
2022年3月20日
"""

DEPARTMENT = """许昌市市场监督管理局2022年法治政府建设年度报告

2022年，我局在市委、市政府的领导下，认真落实《中华人民共和国行政处罚法》。局党组多次研究法治工作，市司法局给予指导。
许昌市市场监督管理局
2023年1月5日
"""

TOWN = """开封市顺河回族区东郊乡2021年法治政府建设工作总结

2021年，东郊乡党委、乡政府坚持依法行政。东郊司法所开展法治宣传，区司法局给予指导，东郊乡人民调解委员会调解纠纷30件。
东郊乡人民政府
2021年12月30日
"""

PARTY = """中共红桥区委全面依法治区委员会2021年工作报告

2021年，区委全面依法治区委员会在市委全面依法治市委员会领导下，推动区政府落实法治政府建设任务。区委依法治区办开展督察。
公安红桥分局加强对各类违法犯罪活动的打击力度。
中共天津市红桥区委全面依法治区委员会
2022年1月15日
"""

DAMAGED = """当前位置：首页>政务公开>法治政府建设
字体：大中小 阅读次数：128
凯里市2019年度法治政府建设情况报告 发布时间：2020-01-1
2019年,我市认真落实《法治政府建设实施纲要(2015-2020年)》
市政府 推进“放管服 改革,州政府督察。市司法局办理行政复议案件12件
"""

# Name of the kind, text, what must be linked (mention text → IRI behind …/id/).
KINDS = [
    (
        "county",
        COUNTY,
        {
            "县委": "agency/430726/党委",
            "县政府": "agency/430726/人民政府",
            "县司法局": "agency/430726/司法局",
            "常德市司法局": "agency/430700/司法局",
            "《纲要》": "document/100000/法治政府建设实施纲要(2021—2025年)",
            "《石门县行政执法监督办法》": "document/430726/石门县行政执法监督办法",
            "石政办发[2022]12号": "docnum/石政办发〔2022〕12号",
            "“放管服”改革": "program/放管服改革",
            "楚江街道办事处": "agency/430726/楚江街道/街道办事处",
        },
    ),
    (
        "city",
        CITY,
        {
            "市委": "agency/411000/党委",
            "市司法局": "agency/411000/司法局",
            "建安区人民政府": "agency/411003/人民政府",
            "省司法厅": "agency/410000/司法厅",
            "魏都区": "region/411002",
            "行政执法“三项制度”": "mechanism/行政执法三项制度",
        },
    ),
    (
        "province",
        PROVINCE,
        {
            "省委": "agency/410000/党委",
            "省司法厅": "agency/410000/司法厅",
            "《河南省行政执法条例》": "document/410000/河南省行政执法条例",
            "开封市": "region/410200",
            "“一网通办”改革": "program/一网通办",
            "省高级人民法院": "agency/410000/高级人民法院",
        },
    ),
    (
        "department",
        DEPARTMENT,
        {
            "市委": "agency/411000/党委",
            "市司法局": "agency/411000/司法局",
            "许昌市市场监督管理局": "agency/411000/市场监督管理局",
            "《中华人民共和国行政处罚法》": "document/100000/中华人民共和国行政处罚法",
        },
    ),
    (
        "town",
        TOWN,
        {
            "东郊乡人民政府": "agency/410203/东郊乡/人民政府",
            "区司法局": "agency/410203/司法局",
        },
    ),
    (
        "party",
        PARTY,
        {
            "区委全面依法治区委员会": "agency/120106/全面依法治区委员会",
            "市委全面依法治市委员会": "agency/120000/全面依法治市委员会",
            "区委依法治区办": "agency/120106/全面依法治区委员会办公室",
            "公安红桥分局": "agency/120106/公安局",
            "区政府": "agency/120106/人民政府",
        },
    ),
    (
        "damaged page",
        DAMAGED,
        {
            "《法治政府建设实施纲要(2015-2020年)》": "document/100000/法治政府建设实施纲要(2015—2020年)",
            "市政府": "agency/522601/人民政府",
            "州政府": "agency/522600/人民政府",
            "市司法局": "agency/522601/司法局",
        },
    ),
]


@pytest.mark.parametrize(("text", "expected"), [kind[1:] for kind in KINDS], ids=[kind[0] for kind in KINDS])
def test_a_report_is_linked_from_end_to_end(text: str, expected: dict[str, str], ontology: Ontology) -> None:
    report = run(Report("r", text, Source("r.txt", "0", "text/plain")), ontology)
    linked = {m.text: "/".join(segments(ontology.settings.base, m.iri or "")) for m in report.entities}
    assert {name: linked.get(name) for name in expected} == expected
    assert all(m.rule.count("/") >= 1 for m in report.entities)
