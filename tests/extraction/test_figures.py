"""Figures and numerals: tables of what stands in reports and what does not count."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extraction.figures import find_figures
from kg.extraction.numerals import NumeralError, parse
from kg.ontology import load

ONTOLOGY = load()

# text → (figure, value, unit, bound, kind) of each figure
FIGURES = [
    ("办理行政复议案件8件", [("8", 8, "件", "exact", "total")]),
    ("培训1.2万余人次", [("1.2万", 12000, "人次", "over", "total")]),
    ("受教育人群五万余人次", [("五万", 50000, "人次", "over", "total")]),
    ("涉案金额约3100余万元", [("3100", 31000000, "元", "over", "total")]),
    ("清偿账款26521.42万元", [("26521.42万", 265214200, "元", "exact", "total")]),
    ("罚没款2.228万元", [("2.228万", 22280, "元", "exact", "total")]),
    ("调解金额2.63亿元", [("2.63亿", 263000000, "元", "exact", "total")]),
    ("发放资料3 400份", [("3 400", 3400, "份", "exact", "total")]),
    ("发放资料18,206份", [("18,206", 18206, "份", "exact", "total")]),
    ("备案136 个", [("136", 136, "个", "exact", "total")]),
    ("评价 515684 条", [("515684", 515684, "条", "exact", "total")]),
    ("办结１２３件", [("１２３", 123, "件", "exact", "total")]),
    ("百余名干部参加", [("百", 100, "名", "over", "total")]),
    ("近千人次参加", [("千", 1000, "人次", "about", "total")]),
    ("受众3千余人次", [("3千", 3000, "人次", "over", "total")]),
    ("受理三百二十一件", [("三百二十一", 321, "件", "exact", "total")]),
    ("办理时限压缩近七成", [("七", 7, "成", "about", "rate")]),
    ("减少了三成", [("三", 3, "成", "exact", "rate")]),
    ("占比一半", [("一半", 0.5, None, "exact", "rate")]),
    ("下降近十分之一", [("十分之一", 0.1, None, "about", "rate")]),
    ("办结率百分之九十八", [("九十八", 98, "%", "exact", "rate")]),
    ("办结率百分之99.5以上", [("99.5", 99.5, "%", "min", "rate")]),
    ("调解成功率98%以上", [("98", 98, "%", "min", "rate")]),
    ("满意率达９８％", [("９８", 98, "％", "exact", "rate")]),
    ("较2023年度下降9.2个百分点", [("9.2", 9.2, "个百分点", "exact", "change")]),
    ("同比增长1.4倍", [("1.4", 1.4, "倍", "exact", "change")]),
    ("调解员与人口比例为1∶1.86", [("1∶1.86", 1.86, None, "exact", "rate")]),
    ("由41名增至57名", [("41", 41, "名", "exact", "total"), ("57", 57, "名", "exact", "total")]),
    ("分别为12件、8件、3件", [(str(n), n, "件", "exact", "total") for n in (12, 8, 3)]),
    ("(其中:民事300件,刑事320件)", [("300", 300, "件", "exact", "total"), ("320", 320, "件", "exact", "total")]),
    ("实现零投诉", [("零", 0, None, "exact", "total")]),
    ("排名全省第2位", [("2", 2, None, "exact", "rank")]),
    ("改善率在全市排名第二", [("二", 2, None, "exact", "rank")]),
    ("平均用时压缩至2.5个工作日", [("2.5", 2.5, "个工作日", "exact", "duration")]),
    ("法律课程不少于12学时", [("12", 12, "学时", "min", "duration")]),
    ("归集信息超过140万条", [("140万", 1400000, "条", "over", "total")]),
    ("整改率不低于95%", [("95", 95, "%", "min", "rate")]),
    ("办理时间不超过3天", [("3", 3, "天", "max", "duration")]),
    ("覆盖村居30个以上", [("30", 30, "个", "min", "total")]),
    ("培训20场左右", [("20", 20, "场", "about", "total")]),
    ("收到锦旗16余封(面)", [("16", 16, "封(面)", "over", "total")]),
    ("浓度为49μg/m3", [("49", 49, "μg/m3", "exact", "total")]),
    ("行政执法案卷评查一次", [("一", 1, "次", "exact", "total")]),
    ("破获一起特大假药案", [("一", 1, "起", "exact", "total")]),
    ("开展培训四期共13场", [("四", 4, "期", "exact", "total"), ("13", 13, "场", "exact", "total")]),
    ("网上受理85件", [("85", 85, "件", "exact", "total")]),
    ("预约20人次", [("20", 20, "人次", "exact", "total")]),
    ("节约100万元", [("100万", 1000000, "元", "exact", "total")]),
    ("18支队伍", [("18", 18, "支", "exact", "total")]),
    ("建立13个案件台账", [("13", 13, "个", "exact", "total")]),
    ("印发清单7项、完成30户", [("7", 7, "项", "exact", "total"), ("30", 30, "户", "exact", "total")]),
    ("拟定建议书10份", [("10", 10, "份", "exact", "total")]),
    ("罚款12万8千元", [("12万8千", 128000, "元", "exact", "total")]),
    ("整改率达百分百", [("百", 100, "%", "exact", "rate")]),
    ("2022年两次专题研究", [("两", 2, "次", "exact", "total")]),
    ("县政府常务会议五次专题研究", [("五", 5, "次", "exact", "total")]),
    ("面积2.3万平方公里", [("2.3万", 23000, "平方公里", "exact", "total")]),
    ("没收柴油3千克", [("3", 3, "千克", "exact", "total")]),
    ("三分之二以上", [("三分之二", 0.666667, None, "min", "rate")]),
    ("排名由第5位上升至第2位", [("5", 5, None, "exact", "rank"), ("2", 2, None, "exact", "rank")]),
    ("培训50余人（次）", [("50", 50, "人（次）", "over", "total")]),
    ("跑动次数由3.2次降至0.4次", [("3.2", 3.2, "次", "exact", "total"), ("0.4", 0.4, "次", "exact", "total")]),
    ("同比翻一番", [("一", 1, "番", "exact", "change")]),
    ("总量翻了两番", [("两", 2, "番", "exact", "change")]),
    ("增长一倍以上", [("一", 1, "倍", "min", "change")]),
    ("是上年的3.2倍", [("3.2", 3.2, "倍", "exact", "change")]),
    ("满意率达百分之三点五", [("三点五", 3.5, "%", "exact", "rate")]),
    ("办结率下降百分之3.同比持平", [("3", 3, "%", "exact", "rate")]),
    ("满意率达百分之９８．５", [("９８．５", 98.5, "%", "exact", "rate")]),
    (f"编号{'9' * 5000}件，占百分之{'9' * 5000}，{',999' * 2000}件", []),
    ("每天百分之三点到", [("三", 3, "%", "exact", "rate")]),
    ("成本降低百分之五点十分明显", [("五", 5, "%", "exact", "rate")]),
    ("占比千分之三", [("三", 3, "‰", "exact", "rate")]),
    ("万分之五", [("万分之五", 0.0005, None, "exact", "rate")]),
    ("感染率3‰", [("3", 3, "‰", "exact", "rate")]),
    ("同比下降0.5个百分点", [("0.5", 0.5, "个百分点", "exact", "change")]),
    ("提升两个百分点", [("两", 2, "个百分点", "exact", "change")]),
    ("参训率超九成", [("九", 9, "成", "over", "rate")]),
    ("五分之一的案件", [("五分之一", 0.2, None, "exact", "rate")]),
    ("半数以上的村", [("半数", 0.5, None, "min", "rate")]),
    ("罚款逾200万元", [("200万", 2000000, "元", "over", "total")]),
    ("不足10件", [("10", 10, "件", "max", "total")]),
    ("不到5天", [("5", 5, "天", "max", "duration")]),
    ("超1.5万人次", [("1.5万", 15000, "人次", "over", "total")]),
    ("办结近2万件", [("2万", 20000, "件", "about", "total")]),
    ("大约300名", [("300", 300, "名", "about", "total")]),
    ("多达120起", [("120", 120, "起", "over", "total")]),
    ("接待群众1200多人次", [("1200", 1200, "人次", "over", "total")]),
    ("两百余家企业", [("两百", 200, "家", "over", "total")]),
    ("一千余名党员", [("一千", 1000, "名", "over", "total")]),
    ("万余名学生", [("万", 10000, "名", "over", "total")]),
    ("十余场活动", [("十", 10, "场", "over", "total")]),
    ("三十多部", [("三十", 30, "部", "over", "total")]),
    ("2万多册", [("2万", 20000, "册", "over", "total")]),
    ("1.3亿余元", [("1.3亿", 130000000, "元", "over", "total")]),
    ("5000万元以上", [("5000万", 50000000, "元", "min", "total")]),
    ("30人以下", [("30", 30, "人", "max", "total")]),
    ("压缩至1小时以内", [("1", 1, "小时", "max", "duration")]),
    ("平均耗时48小时", [("48", 48, "小时", "exact", "duration")]),
    ("等候时间缩短15分钟", [("15", 15, "分钟", "exact", "duration")]),
    ("压减至5个自然日", [("5", 5, "个自然日", "exact", "duration")]),
    ("位列全国第十", [("十", 10, None, "exact", "rank")]),
    ("获全省评比第1名", [("1", 1, None, "exact", "rank")]),
    ("位居全市第3", [("3", 3, None, "exact", "rank")]),
    ("比例为1.86:1", [("1.86:1", 1.86, None, "exact", "rate")]),
    ("比为1：1.5", [("1：1.5", 1.5, None, "exact", "rate")]),
    ("零上访", [("零", 0, None, "exact", "total")]),
    ("发生行政复议纠错案件0件", [("0", 0, "件", "exact", "total")]),
    ("零事故", [("零", 0, None, "exact", "total")]),
    ("发放18，206份", [("18，206", 18206, "份", "exact", "total")]),
    ("共 12 . 5 万元", [("12 . 5 万", 125000, "元", "exact", "total")]),
    ("２０件", [("２０", 20, "件", "exact", "total")]),
    ("９８．５％", [("９８．５", 98.5, "％", "exact", "rate")]),
    ("1,234,567元", [("1,234,567", 1234567, "元", "exact", "total")]),
    ("1 234 567元", [("1 234 567", 1234567, "元", "exact", "total")]),
    ("一百零三件", [("一百零三", 103, "件", "exact", "total")]),
    ("二十三万四千人次", [("二十三万四千", 234000, "人次", "exact", "total")]),
    ("三百五十余件", [("三百五十", 350, "件", "over", "total")]),
    ("廿三件", [("廿三", 23, "件", "exact", "total")]),
    ("十二件次", [("十二", 12, "件次", "exact", "total")]),
    ("1.2万件(次)", [("1.2万", 12000, "件(次)", "exact", "total")]),
    ("3家、5家", [("3", 3, "家", "exact", "total"), ("5", 5, "家", "exact", "total")]),
    ("增至57名", [("57", 57, "名", "exact", "total")]),
    ("从12件下降到8件", [("12", 12, "件", "exact", "total"), ("8", 8, "件", "exact", "total")]),
    ("98.5%和99%", [("98.5", 98.5, "%", "exact", "rate"), ("99", 99, "%", "exact", "rate")]),
    ("培训执法人员3期215人次", [("3", 3, "期", "exact", "total"), ("215", 215, "人次", "exact", "total")]),
    ("拆除1.8万平方米", [("1.8万", 18000, "平方米", "exact", "total")]),
    ("复耕137.5亩", [("137.5", 137.5, "亩", "exact", "total")]),
    ("清运垃圾1.3万吨", [("1.3万", 13000, "吨", "exact", "total")]),
    ("查扣车辆583台", [("583", 583, "台", "exact", "total")]),
    ("整改9处", [("9", 9, "处", "exact", "total")]),
    ("办理3宗412亩", [("3", 3, "宗", "exact", "total"), ("412", 412, "亩", "exact", "total")]),
    ("举办1次", [("1", 1, "次", "exact", "total")]),
    ("出动警力2300人次、车辆460台次", [("2300", 2300, "人次", "exact", "total"), ("460", 460, "台次", "exact", "total")]),
    ("合格率均为100%", [("100", 100, "%", "exact", "rate")]),
    ("平均得分96.5分", [("96.5", 96.5, "分", "exact", "total")]),
    ("发布微博1.1万条(次)", [("1.1万", 11000, "条(次)", "exact", "total")]),
    ("约占七成", [("七", 7, "成", "about", "rate")]),
    ("五成以上", [("五", 5, "成", "min", "rate")]),
    ("至少12场", [("12", 12, "场", "min", "total")]),
    ("不低于80分", [("80", 80, "分", "min", "total")]),
    ("控制在5%以内", [("5", 5, "%", "max", "rate")]),
]

NO_FIGURES = [
    "2023年12月31日前完成",
    "截至20204月底",
    "二〇二〇年全面建成",
    "汴发〔2022〕8号",
    "第三批示范单位",
    "召开第3次会议",
    "第一、二、三次会议精神",
    "履行第一责任人职责",
    "放在第一位",
    "12345热线",
    "12345政务服务便民热线",
    "“15分钟政务服务圈”",
    "打造15分钟便民利企服务圈",
    "设立24小时自助服务区",
    "《5个一批工程实施办法》",
    "三项制度",
    "行政执法“三项制度”",
    "一网通办",
    "“一件事一次办”",
    "每季度至少听取2次汇报",
    "每个村培养法律明白人不少于3名",
    "一是加强领导",
    "(一)强化组织",
    "1.加强组织建设",
    "根据3个阶段特点",
    "分两个阶段",
    "四个一的标准",
    "数十名干部",
    "几百场活动",
    "进一步规范",
    "最后一米",
    "建设三级矛盾调处中心",
    "在全市16个区综合排名靠前",
    "上一篇：红卫路街",
    "“12·4”国家宪法日",
    "零距离服务",
    "一成不变",
    "期限为3-5天",
    "联系电话：0855-62000018",
    "时间：2019-03-28 10:22",
    "百名法学家百场报告会",
    "3项目标任务",
    "市八届人大五次会议审议",
    "半年一次听取汇报",
    "每月一次",
    "二十四节气",
    "实施三年行动计划",
    "改革2.0版",
    "一支队伍管执法",
    "一网通办、一窗受理",
    "四个全面战略布局",
    "党的十九届六中全会",
    "启动一级响应",
    "一村一法律顾问",
    "提前完成10日内公示",
    "“十四五”规划",
    "第十四条规定",
    "第3季度",
    "11月20日",
    "5月份开展",
    "7×24小时服务",
    "12309检察服务中心",
    "拨打110",
    "“3·15”宣传",
    "扫二维码",
    "深入一线",
    "一批案件",
    "一系列举措",
    "统一标准",
    "唯一依据",
    "一体化平台",
    "千方百计",
    "千家万户",
    "百日攻坚行动",
    "万人助万企",
    "整治四风",
    "三公经费",
    "全国两会",
    "双随机、一公开",
    "两法衔接",
    "党的二十大精神",
    "推行1+N模式",
    "一站式服务",
    "最多跑一次",
    "一次性告知",
    "2022年1号文件",
    "A4纸",
    "三个一批",
    "两个维护",
    "四个意识",
    "十大案例",
    "百强县",
    "第一时间",
    "一律不得",
    "一把手工程",
    "一岗双责",
    "八五普法",
    "二级巡视员",
    "一审二审",
    "两不一欠",
    "2021-2025年",
    "〔2021〕15号",
    "第十八届三中全会",
    "1小时生活圈",
    "每月5日",
    "每年不少于2次",
    "一村一品",
    "3-5个",
    "法律顾问一村一名",
    "“一月一法”",
    "“三重一大”",
    "“一网统管”",
    "9月28日上午",
    "2019年全年",
    "截至12月底",
    "上午9点",
    "2.0版",
    "v3.5",
    "ISO9001认证",
    "12·4宪法日",
    "一二三产业",
    "一对一帮扶",
    "二次供水",
    "十里八村",
    "百年老店",
    "万里镇",
    "三河市",
    "过半数代表",
    "新增1 2 件",
    "点击量50万+",
]


@pytest.mark.parametrize(("text", "expected"), FIGURES)
def test_figures_are_found(text, expected):
    found = find_figures(text, ONTOLOGY)
    assert [(text[f.start : f.end], f.value, f.unit, f.bound, f.kind) for f in found] == expected


@pytest.mark.parametrize("text", NO_FIGURES)
def test_other_numerals_are_no_figures(text):
    assert [text[f.start : f.end] for f in find_figures(text, ONTOLOGY)] == []


def test_numbers_inside_mentions_are_hidden():
    text = "推进百千万工程建设项目3个行动"
    assert len(find_figures(text, ONTOLOGY)) == 1
    assert find_figures(text, ONTOLOGY, hidden=[(0, len(text))]) == ()


def test_figures_of_some_lines() -> None:
    text = "办理1件。\n审结2件。决定3件。\n报送4件。"
    start, end = text.index("审结"), text.index("报送")
    assert [f.value for f in find_figures(text, ONTOLOGY, start=start, end=end)] == [2, 3]
    assert [f.value for f in find_figures(text, ONTOLOGY, start=text.index("决定"), end=len(text))] == [2, 3, 4]


@pytest.mark.parametrize("guard", ONTOLOGY.figures.guards, ids=lambda guard: guard.name)
def test_examples_of_guards(guard):
    assert find_figures(guard.example, ONTOLOGY) == ()
    assert find_figures(guard.counter, ONTOLOGY) != ()


@pytest.mark.parametrize("unit", ONTOLOGY.units.concepts.values(), ids=lambda unit: unit.en)
def test_examples_of_units(unit):
    assert {f.unit for f in find_figures(unit.example, ONTOLOGY)} & {form.replace(" ", "") for form in unit.forms}


def test_no_form_belongs_to_two_units():
    forms = [form for unit in ONTOLOGY.units.concepts.values() for form in unit.forms]
    assert sorted(set(forms)) == sorted(forms)


NUMERALS = [
    *((str(n), n) for n in (0, 1, 7, 10, 365, 2093, 515684)),
    ("3 400", 3400), ("1 234 567", 1234567), ("18,206", 18206), ("1,234,567", 1234567), ("26521.42万", 265214200),
    ("2.228万", 22280), ("0.34万", 3400), ("1.2万", 12000), ("140万", 1400000), ("4.3亿", 430000000), ("1万亿", 10**12),
    ("3百", 300), ("3千", 3000), ("5百万", 5000000), ("2千万", 20000000), ("１２３", 123), ("９.５", 9.5), ("９．５", 9.5),
    ("零", 0), ("〇", 0), ("一", 1), ("两", 2), ("十", 10), ("十五", 15), ("二十", 20), ("二十五", 25), ("九十八", 98),
    ("百", 100), ("一百", 100), ("一百零五", 105), ("一百一十", 110), ("一百一十五", 115), ("三百二十一", 321), ("一千", 1000),
    ("一千零一", 1001),
    ("一千零二十", 1020), ("一千三百", 1300), ("三千二百一十五", 3215), ("一万", 10000), ("五万", 50000), ("一万零五", 10005),
    ("一万二千", 12000), ("十二万", 120000), ("二十三万四千五百六十七", 234567), ("一亿", 10**8), ("一亿二千万", 120000000),
    ("三亿零五十万", 300500000), ("二〇二二", 2022), ("二零一五", 2015), ("九点五", 9.5), ("九十九点八", 99.8), ("两千", 2000),
    ("壹佰", 100), ("贰拾", 20), ("万", 10000), ("千", 1000),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), NUMERALS)
def test_numerals(text, value):
    assert parse(text, ONTOLOGY) == value


@pytest.mark.parametrize("text", ["", " ", "件", "十件", "一点", "abc"])
def test_what_is_no_numeral(text):
    with pytest.raises(NumeralError):
        parse(text, ONTOLOGY)


DIGITS = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """Write a number as a Chinese numeral."""
    for scale, word in ((10**8, "亿"), (10**4, "万")):
        if number >= scale:
            high, low = divmod(number, scale)
            gap = "零" if low and low < scale // 10 else ""
            return chinese(high) + word + (gap + chinese(low) if low else "")
    written = ""
    for power, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, power)
        if digit:
            written += DIGITS[digit] + word
        elif written and number and not written.endswith("零"):
            written += "零"
    return written or "零"


STYLES = {
    "plain": str,
    "commas": lambda n: f"{n:,}",
    "wide commas": lambda n: f"{n:,}".replace(",", "，"),
    "blanks": lambda n: f"{n:,}".replace(",", " "),
    "wide": lambda n: "".join(chr(0xFF10 + int(d)) for d in str(n)),
    "chinese": chinese,
    "digits in a row": lambda n: "".join(DIGITS[int(d)] for d in str(n)),
}


@given(st.integers(0, 10**10), st.sampled_from(sorted(STYLES)))
def test_every_style_reads_back(number, style):
    assert parse(STYLES[style](number), ONTOLOGY) == number


@given(st.integers(1, 99_999_999), st.sampled_from(["万", "亿"]))
def test_scaled_decimals_read_back(hundredths, scale):
    factor = {"万": 10**4, "亿": 10**8}[scale]
    assert parse(f"{hundredths // 100}.{hundredths % 100:02d}{scale}", ONTOLOGY) == hundredths * factor // 100


@given(st.text(alphabet="0123456789一二三百千万亿第余多约件人次%.,，。年月《》“”() ", max_size=40))
def test_spans_hold_their_numerals(text):
    for figure in find_figures(text, ONTOLOGY):
        assert 0 <= figure.begin <= figure.start < figure.end <= figure.after <= len(text)
        assert figure.value >= 0
