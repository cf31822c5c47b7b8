"""What of a web page is the report: tables behind share buttons are; lines of the page and of a report that look alike."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.ontology import load
from kg.reading import READERS, Limits

TITLE = "某区2022年法治政府建设年度报告"
TEXT = (
    "2022年，某区坚持以习近平新时代中国特色社会主义思想为指导，全面推进依法行政，各项工作取得新的成效，现将有关情况报告如下：",
    "区政府常务会议会前学法12次，审议行政规范性文件8件，“放管服”改革全面推进，群众满意度达到98.5%，比上年提高2个百分点。",
)
SIGNATURE = ("某区人民政府", "2023年1月3日")
PARAGRAPHS = "".join(f"<p>{line}</p>" for line in TEXT)
SHARE = {
    "class": '<div class="bdsharebuttonbox"><span>分享到：</span><a href="#">微信</a><a href="#">微博</a></div>',
    "line": '<div>分享到：<a href="#">微信好友</a> <a href="#">新浪微博</a> <a href="#">QQ空间</a></div>',
    "paragraphs": "<p>分享到：</p><p>微信</p><p>新浪微博</p>",
    "list": '<div>分享到</div><ul><li><a href="#">微信</a></li><li><a href="#">新浪微博</a></li></ul><div>打印</div>'
    "<div>【字体：大 中 小】</div>",
}


def drawn(page: str) -> list[str]:
    """Return the lines of the report on a page."""
    return READERS[".html"].draw(page.encode(), Path("a.html"), load().reading, Limits()).text.split("\n")


def table(lines: list[str]) -> str:
    cells = ("".join(f"<td>{cell}</td>" for cell in line.split("\t")) for line in lines)
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"


@pytest.mark.parametrize("share", SHARE)
@pytest.mark.parametrize("rows", [1, 3, 40])
@pytest.mark.parametrize(
    "order",
    [
        "{share}{table}{text}",
        "{table}{share}{text}",
        "{text}{share}{table}",
        "{text}{share}{table}{signature}",
        "{text}{table}{share}{table}{signature}",
        "{text}{share}{caption}{table}{others}",
        "{text}{share}{table}{share}{table}",
    ],
)
def test_a_table_beside_share_buttons_is_of_the_report(share: str, rows: int, order: str) -> None:
    lines = ["项目\t单位\t数量", *(f"行政复议{n}\t件\t{n}" for n in range(rows))]
    caption = ["附件：行政执法统计表"]
    parts = {
        "share": SHARE[share],
        "table": table(lines),
        "text": PARAGRAPHS,
        "caption": f"<p>{caption[0]}</p>",
        "signature": "".join(f"<p>{line}</p>" for line in SIGNATURE),
        "others": '<p>上一篇：<a href="/1">关于2021年度法治政府建设情况的报告</a></p>',
    }
    page = f"<h1>{TITLE}</h1>{order.format(**parts)}<div>版权所有：某区人民政府</div>"
    wanted = {"table": lines, "text": [*TEXT], "signature": [*SIGNATURE], "caption": caption}
    named = [name for name in re.findall(r"\w+", order) if name in wanted]
    found = [line for line in drawn(page) if "微" not in line]  # the name of a button, where nothing shows that it is one
    assert found == [TITLE, *(line for name in named for line in wanted[name])]


@pytest.mark.parametrize(
    "after",
    [
        '<div><a href="/1">关于印发2021年度报告的通知，请遵照执行</a></div><div><a href="/2">关于召开会议的通知</a></div>{table}',
        "<p>2022年某区旅游节将于5月1日开幕，欢迎光临。</p>{table}",
        "<table><tr><td>访问</td><td>120</td></tr></table>",
    ],
)
def test_what_else_follows_share_buttons_is_not(after: str) -> None:
    assert drawn(PARAGRAPHS + SHARE["list"] + after.format(table=table(["本月\t120", "本年\t2300"]))) == [*TEXT]


@pytest.mark.parametrize(
    "line",
    [
        *("承办行政复议案件15件，审结14件。", "主办法治讲座12场。", "关闭小煤矿12家。", "注册志愿者1200人，开展活动35次。"),
        *("编辑普法读物3册，发放1万册。", "分享典型案例15个。", "打印发放宣传资料2万份。", "相关信息公开及时率达到100%。"),
        *(
            "三是利用微信公众号推送普法信息120条，阅读量3万人次。",
            "推行“扫码入企”，入企检查次数下降30%。",
            "（二）推行行政执法二维码",
        ),
        *("依托官方微博、抖音号发布以案释法案例36期。", "推广执法二维码，让群众监督更便捷。"),
    ],
)
def test_a_line_of_a_report_is_not_taken_for_one_of_the_page(line: str) -> None:
    row = "承办行政应诉案件\t12"
    assert drawn(f"<p>{TEXT[0]}</p><p>{line}</p>{table([row])}<p>{TEXT[1]}</p>") == [TEXT[0], line, row, TEXT[1]]


@pytest.mark.parametrize(
    "line",
    [
        *(
            "打印",
            "【打印】",
            "打印本页",
            "【关闭窗口】",
            "分享",
            "分享到：微信 微博",
            "登录 | 注册",
            "搜索",
            "繁体版",
            "【字体：大 中 小】",
        ),
        *("主办：某区人民政府", "承办单位：某区大数据局", "技术支持 某某公司", "地址：某某路1号", "邮编475000", "豫ICP备123号"),
        *(
            "相关链接",
            "相关稿件(3)",
            "微信公众号",
            "官方微博 官方微博",
            "手机扫一扫",
            "扫一扫在手机打开当前页",
            "责任编辑 李四",
            "编辑：张三",
        ),
        *("建议使用IE9以上浏览器，分辨率1024*768浏览本网站。", "请使用手机扫描二维码，在手机上浏览。", "当前位置：首页 > 公开"),
        "打开微信，点击底部的“发现”，使用“扫一扫”即可将网页分享至朋友圈。",
    ],
)
def test_a_line_of_the_page_is_left_out(line: str) -> None:
    assert drawn(f"{PARAGRAPHS}<p>{line}</p>{PARAGRAPHS}") == [*TEXT, *TEXT]
