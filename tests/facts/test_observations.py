"""Observations: what a figure counts, its kind, agent, period and scope; and the figures reached on the gold reports."""

import importlib.util
from pathlib import Path

import pytest

from kg.facts.observations import observe
from kg.facts.periods import period
from kg.ontology import load
from kg.records import Mention, Metadata, Report, Source, Statement

ONTOLOGY = load()
HERE = Path(__file__).resolve().parent


def module(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


def observations(text, *, status="done", year=2022, mentions=()):
    entities = tuple(Mention(text.index(m), text.index(m) + len(m), kind, m, "test") for m, kind in mentions)
    statements = (Statement(0, len(text), status, "other"),) if status else ()
    return observe(Report("r", text, Source("r", "", "text/plain"), Metadata(year=year), (), statements, entities), ONTOLOGY)


INDICATORS = [
    ("共收到行政复议申请21件,受理19件,审结19件,其中维持13件、驳回1件、确认违法2件、撤回3件。",
     ["收到行政复议申请", "受理行政复议申请", "审结行政复议申请", "维持行政复议申请", "驳回行政复议申请", "确认违法行政复议申请",
      "撤回行政复议申请"]),
    ("目前,共调整4185项职权,其中取消314项职权、增加309项职权、修改3562项职权。",
     ["调整职权", "取消职权", "增加职权", "修改职权"]),
    ("区政务服务中心共办理各类事项89459件。", ["办理各类事项"]),
    ("办理市人大代表议案1件、建议186件。", ["办理市人大代表议案", "办理市人大代表建议"]),
    ("对规范性文件进行清理,废止143件、修改3件。", ["废止规范性文件", "修改规范性文件"]),
    ("达标天数234天,同比增加23天。", ["达标天数", "达标天数同比增加"]),
    ("公职律师由41名增至57名。", ["公职律师", "公职律师"]),
    ("公职律师增至6人。", ["公职律师"]),
    ("修订完善《防汛应急预案》《避险预案》等11个总体和专项预案。", ["修订完善总体和专项预案"]),
    ("举办法治讲座、主题宣传活动等430余场。", ["举办法治讲座、主题宣传活动"]),
    ("依托县委党校举办专题班2期,培训260人次。", ["举办专题班", "培训"]),
    ("二是培养法律明白人355人,开展培训四期共13场。", ["培养法律明白人", "开展培训", "开展培训"]),
    ("22名人员持有行政执法监督证。", ["人员持有行政执法监督证"]),
    ("依申请公开收到214件,已答复214件,答复率100%。", ["依申请公开收到", "依申请公开答复", "依申请公开答复率"]),
    ("开展矛盾纠纷大排查活动,化解率达到99.2%。", ["矛盾纠纷大排查化解率"]),
    ("数量超过一审案件数量(59件)。", ["数量超过一审案件数量"]),
    ("办理法律援助案件620件(其中:民事300件,刑事320件)。", ["办理法律援助案件", "民事法律援助案件", "刑事法律援助案件"]),
    ("出庭应诉率从2019年全年4.4%跃升至2020年的81.25%。", ["出庭应诉率", "出庭应诉率"]),
    ("受理、审结行政复议案件分别为12件、8件。", ["受理行政复议案件", "审结行政复议案件"]),
    ("10个行业协会已全部脱钩完毕。", ["行业协会脱钩完毕"]),
    ("立案15件,罚款130.8万元。", ["立案", "罚款"]),
    ("我区已建立一支1377人组成的应急队伍。", ["建立组成的应急队伍", "组成的应急队伍"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), INDICATORS)
def test_indicator(text, expected):
    assert [o.indicator for o in observations(text)] == expected


KINDS = [
    ("调解成功率98%以上", ["rate"]),
    ("提交材料减少75%以上", ["change"]),
    ("网办率提高至80%", ["rate"]),
    ("同比增长18.6%", ["change"]),
    ("较上年下降2.7个百分点", ["change"]),
    ("增加309项职权", ["total"]),
    ("新增58名执法人员", ["total"]),
    ("同比增加23件", ["change"]),
    ("平均用时压缩至2.5个工作日", ["duration"]),
    ("办案周期平均缩短8天", ["change"]),
    ("达标天数234天", ["total"]),
    ("综合评分位列全省第2位", ["rank"]),
    ("投诉量下降近三成", ["change"]),
    ("满意率占近三成", ["rate"]),
]


@pytest.mark.parametrize(("text", "expected"), KINDS)
def test_kind(text, expected):
    assert [o.kind for o in observations(text)] == expected


AGENTS = [
    ("区司法局办理案件8件。", [("区司法局", "AGENCY")], "区司法局"),
    ("2022年区司法局、区信访局共办理案件8件。", [("区司法局", "AGENCY"), ("区信访局", "AGENCY")], "区司法局、区信访局"),
    ("村居法律顾问开设法治课堂6次。", [], "村居法律顾问"),
    ("各级人民调解组织共调解纠纷8件。", [], "各级人民调解组织"),
    ("全市办理案件8件。", [], None),
    ("办理案件8件。", [], None),
    ("针对平台执法单位存在的问题,共下达意见书14件。", [], None),
    ("区政府办理案件8件,涉及金额3万元。", [("区政府", "AGENCY")], "区政府"),
    ("依托区司法局办理案件8件。", [("区司法局", "AGENCY")], None),
    ("充分发挥法律顾问作用,审查合同8份。", [], None),
]


@pytest.mark.parametrize(("text", "mentions", "agent"), AGENTS)
def test_agent(text, mentions, agent):
    assert observations(text, mentions=mentions)[0].agent == agent


def test_agent_is_carried_within_the_sentence_only():
    found = observations("区法院审结案件23件,判处罪犯72人。执结案件4597件。", mentions=[("区法院", "AGENCY")])
    assert [o.agent for o in found] == ["区法院", "区法院", None]


PERIODS = [
    ("办理案件", "2022"),
    ("2021年办理案件", "2021"),
    ("截止2022年底我区共有", "as-of:2022-12-31"),
    ("截至2022年6月,共有", "as-of:2022-06-30"),
    ("对2000年以来出台的文件", "2000/2022"),
    ("2018至2020年办理", "2018/2020"),
    ("去年10月份新增", "2021"),
    ("率从2019年全年4.4%跃升至2020年的", "2020"),
    ("败诉率较2021年度下降", "2022"),
    ("对2015年底以前出台的文件清理,废止", "2022"),
    ("《2021年度计划》印发", "2022"),
]


@pytest.mark.parametrize(("before", "expected"), PERIODS)
def test_period(before, expected):
    assert period(before, 2022, ONTOLOGY) == expected


def test_period_without_a_year_is_unknown():
    assert period("办理案件", None, ONTOLOGY) is None


def test_every_expression_of_a_period_holds_the_mark():
    rules = ONTOLOGY.observations.period
    with pytest.raises(ValueError, match="since"):
        type(rules)(**{**rules.model_dump(), "since": "自(?P<from>20[0-9]{2})以来"})


SCOPES = [
    ("办理案件620件(其中:民事300件)。", ["whole", "part"]),
    ("审结案件19件,其中维持13件、驳回1件。", ["whole", "part", "part"]),
    ("受理行政复议案件19件。", ["whole"]),
    ("有调解员1024名(其中专职186名),共化解纠纷3256件。", ["whole", "part", "whole"]),
    ("审结19件,其中维持13件,累计化解行政争议8件。", ["whole", "part", "whole"]),
    ("加强知识产权保护,查处违法案件14件,罚款12.06万元。", ["part", "part"]),
    ("全年共立案查处违法案件14件,罚款12.06万元。", ["whole", "whole"]),
    ("新登记市场主体3912户。", ["whole"]),
    ("各执法部门共查处违法案件14件。", ["whole"]),
    ("执法大队共查处违法案件14件。", ["part"]),
]


@pytest.mark.parametrize(("text", "expected"), SCOPES)
def test_scope(text, expected):
    assert [o.scope for o in observations(text)] == expected


@pytest.mark.parametrize(("status", "count"), [("done", 1), ("problem", 1), ("planned", 0), ("frame", 0), (None, 1)])
def test_only_results_are_observed(status, count):
    assert len(observations("办理案件8件", status=status)) == count


def test_spans_and_statement():
    text = "前言。办理案件1.2万余件。"
    (found,) = observations(text)
    assert (text[found.start : found.end], found.figure, found.statement) == ("1.2万", "1.2万", 0)
    (alone,) = observations(text, status=None)
    assert alone.statement is None


def test_endless_sentence_is_read_in_parts():
    found = observations("受理案件8件," * 1000, status=None)
    assert len(found) == 1000
    assert {o.indicator for o in found} == {"受理案件"}


@pytest.mark.parametrize(("mentions", "least"), [(True, 0.97), (False, 0.95)])
def test_gold(mentions, least):
    score = module(HERE.parent / "gold" / "score.py")
    right = dict.fromkeys(("figure", "indicator", "bound", "kind"), 0)
    predicted = stated = coded = code_right = codes_given = 0
    for report, gold in module(HERE / "gold_reports.py").gold_reports(mentions=mentions):
        found = {(o.start, o.end, o.value, o.unit): o for o in observe(report, ONTOLOGY)}
        predicted, stated = predicted + len(found), stated + len(gold)
        codes_given += sum(1 for o in found.values() if o.code in score.CODES)
        for wanted in gold:
            coded += wanted["code"] is not None
            o = found.get((wanted["start"], wanted["end"], wanted["value"], wanted["unit"]))
            if o is not None:
                right["figure"] += 1
                right["indicator"] += score.dice(o.indicator, wanted["indicator"]) >= 0.5
                right["bound"] += o.bound == wanted["bound"]
                right["kind"] += o.kind == wanted["kind"]
                code_right += wanted["code"] is not None and o.code == wanted["code"]
    assert 2 * right["figure"] / (predicted + stated) >= least
    assert 2 * right["indicator"] / (predicted + stated) >= 0.90
    assert right["bound"] / right["figure"] >= 0.97
    assert right["kind"] / right["figure"] >= 0.97
    assert 2 * code_right / (codes_given + coded) >= 0.95
